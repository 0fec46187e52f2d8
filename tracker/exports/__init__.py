"""What is known, as text that other programs take.

tables      units and changes: JSON Lines, JSON, CSV
feed        changes: Atom
deadlines   what commitments are due: iCalendar
citations   releases: BibTeX, RIS
gather      what the store has for these
target      where the text goes
cli         the command

All but the last three are pure: domain values go in, text comes out. Quotes,
titles and addresses come from the web, and each format escapes them by its own
rules.
"""
