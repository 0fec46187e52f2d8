"""Find the words that open a unit, and whose words they are.

An anchor is a lead verb (or a modal) with a subject from the cast: "the two
sides … agreed", "and urged" (subject of the verb before), "underscoring" (of the
main clause), "that the United States will" (inside the frame before it).
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.cast import Cast, parties_in, speakers_of
from tracker.segment.complements import acts, back, fits, is_noun, matching, under_way
from tracker.segment.grammar import (
    ADVERBS,
    ASIDES,
    AUXILIARY,
    BINDING,
    BREAKS,
    COMPACTS,
    CONTINUE,
    COPULA,
    DEMONSTRATIVES,
    DO,
    FRAMES,
    HISTORY,
    JOINERS,
    MET,
    MODALS,
    PASSIVE,
    POINTERS,
    PREPOSITIONS,
    UNDER_WAY,
)
from tracker.segment.lexicon import Lead, Lexicon
from tracker.segment.subjects import find_subject, opening_subject, takes_plural
from tracker.segment.tokens import Tokens

SUBJECT = 8  # words of the subject of a passive
NEAR = 4  # words of a subject that points back at what was just described


@dataclass(frozen=True, slots=True)
class Anchor:
    """One opening. Indices are words of the sentence."""

    index: int  # the verb itself
    start: int  # where the quote begins
    leads: tuple[Lead, ...]  # every reading of the word, longest first; empty for a modal
    modal: int  # level of the modal, 0 if there is none
    speakers: frozenset[str]
    subject: int  # where the subject begins; equals start of the anchor before, for a shared subject
    inner: bool  # stands in the that-clause of the anchor before
    form: str
    subject_end: int = 0
    borrowed: bool = False  # the subject of another verb


def find_anchors(tokens: Tokens, cast: Cast, lexicon: Lexicon, latest: frozenset[str]) -> list[Anchor]:
    """Return the anchors of a sentence in order. *latest* is who spoke last before it."""
    found: list[Anchor] = []
    pending: list[tuple[int, tuple[Lead, ...]]] = []  # participles that wait for the main subject
    for index, word in enumerate(tokens.lower):
        if word not in lexicon.openers:
            continue
        anchor = None
        if word in lexicon.modals:
            anchor = _modal(tokens, index, found, cast, lexicon, latest)
        elif word in lexicon.leads and (tokens.raw[index].islower() or index == 0):
            leads = matching(tokens, index, lexicon)
            participle = (
                bool(leads)
                and leads[0].form == "phrase"
                and word.endswith("ing")
                and not under_way(tokens, index)
            )
            if leads and (leads[0].form == "ing" or participle):
                if under_way(tokens, index):
                    verb = lexicon.gerunds.get(word)
                    if (
                        verb
                        and verb.act in UNDER_WAY
                        and leads[0].table == "stance"
                        and verb.lemma != "welcome"
                    ):
                        leads = (Lead("act", verb.lemma, 3, "ing", ()),)
                    anchor = _finite(tokens, index, leads, found, cast, lexicon, latest)
                elif leads[0].table in ASIDES and _participle(tokens, index, found):
                    pending.append((index, leads))
            elif leads:
                anchor = _finite(tokens, index, leads, found, cast, lexicon, latest)
        elif word in lexicon.gerunds and under_way(tokens, index) and lexicon.gerunds[word].act in UNDER_WAY:
            anchor = _finite(
                tokens,
                index,
                (Lead("act", lexicon.gerunds[word].lemma, 3, "ing", ()),),
                found,
                cast,
                lexicon,
                latest,
            )
        if anchor:
            found.append(anchor)
            latest = anchor.speakers
    speakers = next((anchor.speakers for anchor in found if not anchor.inner), None)
    for index, leads in pending:
        if speakers:
            before = [anchor for anchor in found if anchor.index < index]
            whose = before[-1].speakers if before else speakers
            found.append(Anchor(index, index, leads, 0, whose, index, False, "ing"))
    return sorted(found, key=lambda anchor: anchor.index)


def _participle(tokens: Tokens, index: int, found: list[Anchor]) -> bool:
    before = back(tokens, index)
    return (
        before < 0
        or tokens.lower[before] in (",", "while", ";")
        or (tokens.lower[before] == "and" and bool(found))
    )


def _finite(
    tokens: Tokens,
    index: int,
    leads: tuple[Lead, ...],
    found: list[Anchor],
    cast: Cast,
    lexicon: Lexicon,
    latest: frozenset[str],
) -> Anchor | None:
    before = back(tokens, index)
    start = before + 1
    copula = before >= 0 and tokens.lower[before] in COPULA
    joined = before >= 0 and tokens.lower[before] in JOINERS
    # "are encouraged that" is an adjective, "encouraged Veskia to" a verb
    leads = tuple(lead for lead in leads if fits(lead, copula, joined))
    if not leads:
        return None
    adjective = leads[0].table.endswith("_adjective")
    if leads[0].form in ("base", "s", "past") and is_noun(tokens, index):
        return None
    if before >= 0 and tokens.lower[before] == "to":
        earlier = back(tokens, before)
        if earlier >= 0 and tokens.lower[earlier] in CONTINUE:
            start, before = earlier, back(tokens, earlier)
        elif not (
            MET.intersection(tokens.lower[:before]) and leads[0].table in FRAMES and leads[0].form == "base"
        ):
            return None
        else:
            speakers = (
                speakers_of(tokens, 0, min(before, 6), cast, lexicon, latest) or cast.principals or latest
            )
            return (
                Anchor(index, index, leads, 0, speakers, 0, False, "base") if speakers and not found else None
            )
    if before >= 0 and tokens.lower[before] in PREPOSITIONS:  # "in order to", "of concern"
        return None
    while before >= 0 and tokens.lower[before] in AUXILIARY:
        start = before if not adjective else start
        before = back(tokens, before)
    if before >= 0 and tokens.lower[before] in MODALS:
        return None
    form = _tense(tokens, start, index, leads[0].form, copula)
    if (
        leads[0].table == "act"
        and leads[0].form != "ing"
        and form != "perfect"
        and leads[0].lemma != "announce"
        and not (leads[0].lemma in BINDING and COMPACTS & set(tokens.lower[index : index + 9]))
    ):
        return None  # a plain report of an act binds nobody
    if form in ("past", "perfect") and leads[0].table == "commit" and leads[0].lemma in HISTORY:
        return None
    return _place(tokens, index, start, before, leads, 0, form, found, cast, lexicon, latest)


def _tense(tokens: Tokens, start: int, index: int, form: str, copula: bool) -> str:
    """Return past, perfect or present: only verbs of one tense share a subject."""
    helpers = set(tokens.lower[start:index]) | set(tokens.lower[max(0, index - 3) : index])
    if {"have", "has", "had"} & helpers and form in ("past", "phrase"):
        return "perfect"
    if form == "past" or {"was", "were", "remained", "stood"} & helpers:
        return "past"
    return "past" if form == "phrase" and not copula else "present"


def _modal(
    tokens: Tokens, index: int, found: list[Anchor], cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> Anchor | None:
    before = back(tokens, index)
    anchor = _place(
        tokens,
        index,
        index,
        before,
        (),
        lexicon.modals[tokens.lower[index]],
        "present",
        found,
        cast,
        lexicon,
        latest,
    )
    if anchor and tokens.lower[index] == "would" and not anchor.inner:
        return None
    if anchor and tokens.lower[index] == "may" and not acts(tokens, index + 1, lexicon):
        return None
    return anchor or _passive(tokens, index, before, found, cast, lexicon, latest)


def _passive(
    tokens: Tokens,
    index: int,
    before: int,
    found: list[Anchor],
    cast: Cast,
    lexicon: Lexicon,
    latest: frozenset[str],
) -> Anchor | None:
    """Read an undertaking without agent, by what is done: "joint patrols will be held twice a year"."""
    after = tokens.lower[index + 1 : index + 5]
    whose = latest or cast.principals
    if (
        found
        or before < 0
        or not after
        or after[0] != "be"
        or not whose
        or tokens.lower[before] not in PASSIVE
    ):
        return None
    participle = next((word for word in after[1:] if not word.endswith("ly") and word not in ADVERBS), "")
    begin = before
    while begin > 0 and tokens.lower[begin - 1] not in BREAKS | {","} and before - begin < SUBJECT:
        begin -= 1
    named = {code for _, _, code in parties_in(tokens, lexicon, begin, before + 1)}
    if not participle.endswith(("ed", "held", "made", "given", "taken", "set", "built", "kept")) or (
        named and not named & cast.principals
    ):
        return None
    if "by" in tokens.lower[index:] and any(parties_in(tokens, lexicon, index, len(tokens))):
        return None  # somebody else is named as the agent
    return Anchor(index, begin, (), lexicon.modals["will"], whose, begin, False, "passive", before + 1, True)


def _place(
    tokens: Tokens,
    index: int,
    start: int,
    before: int,
    leads: tuple[Lead, ...],
    modal: int,
    form: str,
    found: list[Anchor],
    cast: Cast,
    lexicon: Lexicon,
    latest: frozenset[str],
) -> Anchor | None:
    """Give the verb its subject, or None where it is nobody's in the cast."""
    outer = [anchor for anchor in found if not anchor.inner]
    if before < 0:
        return None
    if tokens.lower[before] in JOINERS:
        if (
            tokens.lower[before] == ","
            and leads
            and leads[0].form == "base"
            and _infinitive_open(tokens, before, found)
        ):
            return None
        partner = next(
            (anchor for anchor in reversed(found) if _alike(anchor, form, inner_too=bool(modal))), None
        )
        if partner and tokens.lower[before] != "and" and "not" in tokens.lower[partner.start : partner.index]:
            return None  # "do not support or recognize": the refusal holds for both
        if partner:
            return Anchor(
                index,
                start,
                leads,
                modal,
                partner.speakers,
                partner.subject,
                False,
                form,
                partner.subject_end,
                True,
            )
        if tokens.lower[before] != "," or outer:
            return None
        speakers = opening_subject(tokens, before, cast, lexicon, latest)
        return Anchor(index, start, leads, modal, speakers, 0, False, form, before) if speakers else None
    floor = found[-1].index + 1 if found else 0
    subject = find_subject(tokens, before, floor, bool(found), _framing(found, floor), cast, lexicon, latest)
    if subject is None and leads and leads[0].lemma in POINTERS and not found:
        # "these launches highlight the importance": the issuer says so of what it has just described
        whose = latest or cast.principals
        if tokens.lower[0] in DEMONSTRATIVES and before <= NEAR and whose:
            return Anchor(index, start, leads, modal, whose, 0, False, form, before + 1)
    if subject is None or (subject.inside and not found):
        return None
    singular = bool(leads) and leads[0].form == "base" and not DO & set(tokens.lower[start:index])
    if singular and not takes_plural(tokens, subject, before):
        return None
    return Anchor(
        index, start, leads, modal, subject.speakers, subject.begin, subject.inside, form, before + 1
    )


def _infinitive_open(tokens: Tokens, before: int, found: list[Anchor]) -> bool:
    """Tell whether a list of infinitives is under way: "call on them to lift restrictions, respect rights, and …"."""
    if not found or not found[-1].leads or found[-1].leads[0].table not in ("direct", "commit"):
        return False
    return "to" in tokens.lower[found[-1].index : before]


def _framing(found: list[Anchor], floor: int) -> bool:
    """Tell whether the word before *floor* introduces speech, so that a clause may follow without "that"."""
    return (
        bool(found)
        and found[-1].index == floor - 1
        and bool(found[-1].leads)
        and found[-1].leads[0].table in FRAMES
    )


def _alike(anchor: Anchor, form: str, *, inner_too: bool) -> bool:
    """Tell whether two verbs can share a subject: "emphasized … and agreed", not "… and agree"."""
    if anchor.form == "ing" or (anchor.inner and not inner_too and form != "present"):
        return False
    if inner_too:
        return anchor.form in ("present", "perfect")
    return anchor.form == form or (anchor.form, form) == ("past", "perfect")
