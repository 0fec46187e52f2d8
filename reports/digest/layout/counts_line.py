"""A digest in a line or two: what its page begins with, and the subject of its mail. Pure."""

from __future__ import annotations

from reports.digest.digest import Digest
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS
from tracker.domain import Label
from tracker.text.numbers import pluralize

GRAVEST = 3  # labels that moved, of either family, named in a subject


def headlines(digest: Digest) -> tuple[str, ...]:
    """Say what moved, one phrase for commitments and one for positions, then what was edited.

    The first number of a phrase carries its noun, so that none can be taken for
    a total: "1 commitment reversed, 14 continue", "2 positions new".
    """
    parts = (
        _phrase(_of_commitments(digest), "commitment"),
        _phrase(_of_positions(digest), "position"),
        _edited(digest, " after publication"),
    )
    return tuple(part for part in parts if part) or ("Nothing to report",)


def subject(digest: Digest) -> str:
    """Say what moved in a line short enough for a mailbox: the gravest labels, then how much continues.

    >>> from reports.digest.compose import compose
    >>> subject(compose([], title="Norvale"))
    'Nothing to report: Norvale'
    """
    parts = (
        _phrase(_gravest(_of_commitments(digest)), "commitment"),
        _phrase(_gravest(_of_positions(digest)), "position"),
        _edited(digest, ""),
    )
    said = "; ".join(part for part in parts if part) or "Nothing to report"
    return f"{said}: {' '.join(digest.title.split())}"


def _of_commitments(digest: Digest) -> list[tuple[Label, int]]:
    return [(label, tallied.commitments) for label, tallied in digest.tally if tallied.commitments]


def _of_positions(digest: Digest) -> list[tuple[Label, int]]:
    return [(label, tallied.positions) for label, tallied in digest.tally if tallied.positions]


def _gravest(tallied: list[tuple[Label, int]]) -> list[tuple[Label, int]]:
    moved = [(label, number) for label, number in tallied if label in MOVED_LABELS]
    rest = [(label, number) for label, number in tallied if label not in MOVED_LABELS]
    return moved[:GRAVEST] + [pair for pair in rest if not moved or pair[0] is Label.REAFFIRMED]


def _phrase(tallied: list[tuple[Label, int]], noun: str) -> str:
    words: list[str] = []
    for label, number in tallied:
        owner = f" {noun}{'' if number == 1 else 's'}" if not words else ""
        words.append(f"{number:,}{owner} {_verb(label, number)}")
    return ", ".join(words)


def _verb(label: Label, number: int) -> str:
    if label is Label.REAFFIRMED:
        return "continues" if number == 1 else "continue"
    return LABEL_WORDS[label].word


def _edited(digest: Digest, when: str) -> str:
    edits = digest.section("edits").count
    halves = ((edits.commitments, "commitment"), (edits.positions, "position"))
    named = [pluralize(number, noun) for number, noun in halves if number]
    return f"{' and '.join(named)} edited{when}" if named else ""
