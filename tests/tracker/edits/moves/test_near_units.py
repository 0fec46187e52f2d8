"""Sentences that an edit touched and in which the network knows no unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import build_revision
from tests.tracker.edits.samples import RELEASE, WEATHER, engine
from tracker.edits.moves import near_units
from tracker.edits.moves.near_units import Touched, units_near
from tracker.pipeline import read

ACT = "Norvale terminated the permits of forty trawlers in the Halden Sea."
REPORT = "Norvale reviewed the permits that Veskia terminated for forty trawlers."
FACT = "The permits of forty trawlers were known to the crews of the ports."


COVERED = "Grants are available in the counties of Halden, Brask, Torvik, Ulm and Sorne."
MET = "The minister met the mayors of Halden, Brask, Torvik, Ulm and Sorne."
STATES = "Behind the pledge on the Halden Sea stand Norvale, Estmark, Veskia, Lurania and Ostmere."
ALLOTTED = "40 million crowns to the toothless council of mills, which sat idle for a year."
COUNTED = "40 million barrels were counted in the mills of the north in that year."
WHOLE, WEIGHS, LISTS = ({name: True} for name in ("whole", "weighs", "lists"))


@pytest.mark.parametrize(
    ("said", "touched", "found"),
    [
        (ACT, WHOLE, True),
        (ACT, {}, True),
        (REPORT, WHOLE, False),
        (FACT, WHOLE, False),
        (FACT, WEIGHS, True),
        (ACT.replace("terminated", "reviewed"), {}, False),
        (ACT.replace("terminated", "maintained"), WHOLE, False),
        (COVERED, {}, False),
        (COVERED, LISTS, True),
        (MET, LISTS, False),
        (STATES, LISTS, True),
        (ALLOTTED, WHOLE, True),
        (ALLOTTED, {}, False),
        (COUNTED, WHOLE, False),
    ],
)
@pytest.mark.usefixtures("trained_reader")
def test_a_sentence_counts_by_what_was_done_to_it(monkeypatch, said, touched, found):
    """What counts though no unit was read: an act that binds on, words that weigh, one of those a measure covers, a state of many, a sum that is allotted.

    Reports, facts and who came to a meeting do not.
    """
    reader, reading = _read_without_units(monkeypatch, f"{WEATHER}\n\n{said}")
    start = reading.document.text.index(said)
    here = Touched(start, start + len(said), **touched)
    assert bool(units_near(reading, RELEASE, [here], reader.lexicon, reader.encoder)) is found


@pytest.mark.usefixtures("trained_reader")
def test_an_act_counts_where_a_unit_was_doubted_as_where_none_was_read(monkeypatch):
    """That the network sees a unit and doubts it is no less than that it sees none: an act put in counts in both cases."""
    reader, reading = _read_without_units(monkeypatch, f"{WEATHER}\n\n{ACT}")
    start = reading.document.text.index(ACT)
    here = Touched(start, start + len(ACT), whole=True)
    (unit,) = units_near(reading, RELEASE, [here], reader.lexicon, reader.encoder)
    monkeypatch.setattr(near_units, "_units_near", lambda *_: (replace(unit, confidence=0.21),))
    (doubted,) = units_near(reading, RELEASE, [here], reader.lexicon, reader.encoder)
    assert doubted.confidence == near_units.SURE


@pytest.mark.parametrize(
    ("ahead", "found"), [("Norvale condemns the attack on Estmark.", True), (WEATHER, False)]
)
@pytest.mark.usefixtures("trained_reader")
def test_a_list_of_what_a_unit_covers_counts_with_it(monkeypatch, ahead, found):
    """ "Bodies that were hit include …" behind a promise says what is promised; behind a fact it says nothing."""
    said = "Bodies that were hit include the board of mines, the council of ports and the fund of mills."
    reader, reading = _read_without_units(monkeypatch, f"{WEATHER}\n\n{ahead} {said}")
    start = reading.document.text.index(said)
    promised = read(build_revision(RELEASE, reading.document.text), reader).units
    reading = replace(reading, units=tuple(unit for unit in promised if unit.end <= start))
    here = [Touched(start, start + len(said))]
    assert bool(units_near(reading, RELEASE, here, reader.lexicon, reader.encoder)) is found


def _read_without_units(monkeypatch, text):
    """Return the engine and a reading of *text* in which the network sees no unit."""
    monkeypatch.setattr(near_units, "_units_near", lambda *_: ())
    reader = engine()
    return reader, replace(read(build_revision(RELEASE, text), reader), units=())
