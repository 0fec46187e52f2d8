"""What of a text that several agreed on is told beside an earlier one: what is certain, and what continues in other words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports.digest.news.redlines.compared_text import ComparedText, main_speakers
from tracker.domain import Cause, Change, Label, Role, Unit
from tracker.edits.passages import Passage, words_in
from tracker.edits.sentence_pairs import SentencePair
from tracker.text.content_words import BLOCS, is_state, party_code

SHORT = 80  # sentences of an agreed text of which each that is new or gone is told
OF_ITS_SIZE = 0.6  # of the statements of the text before, the least of a text that can leave out any of them
# A body by its letters, or by what such bodies are called.
_BODY = re.compile(
    r"^[A-Z]{3,8}$|\b(?:Forum|Council|Union|Community|Organi[sz]ation|League|Association|Commonwealth|Conference|Alliance)\b"
)


def are_of_the_same(*sides: Iterable[Unit]) -> bool:
    """Say whether several speak in one text who all speak in the other too, or one body in both: no state agrees with itself."""
    one, other = sorted(map(main_speakers, sides), key=len)
    if len(one) > 1:
        return one <= other
    return bool(one) and one == other and not any(is_state(party_code(name)) for name in one)


def share_a_body(*sides: Iterable[Unit]) -> bool:
    """Say whether one body that several states formed, as the African Union, speaks in both texts, whoever speaks beside it."""
    one, other = map(main_speakers, sides)
    return any(_is_body(name) for name in one & other)


def _is_body(name: str) -> bool:
    """Say whether *name* is of a body of states, known by its letters or named as one: "PIF", "Arab League"."""
    code = party_code(name)
    return code in BLOCS or (not is_state(code) and bool(_BODY.search(name)))


def certain_pairs(changes: Iterable[Change], text: ComparedText, sentences: int) -> tuple[SentencePair, ...]:
    """Return the pairs of an agreed *text* that are told: leaders say in other words what they said before.

    So a sentence is new where nothing in it was said in any earlier text, and gone where the statements in it were
    looked for in vain in a text of its size; where the text has many *sentences* that is told by subject alone.
    """
    new = {one.after.unit.id for one in changes if one.after and one.label is Label.NEW and not one.review}
    silent = {one.before.unit.id for one in changes if one.before and one.after is None}
    long = sentences > SHORT
    on_less = len(text.units) < OF_ITS_SIZE * len(text.units_before)

    def is_certain(pair: SentencePair) -> bool:
        units = {unit.id for unit in text.units_in(pair)}
        if pair.before and pair.after:
            return True
        return not long and bool(units) and (units <= new if pair.after else not on_less and units <= silent)

    return tuple(filter(is_certain, text.pairs))


def linked_pairs(changes: Iterable[Change], text: ComparedText) -> list[SentencePair]:
    """Return the statements of an agreed *text* that continue, for certain, one of the text before in other words.

    Where their sentences are no pair: leaders put a thing in a longer sentence, or in one of its own.
    """
    paired = {unit.id for pair in text.pairs if pair.before and pair.after for unit in text.units_in(pair)}
    found = []
    for change in changes:
        before, after = change.before, change.after
        if before is None or after is None or change.review or change.cause is Cause.EDIT:
            continue
        if before.release.id != text.before.id or {before.unit.id, after.unit.id} & paired:
            continue
        if not _is_quoted_shorter((before.unit.quote, after.unit.quote), text.whole):
            old, new = (
                _passage(one.unit, said) for one, said in zip((before, after), text.whole, strict=True)
            )
            found.append(SentencePair(old, new))
    return found


def _is_quoted_shorter(quotes: tuple[str, str], whole: tuple[str, str]) -> bool:
    """Say whether of two quotes the longer one stands word for word in the text of the other, which quotes less of it."""
    before, after = (" ".join(quote.casefold().split()) for quote in quotes)
    longer, text = (before, whole[1]) if len(before) >= len(after) else (after, whole[0])
    return longer in " ".join(text.casefold().split())


def _passage(unit: Unit, text: str) -> Passage:
    words = tuple(words_in(text, unit.start, unit.end))
    return Passage(unit.start, unit.end, Role.PARAGRAPH, 0, words, " ".join(unit.quote.split()))


def in_order(pairs: Iterable[SentencePair]) -> tuple[SentencePair, ...]:
    """Return *pairs* in order of the later text, what is gone behind what stands before it."""
    placed, at = [], 0
    for number, pair in enumerate(pairs):
        at = pair.after.start if pair.after else at
        placed.append((at, number, pair))
    return tuple(pair for _, _, pair in sorted(placed, key=lambda one: one[:2]))
