"""Whether what a unit speaks of is to happen or not to happen (coding guide, section 3: polarity)."""

from __future__ import annotations

import re

# The first modal of a unit is that of its main clause, also behind a long subject: "the crimes committed there must not go unpunished".
_MODAL = re.compile(
    r"\b(?:(?P<negated>cannot|(?:can|should|could|must|would|wo|sha)n?[’']t)|must|should|can|could|may|shall|will|would)\b(?:\s+(?P<behind>[\w’']+))?",
    re.IGNORECASE,
)
_NEVER = frozenset({"not", "never"})
# "Must not only", "cannot but", "will not hesitate": the sense is as without the negation.
_UNTURNED = re.compile(
    r"\b(?:cannot|not|never|[a-z]+n?[’']t)\s+(?:only|simply|merely|just|but|yet|hesitate|fail|waver|rest|relent|spare|forget|underestimate|underestimated|overlook|overlooked|lose)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(r"\bwarn(?:s|ed|ing)?\b[^,;.]{0,60}\bagainst\b|\bdon[’']t\b", re.IGNORECASE)
_UNACCEPTABLE = re.compile(
    r"\b(?:unacceptable|inadmissible|impermissible|intolerable|inexcusable)\b", re.IGNORECASE
)


def sense_of(quote: str, family: str, *, negative: bool) -> str:
    """Return "-" where what *quote*, a unit of *family* U, D, S or E, speaks of is not to happen, else "+".

    *negative* is what its lead verb and action say. A judgment has no such sense: to condemn is to condemn.

    >>> sense_of("their crimes must not go unpunished", "D", negative=False), sense_of("we must not only wait", "D", negative=False)
    ('-', '+')
    """
    if family == "E":
        return "+"
    if negative and not _UNTURNED.search(quote):
        return "-"
    if family == "U":
        return "-" if negative else "+"
    modal = _MODAL.search(quote)
    refused = modal is not None and bool(modal["negated"] or (modal["behind"] or "").lower() in _NEVER)
    if refused and not _UNTURNED.match(
        quote, modal.start("negated") if modal and modal["negated"] else modal.start("behind") if modal else 0
    ):
        return "-"
    told = _WARNED if family == "D" else _UNACCEPTABLE
    return "-" if told.search(quote) else "+"
