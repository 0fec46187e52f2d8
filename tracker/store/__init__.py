"""The only SQL. Frozen values go in and frozen values come out; rows stop here.

A module's first line says what is in it: ``write/`` records, by subject, ``read/`` asks, ``backends/`` is what SQLite and
PostgreSQL do differently. What is kept for good and what can be computed again is said in :mod:`tracker.store.tables`.
"""

from __future__ import annotations

from tracker.store.backends.interface import require_store
from tracker.store.backup import Backups, restore
from tracker.store.read.bulk_queries import BulkQueries
from tracker.store.read.deadline_queries import DeadlineQueries
from tracker.store.read.dossier_queries import DossierQueries
from tracker.store.read.extent_queries import ExtentQueries
from tracker.store.read.formula_queries import FormulaQueries
from tracker.store.read.line_finding import LineFinding
from tracker.store.read.line_queries import LineQueries
from tracker.store.read.text_queries import TextQueries
from tracker.store.read.wording_queries import WordingQueries
from tracker.store.records import (
    ArchivedRevision,
    BodyRecord,
    ChangeQuery,
    ChangeSummary,
    DatedQuote,
    Delivery,
    Extent,
    Hit,
    JobRun,
    LeaseRecord,
    LineSpan,
    LineSummary,
    NamesUsed,
    OpenQuestions,
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
    StoredEdit,
    StoredRelease,
    TextMatch,
    UnitSummary,
    Unsubscription,
)
from tracker.store.write.analyst_decisions import AnalystDecisions, LatestText
from tracker.store.write.deliveries import Deliveries
from tracker.store.write.job_runs import JobRuns
from tracker.store.write.readings import Readings
from tracker.store.write.received_revisions import ReceivedRevisions
from tracker.store.write.relations import Relations
from tracker.store.write.release_checks import ReleaseChecks
from tracker.store.write.source_status import RESUME_WITHIN, SourceStatuses
from tracker.store.write.standings import Standings
from tracker.store.write.unsubscriptions import Unsubscriptions
from tracker.store.write.witness_records import Witnesses

__all__ = [
    "RESUME_WITHIN",
    "ArchivedRevision",
    "BodyRecord",
    "ChangeQuery",
    "ReleaseCheck",
    "DatedQuote",
    "Delivery",
    "Extent",
    "SearchResult",
    "StoredEdit",
    "StoredRelease",
    "Hit",
    "RevisionInfo",
    "LeaseRecord",
    "LineSpan",
    "LineSummary",
    "NamesUsed",
    "OpenQuestions",
    "ChangeSummary",
    "Provenance",
    "Recipient",
    "RefusedBody",
    "ReleaseSummary",
    "JobRun",
    "TextMatch",
    "LatestText",
    "UnitSummary",
    "Unsubscription",
    "ReadRevision",
    "Store",
    "RevisionText",
    "SourceStatus",
    "open_held_store",
    "open_store",
    "restore",
]


class Store(
    ReceivedRevisions,
    ReleaseChecks,
    SourceStatuses,
    Readings,
    Relations,
    Standings,
    Witnesses,
    LineQueries,
    DossierQueries,
    BulkQueries,
    TextQueries,
    FormulaQueries,
    DeadlineQueries,
    WordingQueries,
    LineFinding,
    ExtentQueries,
    AnalystDecisions,
    JobRuns,
    Deliveries,
    Unsubscriptions,
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


def open_held_store(url: str) -> Store:
    """Open the store at *url* as :func:`open_store` does; it has to be there.

    Raises:
        ConfigError: It is not.
        StoreError: It cannot be opened, is no store, or was written by a later version.
    """
    return open_store(require_store(url))
