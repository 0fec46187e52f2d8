"""Lines for scripts: their words and their shape are a promise."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.polling.events import Event, EventKind, event_line

PAGE = "https://mfa.norvale.example/releases/1"


def test_each_kind_has_its_word():
    """NEW, CHANGED and RECOVERED are a word and an address; ERROR also says why."""
    events = [Event(kind, PAGE, "the server answered 503") for kind in EventKind]
    assert [event_line(event) for event in events] == [
        f"NEW: {PAGE}",
        f"CHANGED: {PAGE}",
        f"ERROR: {PAGE} the server answered 503",
        f"RECOVERED: {PAGE}",
    ]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/one two", "https://a.example/one%20two"),
        (
            "https://a.example/a\tb\nNEW: https://b.example/",
            "https://a.example/a%09b%0ANEW:%20https://b.example/",
        ),
        ("https://a.example/\x1b[2J\x00\u202eend", "https://a.example/[2Jend"),
        ("https://a.example/\u00a0\u2028", "https://a.example/"),
        ("https://a.example/a\u2028b", "https://a.example/a%E2%80%A8b"),
        ("https://a.example/한국%20", "https://a.example/한국%20"),
        ("archive/March 2031.txt", "archive/March%202031.txt"),
        ("", "-"),
    ],
)
def test_an_address_has_no_blank_and_nothing_unseen(url, shown):
    """A script cuts a line at its blanks, so the address is always one word, and what is encoded stays as it is."""
    assert event_line(Event(EventKind.ERROR, url, "gone")) == f"ERROR: {shown} gone"


def test_a_reason_is_one_line_with_single_blanks():
    """What a server says over several lines does not start a line of its own."""
    event = Event(EventKind.ERROR, PAGE, " answered\r\n\tNEW: https://b.example/ \x1b[31m ")
    assert event_line(event) == f"ERROR: {PAGE} answered NEW: https://b.example/ [31m"


def test_an_error_without_a_reason_ends_at_its_address():
    """There is no blank at the end of a line."""
    assert event_line(Event(EventKind.ERROR, PAGE)) == f"ERROR: {PAGE}"


ANY = st.text(st.characters(max_codepoint=sys.maxunicode), max_size=40)


@given(st.sampled_from(EventKind), ANY, ANY)
def test_whatever_is_in_it_an_event_is_one_line_that_can_be_cut(kind, url, reason):
    """One event, one physical line, a known word first and one address after it; and it can be written as UTF-8."""
    said = event_line(Event(kind, url, reason))
    assert said.splitlines() == [said]
    word, address, *_ = said.split(" ")
    assert word == f"{kind}:"
    assert address
    assert not any(character.isspace() for character in address)
    assert said.encode()
