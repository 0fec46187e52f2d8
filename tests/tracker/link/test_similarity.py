"""How alike two mentions are."""

import pytest

from tests.tracker.link.samples import ENGAGE, unit
from tracker.domain import Kind
from tracker.link.assign import THRESHOLD
from tracker.link.features import extract_features
from tracker.link.idf import UNIFORM_WEIGHTS
from tracker.link.similarity import compare_features, series_penalty


def likeness(one, other, doubt=0.0):
    return compare_features(extract_features(one), extract_features(other), UNIFORM_WEIGHTS, doubt=doubt)


def test_the_same_words_with_other_dates_and_numbers_are_one_line():
    """A sentence repeated next year with next year's date is a repetition."""
    one = unit("will provide 20 million crowns in relief for Veskia by 30 June 2031")
    other = unit("will provide 35 million crowns in relief for Veskia by 1 May 2032")
    assert likeness(one, other).score > 0.9
    assert likeness(one, other).reasons == ("same wording, dates and numbers aside",)


@pytest.mark.parametrize(
    "other",
    [
        "decided to consider engaging Lurania",
        "will no longer make efforts to engage Lurania",
        "agreed to suspend efforts to engage Lurania, as appropriate",
    ],
)
def test_strength_and_polarity_are_not_identity(other):
    """A weaker verb, a condition or a reversal stays on the line: that is what changes on it."""
    assert likeness(unit(ENGAGE, target="Lurania"), unit(other, target="Lurania")).score > THRESHOLD


def test_another_state_is_another_line():
    """Engaging Japan does not continue engaging France, though every other word is the same."""
    one, other = unit("agreed to continue to engage Japan"), unit("agreed to continue to engage France")
    assert likeness(one, other).score < likeness(one, unit("agreed to engage Japan")).score - 0.3


def test_a_state_left_unnamed_is_that_of_the_setting():
    """ "Its sovereignty", in a read-out with Japan, is about Japan even where the sentence names only an aggressor."""
    named = extract_features(unit("will support the sovereignty of Japan"), frozenset({"jpn"}))
    unnamed = extract_features(unit("will support its sovereignty against China"), frozenset({"jpn"}))
    elsewhere = extract_features(unit("will support its sovereignty against China"), frozenset({"fra"}))
    assert (
        compare_features(named, unnamed, UNIFORM_WEIGHTS).score
        > compare_features(named, elsewhere, UNIFORM_WEIGHTS).score + 0.3
    )


def test_a_judgment_does_not_become_an_undertaking():
    """Condemning incursions and deterring incursions are two lines."""
    one = unit("condemned the incursions in the Halden Sea", kind=Kind.E_CONDEMN)
    assert likeness(one, unit("will deter incursions in the Halden Sea")).score == 0
    assert "do not move" in likeness(one, unit("will deter incursions in the Halden Sea")).reasons[0]


def test_demands_on_different_parties_are_different():
    """What is asked of Veskia is not what is asked of Lurania."""
    one = unit("called on Veskia to withdraw", kind=Kind.D_CALL, addressees=frozenset({"Veskia"}))
    other = unit(
        "called on Lurania to withdraw its ships", kind=Kind.D_CALL, addressees=frozenset({"Lurania"})
    )
    assert likeness(one, other).reasons == ("asked of others",)


def test_a_courtesy_is_no_repetition_outside_a_series():
    """ "We appreciate it" in two places says nothing twice."""
    one, other = unit("appreciate it"), unit("appreciate it", revision="r2")
    assert likeness(one, other, doubt=2.0).score == 0


def test_a_line_elsewhere_needs_more_the_more_lines_there_are():
    """Among ten thousand lines some are alike by chance; within a series nothing is deducted."""
    assert series_penalty(10_000, series=True, within=True) == 0
    assert (
        series_penalty(10_000, series=False, within=False)
        > series_penalty(100, series=False, within=False)
        > 0
    )
    assert series_penalty(20, series=False, within=False) == 0


def test_likeness_has_no_direction():
    """A is as like B as B is like A."""
    one = unit(ENGAGE, topics=frozenset({"economic.trade"}), act="engage")
    other = unit("hope to open talks with Lurania and Veskia", act="engage")
    assert likeness(one, other).score == likeness(other, one).score


def test_alike_notices_are_told_apart_by_their_numbers():
    """The number of an order stays from year to year; the date of its renewal does not."""
    held = unit("the emergency declared in Order 114 must continue beyond 3 May 2031")
    same = unit("the emergency declared in Order 114 must continue beyond 3 May 2032")
    other = unit("the emergency declared in Order 977 must continue beyond 9 July 2032")
    assert likeness(held, same).score > likeness(held, other).score
