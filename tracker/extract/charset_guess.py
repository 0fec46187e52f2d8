"""The charset of bytes that nobody declared, by the letters they would spell.

A wrong codec turns a language into rare letters; the right one into the handful that
every text of that language is full of. The same bytes always give the same answer.
"""

from __future__ import annotations

import re

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
