"""Placing the units of a release."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, SHARE, release, said, unit
from tracker.domain import Kind, Mention
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import load_model
from tracker.link.place_units import link

MAY, JUNE = date(2031, 5, 3), date(2031, 6, 7)


def first():
    """Return a standing that holds four lines."""
    standing = LineHistory()
    units = [unit(quote, at=100 * place) for place, quote in enumerate((ENGAGE, RESPOND, RECOGNISE, SHARE))]
    links, _ = said(units, release("may", MAY), standing)
    return standing.as_of(JUNE), links


def test_the_first_statement_starts_every_line():
    """A unit that continues nothing starts a line, with score 1 and an id from its own."""
    standing = LineHistory()
    one = unit(ENGAGE)
    (placed,), _ = said([one], release("may", MAY), standing)
    assert (placed.before, placed.score, placed.review) == (None, 1.0, False)
    assert placed.line.id == content_id("line", one.id)
    assert placed.line.source == "norvale"


def test_a_repeated_statement_continues_every_line():
    """The same four sentences a month later stand on the same four lines."""
    standing, before = first()
    units = [unit(q, at=100 * n, revision="r2") for n, q in enumerate((ENGAGE, RESPOND, RECOGNISE, SHARE))]
    links = link(units, release("june", JUNE), standing)
    assert [placed.line for placed in links] == [placed.line for placed in before]
    assert [placed.before for placed in links] == [placed.unit for placed in before]


def test_a_reworded_line_is_found():
    """Another lead verb and another order of words are the same line."""
    standing, before = first()
    reworded = unit("reiterated that they will go on engaging Lurania", revision="r2")
    (placed,) = link([reworded], release("june", JUNE), standing)
    assert placed.line == before[0].line
    assert placed.reasons


def test_respond_and_deter_are_different_lines():
    """After the act and before the act are two undertakings."""
    standing, _ = first()
    deter = unit("committed to deterring missile threats from Veskia", revision="r2", act="deter")
    (placed,) = link([deter], release("june", JUNE), standing)
    assert placed.before is None


def test_a_decision_on_a_rate_continues_the_last_decision_and_no_outlook():
    """What a board foresees of its rate, and what a member preferred, is not what it decided: a cut is compared with the hold."""
    standing = LineHistory()
    hold = unit("decided to keep its target for the key rate at 5 percent")
    outlook = unit("anticipates that it will be appropriate to lower its target for the key rate", at=200)
    (held, foreseen), _ = said([hold, outlook], release("may", MAY), standing)
    cut = unit(
        "decided to lower its target for the key rate by 50 basis points to 4-1/2 percent", revision="r2"
    )
    again = unit(
        "anticipates that it will be appropriate to lower its target for the key rate", at=200, revision="r2"
    )
    placed = link([cut, again], release("june", JUNE), standing.as_of(JUNE))
    assert [one.line for one in placed] == [held.line, foreseen.line]
    (alone,) = link([replace(again, start=0)], release("june", JUNE), standing.as_of(JUNE))
    assert alone.line == foreseen.line


def test_one_stray_mention_does_not_end_a_line():
    """Another matter that was put on the line in other company hides nothing: the sentence goes on where it was said."""
    standing, before = first()
    stray, elsewhere = unit(RECOGNISE, revision="r2"), release("call", date(2031, 5, 20), "Call with France")
    standing.add(elsewhere, [(stray, before[0].line)])
    standing.as_of(JUNE)
    (placed,) = link([unit(ENGAGE, revision="r3")], release("june", JUNE), standing)
    assert (placed.line, placed.before) == (before[0].line, before[0].unit)


def test_the_score_is_that_of_the_two_statements_that_are_compared():
    """What a reader sees beside each other is what was judged, not another mention of the line."""
    standing, before = first()
    other = unit("will engage Lurania on fisheries", revision="r2")
    standing.add(release("call", date(2031, 5, 20), "Call with France"), [(other, before[0].line)])
    standing.as_of(JUNE)
    one, june = unit(ENGAGE, revision="r3"), release("june", JUNE)
    (placed,) = link([one], june, standing)
    (said_before,) = [said for said in standing.said(placed.line.id).values() if said.unit == placed.before]
    looks = standing.look(said_before), look_at(Mention(one, june), load_model().words)
    assert placed.score == round(load_model().judge(*looks, within=True).same, 4)


def test_the_order_of_units_does_not_matter():
    """Whatever order the units are handed in, each gets the same line."""
    standing, _ = first()
    units = [
        unit(q, at=100 * n, revision="r2")
        for n, q in enumerate((ENGAGE, ENGAGE + " and Veskia", "respond to incursions"))
    ]
    found = {
        tuple(
            sorted(
                (placed.unit, placed.line.id, placed.score)
                for placed in link(order, release("june", JUNE), standing)
            )
        )
        for order in permutations(units)
    }
    assert len(found) == 1


def test_no_line_is_given_twice_in_one_release():
    """Of two units alike only one continues the line; the other starts its own."""
    standing, before = first()
    twins = [unit(ENGAGE, at=0, revision="r2"), unit(ENGAGE, at=200, revision="r2")]
    links = link(twins, release("june", JUNE), standing)
    assert sorted(placed.line.id == before[0].line.id for placed in links) == [False, True]


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (unit("will engage Lurania", action="engage Lurania", target="Lurania"), "engage Lurania"),
        (unit("will engage Lurania", action="engage", target="Lurania"), "engage Lurania"),
        (
            unit("condemned the missile launches", kind=Kind.E_CONDEMN, action="the missile launches"),
            "condemned the missile launches",
        ),
        (unit("will", action="", target=""), "will"),
    ],
)
def test_a_line_has_a_short_name(one, name):
    """A line is called by what is done and to what, with the verb of the judgment where there is none."""
    (placed,), _ = said([one], release("may", MAY), LineHistory())
    assert placed.line.name == name


def test_a_long_name_is_cut_at_a_word():
    """A name fits a row of a table and does not end in a small word."""
    long = unit("will " + "strengthen the resilience of harbours and of lighthouses and of the coast " * 3)
    (placed,), _ = said([long], release("may", MAY), LineHistory())
    assert len(placed.line.name) <= 80
    assert placed.line.name.split()[-1] not in {"and", "of", "the"}
