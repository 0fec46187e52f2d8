"""How a reader is shown a change, a line, a day, a name: shared by digests, mail and site."""
