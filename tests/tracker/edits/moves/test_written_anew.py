"""Sentences that were written anew in their place, and the labels of force, negation and days."""

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


def told(before, after, reader):
    """Return the labels told where *before* became *after*, beside a sentence that stands."""
    return [
        change.label for change in edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes
    ]


@pytest.mark.parametrize(
    ("before", "after", "labels"),
    [
        (
            "Norvale will lend Estmark fishing boats and nets for the season.",
            "Norvale will open three schools, train teachers and pay for books.",
            [Label.MIXED],
        ),
        (
            "We will lend Estmark fishing boats and nets for the season.",
            "We will open three schools, train teachers and pay for books.",
            [Label.DROPPED, Label.NEW],
        ),
        (
            "Norvale will lend Estmark fishing boats and nets for the season.",
            "Lurania will open three schools, train teachers and pay for books.",
            [Label.DROPPED, Label.NEW],
        ),
    ],
)
def test_a_sentence_with_its_subject_kept_was_written_anew(reader, before, after, labels):
    """What one subject undertakes in the place of something else is one change; another subject's, or "we" alone, is one gone and one new."""
    assert told(before, after, reader) == labels


def test_an_opening_that_recurs_is_no_sign_of_one_statement(reader):
    """Where other sentences of the text open with the same words, as those on one speaker do, another undertaking behind them is a new one."""
    beside = "Norvale will pay for the harbour of Halvern.\n\n"
    before = f"{beside}Norvale will lend Estmark fishing boats and nets for the season."
    after = f"{beside}Norvale will open three schools, train teachers and pay for books."
    assert told(before, after, reader) == [Label.DROPPED, Label.NEW]


@pytest.mark.parametrize(
    ("before", "after", "labels"),
    [
        ("Norvale will lend Estmark boats.", "Norvale continues to lend Estmark boats.", []),
        ("Norvale will lend Estmark boats.", "Norvale is determined to lend Estmark boats.", []),
        (
            "Norvale will lend Estmark boats.",
            "Norvale plans to lend Estmark boats.",
            [Label.WEAKENED],
        ),
    ],
)
def test_verbs_of_one_rung_stand_for_each_other(reader, before, after, labels):
    """Who continues to do it or is committed to it is held to it as who will do it; who plans it is not."""
    assert told(before, after, reader) == labels


@pytest.mark.parametrize(
    ("added", "label"),
    [
        ("through a fund of the ports", Label.STRENGTHENED),
        ("in a timely manner", Label.STRENGTHENED),
        ("in the ports of the north", Label.BROADENED),
    ],
)
def test_means_and_terms_make_firmer_and_a_place_does_not(reader, added, label):
    """ "Through" and "by" say by what means; "in" says where, or when."""
    said = "Norvale will lend Estmark boats{}."
    assert told(said.format(""), said.format(f" {added}"), reader) == [label]


def test_of_what_a_sum_consists_is_its_means(reader):
    """A sum that is no longer said to be lent is promised less plainly."""
    said = "Norvale will provide Estmark 40 million crowns{} for boats."
    assert told(said.format(" in loan guarantees"), said.format(""), reader) == [Label.WEAKENED]


def test_each_sentence_written_anew_is_told(reader):
    """Two sentences of one subject that gave way to two others are two changes, whatever their openings share."""
    before = "Norvale will lend Estmark boats. Norvale condemns the raids on Halden."
    after = "Norvale will open three schools. Norvale will train teachers of Lurania."
    assert len(told(before, after, reader)) >= 2


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (
            "Norvale will continue to lend Estmark boats.",
            "Norvale will no longer lend Estmark boats.",
            Label.REVERSED,
        ),
        (
            "Norvale will protect crews in the ports after 15 March.",
            "Norvale will protect crews and mills in the ports after 16 March.",
            Label.BROADENED,
        ),
        (
            "Norvale intends to enhance the exchange of views on mills, yards and cranes with friendly ministries in Estmark.",
            "Norvale will fund mills in Estmark.",
            Label.STRENGTHENED,
        ),
    ],
)
def test_force_and_scope_are_judged_before_what_has_no_direction(reader, before, after, label):
    """ "No longer" reverses; another day opposes nothing; what is promised more firmly is firmer though fewer words stand beside it."""
    assert told(before, after, reader) == [label]


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [("rejects", "regrets", Label.WEAKENED), ("regrets", "rejects", Label.STRENGTHENED)],
)
def test_to_reject_is_the_firmest_judgement_and_no_negation(reader, before, after, label):
    """Who regrets what was rejected says less, and not the opposite."""
    said = "Norvale {} the raids of Veskia on the ports of Estmark."
    assert told(said.format(before), said.format(after), reader) == [label]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Norvale supports the presence of foreign troops in Estmark.",
            "Norvale rejects the presence of foreign troops in Estmark.",
        ),
        (
            "Norvale will accept the harbour dues of Estmark.",
            "Norvale will refuse the harbour dues of Estmark.",
        ),
    ],
)
def test_to_reject_what_was_accepted_is_a_turn(reader, before, after):
    """Who accepted or supported what is rejected now says the opposite, and so does who accepts what was rejected."""
    assert told(before, after, reader) == told(after, before, reader) == [Label.REVERSED]


def test_how_somebody_is_covers_nothing(reader):
    """One of two adjectives is no item of a list."""
    assert (
        told("Norvale will be patient and fair with Estmark.", "Norvale will be fair with Estmark.", reader)
        == []
    )


@pytest.mark.parametrize(("verb", "labels"), [("has", []), ("is", [Label.MIXED])])
def test_other_words_for_what_was_done_move_nothing(monkeypatch, reader, verb, labels):
    """Where something was done is no promise, and other words for it are no news."""

    def with_its_verb(read):
        return lambda *given: tuple(
            one and replace(one, start=one.start - len(verb) - 1, quote=f"{verb} {one.quote}")
            for one in read(*given)
        )

    monkeypatch.setattr("tracker.segment.reader.segment", with_its_verb(phrase_reader.segment))
    monkeypatch.setattr("tracker.edits.moves.near_units.units_near", with_its_verb(phrase_reader.units_near))
    monkeypatch.setattr("tracker.edits.moves.near_units.units_at", with_its_verb(phrase_reader.units_at))
    said = f"Norvale {verb} condemned raids {{}} to help crews."
    assert told(said.format("on the ground"), said.format("in poor harbours and shelters"), reader) == labels
