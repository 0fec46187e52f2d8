"""What travellers are warned of."""

import pytest

from reports.digest.news.redlines.redline_choice import moves_of
from reports.digest.news.redlines.worth.travel_advice import advises_otherwise, warns_elsewhere
from tests.reports.digest.news.redlines.redline_samples import STANDS, compared


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("Exercise a high degree of caution in Japan.", "Avoid non-essential travel to Japan.", True),
        ("We advise against all travel to Japan.", "We advise against all but essential travel to Japan.", True),
        ("Reconsider your need to travel to Japan.", "Do not travel to Japan.", True),
        ("Avoid non-essential travel to Japan.", "We advise against all but essential travel to Japan.", False),
        ("Avoid all travel to Japan.", "Exercise a high degree of caution in Chile.", False),
        ("Avoid all travel to Japan.", "The strait of Japan is closed.", False),
        ("Exercise increased caution in Japan.", "The warning against all travel to Japan has been lifted.", False),
        ("We advise against all travel to the Lurn coast.", "We advise against all but essential travel to the Sarn coast.", False),
        ("For Japan the colour code is orange.", "For Japan the colour code is red.", True),
        ("For the coast of Japan the colour code is red.", "For the coasts of Japan and Chile the colour code is red.", True),
        ("For the coast of Japan the colour code is yellow.", "For the coasts of Japan and Chile the colour code is yellow.", False),
        ("Avoid non-essential travel to Japan.", "Non-essential travel to Japan should be avoided.", False),
        ("We advise against travel to Japan.", "Avoid travelling at night in Japan.", False),
        ("Norvalians are advised against all travel to Japan.", "We advise Norvalians against all travel to Japan.", False),
        ("Avoid non-essential travel to Japan.", "We no longer advise against all travel to Japan.", False),
    ],
)  # fmt: skip
def test_a_warning_to_travellers_moves_by_its_step(before, after, moved):
    """Ministries use four steps, each in words of its own; the same step in other words is no move, nor is another state."""
    assert advises_otherwise(before, after) is moved


def test_a_warning_that_is_lifted_is_told_of_a_text_that_leaves_nothing_else_out():
    """What one ministry alone states is not dropped by its next text, but who warned of a coast and says nothing of it has lifted the warning."""
    warned = "We advise against all but essential travel to the northern coast of the Board."
    idle = "We will watch the price of timber on all markets of the southern coast."
    text = compared((STANDS, warned, idle), (STANDS,), title="Travel advice", whole=True)
    assert [one.quote_before for one in moves_of(text)] == [warned]


@pytest.mark.parametrize(
    ("others", "elsewhere"),
    [
        (["We advise against all but essential travel to Lurn, due to raids."], True),
        (["The road from Kalven to Halvern is closed.", "Avoid all travel to Lurn."], True),
        (["Avoid all travel to Kalven and Lurn."], False),
        ([], True),
    ],
)
def test_a_warning_is_of_its_places_however_alike_its_form(others, elsewhere):
    """All warnings of a ministry are one form: which places it names tells whether the other text warns of them too."""
    assert (
        warns_elsewhere("We advise against all but essential travel to Kalven, due to raids.", others)
        is elsewhere
    )
    assert not warns_elsewhere("The road from Kalven to Halvern is closed.", others)
    assert not warns_elsewhere("Estmark has advised its citizens against all travel to Kalven.", others)
