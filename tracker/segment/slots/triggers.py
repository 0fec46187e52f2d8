"""Find the words of a unit that carry its force, and where the content begins behind them.

    "reaffirmed their commitment to | the defense of Estmark"    lead verb, head noun, content
    "called on Veskia to | release the crews"                    lead verb, addressee, content
    "the Council will | hold joint patrols"                      modal, content

The reader has found the unit and its kind already; this says why in words of the
lexicon and gives the slots their place. A unit without any such word stands all
the same: its content is then the whole of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.grammar import ADVERBS, AUXILIARY, LOOKING, MODALS, NEGATIONS, OPPOSING, UNTURNED
from tracker.segment.lexicon.lexicon import Lead, Lexicon, Verb
from tracker.segment.tokens import Tokens

# words from the beginning of a unit in which its trigger is looked for: a subject may stand before it
REACH = 18
HEAD_REACH = 9  # words behind a lead verb in which a noun such as "commitment to" still carries the force
BINDING_WORDS = frozenset({"to", "on", "upon", "that", "for", "in", "of", "against", "with"})
FRAMES = frozenset({"frame", "frame_phrase"})
UNDERTAKING = frozenset({"commit", "commit_adjective", "modal"})
INNER = 8  # words behind a frame in which the verb of what it reports begins
DEMANDING = frozenset({"should", "must", "ought", "shall", "need", "needs"})


@dataclass(frozen=True, slots=True)
class Opening:
    """The words of a unit that the lexicon knows, by number in the sentence, and what it says of them."""

    at: int
    after: int = 0  # one past the last; 0 where the lexicon knows none of them
    table: str = ""
    level: int = 0  # 0 where the table has no levels
    entry: str = ""  # for the explanation: "[commit] agree = 4"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Where the force of a unit lies. Numbers are words of the sentence; a pair is first and one past the last."""

    words: tuple[int, int]  # the lead verb, modal or noun; (first, first) where none was found
    content: int  # where the action or object begins
    aim: int  # where the verb stands that the unit is about: "engage" in "continue efforts to engage"
    verb: Verb | None  # the action, where the lexicon knows its verb
    outer: Verb | None  # what is done to the action: "continue" in "continue to engage"
    negative: bool  # a negation stands at the trigger or at the action
    addressed: tuple[int, int]  # where addressees stand
    opening: Opening


def find_trigger(tokens: Tokens, first: int, last: int, family: str, lexicon: Lexicon) -> Trigger:
    """Return the trigger of the unit that is the words first..last of a sentence, of *family* U, D, S or E."""
    opening = _opening(tokens, first, last, lexicon)
    reports = opening.table in FRAMES or tokens.lower[opening.after : opening.after + 1] == ("that",)
    if (
        family == "U" and reports and tokens.lower[opening.at] not in LOOKING
    ):  # "confirmed that they will consider": the inner verb undertakes
        inner = _opening(tokens, opening.after, min(last, opening.after + INNER), lexicon)
        opening = inner if inner.table in UNDERTAKING else opening
    begin, addressed = first, (first, first)
    if opening.after:
        begin, addressed = _content(tokens, first, opening.at, opening.after, last, family, lexicon)
    aim, verb, outer, negative = (
        _action(tokens, begin, last, lexicon) if family in "UD" else (begin, None, None, False)
    )
    near = range(max(first, opening.at - 3), min(last, begin + 1))
    negative = negative or any(_turns(tokens, index) for index in near)
    if family == "S":
        negative = negative or not OPPOSING.isdisjoint(tokens.lower[first : begin + 1])
    words = (opening.at, opening.after) if opening.after else (first, first)
    return Trigger(words, begin, aim, verb, outer, negative, addressed, opening)


def _opening(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> Opening:
    """Return the first word of the unit that the lexicon knows as carrying force, with what follows of its phrase."""
    for index in range(first, min(last, first + REACH)):
        word = tokens.lower[index]
        # "in May" and "May 2030" are a month, "They may" a modal
        dated = index + 1 < last and tokens.raw[index + 1][:1].isdigit()
        plain = tokens.raw[index].islower() or (index == first and not dated)
        if word in lexicon.modals and plain:
            level = lexicon.modals[word]
            return Opening(index, index + 1, "modal", level, f"[modal] {word} = {level}")
        if word in DEMANDING:
            return Opening(index, index + 1, "", 0, word)
        if word in lexicon.leads and plain:
            lead = _longest(tokens, index, lexicon)
            if lead:
                entry = f"[{lead.table}] {lead.lemma} = {lead.level}"
                return Opening(index, index + 1 + len(lead.rest), lead.table, lead.level, entry)
        for head in lexicon.heads.get(word, ()):
            if tokens.lower[index + 1 : index + 1 + len(head.rest)] == head.rest:
                entry = f"[head.{head.name}] {head.family} = {head.level}"
                return Opening(index, index + 1 + len(head.rest), f"head.{head.name}", head.level, entry)
    return Opening(first)


def _longest(tokens: Tokens, index: int, lexicon: Lexicon) -> Lead | None:
    fitting = (
        lead
        for lead in lexicon.leads[tokens.lower[index]]
        if tokens.lower[index + 1 : index + 1 + len(lead.rest)] == lead.rest
    )
    return max(fitting, key=lambda lead: len(lead.rest), default=None)


def _content(
    tokens: Tokens, first: int, at: int, after: int, last: int, family: str, lexicon: Lexicon
) -> tuple[int, tuple[int, int]]:
    """Return where the content begins behind the trigger at..after, and where addressees stand."""
    lower = tokens.lower
    addressed = (first, at) if lower[at] in DEMANDING | MODALS and family == "D" else (after, after)
    index = _past_adverbs(tokens, after, last)
    # "agreed to suspend efforts to" is no frame
    reach = 0 if index < last and lower[index] == "to" else HEAD_REACH
    for place in range(index, min(last - 1, index + reach)):  # "reaffirmed their commitment to"
        for head in lexicon.heads.get(lower[place], ()):
            if lower[place + 1 : place + 1 + len(head.rest)] == head.rest:
                behind = place + 1 + len(head.rest)
                index = _past_adverbs(tokens, behind, last)
                if index < last and lower[index] in BINDING_WORDS:
                    index = _past_adverbs(tokens, index + 1, last)
                return min(index, last - 1), addressed
    if family == "D" and addressed == (after, after):  # "called on Veskia to release"
        for place in range(index, min(last - 1, index + REACH)):
            if lower[place] in ("to", "not"):
                addressed = (index, place)
                index = place
                break
            if lower[place] in DEMANDING | MODALS:
                addressed, index = (index, place), place + 1
                break
            if lower[index] == "that" and place > index + 1 and lower[place] in lexicon.verbs:
                addressed, index = (index + 1, place), place  # "demands that Veskia release the crews"
                break
    while index < last - 1 and (lower[index] in BINDING_WORDS or lower[index] in NEGATIONS):
        index = _past_adverbs(tokens, index + 1, last)
    return min(index, last - 1), addressed


def _turns(tokens: Tokens, index: int) -> bool:
    """Tell whether the word is a negation that turns the sense around."""
    return tokens.lower[index] in NEGATIONS and UNTURNED.isdisjoint(tokens.lower[index + 1 : index + 2])


def _past_adverbs(tokens: Tokens, index: int, last: int) -> int:
    while index < last - 1 and (
        tokens.lower[index] in ADVERBS
        or tokens.lower[index] in AUXILIARY
        or tokens.lower[index] in NEGATIONS
        or (tokens.lower[index].endswith("ly") and len(tokens.lower[index]) > 4)
    ):
        index += 1
    return index


def _action(
    tokens: Tokens, begin: int, last: int, lexicon: Lexicon
) -> tuple[int, Verb | None, Verb | None, bool]:
    """Return the verb the unit is about with its place, the verb that governs it, and whether it is refused.

    "Continue efforts to engage" is about engage; "suspend efforts to engage" is
    too, but suspend says what becomes of it.
    """
    aim = begin
    verb: Verb | None = None
    outer: Verb | None = None
    negative = False
    for index in range(begin, min(begin + 8, last)):
        word = tokens.lower[index]
        found = lexicon.verbs.get(word) or lexicon.gerunds.get(word)
        if _turns(tokens, index) or (found and found.lemma in ("refrain", "desist")):
            negative = True
        if found is None:
            if (
                verb
                and word not in ("to", "effort", "efforts", "its", "their", "our")
                and not word.endswith("ly")
            ):
                break
            continue
        if verb is None:
            aim, verb = index, found
        elif tokens.lower[index - 1] in ("to", "from") or verb.lemma == "continue":
            aim, outer, verb = index, outer or verb, found
        else:
            break
    return aim, verb, outer, negative
