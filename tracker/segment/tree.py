"""A dependency parse laid over the words of our own tokenizer, and whose a verb is by it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.segment.cast import speakers_of
from tracker.segment.drafts import Scene
from tracker.segment.grammar import SUBORDINATORS
from tracker.segment.parse import Parsed

SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBD", "VBP", "VBZ", "MD")
REPORTED = ("relcl", "pcomp", "csubj")  # clauses that assert nothing of their own
CARRIERS = frozenset({"continue", "wish", "want", "like", "join", "meet", "gather", "convene"})
PRESENT_OR_PAST = ("VBD", "VBP", "VBZ")
OURS = ("our", "my", "we", "I")
BOTH = (("the", "two"), ("the", "three"), ("both",))  # "the two jointly condemned"
LOOSE = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "punct"})  # no part of a subject proper


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of one parsed sentence. Word numbers are those of the parse unless said otherwise."""

    words: Parsed
    place: tuple[int, ...]  # word → word of the scene
    children: tuple[tuple[int, ...], ...]
    at: Mapping[int, int]  # word of the scene → the word that begins there

    def token(self, number: int) -> int:
        """Return the word of the scene where *number* begins; one past the last for the end of the sentence."""
        return self.place[number] if number < len(self.words) else self.place[-1] + 1

    def child(self, number: int, *labels: str) -> int | None:
        """Return the first child of *number* with one of *labels*."""
        return next((child for child in self.children[number] if self.words[child].dep in labels), None)

    def joined(self, number: int) -> Iterator[int]:
        """Yield the words coordinated with *number*: each hangs on the one before it."""
        waiting = [number]
        while waiting:
            for child in self.children[waiting.pop()]:
                if self.words[child].dep == "conj":
                    yield child
                    waiting.append(child)

    def first(self, number: int) -> int:
        """Return the first of the words *number* is coordinated with: of "agreed …, urged … and called", "agreed"."""
        while self.words[number].dep == "conj":
            number = self.words[number].head
        return number


def plant(parsed: Parsed, scene: Scene) -> Tree:
    """Lay *parsed* over the words of *scene*."""
    base, starts = scene.tokens.start, scene.tokens.starts
    place = tuple(max(0, bisect_right(starts, base + word.start) - 1) for word in parsed)
    children: list[list[int]] = [[] for _ in parsed]
    at: dict[int, int] = {}
    for number, word in enumerate(parsed):
        if word.head != number:
            children[word.head].append(number)
        at.setdefault(place[number], number)
    return Tree(parsed, place, tuple(map(tuple, children)), at)


def clause_head(tree: Tree, number: int) -> int:
    """Return the verb that carries the subject of *number*: of "remain ready", "remain"; of "continue to urge", "continue"."""
    word = tree.words[number]
    while (word.dep in ("acomp", "attr", "oprd", "auxpass", "aux")) or (
        word.dep == "xcomp" and tree.words[word.head].lemma in CARRIERS
    ):
        number = word.head
        word = tree.words[number]
    return number


def asserted(tree: Tree, verb: int) -> bool:
    """Tell whether the clause of *verb* is said by the sentence, not put as a condition, a reason or a description."""
    top = tree.first(verb)
    dep = tree.words[top].dep
    if dep in REPORTED:
        return False
    marks = [child for child in tree.children[top] if tree.words[child].dep in ("mark", "advmod")]
    conditional = any(tree.words[mark].lemma.lower() in SUBORDINATORS | {"as"} for mark in marks)
    return not (dep == "advcl" and conditional)


def inside(tree: Tree, verb: int) -> int | None:
    """Return the verb that introduces the clause of *verb* ("stressed that …"), None for a main clause.

    In "stressed that Veskia should …, and agreed to" a parser hangs "agreed" on
    the inner verb; in the tense of "stressed" and without a "that" of its own
    it is a main verb.
    """
    top = tree.first(verb)
    if tree.words[top].dep != "ccomp":
        return None
    frame = tree.words[top].head
    alike = tree.words[verb].tag == tree.words[frame].tag and tree.child(verb, "mark", "aux") is None
    return None if verb != top and alike and tree.words[frame].tag in PRESENT_OR_PAST else frame


def whose(
    tree: Tree, scene: Scene, verb: int, latest: frozenset[str], depth: int = 0
) -> tuple[int, frozenset[str]] | None:
    """Return where the subject of *verb* begins (word of the scene) and who speaks; None where nobody of the cast does."""
    word = tree.words[verb]
    subject = tree.child(verb, *SUBJECTS)
    if depth > 8:
        return None
    if subject is not None:
        if tree.words[subject].lemma.lower() in ("he", "she"):
            subject = _named(tree, subject)
        owner = tree.child(subject, "poss")
        if owner is not None and tree.words[owner].tag == "PRP$" and tree.words[owner].lemma not in OURS:
            return None  # "its president said": somebody else's
        begin, end = _span(tree, subject)
        speakers = speakers_of(scene.tokens, begin, end, scene.cast, scene.lexicon, latest)
        if speakers is None and scene.tokens.lower[begin:end] in BOTH and len(scene.cast.principals) > 1:
            speakers = scene.cast.principals
        return (begin, speakers) if speakers else None
    if word.dep == "conj":
        top = tree.first(verb)
        if tree.words[top].dep == "ccomp" and inside(tree, verb) is None:
            return whose(tree, scene, clause_head(tree, tree.words[top].head), latest, depth + 1)
        return whose(tree, scene, clause_head(tree, word.head), latest, depth + 1)
    if word.dep in ("advcl", "acl", "dep") and word.tag == "VBG":
        return whose(tree, scene, clause_head(tree, word.head), latest, depth + 1)
    return None


def _named(tree: Tree, pronoun: int) -> int:
    """Return the last subject named before "he" in the sentence: it is the one meant; the pronoun where there is none."""
    named = (
        number
        for number in range(pronoun - 1, -1, -1)
        if tree.words[number].dep in SUBJECTS and tree.words[number].tag == "NNP"
    )
    return next(named, pronoun)


def _span(tree: Tree, subject: int) -> tuple[int, int]:
    """Return the words of the scene a subject takes, without what is added to it after a comma."""
    loose = [
        tree.words[child].left
        for child in tree.children[subject]
        if tree.words[child].dep in LOOSE and child > subject
    ]
    last = min([tree.words[subject].right, *loose])
    begin, end = tree.token(tree.words[subject].left), tree.token(max(last, subject + 1))
    return begin, max(end, begin + 1)
