"""What analysts decide about lines and labels, and how it is applied."""
