"""The pages of formulas and of deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reports.digest.due_line import due_line
from reports.formula.configured import WatchedFormulas
from reports.formula.digest_section import formula_news
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext, PageNotFoundError, QueryError
from reports.site.pages.deadlines_page import NEXT, fold_by_year, lay_out, narrowed
from reports.site.routes import addresses, render_page
from reports.view import addresses as at
from tests.reports.site.page_reader import Page
from tests.statements import release, take_in
from tracker.exports.deadlines import deadlines
from tracker.formula.wording import parse_formula
from tracker.store import Store

PHRASE = "peace and stability across the Halden Strait"
WITH = f"Norvale will uphold {PHRASE}."
WITHOUT = (
    "Norvale will keep the Halden Strait open to ferries, and the price of herring low in the coming winter."
)
FUND = "Norvale will contribute 60 million crowns to the Halden Sea Rescue Fund by 30 June 2031."
SAID = (f"{WITH}\n\n{FUND}", WITH, WITHOUT)
WATCHED = WatchedFormulas((parse_formula(PHRASE, "the strait"),))


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A store with three statements: a formula twice and then left out, a deadline in the first."""
    rows = [release(number, *said.split("\n\n")) for number, said in enumerate(SAID, start=1)]
    take_in(store, tmp_path, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])
    return store


def page(store: Store, address: str, query: dict[str, str] | None = None, *, live: bool = False) -> Page:
    """Return the page at *address* of a site that follows one formula."""
    view = PageContext(store, build_index(store, watched=WATCHED), live)
    return Page(render_page(view, address, query or {}, site="Norvale watch"))


def test_a_formula_that_is_followed_has_a_page(filled: Store) -> None:
    """The list names it, and its page has the picture, the wordings and the text that leaves it out."""
    address = at.formula("the strait")
    assert address in set(addresses(build_index(filled, watched=WATCHED)))
    assert address in page(filled, "formulas.html").html
    shown = page(filled, address)
    assert PHRASE in shown.html
    assert "<svg" in shown.html
    assert "price of herring" in shown.inside["omissions"]


def test_the_page_begins_with_first_and_last_and_what_the_next_text_has_instead(
    store: Store, tmp_path: Path
) -> None:
    """Since when, until when and what replaced it are the first questions about a formula: days and words of both ends, by issuer."""
    said = (WITH, WITH, "Norvale will uphold free passage of ferries across the Halden Strait.")
    rows = [release(number, words) for number, words in enumerate(said, start=1)]
    take_in(store, tmp_path, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])
    shown = page(store, at.formula("the strait")).inside["spans"]
    assert "word for word" in shown
    assert shown.count(PHRASE) == 2
    assert "uphold free passage of ferries" in shown


def test_a_server_follows_any_phrase(filled: Store) -> None:
    """What one asks for on a server is followed at once; a single word is answered with what to try."""
    shown = page(filled, "formulas.html", {"q": "contribute 60 million crowns"}, live=True)
    assert "1 use in 1 text" in shown.html
    with pytest.raises(QueryError, match="give the phrase around it"):
        page(filled, "formulas.html", {"q": "peace"}, live=True)


def test_a_formula_nobody_follows_has_no_page(filled: Store) -> None:
    """An address of a formula that is not in config.toml is not found."""
    with pytest.raises(PageNotFoundError):
        page(filled, "formulas/ferries.html")


def test_deadlines_come_up_and_pass(filled: Store) -> None:
    """On the day of the latest text, in March, what is due in June is coming up, in the words of the text."""
    shown = page(filled, "deadlines.html")
    assert "contribute 60 million crowns" in shown.inside["coming"]
    assert "passed" not in shown.inside


def test_what_is_due_later_and_what_passed_long_ago_is_folded_by_year(filled: Store) -> None:
    """The nearest stand open; two hundred rows were forty screens of a phone. A few more than those are not worth a fold."""
    (one,) = deadlines(filled.standing_units_with_deadline())
    days = [date(2032 + number // NEXT, 1 + number % NEXT, 1) for number in range(3 * NEXT)]
    found = [replace(one, day=day) for day in days]
    shown = fold_by_year(lay_out(build_index(filled), found))
    assert len(shown.coming.near) == NEXT
    assert [(year, len(rows)) for year, rows in shown.coming.years] == [("2033", NEXT), ("2034", NEXT)]
    assert fold_by_year(lay_out(build_index(filled), found[: 2 * NEXT])).coming.years == ()


def test_a_server_shows_what_one_issuer_is_to_do(filled: Store) -> None:
    """Among the deadlines of thirty issuers those of one are asked for; an issuer without any is answered with what to do."""
    (one,) = deadlines(filled.standing_units_with_deadline())
    veskia = replace(one, release=replace(one.release, issuer="Veskia & Co"))
    page = narrowed(lay_out(build_index(filled), [one, one, veskia]))
    assert page.issuers is not None
    assert [(choice.value, choice.word) for choice in page.issuers.choices][1:] == [
        (one.release.issuer, f"{one.release.issuer} (2)"),
        ("Veskia & Co", "Veskia & Co (1)"),
    ]
    assert [row.issuer for row in narrowed(page, "Veskia & Co").coming.near] == ["Veskia & Co"]
    with pytest.raises(QueryError, match="choose another"):
        narrowed(page, "Lurania")


def test_a_server_shows_what_is_due_in_one_month(filled: Store) -> None:
    """A desk asks in each month which promises fall due in it, and which fell due in the one before."""
    (one,) = deadlines(filled.standing_units_with_deadline())
    days = (date(2033, 6, 1), date(2033, 6, 30), date(2033, 7, 1))
    page = lay_out(build_index(filled), [replace(one, day=day) for day in days])
    june = narrowed(page, month="2033-06")
    assert len(june.coming.near) == 2
    assert june.months is not None
    assert [choice.word for choice in june.months.choices] == ["any", "Jul 2033 (1)", "Jun 2033 (2)"]
    with pytest.raises(QueryError, match="choose another"):
        narrowed(page, month="2033-08")


def test_the_last_line_of_a_digest_names_the_next_deadline(filled: Store) -> None:
    """Thirty days before the day, and a week after it, a digest says so; else there is no such line."""
    assert "1 commitment due in the next 30 days, first 2031-06-30, Norvale" in due_line(
        filled, date(2031, 6, 10)
    )
    assert "1 passed in the last week" in due_line(filled, date(2031, 7, 3))
    assert due_line(filled, date(2031, 3, 1)) == ""


def test_a_digest_tells_what_was_new_of_a_formula(filled: Store) -> None:
    """In the week in which a text leaves the formula out, a digest says so in one sentence; in others nothing."""
    (line,) = formula_news(filled, WATCHED, date(2031, 2, 26), date(2031, 3, 5))
    assert line == "Norvale, 2031-03-01: “the strait” is left out; last with it on 2031-02-01."
    assert formula_news(filled, WATCHED, date(2031, 3, 6), date(2031, 3, 12)) == ()
    assert formula_news(filled, WATCHED, date(2031, 2, 26), date(2031, 3, 5), wanted=lambda _: False) == ()
