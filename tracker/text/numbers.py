"""Numbers as texts write them: in words, and in figures. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

TEXTS_HELD = 64  # whole texts and sentences whose numbers are remembered
SPELT = {
    word: number
    for number, word in enumerate(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
        twenty""".split(),
        start=1,
    )
} | {
    word: 10 * number
    for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)
}
_FIGURES = re.compile(r"\d[\d.,]*\d|\d")


@lru_cache(maxsize=TEXTS_HELD)
def figures_in(text: str) -> tuple[str, ...]:
    """Return the numbers that *text* writes in figures, in their order, as it writes them.

    >>> figures_in("From 1,500 to 2 in 2031.")
    ('1,500', '2', '2031')
    """
    return tuple(_FIGURES.findall(text))
