"""With whom and at what rank something was said."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tests.tracker.link.samples import ENGAGE, release, unit
from tracker.link.occasions.occasion import Occasion, occasion_of, why_not_comparable

DAY = date(2031, 5, 3)


def occasion(title, *speakers, issuer="Japan"):
    units = [unit(ENGAGE, speakers=frozenset(speakers or {"Japan"}))]
    return occasion_of(replace(release("a", DAY, title), issuer=issuer), units)


@pytest.mark.parametrize(
    ("title", "speakers", "partners", "rank"),
    [
        ("Minister Arai's Call with French Foreign Minister Petit", (), {"fra"}, "minister"),
        ("Deputy Minister Arai's Meeting with Italy", (), {"ita"}, "deputy minister"),
        ("Joint Statement of Japan, France and Italy", (), {"fra", "ita"}, ""),
        ("Statement on Veskia", ("Japan", "France"), {"fra"}, ""),
        ("Statement on the storm in Italy", (), set(), ""),
        ("Joint Statement on the meeting of Japan and Italy", (), {"ita"}, ""),
        ("Joint Statement on Japan-Italy Cooperation", (), {"ita"}, ""),
        ("Notice with Respect to Italy", (), set(), ""),
    ],
)
def test_partners_are_those_in_the_title_and_those_who_speak(title, speakers, partners, rank):
    """Who meets is in the title, who speaks with is in the units; what a statement is on is no partner."""
    found = occasion(title, *speakers)
    assert (found.partners, found.rank) == (frozenset(partners), rank)


def test_an_encounter_with_a_person_alone_is_with_somebody_unknown():
    """ "Call with President Lind" does not say of which state: no company differs from it."""
    unknown = occasion("Minister Arai's call with Minister Lind")
    assert not unknown.known
    assert unknown.is_similar(Occasion(frozenset({"fra"}), "minister"))


def test_who_issues_together_was_not_with_somebody_unknown():
    """What two wrote with two others is no move of the two, whose own joint statement names nobody else."""
    two = occasion("Joint Statement of Japan and Italy", issuer="Japan-Italy")
    four = occasion(
        "Joint Statement of the Leaders of Japan, Italy, India and Australia", issuer="Japan-Italy"
    )
    assert two.known
    assert occasion("Joint Statement", "G7", issuer="G7").known
    assert not four.is_similar(two)


def test_another_rank_is_another_company_with_the_same_partners():
    """What ministers say is not compared with what deputies said, where ministers spoke before."""
    ministers, deputies = (
        Occasion(frozenset({"fra"}), "minister"),
        Occasion(frozenset({"fra"}), "deputy minister"),
    )
    assert ministers.has_same_partners(deputies)
    assert not ministers.is_similar(deputies)
    assert ministers.is_similar(Occasion(frozenset({"fra"}), ""))


def test_a_bloc_and_its_members_are_one():
    """Whether the text names the G7 or its members beside it, the company is the same."""
    assert Occasion(frozenset({"g7"}), "").is_similar(Occasion(frozenset({"g7", "fra", "ita"}), ""))
    assert not Occasion(frozenset({"eu", "fra"}), "").is_similar(Occasion(frozenset({"eu", "ita"}), ""))


def test_two_blocs_are_two_companies():
    """What was said with the European Union alone was not said with the G7, of which it is one; the G7 with it is the G7."""
    union = Occasion(frozenset({"eu"}), "")
    seven = Occasion(frozenset({"g7", "can", "eu"}), "")
    assert not union.has_same_partners(seven)
    assert seven.has_same_partners(Occasion(frozenset({"g7", "can"}), ""))


def test_the_issuer_is_no_partner_of_its_own():
    """Where the issuer's name is no party's, who speaks most is the issuer."""
    units = [
        unit(ENGAGE, at=at, speakers=frozenset(who))
        for at, who in enumerate(({"Japan"}, {"Japan", "France"}))
    ]
    assert occasion_of(replace(release("a", DAY, ""), issuer="The Foreign Office"), units).partners == {"fra"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Occasion(frozenset({"estmark"}), "minister"), ""),
        (Occasion(frozenset({"estmark"}), ""), ""),
        (Occasion(frozenset({"estmark"}), "head"), "said at another rank"),
        (Occasion(frozenset({"lurania"}), "minister"), "said with other partners"),
    ],
)
def test_what_was_said_in_other_company_is_a_comparison_and_no_move(other, why):
    """The pen of another partner, or of another rank, moves a verb; who is not named is no difference."""
    occasion = Occasion(frozenset({"estmark"}), "minister")
    assert why_not_comparable(occasion, (other, SimpleNamespace())) == why


@pytest.mark.parametrize(
    ("issuer", "speakers"),
    [
        ("Quad leaders", ("Australia", "India", "Japan", "United States")),
        ("G7", ("Canada", "European Union")),
    ],
)
def test_the_members_of_an_issuer_are_the_issuer(issuer, speakers):
    """Whether a text of the Quad names its four or not, it was with nobody else."""
    assert occasion("Joint Statement on the Halden Sea", *speakers, issuer=issuer).partners == frozenset()
