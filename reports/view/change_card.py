"""A change as a reader sees it: everything worked out before a template starts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports.view import addresses
from reports.view.changes import is_edit, site_link, subject_unit
from reports.view.dates import ISO, ISO_NAME, SHORT, UNDATED, DateStyle
from reports.view.display_names import party_name, release_title
from reports.view.rate_words import label_words
from reports.view.redline import readable_redline
from reports.view.vocabulary import (
    EMPHASIS_ONLY,
    FACETS,
    LABEL_WORDS,
    facet_value,
    kind_words,
    ladder_name,
    ladder_of,
)
from tracker.compare.redline import RedlineRun
from tracker.domain import Cause, Change, Delta, Label, LinkState, Mention, Release
from tracker.doubts import NOT_MAILED, is_withheld
from tracker.store import RevisionInfo
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import clean

NOTHING_KEPT: Mapping[str, RevisionInfo] = MappingProxyType({})
TAGS = ("check", NOT_MAILED, EMPHASIS_ONLY, "edited text", "recomputed")  # what may stand beside a label
LEGIBLE = 0.25  # of a redline's characters are kept: below that it is two sentences one after the other
NAMES_ITS_BASIS = "compared with the last mention"  # in a rule that has to, as with other partners


@dataclass(frozen=True, slots=True)
class Quotation:
    """One side of a change: the words, when and where. *quote* is "" for a document that is silent."""

    quote: str
    on: str  # the day as the reader writes it, or "undated"
    title: str
    issuer: str
    ref: str
    href: str  # jumps to the quote; "" where the release has no address
    archived: str = ""  # which text it was, and when we saw it: "our copy of text 2, 4 Mar 2031"; "" unknown
    archived_href: str = ""  # that text on the site; "" where there is no site


@dataclass(frozen=True, slots=True)
class FacetChange:
    """One facet that moved: "Level: definite (4) → best efforts (3)"."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One change, ready to print."""

    id: str
    label: Label
    word: str
    mark: str
    tone: str
    line: str
    issuer: str  # "" where all of a digest is by one
    family: str  # commitment, position
    kind: str  # "undertaking, definite ●●●●○"
    before: Quotation | None
    after: Quotation | None
    silent: Quotation | None  # the document that does not repeat it
    runs: tuple[RedlineRun, ...]  # the redline; empty where only one side spoke
    fields: tuple[FacetChange, ...]
    why: str
    compared: str  # "Compared with the last mention, "; "" = nothing to compare with
    compared_on: str  # the day of what it is compared with
    also: tuple[str, ...]
    note: str
    tags: tuple[str, ...]  # check, emphasis only, edited text, recomputed
    confidence: str = ""  # of the link and of the reading, in words; "" where there is nothing to say
    line_href: str = ""  # the line on the site, at this change; "" where there is no site

    @property
    def legible(self) -> bool:
        """Whether the redline can be read; where too much of it changed, both quotes are shown instead."""
        kept = sum(len(run.text) for run in self.runs if run.op == "equal")
        return kept >= LEGIBLE * sum(len(run.text) for run in self.runs) > 0


def change_card(
    change: Change,
    *,
    show_issuer: bool = False,
    dates: DateStyle = ISO,
    kept: Mapping[str, RevisionInfo] = NOTHING_KEPT,
    site: str | None = None,
) -> ChangeCard:
    """Work out what to show of *change*; with *show_issuer*, also whose it is.

    *kept* are the texts the quotes stand in, by revision id. *site* goes before
    the addresses of the site: its public address, the way to its root from the
    page the card is on ("", "../"), or None where there is no site to link to.
    """
    words = label_words(change)
    unit = subject_unit(change)
    before, after = change.before, change.after
    return ChangeCard(
        id=change.id,
        label=change.label,
        word=words.word,
        mark=words.mark,
        tone=words.tone,
        line=clean(change.line.name),
        issuer=change_issuer(change) if show_issuer else "",
        family="commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level),
        before=quotation(before, dates, kept, site) if before else None,
        after=quotation(after, dates, kept, site) if after else None,
        silent=None if after else _silent(change.release, dates, site),
        runs=readable_redline(clean(before.unit.quote), clean(after.unit.quote)) if before and after else (),
        fields=_fields(change),
        why=_sentence(clean(_rule(change))),
        compared=_compared(change, dates),
        compared_on=_compared_on(change, dates),
        also=tuple(LABEL_WORDS[label].word for label in change.also),
        note=clean(change.note),
        tags=change_tags(change),
        confidence=_confidence(change),
        line_href="" if site is None else site_link(change, site),
    )


def quotation(
    mention: Mention,
    dates: DateStyle = ISO,
    kept: Mapping[str, RevisionInfo] = NOTHING_KEPT,
    site: str | None = None,
) -> Quotation:
    """Return one side of a change, with a link that jumps to the quote and the text we kept beside it."""
    release, unit = mention.release, mention.unit
    return Quotation(
        quote=clean(unit.quote),
        on=dates.day(release.published_on),
        title=release_title(release),
        issuer=clean(release.issuer),
        ref=clean(release.ref),
        href=quote_link(release.url, unit.quote),
        archived=revision_caption(kept.get(unit.revision), dates),
        archived_href="" if site is None else site + addresses.release(release.id, unit.id),
    )


def revision_caption(kept: RevisionInfo | None, dates: DateStyle = ISO) -> str:
    """Say which text of its release was *kept*, and when we saw it; "" for None."""
    if kept is None:
        return ""
    which = "our copy" if kept.number == 1 else f"our copy of text {kept.number:,}"
    seen = SHORT if dates.language == ISO_NAME else dates  # the day is read, and compared with none
    return f"{which}, {seen.day(dates.local(kept.seen_at))}"


def change_tags(change: Change) -> tuple[str, ...]:
    """Return what a reader is to know before quoting *change*; :mod:`reports.view.vocabulary` says what each tag means."""
    return tags_from_flags(
        review=change.review,
        withheld=is_withheld(change.rule),
        minor=change.minor,
        edited=is_edit(change),
        recomputed=change.cause is Cause.RECOMPUTED,
    )


def tags_from_flags(
    *, review: bool, withheld: bool = False, minor: bool, edited: bool, recomputed: bool
) -> tuple[str, ...]:
    """Return those of TAGS that hold; what is *withheld* is in doubt for its label, not for its link."""
    holds = (review and not withheld, review and withheld, minor, edited, recomputed)
    return tuple(tag for tag, held in zip(TAGS, holds, strict=True) if held)


def change_issuer(change: Change) -> str:
    """Return whose *change* is."""
    return release_speaker(change.release)


def release_speaker(release: Release) -> str:
    """Return who speaks in *release*: its issuer, or else its source."""
    return clean(release.issuer or release.source)


def _fields(change: Change) -> tuple[FacetChange, ...]:
    if change.before is None or change.after is None:
        return ()
    old, new = ladder_of(change.before.unit.kind), ladder_of(change.after.unit.kind)
    deltas = {delta.facet: delta for delta in change.deltas}
    if old != new:
        deltas["family"] = Delta("family", ladder_name(old), ladder_name(new), "")
        deltas.pop("level", None)  # levels of two ladders are not compared
    return tuple(
        FacetChange(
            name,
            clean(facet_value(facet, _named(facet, deltas[facet].before), old)),
            clean(facet_value(facet, _named(facet, deltas[facet].after), new)),
        )
        for facet, name in FACETS.items()
        # What was only put in other words has not moved; the redline shows it.
        if facet in deltas and deltas[facet].verdict != "reworded"
    )


def _named(facet: str, value: str) -> str:
    """Return *value* with parties by their names, as a reader knows them, and not by their codes."""
    if not value or facet not in {"speakers", "addressees"}:
        return value
    return ", ".join(party_name(code) for code in value.split(", "))


def _compared(change: Change, dates: DateStyle) -> str:
    if change.before is None:
        return ""
    if is_edit(change):
        return "Compared with the text this page showed before"
    if change.after is None:
        return "Last said "
    if NAMES_ITS_BASIS in _rule(change):
        return ""
    return "Compared with the last mention" + (", " if _compared_on(change, dates) else "")


def _compared_on(change: Change, dates: DateStyle) -> str:
    if change.before is None or is_edit(change) or (change.after and NAMES_ITS_BASIS in _rule(change)):
        return ""
    day = dates.day(change.before.release.published_on)
    return "" if day == UNDATED and change.after else day


def _rule(change: Change) -> str:
    """Return the rule of *change*, without the day it was compared with where that is all it says of it: it is told in the dates of the reader."""
    day = change.before.release.published_on if change.before else None
    return change.rule.removesuffix(f"; {NAMES_ITS_BASIS}, {day}")


def _sentence(text: str) -> str:
    sentence = text[:1].upper() + text[1:]
    return sentence if not sentence or sentence[-1] in ".!?…" else sentence + "."


def _confidence(change: Change) -> str:
    mentions = [mention for mention in (change.before, change.after) if mention]
    known = [mention.unit.confidence for mention in mentions if mention.unit.confidence is not None]
    sentences = []
    if change.link is LinkState.POSSIBLE or (change.review and change.before is None):
        sentences.append("Too close to call that both are one line: read both texts before you quote it.")
    elif len(mentions) > 1:
        sentences.append("The link between the two is clear.")
    if known:
        sentences.append(f"Of units read as these were, about {100 * min(known):.0f} in 100 are right.")
    return " ".join(sentences)


def _silent(release: Release, dates: DateStyle, site: str | None) -> Quotation:
    return Quotation(
        "",
        dates.day(release.published_on),
        release_title(release),
        clean(release.issuer),
        clean(release.ref),
        safe_page_link(release.url),
        archived_href="" if site is None else site + addresses.release(release.id),
    )
