"""Which unit of the text before became which of the text after: by where their words stand, not by likeness.

A unit of one text whose words still stand in the other has its counterpart there,
found by the reader or not; one whose words are gone was removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.edits.classes import ClassedRun
from tracker.edits.moves.edit_words import COUNTED, TIME
from tracker.edits.passage_alignment import Stretch
from tracker.edits.passages import Word
from tracker.edits.signals import MODALS
from tracker.reading import EditClass
from tracker.text.content_words import STOPWORDS

SMALL = 0.2  # weight of a word of grammar; any other weighs 1
TOGETHER = (
    0.3  # share of the weight of the lighter of two units that both have in place, from which they are one
)
MONEY = "$€£¥₩"
STANDS = 0.5  # share of the weight of a unit that still stands, from which it was changed and not removed

OPENS = 3  # words of a unit in which its modal stands

Range = tuple[int, int]  # words of one side of a stretch, by number


@dataclass(frozen=True, slots=True)
class UnitPair:
    """What became of a unit: one side is None where it was added or removed.

    *reach* are the words of the stretch that belong to it, before and after: its own
    and those around that belong to no other. *runs* are those that differ there.
    """

    before: Unit | None
    after: Unit | None
    stretch: Stretch
    reach: tuple[Range, Range]
    runs: tuple[ClassedRun, ...]
    projected: bool = False  # one side was not found by the reader, only its words


def pair_units(
    stretch: Stretch, runs: Sequence[ClassedRun], before: Sequence[Unit], after: Sequence[Unit]
) -> tuple[UnitPair, ...]:
    """Return what became of the units of both sides of *stretch*, in order of the text, untouched ones too.

    Where the words of a unit stand on the other side and no unit was found there,
    that side is None and *projected* is set.
    """
    old, new = stretch.old, stretch.new
    own = [(unit, _range(unit, old)) for unit in before]
    theirs = [(unit, _range(unit, new)) for unit in after]
    own = [(unit, at) for unit, at in own if at[1] > at[0]]
    theirs = [(unit, at) for unit, at in theirs if at[1] > at[0]]
    onto = equal_words(stretch)
    back = {there: here for here, there in onto.items()}
    chosen = _chosen(own, theirs, onto, old, new)
    pairs: list[UnitPair] = []
    for number, (unit, at) in enumerate(own):
        if number in chosen:
            other = theirs[chosen[number]]
            reach = _reach(number, own, old), _reach(chosen[number], theirs, new)
            pairs.append(_pair(unit, other[0], stretch, reach, runs))
            continue
        stands = _standing(at, onto, old)
        reach = _reach(number, own, old), _around(_image(at, onto), theirs, new, stands >= STANDS)
        pairs.append(_pair(unit, None, stretch, reach, runs, projected=stands >= STANDS))
    taken = set(chosen.values())
    for number, (unit, at) in enumerate(theirs):
        if number not in taken:
            stands = _standing(at, back, new)
            reach = _around(_image(at, back), own, old, stands >= STANDS), _reach(number, theirs, new)
            pairs.append(_pair(None, unit, stretch, reach, runs, projected=stands >= STANDS))
    return tuple(pairs)


def _pair(
    before: Unit | None,
    after: Unit | None,
    stretch: Stretch,
    reach: tuple[Range, Range],
    runs: Sequence[ClassedRun],
    *,
    projected: bool = False,
) -> UnitPair:
    ranges = (_range(before, stretch.old), _range(after, stretch.new))
    mine = tuple(
        one
        for one in runs
        if one.edit_class in (EditClass.WORDS, EditClass.GRAMMAR)
        and _inside(one, reach)
        and (
            not _ahead(one, ranges)
            or _names(one, stretch)
            or measures(one, stretch)
            or _dates(one, stretch, ranges)
        )
    )
    return UnitPair(before, after, stretch, reach, mine, projected)


def _inside(one: ClassedRun, reach: tuple[Range, Range]) -> bool:
    run = one.run
    (first, last), (into, upto) = reach
    old = run.first < last and first < run.last
    new = run.into < upto and into < run.upto
    return old or new


def is_ahead(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run stands before the words of the units of *pair*, where it can only say who speaks."""
    return _ahead(one, _ranges(pair))


def _ahead(one: ClassedRun, own: tuple[Range, Range]) -> bool:
    """Tell whether a run stands before the words of the unit itself, on every side that has one."""
    run = one.run
    sides = [(run.last, own[0]), (run.upto, own[1])]
    return all(last <= at[0] for last, at in sides if at[1] > at[0])


def _names(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether a run puts in or strikes a name: before a unit that is who speaks."""
    words = (*stretch.old[one.run.first : one.run.last], *stretch.new[one.run.into : one.run.upto])
    return any(word.is_name for word in words) and not any(word.form[0].isdigit() for word in words)


def dates(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run is of the time in front of what the unit of *pair* says will be done: "In the first quarter of 2033 it will …"."""
    return _dates(one, pair.stretch, _ranges(pair))


def _dates(one: ClassedRun, stretch: Stretch, own: tuple[Range, Range]) -> bool:
    run = one.run
    sides = (
        (stretch.before, stretch.old, run.first, own[0]),
        (stretch.after, stretch.new, run.into, own[1]),
    )
    for passages, words, first, (begin, end) in sides:
        if not begin < end or MODALS.isdisjoint(word.form for word in words[begin : begin + OPENS]):
            continue
        start = max(passage.start for passage in passages if passage.start <= words[begin].start)
        ahead = [word for word in words[:begin] if word.start >= start]
        led = TIME.match(" ".join("May" if word.form == "may" else word.form for word in ahead))
        if led and begin - len(ahead) <= first < begin - len(ahead) + len(led[0].split()):
            return True
    return False


def measures(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether a run holds or stands before an amount, or a number of states or people: before a unit that is who or what acts."""
    run = one.run
    sides = (stretch.old, run.first, run.last), (stretch.new, run.into, run.upto)
    return any(
        word.form[0] in MONEY
        or word.form[-1] == "%"
        or (word.form[0].isdigit() and not COUNTED.isdisjoint(next_.form for next_ in words[at + 1 : at + 3]))
        for words, first, last in sides
        if last > first
        for at, word in enumerate(words[: last + 1])
        if at >= first
    )


def words_of(unit: Unit | None, words: Sequence[Word]) -> list[int]:
    """Return the numbers of the words that *unit* holds."""
    if unit is None:
        return []
    return [at for at, word in enumerate(words) if word.start < unit.end and unit.start < word.end]


def _ranges(pair: UnitPair) -> tuple[Range, Range]:
    return _range(pair.before, pair.stretch.old), _range(pair.after, pair.stretch.new)


def _range(unit: Unit | None, words: Sequence[Word]) -> Range:
    inside = words_of(unit, words)
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def equal_words(stretch: Stretch) -> dict[int, int]:
    """Return which word after each word before is, where it stands as it stood."""
    return {
        run.first + step: run.into + step
        for run in stretch.runs
        if run.op == "equal"
        for step in range(run.last - run.first)
    }


def _chosen(
    own: Sequence[tuple[Unit, Range]],
    theirs: Sequence[tuple[Unit, Range]],
    onto: dict[int, int],
    old: Sequence[Word],
    new: Sequence[Word],
) -> dict[int, int]:
    """Return which unit after each unit before is, by their numbers: what shares most words in place goes first."""
    found = []
    for here, (_, (first, last)) in enumerate(own):
        for there, (_, (into, upto)) in enumerate(theirs):
            both = sum(_weigh(old[at]) for at in range(first, last) if into <= onto.get(at, -1) < upto)
            lighter = min(_weight(old, (first, last)), _weight(new, (into, upto)))
            if lighter and both / lighter >= TOGETHER:
                found.append((both, here, there))
    chosen: dict[int, int] = {}
    for _, here, there in sorted(found, key=lambda one: (-one[0], one[1:])):
        if here not in chosen and there not in chosen.values():
            chosen[here] = there
    return chosen


def _reach(number: int, units: Sequence[tuple[Unit, Range]], words: Sequence[Word]) -> Range:
    """Return the words of a unit with those before the first and behind each that are no other's, within its passage."""
    first, last = units[number][1]
    begin = 0 if not number else first
    end = units[number + 1][1][0] if number + 1 < len(units) else len(words)
    return min(begin, first), max(end, last)


def _around(image: Range, units: Sequence[tuple[Unit, Range]], words: Sequence[Word], stands: bool) -> Range:
    """Return the words that belong to a unit that was not found on a side: where its words stand, and those of no other."""
    if not stands or image[1] <= image[0]:
        return (0, 0)
    begin = image[0] if any(at[0] < image[0] for _, at in units) else 0
    return begin, min((at[0] for _, at in units if at[0] >= image[1]), default=len(words))


def _standing(at: Range, onto: dict[int, int], words: Sequence[Word]) -> float:
    stands = sum(_weigh(words[step]) for step in range(*at) if step in onto)
    return stands / (_weight(words, at) or 1)


def _image(at: Range, onto: dict[int, int]) -> Range:
    """Return where the words of a range stand on the other side, with what was put between them."""
    there = [onto[step] for step in range(*at) if step in onto]
    return (min(there), max(there) + 1) if there else (0, 0)


def _weight(words: Sequence[Word], at: Range) -> float:
    return sum(_weigh(words[step]) for step in range(*at))


def _weigh(word: Word) -> float:
    return SMALL if word.form in STOPWORDS else 1.0
