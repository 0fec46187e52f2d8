"""A decision on a policy rate as values: which, in which direction, by how much, to what.

The words are those central banks use of themselves ("decided to raise its target for
the federal funds rate by 25 basis points to 5 percent"). What cannot be read is left
empty, never guessed. Who voted how is no part of the decision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

REMEMBERED = 4096  # quotes

# Rates that follow the one that a board meets for.
SECOND_RATES = frozenset(("discount rate", "primary credit rate", "interest rate on reserve balances"))
RAISED, LOWERED, HELD, SET = "raised", "lowered", "held", "set"
_POINTS_A_PERCENT = 100

_NUMBER = r"-?\d+(?:[-\s]\d+/\d+|/\d+|\.\d+)?"
_PERCENT = r"(?:percent|per\s?cent|%)"
# What is decided on: a named rate. The words before "rate" that say which one, and rates known by their initials.
_WHICH = (
    r"(?:federal|funds|discount|primary|credit|policy|repo|repurchase|reverse|deposit|lending|refinancing|key|base|bank|cash|overnight"
    r"|interest|main|official|reference|benchmark|target|marginal|standing|facility|operations|monetary|loan|prime|RRP)"
)
_RATE = re.compile(
    rf"\b(?-i:(?!VAT|TAX|GST|HIV)[A-Z]{{2,4}}-Rate)\b|\bCCyB\b(?:\s+(?:rate|requirement)\b)?|\bcounter-?cyclical\s+(?:capital\s+)?buffer\b(?:\s*\([A-Za-z]{{2,5}}\))?(?:\s+(?:rate|requirement)\b)?"
    rf"|\b({_WHICH}(?:[\s-]+{_WHICH})*)(?:\s*\((?:[A-Z]{{2,5}}|{_WHICH}(?:[\s-]+{_WHICH})*)\))?\s+rates?\b|\bBank\s+Rate\b|\bSARON\b|\b(?:OPR|OCR)\b",
    re.IGNORECASE,
)
# A rate that has a name of its own ("the Selic rate"), where a board decides on it to a level.
_NAMED_RATE = re.compile(
    r"\b(?:decided|decides|voted|agreed)\b[^.;]{0,40}?\b(?:[Rr]ais|[Ll]ower|[Ii]ncreas|[Rr]educ|[Cc]ut|[Ll]ift|[Hh]ik|[Kk]eep|[Mm]aintain|[Ll]eav|[Hh]old)(?:e|ing)?\s+(?:the\s+)?"
    r"(?!Exchange|VAT|GST|Corporate|Poverty|Income|Participation|Interchange|Tax|Growth|Inflation|Unemployment|Mortgage|Birth|Swap|Tariff|Duty|Contribution|Savings?|Wage)(?P<name>[A-Z][A-Za-z]{2,}\s+rate)\b(?=.{0,80}(?:p\.\s?a\.|per (?:year|annum)|basis points?|percentage points?))"
)
_MAY_NAME = re.compile(
    r"rate|reserve|saron|opr|ocr|cyclical|ccyb", re.IGNORECASE
)  # asked first: few quotes do
_CALLED = {"opr": "overnight policy rate", "ocr": "official cash rate"}
# Interest a bank pays or takes, whatever it is called.
_INTEREST = re.compile(
    r"\b(?:deposits?|lending|loans?|repos?|rediscount|facilit(?:y|ies)|operations?)\b.*\d\s*(?:percent|per\s?cent|%)\s+(?:per\s+(?:year|annum)|p\.\s?a\.)"
    r"|\d\s*(?:percent|per\s?cent|%)\s+(?:per\s+(?:year|annum)|p\.\s?a\.).*\b(?:deposits?|lending|loans?|repos?|rediscount|facilit(?:y|ies)|operations?)\b",
    re.IGNORECASE | re.DOTALL,
)
_ON_RESERVES = re.compile(
    r"\binterest\s+rate\s+(?:paid\s+)?on\s+(?:required\s+and\s+excess\s+)?reserve\s+balances\b", re.IGNORECASE
)
_RESERVES = re.compile(r"\bdegree\s+of\s+pressure\s+on\s+(?:bank\s+)?reserve\s+positions\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|lift(?:s|ed|ing)?|hik(?:e|es|ed|ing))\b", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:lower(?:s|ed|ing)?(?! (?:end|bound|limit)\b)|reduc(?:e|es|ed|ing|tion|tions)|cut(?:s|ting)?|decreas(?:e|es|ed|ing)|eas(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\b(?:keep(?:s|ing)?|kept|maintain(?:s|ed|ing)?|leav(?:e|es|ing)|left|hold(?:s|ing)?|held|retain(?:s|ed|ing)?|unchanged"
    r"|remains?\s+appropriate|no\s+change)\b",
    re.IGNORECASE,
)
_SET = re.compile(r"\b(?:establish(?:es|ed|ing)?|set(?:s|ting)?)\b", re.IGNORECASE)
# A decision, not a view of what may come: a verb of deciding, a plain "will raise", or a quote that begins with the act, an item of a list of what
# was decided ("to lower the policy rate to 5 percent") where it gives the level.
_ACT = r"(?:rais|lower|increas|reduc|cut|lift|hik|decreas|eas|keep|kept|maintain|leav|left|hold|held|retain|establish|set)(?:e|es|ed|s|ing|t|ting)?"
_DECIDES = re.compile(
    rf"\b(?:decid(?:e|es|ed)|decision\s+(?:is|was)\s+to|vot(?:e|es|ed)|approv(?:e|es|ed)|agreed(?:\s+on\s+\d[^,;.]{{2,30}}?)?\s+to)\b|\b(?:will|has|have|is|are|hereby|today)\s+{_ACT}\b"
    rf"|^\W*(?:also\s+|today\s+)?{_ACT}\b|^\W*to\s+(?!set|establish){_ACT}\s+(?:the\s+|its\s+)?(?:{_WHICH}[\s-]+){{1,5}}rates?\b(?!\s+(?:on|for|was|were|of)\b)(?!.*\b(?:or\s+to|was\s+proposed|were\s+proposed)\b)(?=[^;]{{0,60}}\b(?:to|at|of)\s+{_NUMBER}\s*{_PERCENT}(?!age))|\breaffirm\w*\b.*\bremains?\s+appropriate\b|\bmade\s+no\s+change\b|\bremains?\s+unchanged\b"
    r"|\bmeeting,?\s+(?:held\s+)?today\b[^.;]{0,160}?\b(?:kept|left|held|lowered|raised|cut|increased|reduced|maintained)\b",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(
    r"\b(?:anticipat\w+|expect\w*|likely|unlikely|(?-i:may)|might|would|could|should|stands?\s+ready|prepared|prefer\w*|if|unless|until|when|how\s+long"
    r"|appropriate\s+to|discuss\w*|consider\w*|intend\w*|plan\w*|projected|path|case\s+for|warrant\w*|dissent\w*)\b",
    re.IGNORECASE,
)
# What is done as was foretold is done: "in line with what had been anticipated in March", "as expected".
_FORETOLD = re.compile(
    r",?\s*\b(?:as\s+(?:had\s+been\s+|has\s+been\s+|was\s+|were\s+|is\s+)?(?:\w+ly\s+)?|(?:in\s+line|in\s+accordance|consistent)\s+with\s+(?:what\s+(?:had\s+been|was)\s+|its\s+|the\s+|market\s+)?(?:\w+ly\s+)?)"
    r"(?:anticipated|expected|planned|projected|intended|expectations|plans)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
# Members vote for another rate than the board decides on, who they are in the quote or in front of it.
_VOTED_FOR = re.compile(r"\bvoted\s+in\s+favou?r\s+of\b", re.IGNORECASE)
_BOARD_VOTED = re.compile(
    r"\b(?:Committee|Board|Council|MPC|Bank)(?:,[^,;]{2,40},)?\s+(?:\w+ly\s+)?voted\s+in\s+favou?r\s+of\b|\b[Aa]ll\b[^,.;]{0,30}\bmembers\b[^,.;]{0,40}\svoted\s+in\s+favou?r\s+of\b"
)
_MEMBERS_OF = re.compile(r"\bmembers?\s+of\s+the\b", re.IGNORECASE)
# What follows these is another statement in the same quote.
_MORE = re.compile(r"\band\s+(?:currently\s+|continues\s+to\s+)?anticipates?\b|;")
# What a bank tells of others, or of what it did before.
_TOLD_OF = re.compile(
    r"\bnot(?:e|es|ed|ing) that\b|\brecall\w*\b|\bsince\b|\b(?:previous|last|earlier) (?:meeting|decision|month|year|week)\b|\b(?:has|have|had) (?:\w+ ){0,2}"
    r"(?:raised|lowered|cut|increased|reduced|lifted|hiked|kept|held)\b",
    re.IGNORECASE,
)
_BANK = re.compile(r"\b(?:Federal Reserve|European Central Bank|ECB|Bank of [A-Z]\w+(?: [A-Z]\w+)*)\b")
_SYMBOLS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
_SYMBOL = re.compile(r"(?:(?<=\d)(\s?))?([½¼¾⅛⅜⅝⅞])")
_WORDS = {"half": "1/2", "quarter": "1/4", "three-quarters": "3/4", "three quarters": "3/4", "one": "1"}
_STEP_IN_WORDS = re.compile(
    r"\b(half|three[-\s]quarters|quarter|one)\b(?:\s+(?:of\s+)?an?)?[\s-]+(percentage[\s-]+point)",
    re.IGNORECASE,
)
_STEP = re.compile(
    rf"\b(?:by\s+)?({_NUMBER})[\s-]*(basis[\s-]*points?|bps?\b|b\.\s?p\.|percentage[\s-]*points?)(?!\w)(?!\s+(?:above|below|over|under)\b)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    rf"\b(?:to|at|of)\s+(?:a\s+range\s+of\s+)?({_NUMBER}(?:\s+(?:to|and)\s+{_NUMBER})?)[\s-]*{_PERCENT}(?!age)",
    re.IGNORECASE,
)
_NOW = re.compile(rf"\bcurrent\s+({_NUMBER}(?:\s+to\s+{_NUMBER})?)[\s-]*{_PERCENT}\s+target\b", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s+({_NUMBER}(?:\s+to\s+{_NUMBER})?)[\s-]*{_PERCENT}(?!age)", re.IGNORECASE)
# What the text itself says is no turn: it goes on with what it did.
_GOES_ON = re.compile(
    r"\b(?:again|further|another|additional|continu\w+\s+to\s+(?:normali[sz]e|tighten|ease|keep|hold|maintain|leave|raise|increase|lower|reduce)"
    r"|continuing|still|remains?\s+(?:appropriate|consistent))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RateLevel:
    """Where a rate stands, in percent: one number, or the two ends of a range.

    *places* are the digits behind the point that the text writes: 6.50 is no other level than 6-1/2.
    """

    low: Fraction
    high: Fraction
    places: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Return it in words, as the text writes it: "2 percent", "0 to 1/4 percent", "6.50 percent"."""
        low, high = (
            f"{float(end):.{self.places}f}" if self.places else _number(end) for end in (self.low, self.high)
        )
        return f"{low if low == high else f'{low} to {high}'} percent"


@dataclass(frozen=True, slots=True)
class RateDecision:
    """What was decided on one rate. *step* is in basis points; None where the text does not say."""

    what: str  # "federal funds rate", "discount rate", "pressure on reserve positions"
    direction: str  # raised, lowered, held, set
    level: RateLevel | None  # where it stands afterwards
    step: Fraction | None
    start: Fraction | None = None  # where it stood until then, in percent, as the text itself has it
    goes_on: bool = False  # the text says that this is no turn: "again", "further", "remains appropriate"

    def __str__(self) -> str:
        """Say the decision in words: "federal funds rate lowered by 50 basis points to 2 percent"."""
        return f"{self.what} {self.moved}"

    @property
    def moved(self) -> str:
        """Which way, by how much and to where: "lowered by 50 basis points to 2 percent"."""
        to = f" {'at' if self.direction in (HELD, SET) else 'to'} {self.level}" if self.level else ""
        return f"{self.act}{to}"

    @property
    def act(self) -> str:
        """Which way, and by how much: "lowered by 50 basis points"."""
        by = f" by {_number(self.step)} basis points" if self.step is not None else ""
        return f"{self.direction}{by}"


def _number(value: Fraction) -> str:
    if value < 0:
        return f"-{_number(-value)}"
    whole, part = divmod(value, 1)
    if not part:
        return str(whole)
    if part.denominator in (2, 4, 8):
        return f"{whole}-{part}" if whole else str(part)
    return f"{float(value):g}"


@lru_cache(maxsize=REMEMBERED)
def rate_decision(quote: str) -> RateDecision | None:
    """Return the decision *quote* states, or None where it states none, or only an outlook or a condition.

    >>> str(rate_decision("decided today to lower its target for the federal funds rate by 50 basis points to 2 percent"))
    'federal funds rate lowered by 50 basis points to 2 percent'
    >>> str(rate_decision("decided to increase the Selic rate by 0.50 percentage point to 14.25% p.a."))
    'selic rate raised by 50 basis points to 14.25 percent'
    >>> rate_decision("anticipates that it will be appropriate to raise the target range for the federal funds rate") is None
    True
    """
    if not _MAY_NAME.search(quote):
        return None
    plain = _plain(quote)
    rate, reserves = _rate_in(plain), _RESERVES.search(plain)
    clause = _MORE.split(plain, maxsplit=1)[0]
    if (
        not (rate or reserves)
        or not _DECIDES.search(clause)
        or _OUTLOOK.search(clause if _WILL.search(clause) else _FORETOLD.sub("", clause))
        or _is_of_members(clause)
    ):
        return None
    direction = _direction(clause)
    if not direction:
        return None
    goes_on = bool(_GOES_ON.search(clause))
    if rate is None:
        return RateDecision("pressure on reserve positions", direction, None, None, None, goes_on)
    level, step, start = (
        _NOW.search(clause) or _LEVEL.search(clause),
        _STEP.search(clause),
        _FROM.search(clause),
    )
    if level and rate and _is_of_a_rate_before(clause, rate, level.end()):
        return None
    after = _percent(level[1]) if level else None
    size = _points(step[1], step[2]) if step and direction != HELD else None
    if size is None and direction != HELD and (spelt := _STEP_IN_WORDS.search(clause)):
        size = _points(_WORDS[spelt[1].lower()], spelt[2])
    stood = _percent(start[1]).high if start else None
    if size is None and stood is not None and after:
        size = abs(after.high - stood) * _POINTS_A_PERCENT
    if stood is None and after:
        stood = _stood(direction, after.high, size)
    if direction == SET and after is None and size is None:
        return None  # how a rate follows another: "75 basis points above the lower end of the range"
    on_reserves = _ON_RESERVES.search(plain)
    what = (
        "interest rate on reserve balances"
        if on_reserves and plain.find(rate) == on_reserves.start()
        else _name(rate)
    )
    return RateDecision(what, direction, after, size, stood, goes_on)


def _is_of_a_rate_before(clause: str, rate: str, level_ends: int) -> bool:
    """Say whether the first level in *clause* is of a rate that is named before the clause begins: "is kept at 10.50 percent, and the deposit rate at 7.50 percent"."""
    named = clause.find(rate)
    return named >= level_ends and _LEVEL.search(clause, named) is not None


def _is_of_members(clause: str) -> bool:
    """Say whether *clause* tells for what members voted, and not all of a board."""
    if not _VOTED_FOR.search(clause):
        return False
    board = _BOARD_VOTED.search(clause)
    return board is None or bool(_MEMBERS_OF.search(clause) and not board[0].casefold().startswith("all"))


def _plain(quote: str) -> str:
    """Return *quote* on one line, with plain hyphens, the sign of minus among them, and fractions in figures."""
    plain = " ".join(re.sub("[‐-―−]", "-", quote).split())
    return _SYMBOL.sub(lambda found: f"{'' if found[1] is None else '-'}{_SYMBOLS[found[2]]}", plain)


def own_rate_decision(quote: str, issuer: str) -> RateDecision | None:
    """Return the decision that *quote* states as one of *issuer*'s own of its day; None where it tells of another bank, of what was decided before, or where another verb stands nearer to the rate.

    >>> own_rate_decision("noted that the Federal Reserve decided to raise the federal funds rate to 5 percent", "Bank of Estmark") is None
    True
    >>> str(own_rate_decision("decided to raise its policy rate to 5 percent", "Bank of Estmark"))
    'policy rate raised to 5 percent'
    """
    decision = rate_decision(quote)
    if decision is None or _TOLD_OF.search(quote):
        return None
    if issuer != "FOMC" and any(bank.casefold() not in issuer.casefold() for bank in _BANK.findall(quote)):
        return None
    plain = _plain(quote)
    rate = _rate_in(plain)
    before = plain[: plain.find(rate)] if rate else ""
    acts = [
        (found.start(), name)
        for pattern, name in ((_UP, RAISED), (_DOWN, LOWERED), (_STAY, HELD), (_SET, SET))
        for found in pattern.finditer(before)
    ]
    nearest = max(acts)[1] if acts else decision.direction
    return decision if SET in (nearest, decision.direction) or nearest == decision.direction else None


def _stood(direction: str, after: Fraction, size: Fraction | None) -> Fraction | None:
    """Return where a rate stood before a decision; None where the text does not give it."""
    if direction == HELD:
        return after
    if size is None or direction not in (RAISED, LOWERED):
        return None
    return after + (size if direction == LOWERED else -size) / _POINTS_A_PERCENT


def speaks_of_a_rate(quote: str) -> bool:
    """Return whether a percentage in *quote* may be the level of a rate: it is no amount of anything.

    >>> speaks_of_a_rate("Overnight deposits: 4.50 percent per year"), speaks_of_a_rate("will cut its tariff to 5 percent")
    (True, False)
    """
    return bool(_RATE.search(quote) or _INTEREST.search(quote))


def level_in(text: str) -> RateLevel | None:
    """Return the first level of a rate in *text*, "at 5 percent"; None where there is none.

    >>> str(level_in("kept rates at 0 to 1/4 percent")), level_in("rose by 2 percent")
    ('0 to 1/4 percent', None)
    """
    found = _LEVEL.search(_plain(text))
    return _percent(found[1]) if found else None


def _rate_in(plain: str) -> str | None:
    """Return the first words that name a rate; None where none do."""
    if found := _RATE.search(plain):
        return found[0]
    named = _NAMED_RATE.search(plain)
    return named["name"] if named else None


def _name(words: str) -> str:
    """Return what a rate is called, whichever way: "Target RRP Rate" is "Reverse Repurchase (RRP) Rate"."""
    if words[:2].isupper() and words.endswith("-Rate"):
        return words  # "BI-Rate"
    if words.lower().startswith(("counter", "ccyb")):
        return "countercyclical capital buffer"
    name = re.sub(r"\([^)]*\)", " ", words.lower().replace("-", " "))
    name = re.sub(r"\brrp\b", "reverse repo", name).replace("repurchase", "repo")
    name = " ".join(name.split()).removeprefix("target ")
    return _CALLED.get(name, name[:-1] if name.endswith("rates") else name)


def _direction(clause: str) -> str:
    """Return the direction the first verb of change in *clause* gives; "" where none does."""
    found = [
        (match.start(), name)
        for pattern, name in ((_UP, RAISED), (_DOWN, LOWERED), (_STAY, HELD), (_SET, SET))
        if (match := pattern.search(clause))
    ]
    if any(name == HELD for _, name in found) and re.search(
        r"\bunchanged\b|\bmaintain the existing\b", clause
    ):
        return HELD
    moves = [entry for entry in found if entry[1] != SET] or found
    return min(moves)[1] if moves else ""


def _percent(text: str) -> RateLevel:
    """Return the level or range *text* names: "-0.75", "5-1/4", "0 to 1/4"."""
    parts = re.split(r"\s+(?:to|and)\s+", text)
    ends = [_fraction(part) for part in parts]
    return RateLevel(min(ends), max(ends), max(len(part.partition(".")[2]) for part in parts))


def _fraction(text: str) -> Fraction:
    """Return a number as central banks write it: "5-1/4", "5 1/4", "-0.75"."""
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").replace(" ", "-").partition("-")
    return sign * (Fraction(whole) + (Fraction(part) if part else 0))


def _points(number: str, unit: str) -> Fraction:
    return _fraction(number) * (_POINTS_A_PERCENT if unit.lower().startswith("percentage") else 1)
