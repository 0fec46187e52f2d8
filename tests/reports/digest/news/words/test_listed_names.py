"""Names of one list that another list of them has not."""

from __future__ import annotations

import pytest

from reports.digest.news.words.listed_names import moved_names


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "Together with Estmark, Lurania, Veskia and the Republic of Halden we work for a just peace.",
            "We are working for a just peace with Veskia, Lurania and Estmark.",
            True,
        ),
        (
            "The group comprises the United Kingdom, Japan, Norway and Switzerland.",
            "The group comprises Japan, Norway and the United Kingdom.",
            True,
        ),
        (
            "We work with Estmark, Lurania and Veskia.",
            "With Veskia, Estmark and Lurania we work.",
            False,
        ),
        (
            "In January, Estmark, Lurania and Veskia agreed to it.",
            "Estmark, Lurania and Veskia agreed to it.",
            False,
        ),
        (
            "However, Estmark, Lurania and Veskia agreed to it.",
            "Estmark, Lurania and Veskia agreed to it.",
            False,
        ),
        (
            "Voting in favour were Ada Lind, Bo Roth, Eva Holm and Per Dahl.",
            "Voting in favour were Ada Lind, Bo Roth and Eva Holm.",
            False,
        ),
    ],
)
def test_a_name_left_out_of_a_list_is_a_move(before, after, moved):
    """A party that is no longer among those named has been left out, whatever order the rest stands in; who voted is told by name."""
    assert moved_names(before, after) is moved
    assert moved_names(after, before) is moved
