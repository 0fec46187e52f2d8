"""The only SQL. Frozen values go in and frozen values come out; rows stop here.

arrivals    what was received               raw: kept once, never overwritten
refused     what was received and not taken raw
archive     all of that, on its way out
checks      when releases were asked for
watched     how sources and hosts fare
revisions   what was read                   derived
lines       what stands, and what moved     derived
queries     what readers ask                nothing is written
survey      all of it at a glance           nothing is written
texts       texts, quotes and units by name nothing is written
finding     where words stand               derived
desk        what analysts decided           kept for good
runs        runs and leases                 what was done, and who may
ledger      deliveries                      what was said
upkeep      is it sound, what may go
copies      backup and restore
"""

from __future__ import annotations

from tracker.store.backup import Copies, restore
from tracker.store.read.bulk_queries import Survey
from tracker.store.read.full_text_search import Finding
from tracker.store.read.line_queries import Summaries
from tracker.store.read.received_archive import Archive
from tracker.store.read.text_queries import Texts
from tracker.store.records import (
    Archived,
    Arrival,
    ChangeQuery,
    Check,
    Delivery,
    Found,
    Held,
    Hit,
    Kept,
    Lease,
    LineSpan,
    LineSummary,
    Moved,
    Received,
    Recipient,
    Refused,
    ReleaseSummary,
    Run,
    Shown,
    Stated,
    Stood,
    Text,
    Watched,
)
from tracker.store.write.analyst_decisions import Decisions, Spoken
from tracker.store.write.deliveries import Ledger
from tracker.store.write.job_runs import Runs
from tracker.store.write.readings import Revisions
from tracker.store.write.received_revisions import Arrivals
from tracker.store.write.refused_bodies import Refusals
from tracker.store.write.relations import Lines
from tracker.store.write.release_checks import Checks
from tracker.store.write.source_status import RESUME_WITHIN, Watching

__all__ = [
    "RESUME_WITHIN",
    "Archived",
    "Arrival",
    "ChangeQuery",
    "Check",
    "Delivery",
    "Found",
    "Held",
    "Hit",
    "Kept",
    "Lease",
    "LineSpan",
    "LineSummary",
    "Moved",
    "Received",
    "Recipient",
    "Refused",
    "ReleaseSummary",
    "Run",
    "Shown",
    "Spoken",
    "Stated",
    "Stood",
    "Store",
    "Text",
    "Watched",
    "open_store",
    "restore",
]


class Store(
    Arrivals,
    Checks,
    Refusals,
    Watching,
    Archive,
    Revisions,
    Lines,
    Summaries,
    Survey,
    Texts,
    Finding,
    Decisions,
    Runs,
    Ledger,
    Copies,
):
    """Everything kept, in one database. Threads may share it; use it as a context manager."""


def open_store(url: str) -> Store:
    """Open the store at *url*; make it or bring it up to date first.

    ``sqlite:///commitments.db`` or ``postgresql+psycopg://user@host/database``.

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
