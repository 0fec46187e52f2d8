"""Hits of a search as a terminal shows them: in which order, each once, and how much of each."""
