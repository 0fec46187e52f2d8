"""What is known, as text that other programs take.

tables      units and changes: JSON Lines, JSON, CSV
parquet     the same with types: Apache Parquet
feed        changes: Atom
deadlines   what commitments are due: iCalendar
citations   releases, or one statement: BibTeX, RIS, a footnote
datasette   words for who reads the store itself with SQL
gather      what the store has for these
target      where it goes
cli         the command

All but the last three are pure: domain values go in, text or bytes come out. Quotes,
titles and addresses come from the web, and each format escapes them by its own
rules.
"""
