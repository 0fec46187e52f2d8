"""Whom the subject of a clause stands for: a name, an office, "we", or a pronoun that points back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.segment.grammar import HEADS_OF_STATE, word_set
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.authors import COALITIONS, GROUPS
from tracker.segment.speakers.clause_subjects import ClauseSubject
from tracker.segment.speakers.mentions import PartyMention
from tracker.segment.speakers.participants import UNRESOLVED, Participants
from tracker.segment.tokens import Tokens

NOBODY: frozenset[str] = frozenset()

AGREED = word_set("agreed decided noted")
# without an article they are anybody: "Countries must step up"
ANYBODY = word_set(
    "countries states nations parties members partners governments officials representatives experts"
)
OTHERS = word_set("its their his her all")  # "its partners" are not those who speak, "his counterparts" are
BLOCS = frozenset({"EU", "NATO", "AU", "ASEAN", "PIF"})  # speak beside a member in the member's own text
LEADERS = HEADS_OF_STATE | {"prime minister"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """Who spoke before: the unit before in the same sentence, and in the sentence before this one."""

    sentence: frozenset[str] = NOBODY
    before: frozenset[str] = NOBODY


@dataclass(frozen=True, slots=True)
class SubjectResolver:
    """Tells whom subjects of one sentence, *tokens*, stand for."""

    tokens: Tokens
    participants: Participants
    lexicon: Lexicon
    earlier: Earlier

    def resolve(self, subject: ClauseSubject, told: Sequence[ClauseSubject]) -> frozenset[str]:
        """Return whom *subject* stands for; empty where it is none of the participants."""
        participants = self.participants
        speakers: set[str] = set()
        stranger = guest = False
        for one in subject.members:
            codes = self.stands_for(one)
            if codes is None:
                codes = self._referred(one, subject, told)
            if one.pronoun == "we" and subject.inside:
                codes = self._reporter(subject, told) or codes  # "he stated that we have to"
            person = self.tokens.lower[one.begin] != "the" and self.tokens.lower[one.begin - 1] != "/"
            stranger = stranger or (not codes and not one.codes and len(one.names) > 1 and person)
            speakers |= codes
            guest = guest or (bool(one.office) and not one.names and not self._held(one))
        known = participants.issuer | participants.principals
        if speakers == UNRESOLVED:
            return UNRESOLVED
        if any(speakers == GROUPS[name] for name in participants.principals & GROUPS.keys()):
            return (
                participants.principals
            )  # "we, the leaders of" all members of a group that speaks under its name
        if participants.joint and speakers and speakers <= COALITIONS & known:
            return participants.principals
        if guest and len(subject.members) > 1 and speakers == participants.issuer:
            return (
                participants.principals
            )  # "the Secretary and the Crown Prince": the one that is not the issuer's
        if stranger and len(participants.issuer) == 1 and len(subject.members) == 1 and participants.joint:
            return participants.issuer  # a person whom the opening does not introduce is of the publisher's
        if known and not speakers & known.union(*(GROUPS[name] for name in known & GROUPS.keys())):
            return NOBODY
        if stranger and not participants.joint:
            speakers |= participants.issuer
        if len(known) == 1 and known.isdisjoint(GROUPS):
            speakers &= known | BLOCS
        return frozenset(speakers)

    def stands_for(self, one: PartyMention) -> frozenset[str] | None:
        """Return whom a mention names by itself; None for a pronoun that points back."""
        participants = self.participants
        lower = self.tokens.lower
        if one.pronoun:
            if one.pronoun in ("we", "us", "our", "ours"):
                return participants.default
            if one.pronoun == "i":
                return participants.issuer
            if one.pronoun == "it" and lower[one.end : one.end + 1] in (("is",), ("was",), ("has",)):
                return (
                    participants.principals if AGREED.intersection(lower[one.end : one.end + 3]) else NOBODY
                )
            return None
        if one.codes:
            return one.codes
        for name in reversed(one.names):
            if code := participants.persons.get(name) or self.lexicon.people.get(name):
                return frozenset({code})
        if one.many:
            others = lower[one.begin] in OTHERS and lower[one.end - 1] != "counterparts"
            return NOBODY if others or lower[one.begin] in ANYBODY else participants.principals
        if one.office:
            return self._officer(one)
        return participants.default if one.body else NOBODY

    def _officer(self, one: PartyMention) -> frozenset[str]:
        """Return for whom the holder of an office speaks who is not introduced by name."""
        participants = self.participants
        held = self._held(one)
        if held and not one.names:
            return frozenset({held})
        if one.names and one.office in LEADERS and len(participants.principals) == 2 and not self._spelt(one):
            others = participants.principals.difference(participants.persons.values())
            return (
                others
                if participants.joint and len(others) == 1
                else participants.principals
                if participants.joint
                else NOBODY
            )
        return participants.default if not one.names or participants.joint else NOBODY

    def _spelt(self, one: PartyMention) -> bool:
        """Tell whether the opening knows a person of nearly this name."""
        return any(name[:5] == one.names[-1][:5] for name in self.participants.persons)

    def _held(self, one: PartyMention) -> str:
        """Return whose an office is by what the opening says; "" where it does not say."""
        offices = self.participants.offices
        alike = {code for office, code in offices.items() if office.endswith(one.office)}
        return offices.get(one.office) or (next(iter(alike)) if len(alike) == 1 else "")

    def _reporter(self, subject: ClauseSubject, told: Sequence[ClauseSubject]) -> frozenset[str]:
        """Return the single participant whose words the clause of *subject* reports."""
        outer = [past for past in told if past.end <= subject.begin and not past.inside]
        codes = self.resolve(outer[-1], ()) if outer else NOBODY
        return codes if len(codes) == 1 else NOBODY

    def _referred(
        self, one: PartyMention, subject: ClauseSubject, told: Sequence[ClauseSubject]
    ) -> frozenset[str]:
        """Return whom "they", "it", "he" or "she" points back to."""
        if one.pronoun == "they":
            return self.participants.principals
        past = [each for each in told if each.end <= subject.begin and not each.members[-1].pronoun]
        for each in reversed(past):
            codes = self.resolve(each, ())
            if codes:
                if len(codes) == 1:
                    return codes
                break
        person = one.pronoun in ("he", "she")
        if len(self.earlier.before) == 1 and not (person and self.earlier.before & COALITIONS):
            return self.earlier.before
        if person and (len(self.participants.issuer) > 1 or self.participants.issuer & COALITIONS):
            return UNRESOLVED  # of many leaders one: "he", in a text of the seven, may be their guest
        return self.participants.issuer if person else self.participants.default
