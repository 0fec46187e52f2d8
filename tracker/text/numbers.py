"""Numbers as texts write them, in words and in figures, and as every output writes them, with a noun. Pure."""

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
# What a number is multiplied with by the word behind it.
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
_FIGURES = re.compile(r"\d[\d.,]*\d|\d")


@lru_cache(maxsize=TEXTS_HELD)
def figures_in(text: str) -> tuple[str, ...]:
    """Return the numbers that *text* writes in figures, in their order, as it writes them.

    >>> figures_in("From 1,500 to 2 in 2031.")
    ('1,500', '2', '2031')
    """
    return tuple(_FIGURES.findall(text))


def pluralize(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, thousands parted by a comma; *plural* where an "s" at the end does not make it.

    >>> pluralize(1, "day"), pluralize(1200, "party", "parties")
    ('1 day', '1,200 parties')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
