"""PDF to a document."""
