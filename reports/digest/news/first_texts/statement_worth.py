"""What a statement of an agreed text that has no predecessor is worth to a reader: fitted to judged statements. Pure.

    statement ─► evidence ─► weighted sum ─► worth, 0 to 1

The sum is fitted by ``python -m training.news.statements`` and stands in ``statement_worth.json`` beside this module.
"""

from __future__ import annotations

import re

from reports.digest.news.statements.new_commitments import weight_of_new
from reports.digest.news.watch import is_under
from reports.digest.news.words.wording import FORCES, telling_stems
from tracker.domain import Release, Unit
from tracker.link.pairs.pair_look import SCALE
from tracker.link.pairs.pair_model import length_of, load_model, load_sum, probability
from tracker.text.content_words import content_stems, is_state, party_code, party_codes

FILE = "statement_worth.json"  # beside this module
NAMES = tuple(
    "founds names length amount terms force others hard position level titled rare effort means".split()
)
MOST_NAMES, MOST_FORCES = 6, 3  # more say no more
# What a desk for foreign policy reads a text for, before good intentions.
HARD_TOPICS = tuple(
    "military cbrn sanctions territory diplomatic.mediation terrorism technology.export_control".split()
)
_FOUNDS = re.compile(
    r"\b(?:launch\w*|establish\w*|creat\w+|sign\w*|announc\w*|decid\w*|agree\w*|first|new)\b"
)
# Good will: what goes on, is looked into, or made stronger.
_EFFORT = re.compile(
    r"\b(?:work|cooperat|collaborat|explor|strengthen|promot|support|continu|enhanc|deepen)", re.IGNORECASE
)
# What states act by.
_MEANS = re.compile(
    r"\b(?:nuclear|military|sanction|tariff|missile|defen[cs]e|deterr|weapon|troop|forces|export|invest|fund)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")  # a word with a capital within the sentence


def statement_evidence(unit: Unit, release: Release) -> tuple[float, ...]:
    """Return what speaks for and against quoting a statement of *release*, in the order of NAMES.

    Whether it founds, signs or decides something, how much it names, whether it has a sum, a day or a body, how it is meant, whether it names a state that
    did not agree on it, its kind and level, how much of the title it takes up, how rare its words are, and whether it speaks of efforts or of the means
    by which states act.
    """
    facets, quote = unit.facets, unit.quote
    stems, titled = frozenset(content_stems(quote)), frozenset(content_stems(release.title))
    rarity = load_model().words.word
    others = set(filter(is_state, party_codes(quote))) - {party_code(name) for name in facets.speakers}
    return (
        float(bool(_FOUNDS.search(quote))),
        min(len(_NAME.findall(quote)), MOST_NAMES) / MOST_NAMES,
        length_of(quote),
        float(bool(facets.amount)),
        float(bool(weight_of_new(unit, release.published_on, first=False))),
        min(len(telling_stems(quote) & FORCES), MOST_FORCES) / MOST_FORCES,
        float(bool(others)),
        float(any(is_under(topic, HARD_TOPICS) for topic in facets.topics)),
        float(facets.family == "S"),
        facets.level / 5,
        len(stems & titled) / max(1, len(titled)),
        sum(map(rarity, stems)) / max(1, len(stems)) / SCALE,
        float(bool(_EFFORT.search(quote))),
        float(bool(_MEANS.search(quote))),
    )


def statement_worth(unit: Unit, release: Release) -> float:
    """Return what a statement of *release* is worth to a reader, 0 to 1."""
    return probability(
        load_sum("reports.digest.news.first_texts", FILE, NAMES).of(statement_evidence(unit, release))
    )
