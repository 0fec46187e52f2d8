"""Issuers and parties that no table knows."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import Read


@pytest.mark.parametrize(
    ("issuer", "speaker"),
    [
        ("Halden Treaty Organisation", "Halden Treaty Organisation"),
        ("Council of the Meridian Compact", "Council of the Meridian Compact"),
        ("Ministry of Foreign Affairs of the People's Republic of Sundmark", "Sundmark"),
        ("Sundmark Ministry of Defence", "Sundmark"),
        ("Reserve Bank of Sundmark", "Reserve Bank of Sundmark"),
        ("Department of State, United Commonwealth of Sundmark", "Sundmark"),
        ("Sundmark Department of State", "Sundmark"),
        ("Department of State, Bureau of Oceans", "USA"),
        ("Secretary of State, Department of State", "USA"),
        ("Security Council of the Concord of Nations", "Security Council of the Concord of Nations"),
    ],
)
def test_an_issuer_nobody_knows_speaks_for_itself(read_as: Read, issuer: str, speaker: str) -> None:
    """No state that a text talks about says what "we" say in it, whatever its issuer is called."""
    text = "Russia bears sole responsibility for its war. We will place more crews at readiness by 2035."
    (unit,) = read_as(
        text, ("will place more crews at readiness by 2035", "U.own"), issuer=issuer, title="Declaration"
    )
    assert unit.facets.speakers == {speaker}


def test_without_an_issuer_nobody_is_made_the_speaker(read_as: Read) -> None:
    """A text that says neither whose it is nor who "we" are leaves that open."""
    text = "Russia bears sole responsibility for its war. We will place more crews at readiness by 2035."
    (unit,) = read_as(
        text, ("will place more crews at readiness by 2035", "U.own"), issuer="", title="Declaration"
    )
    assert unit.facets.speakers == {"unresolved"}


def test_a_group_says_what_its_members_agree_wherever_they_meet(read_as: Read) -> None:
    """Who hosts a meeting, and beside whose meeting it is held, agrees nothing in its communiqué."""
    text = "We met in the margins of the Annual Meetings of the IMF and the World Bank Group. We will offer relief."
    issuer = "Group of Fourteen Finance Ministers"
    (unit,) = read_as(text, ("will offer relief", "U.joint"), issuer=issuer, title="Communiqué")
    assert unit.facets.speakers == {issuer}


def test_whom_a_title_joins_to_the_issuer_takes_part(read_as: Read) -> None:
    """A state or a canton that no table has is a party of the text that has it in its title."""
    text = "Kesh will lend 4 million crowns to the harbour. The two leaders agreed to hold talks."
    one, both = read_as(
        text,
        ("will lend 4 million crowns to the harbour", "U.own"),
        ("agreed to hold talks", "U.joint"),
        issuer="Ministry of Foreign Affairs of Sundmark",
        title="Sundmark - Kesh Joint Statement",
    )
    assert (one.facets.speakers, both.facets.speakers) == ({"Kesh"}, {"Kesh", "Sundmark"})


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Norvale Chamber of Mines called on us to lower the toll.", "called on us to lower the toll"),
        ("The IMF, in its report of May, said that the rate must fall.", "said that the rate must fall"),
        ("One member held that the toll is unfair.", "held that the toll is unfair"),
    ],
)
def test_what_somebody_outside_says_is_not_the_issuers(read_as: Read, text: str, quote: str) -> None:
    """A union, a fund or one member speaks for itself in the text of a bank or a group."""
    (unit,) = read_as(text, (quote, "S.principle"), issuer="Reserve Bank of Sundmark", title="Decision")
    assert unit.facets.speakers == {"unresolved"}


def test_who_thanks_a_union_says_the_rest_itself(read_as: Read) -> None:
    """Somebody outside who is only named says nothing."""
    text = "Sundmark thanked the trade unions and called for lower tolls."
    (unit,) = read_as(
        text, ("called for lower tolls", "D.call"), issuer="Government of Sundmark", title="Statement"
    )
    assert unit.facets.speakers == {"Sundmark"}


@pytest.mark.parametrize("title", ["Iran – Nuclear Talks", "Sundmark–Arctic Strategic Dialogue"])
def test_what_talks_are_on_is_no_party(read_as: Read, title: str) -> None:
    """Only a name that a title joins to the issuer itself takes part, and no matter."""
    text = "Nuclear weapons will be banned. Arctic waters will be watched."
    units = read_as(
        text,
        ("Nuclear weapons will be banned", "U.own"),
        ("Arctic waters will be watched", "U.own"),
        issuer="Government of Sundmark",
        title=title,
    )
    assert {unit.facets.speakers for unit in units} == {frozenset({"Sundmark"})}


def test_an_office_is_of_the_state_that_the_issuer_names(read_as: Read) -> None:
    """ "The Department of State" in a text of Sundmark's is Sundmark's own, as others have offices of that name."""
    text = "The Department of State will reopen the consulate in Halvern by 2035."
    (unit,) = read_as(
        text,
        ("will reopen the consulate in Halvern by 2035", "U.own"),
        issuer="Department of State, United Commonwealth of Sundmark",
        title="Statement",
    )
    assert unit.facets.speakers == {"Sundmark"}
