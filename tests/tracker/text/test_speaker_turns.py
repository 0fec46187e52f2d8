"""Whose turn it is in a transcript."""

from __future__ import annotations

import pytest

from tracker.text.speaker_turns import is_outsider, is_put_to_issuer, is_within_question


@pytest.mark.parametrize(("turn", "outside"), [("HOST", True), ("HOST ORR", True), ("HOSTAGE ENVOY", False)])
def test_who_leads_through_is_told_from_an_envoy(turn: str, outside: bool) -> None:
    """The host of a broadcast does not speak for the issuer; an envoy for hostages does."""
    assert is_outsider(turn) is outside


@pytest.mark.parametrize(
    ("paragraph", "asked"),
    [
        ("Question (Daily Post): The chamber wants nine million. What will be paid?", True),
        ("Q: The chamber wants nine million.", True),
        ("Reporter, Harbour Times, Kawa: Next month is thirty years since the accord.", True),
        ("Kalven Daily: Will the port be opened?", True),
        ("Spokesperson: We have seen the demand of the chamber.", False),
        ("Question of principle: we stand by the accord.", False),
        ("Let me be clear: will we give in? We will not.", False),
    ],
)
def test_what_a_journalist_says_is_told_from_an_answer(paragraph: str, asked: bool) -> None:
    """All that a journalist says before an answer is the journalist's; a minister who asks in her own speech asks nobody else."""
    text = f"Welcome.\n\n{paragraph}\n\nLind: We will pay."
    start = text.index(paragraph)
    assert is_put_to_issuer(text, start, start + len(paragraph)) is asked
    assert is_within_question(text, start + len(paragraph) - 5) is asked
