"""What the wording itself says."""

import pytest

from tracker.compare.facets.quote_evidence import (
    added_by_coordination,
    coordinated_objects,
    counterparts,
    is_level,
)


@pytest.mark.parametrize(
    ("shorter", "longer", "added"),
    [
        ("the Halden Sea", "the Halden Sea and the Northern Strait", ("northern strait",)),
        ("patrols in the bay", "patrols in the bay and in the sound", ("sound",)),
        ("missile tests", "missile and nuclear tests", ("nuclear",)),
        ("peace and stability", "peace and lasting stability", ()),
        ("the launches", "the launches, which threaten the peace", ()),
        ("the launches", "the recent launches", ()),
    ],
)
def test_only_what_is_joined_widens(shorter, longer, added):
    """A part beside "and" is more; a description or a clause is not."""
    assert added_by_coordination(shorter, longer) == added


def test_a_clause_is_no_list():
    """Where a clause hangs on the objects, commas join no list."""
    assert coordinated_objects("the ferries, which are old, and the boats") == frozenset()
    assert coordinated_objects("the bay, the sound and the straits") == {"bay", "sound", "straits"}


@pytest.mark.parametrize(
    ("quote", "amount", "level"),
    [
        ("will cut its fleet to 20 ships", "20 ships", True),
        ("will cut its fleet by 20 ships", "20 ships", False),
        ("will cut its fleet by up to 20 ships", "up to 20 ships", False),
        ("will cut its fleet to fewer than 20 ships", "20 ships", True),
        ("will cut 20 ships", "20 ships", False),
    ],
)
def test_a_number_is_a_level_only_after_a_word_that_says_so(quote, amount, level):
    """ "To twenty" is where it ends; "by twenty" is how far it goes."""
    assert is_level(quote, amount) is level


def test_counterparts_are_named_after_with():
    """What the cooperation is for is not with whom it is."""
    assert counterparts("cooperation with Japan and France against China") == (
        frozenset({"jpn", "fra"}),
        False,
    )
    assert counterparts("cooperation on storms") == (frozenset(), False)
