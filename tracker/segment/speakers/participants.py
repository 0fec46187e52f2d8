"""Who takes part in a document: its issuer, who speaks in it with the issuer, and for whom each person named speaks.

They are found in the issuer, the title and the opening sentences; in a
transcript and around quotations also from who is said to talk. A state that is
only talked about is none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter

from tracker.domain import Document, Kind, Release
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.sentences import Sentence
from tracker.segment.speakers.authors import (
    COALITIONS,
    OPENING,
    authors,
    filed_under,
    is_joint,
    is_talk,
    members,
    met,
    pair,
)
from tracker.segment.speakers.mentions import PartyMention, mentions, parties_in
from tracker.segment.tokens import Tokens, tokenize

UNRESOLVED = frozenset({"unresolved"})
Turn = tuple[int, frozenset[str]]  # an offset, and who talks from there on; nobody in particular where empty
BEHALF = re.compile(
    r"\b(?:speak|deliver|make|present|address|read)(?:ing)?\b[^.]{0,60}\bon behalf of (?:the )?"
    r"(?:members? (?:states? )?of (?:the )?)?",
    re.IGNORECASE,
)
BANK = re.compile(
    r"\b(?:central bank|bank of|reserve bank|national bank|federal reserve|monetary policy|open market committee|riksbank)\b",
    re.IGNORECASE,
)
BANK_NAME = re.compile(r"\b\w*bank[a-z]?\b", re.IGNORECASE)
LEGISLATOR = re.compile(
    r"(.+?) \([A-Z]{1,3}-[A-Z]{2}\)"
)  # "Dana Orr (L-ES), Diet of Estmark" speaks for herself
CODED = re.compile(r"([A-Z]{3}) \(")  # "NOR (UN General Debate 2024)"
TURN = re.compile(  # "FOREIGN MINISTER ORR: "
    r"^[ \t]*([A-Z][\w.’'-]*(?: [\w.’'-]+){1,6})(?: ?\([^)\n]{0,40}\))?:\s", re.MULTILINE
)
SAID = "said|added|stated|noted|continued|explained|remarked"
QUOTED = re.compile(  # "…,” said Minister Orr" and "Minister Orr said: “…"
    rf"[,.!?][”\"],? (?:{SAID}) ([^.“\";:\n]{{3,120}})|(?<= )(?:{SAID})(?: that)?[,:] ?[“\"]"
)
GUESTS = (
    "foreign minister",
    "prime minister",
    "foreign secretary",
    "president",
    "premier",
    "chancellor",
    "king",
    "minister",
)
BRIEF = 8000  # characters: a read-out of one meeting, not a speech or a transcript
LONGEST_QUOTED = 5_000  # characters of a paragraph before "he said" in which its quotation begins
NAMING = 14  # sentences in which persons are introduced


@dataclass(frozen=True, slots=True, eq=False)
class Participants:
    """The participants of one document; those of two documents with the same participants are one object."""

    issuer: frozenset[str]
    principals: frozenset[str]  # everyone who speaks in it, the issuer included
    persons: Mapping[str, str]  # surname → party
    offices: Mapping[str, str]  # "foreign minister" → party, where only one party's is named
    joint: bool = False  # "we" are the principals, not the issuer
    bank: bool = False  # a central bank: what it believes of the economy is outlook, not stance
    turns: tuple[Turn, ...] = ()

    @property
    def default(self) -> frozenset[str]:
        """Who speaks where the grammar does not say."""
        return self.principals if self.joint else self.issuer

    def talking(self, offset: int) -> frozenset[str]:
        """Return whose turn or quotation the text is in at *offset*; empty outside of any."""
        place = bisect_right(self.turns, offset, key=itemgetter(0))
        return self.turns[place - 1][1] if place else frozenset()


def find_participants(
    document: Document, release: Release, sentences: Sequence[Sentence], lexicon: Lexicon
) -> Participants:
    """Return who takes part in *document*."""
    title = " | ".join(dict.fromkeys(filter(None, (release.title, document.title))))
    issuer = _issuer(release.issuer, lexicon)
    texts = [document.text[one.start : one.end] for one in sentences[:NAMING]]
    lines = [tokenize(text, 0, len(text)) for text in (title, *texts)]
    scanned = [mentions(tokens, lexicon) for tokens in lines]
    joint = len(issuer) > 1 or not issuer.isdisjoint(COALITIONS) or "(joint)" in release.issuer
    joint = joint or is_joint(title, lines[1:], issuer, lexicon)
    if two := filed_under(issuer, title, lines[1:2], lexicon):
        issuer, joint = two, True
    talk = is_talk(title, issuer, lexicon)
    if joint:
        called = release.issuer.partition(" (")[0]
        body = " " in called and called in issuer  # it says what its members agree, whoever hosts or attends
        principals = issuer if body else authors(title, lines, scanned, issuer, document.text, lexicon)
    else:
        issuer = _sender(texts[:OPENING], lexicon) or issuer
        principals = issuer | met(title, lines, scanned, issuer, lexicon) if talk else issuer
    if len(principals) < 2 and (joint or talk or not issuer) and len(document.text) < BRIEF:
        principals |= pair(document.text, principals, lexicon)
    home = issuer if len(issuer) == 1 and not joint else frozenset()
    persons, offices = _introduced(lines, scanned, home, lexicon.people)
    guests = len(principals) > 1 or " and " in title.lower()
    turns = tuple(_turns(document.text, {**lexicon.people, **persons}, offices, issuer, guests))
    default = principals if joint else issuer
    return _cast(
        issuer or principals,
        principals,
        frozenset(persons.items()),
        frozenset(offices.items()),
        joint,
        bool(issuer & lexicon.banks or BANK.search(f"{release.issuer} {title}")),
        turns
        or tuple(sorted(_quotations(document.text, persons, issuer, default, lexicon), key=itemgetter(0))),
    )


@lru_cache(maxsize=256)
def _cast(
    issuer: frozenset[str],
    principals: frozenset[str],
    persons: frozenset[tuple[str, str]],
    offices: frozenset[tuple[str, str]],
    joint: bool,
    bank: bool,
    turns: tuple[Turn, ...],
) -> Participants:
    return Participants(issuer, principals, dict(persons), dict(offices), joint, bank, turns)


def _issuer(name: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the parties that *name*, the issuer as the source has it, stands for."""
    alone = CODED.match(name) or LEGISLATOR.match(name)
    if alone:
        return frozenset({alone.group(1)})
    tokens = tokenize(name, 0, len(name))
    found = list(parties_in(tokens, lexicon))
    banks = {
        code
        for begin, end, code in found
        if "bank" in " ".join(tokens.lower[begin:end]) or code in lexicon.banks
    }
    if BANK_NAME.search(name):  # a bank is a party of its own, not its state
        return frozenset(banks or {name.split(" (")[0]})
    return members(frozenset(code for _, _, code in found))


def _sender(opening: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the party the opening says it speaks for: "I speak on behalf of the Eastern Union"."""
    for text in opening:
        if match := BEHALF.search(text):
            part = tokenize(text, match.end(), len(text))
            return frozenset(code for begin, _, code in parties_in(part, lexicon) if not begin)
    return frozenset()


def _introduced(
    lines: Sequence[Tokens],
    scanned: Sequence[Sequence[PartyMention]],
    home: frozenset[str],
    people: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return surname → party and office → party for those the opening names: "Norvalian Foreign Minister Oren Hale"."""
    persons: dict[str, str] = {}
    offices: dict[str, set[str]] = {}
    unknown: list[tuple[str, tuple[str, ...], frozenset[str]]] = []
    for tokens, line in zip(lines, scanned, strict=True):
        for before, one, after in zip_longest((None, *line[:-1]), line, line[1:]):
            if one is None or one.many or not one.office:
                continue
            names = one.names or _apposed(tokens, before, one) or _apposed(tokens, one, after)
            codes = one.codes
            linked = tokens.lower[one.begin - 1] if one.begin else ""
            if not codes and linked == "and" and before and before.end == one.begin - 1 and not before.names:
                codes = before.codes  # "the Norvalian Deputy Prime Minister and Foreign Minister Oren Hale"
            if not codes and names:
                unknown.append(
                    (one.office, names, frozenset() if linked in ("with", "and", "between") else home)
                )
            elif len(codes) == 1:
                _add_persons(persons, names, codes)
                offices.setdefault(one.office, set()).update(codes if names else ())
    for office, names, guess in unknown:
        codes = frozenset(code for name in names if (code := persons.get(name) or people.get(name))) or guess
        if len(codes) == 1:
            _add_persons(persons, names, codes)
            offices.setdefault(office, set()).update(codes)
    return persons, {office: next(iter(codes)) for office, codes in offices.items() if len(codes) == 1}


def _add_persons(persons: dict[str, str], names: Iterable[str], codes: frozenset[str]) -> None:
    """Let *names* be of the one party in *codes*, but for those that are known."""
    (code,) = codes
    for name in names:
        persons.setdefault(name, code)


def _apposed(tokens: Tokens, one: PartyMention | None, after: PartyMention | None) -> tuple[str, ...]:
    """Return the names of the one of two mentions with a comma between them that is a bare name: "Hale, Minister of"."""
    if one is None or after is None or tokens.lower[one.end : after.begin] not in ((",",), (",", "the")):
        return ()
    if one.bare:
        return one.names
    closed = tokens.lower[after.end : after.end + 1] in ((",",), ("(",), ())
    return after.names if closed and after.bare else ()


def _turns(
    text: str, persons: Mapping[str, str], offices: Mapping[str, str], issuer: frozenset[str], guests: bool
) -> Iterator[Turn]:
    """Yield the turns of a transcript in which others than the issuer talk; nothing where there are none.

    Where there are *guests*, one of them who is not introduced is unresolved rather than the issuer.
    """
    folded = {name.casefold(): code for name, code in persons.items()}
    turns: list[Turn] = []
    for match in TURN.finditer(text):
        *title, name = match.group(1).casefold().split()
        if not (match.group(1).isupper() or all(word[0].isupper() for word in match.group(1).split())):
            continue
        rank = " ".join(title)
        held = (code for office, code in offices.items() if rank.endswith(office) and issuer != {code})
        code = folded.get(name) or next(held, "")
        stranger = guests and not code and rank.startswith(GUESTS) and len(issuer) == 1
        turns.append((match.end(), frozenset({code}) if code else UNRESOLVED if stranger else issuer))
    if any(codes != issuer for _, codes in turns):
        yield from turns


def _quotations(
    text: str, persons: Mapping[str, str], issuer: frozenset[str], default: frozenset[str], lexicon: Lexicon
) -> Iterator[Turn]:
    """Yield where the quoted words of others than the text's own speakers begin, and where they end."""
    private = any(" " in code for code in issuer)  # a legislator's release quotes other persons
    after = 0
    for match in QUOTED.finditer(text):
        nearest = max(0, match.start() - LONGEST_QUOTED)
        begin = max(nearest, text.rfind("\n", nearest, match.start()) + 1)
        said = match.group(1)
        if said:
            begin = max(
                begin, text.rfind("“" if text[match.start() + 1] == "”" else '"', begin, match.start())
            )
        else:
            said = text[begin : match.start()].rpartition(". ")[2]
            begin = match.end() - 1
        tokens = tokenize(said, 0, len(said))
        who = next((one for one in mentions(tokens, lexicon) if not one.pronoun), None)
        if who is None:
            continue
        codes = frozenset(persons[name] for name in who.names if name in persons) or who.codes
        if not codes and private and who.names:
            alike = {code for code in issuer if who.names[-1] in code}
            codes = frozenset(alike or {" ".join(who.names)})
        if not codes and who.office and len(issuer) == 1:
            codes = issuer
        if len(codes) == 1 and codes != default:
            yield begin, codes
            if after < match.end():
                after = text.find("\n", match.end())  # what follows in the paragraph goes on quoting
                after = len(text) if after < 0 else after
            yield after, frozenset()


def settle_joint(kind: Kind, speakers: frozenset[str]) -> Kind:
    """Return *kind* with one fact put right: who undertakes alone undertakes nothing jointly, and two do."""
    if kind not in (Kind.U_OWN, Kind.U_JOINT) or UNRESOLVED & speakers:
        return kind
    if len(speakers) > 1:
        return Kind.U_JOINT
    return kind if speakers & COALITIONS else Kind.U_OWN
