"""Which texts are told beside the ones before them, and which of their sentences are shown. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from reports.digest.news.news_item import NewsItem
from reports.digest.news.redlines.compared_text import ComparedText, Fate, SentenceMove
from reports.digest.news.redlines.decided_rates import DecidedRate
from reports.digest.news.redlines.worth.guidance import ranked_worth, sets_second_rate
from reports.digest.news.redlines.worth.sentence_model import load_sentence_model
from reports.digest.news.redlines.worth.travel_advice import warns_of
from reports.digest.news.watch import PARTY, TOPIC, Watch, is_under
from reports.digest.news.words.moved_words import sentence_wording
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre, is_minutes
from tracker.text.content_words import party_code
from tracker.text.rates import HELD, LOWERED, RAISED, SECOND_RATES, rate_decision

# Sentences of a text that are shown, where it is the one compared and stands beside few items, and else.
SHOWN, SHOWN_OF_SEVERAL = 6, 3
SHOWN_OF_DECISION = 8  # the same of a decision: of its seventh and eighth sentence a third was planted as a change by who wrote it
SURELY_WORTH = 0.6  # of these the worth from the fourth on: a long redline of what is only said otherwise hides what moved
MANY = 4  # items
# Of what weighs most in a text, and half of the next two: a decision tells more by its words than any other text.
TEXT = {Genre.AGREED: 0.5, Genre.DECISION: 0.9, Genre.STATEMENT: 0.6, Genre.READOUT: 0.45, Genre.TALK: 0.45}
LEAST = 0.25  # value of a text that is told
HELD_SHOWN = 3  # sentences of a decision that held its rate and of which none is worth a line by itself
RATE_MOVED = (
    4.0  # of it, where it is the only one to tell that a rate was raised or lowered: a board met for that
)
OF_ONE_PEN = frozenset({Genre.STATEMENT, Genre.READOUT, Genre.TALK})  # what one side says


@dataclass(frozen=True, slots=True)
class RedlineItem:
    """A text that is told of, its weightiest sentences in order of the text, and what it weighs."""

    text: ComparedText
    sentences: tuple[SentenceMove, ...]
    value: float
    tells_rate: bool = True  # no item of its own tells what became of a rate

    @property
    def units(self) -> frozenset[str]:
        """The statements in the sentences shown, by id."""
        return frozenset[str]().union(*(one.units for one in self.sentences))


def choose_redlines(
    texts: Sequence[ComparedText],
    watch: Watch,
    told: Sequence[NewsItem] = (),
    said_again: frozenset[str] = frozenset(),
) -> tuple[RedlineItem, ...]:
    """Return what is told of *texts*, the weightiest first; what an item *told* already shows is not told again.

    Statements *said_again* (ids) continue one of some earlier text: a sentence of these alone is new beside the last text of its
    series and no news. A board is held to its last words, and what leaders agree on was looked for in all earlier texts already.
    A decision that held its rate is told whatever else it says: with the weightiest of its sentences, worth a line or not.
    """
    items = []
    model = load_sentence_model()
    alone_told = len(texts) == 1 and len(told) < MANY
    for text in texts:
        shown = SHOWN_OF_DECISION if text.genre is Genre.DECISION else SHOWN
        shown = shown if alone_told else SHOWN_OF_SEVERAL
        # a new commitment does not say what went for it: it hides no sentence that stood there in other words
        told_of = [item.change for item in told if item.change.release.id == text.release.id]
        new = {change.after.unit.id for change in told_of if change.after}
        sides = ((change.before, change.after) for change in told_of if change.before)
        moved = {one.unit.id for one in chain.from_iterable(sides) if one}
        tells_rate = not any(change.after and rate_decision(change.after.unit.quote) for change in told_of)
        pairs = tuple(_without_told(pair, text, new, moved) for pair in text.pairs)
        alone = {pair.after for pair, whole in zip(pairs, text.pairs, strict=True) if pair != whole}
        text = replace(text, pairs=pairs) if alone else text
        moves = [
            one
            for one in moves_of(text)
            if not one.units & (new if one.fate is Fate.NEW else moved)
            and not (text.genre in OF_ONE_PEN and _is_said_again(one, said_again))
            and (tells_rate or not _only_sets_rate(one))
        ]
        ranked = sorted(moves, key=partial(ranked_worth, text), reverse=True)
        told_of_it = [one for one in ranked if one.pair.after in alone or model.is_told(one, text)]
        further = (one for one in told_of_it[SHOWN_OF_SEVERAL:] if one.weight >= SURELY_WORTH)
        best = [*told_of_it[:SHOWN_OF_SEVERAL], *islice(further, shown - SHOWN_OF_SEVERAL)]
        held = not best and _holds_rate(text, tells_rate=tells_rate)
        best = ranked[:HELD_SHOWN] if held else best
        if not tells_rate and all(map(sets_second_rate, best)):
            continue  # it follows the rate that an item tells of
        if best or held:
            value = (
                TEXT[text.genre]
                * (sum(one.weight for one in best[:3]) + sum(one.weight for one in best[:1]))
                / 2
            )
            value = max(value, LEAST) if held else value
            value *= RATE_MOVED if tells_rate and _moves_rate(text) else 1.0
            item = RedlineItem(
                text,
                beside_nearest([one for one in moves if one in best], text),
                value * _watched(text, best, watch),
                tells_rate,
            )
            if item.value >= LEAST:
                items.append(item)
    return tuple(sorted(items, key=lambda item: (-round(item.value, 6), item.text.release.ref)))


def beside_nearest(moves: Sequence[SentenceMove], text: ComparedText) -> tuple[SentenceMove, ...]:
    """Return *moves*, sentences of *text*, each that is gone or new with the one of the other text that is nearest to it, where one is near.

    No sentence is shown twice: what is gone and stands beside a new one is no row of its own, and what stands in a row is beside no other.
    """
    rows = (move for move in moves if move.fate is not Fate.GONE)
    shown = {quote for move in rows for quote in (move.quote, move.quote_before)} - {""}
    nearest = dict[int, str | None]()
    for at in sorted(range(len(moves)), key=lambda at: moves[at].fate is Fate.GONE):
        near = None if moves[at].wording else load_sentence_model().nearest_of(moves[at], text)
        nearest[at] = "" if near in shown else near
        shown |= {near} if near else set()
    gone = {move.quote_before: move.units for move in moves if move.fate is Fate.GONE}
    beside = {near for at, near in nearest.items() if near and moves[at].fate is Fate.NEW}
    return tuple(
        replace(move, nearest=near, units=move.units | (gone.get(near, frozenset()) if near else frozenset()))
        for move, near in ((move, nearest[at]) for at, move in enumerate(moves))
        if move.fate is not Fate.GONE or move.quote_before not in beside
    )


def _without_told(pair: SentencePair, text: ComparedText, told: Set[str], moved: Set[str]) -> SentencePair:
    """Return *pair* without its earlier sentence where an item lays that beside another one: statements (ids) *told* are of the later text, *moved* of both."""
    if pair.before is None or pair.after is None or text.genre is not Genre.DECISION:
        return pair
    before, after = text.units_before_in(pair.before), text.units_after_in(pair.after)
    is_elsewhere = any(unit.id in moved for unit in before) and not any(unit.id in told for unit in after)
    return SentencePair(None, pair.after) if is_elsewhere else pair


def rate_decided(item: RedlineItem) -> DecidedRate | None:
    """Return what a decision did to the rate that its board met for; None for any other text, and where an item of its own tells of one that moved."""
    text = item.text
    if text.genre is not Genre.DECISION or is_minutes(text.release.title):
        return None
    own = {unit.id for unit in text.units if text.is_own(unit)}
    decided = [one for one in text.decided[1] if one.unit in own and one.decision.level]
    first = next(iter(decided), None)  # the first is the rate a board met for
    if first is None or all(one.decision.direction == HELD for one in decided):
        return first if item.tells_rate else None
    told = item.tells_rate or first.unit in item.units
    return first if told and first.decision.direction in (RAISED, LOWERED) else None


def _holds_rate(text: ComparedText, *, tells_rate: bool) -> bool:
    """Say whether *text* decides to hold the rate that its board met for, and no item of its own *tells* that."""
    decided = rate_decided(RedlineItem(text, (), 0.0, tells_rate))
    return decided is not None and decided.decision.direction == HELD


def _moves_rate(text: ComparedText) -> bool:
    """Say whether *text* raises or lowers the rate that its board met for."""
    first = next((one.decision for one in text.decided[1] if one.decision.level), None)
    return text.genre is Genre.DECISION and first is not None and first.direction in (RAISED, LOWERED)


def _is_said_again(move: SentenceMove, said_again: frozenset[str]) -> bool:
    return move.fate is Fate.NEW and bool(move.units) and move.units <= said_again


def _only_sets_rate(move: SentenceMove) -> bool:
    """Say whether a new sentence tells what a board did to the rate that it met for, as an item does already."""
    decision = rate_decision(move.quote) if move.fate is Fate.NEW else None
    return decision is not None and decision.what not in SECOND_RATES


def moves_of(text: ComparedText) -> tuple[SentenceMove, ...]:
    """Return the sentences of *text* that tell something, in order.

    A read-out leaves nothing out, it reports one talk, and a briefing answers what it is asked; nor does what one alone states on another day, but for what it warned travellers of.
    What either said again and again, and says no more, is a line that was dropped.
    """
    one_day = text.genre in (Genre.READOUT, Genre.TALK) or (text.genre is Genre.STATEMENT and text.voices < 2)
    pairs = (pair for pair in text.pairs if pair.after or not one_day or warns_of(pair.quotes[0]))
    return tuple(move for move in (_move(pair, text) for pair in pairs) if move.weight)


def _move(pair: SentencePair, text: ComparedText) -> SentenceMove:
    before, after = pair.before, pair.after
    wording = sentence_wording(before.said, after.said, text.whole) if before and after else None
    worth = load_sentence_model().worth_of(pair, text, wording)
    return SentenceMove(pair, frozenset(unit.id for unit in text.units_in(pair)), worth, wording)


def _watched(text: ComparedText, moves: Sequence[SentenceMove], watch: Watch) -> float:
    """Return by how much what is watched raises a text: by its speakers and addressees, and by what its sentences are on."""
    ids = frozenset[str]().union(*(one.units for one in moves))
    units = [unit for unit in (*text.units, *text.units_before) if unit.id in ids]
    parties = {
        party_code(name) for unit in units for name in (*unit.facets.speakers, *unit.facets.addressees)
    }
    topics = [topic for unit in units for topic in unit.facets.topics]
    if parties & watch.parties:
        return PARTY
    return TOPIC if any(is_under(topic, watch.topics) for topic in topics) else 1.0
