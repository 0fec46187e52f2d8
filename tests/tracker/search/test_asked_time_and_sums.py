"""A time and a sum among the words of a query."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.search.analyzer import find_spans, parse_terms
from tracker.search.asked_sums import with_sums
from tracker.search.asked_time import split_time


@pytest.mark.parametrize(
    ("asked", "words", "since", "until"),
    [
        ("levy May 2031", "levy", date(2031, 5, 1), date(2031, 5, 31)),
        ("levy in autumn 2031", "levy", date(2031, 9, 1), date(2031, 11, 30)),
        ("levy in summer 2031-05", "levy", date(2031, 6, 1), date(2031, 8, 31)),
        ("levy in December 2031", "levy", date(2031, 12, 1), date(2031, 12, 31)),
        ("Sept. 2031 levy", "levy", date(2031, 9, 1), date(2031, 9, 30)),
        ("levy 2031-02", "levy", date(2031, 2, 1), date(2031, 2, 28)),
        ("levy 2031", "levy", date(2031, 1, 1), date(2031, 12, 31)),
        ("levy 2029-2031", "levy", date(2029, 1, 1), date(2031, 12, 31)),
        ("levy between March 2030 and May 2031", "levy", date(2030, 3, 1), date(2031, 5, 31)),
        ("levy between the March and May 2031 texts", "levy texts", date(2031, 3, 1), date(2031, 5, 31)),
        ("levy since 2031", "levy", date(2031, 1, 1), None),
        ("levy after May 2031", "levy", date(2031, 6, 1), None),
        ("levy before 2031", "levy", None, date(2030, 12, 31)),
        ("levy until May 2031", "levy", None, date(2031, 5, 31)),
        ("in May 2031", "", date(2031, 5, 1), date(2031, 5, 31)),
        ("levy 15 May 2031", "levy", date(2031, 5, 15), date(2031, 5, 15)),
        ("levy on May 15, 2031", "levy", date(2031, 5, 15), date(2031, 5, 15)),
        ("levy between 1 May 2031 and 3 June 2031", "levy", date(2031, 5, 1), date(2031, 6, 3)),
        ("levy after 3 May 2031", "levy", date(2031, 5, 4), None),
        ("levy 2031-05-15", "levy", date(2031, 5, 15), date(2031, 5, 15)),
    ],
)
def test_a_day_a_month_and_a_year_are_a_time(
    asked: str, words: str, since: date | None, until: date | None
) -> None:
    """Who types "May 2031" means the month, not a text with the word "may"; what is since or before a year is open at one end."""
    found = split_time(asked)
    assert found is not None
    assert (found.words, found.since, found.until) == (words, since, until)


@pytest.mark.parametrize(
    "asked",
    [
        "levy",
        "2031",
        "levy 2030 2032 fund",
        'levy "2031"',
        "may levy",
        "levy 2031-13",
        "levy by 2031",
        "levy by the end of 2031",
        "late 2031 levy",
        "the Compact of 2031",
        "levy by 15 May 2031",
        "levy by May 15, 2031",
        "levy until 15 May 2031",
        "levy in force from 15 May 2031",
        "levy 15 to 17 May 2031",
        "levy 30 February 2031",
    ],
)
def test_no_time_is_guessed(asked: str) -> None:
    """A year alone, two years apart, one in quotes, a month without a year, a deadline ("by 2031") and days of which something is in force are no time of publication."""
    assert split_time(asked) is None


@pytest.mark.parametrize(
    ("asked", "words", "days"),
    [
        ("Halden Stream 2 May 2031", "Halden Stream 2", 31),
        ("Halden Stream 2 in May 2031", "Halden Stream 2", 31),
        ("Halden statement 2 May 2031", "Halden statement", 1),
        ("Halden levy 2 May 2031", "Halden levy", 1),
    ],
)
def test_a_number_that_texts_have_behind_the_word_is_of_its_name(asked: str, words: str, days: int) -> None:
    """The "Stream 2" is a pipeline and May its month; "statement 2 May" stands in texts as well, and is of that day, as what no text has."""
    said = {'"Stream 2"', '"statement 2"', '"statement 2 May"'}
    found = split_time(asked, said.__contains__)
    assert found is not None
    assert found.since is not None
    assert found.until is not None
    assert (found.words, (found.until - found.since).days + 1) == (words, days)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("50 billion", "USD 50 billion for Halden"),
        ("$50bn", "approximately $50 billion"),
        ("50 billion", "€50bn"),
        ("4.2 billion", "USD 4.2bn of debt"),
        ("19 percent", "at 19 per cent"),
        ("25 basis points", "25-basis-point rise"),
        ("1.5 degrees", "limited to 1.5°C"),
        ("1.5°C", "1.5 degrees Celsius"),
    ],
)
def test_a_sum_is_found_as_it_is_written(asked: str, text: str) -> None:
    """A sum is one thing, however texts write it."""
    assert all(find_spans(text, [term]) for term in parse_terms(with_sums(asked)))


@pytest.mark.parametrize("asked", ["zero sum", "lump sum levy", "sum", "€ zone", "a sum of 50 harbours"])
def test_a_sum_by_itself_is_a_word(asked: str) -> None:
    """A game of zero sum is about no money, and a currency's sign asks for nothing."""
    assert with_sums(asked) == asked


@pytest.mark.parametrize(
    "asked", ["pledges with a sum", "levy with any amount", "sums of herring money", "a sum of"]
)
def test_any_sum_is_what_sums_are_counted_in(asked: str) -> None:
    """Who asks for pledges with a sum wants millions and billions, however many."""
    assert "million|billion|trillion" in with_sums(asked)


@pytest.mark.parametrize("text", ["50 countries gave 3 billion", "250 billion", "50 harbours"])
def test_a_figure_and_a_word_apart_are_no_sum(text: str) -> None:
    """Fifty countries and three billion are not fifty billion."""
    assert not all(find_spans(text, [term]) for term in parse_terms(with_sums("50 billion")))


def test_what_is_quoted_is_no_time_and_hides_none() -> None:
    """A year in quotes is a word, one beside them a time."""
    found = split_time('"levy of 2030" in 2031')
    assert found is not None
    assert (found.words, found.said) == ('"levy of 2030"', "in 2031")
