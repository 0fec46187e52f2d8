"""Labels that the words of an edit give by themselves: what was put in, struck or put in place of what.

They stand behind the rules of lines (:mod:`tracker.compare.classify`), which compare
slots. Here a slot need not have been read: the words that went and came are known.
Rules are those of the coding guide, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.compare.value_parsing import parse_amount, parse_deadline
from tracker.domain import Label
from tracker.edits.classes import ClassedRun
from tracker.edits.pairing import UnitPair, is_ahead
from tracker.edits.passages import Word
from tracker.text.content_words import STOPWORDS
from tracker.text_edit import EditClass


@dataclass(frozen=True, slots=True)
class EditVerdict:
    """A label and one sentence on the words it was given for."""

    label: Label
    rule: str


DESCRIBES = 3  # content words outside a list below which they only describe

_ADJUNCT = re.compile(r"(?:with|by|through|via|in|under|for|of|to|from|on|against|among|between|across)\b")
_INSTRUMENT = re.compile(r"(?:by|through|via|in|under|using)\b")
_RESTRICTS = re.compile(
    r"(?:owned|located|based|designed|made|produced|affected|eligible|facing|living|working|that|which|who|whose|where)\b"
)
_COUNTED = frozenset(
    """countries nations states governments members partners parties allies individuals people persons nationals officials entities
    companies businesses firms organizations organisations agencies institutions counties communities sites locations projects""".split()
)
_TERMS = frozenset("day days week weeks month months year years hour hours".split())
_LIMITS = re.compile(
    r"\b(?:up to|at most|no more than|nearly|almost|approximately|about|around|roughly|some|an estimated)\b"
)
_FLOORS = re.compile(r"\b(?:at least|no less than|no fewer than|more than|over|additional|another|further)\b")
_SOME = re.compile(r"\b(?:certain|some|selected|only|solely|limited to|specific|to the extent)\b")
_ALL = re.compile(r"\b(?:all|any|every|each|whole|entire)\b")
_CONDITION = re.compile(
    r"\b(?:if|unless|provided|subject to|as appropriate|where appropriate|where possible|as necessary|if necessary|contingent|conditional"
    r"|pending|in principle|in due course|consistent with|depending on|in consultation with|to the (?:maximum )?extent)\b"
)
_TIME = re.compile(
    r"\b(?:by|before|within|until|until|for|over|during|through|no later than|in)\s+(?:the\s+)?(?:\w+\s+){0,4}"
    r"(?:\d{4}|year|years|month|months|week|weeks|day|days|decade|january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
SOFTER = re.compile(
    r"\b(?:plans?|intends?|intention|intend|seeks?|aims?|hopes?|explor\w+|consider\w*|working to|efforts?|encourag\w+|announcement of|action to|may|could|might)\b"
)
FIRMER = re.compile(
    r"\b(?:will|shall|must|commits?|committed|agreed|agrees|requires?|required|ensures?|guarantees?)\b"
)
_NUMBER = re.compile(r"[$€£¥₩]?\d[\d.,]*%?")


def judge_words(pair: UnitPair) -> EditVerdict | None:
    """Return the label of a pair by the words that differ; None where they are only put otherwise."""
    telling = [one for one in pair.runs if one.edit_class is EditClass.WORDS]
    telling = [one for one in telling if not is_ahead(one, pair) or _lists(one, pair)]
    found = [verdict for one in telling if (verdict := _judge_run(one, pair)) is not None]
    if not found:
        return _plural(pair)
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
    if Label.MIXED in labels or (up and down):
        return EditVerdict(Label.MIXED, rule)
    ranked = (Label.WEAKENED, Label.STRENGTHENED, Label.QUALIFIED, Label.NARROWED, Label.BROADENED)
    return EditVerdict(next(label for label in ranked if label in labels), rule)


def _judge_run(one: ClassedRun, pair: UnitPair) -> EditVerdict | None:
    run = one.run
    old = " ".join(word.form for word in pair.stretch.old[run.first : run.last])
    new = " ".join(word.form for word in pair.stretch.new[run.into : run.upto])
    if old and new:
        return _replaced(one, pair, old, new)
    listed = (
        _is_listed(pair.stretch.new, run.into, run.upto)
        if new
        else _is_listed(pair.stretch.old, run.first, run.last)
    )
    return _put_in(new, listed=listed) if new else _struck(old, listed=listed)


def _lists(one: ClassedRun, pair: UnitPair) -> bool:
    """Tell whether words before a unit put in or strike one of several who speak: another name for one says nothing new."""
    run = one.run
    new, old = pair.stretch.new, pair.stretch.old
    return (run.first == run.last and _is_listed(new, run.into, run.upto)) or (
        run.into == run.upto and _is_listed(old, run.first, run.last)
    )


def _is_listed(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether words stand in a list: beside "and", "or" or a comma."""
    inside = words[first:last]
    if any(word.form in ("and", "or", "including") for word in inside) or inside[-1].listed:
        return True
    return first > 0 and words[first - 1].listed and (last == len(words) or words[last].form in ("and", "or"))


def _put_in(words: str, *, listed: bool = True) -> EditVerdict | None:
    shown = f"put in: {words}"
    if _CONDITION.search(words):
        return EditVerdict(Label.QUALIFIED, f"condition {shown}")
    if _SOME.search(words):
        return EditVerdict(Label.NARROWED, f"limit {shown}")
    if _LIMITS.search(words):
        return EditVerdict(Label.WEAKENED, f"limit {shown}")
    if _FLOORS.search(words) or _TIME.search(words) or _NUMBER.search(words):
        return EditVerdict(Label.STRENGTHENED, f"date, amount or floor {shown}")
    if SOFTER.search(words):
        return EditVerdict(Label.WEAKENED, f"softer words {shown}")
    if _RESTRICTS.match(words) and not listed:
        return EditVerdict(Label.NARROWED, f"restriction {shown}") if _tells(words, listed=False) else None
    if _INSTRUMENT.match(words):
        return EditVerdict(Label.STRENGTHENED, f"means {shown}") if _tells(words, listed=False) else None
    return EditVerdict(Label.BROADENED, shown) if _tells(words, listed=listed) else None


def _struck(words: str, *, listed: bool = True) -> EditVerdict | None:
    shown = f"struck: {words}"
    if _CONDITION.search(words):
        return EditVerdict(Label.STRENGTHENED, f"condition {shown}")
    if _SOME.search(words):
        return EditVerdict(Label.BROADENED, f"limit {shown}")
    if _LIMITS.search(words):
        return EditVerdict(Label.STRENGTHENED, f"limit {shown}")
    if _FLOORS.search(words) or _TIME.search(words) or _NUMBER.search(words):
        return EditVerdict(Label.WEAKENED, f"date, amount or floor {shown}")
    if _RESTRICTS.match(words):
        return EditVerdict(Label.BROADENED, f"restriction {shown}") if _tells(words, listed=False) else None
    if _INSTRUMENT.match(words):
        return EditVerdict(Label.WEAKENED, f"means {shown}") if _tells(words, listed=False) else None
    return EditVerdict(Label.NARROWED, shown) if _tells(words, listed=listed) else None


def _replaced(one: ClassedRun, pair: UnitPair, old: str, new: str) -> EditVerdict | None:
    shown = f"“{old}” became “{new}”"
    numbers = _value(old), _value(new)
    if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
        return EditVerdict(_by_number(one, pair, more=numbers[1] > numbers[0]), shown)
    softer, firmer = (bool(pattern.search(new)) - bool(pattern.search(old)) for pattern in (SOFTER, FIRMER))
    if softer != firmer:
        return EditVerdict(Label.WEAKENED if softer > firmer else Label.STRENGTHENED, shown)
    gone, come = _content(old), _content(new)
    run = one.run
    if gone < come:
        listed = _is_listed(pair.stretch.new, run.into, run.upto)
        return _put_in(" ".join(word for word in new.split() if word not in old.split()), listed=listed)
    if come < gone:
        listed = _is_listed(pair.stretch.old, run.first, run.last)
        return _struck(" ".join(word for word in old.split() if word not in new.split()), listed=listed)
    if _NUMBER.search(old) or _NUMBER.search(new):
        return EditVerdict(Label.MIXED, shown)
    return None


def _by_number(one: ClassedRun, pair: UnitPair, *, more: bool) -> Label:
    """Return what a larger or smaller number does: more that is covered, a sooner date, a larger amount."""
    words = pair.stretch.new
    behind = [word.form for word in words[one.run.into : one.run.upto + 3]]
    before = [word.form for word in words[max(one.run.into - 2, 0) : one.run.into]]
    if _COUNTED.intersection(behind):
        return Label.BROADENED if more else Label.NARROWED
    if _TERMS.intersection(behind) and {"within", "in", "than"}.intersection(before):
        more = not more
    return Label.STRENGTHENED if more else Label.WEAKENED


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


def _tells(words: str, *, listed: bool) -> bool:
    """Tell whether words say more of what is covered: an item of a list, or more than a word or two that describe."""
    least = 1 if listed else DESCRIBES - bool(_ADJUNCT.match(words))
    return len(_content(words)) >= least
