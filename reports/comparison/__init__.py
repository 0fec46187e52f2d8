"""Two texts or two accounts against each other, outside the history of a store."""
