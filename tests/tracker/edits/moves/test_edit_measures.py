"""Labels that numbers, periods, months, modals and words of quantity give where one took the place of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import phrase_reader
from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label


@pytest.fixture(scope="module")
def reader():
    """The engine of this version."""
    return engine()


def labels_of(said, before, after, reader):
    """Return the labels told of *said*, a sentence beside another, in which *before* became *after*."""
    changed = said.replace(before, after)
    assert changed != said
    found = edited(f"{WEATHER}\n\n{said}", f"{WEATHER}\n\n{changed}", reader)
    return [change.label for change in found.changes]


MOVES = [
    ("Norvale will open the ports of Estmark within two weeks.", "weeks", "months", Label.WEAKENED),
    ("Norvale will open the ports of Estmark within 90 days.", "90 days", "two weeks", Label.STRENGTHENED),
    ("Norvale will inspect the ports of Estmark every six months.", "months", "weeks", Label.STRENGTHENED),
    ("Norvale will lend Estmark boats for five years.", "five", "three", Label.WEAKENED),
    ("Norvale agreed to a five-year plan with Estmark.", "five", "three", Label.WEAKENED),
    ("Norvale will open the ports of Estmark by September.", "September", "December", Label.WEAKENED),
    ("Norvale will open the ports by May 2032.", "May 2032", "November 2031", Label.STRENGTHENED),
    ("Norvale will open the ports of Estmark after 15 March.", "March", "April", Label.MIXED),
    ("Norvale will open the ports of Estmark by the end of May.", "May", "June", Label.WEAKENED),
    ("Norvale will open the ports by the end of 2031.", "2031", "the first quarter of 2032", Label.WEAKENED),
    ("In the first quarter of 2031 Norvale will open the ports.", "quarter", "half", Label.WEAKENED),
    ("By 30 June Norvale will open the ports of Estmark.", "By 30 June Norvale", "Norvale", Label.WEAKENED),
    ("Norvale will decide on the sale of boats to Estmark.", "on the sale of boats", "whether to sell boats", Label.WEAKENED),
    ("Norvale will carry out all measures of the plan.", "all measures", "measures", Label.NARROWED),
    ("Norvale will send boats to Estmark this year.", "this", "next", Label.WEAKENED),
    ("Norvale will protect every port of Estmark.", "every port", "most ports", Label.NARROWED),
    ("Norvale will repair six of the nine mills.", "six of the", "all", Label.BROADENED),
    ("Norvale will send eleven officials to the ports.", "eleven", "fourteen", Label.BROADENED),
    ("Norvale will patrol with Estmark and Lurania.", " and Lurania", "", Label.NARROWED),
    ("Norvale will protect the ports, working closely with Veskia.", ", working closely with Veskia", "", Label.NARROWED),
    ("Norvale condemns the seizure of two boats by Veskia.", " by Veskia", "", Label.NARROWED),
    ("Norvale will lend boats to crews.", "crews", "crews under 40", Label.NARROWED),
    ("Norvale will provide to the islands, which lie north, 40 patrol boats.", "40", "20", Label.WEAKENED),
    ("Norvale will provide to the islands, which, as all know, lie north, 40 patrol boats.", "40", "20", Label.WEAKENED),
    ("Norvale will lend Estmark boats.", "boats", "boats, as funds allow", Label.QUALIFIED),
]  # fmt: skip


@pytest.mark.parametrize(("said", "before", "after", "label"), MOVES)
def test_another_measure_has_its_label(reader, said, before, after, label):
    """Later or rarer is less, sooner or longer is more; "most" for "every" and a partner that is gone cover less."""
    assert labels_of(said, before, after, reader) == [label]


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("Norvale will keep the ban that it issued one year ago.", "one year", "two years"),
        ("Norvale condemns the attack of 15 March on Halden.", "March", "April"),
        ("Norvale condemns the raid that killed at least 62 people in Halden.", "62", "65"),
        (
            "Norvale condemns the raid on the port, killing 62 sailors from Halden, among them 19 cadets.",
            "19",
            "21",
        ),
        ("Norvale welcomes the network, which links nineteen ports of Estmark.", "nineteen", "seventeen"),
        ("Norvale welcomes the network, which links nineteen ports, seven mills and a fort.", "seven", "six"),
        ("Norvale will lend Estmark 1.8 million crowns, compared with 1.7 million in 2030.", "1.7", "1.6"),
        ("Norvale will train 10,000 crews of Estmark.", "10,000", "ten thousand"),
        ("Norvale will protect the ports of Estmark.", "Estmark", "Estmark to keep trade free of every raid"),
        ("Norvale reaffirms its support for Estmark.", "reaffirms its", "expressed unwavering"),
        (
            "Norvale will protect Estmark in the face of many long raids.",
            " in the face of many long raids",
            "",
        ),
    ],
)
def test_the_same_measure_moves_nothing(reader, said, before, after):
    """How long ago something was, the month of what is condemned, a toll, what is compared with, a number in words, a purpose and emphasis promise no more and no less."""
    assert labels_of(said, before, after, reader) == []


@pytest.mark.parametrize(("chance", "told"), [(0.2, [Label.WEAKENED]), (0.4, [])])
def test_words_that_are_no_statement_any_more_are_less(monkeypatch, reader, chance, told):
    """What was surely promised and hardly is one in the words put in its place is less, where no rule has a word for it."""

    def doubting(read):
        return lambda *given: tuple(
            one and replace(one, confidence=chance if "praise" in one.quote else 0.9) for one in read(*given)
        )

    monkeypatch.setattr("tracker.segment.reader.segment", doubting(phrase_reader.segment))
    monkeypatch.setattr("tracker.edits.moves.near_units.units_near", doubting(phrase_reader.units_near))
    monkeypatch.setattr("tracker.edits.moves.near_units.units_at", doubting(phrase_reader.units_at))
    assert labels_of("Norvale will lend Estmark boats.", "lend", "praise", reader) == told
