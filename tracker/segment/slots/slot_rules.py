"""The verbatim slots of a unit: condition, deadline, amount, instrument, goal, list items. All with offsets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date

from tracker.domain import Slot
from tracker.segment.slots.clauses import CLAUSE, STRETCH
from tracker.segment.slots.conditions import find_conditions
from tracker.segment.slots.deadline_words import DEADLINE, find_deadlines

AMOUNT = re.compile(
    r"(?:(?:an additional|another|at least|up to|more than|over|about|approximately|nearly)\s+)?"
    r"(?:(?:(?:(?<![A-Za-z])[A-Z]{1,3})?[$€£¥]\s?|\b(?:USD|EUR|GBP|JPY|KRW|CHF)\s)\d[\d,.]*(?:\s(?:million|billion|trillion))?"
    r"|−?(?<!\d)(?<!\d[,./])\d[\d,./]*(?:[-‑–\s]\d/\d)?(?:\s+to\s+\d[\d,./]*(?:[-‑–\s]\d/\d)?)?\s?(?:percent(?:age points?)?|per cent|%|basis points|bps)"
    r"|(?<!\d)(?<!\d[,.])(?<!\w[-‑–])\d[\d,.]*(?:\s(?:million|billion|trillion|thousand))?\s(?:\w+\s)?"
    r"(?:doses?|vaccines?|dollars|euros?|pounds|won|yen|crowns|marks|troops|soldiers|personnel|tons?|tonnes?|barrels?|ships?|vessels?|aircraft|people|refugees|vaccine doses)"
    # with the word behind it only where that says of what: "2 billion euros", not "150 million in"
    r"|(?<!\d)(?<!\d[,.])(?:\d[\d,.]*)\s(?:million|billion|trillion)(?:\s(?:[A-Z]{3}\b|(?!(?:is|was|has|as|this|its|his|across|towards)\b)\w+s\b))?)",
)
INSTRUMENT = re.compile(
    r"(?<![\w-])(?:including )?(?:by|through|by means of|via)\s+(?!the end\b|(?:19|20)\d\d|mid|then|no later|January|February|March|April|June|July|August|September|October|November|December)"
    + STRETCH
    + "*",
    re.IGNORECASE,
)
GOAL = re.compile(
    r"\b(?:in order to|so as to|with a view to|to)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b"
    + CLAUSE
    + r"*|\bso that\s+"
    + CLAUSE
    + "*"
)
SCOPE = re.compile(r"\b(including|such as|among them|in particular|especially)\b\s+(" + STRETCH + "+)")
INSTRUMENT_END = re.compile(
    r",\s+(?:including|such as|which|must|should|and (?:to|agreed|called))|(?<!\s)\s+in order to\s"
)
BETWEEN_ITEMS = re.compile(r",\s+(?:and\s+|or\s+|as well as\s+)?|(?<!\s)\s+(?:and|as well as)\s+")
BASIS = re.compile(
    r"\b(?:UNSC |UN |Security Council |UNSCR )*[Rr]esolutions?\s+\d+(?:\s*\(\d{4}\))?|\bArticle\s+\d+[^,;.]{0,40}|\bSection\s+\d+[^,;.]{0,40}"
)
MEANS_VERB = re.compile(
    r"(?:including )?(?:by\s+(?:\w+ly\s+)?\w+ing\b|(?:through|via|by means of)\s)", re.IGNORECASE
)
# A look at the words first: most units have none of these, and the long patterns are slow to say so.
BEHIND_A_TIME = re.compile(r"\s*(?:$|[,;.)]|(?:and|or|but|to|in|with|by|for|at|on|under|as)\b)")
NUMBERED = re.compile(r"\d")
WAYS = frozenset({"by", "through", "means", "via"})
LISTED = frozenset({"including", "such", "among", "particular", "especially"})


def find_slots(
    text: str,
    start: int,
    end: int,
    before: int,
    content: int,
    words: frozenset[str],
    family: str,
    verbs: Container[str],
    published: date | None,
) -> tuple[Slot, ...]:
    """Return the slots of the unit text[start:end], of *family* U, D, S or E.

    *before* is where its sentence begins: a condition or deadline in front belongs
    to it too (inherited). *content* is where the action begins; goals ("to" and
    one of *verbs*) and instruments are looked for after it. *words* are those of the unit, lower case. A day
    before the text was *published* is no deadline.
    """
    slots = [
        _slot("condition", text, first, last, inherited=ahead)
        for first, last, ahead in find_conditions(text, start, end, before, content, words, family)
        if not _is_only_a_time(text, first, last)
    ]
    slots += [
        _slot("deadline", text, first, last, inherited=ahead)
        for first, last, ahead in find_deadlines(text, start, end, before, family, published)
    ]
    if NUMBERED.search(text, start, end):
        amounts = [_slot("amount", text, *match.span()) for match in AMOUNT.finditer(text, start, end)]
        slots = [slot for slot in slots if not any(_is_of(slot, amount) for amount in amounts)] + amounts
        slots += [_slot("basis", text, *match.span()) for match in BASIS.finditer(text, start, end)]
    means = INSTRUMENT.search(text, content, end) if WAYS & words else None
    if means and MEANS_VERB.match(text, means.start(), end) and not DEADLINE.match(text, means.start(), end):
        slots.append(_slot("instrument", text, means.start(), _stop(text, means.start(), means.end())))
    scope = SCOPE.search(text, content, end) if LISTED & words else None
    if scope:
        slots += [_slot("scope_item", text, *span) for span in _items(text, scope.start(2), scope.end(2))]
    goals = (match for match in GOAL.finditer(text, content, end) if match.start() > content + 3)
    goal = next((match for match in goals if match["verb"] is None or match["verb"] in verbs), None)
    if goal:
        slots.append(_slot("goal", text, goal.start(), goal.end()))
    return tuple(sorted(slots, key=lambda slot: (slot.start, slot.end, slot.name)))


def _is_only_a_time(text: str, first: int, last: int) -> bool:
    """Return whether text[first:last] is a time and what stands beside it: "until 31 March", not "until the March elections are held"."""
    time = DEADLINE.match(text, first, last)
    return time is not None and BEHIND_A_TIME.match(text, time.end(), last) is not None


def _is_of(slot: Slot, amount: Slot) -> bool:
    """Return whether a deadline is the number of an amount: "by 2030 personnel"."""
    return slot.name == "deadline" and amount.start < slot.end and slot.start < amount.end


def _slot(name: str, text: str, start: int, end: int, *, inherited: bool = False) -> Slot:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Slot(name, start, end, text[start:end], inherited)


def _stop(text: str, start: int, end: int) -> int:
    cut = INSTRUMENT_END.search(text, start, end)
    return cut.start() if cut else end


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of "a, b, and c"."""
    position = start
    for match in BETWEEN_ITEMS.finditer(text, start, end):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if end > position:
        yield position, end
