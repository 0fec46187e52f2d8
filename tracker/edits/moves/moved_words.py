"""Words that an edit took from one place of a sentence to another: neither put in nor struck."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.edits.passage_alignment import Run, Stretch
from tracker.edits.passages import Word
from tracker.edits.signals import NEGATIONS
from tracker.text.content_words import STOPWORDS, stem

NAME = 5  # letters that a name and what is of it share
MOST = 0.5  # share of the content words of a run above which it only moved


def stands_elsewhere(run: Run, stretch: Stretch) -> bool:
    """Tell whether most of what only went or came with *run* comes or goes elsewhere in the stretch: "if necessary" before the verb, then behind it."""
    elsewhere = other_side(run, stretch)
    own = [word for word in (*_gone(run, stretch), *_come(run, stretch)) if word.form not in STOPWORDS]
    return bool(own) and sum(not elsewhere.isdisjoint(_roots(word)) for word in own) > MOST * len(own)


def other_side(run: Run, stretch: Stretch) -> set[str]:
    """Return the roots of what other runs put in, where *run* struck something, and of what they struck, where it put something in."""
    others = [one for one in stretch.runs if one.op != "equal" and one is not run]
    found: set[str] = set()
    if run.first < run.last:
        found |= _all_roots(word for one in others for word in _come(one, stretch))
    if run.into < run.upto:
        found |= _all_roots(word for one in others for word in _gone(one, stretch))
    return found


def negated_elsewhere(run: Run, stretch: Stretch) -> bool:
    """Tell whether the sentence denies all the same where *run* struck or put in a negation: "No port is open", "does not open any port"."""
    gone, come = (
        any(
            not NEGATIONS.isdisjoint(word.form for word in side(one, stretch))
            for one in stretch.runs
            if one.op != "equal"
        )
        for side in (_gone, _come)
    )
    struck = not NEGATIONS.isdisjoint(word.form for word in _gone(run, stretch))
    return come if struck else gone


def word_root(form: str) -> str:
    """Return what a word says, whatever its ending: "immediate" and "immediately" are one."""
    return stem(form).removesuffix("e")


def _all_roots(words: Iterable[Word]) -> set[str]:
    return {one for word in words if word.form not in STOPWORDS for one in _roots(word)}


def _roots(word: Word) -> set[str]:
    """Return the root of *word*, and how a name begins: "Ostmerian officers" are "officers of Ostmere"."""
    return (
        {word_root(word.form), word.form[:NAME]}
        if word.is_name and len(word.form) > NAME
        else {word_root(word.form)}
    )


def _gone(run: Run, stretch: Stretch) -> tuple[Word, ...]:
    return stretch.old[run.first : run.last]


def _come(run: Run, stretch: Stretch) -> tuple[Word, ...]:
    return stretch.new[run.into : run.upto]
