"""Train the reader of tracker/segment from coded releases. Not installed with the product."""
