"""What a search for a policy rate is answered by: when it last went the way that is asked for, and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reports.charts import marks_of_rate, rate_moves
from reports.view import addresses
from reports.view.dates import ISO
from tracker.answering.asked_rates import AskedRate, asked_rate
from tracker.search.query import Query
from tracker.store import Store
from tracker.text.rates import LOWERED, RAISED, own_rate_decision
from tracker.text.sanitize import clean

LOOKED_AT = 60  # statements on rates, the latest
MOST_RATES = 2  # rates that are told


@dataclass(frozen=True, slots=True)
class RateRow:
    """When a rate last, or first, went one way, *which* says which, and how far; *href* is its course."""

    which: str  # "Last lowered"
    on: str
    href: str
    words: str


def rate_rows(store: Store, found_by: Query, typed: str) -> tuple[RateRow, ...]:
    """Return how the rates that the words *typed* ask for moved last, or first where they say so, of those most often decided on; () where they ask for none.

    Who issued it and the time are those that *found_by* is narrowed to.
    """
    asked = asked_rate(typed)
    return tuple(_rows(store, asked, found_by)) if asked else ()


def _rows(store: Store, asked: AskedRate, found_by: Query) -> Iterator[RateRow]:
    text = " ".join(("rate|rates", *asked.names))
    said = store.search_page(text, by_date=True, limit=LOOKED_AT, **replace(found_by, kind="U").filters)
    lines = Counter(
        hit.line.id
        for hit in said.hits
        if hit.unit
        and hit.line
        and (decision := own_rate_decision(hit.unit.quote, hit.release.issuer))
        and set(asked.names) <= set(decision.what.split())
    )
    told = 0
    for line, _ in lines.most_common():
        mentions = store.history(line)[0]
        marks = marks_of_rate(mentions)
        if not marks:
            continue
        since, until = found_by.since or date.min, found_by.until or date.max
        within = [move for move in rate_moves(marks) if since <= move.mark.day <= until]
        moves = {move.way: move for move in (reversed(within) if asked.first else within)}
        for way in asked.directions or (RAISED, LOWERED):
            if move := moves.get(way):
                yield RateRow(
                    f"{'First' if asked.first else 'Last'} {way}",
                    ISO.day(move.mark.day),
                    addresses.line(line),
                    clean(f"{mentions[-1].release.issuer}: {move.mark.decision.what} {move.words}"),
                )
        told += 1
        if told == MOST_RATES:
            return
