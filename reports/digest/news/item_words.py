"""The words an item is shown by: its sentence, what moved in it marked, and whether any of that was said before. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.digest.news.evidence import is_overtaken
from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.redlines.worth.sentence_model import moved_odds
from reports.digest.news.statements.quotation import WHOLE, quoted, whole_sentence
from reports.digest.news.words.degrees import says_as_much
from reports.digest.news.words.moved_words import (
    is_cut_otherwise,
    sentence_redline,
    with_moved_words,
    within_sentences,
)
from reports.digest.news.words.wording import IDLE, STEADY, WordingChange, telling_stems
from reports.view.changes import is_edit, subject_unit
from reports.view.rate_words import rate_moved
from tracker.compare.facets.said_beside import Texts
from tracker.domain import Label, Unit
from tracker.text.sanitize import clean
from tracker.text.sentence_bounds import sentence_end
from tracker.text.shorten import excerpt

SHOWN_AGAIN = 260  # characters of what is said again
# Log odds of the network of substance under which a statement only reads otherwise. Of the planted items without a label that it has not learnt from 33
# paraphrases and two traps lie below, and seven changes; of those of the real archives three, of which none says more.
SAME = -2.0
_SINCE = re.compile(r"\bsince (?!then\b)[^.;,]{1,60}")


def overtaken(item: NewsItem, standing: Standing) -> bool:
    """Say whether the text before it in its series moved what *item* shows already: then it is told nowhere, whatever it is compared with."""
    return is_overtaken(with_words_marked(item, standing), standing)


def quotes_are_cut_otherwise(item: NewsItem, standing: Standing, *, but_moved: bool = False) -> bool:
    """Say whether all that came or went in *item* stands in the other text too: of one sentence, or of two, less was quoted.

    Or whether in its sentences nothing came or went but words by which anything is reported; with *but_moved* not where others
    stand in another sentence of the other text.
    """
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return False
    texts = _texts(before.unit, after.unit, standing)
    within = _in_sentences(item.wording, before.unit, after.unit, texts)
    if within and (within.only_reported or not (within.lost or within.added)):
        return not (but_moved and any(run.op == "moved" for run in within.runs))
    return is_cut_otherwise(item.wording, (before.unit.quote, after.unit.quote), texts)


def _texts(before: Unit, after: Unit, standing: Standing) -> Texts:
    return standing.text_of(before.revision), standing.text_of(after.revision)


def _sentences(before: Unit, after: Unit, texts: Texts) -> Texts:
    return whole_sentence(before, texts[0]), whole_sentence(after, texts[1])


def _in_sentences(wording: WordingChange, before: Unit, after: Unit, texts: Texts) -> WordingChange | None:
    quotes = " ".join(clean(before.quote).split()), " ".join(clean(after.quote).split())
    return within_sentences(wording, quotes, _sentences(before, after, texts), texts)


def is_counted_otherwise(item: NewsItem, standing: Standing) -> bool:
    """Say whether the two sentences of *item* count from two days: "8 billion since the elections", before "7 billion since the war began"."""
    before, after = item.change.before, item.change.after
    if before is None or after is None:
        return False
    sentences = _sentences(before.unit, after.unit, _texts(before.unit, after.unit, standing))
    since = [telling_stems(found[0]) if (found := _SINCE.search(one)) else frozenset() for one in sentences]
    return all(since) and not since[0] & since[1]


def only_reads_otherwise(item: NewsItem, standing: Standing) -> bool:
    """Say whether the network that reads two sentences together is sure that nothing moved in substance between those of *item*.

    It is not asked of words that only came or went, of another name, degree or condition: those are seen in the words themselves.
    """
    before, after, wording = item.change.before, item.change.after, item.wording
    if before is None or after is None or wording is None or wording.adds_or_drops or wording.renames:
        return False
    sentences = _sentences(before.unit, after.unit, _texts(before.unit, after.unit, standing))
    return says_as_much(*sentences) and moved_odds(*(f"{said.rstrip('.')}." for said in sentences)) < SAME


def with_words_marked(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words that moved as its two sentences have them, those marked that the other text says elsewhere, unless these are all.

    What was put into words that had stood for long is news of them though the text said it elsewhere: it is marked only
    where something else that tells anything moved too.
    """
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return item
    texts = _texts(before.unit, after.unit, standing)
    marked = with_moved_words(item.wording, texts)
    within = _in_sentences(item.wording, before.unit, after.unit, texts)
    if within and _words_marked(within) <= _words_marked(marked):
        marked = within
    left = (*marked.lost, *marked.added)
    if item.wording.run >= STEADY:
        left = tuple(words for words in left if telling_stems(words) - IDLE)
    return replace(item, wording=marked) if left else item


def _words_marked(wording: WordingChange) -> int:
    return sum(len(words.split()) for words in (*wording.lost, *wording.added))


def _to_its_end(unit: Unit, text: str) -> str:
    """Return the sentence of *unit* from its statement on, as much of it as is shown; its quote where *text* is not held."""
    said = text[unit.start : sentence_end(text, unit.start, unit.end)] if text else unit.quote
    return excerpt(" ".join(clean(said).split()).removeprefix("that ").rstrip("."), SHOWN_AGAIN)


def _only_moved(wording: WordingChange) -> bool:
    """Say whether all that tells anything in what came or went is marked as moved."""
    left = any(telling_stems(words) - IDLE for words in (*wording.lost, *wording.added))
    return not left and any(run.op == "moved" for run in wording.runs)


def as_shown(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words it is shown by: a new commitment in its sentence, what moved marked in both sentences.

    Of what moved within its text alone the sentence is shown as said again.
    """
    if is_edit(item.change):
        return with_words_marked(item, standing)
    if item.change.label is Label.NEW:
        unit = subject_unit(item.change)
        return replace(item, words=quoted(unit, standing.text_of(unit.revision)).words)
    marked, before, after = with_words_marked(item, standing), item.change.before, item.change.after
    if marked.wording is None or before is None or after is None:
        return marked
    if item.change.label is Label.REAFFIRMED and not rate_moved(item.change) and _only_moved(marked.wording):
        return replace(item, words=_to_its_end(after.unit, standing.text_of(after.unit.revision)), again=True)
    texts = _texts(before.unit, after.unit, standing)
    sentences = _sentences(before.unit, after.unit, texts)
    runs = sentence_redline(sentences, texts) if max(map(len, sentences)) <= WHOLE else ()
    return replace(marked, redline=runs) if any(run.op != "equal" for run in runs) else marked
