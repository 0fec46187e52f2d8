"""Whose verb it is: where the subject before a verb begins, and who it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.cast import Cast, parties_in, speakers_of
from tracker.segment.grammar import (
    AUXILIARY,
    BREAKS,
    MODALS,
    PLURAL,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    SUBORDINATORS,
)
from tracker.segment.lexicon import Lexicon
from tracker.segment.tokens import Tokens

REACH = 14  # a subject is seldom longer
FRAMED = 5  # nor is one that follows a frame verb without "that"
NAMES = frozenset({"of", "for"})  # prepositions that stand inside titles: "Minister of Foreign Affairs"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words from *begin* to the verb; *inside* where they open a that-clause."""

    begin: int
    inside: bool
    speakers: frozenset[str]


def find_subject(
    tokens: Tokens,
    before: int,
    floor: int,
    spoken: bool,
    framed: bool,
    cast: Cast,
    lexicon: Lexicon,
    latest: frozenset[str],
) -> Subject | None:
    """Return the subject that ends at word *before*, or None where it is nobody's in the cast.

    It does not reach back beyond *floor*. *spoken* says that a verb was found
    before, so that a that-clause may hang on it; *framed* that the word before
    *floor* introduces speech.
    """
    begin, inside = _start(tokens, before, floor, spoken, framed)
    if begin and tokens.lower[begin - 1] in SUBORDINATORS:  # "when the Committee decides to": no assertion
        return None
    speakers = speakers_of(tokens, begin, before + 1, cast, lexicon, latest)
    if tokens.lower[begin : before + 1] == ("it",):
        speakers = speakers_of(tokens, 0, begin, cast, lexicon, latest) if begin else None
    if speakers is None:
        # "Norvale and Estmark agreed": a state the head does not name speaks where one of the cast speaks with it
        codes = frozenset(code for _, _, code in parties_in(tokens, lexicon, begin, before + 1))
        earlier = _conjunct(tokens, begin, floor) if codes and begin > floor and not inside else None
        if earlier is None or speakers_of(tokens, *earlier, cast, lexicon, latest) is None:
            return None
        speakers = codes
    while not inside and begin > floor and tokens.lower[begin - 1] in (",", "and"):
        earlier = _conjunct(tokens, begin, floor)
        named = speakers_of(tokens, *earlier, cast, lexicon, latest) if earlier else None
        if earlier is None or named is None:
            break
        begin, speakers = earlier[0], speakers | named
    return Subject(begin, inside, speakers)


def opening_subject(
    tokens: Tokens, before: int, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> frozenset[str] | None:
    """Resolve a subject parted from its verb by an apposition: "We, the Foreign Ministers of …, condemn"."""
    comma = next((index for index in range(before) if tokens.lower[index] == ","), before)
    if comma == before and before > REACH:
        return None
    return speakers_of(tokens, 0, comma, cast, lexicon, latest)


def takes_plural(tokens: Tokens, subject: Subject, before: int) -> bool:
    """Tell whether the subject can take a plural verb: "U.S. support" is a noun, "we support" is not."""
    words = tokens.lower[subject.begin : before + 1]
    if len(subject.speakers) > 1 or "and" in words or (PLURAL_SUBJECTS | PLURAL).intersection(words):
        return True
    return words[-1] in ("g7", "both") or (subject.begin > 0 and tokens.lower[subject.begin - 1] == "and")


def _start(tokens: Tokens, before: int, floor: int, spoken: bool, framed: bool) -> tuple[int, bool]:
    """Return where the subject begins, and whether it opens a that-clause."""
    index, joint, depth = before, 0, 0
    while index >= floor:
        word = tokens.lower[index]
        depth += (word == ")") - (word == "(")
        if word in BREAKS and not depth:
            # "that the United States and its allies would": the joint is inside the subject
            if joint and (word != "that" or not spoken):
                return joint, False
            return index + 1, word == "that"
        if word in (",", "and") and index < before and not depth:
            joint = joint or index + 1
            if before - index > REACH or _verb_between(tokens, floor, index):
                return joint, False
        index -= 1
    words = tokens.lower[floor : before + 1]
    # straight after a frame verb, without "that": "reiterated the United States stands ready"
    if framed and not joint and len(words) <= FRAMED and not PREPOSITIONS.intersection(words):
        return floor, True
    return joint or floor, False


def _conjunct(tokens: Tokens, begin: int, floor: int) -> tuple[int, int] | None:
    """Return the conjunct before the joint at *begin* - 1 where it is a bare name: "The United States, the ROK, and"."""
    last = begin - 1
    while last > floor and tokens.lower[last - 1] in (",", "and"):
        last -= 1
    first = last
    while first > floor and tokens.lower[first - 1] not in BREAKS | {",", "and"}:
        first -= 1
    words = set(tokens.lower[first:last])
    if first == last or words & (PREPOSITIONS - NAMES) or words & (AUXILIARY | MODALS):
        return None
    return first, last


def _verb_between(tokens: Tokens, floor: int, index: int) -> bool:
    """Tell whether a finite verb stands before the joint at *index*: then it ends a clause, not a name."""
    for back in range(index - 1, floor - 1, -1):
        if tokens.lower[back] in BREAKS:
            return tokens.lower[back] != "that"
        if tokens.lower[back] in AUXILIARY | MODALS:
            return True
    return True
