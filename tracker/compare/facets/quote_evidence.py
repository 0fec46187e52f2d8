"""What the wording itself says: a slot that a reader missed is not a slot that was lost.

A rule reader cuts slots out of quotes and sometimes misses one. Before a slot
counts as gained or lost, its words must be missing from the other quote too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.text.content_words import (
    STOPWORDS,
    content_stems,
    party_codes,
    replace_party_names,
    split_words,
    stem,
)
from tracker.text.korean import HANGUL

# texts: what was worked out of the later mention is asked for again when it is the earlier one
REMEMBERED = 4096

# A slot counts as said by a quote that holds this share of its content words.
SAID_SHARE = 0.6

_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|refrain(?:s|ed|ing)?|reject(?:s|ed|ing|ion)?"
    r"|oppos(?:e|es|ed|ing|ition)|refus(?:e|es|ed|ing|al))\b|n[’']t\b",
    re.IGNORECASE,
)
_DAY_OR_NUMBER = re.compile(r"\b\d[\d,./]*(?:\b|(?=[가-힣]))")
_COORDINATORS = frozenset(("and", "or", ",", ";", "&"))
# Small words that may stand between a coordinator and what it adds: "and the", "and in the".
_OPENERS = frozenset(
    """a an the this that these those its their our his her my your all any each every both other another
    in on at of to for with from by against between among across over under about""".split()
)
# A small word that is none of them opens or closes a clause.
_CLAUSE = STOPWORDS - _OPENERS
# A number after one of these, qualifiers aside, is a level to reach; elsewhere it is a size: "by 10 percent".
_LEVEL = re.compile(r"\b(?:to|below|under|at|within|beneath|than)\s*$", re.IGNORECASE)
_TEXT_OF_A_BODY = re.compile(
    r"\b(?:UNSCRs?|(?:UNSC|UN|U\.N\.|United Nations|EU|European Union|NATO|IAEA|OSCE|AU|Security Council)(?: \w+){0,3} "
    r"(?:[Rr]esolutions?|Charter|Conventions?|Framework|[Ss]afeguards|Protocols?|[Dd]ecisions?|Principles))\b"
)
_LASTS = re.compile(r"\b(?:until|till|through|throughout|for|beyond)\b", re.IGNORECASE)
_DUE = re.compile(
    r"(?:in|by|before|on|within)\b", re.IGNORECASE
)  # whatever "for" stands before it is of something else
_GOES_ON = re.compile(r"유지|계속|지속|연장|동안")  # "까지" is "by", and "until" of what goes on
_QUALIFIER = re.compile(
    r"\b(?:at (?:least|most)|up to|(?:no |not )?(?:more|less|fewer|higher|lower) than|about|around|nearly|almost|roughly|some"
    r"|approximately|over|an?|the|additional|further|another)\s*$",
    re.IGNORECASE,
)


def contains_phrase(quote: str, phrase: str) -> bool:
    """Return whether *quote* holds the content words of *phrase*, whatever their order and form."""
    wanted = set(content_stems(phrase))
    return bool(wanted) and len(wanted & set(content_stems(quote))) >= SAID_SHARE * len(wanted)


def is_negated(quote: str) -> bool:
    """Return whether *quote* holds a word of negation or refusal."""
    return bool(_NEGATION.search(quote))


def is_specific(phrase: str) -> bool:
    """Return whether *phrase* names something: a capital inside it, or a number."""
    return bool(re.search(r"\d|\s[“‘\"']?[A-Z][A-Za-z]", f" {phrase[:1].lower()}{phrase[1:]}"))


def is_term(quote: str, deadline: str) -> bool:
    """Return whether *deadline* is how long something lasts, not by when it is done: "until", "through", "for".

    >>> is_term("will keep the range through mid-2031", "mid-2031"), is_term("will pay for the bridge in 2031", "in 2031")
    (True, False)
    """
    at = quote.find(deadline)
    lead = quote[max(0, at - 20) : at] if at >= 0 and not _DUE.match(deadline) else ""
    lasts = _LASTS.search(f"{lead}{deadline[:20]}")
    return bool(lasts or (HANGUL.search(deadline) and _GOES_ON.search(quote)))


def names_a_text(quote: str) -> bool:
    """Return whether *quote* names a body by a text of it: "UN Security Council Resolution 12", "the UN Charter".

    >>> names_a_text("reaffirms UNSC Resolution 12"), names_a_text("calls on the UN to act")
    (True, False)
    """
    return bool(_TEXT_OF_A_BODY.search(quote))


def is_level(quote: str, amount: str) -> bool:
    """Return whether *amount* is what something is brought to, not by how much it is changed.

    >>> is_level("will reduce its tariff to 5 percent", "5 percent")
    True
    >>> is_level("will reduce its tariff by at least 5 percent", "5 percent")
    False
    """
    at = quote.lower().find(amount.lower())
    lead = f"{quote[:at] if at >= 0 else ''}{re.split('[0-9]', amount, maxsplit=1)[0]}"
    while (short := _QUALIFIER.sub("", lead)) != lead:
        lead = short
    return bool(_LEVEL.search(lead))


def says_the_same(before: str, after: str) -> bool:
    """Return whether either quote holds most of the content words of the other."""
    return contains_phrase(before, after) or contains_phrase(after, before)


def same_conduct(before: str, after: str) -> bool:
    """Return whether two judgments may be of one act: no day, number or year is named that the other contradicts.

    >>> same_conduct("condemned the launch of 3 May", "condemned the launch of 9 June")
    False
    """
    old, new = (set(_DAY_OR_NUMBER.findall(quote)) for quote in (before, after))
    return not old or not new or bool(old & new)


def added_by_coordination(shorter: str, longer: str) -> tuple[str, ...]:
    """Return what *longer* adds to *shorter* beside "and", "or" or a comma, or () where it adds anything else.

    "peace" and "peace and stability" differ by a coordinated part; "launches"
    and "recent launches" by a description, which neither widens nor narrows.

    >>> added_by_coordination("peace", "peace and stability")
    ('stability',)
    >>> added_by_coordination("launches", "recent missile launches")
    ()
    >>> added_by_coordination("the Halden Sea", "the Halden Sea and the Northern Strait")
    ('northern strait',)
    """
    kept = set(content_stems(shorter))
    tokens = _tokens(longer)
    stems = {stem(token) for token in tokens if _is_word(token)}
    if not kept or not kept < stems:
        return ()
    added: list[str] = []
    joined = _coordinators(tokens) > _coordinators(_tokens(shorter))
    for first, last in _runs(tokens, stems - kept):
        before = first - 1
        while before >= 0 and tokens[before] in _OPENERS:
            before -= 1
        left = tokens[before] if before >= 0 else ""
        right = tokens[last] if last < len(tokens) else ""
        whole = all(token not in STOPWORDS for token in tokens[first:last])
        appended = left in _COORDINATORS and (
            not _is_word(right) or (joined and whole and before == first - 1)
        )
        inserted = right in _COORDINATORS and not (first and _is_word(tokens[first - 1])) and whole
        if not appended and not inserted:
            return ()
        added.append(" ".join(token for token in tokens[first:last] if _is_word(token)))
    return tuple(added)


def _runs(tokens: Sequence[str], extra: set[str]) -> list[tuple[int, int]]:
    """Return the stretches of *tokens* that hold only words in *extra*, with small words between them."""
    runs: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if not _is_word(token) or stem(token) not in extra:
            continue
        if runs and all(
            between in STOPWORDS and between not in _COORDINATORS for between in tokens[runs[-1][1] : at]
        ):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _coordinators(tokens: Sequence[str]) -> int:
    """Return how many coordinators stand in *tokens*; a comma before "and" is one with it."""
    return sum(
        token in _COORDINATORS and (not at or tokens[at - 1] not in _COORDINATORS)
        for at, token in enumerate(tokens)
    )


def _is_word(token: str) -> bool:
    return bool(token) and token not in STOPWORDS and token not in _COORDINATORS


# "other allies and partners": whoever is named beside them, the list is open.
_OPEN = re.compile(
    r"\b(?:other|all|like-minded|international|regional)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:allies|partners|countries|states|nations|parties|governments|members|actors)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\b(?:to|toward|towards|on|in|for|against|which|that|including)\b")
_WITH = re.compile(r"\b(?:with|between|among|alongside)\b", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def counterparts(text: str) -> tuple[frozenset[str], bool]:
    """Return the states *text* names from "with" on, by code, and whether others are meant besides.

    >>> counterparts("close coordination with Japan and other allies")
    (frozenset({'jpn'}), True)
    """
    match = _WITH.search(text)
    if not match:
        return frozenset(), False
    rest = _BEYOND.split(text[match.end() :], maxsplit=1)[0]
    return party_codes(rest), bool(_OPEN.search(rest))


@lru_cache(maxsize=REMEMBERED)
def coordinated_objects(phrase: str) -> frozenset[str]:
    """Return the objects *phrase* joins with "and", "or" and commas; none where a clause hangs on one of them.

    Commas alone join no list: what follows one may say more of what stands before it.

    >>> sorted(coordinated_objects("the ferries, the tankers and fishing boats"))
    ['ferries', 'fishing boats', 'tankers']
    """
    parts: list[list[str]] = [[]]
    tokens = _tokens(phrase)
    if {",", ";"} & set(tokens) and not {"and", "or", "&"} & set(tokens):
        return frozenset()
    for token in tokens:
        if token in _COORDINATORS:
            parts.append([])
        elif parts[-1] or token not in _OPENERS:
            parts[-1].append(token)
    if any(token in _CLAUSE for part in parts for token in part):
        return frozenset()
    return frozenset(" ".join(part) for part in parts if part)


_AS_WELL_AS = re.compile(r"\bas well as\b", re.IGNORECASE)
_MARKS = re.compile(r"([,;&])")


@lru_cache(maxsize=REMEMBERED)
def _tokens(text: str) -> tuple[str, ...]:
    """Return the words of *text* with parties named, commas kept, and "as well as" as "and"."""
    tokens: list[str] = []
    for piece in _MARKS.split(_AS_WELL_AS.sub("and", text)):
        tokens += [piece] if piece in (",", ";", "&") else replace_party_names(split_words(piece))
    return tuple(tokens)
