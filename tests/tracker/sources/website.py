"""A replica of a ministry's board, on loopback: own words, own markup, the habits of the real one.

What it copies are the habits in ../shared/design/sources.md, 2.1:

- rows of list.do lead nowhere by ``href``; the number of a post is in ``onclick="f_view('SEQ'); …"``;
- view.do answers 307 to itself the first time, with a cookie that holds for its folder only;
- the feed hides under the folder of the other language, its links are http and lead to that folder, its items are
  in no order, ``content:encoded`` is one run of text, and pubDate is an instant in GMT;
- around the text stand a language switch, a hit counter, neighbouring posts and a footer with a date of its own.

    with Board() as board:
        board.url("/eng/brd/m_5676/list.do")      # on loopback
        board.faults["rss.do"] = "html"           # from now on
        board.count("view.do")                    # requests so far
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

SITE = "http://www.mfa.norvale.example"
LAST = date(2031, 3, 4)
PAGE_SIZE = 10
FEED_SIZE = 30
COOKIE = "TMOSHCooKie"
_TOPICS = ("the Halden Sea", "Salt Fisheries", "the Veskian Border", "Harbour Dues", "the Ostmere Accord")


@dataclass(slots=True)
class Post:
    """One post of the board."""

    seq: int
    title: str
    day: date
    paragraphs: tuple[str, ...]


def posts(count: int = 23, last: date = LAST) -> list[Post]:
    """Return *count* posts, newest first, one every second day back from *last*."""
    made = []
    for back in range(count):
        topic = _TOPICS[back % len(_TOPICS)]
        made.append(
            Post(
                seq=324_000 - back,
                title=f"Statement on {topic} (No. {count - back})",
                day=last - timedelta(days=2 * back),
                paragraphs=(
                    f"1. The Ministry of Foreign Affairs of Norvale received the delegation of Estmark "
                    f"and spoke with it about {topic}.",
                    f"2. Norvale will continue to work closely with Estmark on {topic}.",
                    f"3. The two sides agreed to resume the consultations on {topic} by the end of the year.",
                ),
            )
        )
    return made


@dataclass(slots=True)
class Board:
    """The board, served on loopback as long as the ``with`` lasts; threads may ask it all at once."""

    posts: list[Post] = field(default_factory=posts)
    site: str = SITE  # what its feed says it is called; not where it is served
    board: str = "m_5676"
    feed: str = "302"
    title: str = "Press Releases"
    faults: dict[str, str] = field(default_factory=dict)  # rss.do, list.do or view.do → 503, 404, html, empty
    asked: list[str] = field(default_factory=list)  # path and query of every request, in order
    _server: ThreadingHTTPServer | None = None
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        board = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                board.asked.append(self.path)
                status, headers, body = board.answer(self.path, self.headers.get("Cookie", ""))
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: tests are quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        assert self._thread is not None
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def origin(self) -> str:
        """Where it is served: http://127.0.0.1:PORT."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        """Return *path* on loopback."""
        return self.origin + path

    def count(self, page: str = "") -> int:
        """Return how many requests there were, to rss.do, list.do or view.do if one is named."""
        return sum(urlsplit(path).path.endswith(page) for path in self.asked)

    def edit(self, seq: int, *paragraphs: str) -> None:
        """Change the text of a post without a word, as ministries do."""
        next(post for post in self.posts if post.seq == seq).paragraphs = paragraphs

    def answer(self, target: str, cookies: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers and body for *target*."""
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        page = path.rpartition("/")[2]
        if page in self.faults:
            return _fault(self.faults[page])
        if path == "/www/brd/rss.do" and query.get("brdId") == [self.feed]:
            return 200, [("Content-Type", "application/rss+xml;charset=UTF-8")], self._rss().encode()
        if path == f"/eng/brd/{self.board}/list.do":
            return _html(self._list(query))
        if path == f"/eng/brd/{self.board}/view.do":
            if COOKIE not in cookies:
                gate = [("Location", target), ("Set-Cookie", f"{COOKIE}=1; Path=/eng/brd/{self.board}")]
                return 307, gate, b""
            wanted = query.get("seq", [""])[0]
            found = next((post for post in self.posts if str(post.seq) == wanted), None)
            if found:
                return _html(self._view(found))
        return 404, [("Content-Type", "text/html;charset=UTF-8")], b"<html><body><h1>404</h1></body></html>"

    def _rss(self) -> str:
        # newest first by day, then dealt out by the last digits of their numbers: no order a reader could use
        shown = sorted(self.posts[:FEED_SIZE], key=lambda post: (post.seq * 7) % 31)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>Norvale &gt; Press &gt; {escape(self.title)}</title><link>{self.site}/</link>"
            f"{''.join(self._item(post) for post in shown)}</channel></rss>"
        )

    def _item(self, post: Post) -> str:
        # 01:11 in Greenwich is the same day in the ministry's zone, hours before the text was out
        instant = datetime(post.day.year, post.day.month, post.day.day, 1, 11, tzinfo=UTC)
        return (
            f"<item><title><![CDATA[{post.title}]]></title>"
            f"<link>{self.site}/www/brd/{self.board}/view.do?seq={post.seq}</link>"
            f"<content:encoded><![CDATA[{' '.join(post.paragraphs)}]]></content:encoded>"
            f"<pubDate>{format_datetime(instant, usegmt=True)}</pubDate></item>"
        )

    def _list(self, query: dict[str, list[str]]) -> str:
        since, until = query.get("srchFr", ["0"])[0], query.get("srchTo", ["9"])[0]
        shown = [post for post in self.posts if since <= f"{post.day:%Y%m%d}" <= until]
        start = (int(query.get("page", ["1"])[0]) - 1) * PAGE_SIZE
        rows = "".join(
            f"<tr><td>{len(shown) - start - place}</td><td class='subject'>"
            f"""<a href="#none" onclick="f_view('{post.seq}'); return false;">{escape(post.title)}</a></td>"""
            f"<td></td><td>{post.day:%Y-%m-%d}</td><td>{post.seq % 977}</td></tr>"
            for place, post in enumerate(shown[start : start + PAGE_SIZE])
        )
        nothing = '<tr><td colspan="5">There is no post.</td></tr>'
        return _page(
            self.title,
            f"<h2>{self.title}</h2><table><thead><tr><th>No</th><th>Subject</th><th>File</th><th>Date</th>"
            f"<th>Hit</th></tr></thead><tbody>{rows or nothing}</tbody></table>",
        )

    def _view(self, post: Post) -> str:
        said = "".join(f"<p><span>{escape(paragraph)}</span></p>" for paragraph in post.paragraphs)
        return _page(
            post.title,
            f"""<div class="board_detail"><h2>{escape(post.title)}</h2>
            <div class="bo_head"><dl><dt>Date</dt><dd>{post.day:%Y-%m-%d}</dd><dt>hit</dt><dd>3463</dd></dl></div>
            <div class="bo_file"><a href="/eng/brd/{self.board}/down.do?seq={post.seq}&amp;file=1">{post.seq}.pdf</a></div>
            <div class="bo_con"><div class="se-contents">{said}</div></div></div>
            <ul class="bo_near"><li>Prev <a href="#none">Another statement (2031-02-28)</a></li></ul>""",
        )


def _page(title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>{escape(title)} | Norvale</title></head>
<body><div class="skip"><a href="#content">Skip to content</a></div><header><a href="/www/index.do">NOR</a>
<nav><ul><li><a href="/eng/index.do">Home</a></li><li><a href="#none">Press</a></li></ul></nav></header>
<div id="content">{main}</div><footer><p>8 Quay Street, Halvern. Updated 2031-11-01. All rights reserved.</p></footer>
</body></html>"""


def _html(text: str) -> tuple[int, list[tuple[str, str]], bytes]:
    return 200, [("Content-Type", "text/html;charset=UTF-8")], text.encode()


def _fault(name: str) -> tuple[int, list[tuple[str, str]], bytes]:
    kind = [("Content-Type", "text/html;charset=UTF-8")]
    if name.isdecimal():
        return int(name), kind, b"<html><body><h1>Not now</h1></body></html>"
    if name == "empty":
        return 200, kind, b""
    return (
        200,
        kind,
        _page("Notice", "<p>This service is being renewed. Please come back later.</p>").encode(),
    )
