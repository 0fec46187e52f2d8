"""Whose turn it is in a transcript."""

from __future__ import annotations

import pytest

from tracker.text.speaker_turns import is_outsider


@pytest.mark.parametrize(("turn", "outside"), [("HOST", True), ("HOST ORR", True), ("HOSTAGE ENVOY", False)])
def test_who_leads_through_is_told_from_an_envoy(turn: str, outside: bool) -> None:
    """The host of a broadcast does not speak for the issuer; an envoy for hostages does."""
    assert is_outsider(turn) is outside
