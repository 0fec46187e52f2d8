"""python -m jobs: the whole command."""

from jobs.cli import main

main()
