"""An HTML index page."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import Announcements
from tracker.sources.asking import list_releases

URL = "https://norvale.example/eng/press/list.do"
ROWS = """<html><body><table><thead><tr><th>No</th><th>Title</th><th>Date</th></tr></thead><tbody>
<tr><td>2</td><td><a href="#none" onclick="f_view('324'); return false;">On the  Halden Sea</a></td><td>2024-03-04</td></tr>
<tr><td>1</td><td><a href="javascript:f_view('323')">On salt</a></td><td>2024.02.28</td></tr>
<tr><td colspan="3">Advertisement</td></tr></tbody></table></body></html>"""
CLICKS = Selectors(item="tbody tr", link_pattern=r"f_view\('(\d+)'\)", link_template="view.do?seq={1}")


def listed(body: str, selectors: Selectors) -> Announcements:
    source = Source("norvale", SourceKind.LISTING, "Norvale", URL, selectors=selectors)
    return list_releases(source, FakeWeb({URL: Fetched(URL, body.encode(), "text/html", "utf-8")}))


def test_links_are_read_from_onclick_and_href_by_pattern() -> None:
    """Boards that open pages by script give a number; the template makes a URL of it, relative to the index."""
    found = listed(ROWS, CLICKS)
    assert [item.release.url for item in found.items] == [
        "https://norvale.example/eng/press/view.do?seq=324",
        "https://norvale.example/eng/press/view.do?seq=323",
    ]
    assert found.problems == ()
    assert all(item.body is None for item in found.items)


def test_title_and_date_are_those_of_the_row() -> None:
    """The title is the text of the link; the date is the one cell that is nothing but a date."""
    releases = [item.release for item in listed(ROWS, CLICKS).items]
    assert [release.title for release in releases] == ["On the Halden Sea", "On salt"]
    assert [release.published_on for release in releases] == [date(2024, 3, 4), date(2024, 2, 28)]
    assert releases[0].ref == releases[0].url


def test_a_date_selector_and_a_format_find_the_date() -> None:
    """Where a row shows more than a date, or shows it the other way round, the configuration says where and how."""
    rows = '<ul><li><a href="1.html">On salt</a><span class="d">Posted 04/03/2024, 12 hits</span></li></ul>'
    selectors = Selectors(item="li", item_date=".d", date_format="%d/%m/%Y,")
    assert listed(rows, selectors).items[0].release.published_on == date(2024, 3, 4)
    assert listed(rows, Selectors(item="li", item_date=".d")).items[0].release.published_on is None


def test_plain_links_need_no_pattern() -> None:
    """Relative links are made absolute, fragments are cut, and links that lead nowhere are passed over."""
    rows = """<base href="https://norvale.example/archive/"><div class="r"><a href="#">Share</a>
    <a href="2024/1.html#text">On salt</a></div><div class="r"><a href="mailto:x@norvale.example">Write</a></div>
    <a class="r" href="https://other.example/2">On ships</a>"""
    found = listed(rows, Selectors(item=".r"))
    assert [item.release.url for item in found.items] == [
        "https://norvale.example/archive/2024/1.html",
        "https://other.example/2",
    ]


def test_a_pattern_without_a_template_gives_the_link_itself() -> None:
    """The first group, or the whole match, is where the row leads."""
    rows = """<p><a onclick="go('/press/7')">On salt</a></p>"""
    assert (
        listed(rows, Selectors(item="p", link_pattern=r"'(/press/\d+)'"))
        .items[0]
        .release.url.endswith("/press/7")
    )
    assert (
        listed(rows, Selectors(item="p", link_pattern=r"/press/\d+"))
        .items[0]
        .release.url.endswith("/press/7")
    )


def test_a_redesigned_index_is_a_problem_that_names_the_selector() -> None:
    """No rows, or rows without links, must not look like a ministry that went silent."""
    (problem,) = listed("<html><body><p>New look!</p></body></html>", CLICKS).problems
    assert 'selector item = "tbody tr" finds nothing' in str(problem)
    (problem,) = listed(ROWS.replace("f_view", "g_view"), CLICKS).problems
    assert "finds no link in any of 3 rows" in str(problem)
    assert URL in str(problem)


def test_an_index_that_cannot_be_fetched_is_an_error() -> None:
    """The source as a whole failed, and says so."""
    with pytest.raises(FetchError, match="404"):
        list_releases(Source("norvale", SourceKind.LISTING, url=URL, selectors=CLICKS), FakeWeb({}))
    with pytest.raises(FetchError, match="an empty page"):
        listed("", CLICKS)


def test_a_row_listed_twice_counts_once() -> None:
    """Pinned rows appear again further down."""
    rows = '<p><a href="/1">Pinned</a></p><p><a href="/1">On salt</a></p>'
    assert [item.release.title for item in listed(rows, Selectors(item="p")).items] == ["Pinned"]


def test_a_base_that_is_no_url_costs_nothing() -> None:
    """Links are then relative to the page, as without it."""
    rows = (
        '<base href="http://[::1/"><p><a href="1.html">On salt</a></p><p><a href="http://[::1/2">Bad</a></p>'
    )
    found = listed(rows, Selectors(item="p"))
    assert [item.release.url for item in found.items] == ["https://norvale.example/eng/press/1.html"]


def test_a_date_format_finds_the_one_cell_that_is_a_date() -> None:
    """Without item_date a cell is a date if the whole of it follows a format of the source."""
    rows = "<table><tr><td><a href='/1'>On salt</a></td><td>04/03/2024</td><td>12</td></tr></table>"
    source = Source(
        "norvale", SourceKind.LISTING, url=URL, selectors=Selectors(item="tr"), date_formats=("%d/%m/%Y",)
    )
    found = list_releases(source, FakeWeb({URL: Fetched(URL, rows.encode())}))
    assert found.items[0].release.published_on == date(2024, 3, 4)


def test_two_different_dates_in_a_row_are_no_date() -> None:
    """Which of them is the day of publication would be a guess."""
    rows = "<table><tr><td><a href='/1'>On salt</a></td><td>2024-03-04</td><td>2024-03-09</td></tr></table>"
    assert listed(rows, Selectors(item="tr")).items[0].release.published_on is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<ul>" + "".join(f"<li><a href=/{number}>x</a>" for number in range(1_000_000)), "tags: no index"),
        ("<ul><li><a href=/1>x</a></li>" + "<div>" * 1_000_000, "tags: no index"),
        ("<ul><li><a href=/1>x</a></li>" + "<div>" * 10_000, "nested too deep"),
        (
            f"<ul><li {' '.join(f'a{number}=1' for number in range(100_000))}>",
            "attributes in one tag: no index",
        ),
    ],
    ids=["links", "nested tags", "depth", "attributes"],
)
def test_a_page_that_is_no_index_by_its_size_is_refused(body: str, said: str) -> None:
    """More than a page holds, or deeper: the part that could be read must not pass for the whole."""
    with pytest.raises(FetchError, match=said):
        listed(body, Selectors(item="li"))


def test_rows_inside_of_rows_are_read_as_far_as_it_is_worth() -> None:
    """A selector that takes every frame for a row makes the work grow with the square of the page."""
    frames = "<div>" * 200 + "<p><a href=/1>x</a></p>" * 20_000
    found = listed(frames, Selectors(item="div"))
    assert len(found.items) == 1
    assert 'selector item = "div" finds rows inside of rows' in found.problems[0].message


def test_patterns_see_the_beginning_of_a_text_only() -> None:
    """What a pattern is given is bounded, so that no page can make one run for ever."""
    rows = f"""<p><a onclick="{"x" * 2_000}go('/press/7')">On salt</a></p><p><a onclick="go('/press/8')">On ships</a></p>"""
    found = listed(rows, Selectors(item="p", link_pattern=r"'(/press/\d+)'"))
    assert [item.release.url for item in found.items] == ["https://norvale.example/press/8"]


def test_a_title_has_an_end() -> None:
    """A row whose link holds a whole page of text is a release with the beginning of it for a title."""
    rows = f"<p><a href=/1>{'On the Halden Sea ' * 1_000}</a></p>"
    assert len(listed(rows, Selectors(item="p")).items[0].release.title) == 1_000
