"""The assignment with the largest sum."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.link.assign import SCIPY_FROM_CELLS, max_sum_assignment

few = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.84])  # few values, so that many sums are equal
tables = st.integers(1, 7).flatmap(
    lambda columns: st.lists(
        st.lists(few | st.floats(0, 1), min_size=columns, max_size=columns), min_size=1, max_size=7
    )
)


@settings(deadline=None)  # the first example imports scipy
@given(tables)
def test_the_matching_is_that_of_scipy(gains):
    """Which of two equally good assignments is taken does not depend on who works it out, SciPy or we."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(gains, maximize=True)
    assert max_sum_assignment(gains) == [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True)
    ]


def test_a_large_release_is_matched_too():
    """A transcript of hundreds of units against thousands of lines is one assignment as well."""
    size = int(SCIPY_FROM_CELLS**0.5) + 1
    gains = [[float(row == column) for column in range(size)] for row in range(size)]
    assert max_sum_assignment(gains) == [(at, at) for at in range(size)]


def test_nothing_to_match_is_no_error():
    """A statement without units, or a source without lines, gives no pairs."""
    assert max_sum_assignment([]) == []
