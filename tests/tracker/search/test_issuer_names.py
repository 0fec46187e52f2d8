"""Who is meant by what an analyst calls an issuer."""

from __future__ import annotations

import pytest

from tracker.search.issuer_names import issuer_among

HELD = ("Ministry of the Sea", "Delegation in Norvale", "US Department of Ferries")


@pytest.mark.parametrize(
    ("asked", "issuers"),
    [
        ("The levy", None),
        ("In Halden ports", None),
        ("The Ministry levy", ["Ministry of the Sea"]),
        ("US levy", ["US Department of Ferries"]),
    ],
)
def test_a_small_word_names_no_issuer(asked: str, issuers: list[str] | None) -> None:
    """A query that begins with "The" asks nobody who has "the" in its name; "US" in capitals is a state."""
    named = issuer_among(asked.split(), HELD)
    assert (named and named[2]) == issuers


@pytest.mark.parametrize(
    ("asked", "others", "issuers"),
    [
        ("fed herring", "herring", ["FOMC"]),
        ("levy ministry of the sea", "levy", ["Ministry of the Sea"]),
        ("Swiss herring levy", "herring levy", ["Bank of Switzerland"]),
        ("sea levy", None, None),
    ],
)
def test_a_desk_calls_an_issuer_by_other_names(
    asked: str, others: str | None, issuers: list[str] | None
) -> None:
    """The Fed is its committee, a state is who has its name, a whole name needs no capitals; a common word is no name."""
    named = issuer_among(asked.split(), (*HELD, "FOMC", "Bank of Switzerland"))
    assert (named and named[1:]) == (others and (others, issuers))


def test_a_capital_is_its_state() -> None:
    """Who asks what Ottawa says wants the texts of Canada."""
    named = issuer_among("Ottawa herring levy".split(), (*HELD, "Bank of Canada"))
    assert named == ("Ottawa", "herring levy", ["Bank of Canada"])


def test_a_central_bank_is_no_ministry() -> None:
    """Of several who speak for a state its bank alone is meant by "central bank"."""
    held = (*HELD, "Bank of Canada", "Canada (Ministry of Finance)")
    named = issuer_among("Canada central bank levy".split(), held)
    assert named == ("Canada", "levy", ["Bank of Canada"])


def test_two_states_mean_the_text_that_both_issue() -> None:
    """Who names two states wants what these two said together, not with a third; neither name is a word of the text then."""
    named = issuer_among(
        "Tokyo Ottawa herring levy".split(), ("Japan-Canada", "Japan-Canada-France", "Japan-France")
    )
    assert named == ("Tokyo", "herring levy", ["Japan-Canada"])


def test_a_street_is_the_bank_that_stands_there() -> None:
    """Newsrooms call a bank by its street, and no text of it does."""
    named = issuer_among("Threadneedle Street levy".split(), (*HELD, "Bank of England"))
    assert named == ("Threadneedle Street", "levy", ["Bank of England"])


@pytest.mark.parametrize(
    ("asked", "issuers"),
    [
        ("Stockholm cut to 1.75 per cent", ["Sveriges Riksbank"]),
        ("Stockholm rate cut", ["Sveriges Riksbank"]),
        ("Stockholm unemployment rate", ["Government Offices of Sweden"]),
        ("Stockholm herring levy", ["Government Offices of Sweden"]),
        ("Tokyo central bank levy", ["Bank of Japan"]),
    ],
)
def test_of_a_rate_the_bank_of_a_capital_speaks(asked: str, issuers: list[str]) -> None:
    """A newsroom writes "Stockholm" for the bank where a rate is cut, and for the government elsewhere."""
    held = ("Government Offices of Sweden", "Sveriges Riksbank", "Bank of Japan", "Japan (MFA)")
    named = issuer_among(asked.split(), held)
    assert named is not None
    assert named[2] == issuers


@pytest.mark.parametrize(
    ("asked", "issuers"),
    [
        ("Berlin put Ukraine herring fund", None),
        ("Kyiv put Poland herring fund", ["US-Ukraine"]),
        ("herring fund Ukraine", ["US-Ukraine"]),
    ],
)
def test_to_whom_a_state_gives_is_not_who_says_so(asked: str, issuers: list[str] | None) -> None:
    """What Germany gave Ukraine is told by texts of Germany, none of which may be held under its name; those of Ukraine are other ones."""
    named = issuer_among(asked.split(), ("US-Ukraine", "US-Canada"))
    assert (named and named[2]) == issuers
