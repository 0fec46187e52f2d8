"""What a statement is worth to a reader who asks what a text says: fitted to what readers would lead with. Pure.

    statement, its text and its place there ─► evidence ─► weighted sum ─► worth, 0 to 1

The sum is fitted by ``python -m training.news.statements`` and stands in ``statement_worth.json`` beside this module.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log1p

from reports.digest.news.statements.new_commitments import weight_of_new
from reports.digest.news.statements.own_acts import NAMES as OF_ACTS
from reports.digest.news.statements.own_acts import own_act_evidence
from reports.digest.news.watch import is_under
from tracker.domain import Kind, Release, Unit
from tracker.link.pairs.pair_look import SCALE
from tracker.link.pairs.pair_model import length_of, load_model, load_sum, probability
from tracker.text.content_words import content_stems, is_state, party_code, party_codes
from tracker.text.points_back import PRONOUN, needs_words_before
from tracker.text.rates import rate_decision

FILE = "statement_worth.json"  # beside this module
MOST_NAMES = 6  # more say no more
STATEMENTS = 15  # of a text, where it is not asked how many it makes
OPENING = 60  # characters of a statement that hold its verb
# What a desk for foreign policy reads a text for, before good intentions.
HARD_TOPICS = tuple(
    "military cbrn sanctions territory diplomatic.mediation terrorism technology.export_control".split()
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")  # a word with a capital within the sentence


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


# What a statement says, wherever it says it.
_SAYS = {
    "founds": _words(r"launch\w*|establish\w*|creat\w+|sign\w*|announc\w*|decid\w*|agree\w*|first|new"),
    # What states act by.
    "means": _words(
        r"(?:nuclear|military|sanction|tariff|missile|defen[cs]e|deterr|weapon|troop|forces|export|invest|fund)\w*"
    ),
    "thanks": _words(
        r"(?:thank|congratulat|appreciat|applaud|commend|honou?r|celebrat|wish)\w*|grateful|proud"
    ),
    "repeats": _words(
        r"(?:reaffirm|reiterat|underscor|emphasi[sz]|stress|recogni[sz]|acknowledg|recall|underlin)\w*|not(?:e|ed|es|ing)"
    ),
    "today": _words(r"today|now|this week"),
    "at once": _words(r"immediate\w*"),
    "year": _words(r"20\d\d"),
    "new": _words(r"new"),
    "condemns": _words(r"(?:condemn|denounc|deplor|reject|oppos)\w*"),
    "values": _words(r"democra\w+|shared|values|prosper\w*|friendship|partnership|relationship|ties|peace"),
}
# What it begins with.
_OPENS = {
    "opens: announces": _words(r"announc\w+|hereby"),
    "opens: commitment": _words(r"committed to|commitment|remain\w*|continu\w*|stands? (?:with|by|ready)"),
    "opens: creates": _words(
        r"launch\w*|establish\w*|creat(?:e|es|ed|ing|ion)|inaugurat\w*|sign(?:s|ed|ing)|conclud\w+|adopt\w*|approv\w+"
    ),
    "opens: demands": _words(
        r"call(?:s|ed|ing)? (?:on|upon|for)|urg(?:e|es|ed|ing)|demand\w*|must|insist\w*|request\w*"
    ),
    "opens: measure": _words(
        r"(?:impos|designat|authoriz|revok|terminat)\w+|(?:sanction|suspend|withdraw|expel)\w*|ban(?:s|ned|ning)?|restrict\w*|visa"
    ),
    "opens: awaits": _words(r"look(?:s|ed|ing)? forward"),
}
# Kinds that readers led with more, or less, than what else is said of them tells.
_KINDS = (Kind.E_PRAISE, Kind.E_CONCERN, Kind.U_JOINT, Kind.U_WARN, Kind.S_LINKAGE, Kind.D_CALL)
NAMES = (
    *"names length amount terms others hard titled rare order statements rate hangs pronoun".split(),
    *("title share", *_SAYS, *_OPENS, *(kind.value for kind in _KINDS)),
    *(f"act: {name}" for name in OF_ACTS),
)


def numbers(units: Iterable[Unit]) -> Mapping[str, tuple[int, int]]:
    """Return which statement of its text each of *units* is, from 0, and how many that makes, by id."""
    of_text = defaultdict[str, list[Unit]](list)
    for unit in units:
        of_text[unit.revision].append(unit)
    return {
        unit.id: (number, len(said))
        for said in of_text.values()
        for number, unit in enumerate(sorted(said, key=lambda one: one.start))
    }


def statement_evidence(
    unit: Unit, release: Release, text: str, number: int, of: int = STATEMENTS
) -> tuple[float, ...]:
    """Return what speaks for and against leading with a statement of *release*, in the order of NAMES.

    *text* is that of its revision, of whose *of* statements it is that of *number*, from 0. It is asked how much it names, whether it has a sum, a day
    or a body, whether it names a state that does not speak, how much of the title it takes up, how rare its words are, where it stands, whether it hangs
    on words before it, what it speaks of and begins with, of which kind it is, and whether it is an act of who speaks.
    """
    facets, quote = unit.facets, unit.quote
    stems, titled = frozenset(content_stems(quote)), frozenset(content_stems(release.title))
    rarity = load_model().words.word
    others = set(filter(is_state, party_codes(quote))) - {party_code(name) for name in facets.speakers}
    weight = sum(map(rarity, stems))
    return (
        min(len(_NAME.findall(quote)), MOST_NAMES) / MOST_NAMES,
        length_of(quote),
        float(bool(facets.amount)),
        float(bool(weight_of_new(unit, release.published_on, first=False))),
        float(bool(others)),
        float(any(is_under(topic, HARD_TOPICS) for topic in facets.topics)),
        len(stems & titled) / max(1, len(titled)),
        weight / max(1, len(stems)) / SCALE,
        log1p(number),
        log1p(of),
        float(rate_decision(quote) is not None),
        float(needs_words_before(quote)),
        float(bool(PRONOUN.match(quote))),
        sum(map(rarity, stems & titled)) / weight if weight else 0.0,
        *(float(bool(said.search(quote))) for said in _SAYS.values()),
        *(float(bool(said.search(quote[:OPENING]))) for said in _OPENS.values()),
        *(float(unit.kind is kind) for kind in _KINDS),
        *own_act_evidence(unit, release, text),
    )


def statement_worth(unit: Unit, release: Release, text: str, number: int) -> float:
    """Return what a statement of *release* is worth to a reader, 0 to 1; it is that of *number*, from 0, of the revision that has *text*.

    Of many statements of a text each is less likely one to lead with, and worth no less: how many there are is held against none.
    """
    evidence = statement_evidence(unit, release, text, number)
    return probability(load_sum("reports.digest.news.first_texts", FILE, NAMES).of(evidence))
