"""What two texts say on one matter: the sentences with its words, each beside its counterpart in the other text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.digest.news.redlines.compared_text import Fate
from reports.digest.news.redlines.redline_sentence import FATES
from reports.view.redline import readable_redline
from tracker.compare.redline import RedlineRun
from tracker.domain import Document
from tracker.edits.sentence_pairs import SentencePair, TextSentences, pair_sentences
from tracker.search.analyzer import Term, has_term, parse_terms
from tracker.search.looser import with_other_words, with_state_names
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import without_controls

MOST = 60  # sentences shown
ALIKE = 0.45  # of the words of two sentences stay, where one is shown as a redline of the other
SAME, HELD = (
    "word for word",
    "its words stood there",
)  # the other text has the sentence, or its words among others


@dataclass(frozen=True, slots=True)
class SentenceOnWords:
    """One sentence: what became of it, "word for word", "its words stood there", "in other words", "gone" or "new", and its redline."""

    fate: str
    runs: tuple[RedlineRun, ...]


@dataclass(frozen=True, slots=True)
class OnWords:
    """The sentences of two texts that have some words. *further*: how many are not shown."""

    counts: str  # "3 word for word, 2 new"
    sentences: tuple[SentenceOnWords, ...]
    further: int = 0


def query_said(text: Document, words: str) -> str:
    """Return the query by which a sentence of *text* has *words*: small words aside and states by all names, else in other words as a search asks; "" where none has."""
    bare = " ".join(word for word in words.split() if word.casefold() not in STOPWORDS or word.isupper())
    said = [one.said for one in TextSentences(text).paired]
    for query in (with_state_names(bare), with_other_words(bare)):
        terms = parse_terms(query)
        if terms and any(_says(sentence, terms) for sentence in said):
            return query
    return ""


def sentences_on_words(before: Document, after: Document, words: str) -> OnWords:
    """Return the sentences of *after* that have *words*, or whose counterpart in *before* has them, in order, and those that are gone.

    What they are found by is told by *after*, else by *before*, as :func:`query_said` has it.
    """
    terms = parse_terms(query_said(after, words) or query_said(before, words))
    pairs = pair_sentences(*map(TextSentences, (before, after)))
    differing = {pair.after: pair for pair in pairs.differing if pair.after}
    gone = [pair for pair in pairs.differing if pair.after is None]
    ordered = (differing.get(one, SentencePair(one, one)) for one in pairs.sentences[1])
    said_before = {one.forms for one in pairs.sentences[0]}
    rows = [_row(pair, said_before) for pair in (*ordered, *gone) if _has(pair, terms)]
    counted = Counter(row.fate for row in rows)
    said = [f"{counted[fate]:,} {fate}" for fate in (SAME, HELD, *FATES.values()) if counted[fate]]
    return OnWords(", ".join(said), tuple(rows[:MOST]), max(0, len(rows) - MOST))


def _has(pair: SentencePair, terms: list[Term]) -> bool:
    return any(_says(one.said, terms) for one in (pair.before, pair.after) if one)


def _says(sentence: str, terms: list[Term]) -> bool:
    return bool(terms) and all(has_term(sentence, term) for term in terms)


def _row(pair: SentencePair, said_before: set[tuple[str, ...]]) -> SentenceOnWords:
    old, new = (without_controls(one.said) if one else "" for one in (pair.before, pair.after))
    if pair.after and pair.before is pair.after:
        fate = SAME if pair.after.forms in said_before else HELD
        return SentenceOnWords(fate, (RedlineRun("equal", new),))
    if not old or not new:
        return SentenceOnWords(
            FATES[Fate.NEW if new else Fate.GONE], (RedlineRun("insert" if new else "delete", new or old),)
        )
    return SentenceOnWords(FATES[Fate.REWORDED], tuple(_runs(old, new)))


def _runs(old: str, new: str) -> Iterator[RedlineRun]:
    """Yield *new* as a redline of *old*, or where little stayed one after the other."""
    runs = readable_redline(old, new)
    stayed = sum(len(run.text) for run in runs if run.op == "equal")
    if stayed >= ALIKE * min(len(old), len(new)):
        yield from runs
    else:
        yield RedlineRun("delete", old)
        yield RedlineRun("equal", " ")
        yield RedlineRun("insert", new)
