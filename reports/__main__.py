"""python -m reports: the commands of this package."""

from reports.cli import main

main()
