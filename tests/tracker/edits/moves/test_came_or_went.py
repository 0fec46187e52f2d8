"""What is no statement though it was put in or taken out: who met, and words that lead on to one."""

from __future__ import annotations

import pytest

from tests.fakes import build_unit
from tracker.edits.moves.came_or_went import leads_on, reports_meeting


@pytest.mark.parametrize(
    ("said", "reports"),
    [
        ("The ministers discussed the need for a lasting peace in the Halden Sea", True),
        ("Norvale held a second call with Estmark on the ferries", True),
        ("Minister Aren spoke with Minister Oda today to review the truce", True),
        ("The ministers met in Halvern and agreed to open the border", False),
        ("The raids will be met with a firm response", False),
        ("Norvale will discuss the ferries with Estmark", False),
    ],
)
def test_who_met_and_what_was_discussed_is_no_statement(said, reports):
    """What was discussed binds nobody, whatever stands behind it; what was agreed to beside it, and what is to come, does."""
    assert reports_meeting(build_unit(said)) is reports


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("emphasized that the Kingdom of Norvale", True),
        ("noted that, although its first concern", True),
        ("emphasized that Norvale will lend boats", False),
        ("praised the crews that", False),
        ("condemned the raids", False),
    ],
)
def test_a_frame_without_its_content_leads_on(said, leads):
    """ "Stressed that Norvale" says nothing before its verb."""
    assert leads_on(build_unit(said)) is leads
