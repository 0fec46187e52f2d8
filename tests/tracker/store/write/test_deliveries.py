"""What was done and what was said to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fakes import NOW
from tracker.errors import StoreError
from tracker.store import Delivery, Recipient, Store

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
    assert store.delivery_heads_in("sending") == [
        replace(delivery, state="sending", attempts=1, message=b"")
    ], "status shows thousands of them, and the bytes of none"
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


def test_kinds_have_windows_of_their_own(store: Store) -> None:
    """An edit told at once does not take the place of the digest of the same moment, nor move its window."""
    assert store.freeze(build_delivery(), ["c1"])
    at_once = replace(build_delivery(), id="at once", kind="immediate")
    assert store.freeze(at_once, ["c2"])
    assert not store.freeze(replace(at_once, id="again"), ["c3"])
    assert store.freeze(replace(build_delivery(window_end=NOW + DAY), kind="heartbeat"), [])
    assert store.last_window("desk") == NOW
    assert store.last_window("desk", "heartbeat") == NOW + DAY
    assert store.delivered_changes("desk") == {"c1", "c2"}


def test_what_is_put_off_is_not_queued_before_its_time(store: Store) -> None:
    """A server that asks for patience gets it; without a time everything that waits is listed."""
    delivery = build_delivery()
    store.freeze(delivery, [])
    store.claim(delivery.id, NOW)
    store.settle(delivery.id, "queued", NOW, error="451 later", retry_at=NOW + DAY)
    assert store.queued(NOW) == []
    (waiting,) = store.queued(NOW + DAY)
    assert (waiting.retry_at, waiting.error) == (NOW + DAY, "451 later")
    assert store.queued() == [waiting]
    store.claim(delivery.id, NOW + DAY)
    store.settle(delivery.id, "sent", NOW + DAY)
    assert store.deliveries(1)[0].retry_at is None


def states(store: Store) -> dict[str, tuple[str, int, str]]:
    """What came of the one delivery, by address."""
    found = store.recipients([build_delivery().id])
    return {one.address: (one.state, one.attempts, one.error) for one in found}


def test_each_address_has_a_state_of_its_own(store: Store) -> None:
    """A mailbox that is gone does not hide that the others have the digest, and is not tried again."""
    delivery = build_delivery()
    chief, desk = sorted(delivery.recipients)
    store.freeze(delivery, [])
    assert store.recipients([delivery.id]) == [
        Recipient(delivery.id, address, "queued", 0, "", NOW) for address in (chief, desk)
    ]
    store.claim(delivery.id, NOW)
    told = {chief: ("refused", "550 no such user"), desk: ("queued", "451 busy")}
    store.settle(delivery.id, "queued", NOW, recipients=told)
    assert states(store) == {chief: ("refused", 1, "550 no such user"), desk: ("queued", 1, "451 busy")}
    store.claim(delivery.id, NOW)
    store.settle(delivery.id, "sent", NOW, "250 ok")
    assert states(store) == {chief: ("refused", 1, "550 no such user"), desk: ("sent", 2, "250 ok")}


def test_addresses_nobody_speaks_of_fare_as_their_delivery(store: Store) -> None:
    """A sink that knows nothing of addresses, such as a folder, has given to all or to none."""
    store.freeze(build_delivery(), [])
    store.settle(build_delivery().id, "uncertain", NOW, "the line was cut")
    assert set(states(store).values()) == {("uncertain", 1, "the line was cut")}


def test_a_stranger_is_no_recipient(store: Store) -> None:
    """A state for an address the delivery does not have is a bug, and nothing of the attempt is kept."""
    store.freeze(build_delivery(), [])
    stranger = {"stranger@veskia.example": ("sent", "")}
    with pytest.raises(ValueError, match="is no recipient"):
        store.settle(build_delivery().id, "sent", NOW, recipients=stranger)
    with pytest.raises(ValueError, match="'snet' is no end"):
        store.settle(build_delivery().id, "sent", NOW, recipients={"desk@estmark.example": ("snet", "")})
    assert store.queued() == [build_delivery()]


def test_recipients_come_in_the_order_of_the_deliveries_asked_for(store: Store) -> None:
    """Who lists deliveries finds their addresses beside them; a delivery that is not there has none."""
    late, early = build_delivery(window_end=NOW + DAY), build_delivery()
    store.freeze(early, [])
    store.freeze(late, [])
    found = store.recipients([late.id, "lost", early.id])
    assert [one.delivery_id for one in found] == [late.id, late.id, early.id, early.id]
