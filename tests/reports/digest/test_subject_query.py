"""What came and went in agreed texts, asked of a store."""

from __future__ import annotations

from datetime import date

from reports.digest.news.subject_query import moves_of_texts, subjects_of_changes
from tests.fakes import (
    STAMP,
    build_change,
    build_document,
    build_facets,
    build_line,
    build_mention,
    build_release,
    build_unit,
)
from tests.tracker.store.statement_writer import Desk
from tracker.compare.silences.subjects import How
from tracker.domain import Kind, Label
from tracker.pipeline import Reading
from tracker.store import Store

JAN, MAY, SEP = date(2031, 1, 3), date(2031, 5, 3), date(2031, 9, 3)
JOINT = "Norvale-Estmark joint statement"
PLAIN = [f"Norvale and Estmark will build {number} light towers." for number in range(2, 14)]
CLIMATE = [f"Norvale and Estmark will cut emissions of {what}." for what in ("ferries", "trains", "mills")]


def agreed(desk: Desk, day: date, *quotes: str):
    """Record and read an agreed text of *day*; return a change in it."""
    release = build_release(str(day), title=JOINT, published_on=day)
    text = "\n".join((*PLAIN, *quotes))
    revision = desk.record(release, text)
    units = [
        build_unit(
            quote,
            revision=revision.id,
            start=text.index(quote),
            ordinal=at,
            kind=Kind.U_JOINT,
            facets=build_facets(
                topics=frozenset({"environment.climate" if quote in CLIMATE else "other"}),
                speakers=frozenset({"Norvale", "Estmark"}),
            ),
        )
        for at, quote in enumerate((*PLAIN, *quotes), start=1)
    ]
    desk.store.record_readings([Reading(revision.id, STAMP, build_document(text), tuple(units))])
    return build_change(
        Label.NEW, line=build_line("towers"), release=release, after=build_mention(PLAIN[0], release=release)
    )


def test_what_is_gone_from_agreed_texts_is_asked_of_the_store(store: Store):
    """Three statements on climate in May, some in January; in September the joint statement has none."""
    desk = Desk(store)
    for day in (JAN, MAY):
        agreed(desk, day, *CLIMATE)
    change = agreed(desk, SEP)
    (told,) = subjects_of_changes(store, [change], lambda _: True)
    assert (told.how, told.subject.name, len(told.mentions)) == (How.SILENT, "environment.climate", 3)
    assert subjects_of_changes(store, [change], lambda _: False) == ()
    assert moves_of_texts(store, [build_release("call", title="Call with Estmark")]) == ()
