from __future__ import annotations

import pytest

from tracker.edits.passages import passages
from tracker.extract import extract


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Voting against were Anna R. Fell and Thomas I. Barlow, who wished to wait for the spring.", 1),
        ("Voting for the action was Thomas I. Barlow. The Board will meet again in the spring.", 2),
        ("It was said to you and I. Minister Hale denied all of it in Port Halden.", 2),
        ("The road was laid in World War I. Minister Hale opened it again in the spring.", 2),
        ("They ratified Additional Protocol I. Parties to it must act in time.", 2),
        ("It is set out in Part I. Norvale will report on it in the spring.", 2),
    ],
)
def test_a_name_with_the_initial_i_stands_in_one_passage(text: str, sentences: int) -> None:
    """ "Voting against was Thomas I. | Barlow" would show half of a dissent as new and half as gone: behind a first name "I." is an initial, elsewhere a pronoun or a number."""
    document = extract(text.encode(), "text/plain", charset="utf-8")
    found = passages(document)
    assert len(found) == sentences
    assert " ".join(one.said for one in found) == text
