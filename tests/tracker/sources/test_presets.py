"""Presets: data that works by itself, on pages laid out as their sites are. Own words throughout."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.fake_web import FakeWeb
from tests.tracker.sources.website import Board, posts
from tracker.config import load_config
from tracker.config.declared_sources import preset_source
from tracker.domain import Document, Revision, Source
from tracker.engine import default_engine
from tracker.errors import ConfigError
from tracker.extract import statement_text
from tracker.fetch import Fetched, FetchSettings, Web
from tracker.fetch.web import RequestsWeb
from tracker.pipeline import extract_document
from tracker.sources.announcements import AnnouncedRelease
from tracker.sources.asking import detail_body, list_releases
from tracker.sources.presets import preset_names, read_preset, with_preset

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
ON = {
    *("kr_mofa_en_press", "kr_mofa_en_briefing", "us_whitehouse", "us_state_press", "uk_fcdo", "cn_mfa_briefing"),
    *("in_mea", "de_aa_en", "nato_transcripts", "us_fed_fomc", "eu_ecb", "uk_boe"),
}  # fmt: skip
SAID = "Norvale will keep the Halden Sea open to the ships of Estmark, and will say so in writing."
MORE = "The two sides agreed to resume the consultations on salt fisheries by the end of the year."
PROSE = f"<p>{SAID}</p><p>{MORE}</p>"
NOISE = "<nav><a href='/'>Home</a></nav>"


def read(source: Source, announced: AnnouncedRelease, web: Web) -> Document:
    """Fetch and extract one announced release as a pass does."""
    engine = default_engine(selectors={source.id: source.selectors})
    release, body = announced.release, announced.body
    media_type, charset = announced.media_type, announced.charset
    if body is None:
        answer = web.get(announced.fetch_url or release.url, manners=source.manners)
        assert isinstance(answer, Fetched)
        found = detail_body(source, answer, release, now=NOW)
        release, body, media_type, charset = found.release, found.body, found.media_type, found.charset
    document = extract_document(Revision("r1", release, 1, body, media_type, charset, NOW), engine)
    title, day = release.title or document.title, release.published_on or document.published_on
    return replace(document, title=title, published_on=day)


def test_twelve_are_to_begin_with_and_seventeen_are_ready() -> None:
    """What is blocked, stale or without evidence is not shipped at all."""
    presets = [read_preset(name) for name in preset_names()]
    assert {preset.id for preset in presets if preset.on} == ON
    assert (len(ON), len(presets)) == (12, 29)


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_goes_the_way_of_a_source_in_the_file(name: str, tmp_path: Path) -> None:
    """Its id is the name of its file, its keys are checked like anyone's, and nobody claims to have checked it live."""
    preset = read_preset(name)
    path = tmp_path / "config.toml"
    path.write_text(f'[[sources]]\npreset = "{name}"\n')
    (source,) = load_config(path).sources
    assert source == preset_source(name)
    assert (source.id, source.preset, preset.table["id"]) == (name, name, name)
    assert preset.grade in ("A", "B")
    assert preset.verified_on == ""
    assert all((preset.name, preset.country, preset.document, preset.evidence, preset.note, source.issuer))
    assert (source.language == "en") == ("(Korean)" not in preset.name and "(French)" not in preset.name)
    path.write_text(preset.text)  # what `sources show` prints
    assert replace(load_config(path).sources[0], preset=name) == replace(
        source, fallback=source.fallback and replace(source.fallback, preset="")
    )


def test_the_page_lists_them_all() -> None:
    """docs/presets.md says of each preset what its file says."""
    text = (ROOT / "docs" / "presets.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `(\w+)` \| (\w) \| (on|off) \| (\w+) \| (\w+) \| (.+?) \| (.+?) \|$", text, re.MULTILINE
    )
    presets = [read_preset(name) for name in preset_names()]
    assert {tuple(row) for row in rows} == {
        (p.id, p.grade, "on" if p.on else "off", p.country, p.table["kind"], p.name, p.verified_on or "never")
        for p in presets
    }


def test_what_is_given_goes_before_the_preset(tmp_path: Path) -> None:
    """A key of a table replaces that key and leaves the rest; a list is replaced whole."""
    path = tmp_path / "config.toml"
    path.write_text(
        '[[sources]]\npreset = "us_fed_fomc"\nid = "fed"\nrecheck_days = 90\n'
        '[sources.selectors]\nbody = "main"\nremove = [".share"]\n'
    )
    (source,) = load_config(path).sources
    assert (source.id, source.preset, source.recheck_days) == ("fed", "us_fed_fomc", 90)
    assert (source.selectors.body, source.selectors.remove) == ("main", (".share",))
    assert source.selectors.date == preset_source("us_fed_fomc").selectors.date
    assert with_preset({"id": "norvale"}) == {"id": "norvale"}


def test_an_unknown_preset_is_named_with_the_nearest(tmp_path: Path) -> None:
    """The line, the mistake and the name that was meant; a source that is blocked has no preset."""
    path = tmp_path / "config.toml"
    path.write_text('[[sources]]\n\npreset = "kr_mofa_press_en"\n[[sources]]\npreset = "zzzz"\n')
    with pytest.raises(ConfigError) as raised:
        load_config(path)
    said = str(raised.value)
    assert "line 3, [[sources]] 1 preset: there is no preset" in said
    assert 'did you mean "kr_mofa_' in said
    assert 'line 5, [[sources]] 2 preset: there is no preset "zzzz"; `policy-tracker sources presets`' in said


@pytest.fixture
def mofa():
    """The board of the ministry on loopback, and the preset that asks it there and is otherwise as shipped."""
    with Board(site="http://www.mofa.go.kr") as board:
        shipped = preset_source("kr_mofa_en_press")
        assert shipped.fallback is not None
        manners = replace(shipped.manners, mirror=board.origin)
        source = replace(shipped, manners=manners, fallback=replace(shipped.fallback, manners=manners))
        settings = FetchSettings(delay_seconds=0, allow_hosts=("127.0.0.1",), retries=0)
        with RequestsWeb(settings, sleep=lambda _: None) as web:
            yield board, source, web


def test_a_mirror_is_given_in_the_file(tmp_path: Path) -> None:
    """One key beside the preset sends its requests elsewhere, and those of its fallback with them."""
    path = tmp_path / "config.toml"
    path.write_text(
        '[[sources]]\npreset = "kr_mofa_en_press"\n[sources.manners]\nmirror = "http://127.0.0.1:8080"\n'
    )
    (source,) = load_config(path).sources
    assert source.fallback is not None
    assert source.manners.mirror == source.fallback.manners.mirror == "http://127.0.0.1:8080"


def test_the_board_of_the_ministry_works_through_the_preset_alone(mofa) -> None:
    """Unordered feed, links to the other language, the gate with its cookie: each post with title, day, paragraphs."""
    board, source, web = mofa
    found = list_releases(source, web, now=NOW)
    assert found.problems == ()
    assert {item.release.ref for item in found.items} == {str(post.seq) for post in board.posts}
    by_ref = {item.release.ref: item for item in found.items}
    for post in board.posts[:5]:
        item = by_ref[str(post.seq)]
        assert item.release.url == f"https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq={post.seq}"
        assert (item.release.title, item.release.published_on) == (post.title, post.day)
        document = read(source, item, web)
        assert document.published_on == post.day
        assert tuple(statement_text(document).split("\n")) == post.paragraphs


def test_where_the_feed_is_down_the_board_gives_the_same(mofa) -> None:
    """The same numbers, titles, days and paragraphs by the other way, so that no release is new by it."""
    board, source, web = mofa
    usual = {item.release.id: item for item in list_releases(source, web, now=NOW).items}
    board.faults["rss.do"] = "html"
    found = list_releases(source, web, now=NOW)
    assert [problem.message for problem in found.problems] != []
    assert "its fallback" in found.problems[0].message
    assert len(found.items) == 10
    for item in found.items:
        before = usual[item.release.id].release
        assert (item.release.url, item.release.title) == (before.url, before.title)
        assert item.release.published_on == before.published_on
    first = found.items[0]
    assert statement_text(read(source, first, web)) == statement_text(
        read(source, usual[first.release.id], web)
    )


def test_the_board_is_read_back_by_windows_of_days(mofa) -> None:
    """A backfill asks the board for days, as its form does, and goes through its pages."""
    board, source, web = mofa
    board.faults["rss.do"] = "503"
    wanted = {str(post.seq) for post in board.posts if date(2031, 1, 25) <= post.day <= date(2031, 2, 25)}
    found = list_releases(source, web, since=date(2031, 1, 25), until=date(2031, 2, 25), now=NOW)
    assert {item.release.ref for item in found.items} == wanted
    assert len(wanted) > 10
    assert any("srchFr=20310125&srchTo=20310225" in path for path in board.asked)


def test_the_gate_with_its_cookie_is_passed_once(mofa) -> None:
    """307 to the same address with a cookie: the first page takes two requests, and each after it one."""
    board, source, web = mofa
    first, second, *_ = list_releases(source, web, now=NOW).items
    read(source, first, web)
    assert board.count("view.do") == 2
    read(source, second, web)
    assert board.count("view.do") == 3


def test_the_other_board_is_read_through_its_preset_alone() -> None:
    """A board without a feed: its rows are scripts, its pages are numbered, and a backfill goes through all of them."""
    shipped = preset_source("kr_mofa_en_news")
    settings = FetchSettings(delay_seconds=0, allow_hosts=("127.0.0.1",), retries=0)
    with Board(board="m_5674") as board, RequestsWeb(settings, sleep=lambda _: None) as web:
        source = replace(shipped, manners=replace(shipped.manners, mirror=board.origin))
        found = list_releases(source, web, now=NOW)
        assert (len(found.items), found.problems, board.count("list.do")) == (10, (), 1)
        every = list_releases(source, web, since=date(2030, 1, 1), now=NOW)
        assert every.problems == ()
        assert [
            (item.release.ref, item.release.title, item.release.published_on) for item in every.items
        ] == [(str(post.seq), post.title, post.day) for post in board.posts]
        last, post = every.items[-1], board.posts[-1]
        assert last.release.url == f"https://www.mofa.go.kr/eng/brd/m_5674/view.do?seq={post.seq}"
        document = read(source, last, web)
        assert (document.title, document.published_on) == (post.title, post.day)
        assert tuple(statement_text(document).split("\n")) == post.paragraphs


def test_a_briefing_is_of_the_day_its_title_names() -> None:
    """The feed stamps it hours before it is held, which may be on the day before."""
    shipped = preset_source("kr_mofa_en_briefing")
    settings = FetchSettings(delay_seconds=0, allow_hosts=("127.0.0.1",), retries=0)
    told = [
        replace(post, title=f"Spokesperson's Press Briefing ({post.day + timedelta(days=1):%B %d, %Y})")
        for post in posts(5)
    ]
    board = Board(posts=told, site="http://www.mofa.go.kr", board="m_5679", feed="303")
    with board, RequestsWeb(settings, sleep=lambda _: None) as web:
        source = replace(shipped, manners=replace(shipped.manners, mirror=board.origin))
        found = list_releases(source, web, now=NOW)
        assert found.problems == ()
        by_ref = {item.release.ref: item for item in found.items}
        for post in told:
            item = by_ref[str(post.seq)]
            assert item.release.published_on == post.day + timedelta(days=1)
            assert read(source, item, web).published_on == post.day + timedelta(days=1)


def page(*inside: str) -> bytes:
    head = "<head><title>On the Halden Sea | The Site</title></head>"
    return f"<!DOCTYPE html><html>{head}<body>{NOISE}{''.join(inside)}</body></html>".encode()


def rss(
    link: str,
    title: str = "On the Halden Sea",
    when: str = "<pubDate>Tue, 04 Mar 2031 15:00:00 GMT</pubDate>",
    **more: str,
) -> bytes:
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:a10="http://www.w3.org/2005/Atom"><channel><title>x</title><item><title>{title}</title>'
        f"<link>{link}</link>{when}{inner}</item></channel></rss>"
    ).encode()


@dataclass(frozen=True)
class Site:
    """What a site answers, and what the preset is to find there."""

    preset: str
    pages: Mapping[str, bytes]
    ref: str
    url: str
    title: str = "On the Halden Sea"
    day: date | None = date(2031, 3, 4)
    text: str = f"{SAID}\n{MORE}"
    media_type: Mapping[str, str] = field(default_factory=dict)
    others: int = 0  # announced beside it


def url_of(name: str, *, fallback: bool = False) -> str:
    source = preset_source(name)
    chosen = source.fallback if fallback else source
    assert chosen is not None
    return chosen.url


WH, STATE, UK = "https://www.whitehouse.gov", "https://www.state.gov", "https://www.gov.uk"
EC = "https://ec.europa.eu/commission/presscorner"
NATO, AA = "https://www.nato.int", "https://www.auswaertiges-amt.de"
MEA = "https://www.mea.gov.in"
FED = "https://www.federalreserve.gov/newsevents/pressreleases"
CN = "https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh"
WH_PAGE = page(
    "<main><div class='wp-block-whitehouse-topper'><h1 class='wp-block-whitehouse-topper__headline'>On the Halden Sea"
    f"</h1><time datetime='2031-03-04T10:00:00-05:00'>March 4</time></div>{PROSE}</main>"
)
STATE_PAGE = page(
    "<h1 class='featured-content__headline'>On the Halden Sea</h1><p class='article-meta__publish-date'>March 4, 2031</p>"
    f"<div class='entry-content'>{PROSE}</div><div>Related</div>"
)
FED_PAGE = page(
    "<div id='article'><div class='heading col-xs-12 col-sm-8 col-md-8'><p class='article__time'>March 4, 2031</p>"
    f"<h3 class='title'>On the Halden Sea</h3></div><div class='col-xs-12 col-sm-8 col-md-8'>{PROSE}</div></div>"
)
GOV_DOCUMENT = json.dumps({
    "title": "On the Halden Sea",
    "first_published_at": "2031-03-04T09:00:00Z",
    "details": {"body": PROSE},
}).encode()  # fmt: skip
EC_DOCUMENT = json.dumps(
    {"docuLanguageResource": {"title": "On the Halden Sea", "htmlContent": PROSE}}
).encode()
AA_PAGE = page(
    f"<main><h1>On the Halden Sea</h1><time datetime='2031-03-04'>04.03.2031</time><div class='c-rte--default'>{PROSE}</div></main>"
)
JSON = "application/json"

SITES = [
    Site(
        "kr_mofa_en_briefing",
        {
            url_of("kr_mofa_en_briefing"): rss(
                "http://www.mofa.go.kr/www/brd/m_5679/view.do?seq=77", "Spokesperson's Press Briefing (March 4, 2031)",
                "<pubDate>Mon, 03 Mar 2031 01:11:00 GMT</pubDate>",
            ),
            "https://www.mofa.go.kr/eng/brd/m_5679/view.do?seq=77": page(
                f"<div class='board_detail'><h2>Briefing</h2><div class='bo_head'>2031-03-04</div><div class='bo_con'>{PROSE}</div></div>"
            ),
        },
        "77", "https://www.mofa.go.kr/eng/brd/m_5679/view.do?seq=77", "Spokesperson's Press Briefing (March 4, 2031)",
    ),
    Site(
        "kr_mofa_en_news",
        {
            url_of("kr_mofa_en_news"): page(
                "<table><tbody><tr><td>9</td><td><a href='#' onclick=\"f_view('88')\">On the Halden Sea</a></td><td>2031-03-04</td></tr></tbody></table>"
            ),
            "https://www.mofa.go.kr/eng/brd/m_5674/view.do?seq=88": page(
                f"<div class='board_detail'><h2>x</h2><div class='bo_con'><div class='se-contents'>{PROSE}</div><p>down.pdf</p></div></div>"
            ),
        },
        "88", "https://www.mofa.go.kr/eng/brd/m_5674/view.do?seq=88",
    ),
    Site(
        "kr_president_ko",
        {
            url_of("kr_president_ko"): page(
                "<ul><li><a href='/newsroom/briefing'>All</a></li><li><a href='/newsroom/briefing/Ab12Cd34'>On the Halden Sea 2031.03.04</a></li></ul>"
            ),
            "https://www.president.go.kr/newsroom/briefing/Ab12Cd34": page(f"<article><h1>x</h1>{PROSE}</article>"),
        },
        "Ab12Cd34", "https://www.president.go.kr/newsroom/briefing/Ab12Cd34", "On the Halden Sea 2031.03.04",
    ),
    Site(
        "kr_koreakr_mnd",
        {
            url_of("kr_koreakr_mnd"): rss(
                "https://www.korea.kr/briefing/pressReleaseView.do?newsId=156&amp;call_from=rsslink"
            ),
            "https://www.korea.kr/briefing/pressReleaseView.do?newsId=156": page(f"<article>{PROSE}</article>"),
        },
        "156", "https://www.korea.kr/briefing/pressReleaseView.do?newsId=156", day=date(2031, 3, 5),
    ),
    Site(
        "us_state_press",
        {url_of("us_state_press"): rss(
            f"{STATE}/releases/2031/03/on-the-halden-sea/", guid=f"{STATE}/releases/preview/7/",
            **{"content:encoded": f"<![CDATA[<section class='wp-block-default-hero-container'>Press Statement</section>{PROSE}]]>"},
        )},
        "releases/2031/03/on-the-halden-sea", f"{STATE}/releases/2031/03/on-the-halden-sea/",
        media_type={url_of("us_state_press"): "application/rss+xml"},
    ),
    Site(
        "us_state_press",
        {
            url_of("us_state_press"): b"<html><body>Technical Difficulties</body></html>",
            url_of("us_state_press", fallback=True): page(
                "<ul><li class='collection-result'><p class='collection-result__date'>Press Statement</p>"
                f"<a class='collection-result__link' href='{STATE}/releases/2031/03/on-the-halden-sea/'>On the Halden Sea</a>"
                "<div class='collection-result-meta'><span>Office</span><span>March 4, 2031</span></div></li></ul>"
            ),
            f"{STATE}/releases/2031/03/on-the-halden-sea/": STATE_PAGE,
        },
        "releases/2031/03/on-the-halden-sea", f"{STATE}/releases/2031/03/on-the-halden-sea/",
    ),
    Site(
        "us_whitehouse",
        {
            url_of("us_whitehouse"): rss(f"{WH}/remarks/2031/03/on-the-halden-sea/", guid=f"{WH}/?p=52"),
            f"{WH}/remarks/2031/03/on-the-halden-sea/": WH_PAGE,
        },
        "remarks/2031/03/on-the-halden-sea", f"{WH}/remarks/2031/03/on-the-halden-sea/",
    ),
    Site(
        "us_whitehouse",
        {
            url_of("us_whitehouse"): page("gone"),
            url_of("us_whitehouse", fallback=True): (
                "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                f"<sitemap><loc>{WH}/page-sitemap.xml</loc></sitemap><sitemap><loc>{WH}/post-sitemap2.xml</loc></sitemap>"
                "</sitemapindex>"
            ).encode(),
            f"{WH}/post-sitemap2.xml": (
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                f"<url><loc>{WH}/remarks/2031/03/on-the-halden-sea/</loc></url><url><loc>{WH}/about/</loc></url></urlset>"
            ).encode(),
            f"{WH}/remarks/2031/03/on-the-halden-sea/": WH_PAGE,
        },
        "remarks/2031/03/on-the-halden-sea", f"{WH}/remarks/2031/03/on-the-halden-sea/",
    ),
    Site(
        "us_war_releases",
        {url_of("us_war_releases"): rss("https://www.war.gov/News/Releases/Release/Article/4412345/halden/", description=f"<![CDATA[{PROSE}]]>")},
        "4412345", "https://www.war.gov/News/Releases/Release/Article/4412345/halden/",
    ),
    Site(
        "uk_fcdo",
        {
            url_of("uk_fcdo"): json.dumps({"results": [
                {"title": "On the Halden Sea", "link": "/government/news/halden", "public_timestamp": "2031-03-04T09:00:00Z"},
                {"title": "Norvale travel advice", "link": "/x", "public_timestamp": "2031-03-04T09:00:00Z"},
            ]}).encode(),
            f"{UK}/api/content/government/news/halden": GOV_DOCUMENT,
        },
        "/government/news/halden", f"{UK}/government/news/halden",
    ),
    Site(
        "uk_fcdo",
        {
            url_of("uk_fcdo"): b"no",
            url_of("uk_fcdo", fallback=True): (
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><title>On the Halden Sea</title>"
                f"<id>{UK}/government/news/halden#2031-03-05T09:00:00Z</id><updated>2031-03-04T09:00:00Z</updated>"
                f"<link href='{UK}/government/news/halden'/></entry></feed>"
            ).encode(),
            f"{UK}/api/content/government/news/halden": GOV_DOCUMENT,
        },
        "/government/news/halden", f"{UK}/government/news/halden",
    ),
    Site(
        "cn_mfa_briefing",
        {
            f"{CN}/": page(
                "<a href='../'>Up</a><a href='./203103/t20310304_123.html'>Spokesperson's Regular Press Conference on March 4, 2031</a>"
            ),
            f"{CN}/203103/t20310304_123.html": page(f"<div class='view TRS_UEDITOR trs_web'>{PROSE}{PROSE}</div><div class='links'>x</div>"),
        },
        "203103/t20310304_123", f"{CN}/203103/t20310304_123.html",
        "Spokesperson's Regular Press Conference on March 4, 2031", text=f"{SAID}\n{MORE}\n{SAID}\n{MORE}",
    ),
    Site(
        "in_mea",
        {
            url_of("in_mea"): (
                b"<div class='pressRelesastBox'><span class='date'>04 March, 2031</span><h3 class='pressTitle'>"
                b"<a href='/press-releases?dtl/41684/On_the_Halden_Sea'>On the Halden Sea</a></h3></div>"
            ),
            f"{MEA}/FrontEnd/FetchPublicationDetailData?pkid=41684&languageId=1": (
                f"<h2 class='x titleText'>On the Halden Sea</h2><div class='description'>{PROSE}</div><div class='tags'>x</div>"
            ).encode(),
        },
        "41684", f"{MEA}/press-releases?dtl/41684/On_the_Halden_Sea",
    ),
    Site(
        "de_aa_en",
        {
            url_of("de_aa_en"): rss(f"{AA}/en/newsroom/news/halden-2031304"),
            f"{AA}/en/newsroom/news/halden-2031304": AA_PAGE,
        },
        "halden-2031304", f"{AA}/en/newsroom/news/halden-2031304",
    ),
    Site(
        "de_aa_en",
        {
            url_of("de_aa_en"): page("gone"),
            url_of("de_aa_en", fallback=True): page(
                "<div class='c-teaser--timeline'><a class='teaser__link' href='/en/newsroom/news/halden-2031304' title='On the Halden Sea'>"
                "</a><em class='teaser__category'>Speech</em></div><div class='c-teaser--timeline'>"
                "<a class='teaser__link' href='/en/newsroom/news/all-1000000'>Show more</a></div>"
            ),
            f"{AA}/en/newsroom/news/halden-2031304": AA_PAGE,
        },
        "halden-2031304", f"{AA}/en/newsroom/news/halden-2031304",
    ),
    Site(
        "nato_transcripts",
        {
            url_of("nato_transcripts"): json.dumps({"pages": [
                {"title": "Speech ", "description": "on the Halden Sea", "pageDate": "04 March 2031", "link": "/en/news-and-events/events/transcripts/2031/03/04/speech"},
            ]}).encode(),
            f"{NATO}/en/news-and-events/events/transcripts/2031/03/04/speech": page(f"<article>{PROSE}</article>"),
        },
        "/en/news-and-events/events/transcripts/2031/03/04/speech",
        f"{NATO}/en/news-and-events/events/transcripts/2031/03/04/speech", "Speech on the Halden Sea",
    ),
    Site(
        "nato_news",
        {
            url_of("nato_news"): (
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
                f"<loc>{NATO}/en/news-and-events/articles/news/2031/03/04/halden</loc></url><url><loc>{NATO}/fr/x</loc></url></urlset>"
            ).encode(),
            f"{NATO}/content/nato/en/news-and-events/articles/news/2031/03/04/halden.model.json": json.dumps(
                {"title": "On the Halden Sea", ":items": {"root": {":items": {"text": {"text": PROSE}, "button": {"text": "Share"}}}}}
            ).encode(),
        },
        "2031/03/04/halden", f"{NATO}/en/news-and-events/articles/news/2031/03/04/halden",
    ),
    Site(
        "eu_commission",
        {
            url_of("eu_commission"): rss(f"{EC}/detail/en/ip_31_1166"),
            f"{EC}/api/documents?reference=IP/31/1166&language=en": EC_DOCUMENT,
        },
        "ip_31_1166", f"{EC}/detail/en/ip_31_1166",
    ),
    Site(
        "eu_commission",
        {
            url_of("eu_commission"): b"no",
            f"{EC}/api/latestnews?language=en&datefrom=08022031&dateto=10032031&pagesize=100&pagenumber=1": json.dumps(
                {"docuLanguageListResources": [{"refCode": "IP/31/1166"}]}
            ).encode(),
            f"{EC}/api/documents?reference=IP/31/1166&language=en": EC_DOCUMENT,
        },
        "ip_31_1166", f"{EC}/detail/en/ip_31_1166", day=None,
    ),
    Site(
        "eu_ecb",
        {
            url_of("eu_ecb"): rss("https://www.ecb.europa.eu/press/pr/date/2031/html/ecb.pr310304~1.en.html"),
            "https://www.ecb.europa.eu/press/pr/date/2031/html/ecb.pr310304~1.en.html": page(
                f"<main><h1>On the Halden Sea</h1><div class='section'>{PROSE}</div><div class='related'>x</div></main>"
            ),
        },
        "https://www.ecb.europa.eu/press/pr/date/2031/html/ecb.pr310304~1.en.html",
        "https://www.ecb.europa.eu/press/pr/date/2031/html/ecb.pr310304~1.en.html",
    ),
    Site(
        "uk_boe",
        {
            url_of("uk_boe"): rss("https://www.bankofengland.co.uk/news/2031/march/halden"),
            "https://www.bankofengland.co.uk/news/2031/march/halden": page(
                "<h1 itemprop='name'>On the Halden Sea</h1><div class='published-date'>Published on 04 March 2031</div>"
                f"<div id='output'><section class='page-section'>{PROSE}</section></div><section class='page-section'>Share</section>"
            ),
        },
        "https://www.bankofengland.co.uk/news/2031/march/halden", "https://www.bankofengland.co.uk/news/2031/march/halden",
    ),
    Site(
        "us_fed_fomc",
        {url_of("us_fed_fomc"): rss(f"{FED}/monetary20310304a.htm"), f"{FED}/monetary20310304a.htm": FED_PAGE},
        "monetary20310304a", f"{FED}/monetary20310304a.htm",
    ),
    Site(
        "us_fed_fomc",
        {
            url_of("us_fed_fomc"): page("gone"),
            f"{FED}/2031-press.htm": page(
                "<a href='/newsevents/pressreleases/monetary20310304a.htm'><em>On the Halden Sea</em></a>"
                "<a href='/newsevents/pressreleases/other20310303a.htm'>Other</a>"
            ),
            f"{FED}/monetary20310304a.htm": FED_PAGE,
        },
        "monetary20310304a", f"{FED}/monetary20310304a.htm",
    ),
    Site(
        "eu_council_headlines",
        {url_of("eu_council_headlines"): rss(
            "https://www.consilium.europa.eu/en/press/press-releases/2031/03/04/halden/", when="",
            description=f"<![CDATA[{PROSE}]]>", guid="991", **{"a10:updated": "2031-03-04T10:00:00Z"},
        )},
        "991", "https://www.consilium.europa.eu/en/press/press-releases/2031/03/04/halden/",
    ),
    Site(
        "eu_eeas",
        {
            url_of("eu_eeas"): page(
                "<div class='related-grid'><div class='card'><h5 class='card-title'><a href='/eeas/halden_en'>On the Halden Sea</a></h5>"
                "<div class='card-footer'>04.03.2031</div></div></div>"
            ),
            "https://www.eeas.europa.eu/eeas/halden_en": page(f"<article><h1>x</h1>{PROSE}</article>"),
        },
        "https://www.eeas.europa.eu/eeas/halden_en", "https://www.eeas.europa.eu/eeas/halden_en",
    ),
    Site(
        "jp_kantei",
        {
            url_of("jp_kantei"): page(
                "<a href='/105/actions/203103/x.html'>Actions</a><a href='/105/statement/203103/04halden.html'>On the Halden Sea</a>"
            ),
            "https://japan.kantei.go.jp/105/statement/203103/04halden.html": page(f"<article><h1>x</h1><p>March 4, 2031</p>{PROSE}</article>"),
        },
        "https://japan.kantei.go.jp/105/statement/203103/04halden.html",
        "https://japan.kantei.go.jp/105/statement/203103/04halden.html",
    ),
    Site(
        "fr_elysee",
        {
            url_of("fr_elysee"): rss("https://www.elysee.fr/en/emmanuel-macron/2031/03/04/halden"),
            "https://www.elysee.fr/emmanuel-macron/2031/03/04/halden": page(f"<article><h1>x</h1>{PROSE}</article>"),
        },
        "https://www.elysee.fr/emmanuel-macron/2031/03/04/halden", "https://www.elysee.fr/emmanuel-macron/2031/03/04/halden",
    ),
    Site(
        "au_pm",
        {
            url_of("au_pm"): rss("https://www.pm.gov.au/media/halden", when="<pubDate>Tuesday 4 March 2031</pubDate>"),
            "https://www.pm.gov.au/media/halden": page(f"<article><h1>x</h1>{PROSE}</article>"),
        },
        "https://www.pm.gov.au/media/halden", "https://www.pm.gov.au/media/halden",
    ),
    Site(
        "ca_gac",
        {
            url_of("ca_gac").replace("{since}", "2031-02-08"): json.dumps({"feed": {"entry": {
                "title": "On the Halden Sea", "link": "https://www.canada.ca/en/halden.html", "publishedDate": "2031-03-04T12:00:00-05:00",
            }}}).encode(),
            "https://www.canada.ca/en/halden.html": page(f"<article><h1>x</h1>{PROSE}</article>"),
        },
        "https://www.canada.ca/en/halden.html", "https://www.canada.ca/en/halden.html",
    ),
    Site(
        "iaea_top",
        {
            url_of("iaea_top"): page("gone"),
            url_of("iaea_top", fallback=True): page("<h4><a href='/newscenter/pressreleases/halden'>On the Halden Sea</a></h4>"),
            "https://www.iaea.org/newscenter/pressreleases/halden": page(f"<article><h1>x</h1><p>4 March 2031</p>{PROSE}</article>"),
        },
        "newscenter/pressreleases/halden", "https://www.iaea.org/newscenter/pressreleases/halden",
    ),
    Site(
        "un_sg",
        {url_of("un_sg"): rss("https://www.un.org/sg/en/content/sg/statements/2031-03-04/halden", description=f"<![CDATA[{PROSE}]]>")},
        "https://www.un.org/sg/en/content/sg/statements/2031-03-04/halden", "https://www.un.org/sg/en/content/sg/statements/2031-03-04/halden",
    ),
    Site(
        "ru_kremlin",
        {url_of("ru_kremlin"): (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><title>On the Halden Sea</title><id>k1</id>"
            "<published>2031-03-04T09:00:00+03:00</published><link href='http://en.kremlin.ru/events/president/transcripts/1'/>"
            f"<content type='html'><![CDATA[{PROSE}]]></content></entry></feed>"
        ).encode()},
        "k1", "http://en.kremlin.ru/events/president/transcripts/1",
    ),
]  # fmt: skip


@pytest.mark.parametrize("site", SITES, ids=lambda site: f"{site.preset}-{len(site.pages)}")
def test_a_page_laid_out_as_its_site_is_read_through_the_preset_alone(site: Site) -> None:
    """Its name, its address, its title, its day and its paragraphs, without a word of what stands around them."""
    source = preset_source(site.preset)
    web = FakeWeb({url: Fetched(url, body, _media_type(url, body, site)) for url, body in site.pages.items()})
    found = list_releases(source, web, now=NOW)
    (item,) = found.items
    assert (item.release.ref, item.release.url) == (site.ref, site.url)
    document = read(source, item, web)
    assert (document.title, document.published_on) == (site.title, site.day)
    assert statement_text(document) == site.text
    assert len(found.problems) == sum(
        "fallback" in problem.message or "no longer" in problem.message for problem in found.problems
    )


def _media_type(url: str, body: bytes, site: Site) -> str:
    usual = JSON if body[:1] in b"{[" else "text/xml" if body[:5] in (b"<?xml", b"<feed") else "text/html"
    return site.media_type.get(url, usual)


def test_every_preset_that_is_on_has_such_a_page() -> None:
    """No preset is shipped on whose regular expressions and selectors nothing was ever put through."""
    assert {site.preset for site in SITES} | {"kr_mofa_en_press"} >= ON


@contextmanager
def mirror(pages: Mapping[str, Fetched]) -> Iterator[str]:
    """Serve *pages* at their own paths on loopback; give where."""
    by_path = {urlsplit(url).path: fetched for url, fetched in pages.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = by_path.get(self.path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", found.media_type if found else "text/plain")
            self.end_headers()
            self.wfile.write(found.body if found else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing: tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def figures_of(name: str) -> tuple[int, ...]:
    """Return what docs/presets.md says came of the captures of a site: releases, with title, with day, with text."""
    text = (ROOT / "docs" / "presets.md").read_text("utf-8")
    row = re.search(rf"^\| `{name}` \| \d+ [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert row
    return tuple(map(int, row.groups()))


def counted(documents: Sequence[Document]) -> tuple[int, ...]:
    """Return how many there are, with a title, with a day, and with a text of more than 200 characters."""
    return (
        len(documents),
        sum(bool(document.title) for document in documents),
        sum(document.published_on is not None for document in documents),
        sum(len(statement_text(document)) > 200 for document in documents),
    )


@pytest.mark.shared
def test_real_statements_of_a_central_bank_through_the_preset() -> None:
    """All 63 captured pages: the day of the manifest, the title of the page, and the words of the statement.

    The line that points to another document is no statement, and the preset says so.
    """
    folder = SHARED / "data" / "html" / "federalreserve.gov"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    archive = (SHARED / "data" / "fomc_1994_2018.jsonl").read_text("utf-8").splitlines()
    pointer = re.compile(r"Implementation Note issued \w+ \d+, \d{4}")
    known = {row["published"]: pointer.sub("", row["text"]) for row in map(json.loads, archive)}
    source = preset_source("us_fed_fomc")
    items = "".join(
        f"<item><title>A statement</title><link>{row['url']}</link><pubDate>{datetime.fromisoformat(row['date']):%a, %d %b %Y}"
        " 19:00:00 GMT</pubDate></item>"
        for row in rows
    )
    feed = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
    )
    pages = {row["url"]: Fetched(row["url"], (folder / row["file"]).read_bytes()) for row in rows}
    pages[source.url] = Fetched(source.url, feed, "text/xml")
    settings = FetchSettings(delay_seconds=0, allow_hosts=("127.0.0.1",))
    with mirror(pages) as origin, RequestsWeb(settings, sleep=lambda _: None) as web:
        source = replace(source, manners=replace(source.manners, mirror=origin))
        found = list_releases(source, web, now=NOW)
        documents = [
            read(source, replace(item, release=replace(item.release, title="", published_on=None)), web)
            for item in found.items
        ]
    assert (counted(documents), found.problems) == (figures_of("us_fed_fomc"), ())
    for item, document, row in zip(found.items, documents, rows, strict=True):
        assert str(item.release.published_on) == str(document.published_on) == row["date"]
        assert document.title in row["title"]
        ours, theirs = (
            Counter(re.findall(r"[a-z]{2,}", text.lower()))
            for text in (statement_text(document), known[row["date"]])
        )
        assert (theirs - ours).total() <= 1
        assert (ours - theirs).total() <= 2


@pytest.mark.shared
def test_real_copies_of_a_feed_through_the_preset() -> None:
    """Ten captured copies of a feed: each item has its path for a name, a day in Washington, and its text whole."""
    folder = SHARED / "data" / "html" / "state.gov_rss"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    source = preset_source("us_state_press")
    copies = sorted(folder.glob("*.rss"))
    documents: list[Document] = []
    for copy in copies:
        raw = copy.read_bytes()
        web = FakeWeb({source.url: Fetched(source.url, raw, "application/rss+xml")})
        found = list_releases(source, web, now=NOW)
        assert (len(found.items), found.problems) == (raw.count(b"<item>"), ())
        for item in found.items:
            assert item.release.url.rstrip("/") == f"https://www.state.gov/{item.release.ref}"
            documents.append(read(source, item, web))
    assert counted(documents) == figures_of("us_state_press")
