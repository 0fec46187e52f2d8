"""How a board voted, as its text counts it: "by a majority of 6 to 3", "five members voted in favour, and two for leaving rates", "unanimous"; and who dissents, by which words. Pure.

What the minority held is not what its issuer says. Names count where a text lists those in favour and, behind them, the others.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tracker.text.numbers import SPELT

_MOST = 20  # no board has as many members
_N = rf"(\d{{1,2}}|{'|'.join(word for word, number in SPELT.items() if number < _MOST)})"
_TO = r"(?:\s?[-–—]\s?|\s+(?:votes?\s+)?to\s+)"
_NO_RATE = r"(?!\s?/|\.\d|\d|\s?(?:percent|per cent|%))"  # "to 2-3/4 percent"
_LIST = r"(?:\s*\([^()]{0,300}\))?"
_COUNTED = re.compile(
    rf"\b(?:voted(?:\s+by)?|(?:majority|vote)\s+of)\s+{_N}{_TO}{_N}\b{_NO_RATE}"
    rf"|\b{_N}\s+(?:of\s+(?:its|the)\s+\w+\s+)?members{_LIST}\s+(?:\w+ly\s+)?vot(?:ed|ing)\s+(?:in\s+favou?r|for|to)\b[^()]{{0,200}}?\b{_N}\s+(?:\w+\s+)?members?{_LIST}\s+(?:\w+ly\s+)?(?:vot(?:ed|ing)|favou?r(?:ed|ing)|prefer(?:red|ring))\b"
    rf"|\bsupported\s+by\s+{_N}\s+members\b[^()]{{0,60}}?\b{_N}\s+members?\s+(?:voted|preferred|favou?red)\b"
    rf"|\b{_N}\s+members\s+(?:voting\s+)?in\s+favou?r\s+and\s+{_N}\s+(?:voting\s+)?against\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"\bmajority\s+of\s+{_N}\s+out\s+of\s+{_N}\b", re.IGNORECASE)
# "Four directors voted for this decision, two voted for a reduction of 25 bps, and one voted for an increase": each part by its number.
_PART = re.compile(
    rf"(?<![\w-]){_N}\s+(?:other\s+)?(?:(?:board\s+)?(?:members?|directors?)\s+)?(?:\w+ly\s+)?(?:(?:vot|support)(?:ed|ing)|preferr(?:ed|ing)|favou?r(?:ed|ing))\s",
    re.IGNORECASE,
)
_FOR_IT = re.compile(
    r"(?:for|in favou?r(?: of)?|(?:preferr|support|favou?r)(?:ed|ing)) (?:this|the) (?:\w+ )?(?:decision|outcome)\b(?! (?:of|on)\b)",
    re.IGNORECASE,
)
# What the others voted for: another rate.
_OF_RATE = re.compile(
    r"\b(?:rates?|lower\w*|rais\w+|cuts?|increas\w+|reduc\w+|hikes?|hold|maintain\w*|keep\w*|leav\w+|unchanged|bps?|basis points|against)\b",
    re.IGNORECASE,
)
# Of what no plain count can be made: a part of those counted, or one whose verb is left out.
_UNCLEAR = re.compile(
    rf"\b(?:of whom|of which|although|though|by proxy|abstain\w*)\b|\b(?:{_N}|minister|chair|governor) (?:for|against|in favou?r)\b|\b(?:hundred|thousand) and\b",
    re.IGNORECASE,
)
# "Voting in favor of the decision were Ada Holt and Mark Lind. Jo Terras voted in favor of lowering", "The following members voted for this decision: …".
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ]"
_FULL_NAME = rf"{_CAPITAL}[\w’'-]+(?: (?:(?:de|da|do|dos|del|la|van|von|y|e|bin|ibn|al) )*(?:[A-Z]\.|{_CAPITAL}[\w’'-]*)){{1,4}}(?: \([^()]{{1,60}}\))?"
_NAMES = rf"{_FULL_NAME}(?:(?:, and |, | and ){_FULL_NAME}){{0,20}}"
_LISTED_VOTES = re.compile(
    rf"\bVoting in favou?r of (?P<what1>[^.:]{{3,120}}?) (?:was|were):? (?P<names1>{_NAMES})(?=\s*(?:[.;]|$))"
    rf"|\bfollowing (?:\w+ )?members?(?: of the \w+(?: \w+){{0,3}})? voted (?:for|in favou?r of) (?P<what2>[^.:]{{3,120}}?): (?P<names2>{_NAMES})(?=\s*(?:[.;]|$))"
    rf"|(?:^|(?<=[.] ))(?P<names3>{_NAMES}) voted (?:for|in favou?r of) (?P<what3>[^.:]{{3,120}})"
)
_THE_DECISION = re.compile(r"^(?:this|the) (?:\w+ )?decision\b", re.IGNORECASE)
BEHIND = 6  # sentences behind the first of a vote, that may tell of the others
OF_DECISION = 40  # characters behind the number of a part, in which it says of what it was in favour
OF_PART = 80  # characters behind it, in which it says which rate it was for
_UNANIMOUS = re.compile(
    r"\b(?:decision|decided|agreed|vot(?:e|ed|ing)|committee|council|board)\b[^.;\n]{0,80}\bunanimous(?:ly)?\b"
    r"|\bunanimous(?:ly)?\b[^.;\n]{0,40}\b(?:decision|decided|agreed|voted?)\b"
    rf"|\ball\s+(?:{_N}\s+)?members\b[^.;\n]{{0,40}}\bvoted\s+(?:in\s+favou?r|for)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no longer|nearly|almost|without|less than)\b|n[’']t\b|\bnon-?unanim", re.IGNORECASE
)
# What was voted at another meeting, on another matter than the rate, or by those who set the rate that follows.
_OF_ANOTHER = re.compile(
    r"\bhad\b|\bminutes\b|\b(?:Congress|Parliament|Senate)\b|\bat the meeting (?:in|of)\b|\b(?:stock|holdings|purchases|sales) of\b|\bbonds?\b|\bgilts?\b|\brelated action\b|\bBoard of Governors\b|\b(?:last|previous|earlier) (?:meeting|vote|decision)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\[])|\n+")
DISSENT = re.compile(
    # "believed to have undermined" is no view of a member
    r"\b(?:dissent(?:s|ed|ing)?|disagree(?:s|d|ing)?|enter(?:s|ed) (?:a )?reservations?|advocat(?:es|ed) (?:a|an|holding|keeping|leaving|cutting|lowering|raising)\b|voted? against|voting against|preferred (?:to|that)|believed that|(?:preferred|believed) at this (?:time|meeting))\b",
    re.IGNORECASE,
)
# What stands behind one of these in a sentence is what some members hold or voted for, whichever side won: the decision of
# the whole stands elsewhere.
_SOME = r"(?:one|two|three|four|five|six|seven|eight|\d|some|several|(?:a )?few|another|other)"
OF_MEMBERS = re.compile(
    rf"\bvoting against\b|\bentered (?:a )?reservations? against (?:the|this) decision\b|\bwho (?:preferred|dissented|voted against)\b|\bdissenting (?:members?|votes?|from)\b"
    rf"|\b{_SOME} (?:\w+ )?(?:of (?:the|these|those) )?members? (?:\([^)]*\) ?|of the \w+ ?)?(?:had )?(?:voted|preferred|favou?red|dissented|would have|wanted|argued|believed|thought)\b",
    re.IGNORECASE,
)
# "Ada Holt, Mark Lind and Jo Terras voted to lower the rate": of a board two persons at least.
NAMED_VOTERS = re.compile(
    r"(?:\b[A-Z][a-zà-ÿ’'-]+ (?:[A-Z]\.? )?[A-Z][a-zà-ÿ’'-]+(?: [A-Z][a-zà-ÿ’'-]+)?(?:, and |, | and )){1,12}[A-Z][a-zà-ÿ’'-]+ (?:[A-Z]\.? )?[A-Z][a-zà-ÿ’'-]+"
    r" (?:voted|preferred|favou?red) (?:to|for|an?|that)\b"
)
_VOTED_AGAINST = re.compile(r"\bvoting against\b|\bdissent(?:s|ed|ing)?\b", re.IGNORECASE)
# "Voting against the action were: Ada B. Holt, Mark Lind, and Jo Terras, who …; and Bo Ilves, who …"
_AGAINST = re.compile(r"\bvoting against\b[^.:;]{0,60}?\b(?:was|were)\b:?\s*([^\n]{3,900})", re.IGNORECASE)
_LISTED = re.compile(r",? (?:who|each|all)\b|(?<![A-Z])\.(?:\s|$)")
_WHO = re.compile(r"([A-Z][\w’'-]+), (?:who|each)\b")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")
_SUFFIX = re.compile(r",? (?:Jr|Sr)(\.?)(?=[,;\s]|$)")


class Vote(NamedTuple):
    """How many were for what a board decided, and how many were not; (0, 0) where it was unanimous."""

    ayes: int
    others: int

    def __str__(self) -> str:
        return f"by {self.ayes} to {self.others}" if self.others else "unanimously"


UNANIMOUS = Vote(0, 0)


def vote_of(text: str) -> Vote | None:
    """Return how a board voted on what *text* decides, the first count in it; None where it counts no votes.

    >>> vote_of("The decision was made by majority, with seven members in favour and two against.")
    Vote(ayes=7, others=2)
    >>> vote_of("Five members voted in favour of this decision, and two members voted for leaving rates unchanged.")
    Vote(ayes=5, others=2)
    >>> vote_of("At its March meeting it had decided unanimously. The Board voted by a majority of 5 out of 6 to wait.")
    Vote(ayes=5, others=1)
    >>> vote_of("The decision was not unanimous.") is None
    True
    >>> str(vote_of("Today’s policy decision was unanimous."))
    'unanimously'
    >>> vote_of("The Board voted to lower its policy rate to 2-3/4 percent.") is None
    True
    >>> vote_of("Four directors voted for this decision, two voted for a reduction of 25 bps, and one voted for an increase of 25 bps.")
    Vote(ayes=4, others=3)
    >>> vote_of("Voting in favor of the decision were Ada Holt (Governor), Bo Ilves and Mark Lind. Jo Terras voted in favor of lowering the target rate by 25 basis points.")
    Vote(ayes=3, others=1)
    """
    sentences = [one for one in _STOPS.split(text) if not _OF_ANOTHER.search(one)]
    # "Six members voted in favour. Three members voted against." is one count in two sentences
    for at, (one, behind) in enumerate(pairwise((*sentences, ""))):
        if found := _OUT_OF.search(one):
            ayes, of = map(_number, found.groups())
            return Vote(ayes, of - ayes) if 0 < ayes < of else None
        if _UNANIMOUS.search(one) and not _NOT.search(one):
            return UNANIMOUS
        found = _COUNTED.search(one) or (_COUNTED.search(f"{one} {behind}") if "members" in one else None)
        if found:
            ayes, others = (_number(number) for number in found.groups() if number)
            return Vote(ayes, others) if ayes > others > 0 else None  # fewer voted for what was not decided
        if _PART.search(one) and _FOR_IT.search(one):
            return None if _PART.match(behind) else _by_parts(one)
        # from a list on, so that those behind it are not cut off
        if _LISTED_VOTES.search(one) and (vote := _by_names(" ".join(sentences[at : at + BEHIND]))):
            return vote
    return None


def _by_parts(said: str) -> Vote | None:
    """Return the count of a sentence that numbers those for the decision and then each part of the others, by the rate it was for; None where it does not."""
    first, *rest = (*_PART.finditer(said),)
    if (
        not rest
        or _UNCLEAR.search(said)
        or not _FOR_IT.search(said[first.start() : first.end() + OF_DECISION])
    ):
        return None
    if not all(_OF_RATE.search(said[part.end() : part.end() + OF_PART]) for part in rest):
        return None
    ayes, *others = (_number(part[1]) for part in (first, *rest))
    return _vote(ayes, sum(others))


def _by_names(said: str) -> Vote | None:
    """Return the count of sentences that list by name who was for the decision, and who for another rate; None where either is missing."""
    lists = list(_LISTED_VOTES.finditer(said))
    if not lists or not _THE_DECISION.match(_what(lists[0])):
        return None
    ayes, others = _names(lists[0]), list[str]()
    for found in lists[1:]:
        what = _what(found)
        if _THE_DECISION.match(what) or not _OF_RATE.search(what):
            return None
        others += _names(found)
    return None if set(ayes) & set(others) else _vote(len(ayes), len(others))


def _vote(ayes: int, others: int) -> Vote | None:
    return Vote(ayes, others) if _MOST >= ayes > others > 0 else None


def _what(found: re.Match[str]) -> str:
    return found["what1"] or found["what2"] or found["what3"]


def _names(found: re.Match[str]) -> list[str]:
    listed = found["names1"] or found["names2"] or found["names3"]
    return _BETWEEN.split(re.sub(r" \([^()]*\)", "", listed))


def _number(word: str) -> int:
    return int(SPELT.get(word.casefold(), word))


def in_dissent(text: str, words: str) -> bool:
    """Say whether *words*, of which "…" may be left out, stand in *text* only behind who voted against, in a paragraph of that.

    >>> in_dissent("Voting against was Ada Holt, who had doubts. She saw no risk of a storm.", "She saw no risk … storm")
    True
    >>> in_dissent("The board sees no risk of a storm.\\n\\nVoting against was Ada Holt.", "sees no risk")
    False
    """
    pieces = [piece for one in words.split("…") if (piece := " ".join(one.split()))]
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n")]
    held = [one for one in paragraphs if pieces and all(piece in one for piece in pieces)]
    return bool(held) and all(
        _VOTED_AGAINST.search(one[: one.find(pieces[-1]) + len(pieces[-1])]) for one in held
    )


def dissenters(text: str) -> tuple[str, ...]:
    """Return the last names of those whom *text* names as voting against.

    >>> dissenters("Voting against was Ada B. Holt, who preferred to wait.")
    ('Holt',)
    >>> dissenters("Voting against were: Ada B. Holt, Mark Lind, and Jo Terras, Jr. They preferred to wait.")
    ('Holt', 'Lind', 'Terras')
    """
    found = _AGAINST.search(text)
    if found is None:
        return ()
    said = _SUFFIX.sub(r"\1", found[1])
    listed = _LISTED.split(said, maxsplit=1)[0]
    names = [name.split()[-1] for name in _BETWEEN.split(listed) if name.strip()]
    return tuple(name for name in dict.fromkeys((*names, *_WHO.findall(said))) if name[0].isupper())
