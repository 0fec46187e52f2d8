"""A digest as a template takes it: its items, sections, counts and footer in words, for mail and report alike."""
