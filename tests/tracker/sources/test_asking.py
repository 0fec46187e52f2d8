"""A list of URLs."""

from __future__ import annotations

from tests.fake_web import FakeWeb
from tracker.domain import Source, SourceKind
from tracker.sources.asking import list_releases


def test_every_url_is_a_release_to_be_fetched() -> None:
    """The URL is its name; title and date are left to the page; a URL given twice counts once."""
    urls = ("https://norvale.example/1", "https://norvale.example/2", "https://norvale.example/1")
    found = list_releases(Source("norvale", SourceKind.PAGES, "Norvale", urls=urls), FakeWeb({}))
    assert [item.release.ref for item in found.items] == list(urls[:2])
    first = found.items[0].release
    assert (first.url, first.title, first.published_on, first.issuer) == (urls[0], "", None, "Norvale")
    assert found.items[0].body is None
