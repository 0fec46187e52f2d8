"""What a sentence of a redline is worth, and whether it is what it is told as."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from reports.digest.news.redlines.counterparts import Sayings
from reports.digest.news.redlines.redline_choice import moves_of
from reports.digest.news.redlines.sentence_model import (
    PAIRED,
    UNSAID,
    WORTH,
    load_sentence_model,
    read_sentence_model,
)
from tests.reports.digest.news.redlines.redline_samples import ESCORT, GRAIN, STANDS
from tests.reports.digest.news.redlines.test_redline_choice import compared
from tests.tracker.edits.samples import document
from tracker.edits.passages import passages

MODEL = json.loads((resources.files("reports.digest.news.redlines") / "sentences.json").read_text("utf-8"))


def said(*sentences):
    """Return a text of *sentences*, and its passages."""
    text = document(*sentences)
    return Sayings(passages(text), text.text), passages(text)


def test_a_sentence_that_stands_in_the_other_text_is_all_said_there():
    """Word for word the same sentence holds every word, in order, and every name."""
    there, sentences = said(STANDS, ESCORT)
    found = there.of(sentences[1])
    assert found.likest == pytest.approx(1.0)
    assert found.anywhere == pytest.approx(1.0)
    assert found.in_order == pytest.approx(1.0)
    assert found.names == 1.0


def test_a_sentence_on_another_matter_is_said_nowhere():
    """Ships for Estmark stand in no text on the price of grain, though one word is in both."""
    there, _ = said(GRAIN)
    _, (escort,) = said(ESCORT)
    found = there.of(escort)
    assert found.likest < 0.3
    assert found.names == 0.0


def test_what_is_told_as_new_is_said_nowhere_else_in_other_words():
    """Twelve ships for Estmark are new beside a fair in Halvern, and not where two other sentences speak of them."""
    fair = "The fair of Halvern opens its gates to painters and to poets every autumn."
    ships = "Estmark will be sent twelve ships by The Board, and they stay until the end of May."
    strait = "Grain and timber that go through the northern strait are given an escort."
    for before, is_told in (([fair], True), ([fair, ships, strait], False)):
        text = compared(before, [fair, ESCORT], "Norvale-Estmark joint statement", "Norvale", whole=True)
        alone = [one for one in moves_of(text) if one.quote == ESCORT and not one.wording]
        assert any(load_sentence_model().is_told(one, text) for one in alone) == is_told


def test_what_a_sentence_promises_at_length_is_worth_more_than_what_it_only_notes():
    """Twelve ships until May are read before a price that was measured."""
    text = compared([STANDS], [STANDS, GRAIN, ESCORT])
    grain, escort = moves_of(text)
    assert escort.weight > grain.weight


def test_a_model_of_other_evidence_is_refused():
    """Weights that were fitted to other evidence than is collected would say anything."""
    assert read_sentence_model(MODEL).told_alone == MODEL["told alone"]
    for name in ("unsaid", "paired", "worth"):
        less = {
            key: value
            for key, value in MODEL[name]["evidence"].items()
            if key != next(iter(MODEL[name]["evidence"]))
        }
        with pytest.raises(ValueError, match="fit it anew"):
            read_sentence_model({**MODEL, name: {**MODEL[name], "evidence": less}})


def test_more_of_it_said_elsewhere_never_makes_a_sentence_more_likely_new():
    """Each way in which the other text says a sentence speaks against its being gone or new."""
    assert tuple(MODEL["unsaid"]["evidence"]) == UNSAID
    assert all(weight <= 0 for weight, _ in MODEL["unsaid"]["evidence"].values())
    assert tuple(MODEL["paired"]["evidence"]) == PAIRED
    assert tuple(MODEL["worth"]["evidence"]) == WORTH
