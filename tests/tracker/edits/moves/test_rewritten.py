"""A sentence that was put in other words from end to end."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label


@pytest.fixture(scope="module")
def reader(trained_reader):
    """The engine of this version, with the network that ships."""
    return engine()


def told(before, after, reader):
    """Return the labels of what is told where *before* became *after*."""
    return [one.label for one in edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Norvale and Estmark will hold at least three exercises in the strait every year.",
            "No fewer than three exercises a year will be held in the strait by Norvale and Estmark.",
        ),
        (
            "No fort on the islands is or will be recognised by Norvale.",
            "Norvale does not and will not recognise any fort on the islands.",
        ),
        (
            "Minister Marrand confirmed that Norvale will send 40 doctors by March.",
            "By March, Norvale will send 40 doctors, the Minister confirmed.",
        ),
        (
            "We urge the shipowners of Estmark to participate on terms no less generous than those of the state.",
            "The shipowners of Estmark are urged by us to take part on terms at least as generous as those of the state.",
        ),
        (
            "The Board of the Bank decides from session to session by the data at hand and does not bind itself to a path in advance.",
            "Without binding itself to a path in advance, the Board of the Bank takes its decisions session by session by the data at hand.",
        ),
    ],
)  # fmt: skip
def test_what_counts_and_denies_and_binds_alike_counts_alike(reader, before, after):
    """Who puts a sentence in other words, and leaves its numbers, limits, denials and names, moved nothing."""
    assert told(before, after, reader) == []


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (
            "Norvale will send at least 300 soldiers to the mission in Lurania by the summer of 2031.",
            "No fewer than 200 soldiers will be sent by Norvale to the mission in Lurania by the summer of 2031.",
            Label.WEAKENED,
        ),
        (
            "Norvale will not lift its sanctions against the ports of Veskia.",
            "The sanctions of Norvale against the ports of Veskia will be lifted.",
            Label.REVERSED,
        ),
    ],
)  # fmt: skip
def test_another_number_and_a_denial_that_is_gone_are_told_in_whatever_words(reader, before, after, label):
    """Other words do not hide that less is promised, or the opposite."""
    assert label in told(before, after, reader)


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (
            "in whatever amount the banks of Halden ask for",
            "within a ceiling set by the Board",
            Label.WEAKENED,
        ),
        ("in full", "as far as possible", Label.QUALIFIED),
    ],
)
def test_a_limit_and_an_escape_in_the_place_of_other_words_are_told(reader, before, after, label):
    """Guide, section 8: an escape clause qualifies, whether it was put in or took the place of other words."""
    frame = "Norvale will lend foreign currency to its banks {} to keep the market of Halden in order."
    assert told(frame.format(before), frame.format(after), reader) == [label]
    assert told(frame.format(after), frame.format(before), reader) == [Label.STRENGTHENED]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The Board took the view that the policy rate is appropriate.", "The Board considered the policy rate to be appropriate."),
        ("The council of Norvale and Estmark will convene in Halden on 2 May.", "The council of Norvale and Estmark is set to convene in Halden on 2 May."),
    ],
)  # fmt: skip
def test_one_verb_of_a_view_for_another_and_a_day_that_is_set_are_no_softer(reader, before, after):
    """To consider something to be so is no plan to consider it, and what has its day will be."""
    assert Label.WEAKENED not in told(before, after, reader)
