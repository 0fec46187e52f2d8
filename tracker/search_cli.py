"""The command ``search``: where something was said, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.console import plain_errors, row
from tracker.domain import Line
from tracker.settings import ConfigOption, JsonOption, StoreOption, configured

if TYPE_CHECKING:  # heavy; imported where used
    from tracker.search import Query
    from tracker.store import Hit, Store

PROBED = 200  # hits whose issuers and topics are looked at where those asked for have none
NAMED = 5
MOST, LAST_PAGE = 1000, 1_000_000  # hits a page, and pages: an offset must fit a database


def register(app: typer.Typer) -> None:
    """Add ``search`` to *app*."""
    app.command(epilog="Example: policy-tracker search '\"halden sea\" issuer:Norvale since:2031'")(search)


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            help='Words, "phrases", begin* of words; issuer: source: topic: label: since: until: narrow it. '
            "Put it in single quotes.",
            metavar="QUERY",
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option(min=1, max=LAST_PAGE, help="Which page of them.")] = 1,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Find where something was said, in units, the text around them and titles; best first."""
    from tracker.search import parse
    from tracker.search_lines import hit_row, hits_shown, summary
    from tracker.store import open_store

    with plain_errors():
        wanted = parse(" ".join(query))
        loaded = configured(config, store)
        with open_store(loaded.store_url) as opened:
            wanted = _as_held(opened, wanted, [source.id for source in loaded.declared])
            skipped = (page - 1) * limit
            hits = opened.search(wanted.text, **wanted.narrowing, limit=limit, offset=skipped)
            lines = _lines(opened, hits)
            if as_json:
                for hit in hits:
                    row(hit_row(hit, lines))
                return
            total = opened.count_hits(wanted.text, **wanted.narrowing)
            if not total:
                typer.echo(f"nothing found; {'; '.join(_hints(opened, wanted))}")
                return
        typer.echo(hits_shown(hits, lines, skipped), nl=False)
        typer.echo(summary(len(hits), skipped, limit, total))


def _as_held(store: Store, wanted: Query, declared: Iterable[str]) -> Query:
    """Return *wanted* with source, issuer and topic in the letter case they are held in.

    Raises:
        ConfigError: Neither the store nor config.toml knows the source.
    """
    from tracker.errors import ConfigError
    from tracker.health_lines import one_line
    from tracker.search import near

    if wanted.source is not None:
        known = sorted({*store.sources(), *declared})
        source = _same(wanted.source, known)
        if source is None:
            raise ConfigError(
                f'there is no source "{one_line(wanted.source)}"',
                where="query",
                mend=near(wanted.source, known),
            )
        wanted = replace(wanted, source=source)
    named = wanted.issuer is not None or wanted.topic is not None
    if named and not store.count_hits(wanted.text, **wanted.narrowing):
        issuers, topics = _others(store, wanted)
        wanted = replace(
            wanted,
            issuer=wanted.issuer and (_same(wanted.issuer, issuers) or wanted.issuer),
            topic=wanted.topic and (_same(wanted.topic, topics) or wanted.topic),
        )
    return wanted


def _same(name: str, known: Sequence[str]) -> str | None:
    """Return which of *known* is *name*, exactly or else but for its case."""
    if name in known:
        return name
    return next((one for one in known if one.casefold() == name.casefold()), None)


def _others(store: Store, wanted: Query) -> tuple[list[str], list[str]]:
    """Return who else said *wanted*, and about which topics, by the first hits there are; most often first."""
    from collections import Counter

    anyone = replace(wanted, issuer=None, topic=None)
    hits = store.search(anyone.text, **anyone.narrowing, limit=PROBED)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    topics = Counter(topic for hit in hits if hit.unit for topic in sorted(hit.unit.facets.topics))
    return [name for name, _ in issuers.most_common()], [name for name, _ in topics.most_common()]


def _lines(store: Store, hits: Iterable[Hit]) -> dict[str, Line]:
    """Return the lines of the units that are *hits*, by unit."""
    return store.lines_of(list(dict.fromkeys(hit.unit.revision for hit in hits if hit.unit)))


def _hints(store: Store, wanted: Query) -> Iterator[str]:
    """Yield what could be tried where *wanted* has no hit."""
    from tracker.health_lines import one_line
    from tracker.search import OPERATORS

    if not store.sources():
        yield "the store is empty: `policy-tracker run` or `policy-tracker ingest` fills it"
        return
    narrowed = [name for name, value in wanted.narrowing.items() if value is not None]
    everywhere = store.count_hits(wanted.text) if narrowed else 0
    if everywhere:
        yield f"without {', '.join(f'{name}:' for name in narrowed)} there would be {everywhere}"
        issuers, topics = _others(store, wanted)
        if wanted.issuer and issuers:
            yield f"issuers: {', '.join(map(one_line, issuers[:NAMED]))}"
        if wanted.topic and topics:
            yield f"topics: {', '.join(map(one_line, topics[:NAMED]))}"
        return
    words = wanted.text.split()
    yield from (f"{word} is a word like any other here" for word in words if word in OPERATORS)
    if len(words) > 1:
        yield "try fewer words: all of them must stand in one place"
    yield "try the beginning of a word with a star (respond*) for its other forms"
