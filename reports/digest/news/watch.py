"""What a reader watches: parties, topics and words. It raises what is told of them, and leaves nothing out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain import Change
from tracker.text.content_words import content_stems, party_code, party_codes

ITEMS = 7  # of a digest, where the reader did not say
FORMULA, PARTY, TOPIC = 2.5, 2.0, 1.6  # how much more what is watched weighs


@dataclass(frozen=True, slots=True)
class Watch:
    """Parties (codes or names), topics (with those under them), and formulas (words, in this order)."""

    parties: frozenset[str] = frozenset()  # as tracker.text.content_words.party_code writes them
    topics: tuple[str, ...] = ()
    formulas: tuple[tuple[str, ...], ...] = ()  # stems of content words

    def __bool__(self) -> bool:
        return bool(self.parties or self.topics or self.formulas)

    def weight(self, change: Change) -> float:
        """Return by how much *change* is raised: 1.0 where nothing in it is watched."""
        if not self:
            return 1.0
        found = 1.0
        for mention in (change.after, change.before):
            if mention is None:
                continue
            unit = mention.unit
            if self.formulas and any(
                _within(formula, content_stems(unit.quote)) for formula in self.formulas
            ):
                return FORMULA
            if self.parties & named_parties(change):
                found = max(found, PARTY)
            if any(is_under(topic, self.topics) for topic in unit.facets.topics):
                found = max(found, TOPIC)
        return found


NO_WATCH = Watch()


def watch_of(words: Iterable[str], formulas: Iterable[str] = ()) -> Watch:
    """Return what *words* watch: a topic where it is written as one, a party where it names one, else a formula.

    >>> watch = watch_of(["CHN", "military.alliance", "a secure and open strait"])
    >>> sorted(watch.parties), watch.topics, watch.formulas
    (['chn'], ('military.alliance',), (('secur', 'open', 'strait'),))
    """
    parties: set[str] = set()
    topics: list[str] = []
    spelled: list[str] = list(formulas)
    for word in words:
        if re.fullmatch(r"[a-z][a-z_]*(?:\.[a-z_]+)*", word):
            topics.append(word)
        elif re.fullmatch(r"[A-Z0-9]{2,5}", word) or party_codes(word) == {party_code(word)}:
            parties.add(party_code(word))
        else:
            if word.istitle():  # a name that no table knows
                parties.add(party_code(word))
            spelled.append(word)
    stems = (tuple(content_stems(formula)) for formula in spelled)
    return Watch(frozenset(parties), tuple(topics), tuple(filter(None, stems)))


def named_parties(change: Change) -> frozenset[str]:
    """Return the parties *change* is about, in either text: who speaks, is spoken to, or is named in the quote."""
    found: set[str] = set()
    for mention in (change.before, change.after):
        if mention:
            facets = mention.unit.facets
            found |= {party_code(name) for name in (*facets.speakers, *facets.addressees)}
            found |= party_codes(mention.unit.quote)
    return frozenset(found)


def is_under(topic: str, wanted: Iterable[str]) -> bool:
    """Say whether *topic*, or a kind, is one of *wanted* or stands below one: "cbrn.nuclear" below "cbrn"."""
    return any(topic == one or topic.startswith(f"{one}.") for one in wanted)


def _within(formula: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    size = len(formula)
    return any(stems[at : at + size] == formula for at in range(len(stems) - size + 1))
