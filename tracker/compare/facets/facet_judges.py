"""How the aspects of one line are compared: the rungs, dates, amounts and lists DeepDiff does not know.

Each judge answers for its aspect; the operator reports its verdict to DeepDiff in
place of ``values_changed`` and ends the comparison there. So what DeepDiff returns
is all that the rules of labels look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tracker.compare.facets.content_moves import Content, content_move
from tracker.compare.facets.force import DEMAND, FORMULA, IMPORTANCE, NOTING, UNDERTAKING, Force
from tracker.compare.facets.gained_or_lost import (
    condition_gained_or_lost,
    means_gained_or_lost,
    money_gained_or_lost,
    term_gained_or_lost,
)
from tracker.compare.facets.rate_moves import judge_rate
from tracker.compare.facets.scope import Scope, ScopeMove, scope_move
from tracker.compare.facets.slot_values import SaidValue, is_renewal
from tracker.compare.facets.turns import OPPOSITES, Turn, opposite_reason
from tracker.compare.facets.value_parsing import (
    compare_amounts,
    compare_deadlines,
    compare_rows_of_amounts,
    normalise_wording,
)
from tracker.text.content_words import BLOCS, MEMBERS, content_stems, party_code

Judgment = tuple[str, Any]  # a verdict, "" where nothing differs, and what the rules need to know besides
Judge = Callable[[Any, Any], Judgment]  # of the values before and after

OF_ONE_THING = 2  # content words that one more thing to come about has at least: who or what, and the verb
REPORT = "facet"  # how what an operator reports is called in DeepDiff's result


class FacetOperator:
    """Let each aspect be compared by its own judge; DeepDiff's operator by its methods, so that it stays unloaded."""

    def __init__(self, judges: Mapping[str, Judge]) -> None:
        self._judges = judges

    def match(self, level: Any) -> bool:
        """Return whether *level* is one of our aspects, whole: a value of the flat dict."""
        return level.up is not None and level.up.up is None

    def give_up_diffing(self, level: Any, diff_instance: Any) -> bool:
        """Report the verdict on *level* to DeepDiff, which looks no further."""
        if level.t1 != level.t2:
            verdict, more = self._judges[level.up.t1_child_rel.param](level.t1, level.t2)
            if verdict:
                diff_instance.custom_report_result(REPORT, level, (verdict, more))
        return True

    def normalize_value_for_hashing(self, parent: Any, obj: Any) -> Any:  # noqa: ARG002 - DeepDiff's signature
        """Return *obj* as it is: nothing is hashed where order counts."""
        return obj


def verdict_alone(judge: Callable[[Any, Any], str]) -> Judge:
    """Return the judge that says nothing but the verdict of *judge*."""
    return lambda before, after: (judge(before, after), None)


def judge_number(before: int, after: int) -> str:
    """Return whether a rung was raised or lowered."""
    return "raised" if after > before else "lowered"


def judge_value(before: object, after: object) -> str:
    """Return "set", "cleared" or "reworded" for values that are not equal: a family, a flag."""
    return "set" if not before else "cleared" if not after else "reworded"


def judge_presence(before: str, after: str) -> str:
    """Return "" for one wording, else "set", "cleared" or "reworded". Case, quotes and commas are not wording."""
    old, new = normalise_wording(before), normalise_wording(after)
    return "" if old == new else judge_value(old, new)


def judge_deadline(before: str, after: str) -> str:
    """Return "earlier" or "later" between two dates, else as :func:`judge_presence`."""
    verdict = compare_deadlines(before, after)
    return judge_presence(before, after) if verdict in ("", "same") else verdict


def judge_amount(before: str, after: str) -> str:
    """Return "raised" or "lowered" between two amounts of one unit, else as :func:`judge_presence`."""
    verdict = compare_amounts(before, after)
    return judge_presence(before, after) if verdict in ("", "same") else verdict


def judge_term(before: SaidValue, after: SaidValue) -> str:
    """Return how a date or term moved, was gained or lost; between two that cannot be ordered, and by a renewal, nothing moved."""
    if is_renewal(before, after):
        return ""
    return term_gained_or_lost(before, after) or compare_deadlines(before.text, after.text).replace(
        "same", ""
    )


def judge_until(before: str, after: str) -> str:
    """Return "raised" where one more thing must come about than before, "lowered" where one less; else "".

    >>> judge_until("Norvale pays for the damage", "Norvale ends the war and pays for the damage")
    'raised'
    """
    old, new = frozenset(content_stems(before)), frozenset(content_stems(after))
    more = after.count(" and ") - before.count(" and ")
    if not old or not new or abs(len(new) - len(old)) < OF_ONE_THING:
        return ""
    return "raised" if old < new and more > 0 else "lowered" if new < old and more < 0 else ""


def judge_quantity(before: SaidValue, after: SaidValue) -> str:
    """Return how an amount moved, was gained or lost; between two that cannot be ordered nothing moved."""
    moved = compare_rows_of_amounts(before.text, after.text)
    return money_gained_or_lost(before, after) or moved.replace("same", "")


def judge_polarity(before: str, after: str) -> str:
    """Return "opposite": one says yes and the other no."""
    return "" if before == after else "opposite"


def judge_direction(before: str, after: str) -> str:
    """Return "opposite" for directions against each other; what a text claims of its pace is only "reworded"."""
    return "opposite" if frozenset((before, after)) in OPPOSITES else "reworded"


def judge_set(before: frozenset[Any], after: frozenset[Any]) -> str:
    """Return "wider" or "narrower" for a proper superset or subset, else "set", "cleared" or "reworded"."""
    if before == after:
        return ""
    if not before or not after:
        return "cleared" if before else "set"
    return "wider" if before < after else "narrower" if after < before else "reworded"


def judge_parties(before: frozenset[str], after: frozenset[str]) -> str:
    """Compare two sets of parties, whatever each text calls them.

    Nothing is wider or narrower where a party is "unresolved", or where the
    smaller set names a bloc: the states beside it may be its members. A bloc and all of its
    members, by name, are the same.
    """
    old, new = (frozenset(map(party_code, names)) for names in (before, after))
    if any(len(one) == 1 and MEMBERS.get(min(one)) == one | other for one, other in ((old, new), (new, old))):
        return ""
    verdict = judge_set(old, new)
    unclear = "unresolved" in old | new or (old & new) & BLOCS
    return "reworded" if verdict in ("wider", "narrower") and unclear else verdict


def judge_items(before: frozenset[str], after: frozenset[str]) -> str:
    """Compare two lists of what is covered, by their content words."""
    old, new = (
        frozenset(frozenset(content_stems(item)) for item in items) - {frozenset()}
        for items in (before, after)
    )
    return judge_set(old, new)


def judge_words(before: str, after: str) -> str:
    """Return "" where two phrases have the same content words, else as :func:`judge_presence`."""
    return (
        "" if sorted(content_stems(before)) == sorted(content_stems(after)) else judge_presence(before, after)
    )


# the states named after "with", and whether others are meant besides
Counterparts = tuple[frozenset[str], bool]


def judge_counterparts(before: Counterparts, after: Counterparts) -> str:
    """Return "wider" or "narrower"; "other partners" beside the named ones is more than any list of names."""
    (old, old_open), (new, new_open) = before, after
    if not (old or old_open) or not (new or new_open):
        return ""
    if old_open != new_open:
        return "wider" if new_open else "narrower"
    return "wider" if old < new else "narrower" if new < old else ""


def judge_force(before: Force | None, after: Force | None) -> str:
    """Return "raised" or "lowered" where the words of force stand on different rungs of one ladder; else ""."""
    if before is None or after is None or before.object.isdisjoint(after.object):
        return ""
    if before.family != after.family:
        return _across(before, after)
    return _raised(before.rung, after.rung)


def _across(before: Force, after: Force) -> str:
    """Compare two ladders that are comparable.

    To call something important is a demand's second rung where others are to do it,
    and less than any undertaking to do it; "the need for it to be" is "it must be" in other words. To support what others should do is less
    than to call for it. A formula of support stands with "commitment to" the same
    object (coding guide, section 11).
    """
    families = {before.family, after.family}
    if families == {UNDERTAKING, IMPORTANCE}:
        return "raised" if before.family == IMPORTANCE else "lowered"
    if families == {FORMULA, DEMAND}:
        return "raised" if before.family == FORMULA else "lowered"
    if families == {FORMULA, NOTING}:
        return "raised" if before.family == NOTING else "lowered"
    if families == {DEMAND, IMPORTANCE} and before.needs_as(after):
        return ""
    if families in ({DEMAND, IMPORTANCE}, {UNDERTAKING, FORMULA}):
        return _raised(before.rung, after.rung)
    return ""


def _raised(before: int, after: int) -> str:
    return "" if before == after else judge_number(before, after)


def judge_scope(before: Scope, after: Scope) -> Judgment:
    """Return whether what is covered became wider or narrower, and by what."""
    move: ScopeMove | None = scope_move(before, after)
    return (move.verdict, move) if move else ("", None)


def judge_content(before: Content, after: Content) -> Judgment:
    """Return "reworded" with what was put in and taken out, where the two quotes are not the same words."""
    return ("", None) if before.quote == after.quote else ("reworded", content_move(before, after))


def judge_turn(before: Turn, after: Turn) -> Judgment:
    """Return "opposite" where a statement turned against what it said, and why."""
    why = opposite_reason(before, after)
    return ("opposite" if why else ""), why


JUDGES: dict[str, Judge] = {
    "act": verdict_alone(judge_presence),
    "action": verdict_alone(judge_words),
    "addressees": verdict_alone(judge_parties),
    "amount": verdict_alone(judge_amount),
    "condition": verdict_alone(judge_presence),
    "deadline": verdict_alone(judge_deadline),
    "direction": verdict_alone(judge_direction),
    "family": verdict_alone(judge_value),
    "goal": verdict_alone(judge_presence),
    "instrument": verdict_alone(judge_presence),
    "intensity": verdict_alone(judge_number),
    "level": verdict_alone(judge_number),
    "polarity": verdict_alone(judge_polarity),
    "reaffirm_claimed": verdict_alone(judge_value),
    "scope_examples": verdict_alone(judge_value),
    "scope_items": verdict_alone(judge_items),
    "speakers": verdict_alone(judge_parties),
    "target": verdict_alone(judge_words),
    "topics": verdict_alone(judge_set),
    # what quotes say besides
    "content": judge_content,
    "counterparts": verdict_alone(judge_counterparts),
    "force": verdict_alone(judge_force),
    "means": verdict_alone(means_gained_or_lost),
    "quantity": verdict_alone(judge_quantity),
    "qualifier": verdict_alone(condition_gained_or_lost),
    "rate": judge_rate,
    "scope": judge_scope,
    "term": verdict_alone(judge_term),
    "turn": judge_turn,
    "until": verdict_alone(judge_until),
}
