"""The history of a formula as a page: its picture, wordings, who first, who never, omissions, every use. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from reports.charts.chart import Chart
from reports.formula.formula_chart import formula_chart
from reports.formula.issuer_spans import IssuerSpan
from reports.formula.sentences import event_sentence, headline, omission_facts
from reports.formula.tables import wording_differences
from reports.render import fill
from reports.view.dates import ISO, SHORT
from reports.view.display_names import release_title
from tracker.domain import Release
from tracker.formula.history import FormulaHistory
from tracker.formula.uses import Use
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import one_line

MOST = 400  # uses on a page
NEWS = 8  # sentences on what was new
NAMED = 6  # issuers of a wording


Place = Callable[[Release], str]  # where the page of a release is; "" = nowhere
SHEETS = ("pictures.css", "formula.css")  # of the site


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A way the formula is worded."""

    times: str
    differs: str
    wording: str
    first: str
    last: str
    who: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use: the sentence in three parts, the middle one the formula."""

    on: str
    issuer: str
    title: str
    href: str  # on the site; "" = none
    original: str
    speaker: str
    differs: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class OmissionRow:
    """A comparable text without the formula."""

    on: str
    issuer: str
    title: str
    href: str
    original: str
    facts: str
    instead: str


@dataclass(frozen=True, slots=True)
class SpanRow:
    """When an issuer said it first and last, and what its next text has instead; *since* is "" where there is none."""

    issuer: str
    times: str
    first: UseRow
    last: UseRow
    since: str
    since_href: str
    instead: str


@dataclass(frozen=True, slots=True)
class FormulaPage:
    """Finished values for the templates."""

    title: str
    text: str
    headline: str
    spans: tuple[SpanRow, ...]
    picture: Chart
    news: tuple[str, ...]  # latest first
    wordings: tuple[WordingRow, ...]
    first: tuple[UseRow, ...]
    never: tuple[tuple[str, str], ...]  # issuer, number of texts
    omissions: tuple[OmissionRow, ...]  # latest first
    uses: tuple[UseRow, ...]  # latest first
    more: int  # uses that are not on the page


def nowhere(release: Release) -> str:  # noqa: ARG001 - a page that stands alone
    """Return that a release has no page."""
    return ""


def lay_out(history: FormulaHistory, place: Place = nowhere, spans: Sequence[IssuerSpan] = ()) -> FormulaPage:
    """Return *history* as a page whose releases are at *place*, which begins with *spans*."""
    latest = history.uses[::-1]
    events = [event for event in history.events() if event.news != "first"]
    rows = tuple(_use(use, place) for use in latest[:MOST])
    return FormulaPage(
        history.formula.title,
        history.formula.text,
        headline(history, SHORT),
        tuple(_span(one, place) for one in spans),
        formula_chart(history, lambda use: place(use.release)),
        tuple(event_sentence(history.formula.title, event, SHORT) for event in events[-NEWS:][::-1]),
        tuple(
            WordingRow(
                f"{len(variant.uses):,}",
                wording_differences(variant.edits),
                one_line(variant.wording),
                ISO.day(variant.uses[0].release.published_on),
                ISO.day(variant.uses[-1].release.published_on),
                _who(variant.issuers),
            )
            for variant in history.variants
        ),
        tuple(_use(use, place) for use in history.first_by_issuer),
        tuple((one_line(issuer), f"{texts:,}") for issuer, texts in history.never),
        tuple(
            OmissionRow(
                ISO.day(one.release.published_on),
                one_line(one.release.issuer),
                release_title(one.release),
                place(one.release),
                safe_page_link(one.release.url),
                omission_facts(one, SHORT),
                one_line(one.instead),
            )
            for one in reversed(history.omissions)
        ),
        rows,
        max(0, len(latest) - MOST),
    )


def _span(span: IssuerSpan, place: Place) -> SpanRow:
    following = span.following
    return SpanRow(
        one_line(span.issuer),
        f"{span.times:,}",
        _use(span.first, place),
        _use(span.last, place),
        ISO.day(following.published_on) if following else "",
        place(following) if following else "",
        one_line(span.instead),
    )


def _use(use: Use, place: Place) -> UseRow:
    before, words, after = _parts(use)
    return UseRow(
        ISO.day(use.release.published_on),
        one_line(use.release.issuer or use.release.source),
        release_title(use.release),
        place(use.release),
        quote_link(use.release.url, use.wording),
        one_line(use.speaker),
        wording_differences(use.edits),
        before,
        words,
        after,
    )


def _parts(use: Use) -> tuple[str, str, str]:
    """Return the sentence before, in and after the stretch that is the use."""
    at = use.quote.find(use.wording)
    if at < 0:
        return "", use.quote, ""
    return use.quote[:at], use.wording, use.quote[at + len(use.wording) :]


def _who(issuers: Sequence[tuple[str, int]]) -> str:
    named = ", ".join(f"{one_line(issuer)} {times:,}" for issuer, times in issuers[:NAMED])
    more = len(issuers) - NAMED
    return f"{named} and {more} more" if more > 0 else named


def render_formulas(histories: Sequence[FormulaHistory]) -> str:
    """Return the *histories* of formulas as one HTML page that needs nothing else."""
    pages = [lay_out(history) for history in histories]
    title = pages[0].title if len(pages) == 1 else "Formula watch"
    folder = files("reports.site") / "assets"
    sheets = "\n".join((folder / name).read_text("utf-8") for name in SHEETS)
    return fill("formula/page.html.j2", title=title, pages=pages, sheets=sheets)
