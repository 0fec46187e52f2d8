"""The rules that make a label: each looks at one thing that can differ, and says so in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.facet_diff import show_value
from tracker.compare.facet_judges import judge_items
from tracker.compare.quote_evidence import (
    added_by_coordination,
    contains_phrase,
    coordinated_objects,
    counterparts,
    is_level,
    is_negated,
    is_specific,
    is_term,
    only_one_has,
    same_force,
    same_object,
    withdraws,
)
from tracker.domain import Delta, Facets, Kind, Label, Unit
from tracker.level_names import FAMILY_NAMES, INTENSITY_NAMES, level_name
from tracker.text.content_words import content_stems


@dataclass(frozen=True, slots=True)
class MentionPair:
    """Two mentions of one line and the facets in which they differ."""

    before: Unit
    after: Unit
    deltas: Mapping[str, Delta]

    @property
    def old(self) -> Facets:
        """The facets before."""
        return self.before.facets

    @property
    def new(self) -> Facets:
        """The facets after."""
        return self.after.facets

    @property
    def unconditional_before(self) -> str:
        """The earlier quote without its condition: "subject to withdrawal" withdraws nothing."""
        return self.before.quote.replace(self.old.condition, " ") if self.old.condition else self.before.quote

    @property
    def unconditional_after(self) -> str:
        """The later quote without its condition."""
        return self.after.quote.replace(self.new.condition, " ") if self.new.condition else self.after.quote

    @property
    def reads_the_same(self) -> bool:
        """Whether the words of force are the same in two quotes whose kinds and levels a network judged.

        Its judgment varies a little with the words around a statement. What people
        coded has no confidence, and counts as it is.
        """
        judged = self.before.confidence is not None and self.after.confidence is not None
        return judged and same_force(self.before.quote, self.after.quote)

    def verdict(self, facet: str) -> str:
        """Return how *facet* differs, or "" where it does not."""
        delta = self.deltas.get(facet)
        return delta.verdict if delta else ""


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that fired: its label and one sentence on what it fired."""

    label: Label
    rule: str
    minor: bool = False


Rule = Callable[[MentionPair], FiredRule | None]


def polarity_reversed(pair: MentionPair) -> FiredRule | None:
    """Fire where one says the action is to happen and the other that it is not, and the wording bears it out."""
    if pair.verdict("polarity") != "opposite" or is_negated(pair.before.quote) == is_negated(
        pair.after.quote
    ):
        return None
    now = "is not to happen" if pair.new.polarity == "-" else "is to happen"
    return FiredRule(Label.REVERSED, f"polarity turned: the action now {now}")


def direction_reversed(pair: MentionPair) -> FiredRule | None:
    """Fire where an undertaking or stance turns against its earlier direction on the same object."""
    if pair.verdict("direction") != "opposite" or not {pair.old.family, pair.new.family} <= {"U", "S"}:
        return None
    if pair.old.act == pair.new.act or not same_object(pair.before, pair.after):
        return None
    down = pair.new.direction if pair.new.direction in ("stop", "decrease") else pair.old.direction
    if not only_one_has(pair.unconditional_before, pair.unconditional_after, down):
        return None
    return FiredRule(Label.REVERSED, f"direction turned from {pair.old.direction} to {pair.new.direction}")


def withdrawn(pair: MentionPair) -> FiredRule | None:
    """Fire where an undertaking or stance is taken back, or one taken back is made again."""
    if pair.verdict("direction") not in ("opposite", "set", "cleared"):
        return None
    if not {pair.old.family, pair.new.family} <= {"U", "S"} or not same_object(pair.before, pair.after):
        return None
    gone, back = withdraws(pair.unconditional_after), withdraws(pair.unconditional_before)
    if gone == back:
        return None
    return FiredRule(Label.REVERSED, "explicit withdrawal" if gone else "a withdrawal taken back")


def family_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where an undertaking became a position, or a position an undertaking."""
    if pair.old.family == pair.new.family or "U" not in (pair.old.family, pair.new.family):
        return None
    if pair.reads_the_same:
        return None
    if pair.old.family == "U":
        return FiredRule(Label.WEAKENED, f"an undertaking became a {FAMILY_NAMES[pair.new.family]}")
    return FiredRule(Label.STRENGTHENED, f"a {FAMILY_NAMES[pair.old.family]} became an undertaking")


def level_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the level on the ladder of one family moved."""
    if pair.old.family != pair.new.family or not pair.verdict("level") or polarity_reversed(pair):
        return None  # how strongly the opposite is held is no more or less of the same
    if pair.reads_the_same:
        return None
    return _up_or_down(
        pair.new.level > pair.old.level,
        f"{FAMILY_NAMES[pair.new.family]}: {level_name(pair.new.family, pair.old.level)} to "
        f"{level_name(pair.new.family, pair.new.level)}",
    )


def slot_moved(facet: str) -> Rule:
    """Return the rule for a deadline, an amount or a named instrument lost, gained or moved."""

    def rule(pair: MentionPair) -> FiredRule | None:
        delta = pair.deltas.get(facet)
        if delta is None:
            return None
        if delta.verdict == "set" and not contains_phrase(pair.before.quote, delta.after):
            return (
                FiredRule(Label.STRENGTHENED, f"{facet} gained: {delta.after}")
                if _counts(facet, delta.after)
                else None
            )
        if delta.verdict == "cleared" and not contains_phrase(pair.after.quote, delta.before):
            return (
                FiredRule(Label.WEAKENED, f"{facet} lost: {delta.before}")
                if _counts(facet, delta.before)
                else None
            )
        if delta.verdict in ("raised", "lowered"):
            less = {pair.old.direction, pair.new.direction} <= {"decrease", "stop"} and (
                is_level(pair.before.quote, delta.before) or is_level(pair.after.quote, delta.after)
            )
            return _up_or_down((delta.verdict == "raised") != less, _from_to(facet, delta))
        if delta.verdict in ("earlier", "later"):
            terms = is_term(pair.before.quote, delta.before) or is_term(pair.after.quote, delta.after)
            return _up_or_down((delta.verdict == "earlier") != terms, _from_to(facet, delta))
        return None

    return rule


def condition_gained(pair: MentionPair) -> FiredRule | None:
    """Fire where a condition or escape clause is new; inside a warning it is normal."""
    delta = pair.deltas.get("condition")
    if (
        delta is None
        or delta.verdict != "set"
        or _warning(pair)
        or contains_phrase(pair.before.quote, delta.after)
    ):
        return None
    return FiredRule(Label.QUALIFIED, f"condition gained: {delta.after}")


def condition_removed(pair: MentionPair) -> FiredRule | None:
    """Fire where a condition or escape clause is gone."""
    delta = pair.deltas.get("condition")
    if (
        delta is None
        or delta.verdict != "cleared"
        or _warning(pair)
        or contains_phrase(pair.after.quote, delta.before)
    ):
        return None
    return FiredRule(Label.STRENGTHENED, f"condition removed: {delta.before}")


def speakers_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the speakers became a proper subset or superset."""
    return _wide_or_narrow(pair.deltas.get("speakers"), "speakers")


def addressees_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where those who are asked or judged became a proper subset or superset."""
    if not {pair.old.family, pair.new.family} <= {"D", "E"}:
        return None
    return _wide_or_narrow(pair.deltas.get("addressees"), "addressees")


def counterparts_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where those an undertaking or stance is to be kept with became fewer or more.

    "Other partners" beside the named ones is more than any list of names.
    """
    if not {pair.old.family, pair.new.family} <= {"U", "S"}:
        return None
    (old, old_open), (new, new_open) = counterparts(pair.before.quote), counterparts(pair.after.quote)
    if not (old or old_open) or not (new or new_open):
        return None
    if old_open == new_open and not (old < new or new < old):
        return None
    wider = new_open if old_open != new_open else old < new
    label = Label.BROADENED if wider else Label.NARROWED
    told = [
        ", ".join([*sorted(name.upper() for name in names), *(["others"] if more else [])])
        for names, more in ((old, old_open), (new, new_open))
    ]
    return FiredRule(label, f"counterparts {'wider' if wider else 'narrower'}: {told[0]} to {told[1]}")


def scope_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the list of what is covered lost or gained items; a list of examples never fires.

    The list is the one the text gives, else the coordinated objects of the
    target, else those of the whole action.
    """
    for before, after, shown in _scopes(pair.old, pair.new):
        verdict = judge_items(before, after) if before and after and before != after else ""
        if verdict not in ("wider", "narrower"):
            continue
        more, less, fewer = (
            (after, before, pair.before) if verdict == "wider" else (before, after, pair.after)
        )
        known = {frozenset(content_stems(item)) for item in less}
        extra = sorted(item for item in more if frozenset(content_stems(item)) not in known)
        if not any(contains_phrase(fewer.quote, item) for item in extra):
            label = Label.BROADENED if verdict == "wider" else Label.NARROWED
            return FiredRule(label, f"scope {verdict} by {_show(extra)}: {shown[0]} to {shown[1]}")
    return None


def _scopes(old: Facets, new: Facets) -> Iterator[tuple[frozenset[str], frozenset[str], tuple[str, str]]]:
    """Yield the lists of what is covered, before and after, with what is shown of each; worked out when asked for."""
    before, after = _items(old), _items(new)
    if before and after:
        yield before, after, (show_value(before), show_value(after))
    yield coordinated_objects(old.target), coordinated_objects(new.target), (old.target, new.target)
    shown = _plain(old), _plain(new)
    yield coordinated_objects(shown[0]), coordinated_objects(shown[1]), shown


def _plain(facets: Facets) -> str:
    """Return the action without what other rules judge."""
    action = facets.action
    for slot in (facets.condition, facets.deadline, facets.goal, facets.instrument):
        at = action.lower().find(slot.lower()) if slot else -1
        if at >= 0:
            action = f"{action[:at]} {action[at + len(slot) :]}"
    return " ".join(action.split()).strip(" ,;")


def _items(facets: Facets) -> frozenset[str]:
    """Return the list the text gives, unless it is of examples."""
    return frozenset() if facets.scope_examples else facets.scope_items


def target_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the target lost or gained a coordinated part; any other difference is a rewording."""
    delta = pair.deltas.get("target")
    if delta is None:
        return None
    if "scope_items" in pair.deltas and (pair.old.scope_examples or pair.new.scope_examples):
        return None
    gained = added_by_coordination(delta.before, delta.after)
    lost = added_by_coordination(delta.after, delta.before)
    fired = None
    if gained and not contains_phrase(pair.before.quote, " ".join(gained)):
        fired = FiredRule(
            Label.BROADENED, f"target widened by {_show(gained)}: {delta.before} to {delta.after}"
        )
    elif lost and not contains_phrase(pair.after.quote, " ".join(lost)):
        fired = FiredRule(
            Label.NARROWED, f"target narrowed by {_show(lost)}: {delta.before} to {delta.after}"
        )
    return fired if fired and not scope_moved(pair) else None


def intensity_moved(pair: MentionPair) -> FiredRule | None:
    """Fire, as minor, where only a booster or hedge moved; a condition that came or went is told by its own rule."""
    if pair.old.family != pair.new.family or pair.verdict("level") or not pair.verdict("intensity"):
        return None
    if pair.verdict("condition") in ("set", "cleared"):
        return None
    up = pair.new.intensity > pair.old.intensity
    fired = _up_or_down(
        up,
        f"emphasis {INTENSITY_NAMES[pair.old.intensity]} to {INTENSITY_NAMES[pair.new.intensity]}, same level",
    )
    return FiredRule(fired.label, fired.rule, minor=True)


def _up_or_down(up: bool, why: str) -> FiredRule:
    return FiredRule(Label.STRENGTHENED if up else Label.WEAKENED, why)


def _wide_or_narrow(delta: Delta | None, what: str) -> FiredRule | None:
    if delta is None or delta.verdict not in ("wider", "narrower"):
        return None
    label = Label.BROADENED if delta.verdict == "wider" else Label.NARROWED
    return FiredRule(label, f"{what} {delta.verdict}: {delta.before} to {delta.after}")


def _counts(facet: str, text: str) -> bool:
    """Return whether a slot gained or lost is news: an instrument only where it is named."""
    return facet != "instrument" or is_specific(text)


def _warning(pair: MentionPair) -> bool:
    return Kind.U_WARN in (pair.before.kind, pair.after.kind)


def _from_to(facet: str, delta: Delta) -> str:
    return f"{facet} {delta.verdict}: {delta.before} to {delta.after}"


def _show(words: Sequence[str]) -> str:
    return ", ".join(word.lstrip("=").upper() if word.startswith("=") else word for word in words)
