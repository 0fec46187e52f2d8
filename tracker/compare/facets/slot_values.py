"""When a slot counts: a condition that is one, a term that is one, an amount of something, a means with a name.

A reader cuts slots out of quotes. Some are none by meaning: the trigger of a
deterrent, a duration, "as well as necessary supplies", the day of a past event, the
number in a name. What people coded counts as coded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.compare.facets.quote_evidence import is_specific
from tracker.compare.facets.value_parsing import is_money, parse_amount, parse_amounts, parse_deadline
from tracker.domain import Kind, Unit
from tracker.text.rates import speaks_of_a_rate

ABOUT_NOW = timedelta(days=7)  # "from tomorrow, 17 June" is the day of a decision, not a deadline
# Undertakings, demands and stances have conditions, terms and amounts; what a judgment names is past.
_FORWARD = frozenset("UDS")
_ESCAPE = re.compile(
    r"\b(?:as|where|when|if) (?:appropriate|possible|feasible|applicable|practicable)\b|\bin principle\b|\bsubject to\b|\bprovid(?:ed|ing) that\b"
    r"|\bunless\b|\bon (?:the )?condition\b|\bcontingent (?:on|upon)\b|\bconditional (?:on|upon)\b|\bwithout prejudice\b|\bonly (?:if|when|after|once)\b"
    r"|\b(?:in accordance|consistent) with (?:\w+ ){0,3}(?:law|laws|legislation|procedures)\b|\bin due course\b|\bshould \w+ fail\b"
    r"|경우에만|경우에 한|전제로|전제 하에|조건으로",
    re.IGNORECASE,
)
# What sets off a deterrent or a promise of help qualifies neither.
_TRIGGER = re.compile(
    r"\b(?:attack\w*|invad\w*|invasion|aggress\w*|incursion\w*|provocat\w*|provok\w*|violat\w*|escalat\w*|launch\w*|test\w*|strikes?|struck"
    r"|threat\w*|war|use(?:s|d)? (?:of )?(?:force|\w+ weapons?)|necessary|needed|required|asked|requested|comes? to (?:that|it)|cross\w*)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\bfor (?:a|an|some|the)\b.*\b(?:time|period|years?|months?|weeks?|days?|future|run|term)\b|\bfor as long as\b"
    r"|\b(?:until|till|through|throughout)\b.*\d"
    r"|\bby (?:the )?(?:end|beginning|start|middle) of\b|\bwithin\b.*\b(?:years?|months?|weeks?|days?|hours?)\b"
    r"|\b(?:by|before|no later than)\b.*\b(?:year|month|week|summit|meeting|session|conference)\b",
    re.IGNORECASE,
)
# How much there is by now, and what is still missing, is a figure of the day.
STANDS_AT = re.compile(
    r"\b(?:st(?:ood|ands?) (?:now |today |currently )?at|(?:is|are) (?:now|already|currently) (?:available|open|extended) to(?= \d)"
    r"|br(?:ing|ings|inging|ought) (?:the |our |its )?total|ha(?:s|ve) (?:now )?reached|(?:is|are|remains?) (?:\w+ )?(?:funded|financed|covered) (?:at|to)"
    r"|ha(?:s|ve) (?:(?:now|so far|already|only) )?been (?:received|disbursed|spent|collected|funded)(?! (?:at|by|with|as)\b))\b",
    re.IGNORECASE,
)
# A running total is a fact about what was given so far, and each tranche is an act of its own: no amounts of one thing.
_TOTAL = re.compile(
    rf"{STANDS_AT.pattern}|\b(?:total(?:l?ed|l?ing|s)?|so far|to date|cumulative|altogether|additional|drawdown|tranche|packages?|installment|rewards?)\b"
    r"|(?<!\S)총|누적|지금까지|추가",
    re.IGNORECASE,
)
_PACE = re.compile(
    r"\b(?:per|a|each|every) (?:month|week|quarter|year)\b|\bmonthly\b|\bannually\b", re.IGNORECASE
)
_REPLACED = re.compile(r"\b(?:rather than|instead of|down from|up from)\s+(?:the\s+)?$", re.IGNORECASE)
_SHARES = ("percent", "percentage point", "basis point")
# A time said in other words: what has one has not lost its term, nor what gets another gained one.
_TIME = re.compile(
    r"\b(?:this|next|coming|following|current) (?:\w+ )?(?:year|month|week|quarter|decade|session|spring|summer|autumn|fall|winter)s?\b"
    r"|\b(?:in|by|before|until) (?:the )?(?:\w+ )?(?:spring|summer|autumn|fall|winter)\b"
    r"|\b(?:by|until|before|in|within|through) (?:[\w-]+ ){0,4}(?:19|20|21)\d\d\b|\b(?:end|beginning|middle|half|quarter) of\b",
    re.IGNORECASE,
)
# When people next meet is the day of that meeting: a later edition puts nothing off.
_MEETING = re.compile(
    r"\b(?:summit|meetings?|dialogues?|rounds?|sessions?|conference|consultations?|ministerial|forum|visits?|exercises?|talks"
    r"|(?:re)?conven(?:e[sd]?|ing)|meet(?:s|ing)? (?:again|next)|host(?:s|ed|ing)?|to be held)\b"
    r"|회의|회담|협의|대화|포럼|방문|훈련|행사",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|hold(?:s|ing)?|held|host(?:s|ed|ing)?|(?:re)?conven(?:e[sd]?|ing)|meet|again|look(?:s|ed|ing)? forward|annual\w*|upcoming|participat\w+"
    r"|welcom\w+|launch\w*)\b"
    r"|차기|개최|열기로|열리|갖기로|만나기로|방문",
    re.IGNORECASE,
)
# "The next scheduled date for announcing the rate is 5 March": a diary.
_ANNOUNCING = re.compile(
    r"\bnext\b[^.;]{0,40}\b(?:dates?|announcements?|decisions?|assessments?|publications?)\b", re.IGNORECASE
)
# When minutes of a meeting appear is its diary too, and no promise that was put off.
_APPEARING = re.compile(
    r"\b(?:(?:the|its|their|these|full) minutes|minutes of (?:the|this|its)|summar(?:y|ies) of (?:the )?(?:opinions|deliberations|discussions?)|accounts? of the meeting)\b"
    r"[^.;]{0,100}\b(?:publish\w*|publication|released?|issued?|available|appear\w*|posted)\b|\bpress conference\b[^.;]{0,40}\b(?:be|is) held\b"
    r"|\b(?:publish\w*|releas\w+|issu\w+)\b[^.;]{0,40}\b(?:(?:the|its|their|full) minutes|minutes of (?:the|this|its))\b",
    re.IGNORECASE,
)
# How long prices or growth are thought to go on is an outlook, unless it is the policy itself that is spoken of.
_FORECAST = re.compile(
    r"\b(?:expect|anticipat|believ|project|forecast|judg|see)\w*\s+(?:that\s+)?(?:[\w’',-]+\s+){0,24}?"
    r"(?:inflation|prices?|growth|economy|activity|risks?|output|unemployment|employment|demand|exports|incomes?)\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:rates?|polic(?:y|ies)|stance|accommodati\w+|purchas\w+|holdings|reinvest\w*)\b", re.IGNORECASE
)
# Who may do what until when is how to, not what the issuer undertakes.
_APPLICATIONS = re.compile(
    r"\b(?:applications?|apply|register|registration|submissions?|eligib\w+|may (?:be able to |also |continue to )?(?:use|travel|enter|claim|renew|remain))\b",
    re.IGNORECASE,
)
# A bare month or year is a term after one of these; "the outlook going into 2032" is none.
_DATED_BY = re.compile(
    r"\b(?:by|before|until|till|through|throughout|in|on|within|than|during|beyond|from|end|start|beginning|middle|close|half|quarter) "
    r"(?:(?:the|of|early|late|mid) ){0,2}$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[A-Z][a-z]+,? )?\d{4}")
# "toward the 75th anniversary of the treaty in 2031": the year of the anniversary, by which nothing is due.
_ANNIVERSARY = re.compile(r"\b(?:anniversar\w+|jubilee|centenary)\b[^,;]*$", re.IGNORECASE)
_IN_A_YEAR = re.compile(r"(?:in|for|during) (\d{4})", re.IGNORECASE)
# What is renewed from term to term: it stands as it stood.
_RENEWED = re.compile(
    r"\b(?:continu\w+|renew\w*|exten(?:d|ds|ded|ding|sion)|prolong\w*|roll(?:s|ed|ing)? over|remain\w*|in (?:effect|force))\b",
    re.IGNORECASE,
)
# When a matter is taken up again, as it is each time, and when the next text appears.
_REVIEWED = re.compile(
    r"\bnext\b[^.;]{0,60}\b(?:released|published|issued|announced)\b|\b(?:revert|return|come back) to\b|\bunder review\b|\b(?:will|shall|to) (?:\w+ )?(?:review|reassess|re-examine|reconsider|take stock)\b",
    re.IGNORECASE,
)
# What is reported on, or decreed, for one year after the other.
_FOR_A_YEAR = re.compile(
    r"\b(?:publish|issue|submit|present|deliver)\w* (?:\w+ ){0,3}?report\b|\byear ending\b", re.IGNORECASE
)
ROUGHLY = timedelta(days=31)  # a notice of renewal comes a little earlier or later than the last
# What gives a term anew as the last one ends: what it gives is how long from now, not the day.
_TERM_ANEW = re.compile(r"\b(?:exten(?:d|ds|ded|ding|sion)|renew\w*|prolong\w*)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\b(?: such time as)?([^,;.]*)", re.IGNORECASE)
_LASTING = re.compile(r"\bfor as long as (?:it takes|necessary|needed|required|possible)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidValue:
    """A slot that counts, "" where there is none, with the quote it stands in."""

    text: str
    quote: str
    given: bool = False  # the slot is filled, whether it counts or not: what is there was not lost
    coded: bool = False  # by people, who cut quotes by one rule
    day: date | None = None  # of publication, where it counts
    beside: tuple[str, ...] = field(default=(), compare=False)  # the quotes of the other units of the release

    def __str__(self) -> str:
        """Return the words of the slot."""
        return self.text


def _is_coded(unit: Unit) -> bool:
    """Return whether people coded *unit*: their slots are what they say."""
    return unit.confidence is None


def condition_of(unit: Unit) -> SaidValue:
    """Return the condition or escape clause of *unit*; inside a warning, and in a judgment, it is none."""
    text = unit.facets.condition
    counts = unit.kind is not Kind.U_WARN and (
        _is_coded(unit) or (unit.facets.family in _FORWARD and _is_condition(text, unit.quote))
    )
    return SaidValue(text if counts else "", unit.quote, bool(text), _is_coded(unit))


def _is_condition(text: str, quote: str) -> bool:
    if not text or re.search(rf"\bas well {re.escape(text)}", quote, re.IGNORECASE):
        return False
    return bool(_ESCAPE.search(text)) and not _TRIGGER.search(text)


def term_of(unit: Unit, day: date | None = None, beside: Sequence[Unit] = ()) -> SaidValue:
    """Return by when, or how long, *unit* is to hold; a date before *day*, that of publication, or within a week of it, is of what is done now.

    *beside* are the units of its release.
    """
    quotes = tuple(other.quote for other in beside if other.id != unit.id)
    text = unit.facets.deadline
    on = parse_deadline(text)
    past = bool(on and day and on < day + ABOUT_NOW)
    lasting = _LASTING.search(unit.quote) if not text else None
    if lasting and unit.facets.family in _FORWARD:
        return SaidValue(lasting[0], unit.quote, given=True, day=day, beside=quotes)
    counts = _is_coded(unit) or (
        unit.facets.family in _FORWARD
        and not past
        and not _APPLICATIONS.search(unit.quote)
        and not _only_dates(text, unit.quote)
        and not (_FORECAST.search(unit.quote) and not _POLICY.search(unit.quote))
        and not (_MEETING.search(unit.quote) and _NEXT.search(unit.quote))
        and not (_ANNOUNCING.search(unit.quote) or _APPEARING.search(unit.quote))
        and bool(on or _TERM.search(text))
    )
    given = bool(text) or (not _is_coded(unit) and bool(_TIME.search(unit.quote)))
    return SaidValue(text if counts else "", unit.quote, given, _is_coded(unit), day, quotes)


def until_of(unit: Unit) -> str:
    """Return what must have come about before *unit* ends: the words behind "until", where they are no date."""
    found = _UNTIL.search(unit.quote) if unit.facets.family in _FORWARD else None
    return found[1].strip() if found and not re.search(r"\d", found[1]) else ""


def _only_dates(text: str, quote: str) -> bool:
    """Return whether *text* is a month or year that dates what *quote* speaks of: nothing before it says by when."""
    lead = quote[: max(0, quote.rfind(text))]
    if _ANNIVERSARY.search(lead) and (_BARE.fullmatch(text) or _IN_A_YEAR.fullmatch(text)):
        return True
    return bool(_BARE.fullmatch(text)) and not _DATED_BY.search(lead)


def is_renewal(before: SaidValue, after: SaidValue) -> bool:
    """Return whether a term only moved on by as much time as passed between the two texts, of what is renewed each time, or is pledged each year.

    So is the day on which a matter is looked at again, once that has come. What is renewed as its term ends, for less time than it was given before, has a later day and is no longer: nor is that a term that grew.
    """
    if is_of_next_time(before, after):
        return True
    old, new = parse_deadline(before.text), parse_deadline(after.text)
    if not (old and new and before.day and after.day and _RENEWED.search(after.quote)):
        return False
    ends = bool(_TERM_ANEW.search(after.quote)) and abs(after.day - old) <= ROUGHLY
    shorter = ends and new - after.day < old - before.day
    return new > old and (shorter or abs((new - old) - (after.day - before.day)) <= ROUGHLY)


def is_of_next_time(before: SaidValue, after: SaidValue) -> bool:
    """Return whether a later day is the next one of what comes each time: a sum for a year, a review or a report, once the day before has come."""
    if is_pledged_yearly(before, after):
        return True
    old, new = parse_deadline(before.text), parse_deadline(after.text)
    if not (old and new and after.day):
        return False
    if not (old < new and old <= after.day + ROUGHLY):
        return False
    is_next_year = (old.month, old.day, old.year + 1) == (new.month, new.day, new.year)
    return bool(_REVIEWED.search(after.quote) or (is_next_year and _FOR_A_YEAR.search(after.quote)))


def is_pledged_yearly(before: SaidValue, after: SaidValue) -> bool:
    """Return whether a sum for one year ("will provide $2 billion in 2031") is said anew for the next, with half of that year over: it is not late."""
    years = [_IN_A_YEAR.fullmatch(value.text) for value in (before, after)]
    if not (years[0] and years[1] and after.day and _names_money(before.quote) and _names_money(after.quote)):
        return False
    year = int(years[0][1])
    return after.day >= date(year, 7, 1) and int(years[1][1]) == year + 1


def _names_money(quote: str) -> bool:
    return any(is_money(amount.unit) for amount in parse_amounts(quote))


# "the frozen assets ($769 million) will remain frozen": what is there is worth so much, and nobody promises it.
_HELD = re.compile(r"\b(?:assets|holdings|reserves|funds|frozen|immobili[sz]ed|stock)\b", re.IGNORECASE)
_STATE_OF = re.compile(r"[^()]*\) (?:will|shall|would|must|should|is|are|remains?)\b")


def amount_of(unit: Unit) -> SaidValue:
    """Return how much *unit* is about, where that can be read; the number in a name ("COVID-19") is no amount."""
    text, quote = _now_said(unit.facets.amount, unit.quote), unit.quote
    at = quote.find(text) if text else -1
    in_name = at > 0 and re.search(r"[A-Za-z][-–]$", quote[:at]) is not None
    held = at > 0 and _HELD.search(quote, 0, at) is not None and quote[:at].endswith("(")
    valued = held and _STATE_OF.match(quote, at) is not None
    paced = bool(_PACE.search(quote))  # so much a month: more of it is more, and no further tranche
    counts = _is_coded(unit) or (
        unit.facets.family in _FORWARD and not in_name and not valued and (paced or not _TOTAL.search(quote))
    )
    amount = parse_amount(text)
    if amount and amount.unit in _SHARES and speaks_of_a_rate(quote) and not _is_coded(unit):
        counts = False  # where a rate stands is compared by decisions on it
    read = amount or (paced and parse_amounts(text))
    return SaidValue(text if counts and (_is_coded(unit) or read) else "", quote, bool(text), _is_coded(unit))


def _now_said(text: str, quote: str) -> str:
    """Return the amounts of *text*, a slot of *quote*, without those that another takes the place of: "rather than $40 billion"."""
    kept, at = list[str](), 0
    for amount in text.split("; "):
        at = max(at, quote.find(amount, at))
        if not _REPLACED.search(quote[:at]):
            kept.append(amount)
        at += len(amount)
    return "; ".join(kept) or text


def means_of(unit: Unit) -> SaidValue:
    """Return by what means *unit* is to be done, where they are named."""
    text = unit.facets.instrument
    counts = is_specific(text) and (_is_coded(unit) or unit.facets.family in ("U", "D"))
    return SaidValue(text if counts else "", unit.quote, bool(text), _is_coded(unit))
