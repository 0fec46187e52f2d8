"""How the units of an edit moved: both sides are read at the same words, so that only the words that differ tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.compare.labels.classify import LabelVerdict, classify
from tracker.domain import Facets, Label, Mention, Release, Unit
from tracker.edits.moves.edit_rules import judge_words
from tracker.edits.moves.edit_words import FIRMER, SOFTER
from tracker.edits.moves.near_units import LIKELY, LOWER, SPECIFIES, SURE, Place, Touched
from tracker.edits.moves.pairing import UnitPair, equal_words, words_of
from tracker.edits.moves.whose_act import is_company, is_of_others
from tracker.edits.passage_alignment import Run
from tracker.edits.passages import Passage, Word, words_in
from tracker.edits.signals import MODALS
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import load_model
from tracker.reading import Reading
from tracker.segment.slots.levels import LIGHT
from tracker.text.content_words import STOPWORDS

UnitsNear = Callable[[Reading, Sequence[Touched]], tuple[Unit, ...]]
UnitsAt = Callable[[Reading, Sequence[Place]], tuple[Unit | None, ...]]

ADDED, DELETED = "added to the published text", "deleted from the published text"

_BELONGS = frozenset("to because which that by with including in for so through as where who".split())
_SLOTS = ("condition", "deadline", "amount", "instrument", "goal", "action", "target", "direction", "act")
_FORCE = ("level", "family", "intensity")
_JOINTS = frozenset("to the a an of on in for that and their its his her our".split())
CERTAIN = 0.7  # probability from which a statement counts that no verb of the lexicon opens
# probability below which an undertaking put in or taken out counts only where its subject can undertake: of 40 of 100 groups left out
# of training that were read with .35 to .6 and whose subject cannot 25 % were units, of 535 others 56 %
DOUBTFUL = 0.6
FORWARD = MODALS | frozenset(
    "likely expect expects expected anticipate anticipates".split()
)  # what is to come
RELATIVE = frozenset("which who whose".split())
TOGETHER = 0.45  # mean of a unit's probability in its text and in its passage by itself, from which it counts
UNBOUND = 3  # rung up to which nobody is bound
_SETS = ("speakers", "addressees", "scope_items")


@dataclass(frozen=True, slots=True)
class EditedUnit:
    """A unit that the edit moved, put in (*before* is None) or took out (*after* is None)."""

    before: Unit | None
    after: Unit | None
    verdict: LabelVerdict
    found: tuple[Unit | None, Unit | None]  # the units read there, which may stand on a line
    runs: tuple[Run, ...] = ()  # what it was told by


def judge_pairs(
    pairs: Sequence[UnitPair], before: Reading, after: Reading, release: Release, at: UnitsAt
) -> Iterator[EditedUnit]:
    """Yield what moved of *pairs*, units that an edit touched; what is only put otherwise is not among them."""
    anew, others = _written_anew(pairs, release)
    yield from anew
    beside = [pair for pair in others if (pair.before and pair.after) or pair.projected]
    places = [_places(pair) for pair in beside]
    old = at(before, [place for place, _ in places])
    new = at(after, [place for _, place in places])
    read = dict(zip(map(id, beside), zip(old, new, strict=True), strict=True))
    alone = _read_alone([pair for pair in others if id(pair) not in read], before, after, at)
    for pair in others:
        if id(pair) not in read and _belongs(pair, others):
            continue
        made = _moved(pair, *read[id(pair)]) if id(pair) in read else _came_or_went(pair, alone[id(pair)])
        if made and not _is_of_third_parties(made, before.document.text, after.document.text):
            yield made


def _belongs(pair: UnitPair, others: Sequence[UnitPair]) -> bool:
    """Tell whether what was put in or taken out is only the rest of a sentence that is told: "…, to protect the crews"."""
    unit = pair.before or pair.after
    if unit is None or unit.quote.split()[0].lower() not in _BELONGS:
        return False
    return any(other is not pair and other.stretch is pair.stretch for other in others)


def _read_alone(
    pairs: Sequence[UnitPair], before: Reading, after: Reading, at: UnitsAt
) -> dict[int, Unit | None]:
    """Return for each of *pairs*, of which one side is None, its passage read whole, without those around it."""
    found: dict[int, Unit | None] = {}
    for reading, mine in (
        (before, [pair for pair in pairs if pair.before]),
        (after, [pair for pair in pairs if not pair.before]),
    ):
        held = [_held(pair) for pair in mine]
        places = [(one[0].start, one[-1].end) for one in held]
        found |= zip(map(id, mine), at(reading, places), strict=True)
    return found


def _held(pair: UnitPair) -> Sequence[Passage]:
    """Return the passages in which the unit of *pair* stands, which has one on one side."""
    unit, side = (pair.before, pair.stretch.before) if pair.before else (pair.after, pair.stretch.after)
    assert unit is not None, "a pair has a unit on one side"
    return [one for one in side if one.start < unit.end and unit.start < one.end]


def _is_relative(unit: Unit, words: Sequence[Word]) -> bool:
    """Tell whether a clause only says what something is that is named before it: "the bill, which amends section 4"."""
    inside = words_of(unit, words)
    opening = words[max(inside[0] - 1, 0) : inside[0] + 1] if inside else ()
    relative = not RELATIVE.isdisjoint(word.form for word in opening)
    return relative and FORWARD.isdisjoint(unit.quote.lower().split())


def _came_or_went(pair: UnitPair, alone: Unit | None) -> EditedUnit | None:
    """Return a unit that was put in or taken out; *alone* is its passage read by itself."""
    unit = pair.before or pair.after
    if unit is None or _probability(unit) < SURE or _describes([unit]):
        return None
    if _held(pair)[-1].said.endswith(":"):
        return None  # it leads on to a list, whose items are told
    if _is_relative(unit, pair.stretch.old if pair.before else pair.stretch.new):
        return None
    if _probability(unit) > SURE and alone and not _leads(unit, pair):
        together = (_probability(unit) + _probability(alone)) / 2
        if together < TOGETHER:
            return None  # what surrounds it was taken for a statement
    label, rule = (Label.DROPPED, DELETED) if pair.before else (Label.NEW, ADDED)
    verdict = LabelVerdict(label, (), rule, False, ())
    return EditedUnit(pair.before, pair.after, verdict, (pair.before, pair.after), _runs(pair))


def _leads(unit: Unit, pair: UnitPair) -> bool:
    """Tell whether the passage of *unit* opens with the verb of it: "Welcoming the arrival of …"."""
    return bool(unit.cue) and unit.start == _held(pair)[0].start and unit.quote.startswith(unit.cue)


def _moved(pair: UnitPair, old: Unit | None, new: Unit | None) -> EditedUnit | None:
    """Return how a unit moved; *old* and *new* are both texts read at the same words."""
    if old is None or new is None:
        return None
    every = [unit for unit in (old, new, pair.before, pair.after) if unit]
    if max(map(_probability, every)) < LIKELY or _describes([old, new]):
        return None
    verdict = classify(old, replace(new, facets=_facets_touched(old, new, pair)))
    if verdict.label is Label.REAFFIRMED:
        words = judge_words(
            pair, doubted=min(_probability(old), _probability(new)) < LOWER[new.facets.family]
        )
        if words is None:
            return None
        verdict = replace(verdict, label=words.label, rule=words.rule)
    if _holds_its_runs(pair):
        old, new = pair.before or old, pair.after or new
    return EditedUnit(old, new, verdict, (pair.before, pair.after), _runs(pair))


def _describes(units: Sequence[Unit]) -> bool:
    """Tell whether all readings of a statement describe, and none undertakes, asks or judges in so many words.

    Such have no verb that opens a unit and nothing that looks ahead, are read as a stance or as an undertaking
    that binds nobody, and are not certain: "the roadmap is a foundation for further work".
    """
    return all(
        not unit.cue
        and _probability(unit) < CERTAIN
        and (unit.facets.family == "S" or (unit.facets.family == "U" and unit.facets.level <= UNBOUND))
        and FORWARD.isdisjoint(unit.quote.lower().split())
        and not SPECIFIES.match(unit.quote)
        for unit in units
    )


def _written_anew(pairs: Sequence[UnitPair], release: Release) -> tuple[list[EditedUnit], list[UnitPair]]:
    """Return the statements of which one wording was removed and another added, and the pairs that are left.

    Which these are the model of links says, as between two releases.
    """
    model = load_model()
    gone = [(pair, pair.before) for pair in pairs if pair.before and not pair.after and not pair.projected]
    come = [(pair, pair.after) for pair in pairs if pair.after and not pair.before and not pair.projected]
    looks = {unit.id: look_at(Mention(unit, release), model.words) for _, unit in (*gone, *come)}
    found = [
        (model.judge(looks[old.id], looks[new.id], within=True).same, at, onto)
        for at, (_, old) in enumerate(gone)
        for onto, (_, new) in enumerate(come)
        if old.facets.family == new.facets.family
    ]
    anew: list[EditedUnit] = []
    taken: set[int] = set()
    for same, at, onto in sorted(found, key=lambda one: (-one[0], one[1:])):
        (pair, old), (other, new) = gone[at], come[onto]
        if (
            same < model.told
            or {id(pair), id(other)} & taken
            or max(_probability(old), _probability(new)) < SURE
        ):
            continue
        taken |= {id(pair), id(other)}
        verdict = classify(old, new)
        if verdict.label is Label.REAFFIRMED:
            verdict = replace(verdict, label=Label.MIXED, rule="the statement was written anew")
        anew.append(EditedUnit(old, new, verdict, (old, new), (*_runs(pair), *_runs(other))))
    return anew, [pair for pair in pairs if id(pair) not in taken]


def _facets_touched(old: Unit, new: Unit, pair: UnitPair) -> Facets:
    """Return the facets of *new*, with those of *old* wherever no word of the slot went or came."""
    gone = {word.form for one in pair.runs for word in pair.stretch.old[one.run.first : one.run.last]}
    come = {word.form for one in pair.runs for word in pair.stretch.new[one.run.into : one.run.upto]}

    def differs(before: str, after: str) -> bool:
        return bool(gone & _forms(before)) or bool(come & _forms(after))

    kept: dict[str, Any] = {
        name: getattr(old.facets, name)
        for name in _SLOTS
        if not differs(getattr(old.facets, name), getattr(new.facets, name))
    }
    if not _force_touched(old, new, gone, come):
        kept |= {name: getattr(old.facets, name) for name in _FORCE}
    for name in _SETS:
        before, after = getattr(old.facets, name), getattr(new.facets, name)
        if not differs(" ".join(before - after), " ".join(after - before)):
            kept[name] = before
    return replace(new.facets, **kept)


def _force_touched(old: Unit, new: Unit, gone: set[str], come: set[str]) -> bool:
    """Tell whether the words that carry the force of a unit went or came: its lead verb or modal, or one that weighs less.

    The network judges level and kind of a whole unit, and a word anywhere in it moves that a little.
    """
    if (gone & _all_forms(old.cue)) - _JOINTS or (come & _all_forms(new.cue)) - _JOINTS:
        return True
    words = " ".join((*gone, *come))
    return bool(not (gone | come).isdisjoint(LIGHT) or SOFTER.search(words) or FIRMER.search(words))


def _forms(text: str) -> set[str]:
    return _all_forms(text) - STOPWORDS


def _all_forms(text: str) -> set[str]:
    return {word.form for word in words_in(text, 0, len(text))}


def _probability(unit: Unit) -> float:
    return 1.0 if unit.confidence is None else unit.confidence


def _is_of_third_parties(made: EditedUnit, before: str, after: str) -> bool:
    """Tell whether a company undertakes, or what was put in or taken out whole is read with doubt and tells of things and people that undertake nothing."""
    unit, text = (made.after, after) if made.after else (made.before, before)
    if unit is None or unit.facets.family != "U":
        return False
    whole = made.before is None or made.after is None
    return is_company(unit, text) or (whole and _probability(unit) < DOUBTFUL and is_of_others(unit, text))


def _runs(pair: UnitPair) -> tuple[Run, ...]:
    return tuple(one.run for one in pair.runs)


def _holds_its_runs(pair: UnitPair) -> bool:
    """Tell whether the words that differ stand inside the units themselves, so that their own quotes show them."""
    if pair.projected:
        return False
    old, new = words_of(pair.before, pair.stretch.old), words_of(pair.after, pair.stretch.new)
    return all(
        (run.first == run.last or not old or (old[0] <= run.first and run.last <= old[-1] + 1))
        and (run.into == run.upto or not new or (new[0] <= run.into and run.upto <= new[-1] + 1))
        for run in _runs(pair)
    )


def _places(pair: UnitPair) -> tuple[Place, Place]:
    """Return the place of a pair in both texts: the words of its units, where they stand on the other side, and what differs."""
    onto = equal_words(pair.stretch)
    back = {there: here for here, there in onto.items()}
    one, other = words_of(pair.before, pair.stretch.old), words_of(pair.after, pair.stretch.new)
    first, second = [*one], [*other]
    first += [back[at] for at in other if at in back]
    second += [onto[at] for at in one if at in onto]
    for run in _runs(pair):
        first += range(run.first, run.last)
        second += range(run.into, run.upto)
    return _place(first, pair.stretch.old), _place(second, pair.stretch.new)


def _place(numbers: Sequence[int], words: Sequence[Word]) -> Place:
    return words[min(numbers)].start, words[max(numbers)].end
