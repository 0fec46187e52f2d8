"""Which subjects that came or went are told, and what they weigh beside what moved. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.digest.news.watch import PARTY, TOPIC, Watch, is_under
from tracker.compare.silences.named_subject import SubjectSort
from tracker.compare.silences.subjects import How, SubjectMove
from tracker.text.content_words import BLOCS, BODIES, party_code

OF_ONE_TEXT = 2  # subjects told
# What a subject weighs, where one statement speaks of it, and for each further one up to ten (docs/change-labels.md).
SUBJECT = {How.SILENT: 0.6, How.FIRST: 0.45, How.POSITION: 0.5}
EACH_STATEMENT, MOST_STATEMENTS = 0.06, 10
NO_STATE = 0.85  # of that, where the subject is a topic or a body


@dataclass(frozen=True, slots=True)
class SubjectItem:
    """A subject that came or went, and what it weighs."""

    move: SubjectMove
    value: float


def choose_subjects(
    moves: Iterable[SubjectMove], watch: Watch, *, of_one_text: int = OF_ONE_TEXT
) -> tuple[SubjectItem, ...]:
    """Return what is told of *moves*, the weightiest first, *of_one_text* of a text at most."""
    weighed = sorted(
        (SubjectItem(move, _value(move, watch)) for move in moves),
        key=lambda item: (
            -round(item.value, 6),
            -(item.move.release.published_on.toordinal() if item.move.release.published_on else 0),
            item.move.release.ref,
            item.move.subject,
        ),
    )
    of_text: Counter[str] = Counter()
    chosen = []
    for item in weighed:
        if of_text[item.move.release.id] < of_one_text:
            of_text[item.move.release.id] += 1
            chosen.append(item)
    return tuple(chosen)


def _value(move: SubjectMove, watch: Watch) -> float:
    value = SUBJECT[move.how] + EACH_STATEMENT * (min(len(move.mentions), MOST_STATEMENTS) - 1)
    subject = move.subject
    if subject.sort is SubjectSort.PARTY and party_code(subject.name) in watch.parties:
        value *= PARTY
    if subject.sort is SubjectSort.TOPIC and is_under(subject.name, watch.topics):
        value *= TOPIC
    body = subject.sort is SubjectSort.PARTY and party_code(subject.name) in BLOCS | BODIES
    return value * (NO_STATE if body or subject.sort is SubjectSort.TOPIC else 1.0)
