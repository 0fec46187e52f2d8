"""What moves between two Korean statements, and what only sounds otherwise. Invented sentences of an invented ministry."""

from __future__ import annotations

from datetime import date

import pytest

from tests.golden.korean import read_as_found
from tracker.compare.compare_units import compare
from tracker.domain import Cause, Label, Release
from tracker.engine import default_engine
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link

ISSUER = "노르베일"
OPENING = "오렌 헤일 노르베일 외교장관은 할덴에서 회담을 가졌다. 정부는 "


def said(quote: str, kind: str, day: date):
    """Return a release in which the ministry says *quote*, and its one unit."""
    release = Release(str(day), "norvale", str(day), ISSUER, "", "외교장관회담 결과", day)
    text = f"{OPENING}{quote}."
    row = {"id": release.id, "text": text}
    start = len(OPENING)
    span = {"start": start, "end": start + len(quote), "kind": kind, "level": 4, "confidence": 0.9}
    _, units = read_as_found(row, release, [span], default_engine())
    return release, units


@pytest.fixture
def moved():
    """Return the label, and the rule, of a statement against the one before it."""

    def of(before: str, after: str, kind: str):
        standing = LineHistory()
        release, units = said(before, kind, date(2031, 1, 10))
        links = link(units, release, standing)
        standing.add(release, [(unit, one.line) for unit, one in zip(units, links, strict=True)], ())
        release, units = said(after, kind, date(2031, 6, 10))
        held = standing.as_of(date(2031, 6, 10))
        links = link(units, release, held)
        changes = compare(units, links, release, held, Cause.RELEASE)
        (change,) = (one for one in changes if one.after)
        return change.label, change.rule

    return of


PATROL = "북극항로 안전을 위한 공동 순찰을 실시"
CREW = "억류 선원의 조속한 석방을"


@pytest.mark.parametrize(
    ("before", "after", "kind", "label"),
    [
        (f"{PATROL}하기로 하였다", f"{PATROL}하는 방안을 검토하기로 하였다", "U.own", Label.WEAKENED),
        (f"{PATROL}할 예정이다", f"{PATROL}하기로 하였다", "U.own", Label.STRENGTHENED),
        (f"{PATROL}하기로 하였다", f"{PATROL}하기 위해 노력해 나가기로 하였다", "U.own", Label.WEAKENED),
        (f"{CREW} 촉구하였다", f"{CREW} 강력히 요구하였다", "D.call", Label.STRENGTHENED),
        (f"{CREW} 촉구하였다", f"{CREW} 기대한다고 하였다", "D.call", Label.WEAKENED),
        (f"{PATROL}하기로 하였다", f"{PATROL}하지 않기로 하였다", "U.own", Label.REVERSED),
        (
            "등대 복구를 위해 100만 달러를 지원하기로 하였다",
            "등대 복구를 위해 1억 달러를 지원하기로 하였다",
            "U.own",
            Label.STRENGTHENED,
        ),
        (
            "2031년 말까지 등대 복구를 마무리하기로 하였다",
            "2032년 6월까지 등대 복구를 마무리하기로 하였다",
            "U.own",
            Label.WEAKENED,
        ),
        (
            "등대 복구를 마무리하기로 하였다",
            "2032년 6월까지 등대 복구를 마무리하기로 하였다",
            "U.own",
            Label.STRENGTHENED,
        ),
    ],
)
def test_ending_verb_number_and_date_move_a_korean_line(moved, before, after, kind, label):
    """Deciding, planning, striving and considering are rungs in Korean as in English; so are 요구, 촉구 and 기대."""
    assert moved(before, after, kind)[0] is label


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (f"{PATROL}하기로 하였다", f"{PATROL}해 나가기로 합의하였다", "U.own"),
        ("어선 나포에 대해 우려를 표명하였다", "어선 나포에 대해 깊은 우려를 표명하였다", "E.concern"),
        (
            "해적 행위 재발 방지를 위해 협력하기로 하였다",
            "해적 행위가 재발하지 않도록 협력하기로 하였다",
            "U.own",
        ),
        (
            "조속한 시일 내 등대 복구를 마무리하기로 하였다",
            "조기에 등대 복구를 마무리하기로 하였다",
            "U.own",
        ),
        (
            "2031년 말까지 차기 국장급 협의를 개최하기로 하였다",
            "2032년 말까지 차기 국장급 협의를 개최하기로 하였다",
            "U.own",
        ),
    ],
)
def test_other_words_for_one_thing_move_nothing_in_korean(moved, before, after, kind):
    """Another ending of the same rung, deeper concern, "so that it does not recur", another "soon", and the day of the next meeting."""
    assert moved(before, after, kind)[0] is Label.REAFFIRMED
