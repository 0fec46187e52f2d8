"""What of a window is worth a reader's three minutes: a few items, ranked, and the rest as counts. Pure.

A change is an item where its link is told, its words are the speaker's own and something a reader
acts on moved. Its value is a product (issue 16): how sure the link is × how binding the text ×
what the reader watches × how long the words had stood × how much moved. None of the weights is
fitted; docs/change-labels.md names them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.digest.news.evidence import (
    NOTHING_STANDS,
    SOFT,
    VALUES,
    NewsItem,
    Standing,
    first_names,
    is_agreed_anew,
    is_another_number,
    is_borne_out,
    is_doubtful,
    is_formula,
    is_hold,
    is_of_a_noun,
    is_recalled,
    is_said_before,
    is_said_by_others,
    sentence_of,
    sets_rate,
    shown_label,
    stood_earlier,
    up_to,
    value_moved,
)
from reports.digest.news.moved_words import is_cut_otherwise, sentence_redline, with_moved_words
from reports.digest.news.new_commitments import sums_named, weight_of_new
from reports.digest.news.own_acts import own_act
from reports.digest.news.quotation import WHOLE, quoted, whole_sentence
from reports.digest.news.said_again import other_terms
from reports.digest.news.told import AGAIN, News
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch
from reports.digest.news.wording import IDLE, STEADY, WordingChange, telling_stems, wording_change
from reports.view.changes import is_edit, subject_unit
from reports.view.rate_words import rate_moved
from reports.view.vocabulary import MOVED_LABELS
from tracker.domain import Change, Label
from tracker.doubts import IN_TALK
from tracker.link.occasions.genre import Genre, genre_of
from tracker.text.content_words import party_codes

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
OF_ONE_RELEASE = 3  # items
KNOWN_ENOUGH = 30  # releases held before "for the first time" says anything
LONG_STEADY = 10  # mentions in a row in the same words
ITEM, REPEATED = "item", "repeated"  # what becomes of a change; else the number of News it is counted under
OWN_ACT = 0.75  # probability from which a new commitment is told as one: nine in ten of these are, by fits that saw nothing of the source
LEAST = 0.38  # value of an item: what weighs less is counted, and never fills a digest up
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


def choose_news(
    changes: Sequence[Change],
    standing: Standing = NOTHING_STANDS,
    watch: Watch = NO_WATCH,
    *,
    most: int = ITEMS,
    talk: bool = False,
    every_move: bool = False,
) -> News:
    """Choose the *most* valuable of *changes*, at most three of one release; count the rest.

    With *talk* briefings, interviews and remarks count like any text; else only where they speak of
    what is watched. With *every_move* what moved for certain is told as far as there is room, however
    little it weighs and of whatever release, what weighs most first.
    """
    weighed: list[NewsItem] = []
    slight: list[NewsItem] = []
    counts: Counter[str] = Counter()
    repeated: list[Change] = []
    for change in changes:
        fate, item = judge(change, standing, watch, talk=talk)
        if item and fate == ITEM:
            weighed.append(item)
        elif item and every_move and fate in ("slight", "dropped"):
            slight.append(item)
        else:
            counts[fate] += 1
            if fate == REPEATED:
                repeated.append(change)
    ranked = sorted(folded(weighed), key=value_order)
    rest = sorted(folded(slight), key=value_order)
    old: list[NewsItem] = []
    items = _first_of_each(ranked, most, most if every_move else OF_ONE_RELEASE, standing, old)
    items = (*items, *_not_said_before(rest, most - len(items), standing, old))
    ranked, rest = ([one for one in some if one not in old] for some in (ranked, rest))
    moved_on = [one for one in (*ranked, *rest) if one not in items]
    said = Counter(change.line.id for change in repeated)
    latest = {change.line.id: change for change in repeated}
    often = sorted(said, key=lambda line: (-said[line], latest[line].line.name, line))
    return News(
        items=tuple(as_shown(item, standing) for item in items),
        further=sum(one.change.label is not Label.NEW for one in moved_on),
        doubtful=counts["doubtful"],
        spoken=counts["spoken"],
        slight=counts["slight"],
        new=counts["new"] + sum(one.change.label is Label.NEW for one in moved_on),
        silent=counts["silent"],
        dropped=counts["dropped"],
        repeated=counts[REPEATED] + len(old),
        unchanged=sum(
            change.before is not None and change.after is not None and _same(change) for change in repeated
        ),
        differing=tuple(change for change in repeated if other_terms(change)),
        most_repeated=tuple((latest[line], said[line]) for line in often[:3] if said[line] > 1),
    )


def judge(
    change: Change, standing: Standing, watch: Watch = NO_WATCH, *, talk: bool = False
) -> tuple[str, NewsItem | None]:
    """Return what becomes of *change*, ITEM or the number it is counted under, and what it weighs where its words had to be read.

    Whatever else is told and however much room there is. Who tells it asks :func:`said_before` besides, which takes longer.
    """
    fate = _counted(change, talk)
    if fate:
        return fate, None
    item = _weighed(change, standing, watch)
    return _fate(item, standing, watch, talk), item


def said_before(item: NewsItem, standing: Standing) -> bool:
    """Say whether the text before it in its series said what is new in *item*: then it is told nowhere, whatever it is compared with."""
    return is_said_before(with_words_marked(item, standing), standing)


def _is_cut_otherwise(item: NewsItem, standing: Standing) -> bool:
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return False
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    return is_cut_otherwise(item.wording, (before.unit.quote, after.unit.quote), texts)


def with_words_marked(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words marked that the other text says beside its quote, unless these are all.

    What was put into words that had stood for long is news of them though the text said it elsewhere: it is marked only
    where something else that tells anything moved too.
    """
    before, after = item.change.before, item.change.after
    if item.wording is None or before is None or after is None or is_edit(item.change):
        return item
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    marked = with_moved_words(item.wording, texts)
    left = (*marked.lost, *marked.added)
    if item.wording.run >= STEADY:
        left = tuple(words for words in left if telling_stems(words) - IDLE)
    return replace(item, wording=marked) if left else item


def as_shown(item: NewsItem, standing: Standing) -> NewsItem:
    """Return *item* with the words it is shown by: a new commitment in its sentence, what moved marked in both sentences."""
    if is_edit(item.change):
        return with_words_marked(item, standing)
    if item.change.label is Label.NEW:
        unit = subject_unit(item.change)
        return replace(item, words=quoted(unit, standing.text_of(unit.revision)).words)
    marked, before, after = with_words_marked(item, standing), item.change.before, item.change.after
    if marked.wording is None or before is None or after is None:
        return marked
    texts = standing.text_of(before.unit.revision), standing.text_of(after.unit.revision)
    sentences = whole_sentence(before.unit, texts[0]), whole_sentence(after.unit, texts[1])
    runs = sentence_redline(sentences, texts) if max(map(len, sentences)) <= WHOLE else ()
    return replace(marked, redline=runs) if any(run.op != "equal" for run in runs) else marked


def may_be_item(change: Change) -> bool:
    """Say whether *change* is worth asking the store about: what only repeats or is doubtful is told by its number."""
    return not is_doubtful(change) and change.label not in (Label.NOT_REPEATED,) and not _same(change)


def _counted(change: Change, talk: bool) -> str:
    """Say under which number *change* is counted whatever its words; "" where they have to be weighed, which costs more."""
    if is_edit(change):
        return ""
    if change.label is Label.NOT_REPEATED:
        return "silent"
    if change.label is Label.NEW:
        spoken = not talk and genre_of(change.release.title) is Genre.TALK
        return "new" if spoken or change.review or not subject_unit(change).kind.is_commitment else ""
    if change.label is Label.REAFFIRMED and (change.review or (_same(change) and not sets_rate(change))):
        return "repeated"
    return "doubtful" if is_doubtful(change) else ""


def _weighed(change: Change, standing: Standing, watch: Watch) -> NewsItem:
    genre = genre_of(change.release.title)
    wording = None
    if change.before and change.after:
        earlier = up_to(standing.quotes.get(change.line.id, ()), change.before.unit.id)
        wording = wording_change(change.before.unit.quote, change.after.unit.quote, earlier)
    item = NewsItem(change, genre, wording, first_names(change, standing))
    return replace(item, value=_value(item, standing, watch))


def _fate(item: NewsItem, standing: Standing, watch: Watch, talk: bool) -> str:
    """Say what becomes of *item*: an item, or under which number it is counted."""
    change, wording = item.change, item.wording
    spoken = item.genre is Genre.TALK and not talk and not is_edit(change)
    if change.label is Label.NEW and not is_edit(change):
        if item.value < LEAST or is_of_a_noun(change, standing) or is_recalled(change, standing):
            return "new"
        unit = subject_unit(change)
        return ITEM if own_act(unit, change.release, standing.text_of(unit.revision)) >= OWN_ACT else "new"
    if change.label is Label.DROPPED and item.genre is Genre.DECISION:
        return "dropped"  # a decision is laid beside the last one sentence by sentence, which tells it on its day
    formula = wording is not None and (is_formula(change, wording) or is_agreed_anew(change, wording))
    rate = sets_rate(change)
    number = is_another_number(change, wording)
    if change.label is Label.REAFFIRMED and not rate and (rate_moved(change) or not (formula or number)):
        return "repeated"
    if is_doubtful(change):
        return "doubtful"
    if is_said_by_others(change):
        return "repeated" if change.label is Label.REAFFIRMED else "slight"
    spoken = spoken or (IN_TALK in change.rule and not talk)
    if change.label is not Label.REAFFIRMED and wording and wording.is_formula and wording.run >= LONG_STEADY:
        spoken = False  # who says a thing ten times in the same words chose them, aloud too
    if spoken and (change.label is Label.DROPPED or watch.weight(change) <= 1.0):
        return "spoken"
    told = formula or rate or number or is_borne_out(item, standing)
    if not told or (not is_edit(change) and item.value < LEAST):
        return "dropped" if change.label is Label.DROPPED else "slight"
    unlabelled = change.label is Label.REAFFIRMED and not rate_moved(change)  # labels saw both texts whole
    if unlabelled and ((wording and wording.joins_clauses) or _is_cut_otherwise(item, standing)):
        return REPEATED
    return ITEM


def _value(item: NewsItem, standing: Standing, watch: Watch) -> float:
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
    number = rate_moved(change) or (item.genre is Genre.DECISION and value_moved(change, ("amount",)))
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


def folded(items: Iterable[NewsItem]) -> list[NewsItem]:
    """Return *items* with those that say the same words folded into the one that weighs most."""
    kept: dict[tuple[str, str, str], NewsItem] = {}
    for item in sorted(items, key=value_order):
        key = _words(item.change)
        if (first := kept.get(key)) is None:
            kept[key] = item
        elif item.change.release.id not in {first.change.release.id, *(one.id for one in first.copies)}:
            kept[key] = replace(first, copies=(*first.copies, item.change.release))
    return list(kept.values())


def _words(change: Change) -> tuple[str, str, str]:
    sides = (
        " ".join(side.unit.quote.casefold().split()) if side else "" for side in (change.before, change.after)
    )
    before, after = sides
    return (change.label.value if not after else "", before if not after else "", after)


def _first_of_each(
    ranked: Sequence[NewsItem], most: int, of_one: int, standing: Standing, old: list[NewsItem]
) -> tuple[NewsItem, ...]:
    """Return the *most* valuable, one after the other, *of_one* of one text at most: what another of its label stands before weighs less.

    What was said before is put to *old* instead.
    """
    left, chosen = list(ranked), list[NewsItem]()
    of_release: Counter[tuple[str, str]] = Counter()
    of_label: Counter[Label] = Counter()
    sums = set[tuple[tuple[str, str], frozenset[tuple[str, float]]]]()
    sentences = set[tuple[str, int]]()
    while left and len(chosen) < most:
        best = max(left, key=lambda item: item.value * AGAIN ** of_label[shown_label(item)])
        left.remove(best)
        release = best.change.release
        key = (str(release.published_on), release.url or release.title or release.id)  # held twice is one
        unit, is_new = subject_unit(best.change), best.change.label is Label.NEW and not is_edit(best.change)
        named = sums_named(unit.quote) if is_new else frozenset()
        sentence = sentence_of(unit, standing) if is_new else None
        if of_release[key] < of_one and not (named and (key, named) in sums) and sentence not in sentences:
            if (is_new and stood_earlier(unit, release, standing)) or said_before(best, standing):
                old.append(best)
                continue
            sums.add((key, named))
            sentences |= {sentence} if sentence else set()  # half of a sentence is told once
            of_release[key] += 1
            of_label[shown_label(best)] += 1
            chosen.append(best)
    return tuple(chosen)


def _not_said_before(
    ranked: Sequence[NewsItem], most: int, standing: Standing, old: list[NewsItem]
) -> tuple[NewsItem, ...]:
    """Return the first *most* of *ranked* that were not said before; those are put to *old*."""
    chosen: list[NewsItem] = []
    for item in ranked:
        if len(chosen) >= most:
            break
        (old if said_before(item, standing) else chosen).append(item)
    return tuple(chosen)


def value_order(item: NewsItem) -> tuple[float, int, str, int, str]:
    """Order: by value, the latest, the place in the text."""
    change = item.change
    day = change.release.published_on
    return (
        -round(item.value, 6),
        -(day.toordinal() if day else 0),
        change.release.ref,
        subject_unit(change).start,
        change.id,
    )


def _same(change: Change) -> bool:
    before, after = change.before, change.after
    if before is None or after is None:
        return False
    return " ".join(before.unit.quote.casefold().split()) == " ".join(after.unit.quote.casefold().split())


assert set(_LABELS) == set(MOVED_LABELS), "every label that moves has a weight"
