"""What is held, in columns: a few bytes a row, so that millions of units fit in memory; entries are made when asked for."""
