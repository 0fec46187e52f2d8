"""Which statements belong to one series: declared, or found by title, through an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.domain import Release
from tracker.link.features import TIME_WORDS
from tracker.link.idf import UNIFORM_WEIGHTS, IdfWeights
from tracker.text.content_words import BLOCS, STOPWORDS, replace_party_names, split_words, stem
from tracker.text.user_patterns import search_pattern

# Two titles belong to one series from this share of common words on: Dice, weighted by how rare a word is among the
# titles of the source, without dates, numbers, states and names of persons. On the coded chains 0.7 keeps "Call with
# Foreign Minister A" and "Meeting with Foreign Minister B" together and two statements of one body on two subjects
# apart.
SIMILAR_TITLE = 0.7

TITLES = 1 << 14  # whose keys are remembered: a digest looks at 24 texts, each beside the 400 before it
# What a title says about the form of a statement; the rest says about whom and what.
_GENRES = frozenset(
    stem(word)
    for word in """statement communique communiqué declaration readout read-out call meeting summit minutes decision
    remarks letter notice bulletin report briefing consultation dialogue talks resolution guidance joint""".split()
)
# A call and a meeting of the same two are of one series.
_ENCOUNTERS = frozenset(
    map(stem, ("call", "meeting", "visit", "talks", "speaks", "spoke", "consultation", "dialogue"))
)
# A capital after one of these is a person's name.
_OFFICES = frozenset(
    """minister secretary president representative general ambassador amb envoy chancellor king queen premier governor
    chair chairman chairwoman commissioner director advisor adviser counselor counsellor state mr ms mrs dr""".split()
)
_OFFICE_STEMS = frozenset(map(stem, _OFFICES))
# Who speaks, beside offices and states.
_SPEAKERS = BLOCS | frozenset(
    "leaders foreign affairs press heads house senate congress board committee".split()
)
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth annual".split()
)

_ORDINAL_ENDS = ("teenth", "tieth")  # "thirteenth", "twentieth"


def is_about_form(word: str) -> bool:
    """Return whether *word* of a title says of what form a statement is or who makes it, not what it is about.

    >>> [word for word in ("notice", "ministers", "g7", "emergency") if not is_about_form(word)]
    ['emergency']
    """
    return word in _SPEAKERS or stem(word) in _GENRES | _OFFICE_STEMS or word.startswith("=")


@dataclass(frozen=True, slots=True)
class TitleKey:
    """A title without what differs within a series."""

    words: frozenset[str]
    parties: frozenset[str]

    @property
    def genres(self) -> frozenset[str]:
        """The words that name the form of the statement."""
        return self.words & (_GENRES | {"encounter"})

    @property
    def offices(self) -> frozenset[str]:
        """The words that name the rank of who spoke."""
        return self.words & _OFFICE_STEMS


def title_key(release: Release) -> TitleKey:
    """Return what the title of *release* shares with the rest of its series.

    >>> from datetime import date
    >>> may = Release("1", "s", "r1", "", "", "Rate statement, 3 May 2031", date(2031, 5, 3))
    >>> june = Release("2", "s", "r2", "", "", "Rate statement, 7 June 2031", date(2031, 6, 7))
    >>> title_key(may) == title_key(june)
    True
    """
    return key_of_title(release.title)


@lru_cache(maxsize=TITLES)
def key_of_title(title: str) -> TitleKey:
    """Return what :func:`title_key` does of a release of that title."""
    named = replace_party_names(split_words(title))
    persons = set(_persons(title))
    kept = (
        stem(word)
        for word in named
        if word not in STOPWORDS
        and word not in TIME_WORDS
        and word not in _ORDINALS
        and not word.endswith(_ORDINAL_ENDS)
        and word not in persons
        and not word[0].isdigit()
        and not word.startswith("=")
    )
    words = frozenset("encounter" if word in _ENCOUNTERS else word for word in kept if len(word) > 1)
    return TitleKey(words, frozenset(word for word in named if word.startswith("=")))


def _persons(title: str) -> Iterator[str]:
    """Yield the words of *title* that are names of persons: capitals right after an office."""
    after_office = False
    for raw in title.replace("’s", "").replace("'s", "").split():
        word = raw.strip(".,:;()“”\"'’").lower()
        if word in _OFFICES:
            after_office = True
        elif after_office and raw[:1].isupper() and stem(word) not in _GENRES and not raw.endswith("’"):
            yield from split_words(raw)
            after_office = not raw.endswith((",", ":", ";"))
        else:
            after_office = False


def same_series(left: TitleKey, right: TitleKey, rarity: IdfWeights = UNIFORM_WEIGHTS) -> bool:
    """Return whether two titles announce statements of one series.

    The same states must be named, but for the one that leaves itself out; then
    the words must be alike, or the form the same between the same states at the
    same rank.
    """
    if left.parties != right.parties and not _all_but_one(left.parties, right.parties):
        return False
    if not left.words or not right.words:
        return left.words == right.words
    shared = sum(map(rarity.word, left.words & right.words))
    if 2 * shared >= SIMILAR_TITLE * (rarity.of(left.words) + rarity.of(right.words)):
        return True
    if left.offices and right.offices and not left.offices & right.offices:
        return False
    return len(left.parties) >= 2 and bool(left.genres) and left.genres == right.genres


def _all_but_one(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether both name the same two or more states and one of them names one more."""
    return len(left & right) >= 2 and len(left ^ right) <= 1


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """A series that is declared: which releases belong to it, whatever their titles have in common.

    A release belongs where it is of one of *sources* (empty: any), *pattern*
    is found in its title, in any case, and the title names all of *parties*.
    """

    name: str
    pattern: str
    parties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def matches(self, release: Release) -> bool:
        """Return whether *release* belongs to this series.

        Raises:
            SlowPatternError: The pattern is no regular expression, or takes too long on the title.
        """
        if self.sources and release.source not in self.sources:
            return False
        title = release.title
        where = f'[[series]] "{self.name}"'
        if not search_pattern(self.pattern, title, key="title", where=where, any_case=True):
            return False
        words = replace_party_names(split_words(title))
        return all(_follows(replace_party_names(split_words(name)), words) for name in self.parties)


def _follows(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether *words* hold *phrase*, in one piece."""
    return any(
        list(words[at : at + len(phrase)]) == list(phrase) for at in range(len(words) - len(phrase) + 1)
    )


class SeriesIndex:
    """Statements by title, so that the series of a release is found without a scan of all of them."""

    def __init__(self, rules: Sequence[SeriesRule] = ()) -> None:
        self._rules = tuple(rules)
        self._declared: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[TitleKey, list[int]] = {}
        self._keys_with: dict[str, list[TitleKey]] = defaultdict(list)  # word → titles
        # two or more parties → titles
        self._keys_of: dict[frozenset[str], list[TitleKey]] = defaultdict(list)

    def declared(self, release: Release) -> str:
        """Return the name of the first declared series *release* belongs to, or ""."""
        return next((rule.name for rule in self._rules if rule.matches(release)), "")

    def add(self, release: Release, position: int) -> None:
        """Remember that *release* stands at *position* in the history."""
        name = self.declared(release)
        if name:
            self._declared[name].append(position)
        else:
            self._positions_of(title_key(release)).append(position)

    def recall(self, keys: Sequence[TitleKey], release: Callable[[int], Release]) -> None:
        """Remember that releases stand at the first positions, in order, whose :func:`title_key` are *keys*.

        *release* gives one by its position: it is asked for only where series are declared.
        """
        # by identity: equal titles mostly are one, and to hash one takes longer
        alike: dict[int, list[int]] = defaultdict(list)
        for position, key in enumerate(keys):
            name = self.declared(release(position)) if self._rules else ""
            (self._declared[name] if name else alike[id(key)]).append(position)
        for positions in alike.values():
            self._positions_of(keys[positions[0]]).extend(positions)
        for several in self._by_key.values():
            several.sort()

    def _positions_of(self, key: TitleKey) -> list[int]:
        """Return the positions of the titles of *key*, to be added to."""
        held = self._by_key.get(key)
        if held is None:
            held = self._by_key[key] = []
            for word in key.words or {""}:
                self._keys_with[word].append(key)
            if len(key.parties) >= 2:
                self._keys_of[key.parties].append(key)
        return held

    def positions(self, release: Release) -> list[int]:
        """Return the positions of the statements of the series of *release*, latest first."""
        name = self.declared(release)
        if name:
            return self._declared[name][::-1]
        key = title_key(release)
        rarity = IdfWeights(self._keys_with, len(self._by_key))
        near = self._alike(key, rarity) | self._between(key.parties)
        series = (other for other in near if same_series(key, other, rarity))
        return sorted((position for other in series for position in self._by_key[other]), reverse=True)

    def _alike(self, key: TitleKey, rarity: IdfWeights) -> set[TitleKey]:
        """Return the titles that can share enough words with *key*.

        They share more than half of its weight, so one of its rarest words,
        taken until the others weigh too little, is among them.
        """
        left, near = rarity.of(key.words), set()
        needed = left * SIMILAR_TITLE / (2 - SIMILAR_TITLE)
        for word in sorted(key.words or {""}, key=lambda word: (-rarity.word(word), word)):
            if key.words and left < needed:
                break
            near |= set(self._keys_with.get(word, ()))
            left -= rarity.word(word)
        return near

    def _between(self, named: frozenset[str]) -> set[TitleKey]:
        """Return the titles that name the same two or more parties, one more or one less."""
        if len(named) < 2:
            return set()
        groups = (held for held in self._keys_of if held == named or _all_but_one(held, named))
        return {key for held in groups for key in self._keys_of[held]}
