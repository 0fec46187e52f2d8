"""`sources check` among addresses that are none."""

from __future__ import annotations

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Source, SourceKind
from tracker.engine import default_engine
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.source_health.probe import probe_source

URL = "https://norvale.example/sitemap.xml"
SOURCE = Source("norvale", SourceKind.SITEMAP, "Norvale", URL)


@pytest.mark.parametrize("address", ["http://[::1", "http://]/", "http://norvale\u2100.example/"])
@pytest.mark.parametrize(
    "listed",
    [
        "<urlset><url><loc>{}</loc></url></urlset>",
        "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>",
    ],
)
def test_an_address_that_is_none_is_one_line_of_the_check(address: str, listed: str) -> None:
    """Named by a sitemap or by an index of sitemaps, it is told, and the check says all else that it found."""
    body = listed.format(address).encode()
    answers = {URL: Fetched(URL, body, "application/xml"), address: FetchError("not a URL", where=address)}
    result = probe_source(SOURCE, FakeWeb(answers), default_engine())
    assert result.index[0].url == URL
    assert any(address in str(problem) for problem in result.problems)
