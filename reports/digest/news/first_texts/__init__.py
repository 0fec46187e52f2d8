"""Agreed texts of which next to nothing was said before.

new_texts         which of them are told, and by which statements
statement_worth   what a statement of such a text is worth to a reader
"""
