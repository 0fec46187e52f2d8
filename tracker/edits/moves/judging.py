"""How the units of an edit moved: both sides are read at the same words, so that only the words that differ tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeGuard

from tracker.domain import Facets, Label, Release, Unit
from tracker.edits.classes import ClassedRun
from tracker.edits.moves.came_or_went import (
    CERTAIN,
    EditedUnit,
    UnitsAt,
    came_or_went,
    describes,
    leads_on,
    probability_of,
    read_alone,
    reports_meeting,
    runs_of,
)
from tracker.edits.moves.edit_measures import EditVerdict
from tracker.edits.moves.edit_rules import label_by_words
from tracker.edits.moves.edit_words import CONDITION, FIRMER, SOFTER
from tracker.edits.moves.framed_items import binds_item
from tracker.edits.moves.half_sentences import halves_of, has_verb
from tracker.edits.moves.near_units import LIKELY, LOWER, Place, Touched
from tracker.edits.moves.pairing import UnitPair, dates, equal_words, words_of
from tracker.edits.moves.rewritten import counts_alike, is_restated, without_restated
from tracker.edits.moves.whose_act import is_company, is_of_others
from tracker.edits.moves.written_anew import label_by_lines, openings_of, written_anew
from tracker.edits.passage_alignment import Run
from tracker.edits.passages import Passage, Word, words_in
from tracker.edits.signals import CALENDAR
from tracker.reading import EditClass, Reading
from tracker.segment.slots.levels import LIGHT
from tracker.text.content_words import STOPWORDS

UnitsNear = Callable[[Reading, Sequence[Touched]], tuple[Unit, ...]]


NEXT = 2  # characters between a frame and the statement that it opens
_BELONGS = frozenset("to because which that by with including in for so through as where who".split())
_SLOTS = ("condition", "deadline", "amount", "instrument", "goal", "action", "target", "direction", "act")
_FORCE = ("level", "family", "intensity")
_JOINTS = frozenset("to the a an of on in for that and their its his her our".split())
# probability below which an undertaking put in or taken out counts only where its subject can undertake: of 40 of 100 groups left out
# of training that were read with .35 to .6 and whose subject cannot 25 % were units, of 535 others 56 %
DOUBTFUL = 0.6
_SETS = ("speakers", "addressees", "scope_items")


def judge_pairs(
    pairs: Sequence[UnitPair], before: Reading, after: Reading, release: Release, at: UnitsAt
) -> Iterator[EditedUnit]:
    """Yield what moved of *pairs*, units that an edit touched; what is only put otherwise is not among them."""

    def counts(made: EditedUnit | None) -> TypeGuard[EditedUnit]:
        if made is None or all(map(reports_meeting, filter(None, (made.before, made.after)))):
            return False
        return not _is_of_third_parties(made, before.document.text, after.document.text)

    pairs = [*pairs, *halves_of(pairs, before, after, at)]
    anew, others = written_anew(pairs, openings_of((before.document, after.document)), release)
    beside = [pair for pair in others if (pair.before and pair.after) or pair.projected]
    standing = set(map(id, beside))
    left = [pair for pair in others if id(pair) not in standing and not _belongs(pair, others)]
    left = without_restated([pair for pair in left if not is_restated(pair)])
    alone = read_alone(left, before, after, at)
    texts = before.document.text, after.document.text
    whole = [made for pair in left if counts(made := came_or_went(pair, alone[id(pair)], texts))]
    yield from (*anew, *whole)
    whole += anew
    beside = [pair for pair in beside if not _told(pair, whole)]
    places = [_places(pair) for pair in beside]
    old = at(before, [place for place, _ in places])
    new = at(after, [place for _, place in places])
    yield from filter(counts, map(partial(_moved, texts), beside, old, new))


def _told(pair: UnitPair, whole: Sequence[EditedUnit]) -> bool:
    """Tell whether all that differs in *pair* is told as statements of their own that came or went."""
    return all(any(_is_of(one.run, pair, made) for made in whole) for one in pair.runs)


def _is_of(run: Run, pair: UnitPair, made: EditedUnit) -> bool:
    """Tell whether all telling words of *run*, which only went or came, are of a statement that did."""
    words = pair.stretch.old[run.first : run.last] + pair.stretch.new[run.into : run.upto]
    if run.op == "replace" or CONDITION.match(" ".join(word.form for word in words)):
        return False
    unit = made.before if run.op == "delete" else made.after
    if unit is None or not has_verb(unit) or not words[0].start <= unit.start < words[-1].end:
        return False
    subject = [word for word in words if word.end <= unit.start][1:]  # behind "and"
    if any(word.listed or word.form == "and" for word in subject):
        return False
    return all(word.form in STOPWORDS or word.end <= unit.end for word in words)


def _belongs(pair: UnitPair, others: Sequence[UnitPair]) -> bool:
    """Tell whether what was put in or taken out is only the rest of a sentence that is told, "…, to protect the crews", or leads on to it: "stressed that Norvale"."""
    unit = pair.before or pair.after
    if unit is None:
        return False
    if leads_on(unit):
        beside = (one.before if pair.before else one.after for one in others)
        return any(other and 0 <= other.start - unit.end <= NEXT for other in beside)
    if unit.quote.split()[0].lower() not in _BELONGS:
        return False
    return any(other is not pair and other.stretch is pair.stretch for other in others)


def _moved(texts: tuple[str, str], pair: UnitPair, old: Unit | None, new: Unit | None) -> EditedUnit | None:
    """Return how a unit moved; *old* and *new* are both *texts* read at the same words."""
    if old is None or new is None:
        return None
    every = [unit for unit in (old, new, pair.before, pair.after) if unit]
    if max(map(probability_of, every)) < LIKELY:
        return None
    if describes([old, new]) and not binds_item(texts[1], new.start, new.end):
        return None
    verdict = label_by_lines(old, replace(new, facets=_facets_touched(old, new, pair)))
    if verdict.label is Label.REAFFIRMED:
        words = label_by_words(
            pair, doubted=min(probability_of(old), probability_of(new)) < LOWER[new.facets.family]
        )
        words = words or _ceased(old, new, pair)
        if words is None:
            return None
        verdict = replace(verdict, label=words.label, rule=words.rule, minor=words.minor)
    if _holds_its_runs(pair):
        old, new = pair.before or old, pair.after or new
    return EditedUnit(old, new, verdict, (pair.before, pair.after), runs_of(pair))


def _ceased(old: Unit, new: Unit, pair: UnitPair) -> EditVerdict | None:
    """Return a label where what was surely a statement is hardly one in the words put in place, or the other way round: "will invest", "has invested"."""
    sure = [
        max(map(probability_of, filter(None, sides))) for sides in ((old, pair.before), (new, pair.after))
    ]
    anew = any(one.edit_class is EditClass.WORDS for one in pair.runs)
    if counts_alike(pair, names=False):
        return None
    if not anew or min(sure) >= LIKELY or max(sure) < CERTAIN:
        return None
    gone = sure[1] < sure[0]
    return EditVerdict(
        Label.WEAKENED if gone else Label.STRENGTHENED,
        "no statement any more" if gone else "a statement that was none before",
    )


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
    if bool(old.facets.deadline) != bool(new.facets.deadline) and any(
        _is_dated_anew(one, pair) for one in pair.runs
    ):
        kept["deadline"] = old.facets.deadline  # another day, of which one was not read as a term
    if not _force_touched(old, new, gone, come):
        kept |= {name: getattr(old.facets, name) for name in _FORCE}
    for name in _SETS:
        before, after = getattr(old.facets, name), getattr(new.facets, name)
        if not differs(" ".join(before - after), " ".join(after - before)):
            kept[name] = before
    return replace(new.facets, **kept)


def _is_dated_anew(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a date took the place of a date: "1 July 2031", then "1 January 2032"."""
    run = one.run
    sides = pair.stretch.old[run.first : run.last], pair.stretch.new[run.into : run.upto]
    return all(any(word.is_name and word.form in CALENDAR for word in side) for side in sides)


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


def _is_of_third_parties(made: EditedUnit, before: str, after: str) -> bool:
    """Tell whether a company undertakes, or what was put in or taken out whole is read with doubt and tells of things and people that undertake nothing."""
    unit, text = (made.after, after) if made.after else (made.before, before)
    if unit is None or unit.facets.family != "U":
        return False
    whole = made.before is None or made.after is None
    return is_company(unit, text) or (whole and probability_of(unit) < DOUBTFUL and is_of_others(unit, text))


def _holds_its_runs(pair: UnitPair) -> bool:
    """Tell whether the words that differ stand inside the units themselves, so that their own quotes show them."""
    if pair.projected:
        return False
    old, new = words_of(pair.before, pair.stretch.old), words_of(pair.after, pair.stretch.new)
    return all(
        (run.first == run.last or not old or (old[0] <= run.first and run.last <= old[-1] + 1))
        and (run.into == run.upto or not new or (new[0] <= run.into and run.upto <= new[-1] + 1))
        for run in runs_of(pair)
    )


def _places(pair: UnitPair) -> tuple[Place, Place]:
    """Return the place of a pair in both texts: the words of its units, where they stand on the other side, and what differs."""
    onto = equal_words(pair.stretch)
    back = {there: here for here, there in onto.items()}
    one, other = words_of(pair.before, pair.stretch.old), words_of(pair.after, pair.stretch.new)
    first, second = [*one], [*other]
    first += [back[at] for at in other if at in back]
    second += [onto[at] for at in one if at in onto]
    for one_run in pair.runs:
        run = one_run.run
        first += range(run.first, run.last)
        second += range(run.into, run.upto)
        if dates(one_run, pair):  # quoted from "In the first quarter" on
            first.append(_opening(pair.stretch.before, pair.stretch.old, run.first))
            second.append(_opening(pair.stretch.after, pair.stretch.new, run.into))
    return _place(first, pair.stretch.old), _place(second, pair.stretch.new)


def _opening(side: Sequence[Passage], words: Sequence[Word], at: int) -> int:
    """Return the number of the first word of the passage in which word *at* stands."""
    here = words[min(at, len(words) - 1)].start
    begin = max((one.start for one in side if one.start <= here), default=here)
    return next(number for number, word in enumerate(words) if word.start >= begin)


def _place(numbers: Sequence[int], words: Sequence[Word]) -> Place:
    return words[min(numbers)].start, words[max(numbers)].end
