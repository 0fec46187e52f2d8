"""What is to be done: the actions in the reach of an anchor, cut by the coding guide, and what they weigh.

"to cease its activities and engage in dialogue"   two actions: each has an object of its own
"to engage and communicate with China"             one: they share it
"to expand production, to speed recovery"          one: the second is its purpose
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.grammar import AMBIGUOUS, BETWEEN, DETERMINERS, LINKS, MEANS, NOUNISH, PREPOSITIONS
from tracker.segment.lexicon import Lexicon, Verb
from tracker.segment.tokens import Tokens

MIN_WORDS = 3  # an action needs a verb and an object before the next one may be cut off


@dataclass(frozen=True, slots=True)
class Action:
    """One action: words first..last (exclusive), its head verb, and whether it is refused."""

    first: int
    last: int
    verb: Verb | None
    negative: bool


def split_actions(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> list[Action]:
    """Return the actions among words first..last, where *first* is the first verb (after "to" or "will")."""
    gerund = tokens.lower[first] in lexicon.gerunds if first < last else False
    table = lexicon.gerunds if gerund else lexicon.verbs
    cuts = [first]
    purpose = means = False
    index = first + 1
    while index < last:
        word = tokens.lower[index]
        if word in MEANS and index + 1 < last and tokens.lower[index + 1].endswith("ing"):
            means = True
        if word == "to" and tokens.lower[index - 1] not in LINKS and index - 1 > first:
            purpose = purpose or _heads(tokens, index + 1, last, lexicon.verbs)
        shared = _shares(tokens, index, lexicon)
        if word in LINKS and index - cuts[-1] >= MIN_WORDS - 1 and not shared:
            begin, explicit = _next_verb(tokens, index, last)
            if (
                begin < last
                and tokens.lower[begin] in table
                and _opens(tokens, begin, last, table[tokens.lower[begin]])
            ):
                # a bare verb hangs on the nearest "to": after a purpose it continues that, unless "to" is said again
                listed = (
                    explicit
                    and not gerund
                    and (word != "," or tokens.lower[index + 1] in LINKS or _and_to(tokens, begin, last))
                )
                bare = not (purpose or means or explicit) and not _adjective(tokens, begin)
                if listed or bare:
                    cuts.append(begin)
                    purpose = means = False
                    index = begin
        index += 1
    ends = [_end(tokens, cut) for cut in cuts[1:]] + [last]
    return [Action(cut, end, *_head(tokens, cut, end, lexicon)) for cut, end in zip(cuts, ends, strict=True)]


def _and_to(tokens: Tokens, index: int, last: int) -> bool:
    """Tell whether a list "to …, to …, and to …" goes on; a lone ", to" is a purpose."""
    return any(
        tokens.lower[i] in ("and", "or") and tokens.lower[i + 1] == "to" for i in range(index, last - 1)
    )


def _shares(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Tell whether the verb before the joint at *index* waits for the object of the next: "to assist in and strengthen"."""
    last = index - 1
    while last > 0 and tokens.lower[last] in PREPOSITIONS:
        last -= 1
    return tokens.lower[last] in lexicon.verbs and tokens.lower[last - 1] in LINKS | {"to"}


def _adjective(tokens: Tokens, index: int) -> bool:
    """Tell whether a word that may be a verb is an adjective here: "committed to close cooperation"."""
    follows = tokens.lower[index + 1] if index + 1 < len(tokens) else ""
    return tokens.lower[index] in AMBIGUOUS and follows not in DETERMINERS


def _next_verb(tokens: Tokens, index: int, last: int) -> tuple[int, bool]:
    explicit = False
    index += 1
    while index < last and (tokens.lower[index] in LINKS | BETWEEN or tokens.lower[index].endswith("ly")):
        explicit = explicit or tokens.lower[index] == "to"
        index += 1
    return index, explicit


def _opens(tokens: Tokens, begin: int, last: int, verb: Verb) -> bool:
    """Tell whether the word at *begin* is a verb with an object here, not a noun that looks like one."""
    if begin + 1 >= last or tokens.lower[begin - 1] in DETERMINERS:
        return False
    follows = tokens.lower[begin + 1]
    return follows not in NOUNISH or follows in verb.follows


def _heads(tokens: Tokens, index: int, last: int, verbs: object) -> bool:
    while index < last and tokens.lower[index].endswith("ly"):
        index += 1
    return index < last and tokens.lower[index] in verbs  # type: ignore[operator]


def _end(tokens: Tokens, cut: int) -> int:
    """Return where the action before the one at *cut* ends: the joining words belong to neither."""
    while tokens.lower[cut - 1] in LINKS | BETWEEN or tokens.lower[cut - 1].endswith("ly"):
        cut -= 1
    return cut


def _head(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> tuple[Verb | None, bool]:
    """Return the verb that counts and whether it is refused: "continue to support" is support."""
    negative = False
    verb: Verb | None = None
    for index in range(first, min(first + 6, last)):
        word = tokens.lower[index]
        found = lexicon.verbs.get(word) or lexicon.gerunds.get(word)
        found = None if found and _adjective(tokens, index) else found
        if (word in ("not", "never") and tokens.lower[index + 1 : index + 2] != ("only",)) or (
            found and found.lemma in ("refrain", "desist")
        ):
            negative = True
        if found and (verb is None or (verb.lemma == "continue" and tokens.lower[index - 1] == "to")):
            verb = found
        elif found is None and verb and word not in ("to",) and not word.endswith("ly"):
            break
    return verb, negative


def content_level(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return what the action weighs on the U ladder, and the words that say so; (5, "") where nothing lowers it."""
    stop = min(last, first + 9)
    for index in range(first, stop):
        word = tokens.lower[index]
        if word in ("effort", "efforts"):
            ends = lexicon.verbs.get(tokens.lower[first])
            return (5, "") if ends and ends.direction == "stop" else (3, "efforts")
        if index > first + 3 and word in ("to", "by", "in", "through"):
            break
        base = lexicon.gerunds[word].lemma if word in lexicon.gerunds else word
        for rest, level in lexicon.content.get(base, ()):
            if tokens.lower[index + 1 : index + 1 + len(rest)] == rest and index <= first + 2:
                return level, " ".join((word, *rest))
    return 5, ""
