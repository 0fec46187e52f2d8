"""Which changes one reader asked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from reports.digest.news.watch import is_under, named_parties
from reports.view.changes import subject_unit
from tracker.compare.silences.agreed_series import agreed_by
from tracker.compare.silences.named_subject import SubjectSort
from tracker.domain import Cause, Change, Label, Unit
from tracker.doubts import IN_TALK
from tracker.errors import ConfigError, did_you_mean
from tracker.text.content_words import party_code, party_codes

if TYPE_CHECKING:
    from tracker.compare.silences.subjects import SubjectMove  # by way of the lexicon it loads what reads

ALL_CAUSES = frozenset(Cause)
MAILED_CAUSES = frozenset({Cause.RELEASE, Cause.EDIT})


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """A predicate on changes. An empty field asks for nothing in particular.

    *sources*, *issuers*, *parties* and *lines* take ``*`` as a wildcard and do
    not mind case; a line is met by name or id, a party, by code or name, where it
    speaks, is spoken to, is the target or is named, in either text. With *told* what
    hangs on a link that is only possible is left out. A topic takes its children along ("cbrn"
    meets "cbrn.nuclear"), a kind its family's kinds ("U" meets "U.own").
    *level_move* is explained at :func:`level_moved_by`.
    """

    sources: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    labels: frozenset[Label] = frozenset()
    lines: tuple[str, ...] = ()
    level_move: int = 0  # fewest steps a level must have moved
    minor: bool = True  # also where emphasis alone moved
    causes: frozenset[Cause] = ALL_CAUSES
    told: bool = False

    def wants_source(self, source: str) -> bool:
        """Say whether anything of *source* was asked for."""
        return _meets(self.sources, source)

    def matches(self, change: Change) -> bool:
        """Say whether *change* was asked for. A label is met where it is the first or one of the others."""
        unit = subject_unit(change)
        return (
            change.cause in self.causes
            and (self.minor or not change.minor)
            and not (self.told and change.review and IN_TALK not in change.rule)
            and (not self.labels or not self.labels.isdisjoint({change.label, *change.also}))
            and self.wants_source(change.release.source)
            and _meets(self.issuers, change.release.issuer)
            and (not self.parties or self._names_party(change))
            and _meets(self.lines, change.line.name, change.line.id)
            and (not self.topics or any(is_under(topic, self.topics) for topic in unit.facets.topics))
            and (not self.kinds or is_under(unit.kind.value, self.kinds))
            and level_moved_by(change, self.level_move)
        )

    def wants_subject(self, move: SubjectMove) -> bool:
        """Say whether a subject that came or went was asked for: it is of its text's parties, and has no line, label, kind or level."""
        if self.lines or self.labels or self.kinds or self.level_move:
            return False
        name, sort = move.subject.name, move.subject.sort
        parties = {*agreed_by(move.release), *([party_code(name)] if sort is SubjectSort.PARTY else [])}
        named = not parties.isdisjoint(map(party_code, self.parties))
        topic = sort is SubjectSort.TOPIC and is_under(name, self.topics)
        return (
            self.wants_source(move.release.source)
            and _meets(self.issuers, move.release.issuer)
            and (not (self.parties or self.topics) or named or topic)
        )

    @property
    def wants_texts(self) -> bool:
        """Whether whole texts were asked for, which have no line, label or level."""
        return not (self.lines or self.labels or self.level_move)

    def wants_sentence(self, units: Iterable[Unit]) -> bool:
        """Say whether a sentence that holds *units* was asked for: any where no party, topic or kind was named."""
        if not (self.parties or self.topics or self.kinds):
            return True
        return any(
            (not self.parties or self._speaks_of(unit))
            and (not self.topics or any(is_under(topic, self.topics) for topic in unit.facets.topics))
            and (not self.kinds or is_under(unit.kind.value, self.kinds))
            for unit in units
        )

    def _speaks_of(self, unit: Unit) -> bool:
        facets = unit.facets
        named = {*facets.speakers, *facets.addressees, facets.target} - {""}
        codes = {*map(party_code, named), *party_codes(unit.quote)}
        return _meets(self.parties, *named) or not codes.isdisjoint(map(party_code, self.parties))

    def _names_party(self, change: Change) -> bool:
        if _meets(self.parties, *_parties(change)):
            return True
        return not named_parties(change).isdisjoint(party_code(name) for name in self.parties)


def level_moved_by(change: Change, steps: int) -> bool:
    """Say whether the level moved by *steps* or more.

    A reversal, what came, went or fell silent, and a change of family have no
    steps to count: they are never left out for want of them.
    """
    before, after = change.before, change.after
    if change.label is Label.REVERSED or before is None or after is None:
        return True
    if before.unit.facets.family != after.unit.facets.family:
        return True
    return abs(after.unit.facets.level - before.unit.facets.level) >= steps


def mailable_changes(
    changes: Iterable[Change], wanted: ChangeFilter, *, on: date, max_age_days: int
) -> tuple[Change, ...]:
    """Return what may be mailed on *on*: wanted, not recomputed, and news of the last *max_age_days* days.

    An edit is news of the day it was found, however old the release; a change
    in a release without a date of publication is not mailed.
    """
    oldest = on - timedelta(days=max_age_days)
    return tuple(
        change
        for change in changes
        if change.cause in MAILED_CAUSES
        and wanted.matches(change)
        and (change.cause is Cause.EDIT or (change.release.published_on or date.min) >= oldest)
    )


def parse_label(text: str, where: str) -> Label:
    """Return the label called *text*, in any case and with "-" or " " for "_".

    Raises:
        ConfigError: There is no such label; names the nearest, or all.
    """
    name = re.sub(r"[\s-]+", "_", text.strip()).upper()
    return Label(require_choice(name, [label.value for label in Label], where, "label", given=text))


def require_choice(value: str, allowed: Collection[str], where: str, noun: str, given: str = "") -> str:
    """Return *value* if it is one of *allowed*.

    Raises:
        ConfigError: It is not; names the nearest, or all.
    """
    if value in allowed:
        return value
    mend = did_you_mean(value, sorted(allowed), cutoff=0.8) or f"one of {', '.join(allowed)}"
    raise ConfigError(f'there is no {noun} "{given or value}"', where=where, remedy=mend)


def _meets(wanted: tuple[str, ...], *values: str) -> bool:
    return not wanted or any(
        fnmatchcase(value.casefold(), pattern.casefold()) for pattern in wanted for value in values
    )


def _parties(change: Change) -> tuple[str, ...]:
    sides = [side.unit.facets for side in (change.before, change.after) if side]
    named = {name for facets in sides for name in (*facets.speakers, *facets.addressees, facets.target)}
    return tuple(sorted(named - {""}))
