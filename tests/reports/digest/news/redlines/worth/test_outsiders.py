"""Whose words a sentence of a text tells."""

from __future__ import annotations

import pytest

from reports.digest.news.redlines.worth.outsiders import is_of_outsider

ISSUER = "National Bank of Norvale (NBN)"


@pytest.mark.parametrize(
    ("said", "outside"),
    [
        (
            "The Chamber of Commerce and Industry, in its letter of 10 March, asked that the rate be cut.",
            True,
        ),
        ("The Ministry of Finance announced that its target will be raised to 2%.", True),
        ("Vektor argued in its response that the rule goes too far.", True),
        ("Board member Lind considered that the rate should be held.", True),
        ("Some respondents to the survey expected the rate to be cut this year.", True),
        ("The NBN expects banks to grant no new loans of this sort.", False),
        ("The Bank Board considered that the rate should be held.", False),
        ("Norvale urged all to leave the ports.", False),
        ("If requested by the assembly, it will lend more.", False),
        ("Minister Lind announced that three ships will be sent.", False),
        ("Ada Lind and Bo Roth considered that policy should stay tight.", False),
    ],
)
def test_who_is_named_and_asks_speaks_for_himself(said, outside):
    """What a chamber of commerce asks of a bank is none of the bank's words, nor is one member's view; its own board's and minister's are."""
    assert is_of_outsider(said, ISSUER, frozenset({"Norvale"})) is outside


@pytest.mark.parametrize(
    ("said", "issuer"),
    [
        (
            "Ms. Holt announced that Norvale will send Estmark twelve ships.",
            "Ministry of Foreign Affairs of Norvale",
        ),
        ("The Ministry of Defence announced that twelve ships will be sent.", "Government of Norvale"),
        ("Directors called for a tighter budget.", "Harbour Fund"),
    ],
)
def test_who_speaks_for_a_government_or_a_fund_is_no_outsider(said, issuer):
    """A minister by her name, another ministry and the directors speak for the government and the fund that report them."""
    assert not is_of_outsider(said, issuer, frozenset({"Norvale"}))
