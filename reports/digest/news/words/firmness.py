"""How firmly each verb of a sentence is meant: "shall consult", then "should consult", wherever both stand. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from functools import lru_cache

from tracker.text.content_words import content_stems, stem

PAIRS = 4096  # of sentences that are remembered
SHARED = 4  # telling words of two sentences on one matter
NEAR = 60  # characters in front of a verb, in which stands what it hangs on
# Of 25 pairs of sentences that strangers planted with another word of force before the same verb all are changes.
_FORCES = (
    "may|might|could|can",
    "aims? to|seeks? to|hopes? to|endeavou?rs? to|(?:is|are) (?:ready|prepared|willing) to|stands? ready to",
    "should|ought to|intends? to|plans? to",
    "will|shall|must|(?:is|are) (?:obliged|required) to",
)
_MEANT = re.compile(
    rf"\b(?:{'|'.join(f'({said})' for said in _FORCES)})\s+(?:(?:also|then|\w+ly)\s+){{0,2}}(?:be\s+(?:\w+ly\s+)?)?(?!be\b|not\b|have\b|continue\b)(?P<verb>[a-z]{{3,}})",
    re.IGNORECASE,
)
# "… of what it would deliver": it hangs on another verb.
_UNDER_ANOTHER = re.compile(r"\b(?:that|which|who|if|whether|where|when|until)\s+(?:[\w’-]+\s+){0,3}$")


@lru_cache(maxsize=PAIRS)
def meant_otherwise(before: str, after: str) -> bool:
    """Say whether a verb of two sentences is meant more firmly in one of them than in the other.

    >>> meant_otherwise("Before they grant a licence they shall consult Estmark.", "Who grants a licence should consult Estmark before.")
    True
    >>> meant_otherwise("They will consult Estmark on each licence they grant.", "They shall consult Estmark on each licence they grant.")
    False
    """
    if len(frozenset(content_stems(before)) & frozenset(content_stems(after))) < SHARED:
        return False
    old, new = _verbs(before), _verbs(after)
    return any(old[verb].isdisjoint(new[verb]) for verb in old.keys() & new.keys())


def _verbs(said: str) -> Mapping[str, Set[int]]:
    """Return the verbs that are meant with a word of force in a sentence, by their stems, each with how firmly."""
    found = defaultdict[str, set[int]](set)
    for one in _MEANT.finditer(said):
        if not _UNDER_ANOTHER.search(said, max(0, one.start() - NEAR), one.start()):
            rank = next(rank for rank in range(1, len(_FORCES) + 1) if one[rank])
            found[stem(one["verb"].casefold())].add(rank)
    return found
