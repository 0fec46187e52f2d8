"""[[sources]] tables as text: TOML that can be put into config.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f]+")  # what may stand between single quotes
_LONG = 100  # characters of a line that lists are broken at


def source_table_toml(table: Mapping[str, Any]) -> str:
    """Return *table* as a [[sources]] table with its sub-tables.

    >>> print(source_table_toml({"id": "norvale", "key": r"seq=(\\d+)", "selectors": {"body": "main"}}))
    [[sources]]
    id = "norvale"
    key = 'seq=(\\d+)'
    <BLANKLINE>
    [sources.selectors]
    body = "main"
    <BLANKLINE>
    """
    return "\n".join(_lines(table, "sources", "[[sources]]")) + "\n"


def _lines(table: Mapping[str, Any], name: str, header: str) -> Iterator[str]:
    yield header
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield ""
            inner = f"{name}.{_key(key)}"
            yield from _lines(value, inner, f"[{inner}]")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'" if "\\" in value and _LITERAL.fullmatch(value) else _string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Sequence):
        parts = [_value(part) for part in value]
        line = f"[{', '.join(parts)}]"
        return line if len(line) <= _LONG else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return str(value)


def _string(value: str) -> str:
    """Return *value* in double quotes; what JSON escapes, TOML reads, except for DEL, which JSON leaves."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
