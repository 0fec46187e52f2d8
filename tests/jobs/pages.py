"""Two pages of an invented ministry, and a web that has them."""

from __future__ import annotations

from tests.fake_web import FakeWeb
from tracker.domain import Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched

BASE = "https://mfa.norvale.example"
ONE, TWO = f"{BASE}/one.html", f"{BASE}/two.html"
NORVALE = Source("norvale-mfa", SourceKind.PAGES, issuer="Norvale", urls=(ONE, TWO))
ESTMARK = Source("estmark-mfa", SourceKind.FEED, issuer="Estmark", url="https://mfa.estmark.example/feed.xml")
RESPOND = "Norvale will respond to any further provocation by Veskia."
CONSIDER = "Norvale will consider responding to any further provocation by Veskia."


def build_page(text: str, day: str = "4 March 2031", etag: str = '"1"') -> Fetched:
    """Return the page of one press release."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    body = (
        f"<html><head><title>Statement on the Halden Sea</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>Statement on the Halden Sea</h1><p class='date'>{day}</p>{paragraphs}"
        f"<p>The minister met the press in Port Halden after the session and took questions.</p></main>"
        f"<footer>Ministry of Foreign Affairs</footer></body></html>"
    )
    return Fetched(ONE, body.encode(), "text/html", "utf-8", etag)


def build_web(**overrides: Fetched | FetchError) -> FakeWeb:
    """Return a web of two pages of Norvale and no feed of Estmark."""
    pages = {ONE: build_page(RESPOND, "4 February 2031"), TWO: build_page(RESPOND, etag='"2"')}
    return FakeWeb(pages | {ONE if name == "one" else TWO: page for name, page in overrides.items()})
