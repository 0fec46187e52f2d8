"""Hits of a search as lines for a terminal and rows for JSON. Nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.cli.rendering.paragraphs import BOLD, DIM, Paragraph, columns, has_styles
from tracker.exports.json_rows import Row, published_day
from tracker.search.looser import stand_together
from tracker.search.query import split_at_spans
from tracker.text.sanitize import one_line
from tracker.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.store.records import Hit

INDENT = 5
INITIAL = re.compile(r"(?<=\b[A-Z])\.")  # of a name: it ends no sentence


def hit_row(hit: Hit) -> Row:
    """Return a row of ``search --json``; spans are code points into the snippet.

    *unit* is null where the hit is no unit, *line* where the unit sits on none yet.
    """
    release, unit, line = hit.release, hit.unit, hit.line
    return {
        "release": release.ref,
        "source": release.source,
        "title": release.title,
        "issuer": release.issuer,
        "published": published_day(release),
        "url": release.url,
        "snippet": hit.snippet,
        "spans": [list(span) for span in hit.spans],
        "unit": unit
        and {
            "id": unit.id,
            "start": unit.start,
            "end": unit.end,
            "quote": unit.quote,
            "kind": unit.kind.value,
            "level": unit.facets.level,
            "line": line.id if line else None,
            "line_name": line.name if line else None,
        },
    }


def result_summary(shown: int, skipped: int, limit: int, total: int) -> str:
    """Return how much there is and how to see more of it.

    >>> result_summary(3, 0, 3, 41), result_summary(20, 20, 20, 41), result_summary(1, 0, 20, 1)
    ('3 of 41 hits; --page 2 shows more', 'hits 21 to 40 of 41; --page 3 shows more', '1 hit')
    >>> result_summary(0, 60, 20, 41)
    '41 hits; the last page is --page 3'
    """
    every = f"{total} hit{'s' if total != 1 else ''}"
    if not shown:
        return f"{every}; the last page is --page {-(-total // limit)}"
    more = f"; --page {skipped // limit + 2} shows more" if skipped + shown < total else ""
    if skipped:
        return f"hits {skipped + 1} to {skipped + shown} of {total}{more}"
    return f"{shown} of {every}{more}" if more else every


def names_of(hits: Sequence[Hit], skipped: int) -> list[str]:
    """Return the numbers of *hits*, of which *skipped* come before."""
    return [str(number) for number in range(skipped + 1, skipped + len(hits) + 1)]


def render_hits(hits: Sequence[Hit], names: Sequence[str]) -> str:
    """Return *hits*, called by *names*, for people: what was asked for in bold where the terminal has it, else in «».

    What follows of the same release has its title above. Sources and links are :func:`render_links`.
    """
    width, styles = columns(), has_styles()
    rows: list[str] = []
    before = None
    for name, hit in zip(names, hits, strict=True):
        margin = f"{f'{name}.':<{INDENT - 1}} "
        again = hit.unit is not None and hit.release.id == before
        before = hit.release.id
        for paragraph in _paragraphs(hit, styles=styles, again=again):
            for line in paragraph.lines(width - len(margin)):
                rows.append(f"{margin}{line}\n")
                margin = " " * len(margin)
        rows.append("\n")
    return "".join(rows)


def render_links(hits: Sequence[Hit], names: Sequence[str]) -> str:
    """Return source and link of each release of *hits*, called by *names*. They stand last: the first screen is for what was said."""
    called: dict[str, list[str]] = {}  # by release
    links: dict[str, str] = {}
    for name, hit in zip(names, hits, strict=True):
        called.setdefault(hit.release.id, []).append(name)
        links[hit.release.id] = _link(hit)
    rows = [(", ".join(called[release]), link) for release, link in links.items()]
    room = max((len(some) for some, _ in rows), default=0)
    return "".join((*(f"{some:>{room}}  {link}\n" for some, link in rows), "\n" if rows else ""))


def nearest_first(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """Return *hits* of the query *text*, which are best first, by how near its words stand: in a statement, a sentence, a few lines."""

    def apart(hit: Hit) -> int:
        if hit.unit or not stand_together(text, hit.snippet):
            return 0 if hit.unit else 2
        said = INITIAL.sub(" ", hit.snippet)
        sentences = (said[slice(*sentence_bounds(said, *span))] for span in hit.spans)
        return 0 if any(stand_together(text, sentence) for sentence in sentences) else 1

    return tuple(sorted(hits, key=apart))


def _link(hit: Hit) -> str:
    release = hit.release
    return "  ".join(filter(None, (one_line(release.source), one_line(release.url) or one_line(release.ref))))


def _paragraphs(hit: Hit, *, styles: bool, again: bool) -> Iterator[Paragraph]:
    """Yield what is printed of *hit*: title, day, issuer and unit; words around. *again* = of the unit alone."""
    release, unit = hit.release, hit.unit
    dim = DIM if styles else ""
    said = _marked(hit, styles=styles)
    of_unit = [f"{unit.kind.value} {unit.facets.level}"] if unit else []
    of_unit += [f"line {hit.line.id[:8]}"] if unit and hit.line else []
    if again:
        yield Paragraph(((" · ".join(of_unit), dim),))
        yield Paragraph(said)
        return
    in_title = unit is None and hit.snippet == release.title
    title = said if in_title else ((one_line(release.title) or one_line(release.ref), ""),)
    day = str(release.published_on or "undated")
    where = ("" if day in release.title else day, one_line(release.issuer), *of_unit)
    yield Paragraph((*title, ("".join(f" · {one}" for one in where if one), dim)))
    if not in_title:
        yield Paragraph(said)


def _marked(hit: Hit, *, styles: bool) -> tuple[tuple[str, str], ...]:
    return tuple(
        (part, BOLD) if found and styles else (f"«{part}»" if found else part, "")
        for part, found in split_at_spans(hit.snippet, hit.spans)
    )
