"""A decision is about words, wherever they stand and however they are cut."""

from __future__ import annotations

from tests.fakes import build_unit
from tracker.review.decisions import QuoteLocation, locate

TEXT = "Norvale will respond. Norvale will engage Estmark."


def build_at(quote, text=TEXT):
    """Return a unit that quotes part of *text*."""
    return build_unit(quote, start=text.index(quote))


def test_words_are_found_where_they_stand():
    """The unit that holds the words decided on is the one meant."""
    units = (build_at("will respond"), build_at("will engage Estmark"))
    assert locate(QuoteLocation("NV-1", 30, 49, "will engage Estmark"), TEXT, units) is units[1]


def test_a_unit_cut_otherwise_is_the_same():
    """A new engine that quotes a little more or less of the sentence does not lose the decision."""
    longer = build_at("Norvale will engage Estmark.")
    shorter = build_at("engage Estmark")
    spot = QuoteLocation("NV-1", 30, 49, "will engage Estmark")
    assert locate(spot, TEXT, (longer,)) is longer
    assert locate(spot, TEXT, (shorter,)) is shorter


def test_of_two_units_that_share_the_words_the_nearest_is_meant():
    """A unit and a child within it: the one that fits best."""
    whole, part = build_at("Norvale will engage Estmark."), build_at("will engage Estmark")
    assert locate(QuoteLocation("NV-1", 30, 49, "will engage Estmark"), TEXT, (whole, part)) is part


def test_an_edit_elsewhere_moves_the_words_and_not_the_decision():
    """Where a sentence was put in front, the words are found behind it."""
    edited = f"Estmark was thanked. {TEXT}"
    unit = build_at("will engage Estmark", edited)
    assert locate(QuoteLocation("NV-1", 30, 49, "will engage Estmark"), edited, (unit,)) is unit


def test_words_that_are_gone_are_not_found():
    """A sentence that was edited is another sentence; nothing decided about the old one holds for it."""
    edited = "Norvale will respond. Norvale may engage Estmark one day."
    unit = build_at("may engage Estmark", edited)
    assert locate(QuoteLocation("NV-1", 30, 49, "will engage Estmark"), edited, (unit,)) is None
    assert (
        locate(QuoteLocation("NV-1", 30, 49, "will engage Estmark"), TEXT, (build_at("will respond"),))
        is None
    )


def test_a_silence_has_no_words():
    """A decision about what a release does not say is about none of its units."""
    assert locate(QuoteLocation("NV-1"), TEXT, (build_at("will respond"),)) is None
