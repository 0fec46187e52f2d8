"""Blocks of a document into sentences, offsets kept.

Paragraph numbers are stripped ("3. In addition"), abbreviations are not ends
("Amb. Kim", "No. 2397", "ROK-U.S. coordination"), and speaker turns of a
transcript are told apart so that a reporter's words are not read as the
issuer's. The splitter measured best of eleven in design (own regex, F1 .917 on
tricky cases).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain import Block, Document, Role
from tracker.segment.grammar import ABBREVIATIONS
from tracker.text.speaker_turns import TURN, is_outsider, is_put_to_issuer

# no place is looked at twice: a run of stops or of blanks is entered at its beginning only, and never given back
# A stop ends a sentence before a blank, and where a page lost the blank: "under the treaty.Minister Hale also said".
_STOP = r"(?<![.!?])(?:[.!?]++[\"'”’)\]]*+(?=\s)|(?<=[a-z]{3})\.(?=[A-Z][a-z]+[ ,]))"
STOP = re.compile(_STOP)  # what END finds where no line ends
END = re.compile(_STOP + r"|(?<=[^\s.!?:;,])[^\S\n]*+\n[^\S\n]*+\n\s*+(?![a-z])")
NEXT = re.compile(r"\s*(\S)")
USUAL_OPENING = re.compile(r"\s*(The|He|She|It|They|We|In|This|These|As|At|On|For|And|But|Our|I)\b")
LONGEST = 12_000  # characters of a sentence that are read; the longest of 31,000 real ones has 3,071
MOST = (
    400_000  # characters of statement that are read: three times the longest seen; some 15 s of a processor
)
LONGEST_WORD = 80  # characters before a full stop: what is longer is no abbreviation
NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)|[•·▪◦‣*–—-](?=\s)|[\u25cf\uf0b7]|[□■ㅇ○※△▲◇◆▶▷](?!\w))\s*"
)
INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")  # E.O., U.S.C.
# "2031. 5. 21. 할덴에서": stops that belong to a date as Korean writes it
KOREAN_DATE = re.compile(r"(?<!\d)(?:\d{2,4}\.\s?)?\d{1,2}\.\s?\d{1,2}\.(?=\s*[(가-힣])")
WIDTHS = 60, 120  # characters of a line of wrapped text
EVENLY = 0.8  # of the width of the next line: as wide
READ = frozenset({Role.PARAGRAPH, Role.ITEM})


@dataclass(frozen=True, slots=True)
class Sentence:
    """document.text[start:end], and the paragraph it stands in."""

    start: int
    end: int
    paragraph: int
    item: bool = False  # a bullet or numbered point that hangs on the sentence before it


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences that are statement, in order; headings, furniture and reporters' questions are not.

    Of what is longer than any sentence, a list of names as often as an attack, only the
    beginning is given; :func:`unread_characters` says what that leaves out.
    """
    for first, last, paragraph, item in _whole_sentences(document):
        yield Sentence(first, _readable(document.text, first, last), paragraph, item)


def unread_characters(document: Document) -> int:
    """Return how many characters of statement :func:`sentences` leaves out because no sentence is that long."""
    if all(block.end - block.start <= LONGEST for block, _ in _joined(document)):
        return 0
    return sum(
        last - _readable(document.text, first, last) for first, last, _, _ in _whole_sentences(document)
    )


def _whole_sentences(document: Document) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where each sentence begins and ends, its paragraph, and whether it is an item."""
    outsider = False
    for number, (block, wrapped) in enumerate(_joined(document)):
        start = block.start
        turn = TURN.match(document.text, start, block.end)
        if turn:
            outsider = is_outsider(turn.group(1))
            start = turn.end()
        if outsider or is_put_to_issuer(document.text, block.start, block.end):
            continue
        mark = NUMBER.match(document.text, start, block.end)
        start = mark.end() if mark else start
        for first, last in split(document.text, start, block.end, wrapped=wrapped):
            yield first, last, number, block.role is Role.ITEM


def _readable(text: str, start: int, end: int) -> int:
    """Return the end of what is read of a sentence: behind a word, where it is longer than any is."""
    if end - start <= LONGEST:
        return end
    most = start + LONGEST
    blank = max(text.rfind(blank, most - LONGEST_WORD, most) for blank in " \n\u00a0")
    return blank if blank >= 0 else most


def _joined(document: Document) -> Iterator[tuple[Block, bool]]:
    """Yield the blocks that are read, a paragraph broken in mid-sentence by a blank line as one; and whether all its lines are."""
    held: Block | None = None
    wrapped = False
    read = [block for block in document.blocks if block.role in READ]
    for number, block in enumerate(read):
        if held is not None:
            broken = number + 1 < len(read) and _is_wrapped(document.text, held, block, read[number + 1])
            if broken or _goes_on(document.text, held, block):
                held, wrapped = Block(held.start, block.end, Role.PARAGRAPH), wrapped or broken
                continue
            yield held, wrapped
        held, wrapped = block, False
    if held is not None:
        yield held, wrapped


def _goes_on(text: str, before: Block, block: Block) -> bool:
    """Tell whether *block* goes on in mid-sentence with the paragraph *before*, as its small letter says."""
    return text[block.start].islower() and _is_unended(text, before, block)


def _is_unended(text: str, before: Block, block: Block) -> bool:
    return (
        before.role is block.role is Role.PARAGRAPH
        and text[before.end - 1] not in '.!?:;"”’)'
        and not text[before.end : block.start].strip()
    )


def _is_wrapped(text: str, before: Block, block: Block, after: Block) -> bool:
    """Tell whether three paragraphs are lines of one with blank lines between: "… to keep the Central | Bank’s rate and the rate of the | main …".

    Where the first break falls before a name, only the second shows that lines were broken, and that the lines are as wide.
    """
    narrow, wide = sorted((len(text[before.start : before.end].rpartition("\n")[2]), block.end - block.start))
    return (
        WIDTHS[0] <= narrow
        and wide <= WIDTHS[1]
        and narrow >= EVENLY * wide
        and _is_unended(text, before, block)
        and _goes_on(text, block, after)
    )


def split(text: str, start: int, end: int, *, wrapped: bool = False) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence in text[start:end], without the white space around it.

    A blank line before a capital ends one, but not in a paragraph that is *wrapped* with blank lines.
    """
    position = start
    # looking for a blank line at every letter takes three times as long (26 against 9 µs), and most blocks have no line break
    pattern = END if not wrapped and text.find("\n", start, end) >= 0 else STOP
    for match in pattern.finditer(text, start, end):
        if match.group().strip() and _inside(text, start, match.start(), match.end(), end):
            continue
        yield from _trimmed(text, position, match.end())
        position = match.end()
    yield from _trimmed(text, position, end)


def _inside(text: str, start: int, dot: int, after: int, end: int) -> bool:
    """Tell whether the full stop at *dot* belongs to an abbreviation, an initial or a number."""
    following = NEXT.match(text, after, end)
    follows = following[1] if following else ""
    if text[dot] != ".":
        return follows.islower()
    start = max(start, dot - LONGEST_WORD)
    if text[dot - 1 : dot].isdigit() and any(
        date.start() <= dot < date.end() for date in KOREAN_DATE.finditer(text, start, end)
    ):
        return True
    begin = (
        max(
            text.rfind(" ", start, dot),
            text.rfind("\n", start, dot),
            text.rfind("\u00a0", start, dot),
            start - 1,
        )
        + 1
    )
    word = text[begin:dot].lstrip("(\"'“‘[").lower()
    if not follows or follows.islower():
        return True
    word = word.rpartition("-")[2]  # "the Mekong-U.S. Partnership"
    if word in ABBREVIATIONS or INITIALS.fullmatch(word):
        # "… in the U.S. He said": an abbreviation may end a sentence when a usual opening follows
        return not ("." in word and USUAL_OPENING.match(text, after, end))
    return len(word) == 1 and word.isalpha() and word != "i"


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
