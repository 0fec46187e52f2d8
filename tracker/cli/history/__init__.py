"""What ``history`` tells for the words of a reader: texts over time, and lines."""
