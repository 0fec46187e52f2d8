"""[mail], [[subscribers]] and [site] of config.toml: who gets digests, how they leave the house, and where pages are."""
