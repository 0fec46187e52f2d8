"""A hit as the search page prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.site.entries import LineEntry, line_address
from reports.site.index import SiteIndex
from reports.site.release_text.unit_note import change_entry_tags
from reports.view import addresses
from reports.view.dates import ISO
from reports.view.display_names import release_title
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import LabelWords, kind_words
from tracker.domain import SILENT_LABELS, Unit
from tracker.search.query import split_at_spans
from tracker.store import Hit
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt
from tracker.text.speaker_turns import is_outsider

LONGEST_TITLE = 110  # characters: some name thirty governments
LONGEST_LINE = 40  # characters of the name of a line, which the statement has whole


@dataclass(frozen=True, slots=True)
class HitChange:
    """How the line moved with the unit found. *later*: the day of the text that is silent about it."""

    words: LabelWords
    tags: tuple[str, ...]  # check, emphasis only, edited text, recomputed
    href: str
    later: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit. Where it is no unit, *kind* says what it is, and there is no line."""

    title: str
    again: bool  # of the text of the hit before it
    href: str  # the page of the release, at the unit
    on: str
    issuer: str
    source: str
    source_href: str
    runs: tuple[tuple[str, bool], ...]  # words, and whether they were asked for
    asked: bool  # by somebody who does not speak for the issuer
    answered_by: str
    answer: str
    family: str  # commitment, position, ""
    kind: str  # "undertaking, definite ●●●●○", "in the text", "in the title"
    moved: tuple[HitChange, ...]
    line: str
    line_href: str
    original: str  # jumps to the words; "" where the release has no address


def hit_rows(
    atlas: SiteIndex, hits: Sequence[Hit], answers: Mapping[tuple[str, str], tuple[str, str]]
) -> tuple[HitRow, ...]:
    """Return *hits* as they are printed, with *answers* to questions by text and words."""
    before = ("", *(hit.release.id for hit in hits))
    return tuple(
        hit_row(atlas, hit, answers.get((hit.release.id, hit.snippet)), again=hit.release.id == other)
        for hit, other in zip(hits, before, strict=False)
    )


def _short(title: str) -> str:
    """Return *title*, without its middle where it is longer than :data:`LONGEST_TITLE`: what it is on often stands last."""
    if len(title) <= LONGEST_TITLE:
        return title
    half = LONGEST_TITLE // 2
    return f"{title[: title.rfind(' ', 0, half)]} … {title[title.find(' ', len(title) - half) + 1 :]}"


def hit_row(
    atlas: SiteIndex, hit: Hit, answer: tuple[str, str] | None = None, *, again: bool = False
) -> HitRow:
    """Return *hit* as it is printed; *answer*: who answered what, where it is a reporter's question."""
    release, unit, line = hit.release, hit.unit, hit.line
    entry = atlas.lines.get(line.id) if line else None
    said = unit.quote if unit else hit.snippet.strip("… ")
    in_title = unit is None and said in release.title
    return HitRow(
        title=_short(release_title(release)),
        again=again,
        href=addresses.release(release.id, unit.id if unit else ""),
        on=ISO.day(release.published_on),
        issuer=clean(release.issuer),
        source=clean(release.source),
        source_href=addresses.source(release.source),
        runs=tuple(split_at_spans(hit.snippet, hit.spans)),
        asked=is_outsider(hit.turn),
        answered_by=clean(answer[0]) if answer else "",
        answer=clean(answer[1]) if answer else "",
        family="" if unit is None else "commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level)
        if unit
        else "in the title"
        if in_title
        else "in the text",
        moved=tuple(_moved(atlas, entry, unit)) if unit and entry else (),
        line=excerpt(line.name, LONGEST_LINE) if line else "",
        line_href=line_address(entry) if entry else "",
        original=safe_page_link(release.url) if in_title else quote_link(release.url, said),
    )


def _moved(atlas: SiteIndex, entry: LineEntry, unit: Unit) -> Iterator[HitChange]:
    for move in atlas.lines.changes_of(entry.line.id, unit.id):
        later = ISO.day(move.published_on) if move.label in SILENT_LABELS else ""
        words = label_words_of(move.label, unit.quote)
        yield HitChange(words, change_entry_tags(move), line_address(entry, move.id), later)
