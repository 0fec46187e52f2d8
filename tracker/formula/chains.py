"""Which words of a sentence may be a formula: those that are its words, in its order or close together. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set

from tracker.formula.wording import ARTICLES, LISTING, PREPOSITIONS, Formula, FormulaWord
from tracker.search.analyzer import FoldedWord, located_words
from tracker.text.content_words import BLOCS, STOPWORDS, replace_party_names
from tracker.text.spelling import one_spelling, root

NARROW = 2  # the same in a formula of two words, which stand together
GAP = 10  # words between two words of a formula in one use; "… and the establishment of a lasting peace on the …"
VERBS = frozenset(  # with which another clause begins
    "is are was were be been has have had will would shall should can could may might must do does did".split()
)
RELATIVES = frozenset({"that", "which", "who", "whose"})
EXAMPLES = frozenset({"including", "includes", "included", "such", "as"})
LOOSENING = PREPOSITIONS | EXAMPLES
SUBJECTS = frozenset("i we you he she it they where".split())  # with which another clause begins, too
PUT_IN = 3  # words that carry something put in between two that a preposition joins
WHOSE = frozenset({"its", "their", "his", "her", "our"})
ITEM = 2  # words that carry something of one thing put into a list
LED_OTHERWISE = 1  # the same where it is another preposition, and no second thing is named before it
COMMAS = re.compile("[,;:]")
LISTS = LISTING | {"nor", "well", "but"}  # what joins the words of a list; "as well as"
ANOTHER_DOING = re.compile(
    r",\s+(?:and\s+)?[a-z]+ing\s+[a-z]"
)  # "addressing the crisis, helping tackle the causes"
_INFLECTED = re.compile("(?:ing|ed|es|s|e)$")
CLAUSE_SIGNS = re.compile(r"[;:()—]|\s[-–]\s")  # what ends a phrase

Hit = tuple[int, int]  # place among the words of a sentence, index among the words of the formula


def hits_of(formula: Formula, words: Sequence[FoldedWord]) -> list[Hit]:
    """Return where *words* have content words of *formula*, in order: names as they are, the rest in any number, tense and spelling."""
    by_root: dict[str, list[int]] = {}
    for at in formula.content:
        by_root.setdefault(formula.words[at].root, []).append(at)
    found = [
        (place, at)
        for place, word in enumerate(words)
        for at in by_root.get(root(word.folded), ())
        if _is_form(one_spelling(word.folded), formula.words[at])
    ]
    if len(formula.parts) == len(formula.content):
        return found
    joined = {at: part for part in formula.parts if len(part) > 1 for at in part}
    there = set(found)
    return [hit for hit in found if all((hit[0] + at - hit[1], at) in there for at in joined.get(hit[1], ()))]


def best_chain(
    hits: Sequence[Hit],
    gap_allowed: int = GAP,
    follows: Callable[[Hit, Hit], bool] = lambda hit, after: True,  # noqa: ARG005 - anything may stand between
) -> tuple[Hit, ...]:
    """Return the longest run of *hits* in the order of the formula with no wide gap; of equal ones the closest.

    *follows* says whether a hit goes on with another, by what stands between them.

    >>> best_chain([(0, 3), (4, 0), (5, 1), (7, 3)])
    ((4, 0), (5, 1), (7, 3))
    """
    best: list[tuple[float, int]] = []  # score and the hit before, by hit
    for number, (place, at) in enumerate(hits):
        found = (1.0, -1)
        for earlier in range(number):
            gap = place - hits[earlier][0]
            near = hits[earlier][1] < at and 0 < gap <= gap_allowed + 1
            if near and follows(hits[earlier], (place, at)):
                found = max(found, (best[earlier][0] + 1 - gap / 100, earlier))
        best.append(found)
    if not best:
        return ()
    number = max(range(len(best)), key=lambda one: best[one][0])
    chain = []
    while number >= 0:
        chain.append(hits[number])
        number = best[number][1]
    return tuple(reversed(chain))


def goes_on(formula: Formula, words: Sequence[FoldedWord], text: str) -> Callable[[Hit, Hit], bool]:
    """Return what says whether a hit goes on with another: not over a verb, a preposition or a sign where the formula has none.

    "Free, open and inclusive Indo-Pacific" is one phrase; "free trade agreements with the Indo-Pacific" is none.
    Nor does it over the subject of another clause, or a dash.
    """

    signs = bool(CLAUSE_SIGNS.search(formula.text))

    def follows(hit: Hit, after: Hit) -> bool:
        own = {word.key for word in formula.words[hit[1] + 1 : after[1]]}
        between = [word.folded for word in words[hit[0] + 1 : after[0]]]
        said = text[words[hit[0]].end : words[after[0]].start]
        put_in = set(between) - own
        if own.isdisjoint(VERBS) and not put_in.isdisjoint(VERBS if own else VERBS | RELATIVES):
            return False
        if not put_in.isdisjoint(SUBJECTS) or ANOTHER_DOING.search(said):
            return False
        if not own.isdisjoint(VERBS) and VERBS.isdisjoint(between) and _names_only(between):
            return False  # "Veskia and Norvale committed" of "Veskia is committed"
        if hit[1] in formula.listed and after[1] in formula.listed and not _lists(between, said):
            return False
        if not own.isdisjoint(EXAMPLES) and not [word for word in between if word not in ARTICLES]:
            return False  # "strains, drought" of "strains such as drought"
        if not own.isdisjoint(PREPOSITIONS):
            infinitive = formula.words[after[1] - 1].key == "to" and formula.words[after[1]].key[-3:] != "ing"
            return _led(own, between, said) and not (infinitive and _is_of_another_infinitive(between))
        if own == {"s"} and put_in - ARTICLES and "s" not in between and said[:1] not in "'’":
            return False  # "Veskia end this war" of "Veskia's war"
        if own.isdisjoint(LISTING) and (_lists_things(said) or _names_two(between, said)):
            return False
        if any(word in own & VERBS for word in between):
            put_in.discard("to")  # "will expand", "will continue to expand"
        return put_in.isdisjoint(LOOSENING) and (signs or not CLAUSE_SIGNS.search(said))

    return follows


def _lists(between: Sequence[str], said: str) -> bool:
    """Return whether the words *between* two of a list leave it a list; *said* is the text between.

    "Secure a more prosperous future" is no wording of "secure and prosperous future".
    """
    words = [word for word in between if word not in ARTICLES]
    items = [[one.folded for one in located_words(part)] for part in COMMAS.split(said)]
    if any(sum(word not in STOPWORDS for word in item) > ITEM for item in items):
        return False  # "abuses, maritime border law breaches" of "abuses and breaches"
    return not words or bool(COMMAS.search(said)) or not LISTS.isdisjoint(words)


def _lists_things(said: str) -> bool:
    """Return whether what is *said* between two words lists things, not what they are like: one of several words ends with a comma.

    "Respect national sovereignty, and protect human rights"; of "unjust, unprovoked and illegal war" each is one word.
    """
    *closed, _ = said.split(",")
    for part in closed:
        words = [one.folded for one in located_words(part)]
        last = max((at for at, word in enumerate(words) if word in LISTING), default=-1)
        if sum(word != "s" and word not in STOPWORDS for word in words[last + 1 :]) > 1:
            return True
    return False


def _names_two(between: Sequence[str], said: str) -> bool:
    """Return whether what is *said* between two words joins them, or is itself a thing of more than two words.

    "The Strait and the region" of "the Strait region"; "critical clean fuel stocks and technology" of "critical technology".
    """
    if [word for word in between if word not in ARTICLES] in (["and"], ["or"]):
        return True
    items = re.split(r"[,;:]|\b(?:and|or)\b", said)
    return any(sum(word.casefold() not in STOPWORDS for word in item.split()) > ITEM for item in items)


def _names_only(between: Sequence[str]) -> bool:
    """Return whether the words *between* only name a state or body besides: "and Veskia"."""
    named = replace_party_names([word for word in between if word not in ARTICLES | LISTING])
    return bool(named) and all(word[0] == "=" for word in named)


def _is_of_another_infinitive(between: Sequence[str]) -> bool:
    """Return whether the words *between* lead to what else is to be done, or to somebody: "aid to Veskia and more support" of "aid to support"."""
    led = [at for at, word in enumerate(between) if word == "to"]
    if len(led) > 1 and len([word for word in between[led[0] : led[-1]] if word not in STOPWORDS]) > 1:
        return True  # "to gather support to address", not "to work to address"
    after = between[led[-1] + 1 :] if led else ()
    return bool(after) and after[-1] not in LISTING and not all(word.endswith("ly") for word in after)


def _led(own: Set[str], between: Sequence[str], said: str) -> bool:
    """Return whether the words *between* two of a formula lead from one to the other as the preposition among its *own* does.

    They do not over a dash, where they only list ("assistance and support" of "assistance to support"), nor where
    the first stands for what belongs to it ("people's government of" of "people of"). *said* is the text between.
    """
    if CLAUSE_SIGNS.search(said) or ("s" in between and "s" not in own):
        return False
    words = [word for word in between if word != "s" and word not in ARTICLES]
    put_in = replace_party_names(words)
    named = sum(word not in STOPWORDS for word in put_in)
    last = max((at for at, word in enumerate(words) if word in PREPOSITIONS), default=-1)
    if own & PREPOSITIONS <= set(words):
        # "ties in line with Norvale's outlook on the Halden Sea" of "ties in the Halden Sea"
        if words[last] not in own and any(word[0] == "=" or word in BLOCS for word in put_in):
            return False
        # "the rules of Norvale and upholding the Charter" of "the rules of the Charter"
        if any(at and words[at - 1] not in PREPOSITIONS and is_done for at, is_done in _done_besides(words)):
            return False
        return not named or (named <= PUT_IN and not COMMAS.search(said))
    if COMMAS.search(said) or words[:1] == ["or"]:
        return False
    if "to" in words[last:-1] and "to" not in own:
        return False  # what else is to be done: "integrity and reinforced our will to help Veskia"
    if not LISTING.isdisjoint(words[last + 1 :]) or (last < 0 and words):
        return False
    done = words[1:2] != [] and words[1].endswith("ing") and not PREPOSITIONS.isdisjoint(words[2:3])
    # "stability and peace on", not "chains and investing in" or "war and attacks on crews in", "and its help for"
    other = PREPOSITIONS.intersection(words[:last]) - {"of", "to"}
    second = words[:1] == ["and"] and not done and not other
    if words[:1] == ["and"] and not WHOSE.isdisjoint(words):
        return False
    return named <= (PUT_IN if second else LED_OTHERWISE)


def _done_besides(words: Sequence[str]) -> list[tuple[int, bool]]:
    """Return where "and" or "or" stands among *words*, and whether an "-ing" follows it."""
    return [(at, words[at + 1].endswith("ing")) for at, word in enumerate(words[:-1]) if word in LISTING]


def _is_form(word: str, of: FormulaWord) -> bool:
    """Return whether *word* is *of* in another number or tense: "security" is another word than "secure"; names stay as they are."""
    if word == of.key or of.name or word in STOPWORDS:
        return word == of.key
    bare = {word, _bare(word)}  # "bring" and "address" have themselves what others end in
    return not bare.isdisjoint({of.key, _bare(of.key)})


def _bare(word: str) -> str:
    """Return *word* without what a number or a tense adds: "carried" is of "carry", "united" not of "unity"."""
    return f"{word[:-3]}y" if word.endswith(("ies", "ied")) else _INFLECTED.sub("", word)


def cluster(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the *hits* of most different words that stand close together, in whatever order; each word once."""
    best: tuple[Hit, ...] = ()
    for start in range(len(hits)):
        held: dict[int, Hit] = {}
        last = hits[start][0]
        for place, at in hits[start:]:
            if place - last > GAP // 2 + 1:
                break
            last = place
            held.setdefault(at, (place, at))
        found = tuple(sorted(held.values()))
        if is_closer(found, best):
            best = found
    return best


def is_closer(hits: Sequence[Hit], other: Sequence[Hit]) -> bool:
    """Return whether *hits* are more words than *other*, or as many in less room."""
    return (len(hits), -_width(hits)) > (len(other), -_width(other))


def _width(hits: Sequence[Hit]) -> int:
    """Return over how many words *hits* stand."""
    return hits[-1][0] - hits[0][0] if hits else 0
