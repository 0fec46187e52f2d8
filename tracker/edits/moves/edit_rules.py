"""Labels that the words of an edit give by themselves: what was put in, struck or put in place of what.

They stand behind the rules of lines (:mod:`tracker.compare.labels.classify`), which compare
slots. Here a slot need not have been read: the words that went and came are known.
Rules are those of the coding guide, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.compare.facets.value_parsing import parse_amount, parse_deadline
from tracker.domain import Label
from tracker.edits.classes import ClassedRun
from tracker.edits.list_items import is_listed, lists_another
from tracker.edits.moves.edit_words import (
    ADJUNCT,
    CONDITION,
    COUNTED,
    DIFFERENT,
    FIRMER,
    FLOORS,
    INSTRUMENT,
    LIMITS,
    NUMBER,
    POINTING,
    RESTRICTS,
    SOFTER,
    SOME,
    TERMS,
    TIME,
)
from tracker.edits.moves.pairing import UnitPair, is_ahead, measures
from tracker.edits.passage_alignment import Stretch
from tracker.edits.passages import Word
from tracker.edits.signals import CALENDAR, MODALS, NEGATIONS
from tracker.text.content_words import STOPWORDS, stem
from tracker.text_edit import EditClass


@dataclass(frozen=True, slots=True)
class EditVerdict:
    """A label and one sentence on the words it was given for."""

    label: Label
    rule: str


SHORT = (
    6  # words: in more of them a limit counts only where it opens them, a condition where it ends them too
)
OTHERWISE = 2  # content words on the longer side of a replacement: fewer are one word for another
DESCRIBES = 5  # content words outside a list below which they only describe
ADJOINED = 2  # the same, of words that open with a preposition


def weighs_much(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether a run puts in or strikes words that weigh whatever they stand beside: a limit, softer words, a negation."""
    run = one.run
    old, new = _said(stretch.old, run.first, run.last), _said(stretch.new, run.into, run.upto)
    if _negates(stretch.old, run.first, run.last) != _negates(stretch.new, run.into, run.upto):
        return True
    return any(
        _governs(pattern, old) != _governs(pattern, new) for pattern in (LIMITS, SOME, SOFTER, CONDITION)
    )


def judge_words(pair: UnitPair, *, doubted: bool = False) -> EditVerdict | None:
    """Return the label of a pair by the words that differ; None where they are only put otherwise.

    In a statement that is *doubted* in one of the texts other words alone say nothing.
    """
    telling = [one for one in pair.runs if one.edit_class is EditClass.WORDS]
    telling = [
        one
        for one in telling
        if not is_ahead(one, pair) or lists_another(one, pair.stretch) or measures(one, pair.stretch)
    ]
    found = [verdict for one in telling if (verdict := _judge_run(one, pair)) is not None]
    if not found:
        other = (_says_other(one, pair) for one in telling if not doubted)
        return _plural(pair) or next((verdict for verdict in other if verdict), None)
    labels = {verdict.label for verdict in found}
    rule = "; ".join(dict.fromkeys(verdict.rule for verdict in found))
    up, down = (
        labels & {Label.STRENGTHENED, Label.BROADENED},
        labels
        & {
            Label.WEAKENED,
            Label.NARROWED,
            Label.QUALIFIED,
        },
    )
    if Label.REVERSED in labels:
        return EditVerdict(Label.REVERSED, rule)
    if Label.MIXED in labels or (up and down):
        return EditVerdict(Label.MIXED, rule)
    ranked = (Label.WEAKENED, Label.STRENGTHENED, Label.QUALIFIED, Label.NARROWED, Label.BROADENED)
    return EditVerdict(next(label for label in ranked if label in labels), rule)


def _judge_run(one: ClassedRun, pair: UnitPair) -> EditVerdict | None:
    run = one.run
    old, new = _said(pair.stretch.old, run.first, run.last), _said(pair.stretch.new, run.into, run.upto)
    if _negates(pair.stretch.old, run.first, run.last) != _negates(pair.stretch.new, run.into, run.upto):
        return EditVerdict(Label.REVERSED, f"negation {'put in' if new else 'struck'}: {new or old}")
    if old and new:
        return _replaced(one, pair, old, new)
    listed = (
        is_listed(pair.stretch.new, run.into, run.upto)
        if new
        else is_listed(pair.stretch.old, run.first, run.last)
    )
    return _put_in(new, listed=listed) if new else _struck(old, listed=listed)


def _said(words: Sequence[Word], first: int, last: int) -> str:
    """Return words as they are compared; the month keeps its capital, so that it is no modal."""
    return " ".join("May" if word.is_name and word.form == "may" else word.form for word in words[first:last])


def _negates(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether words are a negation and nothing else: "not", "do not", "refuses to"."""
    forms = [word.form for word in words[first:last]]
    behind = words[last].form if last < len(words) else ""
    if NEGATIONS.isdisjoint(forms) or DIFFERENT.intersection((*forms, behind)):
        return False
    return all(form in NEGATIONS or form in STOPWORDS or form in MODALS for form in forms)


def _put_in(words: str, *, listed: bool = True) -> EditVerdict | None:
    shown = f"put in: {words}"
    if _governs(CONDITION, words):
        return EditVerdict(Label.QUALIFIED, f"condition {shown}")
    if _governs(SOME, words):
        return EditVerdict(Label.NARROWED, f"limit {shown}")
    if _governs(LIMITS, words):
        return EditVerdict(Label.WEAKENED, f"limit {shown}")
    if any(_governs(pattern, words) for pattern in (FLOORS, TIME, NUMBER)):
        return EditVerdict(Label.STRENGTHENED, f"date, amount or floor {shown}")
    if _governs(SOFTER, words):
        return EditVerdict(Label.WEAKENED, f"softer words {shown}")
    if RESTRICTS.match(words) and not listed:
        return EditVerdict(Label.NARROWED, f"restriction {shown}") if _tells(words, listed=False) else None
    if INSTRUMENT.match(words):
        return EditVerdict(Label.STRENGTHENED, f"means {shown}") if _tells(words, listed=False) else None
    return EditVerdict(Label.BROADENED, shown) if _tells(words, listed=listed) else None


def _governs(pattern: re.Pattern[str], words: str) -> bool:
    """Tell whether words hold *pattern* where it bears on all of them, not deep inside of something longer."""
    found = pattern.search(words)
    if found is None or len(words.split()) <= SHORT:
        return found is not None
    at_end = pattern is CONDITION and any(
        len(words[one.end() :].split()) <= 1 for one in pattern.finditer(words)
    )
    return len(words[: found.start()].split()) <= 1 or at_end


def _struck(words: str, *, listed: bool = True) -> EditVerdict | None:
    shown = f"struck: {words}"
    if _governs(CONDITION, words):
        return EditVerdict(Label.STRENGTHENED, f"condition {shown}")
    if _governs(SOME, words):
        return EditVerdict(Label.BROADENED, f"limit {shown}")
    if _governs(LIMITS, words):
        return EditVerdict(Label.STRENGTHENED, f"limit {shown}")
    if any(_governs(pattern, words) for pattern in (FLOORS, TIME, NUMBER)):
        return EditVerdict(Label.WEAKENED, f"date, amount or floor {shown}")
    if RESTRICTS.match(words):
        return EditVerdict(Label.BROADENED, f"restriction {shown}") if _tells(words, listed=False) else None
    if INSTRUMENT.match(words):
        return EditVerdict(Label.WEAKENED, f"means {shown}") if _tells(words, listed=False) else None
    return EditVerdict(Label.NARROWED, shown) if _tells(words, listed=listed) else None


def _replaced(one: ClassedRun, pair: UnitPair, old: str, new: str) -> EditVerdict | None:
    shown = f"“{old}” became “{new}”"
    if NUMBER.search(old) and NUMBER.search(new) and (named := _names_something(one, pair)):
        unit = pair.after or pair.before
        dated = (
            named == "date" and unit is not None and unit.facets.family in "ES"
        )  # the day of what is judged
        return None if dated else EditVerdict(Label.MIXED, f"another {named}: {shown}")
    numbers = _value(old), _value(new)
    if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
        return EditVerdict(_by_number(one, pair, more=numbers[1] > numbers[0]), shown)
    softer, firmer = (bool(pattern.search(new)) - bool(pattern.search(old)) for pattern in (SOFTER, FIRMER))
    if softer != firmer and (softer or _stems(old) != _stems(new)):
        return EditVerdict(Label.WEAKENED if softer > firmer else Label.STRENGTHENED, shown)
    gone, come = _content(old), _content(new)
    run = one.run
    if gone < come:
        listed = is_listed(pair.stretch.new, run.into, run.upto)
        return _put_in(" ".join(word for word in new.split() if word not in old.split()), listed=listed)
    if come < gone:
        listed = is_listed(pair.stretch.old, run.first, run.last)
        return _struck(" ".join(word for word in old.split() if word not in new.split()), listed=listed)
    if NUMBER.search(old) or NUMBER.search(new):
        return EditVerdict(
            _by_figure(pair, lost=bool(NUMBER.search(old)), gained=bool(NUMBER.search(new))), shown
        )
    return None


def _by_figure(pair: UnitPair, *, lost: bool, gained: bool) -> Label:
    """Return what a figure that other words took the place of, or that took theirs, does: less or more is promised or asked."""
    unit = pair.after or pair.before
    if lost == gained or unit is None or unit.facets.family not in "UD":
        return Label.MIXED
    return Label.WEAKENED if lost else Label.STRENGTHENED


def _says_other(one: ClassedRun, pair: UnitPair) -> EditVerdict | None:
    """Return MIXED where words that name nobody gave way to others with nothing in common, more than a word for a word."""
    run = one.run
    sides = pair.stretch.old[run.first : run.last], pair.stretch.new[run.into : run.upto]
    openings = {passage.words[0] for passage in (*pair.stretch.before, *pair.stretch.after)}
    if any(word.is_name and word not in openings for side in sides for word in side):
        return None
    if any(side and side[0].form in POINTING for side in sides):
        return None  # what was pointed at is named: "these products", then "cards and loans"
    gone, come = ({stem(word.form) for word in side if word.form not in STOPWORDS} for side in sides)
    if not gone or not come or gone & come or max(len(gone), len(come)) < OTHERWISE:
        return None
    old, new = (" ".join(word.form for word in side) for side in sides)
    if FIRMER.fullmatch(old) and FIRMER.fullmatch(new):
        return None
    return EditVerdict(Label.MIXED, f"other words: “{old}” became “{new}”")


def _by_number(one: ClassedRun, pair: UnitPair, *, more: bool) -> Label:
    """Return what a larger or smaller number does: more that is covered, a sooner date, a larger amount."""
    words = pair.stretch.new
    behind = [word.form for word in words[one.run.into : one.run.upto + 3]]
    before = [word.form for word in words[max(one.run.into - 2, 0) : one.run.into]]
    if COUNTED.intersection(behind):
        return Label.BROADENED if more else Label.NARROWED
    if TERMS.intersection(behind) and {"within", "in", "than"}.intersection(before):
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


def _plural(pair: UnitPair) -> EditVerdict | None:
    """Return BROADENED or NARROWED where one became several, article and all: "a grant" to "grants"."""
    gone, come = set(), set()
    for one in pair.runs:
        gone |= {word.form for word in pair.stretch.old[one.run.first : one.run.last]}
        come |= {word.form for word in pair.stretch.new[one.run.into : one.run.upto]}
    articles = {"a", "an", "one"}
    if gone & articles and any(f"{word}s" in come for word in gone - articles):
        return EditVerdict(Label.BROADENED, "one became several")
    if come & articles and any(f"{word}s" in gone for word in come - articles):
        return EditVerdict(Label.NARROWED, "several became one")
    return None


def _value(words: str) -> Fraction | None:
    amount = parse_amount(words)
    return amount.low if amount and parse_deadline(words) is None else None


def _content(words: str) -> set[str]:
    return {word for word in words.split() if word not in STOPWORDS}


def _stems(words: str) -> set[str]:
    """Return what words say, but for tense and force: "will provide" and "provides" say the same."""
    return {stem(word) for word in words.split() if word not in STOPWORDS and not FIRMER.fullmatch(word)}


def _tells(words: str, *, listed: bool) -> bool:
    """Tell whether words say more of what is covered: an item of a list, or more than a word or two that describe."""
    least = 1 if listed else ADJOINED if ADJUNCT.match(words) or RESTRICTS.match(words) else DESCRIBES
    return len(_content(words)) >= least
