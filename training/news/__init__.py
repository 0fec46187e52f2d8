"""What a digest tells of a text: fits of what its sentences and statements are worth, to judged ones."""
