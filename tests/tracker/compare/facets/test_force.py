"""The force of a statement by its own words."""

import pytest

from tracker.compare.facets.facet_judges import judge_force
from tracker.compare.facets.force import force_of


@pytest.mark.parametrize(
    ("quote", "force"),
    [
        ("will continue to impose costs", "undertaking, definite (4)"),
        ("ready to impose further costs", "undertaking, intended (2)"),
        ("committed to make efforts to protect the ferries", "undertaking, best efforts (3)"),
        ("continue sharing radar data", "undertaking, definite (4)"),
        ("will continue our work to share radar data", "undertaking, definite (4)"),
        ("reaffirmed unwavering support for Estmark", "support"),
        ("stressed the importance of the alliance", "importance"),
        ("urged Veskia to return", "demand, urging (3)"),
        ("Veskia must return", "demand, insistent (4)"),
        ("condemned the launch in the strongest terms", "judgment, strongest terms (5)"),
        ("welcomed efforts to end the dispute", "praise"),
    ],
)
def test_the_first_word_of_force_leads(quote, force):
    """The lead verb says what kind of force a statement has; of an undertaking the weaker of lead and head counts."""
    assert str(force_of(quote)) == force


def test_an_undertaking_to_urge_is_left_open():
    """ "Will continue to urge" binds the speaker and asks another: by its words it is on neither ladder alone."""
    assert force_of("will continue to urge Veskia to return") is None


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("ready to impose costs on Veskia", "will continue to impose costs on Veskia", "raised"),
        ("commitment to the sovereignty of Estmark", "support for the sovereignty of Estmark", ""),
        ("noted the importance of the ceasefire", "underscored the importance of the ceasefire", ""),
        ("firmly committed to the plan", "confirmed the vital importance of the plan", "lowered"),
        ("urged both to return to talks", "encouraged both to return to talks", "lowered"),
        ("urged the use of the plan", "stressed the importance of the plan", "lowered"),
        ("condemned the launch", "condemned the launch in the strongest terms", "raised"),
        ("condemned the launch", "denounced the launch as a violation", ""),
        ("expressed concern about the arrests", "condemned the arrests", "raised"),
        ("condemned the launch", "will protect the crews", ""),
        ("stressed the need for the vote to be free", "stressed that the vote must be free", ""),
        ("stressed the need for the vote to be free", "demanded that the vote be free", "raised"),
        ("stressed the need to uphold free passage", "stressed that free passage must be upheld", ""),
        (
            "stressed the need to keep to the treaty",
            "stressed that Estmark must keep to the treaty",
            "raised",
        ),
        ("stressed the importance of a free vote", "stressed that the vote must be free", "raised"),
    ],
)
def test_only_words_on_one_ladder_move_a_level(before, after, verdict):
    """ "Commitment to" and "support for" one object are one formula; how a read-out says "stressed" is no level."""
    assert judge_force(force_of(before), force_of(after)) == verdict


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Through our commitment to protect the ferries", "None"),
        ("Until Veskia is ready to return to the Compact", "None"),
        ("In line with our commitment to peace, we will protect the ferries", "undertaking, definite (4)"),
        ("In the coming year we will protect the ferries", "undertaking, definite (4)"),
        ("has set a goal of doubling the number of ferries", "None"),
    ],
)
def test_what_only_says_how_when_or_why_has_no_force_of_its_own(quote, told):
    """ "Through our commitment to X" commits to nothing anew, and "until Veskia is ready" is Veskia's readiness."""
    assert str(force_of(quote)) == told
