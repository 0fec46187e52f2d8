"""What was put into a statement and what was taken out, and what that makes of its level."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.link.samples import read_unit, release, said, unit
from tracker.compare.facets.content_moves import content_move, content_of, content_words
from tracker.compare.facets.force import force_of
from tracker.compare.labels.classify import classify
from tracker.compare.labels.withheld import why_not_last
from tracker.domain import Kind, Label
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import are_of_one_meeting

SHIPS = "protect the ferries and the fishing boats of the Halden Sea from pirates of the outer islands"
MORE = "and to open a harbour school for pilots in the northern province"


def read(quote, level=4, **options):
    """Return a unit whose level a network judged."""
    return read_unit(quote, level=level, **options)


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
    assert "2031-06-03" in why_not_last(after, Label.WEAKENED, link, before, standing)
    same_words = read(f"will {SHIPS}", revision="r3")
    assert why_not_last(same_words, Label.WEAKENED, link, before, standing) == ""


def test_a_move_that_the_line_did_not_make_against_what_it_said_since_is_not_mailed():
    """With others the issuer said the weaker words in between: against these nothing weakened, so nothing did on this day."""
    standing = LineHistory()
    with_estmark = replace(
        release("may", date(2031, 5, 3)), title="Minister Lind’s call with the Minister of Estmark"
    )
    with_veskia = replace(
        release("june", date(2031, 6, 3)), title="Minister Lind’s call with the Minister of Veskia"
    )
    (link,), _ = said([read(f"reaffirmed the commitment to {SHIPS}")], with_estmark, standing)
    before = standing.as_of(date(2031, 6, 1)).mention(link.line.id)
    since = read(f"reaffirmed the shared goal of the effort to {SHIPS}", 2, revision="r2")
    standing.add(with_veskia, [(since, link.line)])
    standing.as_of(date(2031, 7, 1))
    after = read(f"reaffirmed the shared goal of the effort to {SHIPS}", 2, revision="r3")
    assert classify(before.unit, after).label is Label.WEAKENED
    assert "2031-06-03" in why_not_last(after, Label.WEAKENED, link, before, standing)


def test_two_texts_of_one_meeting_are_one_position():
    """A summit that says a thing in a communiqué and in a statement of its own, a day apart, has not moved in between."""
    days = [date(2031, 5, day) for day in (19, 20, 29)]
    statement, communique, later = (
        replace(release(f"d{day}", day), title="G7 Leaders’ Statement") for day in days
    )
    assert are_of_one_meeting(statement, communique)
    assert not are_of_one_meeting(statement, later)
    assert not are_of_one_meeting(replace(statement, title="Remarks"), replace(communique, title="Remarks"))


@pytest.mark.parametrize(
    ("after", "slots", "beside"),
    [
        ("will support Norvale for as long as it takes", {}, "Norvale can count on the support of all of us for as long as it takes"),
        (
            "will support Norvale through the Halden Donor Coordination Platform",
            {"instrument": "through the Halden Donor Coordination Platform"},
            "We welcome what the Halden Donor Coordination Platform has done",
        ),
        ("will support Norvale by the end of 2032", {"deadline": "by the end of 2032"}, "Our support of Norvale will come by the end of 2032"),
    ],
)  # fmt: skip
def test_what_the_other_text_says_in_another_sentence_is_not_gained(after, slots, beside):
    """A unit is a cut of its text: what the earlier text says beside its quote was there, and of another thing it was not."""
    units = read("will support Norvale"), read(after, revision="r2", **slots)
    assert classify(*units).label is Label.STRENGTHENED
    text = f"We will support Norvale. {beside}."
    assert classify(*units, texts=lambda: (text, "")).label is Label.REAFFIRMED
    assert (
        classify(*units, texts=lambda: ("We will support Norvale. Ferries sail again.", "")).label
        is Label.STRENGTHENED
    )


def test_more_that_must_come_about_before_an_undertaking_ends_makes_it_stronger():
    """Assets that stay frozen until one more thing is done stay longer; an adjective more is no thing more."""
    before = "will hold the ferries until Veskia pays for the damage"
    more = read("will hold the ferries until Veskia ends its raids and pays for the damage", revision="r2")
    word = read("will hold the ferries until Veskia pays for the terrible damage", revision="r2")
    assert classify(read(before), more).label is Label.STRENGTHENED
    assert classify(more, read(before, revision="r3")).label is Label.WEAKENED
    assert classify(read(before), word).label is Label.REAFFIRMED


def test_the_strongest_terms_are_a_rung_of_their_own_whatever_the_reader_made_of_both():
    """ "Condemn in the strongest possible terms" is more than "strongly condemn"; the words decide, not the level that was read."""
    before = read("strongly condemn the raids of Veskia on the ferries", 5, kind=Kind.E_CONDEMN)
    after = read(
        "condemn in the strongest possible terms the raids of Veskia on the ferries",
        5,
        kind=Kind.E_CONDEMN,
        revision="r2",
    )
    assert classify(before, after).label is Label.STRENGTHENED


def test_a_plan_that_one_has_is_no_intention_and_a_desire_is_no_decision():
    """ "Expedite plans to reduce" is done, not intended; "her desire to work closely" decides nothing."""
    assert force_of("are taking steps to expedite plans to reduce tolls") is None
    assert str(force_of("we plan to reduce tolls")).startswith("undertaking, intended")
    assert str(force_of("stressed her desire to work closely with Estmark")).startswith(
        "undertaking, intended"
    )


def test_the_words_of_two_signals_are_shown_as_the_text_has_them():
    """What was put in is told in whole words: nobody reads stems."""
    before = read(f"will {SHIPS} {MORE}")
    after = read(
        f"intend to {SHIPS} {MORE}, decoupling Estmark’s economic growth from negative environmental impacts",
        2,
        revision="r2",
    )
    verdict = classify(before, after)
    assert verdict.label is Label.MIXED
    assert "decoupling economic growth negative environmental impacts" in verdict.rule


def test_another_sum_of_the_same_thing_is_said_where_no_rule_makes_it_a_move():
    """Each tranche is an act of its own, so nothing was strengthened; but it is not the same again, and both sums stand there."""
    units = [
        read(
            f"are authorizing a drawdown of arms for Norvale of up to {amount}",
            5,
            revision=revision,
            amount=f"up to {amount}",
        )
        for amount, revision in (("$50 million", "r1"), ("$400 million", "r2"))
    ]
    verdict = classify(*units)
    assert verdict.label is Label.REAFFIRMED
    assert "another amount: up to $50 million, now up to $400 million" in verdict.rule


def test_where_something_is_kept_and_words_of_form_are_no_content():
    """ "Assets held in Estmark" are the assets; "inter alia" and "applicable" add nothing to what is done."""
    assert content_words("use the assets held in the harbours of Estmark") == content_words("use the assets")
    assert content_words(
        "fulfil our applicable commitments, inter alia, to protect ferries"
    ) == content_words("protect ferries")
