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
