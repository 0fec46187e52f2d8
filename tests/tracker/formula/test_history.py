"""Variants, firsts, copies and what is news of a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.formula.formula_texts import HALDEN, Text, text, uses
from tracker.formula.history import FormulaHistory, build_history
from tracker.formula.suggest import Quote, suggest_formulas
from tracker.formula.wording import parse_formula

WITH = "We seek peace and stability across the Halden Strait."
IN = "We seek peace and stability in the Halden Strait."


def history(*texts: Text, speaking: dict[str, int] | None = None) -> FormulaHistory:
    """Return the history of the formula in *texts*."""
    sizes = {"norvale": 9, "joint": 2}
    return build_history(parse_formula(HALDEN), uses(HALDEN, *texts), (), speaking or {}, sizes)


def test_word_for_word_comes_first_then_the_frequent() -> None:
    """The wordings are the formula itself, then what is said most often."""
    found = history(
        text(IN, day=date(2031, 1, 1)), text(IN, day=date(2031, 2, 1)), text(WITH, day=date(2031, 3, 1))
    )
    assert [(one.number, len(one.uses)) for one in found.variants] == [(0, 1), (1, 2)]
    assert found.variants[1].wording == "peace and stability in the Halden Strait"


def test_a_text_held_twice_counts_once() -> None:
    """The same title on the same day in two sources is one text, counted for the source that has fewer."""
    copy = text(WITH, source="joint", issuer="Norvale and Estmark")
    found = history(text(WITH), copy)
    assert [use.release.issuer for use in found.uses] == ["Norvale and Estmark"]
    assert found.copies == 1


def test_who_speaks_of_it_and_never_says_it() -> None:
    """An issuer that speaks of the strait and never uses the formula is named; one that uses it is not."""
    found = history(text(WITH), speaking={"Norvale": 4, "Ostmere": 3})
    assert found.never == (("Ostmere", 3),)


def test_another_wording_of_a_steady_issuer_is_news() -> None:
    """After two uses of one wording by an issuer, another is news; the first use of an issuer is too."""
    found = history(
        text(WITH, day=date(2031, 1, 1)), text(WITH, day=date(2031, 2, 1)), text(IN, day=date(2031, 3, 1))
    )
    assert [(event.news, event.day.month) for event in found.events()] == [("first", 1), ("variant", 3)]


def test_another_wording_beside_the_usual_one_is_no_news() -> None:
    """A text that says it as usual, and once more in other words, has not changed its wording."""
    found = history(
        text(WITH, day=date(2031, 1, 1)),
        text(WITH, day=date(2031, 2, 1)),
        text(WITH, IN, day=date(2031, 3, 1)),
    )
    assert [event.news for event in found.events()] == ["first"]


def test_a_text_is_not_compared_with_itself() -> None:
    """A text that words it otherwise twice is news once, against the text before; two wordings of a first text are none."""
    found = history(
        text(WITH, WITH, day=date(2031, 1, 1)),
        text(WITH, day=date(2031, 2, 1)),
        text(IN, IN, day=date(2031, 3, 1)),
        text(WITH, IN, day=date(2031, 1, 2), issuer="Ostmere", source="joint", title="Note"),
    )
    assert [(event.news, event.release.issuer) for event in found.events()] == [
        ("first", "Norvale"),
        ("first", "Ostmere"),
        ("variant", "Norvale"),
    ]


def test_undated_uses_come_last() -> None:
    """A use in an undated text is counted, and is no news."""
    found = history(text(WITH, day=None, title="Note"), text(WITH, day=date(2031, 1, 1)))
    assert found.uses[-1].release.published_on is None
    assert len(found.events()) == 1


def test_steady_phrases_are_suggested() -> None:
    """A phrase that two issuers repeat over months is suggested, as long as it can be; what is said twice is not."""
    quotes = [
        Quote(
            f"r{month}",
            issuer,
            date(2031, month, 1),
            f"In month {month} {issuer} reaffirmed {HALDEN} and left.",
        )
        for month in range(1, 8)
        for issuer in ("Norvale", "Estmark")
    ]
    quotes = [replace(one, release=f"{one.release}{one.issuer}") for one in quotes]
    quotes += [Quote("x", "Norvale", date(2031, 1, 1), "a fair price for all herring of the winter")] * 9
    (found,) = suggest_formulas(quotes)
    assert HALDEN in found.text
    assert (found.texts, found.issuers) == (14, 2)


@pytest.mark.parametrize(
    "said",
    [
        "They sent grain aid for urgent {} and left.",
        "With grain aid to support the {} of the coast.",
        "With 5 million for grain, {} and fish.",
        "NATO remains committed to {}.",
    ],
)
def test_half_a_phrase_is_not_suggested(said: str) -> None:
    """What breaks off before its noun, after what is to be done or behind a number, and who does something, is no phrase to watch."""
    things = ("herring", "timber", "salt", "wool", "coal", "iron", "barley")
    quotes = [
        Quote(f"r{month}", "Norvale", date(2031, month, 1), said.format(thing))
        for month, thing in enumerate(things, 1)
    ]
    assert suggest_formulas(quotes) == ()
