"""A bound among the words of a query, "purchases above $80 billion", "at least five years": sums are compared with it, and not searched for its figure. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.search.looser import other_number
from tracker.text.content_words import STOPWORDS
from tracker.text.numbers import SCALES, SPELT

_MORE = r"more\s+than|above|over|exceeding|greater\s+than|larger\s+than|beyond"
_LEAST = r"at\s+least|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of|upwards\s+of"
_LESS = r"less\s+than|fewer\s+than|below|under|smaller\s+than"
_MOST = r"at\s+most|(?:no|not)\s+more\s+than|up\s+to|a\s+maximum\s+of"
_CURRENCY = r"US\$|C\$|A\$|[$€£¥₩]|\b(?:USD|EUR|GBP|CAD|AUD|JPY|INR|SEK)\b"
_TIMES = SCALES | {"m": 10**6, "b": 10**9}
_AMOUNT = rf"(?P<currency>{_CURRENCY})?\s?(?P<figure>\d[\d.,]*\d|\d|{'|'.join(SPELT)})\b(?:\s?(?P<times>{'|'.join(_TIMES)})\b)?"
_MONEY_WORD = r"dollars?|euros?|pounds?|yen|yuan|ro?ubles?|rupees?|crowns?"
_SHARE = r"%|percent|per\s+cent|percentage\s+points?|basis\s+points?"
_BOUND = re.compile(
    rf"(?<![\w-])(?:(?:worth|valued\s+at|totall?ing|amounting\s+to)\s+)?(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<more>{_MORE})|(?P<less>{_LESS}))\s+{_AMOUNT}"
    rf"(?:\s?(?P<share>{_SHARE})|\s+(?P<money>{_MONEY_WORD})\b|(?P<counted>(?:\s+(?!(?:{'|'.join(sorted(STOPWORDS))})\b)[a-z][a-z-]{{2,}}){{1,2}}))?",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"^\s*(?:(?:per|an?|each|every)\s+(?:month|year|week|day)\b|annually\b|monthly\b)", re.IGNORECASE
)
_WRITTEN = re.compile(_AMOUNT, re.IGNORECASE)
_SPANS_OF_TIME = frozenset("day days week weeks month months year years".split())
_SHARES = frozenset({"percent", "percentage points", "basis points"})
_OF_CURRENCY = {
    "$": "$", "us$": "$", "usd": "$", "dollar": "$", "€": "€", "eur": "€", "euro": "€", "£": "£", "gbp": "£", "pound": "£", "¥": "¥", "jpy": "¥", "yen": "¥",
}  # fmt: skip
_GREAT = ("million", "billion", "trillion")  # as texts count money
_SLACK = 1e-9  # of a figure, in which two are the same


@dataclass(frozen=True, slots=True)
class AskedBound:
    """A bound as it is *said*, between what a sum *least* and *most* is, the *currency*, "" = of any, *what* is counted, "" = money, and the *words* beside it."""

    said: str
    words: str
    least: float
    most: float
    currency: str
    what: str

    @property
    def is_of_things(self) -> bool:
        """Whether things are counted, and neither money, time nor a share: they tell what is asked for by themselves."""
        return bool(self.what) and self.what not in _SPANS_OF_TIME | _SHARES

    @property
    def query(self) -> str:
        """The words with what such a sum is counted in, as a search takes them."""
        if not self.what:
            units = [unit for unit in _GREAT if 1000 * _TIMES[unit] > self.least] or _GREAT[-1:]
            return f"{self.words} {'|'.join(units)}".strip()
        forms = dict.fromkeys(("-".join(self.what.split()), "-".join(other_number(self.what).split())))
        return f"{self.words} {'percent|per-cent' if self.what == 'percent' else '|'.join(forms)}".strip()

    def holds(self, said: str) -> bool:
        """Return whether the sum *said* in a text is within the bound, in the same currency.

        >>> asked_bound("levies above $80 billion").holds("$0.5 trillion"), asked_bound("levies above $80 billion").holds("€90 billion")
        (True, False)
        """
        found = _WRITTEN.search(said)
        if found is None:
            return False
        currency = _currency(f"{found['currency'] or ''} {said}") if self.currency else ""
        return currency == self.currency and self.least <= _value(found) <= self.most


def asked_bound(text: str) -> AskedBound | None:
    """Return the bound among the words *text*; None where there is none, several, or quotes, in which all is words.

    >>> bound = asked_bound("purchases above $80 billion from Norvale")
    >>> bound.words, bound.query, bound.holds("$500 billion"), bound.holds("$80 billion")
    ('purchases from Norvale', 'purchases from Norvale billion|trillion', True, False)
    >>> asked_bound("at least five years of aid").query, asked_bound("levy over five years"), asked_bound("above all")
    ('of aid years|year', None, None)
    """
    found = list(_BOUND.finditer(text))
    if len(found) != 1 or '"' in text:
        return None
    (bound,) = found
    counted = (bound["counted"] or "").split()
    currency = _currency(f"{bound['currency'] or ''} {bound['money'] or ''}")
    money = bool(bound["currency"] or bound["money"] or (bound["times"] and not counted))
    if bound["share"]:
        share = " ".join(bound["share"].lower().replace("%", "percent").split())
        what = "percent" if share in {"percent", "per cent"} else f"{share.removesuffix('s')}s"
    else:
        what = "" if money or not counted else counted[-1].casefold()
    if not (money or what) or (what in _SPANS_OF_TIME and bound["more"] and bound["more"].lower() == "over"):
        return None  # "over five years" says how long, and "above 5" of nothing
    value = _value(bound)
    least = value if bound["least"] else value * (1 + _SLACK) if bound["more"] else 0.0
    most = value if bound["most"] else value * (1 - _SLACK) if bound["less"] else float("inf")
    kept = "" if bound["share"] or bound["money"] else " ".join(counted if money else counted[:-1])
    words = " ".join(f"{text[: bound.start()]} {kept} {_EACH.sub(' ', text[bound.end() :])}".split())
    return AskedBound(" ".join(bound[0].split()), words.removesuffix(" of"), least, most, currency, what)


def _currency(said: str) -> str:
    """Return which currency stands in *said*, one sign for each of those that are written in several ways; "" = none.

    >>> _currency("USD 3"), _currency("3 million euros"), _currency("3 ferries")
    ('$', '€', '')
    """
    ways = re.findall(rf"{_CURRENCY}|\b(?:{_MONEY_WORD})\b", said, re.IGNORECASE)
    return _OF_CURRENCY.get(ways[0].lower().removesuffix("s"), ways[0].lower()) if ways else ""


def _value(found: re.Match[str]) -> float:
    figure = found["figure"].lower()
    number = float(SPELT[figure]) if figure in SPELT else float(_plain(figure))
    return number * _TIMES.get((found["times"] or "").lower(), 1)


def _plain(figure: str) -> str:
    """Return *figure* as Python reads it: a point before two figures or one is a decimal one, a comma parts thousands."""
    bare = figure.replace(",", "")
    return bare if bare.count(".") < 2 else bare.replace(".", "")
