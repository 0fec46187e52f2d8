"""A frozen delivery, for the tests of mailers and of handing over."""

from dataclasses import replace
from datetime import UTC, datetime

from tracker.store import Delivery

END = datetime(2031, 3, 5, 7, 0, tzinfo=UTC)


def build_delivery(**overrides):
    """Return a queued delivery to the Halden desk."""
    delivery = Delivery(
        id="0123456789abcdef01234567",
        subscriber="halden-desk",
        window_start=None,
        window_end=END,
        message_id="<0123456789abcdef01234567@example.org>",
        subject="1 commitment reversed: Norvale",
        sender="digest@example.org",
        recipients=("desk@example.org",),
        message=b"Subject: 1 commitment reversed: Norvale\r\n\r\nReversed.\r\n",
        state="queued",
        attempts=0,
        created_at=END,
        error="",
    )
    return replace(delivery, **overrides)
