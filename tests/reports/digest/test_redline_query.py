"""Texts beside the ones before them, asked of a store."""

from __future__ import annotations

from datetime import date

from reports.digest.news.redline_news import Fate, moves_of
from reports.digest.news.redline_query import texts_of_changes
from tests.fakes import STAMP, build_change, build_line, build_mention, build_release, build_unit
from tests.tracker.edits.samples import document
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Label
from tracker.pipeline import Reading
from tracker.store import Store

MARCH, MAY = date(2031, 3, 19), date(2031, 5, 7)
GUIDANCE = "The Board expects that low rates will be warranted for some time."
LONGER = "The Board expects that low rates will be warranted for an extended period."
PATIENT = "The Board can be patient before it raises its policy rate."
STANDS = "The Board will watch the price of grain and of timber closely."
GRAIN = "Grain prices rose by 3 percent in April while timber was cheap."


def record(desk: Desk, ref, title, day, *sentences):
    """Record and read a text; return a change in it."""
    release = build_release(ref, title=title, published_on=day)
    revision = desk.record(release, "\n\n".join(sentences))
    text = document(*sentences)
    units = tuple(
        build_unit(sentence, revision=revision.id, start=text.text.index(sentence), ordinal=at)
        for at, sentence in enumerate(sentences, 1)
    )
    desk.store.record_readings([Reading(revision.id, STAMP, text, units)])
    return build_change(
        Label.NEW,
        line=build_line("rates"),
        release=release,
        after=build_mention(sentences[0], release=release),
    )


def test_the_text_before_is_the_last_of_the_same_title(store: Store):
    """May stands beside March, not beside a speech of April or another paper's decision, and not beside itself."""
    desk = Desk(store)
    record(desk, "m", "Rate statement, 19 March 2031", MARCH, STANDS, GUIDANCE)
    record(desk, "w", "Notice on banknotes, 2 April 2031", date(2031, 4, 2), STANDS, PATIENT)
    change = record(desk, "n", "Rate statement, 7 May 2031", MAY, STANDS, LONGER)
    (text,) = texts_of_changes(store, [change], lambda _: True)
    assert (text.before.ref, [(one.fate, one.quote) for one in moves_of(text)]) == (
        "m",
        [(Fate.REWORDED, LONGER)],
    )
    assert texts_of_changes(store, [change], lambda _: False)[0].pairs == ()


def test_a_text_written_anew_is_compared_with_nothing(store: Store):
    """Two notices of one title that share no sentence are two notices."""
    desk = Desk(store)
    record(desk, "a", "Notice to mariners, 19 March 2031", MARCH, STANDS, GUIDANCE)
    change = record(desk, "b", "Notice to mariners, 7 May 2031", MAY, GRAIN, PATIENT)
    assert texts_of_changes(store, [change], lambda _: True) == ()
