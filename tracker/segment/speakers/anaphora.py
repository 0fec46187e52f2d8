"""What "such incidents" and "these launches" stand for: resolved from the text before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain import Slot, Unit
from tracker.segment.grammar import DEMONSTRATIVES
from tracker.segment.speakers.mentions import GOVERNING

BACK = 1500  # characters looked back through: an anaphor seldom reaches over more than a few paragraphs
PHRASE = re.compile(r"(?<!\w)[^,;.:()\n]{0,60}$")
ARTICLE = re.compile(r"^\s*(?:(?:the|a|an|any|its|their)\s+)?", re.IGNORECASE)
OPENING = re.compile(
    r"^.*\b(?:and|or|by|with|over|about|against|to|that|the|condemned|condemn|condemns|discussed|on)\s+(?=\S)",
    re.DOTALL,
)


def resolve(
    target: str, text: str, start: int, earlier: Sequence[Unit], facet: str = "target"
) -> Slot | None:
    """Return what a *target* such as "such incidents" points back at, or None where it points at nothing.

    The nearest earlier phrase with the same head noun counts; without one, the
    *facet* of the unit just before. *start* is where the unit begins.
    """
    words = target.split()
    if len(words) < 2 or words[0].lower() not in DEMONSTRATIVES:
        return None
    if facet == "target":  # a noun phrase: its head stands before the first preposition
        governed = (at for at, word in enumerate(words) if word.lower() in GOVERNING)
        head = words[next(governed, len(words)) - 1]
    else:
        head = words[-1] if len(words) <= 3 else words[1]
    noun = re.sub(r"\W+$", "", head)
    stem = re.escape(noun[:-1] if noun.endswith("s") else noun)
    window = max(0, start - BACK)
    for match in reversed(list(re.finditer(rf"\b{stem}s?\b", text[window:start], re.IGNORECASE))):
        lead = PHRASE.search(text[window : window + match.start()])
        before = lead.group() if lead else ""
        opening = OPENING.match(before)
        kept = before[opening.end() :] if opening else before
        if not kept.strip() or kept.split()[0].lower() in DEMONSTRATIVES:
            continue
        first, last = window + match.start() - len(kept), window + match.end()
        first += len(kept) - len(ARTICLE.sub("", kept))
        return Slot("target", first, last, text[first:last], inherited=True)
    if not earlier:
        return None
    latest = earlier[-1]
    named: str = getattr(latest.facets, facet)
    at = text.find(named, latest.start, latest.end) if named else -1
    if at < 0 or start - latest.end > BACK:
        return None
    return Slot("target", at, at + len(named), named, inherited=True)
