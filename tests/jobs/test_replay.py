"""Whatever the order of arrival, the history is the same."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

import jobs
from jobs import steps
from jobs.intake import record
from tests.fakes import build_release
from tracker.domain import Cause, Label, Release
from tracker.engine import default_engine
from tracker.rows import change_row, unit_row
from tracker.store import Store, open_store

NOW = datetime(2031, 12, 1, 8, 0, tzinfo=UTC)
RESPOND = "Norvale will respond to any further provocation in the Halden Sea."
CONSIDER = "Norvale will consider responding to any further provocation in the Halden Sea."
ENGAGE = "Norvale will continue efforts to engage Estmark."
FUND = "Norvale will contribute 40 million crowns to the Rescue Fund."


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo_site" / "lexicon.toml")])


def build_dated(day: date) -> Release:
    """Return the release of that day in one series of statements."""
    return build_release(f"NV-{day}", published_on=day, title="Statement on the Halden Sea")


SPOKEN = [
    (build_dated(date(2031, 1, 10)), f"{RESPOND}\n\n{ENGAGE}\n\n{FUND}"),
    (build_dated(date(2031, 2, 10)), f"{RESPOND}\n\n{ENGAGE}\n\n{FUND}"),
    (build_dated(date(2031, 3, 10)), f"{CONSIDER}\n\n{FUND}"),
    (build_dated(date(2031, 4, 10)), f"{CONSIDER}\n\n{FUND}"),
    (build_dated(date(2031, 5, 10)), f"{RESPOND}\n\n{ENGAGE}"),
]


def fresh_store(folder: Path) -> Store:
    """Open a new store in *folder*."""
    return open_store(f"sqlite:///{folder}/{len(list(folder.glob('*.db')))}.db")


def arrive(store, engine, release, text, now=NOW):
    """Take in one text and do what follows."""
    record(store, release, text.encode(), now, media_type="text/plain", charset="utf-8")
    steps.read(store, engine)
    return steps.relate(store, engine, now)


def history(store):
    """Return everything said and everything that moved, the cause aside."""
    units = [unit_row(*found) for found in store.units()]
    changes = [{**change_row(change), "cause": ""} for change in store.changes()]
    return units, sorted(changes, key=lambda row: row["id"])


def in_order(tmp_path, engine, spoken):
    """Return the history of *spoken* taken in as it was published."""
    with fresh_store(tmp_path) as store:
        for release, text in spoken:
            arrive(store, engine, release, text)
        return history(store)


def test_the_history_of_these_tests_has_something_to_get_wrong(tmp_path, engine):
    """The statements weaken, fall silent, are dropped and come back."""
    _, changes = in_order(tmp_path, engine, SPOKEN)
    labels = Counter(row["label"] for row in changes)
    assert labels["WEAKENED"] == labels["STRENGTHENED"] == 1
    assert labels["NOT_REPEATED"] >= 1
    assert labels["DROPPED"] == labels["RESUMED"] == 1


@pytest.mark.parametrize(
    "order", list(permutations(range(4)))[1:], ids=lambda order: "".join(map(str, order))
)
def test_out_of_order_arrival_ends_in_the_same_history(tmp_path, engine, order):
    """However four statements arrive, what stands in the end is as if they had come as published."""
    with fresh_store(tmp_path) as store:
        for position in order:
            arrive(store, engine, *SPOKEN[position])
        assert history(store) == in_order(tmp_path, engine, SPOKEN[:4])


def test_a_late_arrival_is_news_and_what_it_moves_is_not(tmp_path, engine):
    """A back-dated release is told as a release; what it changes about later ones is only recomputed."""
    with fresh_store(tmp_path) as store:
        arrive(store, engine, *SPOKEN[2])
        before = {change.id for change in store.changes()}
        arrive(store, engine, *SPOKEN[0])
        fresh = [change for change in store.changes() if change.id not in before]
        causes = {(change.release.id, change.cause) for change in fresh}
    assert causes == {(SPOKEN[0][0].id, Cause.RELEASE), (SPOKEN[2][0].id, Cause.RECOMPUTED)}


def test_an_edit_moves_what_later_statements_are_compared_with(tmp_path, engine):
    """After a silent edit, later statements stand against the text as it now reads."""
    first, second = SPOKEN[0][0], SPOKEN[1][0]
    with fresh_store(tmp_path) as store:
        arrive(store, engine, first, RESPOND)
        arrive(store, engine, second, RESPOND)
        arrive(store, engine, first, CONSIDER, NOW + timedelta(days=1))
        found = {
            (change.release.ref, change.cause): change.label
            for change in store.changes()
            if change.label is not Label.NEW
        }
    assert found == {
        (first.ref, Cause.EDIT): Label.WEAKENED,
        (second.ref, Cause.RECOMPUTED): Label.STRENGTHENED,
    }


def test_an_edit_told_once_stays_an_edit(tmp_path, engine):
    """When a late arrival replays an edited release, the edit keeps its cause and nothing is news again."""
    with fresh_store(tmp_path) as store:
        arrive(store, engine, SPOKEN[1][0], RESPOND)
        arrive(store, engine, SPOKEN[1][0], CONSIDER)
        arrive(store, engine, SPOKEN[0][0], FUND)
        causes = Counter(change.cause for change in store.changes() if change.release == SPOKEN[1][0])
    assert causes[Cause.EDIT] == 1


def test_relating_twice_adds_nothing(tmp_path, engine):
    """What is related is not related again."""
    with fresh_store(tmp_path) as store:
        for release, text in SPOKEN:
            arrive(store, engine, release, text)
        before = history(store)
        assert steps.relate(store, engine, NOW).counts == {}
        assert history(store) == before


def test_a_replay_cut_short_is_taken_up_again(tmp_path, engine):
    """A process that dies in the middle of a replay leaves it to the next run, which ends the same."""
    with fresh_store(tmp_path) as store:
        for release, text in SPOKEN[1:]:
            arrive(store, engine, release, text)
        record(store, SPOKEN[0][0], SPOKEN[0][1].encode(), NOW, media_type="text/plain")
        steps.read(store, engine)
        asked = iter([False, False, False])
        steps.relate(store, engine, NOW, stop=lambda: next(asked, True))
        steps.relate(store, engine, NOW)
        assert history(store) == in_order(tmp_path, engine, SPOKEN)


def test_a_release_first_shown_unreadable_starts_with_its_first_text(tmp_path, engine):
    """Where the first revision is no text, the second is compared with earlier releases, as a release."""
    release = SPOKEN[0][0]
    with fresh_store(tmp_path) as store:
        arrive(store, engine, release, "")
        arrive(store, engine, release, RESPOND)
        assert [(change.label, change.cause) for change in store.changes()] == [(Label.NEW, Cause.RELEASE)]
