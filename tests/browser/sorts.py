"""One page of each sort of a site of files, by its address: the largest, which has the most to go wrong."""

from __future__ import annotations

from pathlib import Path

LISTS = ("overview", "changes", "sources", "topics", "parties", "formulas", "deadlines", "search", "about")
ONE_OF_MANY = ("source", "topic", "party", "line", "release")
ALL = (*LISTS, *ONE_OF_MANY)
_FOLDERS = dict(zip(ONE_OF_MANY, ("sources", "topics", "parties", "lines", "releases"), strict=True))


def address(site: Path, sort: str) -> str:
    """Return the address, relative to the root of *site*, of the page that stands for its *sort*."""
    if sort in LISTS:
        return "index.html" if sort == "overview" else f"{sort}.html"
    largest = max((site / _FOLDERS[sort]).glob("*.html"), key=lambda path: path.stat().st_size)
    return largest.relative_to(site).as_posix()


def that_says(site: Path, folder: str, words: str) -> str:
    """Return the address of the first page in *folder* of *site* whose source has *words*."""
    return next(
        path.relative_to(site).as_posix()
        for path in sorted((site / folder).glob("*.html"))
        if words in path.read_text("utf-8")
    )
