"""Lines among which a reader of a terminal may choose: those that all have what was asked for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.cli.rendering.line_rendering import QUOTE, comparable_quote, snippet_line
from tracker.search.analyzer import find_spans, parse_terms
from tracker.store.records import DatedQuote, LineSummary
from tracker.text.plurals import pluralize
from tracker.text.sanitize import one_line

CHOICE = 16  # lines offered
BESIDE = 5  # lines named whose own words are others
OFFERED = 100  # characters of a quote


def render_line_choice(
    text: str,
    lines: Sequence[LineSummary],
    quotes: Mapping[str, Sequence[DatedQuote]],
    moves: Mapping[str, int],
) -> Iterator[str]:
    """Yield what stands on several lines that all have *text*: a summary of all, the latest words, then one row a line.

    Of each line the mentions that have the words count. A line that has them only in the sentences around is no
    more than named, below, unless all are so.
    """
    terms = parse_terms(f'"{text}"')
    if not any(find_spans(said.quote, terms) for held in quotes.values() for said in held):
        terms = parse_terms(text)  # its words, not as a phrase
    having = {
        line: [said for said in held if all(find_spans(said.quote, (term,)) for term in terms)]
        for line, held in quotes.items()
    }
    having = having if any(having.values()) else {line: list(held) for line, held in quotes.items()}
    ordered = sorted(
        (one for one in lines if having.get(one.line.id)), key=lambda one: _often(having[one.line.id])
    )
    beside = [one for one in lines if quotes.get(one.line.id) and not having.get(one.line.id)]
    every = sorted((said for held in having.values() for said in held), key=lambda said: said.on or date.min)
    sources = Counter(one.line.source for one in ordered)
    worded = Counter(comparable_quote(said.quote) for said in every)
    yield (
        f"“{one_line(text)}”: {pluralize(len(every), 'mention')} on {pluralize(len(ordered), 'line')} of "
        f"{pluralize(len(sources), 'source')}, {every[0].on} to {every[-1].on}; worded {pluralize(len(worded), 'way')}"
    )
    yield f"first, {every[0].on}: “{snippet_line(every[0].quote, terms, QUOTE)}”"
    yield f"latest, {every[-1].on}: “{snippet_line(every[-1].quote, terms, QUOTE)}”"
    yield ""
    for one in ordered[:CHOICE]:
        said = having[one.line.id]
        yield (
            f"{one.line.id[:8]}  {len(said):>3}×  {said[0].on} – {said[-1].on}  "
            f"{moves.get(one.line.id, 0):>2} moved  [{one.line.source}]  “{snippet_line(said[-1].quote, terms, OFFERED)}”"
        )
    if len(ordered) > CHOICE:
        yield f"and {len(ordered) - CHOICE:,} more lines"
    if beside:
        yield "\nThe words stand in the sentences around of:"
        for one in beside[:BESIDE]:
            yield f"{one.line.id[:8]}  [{one.line.source}]  “{snippet_line(quotes[one.line.id][-1].quote, terms, OFFERED)}”"
        if len(beside) > BESIDE:
            yield f"and of {len(beside) - BESIDE:,} more lines"
    yield "\n`policy-tracker history ID` follows one of them; `policy-tracker formula` follows the words themselves"


def _often(said: Sequence[DatedQuote]) -> tuple[int, int]:
    return -len(said), -(said[-1].on or date.min).toordinal()
