"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from tracker.errors import UnreadableRevision

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE)
# browsers read these labels as the larger set; so must we, or quotation marks turn into controls
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}


def decode_text(body: bytes, charset: str, where: str) -> str:
    """Return *body* as text, code point for code point; a byte order mark is kept.

    Raises:
        UnreadableRevision: The bytes are not in the charset declared, or UTF-8 if none is.
    """
    name = _codec(charset) or next((codec for bom, codec in _BOMS if body.startswith(bom)), "utf-8")
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableRevision(
            f"not valid {name.upper()} at byte {error.start}", where=where, mend="save it as UTF-8"
        ) from error


def decode_html(body: bytes, charset: str) -> str:
    """Return an HTML body as text: byte order mark, then *charset*, then <meta>, then UTF-8.

    The first that fits the bytes wins; where none does, the first of them is
    used and every byte that does not fit becomes U+FFFD.
    """
    marked = next((codec for bom, codec in _BOMS if body.startswith(bom)), "")
    names = [_codec(name) for name in (marked, charset, _declared(body), "utf-8")]
    known = [name for name in names if name]
    for name in known:
        try:
            return body.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return body.decode(known[0], errors="replace").removeprefix("\ufeff")


def _declared(body: bytes) -> str:
    match = _XML_CHARSET.search(body[:1024]) or _META_CHARSET.search(body[:4096])
    return match[1].decode("ascii", "ignore") if match else ""


def _codec(label: str) -> str:
    """Return the name of a text codec for *label*, or an empty string if there is none."""
    if not label:
        return ""
    try:
        info = codecs.lookup(label.strip())
        "".encode(info.name)  # refuses codecs such as base64, which are not charsets
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _WIDER.get(info.name, info.name)
