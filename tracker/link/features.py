"""What the linker looks at in a unit, worked out once per unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.link.concepts import concepts
from tracker.text.content_words import (
    BODIES,
    STOPWORDS,
    content_stems,
    party_code,
    replace_party_names,
    split_words,
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
    """One unit as the linker sees it. Words are stems; parties are codes."""

    family: str
    kind: str
    speakers: frozenset[str]
    addressees: frozenset[str]
    act: str
    action: frozenset[str]  # content words of the action
    target: frozenset[str]  # content words of the target
    quote: frozenset[str]  # content words of the quote, without words of reporting
    concepts: frozenset[str]  # what the words of quote, action and target stand for, whichever word is used
    parties: frozenset[str]  # states and bodies named in quote and target
    states: frozenset[str]  # the states among them, else those of the title
    setting: frozenset[str]  # the states among them and those of the title
    words: frozenset[str]  # everything this unit can be found by
    topics: frozenset[str]  # with parents: cbrn.nuclear brings cbrn
    numbers: frozenset[str]  # as written
    wording: str  # the quote's words with dates and numbers as 0, for near-verbatim repetition
    direction: str
    polarity: str


def extract_features(unit: Unit, title_states: frozenset[str] = frozenset()) -> Features:
    """Return what the linker looks at in *unit*.

    *title_states* are those the title of its release names: they stand in
    where the unit names none, as in a notice that says "the emergency".
    """
    facets = unit.facets
    words = split_words(unit.quote)
    parts = replace_party_names(words)
    stemmed = stems(parts)
    quote, action, target = (
        _telling(each) for each in (stemmed, content_stems(facets.action), content_stems(facets.target))
    )
    said, meant = quote or frozenset(stemmed), concepts(quote | action | target)
    named = _states(quote | target)
    return Features(
        family=facets.family,
        kind=unit.kind.value,
        speakers=frozenset(party_code(name) for name in facets.speakers if name != "unresolved"),
        addressees=frozenset(map(party_code, facets.addressees)),
        act=facets.act,
        action=action,
        target=target,
        quote=said,
        concepts=meant,
        parties=frozenset(word for word in quote | target if word.startswith("=")),
        states=named or title_states,
        setting=named | title_states,
        words=said | action | target | meant,
        topics=frozenset(
            part for topic in facets.topics - {"other"} for part in (topic, topic.split(".")[0])
        ),
        numbers=frozenset(word for word in words if word[0].isdigit()),
        wording=_wording(parts),
        direction=facets.direction,
        polarity=facets.polarity,
    )


def _telling(words: Iterable[str]) -> frozenset[str]:
    """Return those of the content words *words* that say what: no words of reporting, dates or numbers."""
    return frozenset(
        word for word in words if word not in REPORTING and word not in _DATES and not word[0].isdigit()
    )


def _states(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[1:] for word in words if word.startswith("=") and word[1:] not in BODIES)


def normalised_wording(quote: str) -> str:
    """Return the words of *quote* that make its wording: no small words, numbers and months as 0.

    >>> normalised_wording("will meet again by 30 June 2027") == normalised_wording("will meet again by 1 May 2028")
    True
    """
    return _wording(replace_party_names(split_words(quote)))


def _wording(named: Iterable[str]) -> str:
    words: list[str] = []
    for word in named:
        if word[0].isdigit() or word in TIME_WORDS:
            if words[-1:] != ["0"]:  # a date is one, however many words it has
                words.append("0")
        elif word not in STOPWORDS:
            words.append(stem(word))
    return " ".join(words)


TIME_WORDS = frozenset(
    """january february march april june july august september october november december spring summer autumn
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow month year week quarter""".split()
)
_DATES = frozenset(map(stem, TIME_WORDS))
