"""From an anchor and its reach to drafts of units: family, kind, level, and the rule for each step.

Ladders, content rule, agent rule and frame rule are those of the coding guide,
section 4. Every decision leaves a line in ``Draft.rules``. The rules for each
family live beside this file: undertakings, positions, clauses, nouns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.domain import Kind
from tracker.segment.anchors import Anchor
from tracker.segment.clauses import clause, has_demand, outlook
from tracker.segment.drafts import Draft, Scene, one
from tracker.segment.grammar import EMPTY, FRAMES, OUTLOOK
from tracker.segment.lexicon import Lead
from tracker.segment.nouns import nouns
from tracker.segment.positions import direct, judge, stance
from tracker.segment.undertakings import act, commit, modal

# verbs that say nothing by themselves: only what follows them can be a unit


def interpret(anchor: Anchor, end: int, inner: Anchor | None, scene: Scene) -> Iterator[Draft]:
    """Yield the drafts *anchor* opens; its reach ends before word *end*. *inner* is the anchor in its that-clause."""
    tokens = scene.tokens
    if anchor.modal:
        for draft in modal(anchor, end, scene):
            yield replace(draft, subject=(anchor.subject, anchor.subject_end), borrowed=anchor.borrowed)
        return
    first = anchor.index + 1 + len(anchor.leads[0].rest)
    by_table = {lead.table: lead for lead in reversed(anchor.leads)}
    said = tokens.lower[anchor.start : anchor.index]
    refused = bool({"not", "never"} & set(said)) and "only" not in said
    if inner is not None:
        drafts = list(framed(anchor, inner, end, scene, by_table))
    else:
        rules = (
            rule(anchor, by_table[table], first, end, scene) for table, rule in RULES if table in by_table
        )
        drafts = next((found for found in map(list, rules) if found), [])
    for draft in drafts:
        told = (
            draft
            if inner
            else replace(draft, subject=(anchor.subject, anchor.subject_end), borrowed=anchor.borrowed)
        )
        yield (
            replace(told, negative=not told.negative, rules=(*told.rules, "refused: not"))
            if refused
            else told
        )


def framed(
    anchor: Anchor,
    inner: Anchor,
    end: int,
    scene: Scene,
    by_table: dict[str, Lead],
) -> Iterator[Draft]:
    """Read "emphasized that the United States will …": the inner verb counts, the frame opens the quote."""
    frame = by_table.get("frame") or by_table.get("frame_phrase") or by_table.get("commit") or anchor.leads[0]
    shift = -1 if frame.level == 1 and frame.table in FRAMES else 0
    drafts = list(interpret(inner, end, None, scene))
    for number, draft in enumerate(drafts):
        level = max(1, draft.level + (shift if draft.kind.family in "DS" else 0))
        rules = (*draft.rules, f"in the words of: {frame.lemma}") if number == 0 else draft.rules
        yield replace(draft, start=anchor.start if number == 0 else draft.start, level=level, rules=rules)


def frame(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    tokens = scene.tokens
    cue = " ".join(tokens.lower[anchor.index : first])
    that = next((i for i in range(first, min(first + 9, end)) if tokens.lower[i] == "that"), None)
    heads = list(nouns(anchor, lead, first, end, scene, cue))
    noun_first = bool(heads) and (that is None or heads[0].content <= that + 1)
    if that is not None and not noun_first:
        if lead.lemma in OUTLOOK and (lead.lemma != "believe" or scene.cast.bank):
            yield from outlook(anchor, cue, first, end, scene)
            return
        if lead.level or has_demand(tokens, that, end):
            found = clause(anchor, lead.level or 3, that + 1, end, scene, cue)
            # "noting that …" adds an observation to another verb; only a demand or an open door counts
            aside = (lead.lemma, lead.form) == ("note", "ing")
            yield from (draft for draft in found if not (aside and draft.kind.family == "S"))
        return
    if heads:
        yield from heads
        return
    if lead.level and lead.lemma not in EMPTY and (lead.lemma, lead.form) != ("note", "ing"):
        as_role = "as" in tokens.lower[first : first + 12]
        finite = any(
            tokens.lower[i] in ("is", "are", "remains", "remain", "held", "share")
            for i in range(first, min(first + 12, end))
        )
        level = lead.level if as_role or finite or lead.level < 2 else 2
        kind = Kind.S_SUPPORT if lead.lemma in ("welcome", "hail") and not as_role else Kind.S_PRINCIPLE
        yield one(anchor, end, kind, level, cue, first, f"S {level}: {cue} + object")


RULES = (
    ("condemn", judge),
    ("concern_adjective", judge),
    ("praise_adjective", judge),
    ("concern", judge),
    ("direct", direct),
    ("frame_phrase", frame),
    ("commit_adjective", commit),
    ("commit", commit),
    ("frame", frame),
    ("stance", stance),
    ("praise", judge),
    ("act", act),
)
