"""Dotted paths into JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.kinds.json_paths import first_value, parse_json, text_at, values_at

DOCUMENT: Any = {
    "results": [{"title": "On salt", "n": 7}, {"title": "On ships"}],
    "details": {"richText": "<p>Yes.</p>", "empty": None},
    "parts": {"a": {"text": "one", "inside": {"text": "two"}}, "b": [{"text": "three"}]},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("results.1.title", ["On ships"]),
        ("results.*.title", ["On salt", "On ships"]),
        ("details.text|richText", ["<p>Yes.</p>"]),
        ("parts.**.text", ["one", "two", "three"]),
        ("results.2.title", []),
        ("results.title", []),
        ("nowhere.at.all", []),
        ("details.empty", [None]),
        (".", [DOCUMENT]),
    ],
)
def test_what_stands_at_a_path(path: str, expected: list[Any]) -> None:
    """Names, places in lists, alternatives, every element, and any depth, in the order of the document."""
    assert list(values_at(DOCUMENT, path)) == expected


def test_a_text_is_a_text_or_a_number() -> None:
    """Of a list the first; what is neither, or is true or false, is no text."""
    assert text_at(DOCUMENT, "results.0.n") == "7"
    assert text_at({"a": ["x", "y"]}, "a") == "x"
    assert [text_at({"a": value}, "a") for value in (True, None, {}, [])] == ["", "", "", ""]
    assert first_value(DOCUMENT, "") is None


def test_halves_of_characters_become_one_that_can_be_stored() -> None:
    """JSON can name what is no character."""
    assert text_at(json.loads('{"t": "On \\ud800 salt"}'), "t") == "On \ufffd salt"


@pytest.mark.parametrize("opened", ["[", '{"a":'])
def test_nesting_beyond_measure_is_an_error_of_the_source(opened: str) -> None:
    """A hundred thousand levels must not end the program."""
    with pytest.raises(FetchError, match="JSON that cannot be read"):
        parse_json(Fetched("https://norvale.example/", (opened * 100_000).encode(), "application/json"))


def test_any_depth_has_an_end() -> None:
    """Two hundred levels are searched; documents have a dozen."""
    document: Any = {"t": "deep"}
    for _ in range(300):
        document = {"x": document}
    assert list(values_at(document, "**.t")) == []


@pytest.mark.parametrize(
    ("media_type", "said", "transient"),
    [("text/html", "not JSON but text/html", False), ("application/json", "perhaps cut short", True)],
)
def test_a_page_in_place_of_json_is_told_from_json_cut_short(
    media_type: str, said: str, transient: bool
) -> None:
    """The first lasts until somebody looks, the second is over by the next visit."""
    with pytest.raises(FetchError, match=said) as raised:
        parse_json(Fetched("https://norvale.example/", b'{"results": [', media_type))
    assert raised.value.transient is transient
