"""From lines to blocks with roles: what HTML, PDF and plain text share."""
