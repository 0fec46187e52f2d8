"""What was done and what was said to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fakes import NOW
from tracker.errors import StoreError
from tracker.store import Delivery, Store

DAY = timedelta(days=1)


def build_delivery(subscriber: str = "desk", window_end: datetime = NOW) -> Delivery:
    """A queued delivery for the day before *window_end*."""
    return Delivery(
        id=f"{subscriber} {window_end.isoformat()}",
        subscriber=subscriber,
        window_start=window_end - DAY,
        window_end=window_end,
        message_id="<1@norvale.example>",
        subject="Two changes – Norvale",
        sender="digest@norvale.example",
        recipients=("desk@estmark.example", "chief@estmark.example"),
        message=b"From: digest@norvale.example\r\n\r\n\x00\xff",
        state="queued",
        attempts=0,
        created_at=window_end,
        error="",
    )


def test_a_slot_is_taken_once(store: Store) -> None:
    """Of two daemons that wake for the same slot of a job, one runs."""
    first = store.begin_run("fetch", NOW, NOW)
    assert first is not None
    assert store.begin_run("fetch", NOW, NOW + DAY) is None
    assert store.begin_run("fetch", NOW + DAY, NOW + DAY) is not None
    assert store.begin_run("read", NOW, NOW) is not None


def test_a_run_says_how_it_ended(store: Store) -> None:
    """Runs are listed latest first, with what they did and why they failed."""
    first = store.begin_run("fetch", "2031-03-05 08:00", NOW)
    second = store.begin_run("read", "2031-03-05 08:00", NOW + DAY)
    assert first is not None
    store.end_run(first, NOW + DAY, status="failed", counts={"new": 2}, error="norvale.example: no answer")
    runs = store.last_runs(5)
    assert [(run.id, run.job, run.status) for run in runs] == [
        (second, "read", "running"),
        (first, "fetch", "failed"),
    ]
    assert (runs[1].counts, runs[1].error, runs[1].ended_at) == (
        {"new": 2},
        "norvale.example: no answer",
        NOW + DAY,
    )
    assert runs[0].ended_at is None
    assert len(store.last_runs(1)) == 1


def test_a_frozen_delivery_comes_back_byte_for_byte(store: Store) -> None:
    """Every attempt sends the same bytes under the same Message-ID."""
    delivery = build_delivery()
    assert store.freeze(delivery, ["c1", "c2"])
    assert store.queued() == [delivery]
    assert store.delivered_changes("desk") == {"c1", "c2"}
    assert store.last_window("desk") == NOW


def test_a_window_is_frozen_once_per_reader(store: Store) -> None:
    """A reader has one digest for a window, whoever composes it again."""
    assert store.freeze(build_delivery(), ["c1"])
    assert not store.freeze(replace(build_delivery(), id="another"), ["c2"])
    assert store.freeze(build_delivery("chief"), ["c1"])
    assert len(store.queued()) == 2
    assert store.delivered_changes("desk") == {"c1"}


def test_no_change_is_put_to_a_reader_twice(store: Store) -> None:
    """A digest with a change the reader was already told is not frozen at all."""
    assert store.freeze(build_delivery(), ["c1"])
    assert not store.freeze(build_delivery(window_end=NOW + DAY), ["c2", "c1"])
    assert len(store.deliveries(10)) == 1
    assert store.freeze(build_delivery(window_end=NOW + DAY), ["c2"])
    assert store.last_window("desk") == NOW + DAY
    assert store.last_window("nobody") is None


def test_a_delivery_is_claimed_by_one(store: Store) -> None:
    """Of two that want to send a delivery one does, and each attempt is counted."""
    delivery = build_delivery()
    store.freeze(delivery, [])
    assert store.claim(delivery.id, NOW)
    assert not store.claim(delivery.id, NOW)
    assert store.queued() == []
    assert store.deliveries_in("sending") == [replace(delivery, state="sending", attempts=1)]
    store.settle(delivery.id, "queued", NOW, error="try later")
    assert store.claim(delivery.id, NOW)
    assert store.deliveries(1)[0].attempts == 2


@pytest.mark.parametrize("state", ["sent", "refused", "uncertain"])
def test_a_settled_delivery_is_not_sent_again(store: Store, state: str) -> None:
    """What was sent, refused for good, or may have been sent is not queued."""
    delivery = build_delivery()
    store.freeze(delivery, [])
    store.claim(delivery.id, NOW)
    store.settle(delivery.id, state, NOW, error="421 later")
    assert not store.claim(delivery.id, NOW)
    assert store.queued() == []
    assert [(held.state, held.error) for held in store.deliveries(3)] == [(state, "421 later")]


def test_a_state_that_does_not_exist_is_a_bug(store: Store) -> None:
    """A misspelt state or an unknown delivery is never swallowed."""
    store.freeze(build_delivery(), [])
    with pytest.raises(ValueError, match="'snet' is no end of an attempt"):
        store.settle(build_delivery().id, "snet", NOW)
    with pytest.raises(StoreError, match="there is no delivery lost"):
        store.settle("lost", "sent", NOW)
