"""How firmly something is said: a word of emphasis by itself that went or came, "strongly oppose" and "oppose" (guide, section 8: minor)."""

from __future__ import annotations

from tracker.domain import Label
from tracker.edits.classes import ClassedRun
from tracker.edits.moves.edit_measures import EditVerdict
from tracker.edits.moves.edit_words import COMMITTED, FIRMER, SOFTER, TO_BE
from tracker.edits.moves.pairing import UnitPair, words_of
from tracker.edits.passages import Word
from tracker.edits.signals import MODALS, NEGATIONS
from tracker.text.content_words import STOPWORDS, stem

ADVERBS = frozenset(
    """strongly firmly actively closely resolutely deeply gravely seriously unequivocally categorically vigorously
    strictly urgently steadfastly unreservedly wholeheartedly""".split()
)
ADJECTIVES = frozenset("strong firm full resolute unwavering ironclad steadfast unequivocal".split())
HELD = frozenset(  # nouns that such an adjective makes no other thing
    "commitment commitments support opposition resolve determination condemnation concern concerns solidarity".split()
)
AHEAD = MODALS | TO_BE | {"to", "and", "we", "remain", "remains"}  # words before a verb, or before its adverb
DENIED = 2  # words before one of emphasis, among which a negation denies it
NEAR = 4  # words at the head of a unit in which its verb stands


def judge_emphasis(one: ClassedRun, pair: UnitPair) -> EditVerdict | None:
    """Return the label, a minor one, where only words of emphasis went or came with a run; else None."""
    run, stretch = one.run, pair.stretch
    old, new = stretch.old[run.first : run.last], stretch.new[run.into : run.upto]
    weights = tuple(sum(word.form in ADVERBS | ADJECTIVES for word in side) for side in (old, new))
    if weights[0] == weights[1] or _rest(old) != _rest(new):
        return None
    said = [" ".join(word.form for word in side) for side in (old, new)]
    if any(map(SOFTER.search, said)) or any(word.form in NEGATIONS for word in (*old, *new)):
        return None
    words, first, unit = (
        (stretch.old, run.first, pair.before) if weights[0] else (stretch.new, run.into, pair.after)
    )
    at = next(at for at in range(first, len(words)) if words[at].form in ADVERBS | ADJECTIVES)
    if any(word.form in NEGATIONS for word in words[max(0, at - DENIED) : at]):
        return None  # who "will not actively help" does a little, and who "will not help" nothing
    inside = words_of(unit, words)
    near_verb = words[at - 1].form in AHEAD if at else True
    near_verb = near_verb or (bool(inside) and 0 <= at - inside[0] < NEAR)
    behind = words[at + 1].form if at + 1 < len(words) else ""
    if not near_verb or (
        words[at].form in ADJECTIVES and not {behind, words[at - 1].form if at else ""} & (HELD | AHEAD)
    ):
        return None
    label, shown = (
        (Label.WEAKENED, f"emphasis struck: {said[0]}")
        if weights[1] < weights[0]
        else (Label.STRENGTHENED, f"emphasis put in: {said[1]}")
    )
    return EditVerdict(label, shown, minor=True)


def _rest(words: tuple[Word, ...]) -> set[str]:
    """Return what words say beside their emphasis and what binds on the rung of "will": "in its commitment" and "committed" are one."""
    return {
        stem(word.form)
        for word in words
        if word.form not in STOPWORDS | ADVERBS | ADJECTIVES
        and not FIRMER.fullmatch(word.form)
        and not COMMITTED.fullmatch(word.form)
    }
