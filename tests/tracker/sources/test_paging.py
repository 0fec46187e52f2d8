"""Which addresses an index is read at."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from tracker.domain import Paging
from tracker.sources.paging import DateWindow, max_pages, page_urls, with_parameter

URL = "https://norvale.example/list.do?board=7"
TODAY = date(2031, 3, 10)
USUAL = DateWindow(TODAY)
WINDOW = DateWindow(TODAY, date(2031, 2, 1), date(2031, 2, 28))


def pages(paging: Paging, url: str = URL, days: DateWindow = USUAL, *, own: bool = True) -> list[str]:
    return list(islice(page_urls(paging, url, days, own=own), 3))


def test_an_index_without_paging_is_one_address() -> None:
    """The address as it is written, once."""
    assert pages(Paging()) == [URL]


def test_pages_are_numbered_from_start_by_step() -> None:
    """The first page is the address itself; the parameter replaces one that is there."""
    assert pages(Paging(parameter="page")) == [URL, f"{URL}&page=2", f"{URL}&page=3"]
    offset = Paging(parameter="start", start=0, step=100)
    assert pages(offset, f"{URL}&start=0") == [f"{URL}&start=0", f"{URL}&start=100", f"{URL}&start=200"]


def test_a_template_names_pages_that_are_no_parameter() -> None:
    """It belongs to the source's own address and to no further one."""
    paging = Paging(template="https://norvale.example/page/{n}/")
    assert pages(paging)[1:] == ["https://norvale.example/page/2/", "https://norvale.example/page/3/"]
    assert pages(paging, own=False) == [URL]


def test_a_window_of_days_is_asked_for_where_the_site_can_be_asked() -> None:
    """On each page; a usual visit asks for no days at all."""
    paging = Paging(parameter="page", since="from", until="to", day_format="%Y%m%d")
    assert pages(paging)[0] == URL
    asked = f"{URL}&from=20310201&to=20310228"
    assert pages(paging, days=WINDOW) == [asked, f"{asked}&page=2", f"{asked}&page=3"]
    assert pages(paging, days=DateWindow(TODAY, since=date(2031, 2, 1)))[0] == f"{URL}&from=20310201"


def test_both_days_may_stand_in_one_parameter() -> None:
    """A day that is not asked for is the earliest, or today."""
    paging = Paging(since="stamp", day_format="from:{since},to:{until}")
    assert pages(paging, days=WINDOW) == [f"{URL}&stamp=from:2031-02-01,to:2031-02-28"]
    until = DateWindow(TODAY, until=date(2031, 2, 28))
    assert pages(paging, days=until) == [f"{URL}&stamp=from:1970-01-01,to:2031-02-28"]


def test_an_address_with_days_is_asked_for_the_last_month() -> None:
    """Where nobody names days; a backfill without a first day goes back as far as there is anything."""
    url = "https://norvale.example/news?from={since}&to={until:%d.%m.%Y}"
    assert pages(Paging(), url) == ["https://norvale.example/news?from=2031-02-08&to=10.03.2031"]
    until = DateWindow(TODAY, until=date(2031, 2, 28))
    assert pages(Paging(), url, until) == ["https://norvale.example/news?from=1970-01-01&to=28.02.2031"]


def test_a_backfill_reads_more_pages_than_a_visit_and_not_without_end() -> None:
    """A visit reads what the configuration says, a backfill up to five hundred."""
    assert (max_pages(Paging(pages=3), USUAL), max_pages(Paging(pages=3), WINDOW)) == (3, 500)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://norvale.example/", "https://norvale.example/?p=2"),
        ("https://norvale.example/?a=&b", "https://norvale.example/?a=&b&p=2"),
        ("https://norvale.example/?p=1&a=1&p=9", "https://norvale.example/?p=2&a=1"),
        ("https://norvale.example/?dtl/5/Slug", "https://norvale.example/?dtl/5/Slug&p=2"),
    ],
)
def test_the_rest_of_a_query_stays_as_it_is_written(url: str, expected: str) -> None:
    """There are sites that know their pages by a query without an equals sign."""
    assert with_parameter(url, "p", "2") == expected


@pytest.mark.parametrize(("day", "held"), [(1, False), (2, True), (3, True), (4, False), (None, True)])
def test_both_days_of_a_window_are_in_it(day: int | None, held: bool) -> None:
    """What has no day is in it as well: it may be of any."""
    days = DateWindow(TODAY, date(2031, 3, 2), date(2031, 3, 3))
    assert days.includes(date(2031, 3, day) if day else None) is held
