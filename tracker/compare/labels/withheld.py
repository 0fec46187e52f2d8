"""Which moves are not mailed though their link is told: their label is not likely enough, or they say nothing new against what was said last.

A move that is withheld is shown on pages, marked for review, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facets.content_moves import content_move, content_of
from tracker.compare.facets.rate_moves import DatedDecision, why_incomplete
from tracker.compare.labels.classify import LabelVerdict, classify
from tracker.compare.labels.label_gate import label_evidence, load_gate
from tracker.domain import Label, Link, Mention, Unit
from tracker.doubts import IN_TALK, NOT_MAILED
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import is_spoken
from tracker.link.place_units import APART
from tracker.text.rates import SET, rate_decision
from tracker.text.votes import DISSENT


def mirrored_decisions(units: Sequence[Unit], links: Sequence[Link]) -> dict[str, str]:
    """Return by unit why a decision on a rate is not mailed: another, told before it in the text, went the same way.

    One decision moves several rates of a bank: the discount rate goes along with the target for the federal funds rate.
    """
    found: dict[str, str] = {}
    # by direction: the rate that comes first, and whether it has an earlier decision
    first: dict[str, tuple[str, bool]] = {}
    for unit, link in sorted(zip(units, links, strict=True), key=lambda pair: pair[0].start):
        decision = rate_decision(unit.quote)
        if decision is None:
            continue
        leading, told = first.get(decision.direction) or first.get(SET, ("", False))
        if not leading or (leading == decision.what and not told):
            first[decision.direction] = (decision.what, link.before is not None and not link.review)
        elif leading == decision.what:
            found[unit.id] = f"{NOT_MAILED}: the same decision stands further up"
        else:
            found[unit.id] = f"{NOT_MAILED}: it went with the {leading}"
    return found


def why_withheld(verdict: LabelVerdict, before: Mention, after: Mention, score: float) -> str:
    """Return why a move from *before* to *after* is not mailed, in words; "" where it is. *score* is how likely both are of one line.

    Raises:
        InstallError: The weights of labels are missing or damaged.
    """
    if is_spoken(before.release.title) or is_spoken(after.release.title):
        return IN_TALK
    if any(DISSENT.search(mention.unit.quote) for mention in (before, after)):
        return f"{NOT_MAILED}: what a member prefers is no statement of the whole"
    if verdict.by == ("rate_moved",) and (missing := _why_no_move(verdict, before, after)):
        return f"{NOT_MAILED}: {missing}"
    if verdict.by == ("rate_moved",) or (verdict.label is Label.RESUMED and rate_decision(after.unit.quote)):
        return ""
    if verdict.label is Label.RESUMED:
        return f"{NOT_MAILED}: no move left out shows yet how often a line that returns is told rightly"
    doubt = load_gate().doubt(verdict.label, label_evidence(before, after, verdict, score))
    return f"{NOT_MAILED}: {doubt}" if doubt else ""


def _why_no_move(verdict: LabelVerdict, before: Mention, after: Mention) -> str:
    """Return why two decisions on one rate may be no turn, or no larger or smaller step; "" where they follow each other.

    Steps that both texts state are what they are, whatever lies between.
    """
    old, new = (
        DatedDecision(decision, mention.release.published_on)
        for mention in (before, after)
        if (decision := rate_decision(mention.unit.quote))
    )
    if verdict.label is not Label.REVERSED and new.decision.step is not None:
        return ""
    return why_incomplete(old, new)


def why_not_last(unit: Unit, label: Label, link: Link, before: Mention, standing: LineHistory) -> str:
    """Return why the move *label* of *unit* against *before* is not mailed, "" where nothing nearer was said in between.

    Nearer is what has as much in common with *unit* and differs less: then whatever
    moved had moved by then, or is another matter. And against all that the line itself
    said since, with whomever, *unit* must have moved the same way.
    """
    if rate_decision(unit.quote) or before.release.published_on is None:
        return ""
    for _, since in standing.mentions(link.line.id):
        day = since.release.published_on
        if day is None or day <= before.release.published_on or rate_decision(since.unit.quote):
            continue
        found = classify(since.unit, unit)
        if label not in (found.label, *found.also):
            return f"{NOT_MAILED}: no such move against what was said on {day}"
    now = content_of(unit)
    old = content_move(content_of(before.unit), now)
    others = [line_id for line_id in standing.find(standing.features_of(unit)) if line_id != link.line.id]
    for mention in standing.last_said_after(before.release.published_on, others):
        if frozenset((mention.unit.facets.family, unit.facets.family)) in APART:
            continue
        new = content_move(content_of(mention.unit), now)
        if new.kept >= old.kept and new.gained + new.lost < old.gained + old.lost:
            return f"{NOT_MAILED}: said in nearer words on {mention.release.published_on}"
    return ""
