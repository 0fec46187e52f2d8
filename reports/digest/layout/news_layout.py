"""The news of a digest laid out for mail and terminal: nothing is left for a template to decide. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.digest.digest import Digest, DigestNote
from reports.digest.layout.news_rows import NewsRow, row_of
from reports.digest.layout.subject_line import FIRST_HELD, NOTHING_SURE, subject_line, texts_read
from reports.digest.news.said_again import in_words, other_terms
from reports.digest.news.window_news import News
from reports.view import addresses
from reports.view.dates import ISO, DateStyle
from reports.view.display_names import release_title
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection

# Sentences of redlines in the text part of a mail, of all texts, and beside few items; one of each at least.
IN_TEXT, IN_TEXT_OF_FEW, FEW = 3, 8, 3
DIFFERING = 3  # pairs with another figure, date or condition that are named
READ_NAMED, READ_TITLE = 4, 110  # texts that are named where nothing is told of them, and characters of each
SOURCES = 4  # of which something is to be said


@dataclass(frozen=True, slots=True)
class NewsPage:
    """Everything a template prints."""

    title: str
    period: str
    subject: str
    read: str  # what was read, in one line
    rows: tuple[NewsRow, ...]
    notes: tuple[DigestNote, ...]  # sections others add: formulas, edits, deadlines
    closing: tuple[str, ...]  # counts, one line each
    doubtful: str
    doubtful_href: str
    full_href: str
    window: str
    problems: tuple[str, ...]
    sources: SourcesSection | None  # None: nothing is to be said of any
    leaves_out: bool  # something that moved or is new is not shown

    @property
    def told(self) -> bool:
        """Whether anything is told beside the items."""
        return any(note.title for note in self.notes)

    @property
    def redlined(self) -> bool:
        """Whether any row shows words that went or came."""
        return any(run.op != "equal" for row in self.rows for runs in row.redlines for run in runs)

    @property
    def quoted(self) -> bool:
        """Whether any row of a text beside another quotes a sentence unmarked, as what was said before or is said now."""
        of_texts = (runs for row in self.rows if row.weights for runs in row.redlines)
        return any(all(run.op == "equal" for run in runs) for runs in of_texts)

    @property
    def redlines_in_text(self) -> int:
        """How many sentences of a text beside the one before it the text part shows, of each: a screen holds some :data:`IN_TEXT`."""
        held = IN_TEXT_OF_FEW if len(self.rows) <= FEW else IN_TEXT
        return max(1, held // max(1, sum(len(row.redlines) > 1 for row in self.rows)))


def lay_out_news(digest: Digest, dates: DateStyle = ISO) -> NewsPage:
    """Lay out the news of *digest*, its days as *dates* writes them."""
    news, site = digest.news, digest.background.site
    rows = tuple(row_of(row, dates, site) for row in news.rows)
    return NewsPage(
        title=clean(digest.title),
        period=clean(digest.period) or dates.span(digest.since, digest.until),
        subject=clean(subject_line(digest, rows)),
        read=_read(digest),
        rows=rows,
        notes=digest.notes,
        closing=tuple(_closing(digest, news)),
        doubtful=_doubtful(news),
        doubtful_href="" if site is None else site + addresses.CHANGES,
        full_href="" if site is None else site + addresses.CHANGES,
        window=clean(digest.window),
        problems=tuple(" ".join(clean(str(problem)).split()) for problem in digest.problems),
        sources=_sources(digest),
        leaves_out=bool(
            news.further or news.new or news.spoken or news.doubtful or news.subjects_left or news.differing
        ),
    )


def _read(digest: Digest) -> str:
    if not digest.releases and digest.news.items:
        return "No new release: published texts were changed."
    if not digest.releases:
        return "Nothing was published in this window by the sources asked for."
    return f"Read: {pluralize(digest.releases, 'release')}."


def _closing(digest: Digest, news: News) -> Iterator[str]:
    if not digest.tells:
        yield _nothing(digest, news)
        yield from _firmest(news)
        if titles := _titles(digest):
            yield titles
    else:
        if news.repeated:
            yield _repeated(news)
        yield from _firmest(news)
    unquoted = news.new - len(news.firmest)
    rest = [
        text
        for number, text in (
            (news.further, f"{pluralize(news.further, 'further move')}"),
            (unquoted, _new_statements(unquoted, news)),
            (news.silent, f"{news.silent:,} left out of one comparable text"),
            (news.dropped, f"{news.dropped:,} left out of two, said seldom before"),
            (news.slight, f"{news.slight:,} of emphasis, parties or the verb alone"),
            (news.spoken, f"{pluralize(news.spoken, 'move')} in briefings and interviews"),
            (news.subjects_left, f"{pluralize(news.subjects_left, 'subject')} that came or went"),
        )
        if number
    ]
    if rest:
        yield f"Not shown: {'; '.join(rest)}."


def _nothing(digest: Digest, news: News) -> str:
    """Say what was read where nothing is told; that nothing moved is more than anybody knows."""
    if news.first_held:
        return f"{FIRST_HELD}: {pluralize(digest.releases, 'release')} read. No earlier text is held that could be compared."
    counted = news.slight or news.spoken or news.dropped
    said = f"{NOTHING_SURE}{' beside those counted below' if counted else ''}: {pluralize(digest.releases, 'release')} read"
    if news.repeated:
        others = news.repeated - news.unchanged
        part = f"{others:,} of them " if others < news.repeated else ""
        said += f"; {pluralize(news.repeated, 'statement')} said again, "
        said += f"{part}in other words" if others else "word for word"
    if news.differing:
        told = [in_words(delta) for change in news.differing[:DIFFERING] if (delta := other_terms(change))]
        more = "; …" if len(news.differing) > DIFFERING else ""
        said += f"; {len(news.differing):,} with another figure, date or condition ({'; '.join(told)}{more})"
    return f"{said}."


def _firmest(news: News) -> Iterator[str]:
    """Quote what is said most firmly, each with who says it."""
    if news.firmest:
        yield f"The firmest of {_new_statements(news.new, news)}:"
    yield from (f"{one.who}: “{one.words}”" for one in news.firmest)


def _new_statements(number: int, news: News) -> str:
    """Return so many statements in words: of first texts none was met before, which goes without saying."""
    return f"{pluralize(number, 'statement')}{'' if news.first_held else ' not met before'}"


def _titles(digest: Digest) -> str:
    """Name the texts that were read where nothing is told of them."""
    texts = texts_read(digest)
    named = [
        f"“{excerpt(release_title(release), READ_TITLE)}” ({pluralize(number, 'statement')})"
        for release, number in texts[:READ_NAMED]
    ]
    more = f"; and {len(texts) - len(named):,} more" if len(texts) > len(named) else ""
    return f"Texts read: {'; '.join(named)}{more}." if named else ""


def _repeated(news: News) -> str:
    again = f"Said again: {pluralize(news.repeated, 'statement')}"
    if (
        news.unchanged
    ):  # of two equal sentences less may have been quoted: none in the same words is not known
        again += f", {news.unchanged:,} of them word for word"
    if news.differing:
        again += f", {len(news.differing):,} with another figure, date or condition"
    often = [
        f"“{excerpt(change.after.unit.quote, 70)}” {times} times"
        for change, times in news.most_repeated
        if change.after
    ]
    return again + (f"; most often {', '.join(often)}" if often else "") + "."


def _doubtful(news: News) -> str:
    if not news.doubtful:
        return ""
    return f"{pluralize(news.doubtful, 'possible move')} left out: it is not sure that both statements are on one matter."


def _sources(digest: Digest) -> SourcesSection | None:
    """Return how the sources fare, cut short; None where all is well."""
    sources = digest.sources
    return sources.cut(SOURCES) if sources and (sources.looked or sources.withdrawn) else None
