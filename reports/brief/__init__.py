"""A brief on one subject for a meeting: two pages, party by party, every quote with its citation.

query      what the store has on the subject, by party
content    the brief as values
paragraphs the same as paragraphs with marked words, cut to two pages: what all formats print
markdown   Markdown
docx_file  a document for a word processor      extra [brief]
pdf_file   PDF                                  extra [brief]
"""
