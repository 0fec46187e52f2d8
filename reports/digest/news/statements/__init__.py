"""One statement as news: whose act it is, what it can be held against, and the sentence it is shown in."""
