"""How a stretch of text differs from a formula: words put in, left out, replaced, in another order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from tracker.formula.chains import Hit
from tracker.formula.wording import ARTICLES, LISTING, PREPOSITIONS, Formula, FormulaWord
from tracker.search.analyzer import FoldedWord
from tracker.text.content_words import STOPWORDS, replace_party_names
from tracker.text.spelling import one_spelling, root

Operation = Literal["put in", "left out", "replaced", "order"]
NAME = 8  # words of a name that stands for one of the formula


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. *before* are words of the formula, *after* those of the text; "" = none.

    *key* is what *after* comes to where forms, spelling, small words and the names of one
    state do not count: edits of one key are one variant.
    """

    operation: Operation
    before: str
    after: str
    key: str = ""

    def __str__(self) -> str:
        if self.operation == "order":
            return "in another order"
        if self.operation == "replaced":
            return f"“{self.before}” → “{self.after}”"
        return f"{'with' if self.operation == 'put in' else 'without'} “{self.after or self.before}”"


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of words, *first* to *last* inclusive, with the differences; *there* are the content words it has."""

    first: int
    last: int
    edits: tuple[Edit, ...]
    there: frozenset[int]


def match_formula(formula: Formula, words: Sequence[FoldedWord], chain: Sequence[Hit], text: str) -> Match:
    """Return how the stretch of *words* around *chain* differs from *formula*; *text* is what they were cut from."""
    if any(one[1] > other[1] for one, other in pairwise(chain)):
        return _reordered(formula, chain)
    edits: list[Edit] = []
    first, last = chain[0][0], chain[-1][0]
    if chain[0][1] > 0:
        first = _before(formula, words, chain[0], edits, text)
    for place, at in chain:
        if _key(words[place]) != formula.words[at].key:
            said = words[place].folded
            edits.append(Edit("replaced", formula.words[at].text, said, said))
    for (place, at), (next_place, next_at) in pairwise(chain):
        edits += _between(formula.words[at + 1 : next_at], words[place + 1 : next_place])
    if chain[-1][1] < len(formula.words) - 1:
        last = _after(formula, words, chain[-1], edits, text)
    return Match(first, last, tuple(edits), frozenset(at for _, at in chain))


def _reordered(formula: Formula, chain: Sequence[Hit]) -> Match:
    there = frozenset(at for _, at in chain)
    missing = [formula.words[at].text for at in formula.content if at not in there]
    edits = [Edit("order", "", "")]
    if missing:
        edits.append(Edit("left out", " ".join(missing), ""))
    places = [place for place, _ in chain]
    return Match(min(places), max(places), tuple(edits), there)


def _before(formula: Formula, words: Sequence[FoldedWord], first: Hit, edits: list[Edit], text: str) -> int:
    """Say what stands for the words of the formula before the *first* one found; return where the stretch begins."""
    place, at = first
    back = at - 1
    start = place
    while back >= 0 and not formula.words[back].content:  # small words that are the same
        if start > 0 and _key(words[start - 1]) == formula.words[back].key:
            start -= 1
        back -= 1
    if back < 0:
        return start
    if start > 0 and _qualifies(words, start - 1, text):
        put = words[start - 1].folded
        edits.append(
            Edit(
                "replaced",
                next((word.text for word in reversed(formula.words[: back + 1]) if word.content), ""),
                put,
                root(put),
            )
        )
        rest = " ".join(word.text for word in formula.words[:back] if word.content)
        if rest:
            edits.append(Edit("left out", rest, ""))
        return start - 1
    left = [word for word in formula.words[:at] if word.key not in ARTICLES]
    while left[-1].key in PREPOSITIONS | LISTING:
        left.pop()
    edits.append(Edit("left out", " ".join(word.text for word in left), ""))
    return place


def _qualifies(words: Sequence[FoldedWord], place: int, text: str) -> bool:
    """Return whether the word at *place* stands where an adjective of the formula would: after an article, a preposition or "our"."""
    word = words[place].folded
    if word in STOPWORDS or word.endswith(("ing", "ed", "s")) or not word.isalpha():
        return False
    if place + 1 < len(words) and text[words[place].end : words[place + 1].start].strip(" \t\n\u00a0-‐‑"):
        return False
    before = words[place - 1].folded if place else ""
    return before in ARTICLES | (PREPOSITIONS - {"to"}) | {"our", "their", "its", "his", "her", "s"}


def _between(formula: Sequence[FormulaWord], words: Sequence[FoldedWord]) -> list[Edit]:
    """Return how what stands between two words of the formula differs from what should; articles do not count."""
    before = [word for word in formula if word.key not in ARTICLES]
    after = [word for word in words if word.folded not in ARTICLES]
    if not any(word.content for word in before):
        return _small_words([word.key for word in before], [_key(word) for word in after], before, after)
    made: list[Edit] = []
    matcher = SequenceMatcher(
        None, [word.key for word in before], [_key(word) for word in after], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        out = " ".join(word.text for word in before[a:b])
        put = [word.folded for word in after[c:d]]
        if tag == "replace":
            made.append(Edit("replaced", out, _as_said(put), _as_compared(put)))
        elif tag == "delete":
            made.append(Edit("left out", out, ""))
        elif tag == "insert":
            made.append(Edit("put in", "", _as_said(put), _as_compared(put)))
    return made


def _small_words(
    before: Sequence[str], after: Sequence[str], formula: Sequence[FormulaWord], words: Sequence[FoldedWord]
) -> list[Edit]:
    """Return how *after* differs from *before*, which has small words only: as one difference."""
    if before == after:
        return []
    put = [word.folded for word in words]
    if len(after) > len(before) and after[: len(before)] == before:
        put = put[len(before) :]
        return [Edit("put in", "", _as_said(put), _as_compared(put))]
    if before and len(after) > len(before) and after[-len(before) :] == before:
        put = put[: -len(before)]
        return [Edit("put in", "", _as_said(put), _as_compared(put))]
    out = " ".join(word.text for word in formula)
    if not after:
        return [Edit("left out", out, "")]
    return [Edit("replaced", out, _as_said(put), _as_compared(put))]


def _after(formula: Formula, words: Sequence[FoldedWord], last: Hit, edits: list[Edit], text: str) -> int:
    """Say what stands for the words of the formula after the *last* one found; return where the stretch ends."""
    place, at = last
    rest = formula.words[at + 1 :]
    end, used = place, 0
    preposition = False
    while used < len(rest) and not rest[used].content:
        if rest[used].key not in ARTICLES:
            if end + 1 >= len(words) or _key(words[end + 1]) != rest[used].key:
                break
            end += 1
            preposition = rest[used].key in PREPOSITIONS
        used += 1
    missing = " ".join(word.text for word in rest if word.key not in ARTICLES)
    own = [word.text for word in rest[used:] if word.content]
    direct = rest[0].content or preposition
    if not own:
        return end
    stop = _name_end(words, end + 1, text, after_preposition=preposition) if direct else end
    if stop > end:
        there = [word for word in words[end + 1 : stop + 1] if word.folded not in ARTICLES]
        said = " ".join(text[there[0].start : there[-1].end].split())
        edits.append(Edit("replaced", " ".join(own), said, _as_compared([word.folded for word in there])))
        return stop
    edits.append(Edit("left out", missing, ""))
    return place


def _name_end(words: Sequence[FoldedWord], start: int, text: str, *, after_preposition: bool) -> int:
    """Return the place of the last word of what stands at *start* in the place of the formula's words; start - 1 if nothing does.

    That is a name, as its capitals tell, or the words up to a sign or a small word.
    """
    none = start - 1
    while start < len(words) and words[start].folded in ARTICLES:
        start += 1
    end = start - 1
    if start >= len(words) or (start and not _spaced(words, start - 1, text)):
        return none
    named = text[words[start].start].isupper()
    most = NAME if named else 3
    while end + 1 < len(words) and end + 1 - start < most:
        word = words[end + 1]
        if end >= start and not _spaced(words, end, text):
            break
        capital = text[word.start].isupper() or text[word.start].isdigit()
        if named and not capital:
            follows = end + 2 < len(words) and text[words[end + 2].start].isupper()
            if word.folded == "s" or (word.folded in ("of", "the") and follows):
                end += 1
                continue
            break
        if not named and (word.folded in STOPWORDS or (not after_preposition and end >= start)):
            break
        end += 1
    while end >= start and words[end].folded in ("of", "the", "s"):
        end -= 1
    return end if end >= start else none


def _spaced(words: Sequence[FoldedWord], place: int, text: str) -> bool:
    """Return whether only white space, a hyphen or an apostrophe stands after the word at *place*."""
    if place + 1 >= len(words):
        return True
    return not text[words[place].end : words[place + 1].start].strip(" \t\n\u00a0-‐‑’'")


def _as_said(words: Sequence[str]) -> str:
    """Return *words* as they are shown."""
    return " ".join(_possessive(words))


def _as_compared(words: Sequence[str]) -> str:
    """Return what *words* come to: roots of those that carry them, a state or body by one name; of small words all."""
    named = replace_party_names([word for word in words if word != "s"])
    content = [root(word) for word in named if word not in STOPWORDS]
    return " ".join(content or named)


def _possessive(words: Sequence[str]) -> list[str]:
    """Return *words* with an "s" cut off by its apostrophe put back: "people", "s" → "people's"."""
    made: list[str] = []
    for word in words:
        if word == "s" and made:
            made[-1] = "U.S." if made[-1] == "u" else f"{made[-1]}'s"
        else:
            made.append(word)
    return made


def held(formula: Formula, words: Sequence[FoldedWord], chain: Sequence[Hit], match: Match) -> float:
    """Return what share of the words of *formula* *match* holds, small ones in order; articles aside."""
    count = len(chain)
    ends = [(match.first - 1, -1), *chain, (match.last + 1, len(formula.words))]
    for (place, at), (next_place, next_at) in pairwise(ends):
        small = [
            one.key for one in formula.words[at + 1 : next_at] if not one.content and one.key not in ARTICLES
        ]
        count += _in_order(small, [_key(word) for word in words[place + 1 : next_place]])
    return count / sum(word.key not in ARTICLES for word in formula.words)


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> int:
    """Return how many of *wanted* stand in *words* in their order."""
    number, at = 0, 0
    for word in wanted:
        if word in words[at:]:
            at = words.index(word, at) + 1
            number += 1
    return number


def _key(word: FoldedWord) -> str:
    return one_spelling(word.folded)
