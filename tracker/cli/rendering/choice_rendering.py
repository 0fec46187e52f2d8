"""Lines among which a reader of a terminal may choose: those that all have what was asked for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cli.rendering.line_rendering import QUOTE, comparable_quote, snippet_line
from tracker.domain import Line
from tracker.search.analyzer import Term, find_spans, has_term, parse_terms
from tracker.store.records import DatedQuote
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

CHOICE = 16  # lines offered
BESIDE = 5  # lines named whose own words are others
OFFERED = 100  # characters of a quote


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """What several lines say with certain words: of each line the mentions that have them, most often said first; *beside*: the lines whose own words are others."""

    text: str
    terms: Sequence[Term]
    lines: Sequence[tuple[Line, Sequence[DatedQuote]]]
    beside: Sequence[tuple[Line, DatedQuote]]
    every: Sequence[DatedQuote]  # of all lines, oldest first

    @property
    def offered(self) -> Sequence[Line]:
        """The lines that have a row."""
        return [line for line, _ in self.lines[:CHOICE]]


def choice_told(text: str, lines: Sequence[Line], quotes: Mapping[str, Sequence[DatedQuote]]) -> ChoiceTold:
    """Return what *lines*, with their *quotes* by id, say with *text*: of each line the mentions that have the words count.

    A line that has them only in the sentences around stands beside, unless all do.
    """
    terms = parse_terms(f'"{text}"')
    if not any(find_spans(said.quote, terms) for held in quotes.values() for said in held):
        terms = parse_terms(text)  # its words, not as a phrase
    having = {
        line: [said for said in held if all(has_term(said.quote, term) for term in terms)]
        for line, held in quotes.items()
    }
    having = having if any(having.values()) else {line: list(held) for line, held in quotes.items()}
    by_name = sorted(lines, key=lambda line: (line.source, line.name, line.id))
    told = [(line, having[line.id]) for line in by_name if having.get(line.id)]
    beside = [
        (line, quotes[line.id][-1]) for line in by_name if quotes.get(line.id) and not having.get(line.id)
    ]
    every = sorted((said for held in having.values() for said in held), key=lambda said: said.on or date.min)
    return ChoiceTold(text, terms, sorted(told, key=lambda one: _often(one[1])), beside, every)


def render_line_choice(told: ChoiceTold, moves: Mapping[str, int], among: str = "") -> Iterator[str]:
    """Yield what is *told* of several lines: a summary of all, the latest words, then one row a line, with how often each moved.

    Where more lines say it, *among* says of which these are; below are those that have the words only in the sentences around.
    """
    terms, every = told.terms, told.every
    sources = Counter(line.source for line, _ in told.lines)
    worded = Counter(comparable_quote(said.quote) for said in every)
    yield (
        f"“{one_line(told.text)}”: {among}{pluralize(len(every), 'mention')} on {pluralize(len(told.lines), 'line')} of "
        f"{pluralize(len(sources), 'source')}, {every[0].on} to {every[-1].on}; worded {pluralize(len(worded), 'way')}"
    )
    yield f"first, {every[0].on}: “{snippet_line(every[0].quote, terms, QUOTE)}”"
    yield f"latest, {every[-1].on}: “{snippet_line(every[-1].quote, terms, QUOTE)}”"
    yield ""
    for line, said in told.lines[:CHOICE]:
        yield (
            f"{line.id[:8]}  {len(said):>3}×  {said[0].on} – {said[-1].on}  "
            f"{moves.get(line.id, 0):>2} moved  [{line.source}]  “{snippet_line(said[-1].quote, terms, OFFERED)}”"
        )
    if len(told.lines) > CHOICE:
        yield f"and {len(told.lines) - CHOICE:,} more lines"
    if told.beside:
        yield "\nThe words stand in the sentences around of:"
        for line, one in told.beside[:BESIDE]:
            yield f"{line.id[:8]}  [{line.source}]  “{snippet_line(one.quote, terms, OFFERED)}”"
        if len(told.beside) > BESIDE:
            yield f"and of {len(told.beside) - BESIDE:,} more lines"
    yield "\n`policy-tracker history ID` follows one of them; `policy-tracker formula` follows the words themselves"


def _often(said: Sequence[DatedQuote]) -> tuple[int, int]:
    return -len(said), -(said[-1].on or date.min).toordinal()
