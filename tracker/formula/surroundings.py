"""Uses that are something else by what stands before, behind or between their words, or by what the other uses do. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import pairwise

from tracker.domain import Document
from tracker.formula.uses import SEARCHED, Use
from tracker.formula.wording import ARTICLES, LISTING, NO_NOUNS, PREPOSITIONS, Formula
from tracker.search.analyzer import fold_words
from tracker.text.content_words import STOPWORDS, party_codes
from tracker.text.spelling import root

LEAST = 3  # word-for-word uses from which something can be learned
SELDOM = 0.1  # share of the word-for-word uses behind which a noun stands, where none belongs there
LEADING = frozenset("to will would shall should must can could may".split())  # before a verb
LEADING_SHARE = 4
BEFORE = 40  # characters before a use that hold a word
EVERYBODY = frozenset({"all", "every", "any"})
_PLACE = re.compile(r"\s(?:in|of|from|at|on)\s+(?:the\s+)?([A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)")
_BESIDE = re.compile(r",?\s+(?:including|and|or|as well as|such as|particularly)\s+(?:\w+\s+){0,2}")
_NEXT = (
    re.compile(  # no participle, which tells of what stands before it, and no verb: "poses a", "threatens to"
        r"\s([a-z]\w*\b)(?<!ed)(?<!ing)(?<!ly)(?!(?<=s) (?:an?|the|that|to|its|our|their)\b)"
    )
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?) (?:\S+ )*[A-Z]\S*$")  # the name that ends a use
_WORD = re.compile(r"\s(\w+)")


def of_the_formula(
    formula: Formula, uses: Sequence[Use], documents: Callable[[Sequence[Use]], Mapping[str, Document]]
) -> list[Use]:
    """Return *uses* without those that say something else of other people, of a longer name, or with another verb.

    *documents* gives the texts of some uses by release id.
    """
    uses = [use for use in uses if not _of_other_people(formula, use)]
    uses = _of_who_is_named(formula, uses, documents)
    apart = _listed_as_others(uses)
    uses = [use for use in uses if apart.isdisjoint(_put_in(use)) and not _has_in_another_order(use, apart)]
    if _is_cut_short(uses):
        uses = [use for use in uses if all(edit.operation != "order" for edit in use.edits)]
    if _stands_for_itself(uses):
        uses = [use for use in uses if not use.edits or _ends_in_a_name(use) or not _goes_on(use)]
    uses = [use for use in uses if not _lacks_its_end(formula, use) or not _goes_on(use)]
    behind = {_behind(use) for use in uses if not use.edits}
    uses = [use for use in uses if not use.edits or not _ends_in_another_name(formula, use, behind)]
    if _begins_with_what_is_done(uses) or formula.words[0].key.endswith("ing"):
        uses = [use for use in uses if formula.listed or not any(map(_does_another, _put_in_as_said(use)))]
    if _begins_with_what_is_done(uses):
        uses = [use for use in uses if not use.there or formula.content[0] in use.there]
        uses = [use for use in uses if not _is_done_otherwise(formula, use)]
    return uses


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


def _of_who_is_named(
    formula: Formula, uses: Sequence[Use], documents: Callable[[Sequence[Use]], Mapping[str, Document]]
) -> list[Use]:
    """Return *uses* without those that lack the state of *formula* where neither title nor paragraph, nor the one before, names it.

    "Sovereignty and territorial integrity" of a text on Norvale is none of Veskia.
    """
    own = party_codes(formula.text)
    names = {at for at in formula.content if formula.words[at].name}
    asked = [use for use in uses if own and use.there and names.isdisjoint(use.there)]
    texts = documents(asked) if asked else {}
    others = {id(use) for use in asked if own.isdisjoint(party_codes(_around(use, texts[use.release.id])))}
    return [use for use in uses if id(use) not in others]


def _around(use: Use, document: Document) -> str:
    """Return the title, the paragraph of *use* and the one before it."""
    blocks = [block for block in document.blocks if block.role in SEARCHED]
    at = next((at for at, block in enumerate(blocks) if block.start <= use.start < block.end), 0)
    near = blocks[max(0, at - 1) : at + 1]
    return f"{use.release.title} {' '.join(document.text[block.start : block.end] for block in near)}"


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


def _has_in_another_order(use: Use, apart: Set[str]) -> bool:
    """Return whether *use*, in another order, has what makes another thing of the formula: "maritime law breaches"."""
    if all(edit.operation != "order" for edit in use.edits):
        return False
    words = {root(word) for word in fold_words(use.wording)}
    return any(words.issuperset(other.split()) for other in apart)


def _between(use: Use, after: Use) -> str:
    """Return what one sentence says between *use* and the one *after* it."""
    behind = use.quote.partition(use.wording)[2]
    return behind[: behind.rfind(after.wording)]


def _put_in(use: Use) -> list[str]:
    """Return what *use* has that the formula has not."""
    return [edit.key for edit in use.edits if edit.operation == "put in"]


def _put_in_as_said(use: Use) -> list[list[str]]:
    """Return the words of each stretch that *use* has and the formula has not."""
    return [edit.after.split() for edit in use.edits if edit.operation == "put in"]


def _does_another(put_in: Sequence[str]) -> bool:
    """Return whether words *put in* behind what is done are its object and what else is done: "protect crews and respect rights" of "protect rights"."""
    return any(
        word in LISTING and at and at + 1 < len(put_in) and put_in[at - 1] not in STOPWORDS
        for at, word in enumerate(put_in)
    )


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


def _ends_in_another_name(formula: Formula, use: Use, behind: Set[str]) -> bool:
    """Return whether what ends *use* is but the beginning of a longer name: "the Halden Sea Forum" of "the Halden Sea".

    *behind* are the words behind the word-for-word uses. Where another preposition leads to it, so is "with Halden partners".
    """
    if not formula.words[formula.content[-1]].name or not _ends_in_a_name(use) or _behind(use) in behind:
        return False
    led_otherwise = any(
        edit.operation == "replaced" and not PREPOSITIONS.isdisjoint(edit.before.split())
        for edit in use.edits
    )
    first = next((at for at in reversed(formula.content) if at and not formula.words[at - 1].name), 1)
    bare = formula.words[first - 1].key in ARTICLES and not _ARTICLE_BEFORE.search(use.wording)
    qualifies = bare and _behind(use) not in STOPWORDS | PREPOSITIONS | {""}
    return _behind(use)[:1].isupper() or (led_otherwise and (qualifies or _goes_on(use)))


def _behind(use: Use) -> str:
    """Return the word right behind *use*, as written; "" = none, or a sign stands there."""
    word = _WORD.match(use.quote.partition(use.wording)[2])
    return word[1] if word else ""


def _ends_in_a_name(use: Use) -> bool:
    """Return whether the last word of *use* is written with a capital: what follows a name is said of it."""
    return use.wording.split()[-1][0].isupper()


def _begins_with_what_is_done(uses: Sequence[Use]) -> bool:
    """Return whether the formula begins with a verb: "to" or "will" stands before one in four of its word-for-word uses."""
    literal = [use for use in uses if not use.edits]
    led = sum(
        (fold_words(use.quote.partition(use.wording)[0][-BEFORE:]) or ("",))[-1] in LEADING for use in literal
    )
    return bool(literal) and LEADING_SHARE * led >= len(literal)


def _is_done_otherwise(formula: Formula, use: Use) -> bool:
    """Return whether in *use* the verb that *formula* begins with goes with another preposition, or is a noun behind the rest.

    "Calls for help from the crews" and "the crews' call" of "call on the crews".
    """
    particle = formula.words[1].key if len(formula.words) > 1 else ""
    if particle in PREPOSITIONS and any(
        edit.operation == "replaced" and edit.before == particle and particle not in edit.after
        for edit in use.edits
    ):
        return True
    turned = any(edit.operation == "order" for edit in use.edits)
    last = fold_words(use.wording)[-1]
    return turned and root(last) == formula.words[0].root and not last.endswith("ed")


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
