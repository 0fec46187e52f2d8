"""Links out of a report, from one place: :mod:`tracker.links`, where exports have theirs from as well."""

from __future__ import annotations

from tracker.links import page_link, quote_link

__all__ = ["page_link", "quote_link"]
