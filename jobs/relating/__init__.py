"""What was read is related: a source at a time, or beside reading."""
