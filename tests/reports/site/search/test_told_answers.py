"""What a question is answered by that a number answers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.site.search.test_search_page import searched

BOARD = {"issuer": "Bank of Halden"}


@pytest.fixture
def votes(desk):
    """Three decisions of a board: one against, two against, nobody against."""
    for number, against in enumerate(("was Ada B. Holt, who", "were Ada B. Holt and Mark Lind, who", "")):
        said = f" Voting against the action {against} preferred to wait." if against else ""
        text = f"Voting for the action were: Jo Terras; and Mark Lind.{said}"
        desk.read_plain(f"BK-{number}", text, published_on=date(2031, 1 + number, 1), **BOARD)


def told(page):
    """Return the rows above the hits."""
    above = page.words.partition("hit")[2].partition("in the text")[0].replace("\xa0", " ")
    return " ".join(above.split()).replace(" ,", ",")


@pytest.mark.usefixtures("votes")
@pytest.mark.parametrize(
    ("asked", "row"),
    [
        ("how often did Holt dissent", "Voted against Holt (Bank of Halden) 2 times: 1 Jan 2031, 1 Feb 2031"),
        ("how often did Lind vote against", "Voted against Lind (Bank of Halden) once: 1 Feb 2031"),
        ("who dissented in January 2031", "Voted against Holt (Bank of Halden) once: 1 Jan 2031"),
        (
            "who dissented",
            "Holt (Bank of Halden) 2 times: 1 Jan 2031, 1 Feb 2031 and Lind (Bank of Halden) once: 1 Feb 2031",
        ),
    ],
)
def test_dissents_are_counted_by_who_is_named_as_voting_against(store, asked, row):
    """A text in which somebody votes for it, or is said to prefer something, is no dissent."""
    assert row in told(searched(store, asked))


@pytest.mark.usefixtures("votes")
def test_who_never_voted_against_is_not_counted(store):
    """That no text names Terras does not say that there was no vote against: nothing is told."""
    assert "Voted against" not in told(searched(store, "how often did Terras dissent"))


def test_how_much_is_answered_by_the_sentences_with_a_sum(desk, store):
    """The words say of what the sum is where they stand in its clause, or where it is a total; no sum is told twice, and no tons."""
    for number, text in enumerate(
        (
            "Norvale will give $3 million in harbour aid to Halden.",
            "The ministers met. This brings total harbour aid to Halden to $9 million.",
            "Norvale lauded harbour aid to Halden, and Veskia will pay $7 million for roads.",
            "Harbour aid to Halden lands 25 million tons of timber.",
            "Again, Norvale will give $3 million in harbour aid to Halden.",
        )
    ):
        desk.read_plain(f"NV-{number}", text, published_on=date(2031, 1 + number, 1))
    rows = told(searched(store, "how much harbour aid did Norvale give Halden"))
    assert (
        "Sums 1 May 2031 · Norvale: “Again, Norvale will give $3 million in harbour aid to Halden.” 1 Feb 2031"
        in rows
    )
    assert all(other not in rows for other in ("$7 million", "25 million", "1 Jan 2031 · Norvale: "))


def test_how_many_is_answered_by_the_number_before_the_word(desk, store):
    """A year, a number of a law and "one of the ferries" count no ferries."""
    desk.read_plain("NV-1", "Norvale will send Halden 40 new ferries.")
    desk.read_plain("NV-2", "Under law 1622 Norvale continued for 1 year the ferries to Halden.")
    rows = told(searched(store, "how many ferries did Norvale send to Halden"))
    assert "40 new ferries" in rows
    assert "1622" not in rows


def test_by_when_is_answered_by_the_deadlines_beside_the_words(desk, store):
    """A deadline that was over on the day of the text is none, and one at the head of a sentence holds for what follows the comma."""
    desk.read_plain("NV-1", "Starting in the early 2040s, Norvale will send Halden ferries.")
    desk.read_plain("NV-2", "Norvale had sent Halden ferries until 2019.")
    rows = told(searched(store, "when does Norvale deliver ferries to Halden"))
    assert "By when" in rows
    assert "early 2040s" in rows
    assert "2019" not in rows.partition("Statement")[0]


def test_a_comparison_is_told_beside_the_year_before(desk, store):
    """Who asks how a sum compares wants those of the year before, or of the year that is named."""
    for year in (2028, 2030, 2031):
        text = f"Norvale will give ${year - 2000} million in harbour aid to Halden."
        desk.read_plain(f"NV-{year}", text, published_on=date(year, 5, 1))
    asked = "how much harbour aid did Halden get in 2031 and how does it compare"
    rows = told(searched(store, asked))
    assert "$31 million" in rows.partition("Before")[0]
    assert "$30 million" in rows.partition("Before")[2]
    assert "$28 million" in told(searched(store, f"{asked} to 2028")).partition("Before")[2]
