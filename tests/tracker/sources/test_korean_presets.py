"""The Korean presets from feed to units: pages laid out as their sites are, invented ministers and words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.fake_web import FakeWeb
from tracker.config.declared_sources import preset_source
from tracker.domain import Revision
from tracker.engine import default_engine
from tracker.fetch import Fetched
from tracker.pipeline import read
from tracker.segment.network.encoder import load_encoder
from tracker.sources.asking import list_releases

NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
TITLE = "한-핀란드 외교장관회담(3.4) 결과"
SAID = (
    "<p>□ 강하늘 외교장관은 3.4.(화) 서울에서 「마티 할로넨(Matti Halonen)」 핀란드 외교장관과 회담을 가졌다.</p>"
    "<p>ㅇ 양측은 북극 항로의 안전을 위한 협력을 더욱 강화해 나가기로 하였다.</p>"
    "<p>ㅇ 강 장관은 핀란드측이 항만 조사에 협조해 줄 것을 당부하였다. 끝.</p>"
)
PAGES = {
    "kr_mofa_ko_press": (
        "https://www.mofa.go.kr/www/brd/m_4080/view.do?seq=77",
        f"<div class='board_detail'><h2>{TITLE}</h2><div class='bo_con'><div class='se-contents'>{SAID}</div></div></div>",
    ),
    "kr_unikorea_ko": ("https://unikorea.go.kr/unikorea/news/release/?id=77", f"<article>{SAID}</article>"),
    "kr_koreakr_mnd": (
        "https://www.korea.kr/briefing/pressReleaseView.do?newsId=77",
        f"<article>{SAID}</article>",
    ),
}


@pytest.mark.usefixtures("trained_reader")
@pytest.mark.skipif("ko" not in load_encoder().others, reason="the Korean network is not installed")
@pytest.mark.parametrize("name", PAGES)
def test_a_korean_release_is_read_through_its_preset_alone(name):
    """What was agreed and what was asked are units of those who said it, dated as the feed is, offsets into the page's text."""
    source = preset_source(name)
    link, inside = PAGES[name]
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>x</title><item>'
        f"<title>{TITLE}</title><link>{link.replace('&', '&amp;')}</link><pubDate>Tue, 04 Mar 2031 05:00:00 GMT</pubDate>"
        "</item></channel></rss>"
    )
    page = (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><nav>홈</nav>{inside}</body></html>"
    )
    web = FakeWeb(
        {
            source.url: Fetched(source.url, feed.encode(), "text/xml"),
            link: Fetched(link, page.encode(), "text/html"),
        }
    )
    (item,) = list_releases(source, web, now=NOW).items
    assert item.release.published_on == date(2031, 3, 4)
    answer = web.get(item.release.url)
    assert isinstance(answer, Fetched)
    engine = default_engine(selectors={source.id: source.selectors})
    revision = Revision("r", item.release, 1, answer.body, "text/html", "utf-8", NOW)
    reading = read(revision, engine)
    assert [(unit.kind.family, unit.facets.speakers) for unit in reading.units] == [
        ("U", {"KOR", "FIN"}),
        ("D", {"KOR"}),
    ]
    assert all(reading.document.text[unit.start : unit.end] == unit.quote for unit in reading.units)
