"""Whether two sentences on one matter come to another verdict: what was not so is so, a risk is rated otherwise, what was asked for is demanded. Pure."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise

from reports.digest.news.words.degrees import is_one_sentence
from tracker.text.content_words import content_stems
from tracker.text.numbers import SPELT

# A verb that is denied; "not only", "not later than" deny none.
_DENIED = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|should|can|could|must|may|shall)\s+(?:now\s+|yet\s+|currently\s+)?not|cannot|no longer|never)\b"
    r"(?! (?:only|later|more|less|fewer|limited|merely|least|necessarily|yet|rul\w+|hesitat\w+|exclud\w+))",
    re.IGNORECASE,
)
_ANY_DENIAL = re.compile(
    r"\b(?:not|no|never|nor|neither|cannot|without|none|unless|until|against|avoid\w*|refrain\w*|prevent\w*|oppos\w*|reject\w*|refus\w*|exclud\w*|prohibit\w*|fail\w*|unable)\b|n[’']t\b",
    re.IGNORECASE,
)
# Of whom or when something is denied: "States that have not ratified", "if inflation does not fall".
_OF_SOME = re.compile(r"\b(?:that|who|which)\s+$|\b(?:if|should|whether|unless)\b", re.IGNORECASE)
# Words for a time that any verdict is given for, and how many others may be in one of the two sentences alone.
_FOR_NOW = frozenset(content_stems("present currently now time moment today"))
OTHER_WORDS = 1
# "illegitimate" for "not legitimate".
_DENYING_PREFIX = re.compile(r"(?:un|il|in|ir|im|dis)(?=\w{4})")
# What is said of a risk, and what it is rated as there.
_OF_RISK = re.compile(
    r"\b(?:risks?|threat)\b[^.;]{0,60}?\b(?:is|are|was|were|remains?|as|at)\b", re.IGNORECASE
)
_RATING = re.compile(
    r"\b(?:(very|extremely) )?(negligible|minimal|low|moderate|medium|substantial|elevated|high|severe|critical)\b(?![- ](?:value|time|priority|debt|infrastructure|confidence|degree|frequency|representative))",
    re.IGNORECASE,
)
_SAME_RATING = {"medium": "moderate", "minimal": "negligible", "extremely": "very", "elevated": "high"}
# "Alert Level 3", "Level 4: Do Not Travel", "alert level two".
_NUMBERED = re.compile(
    r"\b(?:alert|advisory|threat|warning) level (\d|one|two|three|four|five)\b|^\W*level (\d)(?=:| [-–])",
    re.IGNORECASE,
)
# The verb alone: "domestic demand" and "the demands of" ask for nothing.
_DEMANDS = re.compile(
    r"(?<!\band )(?<!\bthe )(?<!\bits )(?<!\bdomestic )(?<!\bglobal )(?<!\benergy )(?<!\baggregate )\bdemand(?:s|ed)? (?:that|of|the|an?|from|immediate)\b|\binsist(?:s|ed)? (?:on|upon|that)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:call(?:s|ed)? (?:on|upon|for)|urge[sd]?|encourage[sd]?|invite[sd]?|request(?:s|ed)?|ask(?:s|ed)?|appeal(?:s|ed)?)\b",
    re.IGNORECASE,
)
_CONDEMNS = re.compile(r"\b(?:condemn\w*|denounc\w*|deplor\w*)\b", re.IGNORECASE)
_IS_CONCERNED = re.compile(
    r"\bconcern(?:s|ed)?\b(?!,| (?:party|parties|states|authorities))(?<!\ball concerned)(?<!\bthose concerned)(?<!\bas concerns)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:that|who|which|whose)\b")  # what stands behind it is on somebody else
STAYED, FEWEST = 0.45, 5  # telling words of the shorter of two sentences on one act, that the other has too
_MUST = re.compile(r"\bmust\b", re.IGNORECASE)


def verdict_turned(before: str, after: str) -> bool:
    """Say whether one of two sentences denies what the other says in the same words.

    >>> verdict_turned("The event does not constitute an emergency at present.", "The event constitutes an emergency.")
    True
    >>> verdict_turned("Norvale does not support calls for sanctions.", "Norvale supports calls for sanctions.")
    True
    >>> verdict_turned("The Bank will not replace bonds that mature.", "Bonds that mature will continue not to be replaced.")
    False
    >>> verdict_turned("It does not hold the ballot of May for legitimate.", "It holds the ballot of May for illegitimate.")
    False
    """
    denials = [list(_DENIED.finditer(said)) for said in (before, after)]
    if sum(map(len, denials)) != 1:
        return False
    (found,) = chain(*denials)
    denied, other = (before, after) if denials[0] else (after, before)
    if (
        _ANY_DENIAL.search(other)
        or len(_ANY_DENIAL.findall(denied)) > 1
        or _OF_SOME.search(denied[: found.start()])
    ):
        return False
    ahead, behind = content_stems(denied[: found.start()]), content_stems(denied[found.end() :])
    said, said_there = frozenset((*ahead, *behind)), content_stems(other)
    if not ahead or not behind or (ahead[-1], behind[0]) not in pairwise(said_there):
        return False
    own = (said ^ frozenset(said_there)) - _FOR_NOW
    return len(own) <= OTHER_WORDS and not any(map(_DENYING_PREFIX.match, own))


def risk_rated_otherwise(before: str, after: str) -> bool:
    """Say whether two sentences on one matter rate a risk otherwise: "moderate at the regional level", then "high"; or give an alert another level.

    >>> risk_rated_otherwise("The risk is assessed as moderate in the region and low elsewhere.", "The risk is assessed as high in the region and low elsewhere.")
    True
    >>> risk_rated_otherwise("The risk was assessed as low abroad and high at home.", "The risk is assessed as high at home and low abroad.")
    False
    """
    for named in (_levels, _ratings):
        old, new = map(named, (before, after))
        if old.total() == new.total() > 0 and old != new:
            return is_one_sentence(before, after)
    return False


def demanded_otherwise(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter demands what the other only asks for.

    >>> demanded_otherwise("It calls on both sides to open the ports of Halvern and Tarn to aid.", "It demands that both sides open the ports of Halvern and Tarn to aid.")
    True
    >>> demanded_otherwise("It calls on both sides to open the ports of Halvern and Tarn to aid.", "It urges both sides to open the ports of Halvern and Tarn to aid.")
    False
    """
    old, new = (bool(_DEMANDS.search(said)) for said in (before, after))
    demands, asks = (before, after) if old else (after, before)
    return (
        old != new
        and bool(_ASKS.search(asks))
        and not _ASKS.search(demands)
        and not _MUST.search(asks)
        and is_one_sentence(before, after)
    )


def condemned_otherwise(before: str, after: str) -> bool:
    """Say whether one of two sentences on one act condemns it, and the other is only concerned about it.

    >>> condemned_otherwise("It expressed concern over the raid on the northern port of Halvern on 2 May.", "It condemned the raid on the northern port of Halvern on 2 May.")
    True
    >>> condemned_otherwise("It condemned the raid on the port of Halvern and was concerned for all there.", "It condemned the raid on the port of Halvern.")
    False
    """
    old, new = (bool(_CONDEMNS.search(_main_clause(said))) for said in (before, after))
    condemns, other = (before, after) if old else (after, before)
    if old == new or not _IS_CONCERNED.search(_main_clause(other)):
        return False
    if _IS_CONCERNED.search(condemns) or _CONDEMNS.search(other):
        return False
    told = [frozenset(content_stems(said)) for said in (before, after)]
    shared = len(told[0] & told[1])
    return shared >= FEWEST and shared >= STAYED * min(map(len, told))


def _main_clause(said: str) -> str:
    return _CLAUSE.split(said)[0]


def _levels(said: str) -> Counter[str]:
    found = filter(None, chain(*_NUMBERED.findall(said)))
    return Counter(str(SPELT.get(level.casefold(), level)) for level in found)


def _ratings(said: str) -> Counter[str]:
    of_risk = _OF_RISK.search(said)
    found = _RATING.findall(said, of_risk.end()) if of_risk else []
    words = ((degree.casefold(), word.casefold()) for degree, word in found)
    return Counter(" ".join(_SAME_RATING.get(word, word) for word in pair if word) for pair in words)
