"""Whether what a unit speaks of is to happen or not to happen (coding guide, section 3: polarity)."""

from __future__ import annotations

import re

# The first modal of a unit that is of no relative clause: "the crimes committed there must not go unpunished", not "those who cannot return".
_MODAL = re.compile(
    r"(?<!\bwho )(?<!\bwhich )(?<!\bthat )\b(?:(?P<negated>cannot|(?:can|should|could|must|would|wo|sha)n?[’']t)|must|should|can|could|may|shall|will|would)\b(?:\s+(?P<behind>[\w’']+))?",
    re.IGNORECASE,
)
# "Neither tax will be raised", "none of the banks may": the subject says what its verb does not.
_NOBODY = re.compile(
    r"\W*(?:that\s+)?(?:neither|none|nobody|no\s+one|no(?!\s+(?:longer|later|less|more|fewer|lower|higher|greater|doubt|matter|effort|sooner|stone)\b))\b"
    r"[^,;.]{0,100}?\b(?:shall|will|may|must|should)\b",
    re.IGNORECASE,
)
_NEVER = frozenset({"not", "never"})
# "Must not only", "cannot but", "will not hesitate", "cannot be overstated": the sense is as without the negation.
_UNTURNED = re.compile(
    r"\b(?:cannot|not|never|[a-z]+n?[’']t)\s+(?:be\s+)?(?:only|simply|merely|just|but|yet|hesitate|fail|waver|rest|relent|spare|forget|forgotten|lose|agree more"
    r"|underestimated?|overlook(?:ed)?|overstated?|overemphasi[sz]ed?|emphasi[sz]ed enough|stressed enough|give up|let up|stand idly|sit idly)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\bwarn(?:s|ed|ing)?\b(?:(?!\band\b)[^,;.]){0,60}\bagainst\b|^\W*don[’']t\b", re.IGNORECASE
)
_UNACCEPTABLE = re.compile(
    r"\b(?:is|are|was|were|be|been|remains?|as)\s+(?:\w+\s+)?(?:unacceptable|inadmissible|impermissible|intolerable|inexcusable)\b",
    re.IGNORECASE,
)


def sense_of(quote: str, family: str, *, negative: bool) -> str:
    """Return "-" where what *quote*, a unit of *family* U, D, S or E, speaks of is not to happen, else "+".

    *negative* is what its lead verb and action say. A judgment has no such sense: to condemn is to condemn.

    >>> sense_of("their crimes must not go unpunished", "D", negative=False), sense_of("we must not only wait", "D", negative=False)
    ('-', '+')
    """
    if family == "E":
        return "+"
    if (negative or _NOBODY.match(quote)) and not _UNTURNED.search(quote):
        return "-"
    if family == "U":  # what an issuer undertakes stands at its lead verb, and nowhere else
        return "+"
    modal = _MODAL.search(quote)
    if modal and (modal["negated"] or (modal["behind"] or "").lower() in _NEVER):
        turned = modal.start("negated" if modal["negated"] else "behind")
        if not _UNTURNED.match(quote, turned):
            return "-"
    told = _WARNED if family == "D" else _UNACCEPTABLE
    return "-" if told.search(quote) else "+"
