"""The ladders in words: what the five levels of each family are called (coding guide, section 4)."""

from __future__ import annotations

LEVEL_NAMES: dict[str, tuple[str, str, str, str, str]] = {
    "U": ("exploratory", "intended", "best efforts", "definite", "bound"),
    "D": ("inviting", "encouraging", "urging", "insistent", "ultimatum"),
    "S": ("noting", "supporting", "affirming", "categorical", "doctrine"),
    "E": ("concern", "deep concern", "regret", "condemnation", "strongest terms"),
}

FAMILY_NAMES: dict[str, str] = {"U": "undertaking", "D": "demand", "S": "stance", "E": "judgment"}

INTENSITY_NAMES: dict[int, str] = {-1: "hedged", 0: "plain", 1: "emphatic"}


def level_name(family: str, level: int) -> str:
    """Return a level in words, with its number.

    >>> level_name("U", 3)
    'best efforts (3)'
    """
    return f"{LEVEL_NAMES[family][level - 1]} ({level})"
