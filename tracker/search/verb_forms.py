"""The forms of short and irregular English verbs, which no common beginning finds: "voted" of "vote", "held" of "hold". Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# The verb, and the forms that are not made as most are.
_IRREGULAR = """
begin began begun
break broke broken
bring brought
build built
buy bought
choose chose chosen
commit committed commitment commitments
fall fell fallen
fight fought
find found
forbid forbade forbidden
freeze froze frozen
give gave given
grow grew grown
hold held
keep kept
leave left
lend lent
lose lost
meet met
pay paid
rise rose risen
seek sought
sell sold
send sent
speak spoke spoken
spend spent
steal stole stolen
strike struck
take took taken
tell told
withdraw withdrew withdrawn
win won
write wrote written
"""
_REGULAR = "call deny ease grant halt help hike host join lift move name open pull push sign slow tie urge veto vote vow warn".split()


def forms_of_verb(word: str) -> tuple[str, ...]:
    """Return *word*, folded, a form of a short or irregular verb, and all other forms of that verb; none of any other word.

    >>> forms_of_verb("voted"), forms_of_verb("harbour")
    (('voted', 'vote', 'votes', 'voting'), ())
    """
    forms = _forms().get(word, ())
    return tuple(dict.fromkeys((word, *forms))) if forms else ()


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Return, by each form, all of its verb."""
    verbs = [tuple(row.split()) for row in _IRREGULAR.strip().split("\n")]
    verbs += [(verb, _past(verb)) for verb in _REGULAR]
    table: dict[str, tuple[str, ...]] = {}
    for verb, *past in verbs:
        every = tuple(dict.fromkeys((verb, f"{_third(verb)}s", *past, _running(verb))))
        table |= dict.fromkeys(every, every)
    return table


def _third(verb: str) -> str:
    return f"{verb[:-1]}ie" if verb.endswith("y") and verb[-2] not in "aeiou" else verb


def _past(verb: str) -> str:
    return f"{_third(verb)}d" if _third(verb).endswith("e") else f"{verb}ed"


def _running(verb: str) -> str:
    """Return the form with -ing."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb in {"begin", "commit", "forbid", "win"}:
        return f"{verb}{verb[-1]}ing"
    return f"{verb.removesuffix('e')}ing"
