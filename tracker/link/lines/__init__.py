"""Lines: what a standing line holds as of a day, the index that finds it, its name."""
