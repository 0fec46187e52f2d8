"""What a question of who voted against is answered by: who did, how often and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.answering.fullest_places import day_of
from tracker.answering.meaning import Meant
from tracker.answering.rows.answer_parts import AnswerPart, AnswerRow
from tracker.domain import Release
from tracker.search.analyzer import fold_words
from tracker.search.asked_dissents import asked_dissent, asks_for_dissents, asks_for_voters
from tracker.search.asked_time import split_time
from tracker.search.query import SearchFilters
from tracker.store import Store
from tracker.text.numbers import pluralize
from tracker.text.votes import dissenters, vote_of

DISSENT = "voting-against|voted-against|dissent*"
VOTED_FOR = "voting-for"
LOOKED_AT = 400  # places with a dissent: where more have one, nobody is counted
READ = 3  # texts with most of the words, of which the first that tells of a vote answers
NAMED = 8  # who voted against, where nobody is named


def dissent_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return who voted against, most often first, of those, or at the time, that the words *typed* ask for; () where they ask for none."""
    if not asks_for_dissents(typed):
        return tuple(_of_nearest(store, meant)) if asks_for_voters(typed) else ()
    time = split_time(typed, store.has_hits)
    narrowed = replace(meant.found_by, text="").filters
    if time and not {"since", "until"} & {name for name, value in narrowed.items() if value}:
        narrowed = {**narrowed, "since": time.since, "until": time.until}  # a year of which no text is held
    found = store.search_page(DISSENT, limit=LOOKED_AT, by_date=True, **narrowed)
    if found.total > LOOKED_AT:
        return ()
    texts = sorted(
        store.latest_documents({hit.release.id for hit in found.hits}), key=lambda one: day_of(one[0])
    )
    against = defaultdict[tuple[str, str], list[Release]](list)
    for release, document in texts:
        for name in dissenters(document.text):
            against[name, release.issuer].append(release)
    board = {word for _, issuer in against for word in fold_words(issuer)}
    asked = asked_dissent(time.words if time else typed, {name for name, _ in against}, board)
    if asked is None:
        return tuple(_of_nearest(store, meant)) if asks_for_voters(typed) else ()
    if not against:
        return _nobody(store, narrowed)
    told = sorted((one for one in against if one[0] in asked), key=lambda one: (-len(against[one]), one))
    alone = len(told) == 1
    rows = [
        AnswerRow("Voted against" if not at else "and", tuple(_dissents(*one, against[one], alone=alone)))
        for at, one in enumerate(told[:NAMED])
    ]
    if len(told) > NAMED:
        rows.append(AnswerRow("and", (AnswerPart(f"{len(told) - NAMED:,} more"),)))
    return tuple(rows)


def _of_nearest(store: Store, meant: Meant) -> Iterator[AnswerRow]:
    """Yield who voted against, or how many did, in the first of the texts that have most of the words which tells it."""
    asked = meant.found_by
    if meant.fullest:
        nearest = [one.hit.release.id for one in meant.fullest[1] if not one.lacks_name]
    else:
        hits = store.search_page(asked.text, limit=READ, **asked.filters).hits
        nearest = list(dict.fromkeys(hit.release.id for hit in hits))
    texts = {release.id: (release, document) for release, document in store.latest_documents(nearest[:READ])}
    for release, document in (texts[one] for one in nearest[:READ] if one in texts):
        names, vote = dissenters(document.text), vote_of(document.text)
        if not names and VOTED_FOR in "-".join(fold_words(document.text)):
            names = ("nobody",)
        if names or vote:
            head = "Voted against" if names else "Voted"
            yield AnswerRow(
                head,
                (AnswerPart(f"{' and '.join(names) or vote} ({release.issuer}): "), AnswerPart(of=release)),
            )
            return


def _nobody(store: Store, narrowed: SearchFilters) -> tuple[AnswerRow, ...]:
    """Return that nobody voted against in the texts that *narrowed* leaves, of those that name who voted for; () where none does."""
    counted = store.extent(VOTED_FOR, **narrowed).texts
    said = f"nobody, in {pluralize(counted, 'text')} with the names of who voted for"
    return (AnswerRow("Voted against", (AnswerPart(said),)),) if counted else ()


def _dissents(name: str, issuer: str, texts: Sequence[Release], *, alone: bool) -> Iterator[AnswerPart]:
    """Yield that *name* voted against in *texts*, oldest first: each day where that is told *alone*, else the first and the last."""
    every = alone or len(texts) <= 2
    times = "once" if len(texts) == 1 else pluralize(len(texts), "time")
    yield AnswerPart(f"{name} ({issuer}) {times}: ")
    shown = texts if every else (texts[0], texts[-1])
    for at, release in enumerate(shown):
        if at:
            yield AnswerPart(", " if every else " to ")
        yield AnswerPart(of=release)
