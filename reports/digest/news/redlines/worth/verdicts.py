"""Whether two sentences on one matter come to another verdict: what was not so is so, a risk is rated otherwise, what was asked for is demanded. Pure."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from reports.digest.news.words.degrees import is_one_sentence
from tracker.text.content_words import content_stems

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
_RISK = re.compile(r"\b(?:risk|threat|alert) (?:level|assessment)?|\brisks?\b|\bthreat\b", re.IGNORECASE)
_RATED = re.compile(
    r"\b(?:assess\w*|rat(?:e|ed|ing)|evaluat\w*|judg\w*|considered|level|remains?|is|are)\b", re.IGNORECASE
)
_RATING = re.compile(
    r"\b(?:(very|extremely) )?(negligible|minimal|low|moderate|medium|substantial|elevated|high|severe|critical)\b(?! (?:time|priority|degree of confidence|confidence))",
    re.IGNORECASE,
)
_SAME_RATING = {"medium": "moderate", "minimal": "negligible", "extremely": "very"}
_DEMANDS = re.compile(r"\b(?:demand(?:s|ed)?|insist(?:s|ed)? (?:on|upon|that))\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:call(?:s|ed)? (?:on|upon|for)|urge[sd]?|encourage[sd]?|invite[sd]?|request(?:s|ed)?|ask(?:s|ed)?|appeal(?:s|ed)?)\b",
    re.IGNORECASE,
)
_CONDEMNS = re.compile(r"\b(?:condemn\w*|denounc\w*|deplor\w*)\b", re.IGNORECASE)
_IS_CONCERNED = re.compile(r"\bconcern(?:s|ed)?\b(?! (?:party|parties|states|authorities))", re.IGNORECASE)
STAYED, FEWEST = 0.45, 5  # telling words of the shorter of two sentences on one act, that the other has too
_MUST = re.compile(r"\bmust\b", re.IGNORECASE)


def verdict_turned(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter denies what the other says in the same place: the words on both sides of what is denied are the same.

    >>> verdict_turned("The event does not constitute an emergency at present.", "The event constitutes an emergency.")
    True
    >>> verdict_turned("Norvale does not support calls for sanctions.", "Norvale supports calls for sanctions.")
    True
    >>> verdict_turned("The Bank will not replace bonds that mature.", "Bonds that mature will continue not to be replaced.")
    False
    """
    denials = [list(_DENIED.finditer(said)) for said in (before, after)]
    if sum(map(len, denials)) != 1:
        return False
    denied, other = (before, after) if denials[0] else (after, before)
    if _ANY_DENIAL.search(other) or len(_ANY_DENIAL.findall(denied)) > 1:
        return False
    found = _DENIED.search(denied)
    ahead, behind = (
        (content_stems(said) for said in (denied[: found.start()], denied[found.end() :]))
        if found
        else ((), ())
    )
    if not ahead or not behind:
        return False
    return (ahead[-1], behind[0]) in pairwise(content_stems(other)) and is_one_sentence(before, after)


def risk_rated_otherwise(before: str, after: str) -> bool:
    """Say whether two sentences on one matter rate a risk otherwise: "moderate at the regional level", then "high".

    >>> risk_rated_otherwise("The risk is assessed as moderate in the region and low elsewhere.", "The risk is assessed as high in the region and low elsewhere.")
    True
    >>> risk_rated_otherwise("The risk was assessed as low abroad and high at home.", "The risk is assessed as high at home and low abroad.")
    False
    """
    if not all(_RISK.search(said) and _RATED.search(said) for said in (before, after)):
        return False
    old, new = map(_ratings, (before, after))
    return old.total() == new.total() > 0 and old != new and is_one_sentence(before, after)


def demanded_otherwise(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter demands what the other only asks for.

    >>> demanded_otherwise("It calls on both sides to open the ports of Halvern and Tarn to aid.", "It demands that both sides open the ports of Halvern and Tarn to aid.")
    True
    >>> demanded_otherwise("It calls on both sides to open the ports of Halvern and Tarn to aid.", "It urges both sides to open the ports of Halvern and Tarn to aid.")
    False
    """
    old, new = (bool(_DEMANDS.search(said)) for said in (before, after))
    asking = after if old else before
    return (
        old != new
        and bool(_ASKS.search(asking))
        and not _MUST.search(asking)
        and is_one_sentence(before, after)
    )


def condemned_otherwise(before: str, after: str) -> bool:
    """Say whether one of two sentences on one act condemns it, and the other is only concerned about it.

    >>> condemned_otherwise("It expressed concern over the raid on the northern port of Halvern on 2 May.", "It condemned the raid on the northern port of Halvern on 2 May.")
    True
    >>> condemned_otherwise("It condemned the raid on the port of Halvern and was concerned for all there.", "It condemned the raid on the port of Halvern.")
    False
    """
    old, new = (bool(_CONDEMNS.search(said)) for said in (before, after))
    condemns, other = (before, after) if old else (after, before)
    if old == new or not _IS_CONCERNED.search(other) or _IS_CONCERNED.search(condemns):
        return False
    told = [frozenset(content_stems(said)) for said in (before, after)]
    shared = len(told[0] & told[1])
    return shared >= FEWEST and shared >= STAYED * min(map(len, told))


def _ratings(said: str) -> Counter[str]:
    found = ((degree.casefold(), word.casefold()) for degree, word in _RATING.findall(said))
    return Counter(" ".join(_SAME_RATING.get(word, word) for word in pair if word) for pair in found)
