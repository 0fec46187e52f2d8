"""The only SQL. Frozen values go in and frozen values come out; rows stop here.

revisions   what was received and read      raw, then derived
lines       what stands, and what moved     derived
queries     what readers ask                nothing is written
desk        what analysts decided           kept for good
ledger      runs and deliveries             what was done and said
"""

from __future__ import annotations

from tracker.store.desk import Decisions, Spoken
from tracker.store.ledger import Ledger
from tracker.store.lines import Lines
from tracker.store.revisions import Revisions
from tracker.store.summaries import Summaries
from tracker.store.views import ChangeQuery, Delivery, Held, LineSummary, Run, Stood

__all__ = ["ChangeQuery", "Delivery", "Held", "LineSummary", "Run", "Spoken", "Stood", "Store", "open_store"]


class Store(Revisions, Lines, Summaries, Decisions, Ledger):
    """Everything kept, in one database. Threads may share it; use it as a context manager."""


def open_store(url: str) -> Store:
    """Open the store at *url*, such as ``sqlite:///commitments.db``; make it or bring it up to date first.

    Raises:
        StoreError: It cannot be opened, is no store, or was written by a later version.
    """
    store = Store(url)
    try:
        store.ensure_schema()
    except BaseException:
        store.close()
        raise
    return store
