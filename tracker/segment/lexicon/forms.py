"""The forms of a verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def inflect(lemma: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return form → name for a verb: {"agree": "base", "agrees": "s", "agreed": "past", "agreeing": "ing"}."""
    head, _, tail = lemma.partition(" ")
    if head in irregular:
        s, past, participle, ing = irregular[head]
    elif head.endswith("e"):
        s, past, participle, ing = head + "s", head + "d", head + "d", head[:-1] + "ing"
        ing = head + "ing" if head.endswith(("ee", "oe")) else ing
    elif head.endswith("y") and head[-2] not in "aeiou":
        s, past, participle, ing = head[:-1] + "ies", head[:-1] + "ied", head[:-1] + "ied", head + "ing"
    else:
        s = head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s")
        past, participle, ing = head + "ed", head + "ed", head + "ing"
    end = f" {tail}" if tail else ""
    forms = {head + end: "base", s + end: "s", past + end: "past", ing + end: "ing"}
    forms.setdefault(participle + end, "past")
    return forms
