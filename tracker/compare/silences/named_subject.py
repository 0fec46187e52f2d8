"""What a text can fall silent on or first speak of. Light: a pass that finds nothing new loads it with the filters of mails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectSort(StrEnum):
    """What sort of thing a subject is."""

    PARTY = "party"
    PLACE = "place"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, order=True)
class NamedSubject:
    """What a statement speaks of: a code ("UKR"), a name ("Halden Sea") or a topic ("environment.climate")."""

    sort: SubjectSort
    name: str
