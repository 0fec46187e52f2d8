"""Sentences that an edit touched and in which the network knows no unit."""

from __future__ import annotations

import pytest

from tests.fakes import build_revision
from tests.tracker.edits.samples import RELEASE, WEATHER, engine
from tracker.edits import near_units
from tracker.edits.near_units import Touched, units_near
from tracker.pipeline import read

ACT = "Norvale terminated the permits of forty trawlers in the Halden Sea."
REPORT = "Norvale reviewed the permits that Veskia terminated for forty trawlers."
FACT = "The permits of forty trawlers were known to the crews of the ports."


@pytest.mark.parametrize(
    ("said", "whole", "weighs", "found"),
    [
        (ACT, True, False, True),
        (REPORT, True, False, False),
        (FACT, True, False, False),
        (FACT, False, True, True),
        (ACT, False, False, False),
    ],
)
@pytest.mark.usefixtures("trained_reader")
def test_a_sentence_counts_by_what_was_done_to_it(monkeypatch, said, whole, weighs, found):
    """An act put in or struck whole counts, and any sentence in which words that weigh changed; reports and facts do not."""
    monkeypatch.setattr(near_units, "_units_near", lambda *_: ())
    reader = engine()
    reading = read(build_revision(RELEASE, f"{WEATHER}\n\n{said}"), reader)
    reading = type(reading)(reading.revision, reading.stamp, reading.document, ())
    start = reading.document.text.index(said)
    touched = [Touched(start, start + len(said), whole, weighs)]
    assert bool(units_near(reading, RELEASE, touched, reader.lexicon, reader.encoder)) is found
