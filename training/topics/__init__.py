"""Fit what words, and finds of the table of topics, say of the topic of a unit."""
