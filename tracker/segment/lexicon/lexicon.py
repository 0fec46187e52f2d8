"""The lexicon: words of commitment and their strength, parties, topics. Data files, checked when loaded.

A user's file of the same shape extends what is shipped; where both name a word,
the user's counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.segment.lexicon.korean_lexicon import KoreanLexicon, build_korean
from tracker.segment.lexicon.lexicon_files import VERB_TABLES, read_tables
from tracker.segment.lexicon.topics import Topics, build_topics
from tracker.segment.tokens import tokenize
from tracker.text.countries import countries

OFFICES = frozenset(
    "ministry minister of foreign affairs department office government republic kingdom federal state central national "
    "bank reserve council committee secretariat presidency president prime cabinet union the and for spokesperson".split()
)
# What a body is called, and what it is for: the last word of a name that names no place.
BODIES = OFFICES | frozenset(
    "organisation organization union council group governors ministers treaty association forum league alliance community "
    "commission committee agency authority board fund court parliament assembly congress senate house conference network "
    "initiative partnership institute centre center coalition pact compact conclave directorate service mission delegation "
    "embassy defence defense finance trade energy security development cooperation health justice interior economy treasury "
    "environment agriculture education labour labor transport industry commerce bureau division nations states peoples".split()
)
# What a state does things by: beside these its name stands alone, "Norvale Ministry of Defence".
STATE_OFFICES = frozenset(
    "ministry department office government presidency cabinet republic kingdom federation".split()
)
# Words before and beside "of State", which name no state.
_TITLES = frozenset("secretary minister office bureau under deputy assistant".split())
# What a state is by its full name, beside its short one: "United Commonwealth of Halden".
STATE_FORMS = frozenset(
    "united commonwealth republic kingdom federation federal union state of the ,".split()
)
# What is formed of others: of "Community of Lake States" what stands behind is no state, and the whole is its name.
FORMED = frozenset("organisation organization association alliance community league forum conference".split())
PARTICLES = frozenset(
    {"to", "with", "in", "on", "and", "for", "up", "out", "not", "further", "firmly", "closely", "together"}
)
# What talks are on, where a title joins it to a party: "Norvale-Arctic Dialogue".
_MATTERS = frozenset(
    "nuclear peace arctic climate maritime pacific atlantic africa border water human cyber digital space".split()
)
# Two names that the title of a meeting or an agreed text joins: "Norvale-Lurania Joint Statement".
_JOINED = re.compile(
    r"(?:^|(?:^|\s)[a-z]+\s|[:|]\s)([A-Z][a-z]\w+)(?:[-–—]|\s[-–—]\s)([A-Z][a-z]\w+)\s+(?=(?:Joint|Leaders|Foreign|Ministerial|Strategic|Summit|Statement"
    r"|Declaration|Communiqu|Talks?|Dialogue|Meeting|Consultations?|Partnership)\b)"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A verb or phrase that can open a unit."""

    table: str  # which table of lexicon.toml
    lemma: str
    level: int
    form: str  # base, s, past, ing, phrase
    rest: tuple[str, ...]  # the words after the first


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that carries the commitment: "its commitment to …"."""

    name: str
    family: str
    level: int
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a base verb does."""

    lemma: str
    act: str
    direction: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything the rules look up. Keys are lower-case first words unless said otherwise."""

    fingerprint: str
    leads: Mapping[str, tuple[Lead, ...]]  # longest first
    modals: Mapping[str, int]
    heads: Mapping[str, tuple[Head, ...]]
    verbs: Mapping[str, Verb]  # by base form
    gerunds: Mapping[str, Verb]  # by -ing form
    leading: frozenset[str]  # verbs and particles before what is acted upon
    topics: Topics
    banks: frozenset[str]  # parties that are central banks
    always: re.Pattern[str] | None  # what an analyst wants as a unit, whatever the reader thinks of it
    never: re.Pattern[str] | None  # what an analyst does not want as one
    emphatic: re.Pattern[str] | None  # what makes a unit firmer within its level
    hedged: re.Pattern[str] | None  # what takes it back
    people: Mapping[str, str]  # surname → party
    parties: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word as written
    korean: KoreanLexicon

    def intensity_of(self, quote: str) -> int:
        """Return how firmly *quote* is put within its level: 1 emphatic, -1 hedged, 0 plain or both.

        >>> load_lexicon().intensity_of("will firmly respond"), load_lexicon().intensity_of("will respond as appropriate")
        (1, -1)
        """
        return bool(self.emphatic and self.emphatic.search(quote)) - bool(
            self.hedged and self.hedged.search(quote)
        )

    def knowing(self, issuer: str, title: str = "") -> Lexicon:
        """Return this lexicon with *issuer* as a party, and with whom *title* joins to a party: "Norvale-Lurania Joint Statement".

        "Ministry of Foreign Affairs of Norvale" makes Norvale a party, "Halden Treaty Organisation" itself, so that
        an issuer needs no entry of its own before its releases can be read.
        """
        known = self._knowing_issuer(issuer)
        for pair in _JOINED.finditer(title):
            for one, other in (pair.groups(), reversed(pair.groups())):
                issues = re.search(rf"\b{one}\b", issuer) and any(
                    not rest for rest, _ in known.parties.get(one, ())
                )
                if issues and other not in known.parties and other.lower() not in BODIES | _MATTERS:
                    known = replace(known, parties={**known.parties, other: (((), other),)})
        return known

    @lru_cache(maxsize=64)  # noqa: B019 - few lexicons ever live, and a source has one issuer
    def _knowing_issuer(self, issuer: str) -> Lexicon:
        called = issuer.partition(" (")[0]
        raw = tokenize(called, 0, len(called)).raw
        if not raw:
            return self
        if known := self._parties_named(raw):
            return self._with_office(raw, known)
        bank = any("bank" in word.lower() for word in raw)  # a party of its own, not its state
        of = max((at for at, word in enumerate(raw) if word in ("of", "the")), default=-1)
        place = raw[of + 1 :]
        own = [word for word in raw if word.lower() not in BODIES]
        if len(own) == 1 and not STATE_OFFICES.isdisjoint(word.lower() for word in raw):
            place, of = tuple(own), 0
        named = all(word[0].isupper() and word.lower() not in BODIES for word in place)
        # "Halden Treaty Organisation", "Meridian Seven": no part of it is the name of a place
        formed = not FORMED.isdisjoint(word.lower() for word in raw[: max(of, 0)])
        formed = formed and STATE_OFFICES.isdisjoint(word.lower() for word in raw)
        if bank or formed or not place or not named or (of < 0 and len(place) > 1):
            code, extra = called, {}
        else:
            code, extra = " ".join(place), {place[0]: ((tuple(place[1:]), " ".join(place)),)}
        first, *rest = raw
        extra[first] = ((tuple(rest), code), *self.parties.get(first, ()), *extra.get(first, ()))
        return replace(self, parties={**self.parties, **extra})

    def _parties_named(self, raw: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
        """Return the whole names of parties that the words *raw* hold, each with its code."""
        return [
            ((word, *rest), code)
            for at, word in enumerate(raw)
            for rest, code in self.parties.get(word, ())
            if tuple(raw[at + 1 : at + 1 + len(rest)]) == rest
        ]

    def _with_office(self, raw: Sequence[str], named: Sequence[tuple[tuple[str, ...], str]]) -> Lexicon:
        """Return this lexicon with an office that several states have as that of the one that *raw*, an issuer, names beside it.

        "Department of State, Commonwealth of Halden" is Halden's. *named* are the parties that *raw* holds: where one stands there by
        its own name, or none but the office does, the office stays whose it is.
        """
        if not all(map(_is_office, (name for name, _ in named))):
            return self
        words = {word for name, _ in named for word in name}
        place = [word for word in raw if word not in words and word.lower() not in STATE_FORMS]
        if not place or any(not word[0].isupper() or word.lower() in BODIES | _TITLES for word in place):
            return self
        if raw[0] != place[0] and not any(word.lower() in STATE_FORMS for word in raw):
            return self  # nothing says that it is a state
        state, codes = " ".join(place), {code for _, code in named}
        offices = {
            first: tuple(
                (rest, state if code in codes and _is_office((first, *rest)) else code)
                for rest, code in entries
            )
            for first, entries in self.parties.items()
            if any(_is_office((first, *rest)) for rest, _ in entries)
        }
        parties = {**self.parties, **offices}
        parties[place[0]] = ((tuple(place[1:]), state), *parties.get(place[0], ()))
        return replace(self, parties=parties)


def load_lexicon(files: Sequence[str | Path] = ()) -> Lexicon:
    """Return the shipped lexicon extended by *files*.

    Raises:
        ConfigError: A file is missing, is not TOML or has an unknown table; names the file and line.
    """
    return _load(tuple(str(file) for file in files))


@lru_cache(maxsize=4)
def _load(files: tuple[str, ...]) -> Lexicon:
    return _build(*read_tables(files))


def _is_office(name: Sequence[str]) -> bool:
    """Return whether a party is called by an office of a state, which others have too: "Department of State"."""
    words = {word.lower() for word in name}
    return words <= OFFICES and not words.isdisjoint(STATE_OFFICES)


def _words(phrase: str) -> tuple[str, ...]:
    return tokenize(phrase, 0, len(phrase)).lower


def _build(
    tables: Mapping[str, Any], shipped_topics: Mapping[str, Sequence[str]], fingerprint: str
) -> Lexicon:
    irregular = tables["irregular"]
    leads: dict[str, list[Lead]] = {}
    for table in VERB_TABLES:
        for lemma, level in tables[table].items():
            for form, name in inflect(lemma, irregular).items():
                first, *rest = _words(form)
                leads.setdefault(first, []).append(Lead(table, lemma, level, name, tuple(rest)))
    for table in ("commit_adjective", "frame_phrase", "concern_adjective", "praise_adjective"):
        for phrase, level in tables[table].items():
            first, *rest = _words(phrase)
            leads.setdefault(first, []).append(Lead(table, phrase, level, "phrase", tuple(rest)))
    heads: dict[str, list[Head]] = {}
    for name, head in tables["head"].items():
        for word in head["words"]:
            first, *rest = _words(word)
            heads.setdefault(first, []).append(Head(name, head["family"], head["level"], tuple(rest)))
    verbs, gerunds = _verbs(tables["class"], irregular)
    return Lexicon(
        fingerprint=fingerprint,
        leads={word: tuple(sorted(found, key=lambda lead: -len(lead.rest))) for word, found in leads.items()},
        modals=tables["modal"],
        heads={word: tuple(sorted(found, key=lambda head: -len(head.rest))) for word, found in heads.items()},
        verbs=verbs,
        gerunds=gerunds,
        leading=PARTICLES | verbs.keys() | gerunds.keys(),
        topics=build_topics(tables["topics"], shipped_topics, tables["link_topics"]),
        banks=frozenset(tables["bodies"]["banks"]),
        always=_any_of(tables["units"]["always"]),
        never=_any_of(tables["units"]["never"]),
        emphatic=_any_of(tables["emphasis"]["emphatic"]),
        hedged=_any_of(tables["emphasis"]["hedged"]),
        people={name: code for code, names in tables["people"].items() for name in names},
        parties=_parties(tables["parties"]),
        korean=build_korean(tables),
    )


def _verbs(
    classes: Mapping[str, Any], irregular: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Verb], dict[str, Verb]]:
    verbs: dict[str, Verb] = {}
    gerunds: dict[str, Verb] = {}
    for act, entry in classes.items():
        for spec in entry["verbs"]:
            lemma = spec.partition("(")[0]
            verb = Verb(lemma, act, entry["direction"])
            verbs.setdefault(lemma, verb)
            for form, name in inflect(lemma, irregular).items():
                if name == "ing":
                    gerunds.setdefault(form, verbs[lemma])
    return verbs, gerunds


def _parties(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    spoken = [(name, code) for code, aliases in names.items() for name in aliases]
    for country in countries():
        for name in {country.name, getattr(country, "common_name", country.name)}:
            if "," not in name and "(" not in name:
                spoken.append((name, country.alpha_3))
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for name, code in spoken:
        first, *rest = tokenize(name, 0, len(name)).raw
        found.setdefault(first, {}).setdefault(tuple(rest), code)
    return {
        first: tuple(sorted(rest.items(), key=lambda entry: -len(entry[0]))) for first, rest in found.items()
    }


def _any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for any of *phrases*, whole words; None where there are none."""
    parts = [
        re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE) if parts else None


def inflect(lemma: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return form → name for a verb: {"agree": "base", "agrees": "s", "agreed": "past", "agreeing": "ing"}."""
    head, _, tail = lemma.partition(" ")
    if head in irregular:
        s, past, participle, ing = irregular[head]
    elif head.endswith("e"):
        s, past, participle, ing = head + "s", head + "d", head + "d", head[:-1] + "ing"
        ing = head + "ing" if head.endswith(("ee", "oe")) else ing
    elif head.endswith("y") and head[-2] not in "aeiou":
        s, past, participle, ing = head[:-1] + "ies", head[:-1] + "ied", head[:-1] + "ied", head + "ing"
    else:
        s = head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s")
        past, participle, ing = head + "ed", head + "ed", head + "ing"
    end = f" {tail}" if tail else ""
    forms = {head + end: "base", s + end: "s", past + end: "past", ing + end: "ing"}
    forms.setdefault(participle + end, "past")
    return forms
