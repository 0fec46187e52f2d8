"""What sort of text a release is, and which texts can be compared: genre, occasion, series, type of event."""
