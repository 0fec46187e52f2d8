"""What is taken from the store for an export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fakes import (
    DAY,
    NOW,
    build_change,
    build_facets,
    build_line,
    build_mention,
    build_release,
)
from tests.tracker.store import statement_writer
from tracker.domain import Cause, Kind, Label, Mention
from tracker.exports.atom_feed import atom
from tracker.exports.export_queries import CHANGES_AT_ONCE, change_rows, newest_news, standing_deadlines
from tracker.store.records import ChangeQuery, ChangeSummary

RELEASE = build_release()


@pytest.mark.parametrize("label", [Label.NOT_REPEATED, Label.DROPPED])
def test_only_what_was_dropped_does_not_stand(desk: statement_writer.Desk, label: Label) -> None:
    """A commitment that one statement did not repeat is still due; a dropped one is not."""
    due = build_facets(deadline="by 2032")
    first = desk.say("NV-1", {"fund": "Norvale will pay by 2032."}, facets=due)
    second = desk.say("NV-2", {"other": "Norvale will wait."}, day=DAY + timedelta(days=30))
    before = Mention(first.units[0], first.release)
    desk.silence(second, label, build_line("fund"), before)
    found = standing_deadlines(desk.store, None)
    assert bool(found) == (label is not Label.DROPPED)


def test_a_later_word_on_the_line_takes_the_place_of_the_deadline(desk: statement_writer.Desk) -> None:
    """Where the line was said again without a day, nothing is due any more."""
    due = build_facets(deadline="by 2032")
    desk.say("NV-1", {"fund": "Norvale will pay by 2032."}, facets=due)
    assert len(standing_deadlines(desk.store, "norvale-mfa")) == 1
    assert standing_deadlines(desk.store, "another") == []
    desk.say("NV-2", {"fund": "Norvale will pay."}, day=DAY + timedelta(days=30))
    assert standing_deadlines(desk.store, None) == []


@pytest.mark.parametrize(
    ("day", "since", "until", "asked"),
    [
        (date(2031, 3, 4), None, None, True),
        (date(2031, 3, 4), date(2031, 3, 4), date(2031, 3, 4), True),
        (date(2031, 3, 4), date(2031, 3, 5), None, False),
        (date(2031, 3, 4), None, date(2031, 3, 3), False),
        (None, None, None, True),
        (None, date(2031, 3, 4), None, False),
        (None, None, date(2031, 3, 4), False),
    ],
)
def test_days_asked_for_are_both_in_and_what_is_undated_is_in_none(day, since, until, asked):
    """As for changes and web archives: a window of days holds only what has a day."""
    assert ChangeQuery(since=since, until=until).covers(day) is asked


class Desk:
    """A store of changes that notes which of them it was asked to bring whole."""

    def __init__(self, changes) -> None:
        self.stored_releases = changes
        self.whole: list[int] = []

    def change_summaries(self, since, until, source):
        assert (since, until, source) == (None, None, None) or not self.stored_releases
        return [
            ChangeSummary(
                change.id,
                change.line.id,
                change.release.id,
                "",
                change.label,
                change.cause,
                Kind.U_OWN,
                change.release.published_on,
                at,
                False,
                change.review,
            )
            for change, at in self.stored_releases
        ]

    def changes(self, query):
        self.whole.append(len(query.ids))
        return [change for change, _ in self.stored_releases if change.id in set(query.ids)]


def made(number: int, *, hours: int = 0, ref: str = "NV-1", cause: Cause = Cause.RELEASE):
    """Return a change of line *number*, at a place of its own in the text, that became known *hours* later."""
    release = build_release(ref)
    after = build_mention(release=release, start=number)
    change = build_change(
        Label.WEAKENED, line=build_line(str(number)), after=after, release=release, cause=cause
    )
    return change, NOW + timedelta(hours=hours)


def test_a_feed_asks_for_the_newest_changes_alone():
    """Of two hundred changes the three newest are brought whole; what was recomputed is not counted."""
    desk = Desk([made(number, hours=number) for number in range(200)])
    desk.stored_releases.append(made(500, hours=500, cause=Cause.RECOMPUTED))
    assert [at for _, at in sorted(newest_news(desk, ChangeQuery(), 3), key=lambda one: one[1])] == [
        NOW + timedelta(hours=number) for number in (197, 198, 199)
    ]
    assert desk.whole == [3]


def test_what_is_equally_new_is_brought_whole_to_be_put_in_order():
    """Which of a release's changes come first is told by the text, so none of them is left out before that is known."""
    desk = Desk([made(9 - number, hours=1) for number in range(6)] + [made(20, ref="NV-0")])
    found = list(newest_news(desk, ChangeQuery(), 2))
    assert len(found) == 6
    feed = atom(found, now=NOW, limit=2)
    assert [name in feed for name in ("WEAKENED: 4<", "WEAKENED: 5<", "WEAKENED: 6<")] == [True, True, False]


def test_a_feed_tells_what_is_not_sure_to_who_asks_for_it():
    """What no mail tells is in no feed, and there all the same."""
    unsure, at = made(1)
    desk = Desk([(replace(unsure, review=True), at), made(2)])
    for doubtful, number in ((False, 1), (True, 2)):
        assert len(list(newest_news(desk, ChangeQuery(), 9, doubtful=doubtful))) == number


@pytest.mark.parametrize("limit", [1, 100])
def test_a_feed_of_nothing_asks_for_nothing(limit):
    """A store without a change gives an empty feed."""
    desk = Desk([])
    assert list(newest_news(desk, ChangeQuery(source="norvale-mfa"), limit)) == []
    assert desk.whole == []


def test_changes_are_brought_whole_a_part_at_a_time():
    """A store of any size is exported in the memory of one part, in the order of the store."""
    desk = Desk([made(number) for number in range(CHANGES_AT_ONCE + 1)])
    rows = change_rows(desk, ChangeQuery())
    next(rows)
    assert desk.whole == [CHANGES_AT_ONCE]
    assert [row["start"] for row in rows] == list(range(1, CHANGES_AT_ONCE + 1))
    assert desk.whole == [CHANGES_AT_ONCE, 1]
