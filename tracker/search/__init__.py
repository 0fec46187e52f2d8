"""Queries of the full-text search: read, resolved against what is stored, printed; and the words of the index."""
