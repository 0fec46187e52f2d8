"""The news of a digest laid out for mail and terminal: nothing is left for a template to decide. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.digest.compose import Digest, DigestNote
from reports.digest.news.evidence import NewsItem, shown_label
from reports.digest.news.news_sentence import excerpt, is_comparable, news_sentence, speakers_in_words
from reports.digest.news.redlines.redline_choice import RedlineItem
from reports.digest.news.redlines.redline_sentence import redline_sentence, sentence_runs
from reports.digest.news.said_again import in_words, other_terms
from reports.digest.news.subject_news import SubjectItem
from reports.digest.news.told import News, NewsEntry
from reports.view import addresses
from reports.view.change_card import clean, release_title, tags_from_flags
from reports.view.changes import is_edit
from reports.view.dates import ISO, DateStyle
from reports.view.links import quote_link, safe_page_link
from reports.view.rate_words import label_words, rate_moved
from reports.view.subject_words import SUBJECT_WORDS, subject_sentence
from reports.view.vocabulary import LABEL_WORDS, pluralize
from tracker.compare.redline import RedlineRun
from tracker.compare.silences.agreed_series import agreed_by
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Cause, Change, Label
from tracker.text.content_words import BLOCS, is_state

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection

AROUND = 40  # characters kept beside words that moved
IN_TEXT = 3  # sentences of redlines in the text part of a mail, of all texts; one of each at least
SHOWN = 320  # characters of a redline
NOTHING_SURE = "No change that is sure"
DIFFERING = 3  # pairs with another figure, date or condition that are named
SOURCES = 4  # of which something is to be said
TITLE = 72  # characters of the name of a release
SUBJECT = 110  # characters of a subject before the count


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One item, ready to print. *href* is its one link: the line on the site, else the words on the publisher's page."""

    mark: str
    word: str
    tone: str
    sentence: str
    redlines: tuple[tuple[RedlineRun, ...], ...]  # each cut to the words that moved and a few around them
    title: str  # of the release
    copies: str  # "also in 2 other texts"; "" = in none
    href: str
    tags: tuple[str, ...]


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
        return any(row.redlines for row in self.rows)

    @property
    def redlines_in_text(self) -> int:
        """How many sentences of a text beside the one before it the text part shows, of each: a screen holds some :data:`IN_TEXT`."""
        return max(1, IN_TEXT // max(1, sum(len(row.redlines) > 1 for row in self.rows)))


def lay_out_news(digest: Digest, dates: DateStyle = ISO) -> NewsPage:
    """Lay out the news of *digest*, its days as *dates* writes them."""
    news, site = digest.news, digest.background.site
    rows = tuple(_row(row, dates, site) for row in news.rows)
    return NewsPage(
        title=clean(digest.title),
        period=clean(digest.period) or dates.span(digest.since, digest.until),
        subject=clean(subject_of(digest, rows)),
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


def _row(entry: NewsEntry, dates: DateStyle, site: str | None) -> NewsRow:
    if isinstance(entry, SubjectItem):
        return subject_row(entry.move, dates, site)
    return redline_row(entry, dates, site) if isinstance(entry, RedlineItem) else news_row(entry, dates, site)


def subject_of(digest: Digest, rows: Iterable[NewsRow]) -> str:
    """Return the first item in a line for a mailbox, with how many follow; or that there is none."""
    found = list(rows)
    if not found:
        noted = next((note.lines[0] for note in digest.notes if note.title), "")
        return noted or f"{NOTHING_SURE}: {' '.join(digest.title.split())}"
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    return excerpt(found[0].sentence.rstrip("."), SUBJECT) + more


def news_row(item: NewsItem, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay one item out; *site* goes before addresses of the site, None: there is none."""
    change = item.change
    label = shown_label(item)
    words = label_words(change) if rate_moved(change) else LABEL_WORDS[label]
    reworded = label is Label.REAFFIRMED and words == LABEL_WORDS[label]
    said = change.after or change.before
    assert said is not None, "a change has one side at least"
    return NewsRow(
        mark="≈" if reworded else words.mark,
        word="reworded" if reworded else words.word,
        tone=words.tone,
        sentence=clean(news_sentence(item, dates)),
        redlines=(tuple(_around(item.wording.runs)),) if item.wording and is_comparable(item.wording) else (),
        title=excerpt(release_title(change.release), TITLE),
        copies=f"also in {pluralize(len(item.copies), 'other text')}" if item.copies else "",
        href=_href(change, site),
        tags=tags_from_flags(
            review=False,
            minor=change.minor,
            edited=is_edit(change),
            recomputed=change.cause is Cause.RECOMPUTED,
        ),
    )


def subject_row(move: SubjectMove, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out a subject that came or went; its link is the page of the text, else the first statement where it stands."""
    words, first = SUBJECT_WORDS[move.how], move.mentions[0]
    parties = agreed_by(move.release)
    known = all(is_state(name) or name in BLOCS for name in parties)
    who = speakers_in_words(frozenset(name.upper() for name in parties if known), move.release)
    on_site = None if site is None else site + addresses.release(move.release.id) + addresses.SUBJECTS
    return NewsRow(
        mark=words.mark,
        word=words.word,
        tone=words.tone,
        sentence=clean(f"{who}, {dates.day(move.release.published_on)}: {subject_sentence(move, dates)}."),
        redlines=(),
        title=excerpt(release_title(move.release), TITLE),
        copies="",
        href=quote_link(first.release.url, first.unit.quote) if on_site is None else on_site,
        tags=(),
    )


def redline_row(item: RedlineItem, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out a text beside the one before it; its link is the page of the text, else the first sentence shown, where it stands."""
    release, said = item.text.release, next((one.quote for one in item.sentences if one.quote), "")
    return NewsRow(
        mark="≠",
        word="redline",
        tone="calm",
        sentence=clean(redline_sentence(item, dates)),
        redlines=tuple(tuple(_around(sentence_runs(one))) for one in item.sentences),
        title=excerpt(release_title(release), TITLE),
        copies="",
        href=quote_link(release.url, said)
        if site is None
        else site + addresses.release(release.id) + addresses.REDLINE,
        tags=(),
    )


def _href(change: Change, site: str | None) -> str:
    if site is not None:
        if change.label is Label.NEW and change.after:
            return site + addresses.release(change.release.id, change.after.unit.id)
        return site + addresses.line(change.line.id, change.id)
    if change.after:
        return quote_link(change.release.url, change.after.unit.quote)
    return safe_page_link(change.release.url)


def _around(runs: tuple[RedlineRun, ...]) -> Iterator[RedlineRun]:
    """Yield the runs that moved, and of those that stayed the ends beside them."""
    room = SHOWN
    for at, run in enumerate(runs):
        if room <= 0:
            yield RedlineRun("equal", " …")
            return
        text = run.text
        if text.strip():
            text = text[: len(text) - len(text.lstrip())] + clean(text).strip() + text[len(text.rstrip()) :]
        if run.op == "equal":
            text = _ends(text, first=at == 0, last=at == len(runs) - 1)
        elif len(text) > room:
            text = excerpt(text, max(room, AROUND))  # a crumb of a word tells nothing
        room -= len(text)
        yield RedlineRun(run.op, text)


def _ends(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    head, tail = text[:AROUND], text[-AROUND:]
    head, tail = head[: head.rfind(" ") + 1], tail[tail.find(" ") :]
    if not (first or last) and re.search(r"\d", text):
        return text  # two sums of a list are of two things: neither may stand where the other did
    return ("" if first else head) + "…" + ("" if last else tail)


def _read(digest: Digest) -> str:
    if not digest.releases and digest.news.items:
        return "No new release: published texts were changed."
    if not digest.releases:
        return "Nothing was published in this window by the sources asked for."
    return f"Read: {pluralize(digest.releases, 'release')}."


def _closing(digest: Digest, news: News) -> Iterator[str]:
    if not news.rows and not any(note.title for note in digest.notes):
        yield _nothing(digest, news)
    elif news.repeated:
        yield _repeated(news)
    rest = [
        text
        for number, text in (
            (news.further, f"{pluralize(news.further, 'further move')}"),
            (news.new, f"{pluralize(news.new, 'statement')} not met before"),
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


def _repeated(news: News) -> str:
    again = f"Said again: {pluralize(news.repeated, 'statement')}, {news.unchanged:,} of them word for word"
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
    return (
        f"{pluralize(news.doubtful, 'possible move')} left out: that both texts are of one line is not sure."
    )


def _sources(digest: Digest) -> SourcesSection | None:
    """Return how the sources fare, cut short; None where all is well."""
    sources = digest.sources
    return sources.cut(SOURCES) if sources and (sources.looked or sources.withdrawn) else None
