"""What a unit is found by among the lines held, worked out once per unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.link.concepts import concepts
from tracker.text.content_words import (
    content_stems,
    named_words,
    party_code,
    stem,
    stems,
)

# Words of reporting and courtesy: they say that something was said, not what.
REPORTING = frozenset(
    stem(word)
    for word in """reaffirm reaffirmed reiterate reiterated underscore underscored emphasize emphasized emphasise stress
    stressed highlight highlighted note noted noting express expressed expressing affirm affirmed agree agreed decide
    decided commit committed commitment pledge pledged promise continue continued continues continuing importance
    statement state stated join joint jointly we side sides leader leaders minister ministers secretary president
    committee ready readiness view share shared well recall recalled announce announced confirm confirmed""".split()
)


@dataclass(frozen=True, slots=True)
class Features:
    """What a unit is found by. Words are stems; parties are codes."""

    words: frozenset[str]  # content words of quote, action and target, and the concepts they stand for
    topics: frozenset[str]  # with parents: cbrn.nuclear brings cbrn
    speakers: frozenset[str]
    addressees: frozenset[str]


def extract_features(unit: Unit) -> Features:
    """Return what *unit* is found by."""
    facets = unit.facets
    stemmed = stems(named_words(unit.quote)[1])
    quote, action, target = (
        _telling(each) for each in (stemmed, content_stems(facets.action), content_stems(facets.object))
    )
    return Features(
        words=(quote or frozenset(stemmed)) | action | target | concepts(quote | action | target),
        topics=frozenset(
            part for topic in facets.compared_topics - {"other"} for part in (topic, topic.split(".")[0])
        ),
        speakers=frozenset(party_code(name) for name in facets.speakers if name != "unresolved"),
        addressees=frozenset(map(party_code, facets.addressees)),
    )


def _telling(words: Iterable[str]) -> frozenset[str]:
    """Return those of the content words *words* that say what: no words of reporting, dates or numbers."""
    return frozenset(
        word for word in words if word not in REPORTING and word not in _DATES and not word[0].isdigit()
    )


TIME_WORDS = frozenset(
    """january february march april june july august september october november december spring summer autumn
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow month year week quarter""".split()
)
_DATES = frozenset(map(stem, TIME_WORDS))
