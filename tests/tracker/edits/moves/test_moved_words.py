"""Words that only stand elsewhere in their sentence now."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label


@pytest.fixture(scope="module")
def reader():
    """The engine of this version."""
    return engine()


def labels_of(before, after, reader):
    """Return the labels told where *before* became *after*."""
    changes = edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes
    return [one.label for one in changes]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Norvale will, if necessary, send more boats to Estmark.", "Norvale will send boats to Estmark, more if necessary."),
        ("Norvale calls on Lurania, Estmark and Veskia to open the ports.", "Norvale calls on Estmark, Veskia and Lurania to open the ports."),
        ("Norvale will open no port of Estmark to Veskia.", "Norvale will not open any port of Estmark to Veskia."),
        ("Norvale will hold at least two exercises with Estmark.", "Norvale will hold exercises with Estmark, no fewer than two."),
        ("Norvale will train Estmarkian crews.", "Norvale will train crews of Estmark."),
    ],
)  # fmt: skip
def test_what_stands_elsewhere_in_the_sentence_was_neither_struck_nor_put_in(reader, before, after):
    """A condition, a name, a negation or a floor that the sentence says at another place moves nothing."""
    assert labels_of(before, after, reader) == []


def test_what_takes_the_place_of_words_that_moved_came(reader):
    """Where Estmark makes room for Lurania and is named behind it, Lurania came."""
    before, after = "Norvale will patrol with Estmark.", "Norvale will patrol with Lurania and Estmark."
    assert labels_of(before, after, reader) == [Label.BROADENED]


def test_a_rule_names_a_state_as_the_text_writes_it(reader):
    """A name that was struck is shown with its capital."""
    said = "The ministers of Norvale called on Brelia, Corvia and Dunmark to withdraw their boats from the islands."
    less = said.replace(", Corvia", "")
    (change,) = edited(f"{WEATHER}\n\n{said}", f"{WEATHER}\n\n{less}", reader).changes
    assert change.rule == "struck: Corvia"


def test_a_negation_in_other_words_reverses_nothing(reader):
    """Who will open no port and who does not open any port denies the same."""
    before = "Norvale will open no port and no harbour to the ships of Veskia."
    after = "Norvale does not and will not open any port or harbour to the ships of Veskia."
    assert Label.REVERSED not in labels_of(before, after, reader)
