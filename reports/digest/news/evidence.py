"""What bears an item of news out: two texts plainly of one matter, and words in them that moved. Pure.

A wrong "weakened" costs more than a missed one: what is not borne out is a count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.words.wording import IDLE, WordingChange, telling_stems
from reports.view.changes import is_edit, subject_unit
from reports.view.rate_words import rate_moved
from tracker.compare.facets.facet_diff import ORDERED
from tracker.compare.facets.rate_moves import NOT_HELD
from tracker.compare.facets.said_beside import stands_in
from tracker.compare.facets.slot_values import STANDS_AT, is_of_next_time, term_of
from tracker.domain import Change, Delta, Label, Mention, Release, Unit
from tracker.doubts import IN_TALK
from tracker.link.occasions.genre import Genre, genre_of
from tracker.store.records import DatedQuote
from tracker.text.content_words import MEMBERS, party_code
from tracker.text.points_back import HANGING_STATEMENT
from tracker.text.rates import HELD
from tracker.text.sentence_bounds import sentence_start

JOINT = re.compile(r"\bjoint\b|공동", re.IGNORECASE)  # in a title or a name: several speak
PREAMBLE = re.compile(r"\w+ing\b", re.IGNORECASE)  # what a text begins with, before it says what is agreed
NEGOTIATED = (Genre.AGREED, Genre.DECISION)  # every word was chosen, "importance" for "commitment" too
# of a ladder, in what one side wrote alone: "will consider responding", then "will respond"
STEPS_OF_ONE_PEN = 3
LONG_SAID = 5  # times, before silence on it is news
# Of the content words of two texts, the least they share where they are told as one undertaking that moved, and not as two.
ONE_MATTER = 0.5

_OF_FORCE = frozenset({"deadline", "amount", "condition", "instrument"})
_OF_SCOPE = frozenset({"target", "scope_items", "amount", "condition"})
_BORNE_OUT = {
    Label.WEAKENED: _OF_FORCE,
    Label.STRENGTHENED: _OF_FORCE,
    # two signals that pull apart are two readings more often than two moves
    Label.MIXED: frozenset({"deadline", "amount"}),
    Label.BROADENED: _OF_SCOPE,
    Label.NARROWED: _OF_SCOPE,
}
_SAID_BY = re.compile(
    r"\b(?:said|says|stated|added|noted|declared)\b[^.]{0,40}:$"
)  # a line before a paragraph
_PAPER = re.compile(r"(letter|message|notice|memorandum|proclamation|order|fact sheet)\b", re.IGNORECASE)
VALUES = ("deadline", "amount")  # whose move is a number, and so seldom a matter of reading
BY_LEVEL = re.compile(r"^[^;]*\(\d\)")  # a rule that names rungs of a ladder: definite (4) to intended (2)
_THIS = re.compile(r"(?:this|these|those|such an?) [a-z]", re.IGNORECASE)
SOFT = frozenset(
    {"speakers", "addressees", "intensity", "goal", "topics", "act", "action", "reaffirm_claimed"}
)
_THANKS = re.compile(
    r"\b(?:thank\w*|grateful|gratitude|appreciation)\b[^.;]*\b(?:hospitality|host(?:ed|ing)?|welcome|organi[sz]ing|presidency|chair\w*)\b",
    re.IGNORECASE,
)


def shown_label(item: NewsItem) -> Label:
    """Return the label an item is shown under; REAFFIRMED where the words moved and nothing in them bears the label out.

    In what was agreed on or decided every word was chosen. Elsewhere a step of level counts where a word of force moved,
    wider and narrower where more than the parties did: a wrong "weakened" costs more than a missed one, and the words
    are shown either way.
    """
    change, wording = item.change, item.wording
    if wording is None or is_edit(change) or rate_moved(change) or change.label not in _BORNE_OUT:
        return change.label
    moved = {delta.facet for delta in change.deltas if delta.verdict != "reworded"}
    if moved & _BORNE_OUT[change.label] or item.genre in NEGOTIATED:
        return change.label
    by_level = change.label in (Label.WEAKENED, Label.STRENGTHENED)
    return change.label if by_level and wording.moved_force else Label.REAFFIRMED


def is_formula(change: Change, wording: WordingChange) -> bool:
    """Say whether a formula of what is undertaken, demanded or held moved; thanks and concern are of the day."""
    told = change.label is not Label.REAFFIRMED or bool(wording.moved - IDLE)
    if change.before and change.after:
        if HANGING_STATEMENT.match(change.after.unit.quote) or _form(change.before) != _form(change.after):
            return False  # the letter that sends a notice says in its own words what the notice says
        if _is_the_matter(wording, change.before.release.title, change.after.release.title):
            return False
    return wording.is_formula and told and subject_unit(change).facets.family != "E"


def _is_the_matter(wording: WordingChange, before: str, after: str) -> bool:
    """Say whether the words that came or went are what one of both titles is on: the same form about another matter."""
    old, new = telling_stems(before), telling_stems(after)
    told = ((wording.come - old, new), (wording.gone - new, old))  # what both titles say names no matter
    return any(words and words <= titled for words, titled in told)


def _form(mention: Mention) -> str:
    """Return what sort of paper its title says it is, "" where it says none of those that say one thing side by side."""
    found = _PAPER.match(mention.release.title)
    return found[1].lower() if found else ""


def is_agreed_anew(change: Change, wording: WordingChange) -> bool:
    """Say whether the same parties put words into what they had agreed on, took some out, or named another: each was negotiated."""
    before, after = change.before, change.after
    if (
        before is None
        or after is None
        or not (wording.adds_or_drops or wording.renames)
        or PREAMBLE.match(after.unit.quote)
        or HANGING_STATEMENT.match(after.unit.quote)
    ):
        return False
    same = before.unit.facets.speakers == after.unit.facets.speakers
    return same and {genre_of(one.release.title) for one in (before, after)} == {Genre.AGREED}


def is_agreed(release: Release) -> bool:
    """Say whether several agreed on the words of *release*; so they did on those of a joint read-out."""
    genre = genre_of(release.title)
    return genre is Genre.AGREED or (genre is Genre.READOUT and bool(JOINT.search(release.title)))


def is_said_by_others(change: Change) -> bool:
    """Say whether others speak than before where more than one does: what three agree on moves nothing that one of them had said.

    Nor does it move what one of them had reported of a talk, or reports now.
    """
    if change.before is None or change.after is None or is_edit(change):
        return False
    both = change.before.release, change.after.release
    one_sided = any(genre_of(one.title) is Genre.READOUT and not is_agreed(one) for one in both)
    if one_sided and any(map(is_agreed, both)):
        return True
    sides = (mention.unit.facets.speakers for mention in (change.before, change.after))
    old, new = (frozenset(party_code(name) for name in speakers) for speakers in sides)
    if not old or not new or old & new & MEMBERS.keys():
        return False  # whoever joined the group, or is named beside it, it is the group's
    old, new = (
        frozenset[str]().union(*(MEMBERS.get(code, {code}) for code in codes)) - MEMBERS.keys()
        for codes in (old, new)
    )
    return old != new and max(len(old), len(new)) > 1


def sentence_of(unit: Unit, standing: Standing) -> tuple[str, int] | None:
    """Return the sentence in which *unit* begins, by its text and place; None where the text is not at hand."""
    text = standing.text_of(unit.revision)
    return (unit.revision, sentence_start(text, unit.start)[0]) if text else None


def stood_earlier(unit: Unit, release: Release, standing: Standing) -> bool:
    """Say whether a text published before *release* has the words of *unit*, whoever said them: one form for every partner is no news."""
    day = release.published_on
    return day is not None and standing.said_earlier(unit.quote, day)


def is_cited(unit: Unit, standing: Standing) -> bool:
    """Say whether *unit* stands in quotation marks, or behind a line that says who said it: these are the words of one who is quoted, whoever agreed on the text."""
    text = standing.text_of(unit.revision)
    begin = text.rfind("\n", 0, unit.start) + 1
    before = text[begin : unit.start]
    if _SAID_BY.search(text[:begin].rstrip().rpartition("\n")[2]):
        return True
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def is_doubtful(change: Change) -> bool:
    """Say whether *change* hangs on a link or a label that is only possible; what was said in talk is not for that.

    Nor is a rate that was raised or lowered where the decision before it is not held: the text says itself what it decided.
    """
    if not change.review or IN_TALK in change.rule:
        return False
    rate = rate_moved(change)
    return rate is None or is_hold(rate) or NOT_HELD not in change.rule


def sets_rate(change: Change) -> bool:
    """Say whether *change* raises or lowers a rate by the step of before: the same line, and news."""
    rate = rate_moved(change)
    return rate is not None and rate.verdict == "again" and not is_hold(rate)


def is_hold(rate: Delta) -> bool:
    """Say whether what was decided on a rate is to hold it."""
    return f" {HELD}" in rate.after


def value_moved(change: Change, facets: Collection[str] = VALUES) -> Delta | None:
    """Return the sum or the day of *facets* that moved from one value to another; None where none did."""
    moved = (one for one in change.deltas if one.facet in facets and one.verdict in ORDERED)
    return next((one for one in moved if not (one.facet == "deadline" and _is_of_next_year(change))), None)


def _is_of_next_year(change: Change) -> bool:
    """Say whether the later day of *change* is the next one of what comes each year: a sum, a review, a report."""
    if change.before is None or change.after is None:
        return False
    before, after = (term_of(one.unit, one.release.published_on) for one in (change.before, change.after))
    return is_of_next_time(before, after)


def is_thanks(change: Change) -> bool:
    """Say whether a host, or whoever held the chair, is thanked: at each meeting another one."""
    return change.after is not None and bool(_THANKS.search(change.after.unit.quote))


def is_another_number(change: Change, wording: WordingChange | None) -> bool:
    """Say whether much the same is said of another sum or day: whatever that means for its label, it is not the same again."""
    after, before = change.after, change.before
    if wording is None or wording.matter < ONE_MATTER or is_edit(change) or rate_moved(change):
        return False
    moved = value_moved(change)
    if moved is None or after is None or before is None:
        return False
    if (
        moved.facet == "amount"
        and genre_of(after.release.title) is Genre.DECISION
        and "percent" in moved.after
    ):
        return False  # what a board charges besides follows the rate that it met for
    if moved.facet == "amount" and STANDS_AT.search(after.unit.quote):
        return False  # how much there is by now is no sum that anybody promised
    if moved.facet == "deadline":  # when people meet next, and the day of what is done now, are no terms
        # "this adjustment" is that of another month
        return not _THIS.match(after.unit.quote) and all(
            term_of(one.unit, one.release.published_on).text for one in (before, after)
        )
    return True


def is_borne_out(item: NewsItem, standing: Standing) -> bool:
    """Say whether the two texts of *item* are plainly of one matter, and what moved is in their words.

    What is no longer said counts where it had been said five times or more; a level, in what was neither agreed on nor
    decided, where a word of force moved by three rungs: the pen of another reporter moves one or two.
    """
    change, wording = item.change, item.wording
    if change.minor:
        return False
    if change.before is None or change.after is None:
        if change.before is None or is_edit(change):
            return True
        judged = change.before.unit.facets.family == "E"  # a judgment of one day's act is not missed
        return not judged and _times_said(change, standing) >= LONG_SAID
    if change.label is Label.RESUMED or wording is None or rate_moved(change):
        return True
    if not (wording.lost or wording.added) or HANGING_STATEMENT.match(change.after.unit.quote):
        return False  # the same words: what was read differs, not what was said
    moved = {delta.facet for delta in change.deltas if delta.verdict != "reworded"}
    if is_edit(change):
        return not moved or bool(moved - SOFT)
    if wording.matter < ONE_MATTER:
        return False
    if item.genre in NEGOTIATED:
        return True
    if BY_LEVEL.search(change.rule):
        rungs = [int(rung) for rung in re.findall(r"\((\d)\)", change.rule.partition(";")[0])]
        steps = abs(rungs[0] - rungs[1]) if len(rungs) == 2 else 0
        return wording.moved_force and steps >= STEPS_OF_ONE_PEN
    return not moved or bool(moved - SOFT)


def is_overtaken(item: NewsItem, standing: Standing) -> bool:
    """Say whether the text before it in its series, later than what *item* is compared with, moved what *item* says has moved.

    It said what is new, or it said what stayed without what *item* says has gone: whoever tells *item* would name the wrong
    text before.
    """
    before, after = item.change.before, item.change.after
    if (
        before is None
        or after is None
        or item.wording is None
        or is_edit(item.change)
        or rate_moved(item.change)
    ):
        return False
    text = standing.text_before(item.change.release)
    if text is None:
        return False
    days = before.release.published_on, text.published_on
    if days[0] is None or days[1] is None or days[0] >= days[1]:
        return False
    lost, added = item.wording.lost, item.wording.added
    if added and all(stands_in(words, after.unit.quote, text.said) for words in added):
        return True
    told = [words for words in lost if telling_stems(words) & item.wording.gone]
    gone = bool(told) and not any(stands_in(words, before.unit.quote, text.said) for words in told)
    return gone and stands_in(item.wording.stayed, after.unit.quote, text.said)


def _times_said(change: Change, standing: Standing) -> int:
    assert change.before is not None, "what is no longer said was said"
    return len(up_to(standing.quotes.get(change.line.id, ()), change.before.unit.id))


def first_names(change: Change, standing: Standing) -> tuple[str, ...]:
    """Return the addressees of a new statement whom no text before named, in alphabetical order; none of any other *change*."""
    if change.label is not Label.NEW:
        return ()
    return tuple(sorted(subject_unit(change).facets.addressees & standing.unnamed))


def up_to(quotes: Sequence[DatedQuote], unit: str) -> Sequence[DatedQuote]:
    """Return *quotes*, oldest first, up to that of *unit*, by id; none where it is not among them."""
    at = next((number for number, said in enumerate(quotes) if said.unit == unit), None)
    return quotes[: at + 1] if at is not None else ()
