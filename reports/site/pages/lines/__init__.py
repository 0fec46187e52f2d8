"""The page of a line: its mentions, its picture, what others say on its subject."""
