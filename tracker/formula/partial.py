"""Uses that lack a word of a formula: which of them mean it nevertheless, by what the other uses have in their place. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from tracker.domain import Document
from tracker.formula.phrase_subject import NEEDED, PhraseSubject, learn_subject
from tracker.formula.surroundings import LEAST, of_the_formula
from tracker.formula.uses import SEARCHED, Use
from tracker.formula.wording import TELLING, Formula
from tracker.search.analyzer import fold_words
from tracker.text.content_words import STOPWORDS, content_stems
from tracker.text.spelling import root

SURE = 2 / 3  # where the word before a noun is missing: so many of the places with the rest must have it
LEARNED = 300  # whole uses, the latest, from which the words beside a formula are learned
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
    uses = of_the_formula(formula, uses, documents)
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
        subject = learn_subject(formula, learned, texts)
        known = len(subject.words) >= NEEDED
        for use in asked:
            meant = _on_subject(subject, use, texts[use.release.id]) if known else share[use.there] >= TELLING
            if not meant:
                others.add(id(use))
    return [use for use in uses if id(use) not in others]


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
