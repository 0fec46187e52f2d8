"""The command ``search``: where something was said, best first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from string import ascii_lowercase
from typing import Annotated

import typer

from tracker.answering.hit_order import each_once, nearest_first
from tracker.answering.meaning import (
    PLENTY,
    as_meant,
    as_named,
    is_among,
    with_phrase_first,
)
from tracker.answering.near_places import NOTHING_NEAR, NearHits, near_hits
from tracker.answering.proposals import proposals
from tracker.answering.rows.answer_parts import AnswerRow, as_words
from tracker.answering.rows.answers import answer_rows
from tracker.answering.typed_first import is_typed, typed_first
from tracker.cli.console import print_json, report_errors
from tracker.cli.fuller_hits import fuller_hits
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config, option
from tracker.cli.pager import NoPagerOption, paged
from tracker.cli.rendering.hit_rendering import (
    extent_row,
    hit_row,
    issuers_row,
    names_of,
    render_hits,
    render_links,
    result_summary,
)
from tracker.cli.rendering.paragraphs import columns, fitted
from tracker.search.query import parse_query
from tracker.store import open_held_store
from tracker.store.records import Extent, Hit
from tracker.text.sanitize import one_line

MANY = 2000  # hits of which the days are not looked at: they are of a subject, and cost as much as the search
POOL = 50  # best hits that are put in order by what they say; beyond them by their rank alone
FIRST_NEAR_ROWS, NEAR_ROWS = 6, 3  # of the first hit that has most of the words, and of another
MOST, LAST_PAGE = 1000, 1_000_000  # hits a page, and pages: an offset must fit a database


class SortOrder(StrEnum):
    """Which hits come first."""

    RELEVANCE = "relevance"
    DATE = "date"
    OLDEST = "oldest"


def register(app: typer.Typer) -> None:
    """Add ``search`` to *app*."""
    app.command(epilog="Example: policy-tracker search '\"halden sea\" issuer:Norvale since:2031'")(search)


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            help='Words, "phrases", begin* of words; party: speaker: kind: level: issuer: source: topic: label: '
            "since: until: narrow it, and list by themselves. Put it in single quotes.",
            metavar="QUERY",
        ),
    ],
    sort: Annotated[SortOrder | None, option(help="[default: relevance; of filters alone date]")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option(min=1, max=LAST_PAGE, help="Which page of them.")] = 1,
    config: ConfigOption = None,
    store: StoreOption = "",
    no_pager: NoPagerOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find where something was said, in units, the text around them and titles; best first, or latest or oldest first."""
    with report_errors(), paged(wanted=not (no_pager or as_json)):
        wanted = parse_query(" ".join(query))
        loaded = effective_config(config, store)
        with open_held_store(loaded.store_url) as opened:
            oldest = sort is SortOrder.OLDEST
            by_date = oldest or sort is SortOrder.DATE or (sort is None and not wanted.text)
            skipped = (page - 1) * limit
            number = limit if by_date else limit * max(1, POOL // limit)  # whole pages, put in order together
            start = skipped - skipped % number
            ask = partial(opened.search_page, limit=number, offset=start, by_date=by_date, oldest=oldest)
            called = wanted.issuer
            known = {source.id for source in loaded.all_sources} if wanted.source else set()
            known.update(opened.sources() if wanted.source else ())
            wanted, found = as_named(opened, wanted, known, ask)
            if as_json:
                for hit in found.hits[skipped - start :][:limit]:
                    print_json(hit_row(hit))
                return
            least = max(number, PLENTY)  # by which it is told what is meant, however few a page has
            first = partial(opened.search_page, limit=least, by_date=by_date, oldest=oldest)
            best = not (by_date or skipped)
            meant = as_meant(opened, wanted, found, first)
            for note in meant.notes:
                _note(f"{note}\n")
            answers = answer_rows(opened, meant, wanted.text) if best else ()
            _answer(answers)
            typed, asked = meant.typed, meant.found_by
            if asked != wanted:
                found = ask(asked.text, **asked.filters)
            if not (found.total or (best and meant.fullest)):
                tried = "; ".join(one.line for one in proposals(opened, asked))
                _note(f"nothing found; {tried}")
                return
            if wanted.issuers:
                _note(issuers_row(str(called), wanted.issuers))
            near = near_hits(opened, meant, found) if best else NOTHING_NEAR
            found = with_phrase_first(found, asked, first) if best else found
            as_typed: tuple[Hit, ...] = ()
            if (
                not by_date and typed.text != asked.text
            ):  # as it was typed, before what says it in other words
                said = first(typed.text, **typed.filters)
                found = typed_first(meant, said, partial(ask, offset=0), start, number)
                as_typed = tuple(hit for hit in found.hits if is_typed(hit, meant, said))
            extent = opened.extent(asked.text, **asked.filters) if 1 < found.total <= MANY else None
            others = found.hits[len(as_typed) :]
            hits = (
                *as_typed,
                *(others if by_date else nearest_first(each_once(others), asked.text, meant.sort)),
            )
            twice = len(found.hits) - len(hits)
            hits = hits[skipped - start :][:limit]
            of_words = sum(hit in as_typed for hit in hits)
            most_rows: list[int] = []
            number = len(hits)
            if sys.stdout.isatty():
                above = (
                    2 * bool(extent)
                    + 2 * len(answers)
                    + 2 * bool(of_words)
                    + 3 * (asked != wanted)
                    + (2 + len(near.hits) + sum(_near_rows(near))) * near.first
                )
                hits, most_rows = fuller_hits(opened, hits, asked.text, above=above, width=columns())
                of_words = sum(is_among(hit, as_typed) for hit in hits) if of_words else 0
        _show(hits, most_rows, near, extent, found.total, skipped, of_words, twice)
        if found.total:
            typer.echo(result_summary(number, skipped, limit, found.total))


def _show(
    hits: Sequence[Hit],
    most_rows: Sequence[int],
    near: NearHits,
    extent: Extent | None,
    total: int,
    skipped: int,
    of_words: int,
    twice: int,
) -> None:
    """Print *hits*, of which *skipped* come before, the first *of_words* as they were typed, in *most_rows* each, and those *near*, with the links of all; of *total* hits *twice* are left out."""
    every = (*near.hits, *hits)
    issuers = {hit.release.issuer for hit in every}
    issuer = issuers.pop() if extent and len(issuers) == 1 else ""
    names, letters = names_of(hits, skipped), list(ascii_lowercase[: len(near.hits)])
    beside = render_hits(near.hits, letters, issuer, _near_rows(near))
    if near.first and near.hits:
        titled = " and ".join(f"“{one_line(word)}”" for word in near.titled)
        what, others = "its words stand apart; most of them stand here", "all of it, further apart"
        if near.titled:
            what, others = f"of texts whose title or issuer has {titled}", "all of it in one place"
        elif near.answering:
            what, others = "nearest to what is asked", "what has its words, or some of them"
        _note(f"{what}:\n")
        typer.echo(f"{beside}{others}:\n" if hits else beside, nl=bool(hits))
    if extent:
        held_twice = f"; {twice} of a text held twice" if twice else ""
        uncounted = f"; {len(near.hits)} {near.called} not counted" if near.hits else ""
        _note(f"{extent_row(extent, total, issuer)}{held_twice}{uncounted}\n")
    if of_words:
        typer.echo(render_hits(hits[:of_words], names[:of_words], issuer, most_rows[:of_words]), nl=False)
        typer.echo("in other words:\n")
    typer.echo(render_hits(hits[of_words:], names[of_words:], issuer, most_rows[of_words:]), nl=False)
    if near.hits and not near.first:
        _note("nearly so:\n")
        typer.echo(beside, nl=False)
    typer.echo(render_links(every, (*letters, *names)), nl=False)


def _near_rows(near: NearHits) -> list[int]:
    """Return how many rows each of the hits *near* may take."""
    return [NEAR_ROWS if at else FIRST_NEAR_ROWS for at in range(len(near.hits))]


def _answer(rows: Sequence[AnswerRow]) -> None:
    """Print what answers the question, a paragraph each."""
    for row in rows:
        head = f"{row.which}: " if row.which else ""
        _note(f"{head}{one_line(as_words(row, lambda release: str(release.published_on or 'undated')))}")
    if rows:
        typer.echo()


def _note(said: str) -> None:
    """Print a paragraph above the hits."""
    typer.echo("\n".join(fitted([said])))
