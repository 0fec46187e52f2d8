"""Which changes one reader asked for."""

from datetime import date

import pytest

from reports.digest.filters import ChangeFilter, mailable_changes, parse_label
from reports.view.changes import is_edit
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tracker.domain import Cause, Kind, Label
from tracker.errors import ConfigError


def changed(**facets):
    return build_change(Label.WEAKENED, after=build_mention(facets=build_facets(**facets)))


def test_an_empty_filter_asks_for_everything():
    """Who asks for nothing in particular gets all."""
    assert all(ChangeFilter().matches(build_change(label, minor=True)) for label in Label)


def test_a_topic_takes_its_children_along():
    """ "cbrn" meets "cbrn.nuclear"; "cbr" does not."""
    change = changed(topics=frozenset({"cbrn.nuclear"}))
    assert ChangeFilter(topics=("cbrn",)).matches(change)
    assert ChangeFilter(topics=("cbrn.nuclear",)).matches(change)
    assert not ChangeFilter(topics=("cbr",)).matches(change)


def test_a_family_takes_its_kinds_along():
    """ "U" asks for undertakings of every kind, "U.own" for those by the speaker alone."""
    change = build_change(Label.WEAKENED, after=build_mention(kind=Kind.U_JOINT))
    assert ChangeFilter(kinds=("U",)).matches(change)
    assert not ChangeFilter(kinds=("U.own", "D")).matches(change)


def test_a_silence_is_judged_by_what_is_no_longer_said():
    """A dropped line has no later text; its topic is that of the earlier one."""
    before = build_mention(facets=build_facets(topics=frozenset({"cyber"})))
    assert ChangeFilter(topics=("cyber",)).matches(build_change(Label.DROPPED, before=before))


def test_a_label_is_met_where_it_is_one_of_several():
    """Who asks for "weakened" also hears of what is mixed because it weakened."""
    assert ChangeFilter(labels=frozenset({Label.WEAKENED})).matches(
        build_change(Label.MIXED, also=(Label.WEAKENED,))
    )
    assert not ChangeFilter(labels=frozenset({Label.WEAKENED})).matches(build_change(Label.REVERSED))


def test_sources_issuers_and_lines_take_a_wildcard():
    """ "norvale-*" asks for all sources of Norvale; lines are met by name or by id."""
    change = build_change(Label.WEAKENED, line=build_line("Respond to incursions"))
    assert ChangeFilter(sources=("norvale-*",), issuers=("norvale",), lines=("respond*",)).matches(change)
    assert ChangeFilter(lines=(change.line.id,)).matches(change)
    assert not ChangeFilter(sources=("estmark-*",)).matches(change)
    assert not ChangeFilter(issuers=("Estmark",)).matches(change)


def test_who_does_not_want_minor_moves_gets_none():
    """Where emphasis alone moved, a reader may choose not to hear of it."""
    assert not ChangeFilter(minor=False).matches(build_change(Label.WEAKENED, minor=True))


def test_a_recomputed_change_is_never_due():
    """A new engine is not a change of policy, whatever a reader asked for."""
    change = build_change(Label.REVERSED, cause=Cause.RECOMPUTED)
    assert mailable_changes([change], ChangeFilter(), on=date(2031, 3, 5), max_age_days=7) == ()


def test_an_old_release_is_no_news():
    """A release of ten days ago that arrives today is not mailed to a reader of the last seven days."""
    change = build_change(Label.REVERSED)
    assert mailable_changes([change], ChangeFilter(), on=date(2031, 3, 11), max_age_days=7) == (change,)
    assert mailable_changes([change], ChangeFilter(), on=date(2031, 3, 12), max_age_days=7) == ()


def test_an_edit_is_news_of_the_day_it_was_found():
    """A page of last year that was changed today is news today."""
    change = build_change(Label.WEAKENED, cause=Cause.EDIT)
    assert mailable_changes([change], ChangeFilter(), on=date(2032, 1, 1), max_age_days=7) == (change,)


def test_an_undated_release_is_not_mailed():
    """What nobody can place in time is kept off the mail."""
    change = build_change(Label.NEW, release=build_release(published_on=None))
    assert mailable_changes([change], ChangeFilter(), on=date(2031, 3, 5), max_age_days=7) == ()


@pytest.mark.parametrize("text", ["not repeated", "NOT_REPEATED", "not-repeated"])
def test_a_label_may_be_written_as_it_is_read(text):
    """Capitals, blanks and dashes do not matter in the name of a label."""
    assert parse_label(text, "--label") is Label.NOT_REPEATED


def test_a_label_that_does_not_exist_is_refused_with_the_nearest():
    """A slip of the pen is answered with the label that was meant."""
    with pytest.raises(ConfigError, match='--label: there is no label "weakend"; did you mean "WEAKENED"'):
        parse_label("weakend", "--label")


def test_a_party_is_met_where_it_speaks_is_spoken_to_or_is_the_target():
    """Who follows Estmark hears of what others ask of it and do about it; in either text."""
    for facets in (
        {"speakers": frozenset({"Norvale", "Estmark"})},
        {"addressees": frozenset({"Estmark"})},
        {"target": "Estmark"},
    ):
        assert ChangeFilter(parties=("estmark",)).matches(changed(**facets))
    assert not ChangeFilter(parties=("Estmark",)).matches(changed())
    gone = build_change(Label.DROPPED, before=build_mention(facets=build_facets(target="the Estmark fleet")))
    assert ChangeFilter(parties=("*estmark*",)).matches(gone)


@pytest.mark.parametrize(
    ("label", "before", "after", "steps", "met"),
    [
        (Label.WEAKENED, 4, 3, 1, True),
        (Label.WEAKENED, 4, 3, 2, False),
        (Label.STRENGTHENED, 1, 4, 3, True),
        (Label.NARROWED, 4, 4, 1, False),
        (Label.REAFFIRMED, 4, 4, 1, False),
        (Label.REAFFIRMED, 4, 4, 0, True),
        (Label.REVERSED, 4, 4, 4, True),
        (Label.MIXED, 4, 2, 2, True),
    ],
)
def test_a_level_must_have_moved_far_enough(label, before, after, steps, met):
    """Fewer steps than asked for are left out; a reversal is news though its level stood still."""
    change = build_change(
        label,
        before=build_mention(facets=build_facets(level=before)),
        after=build_mention(facets=build_facets(level=after)),
    )
    assert ChangeFilter(level_move=steps).matches(change) is met


@pytest.mark.parametrize("label", [Label.NEW, Label.DROPPED, Label.NOT_REPEATED])
def test_what_came_or_went_has_no_level_to_move(label):
    """A threshold for steps does not hide that a commitment is gone; labels can."""
    assert ChangeFilter(level_move=4).matches(build_change(label))


def test_ladders_of_two_families_do_not_compare():
    """An undertaking that became a demand moved, however their levels are numbered."""
    change = build_change(
        Label.MIXED,
        before=build_mention(facets=build_facets(family="U", level=3)),
        after=build_mention(facets=build_facets(family="D", level=3)),
    )
    assert ChangeFilter(level_move=2).matches(change)


def test_an_edit_is_known_by_its_two_texts_and_not_by_its_cause_alone():
    """A new engine records an edit as recomputed; what lies within one release is an edit whoever recorded it."""
    release = build_release()
    first = build_mention(release=release)
    assert is_edit(build_change(Label.WEAKENED, cause=Cause.EDIT))
    assert is_edit(build_change(Label.NEW, cause=Cause.EDIT))
    assert is_edit(build_change(Label.WEAKENED, before=first, release=release, cause=Cause.RECOMPUTED))
    assert is_edit(build_change(Label.DROPPED, before=first, release=release, cause=Cause.RECOMPUTED))
    for cause in (Cause.RELEASE, Cause.RECOMPUTED):
        assert not is_edit(build_change(Label.WEAKENED, cause=cause))
        assert not is_edit(build_change(Label.DROPPED, cause=cause))
        assert not is_edit(build_change(Label.NEW, cause=cause))
