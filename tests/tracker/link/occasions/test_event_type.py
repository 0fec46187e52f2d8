"""Which releases are talk."""

import pytest

from tracker.link.occasions.genre import is_spoken


@pytest.mark.parametrize(
    "title",
    [
        "Department Press Briefing – 3 May 2031",
        "Secretary Ada Holt and Minister Bo Lind at a Joint Press Availability",
        "Remarks at the Opening of the Halden Bridge",
        "Secretary Ada Holt With Bo Lind of Halden News",
        "Secretary Ada Holt And Estmark Foreign Minister Bo Lind Before Their Meeting",
        "Interview of Minister Holt",
        "Questions and Answers after the Rate Decision",
        "Senior Administration Officials on the Release of the Crew",
        "Transcript of the Town Hall at Skerry",
    ],
)
def test_what_is_said_aloud_is_talk(title):
    """Briefings, availabilities, remarks and interviews, and titles that only say who stood there."""
    assert is_spoken(title)


@pytest.mark.parametrize(
    "title",
    [
        "Joint Statement of Norvale and Estmark",
        "Joint Press Statement Following a Call between the President and the Chancellor",
        "Secretary Holt's Meeting with Estmark Foreign Minister Lind",
        "Readout of President Holt's Call with President Lind of Estmark",
        "Statement by Press Secretary Ada Holt on the Storm",
        "Rate statement, 3 May 2031",
        "Notice on the Emergency with Respect to Veskia",
        "",
    ],
)
def test_what_was_agreed_on_or_reported_is_no_talk(title):
    """Statements, read-outs and notices are written: what they leave out was left out."""
    assert not is_spoken(title)
