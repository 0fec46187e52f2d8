"""[[sources]] tables as text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.sources.declaration.toml_writer import source_table_toml
from tracker.sources.presets import preset_names, read_preset

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = TEXT | st.booleans() | st.integers(-1000, 1000) | st.floats(0, 100).map(lambda n: round(n, 3))
VALUE = PLAIN | st.lists(TEXT, max_size=5) | st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=3)
TABLE = st.dictionaries(TEXT, VALUE | st.dictionaries(TEXT, VALUE, max_size=3), max_size=5)


@given(TABLE)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(table: dict[str, Any]) -> None:
    """Whatever is in an address, a pattern or a name, TOML gives it back: quotes, backslashes, control characters."""
    assert tomllib.loads(source_table_toml(table)) == {"sources": [table]}


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_is_read_back(name: str) -> None:
    """With its tables in tables."""
    assert tomllib.loads(source_table_toml(read_preset(name).table))["sources"] == [read_preset(name).table]
