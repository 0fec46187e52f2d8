"""The command ``cite``: one statement, as it can be cited."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from enum import StrEnum
from itertools import count
from typing import Annotated

import typer

from tracker.cli.console import report_errors
from tracker.cli.options import ConfigOption, StoreOption, effective_config
from tracker.domain import Mention
from tracker.errors import StoreError
from tracker.exports import citations
from tracker.exports.citations import Citation
from tracker.store import Store, open_held_store
from tracker.text.sanitize import one_line, single_line

NAMED = 5  # statements named where several are meant
HITS = 200  # looked at at once
EXCERPT = 60  # characters of each
START_OF_ID = re.compile(r"[0-9a-f]{4,}")


class CitationFormat(StrEnum):
    """What a citation can be written as."""

    TEXT = "text"
    BIBTEX = "bibtex"
    RIS = "ris"


def register(app: typer.Typer) -> None:
    """Add ``cite`` to *app*."""
    app.command(epilog="Example: policy-tracker cite 4f1c09aa --format bibtex")(cite)


def cite(
    statement: Annotated[
        str,
        typer.Argument(
            help="Id of a unit, the start of it, or words that stand in one after another.",
            metavar="STATEMENT",
        ),
    ],
    written_as: Annotated[
        CitationFormat, typer.Option("--format", help="A footnote, or an entry of a bibliography.")
    ] = CitationFormat.TEXT,
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Print one statement as it can be cited: its words, who, when and where, and by its hash the text it stands in."""
    with report_errors(), open_held_store(effective_config(config, store).store_url) as opened:
        found = citation(opened, find_statement(opened, statement))
        if written_as is CitationFormat.TEXT:
            typer.echo(citations.footnote(found))
            return
        entries = citations.bibtex if written_as is CitationFormat.BIBTEX else citations.ris
        typer.echo("".join(entries([found])), nl=False)


def find_statement(store: Store, text: str) -> Mention:
    """Return the statement *text* means: by its id, by the start of its id, or by words of it in the latest texts.

    Raises:
        StoreError: None or several do; names some.
    """
    ids: list[str] = []
    if START_OF_ID.fullmatch(text):
        ids = store.unit_ids_starting_with(text, NAMED + 1)
    if not ids:
        ids = _said(store, text)
    found = store.mentions_by_unit(ids)
    if not found:
        raise StoreError(
            f"no statement has this id or these words: {one_line(text)}",
            remedy="`policy-tracker search` finds words, and with --json the ids of statements",
        )
    if len(found) > 1:
        raise StoreError(
            f"{one_line(text)} may mean several statements: {_named(found[identity] for identity in ids)}",
            remedy="give the id of one, or more of its words",
        )
    return found[ids[0]]


def _said(store: Store, text: str) -> list[str]:
    """Return the statements with the words of *text*, as many as can be named and one; titles and passages may come first."""
    words = text.replace('"', " ")
    ids: list[str] = []
    for skipped in count(0, HITS):
        hits = store.search(f'"{words}"', limit=HITS, offset=skipped)
        ids += [hit.unit.id for hit in hits if hit.unit]
        if len(hits) < HITS or len(ids) > NAMED:
            break
    return ids[: NAMED + 1]


def citation(store: Store, mention: Mention) -> Citation:
    """Return *mention* as it can be cited, in the text it was read in."""
    unit = mention.unit
    kept = store.revision_infos([unit.revision])[unit.revision]
    return Citation(mention.release, kept.seen_at.date(), kept.number, kept.sha256, unit.quote, unit.id)


def _named(mentions: Iterable[Mention]) -> str:

    named = [
        f"{mention.unit.id[:12]} ({mention.release.published_on or 'undated'}, "
        f"“{textwrap.shorten(single_line(mention.unit.quote), EXCERPT, placeholder=' …')}”)"
        for mention in mentions
    ]
    return ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
