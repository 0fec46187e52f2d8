"""Topics by month."""

from reports.charts import heat_map
from reports.view.counts import Count
from tests.reports.charts.svg_reader import tree, words


def named(topic):
    return topic.title()


def test_commitments_and_positions_are_never_one_number():
    """Three commitments and four positions are a 3 and a 4 in two panels, and nowhere a 7."""
    picture = heat_map({("trade", "2031-03"): Count(3, 4)}, named)
    found = words(picture.svg)
    assert found[: found.index("Positions")].count("Commitments") == 1
    assert {"3", "4"} <= set(found)
    assert "7" not in found
    assert picture.title == "Topics by month: commitments and positions, apart"
    assert picture.rows == (("Commitments", "Trade", "3"), ("Positions", "Trade", "4"))


def test_the_most_frequent_topic_comes_first_in_each_panel():
    """What was spoken of most is on top, of commitments and of positions each by itself."""
    months = {("trade", "2031-03"): Count(1, 9), ("arms", "2031-03"): Count(5, 2)}
    rows = [(row[0], row[1]) for row in heat_map(months, named).rows]
    assert rows == [
        ("Commitments", "Arms"),
        ("Commitments", "Trade"),
        ("Positions", "Trade"),
        ("Positions", "Arms"),
    ]


def test_topics_that_have_no_row_are_counted():
    """Nobody takes ten topics for all there are."""
    months = {(f"topic {number}", "2031-03"): Count(20 - number, 0) for number in range(13)}
    picture = heat_map(months, named)
    assert len(picture.rows) == 10
    assert "3 topics with fewer left out." in picture.description


def test_a_month_without_anything_said_is_a_column_too():
    """Time is not shortened where nobody spoke."""
    picture = heat_map({("trade", "2030-11"): Count(1, 0), ("trade", "2031-02"): Count(2, 0)}, named)
    assert picture.head == ("Units said", "Topic", "2030-11", "2030-12", "2031-01", "2031-02")
    assert picture.rows == (("Commitments", "Trade", "1", "0", "0", "2"),)
    assert picture.title == "Topics by month: commitments"


def test_years_are_counted_by_quarter_and_decades_by_year():
    """A picture of 25 years has columns that can be told apart, and its title says what they are."""
    some = heat_map({("trade", "2027-01"): Count(1, 0), ("trade", "2031-03"): Count(2, 0)}, named)
    assert some.title.startswith("Topics by quarter")
    assert (some.head[2], some.head[-1]) == ("2027 Q1", "2031 Q1")
    long = heat_map(
        {
            ("trade", "2006-05"): Count(1, 0),
            ("trade", "2006-06"): Count(1, 0),
            ("trade", "2031-03"): Count(2, 0),
        },
        named,
    )
    assert long.title.startswith("Topics by year")
    assert long.head[2:] == tuple(str(year) for year in range(2006, 2032))
    assert long.rows[0][2] == "2"  # May and June of 2006 are one cell


def test_no_span_is_too_long():
    """A wrong date of the year 1031 neither fails nor makes a thousand columns."""
    picture = heat_map({("trade", "1031-03"): Count(1, 0), ("trade", "2031-03"): Count(2, 0)}, named)
    assert len(picture.head) < 40
    assert picture.title.startswith("Topics by century")


def test_more_is_never_paler():
    """The order of the cells can be read from how dark they are, and the key says from how many on."""
    months = {("trade", f"2031-{month:02}"): Count(3**month, 0) for month in range(1, 8)}
    root = tree(heat_map(months, named).svg)
    heats = [path.get("class") for path in root.iter("path") if "heat" in path.get("class", "")]
    assert heats[:6] == [f"pic-heat{step}" for step in range(1, 7)]
    assert words(heat_map(months, named).svg)[-6:] == [
        "1–3", "4–12", "13–46", "47–167", "168–606", "607–2,187",
    ]  # fmt: skip


def test_where_nothing_was_said_there_are_words():
    """A store without topics shows a sentence, not an empty frame."""
    picture = heat_map({("trade", "2031-03"): Count(0, 0)}, named)
    assert (picture.svg, picture.description) == ("", "No topic is recorded in the texts held.")
