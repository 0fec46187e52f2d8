"""Words as a search knows them, the same in either database: pure functions over text.

Both databases get words cut and folded here, so that a query finds the same in
each. Scripts that put no space between words (Han, Kana, Thai and their like)
and Hangul, whose particles stick to the noun, give one word a character; a
query of several such characters is a phrase, so it finds any length anywhere.

Folded: case, width and other compatibility forms, and the accents of Latin,
Greek and Cyrillic letters. Nothing is stemmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from tracker.text.sentence_bounds import sentence_bounds

LONGEST = 64  # characters of a word; what is longer is no word, and PostgreSQL takes 2 KB at most
ACCENTED_UP_TO = 0x530  # Latin, Greek and Cyrillic letters stand below
MARKED = (0x300, 0x3100)  # where marks that belong to a letter stand
ONE_CHARACTER_SCRIPTS = (
    r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF"  # Thai, Lao, Myanmar, Khmer
    r"\u1100-\u11FF\u3130-\u318F\uA960-\uA97F\uAC00-\uD7FF"  # Hangul
    r"\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF"  # Han
    r"\u3041-\u30FA\u30FC-\u312F\u31A0-\u31BF\u31F0-\u31FF\uFF66-\uFF9F"  # Kana, Bopomofo
    r"\U00016FE0-\U00018D8F\U0001B000-\U0001B2FF\U00020000-\U000323AF"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
# "a phrase", or what stands between white space; either may end in * for words that begin so
QUERY_TOKEN = re.compile(r'"([^"]*)"(\*?)|(\S+)')


class FoldedWord(NamedTuple):
    """A word and where it stands: text[start:end], folded. A tuple: a search makes thousands, in a third of the time."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other; with *prefix* the last is the beginning of one. *others* would do as well."""

    words: tuple[str, ...]
    prefix: bool = False
    others: tuple[Term, ...] = ()

    @property
    def any_of(self) -> tuple[Term, ...]:
        """This and what would do as well."""
        return (self, *self.others)

    @property
    def spelled(self) -> tuple[tuple[str, ...], ...]:
        """Each word in its spellings."""
        return tuple(map(word_spellings, self.words))


# British and American endings; a spelling that no text has finds nothing and costs nothing.
_SPELLINGS = tuple(
    (re.compile(one), other)
    for one, other in (
        (r"is(?=(?:e[sdr]?|ing|ation|ations|ers)$)", "iz"),
        (r"iz(?=(?:e[sdr]?|ing|ation|ations|ers)$)", "is"),
        (r"ys(?=(?:e[sdr]?|ing|ers)$)", "yz"),
        (r"yz(?=(?:e[sdr]?|ing|ers)$)", "ys"),
        (r"(?<=..)our", "or"),
        (r"(?<=..)or(?!u)", "our"),
        (r"(?<=..)tre(?=s?$)", "ter"),
        (r"(?<=..)ter(?=s?$)", "tre"),
        (r"(?<=..)ence(?=s?$)", "ense"),
        (r"(?<=..)ense(?=s?$)", "ence"),
        (r"(?<=program)me(?=s?$)", ""),
        (r"(?<=program)(?=s?$)", "me"),
    )
)
SPELLED_FROM = 5  # letters; "for" and "four" are two words


@lru_cache(maxsize=4096)
def word_spellings(word: str) -> tuple[str, ...]:
    """Return *word*, which is folded, and how else it is spelled in English.

    >>> word_spellings("denuclearisation"), word_spellings("neighbor"), word_spellings("defence"), word_spellings("four")
    (('denuclearisation', 'denuclearization'), ('neighbor', 'neighbour'), ('defence', 'defense'), ('four',))
    """
    if len(word) < SPELLED_FROM:
        return (word,)
    others = (ending.sub(other, word, count=1) for ending, other in _SPELLINGS)
    return tuple(dict.fromkeys((word, *others)))


def located_words(text: str) -> Iterator[FoldedWord]:
    """Yield the words of *text* with their places.

    >>> [word.folded for word in located_words("Ürün's 2030 plan: 制裁")]
    ['urun', 's', '2030', 'plan', '制', '裁']
    """
    for found in _word_of(text).finditer(text):
        folded = fold(found[0])
        if folded:
            yield FoldedWord(found.start(), found.end(), folded)


def fold_words(text: str) -> list[str]:
    """Return the words of *text* without their places, which is quicker."""
    return list(filter(None, map(fold, _word_of(text).findall(text))))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return *word* as it is compared; empty where nothing of it counts.

    >>> fold("Straße"), fold("ﬁRM"), fold("Ｇ７"), fold("ガ"), fold("Ёлка")
    ('strasse', 'firm', 'g7', 'ガ', 'елка')
    """
    return "".join(map(_letter, word))[:LONGEST]


@lru_cache(maxsize=20_000)
def _letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    accented = ord(apart[0]) < ACCENTED_UP_TO
    kept = apart if accented else unicodedata.normalize("NFKC", letter)
    return "".join(
        each
        for each in kept.casefold()
        if each.isalnum() or (not accented and unicodedata.category(each).startswith("M"))
    )


_QUERY_WORDS = re.compile(r'"[^"]*"\*?|\S+')


def words_and_phrases(text: str) -> list[str]:
    """Return the words of a query, a phrase in quotation marks whole.

    >>> words_and_phrases('G7 "free and open" sea')
    ['G7', '"free and open"', 'sea']
    """
    return _QUERY_WORDS.findall(text)


def parse_terms(asked: str) -> list[Term]:
    """Return what *asked* wants found, each of it: words, "phrases", begin* of words, one|other.

    Signs that mean something to a database mean nothing here. What is given
    without space but holds several words is a phrase.

    >>> [(term.words, term.prefix) for term in parse_terms('"joint statement" sanction* G-7')]
    [(('joint', 'statement'), False), (('sanction',), True), (('g', '7'), False)]
    >>> [one.words for one in parse_terms("chips|semi-conductors")[0].any_of]
    [('chips',), ('semi', 'conductors')]
    """
    return list(_terms(asked))


@lru_cache(maxsize=256)
def _terms(asked: str) -> tuple[Term, ...]:
    """Return what *asked* wants found; kept, since each hit of a query is looked at by it."""
    wanted = []
    for phrase, star, bare in QUERY_TOKEN.findall(asked):
        said = [(phrase, bool(star))] if phrase else [(part, part.endswith("*")) for part in bare.split("|")]
        terms = [Term(words, begin) for part, begin in said if (words := tuple(fold_words(part)))]
        if terms:
            wanted.append(replace(terms[0], others=tuple(terms[1:])))
    return tuple(dict.fromkeys(wanted))


def find_spans(text: str, wanted: Iterable[Term]) -> list[tuple[int, int]]:
    """Return where in *text* the words of *wanted* stand, in order, none within another.

    >>> find_spans("They will respond, will they?", parse_terms('will "respond will"'))
    [(5, 9), (10, 23)]
    """
    terms = [one for term in wanted for one in term.any_of]
    plain = _in_plain_letters(text)
    found = set(_in_any(text, terms) if plain is None else _in_ascii(plain, terms))
    kept = [span for span in found if not (text[span[0]].isdigit() and _cuts_number(text, span[0]))]
    return sorted(span for span in kept if not any(_within(span, other) for other in kept if other != span))


def has_term(text: str, term: Term) -> bool:
    """Return whether *term* stands in *text*, where :func:`find_spans` would find it.

    >>> has_term("They will respond.", parse_terms("respond*")[0])
    True
    """
    plain = _in_plain_letters(text)
    found = _in_any(text, term.any_of) if plain is None else _in_ascii(plain, term.any_of)
    return any(not (text[start].isdigit() and _cuts_number(text, start)) for start, _ in found)


def _cuts_number(text: str, start: int) -> bool:
    """Return whether the figure at *start* begins within a number: "2 percent" in "3-1/2 percent" and in "1.2 percent".

    >>> _cuts_number("3-1/2 percent", 4), _cuts_number("in 2 percent", 3)
    (True, False)
    """
    return start > 1 and text[start - 1] in "/.," and text[start - 2].isdigit()


def _in_plain_letters(text: str) -> str | None:
    """Return *text* in ASCII, as long as it is and with the same words, which are found there in a tenth of the time; None where a sign has no such letter.

    >>> _in_plain_letters("Ürün’s – plan"), _in_plain_letters("制裁") is None
    ('urun s   plan', True)
    """
    if text.isascii():
        return text
    for sign in set(text):
        if not sign.isascii():
            plain = _plain_sign(sign)
            if not plain:
                return None
            text = text.replace(sign, plain)
    return text


@lru_cache(maxsize=2048)
def _plain_sign(sign: str) -> str:
    """Return the letter of ASCII as which *sign* is compared, a blank where it is part of no word, "" where it is neither."""
    if not _word().fullmatch(sign):
        return " "
    folded = _letter(sign)
    return folded if len(folded) == 1 and folded.isascii() else ""


def _in_ascii(text: str, wanted: Iterable[Term]) -> Iterator[tuple[int, int]]:
    """Yield where the words of *wanted* stand in a text whose words are runs of letters and digits: looked for as they are."""
    lowered = text.lower()
    for term in wanted:
        for first in term.spelled[0]:
            start = lowered.find(first)
            while start >= 0:
                if (start == 0 or not lowered[start - 1].isalnum()) and (end := _end(lowered, start, term)):
                    yield start, end
                start = lowered.find(first, start + 1)


def _end(lowered: str, start: int, term: Term) -> int:
    """Return where *term* ends that begins at *start*; 0 where something else stands there."""
    end, last = start, len(term.words) - 1
    for place, words in enumerate(term.spelled):
        found = _ASCII_WORD.search(lowered, end)
        if found is None:
            return 0
        said, end = found[0][:LONGEST], found.end()
        if not (said.startswith(words) if term.prefix and place == last else said in words):
            return 0
    return end


def _in_any(text: str, wanted: Iterable[Term]) -> Iterator[tuple[int, int]]:
    folded = list(map(fold, _word_of(text).findall(text)))
    there = list(filter(None, folded))
    stands = {
        (at, at + len(term.words) - 1)
        for term in wanted
        for first in (term.spelled[0],)
        for at in range(len(there) - len(term.words) + 1)
        if there[at].startswith(first) and _stands(there, at, term)  # most are told apart by the first
    }
    if not stands:
        return
    # where words begin and end is worked out up to the last that is wanted: a page of hits has thousands
    counted = (
        match.span() for match, word in zip(_word_of(text).finditer(text), folded, strict=True) if word
    )
    placed = list(islice(counted, max(last for _, last in stands) + 1))
    for first_word, last_word in stands:
        yield placed[first_word][0], placed[last_word][1]


def snippet(text: str, wanted: Iterable[Term], room: int) -> tuple[str, list[tuple[int, int]]]:
    """Return about *room* characters of *text* around what is *wanted*, and where that stands in them.

    The stretch with most of it; whole words, an ellipsis where text is left out.
    """
    wanted = tuple(wanted)
    marked = find_spans(text, wanted)
    if len(text) <= room:
        return text, marked
    start, end = _stretch(text, marked, wanted, room)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = [(a + shift, b + shift) for a, b in marked if a >= start and b <= end]
    return f"{before}{text[start:end]}{after}", inside


@cache
def _word() -> re.Pattern[str]:
    """Return what a word is. Made at first use: most commands search nothing."""
    marks = "".join(chr(code) for code in range(*MARKED) if unicodedata.category(chr(code)).startswith("M"))
    return re.compile(rf"[{ONE_CHARACTER_SCRIPTS}]|(?:(?![{ONE_CHARACTER_SCRIPTS}])[^\W_]|[{marks}])+")


def _word_of(text: str) -> re.Pattern[str]:
    """Return what a word of *text* is: where no letter is beyond ASCII the same in a tenth of the time."""
    return _ASCII_WORD if text.isascii() else _word()


def _stands(there: list[str], at: int, term: Term) -> bool:
    *whole, last = term.spelled
    if any(there[at + place] not in words for place, words in enumerate(whole)):
        return False
    found = there[at + len(whole)]
    return found.startswith(last) if term.prefix else found in last


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _stretch(
    text: str, marked: Sequence[tuple[int, int]], wanted: Sequence[Term], room: int
) -> tuple[int, int]:
    """Return the window of *text* with most of what is *wanted*, then most of *marked*, cut at spaces where there are some near."""
    first = _fullest(text, marked, wanted, room)
    begun = sentence_bounds(text, first[0], first[0])[
        0
    ]  # "We do not … support": what is cut off may turn it round
    reach = max((b for a, b in marked if a >= first[0] and b <= first[0] + room), default=first[1])
    start = max(0, min(begun if reach - begun <= room else first[0] - room // 4, len(text) - room))
    end = min(len(text), start + room)
    if start and not text[start - 1].isspace():
        space = text.find(" ", start, first[0])
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(first[1], start), end)
        end = space if space >= 0 else end
    return start, end


def _fullest(
    text: str, marked: Sequence[tuple[int, int]], wanted: Sequence[Term], room: int
) -> tuple[int, int]:
    """Return the first of *marked* in the window with most of *wanted*, where that stands closest together, then most of *marked*.

    "to" three times is less than two words of a query; "voting against" names who did, "voting for …, … against" who did not.
    """
    terms = range(len(wanted) if len(wanted) > 1 else 0)
    of = [frozenset(at for at in terms if has_term(text[start:end], wanted[at])) for start, end in marked]
    best, fullest = (0, 0), (0, 0, 0)
    last = 0
    for at, (start, end) in enumerate(marked):
        last = max(last, at)
        while last < len(marked) and marked[last][1] <= start + room:
            last += 1
        there, covered, reach = marked[at:last], frozenset[int](), start
        for (_, until), terms_of_it in zip(there, of[at:last], strict=True):
            if not terms_of_it <= covered:
                covered, reach = covered | terms_of_it, until
        score = (len(covered), start - reach, len(there)) if there else (0, 0, 0)
        if score > fullest:
            best, fullest = (start, end), score
    return best
