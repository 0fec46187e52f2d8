"""Lines of a paragraph to one, words put together that the end of a line broke.

A hyphen at the end of a line is dropped only where something says that it is not the
word's own: it is a soft hyphen, the whole word stands elsewhere in the document, or
what follows is a mere ending. A document in which that happens breaks its words, and
there a hyphen is dropped between two pieces neither of which is a word of the document
or a usual part of compounds. In any other case it stays, for a quote must not lose a
hyphen that was printed: "long-term" keeps it, and so does what is in doubt.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.blocks.pieces import INVISIBLE

_SOFT = "\xad"
_LONGEST_WORD = 60  # characters
_SURE = 2  # words certainly broken: from here on it is the habit of the document
_SIGNS = {
    **dict.fromkeys(range(0xF020, 0xF100), "•"),  # letters of symbol fonts: bullets nearly always
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    **dict.fromkeys(map(ord, INVISIBLE)),
}
_WORD = re.compile(r"\w+(?:-\w+)*")
_BROKEN = re.compile(r"(\w+(?:-\w+)*)([-‐\xad])$")
_NEXT = re.compile(r"\w+(?:-\w+)*")
# endings that are no words, so that no compound has them after its hyphen
_ENDINGS = re.compile(
    r"(?:(?:a|e|i)?(?:tion|sion)(?:s|al|ally|ed|ing)?|[aei]?ments?|mentation|[ei]rations?|ities|ity"
    r"|ings?|ed|ly|ance|ence|ances|ences|ably|ible|ibly|ness|sions?|cies|ous|ously|ical(?:ly)?|tive(?:ly|s)?"
    r"|tary|tory|i[sz]ations?|i[sz](?:e|ed|es|ing)|tional(?:ly)?|curity|ernment(?:s|al)?)"
)
_PARTS_OF_COMPOUNDS = frozenset(
    """
    after all anti best better between big bi broad by carbon case centre center co coast conflict cost counter
    court cross cyber data day decision deep double down early east eastern economic energy ever ex export eye
    face fact far fast fellow field fifth fight first five follow food force four fourth free front full fully
    future gender geo good government grant great ground half hand hard head health heavy high higher hard home
    human ill import in industry information inter intra job joint just key know knowledge labor labour land
    large law lead less letter level life light like line long longer low lower made macro market meat medium
    mega micro mid middle military mini missile mobile money multi narrow nation national near neo net new
    news next nine no non north northern nuclear off oft oil old on one open out over para part peace people
    per place policy poly post power pre price private pro problem profit pseudo public quasi quick rapid rate
    re ready real red result right risk role rule rules sea second self semi seven shared ship short side single
    six slow small so social socio soft south southern space stand state step still strong sub super supra ten
    third three time top trade trans treaty tri two ultra un under up upper value vice war water way weapons
    well west western whole wide work world year years zero
    aged aligned area armed backed based bearing bound border building centered centred century chain chair
    changing chief class clad creating crossing cutting day decade deep deployed depth developed driven earned
    edge effective efficient elect ended facing fire free friendly fought funded general going grade growing
    haul held high income intensive keeping kilometer known lasting led level limit living looking making
    managed man mile minded minister month mover named neutral off oriented owned paid person plus point
    policy poor positive president profile proliferation proof quality range reaching ready recorded related
    resilient rich round run running saving scale seekers sector seeking sensitive serving setting sharing sided
    sized specific spoken spread stage standing start status step style supported supporting taking term
    through tier timed track trained treatment type updated use valued violence wide winning worn yielding
    """.split()
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60、。]")


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """The words of a document, lower case, and whether it breaks words at the ends of its lines."""

    words: frozenset[str] = frozenset()
    breaks: bool = False

    def is_broken(self, head: str, hyphen: str, tail: str) -> bool:
        """Return whether the hyphen between *head* and *tail* is there only because the line ended."""
        if self.is_surely_broken(head, hyphen, tail):
            return True
        if not self.breaks or not _may_be_one(head, tail) or f"{head}-{tail}".lower() in self.words:
            return False
        first, last = head.rpartition("-")[2], tail.partition("-")[0]
        if first[0].isupper() or min(len(first), len(last)) == 1 or first[-1] == last[0] in "aeiou":
            return False  # Norvale-based, Port-e-Halvern, re-elect
        pieces = {first.lower(), last.lower()}
        return not pieces & self.words and not pieces & _PARTS_OF_COMPOUNDS

    def is_surely_broken(self, head: str, hyphen: str, tail: str) -> bool:
        """Return whether the word itself says so."""
        if hyphen == _SOFT:
            return True
        if not _may_be_one(head, tail) or f"{head}-{tail}".lower() in self.words:
            return False
        return (head + tail).lower() in self.words or _ENDINGS.fullmatch(tail) is not None


def word_evidence(lines: Sequence[str]) -> WordEvidence:
    """Return what *lines* show of how their document spells; pieces at their ends are no words."""
    known: set[str] = set()
    ends: list[tuple[str, str, str]] = []
    piece = False
    for line, following in itertools.pairwise([*map(replace_ligatures, lines), ""]):
        found = [word.lower() for word in _WORD.findall(line)]
        broken, follows = _BROKEN.search(line[-_LONGEST_WORD:]), _NEXT.match(following)
        known.update(found[1 if piece else 0 : len(found) - 1 if broken else None])
        piece = broken is not None
        if broken and follows:
            ends.append((broken[1], broken[2], follows[0]))
    plain = WordEvidence(frozenset(known))
    return WordEvidence(plain.words, sum(plain.is_surely_broken(*end) for end in ends) >= _SURE)


def join_broken_lines(lines: Sequence[str], spelling: WordEvidence) -> str:
    """Return the lines of a paragraph as one."""
    parts: list[str] = []
    for line in lines:
        part = replace_ligatures(line)
        before = parts[-1] if parts else ""
        broken, follows = _BROKEN.search(before[-_LONGEST_WORD:]), _NEXT.match(part)
        if broken and follows:
            if spelling.is_broken(broken[1], broken[2], follows[0]):
                parts[-1] = before[:-1]
        elif before and not (_UNSPACED.match(before[-1]) and _UNSPACED.match(part)):
            parts.append(" ")
        parts.append(part)
    return " ".join("".join(parts).replace(_SOFT, "").split())


def replace_ligatures(text: str) -> str:
    """Return *text* with letters for ligatures, and bullets for what symbol fonts draw."""
    return text.translate(_SIGNS)


def _may_be_one(head: str, tail: str) -> bool:
    return tail[0].islower() and head[-1].isalpha()
