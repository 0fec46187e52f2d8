"""The level of a line over time."""

import re

import pytest

from reports.charts import timeline
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS
from tests.reports.charts.svg_reader import build_mark, marks, shapes, tree, words
from tracker.domain import Kind, Label


def test_the_rungs_are_those_of_the_ladder_by_name():
    """A reader sees how firm a commitment was in words, not as a bare number."""
    svg = timeline("engage Veskia", "U", [build_mark(day, 4 - day // 80) for day in (0, 40, 80)]).svg
    assert words(svg)[:5] == ["exploratory 1", "intended 2", "best efforts 3", "definite 4", "bound 5"]


def test_a_line_that_never_left_its_level_is_a_strip():
    """Five ruled rows of which four are empty say nothing; its level has its name."""
    flat, moved = (
        timeline("engage Veskia", "U", [build_mark(day, 4 - (day // 80) * step) for day in (0, 40, 80)]).svg
        for step in (0, 1)
    )
    assert words(flat)[0] == "definite 4"
    heights = [int(re.search(r'viewBox="0 0 \d+ (\d+)', svg)[1]) for svg in (flat, moved)]
    assert heights[0] < heights[1] - 90


def test_every_mention_is_a_mark_that_says_what_it_is_and_leads_there():
    """Nothing that was said is left out, and a mark can be followed to its words."""
    said = [
        build_mark(day, level, label, href=f"#m-{day}", quote=f"Norvale will pay {day}.")
        for day, level, label in ((0, 4, Label.NEW), (40, 4, Label.REAFFIRMED), (80, 3, Label.WEAKENED))
    ]
    found = marks(timeline("pay", "U", said).svg)
    assert [(title, href) for _, _, _, title, href in found] == [
        ("2031-03-04, definite (4), + new: Norvale will pay 0.", "#m-0"),
        ("2031-04-13, definite (4), = continues: Norvale will pay 40.", "#m-40"),
        ("2031-05-23, best efforts (3), ↓ weakened: Norvale will pay 80.", "#m-80"),
    ]


def test_what_is_said_later_is_farther_right_and_what_is_firmer_higher():
    """The picture is read like a text and like a ladder."""
    (x1, y1, *_), (x2, y2, *_), (x3, y3, *_) = marks(
        timeline("pay", "U", [build_mark(0, 2), build_mark(10, 4), build_mark(100, 1)]).svg
    )
    assert x1 < x2 < x3
    assert x3 - x2 == pytest.approx(9 * (x2 - x1), rel=0.02)
    assert y2 < y1 < y3


def test_the_tab_key_goes_from_mark_to_mark_in_order_of_days():
    """Whoever has no mouse walks through the years, not through shapes."""
    labels = (Label.REVERSED, Label.REAFFIRMED, Label.WEAKENED, Label.REAFFIRMED, Label.REVERSED)
    said = [build_mark(30 * n, 3, label, href=f"#m-{n}") for n, label in enumerate(labels)]
    links = [link.get("href") for link in tree(timeline("pay", "U", said).svg).iter("a")]
    assert links == [f"#m-{n}" for n in range(5)]


@pytest.mark.parametrize("label", MOVED_LABELS)
def test_a_change_has_its_word_and_its_mark_beside_it(label):
    """What moved is read without knowing colours or shapes."""
    said = [build_mark(0, 4), build_mark(40, 4), build_mark(80, 4), build_mark(120, 3, label)]
    picture = timeline("pay", "U", said)
    assert f"{LABEL_WORDS[label].mark} {LABEL_WORDS[label].word}" in words(picture.svg)
    assert f"Moved once: {LABEL_WORDS[label].word} 2031-07-02." in picture.description


def test_no_two_labels_look_alike_without_colour():
    """Every label has a shape of its own; a line said again looks the same whether it was compared or not."""
    labels = [label for label in Label if label is not Label.NEW]
    said = [
        build_mark(0, 3, Label.NEW),
        *(build_mark(30 * n, 3, label) for n, label in enumerate(labels, start=1)),
        build_mark(600, 3),
    ]
    outlines = shapes(timeline("pay", "U", said).svg)
    assert len(outlines) == len(Label) + 1
    # New and continuing are both round: one is hollow, which its class says. What has no label is a smaller dot.
    assert len(set(outlines.values())) == len(Label)
    looks = {title: look for _, _, look, title, _ in marks(timeline("pay", "U", said).svg)}
    assert looks["2031-03-04, best efforts (3), + new"] == "pic-paper pic-line-calm"


def test_what_is_to_be_known_of_a_change_is_said_at_its_mark():
    """A link too close to call is so in a picture too: in the tooltip, in the description and in the table."""
    said = [
        build_mark(0, 4, Label.NEW),
        build_mark(40, 3, Label.WEAKENED, quote="may pay", tags=("check", "recomputed")),
        build_mark(80, 3, Label.REAFFIRMED),
    ]
    picture = timeline("pay", "U", said)
    titles = [title for _, _, _, title, _ in marks(picture.svg)]
    assert titles[1] == "2031-04-13, best efforts (3), ↓ weakened (check, recomputed): may pay"
    assert [row[2] for row in picture.rows] == ["+ new", "↓ weakened (check, recomputed)", "= continues"]
    assert "Moved once: weakened 2031-04-13 (check, recomputed)." in picture.description


def test_the_shapes_are_explained_and_only_those_that_occur():
    """No legend of twelve entries under three marks."""
    said = [
        build_mark(0, 4, Label.NEW),
        build_mark(40, 4, Label.REAFFIRMED),
        build_mark(80, 3, Label.WEAKENED),
    ]
    found = words(timeline("pay", "U", said).svg)
    assert found.count("↓ weakened") == 2  # beside the mark and in the legend
    assert "+ new" in found
    assert "= continues" in found
    assert "× dropped" not in found


def test_two_mentions_are_told_in_words():
    """Two points make no course; the words and the table say all there is."""
    picture = timeline("pay", "U", [build_mark(0, 4), build_mark(40, 3)])
    assert picture.svg == ""
    assert picture.description == (
        "Said twice, 2031-03-04 to 2031-04-13: first definite (4), last best efforts (3). Too few to draw."
    )
    assert len(picture.rows) == 2
    assert timeline("pay", "U", []).description == "Not said in the texts held. Too few to draw."


def test_a_line_that_becomes_a_demand_goes_on_on_another_ladder():
    """Levels of undertakings and of demands are never on one scale, and the reader is told."""
    said = [
        build_mark(0, 4, kind=Kind.U_OWN),
        build_mark(40, 4, kind=Kind.U_JOINT),
        build_mark(80, 4, kind=Kind.D_CALL),
        build_mark(120, 4, kind=Kind.D_DEMAND),
    ]
    picture = timeline("crews", "U", said)
    heights = [y for _, y, *_ in marks(picture.svg)]
    assert heights[0] == heights[1] < heights[2] == heights[3]
    assert {"UNDERTAKING", "DEMAND", "definite 4", "insistent 4"} <= set(words(picture.svg))
    assert "first undertaking, definite (4), last demand, insistent (4)" in picture.description
    assert "(undertaking and demand): levels of two kinds are not compared." in picture.description


def test_praise_is_not_called_concern():
    """The ladder of judgments has words for blame; praise has its number alone."""
    picture = timeline(
        "thanks", "E", [build_mark(day, 1 + day // 40, kind=Kind.E_PRAISE) for day in (0, 40, 80)]
    )
    assert words(picture.svg)[:5] == ["1", "2", "3", "4", "5"]
    assert "concern" not in picture.description
    assert picture.rows[1][1] == "praise (2)"


def test_a_silence_stands_where_the_line_stood():
    """A document that does not repeat a line says nothing of its level."""
    said = [
        build_mark(0, 2, kind=Kind.U_OWN),
        build_mark(40, 4, kind=Kind.D_CALL, quote="calls on Veskia"),
        build_mark(60, 1, Label.NOT_REPEATED, kind=Kind.U_OWN, quote="calls on Veskia"),
        build_mark(80, 4, kind=Kind.D_CALL),
    ]
    picture = timeline("crews", "U", said)
    assert len({y for _, y, *_ in marks(picture.svg)[1:]}) == 1
    assert picture.rows[2] == ("2031-05-03", "", "– not repeated", "last said: calls on Veskia")
    assert picture.description.startswith("Said 3 times")


def test_nothing_is_drawn_between_dropped_and_said_again():
    """What nobody said for years is not shown as if it had held."""
    held = [build_mark(0, 4), build_mark(40, 4), build_mark(80, 4)]
    back = [build_mark(400, 4, Label.RESUMED), build_mark(440, 4, Label.REAFFIRMED)]
    dropped = build_mark(120, 4, Label.DROPPED)
    whole, broken = (
        {path.get("d") for path in tree(timeline("pay", "U", said).svg).iter("path")}
        for said in ([*held, *back], [*held, dropped, *back])
    )
    (line,) = (d for d in broken - whole if "H" in d and "V" not in d)
    assert line.count("M") == 2


def test_a_mark_before_the_first_statement_is_not_a_silence():
    """What was never said cannot be missed."""
    picture = timeline(
        "pay", "U", [build_mark(-9, 3, Label.NOT_REPEATED), *(build_mark(day, 3) for day in (0, 40, 80))]
    )
    assert len(picture.rows) == 3


def test_marks_of_one_day_do_not_hide_each_other():
    """Three statements on one morning are three marks, each nearer to its rung than to the next."""
    said = [build_mark(0, 3), *(build_mark(50, 3, href=f"#m-{n}") for n in range(3)), build_mark(90, 3)]
    found = marks(timeline("pay", "U", said).svg)
    same_day = [(x, y) for x, y, *_ in found[1:4]]
    assert len(set(same_day)) == 3
    assert max(y for _, y in same_day) - min(y for _, y in same_day) < 32


def test_words_that_have_no_room_are_counted_and_still_in_the_tooltip():
    """Forty changes in a month cannot all be written; none is lost."""
    said = [build_mark(day, 3, Label.WEAKENED) for day in range(40)]
    picture = timeline("pay", "U", said)
    assert "words of change did not fit beside the mark." in picture.description
    assert sum("↓ weakened" in title for *_, title, _ in marks(picture.svg)) == 40
    assert len(picture.rows) == 40


def test_all_on_one_day_can_be_drawn():
    """One long statement may say a line three times; its day is on the axis."""
    picture = timeline("pay", "U", [build_mark(0, 3) for _ in range(3)])
    assert "2031-03-03" in words(picture.svg)
    assert len(marks(picture.svg)) == 3
