"""Sentences of real texts that readers judged, found again in stores of the archives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_query import SeriesTexts
from tracker.edits.passages import Passage
from tracker.edits.sentence_pairs import SentencePair
from tracker.store import open_store
from training.news.fitting import hashed
from training.news.sentence_figures import Row


def sentences_held(
    urls: Sequence[str], judged: Iterable[tuple[int, Row]]
) -> Iterator[tuple[int, Row, ComparedText, SentencePair]]:
    """Yield the rows that were *judged*, each with its number, whose sentences the stores at *urls* hold, with their text and themselves.

    A row names the releases of both texts and the place and hash of each sentence, or of the one that is gone or new. Printed is of how many texts no store has one.
    """
    wanted = defaultdict[str, list[tuple[int, Row]]](list)
    for number, row in judged:
        wanted[row["later"]].append((number, row))
    for url in urls:
        with open_store(url) as store:
            series = SeriesTexts(store)
            for summary in store.releases():
                said = wanted.pop(summary.release.ref, ())
                text = series.beside(summary.release) if said else None
                if text is None:
                    continue
                old, new = ({(one.start, one.end): one for one in side} for side in text.sentences)
                for number, row in said:
                    pair = SentencePair(_sentence(row["before"], old), _sentence(row["after"], new))
                    if row["earlier"] == text.before.ref and (pair.before or pair.after):
                        yield number, row, text, pair
    print(f"texts not held: {len(wanted)}")


def _sentence(span: Sequence[Any] | None, sentences: dict[tuple[int, int], Passage]) -> Passage | None:
    """Return the sentence at *span*, start, end and the SHA-256 of its words; None where it is not there."""
    found = sentences.get((span[0], span[1])) if span else None
    return found if span and found and hashed(found.said) == span[2] else None
