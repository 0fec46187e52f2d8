"""What a text names, and what a statement speaks of: parties and bodies by code, named places, topics of the lexicon. Pure.

Naming is judged generously, for "says nothing on Veskia" must be true of the text: any name, adjective, capital or office
holder counts. Speaking of is judged narrowly: a guest in a list of guests is not spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.domain import Unit
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.tokens import Tokens, tokenize
from tracker.text.content_words import MEMBERS, party_codes

NAMED_TOGETHER = (
    3  # parties that a statement can name and speak of each: a longer list is of guests or of partners
)
# Topics whose words mean one thing wherever they stand: "space" is a deployment's too, "drugs" are a pharmacy's.
_PLAIN_TOPICS = frozenset(
    """cbrn.nuclear cbrn.chem_bio environment.climate human_rights cyber technology.ai technology.export_control
    migration.refugees natural_resource.critical_minerals economic.supply_chain human_security.food misinformation
    terrorism election gender""".split()
)
# Where a text names one of these it speaks of that party, whatever else it calls it.
_OF_PARTY = {
    "PSE": "Gaza|West Bank|Hamas|two-state|Rafah",
    "UKR": r"Crimea|Donbas|Donetsk|Luhansk|Kherson|Zaporizh\w+|Ch[eo]rnobyl",
    "AFG": "Kabul|ISIS-K",
    "ETH": "Tigray",
    "SDN": "Darfur|Khartoum",
    "MMR": "Rakhine|Rohingya|Naypyidaw",
    "LBN": "Hezbollah|Hizballah|Beirut",
    "SYR": "Damascus|Assad",
    "HTI": "Port-au-Prince",
    "VEN": "Caracas",
    "CHN": "Xinjiang|Tibet|Hong Kong|[Cc]ross-[Ss]trait",
    "UN": r"Security Council|General Assembly|UNGA|UNSC\w*",
    "PRK": "Kim Jong",
}
# All but two begin with a capital: the letter is looked at first, for a long text has thousands of words.
_ALSO_CALLED = re.compile(
    rf"\b(?=[A-Zct])(?:{'|'.join(rf'(?P<{code}>(?:{names}))' for code, names in _OF_PARTY.items())})\b"
)
# A state that a paper or a meeting is called after is not spoken of.
_CALLED_AFTER = frozenset(
    """Agreement Accord Accords Process Declaration Summit Protocol Conference Communiqué Convention Statement Meeting
    Presidency Dialogue""".split()
)
# What "the Halden Sea" and "the Kesh Peninsula" are called, whatever stands before it.
_PLACE = re.compile(
    r"\b(?:[A-Z][\w’'-]+\s){1,4}(?:Seas?|Straits?|Peninsula|Islands?|Gulf|Canal|River|Valley|Plateau|Sahel)\b"
)
_LEADING = re.compile(r"^(?:The|In|On|Of|And|Across|For|Both|All|Our)\s")
_MANY_ISLANDS = re.compile(r"\b(?:Pacific|Small)\b.*\bIslands?\b")  # a sort of states, not a place


def names(text: str, subject: NamedSubject, lexicon: Lexicon) -> bool:
    """Return whether *text* names *subject* anywhere, by any name the lexicon or the tables of states have for it."""
    if subject.sort is SubjectSort.PLACE:
        words = subject.name.split()[:-1]  # "East and South Halden Seas" names both
        return bool(re.search(r"\W+(?:\w+\W+){0,3}?".join(map(re.escape, words)), text))
    codes, topics = _named_in(text, lexicon)
    if subject.sort is SubjectSort.PARTY:
        return subject.name in codes
    return any(topic == subject.name or topic.startswith(f"{subject.name}.") for topic in topics)


def named_subjects(unit: Unit, lexicon: Lexicon) -> frozenset[NamedSubject]:
    """Return what *unit* speaks of: parties its words name, places, topics whose words mean one thing."""
    return frozenset(
        subject
        for subject in _named_by(unit.quote, lexicon)
        if subject.sort is not SubjectSort.TOPIC or subject.name in unit.facets.topics
    )


@lru_cache(maxsize=16_384)  # a text is looked at with every later one of its series
def _named_by(quote: str, lexicon: Lexicon) -> frozenset[NamedSubject]:
    tokens = tokenize(quote, 0, len(quote))
    parties = (NamedSubject(SubjectSort.PARTY, code) for code in _spoken_of(tokens, lexicon))
    named = (
        lexicon.topics.named(tokens.lower) & _PLAIN_TOPICS
    )  # what is on it by words around it does not name it
    topics = (NamedSubject(SubjectSort.TOPIC, topic) for topic in named)
    return frozenset({*parties, *_places(quote), *topics})


@lru_cache(maxsize=64)
def _named_in(text: str, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Return the parties, by code, and the topics that *text* names."""
    tokens = tokenize(text, 0, len(text))
    codes = {code for _, _, code in parties_in(tokens, lexicon)} | party_codes(text)
    codes |= {lexicon.people[word] for word in tokens.raw if word in lexicon.people}
    codes |= {found.lastgroup for found in _ALSO_CALLED.finditer(text) if found.lastgroup}
    codes |= {member for group in codes for member in MEMBERS.get(group.lower(), ())}
    return frozenset(code.upper() for code in codes), frozenset(lexicon.topics.named(tokens.lower))


def _spoken_of(tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    codes = frozenset(
        code.upper()
        for _, after, code in parties_in(tokens, lexicon)
        if after == len(tokens) or tokens.raw[after] not in _CALLED_AFTER
    )
    return codes if len(codes) <= NAMED_TOGETHER else frozenset()


def _places(text: str) -> Iterator[NamedSubject]:
    for found in _PLACE.finditer(text):
        name = _LEADING.sub("", " ".join(found[0].split()))
        if " " in name and not _MANY_ISLANDS.search(name):
            yield NamedSubject(SubjectSort.PLACE, re.sub(r"(?<=Sea)s$|(?<=Strait)s$", "", name))
