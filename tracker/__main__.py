"""python -m tracker: the commands of this package."""

from tracker.cli.commands import main

main()
