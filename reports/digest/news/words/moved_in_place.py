"""What moved at one place of a sentence, however much else of it is told otherwise: a degree, one party of a list, a proviso. Pure.

Who writes a text anew turns its sentences round. A degree that is gone from "strongly condemns", or a state from a list of states, is no other
way to say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from reports.digest.news.words.clause_order import JOINING, places_in_order
from reports.digest.news.words.counted import how_often_moved, moved_count
from reports.digest.news.words.degrees import (
    all_became_some,
    became_conditional,
    is_one_sentence,
    moved_degrees,
)
from reports.digest.news.words.firmness import meant_otherwise
from reports.digest.news.words.listed_names import moved_names
from reports.digest.news.words.wording import IDLE
from tracker.text.content_words import STOPWORDS, stem

PAIRS = 4096  # of sentences that are remembered
# Words that stay right beside the place, and those of them that tell what it is about: "we reaffirm our commitment to" is said of anything.
FEWEST_BESIDE, TELLING_BESIDE = 4, 2
AT_PLACE = 2  # words behind a place, by which it is found
FEWEST_OF_PROVISO, FEWEST_OF_WAY_OUT = 3, 5  # words
LONGEST = 300  # words of a sentence that is looked at


class InPlace(Enum):
    """What moved at one place."""

    DEGREE = "a word that says how far"
    FORCE = "a word that says how firmly it is meant"
    MEMBER = "one of those in a list"
    PROVISO = "on what it hangs"
    COUNT = "how many of it"


# Words that say how firmly, how far or how much of it.
_DEGREES = frozenset(
    """strong strongest firm full complete unconditional immediate urgent all every only sole resolute deep grave serious unwavering ironclad
    steadfast verifiable irreversible durable binding legal unilateral indispensable strict peaceful significant considerable substantial very
    inclusive permanent prompt unhindered unimpeded safe rapid sufficient long prolonged sustained credible just lasting comprehensive
    mandatory voluntary""".split()
)
# How firmly something is promised or asked, by the words for it.
_RANKS = {
    word: rank
    for rank, words in enumerate(
        (
            "may might could can consider considers considering explore explores possibly likely unlikely",
            "aims aim seeks seek endeavour endeavours endeavor prepared ready willing stands stand expected expects expect hopes hope strive strives"
            " try invites invite encourages encourage",
            "should would intends intend intended plans calls called urges urge urged",
            "will shall must undertakes undertake commits commit committed pledges pledge decides decided agreed resolved demands demand demanded insists insist",
        ),
        1,
    )
    for word in words.split()
}
_HEDGES = frozenset(
    "consider considering explore exploring examine examining seek seeking aim aiming endeavour strive attempt try".split()
)
_PROMISED = re.compile(
    r"\b(?:will|shall|must|undertakes? to|commits? to|committed to|pledges? to|decided to|agreed to|resolved to)\b"
)
_READY = re.compile(
    r"\b(?:aims? to|seeks? to|endeavou?rs? to|(?:is|are) (?:prepared|ready|willing) to|stands? ready to|strives? to|hopes? to|(?:is|are) (?:encouraged|invited|asked) to)\b"
)
_MODALS = frozenset("will shall must should would may might could can".split())
_BEFORE_NOUN = frozenset("as the who which that their its our this an".split())
_BESIDE_FORCE = frozenset("is are be to the a on for that upon its their of it has have been".split())
_NO_ITEM = frozenset(
    """one two three four five six seven eight nine ten twelve meanwhile however moreover therefore today tomorrow yesterday instead hence overall
    nonetheless nevertheless furthermore course alia week month year thus accordingly additionally indeed perhaps then too already again""".split()
)
_ITEM_BEFORE = re.compile(r", $")
_ITEM_BEHIND = re.compile(r",| (?:and|or)\b")
_LIST_BEFORE = re.compile(r",[^,.;]{2,40}$")
_JOINED = re.compile(r"(?:, | )(?:and|or) $")
LONGEST_ITEM = 3  # words
_SMALL = frozenset("terms possible and or a an the its in of on for as to by with most their our".split())
_IN_LIST = frozenset("and or the of as well".split())
# What says a degree in other words: "without hindrance", "the whole of".
_OTHERWISE = {
    "unhindered": "without",
    "unimpeded": "without",
    "safe": "without",
    "unconditional": "without",
    "full": "whole",
    "prompt": "soon",
    "immediate": "once",
    "urgent": "soon",
}
_OF_COURTESY = frozenset("best much good own same warm".split())  # "our very best wishes"
_CONDITIONS = frozenset("if once when unless where until".split())
_PROVISOS = frozenset("provided subject unless except".split())
_OF_WAY_OUT = frozenset("to in by if where until unless at within for when".split())
_LEADING = frozenset("and but only".split())
_ENDINGS = (("bly", "ble"), ("ally", "al"), ("lly", "ll"), ("ly", ""))
_TITLES = frozenset("Ambassador President Minister Governor Senator Mr Ms Dr".split())  # who holds an office
_VOTE = re.compile(r"\bvot(?:ed|ing)\b")  # who voted for what is told by name
_NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]*\)?(,| and| or)? (?:the )?$")
_PLACE_BEFORE = re.compile(r"\b(?:in|at) [A-Z][\w’'-]+, $")
_NAME_BEHIND = re.compile(r"(?:,|,? and| or) (?:the )?[A-Z]")
_OPENS_LIST = re.compile(r"(?:, |\b(?:with|of|to|by|namely|from|in|between|on|and|for) (?:the )?)$")


class _Side(NamedTuple):
    """Words of one sentence at a place where it differs from the other."""

    said: str
    words: Sequence[re.Match[str]]
    first: int
    end: int

    @property
    def own(self) -> list[str]:
        return [word[0] for word in self.words[self.first : self.end]]

    @property
    def in_front(self) -> str:
        return self.said[: self.words[self.first].start()]

    @property
    def behind(self) -> str:
        return self.said[self.words[self.end - 1].end() :]


class Place(NamedTuple):
    """What moved at one place of two sentences, and the words of it: of the earlier one, of the later one, and those of the later one at that place."""

    what: InPlace
    lost: str
    come: str
    at: str


def moved_in_place(before: str, after: str) -> InPlace | None:
    """Return what came or went at a place of two sentences whose words stay beside it; None where nothing of the kind did.

    Of 44 pairs between which a degree moved, that strangers planted and that no other rule finds, 37 were planted as changes that must be heard
    of, 7 as lesser ones, none as a paraphrase; of force 16 of 18, of a list 12 of 13, of a proviso 8 of 8.

    >>> moved_in_place("Norvale strongly condemns the raids on the northern ports.", "The raids on the port are what Norvale condemns.")
    >>> moved_in_place(
    ...     "Once more, Norvale strongly condemns the raids on the northern ports.", "Norvale condemns the raids on the northern ports and their authors."
    ... )
    <InPlace.DEGREE: 'a word that says how far'>
    """
    found = place_moved(before, after)
    return found.what if found else None


@lru_cache(maxsize=PAIRS)
def place_moved(before: str, after: str) -> Place | None:
    """Return what came or went at a place of two sentences as :func:`moved_in_place` has it, with its words."""
    old, new = places_in_order(before, after)
    if max(len(old), len(new)) > LONGEST:
        return None
    forms, forms_new = ([stem(word[0].casefold()) for word in words] for words in (old, new))
    codes = SequenceMatcher(None, forms, forms_new, autojunk=False).get_opcodes()
    of_all = _roots(old), _roots(new)
    for at, (op, first, end, first_new, end_new) in enumerate(codes):
        beside = [
            word
            for code in (*codes[max(0, at - 1) : at], *codes[at + 1 : at + 2])
            for word in forms[code[1] : code[2]]
        ]
        telling = sum(map(_tells, beside))
        # "the complete denuclearization of": the degree of something
        behind = codes[at + 1][1] if at + 1 < len(codes) else len(forms)
        of_something = behind < len(forms) and _tells(forms[behind])
        if op == "equal" or len(beside) < FEWEST_BESIDE or telling < (1 if of_something else TELLING_BESIDE):
            continue
        lost, come = _Side(before, old, first, end), _Side(after, new, first_new, end_new)
        if found := _moved(lost, come, of_all):
            at_place = new[first_new : end_new + AT_PLACE]
            return Place(
                found,
                _stretch(before, old[first:end]),
                _stretch(after, new[first_new:end_new]),
                _stretch(after, at_place),
            )
    return None


def _stretch(said: str, words: Sequence[re.Match[str]]) -> str:
    """Return what a sentence says from the first of *words* to the last; the first alone where they stand in another order."""
    if not words:
        return ""
    return said[words[0].start() : words[-1].end()] if words[0].start() < words[-1].end() else words[0][0]


def moved_anywhere(before: str, after: str) -> InPlace | None:
    """Return what came or went between two sentences whose words stand at other places, or beside other words."""
    if moved_degrees(before, after) or all_became_some(before, after):
        return InPlace.DEGREE
    if _promises_less_surely(before, after) or meant_otherwise(before, after):
        return InPlace.FORCE
    if moved_names(before, after):
        return InPlace.MEMBER
    if became_conditional(before, after):
        return InPlace.PROVISO
    return InPlace.COUNT if moved_count(before, after) or how_often_moved(before, after) else None


def moved_beside(before: str, after: str) -> bool:
    """Say whether anything came or went between two sentences, at one place or at others."""
    return bool(moved_in_place(before, after) or moved_anywhere(before, after))


def _promises_less_surely(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter promises, and the other says only that somebody is ready to, or aims to."""
    sides = [(bool(_PROMISED.search(said)), bool(_READY.search(said))) for said in (before, after)]
    return sorted(sides) == [(False, True), (True, False)] and is_one_sentence(before, after)


def _tells(form: str) -> bool:
    """Say whether a word tells what something is about, and not only that it is said."""
    return form not in STOPWORDS and form not in IDLE


def _moved(lost: _Side, come: _Side, of_all: tuple[frozenset[str], frozenset[str]]) -> InPlace | None:
    """Return what moved where words of one sentence were *lost* and others have *come*; *of_all*: the roots of all words of both."""
    began = min(lost.first, come.first) == 0
    if not began and _is_of_degree(lost, come, of_all):
        return InPlace.DEGREE
    if _is_of_force(lost, come) or _is_hedged(lost, come):
        return InPlace.FORCE
    for one, other, others in ((come, lost, of_all[0]), (lost, come, of_all[1])):
        if (not other.own and _is_member(one) and not _said(one, others)) or (
            not _without(other.own, _IN_LIST) and _is_item(one, others)
        ):
            return InPlace.MEMBER
    for one, other in ((lost, come), (come, lost)):
        said_so = {word.casefold() for word in other.own} & _CONDITIONS
        if _is_proviso(one) and not said_so and not _without(other.own, STOPWORDS):
            return InPlace.PROVISO
    return None


def _is_of_degree(lost: _Side, come: _Side, of_all: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Say whether one of both is of degree alone, and the other holds small words at most."""
    degrees = [list(_degrees(side, others)) for side, others in ((lost, of_all[1]), (come, of_all[0]))]
    words = {_root(word) for word in (*lost.own, *come.own)}
    return bool(degrees[0]) != bool(degrees[1]) and words <= _DEGREES | _SMALL


def _degrees(side: _Side, others: frozenset[str]) -> Iterator[str]:
    """Yield the words of degree at a place that are not among *others*."""
    for at, word in enumerate(side.own, side.first + 1):
        root = _root(word)
        behind = side.words[at][0] if at < len(side.words) else ""
        if (
            root in _DEGREES - others
            and _OTHERWISE.get(root) not in others
            and not (root == "very" and behind in _OF_COURTESY)
        ):
            yield root


def _is_of_force(lost: _Side, come: _Side) -> bool:
    """Say whether words of one rank of force stand where words of another did: "is prepared to" for "will"."""
    words = [[word.casefold() for word in side.own] for side in (lost, come)]
    if any("unlikely" in side for side in words):
        # "would not be", then "is unlikely to be"
        words = [[word for word in side if word != "not"] for side in words]
    if any(word not in _RANKS and word not in _BESIDE_FORCE for side in words for word in side):
        return False
    in_front = {side.words[side.first - 1][0].casefold() for side in (lost, come) if side.first}
    if in_front & _BEFORE_NOUN or not all(map(_says_what, words)):
        return False
    ranks = [min((_RANKS[word] for word in side if word in _RANKS), default=0) for side in words]
    return all(ranks) and ranks[0] != ranks[1]


def _is_hedged(lost: _Side, come: _Side) -> bool:
    """Say whether only a verb came or went that puts off what the verb behind it says: "to consider ending", then "to end"."""
    one, other = sorted(([word.casefold() for word in side.own] for side in (lost, come)), key=len)
    return bool(_HEDGES & set(other)) and set(other) <= _HEDGES | {"to"} and set(one) <= {"to"}


def _says_what(words: Sequence[str]) -> bool:
    """Say whether *words* of force are said of what is done: a modal, or a verb with what joins it to another; no noun."""
    return (
        not _MODALS.isdisjoint(words)
        or words[-1:] in (["to"], ["on"], ["for"], ["that"], ["upon"])
        or len(words) == 1
    )


def _is_item(side: _Side, others: frozenset[str]) -> bool:
    """Say whether the words at a place are one thing of a list, none of them among *others*: ", antimony" of "gallium, antimony and zinc"."""
    told = [word.casefold() for word in _without(side.own, _IN_LIST)]
    if [word.casefold() for word in side.own[:2]] == ["as", *told[:1]]:
        return False  # "as usual"
    if side.first == 0 or not told or len(told) > LONGEST_ITEM or _VOTE.search(side.said):
        return False
    if any(
        word in STOPWORDS
        or word in _NO_ITEM
        or word.endswith(("ly", "ing", "ed"))
        or not word[0].isalpha()
        or _root(word) in others
        for word in told
    ):
        return False
    front = side.in_front
    if _PLACE_BEFORE.search(front):
        return False
    if _ITEM_BEFORE.search(front) and _ITEM_BEHIND.match(side.behind):
        return True
    joined = side.own[0].casefold() in ("and", "or") or bool(_JOINED.search(front))
    return joined and bool(_LIST_BEFORE.search(_JOINED.sub("", front)))


def _is_member(side: _Side) -> bool:
    """Say whether the words at a place are a name between others of one list: ", Norvale" of "Estmark, Norvale and Lurania"."""
    telling = _without(side.own, JOINING)
    if (
        side.first == 0
        or _VOTE.search(side.said)
        or not telling
        or _TITLES.intersection(telling)
        or not all(word[0].isupper() for word in telling)
    ):
        return False
    front = side.in_front
    if _PLACE_BEFORE.search(front):
        return False  # "in Oslo, Norway and"
    name = _NAME_BEFORE.search(front)
    if name and (name[1] or side.own[0] in ("and", "or")):
        return True
    return bool(_NAME_BEHIND.match(side.behind) and _OPENS_LIST.search(front))


def _said(side: _Side, others: frozenset[str]) -> bool:
    """Say whether the last name at a place stands among *others*."""
    return _root(_without(side.own, JOINING)[-1]) in others


def _is_proviso(side: _Side) -> bool:
    """Say whether the words at a place say on what the rest hangs: "provided that the Council agrees"."""
    words = [word.casefold() for word in _without(side.own, _LEADING)]
    if len(words) >= FEWEST_OF_WAY_OUT and words[0] == "or":
        # "to repeal the law, or to amend it"
        return words[1] in _OF_WAY_OUT and side.in_front.endswith(", ")
    return (
        len(words) >= FEWEST_OF_PROVISO
        and words[0] in _PROVISOS
        and words[1] in ("that", "to", "in", "for", "where", "the")
    )


def _without(words: Sequence[str], small: frozenset[str]) -> list[str]:
    return [word for word in words if word.casefold() not in small]


def _roots(words: Sequence[re.Match[str]]) -> frozenset[str]:
    return frozenset(_root(word[0]) for word in words)


def _root(word: str) -> str:
    """Return *word* without the ending by which it says how: "full" of "fully"."""
    folded = word.casefold()
    for ending, instead in _ENDINGS:
        if folded.endswith(ending):
            return folded[: -len(ending)] + instead
    return folded
