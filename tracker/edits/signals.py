"""Words that count wherever they stand: numbers, names, dates, negations, modals.

What changed outside of units is told only where such a word went or came, and
without a label: the words themselves say how much it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.edits.passage_alignment import Run, Stretch
from tracker.edits.passages import Word
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import STOPWORDS, stem
from tracker.text.numbers import SPELT

NEGATIONS = frozenset(
    "not no never none neither nor cannot without refuse refuses reject rejects oppose opposes".split()
)
MODALS = frozenset("will would shall should must may might can could cannot".split())
CALENDAR = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_NUMBER = re.compile(r"[$€£¥₩]?\d[\d.,:/]*%?")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
AMOUNTS = frozenset((*SPELT, *"hundred thousand million billion trillion dozen half".split())) - {"one"}


def is_known(word: str) -> bool:
    """Tell whether official sentences hold *word*, in lower case, by the table that ships with the model of links."""
    return load_model().words.counts.get(stem(word.removesuffix("'s")), 0) > 0 or word in STOPWORDS


def signals_of(run: Run, stretch: Stretch) -> tuple[str, ...]:
    """Return what kinds of telling words went or came with *run*, in a fixed order; those on both sides do not count."""
    gone, come = stretch.old[run.first : run.last], stretch.new[run.into : run.upto]
    both = {word.form for word in gone} & {word.form for word in come}
    found = set(_signals([word for word in (*gone, *come) if word.form not in both], stretch))
    return tuple(name for name in ("negation", "modal", "number", "date", "name") if name in found)


def _signals(words: Sequence[Word], stretch: Stretch) -> Iterator[str]:
    opening = {passage.words[0] for passage in (*stretch.before, *stretch.after)}
    for word in words:
        form = word.form.removesuffix("'s")
        if form in NEGATIONS or form.endswith("n't"):
            yield "negation"
        elif form in MODALS and not (word.is_name and form == "may"):
            yield "modal"
        elif (form in CALENDAR and word.is_name) or _YEAR.fullmatch(form):
            yield "date"
        elif _NUMBER.fullmatch(form) or form in AMOUNTS:
            yield "number"
        elif word.is_name and word not in opening:
            yield "name"
