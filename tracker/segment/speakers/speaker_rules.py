"""Who speaks a unit that was found: decided by grammar and lexicon after the fact, never a reason to drop it.

    turn ─► owner of the commitment ─► subject of the unit or of its clause ─► the unit before ─► the text's default

A state that is only talked about does not speak: a subject counts only where it
stands for a participant, or where the unit is its own undertaking, told of
it: "Estmark will contribute 5 million" in a text of Norvale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.segment.grammar import MODALS, word_set
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.clause_subjects import JOINING, ClauseSubject, subjects
from tracker.segment.speakers.mentions import GOVERNING, MANY, PartyMention, mentions
from tracker.segment.speakers.participants import UNRESOLVED, Participants
from tracker.segment.speakers.subject_resolution import NOBODY, Earlier, SubjectResolver
from tracker.segment.speakers.third_parties import TOLD_OF, parties_told_of
from tracker.segment.tokens import Tokens
from tracker.text.words_of_others import words_of_a_delegate, words_of_others

DUTY = word_set("must should ought need needs shall")
OBLIGING = DUTY | word_set("can cannot could may might has have is are was were be")
CONDITIONS = word_set("if when unless until once whenever because although though since")
MUTUAL = word_set(
    "mutual mutually jointly bilateral sides both agreement agreements memorandum mou signed negotiations"
)
ANNOUNCEMENTS = word_set(
    "announcement plan plans commitment commitments decision pledge pledges promise intention intent offer readiness"
)
COMPANIES = word_set(
    "airlines airways inc incorporated corp ltd llc plc motors holdings company companies pharmaceuticals"
)
SHARED = JOINING | word_set("’s ’ '")
REACH = 16  # words of a unit in which its own subject begins and ends
LOOK_BACK = 400  # words before a unit in which its subject is looked for: few sentences are as long
LONGEST_SAYING = 14  # characters of the verb of saying: a unit begins with it or behind it
OWNED = 9  # words of a unit before the owner of its commitment


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks a unit, the words that say so ((0, 0) where none do), and the rule that decided."""

    speakers: frozenset[str]
    words: tuple[int, int]
    inherited: bool
    rule: str


def who_speaks(
    tokens: Tokens,
    first: int,
    last: int,
    family: str,
    participants: Participants,
    lexicon: Lexicon,
    earlier: Earlier,
) -> Speaking:
    """Return who speaks the unit at words first..last of a sentence; *family* is U, D, S or E.

    *tokens* carry offsets into the document, by which the turns of a transcript
    and quotations are told.
    """
    if participants.turns and (talking := participants.talking(tokens.starts[first])):
        return Speaking(talking, (0, 0), False, "It is the turn of the person who talks.")
    stop = min(last, first + REACH)
    found = mentions(tokens, lexicon, stop, max(0, first - LOOK_BACK))
    return _SpeakerReading(tokens, found, participants, lexicon, earlier).decide(first, stop, family)


def who_leads(
    tokens: Tokens, participants: Participants, lexicon: Lexicon, earlier: Earlier
) -> frozenset[str]:
    """Return whom the first subject of a sentence stands for, so that "he" in the next one can point to it."""
    reading = _SpeakerReading(tokens, mentions(tokens, lexicon), participants, lexicon, earlier)
    subject = next(subjects(tokens, reading.found, participants.principals, lexicon), None)
    return reading.resolver.resolve(subject, ()) if subject else NOBODY


@dataclass(frozen=True, slots=True)
class _SpeakerReading:
    """One sentence, read for who speaks in it."""

    tokens: Tokens
    found: Sequence[PartyMention]
    participants: Participants
    lexicon: Lexicon
    earlier: Earlier

    @property
    def resolver(self) -> SubjectResolver:
        """What tells whom a subject of the sentence stands for."""
        return SubjectResolver(self.tokens, self.participants, self.lexicon, self.earlier)

    def decide(self, first: int, stop: int, family: str) -> Speaking:
        """Return who speaks the unit that begins at word *first* and is read up to *stop*."""
        participants, tokens = self.participants, self.tokens
        if outside := self._outside(first):
            return Speaking(outside, (0, 0), False, "Somebody outside says it.")
        named = self._told(first) or (
            (self._announcer(first) or self._owner(first)) if family == "U" else None
        )
        if named:
            return named
        told = list(subjects(tokens, self.found, participants.principals, self.lexicon))
        if (
            tokens.lower[first] == "our"
            and participants.default
            and not any(subject.end <= first < subject.verb < stop and not subject.aside for subject in told)
        ):
            many = not MANY.isdisjoint(tokens.lower[first + 1 : first + 3])  # "our two governments"
            who = participants.principals if many else participants.default
            return Speaking(who, (first, first + 1), False, "The unit is of those who say “our”.")
        for subject in reversed(told):
            own = subject.begin >= first
            if subject.begin > first + 2 or not (own or self._carries(subject, first)):
                continue
            if own and subject.begin and tokens.lower[subject.begin - 1] in CONDITIONS:
                continue
            speakers = self.resolver.resolve(subject, told)
            if family != "U" and self._addressed(subject, own, speakers):
                continue
            if speakers:
                where = "The unit opens with its subject." if own else "The subject stands before the unit."
                return Speaking(speakers, (subject.begin, subject.end), False, where)
            if others := parties_told_of(tokens, subject, first, family, participants, self.lexicon):
                return Speaking(others, (subject.begin, subject.end), False, TOLD_OF)
            if family == "U" and self._is_firm(subject, first):
                return Speaking(UNRESOLVED, (subject.begin, subject.end), False, "It is told of a company.")
        if self.earlier.sentence:
            return Speaking(
                self.earlier.sentence, (0, 0), True, "The speaker is that of the unit before in the sentence."
            )
        if family == "U" and len(participants.principals) > 1 and not MUTUAL.isdisjoint(tokens.lower[:stop]):
            return Speaking(
                participants.principals, (0, 0), True, "Nobody is named, and the unit is of both sides."
            )
        if participants.default:
            return Speaking(participants.default, (0, 0), True, "Nobody is named: the text's own speakers.")
        # Whoever was named last is talked about as often as talking: no country is made the speaker of what "we" say.
        return Speaking(UNRESOLVED, (0, 0), True, "Nobody is named.")

    def _outside(self, first: int) -> frozenset[str]:
        """Return who says the unit at word *first*, where the sentence reports somebody who takes no part in the text: the state of a delegate, else unresolved.

        Nobody where the text says it itself.
        """
        tokens = self.tokens
        sentence = tokens.text[tokens.start : tokens.end]
        behind = words_of_others(sentence)
        if not behind or tokens.starts[first] - tokens.start < behind - LONGEST_SAYING:
            return NOBODY
        known = self.participants.issuer | self.participants.principals
        sent = words_of_a_delegate(sentence)
        # who says it ends right before the verb; a delegate may be described in between
        near = 0 if sent else behind - LONGEST_SAYING - 1
        ends = ((one, tokens.ends[one.end - 1] - tokens.start) for one in self.found)
        named = NOBODY.union(*(one.codes for one, end in ends if near <= end < behind))
        if not known.isdisjoint(named):
            return NOBODY
        return named if sent and len(named) == 1 else UNRESOLVED

    def _is_firm(self, subject: ClauseSubject, first: int) -> bool:
        """Tell whether a company opens the unit at word *first* and does something in it: "Norvale Airlines has agreed to buy"."""
        lower, one = self.tokens.lower, subject.members[-1]
        passive = ("is", "are", "was", "were", "been")  # what is designated does nothing
        active = lower[subject.verb] not in passive and lower[subject.verb + 1 : subject.verb + 2] != (
            "been",
        )
        near = subject.begin >= first or subject.verb - first in (0, 1)
        return active and near and not one.codes and lower[one.end - 1] in COMPANIES

    def _carries(self, subject: ClauseSubject, first: int) -> bool:
        """Tell whether the verb of *subject* can carry the unit at *first*, or be joined to it."""
        if subject.verb >= first or subject.end == first or not (subject.aside or subject.inside):
            return True
        lower = self.tokens.lower
        reports = any(lead.form in ("past", "s") for lead in self.lexicon.leads.get(lower[first], ()))
        return not subject.aside and not (
            reports and lower[subject.verb] in MODALS and lower[first - 1] in ("and", ",")
        )

    def _addressed(self, subject: ClauseSubject, own: bool, speakers: frozenset[str]) -> bool:
        """Tell whether a demand, stance or judgment is about *subject*, not its own: "Veskia must withdraw"."""
        pronoun, verb = subject.members[-1].pronoun, self.tokens.lower[subject.verb]
        everybody = speakers == self.participants.principals
        if pronoun in ("we", "i") or (pronoun == "it" and everybody):
            return False
        if verb in DUTY:
            return True
        stranger = pronoun or not (everybody or speakers & self.participants.default)
        if own and stranger and verb not in self.lexicon.leads:
            return True
        return verb in OBLIGING and (bool(pronoun) or not everybody)

    def _told(self, first: int) -> Speaking | None:
        """Return those just named where the unit is told of them: "the ministers, who reaffirmed"."""
        if first < 2 or self.tokens.lower[first - 1] != "who":
            return None
        past = [one for one in self.found if one.end < first]
        speakers = (self.resolver.stands_for(past[-1]) or NOBODY) if past else NOBODY
        if not speakers or not speakers <= self.participants.issuer | self.participants.principals:
            return None
        return Speaking(
            speakers, (past[-1].begin, past[-1].end), False, "The unit is told of those just named."
        )

    def _owner(self, first: int) -> Speaking | None:
        """Return whose commitment a unit is about: "the Norvalian commitment to", "the commitment of Norvale to"."""
        lower = self.tokens.lower
        known = self.participants.issuer | self.participants.principals
        owners: set[str] = set()
        begin = end = 0
        beside: PartyMention | None = None  # "Norvale’s and Estmark’s commitment"
        for one in self.found:
            if not first <= one.begin <= first + OWNED or not one.codes or not one.codes <= known:
                continue
            near = lower[one.end : one.end + 4]
            before = lower[max(first, one.begin - 2) : one.begin]
            joined = beside is not None and SHARED.issuperset(lower[beside.end : one.begin])
            head = next((at for at, word in enumerate(near) if self._commits(word)), -1)
            own = head >= 0 and GOVERNING.isdisjoint((*near[:head], *before[-1:]))
            of = before[-1:] in (("of",), ("by",)) and self._commits(before[0])
            if before[-1:] == ("from",) and near[:1] in (("to",), ("for",), (",",), ()):
                of = self._commits(before[0])  # "the commitment from Norvale to", not "from Norvalian firms"
            if own or of or (owners and joined):
                owners |= one.codes | (beside.codes if beside and joined else NOBODY)
                begin, end = begin or (beside.begin if beside and joined else one.begin), one.end
            elif owners:
                break
            beside = one
        if not owners:
            return None
        return Speaking(
            frozenset(owners), (begin, end), False, "The unit is a commitment of the owner it names."
        )

    def _announcer(self, first: int) -> Speaking | None:
        """Return whose announcement the unit at word *first* is: "Estmark’s announcement to | allocate", "the decision of Estmark to"."""
        lower = self.tokens.lower
        if first < 3 or lower[first - 1] != "to":
            return None
        one = next((each for each in reversed(self.found) if each.end < first), None)
        if one is None or not one.codes:
            return None
        between = lower[one.end : first - 1]
        owned = one.owner and 1 <= len(between) - 1 <= 3 and between[-1] in ANNOUNCEMENTS
        of = not between and lower[one.begin - 2 : one.begin] and lower[one.begin - 1] in ("of", "by", "from")
        if not (owned or (of and lower[one.begin - 2] in ANNOUNCEMENTS)):
            return None
        return Speaking(one.codes, (one.begin, one.end), False, "It is announced by the owner it names.")

    def _commits(self, word: str) -> bool:
        """Tell whether *word* is a noun of commitment."""
        return any(head.family == "U" for head in self.lexicon.heads.get(word, ()))
