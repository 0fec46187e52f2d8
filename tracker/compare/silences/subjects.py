"""On which subjects an agreed text falls silent, of which it is the first of its series to speak, and what is new it says of them.

That a text says nothing on a subject is looked up in the whole text, not in what was read of it: the claim is about the
text, and holds whatever line a statement stands on. Pure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.compare.silences.subject_names import named_subjects, names
from tracker.compare.stands import share_held
from tracker.domain import Kind, Mention, Release, Unit
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.text.content_words import MEMBERS, is_state, party_code
from tracker.text.points_back import HANGING_CLAUSE

# Statements on a subject in the text before, the least whose silence is told; and the least where no text before that
# named it (issue 16).
SAID, SAID_ONCE = 3, 5
SPOKEN_OF_FIRST = 2  # statements on a subject that no text before named
EARLIER_HELD = 2  # texts before, without which nothing is said for the first time
FEWEST = 8  # statements of a text that is on all there is
ONE_MATTER = 0.25  # share of the statements of a text that name one party, from which it is on that one
# The same of topics of one sort. Of six joint statements that fell silent on something the five on all there is have .48 at most, a
# framework for trade .70.
ONE_SORT = 0.55
A_PART = 0.15  # of the statements of the text before, the least that a text has whose silence says anything
# between two texts of which the later can be silent on what the earlier said
LONGEST_AGO = timedelta(days=2 * 366)
SAID_BEFORE = 0.6  # of the telling words of a position, the least that an earlier text holds which took it
_SUPPORT = re.compile(r"\b(?:support\w*|solidarity|back(?:s|ed|ing)?)\b", re.IGNORECASE)
# What a text that greets or thanks says is no position, nor what it says again.
_NO_POSITION = re.compile(
    r"(?:we |also |and |warmly |strongly )*(?:welcom|commend|congratul|thank|applaud|recogni[sz]|not(?:e|ed|ing)\b|prais|look|re-?affirm"
    r"|re-?iterat|continu|remain)",
    re.IGNORECASE,
)


class Act(StrEnum):
    """What a position does, as far as positions on one party are told apart."""

    DEMAND = "demand"
    SUPPORT = "support"
    JUDGMENT = "judgment"


class How(StrEnum):
    """What a text does with a subject that no text of its series did."""

    SILENT = "silent"  # names it nowhere
    FIRST = "first"  # is the first to speak of it
    POSITION = "position"  # takes a position on it that none took: asks, backs or judges


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text with the statements read in it."""

    release: Release
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class SubjectMove:
    """What a text does with a subject otherwise than the earlier texts of its series."""

    release: Release
    subject: NamedSubject
    how: How
    mentions: tuple[
        Mention, ...
    ]  # the statements: of the text before where this one is silent, else of this one
    texts: int  # earlier texts held of the series
    since: date | None  # of the first of them
    act: Act | None = None  # of a new position


def subject_moves(
    now: SpokenText,
    earlier: Sequence[SpokenText],
    beside: Sequence[SpokenText],
    lexicon: Lexicon,
    others: Callable[[], Iterable[SpokenText]] = tuple,
) -> tuple[SubjectMove, ...]:
    """Return what *now* does with subjects otherwise than its series: silences, first mentions, positions; the most spoken of first.

    *earlier* are the texts of its series, latest first, *beside* what the same parties published at the same meeting:
    what stands there is said. A text on one matter, and one with a few statements, is silent on nothing. *others* gives
    the texts before *now* of the same parties that are of no series with it, of their ministers or on one matter, and is asked where
    something would be told as the first: what one of them says is said.
    """
    series = [one for one in earlier if _is_general(one, lexicon)]
    if not series or not _is_general(now, lexicon):
        return ()
    own = _speakers((now, *series))
    since = min((one.release.published_on for one in earlier if one.release.published_on), default=None)
    found = [
        SubjectMove(
            now.release,
            subject,
            how,
            tuple(Mention(unit, of.release) for unit in units),
            len(earlier),
            since,
            act,
        )
        for subject, how, of, units, act in (
            *_silent(now, series, beside, own, lexicon),
            *(
                _not_said(_first(now, earlier, own, lexicon), others, lexicon)
                if len(earlier) >= EARLIER_HELD
                else ()
            ),
        )
    ]
    order = list(How)
    return tuple(sorted(found, key=lambda one: (order.index(one.how), -len(one.mentions), one.subject)))


_Found = tuple[NamedSubject, How, SpokenText, Sequence[Unit], Act | None]


def _silent(
    now: SpokenText,
    series: Sequence[SpokenText],
    beside: Sequence[SpokenText],
    own: frozenset[str],
    lexicon: Lexicon,
) -> Iterator[_Found]:
    latest, before_that = series[0], [one.text for one in series[1:]]
    days = latest.release.published_on, now.release.published_on
    if None in days or days[1] - days[0] > LONGEST_AGO or len(now.units) < A_PART * len(latest.units):  # type: ignore[operator]
        return
    said_now = [one.text for one in (now, *beside)]
    for subject, units in _statements(latest, own, lexicon).items():
        often = len(units) >= SAID_ONCE or (len(units) >= SAID and _named(subject, before_that, lexicon))
        if often and not _named(subject, said_now, lexicon):
            yield subject, How.SILENT, latest, units, None


def _first(
    now: SpokenText, earlier: Sequence[SpokenText], own: frozenset[str], lexicon: Lexicon
) -> Iterator[_Found]:
    texts, taken = [one.text for one in earlier], _taken(earlier, lexicon)
    for subject, units in _statements(now, own, lexicon).items():
        if not _named(subject, texts, lexicon):
            if len(units) >= SPOKEN_OF_FIRST:
                yield subject, How.FIRST, now, units, None
            continue
        if subject.sort is not SubjectSort.PARTY or not is_state(subject.name):
            continue  # of a body is asked, and with it agreed, what is meant for others
        for act in Act:
            if (subject, act) in taken:
                continue
            acts = [unit for unit in units if act_of(unit) is act and _is_of(subject, unit)]
            if positions := [unit for unit in acts if not _stood(unit, texts)]:
                yield subject, How.POSITION, now, positions, act


def _taken(texts: Iterable[SpokenText], lexicon: Lexicon) -> frozenset[tuple[NamedSubject, Act | None]]:
    """Return the positions that *texts* take, by subject."""
    return frozenset(
        (subject, act_of(unit))
        for one in texts
        for unit in one.units
        for subject in named_subjects(unit, lexicon)
    )


def _not_said(
    found: Iterable[_Found], others: Callable[[], Iterable[SpokenText]], lexicon: Lexicon
) -> Iterator[_Found]:
    """Yield what is *found* as the first of its sort that no text of *others* says."""
    held: list[SpokenText] | None = None
    for one in found:
        held = list(others()) if held is None else held
        subject, how, _, units, act = one
        texts = [other.text for other in held]
        if how is How.FIRST:
            said = _named(subject, texts, lexicon)
        else:
            said = (subject, act) in _taken(held, lexicon) or all(_stood(unit, texts) for unit in units)
        if not said:
            yield one


def act_of(unit: Unit) -> Act | None:
    """Return which position *unit* takes; None for a view, an undertaking, or praise."""
    if unit.kind in (Kind.D_CALL, Kind.D_DEMAND):
        return Act.DEMAND
    if unit.kind is Kind.S_SUPPORT:
        return Act.SUPPORT
    return Act.JUDGMENT if unit.kind in (Kind.E_CONDEMN, Kind.E_CONCERN) else None


def _is_of(subject: NamedSubject, unit: Unit) -> bool:
    """Return whether *unit* takes a position on *subject*, in words of its own: asks it, says that it backs, or judges."""
    if unit.facets.reaffirm_claimed or _NO_POSITION.match(unit.quote) or HANGING_CLAUSE.match(unit.quote):
        return False
    if act_of(unit) is Act.DEMAND:
        return subject.name in {name.upper() for name in unit.facets.addressees}
    return act_of(unit) is Act.JUDGMENT or bool(_SUPPORT.search(unit.quote))


def _stood(unit: Unit, texts: Iterable[str]) -> bool:
    return any(share_held(unit.quote, text, lambda _: 1.0) >= SAID_BEFORE for text in texts)


def _named(subject: NamedSubject, texts: Iterable[str], lexicon: Lexicon) -> bool:
    return any(names(text, subject, lexicon) for text in texts)


def _statements(said: SpokenText, own: frozenset[str], lexicon: Lexicon) -> Mapping[NamedSubject, list[Unit]]:
    """Return by subject the statements of *said* that speak of it; those who speak, *own*, are no subjects."""
    found: dict[NamedSubject, list[Unit]] = defaultdict(list)
    for unit in said.units:
        for subject in named_subjects(unit, lexicon):
            if subject.sort is not SubjectSort.PARTY or subject.name not in own:
                found[subject].append(unit)
    return found


def _is_general(said: SpokenText, lexicon: Lexicon) -> bool:
    """Return whether *said* is on many matters: no party but those who speak is in a quarter of it, and no sort of topic in half."""
    if len(said.units) < FEWEST:
        return False
    spoken = _statements(said, _speakers((said,)), lexicon)
    most = max((len(units) for one, units in spoken.items() if one.sort is SubjectSort.PARTY), default=0)
    return most < ONE_MATTER * len(said.units) and not _is_on_one_sort(said.units)


def _is_on_one_sort(units: Collection[Unit]) -> bool:
    """Return whether topics of one sort, those on the economy say, are in more than half of *units*: a framework for trade."""
    sorts = Counter(
        sort for unit in units for sort in {topic.split(".")[0] for topic in unit.facets.compared_topics}
    )
    del sorts["other"]
    return any(count > ONE_SORT * len(units) for count in sorts.values())


def _speakers(texts: Iterable[SpokenText]) -> frozenset[str]:
    """Return the codes of all who speak in *texts*, and of the members of groups."""
    codes = {name for one in texts for unit in one.units for name in unit.facets.speakers}
    coded = {party_code(name) for name in codes}
    members = {member for group in coded for member in MEMBERS.get(group, ())}
    return frozenset(name.upper() for name in codes | coded | members)
