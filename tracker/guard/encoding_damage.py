"""Texts that broke on their way: bytes read in the wrong charset, and a page that answers in another script."""

from __future__ import annotations

import re
from functools import lru_cache

LEAST, SHARE = 3, 0.01  # places, and of the characters: what is less can still be read
MOSTLY = 0.1  # of the characters: then one place is enough, in a text without blanks
MOST_BEFORE = 0.2  # of the damage: a text that was damaged before is not broken now
MAIN, GONE = 0.7, 0.05  # of the letters: the script of a text, and one that is no longer in it
SAMPLE = 1500  # characters

_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_CYRILLIC_TAIL = "[ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї]"
SCRIPTS = {
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Chinese or Japanese": "\u3040-\u30ff\u3400-\u9fff",
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Hebrew": "\u0590-\u05ff",
    "Greek": "\u0370-\u03ff",
    "Thai": "\u0e00-\u0e7f",
    "Devanagari": "\u0900-\u097f",
    "Latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}


@lru_cache(maxsize=1)
def _misread() -> re.Pattern[str]:
    """Compile what other charsets make of a text: runs no language has."""
    return re.compile(
        rf"â(?:[€\x80]{_TAIL}|[„\x84]¢|[‚\x82]¬)"  # quotation marks, dashes, ™ and € in UTF-8, read as cp1252
        rf"|Ã(?:(?![\x80-\x9f\xa0”“’‘…–—»«]){_TAIL}|[\x80-\x9f])|Â[\xa0-\xbf]"  # é and no-break space
        rf"|(?:[ÐÑØÙÚÛ]{_TAIL}){{3,}}"  # Cyrillic and Arabic
        rf"|(?:[ã-í]{_TAIL}{{2}}){{2,}}"  # Korean, Chinese, Japanese
        rf"|(?:[РС]{_CYRILLIC_TAIL}){{4,}}"  # Cyrillic in UTF-8, read as cp1251
        r"|[\xa1-\xff]{5,}"  # a legacy charset, read as cp1252
        r"|[\x80-\x9f]+"  # the same, read as latin-1
        r"|(?:锟斤拷)+|(?:[縺繧繝].){3,}|(?:[锛銆鐨鍦].{0,2}){3,}"  # UTF-8, read as GBK or Shift_JIS
    )


_LOST = re.compile("\ufffd+")
_SUSPECTS = (  # cheap: what all runs begin with
    re.compile(r"[\xa1-\xff锟縺繧繝锛銆鐨鍦][^\x00-\x7f]"),
    re.compile(f"[РС]{_CYRILLIC_TAIL}"),
    re.compile(r"[\x80-\x9f]"),
)


def count_damage(text: str) -> tuple[int, int]:
    """Count what was lost (U+FFFD) or read in the wrong charset: in how many places, and how many characters.

    >>> count_damage("Norvale welcomes the ceasefire"), count_damage("Estmark\u00e2\u20ac\u2122s plan")
    ((0, 0), (1, 1))
    """
    if text.isascii():
        return 0, 0
    lost = [len(run) for run in _LOST.findall(text)]
    if any(suspect.search(text) for suspect in _SUSPECTS):
        lost += [max(1, len(run) // 3) for run in _misread().findall(text)]
    return len(lost), sum(lost)


def charset_break(text: str, held: str) -> str:
    """Return the evidence that *text* was read in the wrong charset; empty if it was not.

    A text held that reads well shows that even a little damage is new.
    """
    places, characters = count_damage(text)
    if not places or (places < LEAST and characters < MOSTLY * len(text)):
        return ""
    if held:
        if count_damage(held)[1] > MOST_BEFORE * characters:
            return ""
    elif characters < SHARE * len(text):
        return ""
    return (
        f"charset break: {characters:,} characters of {len(text):,} cannot be read, as in “{_sample(text)}”"
    )


def _sample(text: str) -> str:
    found = re.search(r"\ufffd|[\x80-\xff€‚„†‡]{2,}", text) or _misread().search(text)
    start = found.start() if found else 0
    return " ".join(text[max(0, start - 10) : start + 30].split())


def script_change(text: str, held: str) -> str:
    """Return the evidence that *text* is in another script than *held*; empty if it is not."""
    if text.isascii() and held.isascii():
        return ""
    before, after = _shares(held), _shares(text)
    for name, share in before.items():
        if share >= MAIN and after and after.get(name, 0.0) < GONE:
            now = max(after, key=lambda other: after[other])
            return f"held in {name} script and now in {now}"
    return ""


@lru_cache(maxsize=1)
def _runs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"[{letters}]+") for name, letters in SCRIPTS.items()}


def _shares(text: str) -> dict[str, float]:
    counts = {name: sum(map(len, run.findall(text[:SAMPLE]))) for name, run in _runs().items()}
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items() if count} if total else {}
