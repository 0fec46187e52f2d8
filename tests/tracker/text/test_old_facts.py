"""What was done in an earlier year is told, and not undertaken."""

import pytest

from tracker.text.old_facts import is_old_fact


@pytest.mark.parametrize(
    ("before", "said", "is_old"),
    [
        ("In 2029, we ", "announced the Harbour Partnership", True),
        ("In March 2029, Norvale and Estmark ", "signed a treaty of trade", True),
        ("", "Norvale designated the League as an enemy in May 2029", True),
        ("In March 2031, Norvale ", "announced the Harbour Partnership", False),
        ("In 2029, we ", "agreed that we will build a port", True),
        ("By 2029, we ", "will have opened the port", False),
        ("", "Norvale reaffirmed the commitment made in 2029", False),
        ("", "The emergency declared on May 2, 2029, must continue", False),
        ("", "Norvale announced another $45 million for a road begun since 2029", False),
    ],
)  # fmt: skip
def test_an_act_of_an_earlier_year_is_no_new_commitment(before: str, said: str, is_old: bool) -> None:
    """ "In 2029, we announced" in a text of 2031 stood there as a new commitment; what is reaffirmed of then is said now."""
    assert is_old_fact(before + said, 0, len(before), len(before) + len(said), 2031) == is_old
