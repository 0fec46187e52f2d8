"""The text of a release: units highlighted, annotated, revisions side by side."""
