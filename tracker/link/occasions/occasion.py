"""With whom and at what rank something was said: the comparison set of coding-guide section 7.

A line is compared with its last mention on a like occasion, else with its last
mention in any. Read from the title of the release and the speakers of its units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from tracker.domain import Line, Mention, Release, Unit
from tracker.text.content_words import BLOCS, MEMBERS, party_code, party_codes, split_words

# What a title says after these is the subject, not the occasion.
_SUBJECT = re.compile(
    r"\b(?:on|about|regarding|concerning|against|condemning|with respect to|with regard to|in relation to|relating to)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_HYPHENATED = re.compile(r"\b[A-Z][\w.]*(?:\s[A-Z][\w.]*)*(?:[-–][A-Z][\w.]*(?:\s[A-Z][\w.]*)*)+")
_RANK = re.compile(
    r"\b(?:(?P<below>deputy|vice|under|assistant|special|acting)[\s-]+(?:foreign\s+|prime\s+)?)?"
    r"(?P<office>presidents?|prime ministers?|leaders?|secretar(?:y|ies)|ministers?|ministerial|envoys?|representatives?"
    r"|ambassadors?|chancellors?|premiers?|commissioners?|governors?|advisers?|advisors?|directors?|counsel(?:l?or)s?)\b",
    re.IGNORECASE,
)
_HEADS = frozenset(("president", "prime minister", "leader", "chancellor", "premier"))
_MINISTERS = frozenset(("secretary", "secretarie", "minister", "ministerial"))


# Where a title has one of these the parties it names were there; elsewhere they are what it is about.
_ENCOUNTER = re.compile(
    r"\b(?:with(?! (?:respect|regard)\b)|between|joint|trilateral|bilateral|quadrilateral|calls?|meetings?|visits?|talks|consultations?|dialogues?"
    r"|summit|ministerial|read-?out)\b|협의|회담|회의|통화|면담|대화|방문|방한|방미|접견|공동성명",
    re.IGNORECASE,
)


_KOREAN_RANK = re.compile(
    r"(?P<head>정상|대통령|총리)|(?P<vice_minister>차관)|(?P<minister>장관|외교부장|외무대신)|(?P<envoy>수석대표|본부장|특별대표|특사)"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who a statement was made with, and at what rank."""

    partners: frozenset[str]  # the speaker's own party left out
    rank: str  # "head", "minister", "deputy minister" …; "" where the title names none
    known: bool = True  # false: there was somebody, but the title names a person and no other party

    def is_similar(self, other: Occasion) -> bool:
        """Return whether both are the same partners, at the same rank where both name one."""
        return self.has_same_partners(other) and (not self.rank or not other.rank or self.rank == other.rank)

    def has_same_partners(self, other: Occasion) -> bool:
        """Return whether the partners are the same: a bloc and its members are one, the unknown is no difference."""
        if not (self.known and other.known):
            return True
        shared = self.partners & other.partners
        return self.partners == other.partners or (
            bool(shared & BLOCS) and shared in (self.partners, other.partners) and self._blocs == other._blocs
        )

    @property
    def _blocs(self) -> frozenset[str]:
        """The blocs among the partners; the EU sits with the G7."""
        blocs = self.partners & BLOCS
        return blocs - {"eu"} if "g7" in blocs else blocs


Said = TypeVar("Said")

OTHER_PARTNERS, OTHER_RANK = "with other partners", "at another rank"
NO_PARTNERS = Occasion(frozenset(), "")


def occasion_of(release: Release, units: Iterable[Unit]) -> Occasion:
    """Return the occasion on which *release* speaks.

    The partners are those the title of an encounter or joint statement names,
    and the speakers of at least half of the units. Left out is the issuer, or
    where its name is no party's, who speaks most. Two parties that issue one
    text together, and a bloc, are partners enough: where nobody else is named
    there was nobody else.
    """
    speakers: Counter[str] = Counter()
    count = 0
    for unit in units:
        count += 1
        speakers.update({party_code(name) for name in unit.facets.speakers if name != "unresolved"})
    said = {name for name, times in speakers.items() if 2 * times >= count}
    met = bool(_ENCOUNTER.search(release.title))
    title = _without_subject(release.title)
    named = party_codes(title) if met else frozenset()
    own = _with_members(_own(release.issuer, speakers))
    partners = frozenset(named | said) - own
    return Occasion(
        partners, _rank(title), known=bool(partners) or not met or len(own) > 1 or bool(own & BLOCS)
    )


def is_encounter(title: str) -> bool:
    """Return whether *title* tells of a meeting, a call or a joint text, so that the parties it names were there."""
    return bool(_ENCOUNTER.search(title))


def rank_of_title(title: str) -> str:
    """Return at what rank *title* says the encounter was; "" where it does not."""
    return _rank(_without_subject(title))


def _without_subject(title: str) -> str:
    """Return *title* without what it is on, unless that is an encounter: "on the meeting of the three"."""
    subject = _SUBJECT.search(title)
    if subject is None or _ENCOUNTER.search(subject[1]) or _between_parties(subject[1]):
        return title
    return title[: subject.start()]


def _between_parties(subject: str) -> bool:
    """Return whether *subject* is what two parties have with each other: "Norvale-Estmark cooperation"."""
    pair = _HYPHENATED.search(subject)
    return pair is not None and len(party_codes(pair[0].replace("-", " ").replace("–", " "))) > 1


def _own(issuer: str, speakers: Counter[str]) -> frozenset[str]:
    """Return the party that speaks for itself."""
    own = (
        party_codes(issuer)
        | (MEMBERS.keys() & split_words(issuer))
        | ({party_code(issuer)} & speakers.keys() if issuer else frozenset())
    )
    most = speakers.most_common(2)
    if own or not most or (len(most) == 2 and most[0][1] == most[1][1]):
        return frozenset(own)
    return frozenset({most[0][0]})


def _with_members(own: frozenset[str]) -> frozenset[str]:
    """Return *own* with the members of the blocs in it: the four of the Quad are the Quad; the EU sits with the G7."""
    members = own.union(*(MEMBERS.get(bloc, ()) for bloc in own))
    return members | {"eu"} if "g7" in own else members


def _rank(title: str) -> str:
    """Return the rank of who spoke: the first office the title names."""
    match = _RANK.search(title)
    if not match:
        korean = _KOREAN_RANK.search(title)
        return korean.lastgroup.replace("_", " ") if korean and korean.lastgroup else ""
    office = " ".join(match["office"].lower().split()).removesuffix("s")
    office = "head" if office in _HEADS else "minister" if office in _MINISTERS else office
    return f"{match['below'].lower()} {office}" if match["below"] else office


OccasionMention = tuple[Occasion, Mention]  # a mention and the occasion it was made on


def choose_comparison(occasion: Occasion, said: Sequence[OccasionMention]) -> OccasionMention:
    """Return what to compare with: the latest of *said* on a like occasion, else the latest; *said* latest first."""
    return next((entry for entry in said if occasion.is_similar(entry[0])), said[0])


def comparison_order(
    occasion: Occasion, said: dict[Occasion, Said], limit: int
) -> list[tuple[Occasion, Said]]:
    """Return what may be compared with, *limit* at most: the latest of *said* on a like occasion, then the latest others; *said* latest last."""
    if len(said) <= 1:
        return list(said.items())
    latest = list(islice(reversed(said), limit))
    first = next((one for one in reversed(said) if occasion.is_similar(one)), latest[0])
    return [(one, said[one]) for one in [first, *(one for one in latest if one != first)][:limit]]


def describe_comparison(occasion: Occasion, said: OccasionMention) -> str:
    """Say which mention something said in *occasion* was compared with.

    >>> from datetime import date
    >>> from types import SimpleNamespace
    >>> earlier = SimpleNamespace(release=SimpleNamespace(published_on=date(2031, 3, 19)))
    >>> estmark = Occasion(frozenset({"estmark"}), "minister")
    >>> describe_comparison(estmark, (estmark, earlier))
    'compared with the last mention with the same partners, 2031-03-19'
    """
    other, mention = said
    apart = _apart(occasion, other)
    same = apart != OTHER_PARTNERS and occasion.known and other.known and occasion.partners
    which = " ".join(filter(None, ("the last mention", "with the same partners" if same else "", apart)))
    return f"compared with {which}, {mention.release.published_on}"


def why_not_comparable(occasion: Occasion, said: OccasionMention) -> str:
    """Return in what way *said* was said on another occasion than *occasion*, "" where that was a like one.

    What differs between two occasions may be the pen of the other side: it is shown as a comparison with others and
    is no move (coding guide, section 7).
    """
    apart = _apart(occasion, said[0])
    return f"said {apart}" if apart else ""


def _apart(occasion: Occasion, other: Occasion) -> str:
    if occasion.is_similar(other):
        return ""
    return OTHER_RANK if occasion.has_same_partners(other) else OTHER_PARTNERS


def occasion_as_placed(release: Release, placed: Sequence[tuple[Unit, Line]]) -> Occasion:
    """Return the occasion of a release that stands as *placed*; of one that says nothing, none."""
    return occasion_of(release, [unit for unit, _ in placed]) if placed else NO_PARTNERS
