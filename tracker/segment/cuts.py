"""Where the parse cuts an undertaking or a demand in two: coding guide, section 6, rule 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.segment.actions import Action, content_level
from tracker.segment.drafts import Draft, Scene
from tracker.segment.grammar import TRIM
from tracker.segment.tree import Tree

OBJECTS = ("dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "dative")
CUT = "cut by the parse: a second verb with an object of its own"
TAIL = TRIM | {"to", ","}  # joining words a piece does not end with
DEFINITE = 4  # what a lead verb of commitment weighs where the second verb does not weigh less


def cut(tree: Tree, scene: Scene, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Cut drafts where the tree joins a second "to …" with an object of its own: "to reduce … and to protect …"."""
    for draft in drafts:
        cuts = [
            found
            for found in (_infinitive(tree, scene, number) for number in range(len(tree.words)))
            if found is not None and draft.content < found[0] and found[1] < draft.end - 2
        ]
        if draft.kind.family not in "UD" or not cuts:
            yield draft
            continue
        begins = [draft.start, *(begin for _, begin in cuts)]
        ends = [*(end for end, _ in cuts), draft.end]
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
            if number == 0:
                yield replace(draft, end=trimmed(scene, begin, end), rules=(*draft.rules, CUT))
                continue
            word = scene.tokens.lower[begin]
            verb = scene.lexicon.verbs.get(word) or scene.lexicon.gerunds.get(word)
            level = draft.level
            if draft.kind.is_commitment:
                level = min(DEFINITE, content_level(scene.tokens, begin, end, scene.lexicon)[0])
            action = Action(begin, end, verb, False)
            yield replace(
                draft,
                start=begin,
                end=trimmed(scene, begin, end),
                content=begin,
                action=action,
                level=level,
                rules=(*draft.rules, CUT),
            )


def _infinitive(tree: Tree, scene: Scene, number: int) -> tuple[int, int] | None:
    """Return where "to" and the verb stand of one joined to another by "and to", with an object; None for other words."""
    word = tree.words[number]
    if tree.child(number, *OBJECTS) is None:
        return None
    if word.tag == "VB" and word.dep == "conj":
        to = tree.child(number, "aux")
        if to is None or tree.words[to].tag != "TO" or tree.child(word.head, *OBJECTS) is None:
            return None
        joint = tree.place[to] - 1
        before = scene.tokens.lower[joint - 1]
        said = scene.tokens.lower[joint] in ("and", "or") and before not in scene.lexicon.verbs
        return (joint, tree.place[number]) if said and tree.words[word.head].tag.startswith("VB") else None
    if word.dep == "pcomp" and word.tag in ("VBG", "VB"):
        preposition = tree.words[word.head]
        if preposition.dep == "conj" and preposition.lemma == "to":
            return tree.place[word.head], tree.place[number]
    return None


def trimmed(scene: Scene, begin: int, end: int) -> int:
    """Return *end* without the joining words before it."""
    while end > begin + 1 and scene.tokens.lower[end - 1] in TAIL:
        end -= 1
    return end
