"""Hits of a search as lines for a terminal and rows for JSON. Nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tracker.answering.fuller_excerpts import is_of_title
from tracker.cli.rendering.paragraphs import BOLD, DIM, PLAIN, Paragraph, columns, cut_to, has_styles
from tracker.exports.json_rows import Row, published_day
from tracker.search.excerpts import words_with
from tracker.search.query import split_at_spans
from tracker.store.records import Extent, Hit
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

INDENT = 3
ROWS = 2  # rows of words a hit at a terminal, where nothing else is said
NAMED = 4  # issuers
BREAK = 5  # characters of a row that a break at words leaves empty


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


def render_hits(
    hits: Sequence[Hit], names: Sequence[str], issuer: str = "", most_rows: Sequence[int] = ()
) -> str:
    """Return *hits*, called by *names*, for people: what was asked for in bold where the terminal has it, else in «».

    Day, issuer and title are one row at a terminal, and *most_rows* of words each are enough, two
    where that is empty: the first screen is for many hits. What follows of the same release has
    these above. Sources and links are :func:`render_links`.
    """
    width, styles, terminal = columns(), has_styles(), sys.stdout.isatty()
    each = most_rows or [ROWS] * len(hits)
    indent = max(INDENT, *(len(name) + 1 for name in names)) if names else INDENT
    rows: list[str] = []
    before = None
    for name, hit, most in zip(names, hits, each, strict=True):
        again = hit.unit is not None and hit.release.id == before
        before = hit.release.id
        margin = f"{name:<{indent}}"
        room = width - indent
        for row in (
            *(() if again else _head(hit, room, issuer, styles=styles, terminal=terminal)),
            *_said(hit, room, most if terminal else None, styles=styles),
        ):
            rows.append(f"{margin}{row}\n")
            margin = " " * indent
    return "".join((*rows, "\n" if rows else ""))


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


def extent_row(extent: Extent, total: int, issuer: str = "") -> str:
    """Return in how many texts, of *issuer* if all are its, *total* hits stand, and from when to when.

    >>> from datetime import date
    >>> from tracker.store.records import Extent
    >>> extent_row(Extent(3, date(2031, 1, 2), date(2032, 1, 2)), 7)
    '7 hits in 3 texts, 2031-01-02 to 2032-01-02'
    """
    days = f"{extent.first} to {extent.last}" if extent.first != extent.last else f"of {extent.first}"
    who = f" of {one_line(issuer)}" if issuer else ""
    return f"{pluralize(total, 'hit')} in {pluralize(extent.texts, 'text')}{who}{f', {days}' if extent.first else ''}"


def issuers_row(asked: str, issuers: Sequence[str]) -> str:
    """Return who alone is searched where *asked* is a part of the names of *issuers*.

    >>> issuers_row("bank", ["Bank of Halden", "Norvale Seabank"])
    'only the 2 issuers called “bank”: Bank of Halden, Norvale Seabank\\n'
    """
    names = ", ".join(map(one_line, issuers[:NAMED]))
    more = f" and {len(issuers) - NAMED} more" if len(issuers) > NAMED else ""
    return f"only the {pluralize(len(issuers), 'issuer')} called “{one_line(asked)}”: {names}{more}\n"


def _link(hit: Hit) -> str:
    release = hit.release
    return "  ".join(filter(None, (one_line(release.source), one_line(release.url) or one_line(release.ref))))


def _head(hit: Hit, width: int, issuer: str, *, styles: bool, terminal: bool) -> Iterator[str]:
    """Yield the row that says when and by whom *hit* was said, and in what: cut to *width* at a *terminal*."""
    release = hit.release
    who = one_line(release.issuer) if release.issuer != issuer else ""
    start = "  ".join(filter(None, (str(release.published_on or "undated"), who)))
    title, between = one_line(release.title) or one_line(release.ref), " · " if who else "  "
    if is_of_title(hit):
        marked = (
            *((f"{start}{between}", DIM if styles else ""),),
            *_marked(hit.snippet, hit.spans, styles=styles),
        )
        yield from Paragraph(marked).lines(width)
    elif terminal:
        row = cut_to(f"{start}{between}{title}", width)
        yield f"{DIM}{row}{PLAIN}" if styles else row
    else:
        yield from Paragraph(((f"{start}{between}{title}", ""),)).lines(width)


def _said(hit: Hit, width: int, most: int | None, *, styles: bool) -> Iterator[str]:
    """Yield the words of *hit* in *most* rows, all where that is None; behind them kind, level and line of a statement."""
    if is_of_title(hit):
        return
    behind = behind_words(hit)
    turn = f"{one_line(hit.turn)}: " if hit.turn and not hit.unit else ""
    words, spans = hit.snippet, hit.spans
    if most is not None:
        room = most * (width - BREAK) - len(turn) - len(behind)
        cut, inside = words_with(words, spans, room)
        if len({words[a:b] for a, b in spans}) == len({cut[a:b] for a, b in inside}):
            words, spans = cut, inside  # a word that was asked for is rather kept than a row saved
    if turn and turn.strip() in words[: spans[0][0] if spans else 0]:
        turn = ""
    pieces = _marked(words, spans, styles=styles)
    yield from Paragraph(((turn, ""), *pieces, (behind, DIM if styles else ""))).lines(width)


def behind_words(hit: Hit) -> str:
    """Return what stands behind the words of *hit*: of a statement kind, level and line."""
    if hit.unit is None:
        return ""
    line = f" · line {hit.line.id[:8]}" if hit.line else ""
    return f"  {hit.unit.kind.value} {hit.unit.facets.level}{line}"


def _marked(text: str, spans: Sequence[tuple[int, int]], *, styles: bool) -> tuple[tuple[str, str], ...]:
    return tuple(
        (part, BOLD) if found and styles else (f"«{part}»" if found else part, "")
        for part, found in split_at_spans(text, spans)
    )
