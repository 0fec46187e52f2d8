"""Why a change is not mailed, as its rule says it; light, for all who ask."""

from __future__ import annotations

NOT_MAILED = "not mailed"  # begins the part of a rule that says why


def is_withheld(rule: str) -> bool:
    """Say whether the rule of a change holds it back from mails though its link is sure.

    >>> is_withheld("level: definite (4) to intended (2); not mailed: MIXED was right in 1 of 2 cases left out")
    True
    """
    return NOT_MAILED in rule


IN_TALK = f"{NOT_MAILED} unless asked for: said in talk"  # the link and the label may be right; it answered a question
