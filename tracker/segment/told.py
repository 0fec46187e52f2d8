"""What a parse finds without a lead verb: conduct judged, and efforts that are told of."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import Kind
from tracker.segment.anchors import Anchor
from tracker.segment.cast import parties_in, speakers_of
from tracker.segment.cuts import CUT, trimmed
from tracker.segment.drafts import Draft, Scene, one, own_or_joint
from tracker.segment.grammar import OWNERS
from tracker.segment.tree import FINITE, SUBJECTS, Tree, asserted, clause_head, inside, whose

COPULAR = frozenset({"be", "constitute", "represent", "remain", "pose", "present"})
# verbs that tell of something done; "discussed efforts to" only says what was talked about
TOLD = frozenset(
    {"convey", "update", "speak", "brief", "outline", "describe", "note", "highlight", "share", "underscore"}
)


def judgments(tree: Tree, scene: Scene, latest: frozenset[str]) -> Iterator[Draft]:
    """Read conduct judged without a verb of judging: "these launches violate …, and pose a danger to …"."""
    speakers = latest or scene.cast.principals or scene.cast.issuer
    for number, word in enumerate(tree.words):
        if (
            not (word.tag in FINITE and speakers)
            or inside(tree, number) is not None
            or not asserted(tree, number)
        ):
            continue
        level = _judged(tree, scene, number)
        top = tree.first(number)
        subject = tree.child(number, *SUBJECTS)
        shared = subject if subject is not None else tree.child(top, *SUBJECTS)
        if not level or shared is None or not _conduct(tree, scene, shared):
            continue
        others = [joined for joined in tree.joined(number) if tree.words[joined].tag in FINITE]
        start = tree.words[subject].left if subject is not None else number
        stop = min([word.right, *(tree.words[other].left for other in others)])
        begin, end = tree.place[start], tree.token(stop)
        anchor = Anchor(tree.place[number], begin, (), 0, speakers, begin, False, "present")
        kind = Kind.E_CONDEMN if level >= 3 else Kind.E_CONCERN
        cut = (CUT,) if others or subject is None else ()
        why = f"E {level}: conduct judged"
        yield one(anchor, trimmed(scene, begin, end), kind, level, "judgment", begin, why, *cut)


def _judged(tree: Tree, scene: Scene, verb: int) -> int:
    """Return the level of the judgment a verb passes, by itself or by its object; 0 where it passes none."""
    heads = [verb]
    if tree.words[verb].lemma in COPULAR:
        heads = [child for child in tree.children[verb] if tree.words[child].dep in ("attr", "dobj", "acomp")]
    best = 0
    for head in heads:
        token = tree.place[head]
        for rest, level in scene.lexicon.judgments.get(tree.words[head].lemma.lower(), ()):
            if scene.tokens.lower[token + 1 : token + 1 + len(rest)] == rest:
                best = max(best, level)
    return best


def _conduct(tree: Tree, scene: Scene, subject: int) -> bool:
    """Tell whether a subject points at conduct: "these launches", "each of these acts", "Veskia’s behaviour"."""
    word = tree.words[subject]
    begin, end = tree.token(word.left), tree.token(word.right)
    words = scene.tokens.lower[begin:end]
    if speakers_of(scene.tokens, begin, end, scene.cast, scene.lexicon, frozenset()):
        return False
    return bool({"this", "these", "such"} & set(words[:4])) or "’s" in words[:8]


def efforts(tree: Tree, scene: Scene, latest: frozenset[str]) -> Iterator[Draft]:
    """Read efforts under way that are told of: "discussed our continued efforts to …", "work by Norvale to …"."""
    for number, word in enumerate(tree.words):
        if word.lemma.lower() not in ("effort", "work") or not word.tag.startswith("NN"):
            continue
        aim = next(
            (
                child
                for child in tree.children[number]
                if child > number and tree.words[child].tag == "VB" and tree.child(child, "aux") is not None
            ),
            None,
        )
        speakers = _owner(tree, scene, number)
        if aim is None or not speakers:
            continue
        verb = number
        while tree.words[verb].head != verb and not tree.words[verb].tag.startswith("VB"):
            verb = tree.words[verb].head
        if tree.words[verb].lemma not in TOLD or whose(tree, scene, clause_head(tree, verb), latest) is None:
            continue
        begin, end = tree.place[word.left], tree.token(tree.words[aim].right)
        anchor = Anchor(tree.place[number], begin, (), 0, speakers, begin, False, "present")
        yield one(
            anchor,
            trimmed(scene, begin, end),
            own_or_joint(anchor),
            3,
            "efforts",
            tree.place[aim],
            "U 3: efforts under way",
        )


def _owner(tree: Tree, scene: Scene, noun: int) -> frozenset[str]:
    """Return who of the cast makes an effort: "our", "Norvale’s", "by Norvale and Estmark"."""
    cast = scene.cast
    for child in tree.children[noun]:
        word = tree.words[child]
        if word.dep == "poss" and word.lemma.lower() in OWNERS | {"we", "they"}:
            return cast.principals or cast.issuer
        if word.dep in ("poss", "compound", "nmod") or (word.dep == "prep" and word.lemma == "by"):
            first, last = tree.token(word.left), tree.token(word.right)
            named = {code for _, _, code in parties_in(scene.tokens, scene.lexicon, first, last)}
            named |= {cast.persons[raw] for raw in scene.tokens.raw[first:last] if raw in cast.persons}
            if named & cast.principals:
                return frozenset(named & cast.principals)
    return frozenset()
