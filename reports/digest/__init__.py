"""A digest: composed from changes, laid out in sections."""
