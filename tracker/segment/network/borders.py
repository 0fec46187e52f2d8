"""Where a quote begins and ends: the borders that the network draws, mended by rule (coding guide, section 11)."""

from __future__ import annotations

import re

from tracker.segment.grammar import ABBREVIATIONS

NEGATION = re.compile(
    r"\b(?:not|never|no longer|neither|nor|cannot|\w+n[’']t)(?:\s+(?:\w+ly|be|yet|even|only))?\s+$",
    re.IGNORECASE,
)
HELPER = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|do|does|did|is|are|was|were|has|have|had|be)\s+$",
    re.IGNORECASE,
)
# "does not believe that the embargo is working": what is denied to be thought begins with the denial. "Neither side will
# accept": a subject that denies belongs to what is said.
DENIED = re.compile(
    r"\b(?i:neither|nobody|no\ one|none\ of\ (?:us|them|the\ \w+)|no\ (?:side|party|state|country|nation|government|member|ally))"
    r"\s+(?:(?!that\b|who\b|which\b|but\b)[\w’'-]+\s+){0,3}$|"
    r"\b(?:do|does|did|will|would|can|could)(?:\s+not|n[’']t)\s+(?:\w+ly\s+)?"
    r"(?:anticipate|believe|expect|think|consider|judge|agree|accept|foresee|envisage|recogni[sz]e|share the view)\s+(?:that\s+)?(?:[\w’'-]+\s+){0,8}$"
)
# "No exporting country | may use more": whoever may not.
DENYING = re.compile(r"\b[Nn]o\s+(?:(?!that\b|who\b|which\b|but\b|and\b|doubt\b|later\b)[\w’'-]+\s+){1,6}$")
MAY = re.compile(r"(?:may|can|could|shall|should|will|would|must|is|are|was|were|has|have|had)\b")
LEFT = " \t\n\r\u00a0,;:.–—-•*“\"'’)]»」』"  # what no quote begins with
RIGHT = ' \t\n\r\u00a0,;:–—-“”"‘([«「『'  # what no quote ends with
JOINED = re.compile(
    r"(?<!\s)\s+(?:and|or|but|(?:(?:just|even|particularly|especially)\s+)?as|as\s+well\s+as|while|to|that|which|the|a|an|our|their|its"
    r"|of|in|with|by|for|from|into|including|및)$"
)
# "the ironclad U.S. | commitment to defend": what is whose is not parted from whose it is
WHOSE = re.compile(r"(?:,? and)?(?: (?:the|its|our|their))?(?: [a-z]+)? U\.S\.$")
BEFORE_OWNED = re.compile(r"(?:\b(?:the|its|our|their) )?(?:\b[a-z]+ )?\bU\.S\. $")
OWNED = re.compile(
    r" ?(?:commitments?|support|pledges?|obligations?|policy|position|interests?|resolve|readiness|intent(?:ion)?|economy)\b"
    r"(?:U\.S\.|[^,.;:()\n])*(?<![\s,.;:()])"
)
SAYS_NOTHING = 4  # words that only lead to what is said
IN_ORDER = re.compile(r"order (?:to|that)\b")
NAME = re.compile(r"(?:[ \u00a0]|[-–’'](?=\w))((?:of|and|the|for|de|al)[ \u00a0](?=[A-Z]))?[A-Z][\w.’'-]*")
EVIDENCE = re.compile(
    r",\s+(?:such as the recent|(?:which was |as )?demonstrated by|as demonstrated|which killed)\b"
)
# joins a sentence to the one before, or names who speaks
KOREAN_OPENING = re.compile(
    r"(?:(?:특히|또한|아울러|한편|이와 관련)[,，]?\s+)?(?:(?:우리\s)?정부[는가]|(?:(?:양|두|세|3국)\s)?(?:양측|양국|3국|장관|차관|수석대표|정상)[은는])\s+"
    r"|(?:특히|또한|아울러|한편|이와 관련)[,，]\s*"
)
WORD = re.compile(r"\w")
PART_OF_NUMBER = re.compile(r"\d[.,]\d")
SIGNS = "$€£¥"  # of currencies, before a number
DOTTED = re.compile(r"(?:(?<=\w)[.@]\w+)+")


def mended(text: str, start: int, end: int, floor: int, stop: int) -> tuple[int, int]:
    """Return the borders of a quote in the sentence that ends at *stop*, none of it before *floor*.

    Whole words; without punctuation, joining words and evidence at the ends; never
    starting right after its negation, never ending inside a name or an
    abbreviation (coding guide, section 11).
    """
    while start > floor and WORD.match(text[start - 1]) and WORD.match(text[start]):
        start -= 1
    while start - 2 >= floor and PART_OF_NUMBER.match(text, start - 2):  # "$1.2 billion" is one number
        start -= 2
        while start > floor and (text[start - 1].isdigit() or text[start - 1] in SIGNS):
            start -= 1
    while end < stop and end > start and WORD.match(text[end]) and WORD.match(text[end - 1]):
        end += 1
    while start < end and text[start] in LEFT:
        start += 1
    while end > start and text[end - 1] in RIGHT:
        end -= 1
    opening = KOREAN_OPENING.match(text, start, end)
    start = opening.end() if opening else start
    start = _with_negation(text, start, floor)
    end = _with_name(text, start, end, stop)
    if IN_ORDER.match(text, start, end) and start - 3 >= floor and text[start - 3 : start].lower() == "in ":
        start -= 3
    evidence = EVIDENCE.search(text, start, end)  # no part of what is said (coding guide, section 6, rule 8)
    end = evidence.start() if evidence else end
    end = _with_stop(text, start, end, stop)
    if text[end - 1 : end] == ".":  # "the EU-U.S. Trade Council": a name may go on behind an abbreviation
        end = _with_stop(text, start, _with_name(text, start, end, stop), stop)
    if start < end:
        start, end = _with_whose(text, start, end, floor, stop)
    if end < stop and text[end] == ")" and text.rfind("(", start, end) > text.rfind(")", start, end):
        end += 1
    return start, end


def _with_whose(text: str, start: int, end: int, floor: int, stop: int) -> tuple[int, int]:
    """Return the borders with "the ironclad U.S. commitment" on one side of them."""
    before = (
        BEFORE_OWNED.search(text, max(floor, start - 30), start) if OWNED.match(text, start, end) else None
    )
    start = before.start() if before else start
    whose = WHOSE.search(text, max(start, end - 30), end) if text.endswith("U.S.", start, end) else None
    owned = OWNED.match(text, end, stop) if whose else None
    if whose and owned:
        alone = len(text[start : whose.start()].split()) > SAYS_NOTHING
        end = whose.start() if alone else owned.end()
    return start, end


def _with_negation(text: str, start: int, floor: int) -> int:
    negation = NEGATION.search(text, max(floor, start - 40), start)
    if not negation:
        denied = DENIED.search(text, max(floor, start - 140), start)
        if denied is None and MAY.match(text, start):
            denied = DENYING.search(text, max(floor, start - 140), start)
        return denied.start() if denied else start
    start = negation.start()
    helper = HELPER.search(text, max(floor, start - 12), start)
    return helper.start() if helper else start


def _with_name(text: str, start: int, end: int, stop: int) -> int:
    """Return the end moved on to the end of the name that the quote stops in."""
    while end < stop:
        begin = max(text.rfind(" ", start, end), text.rfind("\u00a0", start, end)) + 1
        last = text[max(begin, start) : end]
        if not last[:1].isupper() or last.isdigit():
            return end
        more = NAME.match(text, end, stop)
        if not more:
            return end
        end = more.end()
    return end


def _with_stop(text: str, start: int, end: int, stop: int) -> int:
    """Return the end with the full stop of an abbreviation, and without that of a sentence."""
    while end > start and text[end - 1] in ".!?…" and not _abbreviated(text, start, end - 1):
        end -= 1
    if end < stop and text[end] == "." and _abbreviated(text, start, end):
        end += 1
    address = DOTTED.match(text, end, stop)  # "travel.state.gov" is one word
    end = address.end() if address else end
    joined = JOINED.search(text, start, end)
    while joined and joined.start() > start:
        end = joined.start()
        joined = JOINED.search(text, start, end)
    while end > start and text[end - 1] in RIGHT:
        end -= 1
    return end


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """Tell whether the full stop at *dot* belongs to the word before it: "U.S.", "No.", "Gen."."""
    begin = max(text.rfind(" ", start, dot), text.rfind("\u00a0", start, dot), start - 1) + 1
    word = text[begin:dot].lstrip("(\"'“‘[").lower()
    return "." in word or word in ABBREVIATIONS
