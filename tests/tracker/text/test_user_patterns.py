"""Patterns that users write have a second for a text."""

from __future__ import annotations

import pytest

from tracker.errors import SlowPatternError
from tracker.text.user_patterns import match_pattern, search_pattern

HOSTILE = "a" * 60 + "!"
RUNAWAY = "(a|aa)+$"


@pytest.mark.parametrize("take", [search_pattern, match_pattern])
def test_a_pattern_that_backtracks_without_end_is_ended_and_named(take):
    """The line says which key of which source it is, and how to mend it."""
    with pytest.raises(SlowPatternError) as raised:
        take(RUNAWAY, HOSTILE, key="only_links", where="norvale-mfa")
    assert str(raised.value).startswith('norvale-mfa: only_links = "(a|aa)+$" takes more than 1 s on "aaa')
    assert "no repeat inside of a repeat" in str(raised.value)


def test_a_pattern_finds_what_it_found():
    """Groups, case and the place where it begins are as in the library that everybody knows."""
    found = search_pattern(r"seq=(\d+)", "?a=1&seq=27", key="key", where="norvale-mfa")
    assert found is not None
    assert (found[1], found.groups()) == ("27", ("27",))
    assert search_pattern("HALDEN", "the Halden Sea", key="title", where="s", any_case=True)
    assert search_pattern("HALDEN", "the Halden Sea", key="title", where="s") is None
    assert match_pattern("Sea", "the Halden Sea", key="selectors.remove_text", where="s") is None


def test_what_is_no_pattern_is_an_error_that_can_be_mended():
    """config.toml is checked before; a preset of another version may not be."""
    with pytest.raises(SlowPatternError, match="is no regular expression"):
        search_pattern("(", "a", key="key", where="norvale-mfa")
