"""Whether something moved in substance between two sentences: a network that reads both as one redline."""
