"""Whether what a board says of the future moved: what it forecasts, when prices are back at its target, to which side its risks lie, and which way its policy may go. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.digest.news.words.degrees import is_one_sentence
from tracker.compare.facets.value_parsing import compare_deadlines

_PRICES = re.compile(r"\b(?:inflation|prices?)\b", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:target\w*|objective|midpoint|goal)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|expect\w*|anticipat\w+|project\w*|forecast\w*|confident|foresees?|return\w*|reach)\b",
    re.IGNORECASE,
)
# Which way a policy may go, and what only decides on a step.
_WAYS = {
    "up": re.compile(
        r"\b(?:rais(?:e|es|ing)|increas(?:e|es|ing)|tighten(?:ing)?|hikes?|firming|higher)\b", re.IGNORECASE
    ),
    "down": re.compile(
        r"\b(?:lower(?:ing)?|reduc(?:e|es|ing|tions?)|cuts?|cutting|eas(?:e|es|ing)|loosen(?:ing)?)\b",
        re.IGNORECASE,
    ),
    "either": re.compile(r"\b(?:changes?|adjust(?:s|ing|ments?)?|chang(?:e|ing))\b", re.IGNORECASE),
}
# On what it hangs, and what prices do.
_HANGS = re.compile(r"\b(?:until|if|when|as long as|because|unless|while)\b", re.IGNORECASE)
_OF_PRICES = re.compile(
    r"\b\w+ (?:in|of) (?:\w+ ){0,2}(?:prices|inflation|wages|demand|costs|taxes)\b|\b(?:higher|lower) (?:\w+ )?(?:prices|inflation|wages|demand|costs)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:decided|voted|agreed) to\b|\b\d+(?:\.\d+)? ?(?:%|per ?cent|basis points|percentage points)",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\b(?:was|were|stood|averaged|rose|fell)\b", re.IGNORECASE)
# What a board itself forecasts, for when, and at which figures; what others expect and what an office estimates is data.
_FORECASTS = re.compile(
    r"\b(?:(?:is|are|was|were)(?: now| still| both| currently)? (?:projected|forecast|expected|anticipated|seen)|(?:projects?|projections?|forecasts?|expects?|anticipates?)\b)",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\b(core|headline|inflation|growth|unemployment)\b", re.IGNORECASE)
_BY_OTHERS = re.compile(
    r"\b(?:expectations|estimates?|estimated|surveys?|analysts|respondents|markets?|IMF|Fund|OECD|World Bank|Federal Reserve|Government|Ministry|global|world|abroad|euro area|conditional)\b",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    r"\b20\d\d\b|\b(?:this|next|the (?:current|coming)) year\b|\b(?:first|second|third|fourth) quarter\b|\bQ[1-4]\b|\bhalf\b",
    re.IGNORECASE,
)
_PERCENTAGES = re.compile(
    r"(?<![\d.,])\d+(?:[.,]\d+)?(?=\s?(?:%|per ?cent)|\s?(?:and|to|[-–])\s?\d+(?:[.,]\d+)?\s?(?:%|per ?cent))"
)
_YEAR = re.compile(r"20\d\d")
_DANGERS = re.compile(
    r"\b(?:vulnerabilit\w+|imbalances|(?:systemic|financial[- ]stability) risks?|risks? to financial stability)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:]|\b(?:as|because|since|while|owing|due|given|although|though|which)\b")
# In what state that is, and which way it goes; the first that fits takes its words.
_STATES = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in (
        (
            "steady",
            r"(?:not|no longer|ceased|stopped) (?:been )?(?:increas\w+|build\w*(?: up)?|grow\w*|ris\w+|mount\w*)|stabili[sz]ed|stable|unchanged",
        ),
        (
            "not falling",
            r"not (?:yet )?(?:been )?(?:declin\w+|decreas\w+|reced\w+|eased|easing|abated|diminish\w+|moderat\w+|lessened)",
        ),
        ("not high", r"(?:not|no longer) (?:high|elevated|pronounced|severe|substantial)"),
        ("rising", r"increas(?:ing|ed)|building up|growing|rising|risen|intensif\w+|mount\w+|accumulat\w+"),
        ("falling", r"declin\w+|decreas\w+|reced\w+|eased|easing|abated|diminish\w+|moderated|lessened"),
        ("high", r"high|elevated|pronounced|severe|substantial"),
        ("moderate", r"moderate|medium|contained|limited|low"),
    )
}
_MANNER = re.compile(
    r"\b(gradual(?:ly)?|careful(?:ly)?|cautious(?:ly)?|measured|patient(?:ly)?|forceful(?:ly)?|(?:same|smaller|lesser|larger|greater)(?= (?:magnitude|size|steps?|adjustments?)))\b",
    re.IGNORECASE,
)
OF_RISKS = re.compile(r"\brisks?\b", re.IGNORECASE)
_SIDES = re.compile(r"\b(balanced|two-sided|upside|downside|upward|downward)\b", re.IGNORECASE)
_SAME_SIDE = {"upward": "upside", "downward": "downside", "two-sided": "balanced"}


def outlook_moved(before: str, after: str) -> bool:
    """Say whether two sentences of a board name another time at which prices are back at the target, or another side on which risks lie.

    In 85 texts of banks beside the ones before them five pairs of sentences were so, each of them such a move.

    >>> outlook_moved("Inflation will be at the target by mid-2032.", "Inflation will be at the target by the end of 2032.")
    True
    >>> outlook_moved("Inflation will be at the target by late 2032.", "Inflation will be at the target by the end of 2032.")
    False
    >>> outlook_moved("The risks are roughly balanced.", "The risks are tilted to the upside.")
    True
    >>> outlook_moved("The risks are roughly balanced.", "The risks remain balanced.")
    False
    """
    if (
        _is_at_target(before)
        and _is_at_target(after)
        and compare_deadlines(before, after) in ("earlier", "later")
    ):
        return True
    if not (OF_RISKS.search(before) and OF_RISKS.search(after)):
        return False
    old, new = map(_sides, (before, after))
    return bool(old and new) and old != new


def bias_moved(before: str, after: str) -> bool:
    """Say whether two sentences of a board's guidance name another way in which its policy may go: "further increases", then "further changes".

    >>> bias_moved("A gradual approach to further increases in the rate is right.", "A gradual approach to further changes in the rate is right.")
    True
    >>> bias_moved("It is ready to raise the rate further.", "It is prepared to increase the rate further.")
    False
    """
    if any(_DECIDED.search(said) for said in (before, after)):
        return False
    mains = [_OF_PRICES.sub(" ", _HANGS.split(said)[0]) for said in (before, after)]
    old, new = (frozenset(way for way, words in _WAYS.items() if words.search(said)) for said in mains)
    return bool(old and new) and old != new and len(old) == len(new) == 1 and is_one_sentence(before, after)


def assessment_moved(before: str, after: str) -> bool:
    """Say whether two sentences on what endangers a financial system tell another state of it, or another way in which it goes.

    >>> assessment_moved("Vulnerabilities of households are elevated but not increasing.", "Vulnerabilities of households are elevated and increasing.")
    True
    >>> assessment_moved("Systemic risks remain elevated.", "Systemic risks are still elevated.")
    False
    """
    old, new = map(_states, (before, after))
    return bool(old and new) and old != new and is_one_sentence(before, after)


def forecast_moved(before: str, after: str) -> bool:
    """Say whether two sentences of a board forecast prices or growth of the same years at other figures.

    >>> forecast_moved("Inflation is projected to average 2.0 to 3.0 percent in 2032.", "Inflation is now projected to average 1.5 to 2.3 percent in 2032.")
    True
    >>> forecast_moved("Inflation expectations for 2032 stand at 5.2%.", "Inflation expectations for 2032 stand at 4.8%.")
    False
    """
    said = before, after
    measured = [frozenset(map(str.casefold, _MEASURE.findall(one))) for one in said]
    if not all(map(_FORECASTS.search, said)) or not measured[0] or measured[0] != measured[1]:
        return False
    if any(map(_BY_OTHERS.search, said)):
        return False
    horizons = [frozenset(map(str.casefold, _HORIZON.findall(one))) for one in said]
    old, new = map(_forecast_figures, said)
    return horizons[0] == horizons[1] and bool(horizons[0] and old and new) and old != new


def _forecast_figures(said: str) -> frozenset[Decimal]:
    """Return the percentages of a forecast: what stands before its verb was measured."""
    found = _FORECASTS.search(said)
    figures = _PERCENTAGES.findall(said, found.start()) if found else []
    return frozenset(Decimal(figure.replace(",", ".")) for figure in figures if not _YEAR.fullmatch(figure))


def manner_moved(before: str, after: str) -> bool:
    """Say whether two sentences of a board's guidance name another manner or size of its steps: "gradual", then "gradual and careful".

    >>> manner_moved("A gradual approach to lower rates is right.", "A gradual and careful approach to lower rates is right.")
    True
    """
    if any(_DECIDED.search(said) for said in (before, after)):
        return False
    old, new = (
        frozenset(word.casefold().removesuffix("ly") for word in _MANNER.findall(said))
        for said in (before, after)
    )
    return old != new and is_one_sentence(before, after)


def _states(said: str) -> frozenset[str]:
    """Return in what state dangers are that a sentence names, and which way they go, by what its clause says behind them."""
    danger = _DANGERS.search(said)
    if danger is None:
        return frozenset()
    found, left = set[str](), _CLAUSE_END.split(said[danger.end() :])[0]
    for name, words in _STATES.items():
        if words.search(left):
            found.add(name)
            left = words.sub(" ", left)  # "not increasing" does not increase
    return frozenset(found)


def _is_at_target(said: str) -> bool:
    """Say whether a sentence tells when prices will be at the target, and not where they were."""
    ahead = _AHEAD.search(said) and not _MEASURED.search(said)
    return bool(ahead and _PRICES.search(said) and _TARGET.search(said))


def _sides(said: str) -> set[str]:
    found = map(str.casefold, _SIDES.findall(said))
    return {_SAME_SIDE.get(word, word) for word in found}
