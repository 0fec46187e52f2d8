"""Whether a statement turned against what it said: a negation of its main clause, an opposite verb, a withdrawal.

A negation inside a subordinate clause turns nothing: "cannot be realised without the
fishermen" is for the fishermen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.link.features import REPORTING
from tracker.link.pairs.pair_look import BOOSTERS
from tracker.text.content_words import content_stems
from tracker.text.korean import HANGUL

# the direction of what others are asked to do is not the direction of the line
TURNING_FAMILIES = frozenset("US")
OPPOSITES = frozenset(
    frozenset(pair)
    for pair in (("start", "stop"), ("increase", "stop"), ("increase", "decrease"), ("maintain", "stop"))
)
SAME_OBJECT = 0.5  # of the words of the shorter object that the other must hold
# of the telling words of the longer quote that the other must hold, before "not" between them counts
SAME_WORDS = 0.6

_SUBORDINATE = re.compile(
    r"\b(?:which|who|whose|whom|without|unless|until|if|because|since|so that|in order to|to ensure that|against|despite"
    r"|those|(?!\Aany\b)any(?:one|body)?|amid|lest)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|no longer|refrain(?:s|ed|ing)?|reject(?:s|ed|ing|ion)?|oppos(?:e|es|ed|ing|ition)"
    r"|refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing) to|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing))\b|n[’']t\b"
    # "no member shall be eligible" denies as much as "members shall not be eligible"
    r"|(?:^|[,;:] |\bthat )no (?!longer|later|less|more|fewer|doubt|matter|effort|sooner|higher|stone)(?:(?!and\b|or\b|how\b|than\b)\w+(?:, without exception,)? ){1,9}?"
    r"(?:shall|will|may|can|must)\b"
    r"|(?:^|[,;:] |\bthat )(?:nobody|no one|none|neither) (?:[\w’'-]+ ){0,9}?(?:shall|will|may|can|must)\b",
    re.IGNORECASE,
)
# For and against one object are two words of one stance.
_STANCE = re.compile(
    r"\b(?:support(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|welcom(?:e|es|ed|ing)|accept(?:s|ed|ing)?|recogni[sz](?:e|es|ed|ing)"
    r"|back(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# Two words of no that make a yes: "cannot be done without", "not only"; "no state may use more than 30 percent" is a limit of 30.
_DOUBLE = re.compile(
    r"\b(?:cannot|can not|never|not|no)\b[^.;]*\bwithout\b|\bnot (?:only|just|merely|least)\b"
    r"|(?:^|[,;:] |\bthat )no (?:[\w’'-]+ ){1,6}?(?:may|shall|can|will|must)\b[^,.;]*\b(?:(?:more|less|fewer) than|exceed\w*|above|below)(?= \S*\d)"
    r"|\b(?:not|no) (?:less|more|fewer|lower|higher|greater|later|earlier) than\b"
    r"|\b(?:not|never|cannot) (?:\w+ )?exceed\w*(?= \S*\d)",
    re.IGNORECASE,
)
_WITHDRAWAL = re.compile(
    r"\b(?:withdr[ae]w(?:s|n|ing)? from|suspend(?:s|ed|ing)?|rescind(?:s|ed|ing)?|revok(?:e|es|ed|ing)|repeal(?:s|ed|ing)?"
    r"|cancel(?:s|led|ed|ling|ing)?|terminat(?:e|es|ed|ing)|abandon(?:s|ed|ing)?|no longer|discontinu(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
# What stays suspended, and a suspension that is maintained, is suspended no more than it was.
_STAYS_WITHDRAWN = re.compile(
    r"\b(?:remain\w*|stay\w*|kept|continu\w+ to be|to be kept) (?:\w+ ){0,2}?(?:suspended|withdrawn|rescinded|revoked|repealed|cancell?ed|terminated|discontinued)\b"
    r"|\b(?:maintain|keep|kept|uphold|upheld|continu|exten[ds]|prolong|renew|retain)\w*\b(?: (?:the|its|their|this|that|current|existing)){0,2} (?:suspension|withdrawal|termination|revocation|cancellation)\b"
    r"|\b(?:suspension|termination|revocation)\b[^.;]{0,80}\b(?:(?:is|are|be|been|was|were) (?:maintained|upheld|extended|prolonged|renewed)|remains? in (?:force|effect|place)|continues)\b",
    re.IGNORECASE,
)
# "Will not agree until 75 percent can" is "will agree only when 75 percent can".
_NOT_UNTIL = re.compile(r"\b(?:not|no|never|cannot)\b[^.;]*\b(?:until|unless)\b", re.IGNORECASE)
_ONLY_WHEN = re.compile(r"\bonly (?:if|when|once|after|where|on condition|provided)\b", re.IGNORECASE)
# "Concerns about the pipeline" were never for it: to oppose it is more, and not the opposite.
_TROUBLED = re.compile(
    r"\b(?:concern(?:s|ed|ing)?|worr(?:y|ies|ied)|alarm(?:ed|ing)?|regret(?:s|ted)?|deplor\w+)\b",
    re.IGNORECASE,
)
_DOWN = {
    "stop": re.compile(
        r"\b(?:ceas(?:e|es|ed|ing)|conclud(?:e|es|ed|ing)|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|end(?:s|ed|ing)?|suspen(?:d|ds|ded|ding|sion)"
        r"|terminat(?:e|es|ed|ing|ion)|withdr[ae]w(?:s|n|al|ing)?|discontinu(?:e|es|ed|ing)|abandon(?:s|ed|ing)?"
        r"|cancel(?:s|led|ed|ling|ing)?|revok(?:e|es|ed|ing)|repeal(?:s|ed|ing)?|abolish(?:es|ed|ing)?|no longer)\b",
        re.IGNORECASE,
    ),
    "decrease": re.compile(
        r"\b(?:reduc(?:e|es|ed|ing|tion|tions)|lower(?:s|ed|ing)?|cut(?:s|ting)?|decreas(?:e|es|ed|ing)|slow(?:s|ed|ing)?"
        r"|taper(?:s|ed|ing)?|eas(?:e|es|ed|ing)|shrink(?:s|ing)?|scal(?:e|es|ed|ing) (?:back|down))\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What can turn in a statement."""

    family: str
    polarity: str
    direction: str
    act: str
    object: frozenset[str]  # content words of the target, or of the whole quote
    # content words of the main clause, without those of reporting, refusal and approval
    words: frozenset[str]
    negated: bool  # in the main clause
    withdraws: bool  # in so many words
    stops: bool
    decreases: bool
    stays: bool = False  # withdrawn, suspended: as it was before
    not_until: bool = False  # denies as long as a condition is not met
    only_when: bool = False  # affirms on a condition
    takes_stance: bool = False  # for its object, or by a word of that denied: "not recognise"
    troubled: bool = False  # by what it speaks of, without being against it in so many words


def turn_of(unit: Unit) -> Turn:
    """Return what can turn in *unit*; a condition withdraws nothing."""
    facets = unit.facets
    quote = unit.quote.replace(facets.condition, " ") if facets.condition else unit.quote
    main = main_clause(_DOUBLE.sub(" ", quote))
    return Turn(
        facets.family, facets.polarity, facets.direction, facets.act,
        frozenset(content_stems(facets.object or unit.quote)),
        frozenset(content_stems(_STANCE.sub(" ", _NEGATION.sub(" ", main)))) - REPORTING - BOOSTERS,
        facets.polarity == "-" if HANGUL.search(main) else bool(_NEGATION.search(main)),
        bool(_WITHDRAWAL.search(main)), bool(_DOWN["stop"].search(main)), bool(_DOWN["decrease"].search(main)),
        bool(_STAYS_WITHDRAWN.search(main)), bool(_NOT_UNTIL.search(unit.quote)), bool(_ONLY_WHEN.search(unit.quote)),
        bool(_STANCE.search(main)), bool(_TROUBLED.search(main)),
    )  # fmt: skip


def main_clause(quote: str) -> str:
    """Return *quote* up to its first subordinate clause.

    >>> main_clause("will keep the ban, which Veskia has not accepted")
    'will keep the ban, '
    """
    match = _SUBORDINATE.search(quote)
    return quote[: match.start()] if match else quote


def opposite_reason(before: Turn, after: Turn) -> str:
    """Return why *after* is the opposite of *before*, or "" where it is not."""
    if "E" in (before.family, after.family):
        return ""  # concern that becomes opposition is stronger, not the opposite
    troubled = before.troubled or after.troubled
    if (
        not troubled
        and not ((before.not_until and after.only_when) or (before.only_when and after.not_until))
        and before.polarity != after.polarity
        and before.negated != after.negated
        and not _only_names(before, after)
        and _same_words(before, after)
    ):
        return f"polarity turned: the action now {'is not to happen' if after.polarity == '-' else 'is to happen'}"
    if not {before.family, after.family} <= TURNING_FAMILIES or not _same_object(before, after):
        return ""
    if frozenset((before.direction, after.direction)) in OPPOSITES and before.act != after.act:
        down = after.direction if after.direction in ("stop", "decrease") else before.direction
        both = (before.stops, after.stops) if down == "stop" else (before.decreases, after.decreases)
        if both[0] != both[1]:
            return f"direction turned from {before.direction} to {after.direction}" + (
                "; explicit withdrawal" if after.withdraws and not before.withdraws else ""
            )
    suspended_alike = (before.stays and after.stops) or (before.stops and after.stays)
    if before.direction != after.direction and before.withdraws != after.withdraws and not suspended_alike:
        return "explicit withdrawal" if after.withdraws else "a withdrawal taken back"
    return ""


def _only_names(before: Turn, after: Turn) -> bool:
    """Say whether the one that does not deny only names what the other does not recognise: "the results of the vote"."""
    affirms, denies = (before, after) if after.polarity == "-" else (after, before)
    return denies.takes_stance and not affirms.takes_stance and not affirms.act


def _same_words(before: Turn, after: Turn) -> bool:
    longer = max(len(before.words), len(after.words))
    return not longer or len(before.words & after.words) >= SAME_WORDS * longer


def _same_object(before: Turn, after: Turn) -> bool:
    smaller = min(len(before.object), len(after.object))
    return bool(smaller) and len(before.object & after.object) >= SAME_OBJECT * smaller
