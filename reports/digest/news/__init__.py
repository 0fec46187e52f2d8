"""The digest as a page of news: which moves are items, in which order, in which words."""
