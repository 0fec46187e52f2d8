"""Whether a release has shown a text before: repairs, and pages that flip between two texts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tracker.domain import Document
from tracker.edits.passages import passages
from tracker.text_edit import Return


def returns_of(documents: Sequence[Document]) -> list[Return]:
    """Return of each text of one release, in the order shown, whether it was shown before.

    A text that comes back is a repair, or an edit taken back, and is told once; where the
    same step from one text to the other was made before, the page flips and nothing is told again.
    """
    if len(documents) < 3:
        return [Return.NO] * len(documents)
    said = [_said(document) for document in documents]
    steps = list(itertools.pairwise(said))
    found = [Return.NO]
    for at, step in enumerate(steps):
        if step in steps[:at]:
            found.append(Return.FLIPS)
        else:
            found.append(Return.CAME_BACK if step[1] in said[: at + 1] and step[0] != step[1] else Return.NO)
    return found


def _said(document: Document) -> tuple[str, ...]:
    """Return what a text says, word for word, without what stands around it."""
    return tuple(form for passage in passages(document) if passage.is_statement for form in passage.forms)
