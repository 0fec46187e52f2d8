"""A document as passages, sentences of any part of the page, and their words as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from tracker.domain import Document, Role
from tracker.segment.sentences import NUMBER, READ, USUAL_OPENING, split

# A word, a number with its sign, an address. A mark of a list in brackets, "(a)" or "(iv)", is none.
WORD = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]+"
    r"|\((?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\)"
    r"|(?:[A-Za-z]\.){2,}"
    r"|[$€£¥₩]?\d+(?:[.,:/]\d+)*%?"
    r"|[^\W_]+(?:['’][^\W_]+)*"
)
# what a point opens with, the "o" of office software too
MARK = re.compile(NUMBER.pattern + r"|\s*o\s+(?=[A-Z])")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A first name before its initial: "World War I", "Part I" bear a number.
FIRST_NAME = re.compile(
    r"\b(?!(?:Annex|Appendix|Article|Basel|Category|Chapter|Class|Column|Division|Group|Level|List|Part|Phase|Pillar|Protocol|Round|Schedule|Section"
    r"|Stage|Table|Tier|Title|Track|Type|Volume|War|Zone)\b)"
    r"[A-Z][a-z]+\s+I\.\Z"
)
LONGEST_NAME = 40  # characters


class Word(NamedTuple):
    """text[start:end] of the document, and the form in which it is compared: no case, no stops, one apostrophe."""

    start: int
    end: int
    form: str
    is_name: bool = False  # written with a capital
    listed: bool = False  # a comma or semicolon stands right behind it


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] of the document: a sentence, or the whole of a short block."""

    start: int
    end: int
    role: Role
    block: int  # its number among the blocks of the document
    words: tuple[Word, ...]
    said: str = ""  # as written, with a blank for any white space
    mark: str = ""  # of the point or paragraph that it opens
    forms: tuple[str, ...] = field(init=False, repr=False, compare=False)  # the words as they are compared

    def __post_init__(self) -> None:
        """Put the words down as they are compared: they are asked for again and again."""
        object.__setattr__(self, "forms", tuple(word.form for word in self.words))

    @property
    def is_statement(self) -> bool:
        """Whether it is of a part of the page that is read as statement."""
        return self.role in READ


def passages(document: Document) -> tuple[Passage, ...]:
    """Return *document* as passages in order of the text; what holds no word is none."""
    return tuple(_passages(document))


def _passages(document: Document) -> Iterator[Passage]:
    text = document.text
    for number, block in enumerate(document.blocks):
        mark = MARK.match(text, block.start, block.end)
        start = mark.end() if mark else block.start
        for first, last in _sentences(text, start, block.end):
            found = tuple(words_in(text, first, last))
            if found:
                opens = text[block.start : start].strip() if first <= start else ""
                yield Passage(
                    first, last, block.role, number, found, " ".join(text[first:last].split()), opens
                )


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence in text[start:end], "Thomas I. Barlow" in one.

    The reader's own sentences end behind such an initial: its network was trained and measured on them as they are.
    """
    begun = -1
    for first, last in split(text, start, end):
        begun = first if begun < 0 else begun
        is_name = FIRST_NAME.search(text, max(begun, last - LONGEST_NAME), last)
        if is_name and text[last:end].strip() and not USUAL_OPENING.match(text, last, end):
            continue
        yield begun, last
        begun = -1


def words_in(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of text[start:end].

    >>> [word.form for word in words_in("(a) The U.S. will pay $4.2 million.", 0, 35)]
    ['the', 'US', 'will', 'pay', '$4.2', 'million']
    """
    commented = text.find("<!--", start, end) >= 0
    comments = [match.span() for match in COMMENT.finditer(text, start, end)] if commented else ()
    for match in WORD.finditer(text, start, end):
        word, (first, last) = match[0], match.span()
        if word[0] == "(" or (comments and any(one <= first < other for one, other in comments)):
            continue
        yield Word(first, last, form_of(word), word[0].isupper(), text[last : last + 1] in (",", ";"))


def paragraph_of(passage: Passage, text: str) -> str:
    """Return the whole line in which *passage* stands."""
    end = text.find("\n", passage.end)
    return text[text.rfind("\n", 0, passage.start) + 1 : end if end >= 0 else None].strip()


@lru_cache(maxsize=1 << 14)
def form_of(word: str) -> str:
    """Return *word* as it is compared."""
    if word.isalpha() and word != "US":
        return word.casefold()
    if "://" in word or word.startswith("www."):
        return word.rstrip(".,;)").lower()
    if word == "US" or ("." in word and word[0].isalpha()):
        return word.replace(".", "").upper()  # not the pronoun
    return word.replace("’", "'").casefold()
