"""Pairs of sentences of which somebody said whether something moved in substance between them.

Three sorts: what strangers planted in releases that they wrote (``training/news/planted``), pairs that strangers wrote for this
(``made_pairs.jsonl``), and pairs of real texts that readers judged (``judgements.jsonl``: releases, offsets, the SHA-256 of each
sentence and a verdict, never the words).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.digest.news.redlines.compared_text import ComparedText
from tracker.edits.sentence_pairs import SentencePair
from tracker.store import open_store
from training.gold import rows
from training.news.fitting import kept_apart
from training.news.judged_texts import sentences_held
from training.news.planted_pairs import RELEASES, keyed_pairs, moved_grade
from training.news.sentence_figures import Row
from training.substance.figures import UNSAID

HERE = Path(__file__).parent
MADE, JUDGEMENTS = HERE / "made_pairs.jsonl", HERE / "judgements.jsonl"
# The archives of real texts, by how the names of their sources begin.
ARCHIVES = {
    "fomc": "FOMC",
    "joint": "joint statements",
    "us-state": "State Department",
    "wh": "yearly notices",
}
PLANTED, LATER, REAL, WRITTEN = "planted", "planted later", "real", "written"
FIRST_LATER = 22  # of the planted sets: from there on they were written after the folds were trained, in genres that stood in none before
FOLDS = 3
# How far something moved, by the grade of who planted or judged it: must be heard of, good to hear, nothing.
MOVED = {2: 1.0, 1: 0.6, 0: 0.0}
OTHER_MATTER = "x"  # a verdict: both sentences are of different matters
# How much a pair counts of which the key of a planted release says nothing: as a rule nothing moved.
UNSAID_COUNTS = 0.5
EVERY_FIT = -1  # the fold of what is left out of no fit


@dataclass(frozen=True, slots=True)
class SubstancePair:
    """Two sentences, of which one may be "", and how far something moved between them."""

    before: str
    after: str
    moved: float  # 0 to 1
    counts: float  # how much it counts in a fit; 0: it is in none
    sort: str  # planted, written, or real and of which archive
    fold: int  # in which it is left out
    is_known: bool  # somebody said of it what moved
    is_free: bool = True  # its terms allow a fit to it

    @property
    def is_trained(self) -> bool:
        """Whether a fit may use it."""
        return self.is_free and self.counts > 0


def load_pairs(gold: Path, planted: str, archives: Sequence[str]) -> list[SubstancePair]:
    """Return all pairs; *planted* is the url of a store of the planted releases, *archives* are those of the archives."""
    return [*planted_pairs(planted), *judged_pairs(gold, archives), *made_pairs()]


def planted_pairs(url: str) -> Iterator[SubstancePair]:
    """Yield the sentences of planted releases that differ; those of one author are left out together."""
    sets = {row["id"]: row["set"] for row in rows(RELEASES)}
    with open_store(url) as store:
        for text, pair, said in keyed_pairs(store):
            before, after = pair.quotes
            counts = 1.0 if said else UNSAID_COUNTS if before and after else 0.0
            number = sets[text.release.ref]
            sort = PLANTED if number < FIRST_LATER else LATER
            yield SubstancePair(
                before, after, MOVED[moved_grade(said)], counts, sort, number % FOLDS, bool(said)
            )


def judged_pairs(gold: Path, urls: Sequence[str]) -> Iterator[SubstancePair]:
    """Yield the judged pairs of real texts that the stores at *urls* hold; those of one source are left out together."""
    kept = kept_apart(gold)
    for text, pair, row in judged_sentences(urls):
        before, after = pair.quotes
        source, moved = text.release.source, MOVED[int(row["verdict"])]
        is_free = not kept & {row["earlier"], row["later"]}
        sort = f"{REAL}, {archive_of(source)}"
        yield SubstancePair(before, after, moved, 1.0, sort, fold_of(source), True, is_free)


def judged_sentences(urls: Sequence[str]) -> Iterator[tuple[ComparedText, SentencePair, Row]]:
    """Yield the sentences of real texts that readers judged, each pair in its text and with its row, where the stores at *urls* hold it."""
    told = ((number, row) for number, row in enumerate(rows(JUDGEMENTS)) if row["verdict"] != OTHER_MATTER)
    for _, row, text, pair in sentences_held(urls, told):
        if pair.before and pair.after:
            yield text, pair, row


def made_pairs() -> Iterator[SubstancePair]:
    """Yield the pairs that were written for this; they are in every fit."""
    for row in rows(MADE):
        yield SubstancePair(row["before"], row["after"], MOVED[row["worth"]], 1.0, WRITTEN, EVERY_FIT, True)


def sort_of(pair: SubstancePair) -> str:
    """Return what a pair is scored under: its sort, whether one sentence stands alone, and whether nobody said what moved."""
    alone = "" if pair.before and pair.after else ", alone"
    return f"{pair.sort}{alone}" + ("" if pair.is_known else UNSAID)


def archive_of(source: str) -> str:
    """Return what a source of real texts is scored under."""
    return next((name for start, name in ARCHIVES.items() if source.startswith(start)), "other issuers")


def fold_of(source: str) -> int:
    """Return the fold in which a source of real texts is left out: the FOMC, which two archives hold, as one.

    Other issuers may have series in several folds: a board its decisions and its statements, the United States its joint statements with several states.
    """
    name = "fomc" if source.startswith("fomc") else source
    return hashlib.sha256(name.encode()).digest()[0] % FOLDS
