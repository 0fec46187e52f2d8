"""What a report is made of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.digest.digest import Digest
from reports.digest.filters import ChangeFilter
from reports.digest.report_query import ReportQuery, digest_context, query_report
from reports.view.counts import Count
from tests.fakes import DAY, NOW, build_facets, build_line
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Kind, Label, Mention
from tracker.store import Store

WEEK = timedelta(days=7)


@pytest.fixture
def desk(store: Store) -> Desk:
    """Three new commitments and a new position in March, one more of each a week later; one of March moved then."""
    desk = Desk(store)
    first = desk.say("NV-1", {f"line {row}": f"Norvale will act, {row}." for row in range(3)})
    desk.say(
        "NV-2",
        {"talks": "Norvale calls for talks."},
        kind=Kind.D_CALL,
        facets=build_facets(family="D", level=3),
    )
    before = Mention(first.units[0], first.release)
    desk.say(
        "NV-3",
        {"line 0": "Norvale may act, 0."},
        day=DAY + WEEK,
        label=Label.WEAKENED,
        before=before,
        facets=build_facets(level=2),
    )
    last = desk.say("NV-4", {"line 9": "Norvale will act, 9."}, day=DAY + WEEK)
    for unit in first.units[1:]:
        desk.silence(
            last, Label.NOT_REPEATED, build_line(f"line {unit.ordinal - 1}"), Mention(unit, first.release)
        )
    desk.say("ES-1", {"peace": "Estmark will help."}, source="estmark-mfa", day=DAY + WEEK)
    return desk


def report(store: Store, **asked: object) -> Digest:
    wanted = asked.pop("wanted", ChangeFilter())
    said: list[str] = []
    return query_report(store, ReportQuery(wanted, **asked), [], NOW, warn=said.append)  # type: ignore[arg-type]


def shown(digest: Digest) -> list[str]:
    return [change.line.name for change in digest.section("new").changes]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "asked", [{}, {"since": DAY + WEEK}, {"until": DAY}, {"source": "norvale-mfa"}, {"line": "line 2"}]
)
def test_a_page_that_reads_the_latest_new_lines_only_counts_them_all(
    store: Store, asked: dict[str, object]
) -> None:
    """Nothing is counted otherwise because its words were not read: numbers, releases and title are the same."""
    whole, latest = report(store, **asked), report(store, newest=1, **asked)
    for counted in ("tally", "releases", "title", "lines", "window", "recomputed"):
        assert getattr(latest, counted) == getattr(whole, counted), counted
    assert [section.count for section in latest.sections] == [section.count for section in whole.sections]
    assert latest.section("moved").changes == whole.section("moved").changes
    assert len(shown(latest)) <= 2


@pytest.mark.usefixtures("desk")
def test_the_latest_new_lines_of_either_family_are_shown(store: Store) -> None:
    """Of six new lines two are enough: the last commitment and the last position."""
    digest = report(store, newest=1, source="norvale-mfa")
    assert shown(digest) == ["line 9", "talks"]
    assert digest.section("new").omitted == Count(3, 0)


@pytest.mark.usefixtures("desk")
def test_what_is_filtered_by_its_words_is_read_whole(store: Store) -> None:
    """Which topic a line is about stands in its text; a page cut before that would miss some."""
    digest = report(store, newest=1, wanted=ChangeFilter(kinds=("U",)))
    assert len(shown(digest)) == 5
    assert digest.section("new").omitted == Count()


@pytest.mark.usefixtures("desk")
def test_lines_that_continue_come_with_every_level_up_to_the_end_of_the_window(
    desk: Desk, store: Store
) -> None:
    """The picture of a line in a report on March shows nothing of April."""
    said = desk.say("NV-5", {"talks": "Norvale calls for talks."}, day=DAY + 2 * WEEK, label=Label.REAFFIRMED)
    line = build_line("talks").id
    assert digest_context(store, [said.change]).levels == {
        line: [(DAY, 3, Kind.D_CALL), (DAY + 2 * WEEK, 4, Kind.U_OWN)]
    }
    assert digest_context(store, [said.change], until=DAY + WEEK).levels == {line: [(DAY, 3, Kind.D_CALL)]}


@pytest.mark.usefixtures("desk")
def test_the_texts_that_cards_quote_are_named_and_no_others(store: Store) -> None:
    """A card says in which text each of its two quotes stands; a list of new lines does not."""
    digest = report(store)
    (moved,) = digest.section("moved").changes
    assert moved.before is not None
    assert moved.after is not None
    assert set(digest.background.kept) == {moved.before.unit.revision, moved.after.unit.revision}
    assert digest.background.site is None
