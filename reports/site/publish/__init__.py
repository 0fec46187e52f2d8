"""The site as a folder of files: what has changed is written, what is gone is removed."""
