"""A dossier: one row an issuer on one axis, what each says now, and how it last moved. Seen from one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.charts import Chart
from reports.charts.issuer_rows import IssuerMark, issuer_rows
from reports.site.entries import LineEntry, line_address
from reports.site.index import SiteIndex
from reports.site.list_rows import labels_in_order
from reports.site.page_context import PageContext, PageNotFoundError, QueryParams
from reports.site.pages.lines.line_dossier import DossierStatement, dossier_statement
from reports.view import addresses as at
from reports.view.dates import ISO, SHORT
from reports.view.legend import Legend
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import LABEL_WORDS, LabelWords
from tracker.domain import SILENT_LABELS, Cause, Label, Unit
from tracker.link.dossiers import Dossier, DossierRow
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

HEADING = 110  # characters of the words said last
ROWS = 24  # issuers in the picture, the nearest


@dataclass(frozen=True, slots=True)
class LastMove:
    """How a line last moved, or that it did not."""

    words: LabelWords
    on: str
    href: str
    check: bool  # perhaps not the same promise


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """What one issuer says on the subject now: its line said last, and what else it has."""

    issuer: str
    now: DossierStatement
    verdict: LastMove | None  # None: it was said once
    rest: tuple[DossierStatement, ...]


@dataclass(frozen=True, slots=True)
class DossierPage:
    """All of it, finished."""

    title: str  # the words of the line it is seen from
    line: str  # its name
    line_href: str
    count: str  # "9 issuers, 14 lines"
    picture: Chart
    rows: tuple[IssuerRow, ...]
    legend: Legend


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> DossierPage:  # noqa: ARG001 - as of every page
    """Return the dossier of the line that *names* names."""
    return lay_out(view.atlas, *held_dossier(view, names["id"]))


def held_dossier(view: PageContext, line: str) -> tuple[LineEntry, Dossier]:
    """Return the line of that id with what is held on its subject.

    Raises:
        PageNotFoundError: None of that id is held, or it is alone.
    """
    entry = view.atlas.lines.get(line)
    dossier = view.store.dossier(line) if entry else None
    if entry is None or dossier is None:
        raise PageNotFoundError("Nothing is held on the subject of such a line besides it.")
    return entry, dossier


def lay_out(atlas: SiteIndex, entry: LineEntry, dossier: Dossier) -> DossierPage:
    """Return *dossier*, of the line of *entry*, as it is shown."""
    rows = tuple(_row(one, atlas.lines) for one in dossier.rows)
    own = next((one for one in dossier.lines if one.line.id == entry.line.id), None)
    name = clean(entry.line.name)
    return DossierPage(
        title=f"“{excerpt(own.latest.unit.quote, HEADING)}”" if own else name,
        line=name,
        line_href=line_address(entry),
        count=f"{pluralize(len(rows), 'issuer')}, {pluralize(len(dossier.lines), 'line')}",
        picture=issuer_rows(
            "Who said it, and when",
            _finding(dossier),
            {
                row.issuer: sorted(_marks(row, atlas.lines), key=lambda mark: mark.day)
                for row in dossier.rows[:ROWS]
            },
        ),
        rows=rows,
        legend=Legend(labels_in_order(row.verdict.words if row.verdict else None for row in rows)),
    )


def _finding(dossier: Dossier) -> str:
    dated = [(row.last_on, clean(row.issuer)) for row in dossier.rows if row.last_on]
    if not dated:
        return ""
    (first, earliest), (last, latest) = min(dated), max(dated)
    if first == last:
        return f"All said it last on {SHORT.day(last)}."
    return f"Last said by {latest} on {SHORT.day(last)}; longest ago by {earliest}, {SHORT.day(first)}."


def _row(row: DossierRow, lines: Mapping[str, LineEntry]) -> IssuerRow:
    entry = lines.get(row.lines[0].line.id)
    statements = [dossier_statement(one, lines) for one in row.lines]
    return IssuerRow(
        clean(row.issuer),
        statements[0],
        _verdict(entry, row.lines[0].latest.unit) if entry else None,
        tuple(statements[1:]),
    )


def _verdict(entry: LineEntry, latest: Unit) -> LastMove | None:
    """Return the last thing that happened to a line, which said *latest* last, besides its beginning."""
    known = [move for move in entry.changes if move.label is not Label.NEW and not move.minor]
    if not known:
        return None
    last = known[-1]
    words = label_words_of(last.label, latest.quote if last.unit == latest.id else "")
    return LastMove(words, ISO.day(last.published_on), at.line(entry.line.id, last.id), last.review)


def _marks(row: DossierRow, lines: Mapping[str, LineEntry]) -> Iterator[IssuerMark]:
    entries: Sequence[LineEntry] = [lines[one.line.id] for one in row.lines if one.line.id in lines]
    for entry in entries:
        name = clean(entry.line.name)
        for said in entry.mentions:
            href = f"../{at.release(said.release, said.unit)}"
            yield IssuerMark(said.day, "said", f"{said.day} said: {name}", href)
        for move in entry.changes:
            certain = move.moved_for_certain and move.cause is not Cause.RECOMPUTED
            if move.published_on and (move.label in SILENT_LABELS or certain):
                word = LABEL_WORDS[move.label].word
                sort = "silent" if move.label in SILENT_LABELS else "moved"
                yield IssuerMark(
                    move.published_on,
                    sort,
                    f"{move.published_on} {word}: {name}",
                    f"../{at.line(entry.line.id, move.id)}",
                )
