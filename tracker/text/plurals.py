"""A number with its noun, as every output writes it. Pure."""

from __future__ import annotations


def pluralize(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, thousands parted by a comma; *plural* where an "s" at the end does not make it.

    >>> pluralize(1, "day"), pluralize(1200, "party", "parties")
    ('1 day', '1,200 parties')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
