"""Lists in an edited sentence: whether words that went or came are one of several items."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.edits.classes import ClassedRun
from tracker.edits.passage_alignment import Stretch
from tracker.edits.passages import Word
from tracker.text.content_words import STOPWORDS

JOINING = frozenset(("and", "or", "including"))
ARTICLES = frozenset(("the", "a", "an"))
NEXT_ITEM = 8  # words in which the next item of a list ends
FEWEST_LISTED = 2  # commas of a list of three: two beside each other have none


def is_listed(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether words stand in a list: "and", "or" or "including" joins them, or a comma on either side parts them from its other items."""
    inside = words[first:last]
    edges = [word.form for word in inside if word.form not in ARTICLES]
    if edges and {edges[0], edges[-1]} & JOINING:
        return True
    follows = first > 0 and words[first - 1].listed
    if inside[-1].listed and not follows:  # the first of several: "the Council, | the Board and the Bank"
        ahead = words[last : last + NEXT_ITEM]
        joined = any(word.listed or word.form in ("and", "or") for word in ahead)
        return joined and ahead[0].form not in ("and", "or")
    if inside[-1].listed:
        return True
    return follows and (last == len(words) or words[last].form in ("and", "or"))


def lists_another(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether words before a unit put in or strike one of several who speak: another name for one says nothing new."""
    side = _one_side(one, stretch)
    return side is not None and is_listed(*side)


def lists_item(one: ClassedRun, stretch: Stretch) -> bool:
    """Tell whether a run puts in or strikes one of several that are listed: of counties, agencies, goods."""
    side = _one_side(one, stretch)
    if side is None:
        return False
    words, first, last = side
    near = words[max(first - NEXT_ITEM * FEWEST_LISTED, 0) : last + NEXT_ITEM * FEWEST_LISTED]
    telling = any(word.form not in STOPWORDS for word in words[first:last])
    shown = any(word.form == "including" for word in words[first:last])  # an example covers nothing more
    return telling and not shown and sum(word.listed for word in near) >= FEWEST_LISTED and is_listed(*side)


def _one_side(one: ClassedRun, stretch: Stretch) -> tuple[Sequence[Word], int, int] | None:
    """Return the words of the side on which a run puts in or strikes some, and which; None where it replaces."""
    run = one.run
    if (run.first == run.last) == (run.into == run.upto):
        return None
    return (stretch.new, run.into, run.upto) if run.first == run.last else (stretch.old, run.first, run.last)
