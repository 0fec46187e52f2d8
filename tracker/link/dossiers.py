"""A dossier: the lines of all issuers on one subject, seen from one of them.

Lines stay per principal, and nothing in a dossier is ever a change. It is no group
that lines are put into but what each is near to, so that a wide line does not
pull two narrow ones together, and nothing depends on the order in which texts
came. Analysts may join two lines or keep them apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.domain import Line, Link, Mention, Release, Subject, Unit
from tracker.link.lines.line_history import LineHistory
from tracker.link.pairs.pair_look import BOOSTERS, LEAD, SCALE, Look, Weights, look_at
from tracker.link.pairs.pair_model import load_model

# Weights as a share of SCALE; chosen by judgment (decision 0024).
ARGUMENT, ELSEWHERE = 1.0, 0.75  # a word of the target or of the head of the phrase; any other
STATE = 0.6  # a named state or body, at least
NEIGHBOURS = 0.5  # two telling words side by side, of the mean of both
CONCEPT, TOPIC = 0.35, 0.3
MOST = 24  # tokens kept of a statement, the most telling ones


# Likeness from which two statements are on one subject; chosen by judgment; 41 of 50 members drawn by lot were on the subject (decision 0024).
SAME_SUBJECT = 0.48
STILL = 0.36  # likeness the last mention of a line must have besides its first: a line can wander off
HALF_NAMED = 0.7  # where only one of two names a state
LEAST_SHARED = 0.8  # of SCALE: what two statements share at least in words, not in concepts and topics
MOST_LINES = 60  # of a dossier, the nearest; more is a topic


def subject_of(mention: Mention, weights: Weights) -> Subject:
    """Return what *mention* is about."""
    return _subject(look_at(mention, weights))


def _subject(look: Look) -> Subject:
    tokens: dict[str, int] = {}
    telling = [
        word
        for word in look.wording.split()
        if word in look.words and word not in LEAD and word not in BOOSTERS and word[1:] not in look.speakers
    ]
    argument = look.target.keys() | look.head.keys()
    for word in telling:
        weight = round(look.words[word] * (ARGUMENT if word in argument else ELSEWHERE))
        tokens[word] = max(weight, round(STATE * SCALE)) if word.startswith("=") else weight
    for one, other in pairwise(telling):
        if not (one.startswith("=") or other.startswith("=")):
            tokens[f"{one} {other}"] = round(NEIGHBOURS * (look.words[one] + look.words[other]) / 2)
    tokens |= dict.fromkeys(look.concepts, round(CONCEPT * SCALE))
    tokens |= {f"#{topic}": round(TOPIC * SCALE) for topic in look.topics}
    kept = sorted(tokens, key=lambda token: (-tokens[token], token))[:MOST]
    return Subject({token: tokens[token] for token in kept}, look.named)


def subjects_of_new_lines(
    links: Sequence[Link], units: Sequence[Unit], release: Release, standing: LineHistory
) -> dict[str, Subject]:
    """Return what the lines that start in *release* are about, by their ids; *links* stand beside *units*, which *standing* looked at.

    A line is about what its first statement is about: it does not change its subject.
    """
    return {
        link.line.id: _subject(standing.look_at_hand(Mention(unit, release)))
        for link, unit in zip(links, units, strict=True)
        if link.before is None
    }


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A line in a dossier."""

    line: Line
    issuer: str  # of the release that said it last; its source where none is named
    times: int
    first_on: date | None
    latest: Mention
    likeness: float  # 0..1, to the line the dossier is of
    joined: bool = False  # by an analyst


@dataclass(frozen=True, slots=True)
class DossierRow:
    """What one issuer says on the subject: its lines, the last said first."""

    issuer: str
    lines: tuple[DossierLine, ...]

    @property
    def last_on(self) -> date | None:
        """The day it was last said."""
        return self.lines[0].latest.release.published_on


@dataclass(frozen=True, slots=True)
class Dossier:
    """The lines on the subject of one line, that one among them."""

    of: Line
    lines: tuple[DossierLine, ...]  # the nearest first

    @property
    def rows(self) -> tuple[DossierRow, ...]:
        """One row an issuer: the one the dossier is of first, then by how near the nearest of its lines is."""
        by_issuer: dict[str, list[DossierLine]] = {}
        for one in self.lines:
            by_issuer.setdefault(one.issuer, []).append(one)
        return tuple(
            DossierRow(issuer, tuple(sorted(held, key=_last_said, reverse=True)))
            for issuer, held in by_issuer.items()
        )

    @property
    def others(self) -> tuple[DossierRow, ...]:
        """The rows without the line itself: what else is held on it."""
        rest = Dossier(self.of, tuple(one for one in self.lines if one.line.id != self.of.id))
        return rest.rows


def likeness(one: Subject, other: Subject) -> float:
    """Return how much two statements are about the same, 0 to 1; from SAME_SUBJECT on they are on one subject.

    Both sides count alike. Statements that name different states are about different things.
    """
    if one.states and other.states and one.states.isdisjoint(other.states):
        return 0.0
    both = one.tokens.keys() & other.tokens.keys()
    shared = {token: min(one.tokens[token], other.tokens[token]) for token in both}
    words = [token for token in both if token[0] not in "~#"]
    if sum(map(shared.__getitem__, words)) < LEAST_SHARED * SCALE or all(word[0] == "=" for word in words):
        return 0.0
    alike = min(1.0, sum(shared.values()) / math.sqrt(one.whole * other.whole))
    return alike * HALF_NAMED if bool(one.states) != bool(other.states) else alike


def is_still_near(subject: Subject | None, latest: Mention) -> bool:
    """Return whether the last *latest* mention of a line is on *subject* yet."""
    return subject is None or likeness(subject, subject_of(latest, load_model().words)) >= STILL


def nearest_lines(
    line_id: str,
    subject: Subject | None,
    candidates: Mapping[str, Subject],
    ties: Mapping[str, bool],
) -> dict[str, float]:
    """Return the ids of the lines on one subject with *line_id*, nearest first, with how near they are; at most :data:`MOST_LINES`.

    *ties* say of other lines what an analyst decided: joined, or kept apart.
    """
    near = {one: 1.0 for one, joined in ties.items() if joined and one != line_id}
    if subject is not None:
        for other, held in candidates.items():
            if other == line_id or other in ties:
                continue
            alike = likeness(subject, held)
            if alike >= SAME_SUBJECT:
                near[other] = round(alike, 3)
    ranked = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:MOST_LINES])


def dossier_of(line: Line, held: Iterable[DossierLine]) -> Dossier | None:
    """Return the dossier of *line* from the lines *held* on its subject, itself among them; None where it is alone."""
    lines = sorted(held, key=lambda one: (one.line.id != line.id, -one.likeness, one.line.id))
    return Dossier(line, tuple(lines)) if any(one.line.id != line.id for one in lines) else None


def _last_said(one: DossierLine) -> tuple[date, str]:
    return one.latest.release.published_on or date.min, one.line.id
