"""What a text no longer says, and first speaks of: its lines and its subjects."""
