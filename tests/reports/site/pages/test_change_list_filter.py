"""Which moves a reader asks for."""

from datetime import date, timedelta

import pytest

from reports.site.page_context import QueryError
from reports.site.pages.change_list_filter import (
    ChangeListFilter,
    filter_query,
    parse_filter,
    select_changes,
    select_fields,
)
from tests.fakes import DAY
from tests.reports.site.small_indexes import Told
from tracker.domain import Cause, Kind, Label

ATLAS = (
    Told()
    .say("respond", 40)
    .say("respond", 10, Label.WEAKENED)
    .say("respond", 0, Label.REAFFIRMED)
    .say("patrol", 30, topics=("cbrn.nuclear",), addressees=("VSK",))
    .say("patrol", 5, Label.STRENGTHENED, topics=("cbrn.nuclear",), addressees=("VSK",))
    .say("rebuke", 20, kind=Kind.E_CONDEMN, source="estmark", speakers=("Estmark",), topics=("cyber",))
    .say(
        "rebuke", 5, Label.WEAKENED, kind=Kind.E_CONDEMN, source="estmark", speakers=("Estmark",),
        topics=("cyber",), cause=Cause.EDIT,
    )
    .say("rebuke", 1, Label.NOT_REPEATED, kind=Kind.E_CONDEMN, source="estmark")
    .atlas()
)  # fmt: skip


def asked(**query):
    return {
        (ATLAS.lines[move.line].line.name, move.label)
        for move in select_changes(ATLAS, parse_filter({}, query, ATLAS))
    }


def test_what_moved_is_asked_for_unless_more_is():
    """What continues, is new, or was not repeated once is no move, and is left out until it is wanted."""
    moved = {("respond", Label.WEAKENED), ("patrol", Label.STRENGTHENED), ("rebuke", Label.WEAKENED)}
    assert asked() == moved
    assert asked(also="calm") == moved | {
        ("respond", Label.NEW),
        ("respond", Label.REAFFIRMED),
        ("patrol", Label.NEW),
        ("rebuke", Label.NEW),
        ("rebuke", Label.NOT_REPEATED),
    }


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ({"label": "weakened"}, {"respond", "rebuke"}),
        ({"label": "reaffirmed"}, {"respond"}),
        ({"family": "commitments"}, {"respond", "patrol"}),
        ({"family": "positions"}, {"rebuke"}),
        ({"topic": "cbrn"}, {"patrol"}),
        ({"topic": "cyber"}, {"rebuke"}),
        ({"party": "Estmark"}, {"rebuke"}),
        ({"party": "VSK"}, {"patrol"}),
        ({"source": "estmark"}, {"rebuke"}),
        ({"cause": "edit"}, {"rebuke"}),
        ({"since": str(DAY - timedelta(days=5))}, {"patrol", "rebuke"}),
        ({"until": str(DAY - timedelta(days=6))}, {"respond"}),
        ({"label": "weakened", "family": "commitments"}, {"respond"}),
        ({"party": "Norvale", "topic": "cyber"}, set()),
    ],
)
def test_each_filter_narrows_and_filters_combine(query, lines):
    """A topic takes its children along; a party is met where it speaks or is addressed; days are inclusive."""
    assert {name for name, _ in asked(**query)} == lines


def test_moves_come_newest_first():
    """A reader of the list meets the latest first."""
    days = [move.published_on for move in select_changes(ATLAS, ChangeListFilter(calm=True))]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"label": "softened"}, "label: there is none of that name"),
        ({"topic": "cbr"}, "topic: there is none"),
        ({"party": "Lurania"}, "party: there is none"),
        ({"source": "x"}, "source: there is none"),
        ({"cause": "whim"}, "cause: there is none"),
        ({"family": "both"}, "family: there is none"),
        ({"also": "everything"}, "also: there is none"),
        ({"since": "4 March"}, "since: a day is wanted, as 2031-03-04"),
        ({"since": "2031-03-04", "until": "2031-03-01"}, "swap the two days"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_one_line_that_mends_it(query, said):
    """A filter with a slip never silently shows something else."""
    with pytest.raises(QueryError, match=said):
        parse_filter({}, query, ATLAS)


def test_what_was_asked_for_can_be_asked_again():
    """The address made from a question asks the same question."""
    query = {
        "label": "weakened", "also": "calm", "family": "positions", "topic": "cyber", "party": "Estmark",
        "source": "estmark", "cause": "edit", "since": "2031-01-01", "until": "2031-03-04",
        "shelf": "unsure",
    }  # fmt: skip
    question = parse_filter({}, query, ATLAS)
    assert question.since == date(2031, 1, 1)
    assert filter_query(question) == query
    assert parse_filter({}, filter_query(question), ATLAS) == question


def test_a_label_in_the_address_is_a_filter_like_any_other():
    """changes-weakened.html asks for what ?label=weakened asks for, and a file can answer it."""
    question = parse_filter({"label": "weakened"}, {}, ATLAS)
    assert question == parse_filter({}, {"label": "weakened"}, ATLAS)
    assert not question.filtered
    assert parse_filter({"label": "weakened"}, {"topic": "cyber"}, ATLAS).filtered


def test_the_form_offers_what_is_held_and_shows_what_was_chosen():
    """Only topics, parties and sources that occur can be chosen; a parent of topics can."""
    form = {field.name: field for field in select_fields(ATLAS, parse_filter({}, {"topic": "cbrn"}, ATLAS))}
    topics = {one.value: one for one in form["topic"].choices}
    assert set(topics) == {"", "cbrn", "cbrn.nuclear", "cyber", "military", "military.alliance"}
    assert [one.value for one in form["topic"].choices if one.chosen] == ["cbrn"]
    assert {one.value for one in form["source"].choices} == {"", "norvale-mfa", "estmark"}
    assert [one.value for one in form["label"].choices if one.chosen] == [""]
