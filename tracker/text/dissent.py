"""The words by which a text gives a dissent: what the minority held is not what its issuer says."""

from __future__ import annotations

import re

DISSENT = re.compile(
    r"\b(?:dissent(?:s|ed|ing)?|disagree(?:s|d|ing)?|voted? against|voting against|(?:preferred|believed) (?:to|that|at this (?:time|meeting)))\b",
    re.IGNORECASE,
)
# What stands behind one of these in a sentence is what some members hold or voted for, whichever side won: the decision of
# the whole stands elsewhere.
_SOME = r"(?:one|two|three|four|five|six|seven|eight|\d|some|several|(?:a )?few|another|other)"
OF_MEMBERS = re.compile(
    rf"\bvoting against\b|\bwho (?:preferred|dissented|voted against)\b|\bdissenting (?:members?|votes?|from)\b"
    rf"|\b{_SOME} (?:\w+ )?members? (?:\([^)]*\) ?|of the \w+ ?)?(?:had )?(?:voted|preferred|favou?red|dissented|would have|wanted|argued|believed|thought)\b",
    re.IGNORECASE,
)
