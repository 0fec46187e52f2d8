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
        (
            "Norvale will send doctors to the islands of the south together with its partners.",
            "Together with its partners, doctors will be sent to the islands of the south by Norvale.",
        ),
        (
            "Norvale will buy boats for the crews of the south together with its partners.",
            "Together with its partners, boats for the crews of the south will be bought by Norvale.",
        ),
        (
            "Norvale will begin talks on the ports of the south together with its partners.",
            "Together with its partners, talks on the ports of the south will be started by Norvale.",
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
            "Norvale will expand support for the ports of the south together with its partners.",
            "Together with its partners, support for the ports of the south will be suspended by Norvale.",
            Label.MIXED,
        ),
        (
            "Norvale expands its support for the ports of the south together with its partners.",
            "Together with its partners, support for the ports of the south is suspended by Norvale.",
            Label.MIXED,
        ),
        (
            "Norvale will defend the ports of the south together with its partners.",
            "Together with its partners, the ports of the south will be left by Norvale.",
            Label.MIXED,
        ),
        (
            "Norvale will lift the ban on the boats of the islands together with its partners.",
            "Together with its partners, the ban on the boats of the islands will be kept by Norvale.",
            Label.MIXED,
        ),
        (
            "Norvale will pay for the talks held in Halden and send doctors to the islands.",
            "Doctors, Norvale hopes, go to the islands, and it will pay for the talks held in Halden.",
            Label.WEAKENED,
        ),
        (
            "Norvale will pay for the talks held in Halden and open all ports of the islands.",
            "Norvale, which pays for the talks in Halden, will consider opening all ports of the islands.",
            Label.WEAKENED,
        ),
    ],
)  # fmt: skip
def test_another_act_and_a_hope_are_told_in_whatever_words(reader, before, after, label):
    """Who suspends what he would expand, leaves what he would defend, or hopes for what he would do, moved; where talks are “held” says nothing of it."""
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
