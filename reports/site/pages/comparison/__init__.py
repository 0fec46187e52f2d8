"""The page that sets two texts or two accounts side by side."""
