"""What an item of news weighs: a product of weights that docs/change-labels.md names; none of them is fitted. Pure."""

from __future__ import annotations

import math

from reports.digest.news.evidence import SOFT, VALUES, is_formula, is_hold, sets_rate, value_moved
from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.statements.new_commitments import sums_named, weight_of_new
from reports.digest.news.watch import Watch
from reports.digest.news.words.wording import WordingChange
from reports.view.changes import is_edit, subject_unit
from reports.view.rate_words import rate_first_decided, rate_moved
from reports.view.vocabulary import MOVED_LABELS
from tracker.domain import Change, Label
from tracker.link.occasions.genre import Genre
from tracker.text.content_words import party_codes
from tracker.text.rates import SECOND_RATES

# Who negotiated a text word by word, then who decided; what was said of a meeting after it is the reporter's own.
GENRE_WEIGHTS: dict[Genre, float] = {
    Genre.AGREED: 1.3,
    Genre.DECISION: 1.2,
    Genre.STATEMENT: 1.0,
    Genre.READOUT: 0.9,
    Genre.SPEECH: 0.8,
    Genre.TALK: 0.7,
}
PUT_IN = 0.6  # of a value, where words were put in or taken out of what the same parties had agreed on, and stood for less long
FORMULA_MOVED = 2.0  # a word that moved in a steady formula is what a desk reads for: it comes first
VALUE_MOVED = 4.0  # what a board decided on a rate, or on how much it buys: it met for that
SUM_DECIDED = 3.0  # the same of a sum that a decision names for the first time
PAUSED = 0.6  # of the value of a decision, where a rate that moved last time is held
# What is left of a value where only the verb of reporting moved: in a text that was agreed on it was chosen.
ONLY_REPORTED = {genre: 0.6 if genre in (Genre.AGREED, Genre.DECISION) else 0.3 for genre in Genre}
SETTLED = 10  # days: two texts that are closer and differ without a number are two ways to write one position
# How much a reader acts on a label, where its words moved; a wording without label is weighed apart.
_LABELS: dict[Label, float] = {
    Label.REVERSED: 1.6,
    Label.RESUMED: 1.0,
    Label.DROPPED: 0.5,  # two texts may be comparable and still of two matters
    Label.WEAKENED: 1.2,
    Label.STRENGTHENED: 1.2,
    Label.QUALIFIED: 1.1,
    Label.MIXED: 0.9,
    Label.NARROWED: 1.0,
    Label.BROADENED: 1.0,
}


def item_value(item: NewsItem, standing: Standing, watch: Watch) -> float:
    """Return what *item* weighs: how sure its link is × how binding its text × what is watched × how long its words had stood × how much moved."""
    change, wording = item.change, item.wording
    sure = standing.scores.get(change.after.unit.id, 0.9) if change.after and change.before else 0.9
    value = sure * GENRE_WEIGHTS[item.genre] * watch.weight(change)
    if subject_unit(change).kind.is_commitment:
        value *= 1.1
    confidence = subject_unit(change).confidence
    value *= confidence if confidence is not None else 1.0
    if change.label is Label.NEW:
        unit, day = subject_unit(change), change.release.published_on
        bought = item.genre is Genre.DECISION and sums_named(unit.quote)
        value *= SUM_DECIDED if bought else 1.0
        first = rate_first_decided(change)
        value *= VALUE_MOVED if first and first.what not in SECOND_RATES else 1.0
        return value if is_edit(change) else value * weight_of_new(unit, day, first=bool(item.first))
    # the same step again is an act as much as the first
    label = Label.REVERSED if sets_rate(change) else change.label
    value *= _LABELS.get(label, 0.8) * _delta_size(change)
    if wording is not None:
        value *= (1 + math.log2(1 + wording.run) / 2) * _likeness(item, wording)
        value *= _what_moved(item, wording)
        value *= PAUSED if (rate := rate_moved(change)) and is_hold(rate) else 1.0
        value *= ONLY_REPORTED[item.genre] if wording.only_reported else 1.0
        value *= _settled(change)
    return value


def _what_moved(item: NewsItem, wording: WordingChange) -> float:
    """Return the factor for what moved: what was decided on, a word of a formula, words in an agreed text, or anything else."""
    change = item.change
    rate = rate_moved(change)
    if rate and rate.after.startswith(tuple(SECOND_RATES)):
        return 1.0
    number = rate or (item.genre is Genre.DECISION and value_moved(change, ("amount",)))
    if number and (change.label is not Label.REAFFIRMED or sets_rate(change)):
        return VALUE_MOVED
    if is_formula(change, wording):
        return FORMULA_MOVED
    return PUT_IN if change.label is Label.REAFFIRMED and not number else 1.0


def _delta_size(change: Change) -> float:
    deltas = {delta.facet: delta for delta in change.deltas if delta.verdict != "reworded"}
    size = 1.0
    if (level := deltas.get("level")) and level.before.isdigit() and level.after.isdigit():
        size += 0.2 * abs(int(level.after) - int(level.before))
    size += 0.3 * sum(name in deltas for name in VALUES)
    return size if not deltas or set(deltas) - SOFT else 0.5


def _settled(change: Change) -> float:
    """Return what is left of the value of a move within days of the text before, without a date or an amount in it."""
    before, after = change.before, change.after
    if before is None or after is None or is_edit(change):
        return 1.0
    days = (before.release.published_on, after.release.published_on)
    if None in days or any(delta.facet in VALUES and delta.verdict != "reworded" for delta in change.deltas):
        return 1.0
    assert days[0] is not None
    assert days[1] is not None
    return 0.7 if (days[1] - days[0]).days < SETTLED else 1.0


def _likeness(item: NewsItem, wording: WordingChange) -> float:
    """Return how far two texts with little in common are trusted to be of one matter, 0 to 1."""
    change = item.change
    if change.before is None or change.after is None or rate_moved(change):
        return 1.0  # two decisions on one rate are of one matter in whatever words
    old, new = party_codes(change.before.unit.quote), party_codes(change.after.unit.quote)
    apart = 0.4 if old and new and not old & new else 1.0
    return apart * min(1.0, 2 * wording.shared)


assert set(_LABELS) == set(MOVED_LABELS), "every label that moves has a weight"
