"""What kind of document a file is: by its name, and where that misleads by how it begins."""

from __future__ import annotations

PDF = "application/pdf"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": PDF,
}
KNOWN = ".txt, .md, .html, .pdf and .jsonl"
_PDF_MARK = b"%PDF-"
_PDF_START = 1_024  # bytes; readers look no further for the mark (ISO 32000-1, annex H, note 13)


def is_pdf(body: bytes) -> bool:
    """Whether *body* begins as a PDF does: white space and a byte order mark may stand before its mark."""
    return body[:_PDF_START].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PDF_MARK)
