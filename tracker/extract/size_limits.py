"""What is too much to be a release: checked before anything is built from it.

Measured on one core: what stays within every bound is read in under 3 s and 250 MB,
and time and memory grow in step with it. The parser's own time grows with the square
of the attributes of one tag, so those have a bound of their own.
"""

from __future__ import annotations

import re
import zlib

from tracker.errors import UnreadableRevision

MOST_CHARACTERS = 5_000_000  # forty times the longest communiqué seen, markup and all
MOST_TAGS = 200_000  # opening and closing ones: the longest official texts seen have a tenth of that
MOST_PARAGRAPHS = 100_000
MOST_ELEMENTS_SEARCHED = 20_000  # without a body selector; trafilatura takes 0.1 ms for each
DEEPEST_SEARCHED = 240  # elements one inside the other; from 254 on trafilatura loses text without a word
_MOST_ATTRIBUTES = 4_000  # of one tag
_MOST_ATTRIBUTES_IN_ALL = 200_000
_NO_TRAP = 100_000  # characters: in fewer there is no room for attributes that cost the parser a second

_MOST_INFLATED = 6_000_000  # bytes of one stream of a PDF; 1.5 s and 300 MB if it draws single letters
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# images and fonts are large
_NOT_DRAWN_FROM = re.compile(rb"/(?:Image|Length1|CIDFontType0C|Type1C|OpenType)\b")

# start and end tags as browsers take them apart, quoted values and all; every repeat is possessive,
# so no text is read twice. Comments and what is no markup between its tags are stepped over.
_BLANK = r"[ \t\n\r\f]"
_ATTRIBUTE = (
    r"(?:=[^ \t\n\r\f/>=]*+|[^ \t\n\r\f/>=]++)"
    rf"(?:{_BLANK}*+={_BLANK}*+(?:\"[^\"]*+\"?|'[^']*+'?|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)?+)?+"
)
_ATTRIBUTES = rf"(?:[ \t\n\r\f/]++|{_ATTRIBUTE})*+"
_MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<raw>script|style|textarea|title|iframe|xmp|noframes)(?=[ \t\n\r\f/>])(?P<of_raw>{_ATTRIBUTES})"
    rf">?.*?(?:</(?P=raw)(?=[ \t\n\r\f/>])|\Z)"
    rf"|</?[a-z][^ \t\n\r\f/>]*+(?P<of_tag>{_ATTRIBUTES})",
    re.IGNORECASE | re.DOTALL,
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)


def check_characters(text: str, where: str) -> None:
    """Refuse a text longer than any release.

    Raises:
        UnreadableRevision: It is.
    """
    if len(text) > MOST_CHARACTERS:
        raise_too_large(f"more than {MOST_CHARACTERS:,} characters", where)


def check_markup(text: str, where: str) -> None:
    """Refuse HTML with more tags, or more attributes, than a page has.

    Raises:
        UnreadableRevision: It has.
    """
    if text.count("<") > MOST_TAGS:
        raise_too_large(f"more than {MOST_TAGS:,} tags", where)
    if len(text) > _NO_TRAP:
        _check_attributes(text, where)


def check_paragraphs(number: int, where: str) -> None:
    """Refuse a text of more paragraphs or lines than a release has.

    Raises:
        UnreadableRevision: It has.
    """
    if number > MOST_PARAGRAPHS:
        raise_too_large(f"more than {MOST_PARAGRAPHS:,} paragraphs or lines", where)


def check_streams(body: bytes, where: str) -> None:
    """Refuse a PDF in which a few bytes unpack to more instructions than a page has.

    Raises:
        UnreadableRevision: There are such.
    """
    view = memoryview(body)
    for found in _STREAM.finditer(body):
        before = body[max(0, found.start() - 600) : found.start()]
        about = before[before.rfind(b" obj") + 1 :]
        if b"/FlateDecode" not in about or _NOT_DRAWN_FROM.search(about):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(view[found.end() :], _MOST_INFLATED + 1)
        except zlib.error:
            continue  # packed twice, or damaged: the library will say
        if len(unpacked) > _MOST_INFLATED:
            raise_too_large(f"more than {_MOST_INFLATED:,} bytes of instructions in one stream", where)


def raise_too_large(what: str, where: str) -> None:
    """Raise the error for what is too large to be read.

    Raises:
        UnreadableRevision: Always; *what* says which bound it is beyond.
    """
    raise UnreadableRevision(f"{what}: no press release", where=where, remedy="check what is at this address")


def _check_attributes(text: str, where: str) -> None:
    written = [found["of_tag"] or found["of_raw"] or "" for found in _MARKUP.finditer(text)]
    # two characters hold one attribute at most: few pages are worth a count
    if sum(map(len, written)) <= 2 * _MOST_ATTRIBUTES_IN_ALL:
        written = [tag for tag in written if len(tag) > 2 * _MOST_ATTRIBUTES]
    numbers = [len(_ONE_ATTRIBUTE.findall(tag)) for tag in written]
    if max(numbers, default=0) > _MOST_ATTRIBUTES:
        raise_too_large(f"more than {_MOST_ATTRIBUTES:,} attributes in one tag", where)
    if sum(numbers) > _MOST_ATTRIBUTES_IN_ALL:
        raise_too_large(f"more than {_MOST_ATTRIBUTES_IN_ALL:,} attributes", where)
