"""A noun phrase among the words of a sentence: where it begins, and where it ends without a parser.

    "the | safety of ferries in the Straits of Norvale | which were"     goes on over "of", "in", "and"
    "the | processes | founded by this council"                          ends before a participle and what hangs on it

Words are known by closed classes, by the verbs of the lexicon and by their endings. Where it is open whether a
word still belongs to the phrase, it does not: a phrase that is short by a word is better than one that runs on.
"""

from __future__ import annotations

from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.slots.targets.word_classes import (
    BEFORE_NOUN,
    DASHES,
    DETERMINERS,
    ENDS,
    FINITE,
    HOW_OR_WHEN,
    MARKS,
    MORE,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTES,
    TITLES,
)
from tracker.segment.slots.targets.word_tests import (
    is_adjective,
    is_adverb,
    is_gerund,
    is_infinitive,
    is_predicate,
    is_verb,
)
from tracker.segment.tokens import Tokens

LONGEST = 16  # words
LONGEST_ITEM = 5  # words of an item of a list between commas
MOST_PREPOSITIONS = 2  # besides "of"


def noun_phrase(
    tokens: Tokens, at: int, last: int, lexicon: Lexicon, ends: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """Return the first word of the noun phrase at word *at* and the one past its last; (at, at) where none begins there.

    *last* is where it ends at the latest. *ends* are words that end this one, besides those that always do:
    "for" in what is thanked.
    """
    lower, raw = tokens.lower, tokens.raw
    while at < last and raw[at] in QUOTES:
        at += 1
    index = end = whole = at  # *whole*: before the last "and" or preposition
    named = False  # since the last preposition or "and"
    opened: int | None = None  # where a quotation mark stands that is not closed yet
    joined, begun = 0, at  # *begun*: the first noun or adjective since then
    while index < last and index - at < LONGEST:
        word = lower[index]
        if word in POSSESSIVES or (word in "’'" and raw[index - 1].endswith("s") and index + 1 < last):
            if not named or index + 1 >= last:
                break
            named = False
            index += 1
        elif word in DETERMINERS:
            if named and not (word == "all" and index + 1 == last):
                break
            index += 1
        elif (word in ends or word in ENDS) and raw[index] != "US" and not _owns(lower, index):
            break
        elif word in ("and", "or", "&", ","):
            behind = _past_join(lower, index)
            if not named or behind >= last:
                break
            quality = (
                index == begun + 1 and is_adjective(lower[begun]) and lower[behind] not in ENDS
            )  # "free and open seas"
            if not quality and not _is_item(tokens, index, behind, last, lexicon, ends):
                break
            whole, named, index = end, False, behind
        elif word in PREPOSITIONS:
            joined += word != "of"
            if not named or joined > MOST_PREPOSITIONS or not _hangs_on(tokens, index, last, lexicon):
                break
            whole, named, index = end, False, index + 1
        elif word == "." and lower[index - 1] in TITLES and index > at:
            index += 1
        elif word == "(":
            close = index + 2
            if end == at or close >= last or raw[close] != ")":
                break
            index = close + 1
            end = index if named else end
        elif word in MARKS and (opened is None or named):
            if opened is None and index + 2 >= last:
                break
            opened, end = (index, end) if opened is None else (None, index + 1)
            index += 1
        elif not (word[0].isalnum() or word[0] in "$€£¥"):
            break
        elif is_adverb(word) and not _owns(lower, index):
            if named:
                break
            index += 1
        elif named and is_predicate(tokens, index, last, lexicon):
            break
        else:
            begun = begun if named else index
            index = end = _past_compound(tokens, index, last)
            named = True
    if index - at >= LONGEST and index < last and lower[index][0].isalnum() and whole > at:
        end = whole
    end = end if opened is None else min(end, opened)
    while end > at and (lower[end - 1] in PREPOSITIONS or lower[end - 1] in DETERMINERS):
        end -= 1
    return at, end


def _past_join(lower: tuple[str, ...], at: int) -> int:
    """Return the word past the comma, "and" or "or" at *at*, or past both of ", and"."""
    return at + (2 if lower[at] == "," and lower[at + 1 : at + 2] in (("and",), ("or",)) else 1)


def _owns(lower: tuple[str, ...], at: int) -> bool:
    """Tell whether the word owns what follows: "today’s launches"."""
    return at + 1 < len(lower) and lower[at + 1] in POSSESSIVES


def _is_item(
    tokens: Tokens, mark: int, behind: int, last: int, lexicon: Lexicon, ends: frozenset[str]
) -> bool:
    """Tell whether what begins at *behind*, after a comma or "and" at *mark*, is one more item of the same list."""
    lower = tokens.lower
    if lower[behind] in MORE and behind + 1 < last:
        behind += 1
    word = lower[behind]
    if is_verb(tokens, behind, last, lexicon) or is_gerund(tokens, behind, last, lexicon) or is_adverb(word):
        return False
    if word in ENDS or word in ends or word in PREPOSITIONS or not word[0].isalnum() or word in FINITE:
        return False
    if word.endswith("ed") and behind + 1 < last and lower[behind + 1] in BEFORE_NOUN:
        return False
    if lower[mark] != "," or lower[mark + 1] in ("and", "or"):
        return True
    for place in range(behind + 1, min(behind + 1 + LONGEST_ITEM, last)):  # a comma: "and" must follow
        if lower[place] in ("and", "or", ","):
            after = _past_join(lower, place)
            return after < last and _is_item(tokens, place, after, last, lexicon, ends)
        if lower[place] in ENDS or lower[place] in ends or lower[place] in FINITE:
            return False
    return False


def _hangs_on(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the preposition at *at* joins another noun to the phrase: no verb, no date, no "in this manner"."""
    lower = tokens.lower
    if at + 1 >= last or is_gerund(tokens, at + 1, last, lexicon):
        return False
    if lower[at] == "to" and (
        is_infinitive(tokens, at, last, lexicon)
        or is_adverb(lower[at + 1])
        or lower[at + 1] in ("better", "best")
    ):
        return False
    if lower[at] == "of":
        return True
    if lower[at + 1][0].isdigit() or lower[at + 1][0] in "$€£¥":
        return False
    return not any(
        word in HOW_OR_WHEN for word in lower[at + 1 : min(at + 4, last)] if word not in PREPOSITIONS
    )


def _past_compound(tokens: Tokens, index: int, last: int) -> int:
    """Return the word past the one at *index* with what a hyphen joins to it: "rules-based"."""
    ends, starts = tokens.ends, tokens.starts
    index += 1
    while (
        index + 1 < last
        and tokens.raw[index] in DASHES
        and (ends[index - 1] == starts[index] or ends[index] == starts[index + 1])
    ):
        index += 2
    return index
