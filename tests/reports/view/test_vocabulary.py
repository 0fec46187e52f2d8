"""What labels, kinds and levels are called."""

import pytest

from reports.view.vocabulary import (
    KINDS,
    LABEL_WORDS,
    LADDERS,
    LEVEL_NAMES,
    facet_value,
    kind_words,
    ladder_of,
    level_name,
)
from tracker.domain import Kind, Label


def test_every_label_has_a_word_a_mark_and_a_meaning_of_its_own():
    """No two labels look alike, in colour or without."""
    assert set(LABEL_WORDS) == set(Label)
    assert len({words.word for words in LABEL_WORDS.values()}) == len(Label)
    assert len({words.mark for words in LABEL_WORDS.values()}) == len(Label)
    assert all(words.meaning.endswith(".") for words in LABEL_WORDS.values())


def test_every_kind_and_every_level_of_its_ladder_has_a_word():
    """No reader meets "D.call 3"."""
    assert set(KINDS) == set(Kind)
    assert set(LEVEL_NAMES) == {kind.family for kind in Kind}
    assert kind_words(Kind.D_CALL, 3) == "call on others, urging\xa0●●●○○"


@pytest.mark.parametrize("family", LEVEL_NAMES)
def test_the_rungs_of_a_ladder_are_told_apart(family):
    """Five rungs, five words."""
    assert len({level_name(family, level) for level in range(1, 6)}) == 5


@pytest.mark.parametrize(
    ("facet", "value", "said"),
    [
        ("level", "4", "definite (4)"),
        ("level", "definite", "definite"),
        ("intensity", "-1", "hedged"),
        ("amount", "", "none"),
        ("condition", "as appropriate", "as appropriate"),
    ],
)
def test_values_are_put_in_words(facet, value, said):
    """Codes become words, words stay as they were written, nothing is "none"."""
    assert facet_value(facet, value, "U") == said


def test_a_level_of_praise_is_named_on_the_ladder_of_praise():
    """The words of the ladder of judgments are for blame: praise of level 2 is no "deep concern"."""
    assert facet_value("level", "2", ladder_of(Kind.E_PRAISE)) == "praise (2)"
    assert facet_value("level", "2", ladder_of(Kind.E_CONCERN)) == "deep concern (2)"
    assert {ladder_of(kind) for kind in Kind} == set(LADDERS)
