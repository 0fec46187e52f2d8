"""Subjects that came or went, among the news."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.filters import ChangeFilter
from reports.digest.layout.news_layout import lay_out_news
from reports.json_values import digest_values
from reports.render import Format, render, render_news
from tests.fakes import (
    build_mention,
    build_release,
)
from tests.reports.digest.news.test_ranking import plain
from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.compare.silences.subjects import Act, How, SubjectMove
from tracker.domain import Label

JAN, MAY, SEP = date(2031, 1, 3), date(2031, 5, 3), date(2031, 9, 3)
JOINT = "Norvale-Estmark joint statement"


def move(how=How.SILENT, name="VESKIA", number=5, ref="NV-9", act=None, sort=SubjectSort.PARTY):
    """Return a subject that came or went in a text of its own, with *number* statements."""
    release = build_release(ref, title=JOINT, published_on=SEP)
    before = build_release("NV-8", title=JOINT, published_on=MAY)
    of = before if how is How.SILENT else release
    said = tuple(build_mention(f"Norvale warns Veskia, {at}", release=of) for at in range(number))
    return SubjectMove(release, NamedSubject(sort, name), how, said, 3, JAN, act)


def rows(digest):
    return [(row.word, row.sentence.partition(": ")[2]) for row in lay_out_news(digest).rows]


@pytest.mark.parametrize(
    ("move", "word", "sentence"),
    [
        (
            move(),
            "silent",
            "nothing on VESKIA; 5 statements in the text of 2031-05-03, among them “Norvale warns Veskia, 0”.",
        ),
        (
            move(How.FIRST, number=2),
            "first time",
            "speaks of VESKIA for the first time: “Norvale warns Veskia, 0” and 1 statement more; none of 3 earlier texts "
            "of the series since 2031-01-03 names it.",
        ),
        (
            move(How.POSITION, number=1, act=Act.SUPPORT),
            "new position",
            "new position on VESKIA: “Norvale warns Veskia, 0”; none of 3 earlier texts of the series since 2031-01-03 "
            "voices support for it.",
        ),
        (
            move(name="environment.climate", sort=SubjectSort.TOPIC),
            "silent",
            "nothing on climate; 5 statements in the text of 2031-05-03, among them “Norvale warns Veskia, 0”.",
        ),
    ],
)
def test_the_sentence_says_what_is_held_against_what(move, word, sentence):
    """A claim of silence or of a first time names the texts it is made against, and how many they are."""
    assert rows(compose([], news=NewsSettings(subjects=[move]))) == [(word, sentence)]


def test_the_statement_that_names_the_subject_is_quoted():
    """Who reads “nothing on climate” wants to see what was said of the climate, not the first sentence that a reader of topics put there."""
    silent = move(name="environment.climate", sort=SubjectSort.TOPIC)
    (first, second, *rest) = silent.mentions
    second = replace(second, unit=replace(second.unit, quote="Norvale will protect the climate"))
    told = replace(silent, mentions=(first, second, *rest))
    ((_, sentence),) = rows(compose([], news=NewsSettings(subjects=[told])))
    assert "among them “Norvale will protect the climate”" in sentence


def test_two_subjects_of_a_text_are_told_and_the_rest_is_a_number():
    """A text that drops ten subjects does not push everything else off the page; the most spoken of come first."""
    moves = [move(name=name, number=number) for name, number in (("A", 3), ("B", 9), ("C", 6))]
    page = lay_out_news(compose([plain("harbour")], news=NewsSettings(subjects=moves)))
    told = [row.sentence for row in page.rows if row.word == "silent"]
    assert ["nothing on B" in told[0], "nothing on C" in told[1], len(told)] == [True, True, 2]
    assert any("1 subject that came or went" in line for line in page.closing)


def test_subjects_and_moves_share_the_room_of_a_digest():
    """Seven items in all: what weighs less than the seventh is a number, whichever of the two it is."""
    moves = [move(name=str(number), ref=f"NV-{number}") for number in range(9)]
    digest = compose([plain("harbour")], news=NewsSettings(subjects=moves))
    assert len(digest.news.rows) == 7
    assert (len(digest.news.items) + digest.news.further, digest.news.subjects_left >= 2) == (1, True)


def test_who_watches_a_party_reads_of_it_first():
    """A desk that watches Veskia learns first that nothing is said on it."""
    wanted = ChangeFilter(parties=("VESKIA",))
    assert wanted.wants_subject(move())
    assert not wanted.wants_subject(move(name="LURANIA"))
    assert not ChangeFilter(labels=frozenset({Label.WEAKENED})).wants_subject(move())


def test_the_whole_report_and_its_json_hold_every_subject_with_its_statements():
    """Behind each claim stand the statements, with where they stand in their text."""
    digest = compose([plain("harbour")], news=NewsSettings(subjects=[move(number=4)]))
    assert "nothing on VESKIA" in render(digest, Format.TEXT)
    assert "nothing on VESKIA" in render(digest, Format.HTML)
    (told,) = json.loads(render(digest, Format.JSON))["subjects"]
    assert told == json.loads(json.dumps(digest_values(digest)["subjects"][0]))
    assert (told["how"], told["subject"], len(told["statements"])) == ("silent", "VESKIA", 4)
    assert {"start", "end", "quote", "release", "published"} == set(told["statements"][0])
    assert "∅ SILENT" in render_news(digest)
