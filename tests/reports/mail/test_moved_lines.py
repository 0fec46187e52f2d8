"""Which lines a mail draws, and with which marks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reports.charts.line_marks import mark_for_event
from reports.digest.compose import compose
from reports.mail.moved_lines import line_with_marks, moved_lines_to_draw
from reports.view.line_events import line_events
from tests.fakes import DAY, NOW, build_change, build_facets, build_line, build_mention, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Change, Kind, Label, Mention, Release
from tracker.store import Store

WEEK = timedelta(days=7)
DAYS = [(f"NV-{number}", DAY + number * WEEK) for number in range(3)]


def say(store: Store, name: str, times: int, until: date = DAY + 2 * WEEK) -> None:
    """Let Norvale say a line so many times, a week apart and at level 4; *until* then at level 3."""
    desk = Desk(store)
    for number in range(times):
        ends = number == times - 1
        desk.say(
            f"{name} {number}",
            {name: f"Norvale will {name} {number}."},
            day=until - (times - 1 - number) * WEEK,
            label=Label.WEAKENED if ends else Label.REAFFIRMED if number else Label.NEW,
            facets=build_facets(level=3 if ends else 4),
        )


def item(name: str, label: Label = Label.WEAKENED) -> Change:
    """Return a move of a line of its own, in words that bear it out."""
    release = build_release(f"item {name}")
    after = build_mention(f"Norvale may respond to an incursion into the sea of {name}.", release=release)
    return build_change(label, line=build_line(name), release=release, after=after)


def test_a_line_that_moved_is_drawn_with_every_time_it_was_said(store: Store) -> None:
    """Its marks are those of the whole history, not of the window of the digest."""
    say(store, "respond", 3)
    digest = compose([item("respond")])
    (line,) = moved_lines_to_draw(store, digest, DAY + 9 * WEEK)
    assert line.name == "respond"
    assert [(mark.day, mark.level, mark.label) for mark in line.marks] == [
        (DAY, 4, Label.NEW),
        (DAY + WEEK, 4, Label.REAFFIRMED),
        (DAY + 2 * WEEK, 3, Label.WEAKENED),
    ]


def test_what_was_said_after_the_window_is_not_drawn(store: Store) -> None:
    """A preview of last month shows what was known then; two times are no course."""
    say(store, "respond", 4, until=DAY + 3 * WEEK)
    digest = compose([item("respond")])
    (line,) = moved_lines_to_draw(store, digest, DAY + 2 * WEEK)
    assert len(line.marks) == 3
    assert moved_lines_to_draw(store, digest, DAY + WEEK) == ()


def test_a_document_that_is_silent_is_drawn_too(store: Store) -> None:
    """The reader sees where the line was missed."""
    say(store, "respond", 3)
    desk = Desk(store)
    later = desk.say("other", {"pay": "Norvale will pay."}, day=DAY + 5 * WEEK)
    mentions, _ = store.history(build_line("respond").id)
    desk.silence(later, Label.DROPPED, build_line("respond"), mentions[-1])
    digest = compose([build_change(Label.DROPPED, line=build_line("respond"), cause=Cause.EDIT)])
    (line,) = moved_lines_to_draw(store, digest, DAY + 9 * WEEK)
    assert [(mark.day, mark.label) for mark in line.marks if not mark.spoken] == [
        (DAY + 5 * WEEK, Label.DROPPED)
    ]
    assert moved_lines_to_draw(store, digest, DAY + 4 * WEEK)[0].marks == line.marks[:3]


def test_the_gravest_come_first_and_four_are_enough(store: Store) -> None:
    """In the order of the digest: a reversal before what was weakened."""
    names = ["a", "b", "c", "d", "e"]
    for name in names:
        say(store, name, 3)
    changes = [item(name) for name in names[:-1]]
    digest = compose([*changes, item("e", Label.REVERSED)])
    found = [line.name for line in moved_lines_to_draw(store, digest, DAY + 9 * WEEK)]
    assert found[0] == "e"
    assert len(found) == 4


@pytest.mark.parametrize("label", [Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED])
def test_a_line_that_did_not_move_is_not_drawn(store: Store, label: Label) -> None:
    """A picture is of news; that a line continues is a row of the digest."""
    say(store, "respond", 3)
    digest = compose([build_change(label, line=build_line("respond"))])
    assert moved_lines_to_draw(store, digest, DAY + 9 * WEEK) == ()


def test_a_page_edited_elsewhere_keeps_how_the_line_moved_there(store: Store) -> None:
    """What was found in its first text is drawn where its latest says the same."""
    say(store, "respond", 3)
    desk = Desk(store)
    release = next(held.release for held in store.releases() if held.release.ref == "respond 1")
    revision = desk.record(release, "Edited.\nNorvale will respond 1.")
    assert revision is not None
    reading = desk.reading(revision, "Norvale will respond 1.")
    store.record_readings([reading])
    store.record_relations([desk.relation(reading, release, [build_line("respond")])], NOW)
    digest = compose([item("respond")])
    (line,) = moved_lines_to_draw(store, digest, DAY + 9 * WEEK)
    assert [mark.label for mark in line.marks] == [Label.NEW, Label.REAFFIRMED, Label.WEAKENED]


def said_by(label: Label, release: Release, before: Mention, after: Mention, **overrides: Any) -> Change:
    """Return how a line moved from *before* to *after*."""
    return build_change(label, release=release, before=before, after=after, **overrides)


def test_a_mention_has_the_gravest_label_in_a_mail_as_on_the_page_of_the_line() -> None:
    """Compared with two partners a line weakened and continues: it is called weakened, whichever came last."""
    first, second = (build_mention(release=build_release(ref, published_on=day)) for ref, day in DAYS[:2])
    changes = [
        said_by(Label.WEAKENED, second.release, first, second, review=True),
        said_by(Label.REAFFIRMED, second.release, first, second),
    ]
    for order in (changes, changes[::-1]):
        line = line_with_marks("respond", [first, second], order, DAY + 9 * WEEK)
        assert [(mark.label, mark.tags) for mark in line.marks] == [
            (None, ()),
            (Label.WEAKENED, ("check",)),
        ]
        assert line.marks == tuple(map(mark_for_event, line_events([first, second], order)))


def test_a_label_that_a_clear_change_carries_needs_no_check() -> None:
    """Weakened against one partner for certain and against another perhaps: that it weakened is certain."""
    first, second = (build_mention(release=build_release(ref, published_on=day)) for ref, day in DAYS[:2])
    changes = [
        said_by(Label.WEAKENED, second.release, first, second, review=True),
        said_by(Label.WEAKENED, second.release, first, second, minor=True),
        said_by(Label.WEAKENED, second.release, first, second),
    ]
    for count, tags in ((1, ("check",)), (2, ("check",)), (3, ())):
        marks = line_with_marks("respond", [first, second], changes[:count], DAY + 9 * WEEK).marks
        assert marks[-1].tags == tags


def test_what_is_never_mailed_labels_no_mark_of_a_mail() -> None:
    """What a new engine says of an old text is on pages alone; the mark stands without a label."""
    first, second = (build_mention(release=build_release(ref, published_on=day)) for ref, day in DAYS[:2])
    again = said_by(Label.REVERSED, second.release, first, second, cause=Cause.RECOMPUTED)
    assert [
        mark.label for mark in line_with_marks("respond", [first, second], [again], DAY + 9 * WEEK).marks
    ] == [
        None,
        None,
    ]


def test_the_ladder_of_a_line_is_that_of_its_last_words_in_the_window() -> None:
    """What it turned into later is not known in a preview of last month."""
    said = [
        build_mention(release=build_release(ref, published_on=day), kind=kind)
        for (ref, day), kind in zip(DAYS, (Kind.U_OWN, Kind.U_OWN, Kind.D_CALL), strict=True)
    ]
    assert line_with_marks("respond", said, [], DAY + WEEK).family == "U"
    assert line_with_marks("respond", said, [], DAY + 2 * WEEK).family == "D"
