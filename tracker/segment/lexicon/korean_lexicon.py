"""The Korean tables of the lexicon, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain import Kind

TABLES = {"U": "ko_undertaking", "D": "ko_demand", "S": "ko_stance", "E": "ko_judgment"}  # by family
WITHIN = r".{0,12}?"  # what a * stands for


@dataclass(frozen=True, slots=True)
class Rung:
    """An ending or verb with its level."""

    pattern: re.Pattern[str]
    words: str
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class KoreanLexicon:
    """What the rules of Korean look up."""

    rungs: Mapping[str, Sequence[Rung]]  # by family, in the order of the file
    kinds: Sequence[tuple[re.Pattern[str], Kind]]  # what the verb at the end of a unit makes it
    negative: re.Pattern[str]
    soft: re.Pattern[str]
    all: re.Pattern[str]
    own: re.Pattern[str]
    office: re.Pattern[str]  # at the end of a word, with or without its particle


def build_korean(tables: Mapping[str, Any]) -> KoreanLexicon:
    """Return the Korean lexicon of the merged *tables*."""
    words: Mapping[str, Sequence[str]] = tables["ko_words"]
    offices = "|".join(map(re.escape, sorted(words["office"], key=len, reverse=True)))
    return KoreanLexicon(
        rungs={
            family: tuple(Rung(_one(entry), entry, level) for entry, level in tables[name].items())
            for family, name in TABLES.items()
        },
        kinds=tuple((_one(entry), Kind(kind)) for entry, kind in tables["ko_kind"].items()),
        negative=_any(words["negative"]),
        soft=_any(words["soft"]),
        all=_any(words["all"]),
        own=_any(words["own"]),
        office=re.compile(rf"(?:{offices})(?=(?:들|단)?(?:은|는|이|가|과|와|및|께서|의|도)?(?:[\s,·(]|$))"),
    )


def _one(entry: str) -> re.Pattern[str]:
    begins = r"(?<!\S)" if entry.startswith(" ") else ""
    return re.compile(begins + re.escape(entry.strip()).replace(r"\*", WITHIN).replace(r"\ ", r"\s*"))


def _any(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_one(entry).pattern for entry in entries))
