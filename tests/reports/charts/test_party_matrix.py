"""Who commits with whom, and who addresses whom."""

from reports.charts import party_matrices
from reports.view.counts import Count
from tests.reports.charts.svg_reader import words

STATES = {"NVL": "Norvale", "EST": "Estmark", "LUR": "Lurania", "VSK": "Veskia"}


def named(code):
    return STATES.get(code, code)


def test_a_joint_undertaking_counts_for_both():
    """Norvale with Estmark is Estmark with Norvale: the matrix reads the same down and across, the table has it once."""
    picture = party_matrices({("EST", "NVL"): 7, ("LUR", "NVL"): 2}, {}, named)
    assert words(picture.svg).count("7") == 2
    assert picture.rows == (
        ("Joint undertakings", "Estmark", "Norvale", "7"),
        ("Joint undertakings", "Lurania", "Norvale", "2"),
    )
    assert picture.description == "Joint undertakings: most by Estmark and Norvale, 7."


def test_what_is_said_towards_others_has_a_direction_and_two_matrices():
    """Who speaks is a row, who is spoken to a column; commitments and positions are not added up."""
    picture = party_matrices({}, {("NVL", "VSK"): Count(2, 5), ("VSK", "NVL"): Count(0, 1)}, named)
    assert picture.rows == (
        ("Commitments towards others", "Norvale", "Veskia", "2"),
        ("Positions on others", "Norvale", "Veskia", "5"),
        ("Positions on others", "Veskia", "Norvale", "1"),
    )
    assert "7" not in words(picture.svg)


def test_nobody_commits_with_itself():
    """A joint text names its own speakers as those it is about; that is no address to others."""
    picture = party_matrices(
        {("NVL", "NVL"): 9}, {("NVL", "NVL"): Count(9, 9), ("NVL", "VSK"): Count(1, 0)}, named
    )
    assert picture.rows == (("Commitments towards others", "Norvale", "Veskia", "1"),)


def test_parties_that_have_no_row_are_counted():
    """Twelve parties are shown, those that undertake most, and it is said how many are not."""
    pairs = {("NVL", f"P{number:02}"): 40 - number for number in range(20)}
    picture = party_matrices(pairs, {}, named)
    assert len(picture.rows) == 11
    assert "9 parties with fewer left out." in picture.description
    assert "P10" in words(picture.svg)
    assert "P11" not in words(picture.svg)


def test_where_nobody_is_named_there_are_words():
    """A store of one central bank shows a sentence, not an empty frame."""
    picture = party_matrices({}, {("NVL", "NVL"): Count(1, 1)}, named)
    assert picture.svg == ""
    assert picture.description == "No joint undertaking and nobody addressed by name in the texts held."
