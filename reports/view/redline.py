"""A redline put for the eye: the marks hug the words, and crumbs are not shown as kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tracker.compare.redline import RedlineRun, redline

REWORDED = 0.25  # with less than this share kept, islands in the middle are two sentences shredded together

_WORD = re.compile(r"\S+\s*|\s+")


def readable_redline(before: str, after: str, least: float = REWORDED) -> tuple[RedlineRun, ...]:
    """Return the redline of two quotes as it is shown.

    Words that a deletion and the insertion after it share at either end are
    kept, blanks stand outside, and where only crumbs were kept, less than the share
    *least* of the longer quote, there is one deletion and one insertion.

    >>> plain_redline(readable_redline("Norvale will act", "Norvale will act at once"))
    'Norvale will act {+at once+}'
    """
    found: Sequence[RedlineRun] = redline(before, after)
    kept = sum(len(run.text) for run in found if run.op == "equal")
    islands = any(run.op == "equal" for run in found[1:-1])
    if islands and kept < least * max(len(before), len(after)):
        found = (RedlineRun("delete", before), RedlineRun("insert", after))
    shown = (
        run for old, new, same in _edits(found) for run in (*_hugged(old, new), RedlineRun("equal", same))
    )
    joined = ((op, "".join(run.text for run in group)) for op, group in groupby(shown, lambda run: run.op))
    return tuple(RedlineRun(op, text) for op, text in joined if text)


def plain_redline(redlined: Iterable[RedlineRun]) -> str:
    """Return a redline for a reader without colour: ``[-old-] {+new+}``, and ``~moved~`` within its text.

    >>> plain_redline(readable_redline("Norvale will act", "Norvale will talk"))
    'Norvale will [-act-] {+talk+}'
    """
    forms = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}", "moved": "~{}~"}
    return "".join(_keeping_edges(forms[run.op], run.text) for run in redlined)


def _keeping_edges(form: str, text: str) -> str:
    """Return *text* in *form*, with the blanks at its ends outside."""
    words = text.strip()
    if not words:
        return text
    head = text[: len(text) - len(text.lstrip())]
    return head + form.format(words) + text[len(text.rstrip()) :]


def _edits(found: Iterable[RedlineRun]) -> Iterator[tuple[str, str, str]]:
    """Yield (deleted, inserted, kept after it) in order; any of the three may be empty."""
    old = new = ""
    for run in found:
        if run.op == "delete":
            old += run.text
        elif run.op == "insert":
            new += run.text
        else:
            yield old, new, run.text
            old = new = ""
    if old or new:
        yield old, new, ""


def _hugged(old: str, new: str) -> Iterator[RedlineRun]:
    gone, come = _WORD.findall(old), _WORD.findall(new)
    head = _shared(gone, come)
    tail = _shared(gone[head:][::-1], come[head:][::-1])
    yield RedlineRun(
        "equal", "".join(_spaced(one, other) for one, other in zip(gone[:head], come[:head], strict=True))
    )
    struck, added = "".join(gone[head : len(gone) - tail]), "".join(come[head : len(come) - tail])
    if struck.strip():
        yield RedlineRun("delete", struck.strip())
        yield RedlineRun("equal", " " if added.strip() else "")
    if added.strip():
        yield RedlineRun("insert", added.strip())
    last = added or struck
    yield RedlineRun("equal", last[len(last.rstrip()) :] + "".join(come[len(come) - tail :]))


def _spaced(old: str, new: str) -> str:
    """Return *new* with the blank behind it that *old* has."""
    return new if new[-1:].isspace() else new + old[len(old.rstrip()) :]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words both begin with, commas aside."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.strip().rstrip(",;:") != other.strip().rstrip(",;:"):
            break
        count += 1
    return count
