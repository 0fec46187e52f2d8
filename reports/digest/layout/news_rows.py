"""What is told in a digest, each as one row: a mark and a word, a sentence, the words that moved, one link. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.digest.news.evidence import shown_label
from reports.digest.news.first_texts.new_texts import NewTextItem, is_of_chair
from reports.digest.news.news_item import NewsItem
from reports.digest.news.news_sentence import (
    is_comparable,
    news_sentence,
    speakers_in_words,
    titled_parties,
)
from reports.digest.news.redlines.compared_text import SentenceMove
from reports.digest.news.redlines.pointed_at import pointed_at
from reports.digest.news.redlines.redline_choice import RedlineItem, rate_decided
from reports.digest.news.redlines.redline_sentence import redline_sentence, sentence_runs, told_first
from reports.digest.news.redlines.worth.guidance import ranked_worth
from reports.digest.news.subject_news import SubjectItem
from reports.digest.news.window_news import NewsEntry
from reports.digest.news.words.moved_in_place import moved_beside
from reports.digest.news.words.negations import begin_with_negation
from reports.digest.news.words.qualifiers import only_put_in, only_qualified
from reports.digest.news.words.wording import WordingChange
from reports.view import addresses
from reports.view.change_card import tags_from_flags
from reports.view.changes import is_edit, site_link
from reports.view.dates import DateStyle
from reports.view.display_names import NOT_NAMED, party_name, release_title
from reports.view.rate_words import decided_words, is_gapped, label_words, rate_first_decided, rate_moved
from reports.view.subject_words import SUBJECT_WORDS, subject_sentence, telling_mention
from reports.view.vocabulary import (
    LABEL_WORDS,
    NEW_TEXT,
    REDLINE,
    REWORDED,
    SAID_AGAIN,
    WORD_MOVED,
    LabelWords,
)
from tracker.compare.redline import RedlineRun
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Cause, Change, Label
from tracker.text.numbers import figures_in, pluralize
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

AROUND = 60  # characters kept beside words that moved, and of the beginning of their sentence
WHOLE = 320  # of a redline that is shown uncut: what moved is read with what it is said of
SHOWN = 400  # characters of a redline
POINTED_AT = 240  # of a sentence that the one behind it points at
TITLE = 110  # characters of the name of a release: of 72 a notice kept no word of what it is on
WHOLE_TITLE = 140  # the same of one that says what a new text is on


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One item, ready to print. *href* is its one link: the line on the site, else the words on the publisher's page."""

    mark: str
    word: str
    tone: str
    sentence: str
    redlines: tuple[tuple[RedlineRun, ...], ...]  # each cut to the words that moved and a few around them
    title: str  # of the release
    copies: str  # "also in 2 other texts", "26 sentences differ in all"; "" = neither
    href: str
    tags: tuple[str, ...]
    weights: tuple[float, ...] = ()  # of the redlines, where some tell more than others

    def weightiest(self, most: int) -> tuple[tuple[RedlineRun, ...], ...]:
        """Return the *most* of the redlines that tell most, in order of the text; the first ones where none weighs more."""
        places = range(len(self.redlines))
        best = sorted(places, key=lambda at: -self.weights[at])[:most] if self.weights else places[:most]
        return tuple(self.redlines[at] for at in sorted(best))


def row_of(entry: NewsEntry, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out whatever is told; *site* goes before addresses of the site, None: there is none."""
    if isinstance(entry, SubjectItem):
        return subject_row(entry.move, dates, site)
    if isinstance(entry, NewTextItem):
        return new_text_row(entry, dates, site)
    return redline_row(entry, dates, site) if isinstance(entry, RedlineItem) else news_row(entry, dates, site)


def news_row(item: NewsItem, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay one item out; *site* goes before addresses of the site, None: there is none."""
    change, words = item.change, item_words(item)
    return NewsRow(
        mark=words.mark,
        word=words.word,
        tone=words.tone,
        sentence=clean(news_sentence(item, dates)),
        redlines=(tuple(_around(runs)),) if (runs := marked_runs(item)) else (),
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


def marked_runs(item: NewsItem) -> tuple[RedlineRun, ...]:
    """Return the redline of *item*, in the sentences it stands in where these are short; () where its two texts are not shown word against word."""
    if item.wording is None or item.again or not _may_be_marked(item, item.wording):
        return ()
    return _within(item.redline or item.wording.runs)


def _may_be_marked(item: NewsItem, wording: WordingChange) -> bool:
    """Say whether the two texts of *item* are shown word against word: not two levels of a rate with decisions between them."""
    rate = rate_moved(item.change)
    return is_comparable(wording) and not (rate and is_gapped(item.change, rate))


def item_words(item: NewsItem) -> LabelWords:
    """Return what an item is called wherever it is told: its label, what was decided on a rate, or that it was put in other words."""
    label = shown_label(item)
    if item.again:
        return SAID_AGAIN
    if rate_moved(item.change):
        return label_words(item.change)
    if decision := rate_first_decided(item.change):
        return decided_words(decision.direction)
    if label is not Label.REAFFIRMED:
        return LABEL_WORDS[label]
    return WORD_MOVED if _word_moved(item.change) else REWORDED


def _word_moved(change: Change) -> bool:
    """Say whether a statement that continues another says how far, how firmly, of whom or what, how many or on what condition otherwise than that one."""
    if change.before is None or change.after is None:
        return False
    said = change.before.unit.quote, change.after.unit.quote
    if only_qualified(*said) or only_put_in(*said) or moved_beside(*said):
        return True
    return sorted(figures_in(said[0])) != sorted(figures_in(said[1]))


def subject_row(move: SubjectMove, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out a subject that came or went; its link is the page of the text, else the first statement where it stands."""
    words, first = SUBJECT_WORDS[move.how], telling_mention(move)
    who = speakers_in_words(titled_parties(move.release), move.release)
    on_site = None if site is None else site + addresses.release(move.release.id) + addresses.SUBJECTS
    return NewsRow(
        mark=words.mark,
        word=words.word,
        tone=words.tone,
        sentence=clean(f"{who}, {dates.day(move.release.published_on)}: {subject_sentence(move, dates)}."),
        redlines=(),
        title=excerpt(release_title(first.release if on_site is None else move.release), TITLE),
        copies="",
        href=quote_link(first.release.url, first.unit.quote) if on_site is None else on_site,
        tags=(),
    )


def redline_row(item: RedlineItem, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out a text beside the one before it; its link is the page of the text, else the first sentence told that stands in it."""
    release = item.text.release
    said = next((one.quote for one in told_first(item) if one.quote), "")
    decided = rate_decided(item)
    words = decided_words(decided.decision.direction) if decided else REDLINE
    return NewsRow(
        mark=words.mark,
        word=words.word,
        tone=words.tone,
        sentence=clean(redline_sentence(item, dates)),
        redlines=tuple((*_after(one, item), *_around(sentence_runs(one))) for one in item.sentences),
        weights=tuple(ranked_worth(item.text, one) for one in item.sentences),
        title=excerpt(release_title(release), TITLE),
        copies=_differing(item),
        href=quote_link(release.url, said)
        if site is None
        else site + addresses.release(release.id) + addresses.REDLINE,
        tags=(),
    )


def _differing(item: RedlineItem) -> str:
    """Return how many sentences of a text differ from the one before it, where more do than are shown: "26 sentences differ in all"."""
    differing = len(item.text.pairs)
    return f"{pluralize(differing, 'sentence')} differ in all" if differing > len(item.sentences) else ""


def _after(one: SentenceMove, item: RedlineItem) -> Iterator[RedlineRun]:
    """Yield what stands before a sentence that points at it: without it "this" says nothing."""
    if before := pointed_at(one, item.text, item.sentences):
        yield RedlineRun("equal", f"(after “{excerpt(before, POINTED_AT)}”) ")


def new_text_row(item: NewTextItem, dates: DateStyle, site: str | None) -> NewsRow:
    """Lay out a text of which next to nothing was said before; its link is the page of the text, else its weightiest statement where it stands."""
    release, first = item.release, item.first
    who = speakers_in_words(item.speakers, release)
    speaking = frozenset[str]().union(*(one.unit.facets.speakers for one in item.quotes), item.speakers)
    if is_of_chair(release) or all(party_name(code) == NOT_NAMED for code in speaking):
        who = excerpt(
            release_title(release), TITLE
        )  # the title says it: "… by Ministers of the Global Coalition"
    made = statements_made(item)
    said = f"“{first.words}”{f'; {made}' if made else ''}"
    return NewsRow(
        mark=NEW_TEXT.mark,
        word=NEW_TEXT.word,
        tone=NEW_TEXT.tone,
        sentence=clean(f"{who}, {dates.day(release.published_on)}: {said}."),
        redlines=tuple((RedlineRun("equal", f"“{one.words}”"),) for one in item.quotes if one is not first),
        title=excerpt(release_title(release), WHOLE_TITLE),
        copies="",
        href=quote_link(release.url, first.unit.quote)
        if site is None
        else site + addresses.release(release.id, first.unit.id),
        tags=(),
    )


def statements_made(item: NewTextItem) -> str:
    """Return how many statements a new text makes, in words: "the text makes 14 statements"; "" where all are quoted."""
    of_all = pluralize(item.statements, "statement")
    return f"the text makes {of_all}" if item.statements > len(item.quotes) else ""


def _href(change: Change, site: str | None) -> str:
    if site is not None:
        return site_link(change, site)
    if change.after:
        return quote_link(change.release.url, change.after.unit.quote)
    return safe_page_link(change.release.url)


def _within(runs: tuple[RedlineRun, ...]) -> tuple[RedlineRun, ...]:
    """Return *runs* without words marked as moved before the first that stayed or behind the last: of one text less was quoted."""
    stayed = [at for at, run in enumerate(runs) if run.op == "equal" and run.text.strip()]
    return (
        tuple(run for at, run in enumerate(runs) if run.op != "moved" or stayed[0] < at < stayed[-1])
        if stayed
        else runs
    )


def _around(runs: tuple[RedlineRun, ...]) -> Iterator[RedlineRun]:
    """Yield the runs that moved, and of those that stayed the ends beside them, all of it where it is short; both sentences where they are quoted, unmarked."""
    if all(run.op == "equal" for run in runs):
        yield from runs
        return
    is_short = sum(len(run.text) for run in runs) <= WHOLE
    room, last = SHOWN, ""
    for at, run in enumerate(runs):
        # what stands in the place of struck words is shown with them
        if room <= 0 and run.text.strip() and not (last == "delete" and run.op == "insert"):
            yield RedlineRun("equal", " …")
            return
        last = run.op if run.text.strip() else last
        text = run.text
        if text.strip():
            text = text[: len(text) - len(text.lstrip())] + clean(text).strip() + text[len(text.rstrip()) :]
        if run.op == "equal" and not is_short:
            text = _ends(text, first=at == 0, last=at == len(runs) - 1)
        elif len(text) > room:
            text = excerpt(text, max(room, AROUND))  # a crumb of a word tells nothing
        room -= len(text)
        yield RedlineRun(run.op, text)


def _ends(text: str, *, first: bool, last: bool) -> str:
    """Return the beginning of *text*, which says of whom or what it is, and its end; of the *last* stretch its beginning alone."""
    if len(text) <= 2 * AROUND:
        return text
    head, begin = text[: text.rfind(" ", 0, AROUND) + 1], text.find(" ", len(text) - AROUND)
    tail = text[begin_with_negation(text, begin) if begin >= 0 else len(text) - AROUND :]
    if len(tail) + AROUND > len(text):
        return text
    tail = tail if tail[:1].isspace() else f" {tail}"
    if not (first or last) and re.search(r"\d", text):
        return text  # two sums of a list are of two things: neither may stand where the other did
    return f"{head}…{'' if last else tail}"
