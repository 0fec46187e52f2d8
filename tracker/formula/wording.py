"""A formula as words: which of them carry it, and how much of it must be there for a use. Pure.

A formula is a set phrase such as "peace and stability across the Halden Strait". Its
*content words* are those with a meaning of their own; its *head* are the content words
before the first preposition ("peace", "stability"): what is said, where the rest says of
what. Its *parts* are the content words with those of a hyphenated name as one
("Halden-Estmark"). A use holds most of the formula: every part, or few of them missing or
replaced. A name alone is no use of what is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.errors import ConfigError
from tracker.search.analyzer import fold_words, located_words
from tracker.text.content_words import STOPWORDS
from tracker.text.spelling import one_spelling, root

PREPOSITIONS = frozenset(
    """of in on at to for from by with within across over between among against toward towards through throughout
    into under around near along upon""".split()
)
NO_NOUNS = frozenset(  # that may follow what is said
    """remain remains continue continues alongside amid behind below beyond consistent despite everywhere here later
    regardless today together tomorrow worldwide yesterday""".split()
)
HYPHEN = re.compile("[-‐‑]")
ARTICLES = frozenset({"a", "an", "the"})
LISTING = frozenset({"and", "or"})
LONGEST = 24  # words of a formula
MOSTLY = 0.75  # share of the parts that is enough for a use; of four, one may be missing
TELLING = 0.5  # where fewer are there: so often the archive has the rest beside them
HELD = 0.6  # share of all its words but articles that a use holds: most of it
HELD_SHORT = 0.75  # the same of a formula of two parts, whose small words make it ("as long as it takes")

Telling = Callable[[frozenset[int]], float]  # indices of content words → share of passages with all the rest


@dataclass(frozen=True, slots=True)
class FormulaWord:
    """A word of a formula."""

    text: str  # as written
    key: str  # folded, in one spelling
    root: str  # shared by its forms
    content: bool
    name: bool  # written with a capital, not as the first word


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase that is watched. *content* and *head* are indices into *words*, in order.

    *parts* are the content words, those of a hyphenated name together; *listed* are those that stand in a list.
    """

    text: str
    words: tuple[FormulaWord, ...]
    content: tuple[int, ...]
    head: frozenset[int]
    name: str = ""  # what readers call it; "" = the phrase itself
    parts: tuple[tuple[int, ...], ...] = ()
    listed: frozenset[int] = frozenset()

    @property
    def prepositions(self) -> tuple[int, ...]:
        """Indices of its prepositions, those within a hyphenated name aside."""
        inside = {at for part in self.parts for at in range(part[0], part[-1])}
        return tuple(
            at for at, word in enumerate(self.words) if word.key in PREPOSITIONS and at not in inside
        )

    @property
    def title(self) -> str:
        """What pages and mails call it."""
        return self.name or self.text


def parse_formula(text: str, name: str = "") -> Formula:
    """Return *text* as a formula.

    >>> formula = parse_formula("peace and stability across the Halden Strait")
    >>> [formula.words[at].text for at in formula.content], sorted(formula.head)
    (['peace', 'stability', 'Halden', 'Strait'], [0, 2])

    Raises:
        ConfigError: There is no word in it that carries it, only one, or too many words.
    """
    words = tuple(
        FormulaWord(
            text[one.start : one.end],
            one_spelling(one.folded),
            root(one.folded),
            one.folded not in STOPWORDS and (len(one.folded) > 1 or one.folded.isdigit()),
            bool(number) and text[one.start].isupper(),
        )
        for number, one in enumerate(located_words(text))
    )
    content = tuple(at for at, word in enumerate(words) if word.content)
    where = f'formula "{" ".join(text.split())}"'
    if len(content) < 2:
        what = "is one word" if content else "has no word that carries it" if words else ""
        raise ConfigError(
            f"{what}: every text would use it" if what else "there are no words in it",
            where=where,
            remedy='give the phrase around it, as in "for a considerable period"; `search` finds single words',
        )
    if len(words) > LONGEST:
        raise ConfigError(
            f"has {len(words)} words",
            where=where,
            remedy=f"give at most {LONGEST}: the part that stays the same",
        )
    first = next((at for at, word in enumerate(words) if word.key in PREPOSITIONS), len(words))
    head = frozenset(at for at in content if at < first) or frozenset(content)
    parts, listed = tuple(_parts(text, content)), frozenset(_listed(text, words))
    return Formula(" ".join(text.split()), words, content, head, name, parts, listed)


def _parts(text: str, content: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the *content* words of *text*, those that hyphens join together, small words of a name too ("face-to-face")."""
    places = list(located_words(text))
    joined = [bool(HYPHEN.fullmatch(text, one.end, other.start)) for one, other in pairwise(places)]
    part: list[int] = []
    for at in content:
        if part and not all(joined[part[-1] : at]):
            yield tuple(part)
            part = []
        part.append(at)
    yield tuple(part)


def _listed(text: str, words: Sequence[FormulaWord]) -> Iterator[int]:
    """Yield the content *words* of *text* that "and", "or" or a comma joins to others."""
    for at, (one, other) in enumerate(pairwise(located_words(text))):
        comma = "," in text[one.end : other.start]
        if words[at].content and (comma or words[at + 1].key in ("and", "or")):
            yield at
        if words[at + 1].content and (comma or words[at].key in ("and", "or")):
            yield at + 1


def suffices(formula: Formula, there: frozenset[int], telling: Telling) -> bool:
    """Return whether the content words *there* can make a use of *formula*.

    All parts do. Else one word of four may be missing (of three one), those of a list aside, and fewer than half of all; names
    do not count here, and of three none but one that qualifies the next. One of the head must be there that is no name, and with it most of
    the others (three of four) or its noun, the last of the head; and at least half of the
    passages that have the words that are there have the rest as well. Of two parts one
    may be missing where the other is a name with hyphens, as "face-to-face". :func:`tracker.formula.alignment.held` then says whether with the small
    words it is most of the formula.
    """
    parts = [part for part in formula.parts if there.issuperset(part)]
    if len(parts) == len(formula.parts):
        return True
    lost = {at for at in formula.content if at not in there and not formula.words[at].name}
    if len(lost - formula.listed) > max(1, len(formula.content) // 4) or 2 * len(lost) >= len(
        formula.content
    ):
        return False
    if 0 in lost and len(formula.words) > 1 and formula.words[1].key in ARTICLES:
        return False  # of "address the causes" the causes are what is named, and not what is said of them
    if _things(formula) == 3 and not all(_may_miss(formula, there, at) for at in lost):
        return False
    if len(formula.parts) < 3:
        whole = parts[0] if parts else ()
        return (
            len(whole) > 1 and not any(formula.words[at].name for at in whole) and telling(there) >= TELLING
        )
    if not any(not formula.words[at].name for at in there & formula.head):
        return False
    most = len(formula.parts) > 3 and len(parts) >= MOSTLY * len(formula.parts)
    return (most or any(max(formula.head) in part for part in parts)) and telling(there) >= TELLING


def _things(formula: Formula) -> int:
    """Return how many content words there are, words of one name or with hyphens as one: "United States remains committed" has three."""
    parts = [formula.words[part[0]].text[0].isupper() for part in formula.parts]
    return len(parts) - sum(
        one and other and formula.parts[at][-1] + 1 == formula.parts[at + 1][0]
        for at, (one, other) in enumerate(pairwise(parts))
    )


def _may_miss(formula: Formula, there: frozenset[int], at: int) -> bool:
    """Return whether the word *at* may be missing of three: it is listed, or goes with the noun that follows and is there.

    The formula names something then: without "complete" it is still "disarmament of the Halden Isles"; "gas emissions" of "reduce
    gas emissions" is no longer what was said.
    """
    infinitive = at > 0 and formula.words[at - 1].key == "to"
    named = any(word.name for word in formula.words)
    return at in formula.listed or (named and at + 1 in there and not infinitive)


def runs(formula: Formula, there: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Return the content words *there* in stretches without a content word missing between them.

    >>> formula = parse_formula("peace and stability across the Halden Strait")
    >>> runs(formula, frozenset({0, 2, 6}))
    ((0, 2), (6,))
    """
    made: list[list[int]] = []
    for place, at in enumerate(formula.content):
        if at not in there:
            continue
        if made and place and formula.content[place - 1] == made[-1][-1]:
            made[-1].append(at)
        else:
            made.append([at])
    return tuple(tuple(run) for run in made)


def phrase(formula: Formula, run: Sequence[int]) -> tuple[str, ...]:
    """Return the words of *formula* from the first to the last of *run*, folded as the search index has them."""
    return tuple(word for at in range(run[0], run[-1] + 1) for word in fold_words(formula.words[at].text))
