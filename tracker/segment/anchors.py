"""Find the words that open a unit, and whose words they are.

An anchor is a lead verb (or a modal) with a subject from the cast: "the two
sides … agreed", "and urged" (subject of the verb before), "underscoring" (of the
main clause), "that the United States will" (inside the frame before it).
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.cast import Cast, speakers_of
from tracker.segment.grammar import (
    ADVERBS,
    AUXILIARY,
    BEFORE_NOUNS,
    BREAKS,
    CONTINUE,
    COPULA,
    DO,
    FRAMES,
    JOINERS,
    MET,
    MODALS,
    PLURAL,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    UNDER_WAY,
)
from tracker.segment.lexicon import Lead, Lexicon
from tracker.segment.tokens import Tokens

REACH = 14


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


def find_anchors(tokens: Tokens, cast: Cast, lexicon: Lexicon, latest: frozenset[str]) -> list[Anchor]:
    """Return the anchors of a sentence in order. *latest* is who spoke last before it."""
    found: list[Anchor] = []
    pending: list[tuple[int, tuple[Lead, ...]]] = []  # participles that wait for the main subject
    index = 0
    while index < len(tokens):
        word = tokens.lower[index]
        anchor = None
        if word in lexicon.modals:
            anchor = _modal(tokens, index, found, cast, lexicon, latest)
        elif word in lexicon.leads and (tokens.raw[index].islower() or index == 0):
            leads = _matching(tokens, index, lexicon)
            participle = (
                bool(leads)
                and leads[0].form == "phrase"
                and word.endswith("ing")
                and not _under_way(tokens, index)
            )
            if leads and (leads[0].form == "ing" or participle):
                if _under_way(tokens, index):
                    anchor = _finite(tokens, index, leads, found, cast, lexicon, latest)
                elif _participle(tokens, index, found):
                    pending.append((index, leads))
            elif leads:
                anchor = _finite(tokens, index, leads, found, cast, lexicon, latest)
        elif word in lexicon.gerunds and _under_way(tokens, index) and lexicon.gerunds[word].act in UNDER_WAY:
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
        index += 1
    speakers = next((anchor.speakers for anchor in found if not anchor.inner), None)
    for index, leads in pending:
        if speakers:
            before = [anchor for anchor in found if anchor.index < index]
            whose = before[-1].speakers if before else speakers
            found.append(Anchor(index, index, leads, 0, whose, index, False, "ing"))
    return sorted(found, key=lambda anchor: anchor.index)


def _matching(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[Lead, ...]:
    fits = [
        lead
        for lead in lexicon.leads[tokens.lower[index]]
        if tokens.lower[index + 1 : index + 1 + len(lead.rest)] == lead.rest
    ]
    fits = [lead for lead in fits if lead.table != "commit" or _takes(tokens, index + 1, lead.lemma)]
    longest = max((len(lead.rest) for lead in fits), default=0)
    return tuple(lead for lead in fits if len(lead.rest) == longest or lead.form == "phrase")


def _takes(tokens: Tokens, after: int, lemma: str) -> bool:
    """Tell whether a verb of commitment has the complement it needs: "aimed to", not "aimed at"."""
    while after < len(tokens) and (tokens.lower[after] in ADVERBS or tokens.lower[after].endswith("ly")):
        after += 1
    follows = tokens.lower[after] if after < len(tokens) else ""
    if lemma in ("seek", "pledge", "promise", "strive"):
        return follows not in ("by", "at", "in", "with", ",", ".", "after")
    return follows in ("to", "that", "on", "upon", "against", "not") or (lemma == "plan" and follows == "for")


def _back(tokens: Tokens, index: int) -> int:
    """Return the word before *index*, adverbs skipped."""
    index -= 1
    while index >= 0 and (tokens.lower[index] in ADVERBS or tokens.lower[index].endswith("ly")):
        index -= 1
    return index


def _under_way(tokens: Tokens, index: int) -> bool:
    before = _back(tokens, index)
    return before >= 0 and tokens.lower[before] in COPULA


def _participle(tokens: Tokens, index: int, found: list[Anchor]) -> bool:
    before = _back(tokens, index)
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
    before = _back(tokens, index)
    start = before + 1
    copula = before >= 0 and tokens.lower[before] in COPULA
    joined = before >= 0 and tokens.lower[before] in JOINERS
    # "are encouraged that" is an adjective, "encouraged Veskia to" a verb
    leads = tuple(lead for lead in leads if _fits(lead, copula, joined))
    if not leads:
        return None
    adjective = leads[0].table.endswith("_adjective")
    if (
        leads[0].form in ("base", "s", "past")
        and index
        and (tokens.lower[index - 1] in BEFORE_NOUNS or tokens.lower[index - 1] in ("’s",))
    ):
        return None
    if before >= 0 and tokens.lower[before] == "to":
        earlier = _back(tokens, before)
        if earlier >= 0 and tokens.lower[earlier] in CONTINUE:
            start, before = earlier, _back(tokens, earlier)
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
    while before >= 0 and tokens.lower[before] in AUXILIARY:
        start = before if not adjective else start
        before = _back(tokens, before)
    if before >= 0 and tokens.lower[before] in MODALS:
        return None
    form = _tense(tokens, start, index, leads[0].form, copula)
    return _place(tokens, index, start, before, leads, 0, form, found, cast, lexicon, latest)


def _fits(lead: Lead, copula: bool, joined: bool) -> bool:
    if lead.table.endswith("_adjective"):
        return copula or joined or lead.lemma == "committed to"
    return not copula or lead.form in ("ing", "phrase") or lead.table == "act"


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
    before = _back(tokens, index)
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
    return anchor


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
        partner = next(
            (anchor for anchor in reversed(found) if _alike(anchor, form, inner_too=bool(modal))), None
        )
        if partner:
            return Anchor(index, start, leads, modal, partner.speakers, partner.subject, False, form)
        if tokens.lower[before] != "," or outer:
            return None
        speakers = _opening(tokens, before, cast, lexicon, latest)
        return Anchor(index, start, leads, modal, speakers, 0, False, form) if speakers else None
    floor = found[-1].index + 1 if found else 0
    begin, inside = _subject_start(tokens, before, floor, found[-1] if found else None)
    speakers = speakers_of(tokens, begin, before + 1, cast, lexicon, latest)
    if tokens.lower[begin : before + 1] == ("it",):
        speakers = speakers_of(tokens, 0, begin, cast, lexicon, latest) if begin else None
    if (
        speakers
        and leads
        and leads[0].form == "base"
        and not (_many(tokens, begin, before, speakers) or DO & set(tokens.lower[start:index]))
    ):
        return None
    if speakers is None:
        return None
    if not found and not inside:
        whole = speakers_of(tokens, 0, before + 1, cast, lexicon, latest)
        speakers = (
            whole if whole and begin and "," in tokens.lower[:begin] and _list(tokens, begin) else speakers
        )
    inner = inside and bool(found)
    if inside and not found:
        return None
    return Anchor(index, start, leads, modal, speakers, begin, inner, form)


def _list(tokens: Tokens, begin: int) -> bool:
    """Tell whether the subject is the last of a list: "The United States, the ROK, and Japan"."""
    return tokens.lower[begin - 1] == "and" and tokens.raw[0] in (
        "The",
        "We",
        "Special",
        "Secretary",
        "Deputy",
        "President",
    )


def _alike(anchor: Anchor, form: str, *, inner_too: bool) -> bool:
    """Tell whether two verbs can share a subject: "emphasized … and agreed", not "… and agree"."""
    if anchor.form == "ing" or (anchor.inner and not inner_too and form != "present"):
        return False
    if inner_too:
        return anchor.form in ("present", "perfect")
    return anchor.form == form or (anchor.form, form) == ("past", "perfect")


def _many(tokens: Tokens, begin: int, before: int, speakers: frozenset[str]) -> bool:
    """Tell whether the subject can take a plural verb: "U.S. support" is a noun, "we support" is not."""
    words = tokens.lower[begin : before + 1]
    if (
        len(speakers) > 1
        or PLURAL_SUBJECTS.intersection(words)
        or "and" in words
        or PLURAL.intersection(words)
    ):
        return True
    return words[-1] in ("g7", "both") or (begin > 0 and tokens.lower[begin - 1] == "and")


def _subject_start(tokens: Tokens, before: int, floor: int, frame: Anchor | None) -> tuple[int, bool]:
    """Return where the subject ending at *before* begins, and whether it opens a that-clause."""
    index, joint, depth = before, 0, 0
    while index >= floor:
        word = tokens.lower[index]
        depth += (word == ")") - (word == "(")
        if word in BREAKS and not depth:
            # "that the United States and its allies would": the joint is inside the subject
            return (joint if joint and word != "that" else index + 1), word == "that"
        if word in (",", "and") and index < before and not depth:
            joint = joint or index + 1
            if before - index > REACH or _verb_between(tokens, floor, index):
                return joint, False
        index -= 1
    words = tokens.lower[floor : before + 1]
    # straight after a frame verb, without "that": "reiterated the United States stands ready"
    framed = (
        frame is not None
        and frame.index == floor - 1
        and bool(frame.leads)
        and frame.leads[0].table in FRAMES
    )
    if framed and not joint and len(words) <= 5 and not PREPOSITIONS.intersection(words):
        return floor, True
    return joint or floor, False


def _verb_between(tokens: Tokens, floor: int, index: int) -> bool:
    """Tell whether a finite verb stands before the joint at *index*: then it ends a clause, not a name."""
    for back in range(index - 1, floor - 1, -1):
        if tokens.lower[back] in BREAKS:
            return tokens.lower[back] != "that"
        if tokens.lower[back] in AUXILIARY | MODALS:
            return True
    return True


def _opening(
    tokens: Tokens, before: int, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> frozenset[str] | None:
    """Resolve a subject parted from its verb by an apposition: "We, the Foreign Ministers of …, condemn"."""
    comma = next((i for i in range(before) if tokens.lower[i] == ","), before)
    if comma == before and before > 14:
        return None
    return speakers_of(tokens, 0, comma, cast, lexicon, latest)
