"""Whether a statement is an act of those it is ascribed to, taken in the text itself: fitted to judged statements. Pure.

    statement and its sentence ─► evidence ─► weighted sum ─► probability

What a text tells of what others do, of what was done before, or of how things will be is no new commitment of who issues it;
nor is what a government asks its parliament for. The sum is fitted by ``python -m training.news.own_acts`` and stands in
``own_acts.json`` beside this module. A statement in Korean was never judged, and nothing is held against it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tracker.domain import Release, Unit
from tracker.link.pairs.pair_model import load_sum, probability
from tracker.text.content_words import MEMBERS, is_state, party_code, party_codes
from tracker.text.dates import MONTHS
from tracker.text.sentence_bounds import sentence_start

FILE = "own_acts.json"  # beside this module
NAMES = tuple(
    "nobody thing requested perfect past promise outlook earlier today relative demand stance level confidence".split()
)
OPENING = 80  # characters of a statement that hold its verb
SUBJECT = 6  # words with which a sentence names whose a thing is: "The Government of the United Kingdom"
HANGUL_SHARE = 4  # of the letters of a statement in Korean one in four at least is Hangul
UNKNOWN = 0.8  # confidence of a statement that has none
_HANGUL = re.compile(r"[가-힣]")
# "The Memorandum provides", "GDCP will", "some of these activities": it opens with a thing, not with a verb.
_THING = re.compile(r"(?:The|An?|This|These|Those|Some|Many|All|Our|Its|[A-Z][\w’.-]*[A-Z][\w’.-]*)\b")
# "The Canadian …", "The Government of Canada", "Canada’s …": whose a thing is that a sentence opens with.
_BELONGS = re.compile(
    r"The (?:Government|Republic|Kingdom) of (?:the )?[A-Z][\w’.-]*(?: [A-Z][\w’.-]*)?|The (?:[A-Z]\w+(?:ian|ean|ican|dian|ese|ish)|French|German|Dutch|Greek|Thai|Swiss|Czech|Iraqi|Israeli|U\.S\.)\b"
    r"|(?:The )?[A-Z]\w+(?: [A-Z]\w+)?[’']s\b"
)
# What a government asks its parliament for.
_REQUESTED = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]his|Year|President’s|20\d\d) (?:[Bb]udget )?(?:Budget|[Rr]equest)(?! of\b)|[Aa]ppropriations?"
    r"|(?:we|it|he|Budget) (?:propose|request)\w*|would)\b"
)
_BUDGET = re.compile(r"\b(?:budget|appropriations)\b", re.IGNORECASE)  # in a title
_PERFECT = re.compile(r"\b(?:has|have|had|having|already)\b", re.IGNORECASE)
_PAST = re.compile(
    r"(?:(?:also|jointly|today|further|and|then|we|We|I|The|the|of|[A-Z][\w.’-]*,?) ){0,6}(?:\w+ly )?(?!United\b|Armed\b|[Nn]eed\b)(?:\w{2,}ed|made|gave|took|laid|put|set|met|sent)\b"
)
_PROMISE = re.compile(
    r"\b(?:will|shall|commit\w*|pledg\w+|intends?|plans?|agree\w*|undertake\w*|resolve\w*)\b", re.IGNORECASE
)
_OUTLOOK = re.compile(
    r"\b(?:expect\w*|anticipat\w+|hop\w+|believ\w+|highlight\w*|hail\w*|estimat\w+|could|(?-i:may)|aims?|target\w*|ambition|goal|not(?:e|ed|es|ing)"
    r"|recall\w*)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:ago|since|earlier|previously|last (?:week|month|year|\w+day))\b", re.IGNORECASE)
_MONTH = "|".join(MONTHS)
# "3 April 2031", "April 3, 2031", "in May", "since 2029"; what is to be done by a month is ahead.
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})\s+)?({_MONTH})\b(?!\s+(?:be|have|also|not|well)\b)(?:\s+(\d{{1,2}})\b(?!\d))?(?:,?\s+((?:19|20)\d\d)\b)?|\b(?:in|since|of)\s+((?:19|20)\d\d)\b"
)
_AHEAD = re.compile(
    r"\b(?:by|until|before|through|till)\s+(?:(?:the\s+)?(?:end|middle|start|beginning)\s+of\s+|early\s+|mid-?\s*|late\s+)?$",
    re.IGNORECASE,
)
NEAREST = 6  # months: December of January is that of the year before
RECENT = 2  # days: what was done that shortly before is of the day
# "As the President announced shortly after taking office, …": the text says itself that it is no news.
_ANNOUNCED = re.compile(
    r"\W*as\b[^.;,]{0,80}\b(?:announced|said|pledged|committed|promised|stated|outlined|agreed)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|this (?:week|morning)|hereby|now)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|who|that)\s*$")
_NEAR = 24  # characters before a statement, or a day, that hold an auxiliary of its verb, or "by the end of"


def own_act_evidence(unit: Unit, release: Release, text: str) -> tuple[float, ...]:
    """Return what speaks for and against an act of the speakers of *unit*, in the order of NAMES; *text* is that of its revision in *release*.

    Whether its sentence names who speaks, opens with a thing instead, asks for something, tells of what was done, promises, looks ahead, names an
    earlier day or today; whether it hangs on "which"; its kind, its level, and how sure the reader is of it.
    """
    quote = " ".join(unit.quote.split())
    before = " ".join(text[sentence_start(text, unit.start)[0] : unit.start].split())
    sentence = f"{before} {quote}"
    opening = quote[:OPENING]
    nobody = not any(slot.name == "speakers" for slot in unit.slots)
    return (
        float(nobody),
        float(nobody and bool(_THING.match(quote))),
        float(bool(_REQUESTED.search(sentence) or _BUDGET.search(release.title))),
        float(bool(_PERFECT.search(f"{before[-_NEAR:]} {quote[: OPENING // 2]}"))),
        float(bool(_PAST.match(quote))),
        float(bool(_PROMISE.search(opening))),
        float(bool(_OUTLOOK.search(opening))),
        float(bool(_EARLIER.search(sentence) or names_earlier_day(sentence, release.published_on))),
        float(bool(_TODAY.search(sentence))),
        float(bool(_RELATIVE.search(before))),
        float(unit.facets.family == "D"),
        float(unit.facets.family in "SE"),
        unit.facets.level / 5,
        unit.confidence if unit.confidence is not None else UNKNOWN,
    )


def names_earlier_day(sentence: str, day: date | None) -> bool:
    """Say whether *sentence* names a day, month or year before *day*, of which a few days before are part.

    >>> names_earlier_day("On April 8, Norvale pledged", date(2031, 4, 19)), names_earlier_day("by April 8", date(2031, 4, 2))
    (True, False)
    """
    if day is None:
        return False
    near = day - timedelta(days=RECENT)
    told = (
        found
        for found in _DAY.finditer(sentence)
        if not _AHEAD.search(sentence[max(0, found.start() - _NEAR) : found.start()])
    )
    return any(_last_day(found, day) < near for found in told)


def _last_day(found: re.Match[str], day: date) -> date:
    """Return the last day of the day, month or year *found*; a month without a year is the one nearest to *day*."""
    before, name, behind, named, alone = found.groups()
    if alone:
        return date(int(alone), 12, 31)
    month = MONTHS.index(name) + 1
    nearest = day.year + (month - day.month < -NEAREST) - (month - day.month > NEAREST)
    year = int(named or nearest)
    last = monthrange(year, month)[1]
    return date(year, month, max(1, min(int(before or behind or last), last)))


def _is_of_another(unit: Unit, text: str) -> bool:
    """Say whether who is named as speaker, or what the sentence opens with, belongs to a state that is not among the speakers of *unit*.

    What "the Canadian Harbour Fund" or "the Government of Canada" will pay is no act of Sweden; "the Ukraine Recovery Fund" is called
    after whom it is for. *text* is that of the revision.
    """
    opening = next((text[one.start : one.end] for one in unit.slots if one.name == "speakers"), "")
    if not opening:
        words = text[sentence_start(text, unit.start)[0] : unit.end].split()
        opening = " ".join(words[:SUBJECT])
    belongs = _BELONGS.match(opening)
    speaking = {party_code(name) for name in unit.facets.speakers}
    speaking = speaking.union(*(MEMBERS.get(code, ()) for code in speaking))
    named = set(filter(is_state, party_codes(belongs[0]))) if belongs else set()
    return bool(speaking and named) and not named & speaking


def own_act(unit: Unit, release: Release, text: str) -> float:
    """Return how likely *unit* is an act of its speakers in *release*, that says it, 0 to 1.

    *text* is that of its revision; where it is not at hand, "", nothing is held against a statement.
    """
    if not text or HANGUL_SHARE * len(_HANGUL.findall(unit.quote)) > len(unit.quote):
        return 1.0
    before = text[sentence_start(text, unit.start)[0] : unit.start]
    if _ANNOUNCED.match(before) or _is_of_another(unit, text):
        return 0.0
    return probability(
        load_sum("reports.digest.news.statements", FILE, NAMES).of(own_act_evidence(unit, release, text))
    )
