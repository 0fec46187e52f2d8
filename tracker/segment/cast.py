"""Who speaks: the parties of a document, and what "the two sides", "they" and "he" stand for.

The cast is drawn from the issuer, the title and the opening sentences. A state
that is only talked about is not in it, so its decisions are never read as the
issuer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker.domain import Document, Release
from tracker.segment.grammar import ACTING, BODY, FOREIGN, HEADS_OF_STATE, PLURAL, PREPOSITIONS, SINGULAR
from tracker.segment.lexicon import Lexicon
from tracker.segment.sentences import Sentence
from tracker.segment.tokens import Tokens, tokenize

UNRESOLVED = frozenset({"unresolved"})
TOGETHER = re.compile(r"\b(?:two|both|three) (?:sides|countries|governments|leaders|ministers|nations)\b")
PAIR = re.compile(
    r"\b[A-Z][\w.]*(?:[-–][A-Z][\w.]*)+|\bbetween (?:the )?[A-Z][\w. ]{1,40}? and (?:the )?[A-Z][\w.]*"
)
BANK = re.compile(
    r"\b(?:central bank|bank of|reserve bank|federal reserve|monetary policy|open market committee)\b",
    re.IGNORECASE,
)
BRIEF = 8000  # characters: a read-out of one meeting, not a speech or a transcript
OPENING_SENTENCES = 3
OWNING_SENTENCES = 12


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """The speakers of one document; those of two documents with the same speakers are one object."""

    issuer: frozenset[str]
    principals: frozenset[str]  # everyone who speaks in it, the issuer included
    persons: Mapping[str, str]  # surname → party
    bank: bool = False  # a central bank: what it believes of the economy is outlook, not stance


def parties_in(
    tokens: Tokens, lexicon: Lexicon, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, word after, code) of every party named among the words first..last."""
    stop = len(tokens) if last is None else min(last, len(tokens))
    index = first
    while index < stop:
        for rest, code in lexicon.parties.get(tokens.raw[index], ()):
            after = index + 1 + len(rest)
            if after <= stop and tokens.raw[index + 1 : after] == rest:
                yield index, after, code
                index = after - 1
                break
        index += 1


def draw_cast(document: Document, release: Release, opening: list[Sentence], lexicon: Lexicon) -> Cast:
    """Return who speaks in *document*."""
    issuer = _codes(release.issuer, lexicon)
    title = document.title or release.title
    head = re.split(r"\s(?:on|regarding|about|concerning|to mark|against)\s", title, maxsplit=1)[0]
    whole = _codes(title, lexicon, skip_for=True)
    # "Joint Statement on the Norvale-Estmark Meeting" names a group; "Meeting on Veskia" names a subject
    named = _codes(head, lexicon, skip_for=True) or (whole if len(whole) > 1 else frozenset())
    texts = [document.text[s.start : s.end] for s in opening[:OPENING_SENTENCES]]
    early = [document.text[s.start : s.end] for s in opening[:OWNING_SENTENCES]]
    joint = bool(
        re.search(
            r"\b(?:joint|trilateral|bilateral|quad|g7|g20|call|meet|consultation|dialogue|with\b)",
            title.lower(),
        )
    )
    principals = issuer | (named if joint or not issuer else frozenset())
    opener = next((text for text in texts if re.match(r"We\b|The following|The text|In a|On\b|\d", text)), "")
    if opener and (joint or not principals):
        before = re.split(
            r"\b(?:condemn|express|reaffirm|welcome|call on|are concerned|discussed?)", opener, maxsplit=1
        )[0]
        together = re.search(
            r"foreign ministers|leaders|heads of|met with|High Representative", before, re.IGNORECASE
        )
        if together:
            found = _codes(before, lexicon, skip_for=True)
            principals |= frozenset({"G7"} | (found & {"EU"})) if "G7" in found | principals else found
    principals = principals or _owners(early, lexicon)
    brief = len(document.text) < BRIEF and (joint or not issuer)
    if len(principals) < 2 and brief and TOGETHER.search(document.text):
        principals |= _pair(document.text, principals, lexicon)
    if "G7" in principals:
        principals = (principals - _members(principals)) | {"G7"}
    bank = bool(issuer & lexicon.banks or BANK.search(f"{release.issuer} {title}"))
    persons = _persons([title, *texts], issuer, lexicon)
    return _cast(issuer or principals, principals, frozenset(persons.items()), bank)


@lru_cache(maxsize=256)
def _cast(
    issuer: frozenset[str], principals: frozenset[str], persons: frozenset[tuple[str, str]], bank: bool
) -> Cast:
    return Cast(issuer, principals, dict(persons), bank)


def _owners(texts: list[str], lexicon: Lexicon) -> frozenset[str]:
    """Return whose commitments a text without title or issuer speaks of: "the United States’ continued readiness"."""
    found: Counter[str] = Counter()
    for text in texts:
        tokens = tokenize(text, 0, len(text))
        for _, after, code in parties_in(tokens, lexicon):
            near = tokens.lower[after : after + 5]
            heads = (head for word in near for head in lexicon.heads.get(word, ()))
            if any(head.family == "U" for head in heads) and not PREPOSITIONS.intersection(near[:1]):
                found[code] += 1
    return frozenset(code for code, count in found.items() if count == max(found.values()))


def _pair(text: str, known: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the states the text names as one: "Norvale-Estmark coordination", "between Norvale and Estmark".

    Where the text speaks of "the two sides" and its head names only one of
    them, such a pair says who the other is; the pair named most often counts.
    """
    pairs: Counter[frozenset[str]] = Counter()
    for match in PAIR.finditer(text):
        codes = _codes(match.group().replace("-", " - ").replace("–", " - "), lexicon)
        if len(codes) >= 2 and (not known or known & codes):
            pairs[codes] += 1
    return min(pairs, key=lambda codes: (-pairs[codes], sorted(codes))) if pairs else frozenset()


def _members(principals: frozenset[str]) -> frozenset[str]:
    return principals & {"USA", "CAN", "FRA", "DEU", "ITA", "JPN", "GBR"}


def _codes(text: str, lexicon: Lexicon, *, skip_for: bool = False) -> frozenset[str]:
    tokens = tokenize(text, 0, len(text))
    found = set()
    for first, _, code in parties_in(tokens, lexicon):
        before = tokens.lower[max(0, first - 2) : first]
        if not (skip_for and "for" in before):
            found.add(code)
    return frozenset(found)


def _persons(texts: list[str], issuer: frozenset[str], lexicon: Lexicon) -> dict[str, str]:
    """Return surname → party for those the opening names: "Norvalian Foreign Minister Oren Hale"."""
    persons: dict[str, str] = {}
    home = next(iter(issuer)) if len(issuer) == 1 else ""
    for text in texts:
        tokens = tokenize(text, 0, len(text))
        named = {
            index: code for first, after, code in parties_in(tokens, lexicon) for index in range(first, after)
        }
        party, since = "", 99
        role = False
        for index, word in enumerate(tokens.raw):
            since += 1
            if index in named:
                party, since, role = named[index], 0, False
            elif tokens.lower[index] in SINGULAR | PLURAL:
                role = True
            elif (
                role
                and word[0].isupper()
                and word.isalpha()
                and len(word) > 2
                and tokens.lower[index] not in BODY
            ):
                persons.setdefault(word, party if party and since <= 14 else home)
            elif word in ",;" or tokens.lower[index] in ("with", "and", "met"):
                role = False
                party = party if word == "," else ""
    return {**lexicon.people, **{name: code for name, code in persons.items() if code}}


def speakers_of(
    tokens: Tokens, first: int, last: int, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> frozenset[str] | None:
    """Return who the subject words first..last stand for; None where it is nobody in the cast."""
    words = tokens.lower[first:last]
    if not words:
        return None
    if words[-1] in ("we", "us") or words[0] == "we":
        return cast.principals or UNRESOLVED
    if words[-1] == "i":
        return cast.issuer or UNRESOLVED
    if words[-1] == "they":
        return cast.principals if len(cast.principals) > 1 or not latest else latest or UNRESOLVED
    if words[-1] in ("he", "she"):
        return latest if len(latest) == 1 else cast.issuer or UNRESOLVED
    if FOREIGN.intersection(words):
        return None
    codes = frozenset(code for _, _, code in parties_in(tokens, lexicon, first, last))
    persons = frozenset(cast.persons[word] for word in tokens.raw[first:last] if word in cast.persons)
    if words[-1] in ("two", "three", "four") and words[0] == "the":
        return cast.principals or UNRESOLVED
    roles = any(word in SINGULAR for word in words)
    plural = any(word in PLURAL for word in words)
    if persons and (roles or plural):
        return persons | (cast.issuer if roles and _bare_office(words) else frozenset())
    if codes:
        own = codes & cast.principals
        if own or not cast.principals:
            return own or codes
        return None if not plural else cast.principals & codes or None
    if plural:
        return cast.principals or UNRESOLVED
    if roles or BODY.intersection(words):
        if words[0] == "its" or _stranger(tokens, first, last):
            return None
        return cast.issuer or UNRESOLVED
    if words[0] in ("this", "these") and words[-1] in ACTING:
        return latest or cast.principals or UNRESOLVED
    return None


def _stranger(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a head of state is named whom the opening does not: "President Oduya" is not the issuer."""
    named = any(word[0].isupper() and word.lower() not in SINGULAR for word in tokens.raw[first + 1 : last])
    return named and bool(HEADS_OF_STATE.intersection(tokens.lower[first:last]))


def _bare_office(words: tuple[str, ...]) -> bool:
    """Tell whether an office without a name stands for the issuer: "The Deputy Minister and Ministers Hale and Orr"."""
    return words[0] == "the" and "and" in words and words[1:3] != ("foreign", "minister")
