"""Two whole texts as one redline."""

from reports.comparison.whole_text import redline_texts, render_redline
from tests.fakes import STAMP, build_unit
from tracker.domain import Block, Document, Role
from tracker.pipeline import Reading

FIRST = "Norvale will patrol the strait every month of the year."
SECOND = "The two ministers also discussed the fisheries off the Skerry Islands."
THIRD = "Estmark will pay for the lighthouses on both shores until 2033."


def reading(*paragraphs, unit=""):
    """Return a text of *paragraphs* in which *unit* is an undertaking."""
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), Role.PARAGRAPH))
        text += paragraph + "\n\n"
    units = (build_unit(unit, start=text.index(unit), end=text.index(unit) + len(unit)),) if unit else ()
    return Reading("r", STAMP, Document(text, tuple(blocks)), units)


def test_a_paragraph_that_moved_is_shown_once_where_it_stands_now():
    """Put elsewhere, it is neither gone nor new; what changed in it is marked."""
    later = THIRD.replace("2033", "2031")
    found = redline_texts(reading(THIRD, FIRST, SECOND), reading(FIRST, SECOND, later))
    assert [one.fate for one in found] == ["same", "moved"]
    assert (found[1].number, found[1].earlier) == (3, 1)
    assert "until [-2033-] {+2031+}" in found[1].text


def test_what_changed_came_and_went_is_marked_with_the_units_in_it():
    """Each paragraph that differs says which statements stand in it; those alike are a number."""
    changed = FIRST.replace("will patrol", "may patrol")
    found = redline_texts(
        reading(FIRST, SECOND), reading(changed, SECOND, THIRD, unit="may patrol the strait")
    )
    assert [one.fate for one in found] == ["changed", "same", "new"]
    assert found[0].units == ("undertaking (4)",)
    lines = list(render_redline("a → b", found, 80))
    assert lines[1].startswith("Paragraphs: 1 changed, 1 new, 1 alike.")
    assert "~ ¶1 changed  [undertaking (4)]" in lines
    assert "    Norvale [-will-] {+may+} patrol the strait every month of the year." in lines
    assert "    … 1 alike" in lines


def test_two_equal_texts_differ_in_nothing():
    """Said in one line, not left blank."""
    lines = list(render_redline("a → a", redline_texts(reading(FIRST), reading(FIRST)), 80))
    assert lines[1].startswith("Paragraphs: none differs, 1 alike.")
