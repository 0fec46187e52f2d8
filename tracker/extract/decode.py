"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from tracker.errors import UnreadableRevision
from tracker.extract.charset_guess import guess_charset

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
_NO_CHARSET = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "charmap", "utf-7"})
_ONE_BYTE = re.compile(r"cp125\d|cp874|iso8859|koi8|mac-")
_TWO_BYTE = re.compile(r"utf-(?:16|32)")
_INTACT = 0.9  # of what lies beyond ASCII: a page that fits its charset so far is damaged, not mislabelled


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
        info = codecs.lookup(_CALLED.get(name, name))
        "".encode(info.name)  # refuses codecs such as base64, which are not charsets
    except (LookupError, ValueError):
        return ""
    return "" if info.name in _NO_CHARSET else _WIDER.get(info.name, info.name)
