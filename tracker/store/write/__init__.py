"""What the store records, by subject."""
