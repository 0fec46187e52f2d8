"""What the tests of relating share."""

import pytest

from tracker.engine import default_engine


@pytest.fixture(scope="module")
def engine():
    """The engine of this version."""
    return default_engine()
