"""One item of news, and what stood before the window it is of. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from reports.digest.news.words.wording import WordingChange
from tracker.compare.redline import RedlineRun
from tracker.domain import Change, Release
from tracker.link.occasions.genre import Genre
from tracker.store.records import DatedQuote


@dataclass(frozen=True, slots=True)
class TextBefore:
    """What the text before one in its series said, and when."""

    published_on: date | None
    said: str


TextBeforeOf = Callable[[Release], TextBefore | None]  # None where there is none


@dataclass(frozen=True, slots=True)
class Standing:
    """What was held before a window, as much of it as news needs."""

    quotes: Mapping[str, Sequence[DatedQuote]] = field(default_factory=dict)  # line → oldest first
    scores: Mapping[str, float] = field(default_factory=dict)  # unit → how likely it continues its line
    unnamed: frozenset[str] = frozenset()  # parties that no text held names
    text_of: Callable[[str], str] = lambda _: ""  # the text of a revision
    text_before: TextBeforeOf = lambda _: None
    # any text before a day has these words
    said_earlier: Callable[[str, date], bool] = lambda _quote, _day: False
    only_talk: frozenset[str] = frozenset()  # sources that publish nothing but briefings and interviews


NOTHING_STANDS = Standing(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item: a change, why it is told, and what it weighs."""

    change: Change
    genre: Genre
    wording: WordingChange | None  # None where one side is silent
    first: tuple[str, ...] = ()  # parties that no text before names
    value: float = 0.0
    copies: tuple[Release, ...] = ()  # other releases that say the same words
    words: str = ""  # the sentence a new commitment is shown by, and what is said again; "" = its quote
    again: bool = False  # watched, and the words that came stand in another sentence of the earlier text
    redline: tuple[
        RedlineRun, ...
    ] = ()  # of both sentences, where these are short enough; () = of both quotes
