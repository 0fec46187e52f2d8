"""One module for each kind of source: feed, listing, JSON, sitemap, list of URLs, files."""
