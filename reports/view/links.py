"""Links out of a report, from one place: :mod:`tracker.text.quote_links`, where exports have theirs from as well."""

from __future__ import annotations

from tracker.text.quote_links import quote_link, safe_page_link

__all__ = ["safe_page_link", "quote_link"]
