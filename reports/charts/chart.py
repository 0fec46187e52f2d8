"""What a page or a mail gets: a picture, and the same in words and figures."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.text.sanitize import clean

TEXT_LENGTH = 160  # characters of a text from outside, in a picture, its tooltip or its table


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its alternative. Where there is too little to draw, *svg* is "" and *description* says so.

    *svg* is markup of ours, everything from outside in it escaped: a template prints
    it as it is. The table holds the figures of the picture, row by row.
    """

    svg: str
    title: str
    description: str  # one or more sentences
    head: tuple[str, ...]  # of the table
    rows: tuple[tuple[str, ...], ...]


def plain_line(text: str, most: int = TEXT_LENGTH) -> str:
    """Return *text* from outside as one line of at most *most* characters, without control characters.

    >>> plain_line(" engage\\n Veskia ", 8)
    'engage…'
    """
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def sentence_list(words: tuple[str, ...]) -> str:
    """Return *words* as a list in a sentence.

    >>> sentence_list(("1", "2", "3"))
    '1, 2 and 3'
    """
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
