"""What a line looks like, taken by itself, and which are labels with their values: "Date" and "2024-03-04" below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain import Role
from tracker.extract.blocks import boilerplate
from tracker.extract.blocks.pieces import TextPiece, ends_sentence
from tracker.text.dates import find_date, whole_date

HEAD = 60  # pieces: no page has a longer menu above its date line
_TAIL = 12  # pieces


LONG = 200  # characters: a line this long is prose, whatever it ends with
_FINITE_VERBS = """
    will shall must should may can cannot would could is are was were has have had do does did be been
"""
FINITE = frozenset(_FINITE_VERBS.split())
_SMALL = frozenset("a an and at by for from in of on or the to with".split())  # they stand in names too


def find_labels(pieces: Sequence[TextPiece]) -> tuple[frozenset[int], date | None]:
    """Find labels with their values: on two lines of their own, or on one with a colon."""
    found: set[int] = set()
    published_on: date | None = None
    edge = {*range(min(HEAD, len(pieces))), *range(max(0, len(pieces) - _TAIL), len(pieces))}
    for index in sorted(edge):
        text = pieces[index].text
        if len(text) > 120 or index in found:
            continue
        name, colon, value = text.partition(":") if ":" in text else text.partition("：")
        name, value = name.strip().lower(), value.strip()
        if name not in boilerplate.LABELS:
            continue
        span = {index}
        if not value and index + 1 < len(pieces):
            value, span = pieces[index + 1].text, {index, index + 1}
            adjacent = pieces[index + 1].chunk == pieces[index].chunk
        else:
            adjacent = bool(colon)
        if not _is_value(name, value, adjacent):
            continue
        found |= span
        if name in boilerplate.DATE_LABELS and published_on is None:
            published_on = find_date(value)
    return frozenset(found), published_on


def _is_value(name: str, value: str, adjacent: bool) -> bool:
    if name in boilerplate.DATE_LABELS:
        return len(value) <= 60 and find_date(value) is not None
    if name in boilerplate.COUNT_LABELS:
        return value.replace(",", "").replace(".", "").isdecimal()
    return adjacent and len(value) <= 80 and not (ends_sentence(value) and len(value.split()) >= 6)


def is_prose(piece: TextPiece) -> bool:
    """Return whether *piece* is said by someone, as against a label, a name, a heading or a link."""
    text = piece.text
    if piece.hint is Role.META:
        return False
    if len(text) >= LONG:
        return True
    if (
        is_notice(text)
        or is_copyright(text)
        or boilerplate.ATTRIBUTION.fullmatch(text)
        or boilerplate.SALUTATION.fullmatch(text)
        or is_contact(text)
        or whole_date(text)
    ):
        return False
    found = text.split()
    if ends_sentence(text):
        said = any(word[0].islower() and word not in _SMALL for word in found)
        return (len(found) >= 3 and said) or (len(text) >= 12 and _is_unspaced(text))
    return len(found) >= 6 and (bool(piece.marker) or text[-1] in ":;")


def _is_unspaced(text: str) -> bool:
    """Return whether *text* is in a script without capitals, whose sentences hold few words by our count."""
    return not any(char.islower() or char.isupper() for char in text)


def looks_like_heading(text: str, *, longest: int = 100) -> bool:
    """Return whether *text* is set like a heading: short, no final stop, capitals, no finite verb of ours."""
    if (
        len(text) > longest
        or ends_sentence(text)
        or text[-1] in ";:,…—–-"
        or ": " in text
        or text[0].islower()
    ):
        return False
    found = [word.strip("“”\"'’(),") for word in text.split()]
    if longest <= 100 and len(found) > 12:
        return False
    if FINITE.intersection(found):
        return False
    long = [word for word in found if len(word) >= 4 and word[0].isalpha()]
    if not long:
        return text[0].isupper()
    return sum(not word[0].islower() for word in long) >= 0.6 * len(long)


def is_day_line(text: str) -> bool:
    """Return whether *text* is a date, at most with a place before or after it: "Halvern, 3 March 2024"."""
    if whole_date(text.rstrip(".")):
        return True
    if len(text) > 60 or ends_sentence(text) or find_date(text) is None:
        return False
    return len(text.split()) <= 7 and not any(word[0].islower() for word in text.split())


def is_notice(text: str) -> bool:
    """Return whether *text* speaks of the website: cookies, scripts, whose it is."""
    low = text.lower()  # the pattern is slow, and few lines hold one of its words
    return (
        any(word in low for word in boilerplate.NOTICE_WORDS)
        and boilerplate.NOTICE.fullmatch(text) is not None
    )


def is_copyright(text: str) -> bool:
    """Return whether *text* reserves rights."""
    low = text.lower()
    return (
        low.startswith(("copyright", "(c)", "©")) or "all rights reserved" in low
    ) and boilerplate.COPYRIGHT.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    """Return whether *text* says where to ask, and gives the address."""
    return bool(boilerplate.CONTACT.fullmatch(text) and boilerplate.ADDRESS.search(text))
