"""Whether two wordings of a sentence say that something else is done: "will expand support", then "support will be suspended"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.edits.moves.edit_words import (
    COMMITTED,
    EMPHASIS,
    FIRMER,
    IRREGULAR,
    LIGHT,
    SAME_ACT,
    SOFTER,
    TO_BE,
    VIEW,
)
from tracker.edits.moves.moved_words import word_root
from tracker.edits.passages import Word
from tracker.edits.signals import MODALS
from tracker.text.content_words import STOPWORDS
from tracker.text.numbers import SPELT

STEM = 3  # letters that two forms of a verb share at least
_BEFORE_ACT = MODALS | TO_BE | {"to"}
_EMPTY = (LIGHT - {"keep", "keeps", "kept"}) | {"part", "place", "least"}  # "take part" is "participate"
_WEIGHED = (EMPHASIS, FIRMER, COMMITTED, SOFTER, VIEW)  # by other rules
_SAME = {word_root(verb): word_root(group[0]) for group in SAME_ACT for verb in group}


def does_another(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Tell whether one of two wordings has an act that the other has in no form and puts other words in its place."""
    return any(
        any(not _is_among(act, others) for act in _acts(words))
        and any(_tells(word) and not _is_among(word, words) for word in others)
        for words, others in ((old, new), (new, old))
    )


def _acts(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the verbs behind a modal or "to", and what is done to something: "are suspended"."""
    for at, word in enumerate(words):
        if word.form not in _BEFORE_ACT:
            continue
        ahead = (one for one in words[at + 1 :] if one.form not in STOPWORDS and not one.form.endswith("ly"))
        act = next(ahead, None)
        done = word.form not in TO_BE or (act is not None and act.form.endswith("ed"))
        if act is not None and done and _tells(act):
            yield act


def _tells(word: Word) -> bool:
    """Tell whether a word may be an act that weighs by itself: none that binds, hopes or stresses, and none that is empty beside its noun."""
    if word.is_name or not word.form.isalpha() or word.form in STOPWORDS | _EMPTY or word.form in SPELT:
        return False
    return not any(one.fullmatch(word.form) for one in _WEIGHED)


def _is_among(word: Word, others: Sequence[Word]) -> bool:
    """Tell whether *others* hold *word* in some form: "send" and "sent", "expand" and "the expansion"."""
    root = _root(word)
    return any(root == other or _is_kin(root, other) for other in map(_root, others))


def _is_kin(root: str, other: str) -> bool:
    """Tell whether two roots differ in no more than how the shorter one ends."""
    shared = max(min(len(root), len(other)) - 1, STEM)
    return len(root[:shared]) == shared and root[:shared] == other[:shared]


def _root(word: Word) -> str:
    root = word_root(IRREGULAR.get(word.form, word.form))
    return _SAME.get(root, root)
