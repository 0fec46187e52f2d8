"""A source as config.toml declares it: read, checked key by key, written."""
