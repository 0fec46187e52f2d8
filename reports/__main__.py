"""python -m reports: the commands of this package."""

from reports.cli.report_commands import main

main()
