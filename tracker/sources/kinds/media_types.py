"""What kind of document a file is, by its name."""

from __future__ import annotations

from tracker.extract import PDF

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": PDF,
}
KNOWN_SUFFIXES = ".txt, .md, .html, .pdf and .jsonl"
