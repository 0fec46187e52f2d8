"""The rules for every announced item: its link, its name, whether it is wanted, its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain import Detail, Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.sources.announcement_rules import (
    SelectedReleases,
    detail_url,
    is_plausible_day,
    publication_day,
    release_ref,
    rewritten_link,
    select_releases,
)
from tracker.sources.announcements import IndexRow
from tracker.sources.paging import DateWindow

SITE = "https://norvale.example"
SOURCE = Source("norvale", SourceKind.LISTING, "Norvale", SITE)
TODAY = date(2031, 3, 10)
USUAL = DateWindow(TODAY)


def gathered(*rows: IndexRow, source: Source = SOURCE, days: DateWindow = USUAL) -> SelectedReleases:
    return select_releases(source, rows, days)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (f"{SITE}/a#top", f"{SITE}/a"),
        (f"{SITE}/a?utm=1&id=7&session=x", f"{SITE}/a?id=7"),
        (f"{SITE}/a?utm=1", f"{SITE}/a"),
        (f"{SITE}/a?dtl/5/Slug", f"{SITE}/a?dtl/5/Slug"),
        (f"{SITE}/A/%7Eb//c?x=&y", f"{SITE}/A/%7Eb//c?x=&y"),
        ("http://old.norvale.example/nor/1", f"{SITE}/eng/1"),
    ],
)
def test_a_link_stays_as_it_is_but_for_what_the_configuration_says(link: str, expected: str) -> None:
    """The fragment goes, and the parameters named; there are sites whose links differ in nothing but odd queries."""
    source = replace(
        SOURCE,
        drop_parameters=("utm", "session"),
        rewrite=(("http://old.norvale.example/nor/", f"{SITE}/eng/"), ("http://old.", "https://other.")),
    )
    assert rewritten_link(link, source) == expected


def test_a_release_is_called_by_its_number_else_by_its_guid_else_by_its_link() -> None:
    """So it is the same release whether the feed or the board announced it."""
    source = replace(SOURCE, key=r"seq=(\d+)")
    assert release_ref(f"{SITE}/view?seq=7&page=2", source, "guid") == "7"
    assert release_ref(f"{SITE}/other", source, "guid") == "guid"
    assert release_ref(f"{SITE}/other", source) == f"{SITE}/other"


def test_unwanted_links_and_titles_are_no_releases_and_no_problems() -> None:
    """How many links were passed over is known: an index of nothing else has changed its addresses."""
    source = replace(SOURCE, only_links="/press/", skip_titles="(?i)travel advice")
    rows = (
        IndexRow(f"{SITE}/press/1", "On salt"),
        IndexRow(f"{SITE}/about", "About"),
        IndexRow(f"{SITE}/press/2", "Travel Advice"),
    )
    found = gathered(*rows, source=source)
    assert [item.release.title for item in found.items] == ["On salt"]
    assert (found.others, found.problems) == (1, ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (IndexRow(title="Briefing (March 4, 2031)", dates=("2031-03-03",)), date(2031, 3, 4)),
        (IndexRow(title="Briefing", dates=("2031-03-03",)), date(2031, 3, 3)),
        (IndexRow(title="Briefing", dates=("03/04/2031", "2031-03-02")), date(2031, 3, 2)),
        (IndexRow(title="Briefing"), date(2031, 3, 1)),
    ],
)
def test_the_title_goes_before_the_index_and_the_index_before_the_link(row: IndexRow, expected: date) -> None:
    """What has two meanings is passed over; the next that has one counts."""
    source = replace(SOURCE, title_date=r"\((\w+ \d+, \d{4})\)", link_date=r"/(\d{4}/\d{2}/\d{2})/")
    assert publication_day(row, f"{SITE}/2031/03/01/x", source, TODAY) == (expected, "")


def test_a_date_is_read_by_the_formats_of_the_source_first() -> None:
    """03/04/2031 has no meaning until somebody says which."""
    row = IndexRow(dates=("03/04/2030",))
    assert publication_day(row, "", SOURCE, TODAY) == (None, "03/04/2030")
    british = replace(SOURCE, date_formats=("%d/%m/%Y",))
    assert publication_day(row, "", british, TODAY) == (date(2030, 4, 3), "")
    american = replace(SOURCE, selectors=Selectors(date_format="%m/%d/%Y"), date_formats=("%d/%m/%Y",))
    assert publication_day(row, "", american, TODAY) == (date(2030, 3, 4), "")


@pytest.mark.parametrize(
    "written", ["2031-03-12", "2999-01-01", "1970-01-01", "1969-12-31", "0001-01-01", "soon"]
)
def test_a_day_that_cannot_be_true_is_named_and_no_other_takes_its_place(written: str) -> None:
    """Not even one that could be: which of two dates is wrong would be a guess."""
    row = IndexRow(dates=(written,) if written == "soon" else (written, "2031-03-01"))
    assert publication_day(row, "", SOURCE, TODAY) == (None, written)


def test_tomorrow_may_be_a_matter_of_zones() -> None:
    """A day ahead is possible, two are not; what is older than the telegraph is an empty date."""
    assert is_plausible_day(date(2031, 3, 11), TODAY)
    assert not is_plausible_day(date(2031, 3, 12), TODAY)
    assert is_plausible_day(date(1815, 6, 9), TODAY)
    assert not is_plausible_day(date(1799, 12, 31), TODAY)


def test_dates_that_are_wrong_alike_are_told_once() -> None:
    """A clock or a format that is wrong is wrong for a whole index."""
    found = gathered(*(IndexRow(f"{SITE}/{number}", dates=("2999-01-01",)) for number in range(50)))
    (problem,) = found.problems
    assert '"2999-01-01" cannot be the day of a release' in problem.message
    assert "(50 such dates)" in problem.message
    assert [item.release.published_on for item in found.items] == [None] * 50


def test_what_cannot_be_used_is_told_by_its_place_and_costs_nothing_else() -> None:
    """No name, no link, or one without end."""
    rows = (
        IndexRow(where="item 1"),
        IndexRow(key="guid", where="item 2"),
        IndexRow(f"{SITE}/{'a' * 2_000}", where="item 3"),
        IndexRow(f"{SITE}/1", key="k" * 2_001, where="item 4"),
        IndexRow(f"{SITE}/2", where="item 5"),
    )
    found = gathered(*rows)
    assert [item.release.url for item in found.items] == [f"{SITE}/2"]
    assert [problem.where for problem in found.problems] == ["item 1", "item 2", "item 3", "item 4"]


def test_days_outside_the_window_are_counted_and_not_announced() -> None:
    """The paging has to know how old a page was; the backfill wants its days only."""
    rows = (IndexRow(f"{SITE}/{day}", dates=(f"2031-03-0{day}",)) for day in (1, 2, 3))
    found = gathered(*rows, days=DateWindow(TODAY, date(2031, 3, 2), date(2031, 3, 2)))
    assert [item.release.url for item in found.items] == [f"{SITE}/2"]
    assert (len(found.refs), len(found.days)) == (3, 3)


def test_a_text_elsewhere_is_asked_for_by_number_link_or_path() -> None:
    """By the groups of the key too; without a template it is behind the link."""
    source = replace(SOURCE, key=r"/detail/(([a-z]+)_(\d+))")
    link = f"{SITE}/detail/ip_31?x=1"
    assert detail_url(source, link, "ip_31") == ""
    for template, expected in (
        ("{key}", "ip_31"),
        ("{2:upper}/{3}", "IP/31"),
        ("{path}", "/detail/ip_31"),
        ("?of={link:quoted}", "?of=https%3A%2F%2Fnorvale.example%2Fdetail%2Fip_31%3Fx%3D1"),
    ):
        with_detail = replace(source, detail=Detail(f"{SITE}/api{template}"))
        assert detail_url(with_detail, link, "ip_31") == f"{SITE}/api{expected}"


def test_patterns_are_given_the_beginning_of_a_text_only() -> None:
    """However long a link or a title is, a pattern sees 2,000 characters of it."""
    source = replace(SOURCE, key=r"seq=(\d+)$", title_date=r"(\d{4}-\d\d-\d\d)$")
    assert release_ref(f"{SITE}/{'a' * 2_000}?seq=7", source, "guid") == "guid"
    row = IndexRow(title="x" * 2_000 + "2031-03-04", dates=("2031-03-01",))
    assert publication_day(row, "", source, TODAY)[0] == date(2031, 3, 1)


@pytest.mark.parametrize("key", ["only_links", "skip_titles", "key", "title_date", "link_date"])
def test_a_pattern_that_backtracks_without_end_costs_a_row(key: str) -> None:
    """The row is told with the key of the source; the rows beside it are taken."""
    hostile = f"{SITE}/" + "a" * 60 + "!"
    source = replace(SOURCE, **{key: "(a|aa)+$|b$"})
    found = gathered(
        IndexRow(hostile, hostile, where="norvale, row 1"), IndexRow(f"{SITE}/b", "b"), source=source
    )
    (problem,) = found.problems[:1]
    assert (problem.where, problem.message.partition(" =")[0]) == ("norvale, row 1", key)
    assert found.refs == (() if key == "skip_titles" else (f"{SITE}/b",))


def test_a_pattern_that_backtracks_on_row_after_row_ends_the_index() -> None:
    """A second for each of 10,000 rows would be hours."""
    rows = [IndexRow(f"{SITE}/{number}" + "a" * 60 + "!") for number in range(9)]
    with pytest.raises(FetchError, match='norvale: only_links = "') as raised:
        gathered(*rows, source=replace(SOURCE, only_links="(a|aa)+$"))
    assert "takes more than 1 s" in str(raised.value)


@pytest.mark.parametrize(
    "link", ["http://[::1", "http://]/", "http://norvale℀.example/", "http://norvale.example:x/"]
)
def test_a_link_that_is_no_address_costs_itself(link: str) -> None:
    """One line for that row, also where the address of the text is made from the link."""
    detailed = replace(SOURCE, detail=Detail("https://norvale.example/api?path={path}"))
    for source in (SOURCE, detailed):
        found = gathered(IndexRow(link, where="norvale, row 1"), IndexRow(f"{SITE}/b"), source=source)
        assert [str(problem).partition(",")[0] for problem in found.problems] == ["norvale"]
        assert found.refs == (f"{SITE}/b",)
    assert detail_url(detailed, link, "ref") == "https://norvale.example/api?path="
