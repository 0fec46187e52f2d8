"""What a text tells of earlier years: "In 2015, we signed the pact" undertakes nothing now (coding guide, section 2)."""

from __future__ import annotations

import re

from tracker.text.dates import MONTHS

_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = rf"(?:in|on|during|at|since|back in)\s+(?:the\s+|early\s+|late\s+|mid-)?(?:[\w’'.-]+\s+){{0,5}}?(?:{_MONTH}\s+)?(?:\d{{1,2}},\s+)?{_YEAR}"
BEFORE = re.compile(
    rf"\W*(?:[Bb]ack )?(?i:{_DATE})[^.;]*$"
)  # opens the sentence: "In March 2024, Norvale | announced"
WITHIN = re.compile(rf"\s(?!(?i:since)\b)(?i:{_DATE})")
_IRREGULAR = (
    r"made|gave|led|began|set|sent|put|took|brought|built|held|met|won|cut|left|laid|kept|became|undertook"
)
DONE = re.compile(
    rf"(?:[\w’'.&()-]+\s+){{0,6}}?(?:also\s+|jointly\s+|first\s+)?(?P<verb>[a-z]+ed|{_IRREGULAR})\b"
)
# A date behind one of these is that of the act; behind "reaffirmed" or "committed" it is that of something spoken of.
ACTS = frozenset(
    """
    signed designated identified established launched created announced concluded declared adopted founded formed opened led
    """.split()
)
GOES_ON = re.compile(r"\b(?:must|shall)\b")  # "the emergency declared in 1995 must continue"
NOT_DONE = re.compile(
    r"\b(?:will|shall|would|is|are|to|must|should|can|may|committed|determined|that|which|who)\b"
)


def is_old_fact(text: str, begin: int, start: int, end: int, year: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, only tells what was done in a year before *year*."""
    done = DONE.match(text, start, end)
    if not done or NOT_DONE.search(text, start, done.start("verb")) or GOES_ON.search(text, done.end(), end):
        return False
    dated = BEFORE.match(text[begin:start])
    if not dated and done["verb"] in ACTS:
        dated = WITHIN.search(text, done.end(), end)
    return dated is not None and int(dated["year"]) < year
