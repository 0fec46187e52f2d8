"""Who speaks: the parties, offices and persons a text names, and who of them says a unit."""
