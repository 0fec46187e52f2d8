"""The words by which a text gives a dissent, and whose it is: what the minority held is not what its issuer says."""

from __future__ import annotations

import re

DISSENT = re.compile(
    # "believed to have undermined" is no view of a member
    r"\b(?:dissent(?:s|ed|ing)?|disagree(?:s|d|ing)?|enter(?:s|ed) (?:a )?reservations?|advocat(?:es|ed) (?:a|an|holding|keeping|leaving|cutting|lowering|raising)\b|voted? against|voting against|preferred (?:to|that)|believed that|(?:preferred|believed) at this (?:time|meeting))\b",
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
_VOTED_AGAINST = re.compile(r"\bvoting against\b|\bdissent(?:s|ed|ing)?\b", re.IGNORECASE)
# "Voting against the action were: Ada B. Holt, Mark Lind, and Jo Terras, who …; and Bo Ilves, who …"
_AGAINST = re.compile(r"\bvoting against\b[^.:;]{0,60}?\b(?:was|were)\b:?\s*([^\n]{3,900})", re.IGNORECASE)
_LISTED = re.compile(r",? (?:who|each|all)\b|(?<![A-Z])\.(?:\s|$)")
_WHO = re.compile(r"([A-Z][\w’'-]+), (?:who|each)\b")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")
_SUFFIX = re.compile(r",? (?:Jr|Sr)(\.?)(?=[,;\s]|$)")


def in_dissent(text: str, words: str) -> bool:
    """Say whether *words*, of which "…" may be left out, stand in *text* only behind who voted against, in a paragraph of that.

    >>> in_dissent("Voting against was Ada Holt, who had doubts. She saw no risk of a storm.", "She saw no risk … storm")
    True
    >>> in_dissent("The board sees no risk of a storm.\\n\\nVoting against was Ada Holt.", "sees no risk")
    False
    """
    pieces = [piece for one in words.split("…") if (piece := " ".join(one.split()))]
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n")]
    held = [one for one in paragraphs if pieces and all(piece in one for piece in pieces)]
    return bool(held) and all(
        _VOTED_AGAINST.search(one[: one.find(pieces[-1]) + len(pieces[-1])]) for one in held
    )


def dissenters(text: str) -> tuple[str, ...]:
    """Return the last names of those whom *text* names as voting against.

    >>> dissenters("Voting against was Ada B. Holt, who preferred to wait.")
    ('Holt',)
    >>> dissenters("Voting against were: Ada B. Holt, Mark Lind, and Jo Terras, Jr. They preferred to wait.")
    ('Holt', 'Lind', 'Terras')
    """
    found = _AGAINST.search(text)
    if found is None:
        return ()
    said = _SUFFIX.sub(r"\1", found[1])
    listed = _LISTED.split(said, maxsplit=1)[0]
    names = [name.split()[-1] for name in _BETWEEN.split(listed) if name.strip()]
    return tuple(name for name in dict.fromkeys((*names, *_WHO.findall(said))) if name[0].isupper())
