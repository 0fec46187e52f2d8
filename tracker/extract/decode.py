"""Bytes to text, and the charset of those that nobody declared, by the letters they would spell.

A wrong codec turns a language into rare letters; the right one into the handful that
every text of that language is full of. The same bytes always give the same answer.
"""

from __future__ import annotations

import codecs
import re

from tracker.errors import UnreadableRevision

_SAMPLE = 30_000  # bytes
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LATIN_RUN = 2  # bytes: in Latin scripts letters beyond ASCII seldom stand three in a row
_LATIN_SHARE = 0.8  # of such runs; Korean, Chinese and Cyrillic words are one long run each
_LEAST = 0.4  # of the usual share of common letters: below it is nobody's text
# for each script: the letters that are its commonest, their usual share of it, the codecs it is written in
_SCRIPTS = (
    ("이다는을의에고하가한지로기도를은사대정해관과", 0.40, ("cp949",)),
    ("のにはをたがでとしれさいてるっすこりまなンス", 0.45, ("cp932", "euc_jp")),
    ("的一是在了和有大这中国人为合作我不会方面对", 0.20, ("gb18030",)),
    ("的一是在了和有大這中國人為合作我不會方面對", 0.20, ("big5hkscs",)),
    ("оеаинтсрвлкмдп", 0.75, ("cp1251", "koi8_r", "iso8859_5")),
    ("αοιετσνηυρπκς", 0.70, ("cp1253",)),
    ("יוהלאמרתבש", 0.70, ("cp1255",)),
    ("اليمونرتبةد", 0.70, ("cp1256",)),
)


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)
# browsers read these labels as the larger set; so must we, or quotation marks turn into controls
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
}
# labels of pages that Python does not know
_CALLED = {
    "windows-949": "cp949",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
}
# the charsets of texts on the web (WHATWG Encoding, section 4.2, and the larger sets above), as Python names
# them. Nothing else is one: a codec that reads "\\x3c" or "+ADw-" as "<" hides markup from whoever looks at bytes.
_CHARSETS = frozenset(
    """
    utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp949 johab gb18030 big5hkscs cp950 cp932
    euc_jp euc_jis_2004 euc_jisx0213 iso2022_jp iso2022_jp_2 iso2022_kr hz cp437 cp850 cp852 cp855 cp862 cp866 cp874
    cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
    iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u koi8-t kz1048 ptcp154
    mac-roman mac-cyrillic mac-greek mac-turkish mac-latin2
    """.split()
)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,1000}>")
_ONE_BYTE = re.compile(r"cp125\d|cp874|iso8859|koi8|mac-")
_TWO_BYTE = re.compile(r"utf-(?:16|32)")
_INTACT = 0.9  # of what lies beyond ASCII: a page that fits its charset so far is damaged, not mislabelled


def guess_charset(body: bytes) -> str:
    """Return the codec that *body* is most likely written in, or an empty string.

    >>> guess_charset("Правительство приняло решение".encode("koi8_r"))
    'koi8_r'
    """
    runs = _HIGH_RUN.findall(body[: 10 * _SAMPLE])
    if runs and sum(len(run) <= _LATIN_RUN for run in runs) >= _LATIN_SHARE * len(runs):
        return "cp1252"
    lines = [line for line in body[: 10 * _SAMPLE].splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    likely = [
        (_share(sample, codec, letters) / usual, codec)
        for letters, usual, codecs in _SCRIPTS
        for codec in codecs
    ]
    share, codec = max(likely, key=lambda found: found[0])
    return codec if share >= _LEAST else ""


def _share(sample: bytes, codec: str, letters: str) -> float:
    """Return which part of what is beyond ASCII would be *letters*."""
    text = sample.decode(codec, "replace")
    beyond = sum(not char.isascii() for char in text)
    return sum(map(text.count, letters)) / beyond if beyond else 0.0


def decode_text(body: bytes, charset: str, where: str) -> str:
    """Return *body* as text, code point for code point; a byte order mark is kept.

    Raises:
        UnreadableRevision: The bytes are not in the charset declared, or UTF-8 if none is.
    """
    name = _codec(charset) or _marked(body) or "utf-8"
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableRevision(
            f"not valid {name.upper()} at byte {error.start}", where=where, remedy="save it as UTF-8"
        ) from error


def decode_html(body: bytes, charset: str) -> str:
    """Return an HTML body as text: byte order mark, then *charset*, then <meta>, then UTF-8.

    The first that fits the bytes wins, but UTF-8 goes before a charset of single
    bytes: those fit everything, and no text in them is UTF-8 by chance. Where none
    fits, a page that fits one but for a few bytes is read so, and each of those
    becomes U+FFFD; any other is read as what its bytes look like.
    """
    known = _known(body, charset)
    for name in known:
        try:
            return body.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    for name in known:
        text = body.decode(name, errors="replace").removeprefix("\ufeff")
        beyond = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") <= (1 - _INTACT) * beyond:
            return text
    return body.decode(guess_charset(body) or known[0], errors="replace").removeprefix("\ufeff")


def decode_xml(body: bytes, charset: str) -> str:
    """Return an XML body as text without its XML declaration, which names bytes that are no more.

    A feed declares its own encoding; whoever checks it and whoever parses it are given the same text.
    """
    return _DECLARATION.sub("", decode_html(body, charset), count=1)


def _known(body: bytes, charset: str) -> list[str]:
    """Return the codecs to try, in order."""
    marked, served, declared = _marked(body), _codec(charset), _codec(_declared(body))
    if b"\x00" not in body[:1024] and not marked:  # every tag in UTF-16 is half zeros
        served, declared = ("utf-8" if _TWO_BYTE.match(name) else name for name in (served, declared))
    named = [name for name in (marked, served, declared) if name]
    if named and _ONE_BYTE.match(named[0]):
        named.insert(0, "utf-8")
    return list(dict.fromkeys([*named, "utf-8"]))


def _marked(body: bytes) -> str:
    return next((codec for bom, codec in _BOMS if body.startswith(bom)), "")


def _declared(body: bytes) -> str:
    match = _XML_CHARSET.search(body[:1024]) or _META_CHARSET.search(body[:4096])
    return match[1].decode("ascii", "ignore") if match else ""


def _codec(label: str) -> str:
    """Return the name of a text codec for *label*, or an empty string if there is none."""
    name = label.strip().lower()
    if not name:
        return ""
    try:
        found = codecs.lookup(_CALLED.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    wider = _WIDER.get(found, found)
    return wider if wider in _CHARSETS else ""
