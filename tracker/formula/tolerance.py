"""How far a stretch of text may differ from a formula and still be a use of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.formula.alignment import Match, held
from tracker.formula.chains import COMMAS, EXAMPLES, SUBJECTS, VERBS, Hit
from tracker.formula.wording import (
    ARTICLES,
    HELD,
    HELD_SHORT,
    LISTING,
    NO_NOUNS,
    PREPOSITIONS,
    Formula,
    Telling,
    suffices,
)
from tracker.search.analyzer import FoldedWord
from tracker.text.content_words import STOPWORDS, party_codes, replace_party_names
from tracker.text.spelling import one_spelling, root

FUTURE = frozenset({"will", "would", "shall"})
LOOSE = 3  # words more than the formula has, for those of it that stand in another order
NAMED = 3  # words before a use in which a state may be named whose thing it is
LONG = 5  # words that carry a formula of which one noun may be another
PUT_IN = 1  # words that carry something put in after a preposition, where a word of the formula is missing


def is_use(
    formula: Formula, words: Sequence[FoldedWord], chain: Sequence[Hit], match: Match, telling: Telling
) -> bool:
    """Return whether *match* holds most of *formula*, and of no other state than it names."""
    if any(
        edit.operation == "replaced" and party_codes(edit.before) - party_codes(edit.after)
        for edit in match.edits
    ):
        return False
    if _in_another_tense(formula, words, chain) or _of_another_state(formula, words, match):
        return False
    if any(_qualifies_instead(formula, words, one, other) for one, other in pairwise(chain)):
        return False
    if match.there != frozenset(formula.content) and not _stands_for(formula, words, chain, match):
        return False
    if _puts_in_what_it_lacks(formula, match):
        return False
    least = HELD if len(formula.parts) > 2 else HELD_SHORT
    return suffices(formula, match.there, telling) and held(formula, words, chain, match) >= least


def _puts_in_what_it_lacks(formula: Formula, match: Match) -> bool:
    """Return whether a word that *match* lacks is put in between others: "rights, trade and common law" of "common rights law"."""
    lacking = {formula.words[at].root for at in formula.content if at not in match.there}
    put_in = {root(word) for edit in match.edits if edit.operation == "put in" for word in edit.after.split()}
    return not lacking.isdisjoint(put_in)


def _of_another_state(formula: Formula, words: Sequence[FoldedWord], match: Match) -> bool:
    """Return whether another state stands right before what lacks the state of *formula*: "the Czech people" of "people of Ukraine"."""
    own = party_codes(formula.text)
    if not own or all(at in match.there for at in formula.content if formula.words[at].name):
        return False
    before = " ".join(word.folded for word in words[max(0, match.first - NAMED) : match.first])
    return bool(party_codes(before) - own)


def _in_another_tense(formula: Formula, words: Sequence[FoldedWord], chain: Sequence[Hit]) -> bool:
    """Return whether what "will" be by *formula* is or was in the text: "activity has expanded" is no "activity will expand"."""
    if FUTURE.isdisjoint(word.key for word in formula.words):
        return False
    first, last = min(chain)[0], max(chain)[0]
    return FUTURE.isdisjoint(word.folded for word in words[first : last + 1]) and any(
        one_spelling(words[place].folded) != formula.words[at].key for place, at in chain
    )


def _qualifies_instead(formula: Formula, words: Sequence[FoldedWord], hit: Hit, after: Hit) -> bool:
    """Return whether what is done by *formula* qualifies a noun that is put in, or is itself qualified.

    "Continued close ties to support Veskia" of "continue to support Veskia", "remains a committed friend" of "remains committed".
    """
    between = [word.folded for word in words[hit[0] + 1 : after[0]]]
    own = {word.key for word in formula.words[hit[1] + 1 : after[1]]}
    if between[-1:] in (["a"], ["an"]) and own.isdisjoint(between):
        return words[after[0]].folded.endswith("ed")
    said = words[hit[0]].folded
    changed = one_spelling(said) != formula.words[hit[1]].key and said.endswith("ed")
    return changed and bool(own) and between[:1] != [] and between[0] not in STOPWORDS


def _stands_for(formula: Formula, words: Sequence[FoldedWord], chain: Sequence[Hit], match: Match) -> bool:
    """Return whether *chain*, which lacks a word of *formula*, differs little otherwise.

    The words that are there stand as they are but in a name with hyphens ("rule-based"), and what a preposition leads to is the
    same thing: "aid to Veskia" may be "grain aid to Veskia", "aid to citizens leaving Veskia" is not. Of two parts one is a
    name with hyphens, which no name of a state is, and the other has another word in its place.
    """
    alone = {at for part in formula.parts if len(part) == 1 for at in part}
    if any(
        edit.operation == "replaced"
        and _is_of_a_name(formula, edit.before, match)
        and party_codes(edit.before) != party_codes(edit.after)
        for edit in match.edits
    ):
        return False  # "Prime Minister" of "Foreign Minister"
    if any(at in alone and one_spelling(words[place].folded) != formula.words[at].key for place, at in chain):
        return False
    if len(formula.parts) < 3 and not any(edit.operation == "replaced" for edit in match.edits):
        return False
    if _of_something_else(formula, chain, match) or _without_its_noun(formula, match):
        return False
    if _shares_a_noun(formula) and len(formula.listed) < 3 and _replaces_listed(formula, match):
        return False  # "food and water security" of "food and energy security"
    for (place, at), (next_place, next_at) in pairwise(chain):
        own = formula.words[at + 1 : next_at]
        said = [word.folded for word in words[place + 1 : next_place] if word.folded != "s"]
        if not EXAMPLES.isdisjoint(said):
            return False
        led = sum(word in PREPOSITIONS for word in said) - sum(word.key in PREPOSITIONS for word in own)
        if led > 0 and any(word.content for word in own):
            return False  # "continue to raid ships of Veskia" of "continue to support Veskia"
        if any(word.key in PREPOSITIONS for word in own):
            if said and PREPOSITIONS.isdisjoint(said):
                return False
            more = sum(word not in STOPWORDS and word[0] != "=" for word in replace_party_names(said))
            if more - sum(word.content for word in own) > PUT_IN:
                return False
    return True


def in_another_order(formula: Formula, words: Sequence[FoldedWord], text: str, near: Sequence[Hit]) -> bool:
    """Return whether *near* is the formula in another order: all but a name, in little more room.

    Signs stand only in a formula that is a list, and no infinitive is put in. What ends it now stands
    for itself: "chains for clean energy" is a wording of "clean energy chains", "chains for clean energy goods" is none.
    """
    if all(one[1] < other[1] for one, other in pairwise(near)):
        return False
    there = {at for _, at in near}
    missing = [at for at in formula.content if at not in there]
    if len(missing) > 1 or not all(formula.words[at].name for at in missing):
        return False
    first, last = near[0][0], near[-1][0]
    if last - first >= len(formula.words) + LOOSE:
        return False
    signs = (
        COMMAS.search(text, words[one].end, words[other].start) for (one, _), (other, _) in pairwise(near)
    )
    if (not formula.listed and any(signs)) or ";" in text[words[first].end : words[last].start]:
        return False
    if _shares_a_noun(formula) and not _is_one_list(formula, words, near):
        return False
    if not EXAMPLES.isdisjoint(word.key for word in formula.words):
        return False  # "drought strains" of "strains such as drought"
    if any(formula.words[at].key == "to" for at in formula.prepositions):
        return False  # what follows it is what is done, and what comes first is with what
    said = [word.folded for word in words[first:last]]
    put_in = set(said) - {word.key for word in formula.words}
    if not put_in.isdisjoint(SUBJECTS | EXAMPLES | {"to", "has", "have", "had", "who"}):
        return False
    if any(one in LISTING and other == "that" for one, other in pairwise(said)):
        return False  # another clause: "calm in the Halden Strait and that peace is kept"
    if not (put_in.isdisjoint(LISTING) or put_in.isdisjoint(PREPOSITIONS) or formula.prepositions):
        return False  # "chains and cooperation on vital goods" of "vital goods chains"
    if formula.prepositions and formula.listed and not put_in.isdisjoint(VERBS):
        return False
    if not (put_in.isdisjoint(LISTING) or formula.listed or formula.prepositions):
        return False  # "human rights and international trade law" of "international human rights law"
    done = words[last].folded
    if near[-1][1] == 0 and done.endswith("ing") and not formula.words[0].key.endswith("ing"):
        return False  # "want, by addressing its causes" of "address want"
    if near[-1][1] == 0 and done.endswith("ed") and put_in.isdisjoint(VERBS):
        return False  # "the minister thanked" of "thanked the minister"
    if _turned(formula, near) and not _turned_whole(formula, said):
        return False
    own = {word.key for word in formula.words}
    if _turned(formula, near) and next((word for word in said if word not in own), "").endswith("ed"):
        return False  # "the Halden Sea lifted our ties" of "ties in the Halden Sea"
    follows = words[last + 1] if last + 1 < len(words) else None
    return (
        follows is None
        or near[-1][1] == formula.content[-1]
        or follows.folded in STOPWORDS | PREPOSITIONS | NO_NOUNS
        or follows.folded.endswith(("ed", "ing", "ly"))
        or bool(text[words[last].end : follows.start].strip())
    )


def _shares_a_noun(formula: Formula) -> bool:
    """Return whether the words of a list go with a noun behind them all: "food and energy security"."""
    last = max(formula.listed, default=-1)
    return (
        0 <= last < formula.content[-1]
        and not formula.prepositions
        and formula.content[-1] not in formula.listed
    )


def _is_one_list(formula: Formula, words: Sequence[FoldedWord], near: Sequence[Hit]) -> bool:
    """Return whether *near* lists the words that share a noun of *formula*, and it, in one: with "and", the noun last.

    "Energy, food security" are two things of a longer list. What is said with a verb has the noun first.
    """
    said = [word.folded for word in words[near[0][0] : near[-1][0]]]
    if not VERBS.isdisjoint(said):
        return True
    if near[-1][1] != formula.content[-1]:
        return False
    commas = "," in formula.text
    return commas or all(
        not LISTING.isdisjoint(word.folded for word in words[one[0] + 1 : other[0]])
        for one, other in pairwise(near)
        if one[1] in formula.listed and other[1] in formula.listed
    )


def _turned(formula: Formula, near: Sequence[Hit]) -> bool:
    """Return whether in *near* what a preposition of *formula* leads to stands before what leads to it."""
    return any(
        other[1] < preposition < one[1]
        for preposition in formula.prepositions
        for one, other in pairwise(near)
    )


def _turned_whole(formula: Formula, said: Sequence[str]) -> bool:
    """Return whether *said* lists no more than *formula*: "the Charter's rulings", "the Charter and its rulings", not "… and other rulings"."""
    own = sum(word.key in LISTING for word in formula.words)
    more = sum(one in LISTING and other not in ("its", "their") for one, other in pairwise(said))
    led = set(said) & PREPOSITIONS - {word.key for word in formula.words}
    return more <= own and not led


def _is_of_a_name(formula: Formula, word: str, match: Match) -> bool:
    """Return whether *word* is missing of a name of several words of which the next is there."""
    return any(
        formula.words[at].text == word
        and formula.words[at].name
        and at + 1 in match.there
        and formula.words[at + 1].name
        for at in formula.content
        if at not in match.there and at + 1 < len(formula.words)
    )


def _replaces_listed(formula: Formula, match: Match) -> bool:
    """Return whether another word stands for one of the list that *match* lacks."""
    replaced = {word for edit in match.edits if edit.operation == "replaced" for word in edit.before.split()}
    return any(formula.words[at].text in replaced for at in formula.listed - match.there)


def _without_its_noun(formula: Formula, match: Match) -> bool:
    """Return whether *match* has a word and not the noun it goes with: "war" of "war crimes".

    Another noun stands for it only in a long formula, which the other words tell: "international order" is no "international law".
    """
    replaced = {word for edit in match.edits if edit.operation == "replaced" for word in edit.before.split()}
    tells = len(formula.parts) < 3 or len(formula.content) >= LONG
    return any(
        at in match.there
        and at + 1 not in match.there
        and formula.words[at + 1].content
        and at not in formula.listed
        and not formula.words[at].text.endswith("ly")
        and not (tells and formula.words[at + 1].text in replaced and not formula.words[at + 1].name)
        for at in formula.content[:-1]
    )


def _of_something_else(formula: Formula, chain: Sequence[Hit], match: Match) -> bool:
    """Return whether what a preposition leads to at the end of *formula* is another thing: "use of poison" is no "use of force"."""
    rest = formula.words[max(at for _, at in chain) + 1 :]
    named = all(word.name for word in rest if word.content)
    small = (
        at
        for at in range(formula.content[-1], -1, -1)
        if not formula.words[at].content and formula.words[at].key not in ARTICLES
    )
    replaced = any(
        edit.operation == "replaced" and edit.before.split()[-1] == formula.words[-1].text
        for edit in match.edits
    )
    return bool(rest) and next(small, -1) in formula.prepositions and not named and replaced
