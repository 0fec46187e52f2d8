"""python -m tracker: the commands of this package."""

from tracker.cli import main

main()
