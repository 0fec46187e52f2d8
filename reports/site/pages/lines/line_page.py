"""One line: where it was said and in which words, how it moved in between, and where it fell silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.charts import Chart, LineMark, marks_of_rate, rate_history, timeline
from reports.charts.line_marks import mark_for_event
from reports.site.entries import LineEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import labels_in_order
from reports.site.page_context import NameGroup, PageContext, QueryParams, held_by_id
from reports.site.pages.lines.line_dossier import DossierIssuer, dossier_issuers
from reports.site.pages.lines.line_timeline import TimelineSection, timeline_sections
from reports.view import addresses as at
from reports.view.changes import quoted_revisions
from reports.view.dates import ISO, SHORT
from reports.view.display_names import party_name, topic_name
from reports.view.legend import Legend
from reports.view.line_events import LineEvent, line_events
from reports.view.redline import readable_redline
from reports.view.vocabulary import LABEL_WORDS, kind_words
from tracker.compare.redline import RedlineRun
from tracker.domain import Change, Mention
from tracker.link.dossiers import Dossier
from tracker.store import RevisionInfo
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

HEADING = 110  # characters of the words said last
DRAWN = 3  # times said, from which on a picture says more than the list


@dataclass(frozen=True, slots=True)
class FirstAndLatest:
    """The first statement against the latest."""

    first: str  # days
    last: str
    runs: tuple[RedlineRun, ...]
    first_level: str  # "undertaking, definite ●●●●○"
    last_level: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """All of one line, finished."""

    title: str  # its name
    heading: str  # the words said last, in quotation marks, cut at a clause; its name where nothing says it any longer
    source: str  # its id
    source_href: str
    family: str  # commitment, position
    kind: str  # "undertaking, definite ●●●●○", as last said; "" = nothing held says it any longer
    times: str  # "Said 12 times, first 2029-04-02, last 2031-03-04."
    named: tuple[NameGroup, ...]
    picture: Chart | None  # of decisions on a rate where it stood, in percent; else its level
    across: FirstAndLatest | None
    chapters: tuple[TimelineSection, ...]  # newest first
    legend: Legend  # of the labels on this page
    compare: str  # the first statement with the latest; "" for a file, or where there is one
    aliases: tuple[str, ...]  # what analysts call it besides
    id: str
    dossier: str  # where all that is said on its subject stands, of a server
    others: tuple[DossierIssuer, ...]  # what is said on its subject besides, by issuer


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> LinePage:  # noqa: ARG001 - as of every page
    """Return the page of the line that *names* names."""
    entry = held_by_id(view.atlas.lines, names["id"], "line")
    mentions, changes = view.store.history(entry.line.id)
    kept = view.store.revision_infos(quoted_revisions(changes))
    dossier, aliases = view.store.dossier(entry.line.id), view.store.aliases(entry.line.id)
    return lay_out(
        view.atlas, entry, mentions, changes, kept, live=view.live, dossier=dossier, aliases=aliases
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of a line that files are made of: where there is more to tell than its release."""
    return map(at.line, atlas.lines.with_page())


def lay_out(
    atlas: SiteIndex,
    entry: LineEntry,
    mentions: Sequence[Mention],
    changes: Sequence[Change],
    kept: Mapping[str, RevisionInfo],
    *,
    live: bool = False,
    dossier: Dossier | None = None,
    aliases: Sequence[str] = (),
) -> LinePage:
    """Return a line as it is shown; *mentions* and *changes* are its history, *kept* the texts those quote.

    Of *dossier*, in a file, counts what was held when the page was made: another text of another issuer alone
    does not make it again.
    """
    found = line_events(mentions, changes)
    latest = mentions[-1].unit if mentions else None
    spoken = latest or next((side.unit for one in changes for side in (one.after, one.before) if side), None)
    return LinePage(
        title=clean(entry.line.name),
        heading=f"“{excerpt(latest.quote, HEADING)}”" if latest else clean(entry.line.name),
        source=clean(entry.line.source),
        source_href=at.source(entry.line.source),
        family="commitment" if spoken and spoken.kind.is_commitment else "position",
        kind=kind_words(latest.kind, latest.facets.level) if latest else "",
        times=_times(mentions),
        named=tuple(_named(atlas, entry)),
        picture=_rate(mentions) or _picture(entry, found),
        across=_across(mentions),
        chapters=timeline_sections(found, kept, live=live),
        legend=Legend(labels_in_order(LABEL_WORDS[change.label] for change in changes)),
        compare=at.compare(mentions[0].unit.id, mentions[-1].unit.id) if live and len(mentions) > 1 else "",
        aliases=tuple(map(clean, aliases)),
        id=entry.line.id,
        dossier=at.dossier(entry.line.id),
        others=dossier_issuers(dossier, atlas.lines),
    )


def _times(mentions: Sequence[Mention]) -> str:
    days = [mention.release.published_on for mention in mentions]
    if not days:
        return "No text held says it any longer."
    if len(days) == 1:
        return f"Said once, {SHORT.day(days[0])}."
    return f"Said {pluralize(len(days), 'time')}, first {SHORT.day(days[0])}, last {SHORT.day(days[-1])}."


def _named(atlas: SiteIndex, entry: LineEntry) -> Iterator[NameGroup]:
    """Yield its topics, speakers and addressees, where there are any."""
    topics = [(topic_name(one), at.topic(one) if one in atlas.topics else "") for one in sorted(entry.topics)]
    if topics:
        yield NameGroup("Topics", tuple(topics))
    for heading, codes in (("Speakers", entry.speakers), ("Addressed to", entry.addressees)):
        parties = [(party_name(code), at.party(code) if code in atlas.parties else "") for code in codes]
        if parties:
            yield NameGroup(heading, tuple(sorted(parties)))


def _picture(entry: LineEntry, found: Sequence[LineEvent]) -> Chart | None:
    spoken = [one.unit for one in found if one.unit and not one.removed_by_edit]
    if len(spoken) < DRAWN:
        return None
    marks = [mark for one in found if (mark := _mark(one))]
    return timeline(clean(entry.line.name), spoken[-1].kind.family, marks)


def _rate(mentions: Sequence[Mention]) -> Chart | None:
    """Return the picture of a line whose mentions are, for the greater part, decisions on one rate."""
    marks = marks_of_rate(mentions, lambda unit: f"#m-{unit.id}")
    return rate_history(marks[-1].decision.what, marks) if marks else None


def _mark(one: LineEvent) -> LineMark | None:
    last = one.changes[-1] if one.changes else None
    return mark_for_event(one, f"#m-{one.unit.id}" if one.unit else f"#c-{last.id}" if last else "")


def _across(mentions: Sequence[Mention]) -> FirstAndLatest | None:
    """Return the first statement against the latest; None where those that follow each other say as much."""
    if len(mentions) < DRAWN:
        return None
    first, last = mentions[0], mentions[-1]
    quotes = clean(first.unit.quote), clean(last.unit.quote)
    if quotes[0] == quotes[1]:
        return None
    return FirstAndLatest(
        ISO.day(first.release.published_on),
        ISO.day(last.release.published_on),
        readable_redline(*quotes),
        kind_words(first.unit.kind, first.unit.facets.level),
        kind_words(last.unit.kind, last.unit.facets.level),
    )
