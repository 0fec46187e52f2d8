"""How an index is read, page after page, and what is said where it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Fields, Manners, Paging, Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched, NotModified
from tracker.sources.announcement_rules import announce_release
from tracker.sources.announcements import Announcements, make_release
from tracker.sources.asking import list_releases

URL = "https://norvale.example/list"
NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
LISTING = Source(
    "norvale",
    SourceKind.LISTING,
    "Norvale",
    URL,
    selectors=Selectors(item="li"),
    paging=Paging(parameter="page", pages=3),
)


def rows(*numbers: int, day: str = "2031-03-04") -> bytes:
    return "".join(f"<li><a href='/{n}'>No. {n}</a><b>{day}</b></li>" for n in numbers).encode()


def web_of(pages: Mapping[str, bytes | FetchError | NotModified]) -> FakeWeb:
    return FakeWeb(
        {url: Fetched(url, page) if isinstance(page, bytes) else page for url, page in pages.items()}
    )


@dataclass(frozen=True)
class Answering:
    """A web that answers to every address by a rule."""

    rule: Callable[[str, Manners], Fetched]

    def get(self, url: str, **asked: Any) -> Fetched:
        return self.rule(url, asked["manners"])


def read(
    pages: Mapping[str, bytes | FetchError | NotModified],
    source: Source = LISTING,
    *,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Announcements, list[str]]:
    """Return what *source* announces in *pages*, and which addresses it asked."""
    web = web_of(pages)
    found = list_releases(source, web, since=since, until=until, now=NOW)
    return found, [url for url, _, _ in web.asked]


def numbers(found: Announcements) -> list[int]:
    return [int(item.release.url.rpartition("/")[2]) for item in found.items]


def test_a_visit_reads_as_many_pages_as_it_is_told() -> None:
    """Each row once, in the order of the site; what lies behind is left to a backfill, and that is no problem."""
    pages = {URL: rows(9, 8), **{f"{URL}?page={n}": rows(9 - n, 8 - n) for n in range(2, 8)}}
    found, asked = read(pages)
    assert (numbers(found), found.problems) == ([9, 8, 7, 6, 5], ())
    assert asked == [URL, f"{URL}?page=2", f"{URL}?page=3"]


@pytest.mark.parametrize(
    "last", [rows(9, 8), rows(), FetchError("404", status=404)], ids=["again", "empty", "gone"]
)
def test_the_last_page_is_known_by_showing_nothing_new(last: bytes | FetchError) -> None:
    """Sites answer to a page after the last with the first one, with no row, or with 404; none of it is a problem."""
    found, asked = read({URL: rows(9, 8), f"{URL}?page=2": last, f"{URL}?page=3": rows(1)})
    if last == rows():
        assert "an empty page" in found.problems[0].message
    else:
        assert found.problems == ()
    assert numbers(found) == [9, 8]
    assert len(asked) == 2


def test_pages_that_go_round_in_a_circle_are_left() -> None:
    """A, B, A, B: what was shown before is not read again, however many pages a backfill may read."""
    pages = {URL: rows(9, 8)} | {
        f"{URL}?page={n}": rows(7, 6) if n % 2 == 0 else rows(9, 8) for n in range(2, 9)
    }
    found, asked = read(pages, since=date(2031, 1, 1))
    assert numbers(found) == [9, 8, 7, 6]
    assert len(asked) == 3


def test_pages_without_end_are_left_and_that_is_told() -> None:
    """A calendar goes on for ever; after five hundred pages a backfill says what it did not read."""

    number = count(1)
    endless = Answering(lambda url, _: Fetched(url, rows(next(number))))
    found = list_releases(LISTING, endless, since=date(2031, 1, 1), now=NOW)
    assert len(found.items) == 500
    assert [str(problem) for problem in found.problems] == [
        "norvale: 500 pages of the index are read, and there are more; ask for fewer days at a time"
    ]


def test_a_page_of_nothing_but_unwanted_rows_is_not_the_last() -> None:
    """Ten travel warnings in a row must not end a backfill."""
    source = replace(LISTING, skip_titles=r"No\. [78]$")
    pages = {URL: rows(9), f"{URL}?page=2": rows(8, 7), f"{URL}?page=3": rows(6)}
    assert numbers(read(pages, source)[0]) == [9, 6]


def test_a_backfill_stops_behind_the_days_it_was_asked_for() -> None:
    """A page that is all older is the end; one old row pinned to the top is not, unless the order is certain."""
    pages = {
        URL: rows(9) + rows(1, day="2030-01-01"),
        f"{URL}?page=2": rows(8),
        f"{URL}?page=3": rows(7, day="2030-12-31"),
        f"{URL}?page=4": rows(6, day="2030-12-30"),
    }
    found, asked = read(pages, since=date(2031, 1, 1))
    assert (numbers(found), len(asked)) == ([9, 8], 3)
    found, asked = read(pages, replace(LISTING, in_order=True), since=date(2031, 1, 1))
    assert (numbers(found), len(asked)) == ([9], 1)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (FetchError("the server answered 500"), "500"),
        (b"<!-- nothing -->", "an empty page"),
        (b"<li>" * 300_000, "tags"),
    ],
    ids=["not fetched", "not read", "too large"],
)
def test_a_page_that_fails_costs_no_page_before_it(second: bytes | FetchError, said: str) -> None:
    """What the first page announced is kept, and the address that failed is named; the index as such is not broken."""
    found, _ = read({URL: rows(9, 8), f"{URL}?page=2": second})
    assert numbers(found) == [9, 8]
    (problem,) = found.problems
    assert (problem.where, said in problem.message) == (f"{URL}?page=2", True)
    assert found.broken is None


def test_further_addresses_are_read_like_the_first() -> None:
    """One that fails costs itself; a release that stands in two of them counts once."""
    source = replace(LISTING, urls=(f"{URL}/b", f"{URL}/c"))
    found, _ = read({URL: rows(9, 8), f"{URL}/c": rows(8, 7)}, source)
    assert numbers(found) == [9, 8, 7]
    assert [problem.where for problem in found.problems] == [f"{URL}/b"]
    assert found.broken is None


def test_the_first_address_is_the_index() -> None:
    """Where it fails the source is broken, although others gave something; where nothing came, that is an error."""
    source = replace(LISTING, urls=(f"{URL}/b",))
    found, _ = read({f"{URL}/b": rows(7)}, source)
    assert numbers(found) == [7]
    assert found.broken is found.problems[0]
    assert found.broken.where == URL
    with pytest.raises(FetchError, match="404"):
        read({}, source)


def test_an_index_that_gives_nothing_is_broken_and_says_so_once() -> None:
    """Broken means: the index gave nothing it should give. The reason is the first of the problems."""
    found, _ = read({URL: b"<p>Our new look!</p>"})
    assert found.broken is not None
    assert found.problems == (found.broken,)
    found, _ = read({URL: rows(9)}, replace(LISTING, only_links="/press/"))
    assert found.broken is not None
    assert 'only_links = "/press/" takes none of 1 links' in found.broken.message


def test_nothing_announced_is_no_error_where_the_configuration_says_so() -> None:
    """A council that meets twice a year has an empty page in between."""
    assert read({URL: b"<p>Nothing yet.</p>"}, replace(LISTING, may_be_empty=True))[0] == Announcements()


def test_an_index_that_did_not_change_is_not_broken() -> None:
    """304 says that nothing is new; nothing is read, and no fallback is asked."""
    fallback = replace(LISTING, url=f"{URL}/b")
    found, asked = read({URL: NotModified(URL)}, replace(LISTING, fallback=fallback))
    assert (found, asked) == (Announcements(unchanged=True), [URL])


def test_a_later_page_that_did_not_change_is_the_end() -> None:
    """What is behind it did not change either, as far as anyone can tell."""
    found, asked = read(
        {URL: rows(9), f"{URL}?page=2": NotModified(f"{URL}?page=2"), f"{URL}?page=3": rows(7)}
    )
    assert (numbers(found), len(asked), found.unchanged) == ([9], 2, False)


@pytest.mark.parametrize("page", [FetchError("the server answered 503", transient=True), b"<p>New look!</p>"])
def test_a_fallback_is_asked_where_the_index_gives_nothing(page: bytes | FetchError) -> None:
    """Whether it failed or was empty. What it announces counts, the source is not broken, and a problem says what was done."""
    fallback = replace(LISTING, url=f"{URL}/b")
    found, _ = read({URL: page, f"{URL}/b": rows(9)}, replace(LISTING, fallback=fallback))
    assert (numbers(found), found.broken) == ([9], None)
    (problem,) = found.problems
    assert f"its fallback {URL}/b was asked instead" in problem.message


def test_where_the_fallback_fails_too_both_are_told() -> None:
    """The error is that of the index; what the fallback said stands beside it."""
    source = replace(LISTING, fallback=replace(LISTING, url=f"{URL}/b"))
    with pytest.raises(FetchError, match="503; nor did its fallback help: the server answered 404"):
        read({URL: FetchError("the server answered 503")}, source)
    found, _ = read({URL: b"<p>New look!</p>"}, source)
    assert found.broken is not None
    assert [problem.where for problem in found.problems] == ["norvale", f"{URL}/b"]


def test_an_answer_of_another_kind_is_an_error() -> None:
    """Where the media type is known, the page of a firewall is told from a feed before it is read."""
    source = replace(LISTING, manners=Manners(expect=("application/json", "text/json")))
    with pytest.raises(FetchError, match="came as text/html, not as application/json or text/json"):
        read({URL: rows(9)}, source)


def test_links_of_a_mirror_are_those_of_the_site() -> None:
    """A release is called by the site's own address, wherever it was asked."""

    mirror = Answering(
        lambda url, manners: Fetched(url.replace("https://norvale.example", manners.mirror), rows(9))
    )

    found = list_releases(replace(LISTING, manners=Manners(mirror="http://127.0.0.1:8080")), mirror, now=NOW)
    assert [item.release.url for item in found.items] == ["https://norvale.example/9"]


def test_a_release_that_left_the_index_is_asked_for_where_its_text_is() -> None:
    """By the same rule as when it was announced."""
    source = Source("norvale", SourceKind.JSON, url=URL, fields=Fields(link="link"))
    held = make_release("norvale", "7", url="https://norvale.example/press/7?x=1")
    assert announce_release(source, held).fetch_url == ""
    with_detail = replace(source, detail=replace(source.detail, template="https://norvale.example/api{path}"))
    assert announce_release(with_detail, held).fetch_url == "https://norvale.example/api/press/7"
    answer = json.dumps([{"link": "/press/7?x=1"}]).encode()
    found = list_releases(with_detail, FakeWeb({URL: Fetched(URL, answer, "application/json")}), now=NOW)
    assert [item.fetch_url for item in found.items] == ["https://norvale.example/api/press/7"]
