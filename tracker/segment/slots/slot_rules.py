"""The verbatim slots of a unit: condition, deadline, amount, instrument, goal, list items. All with offsets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from tracker.domain import Slot
from tracker.text.dates import ANY_MONTH

# what goes on to the next stop that ends a clause: the stops of "U.S." and "2.5" end none
CLAUSE = r"(?:[^,;.]|\.(?=\w)|(?<=[.\s][A-Z])\.)"
STRETCH = r"(?:[^;.]|\.(?=\w)|(?<=[.\s][A-Z])\.)"
SINGLE = r"(?![-‑–/]\d)"  # "2021-27" and "2021/22" are terms, no days
CONDITION = re.compile(
    r"(?:\b(?:if|unless|provided that|provided|as long as|so long as|only when|should (?=\w+ (?:\w+ ){0,8}(?:fail|continue|choose|proceed)))"
    r"|\b(?:in the event (?:of|that)|in case of|subject to|on (?:the )?condition (?:that|of)|conditional on|contingent (?:on|upon)"
    r"|depending on|pending|where appropriate|as appropriate|if necessary|as necessary|where possible|in consultation with"
    rf"|consistent with available))\b{CLAUSE}*",
    re.IGNORECASE,
)
UNTIL = re.compile(rf"\b(?:until|once|after)\b{CLAUSE}*", re.IGNORECASE)
DEADLINE = re.compile(
    rf"\b(?:(?:by|before|no later than|not later than|until|through|within|in|over|for|during)\s+)?(?:"
    rf"(?:the\s+)?(?:end|middle|beginning|close|first half|second half|first quarter|second quarter|third quarter|fourth quarter)\s+of\s+"
    rf"(?:{ANY_MONTH}\s+)?(?:\d{{4}}|the year|this year|next year|the decade|this decade|the month|this month|(?:his|her|the) term(?: in office)?)"
    rf"|\d{{1,2}}\s+{ANY_MONTH}(?:\s+\d{{4}})?|{ANY_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|{ANY_MONTH}\s+\d{{4}}|(?<=by )\d{{4}}{SINGLE}|(?<=in )\d{{4}}{SINGLE}"
    rf"|(?:mid|late|early)-\d{{4}}|(?<!\d[-‑–/])\d{{4}}(?=[,;.]?$)"
    rf"|(?:the\s+)?(?:coming|next|following)\s+(?:few\s+)?(?:days|weeks|months|years|decade|(?:\w+\s+){{0,2}}(?:days|weeks|months|years))"
    rf"|(?:\d+|one|two|three|four|five|six|ten|twelve)\s+(?:days|weeks|months|years)"
    rf"|(?:a\s+)?considerable\s+(?:time|period)(?: following [^,;.]*)?|some time|as long as it takes|the foreseeable future|the long term|the near future"
    rf"|this\s+(?:month|week|year|summer|fall|autumn|winter|spring)|next\s+(?:month|week|year|summer|fall|autumn|winter|spring)|later this \w+"
    rf"|as soon as possible|without delay)\b"
)
# "the March 24 launch", "since June", "agreed on 21 and 22 April": dates of what has happened
OCCASION = re.compile(
    r"(?:[’']s|\bthe|\bof|\bsince|\bon|\bafter)\s+$|\b(?:agreed|decided|met|meetings?|held)\b[^.;]{0,16}\bon\s+\d{1,2}(?:\s+[A-Z]\w+)?\s+(?:and|to)\s+$"
)
OCCASION_REACH = 48  # characters before a date
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


IN_FRONT = re.compile(
    r"\W*((?:If|Unless|Should|In the event|When(?!\b[^,]*\b(?:had|was|were|did|met|last)\b)|Provided|Subject to|As long as|Depending on)\b[^;.]*?),"
)
# "By 2035 we will phase out", "Within 30 days, the board will": a deadline in front of who is to keep it
DUE_IN_FRONT = re.compile(
    r"\W*((?:By|Before|Until|Within|(?:No|Not) later than)\b[^,;.]{1,40}?)(?:,\s|\s(?=(?:we|the|our|its?|they|all)\b))"
)
# "By 2025 the deficit had halved and we will …": the day is that of another clause
ANOTHER_CLAUSE = re.compile(
    r"[;:.]|\b(?:and|but|while|which|who|had|has|have|was|were|is|are|will|would)\b", re.IGNORECASE
)
IN_FRONT_OF = 60  # characters between a deadline in front and what is to be done by then: who is to do it
# a look at the words first: most units have none of these, and the long patterns are slow to say so
CONDITIONED = frozenset(
    "if unless provided long only should event case subject condition conditional contingent depending pending "
    "appropriate necessary possible consultation consistent".split()
)
DATED = re.compile(
    r"\d|month|week|year|day|decade|period|time|takes|future|term|summer|fall|autumn|winter|spring|soon|delay|[Nn]ext"
)
NUMBERED = re.compile(r"\d")
LASTING = frozenset({"until", "once", "after"})
WAYS = frozenset({"by", "through", "means", "via"})
LISTED = frozenset({"including", "such", "among", "particular", "especially"})


def find_slots(
    text: str, start: int, end: int, before: int, content: int, words: frozenset[str], verbs: Container[str]
) -> tuple[Slot, ...]:
    """Return the slots of the unit text[start:end].

    *before* is where its sentence begins: a condition or deadline in front belongs
    to it too (inherited). *content* is where the action begins; goals ("to" and
    one of *verbs*) and instruments are looked for after it. *words* are those of the unit, lower case.
    """
    slots: list[Slot] = []
    if CONDITIONED & words:
        slots += [_slot("condition", text, *match.span()) for match in CONDITION.finditer(text, start, end)]
    if DATED.search(text, start, end):
        slots += [
            _slot("deadline", text, *match.span())
            for match in DEADLINE.finditer(text, start, end)
            if not OCCASION.search(text[max(0, match.start() - OCCASION_REACH) : match.start()])
        ]
    if all(slot.name != "deadline" for slot in slots):
        slots += _due_in_front(text, before, start)
    if NUMBERED.search(text, start, end):
        slots += [_slot("amount", text, *match.span()) for match in AMOUNT.finditer(text, start, end)]
        slots += [_slot("basis", text, *match.span()) for match in BASIS.finditer(text, start, end)]
    conditioned = any(slot.name == "condition" for slot in slots)
    until = UNTIL.search(text, content, end) if LASTING & words and not conditioned else None
    if until and not DEADLINE.match(text, until.start(), end):
        slots.append(_slot("condition", text, *until.span()))
    elif not conditioned:
        slots += _in_front(text, before, start)
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


def _in_front(text: str, before: int, start: int) -> Iterator[Slot]:
    match = IN_FRONT.match(text, before, start)
    if match:
        yield _slot("condition", text, match.start(1), match.end(1), inherited=True)


def _due_in_front(text: str, before: int, start: int) -> Iterator[Slot]:
    match = DUE_IN_FRONT.match(text, before, start)
    if not match or start - match.end() > IN_FRONT_OF or ANOTHER_CLAUSE.search(text, match.end(), start):
        return
    if DEADLINE.search(text, match.start(1), match.end(1)):
        yield _slot("deadline", text, match.start(1), match.end(1), inherited=True)


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
