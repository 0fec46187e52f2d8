"""Labels that the words of an edit give by themselves: what was put in, struck or put in place of what.

They stand behind the rules of lines (:mod:`tracker.compare.labels.classify`), which compare
slots. Here a slot need not have been read: the words that went and came are known.
Rules are those of the coding guide, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facets.value_parsing import parse_amount
from tracker.domain import Label
from tracker.edits.classes import ClassedRun
from tracker.edits.list_items import is_listed, lists_another
from tracker.edits.moves.edit_measures import EditVerdict, judge_measure
from tracker.edits.moves.edit_words import (
    ADJUNCT,
    AGAINST,
    COMMITTED,
    CONDITION,
    DIFFERENT,
    DONE,
    EMPHASIS,
    ESCAPE,
    FIRMER,
    FLOORS,
    GOES_ON,
    INSTRUMENT,
    LIGHT,
    LIMIT_FOR_OTHER,
    LIMITS,
    NUMBER,
    OPEN,
    POINTING,
    QUANTIFIES,
    REASON,
    REJECTS,
    RESTRICTS,
    SOFTER,
    SOME,
    TERMS,
    TIME,
    TO_BE,
    VIEW,
)
from tracker.edits.moves.emphasis import judge_emphasis
from tracker.edits.moves.moved_words import negated_elsewhere, other_side, stands_elsewhere, word_root
from tracker.edits.moves.pairing import UnitPair, dates, is_ahead, measures
from tracker.edits.moves.rewritten import counts_alike
from tracker.edits.passage_alignment import Run, Stretch
from tracker.edits.passages import Word
from tracker.edits.signals import AMOUNTS, MODALS, NEGATIONS
from tracker.reading import EditClass
from tracker.text.content_words import STOPWORDS, stem
from tracker.text.numbers import SPELT

SHORT = (
    6  # words: in more of them a limit counts only where it opens them, a condition where it ends them too
)
OTHERWISE = 2  # content words on the longer side of a replacement: fewer are one word for another
MUCH = 3  # the same, in a sentence that was put in other words throughout
OF_SUM = 2  # words that end a sum: "40 million", "million crowns"
DESCRIBES = 5  # content words outside a list below which they only describe
ADJOINED = 2  # the same, of words that open with a preposition


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][^\W\d_]*(?:['’][^\W\d_]+)*")  # within a sentence


def weighs_much(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether a run puts in or strikes words that weigh whatever they stand beside: a limit, softer words, a negation."""
    run = one.run
    old, new = _said(stretch.old, run.first, run.last), _said(stretch.new, run.into, run.upto)
    if _negates(stretch.old, run.first, run.last) != _negates(stretch.new, run.into, run.upto):
        return True
    return any(
        _governs(pattern, old) != _governs(pattern, new) for pattern in (LIMITS, SOME, SOFTER, CONDITION)
    )


def label_by_words(pair: UnitPair, *, doubted: bool = False) -> EditVerdict | None:
    """Return the label of a pair by the words that differ; None where they are only put otherwise.

    In a statement that is *doubted* in one of the texts other words alone say nothing, in one that was put in other words
    from end to end only many of them do.
    """
    if counts_alike(pair):
        return next(filter(None, (_says_other(one, pair, MUCH) for one in pair.runs if not doubted)), None)
    telling = [one for one in pair.runs if one.edit_class is EditClass.WORDS]
    telling = [
        one
        for one in telling
        if not is_ahead(one, pair) or lists_another(one, pair.stretch) or measures(one, pair.stretch)
    ]
    found = [verdict for one in telling if (verdict := _judge_run(one, pair)) is not None]
    if not found:  # the time in front of it says nothing beside what moved in it
        dated = [one for one in pair.runs if dates(one, pair)]
        found = [verdict for one in dated if (verdict := _judge_run(one, pair)) is not None]
    found = [verdict for verdict in found if not verdict.minor] or found
    if not found:
        other = (_says_other(one, pair, OTHERWISE) for one in telling if not doubted and not _reports(pair))
        return _plural(pair) or next((verdict for verdict in other if verdict), None)
    labels = {verdict.label for verdict in found}
    rule = _as_written("; ".join(dict.fromkeys(verdict.rule for verdict in found)), pair)
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
    if up and down:
        return EditVerdict(Label.MIXED, rule)
    # another day or number says neither more nor less, so it opposes nothing
    ranked = (
        Label.WEAKENED,
        Label.STRENGTHENED,
        Label.QUALIFIED,
        Label.NARROWED,
        Label.BROADENED,
        Label.MIXED,
    )
    return EditVerdict(next(label for label in ranked if label in labels), rule, found[0].minor)


def _as_written(rule: str, pair: UnitPair) -> str:
    """Return *rule* with names as the texts write them; it holds words in the form in which they are compared."""
    sides = (*pair.stretch.before, *pair.stretch.after)
    names = {name.casefold(): name for side in sides for name in _NAME.findall(side.said)}
    return _WORD.sub(lambda found: names.get(found[0], found[0]), rule)


def _judge_run(one: ClassedRun, pair: UnitPair) -> EditVerdict | None:
    run = one.run
    old, new = _said(pair.stretch.old, run.first, run.last), _said(pair.stretch.new, run.into, run.upto)
    negated = _negates(pair.stretch.old, run.first, run.last), _negates(pair.stretch.new, run.into, run.upto)
    if (emphasis := judge_emphasis(one, pair)) is not None:
        return emphasis
    if negated[0] != negated[1] and not negated_elsewhere(run, pair.stretch):
        denied, other = (new, old) if negated[1] else (old, new)
        judged = AGAINST.search(other) and NEGATIONS.isdisjoint(other.split())
        if judged and not REJECTS.isdisjoint(denied.split()):
            label = Label.STRENGTHENED if negated[1] else Label.WEAKENED
            return EditVerdict(label, f"“{old}” became “{new}”")
        return EditVerdict(Label.REVERSED, f"negation {'put in' if negated[1] else 'struck'}: {denied}")
    if old and new:
        return _replaced(one, pair, old, new)
    if stands_elsewhere(run, pair.stretch) or _says_again(run, pair.stretch, old or new):
        return None
    words, first, last = (
        (pair.stretch.new, run.into, run.upto) if new else (pair.stretch.old, run.first, run.last)
    )
    if (
        last - first == 1
        and words[first].form in QUANTIFIES
        and not TERMS & {word.form for word in words[last : last + 1]}
    ):
        label, how = (Label.BROADENED, "put in") if new else (Label.NARROWED, "struck")
        return EditVerdict(label, f"{how}: {old or new}")
    listed = is_listed(words, first, last)
    if REASON.match(new or old) and not listed and not words[first + 1].is_name:
        return None
    if first and words[first - 1].form in TO_BE and not any(word.is_name for word in words[first:last]):
        listed = False  # how somebody is, "sincere and steadfast", and none of what is covered
    counts = listed or _names_party(words[first:last])
    means = _is_means(words, first, new or old) and not counts
    return _put_in(new, listed=counts, means=means) if new else _struck(old, listed=counts, means=means)


def _says_again(run: Run, stretch: Stretch, words: str) -> bool:
    """Tell whether a limit or floor that went stands there in other words: "at least two", then "no fewer than two"."""
    struck = run.op == "delete"
    other = " | ".join(
        _said(stretch.new, one.into, one.upto) if struck else _said(stretch.old, one.first, one.last)
        for one in stretch.runs
        if one.op != "equal" and one is not run
    )
    return any(_governs(pattern, words) and pattern.search(other) for pattern in (LIMITS, FLOORS))


def _said(words: Sequence[Word], first: int, last: int) -> str:
    """Return words as they are compared; the month keeps its capital, so that it is no modal."""
    return " ".join("May" if word.is_name and word.form == "may" else word.form for word in words[first:last])


def _names_party(words: Sequence[Word]) -> bool:
    """Tell whether words are a preposition and a name: "by Veskia" is more than what describes."""
    content = [word for word in words if word.form not in STOPWORDS]
    return bool(ADJUNCT.match(words[0].form)) and all(word.is_name for word in content)


def _negates(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether words are a negation and nothing else: "not", "do not", "refuses to"."""
    forms = [word.form for word in words[first:last]]
    behind = words[last].form if last < len(words) else ""
    ceases = "no longer" in " ".join(forms) and behind != "than"
    if NEGATIONS.isdisjoint(forms) or (DIFFERENT.intersection((*forms, behind)) and not ceases):
        return False
    return all(form in NEGATIONS or form in STOPWORDS or form in MODALS or form == "longer" for form in forms)


def _is_means(words: Sequence[Word], first: int, said: str) -> bool:
    """Tell whether words say by what means: "through the fund"; of what a sum consists: "one billion | in guarantees"."""
    before = words[max(first - OF_SUM, 0) : first]
    of_sum = said.startswith("in ") and any(
        word.form in AMOUNTS or NUMBER.match(word.form) for word in before
    )
    return of_sum or INSTRUMENT.match(said) is not None


def _put_in(words: str, *, listed: bool = True, means: bool = False) -> EditVerdict | None:
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
    if means:
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


def _struck(words: str, *, listed: bool = True, means: bool = False) -> EditVerdict | None:
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
    if means:
        return EditVerdict(Label.WEAKENED, f"means {shown}") if _tells(words, listed=False) else None
    return EditVerdict(Label.NARROWED, shown) if _tells(words, listed=listed) else None


def _replaced(one: ClassedRun, pair: UnitPair, old: str, new: str) -> EditVerdict | None:
    shown = f"“{old}” became “{new}”"
    if (measured := judge_measure(one, pair, old, new)) is not None:
        return measured if measured.label is not Label.REAFFIRMED else None
    softer, firmer = _holds(SOFTER, new) - _holds(SOFTER, old), _is_firm(new) - _is_firm(old)
    if _holds(VIEW, old) and _holds(VIEW, new):
        softer = 0
    if firmer and not softer and _holds(GOES_ON, old if firmer > 0 else new):
        firmer = 0  # who continues to do it is held to it as who will
    if softer != firmer and (softer or _stems(old) != _stems(new)):
        return EditVerdict(Label.WEAKENED if softer > firmer else Label.STRENGTHENED, shown)
    if (marked := _mark_replaced(one, pair, old, new)) is not None:
        return marked
    if (opened := _holds(OPEN, new) - _holds(OPEN, old)) != 0:
        return EditVerdict(Label.WEAKENED if opened > 0 else Label.STRENGTHENED, shown)
    run = one.run
    gone, come = _content(old), _content(new)
    moved = other_side(run, pair.stretch)
    if gone and come and (took := _took_place(gone, come, moved, run, pair.stretch)) is not None:
        label, shown = (Label.BROADENED, "put in") if took else (Label.NARROWED, "struck")
        return EditVerdict(label, f"{shown}: {new if took else old}")
    if gone < come:
        listed = is_listed(pair.stretch.new, run.into, run.upto)
        added = " ".join(word for word in new.split() if word not in old.split())
        return _put_in(added, listed=listed, means=not listed and INSTRUMENT.match(added) is not None)
    if come < gone:
        listed = is_listed(pair.stretch.old, run.first, run.last)
        lost = " ".join(word for word in old.split() if word not in new.split())
        return _struck(lost, listed=listed, means=not listed and INSTRUMENT.match(lost) is not None)
    if NUMBER.search(old) or NUMBER.search(new):
        return EditVerdict(
            _by_figure(pair, lost=bool(NUMBER.search(old)), gained=bool(NUMBER.search(new))), shown
        )
    return None


def _mark_replaced(one: ClassedRun, pair: UnitPair, old: str, new: str) -> EditVerdict | None:
    """Return what a condition or a limit does that took the place of other words, or gave way to them: "in full", then "as far as possible"."""
    moved = other_side(one.run, pair.stretch)
    for pattern, came, went in (
        (ESCAPE, Label.QUALIFIED, Label.STRENGTHENED),
        (LIMIT_FOR_OTHER, Label.WEAKENED, Label.STRENGTHENED),
    ):
        held = _governs(pattern, old), _governs(pattern, new)
        if held[0] != held[1] and moved.isdisjoint(map(word_root, _content(new if held[1] else old))):
            return EditVerdict(came if held[1] else went, f"“{old}” became “{new}”")
    return None


def _took_place(gone: set[str], come: set[str], moved: set[str], run: Run, stretch: Stretch) -> bool | None:
    """Return whether the first of two came (True) or went where the other one moved: "Lurania" for "Estmark", which "and Estmark" follows; else None."""
    for ours, theirs, words, last in (
        (gone, come, stretch.new, run.upto),
        (come, gone, stretch.old, run.last),
    ):
        joined = [word.form for word in words[last : last + 2]]
        in_place = {*map(word_root, ours)} <= moved and moved.isdisjoint(map(word_root, theirs))
        if in_place and joined[:1] in (["and"], ["or"]) and moved.intersection(map(word_root, joined[1:])):
            return ours is gone
    return None


def _holds(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.search(words) is not None


def _is_firm(words: str) -> bool:
    return _holds(FIRMER, words) or _holds(COMMITTED, words)


def _by_figure(pair: UnitPair, *, lost: bool, gained: bool) -> Label:
    """Return what a figure that other words took the place of, or that took theirs, does: less or more is promised or asked."""
    unit = pair.after or pair.before
    if lost == gained or unit is None or unit.facets.family not in "UD":
        return Label.MIXED
    return Label.WEAKENED if lost else Label.STRENGTHENED


def _says_other(one: ClassedRun, pair: UnitPair, least: int) -> EditVerdict | None:
    """Return MIXED where words that name nobody gave way to others with nothing in common, *least* on the longer side.

    Where all of them stand elsewhere in the other wording they only moved.
    """
    run = one.run
    sides = pair.stretch.old[run.first : run.last], pair.stretch.new[run.into : run.upto]
    openings = {passage.words[0] for passage in (*pair.stretch.before, *pair.stretch.after)}
    if any(word.is_name and word not in openings for side in sides for word in side):
        return None
    if any(side and side[0].form in POINTING for side in sides):
        return None  # what was pointed at is named: "these products", then "cards and loans"
    if all(parse_amount(" ".join(word.form for word in side)) for side in sides):
        return None  # judged by what they count: "10,000", then "ten thousand"
    gone, come = (
        {
            stem(word.form)
            for word in side
            if word.form not in STOPWORDS | LIGHT and not EMPHASIS.fullmatch(word.form)
        }
        for side in sides
    )
    old, new = ({stem(word.form) for word in side} for side in (pair.stretch.old, pair.stretch.new))
    if gone <= new and come <= old:
        return None
    if not gone or not come or gone & come or max(len(gone), len(come)) < least:
        return None
    said, now = (" ".join(word.form for word in side) for side in sides)
    if FIRMER.fullmatch(said) and FIRMER.fullmatch(now):
        return None
    return EditVerdict(Label.MIXED, f"other words: “{said}” became “{now}”")


def _reports(pair: UnitPair) -> bool:
    """Tell whether both wordings open with what was done: "has placed teams on the ground"."""
    units = (pair.before, pair.after)
    return any(units) and all(unit.quote.split()[0].lower() in DONE for unit in units if unit)


def _plural(pair: UnitPair) -> EditVerdict | None:
    """Return BROADENED or NARROWED where one became several, article and all: "a grant" to "grants"."""
    gone, come = set(), set()
    for one in pair.runs:
        gone |= {word.form for word in pair.stretch.old[one.run.first : one.run.last]}
        come |= {word.form for word in pair.stretch.new[one.run.into : one.run.upto]}
    articles = {"a", "an", "one"}
    if gone & articles and not come & SPELT.keys() and any(f"{word}s" in come for word in gone - articles):
        return EditVerdict(Label.BROADENED, "one became several")
    if come & articles and not gone & SPELT.keys() and any(f"{word}s" in gone for word in come - articles):
        return EditVerdict(Label.NARROWED, "several became one")
    return None


def _content(words: str) -> set[str]:
    return {word for word in words.split() if word not in STOPWORDS}


def _stems(words: str) -> set[str]:
    """Return what words say, but for tense and force: "will provide" and "provides" say the same."""
    return {stem(word) for word in words.split() if word not in STOPWORDS and not FIRMER.fullmatch(word)}


def _tells(words: str, *, listed: bool) -> bool:
    """Tell whether words say more of what is covered: an item of a list, or more than a word or two that describe."""
    least = 1 if listed else ADJOINED if ADJUNCT.match(words) or RESTRICTS.match(words) else DESCRIBES
    return len(_content(words)) >= least
