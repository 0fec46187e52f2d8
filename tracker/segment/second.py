"""Drafts of a sentence by its dependency parse: the second opinion.

    parse ─► lead verbs whose subject, by the tree, is in the cast ─► interpret, as for the rules

Subjects, shared subjects, the reach of a verb and coordination come from the
tree; kinds and levels from the lexicon and the code of the default reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.segment.anchors import Anchor
from tracker.segment.clauses import clause
from tracker.segment.cuts import cut
from tracker.segment.drafts import Draft, Scene
from tracker.segment.grammar import FRAMES, HISTORY, TRIM
from tracker.segment.interpret import interpret
from tracker.segment.lexicon import Lead
from tracker.segment.parse import Parsed
from tracker.segment.told import efforts, judgments
from tracker.segment.tree import FINITE, SUBJECTS, Tree, asserted, clause_head, inside, plant, whose

# as participles these say what comes of a thing, or set the scene: "…, demonstrating …", "Considering the threat, …"
EFFECTS = frozenset({"demonstrate", "show"})
LOOSE_TABLES = frozenset({"act", "commit_adjective"})
SAID = 3  # words of an action: a verb and an object
FORMS = {"VBD": "past", "VBN": "past", "VBG": "ing"}


@dataclass(frozen=True, slots=True)
class Opening:
    """An anchor and the verbs of the parse it stands on."""

    anchor: Anchor
    verb: int  # the lead verb, or the verb after the modal
    head: int  # the verb that carries the subject
    frame: int | None  # the verb whose that-clause it stands in


def second_reading(parsed: Parsed, scene: Scene, latest: frozenset[str]) -> list[Draft]:
    """Return the drafts the parse of one sentence supports, in order and without overlap."""
    if not parsed:
        return []
    tree = plant(parsed, scene)
    openings = list(_openings(tree, scene, latest))
    drafts: list[Draft] = []
    used: set[int] = set()
    for number, opening in enumerate(openings):
        if number in used:
            continue
        inner = next(
            (
                later
                for later in range(number + 1, len(openings))
                if openings[later].frame == opening.head and not opening.anchor.modal
            ),
            None,
        )
        if inner is not None:
            used.add(inner)
        others = [other for index, other in enumerate(openings) if index not in (number, inner)]
        end = _reach(tree, scene, opening, others)
        found = list(
            interpret(opening.anchor, end, openings[inner].anchor if inner is not None else None, scene)
        )
        drafts += cut(tree, scene, [draft for draft in found if _whole(draft)])
        drafts += _clauses(tree, scene, opening, [other.verb for other in openings])
    drafts = _apart(drafts)
    for more in (judgments(tree, scene, latest), efforts(tree, scene, latest)):
        drafts += [
            draft
            for draft in more
            if not any(draft.start < other.end and other.start < draft.end for other in drafts)
        ]
    return _apart(drafts)


def _whole(draft: Draft) -> bool:
    """Tell whether an undertaking says what is to be done: "what we are prepared to work on" does not."""
    return draft.kind.family != "U" or draft.action is None or draft.end - draft.content >= SAID


def _apart(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.end > draft.start and (not kept or draft.start >= kept[-1].end):
            kept.append(draft)
    return kept


def _openings(tree: Tree, scene: Scene, latest: frozenset[str]) -> Iterator[Opening]:
    tokens, lexicon = scene.tokens, scene.lexicon
    for number, word in enumerate(tree.words):
        token = tree.place[number]
        lower = tokens.lower[token]
        if tree.at[token] != number:
            continue
        modal = lexicon.modals.get(lower, 0) if word.tag == "MD" and word.dep == "aux" else 0
        leads = () if modal else _leads(tree, scene, number)
        if not (modal or leads):
            continue
        verb = word.head if modal else number
        head = clause_head(tree, verb)
        if not asserted(tree, head) or (modal and verb != head):
            continue
        subject = whose(tree, scene, head, latest)
        if subject is None:
            continue
        frame = inside(tree, head)
        if frame is not None and not _vouched(tree, scene, frame, latest):
            continue
        if (lower == "would" and frame is None) or _history(tree, head, leads):
            continue
        begin, speakers = subject
        start = token if modal else _start(tree, number, head)
        form = "present" if modal else FORMS.get(word.tag, "present")
        yield Opening(
            Anchor(token, start, leads, modal, speakers, begin, frame is not None, form), verb, head, frame
        )


def _vouched(tree: Tree, scene: Scene, frame: int, latest: frozenset[str]) -> bool:
    """Tell whether a that-clause is said by one of the cast and not denied: "some argued that we will" is not."""
    head = clause_head(tree, frame)
    if tree.child(head, "neg") is not None or not asserted(tree, head):
        return False
    subject = tree.child(head, *SUBJECTS)
    impersonal = subject is not None and tree.words[subject].lemma.lower() in ("it", "this")
    return impersonal or whose(tree, scene, head, latest) is not None


def _leads(tree: Tree, scene: Scene, number: int) -> tuple[Lead, ...]:
    """Return the readings of a word as an opening: a verb in the active, or an adjective after "be" or "remain"."""
    tokens, word = scene.tokens, tree.words[number]
    token = tree.place[number]
    passive = tree.child(number, "auxpass") is not None
    verbal = word.tag.startswith("VB") and not passive and word.dep not in ("amod", "compound")
    if word.tag == "VB" and word.dep != "conj" and clause_head(tree, number) == number:
        helper = tree.child(number, "aux")  # "do condemn", but not "a platform for leaders to announce"
        verbal = (
            tree.child(number, "nsubj") is not None and helper is not None and tree.words[helper].tag != "TO"
        )
    copular = clause_head(tree, number) != number or passive or word.dep == "conj"
    fits = [
        lead
        for lead in scene.lexicon.leads.get(tokens.lower[token], ())
        if tokens.lower[token + 1 : token + 1 + len(lead.rest)] == lead.rest
        and (verbal if lead.form != "phrase" else copular or verbal)
    ]
    if word.tag == "VBG" and word.dep != "conj" and tree.child(number, "aux") is None:
        fits = [lead for lead in fits if lead.table not in LOOSE_TABLES and lead.lemma not in EFFECTS]
    longest = max((len(lead.rest) for lead in fits), default=0)
    return tuple(lead for lead in fits if len(lead.rest) == longest)


def _history(tree: Tree, head: int, leads: tuple[Lead, ...]) -> bool:
    """Tell whether a verb reports and does not bind: "sought to annex"."""
    return bool(leads) and leads[0].lemma in HISTORY and tree.words[head].tag in ("VBD", "VBN")


def _start(tree: Tree, number: int, head: int) -> int:
    """Return where the quote begins: the first of the verb, what carries it, and its auxiliaries."""
    parts = (
        [number, head]
        if tree.words[head].tag.startswith("VB") and tree.words[number].dep == "xcomp"
        else [number]
    )
    parts += [
        child
        for child in tree.children[number]
        if tree.words[child].dep == "aux" and tree.words[child].lemma in ("have", "be", "do")
    ]
    return tree.place[min(parts)]


def _reach(tree: Tree, scene: Scene, opening: Opening, others: list[Opening]) -> int:
    """Return where the words of an opening end: with its subtree, before the next opening or a verb joined to it."""
    anchor = opening.anchor
    stop = tree.token(tree.words[opening.head].right)
    for verb in {opening.head, opening.verb}:
        for joined in tree.joined(verb):
            if joined > opening.verb and tree.words[joined].tag in FINITE:
                stop = min(stop, tree.place[tree.words[joined].left])
    for other in others:
        for begin in (other.anchor.start, other.anchor.subject):
            if begin > anchor.index:
                stop = min(stop, begin)
    while stop > anchor.index + 1 and scene.tokens.lower[stop - 1] in TRIM:
        stop -= 1
    return stop


def _clauses(tree: Tree, scene: Scene, opening: Opening, leads: list[int]) -> Iterator[Draft]:
    """Read the further that-clauses of a frame: "stressed that A should …, and that B must …"."""
    lead = next((lead for lead in opening.anchor.leads if lead.table in FRAMES), None)
    first = tree.child(opening.verb, "ccomp")
    if lead is None or not lead.level or first is None:
        return
    for verb in tree.joined(first):
        subject = tree.child(verb, "nsubj", "nsubjpass")
        if subject is None or verb in leads:
            continue
        begin = tree.place[tree.words[verb].left]
        begin += scene.tokens.lower[begin] == "that"
        end = tree.token(tree.words[verb].right)
        anchor = replace(opening.anchor, start=begin, index=begin)
        yield from clause(anchor, lead.level, begin, end, scene, lead.lemma)
