"""What sort of answer a question asks for."""

from __future__ import annotations

import pytest

from tracker.search.asked_sorts import asked_sort


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("on what terms would Norvale lift the levy", "It goes once the port opens.", "The levy stays."),
        ("what would make Norvale lift the levy", "If boats return, it goes.", "The levy stays."),
        ("how much did Norvale give Halden", "It sent $3 million.", "It sent help."),
        ("how many ferries sail", "Twelve ferries sail.", "Ferries sail."),
        ("by when will the levy go", "It goes by the end of 2031.", "It goes."),
        ("since when has the levy been due", "The board decided to ask for it.", "The levy is due."),
        ("who opposed the rise in the levy", "Voting against was Ada Holt.", "The levy rises."),
        ("how did the board split on the levy", "It was a majority of 5-4.", "The levy rises."),
        ("what did Norvale ask of Veskia", "Norvale urged Veskia to wait.", "They met."),
        ("what did Norvale promise Veskia", "Norvale will send boats.", "They met."),
        ("why did the port close", "It closed because of ice.", "It closed."),
        ("to whom did Norvale give the ferry contract", "It was awarded to Lind Boats.", "They met."),
        ("for how long are boats spared", "They are spared for 18 months.", "They are spared."),
        ("for how long will rates stay low", "They stay at least through mid-2033.", "They stay low."),
        ("until what happens do boats stay", "They stay until the ice goes.", "They stay."),
        ("to whom did Norvale write", "It sent a letter to Minister Orr.", "It sent a letter."),
        ("what did Norvale insist on", "Peace is possible only if boats return.", "They met."),
        (
            "from which day are boats barred",
            "It applies as from 1 May 2031.",
            "On 1 May they met.",
        ),
        ("to what level did the board raise the rate", "It is 4 percent.", "It was raised."),
    ],
)
def test_a_question_is_answered_by_a_sentence_of_its_sort(question: str, answer: str, other: str) -> None:
    """Who asks for a sum wants one, who asks for terms a condition, who asks who voted a vote; what has the words alone answers less."""
    asked = asked_sort(question)
    assert asked is not None
    assert (asked.is_in(answer), asked.is_in(other)) == (True, False)


@pytest.mark.parametrize("words", ["levy terms", "herring by 2031", "what did Norvale say of the levy"])
def test_what_asks_for_no_sort_gets_none(words: str) -> None:
    """Words are no question, and what somebody said may be anything."""
    assert asked_sort(words) is None


def test_the_last_and_the_first_are_told_apart() -> None:
    """Who asks since when wants the first text that has it, who asks for the last demand the last."""
    first, last = asked_sort("since when is the levy due"), asked_sort("what did Norvale last ask of Veskia")
    assert first is not None
    assert last is not None
    assert (first.earliest, first.latest, last.earliest, last.latest) == (True, False, False, True)
