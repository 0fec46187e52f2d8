"""The files of the lexicon: read, checked with line numbers, merged. A later file adds to an earlier one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain import Kind
from tracker.errors import ConfigError
from tracker.stamp import LEXICON_FILES, lexicon_fingerprint, lexicon_texts

VERB_TABLES = ("commit", "act", "frame", "direct", "stance", "condemn", "concern", "praise")
PHRASE_TABLES = (
    "commit_adjective",
    "frame_phrase",
    "concern_adjective",
    "praise_adjective",
)
KOREAN_TABLES = ("ko_undertaking", "ko_demand", "ko_stance", "ko_judgment")
LEVELLED = frozenset({*VERB_TABLES, *PHRASE_TABLES, *KOREAN_TABLES, "modal"})
KNOWN = {
    *LEVELLED,
    "ko_kind",
    "ko_words",
    "head",
    "class",
    "irregular",
    "topics",
    "link_topics",
    "parties",
    "people",
    "units",
    "bodies",
    "emphasis",
    "version",
}
KINDS = frozenset(kind.value for kind in Kind)
# read by rules.v1 alone; a file that still has them is read all the same
RETIRED = frozenset({"content", "guidance", "judgment", "modify"})


def read_tables(files: Sequence[str]) -> tuple[dict[str, Any], Mapping[str, Sequence[str]], str]:
    """Return the merged tables of the shipped files and *files*, the topics as shipped, and the fingerprint of all of them.

    Raises:
        ConfigError: A file cannot be read, is not TOML, or holds what a table cannot; names file and line.
    """
    texts = lexicon_texts(files)
    tables: dict[str, Any] = {}
    shipped: Mapping[str, Sequence[str]] = {}
    for number, (name, text) in enumerate(texts):
        if number == len(LEXICON_FILES):  # from here on an analyst's own files
            shipped = dict(tables["topics"])
        for key, value in _parse(name, text).items():
            _merge(tables, key, value, name, text)
    return tables, shipped or tables["topics"], lexicon_fingerprint(texts)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML: {error}", where=name) from error


def _merge(tables: dict[str, Any], key: str, value: Any, name: str, text: str) -> None:
    if key in RETIRED:
        return
    if key not in KNOWN:
        line = next(
            (i for i, row in enumerate(text.splitlines(), 1) if row.strip().startswith((f"[{key}", key))), 1
        )
        known = ", ".join(sorted(KNOWN))
        raise ConfigError(
            f"[{key}] is not a table of the lexicon", where=f"{name}:{line}", remedy=f"write one of {known}"
        )
    _check(key, value, name, text)
    if isinstance(value, dict):
        kept = tables.setdefault(key, {})
        for word, entry in value.items():
            earlier = kept.get(word)
            kept[word] = (
                [*earlier, *entry] if isinstance(earlier, list) and isinstance(entry, list) else entry
            )
    else:
        tables[key] = value


def _check(key: str, value: Any, name: str, text: str) -> None:
    """Refuse what the tables cannot hold: levels are 0 to 5 (0: empty by itself), names and phrases are text."""
    if key in LEVELLED:
        wrong = [
            (word, "write a level from 0 to 5")
            for word, level in value.items()
            if not (isinstance(level, int) and 0 <= level <= 5)
        ]
    elif key in (
        "parties",
        "people",
        "topics",
        "link_topics",
        "irregular",
        "units",
        "bodies",
        "emphasis",
        "ko_words",
    ):
        wrong = [
            (word, 'write a list of texts: ["…", "…"]')
            for word, texts in value.items()
            if not (
                isinstance(texts, list) and all(isinstance(one, str) and one.strip(" *") for one in texts)
            )
        ]
        if key == "units":
            wrong += [(word, "write always or never") for word in value if word not in ("always", "never")]
        if key == "emphasis":
            wrong += [
                (word, "write emphatic or hedged") for word in value if word not in ("emphatic", "hedged")
            ]
    elif key == "ko_kind":
        wrong = [(word, "write a kind such as D.call") for word, kind in value.items() if kind not in KINDS]
    else:
        return
    for word, mend in wrong:
        raise ConfigError(
            f"[{key}] {word} = {value[word]!r} is not understood",
            where=f"{name}:{_line_of(text, key, word)}",
            remedy=mend,
        )


def _line_of(text: str, key: str, word: str) -> int:
    """Return the line on which *word* stands in the table *key*."""
    inside = False
    for number, row in enumerate(text.splitlines(), 1):
        stripped = row.strip()
        if stripped.startswith("["):
            inside = stripped.startswith(f"[{key}]")
        elif inside and stripped.split("=")[0].strip().strip("\"'") == word:
            return number
    return 1
