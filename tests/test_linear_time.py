"""Time grows in step with what is read: four times of a hostile text takes at most some six times as long.

Each text is made of one trap, over and over, at two sizes in one run; the processor's time
is compared, never a clock. Where a pattern or a loop looks at the same letters again and
again, four times the text takes sixteen times as long.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.digest.news.redlines.worth.outlook import outlook_moved
from reports.digest.news.statements.quotation import quoted
from tests.fakes import build_unit
from tracker import guard
from tracker.domain import Document, Kind, Release, Revision, Selectors, Source, SourceKind
from tracker.errors import TrackerError
from tracker.extract import extract_in_process
from tracker.fetch import Fetched
from tracker.fetch.robots import Robots
from tracker.segment.languages import language_of
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.network.borders import mended
from tracker.segment.network.spans import Span
from tracker.segment.reader import build_units
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.speakers.participants import find_participants
from tracker.sources.announcement_rules import select_releases
from tracker.sources.kinds.page_readers import feed_page, json_page, listing_page, sitemap_entries
from tracker.sources.paging import DateWindow
from tracker.text.rates import rate_decision
from tracker.text.votes import vote_of

TIMES, MOST = 4, 9  # twice three times: "more than triples" at each doubling
LEAST = 0.02  # seconds of the processor; what takes less is of no account
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
RELEASE = Release(
    "r",
    "norvale",
    "ref",
    "Norvale",
    "https://norvale.example/1",
    "Joint statement of Norvale and Estmark",
    None,
)
SITE = "https://norvale.example/index"
EVERY = 180  # characters from one unit to the next

SAID = {
    "one sentence": "Norvale will contribute sixty crowns and reaffirmed that it will act with Estmark, ",
    "opening quotes": "“",
    "quotations": "it will act,” said Minister Orr, “and ",
    "commas": ", ",
    "stops": ".",
    "stops and letters": "a.",
    "abbreviations": "U.S. ",
    "short sentences": "a. ",
    "blank lines": "a\n\n\n\nb ",
    "blanks": "will           act ",
    "names": "Norvale ",
    "names joined": "Norvale and Estmark and ",
    "offices": "Foreign Minister of Norvale Oren Hale ",
    "pronouns": "they said that it and he and she will ",
    "anaphors": "these incidents and such incidents, ",
    "brackets": "(",
    "digits": "1",
    "numbers": "1,",
    "conditions": "if it will act, unless it will not ",
    "instruments": "by acting to act ",
    "lists": "including aid and such as aid ",
    "negations": "not never will not ",
    "capitals and dashes": "A-",
    "turns": "MINISTER ORR: ",
    "one word": "a",
    "no-break blanks": "will\u00a0act",
    "years": "2031 ",
    "lines of a list": "- will act\n",
    "footnotes": "[1] ",
}
MARKUP = {
    "paragraphs": "<p>Norvale will act.</p>",
    "open elements": "<b>",
    "attributes": "<p a b c='d' e=\"f\">x",
    "open quotes": '<p a="',
    "tables": "<table><tr><td>x</td></tr></table>",
    "cells": "<td>x",
    "lists": "<ul><li>x</ul>",
    "footnotes": "<sup><a href='#n'>1</a></sup>",
    "comments": "<!-- x -->",
    "open comments": "<!--",
    "line breaks": "x<br>",
    "references": "&amp;&#65;",
    "headings": "<h1>Norvale</h1>",
    "scripts": "<script>a<b</script>",
}
FEEDS = {
    "items": "<item><title>a</title><link>/1</link><description>b</description></item>",
    "attributes": "<a b='c' d='e'/>",
    "references": "<item><title>&amp;&#65;&#x41;</title></item>",
    "one item of many parts": "<category>a</category>",
    "text": "a ",
    "cdata": "<item><description><![CDATA[<p>x</p>]]></description></item>",
    "open elements": "<a>",
}
ROBOTS = {
    "rules": "Disallow: /a\n",
    "patterns": "Disallow: /*a*b*c$\n",
    "stars": "Disallow: /" + "*a" * 200 + "\n",
    "agents": "User-agent: a\n",
    "one line": "a",
}


@pytest.fixture(scope="module", autouse=True)
def _light_collections() -> Iterator[None]:
    """Keep what earlier tests left out of each collection: going through it took most of the time of these tests."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return how long the processor is at *work*, the better of two times; a refusal is an answer."""
    found = []
    for _ in range(2):
        gc.collect()
        begun = time.thread_time()
        with contextlib.suppress(TrackerError):
            work(text)
        found.append(time.thread_time() - begun)
    return min(found)


def check_growth(work: Callable[[str], object], make: Callable[[int], str], size: int) -> None:
    """Compare *work* on a text of *size* characters with one of four times as many."""
    work_once = make(1_000)
    seconds(work, work_once)  # what is loaded at first use
    small, large = seconds(work, make(size)), seconds(work, make(TIMES * size))
    assert large <= MOST * max(small, LEAST), f"{small:.3f} s, and {large:.3f} s for {TIMES} times as much"


def repeated(unit: str, *, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return what makes a text of so many characters of *unit*."""
    return lambda size: before + unit * (size // len(unit)) + after


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    return load_lexicon()


def spans_anywhere(document: Document, found: tuple[Sentence, ...]) -> Iterator[tuple[Span, int]]:
    """Yield a unit for every so many characters, wherever that is: as a network that is fooled would."""
    for number, sentence in enumerate(found):
        floor = sentence.start
        for begin in range(sentence.start, sentence.end, EVERY):
            start, end = mended(
                document.text, max(begin, floor), min(begin + EVERY, sentence.end), floor, sentence.end
            )
            if end > start >= floor:
                floor = end
                yield Span(start, end, Kind.U_OWN, 4, 0, False, 0.9, 0.9, 0.9), number


@pytest.mark.parametrize("unit", SAID.values(), ids=SAID)
def test_reading_takes_time_in_step_with_the_text(lexicon: Lexicon, unit: str) -> None:
    """Sentences, who speaks, slots and facets of whatever a network may take for a unit."""

    def read(text: str) -> None:
        document = extract_in_process(text.encode(), "text/plain", "utf-8", Selectors(), "page")
        revision = Revision("v", RELEASE, 1, text.encode(), "text/plain", "utf-8", NOW)
        found = tuple(sentences(document))
        participants = find_participants(document, RELEASE, found, lexicon)
        build_units(spans_anywhere(document, found), found, document, revision, lexicon, participants)

    check_growth(read, repeated(unit, before="Norvale will act with "), 10_000)


@pytest.mark.parametrize("unit", SAID.values(), ids=SAID)
def test_the_language_is_found_in_time_in_step_with_the_text(unit: str) -> None:
    """A word of any length, as a page of markup or an attack has, is looked through once."""
    check_growth(language_of, repeated(unit, before="Norvale will act with "), 20_000)


@pytest.mark.parametrize(
    ("media_type", "unit"),
    [("text/html", unit) for unit in MARKUP.values()] + [("text/markdown", unit) for unit in SAID.values()],
    ids=[*MARKUP, *SAID],
)
def test_extracting_takes_time_in_step_with_the_page(media_type: str, unit: str) -> None:
    """Pages by a selector, and texts; what is refused is refused soon."""
    before = "<html><body><main>" if media_type == "text/html" else ""
    selectors = Selectors(body="main") if before else Selectors()

    def extract(text: str) -> None:
        extract_in_process(text.encode(), media_type, "utf-8", selectors, "page")

    check_growth(extract, repeated(unit, before=before), 25_000)


@pytest.mark.parametrize("unit", SAID.values(), ids=SAID)
def test_judging_takes_time_in_step_with_the_page(unit: str) -> None:
    """Whether it is a wall, against a text that was held."""
    page = guard.CandidatePage("", "", b"", "utf-8", SITE, SITE, announced_title="The Halden Sea dialogue")

    def judge(text: str) -> None:
        held = guard.ReleaseHistory(len(text), text[::-1], "", (100,) * 20, 0)
        guard.judge_page(replace(page, statement=text, title=text[:1000], body=text.encode()), held)

    check_growth(judge, repeated(unit), 20_000)


@pytest.mark.parametrize("unit", SAID.values(), ids=SAID)
def test_quoting_takes_time_in_step_with_the_text(unit: str) -> None:
    """A text without a stop, or of nothing but stops, does not keep a digest that quotes many of its statements."""

    def quote(text: str) -> None:
        for start in range(0, len(text) - EVERY, EVERY):
            quoted(build_unit(text[start : start + EVERY // 2], start=start), text)

    check_growth(quote, repeated(unit), 20_000)


@pytest.mark.parametrize("unit", ["meeting today ", "inflation prices ", "target "])
def test_decisions_and_outlooks_are_looked_for_in_time_in_step_with_the_sentence(unit: str) -> None:
    """A sentence of any length, as a table without stops is, does not keep what asks for a rate or a target in it."""

    def look(text: str) -> None:
        rate_decision(text)
        vote_of(text)
        outlook_moved(text, text)

    check_growth(look, repeated(unit, before="The policy rate "), 10_000)


@pytest.mark.parametrize("unit", FEEDS.values(), ids=FEEDS)
def test_a_feed_takes_time_in_step_with_its_size(unit: str) -> None:
    """Its items, its attributes, its references, and what becomes of its rows."""
    source = Source("norvale", SourceKind.FEED, "Norvale", SITE, only_links="/1$", key=r"(\d+)$")

    def list_items(text: str) -> None:
        rows = feed_page(source, Fetched(SITE, text.encode(), "text/xml")).rows
        select_releases(source, rows, DateWindow(NOW.date()))

    check_growth(
        list_items, repeated(unit, before="<rss version='2.0'><channel>", after="</channel></rss>"), 15_000
    )


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        (SourceKind.SITEMAP, "<url><loc>https://norvale.example/1</loc><lastmod>2031-03-04</lastmod></url>"),
        (SourceKind.SITEMAP, "<a b='c'/>"),
        (SourceKind.LISTING, "<li><a href='/1'>Norvale</a> 4 March 2031</li>"),
        (SourceKind.LISTING, "<li>"),
        (SourceKind.LISTING, "<a href='/1' onclick='x'>"),
        (SourceKind.JSON, '{"u": "/1", "t": "a"},'),
        (SourceKind.JSON, "["),
        (SourceKind.JSON, '{"u":'),
    ],
)
def test_an_index_takes_time_in_step_with_its_size(kind: SourceKind, unit: str) -> None:
    """Sitemaps, listings and JSON, whole and broken off."""
    before = {SourceKind.SITEMAP: "<urlset>", SourceKind.JSON: "[", SourceKind.LISTING: "<ul>"}[kind]
    source = Source("norvale", kind, "Norvale", SITE, selectors=Selectors(item="li", link="a"))

    def list_rows(text: str) -> None:
        answer = Fetched(SITE, text.encode(), "text/html")
        if kind is SourceKind.SITEMAP:
            sitemap_entries(answer, 50_000)
        else:
            (listing_page if kind is SourceKind.LISTING else json_page)(source, answer)

    check_growth(list_rows, repeated(unit, before=before), 25_000)


@pytest.mark.parametrize("unit", ROBOTS.values(), ids=ROBOTS)
def test_a_robots_txt_takes_time_in_step_with_its_size(unit: str) -> None:
    """Reading its rules, and asking whether they allow an address made to fit them nearly."""

    def ask(text: str) -> None:
        robots = Robots(f"User-agent: *\n{text}", NOW)
        for number in range(3):
            robots.allows(f"https://norvale.example/{'a' * 300}{number}")

    check_growth(ask, repeated(unit), 20_000)
