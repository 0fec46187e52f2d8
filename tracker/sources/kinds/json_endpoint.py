"""A JSON endpoint: what stands where, by dotted paths; or rows of HTML inside JSON, by selectors."""

from __future__ import annotations

from typing import Any

from tracker.domain import Fields, Problem, Source
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import IndexRow
from tracker.sources.index_limits import MOST_ITEMS, truncation_problem
from tracker.sources.index_reader import IndexPage, absolute_url
from tracker.sources.kinds.json_paths import first_value, parse_json, text_at, values_at
from tracker.sources.url_templates import fill_template, placeholder_names

ITSELF = "."  # fields.html: the answer is the fragment, or a JSON text that holds it


def read_json(source: Source, answer: Fetched) -> IndexPage:
    """Return what a JSON document lists, in its order.

    Raises:
        FetchError: It is not JSON, or there is no list where the list should be.
    """
    fields = source.fields
    if fields.html == ITSELF and answer.body.lstrip()[:1] == b"<":
        from tracker.sources.kinds.listing import read_listing  # lxml: only where there is HTML

        return read_listing(source, answer)
    document = parse_json(answer)
    if fields.html:
        return _fragment(source, document, answer.url)
    listed = [item for item in values_at(document, fields.items) if item is not None]
    if not listed:
        raise _not_there("items", fields.items, answer.url)
    if len(listed) == 1 and isinstance(listed[0], list):
        (listed,) = listed
    rows = tuple(
        _row(fields, item, answer.url, f"{source.id}, item {number}")
        for number, item in enumerate(listed[:MOST_ITEMS], start=1)
    )
    textless = dict.fromkeys(row.where for row in rows if row.body is not None and not row.body.strip())
    problems = (
        Problem(place, f'fields.body = "{fields.body}" is empty', "look at the document")
        for place in textless
    )
    empty = None
    if not rows:
        empty = Problem(source.id, "the list has no items", f"look at {answer.url}")
    kept = tuple(row for row in rows if row.where not in textless)
    return IndexPage(kept, (*truncation_problem(source.id, len(listed)), *problems), empty)


def link_in(item: Any, link: str, base: str) -> str:
    """Return the link of *item*: what stands at a path, or a template with paths, made absolute.

    It is empty where any of these paths leads nowhere: half a link would be the same for many.
    """
    if "{" in link:
        parts = {path: text_at(item, path) for path in placeholder_names(link)}
        written = fill_template(link, parts.__getitem__) if all(parts.values()) else ""
    elif isinstance(item, str):
        written = item
    else:
        written = text_at(item, link) if isinstance(item, dict | list) else ""
    return absolute_url(base, written)


def title_in(item: Any, paths: tuple[str, ...]) -> str:
    """Return the title of *item*: what stands at *paths*, joined by a space."""
    return " ".join(" ".join(text_at(item, path) for path in paths).split())


def body_in(item: Any, path: str) -> str:
    """Return the text at *path*; of several, those with markup if any has it: the rest are labels."""
    texts = [text for text in values_at(item, path) if isinstance(text, str) and text.strip()]
    marked = [text for text in texts if "<" in text]
    return "\n".join(marked if len(texts) > 1 and marked else texts)


def _row(fields: Fields, item: Any, base: str, where: str) -> IndexRow:
    written = text_at(item, fields.date)
    return IndexRow(
        link=link_in(item, fields.link, base) if fields.link else "",
        title=title_in(item, fields.title),
        dates=(written,) if written else (),
        key=text_at(item, fields.key),
        body=body_in(item, fields.body).encode("utf-8", "replace") if fields.body else None,
        where=where,
    )


def _fragment(source: Source, document: Any, where: str) -> IndexPage:
    from tracker.sources.kinds.listing import parse_index_html, read_rows  # lxml: only where there is HTML

    fragment = first_value(document, source.fields.html)
    if not isinstance(fragment, str):
        raise _not_there("html", source.fields.html, where)
    if not fragment.strip():
        return IndexPage(empty=Problem(source.id, "the list has no items", f"look at {where}"))
    return read_rows(source, parse_index_html(fragment, where), where, where)


def _not_there(key: str, path: str, where: str) -> FetchError:
    return FetchError(
        f'there is nothing at fields.{key} = "{path}"',
        where=where,
        remedy="look at the document: its form may have changed",
    )
