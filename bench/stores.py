"""A large store of invented statements, for what is measured against one: ``python -m bench.stores URL [UNITS]``.

Twelve sources over twenty years; ten units a release among twenty sentences; of
the units somewhat under half continue a line, some a few times, some a hundred
times; changes of every label, silences among them; two texts of every fiftieth
release; every two-hundredth withdrawn. The same URL and number give the same store.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from bench.search import in_batches
from tests.fakes import build_change, build_facets, build_unit
from tracker.domain import Block, Change, Document, Kind, Label, Line, Link, Mention, Release, Role, Unit
from tracker.hashing import content_id
from tracker.reading import Reading, Relation
from tracker.store import BodyRecord, Store, open_store

UNITS, SENTENCES, WORDS = 10, 20, 16  # of a release; sentences in all; words of a sentence
AT_ONCE = 100  # releases
YEARS = 20
SINCE = date(2011, 1, 3)
STAMP = "bench"
STATES = ("Norvale", "Estmark", "Lurania", "Veskia", "Ostmere")
SPEAKERS = (*STATES, *(f"Canton of {state}" for state in STATES), "Halden Forum", "Compact Council")
PARTIES = (*SPEAKERS, *(f"Province {number}" for number in range(1, 60)))
TOPICS = tuple(
    f"{subject}.{part}"
    for subject in ("military", "cbrn", "economic", "human_rights", "climate", "diplomacy")
    for part in ("alliance", "exercise", "finance", "trade", "dialogue", "treaty")
)
KINDS = tuple(Kind)
VERBS = ("respond to", "strengthen", "support", "refrain from", "call for", "condemn", "fund", "review")
LABELS = (
    *(Label.REAFFIRMED,) * 20,
    *(label for label in Label if label not in (Label.NEW, Label.NOT_REPEATED, Label.DROPPED)),
)
OPEN_LINES = 400  # of a source, that may be said again


@dataclass(slots=True)
class _Said:
    """What a source has said last on each of its lines that are open."""

    lines: list[Line] = field(default_factory=list)
    last: dict[str, Mention] = field(default_factory=dict)


class _Chance:
    """Everything that is drawn, from one seed."""

    def __init__(self) -> None:
        self.draw = random.Random(1)
        self._words = [f"w{number}" for number in range(8_000)]
        self._weights = list(accumulate(1 / (number + 1) for number in range(8_000)))

    def words(self, number: int) -> str:
        return " ".join(self.draw.choices(self._words, cum_weights=self._weights, k=number))

    def sentence(self, speaker: str) -> str:
        return f"{speaker} will {self.draw.choice(VERBS)} the {self.words(WORDS)}."


def make_store(url: str, units: int = 100_000) -> None:
    """Fill the empty store at *url* with about *units* units, read and related."""
    chance = _Chance()
    said = {speaker: _Said() for speaker in SPEAKERS}
    with open_store(url) as store:
        for numbers in in_batches(range(units // UNITS), AT_ONCE):
            _fill(store, numbers, units // UNITS, chance, said)
        for number in range(0, units // UNITS, 200):
            store.withdraw(_release(number, units // UNITS).id, _seen(_release(number, units // UNITS)))
        store.vacuum()


def _fill(store: Store, numbers: list[int], of: int, chance: _Chance, said: dict[str, _Said]) -> None:
    """Record releases *numbers*, read and relate them; of every fiftieth an edited text as well."""
    for edited in (False, True):
        chosen = [number for number in numbers if not edited or number % 50 == 0]
        releases = [_release(number, of) for number in chosen]
        texts = [[chance.sentence(release.issuer) for _ in range(SENTENCES)] for release in releases]
        arrivals = [
            BodyRecord(
                release,
                "\n".join(text).encode(),
                "text/plain",
                "utf-8",
                "",
                None,
                None,
                _seen(release) + timedelta(days=edited),
            )
            for release, text in zip(releases, texts, strict=True)
        ]
        readings = [
            _reading(revision.id, text, release, chance)
            for revision, text, release in zip(store.record_bodies(arrivals), texts, releases, strict=True)
            if revision is not None
        ]
        store.record_readings(readings)
        relations = [
            _relation(reading, release, chance, said[release.issuer])
            for reading, release in zip(readings, releases, strict=True)
        ]
        for release, relation in zip(releases, relations, strict=True):
            store.record_relations([relation], _seen(release) + timedelta(days=edited))


def _release(number: int, of: int) -> Release:
    issuer = SPEAKERS[number % len(SPEAKERS)]
    source = issuer.lower().replace(" ", "-")
    ref = f"{source}-{number:06}"
    day = SINCE + timedelta(days=number * YEARS * 365 // max(of, 1))
    identity, url = content_id("release", source, ref), f"https://{source}.example/{ref}"
    return Release(identity, source, ref, issuer, url, f"Statement {number} of {issuer}", day)


def _seen(release: Release) -> datetime:
    day = release.published_on or SINCE
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def _reading(revision: str, text: list[str], release: Release, chance: _Chance) -> Reading:
    starts = [0, *accumulate(len(said) + 1 for said in text)]
    blocks = tuple(
        Block(start, start + len(said), Role.PARAGRAPH) for start, said in zip(starts, text, strict=False)
    )
    units = tuple(
        _unit(quote, revision, start, place, release, chance)
        for place, (start, quote) in enumerate(zip(starts, text[:UNITS], strict=False), start=1)
    )
    return Reading(revision, STAMP, Document("\n".join(text), blocks, release.title), units)


def _unit(quote: str, revision: str, start: int, place: int, release: Release, chance: _Chance) -> Unit:
    draw = chance.draw
    kind = draw.choice(KINDS)
    with_others = {release.issuer, draw.choice(STATES)} if kind is Kind.U_JOINT else {release.issuer}
    facets = build_facets(
        family=kind.family,
        speakers=frozenset(with_others),
        addressees=frozenset() if kind.is_commitment else frozenset({draw.choice(PARTIES)}),
        topics=frozenset(draw.sample(TOPICS, draw.choice((1, 1, 2)))),
        level=draw.randint(1, 5),
    )
    return build_unit(quote, revision=revision, start=start, ordinal=place, kind=kind, facets=facets)


def _relation(reading: Reading, release: Release, chance: _Chance, said: _Said) -> Relation:
    links, changes = [], []
    continued: set[str] = set()
    for unit in reading.units:
        line = chance.draw.choice(said.lines) if said.lines and chance.draw.random() < 0.45 else None
        if line is None or line.id in continued:
            name = " ".join(unit.quote.removeprefix(f"{release.issuer} will ").split()[:6])
            line = Line(content_id("line", unit.id), release.source, name)
            said.lines.append(line)
            label = Label.NEW
        else:
            label = chance.draw.choice(LABELS)
        continued.add(line.id)
        before, after = said.last.get(line.id), Mention(unit, release)
        links.append(Link(unit.id, line, before.unit.id if before else None, 0.9))
        changes.append(build_change(label, line=line, release=release, before=before, after=after))
        said.last[line.id] = after
    changes += _silences(release, chance, said, continued)
    del said.lines[:-OPEN_LINES]
    return Relation(reading.revision, release, reading.stamp, tuple(links), tuple(changes))


def _silences(release: Release, chance: _Chance, said: _Said, continued: set[str]) -> list[Change]:
    silent = [
        line for line in chance.draw.sample(said.lines, min(2, len(said.lines))) if line.id not in continued
    ]
    return [
        build_change(
            chance.draw.choice((Label.NOT_REPEATED, Label.DROPPED)),
            line=line,
            release=release,
            before=said.last[line.id],
        )
        for line in silent
    ]


def main(url: str, units: str = "100000") -> None:
    """Make the store at *url*, and say how long that took and what it holds."""
    started = time.perf_counter()
    make_store(url, int(units))
    with open_store(url) as store:
        held = ", ".join(f"{number:,} {name}" for name, number in store.counts().items())
    print(f"{held}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
