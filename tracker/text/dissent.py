"""The words by which a text gives a dissent: what the minority held is not what its issuer says."""

from __future__ import annotations

import re

DISSENT = re.compile(
    r"\b(?:dissent(?:s|ed|ing)?|disagree(?:s|d|ing)?|voted? against|voting against|(?:preferred|believed) (?:to|that|at this (?:time|meeting)))\b",
    re.IGNORECASE,
)
