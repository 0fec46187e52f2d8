"""What the words on a page mean."""

from dataclasses import fields

import pytest

from reports.digest.digest import DigestContext
from reports.digest.layout.section_layout import DisplayOptions
from reports.view.dates import ISO
from reports.view.legend import legend_for
from reports.view.vocabulary import FACET_MEANINGS, FACETS, KIND_MEANINGS, KINDS, LEVEL_EXAMPLES, TAG_MEANINGS
from tests.fakes import build_change, build_facets, build_mention
from tracker.domain import Cause, Delta, Kind, Label
from tracker.level_names import LEVEL_NAMES


def legend(*changes, levels=None):
    show = DisplayOptions(ISO, show_issuer=False, background=DigestContext(levels=levels or {}))
    continuing = [change for change in changes if change.label is Label.REAFFIRMED]
    cards = show.cards(change for change in changes if change.label is not Label.REAFFIRMED)
    return legend_for(changes, cards, show.threads(continuing))


def test_every_kind_level_and_facet_has_a_meaning():
    """Whatever occurs on a page can be explained on it."""
    assert set(KIND_MEANINGS) == set(KINDS) == set(Kind)
    assert set(FACET_MEANINGS) == set(FACETS)
    assert set(LEVEL_EXAMPLES) == set(LEVEL_NAMES)
    assert all(meaning.endswith(".") for meaning in (*KIND_MEANINGS.values(), *TAG_MEANINGS.values()))


@pytest.mark.parametrize("cause", list(Cause))
def test_every_tag_a_card_may_carry_is_explained(cause):
    """Nobody has to guess what "check" asks of them."""
    change = build_change(Label.WEAKENED, cause=cause, review=True, minor=True, also=(Label.NARROWED,))
    (card,) = DisplayOptions(ISO, show_issuer=False, background=DigestContext()).cards([change])
    assert set(card.tags) < {tag for tag, _ in legend(change).tags}
    assert [one.word for one in legend(change).labels] == ["weakened", "narrowed"]


def test_only_what_occurs_is_explained():
    """A page of one new undertaking does not explain demands, redlines and sparklines."""
    found = legend(build_change(Label.NEW))
    assert [one.word for one in found.labels] == ["new"]
    assert found.kinds == (("undertaking", "The speaker alone will act, or refrain."),)
    assert [ladder.family for ladder in found.ladders] == ["undertaking"]
    assert (found.facets, found.tags, found.sure) == ((), (), "")
    assert not found.redlined
    assert not found.sparked


def test_a_move_between_families_explains_both_ladders():
    """From "will patrol" to "supports patrols": the reader needs to know both fours and twos."""
    stance = build_mention(kind=Kind.S_SUPPORT, facets=build_facets(family="S", level=2))
    moved = build_change(Label.WEAKENED, after=stance, deltas=(Delta("level", "4", "2", "lowered"),))
    found = legend(moved)
    assert [ladder.family for ladder in found.ladders] == ["undertaking", "stance"]
    assert [rung.number for rung in found.ladders[0].rungs] == [1, 2, 3, 4, 5]
    assert found.facets == (("Kind", FACET_MEANINGS["family"]),)
    assert found.redlined


def test_praise_is_not_explained_by_the_ladder_of_blame():
    """Praise has its number alone; "deep concern" would be the wrong word for it."""
    praise = build_mention(kind=Kind.E_PRAISE, facets=build_facets(family="E", level=2))
    assert legend(build_change(Label.NEW, after=praise)).ladders == ()


def test_the_picture_of_a_line_is_explained_where_there_is_one():
    """A step line without a scale is decoration."""
    change = build_change()
    assert not legend(change).sparked
    said = [(change.before.release.published_on, 4, Kind.U_OWN), (change.release.published_on, 4, Kind.U_OWN)]
    assert legend(change, levels={change.line.id: said}).sparked


def test_a_page_without_changes_has_no_legend():
    """There is nothing to explain."""
    empty = legend_for((), ())
    assert not empty
    assert all(not getattr(empty, one.name) for one in fields(empty))
