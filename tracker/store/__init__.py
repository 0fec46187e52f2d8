"""The only SQL. Frozen values go in and frozen values come out; rows stop here.

tables             the schema, by SQLModel; core_tables names the same tables in statements, by columns.json
schema             which schema a database has, and bringing it to ours; migrations has the steps
database           transactions; backends has what SQLite and PostgreSQL do differently
records            what goes in and comes out besides the nouns of the domain
row_mapping        rows to those nouns, and back
sql_helpers        statements that every part needs
search_index       the words that can be searched                 derived
generations        whether what readers see has changed
fencing            whether a run may still write
maintenance        is it sound, and what may go after years
backup             backup and restore

write/
received_revisions what was received                              kept once, never overwritten
refused_bodies     what was received and not taken                kept once, never overwritten
release_checks     when releases were asked for, and what is gone
source_status      how sources and hosts fare
readings           what was read                                  derived
relations          what stands on which line, and what moved      derived
standings          histories, as relating reads them              derived
witness_records    which releases are one                         derived
invalidation       what has to be related again, and why
novelty            whether a change that replaces another is news
analyst_decisions  what analysts decided                          kept for good
job_runs           runs and leases
deliveries         what was sent to whom
unsubscriptions    who wants no more of it                        kept for good

read/              nothing in it writes
unit_queries       units, changes and counts
wording_queries    the words of lines over time, and what was named before
line_finding       which lines a reader means
line_queries       lines, and one line through the years
dossier_queries    the lines of all sources on one subject
open_questions     what an analyst should look at
text_queries       texts, quotes and units by name
bulk_queries       all that is held, without its words
edit_queries       what was edited
carry_over         what was found in an earlier text and holds in a later one
full_text_search   where words stand
extent_queries     between which days something is held
formula_queries    which texts a phrase may stand in
deadline_queries   what was promised by when
name_resolution    the names in a search, as the store has them
received_archive   every revision with its bytes, on its way out
"""

from __future__ import annotations

from tracker.store.backup import Backups, restore
from tracker.store.read.bulk_queries import BulkQueries
from tracker.store.read.deadline_queries import DeadlineQueries
from tracker.store.read.dossier_queries import DossierQueries
from tracker.store.read.edit_queries import EditQueries
from tracker.store.read.extent_queries import ExtentQueries
from tracker.store.read.formula_queries import FormulaQueries
from tracker.store.read.line_finding import LineFinding
from tracker.store.read.line_queries import LineQueries
from tracker.store.read.open_questions import OpenQuestionQueries
from tracker.store.read.received_archive import ReceivedArchive
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
from tracker.store.write.refused_bodies import RefusedBodies
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
    Standings,
    Witnesses,
    LineQueries,
    DossierQueries,
    BulkQueries,
    EditQueries,
    TextQueries,
    FormulaQueries,
    DeadlineQueries,
    WordingQueries,
    LineFinding,
    ExtentQueries,
    OpenQuestionQueries,
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
