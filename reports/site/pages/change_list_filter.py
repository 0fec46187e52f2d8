"""Which moves a reader asks for: a query read, moves chosen, a form laid out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reports.site.columns.change_table import ChangeRows
from reports.site.index import SiteIndex
from reports.site.page_context import QueryError, QueryParams
from reports.site.pages.topic_pages import lines_under
from reports.view.display_names import party_name, topic_name
from reports.view.vocabulary import LABEL_ORDER, LABEL_WORDS
from tracker.domain import Cause, Label
from tracker.text.sanitize import clean

CAUSES = {
    Cause.RELEASE: "by a release",
    Cause.EDIT: "by an edit of a published text",
    Cause.RECOMPUTED: "recomputed later",
}
FAMILIES = ("commitments", "positions")
CALM = "calm"  # value of ``also``
UNSURE = "unsure"  # value of ``shelf``, and in an address where a label stands
LABEL_KEYS = {label.value.lower(): label for label in LABEL_ORDER}  # as addresses and forms name them


@dataclass(frozen=True, slots=True)
class ChangeListFilter:
    """What a reader wants to see. Empty asks for nothing in particular; what is unsure stands on a shelf of its own."""

    label: Label | None = None
    calm: bool = False  # also what continues, is new or was not repeated once
    family: str = ""  # one of FAMILIES
    topic: str = ""  # of the line; takes its children along
    party: str = ""  # speaks on the line, or is addressed by it
    source: str = ""
    cause: Cause | None = None
    since: date | None = None  # of publication, inclusive
    until: date | None = None  # of publication, inclusive
    unsure: bool = False  # what may not be the same promise, or not of its label, instead of the rest

    @property
    def filtered(self) -> bool:
        """Whether it asks for more than a label, or the other shelf: what only a server can answer."""
        return self not in (ChangeListFilter(label=self.label), ChangeListFilter(unsure=True))

    @property
    def name(self) -> str:
        """What stands in the address of a list that is no more than a label, or a shelf; "" = all that moved."""
        return UNSURE if self.unsure else _key(self.label)


@dataclass(frozen=True, slots=True)
class SelectOption:
    """One thing to choose from."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SelectField:
    """One drop-down list of the form."""

    name: str
    word: str
    choices: tuple[SelectOption, ...]


def parse_filter(names: Mapping[str, str], query: QueryParams, atlas: SiteIndex) -> ChangeListFilter:
    """Read what was asked for from an address and its query; an empty value asks for nothing.

    Raises:
        QueryError: A value is none of those there are.
    """
    named = names.get("label", "")
    unsure = UNSURE in (named, _one_of("shelf", query, (UNSURE,)))
    asked_label = query.get("label") or ("" if named == UNSURE else named)
    label = _one_of("label", {"label": asked_label}, LABEL_KEYS)
    cause = _one_of("cause", query, [cause.value for cause in Cause])
    asked = ChangeListFilter(
        label=LABEL_KEYS[label] if label else None,
        calm=bool(_one_of("also", query, (CALM,))),
        family=_one_of("family", query, FAMILIES),
        topic=_one_of("topic", query, selectable_topics(atlas)),
        party=_one_of("party", query, atlas.parties),
        source=_one_of("source", query, atlas.sources),
        cause=Cause(cause) if cause else None,
        since=_day("since", query),
        until=_day("until", query),
        unsure=unsure,
    )
    if asked.since and asked.until and asked.since > asked.until:
        raise QueryError("since: it is after until; swap the two days.")
    return asked


def filter_query(asked: ChangeListFilter) -> dict[str, str]:
    """Return the query that asks for the same."""
    return {
        "label": _key(asked.label),
        "also": CALM if asked.calm else "",
        "family": asked.family,
        "topic": asked.topic,
        "party": asked.party,
        "source": asked.source,
        "cause": asked.cause or "",
        "since": str(asked.since or ""),
        "until": str(asked.until or ""),
        "shelf": UNSURE if asked.unsure else "",
    }


def select_changes(atlas: SiteIndex, asked: ChangeListFilter) -> ChangeRows:
    """Return the moves asked for, in the order of the atlas, of both shelves unless the unsure one is asked for."""
    moves = atlas.changes if asked.calm else atlas.moved
    if asked.label:
        moves = atlas.changes_by_label.get(asked.label, moves[:0])
    if asked.source:
        moves = moves.in_releases(atlas.sources[asked.source].places)
    if asked.cause:
        moves = moves.caused(asked.cause)
    if asked.family:
        moves = moves.of_family(commitments=asked.family == FAMILIES[0])
    if asked.since or asked.until:
        moves = moves.published(asked.since or date.min, asked.until or date.max)
    if asked.topic:
        moves = moves.on_lines(lines_under(atlas, asked.topic).places)
    if asked.party:
        moves = moves.on_lines(atlas.parties[asked.party].places)
    return moves.unsure() if asked.unsure else moves


def select_fields(atlas: SiteIndex, asked: ChangeListFilter) -> tuple[SelectField, ...]:
    """Return the drop-down lists of the form, with what was asked for chosen."""
    parties = {code: party_name(code) for code in atlas.parties}
    return (
        select_field(
            "label",
            "Label",
            _key(asked.label),
            [(key, LABEL_WORDS[one].word) for key, one in LABEL_KEYS.items()],
        ),
        select_field("family", "Kind", asked.family, [(one, one) for one in FAMILIES]),
        select_field("topic", "Topic of the line", asked.topic, sorted_by_name(selectable_topics(atlas))),
        select_field("party", "Party", asked.party, sorted_by_name(parties)),
        select_field("source", "Source", asked.source, [(source, clean(source)) for source in atlas.sources]),
        select_field(
            "cause", "Recorded", asked.cause or "", [(cause.value, word) for cause, word in CAUSES.items()]
        ),
    )


def selectable_topics(atlas: SiteIndex) -> dict[str, str]:
    """Return every topic that can be asked for, with its name: those there are lines on, and what they are under."""
    parted = (topic.split(".") for topic in atlas.topics)
    codes = (".".join(parts[: end + 1]) for parts in parted for end in range(len(parts)))
    return {code: topic_name(code) for code in codes}


def select_field(name: str, word: str, chosen: str, choices: Iterable[tuple[str, str]]) -> SelectField:
    """Return a drop-down list; what was asked for and is not in it is put at its end, so that it can be seen."""
    there = [("", "any"), *choices]
    if chosen not in dict(there):
        there.append((chosen, clean(chosen)))
    return SelectField(name, word, tuple(SelectOption(value, text, value == chosen) for value, text in there))


def sorted_by_name(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what *names* names, in the order of the names."""
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def _key(label: Label | None) -> str:
    return label.value.lower() if label else ""


def _one_of(name: str, query: Mapping[str, str], allowed: Collection[str]) -> str:
    value = query.get(name, "")
    if value and value not in allowed:
        raise QueryError(f"{name}: there is none of that name; choose one of the list.")
    return value


def _day(name: str, query: QueryParams) -> date | None:
    value = query.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise QueryError(f"{name}: a day is wanted, as 2031-03-04.") from error
