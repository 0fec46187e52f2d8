"""Which words of a unit carry its force, and where its content begins."""

import pytest

from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.slots.triggers import Trigger, find_trigger
from tracker.segment.tokens import tokenize


def trigger_of(text: str, family: str) -> tuple[Trigger, list[str]]:
    tokens = tokenize(text, 0, len(text))
    found = find_trigger(tokens, 0, len(tokens.raw), family, load_lexicon())
    return found, list(tokens.raw)


@pytest.mark.parametrize(
    ("text", "family", "force", "content"),
    [
        ("reaffirmed their commitment to the defense of Estmark", "U", "reaffirmed", "the"),
        ("called on Veskia to release the crews", "D", "called on", "release"),
        ("the Council will hold joint patrols", "U", "will", "hold"),
    ],
)
def test_force_and_content_are_found_in_words_of_the_lexicon(
    text: str, family: str, force: str, content: str
) -> None:
    """A lead verb, a verb with its addressee, and a modal: what follows is the content."""
    found, words = trigger_of(text, family)
    assert " ".join(words[slice(*found.words)]) == force
    assert words[found.content] == content


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("in May they agreed to patrol the strait", "agreed"),
        ("they may patrol the strait", "may"),
        ("May 2030 saw what shall be spent on the strait", "shall"),
    ],
)
def test_the_month_of_may_is_no_modal(text: str, force: str) -> None:
    """What was agreed in May was agreed, and is not merely possible."""
    found, words = trigger_of(text, "U")
    assert " ".join(words[slice(*found.words)]).split()[0] == force


def test_a_unit_without_any_such_word_is_content_from_its_first() -> None:
    """The network finds units the lexicon has no word for; they stand all the same."""
    found, _ = trigger_of("patrols of the strait by Norvale each week", "U")
    assert (found.words, found.content, found.opening.after) == ((0, 0), 0, 0)
