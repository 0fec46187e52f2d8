"""The force of a statement by its own words, apart from what a network made of it.

A reader judges kind and level from the words around a statement too, and its
judgment varies a little. A move of level is told only where the words of force
themselves stand on different rungs. Words and rungs: coding guide, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.domain import Kind, Unit
from tracker.level_names import level_name
from tracker.link.pairs.pair_look import BOOSTERS, LEAD
from tracker.text.content_words import content_stems
from tracker.text.korean import HANGUL, split_purpose

REMEMBERED = 4096  # quotes
OBJECT = 6  # content words behind the words of force that say what they are about
WITHIN = 16  # words from the beginning in which the lead of a statement is looked for
CONTENT_WITHIN = 6  # words after the lead in which the head of what is done is looked for

UNDERTAKING, FORMULA, IMPORTANCE, DEMAND, JUDGMENT = (
    "undertaking",
    "support",
    "importance",
    "demand",
    "judgment",
)

NOTING = "noting"
_LADDERS = {UNDERTAKING: "U", DEMAND: "D", JUDGMENT: "E"}  # whose rungs have names
PRAISE = "praise"  # of what others do: it has no rung that moves

_CUES: tuple[tuple[str, int, str], ...] = (
    (UNDERTAKING, 4, r"will|shall|agree(?:d|s)?|decid(?:e|es|ed)|commit(?:s|ted|ment|ments)?|committing|pledg(?:e|es|ed|ing)|promis(?:e|es|ed)"
                     r"|vow(?:s|ed)?|undert(?:ake|akes|ook|aking)|determined|determination|resolved? to|dedicated to"
                     r"|work(?:s|ed|ing)? (?:together|closely|jointly) (?:to|towards?|with|on)"),
    (UNDERTAKING, 3, r"efforts?|striv(?:e|es|ing)|endeavou?r(?:s|ed|ing)?|(?<!, )(?<!continue our )(?<!continue their )(?<!continue its )work(?:s|ed|ing)? (?:to|towards?|with)"),
    (UNDERTAKING, 2, r"intend(?:s|ed)?|intention|desires? to|wish(?:es|ed)? to|(?<!\ba )(?<!our )(?<!its )(?<!the )(?<!ese )(?<!new )(?<!eir )(?<!ite )(?<!lop )(?<!ent )plan(?:s|ned|ning)? to|seek(?:s|ing)?|sought|aim(?:s|ed|ing)?|hopes? to|ready|readiness|prepared"
                     r"|preparedness|willing(?:ness)?|(?<!set a )(?<!set the )(?<!set an ambitious )goal of"),
    (UNDERTAKING, 1, r"consider(?:s|ed|ing)? \w+ing|explor(?:e|es|ed|ing)|examin(?:e|es|ed|ing)|look(?:ing)? into|(?<!that )(?<!which )(?<!as )(?<!it )may|open to|openness|(?:door|path)(?: \w+){0,3} open"),
    # "give material support to": what others do
    (FORMULA, 4, r"(?<!material )(?<!military )(?<!financial )(?<!direct )support(?:s|ed|ing|ive)?|back(?:s|ed|ing)|solidarity|st(?:and|ands|ood) (?:with|by)"),
    (IMPORTANCE, 2, r"importance of|importance to|interest in|need (?:to|for)|priority"),
    (DEMAND, 1, r"invit(?:e|es|ed|ing)|look(?:s|ed|ing)? forward|hop(?:es?|ed|ing) that|expect(?:s|ed|ing)?"),
    (DEMAND, 2, r"encourag(?:e|es|ed|ing)|ask(?:s|ed|ing)?|request(?:s|ed|ing)?"),
    (DEMAND, 3, r"call(?:s|ed|ing)? (?:on|upon|for)|urg(?:e|es|ed|ing)|appeal(?:s|ed|ing)?|should"),
    (DEMAND, 4, r"must|demand(?:s|ed|ing)?(?! of)|insist(?:s|ed|ing)?"),
    (NOTING, 1, r"recogni[sz](?:e|es|ed|ing)|(?:takes?|took) note|acknowledg(?:e|es|ed|ing)"),
    (PRAISE, 2, r"welcom(?:e|es|ed|ing)|commend(?:s|ed|ing)?|prais(?:e|es|ed|ing)|thank(?:s|ed|ing)?|appreciat(?:e|es|ed|ing|ion)|applaud(?:s|ed)?"),
    (JUDGMENT, 1, r"concern(?:s|ed)?|worr(?:y|ies|ied)|alarm(?:ed)?"),
    (JUDGMENT, 3, r"regret(?:s|ted)?|deplor(?:e|es|ed|ing)"),
    (JUDGMENT, 4, r"condemn(?:s|ed|ing|ation)?|denounc(?:e|es|ed|ing)|denunciation"),
)  # fmt: skip
_COMPILED = tuple(
    (family, rung, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for family, rung, words in _CUES
)
_STRONGEST = re.compile(r"\bin the strongest (?:possible )?terms\b", re.IGNORECASE)
_CONTINUES = re.compile(r"^\W*continu(?:e|es|ed|ing)\s+(?:to\s+)?\w", re.IGNORECASE)
# What only says when, why or by way of what something else is done has no force of its own.
_SUBORDINATE = re.compile(
    r"^\W*(?:until|unless|if|when|while|once|because|since|although|whether|which|who|recalling|building on)\b",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"^\W*(?:through|by|with|as part of|in line with|given|in light of|under|in)\s+(?:our|their|its|his|her|the|this|these)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:will|shall|must|should)\b")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Force:
    """What kind of force a statement has by its words, and on which rung of that ladder, 1 to 5."""

    family: str
    rung: int
    object: frozenset[str] = frozenset()  # the first content words of what it is about
    cue: str = field(default="", compare=False)  # the first words of force, in small letters

    def needs_as(self, other: Force) -> bool:
        """Say whether both tell what needs to be: "the need for the vote to be free" is "the vote must be free", "the need to uphold it" is "it must be upheld"."""
        if {self.cue, other.cue} == {"need to ", "must be "}:
            return True
        return all(one.cue.startswith(("need for ", "must ")) for one in (self, other))

    def __str__(self) -> str:
        """Say it in words: "undertaking, best efforts (3)", "importance"."""
        ladder = _LADDERS.get(self.family)
        return f"{self.family}, {level_name(ladder, self.rung)}" if ladder else self.family


@lru_cache(maxsize=REMEMBERED)
def force_of(quote: str) -> Force | None:
    """Return the force of *quote*, or None where its words leave it open.

    The first word of force leads. Of an undertaking the lower of lead and head
    counts, as in the guide: "committed to make efforts" is best efforts.

    >>> str(force_of("reaffirmed their commitment to make efforts to protect the ferries"))
    'undertaking, best efforts (3)'
    >>> force_of("reaffirmed the joint plan") is None
    True
    """
    quote = _without_adjunct(quote)
    words = list(_WORD.finditer(quote))
    lead = quote[: words[WITHIN - 1].end()] if len(words) > WITHIN else quote
    found = sorted(
        (match.start(), family, rung) for family, rung, cue in _COMPILED for match in cue.finditer(lead)
    )
    if not found:
        return Force(UNDERTAKING, 4) if _CONTINUES.match(quote) else None
    start, family, rung = found[0]
    about = _object(quote, found)
    if family == JUDGMENT:
        return _judgment(quote, rung, about)
    if family != UNDERTAKING:
        return Force(family, rung, about, " ".join(quote[start:].lower().split(maxsplit=2)[:2]) + " ")
    for at, other, lower in found[1:]:
        if len(lead[start:at].split()) > CONTENT_WITHIN:
            break
        if other == FORMULA and rung == 4:
            return Force(FORMULA, 4, about)
        if other in (DEMAND, IMPORTANCE, JUDGMENT):
            return (
                None  # an undertaking to urge, a shared interest agreed on: which of the two counts is open
            )
        if other == UNDERTAKING:
            rung = min(rung, lower)
    return Force(family, rung, about)


def korean_force(unit: Unit) -> Force | None:
    """Return the force of a Korean *unit*, or None where no words of the lexicon told its level, or it is open what they lead.

    The words of force are those at its end that the table of endings and verbs
    knows (``korean_strength.toml``); they stand where the level was read of them.
    """
    cue, facets = unit.cue, unit.facets
    if not HANGUL.search(cue):
        return None
    done, whole = (
        frozenset(content_stems(said)) - LEAD - BOOSTERS
        for said in (split_purpose(unit.quote)[1], unit.quote)
    )
    about = done or whole  # "efforts to protect the ferries" names them as what the efforts are for
    if facets.family == "E":
        if unit.kind is Kind.E_PRAISE or "위반" in cue:
            return Force(PRAISE, 2, about) if unit.kind is Kind.E_PRAISE else None
        return Force(
            JUDGMENT, 1 if "우려" in cue else facets.level, about
        )  # how deep concern is moves nothing
    if facets.family == "S":
        if "지지" in cue:
            return Force(FORMULA, 4, about)
        return Force(IMPORTANCE, 2, about) if re.search("중요|필요", cue) else None
    if facets.level > 4:
        return None
    return Force(UNDERTAKING if facets.family == "U" else DEMAND, facets.level, about)


def _without_adjunct(quote: str) -> str:
    """Return *quote* from its main clause on; "" where it is all adjunct: "through our commitment to peace"."""
    if _SUBORDINATE.match(quote) or (_ADJUNCT.match(quote) and ("," in quote or not _MODAL.search(quote))):
        return quote.partition(",")[2]
    return quote


def _object(quote: str, found: Sequence[tuple[int, str, int]]) -> frozenset[str]:
    """Return the first content words behind the first word of force, others of force and of emphasis left out."""
    rest = quote[found[0][0] :].split(maxsplit=1)
    told = [word for word in content_stems(rest[1] if len(rest) > 1 else "") if word not in LEAD | BOOSTERS]
    return frozenset(told[:OBJECT])


def _judgment(quote: str, rung: int, about: frozenset[str]) -> Force | None:
    """Return the force of a judgment; one that condemns one thing and deplores another is left open."""
    if _STRONGEST.search(quote):
        return Force(JUDGMENT, 5, about)
    rungs = {each for family, each, cue in _COMPILED if family == JUDGMENT and cue.search(quote)}
    return Force(JUDGMENT, rung, about) if len(rungs) == 1 else None
