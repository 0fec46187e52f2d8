"""Dotted paths into a JSON document: "details.body", "items.0.link", "feed.entry".

A part may name alternatives ("text|richText"), ``*`` is every element of a list
or an object, ``**`` is any depth; a lone "." is the document itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.index_limits import replace_unstorable

DEEPEST = 200  # levels that ** goes down; documents seen have 12


def parse_json(answer: Fetched) -> Any:
    """Return the JSON document in *answer*.

    Raises:
        FetchError: It is none: a page came in its place, or it was cut short.
    """
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        page = "json" not in answer.media_type
        what = f"not JSON but {answer.media_type}" if page else "JSON that cannot be read, perhaps cut short"
        mend = "open it in a browser: it may have moved, or the site may refuse this program"
        raise FetchError(what, where=answer.url, remedy=mend, transient=not page) from error


def values_at(document: Any, path: str) -> Iterator[Any]:
    """Yield everything that stands at *path*, in the order of the document.

    >>> list(values_at({"a": [{"b": 1}, {"b": 2}]}, "a.*.b"))
    [1, 2]
    >>> list(values_at({":items": {"x": {"text": "<p>1</p>"}, "y": {"z": {"text": "<p>2</p>"}}}}, ":items.**.text"))
    ['<p>1</p>', '<p>2</p>']
    """
    return _down(document, [] if path in ("", ".") else path.split("."))


def first_value(document: Any, path: str) -> Any:
    """Return the first value at *path*; ``None`` if there is none."""
    return next(values_at(document, path), None) if path else None


def text_at(document: Any, path: str) -> str:
    """Return the text or the number at *path*, of a list its first; else an empty string."""
    found = first_value(document, path)
    if isinstance(found, list):
        found = found[0] if found else ""
    return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def _down(value: Any, parts: list[str]) -> Iterator[Any]:
    if not parts:
        yield replace_unstorable(value) if isinstance(value, str) else value
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        for inner in _below(value):
            yield from _down(inner, rest)
    elif part == "*":
        for inner in _inside(value):
            yield from _down(inner, rest)
    elif isinstance(value, dict):
        for name in part.split("|"):
            if name in value:
                yield from _down(value[name], rest)
    elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
        yield from _down(value[int(part)], rest)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _below(value: Any) -> Iterator[Any]:
    """Yield *value* and everything in it, outer before inner, in order."""
    waiting = [(value, 0)]
    while waiting:
        here, depth = waiting.pop()
        yield here
        if depth < DEEPEST:
            waiting += [(inner, depth + 1) for inner in reversed(_inside(here))]
