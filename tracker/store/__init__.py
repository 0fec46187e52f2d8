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

from tracker.store.backup import Backups, restore
from tracker.store.read.bulk_queries import BulkQueries
from tracker.store.read.full_text_search import FullTextSearch
from tracker.store.read.line_queries import LineQueries
from tracker.store.read.received_archive import ReceivedArchive
from tracker.store.read.text_queries import TextQueries
from tracker.store.records import (
    ArchivedRevision,
    BodyRecord,
    ChangeQuery,
    ChangeSummary,
    Delivery,
    Hit,
    JobRun,
    LeaseRecord,
    LineSpan,
    LineSummary,
    Provenance,
    ReadRevision,
    Recipient,
    RefusedBody,
    ReleaseCheck,
    ReleaseSummary,
    RevisionInfo,
    RevisionText,
    SearchResult,
    SourceStatus,
    StoredRelease,
    TextMatch,
    UnitSummary,
)
from tracker.store.write.analyst_decisions import AnalystDecisions, LatestText
from tracker.store.write.deliveries import Deliveries
from tracker.store.write.job_runs import JobRuns
from tracker.store.write.readings import Readings
from tracker.store.write.received_revisions import ReceivedRevisions
from tracker.store.write.refused_bodies import RefusedBodies
from tracker.store.write.relations import Relations
from tracker.store.write.release_checks import ReleaseChecks
from tracker.store.write.source_status import RESUME_WITHIN, SourceStatuses

__all__ = [
    "RESUME_WITHIN",
    "ArchivedRevision",
    "BodyRecord",
    "ChangeQuery",
    "ReleaseCheck",
    "Delivery",
    "SearchResult",
    "StoredRelease",
    "Hit",
    "RevisionInfo",
    "LeaseRecord",
    "LineSpan",
    "LineSummary",
    "ChangeSummary",
    "Provenance",
    "Recipient",
    "RefusedBody",
    "ReleaseSummary",
    "JobRun",
    "TextMatch",
    "LatestText",
    "UnitSummary",
    "ReadRevision",
    "Store",
    "RevisionText",
    "SourceStatus",
    "open_store",
    "restore",
]


class Store(
    ReceivedRevisions,
    ReleaseChecks,
    RefusedBodies,
    SourceStatuses,
    ReceivedArchive,
    Readings,
    Relations,
    LineQueries,
    BulkQueries,
    TextQueries,
    FullTextSearch,
    AnalystDecisions,
    JobRuns,
    Deliveries,
    Backups,
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
