"""A statement as a reader is shown it: in its sentence, which says who, when, for whom and on what condition. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.text.content_words import party_code
from tracker.text.sanitize import clean
from tracker.text.sentence_bounds import CLOSING, sentence_end, sentence_start
from tracker.text.shorten import excerpt, shorten

HEAD = 90  # characters of a longer one that are shown before the statement, where these may be who speaks
WHOLE = 400  # characters of a sentence that is shown whole: of statements that are told nine in ten have no longer one
LEFT_OUT, MORE = "… ", " …"  # before words whose sentence begins earlier, and behind words that go on
_STOPS = ("", "\n", ".", "!", "?", "。")  # "" is the end of a text
# "the Republic of Estmark and": a name before the one that stands behind it.
_NAME_BEFORE = re.compile(
    r"(?:\b[Tt]he )?(?P<name>\b[A-Z][\w’.-]*(?: (?:of |the |of the )?[A-Z][\w’.-]*)*)(?:, and|,| and) (?:the )?\Z"
)
# "To advance these aims, both will": aims that another sentence names.
_POINTING = re.compile(
    r"(?:(?:In (?:line|keeping|accordance) with|Consistent with|As (?:a )?part of|Building on|Through|From|In support of|To (?:help |further )?[a-z]+(?: and [a-z]+)?(?: towards?)?)"
    r" (?:this|these|those|such) (?:[\w-]+ ){0,2}[\w-]+, )(?=\S)"
)
_BULLET = re.compile(r"(?:[•–—*·▪-]+|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")  # before a sentence


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


def quoted(unit: Unit, text: str) -> Quoted:
    """Return *unit* with the words that are shown of it: of *text*, that of its revision, "" where it is not at hand.

    That is its sentence, in at most :data:`WHOLE` characters. Of a longer one what comes behind the statement is left
    out first, then what stands before it, but for who speaks, or its first words where these are not known: an ellipsis stands where words of the sentence are missing.
    """
    said = _line(unit.quote)
    begin, is_start = sentence_start(text, unit.start)
    end = sentence_end(text, unit.start, unit.end)
    speakers = [
        _with_those_before(unit, text, begin, slot.start)
        for slot in unit.slots
        if slot.name == "speakers" and begin < slot.start < unit.start
    ]
    # a statement that begins within the names of who speaks is shown from the first of them on
    named = (
        slot.start for slot in unit.slots if slot.name == "speakers" and slot.start < unit.start < slot.end
    )
    last = max(begin, min(named, default=unit.start))
    for start in [begin, *speakers, last] if is_start else [*speakers, last]:
        lead = LEFT_OUT if text[begin:start].strip() or not is_start else ""
        sentence = _line(text[start:end])
        sentence = sentence if lead else _without_bullet(sentence)
        pointing = _POINTING.match(sentence)
        if pointing and not lead and sentence.find(said) >= pointing.end():
            sentence, lead = sentence[pointing.end() :], LEFT_OUT
        place = sentence.find(said)
        if place >= 0 and (start == last or place + len(said) + len(lead) <= WHOLE):
            if start == last and lead and is_start and not speakers and said[:1].islower():
                lead = _without_bullet(_line(text[begin:start]))
                blank = " " if text[start - 1].isspace() else ""
                lead = (
                    f"{lead}{blank}"
                    if len(lead) <= HEAD
                    else f"{excerpt(lead, HEAD).removesuffix(MORE)}{MORE} "
                )
            words = lead + _cut(sentence, place + len(said), WHOLE - len(lead) - len(MORE))
            ended = text[end : end + 1] in _STOPS or text[end - 1] in CLOSING or words.endswith(MORE)
            return Quoted(unit, words if ended else words + MORE, start)
    return Quoted(unit, shorten(said, WHOLE), unit.start)


def _with_those_before(unit: Unit, text: str, begin: int, place: int) -> int:
    """Return where the parties begin of which the one at *place* is the last, in a sentence that begins at *begin*: those who speak in *unit*."""
    speaking = {party_code(name) for name in unit.facets.speakers}
    while (named := _NAME_BEFORE.search(text, begin, place)) and party_code(named["name"]) in speaking:
        place = named.start()
    return place


def whole_sentence(unit: Unit, text: str) -> str:
    """Return the sentence of *unit* in *text*, that of its revision, on one line and however long; its quote where the text is not at hand."""
    begin, _ = sentence_start(text, unit.start)
    sentence = _without_bullet(_line(text[begin : sentence_end(text, unit.start, unit.end)]))
    said = _line(unit.quote)
    return sentence if said in sentence else said


def _without_bullet(sentence: str) -> str:
    bullet = _BULLET.match(sentence)
    return sentence[bullet.end() :] if bullet else sentence


def _cut(sentence: str, least: int, most: int) -> str:
    """Return *sentence* in at most *most* characters, with its first *least* where these fit."""
    short = shorten(sentence, most)
    return sentence[:least] + MORE if len(short) < least <= most - len(MORE) else short


def _line(text: str) -> str:
    return " ".join(clean(text).split())
