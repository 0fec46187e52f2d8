"""The sentences of planted releases that differ, with what the key says of each.

``planted/releases.jsonl`` holds releases of invented banks, ministries and summits, four of a series as a rule, each as its author
would go on from the one before. ``planted/key.jsonl`` says what moved in each ("change", worth 2: must be heard, 1: good to hear), what
only reads differently ("same"), and what is of others or of data ("trap"), with the words of both texts. Who wrote them had not
seen the product; who scored the mails had not written them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_query import SeriesTexts
from tracker.edits.passages import Passage
from tracker.edits.sentence_pairs import SentencePair
from tracker.store import Store
from training.gold import rows
from training.news.sentence_figures import Row

PLANTED = Path(__file__).parent / "planted"
RELEASES, KEY = PLANTED / "releases.jsonl", PLANTED / "key.jsonl"
CHANGE = "change"


def keyed_pairs(store: Store) -> Iterator[tuple[ComparedText, SentencePair, list[Row]]]:
    """Yield the sentences of planted releases that differ, each in its text and with the rows of the key that speak of it."""
    of_release = defaultdict[str, list[Row]](list)
    for row in rows(KEY):
        of_release[row["release"]].append(row)
    series = SeriesTexts(store)
    for summary in store.releases():
        text = series.beside(summary.release)
        for pair in text.pairs if text else ():
            yield text, pair, [row for row in of_release[summary.release.ref] if _speaks_of(row, pair, text)]


def _speaks_of(row: Row, pair: SentencePair, text: ComparedText) -> bool:
    sides = zip((pair.before, pair.after), text.whole, (row["before"], row["after"]), strict=True)
    return any(sentence and _holds(sentence, whole, words) for sentence, whole, words in sides)


def _holds(sentence: Passage, text: str, words: str) -> bool:
    """Say whether *words* of a *text* stand in one of its sentences, or reach into it."""
    at = text.find(words) if words else -1
    return at >= 0 and at < sentence.end and at + len(words) > sentence.start


def moved_grade(said: list[Row]) -> int:
    """Return the highest grade of a change among rows of the key; 0 where none is one."""
    return max((row["worth"] if row["sort"] == CHANGE else 0 for row in said), default=0)
