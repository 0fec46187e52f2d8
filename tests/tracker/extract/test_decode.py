"""Which letters the bytes of a page are."""

from __future__ import annotations

import codecs

import pytest

from tracker.domain import Selectors
from tracker.extract import extract
from tracker.extract.decode import decode_html

SAID = {
    "cp949": "노르발레와 에스트마르크는 오늘 회의에서 항구를 열기로 합의했다. 양측은 조약의 이행을 계속 점검할 것이다.",
    "gb18030": "诺尔瓦莱和埃斯特马克今天在会议上同意开放港口。双方将继续审查条约的执行情况，并为和平作出贡献。",
    "big5": "諾爾瓦萊和埃斯特馬克今天在會議上同意開放港口。雙方將繼續審查條約的執行情況，並為和平作出貢獻。",
    "cp932": "ノルヴァーレとエストマルクは本日の会議で港を開くことに合意した。両国は条約の実施を引き続き確認する。",
    "euc_jp": "ノルヴァーレとエストマルクは本日の会議で港を開くことに合意した。両国は条約の実施を引き続き確認する。",
    "cp1251": "Норвале и Эстмарк сегодня договорились открыть порт. Стороны продолжат следить за договором.",
    "koi8_r": "Норвале и Эстмарк сегодня договорились открыть порт. Стороны продолжат следить за договором.",
    "cp1253": "Η Νορβάλε και το Έστμαρκ συμφώνησαν σήμερα να ανοίξουν το λιμάνι της Χάλβερν.",
    "cp1252": "Norvale’s ministry said it “will open” the café on the pier – as agreed in May.",
}
LABELS = [
    ("euc-kr", "cp949"),
    ("KS_C_5601-1987", "cp949"),
    ("windows-949", "cp949"),
    ("gb2312", "gb18030"),
    ("GBK", "gb18030"),
    ("big5", "big5"),
    ("Shift_JIS", "cp932"),
    ("x-sjis", "cp932"),
    ("windows-31j", "cp932"),
    ("EUC-JP", "euc_jp"),
    ("windows-1251", "cp1251"),
    ("koi8-r", "koi8_r"),
    ("windows-1253", "cp1253"),
    ("iso-8859-1", "cp1252"),
    ("us-ascii", "cp1252"),
]


def page(text: str, meta: str = "") -> str:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    return f"<html><head>{head}<title>Ministry</title></head><body><p>{text}</p></body></html>"


def read(body: bytes, charset: str = "") -> str:
    return extract(body, "text/html", charset=charset, selectors=Selectors(body="p")).text


@pytest.mark.parametrize(("label", "codec"), LABELS)
def test_a_declared_charset_is_the_one_browsers_read(label: str, codec: str) -> None:
    """Pages say gb2312 and mean what came after it; the server's word and the page's are read alike."""
    said = SAID[codec]
    assert read(page(said).encode(codec), label) == said
    assert read(page(said, label).encode(codec)) == said


@pytest.mark.parametrize("codec", SAID)
def test_a_charset_nobody_declared_is_known_by_its_letters(codec: str) -> None:
    """Old ministry servers say nothing; the right charset spells the commonest letters of a language."""
    assert read(page(SAID[codec]).encode(codec)) == SAID[codec]


@pytest.mark.parametrize("codec", SAID)
def test_a_wrong_label_gives_way_to_what_the_bytes_are(codec: str) -> None:
    """A server that says UTF-8 for every page does not turn its old ones into question marks."""
    assert read(page(SAID[codec], "utf-8").encode(codec), "utf-8") == SAID[codec]


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "koi8-r", "windows-1251"])
@pytest.mark.parametrize("codec", ["cp949", "cp1251", "cp1252"])
def test_what_is_utf8_is_read_so_whatever_single_bytes_are_declared(label: str, codec: str) -> None:
    """A charset of single bytes fits everything; no text written in one is valid UTF-8 by chance."""
    assert read(page(SAID[codec], label).encode()) == SAID[codec]
    assert read(page(SAID[codec]).encode(), label) == SAID[codec]


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_goes_before_any_label(mark: bytes, codec: str) -> None:
    """The mark is in the bytes themselves; labels are put on by others."""
    body = mark + page(SAID["cp949"], "iso-8859-1").encode(codec)
    assert read(body, "euc-kr") == SAID["cp949"]


def test_a_page_cannot_say_in_plain_bytes_that_it_is_utf16() -> None:
    """A <meta> that can be read as ASCII proves that it is wrong about UTF-16; browsers take it for UTF-8."""
    assert read(page(SAID["cp949"], "utf-16").encode()) == SAID["cp949"]
    assert read(page(SAID["cp949"]).encode(), "utf-16le") == SAID["cp949"]
    assert read(page(SAID["cp949"]).encode("utf-16-le"), "utf-16le") == SAID["cp949"]


def test_an_xml_declaration_names_the_charset() -> None:
    """XHTML of old boards says it in its first line."""
    body = '<?xml version="1.0" encoding="euc-kr"?>' + page(SAID["cp949"])
    assert read(body.encode("cp949")) == SAID["cp949"]


def test_a_few_broken_bytes_stay_visible() -> None:
    """A damaged page keeps its charset, and every byte that was lost is U+FFFD: damage must be seen."""
    body = page(SAID["cp949"] * 3, "utf-8").encode().replace("항구".encode(), b"\xed\x95\xff\xb5\xac", 1)
    said = read(body)
    assert "\ufffd" in said
    assert said.count("합의했다") == 3


def test_the_same_bytes_give_the_same_letters() -> None:
    """A guess that changed from visit to visit would look like an edit of the page."""
    body = page(SAID["euc_jp"]).encode("euc_jp")
    assert len({decode_html(body, "") for _ in range(3)}) == 1


def test_bytes_that_are_no_text_in_any_charset_are_visibly_broken() -> None:
    """Noise is not dressed up as a language."""
    noise = bytes(range(128, 256)) * 20
    assert "\ufffd" in decode_html(b"<p>" + noise + b"</p>", "")
