"""Labels that numbers, lengths of time, months and words of quantity give where one took the place of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.compare.facets.value_parsing import compare_deadlines, parse_amount, parse_deadline
from tracker.domain import Label
from tracker.edits.classes import ClassedRun
from tracker.edits.moves.edit_words import (
    COUNTED,
    LENGTHS,
    LIMIT_OF_TIME,
    MODAL_FORCE,
    MONTHS,
    NUMBER,
    OFTEN,
    PART,
    PERIOD,
    TERMS,
    WHOLE,
)
from tracker.edits.moves.pairing import UnitPair
from tracker.edits.passages import Word
from tracker.edits.signals import AMOUNTS, CALENDAR, MODALS
from tracker.text.content_words import STOPWORDS
from tracker.text.numbers import SPELT

OF_TERM = 5  # words of a limit of time before its month or year: "by | the end of"
OF_TOLL = 8  # words beside a number among which it is said who was killed: "killing 65 people, among them 21 children"
CLAUSE = 6  # words behind "which" in which its clause is that says what something is
RELATIVE = frozenset(("which", "who", "whose"))
BESIDE = 3  # words around a run in which what it counts stands, or "within"
_LENGTH = re.compile(
    rf"\b(?P<number>\d+|{'|'.join(SPELT)})[ -](?:\w+ )?(?P<unit>{'|'.join(LENGTHS)})s?\b", re.IGNORECASE
)
_NOW = re.compile(rf"\bthis {PERIOD}\b")
_AHEAD = re.compile(rf"\b(?:next|coming) {PERIOD}\b")
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|up from|down from)\b")
_LIMIT = re.compile(
    rf"\b(?:{'|'.join(sorted(LIMIT_OF_TIME))})(?: (?:the )?(?:end|close|middle|start|beginning) of)?(?: \S+){{1,3}}$"
)
_TERM = re.compile(r"(?:\S+ ){1,8}?(?:19|20|21)\d\d\b")
_VICTIMS = re.compile(r"kill|dead$|death|died|lives|casualt|injur|wound|victim|displaced")
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


@dataclass(frozen=True, slots=True)
class EditVerdict:
    """A label and one sentence on the words it was given for."""

    label: Label
    rule: str
    minor: bool = False  # emphasis alone moved


def judge_measure(one: ClassedRun, pair: UnitPair, old: str, new: str) -> EditVerdict | None:
    """Return the label of *new* words that took the place of *old* ones, where both count, date or delimit something; else None.

    REAFFIRMED says that they do and nothing moved: how long ago something was, the day of what is judged.
    """
    shown = f"“{old}” became “{new}”"
    nothing = EditVerdict(Label.REAFFIRMED, shown)
    if _says_how_long_ago(one, pair) or _is_compared_with(one, pair) or _describes_what_is(one, pair):
        return nothing
    unit = pair.after or pair.before
    judged = unit is not None and unit.facets.family in "ES"  # the day of what is judged
    if (term := _judge_term(one, pair)) is not None:
        return nothing if judged else EditVerdict(term, shown)
    if (month := _judge_month(one, pair, old, new)) is not None:
        return nothing if judged else EditVerdict(month, shown)
    if NUMBER.search(old) and NUMBER.search(new) and (named := _names_something(one, pair)):
        return (
            nothing if named == "date" and judged else EditVerdict(Label.MIXED, f"another {named}: {shown}")
        )
    lengths = tuple(_length(side, first, last) for side, first, last in _sides(one, pair))
    if lengths[0] and lengths[1]:
        more = lengths[1] > lengths[0]
        return EditVerdict(_by_number(one, pair, more=more), shown) if lengths[0] != lengths[1] else nothing
    numbers = _value(old), _value(new)
    if numbers[0] is not None and numbers[1] is not None:
        if judged and _counts_victims(one, pair):
            return nothing  # what is condemned is judged no less
        more = numbers[1] > numbers[0]
        return EditVerdict(_by_number(one, pair, more=more), shown) if numbers[0] != numbers[1] else nothing
    if (force := _judge_force(one, pair, old, new)) is not None:
        return EditVerdict(force, shown)
    whole = [_opens_whole(words[first : last + 1]) for words, first, last in _sides(one, pair)]
    others = [
        bool(set(said.split()) - STOPWORDS - WHOLE) or not PART.isdisjoint(said.split())
        for said in (old, new)
    ]
    if whole[0] and not whole[1] and others[1]:
        return EditVerdict(Label.NARROWED, shown)
    if whole[1] and not whole[0] and others[0]:
        return EditVerdict(Label.BROADENED, shown)
    return None


def _opens_whole(words: Sequence[Word]) -> bool:
    """Tell whether words open with "all", "every" or the like; "every year" says how often."""
    return len(words) > 1 and words[0].form in WHOLE and words[1].form not in TERMS


def _judge_force(one: ClassedRun, pair: UnitPair, old: str, new: str) -> Label | None:
    """Return what another modal does, and "next" in the place of "this" before a period; None where neither is there."""
    if old in MODAL_FORCE and new in MODAL_FORCE and MODAL_FORCE[old] != MODAL_FORCE[new]:
        return Label.WEAKENED if MODAL_FORCE[new] < MODAL_FORCE[old] else Label.STRENGTHENED
    before, after = (
        " ".join(word.form for word in words[first : last + 1]) for words, first, last in _sides(one, pair)
    )
    later = bool(_AHEAD.search(after)) - bool(_AHEAD.search(before))
    if later and _NOW.search(before if later > 0 else after):
        return Label.WEAKENED if later > 0 else Label.STRENGTHENED
    return None


def _says_how_long_ago(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run counts how long ago something was: "two years ago"."""
    return any(
        "ago" in [word.form for word in words[first : last + BESIDE]]
        for words, first, last in _sides(one, pair)
    )


def _is_compared_with(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run stands in what something is compared with, which is no undertaking: "compared with 1.7 per cent in 2030"."""
    return all(
        _COMPARED.search(" ".join(word.form for word in words[max(first - BESIDE, 0) : first]))
        for words, first, _ in _sides(one, pair)
    )


def _describes_what_is(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run stands in a clause that says what something is or does, and nothing that will be: "the network, which links nineteen ports"."""
    for words, first, _ in _sides(one, pair):
        ahead = words[max(first - CLAUSE, 0) : first]
        at = max((at for at, word in enumerate(ahead) if word.form in RELATIVE), default=-1)
        if at < 0 or not MODALS.isdisjoint(word.form for word in ahead[at:]) or _is_closed(ahead[at:]):
            return False
    return True


def _is_closed(clause: Sequence[Word]) -> bool:
    """Tell whether a comma ends a clause that opens with "which", so that the main one goes on: "the islands, which lie north, | 40 boats".

    Behind a number it parts items that are counted, "which links nineteen ports, | seven mills"; two of them hold
    what is put in behind "which".
    """
    commas = [at for at, word in enumerate(clause) if word.listed]
    if commas[:1] == [0]:
        return len(commas) > 2
    counted = any(NUMBER.match(word.form) or word.form in AMOUNTS for word in clause)
    return bool(commas) and not counted


def _counts_victims(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether a run counts who was killed, wounded or driven out: a toll is corrected as it becomes known."""
    words, first, last = _sides(one, pair)[1]
    return any(_VICTIMS.match(word.form) for word in words[max(first - OF_TOLL, 0) : last + OF_TOLL])


def _judge_term(one: ClassedRun, pair: UnitPair) -> Label | None:
    """Return what another limit of time does, "by the end of 2031" that became "by the first quarter of 2032"; None where neither is later."""
    terms = [_term(words, first, last) for words, first, last in _sides(one, pair)]
    later = compare_deadlines(*terms) if all(terms) else ""
    return {"later": Label.WEAKENED, "earlier": Label.STRENGTHENED}.get(later)


def _term(words: Sequence[Word], first: int, last: int) -> str:
    """Return the limit of time in which words[first:last] stand, from "by" or "in" to the year; "" where they stand in none."""
    begin = next(
        (
            at
            for at in range(first, max(first - OF_TERM, -1), -1)
            if at < len(words) and words[at].form in LIMIT_OF_TIME
        ),
        -1,
    )
    said = " ".join(word.form for word in words[begin : last + BESIDE])
    found = _TERM.match(said) if begin >= 0 else None
    return found[0] if found and len(found[0].split()) > first - begin else ""


def _sides(one: ClassedRun, pair: UnitPair) -> tuple[tuple[Sequence[Word], int, int], ...]:
    run, stretch = one.run, pair.stretch
    return (stretch.old, run.first, run.last), (stretch.new, run.into, run.upto)


def _length(words: Sequence[Word], first: int, last: int) -> int:
    """Return how many hours the words at and beside a run say, 0 where the run is no part of a length of time."""
    begin = max(first - BESIDE + 1, 0)
    said = " ".join(word.form for word in words[begin : last + BESIDE - 1])
    ahead = len(" ".join(word.form for word in words[begin:first]))
    stop = ahead + len(" ".join(word.form for word in words[first:last])) + 1
    for found in _LENGTH.finditer(said):
        if found.start() <= stop and found.end() > ahead:
            number = found["number"].lower()
            return int(SPELT.get(number, number)) * LENGTHS[found["unit"].lower()]
    return 0


def _judge_month(one: ClassedRun, pair: UnitPair, old: str, new: str) -> Label | None:
    """Return what another month does: a limit of time that is later or sooner, else MIXED; None where no month gave way to another."""
    day, later = _month(old), _month(new)
    if day is None or later is None or day == later:
        return None
    ahead = pair.stretch.new[max(one.run.into - OF_TERM, 0) : one.run.into]
    if not _LIMIT.search(" ".join((*(word.form for word in ahead), new))):
        return Label.MIXED
    (year, month), (other, another) = day, later
    months = 12 * (other - year) + another - month if year and other else (another - month + 6) % 12 - 6
    return Label.WEAKENED if months > 0 else Label.STRENGTHENED


def _month(text: str) -> tuple[int, int] | None:
    """Return the year, 0 without one, and the month that *text* names; None where it names none or several."""
    named = [word.lower() for word in text.split() if word == "May" or (word in MONTHS and word != "may")]
    year = _YEAR.search(text)
    return (int(year[0]) if year else 0, MONTHS.index(named[0])) if len(named) == 1 else None


def _by_number(one: ClassedRun, pair: UnitPair, *, more: bool) -> Label:
    """Return what a larger or smaller number does: more that is covered, a sooner date, a larger amount."""
    words = pair.stretch.new
    behind = [word.form for word in words[one.run.into : one.run.upto + BESIDE]]
    before = [word.form for word in words[max(one.run.into - BESIDE + 1, 0) : one.run.into]]
    if COUNTED.intersection(behind):
        return Label.BROADENED if more else Label.NARROWED
    if TERMS.intersection(behind) and (LIMIT_OF_TIME | OFTEN).intersection(before):
        more = not more
    return Label.STRENGTHENED if more else Label.WEAKENED


def _names_something(one: ClassedRun, pair: UnitPair) -> str:
    """Return "date" or "number" where a number counts nothing: a day of a month, an article of a treaty; else ""."""
    words, run = pair.stretch.new, one.run
    before = words[run.into - 1] if run.into else None
    behind = words[run.upto].form if run.upto < len(words) else ""
    if behind in CALENDAR or (before and before.is_name and before.form in CALENDAR):
        return "date"
    opening = {passage.words[0] for passage in pair.stretch.after}
    counts = words[run.into].form[0] in "$€£¥₩" or (behind.endswith("s") and behind not in STOPWORDS)
    if before is None or counts or before.listed or before in opening or before.form in STOPWORDS:
        return ""
    return "number" if before.is_name else ""


def _value(words: str) -> Fraction | None:
    amount = parse_amount(words)
    return amount.low if amount and parse_deadline(words) is None else None
