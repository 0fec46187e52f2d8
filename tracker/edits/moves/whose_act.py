"""Whose act an undertaking tells, by its subject: what a company announces, or what an exercise will bring, is none of the issuer's."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.domain import Unit
from tracker.segment.grammar import ADVERBS
from tracker.segment.speakers.mentions import GOVERNING, NUMBERS, PRONOUNS, RANKS, ROLES

_COMPANY = re.compile(
    r"\b(?:Corp|Inc|LLC|Ltd|PLC|GmbH|company|manufacturer|business|firm|airlines?|automaker|startup|utility|retailer)\b"
)
_ANNOUNCES = re.compile(
    r"\b(?:will|shall|is|are|has|have|announced?|plans?|intends?|commits?|committed|pledged?)\b"
)
_NAMED = r"[A-Z][\w&.’'-]*(?:[ \u00a0](?:of[ \u00a0])?[A-Z][\w&.’'-]*)*"
_APPOSITION = re.compile(
    rf"({_NAMED}),? (?:is |was )?(?:an?|the|one of the)(?: [\w’'-]+){{0,5}}? (?:company|companies|manufacturer|producer|business|firm|airline|automaker|startup|utility|retailer|provider)\b"
    rf"|({_NAMED})(?:,? (?:Corp|Inc|LLC|Ltd|PLC|GmbH)\b)"
)
FINITE = re.compile(
    r"\b(?:will|shall|must|should|would|may|might|can|could|cannot|has|have|had|is|are|was|were|does|do|did)\b"
)
_DONE = re.compile(  # by whoever says so: "the rate will be lowered", "eligibility has been extended"
    r"\b(?:be|been|is|are|was|were)(?: \w+ly| now| also)? \w+(?:ed|en|wn|de|ught)\b(?! to)"
)
OPENS = frozenset("and but so or then today also all".split())
_MARK = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)?")
_ASIDE = re.compile(
    r"^(?:[A-Z][\w’'-]*\s)(?:[^,]{0,80}),\s+|^[A-Z][a-z]+ly,\s+"
)  # "In the spring, the mills …"
_CLAUSE = re.compile(r"[;:]\s|,\s(?:and|but|which|while|so)\s|\sthat\s")
MOST = 14  # words of a subject
PASSIVE = 80  # characters of an undertaking in which its verb stands
ACTS = ROLES | RANKS | PRONOUNS | NUMBERS | {"you"}  # can undertake
MEASURES = frozenset(  # do what who issued them undertakes
    """funding fund funds order orders rule rules program programs programme programmes investment investments award awards action
    actions assistance sanctions plan plans initiative initiatives measure measures act acts law laws bill bills policy policies
    agreement agreements grant grants loan loans support package proposal strategy budget partnership cooperation effort efforts
    commitment commitments step steps dialogue project projects designation designations restrictions resolution
    this these those it there which who""".split()
)


def is_of_others(unit: Unit, text: str) -> bool:
    """Tell whether the subject of an undertaking is a thing or people that undertake nothing for the issuer: "the exercise will …"."""
    subject = _subject(unit, text)
    words = re.findall(r"[\w’'-]+", subject)
    while words and words[0].lower() in OPENS:
        words.pop(0)
    if not words or len(words) > MOST or _DONE.search(unit.quote[:PASSIVE]):
        return False
    small = [word.lower() for word in words]
    if small[0] in GOVERNING or small[0].endswith("ing") or not (ACTS | MEASURES).isdisjoint(small):
        return False
    if any(word[0].isupper() for word in words[1:]):
        return False  # somebody or something is named
    first = words[0]
    return (
        first[0].islower()
        or small[0] in ("the", "a", "an")
        or re.search(rf"\b{small[0]}\b", text) is not None
    )


def _subject(unit: Unit, text: str) -> str:
    """Return the words before the verb of an undertaking, in its clause."""
    begin = max(text.rfind(". ", 0, unit.start), text.rfind("\n", 0, unit.start)) + 1
    before = text[begin : unit.start]
    verb = FINITE.search(unit.quote)
    at = unit.quote.find(unit.cue) if unit.cue else -1
    stops = [stop for stop in (verb.start() if verb else -1, at) if stop >= 0]
    if not stops:
        return ""
    said = _CLAUSE.split(before + unit.quote[: min(stops)])[-1]
    said = _ASIDE.sub("", _MARK.sub("", said))
    words = said.split()
    while words and words[-1].lower() in ADVERBS:
        words.pop()
    return " ".join(words)


def is_company(unit: Unit, text: str) -> bool:
    """Tell whether a company, and not an issuer, undertakes: what third parties announce is no unit of the issuer."""
    begin = max(text.rfind(". ", 0, unit.start), text.rfind("\n", 0, unit.start)) + 1
    said = text[begin : unit.end]
    verb = _ANNOUNCES.search(said)
    subject = said[: verb.start()] if verb else text[begin : unit.start]
    return bool(_COMPANY.search(subject)) or any(name in subject for name in _companies(text))


@lru_cache(maxsize=4)
def _companies(text: str) -> frozenset[str]:
    """Return the names that *text* itself says are those of companies: "Halden Steel, a manufacturer of …"."""
    return frozenset(found[1] or found[2] for found in _APPOSITION.finditer(text))
