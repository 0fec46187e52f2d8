"""Queries of the full-text search as they are typed, and the words of its index. Pure."""
