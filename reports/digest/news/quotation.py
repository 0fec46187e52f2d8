"""A statement as a reader is shown it: in its sentence, which says who, when, for whom and on what condition. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.text.sanitize import clean
from tracker.text.shorten import shorten

WHOLE = 400  # characters of a sentence that is shown whole: 88 of 100 that are told have no more
LEFT_OUT, MORE = "… ", " …"  # before words whose sentence begins earlier, and behind words that go on
RECITAL = 400  # characters before a statement in which its sentence begins
_SENTENCE_END = re.compile(
    r"(?:(?<=[a-z0-9]{2})|(?<=[A-Z]{2})|(?<=[)”])|(?<=\s\d))[.;!?](?=\s|$)|\n"
)  # not behind "U.S."
_BULLET = re.compile(r"^(?:[\W\d]*\s)?(?=[\w“\"$€£¥(])")  # "• ", "3. ", "– " before a sentence


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement and the words it is shown by: its sentence where that is short enough."""

    unit: Unit
    words: str
    start: int  # where they begin in the text

    @property
    def opening(self) -> str:
        """The words without the ellipsis before them."""
        return self.words.removeprefix(LEFT_OUT)

    @property
    def names_speakers(self) -> bool:
        """Whether the words by which the text names who speaks are among those shown."""
        return any(
            slot.name == "speakers" and self.start <= slot.start < self.unit.end for slot in self.unit.slots
        )


def sentence_start(text: str, place: int) -> int:
    """Return where the sentence that holds *place* of *text* begins, :data:`RECITAL` characters before it at most."""
    begun = max(0, place - RECITAL)
    ends = (found.end() for found in _SENTENCE_END.finditer(text[begun:place]))
    return begun + max(ends, default=0)


def quoted(unit: Unit, text: str) -> Quoted:
    """Return *unit* with the words that are shown of it: of *text*, that of its revision, "" where it is not at hand.

    That is its sentence, in at most :data:`WHOLE` characters. Of a longer one what comes behind the statement is left
    out first, then what stands before it, but for who speaks: an ellipsis stands where words of the sentence are missing.
    """
    said = _line(unit.quote)
    if not text:
        return Quoted(unit, shorten(said, WHOLE), unit.start)
    begin, end = _bounds(unit, text)
    speakers = [
        slot.start for slot in unit.slots if slot.name == "speakers" and begin < slot.start < unit.start
    ]
    for lead, start in (("", begin), *((LEFT_OUT, place) for place in speakers), (LEFT_OUT, unit.start)):
        sentence = _line(text[start:end])
        sentence = sentence if lead else _without_bullet(sentence)
        place = sentence.find(said)
        if start == unit.start or 0 <= place <= WHOLE - len(said) - len(lead):
            words = lead + _cut(sentence, place + len(said), WHOLE - len(lead) - len(MORE))
            ended = text[end : end + 1] != ";" or words.endswith(
                MORE
            )  # a clause of a list is no whole sentence
            return Quoted(unit, words if ended else words + MORE, start)
    return Quoted(unit, shorten(said, WHOLE), unit.start)


def whole_sentence(unit: Unit, text: str) -> str:
    """Return the sentence of *unit* in *text*, that of its revision, on one line and however long; its quote where the text is not at hand."""
    begin, end = _bounds(unit, text) if text else (0, 0)
    return _without_bullet(_line(text[begin:end])) or _line(unit.quote)


def _bounds(unit: Unit, text: str) -> tuple[int, int]:
    found = _SENTENCE_END.search(text, max(unit.start, unit.end - 1))
    return sentence_start(text, unit.start), max(found.start() if found else len(text), unit.end)


def _without_bullet(sentence: str) -> str:
    bullet = _BULLET.match(sentence)
    return sentence[bullet.end() :] if bullet else sentence


def _cut(sentence: str, least: int, most: int) -> str:
    """Return *sentence* in at most *most* characters, with its first *least* where these fit."""
    short = shorten(sentence, most)
    return sentence[:least] + MORE if len(short) < least <= most - len(MORE) else short


def _line(text: str) -> str:
    return " ".join(clean(text).split())
