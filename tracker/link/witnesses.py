"""Which releases are one: announced by two sources under one address, or in nearly the same text; accounts of one meeting; and one release in two languages.

    release and text ─► release_keys ─► releases of other sources that share a key ─► witness_of

The same release through a second source is held under the first and related once.
A release in another language, and another side's account of a meeting, stay releases of their own: each is told beside
the first, and since lines stay per source it can be no change of it (coding guide,
section 7, "Claimed against measured").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from tracker.domain import Release
from tracker.link.occasions.occasion import is_encounter, rank_of_title
from tracker.text.content_words import content_stems, party_codes, split_words
from tracker.text.korean import HANGUL, is_korean

SHINGLE = 5  # words that stand together
SKETCH = 12  # shingles of a text that it is found by: those with the smallest hashes
SHORTEST = 60  # words of a text, from which it can be known by its words
# Share of the shingles of the shorter text the longer one has; chosen by judgment. Renewed notices of one wording may
# share as much, so the days must be near as well.
SAME_TEXT = 0.85
NEAR_TEXT = 0.4  # under one address
SAME_LENGTH = 0.6  # the shorter of the longer
DAYS_APART = 3  # of publication, for the same text; a page may be dated by its upload
MEETING_DAYS = 2
SAME_EVENT = 0.4  # likeness of two texts in two languages; measured: docs/decisions/0035-korean.md
TALKED_OF = {"prk"}  # in titles of those who talk about it
HOME = {"kor"}  # whose releases come in a language that is read beside English: only those are looked for
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|source)$", re.IGNORECASE)


class WitnessKind(StrEnum):
    """Why a release is held under another."""

    ADDRESS = "address"  # the same release, under the same address
    TEXT = "text"  # the same release, in nearly the same text
    MEETING = "meeting"  # another side's account of the same meeting
    LANGUAGE = "language"  # the issuer's account of the same event in another language


COPIES = frozenset({WitnessKind.ADDRESS, WitnessKind.TEXT})  # related once, under the other


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """A release with the text it shows."""

    release: Release
    text: str


def release_keys(said: ReleaseText) -> tuple[str, ...]:
    """Return what a release is found by: its address, the sketch of its text, and the meetings it may tell of."""
    address = address_key(said.release.url)
    keys = [f"address {address}"] if address else []
    keys += [f"text {number:016x}" for number in sorted(_shingles(said.text))[:SKETCH]]
    return (*keys, *_meeting_keys(said.release), *_event_keys(said.release))


def address_key(url: str) -> str:
    """Return what stays of an address however it is written; "" where it names a whole site, or nothing.

    >>> address_key("https://www.mfa.example/News/12/?utm_source=feed#top") == address_key("http://mfa.example/News/12")
    True
    """
    parts = urlsplit(url.strip())
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    query = urlencode(
        sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name))
    )
    if not host or not (path or query):
        return ""
    return f"{host}{path}{f'?{query}' if query else ''}"


def witness_of(later: ReleaseText, earlier: ReleaseText) -> WitnessKind | None:
    """Return why *later* is a witness of *earlier*, both of two sources; None where it is a release of its own."""
    days = _days_apart(later.release, earlier.release)
    if days is None:
        return None
    same_address = address_key(later.release.url) != "" and address_key(later.release.url) == address_key(
        earlier.release.url
    )
    if same_address or days <= DAYS_APART:
        alike = text_likeness(later.text, earlier.text)
        if same_address and alike >= NEAR_TEXT:
            return WitnessKind.ADDRESS
        if days <= DAYS_APART and alike >= SAME_TEXT and _shingles(later.text):
            return WitnessKind.TEXT
    if days <= DAYS_APART and _one_event(later, earlier):
        return WitnessKind.LANGUAGE
    return (
        WitnessKind.MEETING if days <= MEETING_DAYS and _one_meeting(later.release, earlier.release) else None
    )


def text_likeness(one: str, other: str) -> float:
    """Return the share of the shorter text that stands in the longer, 0 to 1; 0 where they differ much in length.

    Runs of words are compared, of texts that are too short for that, words.
    """
    left, right = _shingles(one), _shingles(other)
    if not left or not right:
        words, others = frozenset(split_words(one)), frozenset(split_words(other))
        return len(words & others) / (len(words | others) or 1)
    short, long = sorted((len(left), len(right)))
    if not short or short < SAME_LENGTH * long:
        return 0.0
    return len(left & right) / short


@lru_cache(maxsize=64)
def _shingles(text: str) -> frozenset[int]:
    """Return the hashes of the runs of words of *text*; none of a short one."""
    words = split_words(text)
    if len(words) < SHORTEST:
        return frozenset()
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        for run in runs
    )


def _event_keys(release: Release) -> Iterator[str]:
    """Yield what a release and one in another language share whose days are no more than DAYS_APART apart."""
    if release.published_on is None or not is_encounter(release.title):
        return
    for own in sorted(party_codes(release.issuer) & HOME):
        run = release.published_on.toordinal() // (DAYS_APART + 1)
        yield from (f"event {own} {number}" for number in (run, run + 1))


def _one_event(one: ReleaseText, other: ReleaseText) -> bool:
    """Return whether both are of one issuer and one meeting, in two languages."""
    own = party_codes(one.release.issuer) & party_codes(other.release.issuer) & HOME
    if not own or is_korean(one.text) == is_korean(other.text):
        return False
    met = [party_codes(said.release.title) - own - TALKED_OF for said in (one, other)]
    return bool(met[0]) and met[0] == met[1] and event_likeness(one.text, other.text) >= SAME_EVENT


def event_likeness(one: str, other: str) -> float:
    """Return how many telling words two texts in two languages share, as a share of the mean of both, 0 to 1."""
    words = [
        frozenset(word for word in content_stems(text) if not HANGUL.match(word) and not word[0].isdigit())
        for text in (one, other)
    ]
    return 2 * len(words[0] & words[1]) / (sum(map(len, words)) or 1)


def _days_apart(one: Release, other: Release) -> int | None:
    if one.published_on is None or other.published_on is None:
        return None
    return abs(one.published_on - other.published_on) // timedelta(days=1)


def _meeting_keys(release: Release) -> Iterator[str]:
    own = party_codes(release.issuer)
    if not own or not is_encounter(release.title):
        return
    for mine in sorted(own):
        for party in sorted(party_codes(release.title) - own):
            yield f"meeting {' '.join(sorted((mine, party)))}"


def _one_meeting(one: Release, other: Release) -> bool:
    """Return whether each names the issuer of the other as who was met, at the same rank."""
    if not (is_encounter(one.title) and is_encounter(other.title)):
        return False
    mine, theirs = party_codes(one.issuer), party_codes(other.issuer)
    if not (mine and theirs) or mine & theirs:
        return False
    if not (theirs & party_codes(one.title) and mine & party_codes(other.title)):
        return False
    ranks = rank_of_title(one.title), rank_of_title(other.title)
    return "" not in ranks and ranks[0] == ranks[1]
