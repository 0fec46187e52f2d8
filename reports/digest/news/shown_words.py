"""The words an item is shown by: its sentence, what moved in it marked, and whether any of that was said before. Pure."""

from __future__ import annotations

from dataclasses import replace

from reports.digest.news.evidence import NewsItem, Standing, is_overtaken
from reports.digest.news.statements.quotation import WHOLE, quoted, whole_sentence
from reports.digest.news.words.moved_words import is_cut_otherwise, sentence_redline, with_moved_words
from reports.digest.news.words.wording import IDLE, STEADY, telling_stems
from reports.view.changes import is_edit, subject_unit
from tracker.domain import Label


def overtaken(item: NewsItem, standing: Standing) -> bool:
    """Say whether the text before it in its series moved what *item* shows already: then it is told nowhere, whatever it is compared with."""
    return is_overtaken(with_words_marked(item, standing), standing)


def quotes_are_cut_otherwise(item: NewsItem, standing: Standing) -> bool:
    """Say whether all that came or went in *item* stands in the other text too: of one sentence, or of two, less was quoted."""
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return False
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    return is_cut_otherwise(item.wording, (before.unit.quote, after.unit.quote), texts)


def with_words_marked(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words marked that the other text says beside its quote, unless these are all.

    What was put into words that had stood for long is news of them though the text said it elsewhere: it is marked only
    where something else that tells anything moved too.
    """
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return item
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    marked = with_moved_words(item.wording, texts)
    left = (*marked.lost, *marked.added)
    if item.wording.run >= STEADY:
        left = tuple(words for words in left if telling_stems(words) - IDLE)
    return replace(item, wording=marked) if left else item


def as_shown(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words it is shown by: a new commitment in its sentence, what moved marked in both sentences."""
    if is_edit(item.change):
        return with_words_marked(item, standing)
    if item.change.label is Label.NEW:
        unit = subject_unit(item.change)
        return replace(item, words=quoted(unit, standing.text_of(unit.revision)).words)
    marked, before, after = with_words_marked(item, standing), item.change.before, item.change.after
    if marked.wording is None or before is None or after is None:
        return marked
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    sentences = whole_sentence(before.unit, texts[0]), whole_sentence(after.unit, texts[1])
    runs = sentence_redline(sentences, texts) if max(map(len, sentences)) <= WHOLE else ()
    return replace(marked, redline=runs) if any(run.op != "equal" for run in runs) else marked
