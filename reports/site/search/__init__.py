"""The search page, its form, and the index a folder of files is searched by."""
