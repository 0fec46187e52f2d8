"""What was put into a statement and what was taken out, and what that makes of its level."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.link.samples import release, said, unit
from tracker.compare.classify import classify
from tracker.compare.content_moves import content_move, content_of, content_words
from tracker.compare.said_since import why_not_last
from tracker.domain import Label
from tracker.link.lines.line_history import LineHistory

SHIPS = "protect the ferries and the fishing boats of the Halden Sea from pirates of the outer islands"
MORE = "and to open a harbour school for pilots in the northern province"


def read(quote, level=4, **options):
    """Return a unit whose level a network judged."""
    return replace(unit(quote, level=level, **options), confidence=0.9)


def test_formulas_and_emphasis_are_no_content():
    """How a text leads in and what it stresses was neither put in nor taken out."""
    move = content_move(
        content_of(unit(f"reaffirmed their firm commitment to {SHIPS}")), content_of(unit(f"will {SHIPS}"))
    )
    assert (move.put_in, move.taken_out) == ((), ())


def test_what_another_sentence_says_was_only_moved_there():
    """A list that is split over two sentences lost nothing; without that sentence it lost what is gone."""
    before, after = read(f"will {SHIPS} {MORE}"), read(f"will {SHIPS}", revision="r2")
    beside = read(f"will also take steps {MORE.removeprefix('and ')}", revision="r2", at=500)
    assert content_move(content_of(before), content_of(after)).lost > 1
    assert content_move(content_of(before), content_of(after, [after, beside])).taken_out == ()


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (f"will {SHIPS}", f"intend to {SHIPS}", Label.WEAKENED),
        (f"will {SHIPS} {MORE}", f"intend to {SHIPS}", Label.WEAKENED),
        (f"will {SHIPS}", f"intend to {SHIPS} {MORE}", Label.MIXED),
        (f"intend to {SHIPS}", f"will {SHIPS} {MORE}", Label.STRENGTHENED),
        (f"intend to {SHIPS} {MORE}", f"will {SHIPS}", Label.MIXED),
    ],
)
def test_a_level_against_content_that_came_or_went_is_mixed(before, after, label):
    """A softer verb for more, or a firmer one for less: nobody can say which weighs more."""
    levels = [2 if "intend" in quote else 4 for quote in (before, after)]
    assert classify(read(before, levels[0]), read(after, levels[1], revision="r2")).label is label


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("look forward to the report in the autumn", "look forward to the report by the end of 2032"),
        ("will hold the next summit in 2032", "will host the next summit in 2033"),
        (f"will {SHIPS}", f"will {SHIPS} and stand by the wounded pilots for as long as it takes"),
        (f"agreed to {SHIPS}", f"agreed to work together to {SHIPS}"),
    ],
)
def test_a_time_said_otherwise_and_a_later_meeting_are_no_deadline(before, after):
    """A term put in other words, the year of the next meeting, and a term of another verb move nothing; nor does "together"."""
    slots = [
        {"deadline": next((w for w in ("in 2032", "in 2033", "by the end of 2032") if w in quote), "")}
        for quote in (before, after)
    ]
    units = [
        read(before, **slots[0]),
        read(after, 3 if "together" in after else 4, revision="r2", **slots[1]),
    ]
    days = (date(2031, 5, 3), date(2032, 5, 3))
    assert classify(*units, days=days).label is Label.REAFFIRMED


def test_a_move_against_a_text_that_is_not_the_last_is_not_mailed():
    """Where another line said the later words in between, the move is not of this day; the page names that day."""
    standing = LineHistory()
    (link,), _ = said([read(f"intend to {SHIPS}", 2)], release("may", date(2031, 5, 3)), standing)
    before = standing.as_of(date(2031, 6, 1)).mention(link.line.id)
    nearer = read(f"will {SHIPS}, {MORE}", revision="r2", at=300)
    other = replace(link.line, id="other")
    standing.add(release("june", date(2031, 6, 3)), [(nearer, other)])
    standing.as_of(date(2031, 7, 1))
    after = read(f"will {SHIPS} {MORE}", revision="r3")
    verdict = classify(before.unit, after)
    assert verdict.label is Label.STRENGTHENED
    assert "2031-06-03" in why_not_last(after, link, before, standing)
    same_words = read(f"will {SHIPS}", revision="r3")
    assert why_not_last(same_words, link, before, standing) == ""


def test_where_something_is_kept_and_words_of_form_are_no_content():
    """ "Assets held in Estmark" are the assets; "inter alia" and "applicable" add nothing to what is done."""
    assert content_words("use the assets held in the harbours of Estmark") == content_words("use the assets")
    assert content_words(
        "fulfil our applicable commitments, inter alia, to protect ferries"
    ) == content_words("protect ferries")
