"""What is known, as text that other programs take.

The rows, the formats and the citations are pure: domain values go in, text or bytes
come out. Quotes, titles and addresses come from the web, and each format escapes
them by its own rules. The command is :mod:`reports.cli.export_command`.
"""
