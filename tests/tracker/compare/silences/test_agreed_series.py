"""Which texts can be missed something in."""

from datetime import date

import pytest

from tests.tracker.link.samples import release
from tracker.compare.silences.agreed_series import agreed_by, earlier_agreed, latest_first, of_one_meeting
from tracker.link.occasions.title_subject import are_on_one_subject

LEADERS = "Japan-Canada Joint Leaders’ Statement"


def text(title, year=2031, month=5, day=3):
    return release(f"{title} {year}-{month}-{day}", date(year, month, day), title)


@pytest.mark.parametrize(
    ("earlier", "later", "same"),
    [
        (LEADERS, "Joint Statement of Japan and Canada", True),
        (LEADERS, "Japan-Canada Joint Leaders’ Statement: Shores of a New Age", True),
        ("The Spirit of Camp Elm: Joint Statement of Japan and Canada", LEADERS, True),
        ("Joint Statement on the Launch of the Japan-Canada Wind Partnership", LEADERS, False),
        ("Joint Statement of the Japan-Canada Consultative Committee on Wind Farms", LEADERS, False),
        ("Joint Statement on Wind Farms", "Joint Statement on Sea Cables", False),
        ("G7 Leaders’ Statement on France", "G7 Leaders’ Statement", False),
        ("G7 Elm Leaders’ Communiqué", "CAMP OAK G7 SUMMIT COMMUNIQUÉ", True),
    ],
)
def test_a_text_on_one_subject_is_comparable_with_texts_on_that_alone(earlier, later, same):
    """A statement of two on all they do is no match for the launch of one of their partnerships; mottos count for nothing."""
    assert are_on_one_subject(text(earlier), text(later)) is same


def test_parties_are_a_key_whoever_agreed():
    """Series are kept by parties, those of a group of few by its members."""
    for title in (LEADERS, "G7 Leaders’ Statement", "Quad Leaders’ Joint Statement"):
        assert hash(agreed_by(text(title))) == hash(frozenset(agreed_by(text(title))))


def test_agreed_texts_of_the_same_parties_are_a_series():
    """Leaders of the same two states, on all they speak of, the latest first: whatever form the title takes."""
    held = [
        text(LEADERS, 2029),
        text("Joint Statement of Japan and Canada", 2030),
        text("Joint Statement of Japan, Canada and France", 2030),
        text("Joint Statement on the Launch of the Japan-Canada Wind Partnership", 2030),
        text("Prime Minister’s Call with Canada", 2030),
        text("Joint Statement of the Foreign Ministers of Japan and Canada", 2030),
    ]
    assert [one.published_on.year for one in earlier_agreed(text(LEADERS), latest_first(held))] == [
        2030,
        2029,
    ]


def test_the_four_of_the_quad_are_the_quad():
    """A declaration of the four under their own names continues what they said as a group."""
    later = text("Elm Declaration: Joint Statement from Australia, India, Japan, and the United States")
    assert earlier_agreed(later, [text("Quad Leaders’ Joint Statement", 2030)])


def test_texts_of_one_meeting_are_none_before_the_other():
    """Two texts of one summit stand beside each other: neither is earlier, and what one says is said."""
    one, other = text(LEADERS), text(f"{LEADERS} on Wind Farms", day=4)
    assert earlier_agreed(other, [one]) == ()
    assert of_one_meeting(one, [one, other]) == (other,)


def test_decisions_and_texts_of_one_side_are_no_series_of_agreed_texts():
    """A central bank agrees with nobody, and one minister speaks for one."""
    assert earlier_agreed(text("Rate statement"), [text("Rate statement", 2030)]) == ()
