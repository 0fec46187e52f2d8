"""What a title says its text is on, where that is one matter: a text on one matter leaves nothing of another out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from tracker.domain import Release
from tracker.link.occasions.occasion import is_encounter
from tracker.link.occasions.series import is_about_form, title_key
from tracker.text.content_words import content_stems, split_words, stem

WORDS_OF_SUBJECT = 2  # of a title without "on"
_ON = re.compile(
    r"\b(?:on|about|regarding|concerning|against|condemning|mark(?:ing)?|launch of|support(?:ing)?(?: of)?)\b(.*)",
    re.IGNORECASE,
)
# Who issued a text, and why on that day, is no matter of its own.
_OCCASIONS = frozenset(
    map(stem, "leaders ministers ministerial anniversary commemoration occasion official".split())
)
# "…, Port Halden, 5 December 2031": the next one meets elsewhere
_MET_AT = re.compile(r",\s+(?:[A-Z][\w.’'-]*\s?){1,3},\s+(?=\d{1,2}\s+[A-Z]|[A-Z][a-z]+\s+\d{1,2})")
# is on all there is, wherever it was held
_SUMMIT = re.compile(r"\b(?:summit|communiqu[eé])\b", re.IGNORECASE)


def are_on_one_subject(earlier: Release, later: Release) -> bool:
    """Return whether what the title of one is on that of the other is on too, or neither is on a subject of its own.

    A body of its own ("of the Economic Committee") is a subject; a motto before or behind a colon is none.
    """
    old, new = title_subject(earlier), title_subject(later)
    return bool(old & new) or not (old or new)


def before_subject(title: str) -> str:
    """Return *title* up to where it says what its text is on: who issued it.

    >>> before_subject("Joint Statement of Norvale and Estmark on Wind Farms")
    'Joint Statement of Norvale and Estmark '
    """
    on = _ON.search(title)
    return title[: on.start()] if on else title


@lru_cache(maxsize=16_384)
def title_subject(release: Release) -> frozenset[str]:
    """Return the telling words of what the title of *release* says its text is on; none where that is a meeting."""
    release = replace(release, title=_without_motto(without_place(release.title)))
    on = _ON.search(release.title)
    named = content_stems(on[1]) if on and not is_encounter(on[1]) else ()
    stated = _telling_of_title(named) | {word for word in named if word.startswith("=")}
    whole = _telling_of_title(title_key(release).words)
    if stated or len(whole) < WORDS_OF_SUBJECT or _SUMMIT.search(release.title):
        return stated
    return whole


def without_place(title: str) -> str:
    """Return *title* without the place of a meeting before its day.

    >>> without_place("Statement of the Harbour Compact, Port Halden, 14 May 2031")
    'Statement of the Harbour Compact, 14 May 2031'
    """
    return _MET_AT.sub(", ", title)


def _without_motto(title: str) -> str:
    """Return the part of *title* before or behind a colon that says of what form the text is; the whole where none does."""
    parts: Sequence[str] = title.split(":")
    forms = (part for part in parts if any(is_about_form(word) for word in split_words(part)))
    return next(forms, title)


def _telling_of_title(words: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for word in words if word != "encounter" and word not in _OCCASIONS and not is_about_form(word)
    )
