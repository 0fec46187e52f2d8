"""What a search for a policy rate is answered by: when it last went the way that is asked for, and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from reports.charts import marks_of_rate, rate_moves
from reports.charts.rate_marks import RateMark
from reports.view import addresses
from reports.view.dates import ISO, SHORT
from tracker.answering.rows.asked_rates import RATES, AskedRate, asked_rate
from tracker.domain import Mention
from tracker.search.analyzer import fold_words
from tracker.search.asked_questions import without_asking
from tracker.search.query import Query
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_issuer
from tracker.text.rates import LOWERED, RAISED, RateLevel, own_rate_decision
from tracker.text.sanitize import clean

LOOKED_AT = 60  # statements on rates, the latest, or the oldest where the first move is asked for
MOST_RATES = 2  # rates that are told
MOST_LINES = 4  # of one rate


@dataclass(frozen=True, slots=True)
class RateRow:
    """When a rate last, or first, went one way, *which* says which, and how far; *href* is its course."""

    which: str  # "Last lowered"
    on: str
    href: str
    words: str


def rate_rows(store: Store, found_by: Query, typed: str) -> tuple[RateRow, ...]:
    """Return how the rates that the words *typed* ask for moved last, or first where they say so, of those most often decided on; () where they ask for none.

    The time is the one that *found_by* is narrowed to, as is who issued it, unless a name among the words tells.
    """
    asked = asked_rate(typed) or asked_rate(without_asking(typed, lambda _: False))
    if asked is None and not RATES.isdisjoint(fold_words(typed)):  # "FOMC rate cut"
        issued = of_its_issuer(store, Query(text=typed))
        asked = asked_rate(issued.text) if issued else None
        if issued and not (found_by.issuer or found_by.issuers):
            found_by = replace(found_by, issuer=issued.issuer, issuers=issued.issuers)
    rows = tuple(_rows(store, asked, found_by)) if asked else ()
    return tuple(sorted(rows, key=lambda row: row.on)) if asked and asked.first else rows


def _at_level(marks: Sequence[RateMark], level: RateLevel, issuer: str, href: str) -> Iterator[RateRow]:
    """Yield from when to when the rate of *marks*, in order of days, stood at *level*."""
    for stood, run in groupby(marks, lambda mark: mark.level):
        held = list(run)
        if stood != level:
            continue
        following = next((mark for mark in marks if mark.day > held[-1].day), None)
        until = f"until {SHORT.day(following.day)}" if following else f"last held {SHORT.day(held[-1].day)}"
        first = ", the first decision that is read" if held[0] == marks[0] else ""
        words = clean(f"{issuer}: {held[0].decision}{first}, {until}")
        yield RateRow(f"At {level}", ISO.day(held[0].day), href, words)


def _rows(store: Store, asked: AskedRate, found_by: Query) -> Iterator[RateRow]:
    text = " ".join(("rate|rates", *asked.names))
    said = store.search_page(
        text,
        by_date=not asked.first,
        oldest=asked.first,
        limit=LOOKED_AT,
        **replace(found_by, kind="U").filters,
    )
    lines = Counter(
        (hit.release.issuer, decision.what, hit.line.id)
        for hit in said.hits
        if hit.unit
        and hit.line
        and (decision := own_rate_decision(hit.unit.quote, hit.release.issuer))
        and set(asked.names) <= set(decision.what.split())
    )
    rates = Counter[tuple[str, str]]()  # a rate may stand on several lines
    for (*rate, _), number in lines.items():
        rates[rate[0], rate[1]] += number
    told = 0
    for (issuer, what), _ in rates.most_common():
        on = [line for (*rate, line), _ in lines.most_common() if rate == [issuer, what]][:MOST_LINES]
        mentions = sorted(chain.from_iterable(store.history(line)[0] for line in on), key=_day)
        marks = marks_of_rate(mentions)
        if not marks:
            continue
        href = addresses.line(on[0])
        if asked.level:
            yield from _at_level(marks, asked.level, issuer, href)
        since, until = found_by.since or date.min, found_by.until or date.max
        within = [move for move in rate_moves(marks) if since <= move.mark.day <= until]
        moves = {move.way: move for move in (reversed(within) if asked.first else within)}
        for way in () if asked.level else asked.directions or (RAISED, LOWERED):
            if move := moves.get(way):
                which = f"{'First' if asked.first else 'Last'} {way}"
                words = clean(f"{issuer}: {move.mark.decision.what} {move.words}")
                yield RateRow(which, ISO.day(move.mark.day), href, words)
        told += 1
        if told == MOST_RATES:
            return


def _day(mention: Mention) -> date:
    return mention.release.published_on or date.min
