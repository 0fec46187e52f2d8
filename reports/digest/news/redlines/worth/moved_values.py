"""What alone moved between two sentences that stand for each other: one word that qualifies them, a day, a sum, a condition, or what was put in. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth.cut_terms import is_cut_term
from reports.digest.news.redlines.worth.guidance import is_guidance
from reports.digest.news.redlines.worth.new_values import numbers_in
from reports.digest.news.redlines.worth.outlook import OF_RISKS
from reports.digest.news.redlines.worth.sentence_weights import FIRM
from reports.digest.news.redlines.worth.travel_advice import advises_otherwise
from reports.digest.news.words.degrees import EXCEPTIONS, is_one_sentence, moved_degrees, names_degree
from reports.digest.news.words.moved_in_place import InPlace, moved_anywhere, moved_beside, moved_in_place
from reports.digest.news.words.moved_words import told_sentences
from reports.digest.news.words.qualifiers import only_put_in, only_qualified, stands_whole
from reports.digest.news.words.wording import IDLE, LIGHT
from tracker.compare.facets.facet_judges import judge_presence, judge_quantity, judge_term
from tracker.compare.facets.slot_values import SaidValue, amount_of, condition_of, term_of
from tracker.compare.facets.value_parsing import parse_deadline
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre
from tracker.segment.slots.deadline_words import DEADLINE
from tracker.text.content_words import content_stems
from tracker.text.points_back import POINTING_SENTENCE


class Alone(Enum):
    """What moved in a sentence that stands there otherwise."""

    WORD = "a word that qualifies it"
    VALUE = "a day, a sum or a condition"
    PUT_IN = "a stretch with nothing in its place"


_BY_PLACE = {
    InPlace.DEGREE: Alone.WORD,
    InPlace.FORCE: Alone.WORD,
    InPlace.MEMBER: Alone.PUT_IN,
    InPlace.PROVISO: Alone.VALUE,
    InPlace.COUNT: Alone.VALUE,
}
_DUE = re.compile(r"\b(?:to|will|shall|must) be \w+(?=\s(?:by|before|no later|not later|in|until)\b)")
_AS_LONG = "as long as"
_BY_LAW = re.compile(
    r"\b(?:subject to|under|consistent with|in (?:accordance|line|keeping|conformity) with)\s(?:[\w’-]+\s){0,4}?(?:laws?|regulations?|legislation)\b",
    re.IGNORECASE,
)
FAR = 183  # days
OF_ONE_AIM = 4  # telling words that two sentences on one figure share
OF_CLAUSE = 3  # words that a clause has and the rest of its sentence has not
SAID_ELSEWHERE = 0.6  # of these in one sentence of the other text, from which that may say it
_NEXT = re.compile(r"\b(?:next|sessions?|meetings?|summit|hosted)\b")  # each is on another day
_IN_A_YEAR = re.compile(r"\b[Ii]n (?:19|20|21)\d\d\b")
_BY_DAY = re.compile(
    r"\b(?:by|before|no later than|not later than)\s+(?:[\w’-]+\s+){0,5}?(?:19|20|21)\d\d\b", re.IGNORECASE
)
_TIME_AFTER_TIME = re.compile(
    r"\b(?:publish\w*|report\w*|review\w*|data|auction\w*|update\w*|remain\w*|extend\w*|renew\w*|prolong\w*|expire\w*|valid)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(halv|doubl|tripl|trebl|quadrupl)(?:e|ed|ing)\b(?! tax)|\b(?:two|three|four)fold\b", re.IGNORECASE
)
_MONEY = re.compile(r"[$€£¥₹]|\b(?:million|billion|trillion|bn)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d,.]*\d")
_NUMBERED = re.compile(
    r"\b(?:Resolutions?|Orders?|Articles?|Regulations?|Laws?|Decisions?|No)\.? [\d/().]+", re.IGNORECASE
)
_ON_THE_DAY = frozenset(("earlier", "later", "set"))
_OF_THE_SUM = frozenset(("raised", "lowered"))
_OF_A_CONDITION = frozenset(("set", "cleared"))


def moved_alone(pair: SentencePair, text: ComparedText) -> Alone | None:
    """Return what alone moved between the two sentences of *pair*; None where more did, or one is missing.

    Of a decision a stretch that was put in counts only in what a board states: it says more of the economy, or less, at each meeting.
    """
    before, after = pair.before, pair.after
    if before is None or after is None:
        return None
    if only_qualified(before.said, after.said):
        return Alone.WORD
    if moved_value(pair, text) or _has_moved_term(pair, text) or _is_multiplied_otherwise(pair):
        return Alone.VALUE
    decides = text.genre is Genre.DECISION
    if not decides and only_put_in(before.said, after.said):
        return Alone.PUT_IN
    of_board = decides and _tells_the_state(pair, text)
    found = moved_in_place(before.said, after.said)
    if not found and (not of_board or stands_whole(before.said, after.said)):
        found = moved_anywhere(before.said, after.said)
        found = None if found is InPlace.DEGREE and _is_said_apart(pair, text) else found
    if found:
        return _BY_PLACE[found]
    if not of_board and _is_put_off(before.said, after.said, text.release.published_on):
        return Alone.VALUE
    if not stands_whole(before.said, after.said):
        return None
    is_cut = decides and not of_board and only_put_in(before.said, after.said)
    return Alone.PUT_IN if is_cut or (not decides and _has_clause_more(pair, text)) else None


def _has_moved_term(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether what an issuer itself says lost or gained its day or the condition at its head, or takes another step of travel advice."""
    if pair.before is None or pair.after is None or not text.states_own(pair):
        return False
    said = pair.before.said, pair.after.said
    return advises_otherwise(*said) or is_cut_term(*said, text.release.published_on)


def _is_multiplied_otherwise(pair: SentencePair) -> bool:
    """Say whether two sentences on one matter have another multiple: "to be tripled by 2035", "to be doubled by 2035"."""
    if pair.before is None or pair.after is None:
        return False
    old, new = (
        {(found[1] or found[0]).casefold() for found in _MULTIPLE.finditer(one.said)}
        for one in (pair.before, pair.after)
    )
    return len(old) == len(new) == 1 and old != new and is_one_sentence(pair.before.said, pair.after.said)


def _is_said_apart(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether an exception that one sentence of *pair* has stands in a sentence of its own beside the other: "Old licences are excepted"."""
    if pair.before is None or pair.after is None:
        return False
    names = moved_degrees(pair.before.said, pair.after.said)
    if not names or not names <= EXCEPTIONS:
        return False
    told = frozenset(content_stems(f"{pair.before.said} {pair.after.said}"))
    return any(
        names_degree(one.said, name) and len(frozenset(content_stems(one.said)) & told) >= OF_CLAUSE
        for one in text.unpaired
        for name in names
    )


def _has_clause_more(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether one of two sentences, of which the other has all words, promises or asks one thing more, which no sentence of the other text does."""
    if pair.before is None or pair.after is None:
        return False
    is_longer = len(pair.after.said) > len(pair.before.said)
    longer, shorter = (pair.after, pair.before) if is_longer else (pair.before, pair.after)
    units = text.units_after_in(longer) if is_longer else text.units_before_in(longer)
    said = frozenset(content_stems(shorter.said))
    other = text.whole[0 if is_longer else 1]
    for unit in units:
        if not (text.is_own(unit) and unit.facets.family in "UD" and unit.facets.level >= FIRM):
            continue
        told = frozenset(content_stems(unit.quote))
        own = frozenset(filter(str.isalpha, told - said - IDLE - LIGHT))
        if len(own) >= OF_CLAUSE and not any(
            len(own & one.stems) >= SAID_ELSEWHERE * len(own) for one in told_sentences(other)
        ):
            return True
    return False


def _is_put_off(before: str, after: str, today: date | None) -> bool:
    """Say whether two sentences on one matter name one day each, and the later another one than that which had not come yet *today*.

    By a whole year, as what is prolonged or pledged each year, it was put off only while that day was far.
    """
    if (
        _NEXT.search(before)
        or _NEXT.search(after)
        or (_IN_A_YEAR.search(before) and _IN_A_YEAR.search(after))
    ):
        return False  # a sum for one year is said anew for the next
    old, new = parse_deadline(before), parse_deadline(after)
    if not (old and new and today) or old == new:
        return False
    is_due = _is_due(before) and _is_due(after)
    if is_due and _of_one_aim(before, after):
        return True
    if not is_one_sentence(before, after):
        return False
    if old <= today:
        return is_due and new > today  # what was not done by its day
    if old.year == new.year and (
        old.month == new.month or _IN_A_YEAR.search(before) or _IN_A_YEAR.search(after)
    ):
        return False  # "in May" and "on 15 May" are of one day
    return (old.month, old.day) != (new.month, new.day) or (old - today).days > FAR


def _is_due(said: str) -> bool:
    """Say whether a sentence names a day by which something is to be done, and that is not published, reviewed or renewed time after time."""
    return bool(_BY_DAY.search(said)) and not _TIME_AFTER_TIME.search(said)


def _of_one_aim(before: str, after: str) -> bool:
    """Say whether two sentences on one matter name one figure, days and sums of money aside: what is to reach "400,000 tonnes" in both."""
    if _MONEY.search(before) or _MONEY.search(after):
        return False  # a sum is pledged anew each year
    old, new = (
        frozenset(_FIGURE.findall(_NUMBERED.sub(" ", _BY_DAY.sub(" ", said)))) for said in (before, after)
    )
    shared = frozenset(content_stems(before)) & frozenset(content_stems(after))
    return bool(old & new) and len(shared) >= OF_ONE_AIM


def _tells_the_state(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a sentence of a decision states nothing of its board, nor where risks lie or its policy goes."""
    said = [one.said for one in (pair.before, pair.after) if one]
    own = text.states_own(pair)
    return not own and not any(is_guidance(one) or OF_RISKS.search(one) for one in said)


def has_moved_in_place(pair: SentencePair) -> bool:
    """Say whether a degree, one of a list, a number or a proviso moved between the two sentences of *pair*."""
    if pair.before is None or pair.after is None:
        return False
    return moved_beside(pair.before.said, pair.after.said)


def moved_value(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a statement of those who speak in *text* is due on another day, is of another sum, or hangs on a condition, than in the sentence that *pair* lays beside it.

    The judges are those of labels. Of statements of texts that strangers wrote and that were compared so, 36 were planted as changes, 5 were none. A
    sentence that says "this" is of what stands before it, and a notice that continues an order names the next year.
    """
    before, after = pair.before, pair.after
    if before is None or after is None or any(POINTING_SENTENCE.match(one.said) for one in (before, after)):
        return False
    if text.genre is Genre.DECISION and not any(text.decided):
        return False
    old, new = (
        [unit for unit in units if text.is_own(unit)]
        for units in (text.units_before_in(before), text.units_after_in(after))
    )
    if not old and not new:
        return False
    day_before, day = text.before.published_on, text.release.published_on
    terms = [term_of(unit, day_before) for unit in old], [term_of(unit, day) for unit in new]
    if not old or not new:
        # an item of a list that says no more than by when: "twelve ships, to be delivered by May"
        said = _due_in(before.said) if not old else terms[0], _due_in(after.said) if not new else terms[1]
        return all(said) and _moved(*said, judge_term) in ("earlier", "later")
    if _AS_LONG in before.said and _AS_LONG in after.said:
        # "for as long as it takes" is "for as long as is needed"
        terms = _without_as_long(terms[0]), _without_as_long(terms[1])
    sums = list(map(amount_of, old)), list(map(amount_of, new))
    conditions = (
        _beside_the_law(map(condition_of, old), after.said),
        _beside_the_law(map(condition_of, new), before.said),
    )
    term = _moved(*terms, judge_term)
    if term == "cleared" and not numbers_in(after.said) and is_one_sentence(before.said, after.said):
        return True  # no day of any kind has taken its place
    return (
        term in _ON_THE_DAY
        or _moved(*sums, judge_quantity) in _OF_THE_SUM
        or _moved(*conditions, _judge_condition) in _OF_A_CONDITION
    )


def _without_as_long(terms: Iterable[SaidValue]) -> list[SaidValue]:
    return [term for term in terms if _AS_LONG not in term.text]


def _beside_the_law(conditions: Iterable[SaidValue], other: str) -> list[SaidValue]:
    """Return *conditions* without that of keeping a law, where the *other* sentence says so too: "in accordance with its regulations", "subject to its regulations"."""
    by_law = bool(_BY_LAW.search(other))
    return [one for one in conditions if not (by_law and _BY_LAW.search(one.text))]


def _due_in(said: str) -> Sequence[SaidValue]:
    """Return the days that a sentence names as those by which something is to be done."""
    found = _DUE.search(said)
    days = [one[0] for one in DEADLINE.finditer(said, found.end())] if found else []
    return [SaidValue(day, said, given=True) for day in days if parse_deadline(day)]


def _judge_condition(before: SaidValue, after: SaidValue) -> str:
    return judge_presence(before.text, after.text)


def _moved(
    before: Iterable[SaidValue], after: Iterable[SaidValue], judge: Callable[[SaidValue, SaidValue], str]
) -> str:
    """Return how the one value of *before* became that of *after*, as *judge* has it; "" where a side has several."""
    old, new = _given(before), _given(after)
    if len(old) == len(new) == 1:
        return judge(old[0], new[0])
    return ("set" if new else "cleared") if len(old) + len(new) == 1 else ""


def _given(values: Iterable[SaidValue]) -> Sequence[SaidValue]:
    return [value for value in values if value.text]
