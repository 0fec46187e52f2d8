"""Agreed texts of which next to nothing was said before: a desk wants to read what they say, though nothing moved. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from reports.digest.news.evidence import JOINT, is_agreed, is_cited, sentence_of, stood_earlier
from reports.digest.news.first_texts.statement_worth import numbers, statement_worth
from reports.digest.news.news_item import NOTHING_STANDS, NewsItem, Standing
from reports.digest.news.news_sentence import codes_of, titled_parties
from reports.digest.news.redlines.compared_text import main_speakers
from reports.digest.news.statements.new_commitments import weight_of_new
from reports.digest.news.statements.own_acts import names_earlier_day, own_act
from reports.digest.news.statements.quotation import Quoted, quoted
from reports.digest.news.watch import Watch
from reports.view.changes import subject_unit
from reports.view.display_names import NOT_NAMED, party_name
from tracker.domain import Cause, Change, Label, Release, Unit
from tracker.link.occasions.title_subject import title_subject
from tracker.segment.speakers.authors import GROUPS
from tracker.text.content_words import BLOCS, content_stems, party_code, party_codes
from tracker.text.points_back import PRONOUN, needs_words_before

LEAST_NEW = 0.5  # share of the statements of a text that no earlier text made
FEWEST = 3  # statements of such a text
# Statements that are told of it, where it is the one such text and stands beside few rows, and else.
QUOTES_ALONE, QUOTES = 6, 3
LEAST_LEVEL = {"D": 3}  # of a statement that is quoted, by its family: of any other 2
WORTH = 0.2  # of one, the least: of those that are told six in ten are what readers lead with
OWN_ACT = 0.6  # probability that it is an act of those who agree: its sentence stands beside it, and says whose it is
SAME_FAMILY = 0.8  # of its weight, for each of its family that is told already: what is asked and what is held beside what is promised
ANNOUNCED = 1.3  # of its weight, where it announces what the title says the text is on
SURE = 0.75  # confidence of a statement that is told
SIGNED, OF_SUBJECT = 4, 2  # level of what is announced, and telling words of the title in it
WORDS = 5  # content words of one: less says nothing by itself
TEXT = 1.25  # of what the statements told weigh, by docs/change-labels.md
LEAST = 0.15  # value of a text that is told: thanks and good will alone are none
_AGAIN = re.compile(
    r"(?:we |they )?(?:also )?(?:re(?:iterat\w*|affirm\w*|new(?:s|ed|ing)?)|look(?:s|ed|ing)? forward)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:(?:Director|Secretary)[- ]General|(?:Vice )?President|(?:Prime|Foreign) Minister|Minister|Secretary|Ambassador|Administrator|Commissioner|Chancellor)\b"
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven")
_COUNTED = re.compile(
    rf"(?:the )?({'|'.join(_NUMBERS)}) (?:leaders|ministers|presidents|sides|countries|governments|parties)\b",
    re.IGNORECASE,
)
_END_TEXT = re.compile(r"^[^\w\n]{0,20}end (?:of )?text[^\w\n]{0,20}$", re.IGNORECASE | re.MULTILINE)
_PRAISES = re.compile(r"\b(?:Commending|Condemning|Welcoming|Congratulating|Thanking|Honou?ring)\b")
# "Chair’s Statement", "Statement by the Co-Chairs": what one says of a meeting, to which the others need not have agreed.
_OF_CHAIR = re.compile(
    r"\b(?:co-?)?chair(?:man|woman|person)?s?(?:[’']s?)?(?: of [^,:]{1,60})? (?:statement|summary|conclusions)\b"
    r"|\b(?:statement|summary|conclusions) (?:by|of|from) the (?:co-?)?(?:chair|presidency\b)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:announc\w+|launch\w*|establish\w*|creat(?:e[sd]?|ing|ion)|sign(?:s|ed|ing)?|conclud(?:e[sd]?|ing)|inaugurat\w+)\b",
    re.IGNORECASE,
)
_SORTS = frozenset(
    content_stems(
        "joint press statements leaders ministers ministerial meetings dialogues summits communiqué vision inaugural annual"
    )
)
_DONE_BEFORE = re.compile(r"\b(?:has|have|had|having|already|newly|recently)\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|or)\s+$")
_SECRETARY_OF_STATE = re.compile(r"\bSecretary of State (?!for\b)")


@dataclass(frozen=True, slots=True)
class NewTextItem:
    """A text that is told of by its firmest statements, in order of the text, and what it weighs."""

    release: Release
    speakers: frozenset[str]
    first: Quoted  # of the quotes, that which weighs most
    chosen: tuple[Quoted, ...]  # that which was chosen first before the others
    statements: int  # that the text makes
    value: float

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """What was chosen, in order of the text."""
        return tuple(sorted(self.chosen, key=lambda said: said.unit.start))

    def shortened(self) -> NewTextItem:
        """Return the same with as many quotes as a text has that is told beside others."""
        return replace(self, chosen=self.chosen[:QUOTES])


def choose_new_texts(
    changes: Iterable[Change],
    told: Collection[str],
    items: Sequence[NewsItem],
    watch: Watch,
    standing: Standing = NOTHING_STANDS,
) -> tuple[NewTextItem, ...]:
    """Return the agreed texts among the releases of *changes* that say what nobody had said, the weightiest first.

    Releases *told*, by id, are left out: something else is told of them. So are those of *items*, but for
    new commitments, which are quoted by what they are worth beside the rest of their text.
    """
    of_release = defaultdict[str, list[Change]](list)
    for change in changes:
        if change.cause is not Cause.EDIT and change.after is not None:
            of_release[change.release.id].append(change)
    items_of = defaultdict[str, list[NewsItem]](list)
    for item in items:
        items_of[item.change.release.id].append(item)
    found = (
        _item(said, items_of[release], watch, standing)
        for release, said in of_release.items()
        if release not in told and all(item.change.label is Label.NEW for item in items_of[release])
    )
    told_of = [one for one in found if one and one.value >= LEAST]
    ranked = sorted(told_of, key=lambda one: (-round(one.value, 6), one.release.ref))
    by_words = dict[tuple[str, ...], NewTextItem]()
    for one in ranked:
        by_words.setdefault(
            tuple(said.words for said in one.shortened().quotes), one
        )  # a text that is held twice is told once
    return tuple(by_words.values())


def _item(
    changes: Sequence[Change], folded: Sequence[NewsItem], watch: Watch, standing: Standing
) -> NewTextItem | None:
    release = changes[0].release
    if not is_agreed(release):
        return None
    changes = _agreed_on(changes, standing)
    folded = [item for item in folded if item.change in changes]
    if len(changes) < FEWEST:
        return None
    new = [change for change in changes if change.label is Label.NEW]
    if len(new) < LEAST_NEW * len(changes):
        return None
    best: list[tuple[float, Quoted]] = []
    number = numbers(map(subject_unit, changes))
    agreeing, folded_changes = _agreeing(release, changes), [item.change for item in folded]
    if not agreeing and not is_of_chair(release) and _is_of_one(changes, release):
        return None
    left = [
        (weight * watch.weight(change), said)
        for change in changes
        if (change.label is Label.NEW or _is_dated_anew(change))
        and (weight := _weight(said := quoted_change(change, standing), release, standing, number))
        and (change in folded_changes or _announces(said, release) or is_own(change, standing))
        and _stands_alone(said, agreeing, standing)
    ]
    of_form = 0
    while left and len(best) < QUOTES_ALONE:
        families = Counter(said.unit.facets.family for _, said in best)
        weight, said = max(
            left,
            key=lambda one: (one[0] * SAME_FAMILY ** families[one[1].unit.facets.family], -one[1].unit.start),
        )
        left = [one for one in left if one[1] is not said and not are_alike(one[1], said)]
        if stood_earlier(said.unit, release, standing):
            of_form += len(best) < QUOTES
            if of_form > QUOTES:
                return None  # signed with one partner after the other
        elif not (is_cited(said.unit, standing) or any(are_alike(said, other) for _, other in best)):
            best.append((weight, said))
    if of_form > len(best) or not best:
        return None
    firm = best[:QUOTES]
    value = max(TEXT * sum(weight for weight, _ in firm) / QUOTES, *(item.value for item in folded), 0.0)
    first = max(firm, key=lambda one: one[0])[1]
    return NewTextItem(release, agreeing, first, tuple(said for _, said in best), len(changes), value)


def _agreed_on(changes: Sequence[Change], standing: Standing) -> list[Change]:
    """Return those of *changes*, of one text, that stand in what was agreed on: a ministry adds what it has to say behind "End text"."""
    revisions = {subject_unit(change).revision for change in changes}
    ended = {revision: _END_TEXT.search(standing.text_of(revision)) for revision in revisions}
    ends = {revision: found.start() if found else inf for revision, found in ended.items()}
    return [change for change in changes if (unit := subject_unit(change)).start < ends[unit.revision]]


def _agreeing(release: Release, changes: Iterable[Change]) -> frozenset[str]:
    """Return who agreed on a text: those its title names that also speak in it, else those that speak in it, else
    those of the title that do; none where that is one state alone.

    Who is commended in a title has not agreed on it. One who publishes a text and speaks throughout has, though its title names the others alone.
    """
    units = [subject_unit(change) for change in changes]
    speaking = codes_of(name for unit in units for name in unit.facets.speakers)
    titled = titled_parties(release)
    main = main_speakers(units)
    if is_of_chair(release):
        return frozenset()
    publisher = codes_of(party_codes(release.issuer))
    if len(titled) > 1 and len(publisher) == 1 and not JOINT.search(release.issuer):
        titled |= publisher & codes_of(main)
    if titled and _SECRETARY_OF_STATE.search(release.title):
        titled |= {"USA"} & codes_of(main)  # that office names no state
    named = codes_of(party_codes(release.title)) & speaking
    # "the G7 Foreign Ministers and the High Representative": the title names the group alone
    if any(titled == members and group in main for group, members in GROUPS.items()):
        titled = frozenset()
    praised = _praised(release.title)
    several = (
        frozenset(name for name in names if not codes_of([name]) & praised)
        for names in (titled if len(titled & speaking) > 1 else (), main, named)
    )
    # a group of states is no party alone, though it speaks under one name, and another publishes what it says
    group = next(
        (frozenset({name}) for name in main if party_code(name) in BLOCS and not codes_of([name]) & praised),
        frozenset[str](),
    )
    return next((names for names in several if len(names) > 1), group)


def _praised(title: str) -> frozenset[str]:
    """Return whom *title* names for what it commends or condemns alone: "Statement by two secretaries Commending Norvale’s Sanctions"."""
    found = _PRAISES.search(title)
    if found is None:
        return frozenset()
    return codes_of(party_codes(title[found.start() :]) - party_codes(title[: found.start()]))


def _is_of_one(changes: Iterable[Change], release: Release) -> bool:
    """Say whether one party alone is known to speak: two departments of one government agree on nothing with others, nor with whom they commend."""
    praised = _praised(release.title)
    named = {party_code(name) for change in changes for name in subject_unit(change).facets.speakers}
    return len({code for code in named if party_name(code) != NOT_NAMED and code.upper() not in praised}) == 1


def is_of_chair(release: Release) -> bool:
    """Say whether the title of *release* says that it is the statement of who presided: the others need not have agreed to it."""
    return bool(_OF_CHAIR.search(release.title))


def _announces(said: Quoted, release: Release) -> bool:
    """Say whether a statement of *release* announces, founds or signs what its title says the text is on, and not on an earlier day."""
    unit = said.unit
    if not unit.kind.is_commitment or unit.facets.level < SIGNED or not _ANNOUNCES.search(unit.quote):
        return False
    if _DONE_BEFORE.search(said.words) or names_earlier_day(said.words, release.published_on):
        return False
    subject = title_subject(release) or _named_in(release.title)
    return len(subject & _named_in(unit.quote)) >= OF_SUBJECT


def _named_in(words: str) -> frozenset[str]:
    """Return the telling words among *words* that name no party and no sort of text."""
    return frozenset(stem for stem in content_stems(words) if not stem.startswith("=")) - _SORTS


def _is_dated_anew(change: Change) -> bool:
    """Say whether a statement goes on from an earlier text in other words, and names a sum, a day or a body."""
    before, unit = change.before, subject_unit(change)
    if change.label is not Label.REAFFIRMED or before is None or before.unit.quote == unit.quote:
        return False
    return weight_of_new(unit, change.release.published_on, first=False) > 0


def _weight(
    said: Quoted, release: Release, standing: Standing, number: Mapping[str, tuple[int, int]]
) -> float:
    """Return what a statement weighs; 0 where it cannot be quoted, or is worth little."""
    unit, announced = said.unit, _announces(said, release)
    if not (announced or is_quotable(unit)):
        return 0.0
    worth = statement_worth(unit, release, standing.text_of(unit.revision), number[unit.id][0])
    return worth * (ANNOUNCED if announced else 1.0) if worth >= WORTH else 0.0


def is_quotable(unit: Unit) -> bool:
    """Say whether a statement can stand for its text: not where it is not firm, says that it repeats or is not surely one."""
    facets = unit.facets
    return facets.level >= LEAST_LEVEL.get(facets.family, 2) and says_enough(unit, SURE)


def says_enough(unit: Unit, sure: float) -> bool:
    """Say whether a statement does not say that it repeats, is one with the confidence *sure*, and has words enough to say something by itself."""
    likely = unit.confidence is None or unit.confidence >= sure
    return likely and not unit.facets.reaffirm_claimed and len(content_stems(unit.quote)) >= WORDS


def _stands_alone(said: Quoted, agreeing: Collection[str], standing: Standing) -> bool:
    """Say whether the words shown tell what is meant and whose they are: they hang on no words before them, and name who speaks where not all do."""
    opening = said.opening
    if PRONOUN.match(said.unit.quote) or needs_words_before(opening) or _AGAIN.match(opening):
        return False
    if opening.endswith(":"):
        return False  # what is undertaken is the list behind it
    return _is_of_all(said, agreeing, standing)


def _is_of_all(said: Quoted, agreeing: Collection[str], standing: Standing) -> bool:
    """Say whether the words shown tell who says it: neither what one of several did, without its name, nor the second name of two."""
    unit = said.unit
    text = standing.text_of(unit.revision)
    if said.start == unit.start and not said.names_speakers:
        if len(agreeing) > 1 and len(unit.facets.speakers) == 1 and unit.quote[:1].islower():
            return False
        if _JOINED.search(text[max(0, unit.start - 5) : unit.start]) and unit.quote[:1].isupper():
            return False
    if (counted := _COUNTED.match(said.opening)) and _NUMBERS.index(counted[1].lower()) + 2 != len(agreeing):
        return False  # "the three leaders", of whom two agreed on this text
    begun = sentence_of(unit, standing)
    # "The Director-General emphasized": of two who agree one person speaks for neither
    persons = _PERSON.findall(text[begun[1] : unit.start]) if begun and len(agreeing) > 1 else ()
    return len(persons) != 1


def quoted_change(change: Change, standing: Standing) -> Quoted:
    """Return the statement of *change* with the words that are shown of it."""
    unit = subject_unit(change)
    return quoted(unit, standing.text_of(unit.revision))


def is_own(change: Change, standing: Standing) -> bool:
    """Say whether the statement of *change* is likely an act of who is named, taken in this text."""
    unit = subject_unit(change)
    return own_act(unit, change.release, standing.text_of(unit.revision)) >= OWN_ACT


def are_alike(one: Quoted, other: Quoted) -> bool:
    """Say whether two statements are on one thing, or stand in one sentence that is shown."""
    if one.words == other.words:
        return True
    said, theirs = (frozenset(content_stems(each.unit.quote)) for each in (one, other))
    return 2 * len(said & theirs) > min(len(said), len(theirs))
