"""What a formula is, and how much of it makes a use."""

from __future__ import annotations

import pytest

from tracker.errors import ConfigError
from tracker.formula.wording import parse_formula, phrase, runs, suffices
from tracker.text.spelling import one_spelling, root


@pytest.mark.parametrize("text", ["peace", "the peace", "of the"])
def test_one_word_is_no_formula(text: str) -> None:
    """A single word, or none that carries a meaning, would be in every text: the error says to give the phrase around it."""
    with pytest.raises(ConfigError, match="every text would use it; give the phrase around it"):
        parse_formula(text)


def test_the_head_stands_before_the_first_preposition() -> None:
    """In "freedom of navigation in the Halden Sea" what is said is freedom; the rest says of what and where."""
    formula = parse_formula("freedom of navigation in the Halden Sea")
    assert {formula.words[at].text for at in formula.head} == {"freedom"}


def test_three_of_four_words_are_enough() -> None:
    """Of four words that carry a formula one may be missing where the others tell it and one of the head is there; of two, none."""
    formula = parse_formula("peace and stability across the Halden Strait")
    assert suffices(formula, frozenset({0, 5, 6}), lambda _: 0.8)
    assert not suffices(formula, frozenset({0, 5, 6}), lambda _: 0.3)
    assert not suffices(formula, frozenset({5, 6}), lambda _: 1.0)
    assert not suffices(parse_formula("considerable period"), frozenset({0}), lambda _: 1.0)


def test_fewer_words_are_enough_where_they_tell_the_rest() -> None:
    """ "Disarmament" alone is a use where it hardly ever stands without the rest of the formula, and else is not."""
    formula = parse_formula("complete disarmament of the Halden Isles")
    noun = frozenset({1})
    assert suffices(formula, noun, lambda _: 0.8)
    assert not suffices(formula, noun, lambda _: 0.3)


def test_words_that_follow_each_other_are_looked_for_together() -> None:
    """Of "peace and stability across the Halden Strait" without Halden, "peace and stability" is one phrase."""
    formula = parse_formula("peace and stability across the Halden Strait")
    first, last = runs(formula, frozenset({0, 2, 6}))
    assert phrase(formula, first) == ("peace", "and", "stability")
    assert phrase(formula, last) == ("strait",)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("neutralisation", "neutralization"),
        ("harbour", "harbor"),
        ("defence", "defense"),
        ("programme", "program"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    """British and American spelling is no change of wording."""
    assert one_spelling(british) == one_spelling(american)


def test_words_that_only_look_british_stay() -> None:
    """ "Promise", "four" and "exercise" are spelled alike everywhere."""
    assert [one_spelling(word) for word in ("promise", "four", "exercise")] == ["promise", "four", "exercise"]


def test_forms_of_a_word_share_a_root() -> None:
    """ "Neutralised" and "neutralization" are forms of one word."""
    assert root("neutralised") == root("neutralization")
