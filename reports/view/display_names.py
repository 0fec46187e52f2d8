"""What codes and texts are called on screen: parties by their country or body, topics by their words, releases by their title."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.domain import Release
from tracker.text.content_words import initials_of, is_state, party_code, party_codes
from tracker.text.countries import country_of
from tracker.text.sanitize import clean, one_line

NOT_NAMED = "not named"
UNRESOLVED = "unresolved"  # the code of a speaker whom the text hides

# Where ISO 3166 has no entry, or one that is not how texts of the field write it.
_PARTIES = {
    UNRESOLVED: NOT_NAMED,
    "KOR": "Republic of Korea",
    "PRK": "DPR Korea",
    "KOS": "Kosovo",
    "VAT": "Holy See",
    "COD": "Democratic Republic of the Congo",
    "RUS": "Russia",
    # bodies that a reader knows by their names; those known by their letters (NATO, EU, IMF, FOMC) keep them
    "QUAD": "the Quad",
    "D-ISIS": "Global Coalition to Defeat ISIS",
    "WB": "World Bank",
    "BOE": "Bank of England",
    "BOC": "Bank of Canada",
    "BOJ": "Bank of Japan",
    "BOK": "Bank of Korea",
    "BOT": "Bank of Thailand",
    "PBOC": "People’s Bank of China",
    "CBR": "Bank of Russia",
    "CBE": "Central Bank of Egypt",
    "CBK": "Central Bank of Kenya",
    "CBN": "Central Bank of Nigeria",
    "CBRT": "Central Bank of Türkiye",
    "CNB": "Czech National Bank",
    "NBP": "National Bank of Poland",
    "NBU": "National Bank of Ukraine",
    "RBA": "Reserve Bank of Australia",
    "RBI": "Reserve Bank of India",
    "RBNZ": "Reserve Bank of New Zealand",
    "SARB": "South African Reserve Bank",
    "SNB": "Swiss National Bank",
    "NORGES": "Norges Bank",
}
_PARTS = {
    "cbrn": "CBRN",
    "ai": "AI",
    "chem_bio": "chemical and biological",
    "missile_space": "missiles and space",
    "nonproliferation": "non-proliferation",
    "people_to_people": "people to people",
    "pro_democracy": "support for democracy",
    "religion_ethnicity": "religion and ethnicity",
    "rights_freedoms": "rights and freedoms",
}


@lru_cache(maxsize=4096)
def party_name(code: str) -> str:
    """Return what the party called *code* is called on screen: a state by its short name, a body by its own.

    >>> party_name("JPN"), party_name("KOR"), party_name("IRN"), party_name("FSM")
    ('Japan', 'Republic of Korea', 'Iran', 'Federated States of Micronesia')
    >>> party_name("G7"), party_name("Norvale"), party_name("unresolved")
    ('G7', 'Norvale', 'not named')
    """
    return _PARTIES.get(code) or _state(code) or clean(code)


@lru_cache(maxsize=4096)
def topic_name(topic: str) -> str:
    """Return what *topic* is called on screen, its parent first.

    >>> topic_name("military.alliance"), topic_name("cbrn.missile_space"), topic_name("human_rights")
    ('Military: alliance', 'CBRN: missiles and space', 'Human rights')
    """
    words = ": ".join(_PARTS.get(part) or clean(part).replace("_", " ") for part in topic.split("."))
    return words[:1].upper() + words[1:]


def _state(code: str) -> str:
    if not re.fullmatch("[A-Z]{3}", code):
        return ""
    country = country_of(code)
    if country is None:
        return ""
    return getattr(country, "common_name", "") or _turned(country.name)


def _turned(name: str) -> str:
    """Return "Palestine, State of" as it is said; a list of islands stays as it is."""
    first, comma, rest = name.partition(", ")
    return f"{rest} {first}" if comma and " and " not in rest else name


def release_title(release: Release) -> str:
    """Return what *release* is called: its title, or else its reference."""
    return clean(release.title) or clean(release.ref)


def title_beside_day(release: Release) -> str:
    """Return what *release* is called, without the day it ends with where that is its own, which stands beside it."""
    title = release_title(release)
    return title.removesuffix(f"{release.published_on}").rstrip(" ,:–-") or title


def release_line(release: Release) -> str:
    """Return what *release* is called, on one line whatever its title holds."""
    return one_line(release.title) or one_line(release.ref)


def names_issuer(code: str, issuer: str) -> bool:
    """Say whether a speaker is a party in the name of the *issuer* of a text, or no state and stands in it word for word, or by its letters."""
    name = party_name(code)
    if name == NOT_NAMED:
        return False
    if party_code(code) in party_codes(issuer):
        return True
    if is_state(party_code(code)):
        return False  # "Niger" is none of Nigeria
    return bool(re.search(rf"\b{re.escape(name)}\b", issuer, re.IGNORECASE)) or is_issuer(code, issuer)


def without_hosts(codes: frozenset[str], issuer: str, title: str) -> frozenset[str]:
    """Return the speakers of a text without the state that is host of its body, or in which its authority stands.

    That is one state beside a body that issues the text, named behind it in brackets, or behind the first comma of its title as the place.

    >>> sorted(without_hosts(frozenset({"PIF", "KIR"}), "Pacific Islands Forum", "Communiqué of the Forum, Tarawa, Kiribati"))
    ['PIF']
    >>> sorted(without_hosts(frozenset({"EU", "JPN"}), "European Union", "Japan-EU Summit: Joint Statement"))
    ['EU', 'JPN']
    """
    states = frozenset(code for code in codes if is_state(party_code(code)))
    if len(states) != 1 or not any(is_issuer(code, issuer) for code in codes - states):
        return codes
    on, _, where = title.partition(",")
    places = party_codes(" ".join(re.findall(r"\(([^()]*)\)", issuer))) | party_codes(where)
    host = {party_code(code) for code in states}
    return codes - states if host <= places and not host & party_codes(on) else codes


def is_issuer(code: str, issuer: str) -> bool:
    """Say whether a speaker is the whole *issuer* of a text, what stands in brackets behind it aside.

    >>> is_issuer("PIF", "Pacific Islands Forum"), is_issuer("EU", "European Union and United States")
    (True, False)
    """
    name, bare = party_name(code), re.sub(r"\s*\([^)]*\)", "", issuer)
    return name.casefold() == bare.casefold() or (len(name) > 1 and name == initials_of(bare.split()))
