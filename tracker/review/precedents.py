"""Like cases: what an analyst answered about two wordings holds wherever the same two wordings meet again in its source.

Two wordings are the same here where they have the same telling words, states by
their codes: courtesy, boosters, dates and numbers aside. A link asks whether the
two are one line, whichever came first; a label is about one following the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.domain import Change
from tracker.link.features import REPORTING
from tracker.link.pairs.pair_look import BOOSTERS
from tracker.review.decisions import Decision, Ruling
from tracker.text.content_words import content_stems

Wording = frozenset[str]
LinkCase = frozenset[Wording]  # two wordings, whichever came first
LabelCase = tuple[Wording, Wording]  # earlier, later
LEAST = 3  # telling words of a wording, under which it says too little to be a case
LINK_RULINGS = frozenset({Ruling.SAME, Ruling.DIFFERENT})


@dataclass(frozen=True, slots=True)
class Precedents:
    """What was decided of one source, by case; the last decision on a case counts."""

    links: Mapping[LinkCase, Decision] = field(default_factory=dict)
    labels: Mapping[LabelCase, Decision] = field(default_factory=dict)

    def on_link(self, earlier: str, later: str) -> Decision | None:
        """Return what was decided on whether two quotes are one line; None where nothing was."""
        case = link_case(earlier, later) if self.links else None
        return self.links.get(case) if case else None

    def on_label(self, earlier: str, later: str) -> Decision | None:
        """Return which label was given to *later* after *earlier*; None where none was."""
        case = label_case(earlier, later) if self.labels else None
        return self.labels.get(case) if case else None


def precedents_of(decisions: Iterable[Decision]) -> Precedents:
    """Return what *decisions*, oldest first, say of cases."""
    links: dict[LinkCase, Decision] = {}
    labels: dict[LabelCase, Decision] = {}
    for decision in decisions:
        if not (decision.stands and decision.at.quote and decision.before and decision.before.quote):
            continue
        earlier, later = decision.before.quote, decision.at.quote
        if decision.ruling in LINK_RULINGS and (link := link_case(earlier, later)):
            links[link] = decision
        elif decision.ruling is Ruling.LABEL and (label := label_case(earlier, later)):
            labels[label] = decision
    return Precedents(links, labels)


def link_case(earlier: str, later: str) -> LinkCase | None:
    """Return the case of a link between two quotes; None where one says too little, or both say the same."""
    one, two = wording(earlier), wording(later)
    return frozenset((one, two)) if min(len(one), len(two)) >= LEAST and one != two else None


def label_case(earlier: str, later: str) -> LabelCase | None:
    """Return the case of a label of *later* after *earlier*; None where one says too little."""
    one, two = _exact(earlier), _exact(later)
    return (one, two) if min(len(one), len(two)) >= LEAST else None


def case_of(change: Change) -> LinkCase | LabelCase | None:
    """Return the case a doubt about *change* is: of its link where that is doubted, else of its label; None for none."""
    if change.before is None or change.after is None:
        return None
    quotes = change.before.unit.quote, change.after.unit.quote
    return link_case(*quotes) if change.review else label_case(*quotes)


def wording(quote: str) -> Wording:
    """Return the telling words of *quote*: no courtesy, boosters, dates or numbers."""
    return frozenset(
        word
        for word in content_stems(quote)
        if word not in REPORTING and word not in BOOSTERS and not word[0].isdigit()
    )


def _exact(quote: str) -> Wording:
    """Return all words of *quote* that a label may turn on: boosters and numbers among them."""
    return frozenset(quote.lower().split())
