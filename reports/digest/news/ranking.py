"""What of a window is worth a reader's three minutes: a few items, ranked, and the rest as counts. Pure.

A change is an item where its link is told, its words are the speaker's own and something a reader
acts on moved. Its value is a product (issue 16): how sure the link is × how binding the text ×
what the reader watches × how long the words had stood × how much moved (:mod:`reports.digest.news.item_value`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.digest.news.evidence import (
    first_names,
    is_agreed_anew,
    is_another_number,
    is_borne_out,
    is_doubtful,
    is_formula,
    is_said_by_others,
    is_thanks,
    sentence_of,
    sets_rate,
    shown_label,
    stood_earlier,
    up_to,
)
from reports.digest.news.item_value import item_value
from reports.digest.news.item_words import (
    as_shown,
    is_counted_otherwise,
    only_reads_otherwise,
    overtaken,
    quotes_are_cut_otherwise,
)
from reports.digest.news.news_item import NOTHING_STANDS, NewsItem, Standing
from reports.digest.news.said_again import is_said_otherwise
from reports.digest.news.statements.new_commitments import (
    is_introduced_as_said,
    stood_before,
    sums_named,
)
from reports.digest.news.statements.own_acts import own_act
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch
from reports.digest.news.watched_words import moved_in_line
from reports.digest.news.window_news import AGAIN, News
from reports.digest.news.words.wording import wording_change
from reports.view.changes import is_edit, subject_unit
from reports.view.rate_words import rate_first_decided, rate_moved
from tracker.compare.redline import RedlineRun
from tracker.domain import Change, Label
from tracker.doubts import IN_TALK
from tracker.link.occasions.genre import Genre, genre_of, is_minutes
from tracker.store.records import DatedQuote
from tracker.text.rates import HELD, rate_decision

OF_ONE_RELEASE = 3  # items
KNOWN_ENOUGH = 30  # releases held before "for the first time" says anything
LONG_STEADY = 10  # mentions in a row in the same words
ITEM, REPEATED = "item", "repeated"  # what becomes of a change; else the number of News it is counted under
OWN_ACT = 0.75  # probability from which a new commitment is told as one: nine in ten of these are, by fits that saw nothing of the source
LEAST = 0.38  # value of an item: what weighs less is counted, and never fills a digest up


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

    With *talk*, and of a source that publishes nothing else, briefings, interviews and remarks count like any text; else only where
    they speak of what is watched. With *every_move* what moved for certain is told as far as there is room, however
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
    items = (*items, *_not_overtaken(rest, most - len(items), standing, old))
    ranked, rest = (_not_shown(some, items, old, standing) for some in (ranked, rest))
    moved_on = [one for one in (*ranked, *rest) if one not in items]
    said = Counter(change.line.id for change in repeated)
    latest = {change.line.id: change for change in repeated}
    often = sorted(said, key=lambda line: (-said[line], latest[line].line.name, line))
    shown = [as_shown(item, standing) for item in items]
    return News(
        items=tuple(_shown_once(one for one in shown if not one.again or watch.weight(one.change) > 1.0)),
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
        differing=tuple(change for change in repeated if is_said_otherwise(change, standing.text_of)),
        most_repeated=tuple((latest[line], said[line]) for line in often[:3] if said[line] > 1),
    )


def _shown_once(items: Iterable[NewsItem]) -> Iterator[NewsItem]:
    """Yield *items*, the redline of a sentence with the first of those that moved in it; the others have that of their quotes."""
    seen = set[tuple[RedlineRun, ...]]()
    for item in items:
        yield replace(item, redline=()) if item.redline in seen else item
        seen.add(item.redline)


def judge(
    change: Change, standing: Standing, watch: Watch = NO_WATCH, *, talk: bool = False
) -> tuple[str, NewsItem | None]:
    """Return what becomes of *change*, ITEM or the number it is counted under, and what it weighs where its words had to be read.

    Whatever else is told and however much room there is. Who tells it asks :func:`overtaken` besides, which takes longer.
    """
    fate = _counted(change, talk)
    if fate:
        return fate, None
    item = _weighed(change, standing, watch)
    return _fate(item, standing, watch, talk), item


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
        title = change.release.title
        spoken = not talk and genre_of(title) is Genre.TALK
        # minutes tell what was decided weeks before their day
        return (
            "new"
            if spoken or is_minutes(title) or change.review or not subject_unit(change).kind.is_commitment
            else ""
        )
    if change.label is Label.REAFFIRMED and (change.review or (_same(change) and not sets_rate(change))):
        return REPEATED
    return "doubtful" if is_doubtful(change) else ""


def _weighed(change: Change, standing: Standing, watch: Watch) -> NewsItem:
    genre = genre_of(change.release.title)
    wording = None
    if change.before and change.after:
        earlier = _said_up_to_before(change, standing)
        wording = wording_change(change.before.unit.quote, change.after.unit.quote, earlier)
    item = NewsItem(change, genre, wording, first_names(change, standing))
    return replace(item, value=item_value(item, standing, watch))


def _said_up_to_before(change: Change, standing: Standing) -> Sequence[DatedQuote]:
    """Return the quotes of the line of *change*, oldest first, up to the one it is compared with."""
    return up_to(standing.quotes.get(change.line.id, ()), change.before.unit.id) if change.before else ()


def _fate(item: NewsItem, standing: Standing, watch: Watch, talk: bool) -> str:
    """Say what becomes of *item*: an item, or under which number it is counted."""
    change, wording = item.change, item.wording
    talk = talk or change.release.source in standing.only_talk
    spoken = item.genre is Genre.TALK and not talk and not is_edit(change)
    if change.label is Label.NEW and not is_edit(change):
        unit = subject_unit(change)
        decided = rate_decision(unit.quote)
        holds = decided is not None and decided.direction == HELD and not rate_first_decided(change)
        if item.value < LEAST or holds:  # a rate that stays is no new commitment
            return "new"
        text = standing.text_of(unit.revision)
        if is_introduced_as_said(unit, text) or own_act(unit, change.release, text) < OWN_ACT:
            return "new"
        before = standing.text_before(change.release)
        return "new" if before and stood_before(unit, before.said) else ITEM
    if change.label is Label.DROPPED and item.genre is Genre.DECISION:
        return "dropped"  # a decision is laid beside the last one sentence by sentence, which tells it on its day
    if rate_moved(change) and is_minutes(change.release.title):
        return REPEATED  # the decision is that of weeks before
    formula = wording is not None and (is_formula(change, wording) or is_agreed_anew(change, wording))
    watched = (
        wording is not None
        and watch.weight(change) > 1.0
        and moved_in_line(wording, _said_up_to_before(change, standing))
    )
    formula = formula or watched
    rate = sets_rate(change)
    number = is_another_number(change, wording) and not is_counted_otherwise(item, standing)
    if change.label is Label.REAFFIRMED and not rate and (rate_moved(change) or not (formula or number)):
        return REPEATED
    if is_doubtful(change):
        return "doubtful"
    if is_said_by_others(change):
        return REPEATED if change.label is Label.REAFFIRMED else "slight"
    spoken = spoken or (IN_TALK in change.rule and not talk)
    if change.label is not Label.REAFFIRMED and wording and wording.is_formula and wording.run >= LONG_STEADY:
        spoken = False  # who says a thing ten times in the same words chose them, aloud too
    if spoken and (change.label is Label.DROPPED or watch.weight(change) <= 1.0):
        return "spoken"
    told = formula or rate or number or is_borne_out(item, standing)
    if not told or (not is_edit(change) and item.value < LEAST):
        return "dropped" if change.label is Label.DROPPED else "slight"
    unlabelled = change.label is Label.REAFFIRMED and not rate_moved(change)  # labels saw both texts whole
    cut = (wording is not None and wording.joins_clauses) or quotes_are_cut_otherwise(
        item, standing, but_moved=watched
    )
    pointed = watched or number or is_edit(change)
    if unlabelled and (cut or is_thanks(change) or (not pointed and only_reads_otherwise(item, standing))):
        return REPEATED
    return ITEM


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


def _act_on_rate(change: Change) -> str:
    """Return which rate *change* moves, which way and by how much: "policy rate lowered by 25 basis points"; "" for any other."""
    rate, first = rate_moved(change), rate_first_decided(change)
    said = rate.after if rate else str(first or "")
    return re.split(r" (?:to|at) (?=[\d-])", said, maxsplit=1)[0]


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
    rates = set[tuple[tuple[str, str], str]]()  # what a text says of its decision first it says again
    sentences = set[tuple[str, tuple[tuple[str, int], ...]]]()
    while left and len(chosen) < most:
        best = max(left, key=lambda item: item.value * AGAIN ** of_label[shown_label(item)])
        left.remove(best)
        release = best.change.release
        key = (str(release.published_on), release.url or release.title or release.id)  # held twice is one
        unit, is_new = subject_unit(best.change), best.change.label is Label.NEW and not is_edit(best.change)
        named = sums_named(unit.quote) if is_new else frozenset()
        sentence = _sentences(best, standing)
        moved = _act_on_rate(best.change)
        once = not (named and (key, named) in sums) and not (moved and (key, moved) in rates)
        if of_release[key] < of_one and once and sentence not in sentences:
            if (is_new and stood_earlier(unit, release, standing)) or overtaken(best, standing):
                old.append(best)
                continue
            sums.add((key, named))
            rates.add((key, moved))
            sentences |= {sentence} if sentence else set()  # what a sentence says is told once
            of_release[key] += 1
            of_label[shown_label(best)] += 1
            chosen.append(best)
    return tuple(chosen)


def _not_shown(
    ranked: Sequence[NewsItem], items: Sequence[NewsItem], old: Sequence[NewsItem], standing: Standing
) -> list[NewsItem]:
    """Return those of *ranked* that are *items*, or stand neither among *old* nor in a sentence that one of *items* shows."""
    shown = {_sentences(one, standing) for one in items} - {None}
    texts = {one.change.release.id for one in items}
    return [
        one
        for one in ranked
        if one in items
        or (one not in old and (one.change.release.id not in texts or _sentences(one, standing) not in shown))
    ]


def _sentences(item: NewsItem, standing: Standing) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Return the label of *item* and the sentences, by text and place, in which a reader sees all that moved; None where they are not shown whole."""
    change = item.change
    if is_edit(change) or change.after is None or (change.before is None and change.label is not Label.NEW):
        return None
    if change.before and not as_shown(item, standing).redline:
        return None
    sides = (sentence_of(side.unit, standing) for side in (change.before, change.after) if side)
    found = tuple(side for side in sides if side)
    return (change.label.value, found) if len(found) == 1 + (change.before is not None) else None


def _not_overtaken(
    ranked: Sequence[NewsItem], most: int, standing: Standing, old: list[NewsItem]
) -> tuple[NewsItem, ...]:
    """Return the first *most* of *ranked* that were not said before; those that were said or moved before are put to *old*."""
    chosen: list[NewsItem] = []
    for item in ranked:
        if len(chosen) >= most:
            break
        (old if overtaken(item, standing) else chosen).append(item)
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
