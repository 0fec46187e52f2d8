"""Whether a text says what a statement says, in whatever words: a silence is claimed only where it does not.

A statement stands in a text where a few sentences in a row hold enough of its telling words, in any form: rare words
count for more, and a word counts where another of its concept stands ("account" for "accountable").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from tracker.link.concepts import CONCEPTS
from tracker.link.features import REPORTING
from tracker.text.content_words import BLOCS, STOPWORDS, replace_party_names, split_words, stem
from tracker.text.sentence_bounds import in_sentences
from tracker.text.spelling import root

SENTENCES = 3  # in a row: what one sentence says of a matter the next may end
WORDS_OF_CLAUSE = 5  # telling words of a clause that says something by itself
_ENDS = ",;:.)"
_PUNCTUATION = ",;:.()“”\"'"
CLAUSE_SHARE = 0.75  # of the telling words of such a clause, what stands in the text where the clause does
_CLAUSE = re.compile(r",\s+and\s+|;\s+")
# What follows is an example or the way it is done; the statement is made before it.
_EXAMPLES = re.compile(
    r",?\s+(?:including|such as|as well as|in particular|through|notably)\b", re.IGNORECASE
)

_SMALL = frozenset("of on for and the in to".split())  # between the words of a name
_NO_NAME = re.compile(
    r"\b(?:President|Prime|Minister|Secretary|Chancellor|Leader|King|Mr|Ms)s?\b"
)  # of a person

Weight = Callable[[str], float]


@lru_cache(maxsize=65536)
def forms(word: str) -> frozenset[str]:
    """Return what *word*, in lower case, is found by: its stem, its root in either spelling, the concepts it stands for.

    >>> forms("accountable") & forms("accountability") != frozenset()
    True
    """
    return frozenset((stem(word), root(word), *CONCEPTS.get(stem(word), ())))


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words of *text* that say what: no grammar, no words of reporting; states and bodies as codes, each once."""
    named = replace_party_names(split_words(text))
    return tuple(
        dict.fromkeys(word for word in named if word not in STOPWORDS and stem(word) not in REPORTING)
    )


@lru_cache(maxsize=32)  # the text at hand, and those of its series before it
def sentence_windows(text: str) -> tuple[frozenset[str], ...]:
    """Return what can be found in every three sentences in a row of *text*."""
    held = [frozenset[str]().union(*map(forms, telling_words(sentence))) for sentence in in_sentences(text)]
    return tuple(frozenset[str]().union(*held[at : at + SENTENCES]) for at in range(len(held)))


def share_held(quote: str, text: str, weight: Weight) -> float:
    """Return the share of the telling words of *quote*, weighed, that three sentences in a row of *text* hold, 0 to 1.

    A clause that stands in the text whole brings the statement with it, and so does the name of what it is about. A quote
    without telling words stands anywhere.
    """
    if any(name in text for name in _names(quote)):
        return 1.0
    shares = [_share(telling_words(_core(quote)), text, weight)]
    for clause in _CLAUSE.split(quote):
        words = telling_words(clause)
        if len(words) >= WORDS_OF_CLAUSE and clause != quote:
            held = _share(words, text, weight)
            shares.append(held if held >= CLAUSE_SHARE else 0.0)
    return max(shares)


def _names(quote: str) -> Iterator[str]:
    """Yield the names of things in *quote*, of several words: no states, no groups that speak, no persons."""
    run: list[str] = []
    for word in (*quote.split(), ""):
        bare = word.strip(_PUNCTUATION)
        goes_on = bare[:1].isupper() or (bool(run) and bare in _SMALL)
        if run and (not goes_on or word.startswith("(")):
            yield from _name(run)
            run = []
        if goes_on:
            run.append(bare)
            if word[-1:] in _ENDS:
                yield from _name(run)
                run = []


def _name(run: Sequence[str]) -> Iterator[str]:
    """Yield the words of *run* as one name, where they name a thing."""
    name = re.sub(r"(?:\s(?:of|on|for|and|the|in|to))+$", "", " ".join(run))
    words = [word for word in replace_party_names(split_words(name)) if word not in STOPWORDS]
    several = sum(word[:1].isupper() for word in run) > 1 and not _NO_NAME.search(name)
    if several and any(not word.startswith("=") and word not in BLOCS for word in words):
        yield name


def _core(quote: str) -> str:
    """Return *quote* without its examples, where something is left to find it by."""
    said = _EXAMPLES.split(quote, maxsplit=1)[0]
    return said if len(telling_words(said)) >= WORDS_OF_CLAUSE else quote


def _share(words: tuple[str, ...], text: str, weight: Weight) -> float:
    whole = sum(weight(stem(word)) for word in words)
    if not whole:
        return 1.0
    return max((held / whole for held in _held(words, text, weight)), default=0.0)


def _held(words: tuple[str, ...], text: str, weight: Weight) -> Iterator[float]:
    wanted = [(forms(word), weight(stem(word))) for word in words]
    for window in sentence_windows(text):
        yield sum(weighs for found_by, weighs in wanted if not found_by.isdisjoint(window))
