"""A large store of invented statements, for what is measured against one: ``python -m bench.stores URL [UNITS]``.

Twelve sources over twenty years; ten units a release among twenty sentences, made from
templates with slots of the invented world. Somewhat under half of the units continue a
line, which lives for a few mentions or for hundreds, says the same, moves in one slot
(force, amount, deadline, condition) and falls silent; two texts of every fiftieth
release; every two-hundredth withdrawn. Which line a unit is on is known as it is made,
so a store is written without the network and without relating. The same number gives
the same store. *waiting* releases at its end are read and not related: what a pass finds.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, cycle, groupby

from tests.fakes import build_facets, build_unit
from tracker.config import Config
from tracker.config.configured_engine import stamp_for_config
from tracker.domain import (
    Block,
    Cause,
    Change,
    Document,
    Kind,
    Label,
    Line,
    Link,
    Mention,
    Release,
    Role,
    Unit,
)
from tracker.hashing import content_id
from tracker.reading import Reading, Relation
from tracker.store import BodyRecord, Store, open_store
from tracker.store.sql_helpers import batches

UNITS, SENTENCES, WORDS = 10, 20, 16  # of a release; sentences in all; words of one that is no unit
AT_ONCE = 100  # releases
YEARS = 20
SINCE = date(2011, 1, 3)
READ = "gold.bench"  # as if read by people, so that `recompute` relates them and does not read
STATES = ("Norvale", "Estmark", "Lurania", "Veskia", "Ostmere")
SPEAKERS = (*STATES, *(f"Canton of {state}" for state in STATES), "Halden Forum", "Compact Council")
PARTIES = (*SPEAKERS, *(f"Province {number}" for number in range(1, 60)))
TOPICS = tuple(
    f"{subject}.{part}"
    for subject in ("military", "cbrn", "economic", "human_rights", "climate", "diplomacy")
    for part in ("alliance", "exercise", "finance", "trade", "dialogue", "treaty")
)
KINDS = tuple(Kind)
VERBS = ("strengthen", "support", "fund", "review", "extend", "respond to", "call for", "refrain from")
FORCES = ("may consider to", "intends to", "plans to", "will", "is bound by treaty to")  # level 1 to 5
NOUNS = ("programme", "exercise", "pipeline", "fund", "dialogue", "convoy", "tariff", "mission", "ceasefire")
SLOTS = ("force", "amount", "deadline", "condition")
BEGINNINGS, ENDS = "b d f g h k l m n p r s t v br dr kl st tr sk".split(), "a e i o u an en or ul is".split()
OPEN_LINES = 400  # of a source, that may be said again


@dataclass(slots=True)
class _Thread:
    """What is said on one line: its words, which stay, and its slots, of which one moves at a time."""

    words: str
    force: int
    left: int  # mentions until it falls silent
    slots: dict[str, str] = field(default_factory=dict)
    line: Line | None = None  # once it was said
    last: Mention | None = None
    label: Label = Label.NEW  # of its next mention

    def sentence(self, speaker: str) -> str:
        """Return it as said now."""
        said = " ".join(self.slots[slot] for slot in SLOTS if slot in self.slots)
        return f"{speaker} {FORCES[self.force]} {self.words}{' ' if said else ''}{said}."


@dataclass(slots=True)
class _Said:
    """What a source goes on saying, and what it has fallen silent on since its last release."""

    going: list[_Thread] = field(default_factory=list)
    fallen: list[_Thread] = field(default_factory=list)


class _Chance:
    """Everything that is drawn, from one seed."""

    def __init__(self) -> None:
        self.draw = random.Random(1)
        syllables = [first + last for first in BEGINNINGS for last in ENDS]
        self._words = sorted({"".join(self.draw.choices(syllables, k=3)) for _ in range(8_000)})
        self.draw.shuffle(self._words)
        self._weights = list(accumulate(1 / (number + 1) for number in range(len(self._words))))

    def words(self, number: int) -> str:
        return " ".join(self.draw.choices(self._words, cum_weights=self._weights, k=number))

    def sentence(self, speaker: str) -> str:
        return f"On {self.draw.choice(TOPICS).split('.')[1]} {speaker} said {self.words(WORDS)}."

    def thread(self) -> _Thread:
        draw = self.draw
        name, place = (word.title() for word in self.words(2).split())
        what = f"{draw.choice(VERBS)} the {name} {draw.choice(NOUNS)} of {place} for {self.words(3)}"
        return _Thread(f"{what} with {draw.choice(PARTIES)}", draw.randrange(5), int(draw.paretovariate(0.9)))

    def move(self, thread: _Thread) -> None:
        """Let *thread* be said again: as it was three times in four, else with one slot moved."""
        draw, slot = self.draw, self.draw.choice(SLOTS)
        thread.label = Label.REAFFIRMED
        if draw.random() < 0.75:
            return
        if slot == "force":
            before, thread.force = thread.force, draw.randrange(5)
            if thread.force != before:
                thread.label = Label.STRENGTHENED if thread.force > before else Label.WEAKENED
            return
        thread.slots[slot] = {
            "amount": f"with {draw.randrange(1, 900)} million crowns",
            "deadline": f"by {draw.randrange(2031, 2060)}",
            "condition": f"provided that {draw.choice(STATES)} agrees",
        }[slot]
        thread.label = Label.QUALIFIED if slot == "condition" else Label.MIXED


def make_store(url: str, units: int = 100_000, waiting: int = 0) -> None:
    """Fill the empty store at *url* with about *units* units, read and but for *waiting* releases related."""
    chance, stamp, number = _Chance(), stamp_for_config(Config()).components, units // UNITS
    said: dict[str, _Said] = {speaker: _Said() for speaker in SPEAKERS}
    with open_store(url) as store:
        for numbers in batches(range(number + waiting), AT_ONCE):
            _fill(store, numbers, number, chance, said, stamp)
        for withdrawn in range(0, number, 200):
            store.withdraw(_release(withdrawn, number).id, _seen(_release(withdrawn, number)))
        store.vacuum()


def _fill(
    store: Store, numbers: list[int], of: int, chance: _Chance, said: dict[str, _Said], stamp: str
) -> None:
    """Record releases *numbers*, read and relate them; of every fiftieth an edited text as well."""
    for edited in (False, True):
        chosen = [_release(number, of) for number in numbers if not edited or number % 50 == 0]
        spoken = [_threads(chance, said[release.issuer]) for release in chosen]
        texts = [
            _text(release, threads, chance) for release, (threads, _) in zip(chosen, spoken, strict=True)
        ]
        days = [_seen(release) + timedelta(days=edited) for release in chosen]
        arrivals = [
            BodyRecord(release, "\n".join(text).encode(), "text/plain", "utf-8", day)
            for release, text, day in zip(chosen, texts, days, strict=True)
        ]
        readings = [
            _reading(revision.id, text, release, chance, threads)
            for revision, text, release, (threads, _) in zip(
                store.record_bodies(arrivals), texts, chosen, spoken, strict=True
            )
            if revision is not None
        ]
        store.record_readings(readings)
        made = (
            (day, _relation(reading, release, threads, silent, stamp))
            for number, reading, release, (threads, silent), day in zip(
                [number for number in numbers if not edited or number % 50 == 0],
                readings,
                chosen,
                spoken,
                days,
                strict=True,
            )
            if number < of
        )
        for day, related in groupby(made, key=lambda pair: pair[0]):
            store.record_relations([relation for _, relation in related], day)


def _threads(chance: _Chance, said: _Said) -> tuple[list[_Thread], list[_Thread]]:
    """Return what one release says, somewhat under half of it said before, and what it is silent on."""
    number = sum(chance.draw.random() < 0.45 for _ in range(UNITS))
    again = chance.draw.sample(said.going, min(len(said.going), number))
    for thread in again:
        chance.move(thread)
    spoken = again + [chance.thread() for _ in range(UNITS - len(again))]
    for thread in spoken:
        thread.left -= 1
    silent, said.fallen = said.fallen, [thread for thread in again if thread.left == 0]
    going = [*said.going, *spoken[len(again) :]]
    said.going = [thread for thread in going if thread.left > 0][-OPEN_LINES:]
    return spoken, silent


def _text(release: Release, threads: Sequence[_Thread], chance: _Chance) -> list[str]:
    units = [thread.sentence(release.issuer) for thread in threads]
    return units + [chance.sentence(release.issuer) for _ in range(SENTENCES - UNITS)]


def _release(number: int, of: int) -> Release:
    issuer = SPEAKERS[number % len(SPEAKERS)]
    source = issuer.lower().replace(" ", "-")
    ref = f"{source}-{number:07}"
    day = SINCE + timedelta(days=number * YEARS * 365 // max(of, 1))
    identity, url = content_id("release", source, ref), f"https://{source}.example/{ref}"
    return Release(identity, source, ref, issuer, url, f"Statement {number} of {issuer}", day)


def _seen(release: Release) -> datetime:
    day = release.published_on or SINCE
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def _reading(
    revision: str, text: list[str], release: Release, chance: _Chance, threads: Sequence[_Thread]
) -> Reading:
    starts = [0, *accumulate(len(said) + 1 for said in text)]
    blocks = tuple(
        Block(start, start + len(said), Role.PARAGRAPH) for start, said in zip(starts, text, strict=False)
    )
    units = tuple(
        _unit(text[place], revision, starts[place], place + 1, release, chance, thread)
        for place, thread in enumerate(threads)
    )
    return Reading(revision, READ, Document("\n".join(text), blocks, release.title), units)


def _unit(
    quote: str, revision: str, start: int, place: int, release: Release, chance: _Chance, thread: _Thread
) -> Unit:
    draw = chance.draw
    kind = draw.choice(KINDS)
    with_others = {release.issuer, draw.choice(STATES)} if kind is Kind.U_JOINT else {release.issuer}
    facets = build_facets(
        family=kind.family,
        speakers=frozenset(with_others),
        addressees=frozenset() if kind.is_commitment else frozenset({draw.choice(PARTIES)}),
        topics=frozenset(draw.sample(TOPICS, draw.choice((1, 1, 2)))),
        level=thread.force + 1,
        action=thread.words,
        target=thread.words,
        **thread.slots,
    )
    return build_unit(quote, revision=revision, start=start, ordinal=place, kind=kind, facets=facets)


def _relation(
    reading: Reading, release: Release, threads: Sequence[_Thread], silent: Sequence[_Thread], stamp: str
) -> Relation:
    links, changes = [], []
    for unit, thread in zip(reading.units, threads, strict=True):
        line = thread.line or Line(content_id("line", unit.id), release.source, thread.words[:60])
        before, after = thread.last, Mention(unit, release)
        links.append(Link(unit.id, line, before.unit.id if before else None, 0.9))
        label = thread.label if before else Label.NEW
        changes.append(_change(label, line, release, before, after))
        thread.line, thread.last = line, after
    changes += [
        _change(label, thread.line, release, thread.last)
        for label, thread in zip(cycle((Label.NOT_REPEATED, Label.DROPPED)), silent, strict=False)
        if thread.line
    ]
    return Relation(reading.revision, release, stamp, tuple(links), tuple(changes))


def _change(
    label: Label, line: Line, release: Release, before: Mention | None, after: Mention | None = None
) -> Change:
    named = content_id(
        "change", line.id, before.unit.id if before else None, after.unit.id if after else None, label.value
    )
    return Change(named, line, label, Cause.RELEASE, release, before, after, rule=f"{label.value}: invented")


def main(url: str, units: str = "100000", waiting: str = "0") -> None:
    """Make the store at *url*, and say how long that took and what it holds."""
    started = time.perf_counter()
    make_store(url, int(units), int(waiting))
    with open_store(url) as store:
        held = ", ".join(f"{number:,} {name}" for name, number in store.counts().items())
    print(f"{held}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
