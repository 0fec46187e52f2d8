"""What only leads to a statement, or runs a conversation, is none."""

import pytest

from tracker.text.asides import states_nothing


@pytest.mark.parametrize(
    ("before", "said", "nothing"),
    [
        ("In ", "determining the size of its moves", True),
        ("By ", "recalling the pact, they reaffirmed it", False),
        ("They agreed on ", "determining the size of the fleet", False),
        ("", "let’s go back to the line of Orr", True),
        ("", "we’ll turn to your questions", True),
        ("", "I’ll get back to you on that", True),
        ("", "we will turn to Estmark for help", False),
        ("They also ", "discussed the importance of the strait", True),
        ("", "The two sides exchanged views on the strait", True),
    ],
)  # fmt: skip
def test_clauses_and_talk_state_nothing(before: str, said: str, nothing: bool) -> None:
    """ "In determining how long …" says when, "let's go to Orr" whose turn it is, "discussed" that there was talk."""
    assert states_nothing(before + said, 0, len(before), len(before) + len(said)) == nothing
