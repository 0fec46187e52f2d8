"""Uses that lack a word of a formula: which of them mean it nevertheless, by what the other uses have in their place. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from tracker.domain import Document
from tracker.formula.omissions import NEEDED, PhraseSubject, subject_of
from tracker.formula.uses import SEARCHED, Use
from tracker.formula.wording import NO_NOUNS, PREPOSITIONS, TELLING, Formula
from tracker.search.analyzer import fold_words
from tracker.text.content_words import STOPWORDS, content_stems, party_codes
from tracker.text.spelling import root

LEAST = 3  # whole uses from which something can be learned
SURE = 2 / 3  # where the word before a noun is missing: so many of the places with the rest must have it
SELDOM = 0.1  # share of the word-for-word uses behind which a noun stands, where none belongs there
LEADING = frozenset("to will would shall should must can could may".split())  # before a verb
LEADING_SHARE = 4
BEFORE = 40  # characters before a use that hold a word
LEARNED = 300  # whole uses, the latest, from which the words beside a formula are learned
EVERYBODY = frozenset({"all", "every", "any"})
_PLACE = re.compile(r"\s(?:in|of|from|at|on)\s+(?:the\s+)?([A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)")
_BESIDE = re.compile(r",?\s+(?:including|and|or|as well as|such as|particularly)\s+(?:\w+\s+){0,2}")
_NEXT = (
    re.compile(  # no participle, which tells of what stands before it, and no verb: "poses a", "threatens to"
        r"\s([a-z]\w*\b)(?<!ed)(?<!ing)(?<!ly)(?!(?<=s) (?:an?|the|that|to|its|our|their)\b)"
    )
)
LISTED = 6  # words of a list between a word and the noun it goes with


def told(
    formula: Formula, uses: Sequence[Use], documents: Callable[[Sequence[Use]], Mapping[str, Document]]
) -> list[Use]:
    """Return *uses* without those that lack a word of *formula* and mean something else.

    A word of a list may be missing ("secure and lasting chains" → "lasting chains"), but not one of two things that are
    named ("the people of Veskia" of "the government and people of Veskia"). That and any other tells one thing from
    another: half of the places that have the rest must have it too, and two in three where it stands right
    before a noun ("food aid" → "aid"). Where fewer do, or another word stands there, the paragraph must be on the
    subject of the uses that have it.
    What these list beside it never stands for it: who speaks of "military and food aid" means no "military
    aid" by "food aid". *documents* gives the texts of some uses by release id; it is asked where it matters.
    """
    every = frozenset(formula.content)
    uses = [use for use in uses if not _of_other_people(formula, use)]
    apart = _listed_as_others(uses)
    uses = [use for use in uses if apart.isdisjoint(_put_in(use))]
    if _is_cut_short(uses):
        uses = [use for use in uses if all(edit.operation != "order" for edit in use.edits)]
    if _stands_for_itself(uses):
        uses = [use for use in uses if not use.edits or _ends_in_a_name(use) or not _goes_on(use)]
    uses = [use for use in uses if not _lacks_its_end(formula, use) or not _goes_on(use)]
    if _begins_with_what_is_done(uses):
        uses = [use for use in uses if not use.there or formula.content[0] in use.there]
    whole = [use for use in uses if use.there == every]
    lacking = [use for use in uses if use.there and not _lacks_of_a_list(formula, every - use.there)]
    if len(whole) < LEAST or not lacking:
        return list(uses)
    places = Counter(use.there for use in uses)
    share = {
        there: len(whole) / sum(times for other, times in places.items() if other >= there)
        for there in {use.there for use in lacking}
    }
    beside = {at: _listed_beside(formula, at, whole) for at in every - formula.listed}
    others = {
        id(use)
        for use in lacking
        if any(_other(formula, use, at, beside[at]) for at in beside)
        or (every - use.there <= formula.listed and share[use.there] < TELLING)
    }
    asked = [
        use
        for use in lacking
        if id(use) not in others
        and (share[use.there] < _needed(formula, use) or _names_another(formula, use))
    ]
    if asked:
        learned = whole[-LEARNED:]
        texts = documents([*learned, *asked])
        subject = subject_of(formula, learned, texts)
        known = len(subject.words) >= NEEDED
        for use in asked:
            meant = _on_subject(subject, use, texts[use.release.id]) if known else share[use.there] >= TELLING
            if not meant:
                others.add(id(use))
    return [use for use in uses if id(use) not in others]


def _of_other_people(formula: Formula, use: Use) -> bool:
    """Return whether *use* has none of the names of *formula*, and others instead or everybody.

    "With the people in Veskia" and "with all people" of "with the people of Norvale".
    """
    names = {at for at in formula.content if formula.words[at].name}
    if not names or not use.there or not names.isdisjoint(use.there):
        return False
    if any(edit.operation == "put in" and edit.after.split()[0] in EVERYBODY for edit in use.edits):
        return True
    place = _PLACE.match(use.quote.partition(use.wording)[2])
    return place is not None and party_codes(place[1]).isdisjoint(party_codes(formula.text))


def _listed_as_others(uses: Sequence[Use]) -> frozenset[str]:
    """Return what is put into the formula where a sentence lists it beside the formula itself.

    "Breaches of the law, including breaches of the maritime law": these are two things.
    """
    return frozenset(
        put
        for use, after in pairwise(uses)
        if (use.release.id, use.quote_start) == (after.release.id, after.quote_start) and not _put_in(use)
        for put in _put_in(after)
        if _BESIDE.fullmatch(_between(use, after))
    )


def _between(use: Use, after: Use) -> str:
    """Return what one sentence says between *use* and the one *after* it."""
    behind = use.quote.partition(use.wording)[2]
    return behind[: behind.rfind(after.wording)]


def _put_in(use: Use) -> list[str]:
    """Return what *use* has that the formula has not."""
    return [edit.key for edit in use.edits if edit.operation == "put in"]


def _is_cut_short(uses: Sequence[Use]) -> bool:
    """Return whether the formula ends before its noun: right behind half of its word-for-word uses stands a word that carries something.

    In another order it is about something else: "vital goods" of "trade in vital" (goods, metals).
    """
    behind = [_goes_on(use) for use in uses if not use.edits]
    return 2 * sum(behind) > len(behind)


def _stands_for_itself(uses: Sequence[Use]) -> bool:
    """Return whether a noun hardly ever stands right behind the word-for-word uses.

    Then "protection of rights defenders" is no wording of "protection of rights".
    """
    literal = [_goes_on(use) for use in uses if not use.edits]
    return len(literal) >= LEAST and sum(literal) <= SELDOM * len(literal)


def _ends_in_a_name(use: Use) -> bool:
    """Return whether the last word of *use* is written with a capital: what follows a name is said of it."""
    return use.wording.split()[-1][0].isupper()


def _begins_with_what_is_done(uses: Sequence[Use]) -> bool:
    """Return whether the formula begins with a verb: "to" or "will" stands before one in four of its word-for-word uses."""
    literal = [use for use in uses if not use.edits]
    led = sum(_led_by(use) in LEADING for use in literal)
    return bool(literal) and LEADING_SHARE * led >= len(literal)


def _led_by(use: Use) -> str:
    """Return the word before *use* in its sentence, folded; "" = none."""
    return (fold_words(use.quote.partition(use.wording)[0][-BEFORE:]) or ("",))[-1]


def _lacks_its_end(formula: Formula, use: Use) -> bool:
    """Return whether the last word of *formula* is left out in *use*, with nothing in its place."""
    replaced = any(
        edit.operation == "replaced" and edit.before.endswith(formula.words[-1].text) for edit in use.edits
    )
    return formula.content[-1] not in use.there and not replaced


def _goes_on(use: Use) -> bool:
    """Return whether a noun stands right behind *use*, as far as can be seen: "Veskia's war" of "Veskia's war effort"."""
    word = _NEXT.match(use.quote.partition(use.wording)[2])
    return word is not None and word[1] not in STOPWORDS | PREPOSITIONS | NO_NOUNS


def _lacks_of_a_list(formula: Formula, missing: frozenset[int]) -> bool:
    """Return whether *missing* are words of a list, of which two are left or a noun that it qualifies."""
    last = max(formula.listed, default=-1) + 1
    qualifies = 0 < last < len(formula.words) and formula.words[last].content
    return missing <= formula.listed and (qualifies or len(formula.listed - missing) > 1)


def _needed(formula: Formula, use: Use) -> float:
    """Return what share of the places with the words *use* has must have the rest: more where the word before a noun is missing."""
    missing = frozenset(formula.content) - use.there - formula.listed
    return SURE if any(at + 1 in use.there for at in missing) else TELLING


def _names_another(formula: Formula, use: Use) -> bool:
    """Return whether *use* has another word where *formula* has one right before a noun: "the food crisis" of "the climate crisis".

    Where it has a name of the formula it is of the same matter: "total disarmament of the Halden Isles" of "complete".
    """
    if any(formula.words[at].name for at in use.there):
        return False
    missing = frozenset(formula.content) - use.there - formula.listed
    replaced = {edit.before for edit in use.edits if edit.operation == "replaced"}
    modifiers = (at for at in missing if at + 1 in use.there and not formula.words[at].name)
    return any(formula.words[at].text in replaced for at in modifiers)


def _listed_beside(formula: Formula, at: int, whole: Sequence[Use]) -> frozenset[str]:
    """Return the roots of the words that *whole* uses list beside the word *at* of *formula* before the noun both go with."""
    if at + 1 >= len(formula.words) or not formula.words[at + 1].content:
        return frozenset()
    word, noun = (re.escape(formula.words[place].text) for place in (at, at + 1))
    after = re.compile(rf"\b{word}\b((?:\W+\w+){{0,{LISTED}}}?\W+(?:and|or)\W+\w+)\W+{noun}\b", re.IGNORECASE)
    before = re.compile(rf"\b(\w+),?\s+(?:and|or)\s+{word}\W+{noun}\b", re.IGNORECASE)
    found = [
        match[1] for use in whole for pattern in (after, before) for match in pattern.finditer(use.quote)
    ]
    return frozenset(root(one) for listed in found for one in fold_words(listed) if one not in STOPWORDS)


def _other(formula: Formula, use: Use, at: int, beside: frozenset[str]) -> bool:
    """Return whether in *use* one of the words listed *beside* the word *at* stands for it."""
    if not beside or at in use.there:
        return False
    put = [
        edit.after
        for edit in use.edits
        if edit.operation == "replaced" and formula.words[at].text in edit.before.split()
    ]
    if min(use.there) > at:
        put.append(use.quote.partition(use.wording)[0])
    return any(not beside.isdisjoint(root(one) for one in fold_words(words)[-1:]) for words in put)


def _on_subject(subject: PhraseSubject, use: Use, document: Document) -> bool:
    """Return whether the paragraph of *use* has enough of the words that usually stand beside the formula."""
    for block in document.blocks:
        if block.role in SEARCHED and block.start <= use.start < block.end:
            found = subject.words.intersection(content_stems(document.text[block.start : block.end]))
            return len(found) >= NEEDED
    return False
