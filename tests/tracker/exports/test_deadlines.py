"""The calendar of deadlines, read by a small reader of RFC 5545 of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.fakes import build_facets, build_line, build_release, build_unit
from tracker.domain import Kind
from tracker.exports.deadlines import deadlines, due_day, escape_text, fold_line, icalendar

PROPERTY = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:]+)*):(.*)", re.DOTALL)
RAID, AID = build_line("stop raids"), build_line("contribute to the fund")


def said(
    line=AID, deadline="by 2032", ref="NV-1", day=date(2031, 3, 4), quote="Norvale will pay.", **overrides
):
    """Return a commitment on *line* that names *deadline*, as the store gives it."""
    facets = build_facets(deadline=deadline)
    start = overrides.pop("start", 0)
    kind = overrides.pop("kind", Kind.U_OWN)
    release = build_release(ref, published_on=day, **overrides)
    return release, build_unit(quote, revision=release.id, start=start, facets=facets, kind=kind), line


def events(calendar: str) -> list[dict[str, str]]:
    """Return the events of *calendar*, unescaped, by property name; anything the grammar does not know is an error."""
    assert calendar.endswith("\r\n")
    written = calendar.encode().split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in written)
    lines = calendar.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found, event = [], None
    for line in lines[1:-1]:
        match = PROPERTY.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name + parameters] = unescaped(value) if name in ("SUMMARY", "DESCRIPTION") else value
    assert event is None
    return found


def unescaped(value: str) -> str:
    """Return what a value of type TEXT says; a comma, semicolon or backslash that is not escaped is an error."""
    assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;nN])*", value), value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_an_event_says_who_promised_what_by_when_and_where():
    """All of the last day of the period; issuer and words; the quote, its deadline and its source; the page at the words."""
    page = "https://mfa.norvale.example/releases/NV-1"
    address = f"{page}#:~:text=Norvale%20will%20pay%2C%20by%202032%3B%20all%20of%20it."
    (event,) = events(icalendar(deadlines([said(quote="Norvale will pay, by 2032; all of it.")])))
    assert event["DTSTART;VALUE=DATE"] == "20321231"
    assert event["SUMMARY"] == "Norvale: Norvale will pay, by 2032; all of it."
    assert event["DESCRIPTION"].split("\n") == [
        "“Norvale will pay, by 2032; all of it.”",
        "Due: by 2032",
        "Norvale, 2031-03-04: Statement on the Halden Sea",
        address,
    ]
    assert event["URL"] == address
    assert event["DTSTAMP"] == "20310304T000000Z"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 2031", "20311231"),
        ("by June 2031", "20310630"),
        ("by February 2032", "20320229"),
        ("by the end of 2036", "20361231"),
        ("by mid-2037", "20370630"),
        ("by 2032; before the end of 2032", "20321231"),
        ("no later than 15 May 2033", "20330515"),
    ],
)
def test_a_period_is_due_on_its_last_day(words, day):
    """Who has until June has until 30 June."""
    (event,) = events(icalendar(deadlines([said(deadline=words)])))
    assert event["DTSTART;VALUE=DATE"] == day


@pytest.mark.parametrize(
    "words",
    ["in the coming years", "this month", "between 2030 and 2032", "March 3; 2032", "5 May 2032; 18 months"],
)
def test_what_names_no_one_day_is_found_and_not_written(words):
    """A day that nobody named is never guessed; it is known to be missing."""
    found = deadlines([said(deadline=words)])
    assert [one.day for one in found] == [None]
    assert events(icalendar(found)) == []


def test_a_day_that_was_over_when_it_was_named_is_no_deadline():
    """Who speaks in March 2031 of 2019 tells of it; what is named on its own day, or ends later, may be waited for."""
    found = deadlines([said(deadline="in 2019"), said(RAID, "by 4 March 2031")])
    assert [(one.line, one.past, one.due) for one in found] == [
        (RAID, False, date(2031, 3, 4)),
        (AID, True, None),
    ]
    assert [event["DTSTART;VALUE=DATE"] for event in events(icalendar(found))] == ["20310304"]


def test_the_last_word_on_a_line_counts():
    """A deadline put off is one event on the new day; one no longer named is none, in whatever order they are read."""
    early = said(deadline="by 2032")
    later = said(deadline="by 2035", ref="NV-2", day=date(2031, 6, 1))
    silent = said(deadline="", ref="NV-3", day=date(2031, 9, 1))
    for order in ([early, later], [later, early]):
        assert [one.day for one in deadlines(order)] == [date(2035, 12, 31)]
    assert deadlines([early, later, silent]) == deadlines([silent, later, early]) == []


def test_a_deadline_that_moves_is_the_same_event():
    """The UID is the line's, so a calendar moves the event and adds none."""
    first = events(icalendar(deadlines([said(deadline="by 2032")])))
    moved = events(icalendar(deadlines([said(deadline="by 2035", ref="NV-2")])))
    assert first[0]["UID"] == moved[0]["UID"] == f"{AID.id}@policy-tracker.invalid"
    assert first[0]["DTSTART;VALUE=DATE"] != moved[0]["DTSTART;VALUE=DATE"]


def test_of_two_deadlines_in_one_release_the_last_counts():
    """One event a line: what the text says last."""
    found = deadlines([said(deadline="by 2035", start=90), said(deadline="by 2032", start=10)])
    assert [one.unit.facets.deadline for one in found] == ["by 2035"]


def test_a_demand_binds_nobody():
    """Only who promises has a deadline of its own."""
    assert deadlines([said(kind=Kind.D_DEMAND)]) == []


def test_events_come_by_day():
    """What is due first comes first."""
    found = deadlines([said(AID, "by 2035"), said(RAID, "by 2032")])
    assert [one.line for one in found] == [RAID, AID]


def test_a_calendar_has_what_the_standard_asks_for():
    """RFC 5545 section 3.6: one version and one product id, and of an event one UID and stamp."""
    calendar = icalendar(deadlines([said()]))
    assert calendar.count("\r\nVERSION:2.0\r\n") == calendar.count("\r\nPRODID:") == 1
    assert calendar.count("\r\nUID:") == calendar.count("\r\nDTSTAMP:") == 1


@given(st.text())
def test_any_words_are_one_event(text):
    """Whatever a site writes, there is one event, with the same properties, and no line of its own making."""
    hostile = f"{text}\r\nEND:VEVENT\nBEGIN:VALARM;,\\{text}"
    release, unit, _ = said(title=hostile, issuer=hostile, url=hostile, quote=hostile)
    assume(due_day(unit))  # "START by 2032" is none: what starts is not due
    (event,) = events(icalendar(deadlines([(release, unit, build_line(hostile))])))
    assert event.keys() == {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP"}
    letters = [character for character in hostile if character.isalnum() or character in ",;\\"]
    titled = [c for c in event["SUMMARY"] if c.isalnum() or c in ",;\\"]
    assert titled == (letters + letters)[: len(titled)]  # a long quote is cut
    assert len(titled) >= len(letters)


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_folding_takes_nothing_and_splits_no_character(line):
    """Unfolded it is the line again; each part is UTF-8 of 75 octets at most."""
    parts = fold_line(line).encode().split(b"\r\n")
    assert all(len(part) <= 75 and part.decode() is not None for part in parts)
    assert fold_line(line).replace("\r\n ", "") == line


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"])))
def test_escaping_takes_nothing(text):
    """What can be seen comes back."""
    assert unescaped(escape_text(text)) == text


@pytest.mark.parametrize(
    ("quote", "deadline"),
    [
        ("Norvale will increase visits to Estmark beginning in 2032", "in 2032"),
        ("Norvale will partner on the Moon Missions in 2032", "in 2032"),
        ("Norvale supports the Harbour Plan 2026-2032", "2032"),
        ("Norvale looks forward to hosting the regatta in 2032", "in 2032"),
        ("Norvale will raise it at the regatta to be held in Estmark in 2032", "in 2032"),
        ("Norvale will work towards the Timber Summit in Port Halden in May 2032", "in May 2032"),
        ("The state of alarm is to continue in effect beyond 6 May 2032", "6 May 2032"),
        ("The toll will take effect 6 May 2032", "6 May 2032"),
        (
            "Norvale will work with Estmark in its host year and its Presidency of the League in 2032",
            "in 2032",
        ),
        ("Norvale will build a new fund in 2032/33", "in 2032"),
        ("Norvale finds that projections of prices stand at 3 percent for 2032", "for 2032"),
        ("Norvale supports France’s announced target of clean power by 2032", "by 2032"),
        ("The first cadets of the League will begin their studies in Estmark in 2032", "in 2032"),
        ("The next scheduled date for announcing the rate is 6 May 2032", "6 May 2032"),
        ("The next meeting of the board will be on 6 May 2032", "6 May 2032"),
        (
            "The next meeting will be held at the seat of the League in Halden on Tuesday, 6 May 2032",
            "6 May 2032",
        ),
        ("The next meeting of the board will be in Halden in May 2032", "in May 2032"),
        ("The publication of the minutes is scheduled for 6 May 2032", "6 May 2032"),
        ("The announcement of the rate is due to be published on 6 May 2032", "6 May 2032"),
        ("Norvale will begin the training and support of cadets in 2032", "in 2032"),
        ("Norvale will begin works in the ports and on the islands in 2032", "in 2032"),
        ("Norvale will begin rehearsals and training the cadets in 2032", "in 2032"),
    ],
)
def test_a_start_a_name_and_what_is_looked_forward_to_are_no_deadline(quote, deadline):
    """No commitment is due by the day something begins, by the year of a name or of somebody's meeting, nor is a hope or the entry of a diary."""
    (found,) = deadlines([said(quote=quote, deadline=deadline)])
    assert found.due is None


@pytest.mark.parametrize(
    ("quote", "deadline"),
    [
        ("Norvale will pay by 2032", "by 2032"),
        ("Norvale will hold the annual meeting in Estmark in 2032", "in 2032"),
        ("Norvale will host the Timber Summit in 2032", "in 2032"),
        ("Norvale will start to rebuild the harbour of Halden and finish it in 2032", "in 2032"),
    ],
)
def test_what_is_promised_for_a_year_is_due_in_it(quote, deadline):
    """What is to be done or held in a year is due by its end, also where the meeting has a name."""
    (found,) = deadlines([said(quote=quote, deadline=deadline)])
    assert found.due == date(2032, 12, 31)


@pytest.mark.parametrize(
    ("quote", "deadline"),
    [
        ("payment of the second tranche is due on 30 June 2031", "30 June 2031"),
        (
            "commit that the following announcements on bases are honoured and troops will be withdrawn by 30 June 2031",
            "by 30 June 2031",
        ),
        (
            "the following announcements are honoured and troops will be withdrawn on 30 June 2031",
            "30 June 2031",
        ),
        (
            "will ensure that the next meeting of ministers is held in Halden by 30 June 2031",
            "by 30 June 2031",
        ),
        (
            "will ensure that the next meeting of ministers is held in Halden on 30 June 2031",
            "30 June 2031",
        ),
        ("the next meeting of ministers will be held by 30 June 2031", "by 30 June 2031"),
        ("will report to the next meeting and the tranche is due on 30 June 2031", "30 June 2031"),
        ("will begin the withdrawal and complete it during June 2031", "during June 2031"),
        ("will start talks and bring the troops home in June 2031", "in June 2031"),
        ("will start to rebuild the harbour of Halden and finish in June 2031", "in June 2031"),
    ],
)
def test_what_stands_near_a_meeting_or_a_start_is_due(quote, deadline):
    """A day is a diary's only where it is when a meeting or publication is; what is paid, ended or held at the latest by it is due."""
    (found,) = deadlines([said(quote=quote, deadline=deadline)])
    assert found.due == date(2031, 6, 30)


def test_a_part_of_a_year_ends_before_the_year() -> None:
    """What is planned for early 2032 is due by the end of April."""
    (found,) = deadlines([said(quote="Norvale plans to meet in early 2032", deadline="2032")])
    assert found.due == date(2032, 4, 30)


def test_what_nobody_who_takes_part_says_is_nobodys_deadline() -> None:
    """A release may tell what a guest pledged, of whom the reader does not know who sent him."""
    release, unit, line = said(quote="pledged to open the port by 2032")
    guest = replace(unit, facets=replace(unit.facets, speakers=frozenset({"unresolved"})))
    assert deadlines([(release, guest, line)]) == []
    assert len(deadlines([(release, unit, line)])) == 1
