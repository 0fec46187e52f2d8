"""A long list, a page at a time."""

import pytest

from reports.site.page_context import PageNotFoundError, QueryError
from reports.site.pagination import page_numbers, paginate, query_address, requested_page


def address(number):
    return f"list-{number}.html"


def test_a_page_says_which_rows_it_shows_and_where_the_others_are():
    """Page 2 of 120 rows shows 51 to 100 and leads back and on."""
    rows, pager = paginate(range(120), 2, address)
    assert list(rows) == list(range(50, 100))
    assert (pager.first_row, pager.last_row, pager.rows, pager.last) == (51, 100, 120, 3)
    assert (pager.newer, pager.older) == ("list-1.html", "list-3.html")


def test_the_first_page_leads_nowhere_back_and_the_last_nowhere_on():
    """There is no page before the first, and none after the last."""
    assert paginate(range(120), 1, address)[1].newer == ""
    rows, pager = paginate(range(120), 3, address)
    assert (len(rows), pager.last_row, pager.older) == (20, 120, "")


def test_an_empty_list_is_one_page_without_rows():
    """Nothing to show is still a page, and it counts from nothing."""
    rows, pager = paginate([], 1, address)
    assert (list(rows), pager.last, pager.first_row, pager.last_row) == ([], 1, 0, 0)


@pytest.mark.parametrize("number", [0, 4, 99999])
def test_a_page_beyond_the_list_is_not_there(number):
    """A page that has no rows is an error that says where the list ends, not an empty page."""
    with pytest.raises(PageNotFoundError, match="ends with page 3"):
        paginate(range(120), number, address)


def test_a_few_pages_can_be_jumped_to_and_this_one_cannot():
    """From page 10 of 20 the first, the last and two on either side are one step away."""
    pager = paginate(range(1000), 10, address)[1]
    assert [number for number, _ in pager.pages] == [1, 8, 9, 10, 11, 12, 20]
    assert dict(pager.pages)[10] == ""
    assert dict(pager.pages)[20] == "list-20.html"


@pytest.mark.parametrize("given", ["0", "-1", "two", "²", "1e3", "123456", " 1"])
def test_a_page_number_is_a_number(given):
    """Whatever else stands in the address is refused with a line that says what is wanted."""
    with pytest.raises(QueryError, match="a number from 1"):
        requested_page({}, {"page": given})


def test_the_query_names_the_page_before_the_address_does():
    """Without either it is the first page."""
    assert requested_page({"page": "3"}, {"page": "2"}) == 2
    assert requested_page({"page": "3"}, {}) == 3
    assert requested_page({}, {"page": ""}) == 1


def test_filters_go_along_from_page_to_page_and_cannot_break_out():
    """What was asked for stands in the address of every page of the answer, encoded; what was not does not."""
    page = query_address("changes.html", {"party": 'A&B"<', "label": "", "page": "7"})
    assert page(2) == "changes.html?party=A%26B%22%3C&page=2"
    assert page(1) == "changes.html?party=A%26B%22%3C"
    assert query_address("changes.html", {})(1) == "changes.html"


def test_a_folder_of_files_has_every_page():
    """101 rows are three pages, none is one."""
    assert list(page_numbers(101)) == [1, 2, 3]
    assert list(page_numbers(0)) == [1]
