"""How the facets of one line are compared: the rungs, dates, amounts and sets DeepDiff does not know.

Each judge answers for its facet; the operator keeps its verdict in place of
DeepDiff's ``values_changed`` and ends the comparison there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tracker.compare.value_parsing import compare_amounts, compare_deadlines, normalise_wording
from tracker.text.content_words import BLOCS, content_stems, party_code

Judge = Callable[[Any, Any], str]  # before, after -> a verdict, or "" where nothing differs


def key_of(level: Any) -> tuple[int, str]:
    """Return the key of a value in the flat dict: number of the pair, and facet. Its path says so too, but slowly."""
    key: tuple[int, str] = level.up.t1_child_rel.param
    return key


class FacetOperator:
    """Compare the facets named in *judges*, each by its own judge; an operator by its methods, deepdiff stays unloaded."""

    def __init__(self, judges: Mapping[str, Judge]) -> None:
        self._judges = judges
        self.verdicts: dict[tuple[int, str], str] = {}  # by number of the pair and facet, where they differ

    def match(self, level: Any) -> bool:
        """Return whether *level* is one of our facets, whole: a value of the flat dict by number and facet."""
        return level.up is not None and level.up.up is None and key_of(level)[1] in self._judges

    def give_up_diffing(self, level: Any, diff_instance: Any) -> bool:  # noqa: ARG002 - DeepDiff's signature
        """Keep the verdict on *level*; DeepDiff looks no further and reports nothing of it."""
        key = key_of(level)
        verdict = self._judges[key[1]](level.t1, level.t2)
        if verdict:
            self.verdicts[key] = verdict
        return True

    def normalize_value_for_hashing(self, parent: Any, obj: Any) -> Any:  # noqa: ARG002 - DeepDiff's signature
        """Return *obj* as it is: nothing is hashed where order counts."""
        return obj


def judge_number(before: int, after: int) -> str:
    """Return whether a rung was raised or lowered."""
    return "" if before == after else "raised" if after > before else "lowered"


def judge_presence(before: str, after: str) -> str:
    """Return "" for one wording, else "set", "cleared" or "reworded". Case, quotes and commas are not wording."""
    old, new = normalise_wording(before), normalise_wording(after)
    if old == new:
        return ""
    return "set" if not old else "cleared" if not new else "reworded"


def judge_deadline(before: str, after: str) -> str:
    """Return "earlier" or "later" between two dates, else as :func:`judge_presence`."""
    verdict = compare_deadlines(before, after)
    return judge_presence(before, after) if verdict in ("", "same") else verdict


def judge_amount(before: str, after: str) -> str:
    """Return "raised" or "lowered" between two amounts of one unit, else as :func:`judge_presence`."""
    verdict = compare_amounts(before, after)
    return judge_presence(before, after) if verdict in ("", "same") else verdict


def judge_polarity(before: str, after: str) -> str:
    """Return "opposite" where one says yes and the other no."""
    return "" if before == after else "opposite"


_OPPOSITE = frozenset(
    frozenset(pair)
    for pair in (
        ("start", "stop"),
        ("increase", "stop"),
        ("increase", "decrease"),
        ("maintain", "stop"),
    )
)


def judge_direction(before: str, after: str) -> str:
    """Return "opposite" for directions against each other; what a text claims of its pace is only "reworded"."""
    if before == after:
        return ""
    return "opposite" if frozenset((before, after)) in _OPPOSITE else "reworded"


def judge_set(before: frozenset[str], after: frozenset[str]) -> str:
    """Return "wider" or "narrower" for a proper superset or subset, else "set", "cleared" or "reworded"."""
    if before == after:
        return ""
    if not before or not after:
        return "cleared" if before else "set"
    return "wider" if before < after else "narrower" if after < before else "reworded"


def judge_parties(before: frozenset[str], after: frozenset[str]) -> str:
    """Compare two sets of parties, whatever each text calls them.

    Nothing is wider or narrower where a party is "unresolved", or where the
    smaller set names a bloc: the states beside it may be its members.
    """
    old, new = (frozenset(map(party_code, names)) for names in (before, after))
    verdict = judge_set(old, new)
    unclear = "unresolved" in old | new or (old & new) & BLOCS
    return "reworded" if verdict in ("wider", "narrower") and unclear else verdict


def judge_items(before: frozenset[str], after: frozenset[str]) -> str:
    """Compare two lists of what is covered, by their content words."""
    old, new = (
        frozenset(frozenset(content_stems(item)) for item in items) - {frozenset()}
        for items in (before, after)
    )
    return judge_set(old, new)  # type: ignore[arg-type]  # sets of sets compare as sets of strings do


def judge_words(before: str, after: str) -> str:
    """Return "" where two phrases have the same content words, else as :func:`judge_presence`."""
    return (
        "" if sorted(content_stems(before)) == sorted(content_stems(after)) else judge_presence(before, after)
    )


JUDGES: dict[str, Judge] = {
    "level": judge_number,
    "intensity": judge_number,
    "deadline": judge_deadline,
    "amount": judge_amount,
    "condition": judge_presence,
    "instrument": judge_presence,
    "goal": judge_presence,
    "act": judge_presence,
    "action": judge_words,
    "target": judge_words,
    "polarity": judge_polarity,
    "direction": judge_direction,
    "speakers": judge_parties,
    "addressees": judge_parties,
    "scope_items": judge_items,
    "topics": judge_set,
}
