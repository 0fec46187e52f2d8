"""Rows that several pages list."""

from dataclasses import replace
from datetime import timedelta

from reports.site.list_rows import (
    label_rows,
    latest_day,
    line_list_row,
    list_legend,
    recent_changes,
    release_list_row,
    sum_counts,
)
from reports.view import addresses as at
from reports.view.counts import Count
from reports.view.dates import SHORT
from reports.view.vocabulary import tag_words
from tests.fakes import DAY, NOW
from tests.reports.site.page_reader import page_of
from tests.reports.site.small_indexes import Told
from tracker.domain import Cause, Kind, Label, Mention


def only(told):
    atlas = told.atlas()
    return atlas, next(iter(atlas.lines.values()))


def test_a_line_says_what_it_is_when_last_said_how_often_and_how_it_moved_last():
    """A row of a line is its latest statement: kind and level in words, its days, its last move."""
    atlas, entry = only(
        Told()
        .say(days_ago=60)
        .say(days_ago=30, label=Label.WEAKENED, level=2)
        .say(label=Label.REAFFIRMED, level=2)
    )
    row = line_list_row(atlas, entry)
    assert (row.family, row.kind) == ("commitment", "undertaking, intended\xa0●●○○○")
    assert (row.last, row.times) == (str(DAY), f"3 times since {SHORT.day(DAY - timedelta(days=60))}")
    assert (row.moved.word, row.moved_on) == ("weakened", str(DAY - timedelta(days=30)))
    assert row.moved_href == at.line(entry.line.id, entry.changes[1].id)
    assert row.last_href == at.release(entry.mentions[-1].release, entry.mentions[-1].unit)
    assert "definite (4)" in row.spark.words


def test_a_line_said_once_has_no_picture_and_has_not_moved():
    """One statement makes no history: no level over time, no move."""
    atlas, entry = only(Told().say())
    row = line_list_row(atlas, entry, issuer=True)
    assert (row.times, row.spark, row.moved, row.issuer) == ("once", None, None, "Norvale")


def test_a_line_no_text_says_any_longer_is_listed_without_a_day():
    """What was edited out everywhere is no longer said, and nobody is told it is."""
    atlas, entry = only(Told().say(days_ago=9).say(label=Label.WEAKENED))
    row = line_list_row(atlas, replace(entry, mentions=()))
    assert (row.last, row.kind, row.times, row.family) == ("", "", "", "commitment")


def test_a_release_says_how_many_of_what_it_says_moved_commitments_and_positions_apart():
    """What is new or continues is no move; labels that moved are named once each."""
    told = Told().say("a", 9).say("b", 9).say("c", 9, kind=Kind.D_CALL)
    told.say("a", 0, Label.WEAKENED).say("b", 0, Label.WEAKENED).say("c", 0, Label.REVERSED, kind=Kind.D_CALL)
    told.say("d", 0)
    row = release_list_row(next(iter(told.atlas().releases.values())))
    assert row.said == "3 commitments, 1 position"
    assert row.moved == "2 commitments, 1 position"
    assert [words.word for words in row.labels] == ["reversed", "weakened"]


def test_a_release_that_was_edited_or_withdrawn_says_so():
    """Two texts of one release, and the day it was found gone, stand in its row."""
    entry = next(iter(Told().say().atlas().releases.values()))
    row = release_list_row(replace(entry, revisions=("a", "b"), withdrawn_at=NOW))
    assert (row.texts, row.withdrawn) == ("2 texts", "2031-03-05")


def test_lately_ends_with_the_latest_text_held_and_leaves_edits_out():
    """The last 90 days are those of the texts, not of the clock; an edit is no statement of those days."""
    told = Told().say("a", 100).say("b", 89).say("c", 0).say("d", 1, Label.WEAKENED, cause=Cause.EDIT)
    atlas = told.hold(ref="undated", published_on=None).atlas()
    assert latest_day(atlas) == DAY
    assert [move.published_on for move in recent_changes(atlas)] == [DAY, DAY - timedelta(days=89)]
    assert [move.published_on for move in recent_changes(atlas, 30)] == [DAY]


def test_nothing_dated_means_nothing_lately():
    """Where no text is dated there is no latest day, and no last 90 days."""
    atlas = Told().hold(ref="undated", published_on=None).atlas()
    assert latest_day(atlas) is None
    assert list(recent_changes(atlas)) == []


def test_labels_are_counted_in_the_order_of_news_value_commitments_and_positions_apart():
    """A label that does not occur for certain has no row; no row holds one number for both families."""
    told = Told().say("a").say("b", kind=Kind.S_SUPPORT).say("c", label=Label.REVERSED)
    atlas = told.say("d", label=Label.WEAKENED, review=True).atlas()
    assert atlas.label_counts == {Label.REVERSED: Count(1, 0), Label.NEW: Count(1, 1)}
    assert [row.href for row in label_rows(atlas.label_counts)] == [
        "changes-reversed.html",
        "changes-new.html",
    ]


def test_lines_are_counted_by_what_they_were_when_last_said():
    """A line that turned from an undertaking into a stance is a position now."""
    told = Told().say("a", 9).say("a", 0, Label.WEAKENED, kind=Kind.S_PRINCIPLE).say("b")
    assert told.atlas().lines.count_kinds() == Count(1, 1)


def test_counts_add_up_side_by_side():
    """Commitments are added to commitments, positions to positions."""
    assert sum_counts([Count(1, 2), Count(0, 5)]) == Count(1, 7)


def test_only_words_that_occur_are_explained():
    """A page of one stance that weakened explains that label, that kind and that ladder."""
    atlas, entry = only(
        Told().say(days_ago=9, kind=Kind.S_PRINCIPLE).say(label=Label.WEAKENED, kind=Kind.S_PRINCIPLE)
    )
    words = list_legend([line_list_row(atlas, entry)])
    assert [one.word for one in words.labels] == ["weakened"]
    assert [word for word, _ in words.kinds] == ["stance"]
    assert [one.family for one in words.ladders] == ["stance"]
    assert words.sparked


def test_lately_has_no_recomputation_and_nothing_that_moved_by_emphasis_alone():
    """What a new engine found in old texts, or a word such as “firmly”, is no news of these days."""
    told = Told().say("a", 3, Label.WEAKENED).say("b", 2, Label.WEAKENED, cause=Cause.RECOMPUTED)
    told.say("c", 1, Label.STRENGTHENED, minor=True)
    assert [move.published_on for move in recent_changes(told.atlas())] == [DAY - timedelta(days=3)]


def test_a_line_says_of_its_last_move_what_is_to_be_known_before_quoting_it():
    """A move of emphasis alone or recomputed is never a bare pill in a list, and the word is explained; one to be checked is none."""
    told = Told().say(days_ago=9)
    told.say(days_ago=3, label=Label.WEAKENED, cause=Cause.RECOMPUTED, minor=True)
    told.say(label=Label.REVERSED, review=True)
    row = line_list_row(*only(told))
    assert row.moved_tags == ("emphasis only", "recomputed")
    assert {tag for tag, _ in list_legend([row]).tags} == set(row.moved_tags)
    page = told.page(at.topic("military.alliance"))
    assert all(f'<span class="tag {tag}">{tag_words(tag)}</span>' in page.html for tag in row.moved_tags)
    sure = line_list_row(*only(Told().say(days_ago=9).say(label=Label.WEAKENED)))
    assert sure.moved_tags == ()


def test_a_release_says_how_many_of_its_moves_are_to_be_checked():
    """Moves too close to call are counted beside those that are certain, commitments and positions apart; what is new is none."""
    told = Told().say("a", 9).say("b", 9).say("c", 9, kind=Kind.D_CALL)
    told.say("a", 0, Label.WEAKENED, review=True).say("b", 0, Label.WEAKENED)
    told.say("c", 0, Label.REVERSED, kind=Kind.D_CALL, review=True).say("d", 0, review=True)
    newest, oldest = (release_list_row(entry) for entry in told.atlas().releases.values())
    assert (newest.moved, newest.to_check) == ("1 commitment", "1 commitment, 1 position")
    assert [words.word for words in newest.labels] == ["weakened"]
    assert oldest.to_check == ""


def test_the_list_of_releases_says_how_many_moves_are_to_be_checked(desk, store):
    """Labels of a release that are not certain do not stand in a list as if they were."""
    before = desk.say("NV-1", {"respond": "Norvale will act."}, day=DAY - timedelta(days=9))
    desk.say(
        "NV-2",
        {"respond": "Norvale may act."},
        label=Label.WEAKENED,
        before=Mention(before.units[0], before.release),
        review=True,
    )
    page = page_of(store, at.source("norvale-mfa"))
    assert page.html.count('<span class="tag check">same promise? unsure: 1 commitment</span>') == 1
    assert "moved: " not in page.words


def test_the_small_picture_of_a_line_never_joins_two_ladders():
    """Of a blame that turned to praise only the praise is drawn and named, and once said it is no picture."""
    told = Told().say(days_ago=90, kind=Kind.E_CONDEMN, level=5)
    told.say(days_ago=60, label=Label.REVERSED, kind=Kind.E_PRAISE, level=2)
    assert line_list_row(*only(told)).spark is None
    row = line_list_row(*only(told.say(label=Label.REAFFIRMED, kind=Kind.E_PRAISE, level=2)))
    assert str(DAY - timedelta(days=90)) not in row.spark.words
    assert "concern" not in row.spark.words
    assert list_legend([row]).ladders == ()


def test_what_was_decided_on_a_rate_is_no_alarm_in_a_list(desk, store):
    """A hike after a cut is “reversed” by the guide and “rate raised” to a reader, in the colour of neither good nor bad."""
    cut, hike = (
        f"The Board decided to {way} its policy rate to {to} percent."
        for way, to in (("lower", 3), ("raise", 4))
    )
    before = desk.say("NV-1", {"policy rate of Norvale": cut}, day=DAY - timedelta(days=9))
    desk.say(
        "NV-2",
        {"policy rate of Norvale": hike},
        label=Label.REVERSED,
        before=Mention(before.units[0], before.release),
    )
    page = page_of(store, at.source("norvale-mfa"))
    assert page.html.count("rate raised") == 2  # of its line, and of its text
    assert page.html.count('class="pill rate"') == 2
    assert "reversed" not in page.words
