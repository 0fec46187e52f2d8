"""How a search is answered, for the terminal and for pages alike: what it means, which hits come first, what to try where nothing is found."""
