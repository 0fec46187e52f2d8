"""One statement as pairs of them are judged: what does not need the other side is worked out here, once a unit.

How rare a word is comes from a table that ships with the model, not from the
lines held: the evidence for a pair is the same on the first day and after
100,000 lines.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from tracker.domain import Mention, Release, Unit
from tracker.link.concepts import concepts
from tracker.link.features import REPORTING, TIME_WORDS
from tracker.link.occasions.genre import is_spoken
from tracker.link.occasions.series import title_key
from tracker.link.pairs.matter_marks import Marks, marks_of
from tracker.text.content_words import (
    BODIES,
    MEMBERS,
    STOPWORDS,
    named_words,
    party_code,
    party_codes,
    replace_party_names,
    split_words,
    stem,
)
from tracker.text.countries import countries
from tracker.text.korean import HANGUL, split_purpose
from tracker.text.rates import RateDecision, rate_decision

Words = frozenset[str]
Told = Mapping[str, int]  # words with how much each tells

SCALE, LEAST = 10_000, 500  # a weight of 1.0 as a whole number, and the least a word weighs
WORDS_HELD = 1 << 16  # words whose weight is remembered
# sentences that a Korean word is taken to stand in which no table gives in English: the counts are of English, and it
# is as often an everyday word as a name
ORDINARY = 12

# What stands before the content of a formula: "expressed their steadfast support for", "the need to".
LEAD = REPORTING | frozenset(
    stem(word)
    for word in """commitment support supports supported supporting backing determination determined intention intend intends
    need strong strongly firm full unwavering steadfast ironclad enduring deep continued ongoing shared mutual common
    resolute fully importance important critical vital discuss discussed remain remains seek effort efforts respective
    work working take steps welcome welcomed urge urged call calls called encourage encouraged condemn condemned hope
    look forward expect believe believes government people country countries nation nations""".split()
)
# What says how, not what: no word of these tells two statements apart.
BOOSTERS = frozenset(
    stem(word)
    for word in """strong strongly firm firmly full fully unwavering steadfast ironclad enduring deep deeply continued ongoing
    strongest resolute resolutely unequivocally heroic brutal horrific premeditated unprovoked unjustified illegal unlawful
    reckless blatant grave serious urgent urgently immediate immediately clear robust close closely further now today
    current recent again greatly sincere warm great significant additional""".split()
)
_OPENING = LEAD | BOOSTERS
# Who leads a state stands for it.
_LEADERS = {"putin": "rus", "assad": "syr", "lukashenka": "blr", "lukashenko": "blr", "maduro": "ven"}
# Written with a capital without naming one thing.
_TITLES = REPORTING | frozenset(
    stem(word)
    for word in """agreement framework annex order executive article declaration treaty parties government ministry department
    foreign affairs prime deputy special representative envoy ambassador director general state national people trade""".split()
)
# Where the first part of a phrase ends.
_ENDS = frozenset(
    "of in on to for from by with within against between among through throughout towards toward and or as that which who "
    "while including via during across under over into regarding concerning".split()
)
# Words that make a statement one about the parties themselves.
_MUTUAL = frozenset(
    map(stem, "bilateral partnership relationship ties friendship alliance mutual bonds cooperation".split())
)
_POINTING = re.compile(r"\b(?:th(?:is|at|ese|ose|em|ere)|such|its?|here|same|do so)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]*[a-z0-9]\b|\b[A-Z]{2,}[\w-]*\b")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\b[A-Z][A-Za-z]*[- ](\d+)\b")
_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2}\b(?!\d)|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)

_VOTED = re.compile(r"\W*(?:(?:had|have|has|\w+ly) ){0,2}voted\b")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word tells, by how many of *sentences* official sentences hold its stem.

    Weights are whole numbers, so that sums are exact and the order of a set never shows.
    """

    sentences: int
    counts: Mapping[str, int]
    _by_word: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    _by_count: dict[int, int] = field(default_factory=dict, compare=False, repr=False)

    def word(self, word: str) -> int:
        """Return the weight of a stem: SCALE where hardly any sentence has it, towards LEAST where all have."""
        weight = self._by_word.get(word)
        if weight is None:
            if len(self._by_word) >= WORDS_HELD:
                self._by_word.clear()
            weight = self._by_word[word] = self._weight(word)
        return weight

    def each(self, words: Iterable[str]) -> dict[str, int]:
        """Return the weight of each of *words*."""
        held = self._by_word.get
        return {word: held(word) or self.word(word) for word in words}

    def _weight(self, word: str) -> int:
        count = self.counts.get(word)
        if count is None:
            count = ORDINARY if HANGUL.match(word) else 0
        weight = self._by_count.get(count)
        if weight is None:
            rare = math.log(self.sentences / (count + 3)) / math.log(self.sentences / 3)
            weight = self._by_count[count] = max(LEAST, round(SCALE * rare))
        return weight


class Form(NamedTuple):
    """How something is said, whatever is said: few statements differ in it, so what two have in common is worked out once."""

    act: str
    kind: str
    family: str
    polarity: str
    direction: str
    level: int
    mutual: bool
    talk: bool
    pointing: bool  # what it is about may stand in another sentence: "these efforts", "do so"


@dataclass(frozen=True, slots=True)
class Look:
    """One statement as pairs of them are judged. Words are stems, states and bodies codes."""

    words: Told  # content words of the quote with their weights, rarest first
    core: Told  # those behind the formula the quote opens with
    head: Told  # of the core, up to the first preposition or conjunction
    rest: Told  # of the core, what follows
    last: str  # the last word of the head: what the phrase is about
    runs: Words  # pairs of neighbours in the core
    action: Told
    target: Told
    concepts: Words
    sums: tuple[int, int, int, int, int, int]  # of words, core, head, rest, action, target
    wording: str
    core_wording: str
    topics: Words
    form: Form
    states: Words  # named, speakers left out; of the title where none is named
    named: Words  # named in the quote, speakers left out
    setting: Words  # named in the quote or in the title
    names: Words
    ids: Words
    numbers: Words
    days: Words
    speakers: Words
    addressees: Words
    partners: Words
    title: Words
    sure: float  # how sure the reader is that the statement is one; what people coded is
    day: int  # of publication, counted from year 1
    marks: Marks  # what names its matter
    rate: RateDecision | None


@lru_cache(maxsize=1024)
def _speakers(names: frozenset[str]) -> Words:
    """Return codes of those who speak, with the members of a bloc."""
    speakers = frozenset(party_code(name) for name in names if name != "unresolved")
    return speakers.union(*(MEMBERS.get(name, ()) for name in speakers))


@lru_cache(maxsize=1024)
def _addressees(names: frozenset[str]) -> Words:
    return frozenset(map(party_code, names))


@lru_cache(maxsize=1024)
def _topics(topics: frozenset[str]) -> Words:
    return frozenset(part for topic in topics - {"other"} for part in (topic, topic.split(".")[0]))


_form = lru_cache(maxsize=4096)(Form)  # so that statements of one form hold one


@lru_cache(maxsize=4096)
def _one(words: Words) -> Words:
    """Return the set that others with these words hold too: most are empty or few words that come again and again."""
    return words


def look_at(mention: Mention, weights: Weights) -> Look:
    """Return the look of a statement."""
    unit, release = mention.unit, mention.release
    facets = unit.facets
    raw, plain = named_words(_action_first(unit.quote))
    tokens = _tokens(plain)
    stems = [one for word in tokens if (one := _content(word))]
    telling = [word for word in stems if word not in REPORTING and word not in BOOSTERS] or stems
    speakers = _speakers(facets.speakers)
    core, head = _core(tokens, speakers)
    action, target = _phrase(facets.action), _phrase(facets.object)
    titled, partners = _title(release)
    words = dict(sorted(weights.each(telling).items(), key=itemgetter(1), reverse=True))
    cores, heads = weights.each(core), weights.each(head)
    rest = {word: weight for word, weight in cores.items() if word not in heads}
    actions, targets = weights.each(action), weights.each(target)
    quoted = frozenset(word[1:] for word in (*telling, *target) if word.startswith("="))
    named = quoted - speakers - BODIES
    about = titled - speakers - BODIES
    figures = _DIGIT.search(unit.quote)
    return Look(
        words=words, core=cores, head=heads, rest=rest, last=head[-1] if head else "",
        runs=frozenset(map(" ".join, pairwise(core))),
        action=actions, target=targets, concepts=_one(concepts(frozenset((*telling, *action, *target)))),
        sums=(sum(words.values()), sum(cores.values()), sum(heads.values()), sum(rest.values()), sum(actions.values()), sum(targets.values())),
        wording=" ".join(stems), core_wording=" ".join(core),
        topics=_topics(facets.compared_topics),
        form=_form(
            facets.act, unit.kind.value, facets.family, facets.polarity, facets.direction, facets.level,
            any(word in _MUTUAL for word in telling) or "our" in tokens or "their" in tokens,
            is_spoken(release.title), bool(_POINTING.search(unit.quote)),
        ),
        states=_one(named or about), named=_one(named), setting=_one(quoted | titled),
        names=_one(frozenset().union(*map(_name, _NAME.findall(unit.quote)))), ids=_one(frozenset(_NUMBERED.findall(unit.quote) if figures else ())),
        numbers=_one(frozenset(word for word in raw if word[0].isdigit())),
        days=_one(frozenset(" ".join(sorted(word[:3] for word in split_words(day))) for day in (_DAY.findall(unit.quote) if figures else ()))),
        speakers=speakers, addressees=_addressees(facets.addressees),
        partners=_one(partners | (speakers - _issuer(release.issuer))),
        title=title_key(release).words, sure=1.0 if unit.confidence is None else unit.confidence,
        day=release.published_on.toordinal() if release.published_on else 0,
        marks=marks_of(unit.quote), rate=_decided_rate(unit),
    )  # fmt: skip


def _decided_rate(unit: Unit) -> RateDecision | None:
    """Return what a board decides in *unit* on a rate; None where it decides nothing, or members alone vote so.

    "Holt, Lind and Terras | voted to lower the rate to 4%": who votes is named by name, and no speaker that is known.
    """
    decision = rate_decision(unit.quote)
    is_named = any(slot.name == "speakers" for slot in unit.slots)
    return decision if is_named or not _VOTED.match(unit.quote) else None


def _action_first(quote: str) -> str:
    """Return *quote*; what a Korean one is for, which stands in front, behind what is done, as English has it."""
    if not HANGUL.search(quote):
        return quote
    purpose, action = split_purpose(quote)
    return f"{action} for {purpose}" if purpose else quote


def _tokens(named: Sequence[str]) -> list[str]:
    """Return words in which states and bodies are named with these as codes whatever they are called by."""
    table = _besides()
    if table.keys().isdisjoint(named):
        return list(named)
    return [f"={table[word]}" if word in table else word for word in named]


@cache
def _besides() -> dict[str, str]:
    """Return what a state is called in one word besides its name: its people, its seat of government, its leader."""
    named = tomllib.loads(
        (resources.files("tracker") / "segment" / "lexicon" / "parties.toml").read_text("utf-8")
    )["parties"]
    states = {country.alpha_3 for country in countries()}
    words = {name.lower(): code.lower() for code, names in named.items() if code in states for name in names}
    return _LEADERS | {
        word: code for word, code in words.items() if word.isalpha() and word not in ("polish", "us")
    }


def _is_value(word: str) -> bool:
    return word[0].isdigit() or word in TIME_WORDS


@lru_cache(maxsize=1 << 16)
def _content(word: str) -> str:
    """Return the stem of a content word; "" of any other."""
    return "" if word in STOPWORDS or _is_value(word) else stem(word)


@lru_cache(maxsize=4096)
def _phrase(text: str) -> tuple[str, ...]:
    words = (one for word in _tokens(named_words(text)[1]) if (one := _content(word)))
    return tuple(word for word in words if word not in REPORTING and word not in BOOSTERS)


def _core(tokens: list[str], speakers: Words) -> tuple[list[str], list[str]]:
    """Return the stems behind the opening formula, and those of them before the first joint."""
    at = 0
    while at < len(tokens) and (
        tokens[at] in STOPWORDS
        or tokens[at].endswith("ly")
        or stem(tokens[at]) in _OPENING
        or tokens[at][1:] in speakers
    ):
        at += 1
    left = tokens[at:] if len(tokens) - at >= 2 else tokens
    core: list[str] = []
    head: list[str] = []
    for word in left:
        if word in _ENDS and core and not head:
            head = list(core)
        if (content := _content(word)) and content not in BOOSTERS:
            core.append(content)
    return core, head or core


@lru_cache(maxsize=1 << 14)
def _name(name: str) -> Words:
    found = _tokens(replace_party_names(split_words(name)))
    stems = (
        stem(word) for word in found if not word.startswith("=") and word not in STOPWORDS and len(word) > 2
    )
    return frozenset(word for word in stems if word not in _TITLES and not _is_value(word))


_issuer = lru_cache(maxsize=1024)(party_codes)


@lru_cache(maxsize=4096)
def _title(release: Release) -> tuple[Words, Words]:
    """Return the states the title names, and those of them that are not the issuer."""
    named = frozenset(name[1:] for name in title_key(release).parties)
    return named - BODIES, named - _issuer(release.issuer)
