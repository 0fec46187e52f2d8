"""What is known, as text that other programs take.

json_rows       units, changes and lines as rows; columns says what each key is
delimited       those rows as JSON Lines, JSON, CSV
parquet         those rows with types: Apache Parquet
atom_feed       changes: Atom
deadlines       what commitments are due: iCalendar
citations       releases, or one statement: BibTeX, RIS, a footnote
gold            releases, units and links in the format of coded sets
warc            what was received: WARC
datasette       words for who reads the store itself with SQL
export_queries  what the store has for these
output_target   where an export goes: standard output, or a file, whole or not at all

The rows, the formats and the citations are pure: domain values go in, text or bytes
come out. Quotes, titles and addresses come from the web, and each format escapes
them by its own rules. The command is :mod:`reports.cli.export_command`.
"""
