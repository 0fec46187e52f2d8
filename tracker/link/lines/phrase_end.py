"""Where a phrase may end: before a joint, never inside a name, a noun with its adjectives or a list of two."""

from __future__ import annotations

import re

PREPOSITIONS = frozenset(
    """about above across after against along alongside amid among around as at before behind beside between beyond by
    despite during for from in inside into like near of off on onto out over per regarding since than through throughout
    to toward towards under until till up upon via with within without concerning""".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being has have had do does did will would shall should must may might can could".split()
)
DETERMINERS = frozenset(
    "the a an its their our his her my this that these those any all both each every such other no some".split()
)
_LINKS = frozenset(
    "and or but nor while when if where who which that whose because unless although so not than".split()
)
# What no phrase ends with.
_HANGING = (
    PREPOSITIONS
    | AUXILIARIES
    | DETERMINERS
    | _LINKS
    | frozenset("more most very too also further own it they we he she them us".split())
)
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$")  # "between the R.O.K. and the U.S."
_CLAUSES = frozenset("while when if where who which whose that because unless although".split())


def cut_phrase(phrase: str, longest: int) -> str:
    """Return *phrase* if it has at most *longest* characters, else as much of it as ends where a phrase can.

    It ends before a preposition, a clause or the rest of a list, as
    late as fits; where there is no such place, between two words.

    >>> cut_phrase("dissuade Norvale from developing new missiles and torpedoes for its fleet", 50)
    'dissuade Norvale from developing new missiles'
    """
    words = phrase.split()
    if len(phrase) <= longest:
        return tidy_end(words)
    fitting = [at for at in range(1, len(words)) if len(" ".join(words[:at])) <= longest]
    ends = [at for at in fitting if at > 1 and _may_end(words, at)]
    whole = [at for at in ends if _bare(words[at]) != "of"]  # "the security" of whom
    subject = [at for at in fitting if at > 2 and _bare(words[at]) in AUXILIARIES]
    best = next((found[-1] for found in (whole, ends, subject, fitting) if found), 0)
    kept = words[:best]
    if len(kept) > 4 and _bare(kept[-2]) == "to":  # "to prioritize", and what is cut off with it
        kept = kept[:-2]
    return tidy_end(kept) or phrase[:longest].strip()


def tidy_end(words: list[str]) -> str:
    """Return *words* as one phrase, without small words and adverbs at its end."""
    words = list(words)
    while len(words) > 1 and (_bare(words[-1]) in _HANGING or re.fullmatch(r"[a-z]+ly[,;:]?|\W+", words[-1])):
        words.pop()
    phrase = " ".join(words).rstrip(" ,;:-–—")
    return phrase if _INITIALS.search(phrase) else phrase.rstrip(" .,;:-–—")


def _may_end(words: list[str], at: int) -> bool:
    """Return whether a phrase may end before ``words[at]``."""
    last, following = _bare(words[at - 1]), _bare(words[at])
    if last in _HANGING or last.endswith("ly"):
        return False
    if words[at - 1].endswith((",", ";", ":")):
        if at > 1 and _bare(words[at - 2]) in DETERMINERS:  # "a free, open and …"
            return False
        return not any(word.endswith(",") for word in words[max(0, at - 4) : at - 1])  # the first of a list
    if following in ("and", "or"):
        return _ends_list(words, at + 1)
    if following in PREPOSITIONS:
        # "linked to", "based on"
        return not (last.endswith("ed") and following in ("to", "on", "in", "with"))
    return following in _CLAUSES


def _ends_list(words: list[str], at: int) -> bool:
    """Return whether what stands at *at*, behind "and", is no noun that the words before it also need."""
    if at >= len(words):
        return True
    if _bare(words[at]) in DETERMINERS | PREPOSITIONS or words[at].endswith((",", ";")):
        return True
    after = _bare(words[at + 1]) if at + 1 < len(words) else ""
    return not after or after in PREPOSITIONS | DETERMINERS | AUXILIARIES | _LINKS


def _bare(word: str) -> str:
    return word.lower().strip(".,;:“”\"'‘()")
