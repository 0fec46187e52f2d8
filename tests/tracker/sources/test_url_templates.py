"""URLs with places to fill."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.sources.url_templates import (
    fill_days,
    fill_template,
    has_days,
    placeholder_names,
    unknown_modifiers,
)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("https://norvale.example/{a}", "https://norvale.example/IP/31 é"),
        ("{a:lower}", "ip/31 é"),
        ("{a:joined:lower}", "ip_31 é"),
        ("{a:quoted}", "IP%2F31%20%C3%A9"),
        ("{b:upper}", "X"),
        ("no place, {} apart", "no place, EMPTY apart"),
    ],
)
def test_a_place_is_filled_and_turned(template: str, expected: str) -> None:
    """Turns are applied one after the other, left to right."""
    assert fill_template(template, {"a": "IP/31 é", "b": "x", "": "EMPTY"}.__getitem__) == expected


def test_what_fills_a_place_is_not_filled_again() -> None:
    """A link with braces in it is text, whatever stands between them."""
    assert fill_template("{a}", {"a": "{b}", "b": "no"}.__getitem__) == "{b}"


def test_days_are_written_as_asked() -> None:
    """ISO where nothing is said, else by the directives after the colon."""
    days = (date(2031, 3, 4), date(2031, 3, 9))
    assert fill_days("{since}/{until:%Y}/{until:%d%m%Y}", *days) == "2031-03-04/2031/09032031"
    assert has_days("x?to={until:%Y}")
    assert not has_days("x?to={n}")


def test_places_and_unknown_turns_can_be_told_before_anything_is_fetched() -> None:
    """Days are no places of their own; a turn that is not known is named."""
    assert placeholder_names("{a.b:upper}/{n}/{since:%Y}") == {"a.b", "n"}
    assert unknown_modifiers("{a:upper:twice}/{b:lower}/{until:%d}") == ["twice"]
