"""Lists of what is covered."""

import pytest

from tests.tracker.link.samples import unit
from tracker.compare.facets.scope import scope_move, scope_of


def move(before, after):
    """Return how the scope moved from one target to the other, each said with "will protect"."""
    found = scope_move(
        scope_of(unit(f"will protect {before}", target=before)),
        scope_of(unit(f"will protect {after}", target=after, revision="r2")),
    )
    return (found.verdict, found.extra) if found else None


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("boats", "boats and ferries", ("wider", ("ferries",))),
        ("boats, ferries and tankers", "boats and tankers", ("narrower", ("ferries",))),
        ("sustained dialogue", "sustained and sincere dialogue", None),
        ("boats and ferries", "boats and", None),
        ("boats", "boats and", None),
    ],
)
def test_a_list_moves_by_its_items(before, after, found):
    """An item more is wider; an adjective of praise is none, and a quote that was cut off lost nothing."""
    assert move(before, after) == found


def test_what_hangs_on_the_tail_is_not_covered():
    """ "In the face of storms and floods" says why, not what."""
    before = unit("will protect the small ferries", target="ferries")
    after = unit(
        "will protect the small ferries in the face of storms and floods",
        target="ferries in the face of storms and floods",
        revision="r2",
    )
    assert scope_move(scope_of(before), scope_of(after)) is None
