"""A text in sentences, in one form, so that wordings can be looked for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTS = re.compile(r"(?<=[.!?؟…])\s+|(?<=[。！？])\s*|\s*\n\s*")
_END = re.compile(r"[.!?。！？؟…][\"'”’»」』)]*$")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\ud7a3]")
LONGEST_KEPT = 500_000  # characters of a text that is kept in plain form while its page is judged
_SAME = str.maketrans(
    "’‘ʼ´`ёأإآى",
    "'''''еاااي",
    "\u200b\u200e\u200f\xadـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
)


def normalise_text(text: str) -> str:
    """Return *text* in lower case and one form, with single blanks and its line breaks.

    Letters that are written one way or the other (ё and е, the hamza on an alif, vowel marks) become one.

    >>> normalise_text("You Don’t  have\\u00a0access")
    "you don't have access"
    """
    return (_kept_normalised if len(text) <= LONGEST_KEPT else _normalised)(text)


def _normalised(text: str) -> str:
    folded = text.lower()
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", folded).translate(_SAME)
    return "\n".join(" ".join(line.split()) for line in folded.splitlines())


_kept_normalised = lru_cache(maxsize=8)(_normalised)


def plain_sentences(text: str) -> list[str]:
    """Return the sentences and lines of a plain text.

    >>> plain_sentences("one. two at mfa.norvale.example!\\nthree")
    ['one.', 'two at mfa.norvale.example!', 'three']
    """
    return [part for part in _PARTS.split(text) if part]


def share_kept(text: str, held: str) -> float:
    """Return the share of *text*, by characters, whose sentences stand in *held* as well.

    >>> share_kept("We will act. We met.", "We met. We spoke. We will act.")
    1.0
    """
    known = known_sentences(held)
    parts = plain_sentences(normalise_text(text))
    total = sum(map(len, parts))
    return sum(len(part) for part in parts if part in known) / total if total else 0.0


def _sentence_set(held: str) -> frozenset[str]:
    return frozenset(plain_sentences(normalise_text(held)))


_kept_sentence_set = lru_cache(maxsize=8)(_sentence_set)


def known_sentences(held: str) -> frozenset[str]:
    """Return the sentences of a text held, in plain form."""
    return (_kept_sentence_set if len(held) <= LONGEST_KEPT else _sentence_set)(held) if held else frozenset()


def has_sentence(text: str) -> bool:
    """Return whether a sentence stands in *text*: it ends like one and has words enough to say something.

    >>> has_sentence("Norvale mourns its Queen."), has_sentence("Please wait."), has_sentence("Home News Contact us")
    (True, False, False)
    """
    return any(
        _END.search(part) and (len(part.split()) >= 4 or len(_UNSPACED.findall(part)) >= 8)
        for part in plain_sentences(text)
    )
