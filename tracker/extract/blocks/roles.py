"""What each piece of a page is.

The head runs to the first prose; there stand menus, the section, the title,
labels with their values, bylines. The tail starts after the last prose. Between
the two nothing is ever furniture. When in doubt a piece is PARAGRAPH, because a
sentence that is not read is worse than a menu that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import Role
from tracker.extract.blocks import boilerplate
from tracker.extract.blocks.line_shapes import (
    FINITE,
    HEAD,
    LONG,
    find_labels,
    is_contact,
    is_copyright,
    is_day_line,
    is_notice,
    is_prose,
    looks_like_heading,
)
from tracker.extract.blocks.pieces import ENUMERATOR, TextPiece, alphanumeric, ends_sentence
from tracker.text.dates import find_date

_DEEPEST = 300  # pieces: prose that starts below this has no head above it, only a list

MOST_HEADING_WORDS = 14
# "Fostering …", "Support for …", "Efforts to …": the verb that opens an item of a list stands in its plain form
_OPENS_HEADING = re.compile(
    r"(?!During |According |Following |Regarding |Concerning |Including )[A-Z][a-z]{2,}ing\s"
    r"|(?:Support|Efforts?|Cooperation|Coordination|Commitments?|Assistance|Progress|Action|Investments?)\s(?:for|to|on|in|with|against|towards?)\s"
)

_NO_MARK = frozenset("acdfghijklmnopqrtuvwxyz")  # what no rule and no end mark opens with: most prose does
_RUN = 3  # short lines one below the other make a menu


@dataclass(frozen=True, slots=True)
class MarkedPieces:
    """The roles of pieces, in their order, with what was found on the way."""

    roles: tuple[Role, ...]
    title: str
    published_on: date | None


def mark_roles(pieces: Sequence[TextPiece], *, title: str = "") -> MarkedPieces:
    """Return what each of *pieces* is; *title* is known beforehand for HTML, else looked for."""
    labels, labelled_on = find_labels(pieces)
    first, last = _prose_bounds(pieces, labels)
    roles: list[Role | None] = [None] * len(pieces)
    published_on = labelled_on
    for index, piece in enumerate(pieces):
        in_head, in_tail = index < first, index > last
        if index in labels or piece.hint is Role.META:
            roles[index] = Role.META
        elif in_head or in_tail:
            roles[index] = _edge_role(piece, in_head)
            if in_head and published_on is None and roles[index] is Role.META:
                published_on = find_date(piece.text) if is_day_line(piece.text) else None
        elif piece.text[0].lower() not in _NO_MARK and (
            boilerplate.RULE.fullmatch(piece.text) or boilerplate.MARKS.fullmatch(piece.text)
        ):
            roles[index] = Role.META
    _breadcrumbs(pieces, roles, first)
    title = mark_title(pieces, roles, first, title)
    return MarkedPieces(tuple(_rest(pieces, roles)), title, published_on)


def _prose_bounds(pieces: Sequence[TextPiece], labels: frozenset[int]) -> tuple[int, int]:
    """Return the indices of the first and the last piece of prose; beyond both ends if there is none."""
    head_labels = [index for index in labels if index < HEAD]
    start = 0
    if head_labels and all(not is_prose(p) or is_notice(p.text) for p in pieces[: min(head_labels)]):
        start = max(head_labels) + 1
    inside = [index for index in range(start, len(pieces)) if index not in labels]
    first = next((index for index in inside if is_prose(pieces[index])), None)
    if first is None or first > _DEEPEST:
        return 0, len(pieces)
    return first, next(index for index in reversed(inside) if is_prose(pieces[index]))


def _edge_role(piece: TextPiece, in_head: bool) -> Role | None:
    """Return the role of a piece above or below the prose where its words give it away."""
    text = piece.text
    if len(text) > 2 * LONG or (piece.hint is Role.ITEM and not boilerplate.NAVIGATION.fullmatch(text)):
        return None
    if (
        boilerplate.NAVIGATION.fullmatch(text)
        or is_copyright(text)
        or is_notice(text)
        or boilerplate.BREADCRUMB.fullmatch(text)
    ):
        return Role.FURNITURE
    patterns = [boilerplate.RULE, boilerplate.MARKS, boilerplate.RELEASE_LINE, boilerplate.CLOCK]
    if in_head:
        patterns += [boilerplate.BYLINE, boilerplate.ATTRIBUTION, boilerplate.SALUTATION, boilerplate.PLACE]
    else:
        patterns += [boilerplate.CLOSING, boilerplate.SIGNATURE, boilerplate.SEAL]
    if any(pattern.fullmatch(text) for pattern in patterns) or is_day_line(text) or is_contact(text):
        return Role.META
    return None


def _breadcrumbs(pieces: Sequence[TextPiece], roles: list[Role | None], first: int) -> None:
    """A list in the head that opens with "Home" is the way to the page; all of it is furniture."""
    for index in range(first):
        text = ENUMERATOR.sub("", pieces[index].text, count=1)
        if boilerplate.NAVIGATION.fullmatch(text) and pieces[index].marker:
            for other in range(index, first):
                if pieces[other].chunk == pieces[index].chunk and pieces[other].marker:
                    roles[other] = Role.FURNITURE


def _rest(pieces: Sequence[TextPiece], roles: Sequence[Role | None]) -> list[Role]:
    """Tell headings, items and paragraphs apart among what is left."""
    result: list[Role] = []
    before: TextPiece | None = None
    for index, (piece, role) in enumerate(zip(pieces, roles, strict=True)):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        result.append(
            role or piece.hint or _body_role(piece, before, result[-1] if result else None, following)
        )
        before = piece
    return result


def _body_role(
    piece: TextPiece, before: TextPiece | None, role_before: Role | None, following: TextPiece | None
) -> Role:
    if piece.marker == "bullet":
        return Role.ITEM
    if piece.marker == "number":
        in_list = before is not None and (role_before is Role.ITEM or before.text.endswith(":"))
        if in_list or not piece.alone:
            return Role.ITEM
        if len(piece.text.split()) > 12 or ends_sentence(piece.text):
            return Role.PARAGRAPH
    if looks_like_heading(piece.text) or (
        following
        and (_heads_numbered(piece, following) or _heads_prose(piece, before, role_before, following))
    ):
        return Role.HEADING
    return Role.PARAGRAPH


def _heads_numbered(piece: TextPiece, following: TextPiece) -> bool:
    """A short line without a stop above a numbered paragraph is its heading, even in sentence case."""
    return (
        following.marker == "number"
        and not piece.marker
        and piece.text[0].isupper()
        and piece.text[-1].isalnum()
        and len(piece.text.split()) <= 12
        and not FINITE.intersection(piece.text.split())
    )


def _heads_prose(
    piece: TextPiece, before: TextPiece | None, role_before: Role | None, following: TextPiece
) -> bool:
    """A numbered line without a stop, or one that opens with a gerund or a noun and what it is for, is the heading of the prose below it.

    "5. Support for recovery and reconstruction", "Fostering partnerships with the islands": in sentence case
    these read like statements. A list has lines of its kind above or below, so prose on both sides is asked for.
    """
    text = ENUMERATOR.sub("", piece.text, count=1)
    words = text.split()
    return (
        len(words) <= MOST_HEADING_WORDS
        and text[0].isupper()
        and text[-1].isalnum()
        and ": " not in text
        and not FINITE.intersection(words)
        and (piece.marker == "number" or _OPENS_HEADING.match(text) is not None)
        and (before is None or role_before is Role.HEADING or ends_sentence(before.text))
        and ends_sentence(following.text)
        and len(following.text.split()) > MOST_HEADING_WORDS
    )


def mark_title(pieces: Sequence[TextPiece], roles: list[Role | None], first: int, known: str) -> str:
    """Mark the title among the pieces of the head and what stands above it; return its text."""
    loose = [index for index in range(first) if roles[index] is None]
    if known:
        letters = alphanumeric(known)
        same = [index for index in loose if alphanumeric(pieces[index].text) == letters]
        for index in same:
            roles[index] = Role.TITLE
        return known
    dated = [index for index in range(first) if roles[index] is Role.META and _is_date_mark(pieces, index)]
    chosen = _choose_title(pieces, roles, loose, dated)
    if chosen is None:
        return ""
    roles[chosen] = Role.TITLE
    above = [index for index in loose if index < chosen]
    menu = [
        index for index in above if dated or _in_run(pieces, index) or len(pieces[index].text.split()) <= 2
    ]
    for index in menu:
        roles[index] = Role.FURNITURE
    return " ".join(pieces[chosen].text.split()).lstrip("# ")


def _choose_title(
    pieces: Sequence[TextPiece], roles: Sequence[Role | None], loose: list[int], dated: list[int]
) -> int | None:
    fit = [index for index in loose if not pieces[index].marker and len(pieces[index].text) <= 300]
    if dated:
        before = [index for index in fit if index < dated[0]]
        after = [index for index in fit if index > dated[0]]
        for candidates, floor in ((before[::-1], 4), (after, 3), (before[::-1], 1)):
            for index in candidates:
                if len(pieces[index].text.split()) >= floor:
                    return index
        return None
    for index in fit:
        if index and roles[index - 1] is Role.META:
            return None  # a title stands above the bylines
        if len(pieces[index].text.split()) >= 3 and not _in_run(pieces, index):
            return index if looks_like_heading(pieces[index].text, longest=300) else None
    return None


def _is_date_mark(pieces: Sequence[TextPiece], index: int) -> bool:
    text = pieces[index].text
    return is_day_line(text) or text.partition(":")[0].strip().lower() in boilerplate.DATE_LABELS


def _in_run(pieces: Sequence[TextPiece], index: int) -> bool:
    """Return whether a short line stands among short lines, as in a menu."""
    chunk = [p for p in pieces[max(0, index - _RUN) : index + _RUN + 1] if p.chunk == pieces[index].chunk]
    return len(chunk) >= _RUN and all(len(p.text) <= 40 and not ends_sentence(p.text) for p in chunk)
