"""What analysts decided, found again by the words it is about: of one source while it is related, and of lines as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tracker.domain import Line, Unit
from tracker.review.decisions import ABOUT_LINES, Decision, QuoteLocation, Ruling
from tracker.review.precedents import precedents_of
from tracker.review.rulings import Rulings, lines_at
from tracker.store import Store

Placed = Sequence[tuple[Unit, Line]]


class SourceDecisions:
    """The decisions about one source, and on which lines the words they point back to are by now."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._at: dict[str, list[Decision]] = defaultdict(list)
        self._spots: dict[str, set[QuoteLocation]] = defaultdict(set)
        self._lines: dict[QuoteLocation, str] = {}
        self._precedents = precedents_of(decisions)
        for decision in decisions:
            self._at[decision.at.release].append(decision)
            if decision.before and decision.ruling not in ABOUT_LINES:
                self._spots[decision.before.release].add(decision.before)

    @property
    def referenced_releases(self) -> frozenset[str]:
        """The refs of the releases some decision points back to."""
        return frozenset(self._spots)

    def locate(self, ref: str, text: str, placed: Placed) -> None:
        """Remember where the words pointed at stand in a release that has been related."""
        self._lines |= lines_at(self._spots.get(ref, ()), text, placed)

    def rulings(self, ref: str) -> Rulings:
        """Return what is decided about a release."""
        decisions = tuple(self._at.get(ref, ()))
        spots = {decision.before for decision in decisions if decision.before}
        lines = {spot: self._lines[spot] for spot in spots if spot in self._lines}
        return Rulings(decisions, lines, self._precedents)


def apply_line_decisions(store: Store) -> None:
    """Let lines be called, and stand in dossiers, as the decisions say: found by words, since lines have ids of the engine.

    Of several names of a line the last one given counts; of two lines, what was last said of them.
    """
    about_lines = [decision for decision in store.decisions() if decision.ruling in ABOUT_LINES]
    refs: dict[str, set[str]] = defaultdict(set)
    for decision in about_lines:
        refs[decision.source].add(decision.at.release)
        if decision.before and decision.ruling in (Ruling.JOIN, Ruling.LEAVE):
            refs[decision.before_source or decision.source].add(decision.before.release)
    spoken = {
        (source, said.release.ref): said
        for source in refs
        for said in store.latest_texts(source, refs[source])
    }

    def line_of(source: str, spot: QuoteLocation | None) -> str | None:
        said = spoken.get((source, spot.release)) if spot else None
        return lines_at([spot], said.text, said.placed_units).get(spot) if spot and said else None

    names: dict[str, dict[str, str]] = defaultdict(dict)
    aliases: dict[str, list[str]] = defaultdict(list)
    ties: dict[tuple[str, str], bool] = {}
    for decision in about_lines:
        mine = line_of(decision.source, decision.at)
        if mine is None:
            continue
        if decision.ruling is Ruling.RENAME:
            names[decision.source][mine] = decision.value
        elif decision.ruling is Ruling.ALIAS:
            aliases[mine].append(decision.value)
        elif other := line_of(decision.before_source or decision.source, decision.before):
            one, two = sorted((mine, other))
            ties[one, two] = decision.ruling is Ruling.JOIN
    for source in sorted({*names, *store.sources_with_named_lines()}):
        store.rename_lines(source, names[source])
    store.set_aliases(aliases)
    store.set_ties(ties)
