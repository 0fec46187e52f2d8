"""A brief as paragraphs with marked words, cut to two pages: what every format prints. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from reports.brief.content import Brief, PartyBrief, Said
from reports.view.dates import ENGLISH
from reports.view.display_names import release_line
from reports.view.rate_words import label_words
from reports.view.redline import readable_redline
from tracker.domain import Change, Mention, Release
from tracker.link.occasions.genre import is_spoken
from tracker.text.numbers import pluralize
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import one_line
from tracker.text.shorten import shorten

Style = Literal["title", "facts", "party", "entry", "source"]
Mark = Literal["plain", "bold", "gone", "come", "note"]

LINES = 104  # of two pages
CHARACTERS, SMALL_CHARACTERS = 104, 136  # of a line, of a line of the citations
AND = "and"  # before a further quote of one text
SMALL = 0.8  # of a line: one of the citations
SIZES = (
    (300, 3),
    (240, 3),
    (200, 2),
    (160, 2),
    (130, 1),
    (90, 1),
)  # characters of a quote, quotes of a party


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words with how they are marked; *href* leads to their source."""

    text: str
    mark: Mark = "plain"
    href: str = ""


@dataclass(frozen=True, slots=True)
class BriefParagraph:
    """One paragraph."""

    style: Style
    runs: tuple[TextRun, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


class _Sources:
    """The texts that are cited, numbered as they first are."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.releases: list[Release] = []

    def note(self, release: Release, words: str = "") -> TextRun:
        """Return the mark of a citation, which leads to *words* in *release*."""
        if release.id not in self.numbers:
            self.numbers[release.id] = len(self.numbers) + 1
            self.releases.append(release)
        return TextRun(f" [{self.numbers[release.id]}]", "note", quote_link(release.url, words))


def paragraphs(brief: Brief, size: int | None = None) -> tuple[BriefParagraph, ...]:
    """Return *brief* as paragraphs; of :data:`SIZES` the first that fits two pages, or that numbered *size*."""
    if size is not None:
        return tuple(_paragraphs(brief, *SIZES[min(size, len(SIZES) - 1)]))
    made: tuple[BriefParagraph, ...] = ()
    for most, quotes in SIZES:
        made = tuple(_paragraphs(brief, most, quotes))
        if sum(map(_height, made)) <= LINES:
            break
    return made


def _height(paragraph: BriefParagraph) -> float:
    """Return about how many lines *paragraph* takes."""
    match paragraph.style:
        case "title":
            return 3.0
        case "party":
            return 2.0
        case "source":
            return SMALL * ceil(len(paragraph.text) / SMALL_CHARACTERS)
        case _:
            return ceil(len(paragraph.text) / CHARACTERS) + 0.3


def _paragraphs(brief: Brief, most: int, quotes: int) -> Iterator[BriefParagraph]:
    sources = _Sources()
    yield BriefParagraph("title", (TextRun(brief.subject),))
    span = ENGLISH.span(brief.since, brief.until)
    yield BriefParagraph(
        "facts",
        (
            TextRun(
                f"What was said, {span}: {pluralize(brief.texts, 'text')}. As of {ENGLISH.day(brief.day)}."
            ),
        ),
    )
    told: dict[tuple[str, ...], str] = {}
    for party in brief.parties:
        yield BriefParagraph("party", (TextRun(party.name),))
        yield from _party(party, sources, told, most, quotes)
    if sources.releases:
        yield BriefParagraph("party", (TextRun("Sources"),))
    for number, release in enumerate(sources.releases, start=1):
        yield BriefParagraph("source", _source(number, release))


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is told of a party. *units* are those it quotes: with the kind of entry they say whether it was told before."""

    kind: str
    units: tuple[str, ...]
    label: str
    runs: Callable[[], tuple[TextRun, ...]]


def _party(
    party: PartyBrief, sources: _Sources, told: dict[tuple[str, ...], str], most: int, quotes: int
) -> Iterator[BriefParagraph]:
    """Yield what is told of *party*; what a joint text says is quoted once, under the first of its parties in *told*."""
    if not party.texts:
        yield BriefParagraph("entry", (TextRun("Nothing is held of it on this subject."),))
        return
    shared: dict[str, list[str]] = {}
    for entry in _entries(party, sources, most, quotes):
        first = told.setdefault((entry.kind, *entry.units), party.name)
        if first == party.name:
            yield BriefParagraph("entry", (TextRun(f"{entry.label}: ", "bold"), *entry.runs()))
        elif entry.label != AND:
            shared.setdefault(first, []).append(entry.label)
    for name, labels in shared.items():
        yield BriefParagraph(
            "entry",
            (TextRun(f"Together with {name}, quoted there: ", "bold"), TextRun("; ".join(labels) + ".")),
        )
    if party.first_on and party.last_on and party.first_on != party.last_on:
        span = ENGLISH.span(party.first_on, party.last_on)
        yield BriefParagraph("entry", (TextRun(f"In {pluralize(party.texts, 'text')}, {span}."),))


def _entries(party: PartyBrief, sources: _Sources, most: int, quotes: int) -> Iterator[_Entry]:
    def quoted(kind: str, label: str, said: Said) -> _Entry:
        note = (said.release, said.unit.quote)
        runs = lambda: (TextRun(_quote(said.unit.quote, most)), sources.note(*note))  # noqa: E731 - numbered when written
        return _Entry(kind, (said.unit.id,), label, runs)

    for number, said in enumerate(party.current[:quotes]):
        yield quoted("now", AND if number else f"Now, {_day(said.release)}", said)
    if party.change and party.change.before and party.change.after:
        before, after = party.change.before, party.change.after
        word = label_words(party.change).word
        days = f"{ENGLISH.day(before.release.published_on)} → {ENGLISH.day(after.release.published_on)}"
        yield _Entry(
            "change",
            (before.unit.id, after.unit.id),
            f"Last change ({word}), {days}",
            lambda: (
                *_redline(one_line(before.unit.quote), one_line(after.unit.quote), most),
                sources.note(before.release, before.unit.quote),
                sources.note(after.release, after.unit.quote),
            ),
        )
    if party.first:
        yield quoted("first", f"First found, {_day(party.first.release)}", party.first)
    for silence in party.silences[:quotes]:
        if silence.before:
            yield _silence(silence, silence.before, sources, most)
    for due in party.deadlines[:quotes]:
        yield quoted("due", f"Due {ENGLISH.day(due.due)}", Said(due.unit, due.release))


def _day(release: Release) -> str:
    return ENGLISH.day(release.published_on) + (", in talk" if is_spoken(release.title) else "")


def _silence(silence: Change, before: Mention, sources: _Sources, most: int) -> _Entry:
    silent, last = ENGLISH.day(silence.release.published_on), ENGLISH.day(before.release.published_on)
    return _Entry(
        "silent",
        (before.unit.id, silence.release.id),
        f"Not said on {silent}, last on {last}",
        lambda: (
            TextRun(_quote(before.unit.quote, most)),
            sources.note(before.release, before.unit.quote),
            sources.note(silence.release),
        ),
    )


def _quote(words: str, most: int) -> str:
    return f"“{shorten(one_line(words), most)}”"


def _redline(before: str, after: str, most: int) -> Sequence[TextRun]:
    """Return what changed as a redline, with what was kept in the middle and at the ends cut short."""
    marks: dict[str, Mark] = {"equal": "plain", "delete": "gone", "insert": "come"}
    runs = readable_redline(before, after)
    room = most // max(1, len(runs))
    made = []
    for number, run in enumerate(runs):
        text = run.text
        if run.op == "equal" and len(text) > 2 * room:
            words = text.split(" ")
            keep = max(3, room // 7)
            head, tail = " ".join(words[:keep]), " ".join(words[-keep:])
            text = (
                f"… {tail}" if number == 0 else f"{head} …" if number == len(runs) - 1 else f"{head} … {tail}"
            )
        elif run.op != "equal":
            text = shorten(text, most)
        made.append(TextRun(text, marks[run.op]))
    return made


def _source(number: int, release: Release) -> tuple[TextRun, ...]:
    issuer = one_line(release.issuer or release.source)
    title = shorten(release_line(release), 110)
    page = safe_page_link(release.url)
    return (
        TextRun(f"[{number}] ", "bold"),
        TextRun(f"{issuer}, “{title}”, {ENGLISH.day(release.published_on)}"),
        *((TextRun(f", {page.partition('://')[2].split('/')[0]}", "plain", page),) if page else ()),
    )
