"""Queries that ask for a little less than one that found little, or for what it means: other forms of its words, fractions, a year. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from tracker.search.analyzer import QUERY_TOKEN, fold_words
from tracker.text.content_words import STOPWORDS
from tracker.text.spelling import root

FORMS_FROM = 5  # letters of a word that has forms
ROOT_FROM = 3  # letters of what they share
_DECIMAL = re.compile(r"(?<![\d.\"])(\d+)\.(5|25|75)(?![\d.])")
_FRACTIONS = {"5": "1/2", "25": "1/4", "75": "3/4"}
_YEAR = re.compile(r"(?:19|20)\d\d")
FEWEST = 3  # words of a query of which one may be left out


def bare_words(text: str) -> list[str]:
    """Return the words of *text* that are neither in a phrase nor the beginning of one, folded.

    >>> bare_words('Lacker "voted against" infl*')
    ['lacker']
    """
    bare = (word for _, _, word in QUERY_TOKEN.findall(text) if word and not word.endswith("*"))
    return [folded[0] for word in bare if len(folded := fold_words(word)) == 1]


def with_other_forms(text: str) -> str:
    """Return *text* with each of its words in any form.

    >>> with_other_forms('Holt voted against "the levy"')
    'Holt vot* against* "the levy"'
    """

    def any_form(word: str) -> str:
        stem = root(word)
        return f"{stem}*" if len(word) >= FORMS_FROM and len(stem) >= ROOT_FROM and stem.isalpha() else ""

    return _changed(text, any_form)


def with_fractions(text: str) -> str:
    """Return *text* with halves and quarters as central banks write them.

    >>> with_fractions("unemployment 6.5 percent")
    'unemployment "6 1/2" percent'
    """
    return _DECIMAL.sub(lambda found: f'"{found[1]} {_FRACTIONS[found[2]]}"', text)


def split_year(text: str) -> tuple[str, int] | None:
    """Return *text* without the one bare year in it, and that year; None where there is none, several, or no other word.

    >>> split_year("Halden levy 2031"), split_year('levy "2031"'), split_year("2031")
    (('Halden levy', 2031), None, None)
    """
    words = text.split()
    years = [word for word in words if _YEAR.fullmatch(word)]
    others = [word for word in words if word not in years]
    return (" ".join(others), int(years[0])) if len(years) == 1 and others and '"' not in text else None


def shared_beginning(word: str, other: str) -> str:
    """Return what two words begin with.

    >>> shared_beginning("haldenska", "haldenzka")
    'halden'
    """
    apart = (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two)
    return word[: next(apart, min(len(word), len(other)))]


def spelled_otherwise(text: str, spelled: Mapping[str, str]) -> str:
    """Return *text* with words as *spelled* has them.

    >>> spelled_otherwise("Halden penisula", {"penisula": "peninsula"})
    'Halden peninsula'
    """
    return _changed(text, lambda word: spelled.get(word, ""))


def without_one(text: str) -> Iterator[str]:
    """Yield *text* without each of its bare words, where it has three or more that carry something.

    >>> list(without_one("orr holt ferry"))
    ['holt ferry', 'orr ferry', 'orr holt']
    """
    words = [word for word in bare_words(text) if word not in STOPWORDS]
    for left_out in words if len(words) >= FEWEST else ():
        yield " ".join(word for word in text.split() if fold_words(word) != [left_out])


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return *text* with each bare word as *change* has it; where that is empty as it was."""
    made = []
    for token in QUERY_TOKEN.finditer(text):
        folded = fold_words(token[3] or "")
        bare = len(folded) == 1 and not (token[3] or "").endswith("*")
        made.append((bare and change(folded[0])) or token[0])
    return " ".join(made)
