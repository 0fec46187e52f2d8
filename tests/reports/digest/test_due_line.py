"""The last line of a digest: what is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reports.digest.due_line import due_line, put_off_by
from tests.fakes import build_facets, build_line, build_release, build_unit
from tests.reports.digest.news.redlines.redline_samples import STANDS, compared
from tracker.domain import Kind
from tracker.exports.deadlines import may_be_due


@dataclass(frozen=True)
class Promises:
    """A store that holds *quotes* with the days by which they are due."""

    quotes: tuple[tuple[str, str], ...]

    def standing_units_with_deadline(self, **_asked: Any):
        for number, (quote, due) in enumerate(self.quotes):
            unit = build_unit(f"{quote} {due}", kind=Kind.U_OWN, facets=build_facets(deadline=due))
            yield build_release(f"NV-{number}"), unit, build_line(f"line {number}")

    def text_as_read(self, _revision_id: str) -> str:
        return ""


def test_what_is_named_says_by_itself_what_is_due():
    """“Will host in June” is the next deadline, and nobody knows of what: the first that says it is named, and not called the first."""
    host, pay = "will host", "will pay 60 million crowns to the harbour masters of the northern strait"
    days = ("by 10 June 2031", "by 20 June 2031")
    told = due_line(Promises(tuple(zip((host, pay), days, strict=True))), date(2031, 6, 1))
    assert f"2 commitments due in the next 30 days, such as 2031-06-20, Norvale: “{pay}" in told
    told = due_line(Promises(tuple(zip((pay, host), days, strict=True))), date(2031, 6, 1))
    assert "first 2031-06-10" in told
    assert "first 2031-06-10" in due_line(Promises(((host, days[0]),)), date(2031, 6, 1))


def test_who_looks_at_a_morning_that_is_over_is_told_nothing_of_the_days_after_it():
    """A promise of 4 March 2031 is no deadline in the mail of 1 March."""
    pay = "will pay 60 million crowns to the harbour masters of the northern strait", "by 20 March 2031"
    assert due_line(Promises((pay,)), date(2031, 3, 1)) == ""
    assert "by" in due_line(Promises((pay,)), date(2031, 3, 5))


def test_the_day_on_which_a_board_met_is_no_deadline():
    """ "Decided on 18-19 June 2031 to hold the rate" was done that day: nothing of it is waited for."""
    held = "decided to hold the policy rate at 4 percent at its meeting in", "June 2031"
    assert due_line(Promises((held,)), date(2031, 6, 20)) == ""
    pay = (
        "will pay 60 million crowns to the harbour masters of the northern strait by the end of",
        "June 2031",
    )
    assert "1 commitment due" in due_line(Promises((pay,)), date(2031, 6, 20))


def test_the_session_of_a_council_is_in_its_calendar():
    """That a council holds its 189th session in September is promised to nobody, and its text of that session says that it was held."""
    session = "decided to hold its 189th session in the harbour of Halvern by the end of", "June 2031"
    assert due_line(Promises((session,)), date(2031, 6, 20)) == ""
    talks = "decided to hold talks with Estmark on the northern strait by the end of", "June 2031"
    assert "1 commitment due" in due_line(Promises((talks,)), date(2031, 6, 20))


def test_what_may_be_due_is_never_left_out():
    """A bare year, which means another day in "early 2031", is looked at whatever the month; a day of another month is not."""
    month = date(2031, 2, 1), date(2031, 2, 28)
    said = ("by 10 February 2031", "February  2031", "2031", "early 2031", "by 10 March 2031", "by 2032")
    assert [may_be_due(words, *month) for words in said] == [True, True, True, True, False, False]


def test_what_a_delegate_pledged_is_not_due_from_who_tells_it():
    """The minutes of a council tell by when the state of a delegate will open its ports: the council owes nothing."""
    pledge = "pledged that her Government would open all ports of the northern strait", "by 20 June 2031"

    @dataclass(frozen=True)
    class Minutes(Promises):
        who: str = ""

        def text_as_read(self, _revision_id: str) -> str:
            return f"{self.who} {' '.join(pledge)}."

    for who, told in (("The representative of Estmark", False), ("The President", True)):
        assert bool(due_line(Minutes((pledge,), who), date(2031, 6, 1))) is told


def test_what_the_text_of_the_day_puts_off_is_not_due_on_the_day_before():
    """Who reads that the ships come in September is not told in the same mail that they are due in June; what only reads otherwise stays due."""
    said = "The Board will send Estmark twelve ships for the northern strait by 10 {} 2031."
    for after, is_put_off in (
        (said.format("September"), True),
        (said.format("May"), False),
        (said.format("June").replace("by 10 June 2031", "no later than June 10, 2031"), False),
    ):
        after = after.replace("will send Estmark", "is to send Estmark")
        text = compared([STANDS, said.format("June")], [STANDS, after], "Statement on Estmark", "NVB")
        units = tuple(
            replace(unit, facets=replace(unit.facets, deadline="by 10 June 2031"))
            if "ships" in unit.quote
            else unit
            for unit in text.units_before
        )
        ids = put_off_by([replace(text, units_before=units)])
        assert bool(ids) is is_put_off
    pay = "will pay 60 million crowns to the harbour masters of the northern strait", "by 20 June 2031"
    store = Promises((pay,))
    (promised,) = (unit for _, unit, _ in store.standing_units_with_deadline())
    assert due_line(store, date(2031, 6, 1)) != ""
    assert due_line(store, date(2031, 6, 1), put_off=frozenset({promised.id})) == ""
