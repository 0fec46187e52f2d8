"""Commands that say what moved, ``report`` from the store and ``diff`` from two files; and ``compare``, of two accounts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.output import write
from tracker.console import complain, plain_errors, row
from tracker.errors import ConfigError, StoreError
from tracker.settings import ConfigOption, JsonOption, StoreOption, configured, engine_for

if TYPE_CHECKING:  # heavy; imported where used
    from reports.digest import Digest
    from reports.filters import Filter
    from tracker.store import LineSummary, Store


class Written(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    TEXT = "text"
    MD = "md"
    JSON = "json"


FormatOption = Annotated[
    Written | None,
    typer.Option(
        "--format", help="How to write it. [default: by the name of FILE, else text]", show_default=False
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to FILE.", metavar="FILE", show_default=False)
]
_SUFFIXES = {".html": Written.HTML, ".htm": Written.HTML, ".md": Written.MD, ".json": Written.JSON}


def register(app: typer.Typer) -> None:
    """Add this package's commands to *app*."""
    app.command(epilog="Example: policy-tracker report --since 2031-01 --until 2031-03 -o quarter.html")(
        report
    )
    app.command(epilog="Example: policy-tracker diff october.txt november.txt")(diff)
    app.command(epilog="Example: policy-tracker compare norvale.txt estmark.txt -o accounts.html")(compare)


def report(
    config: ConfigOption = None,
    store: StoreOption = "",
    since: Annotated[
        str,
        typer.Option(
            help="Published on or after: 2031-03-04, 2031-03 or 2031.", metavar="DATE", show_default=False
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            help="Published on or before; a month or year counts whole.", metavar="DATE", show_default=False
        ),
    ] = "",
    source: Annotated[str, typer.Option(help="Only this source.", show_default=False)] = "",
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Only this topic and those under it. May be repeated.", show_default=False),
    ] = None,
    line: Annotated[
        str, typer.Option(help="Only this line: an id, a name, or part of one.", show_default=False)
    ] = "",
    label: Annotated[
        list[str] | None,
        typer.Option(help='Only this label, as "weakened". May be repeated.', show_default=False),
    ] = None,
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Report what moved, what continues, what is new and what was not repeated."""
    with plain_errors(), _uncollected():
        first, last = _window(since, until)
        written = _written(form, output)
        wanted = _filter(topic or [], label or [])

        from tracker.store import open_store

        with open_store(configured(config, store).store_url) as opened:
            digest = _digest(opened, wanted, first, last, source, line)
        if as_json:
            _rows(digest)
            return
        write(_rendered(digest, written), output)


def diff(
    earlier: Annotated[
        Path, typer.Argument(help="The earlier text: .txt, .html, .md, or .jsonl with one row.")
    ],
    later: Annotated[Path, typer.Argument(help="The later text.")],
    config: ConfigOption = None,
    store: StoreOption = "",  # noqa: ARG001 - every command takes it; this one needs none
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare two texts and print the redlined changes. Needs no store."""
    from reports.diff import compare_files
    from reports.digest import compose

    with plain_errors():
        written = _written(form, output)
        today = date.today()  # noqa: DTZ011 - stands in for a date neither text has; never shown
        compared = compare_files(earlier, later, engine_for(configured(config)), today=today)
        digest = compose(
            compared.changes,
            title=f"{earlier.name} → {later.name}",
            period=f"{compared.earlier.published_on or 'undated'} → {compared.later.published_on or 'undated'}",
            window="Only these two texts were compared.",
        )
        if not compared.changes:
            complain("no commitment or position was found in either text")
        if as_json:
            _rows(digest)
            return
        write(_rendered(digest, written), output)


def compare(
    first: Annotated[
        str,
        typer.Argument(
            help="One account: a file, a release in the store (ref or id), or a URL.", metavar="A"
        ),
    ],
    second: Annotated[str, typer.Argument(help="The other.", metavar="B")],
    config: ConfigOption = None,
    store: StoreOption = "",
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare two accounts of one event: what both say, what only one says, where they differ.

    Neither comes first. For files no store is needed.
    """
    from contextlib import ExitStack
    from functools import cache

    from reports.accounts import Account, compare_accounts
    from reports.given import reading_of
    from reports.render import Format, render_accounts
    from tracker.fetch.web import RequestsWeb
    from tracker.store import open_store
    from tracker.store.database import exists

    with plain_errors(), ExitStack() as opened:
        written = Written.JSON if as_json else _written(form, output)
        loaded = configured(config, store)
        engine = engine_for(loaded)

        @cache
        def the_store() -> Store | None:
            return opened.enter_context(open_store(loaded.store_url)) if exists(loaded.store_url) else None

        @cache
        def the_web() -> RequestsWeb:
            return opened.enter_context(RequestsWeb(loaded.fetch))

        one, other = (
            Account(name, *reading_of(name, side, engine, web=the_web, store=the_store))
            for name, side in ((first, "first"), (second, "second"))
        )
        accounts = compare_accounts(one, other, engine)
        if not (accounts.first.reading.units or accounts.second.reading.units):
            complain("no commitment or position was found in either account")
        write(render_accounts(accounts, Format(written.value)), output)


def main() -> None:
    """Run this package's commands alone: ``python -m reports``."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    register(app)
    app()


def _digest(
    opened: Store, wanted: Filter, since: date | None, until: date | None, source: str, line: str
) -> Digest:
    from reports.digest import compose
    from tracker.store import ChangeQuery

    if not opened.counts()["releases"]:
        raise StoreError(
            "the store is empty",
            mend="`policy-tracker ingest PATH…` takes files, `policy-tracker run` asks the sources",
        )
    held = opened.lines(source or None)
    if source and not held:
        known = sorted({summary.line.source for summary in opened.lines()})
        raise ConfigError(
            f'--source: nothing is held of "{source}"', mend=f"there is: {', '.join(known) or 'nothing'}"
        )
    chosen = opened.find_line(line) if line else None
    query = ChangeQuery(since=since, until=until, source=source or None, line=chosen.id if chosen else None)
    changes = [change for change in opened.changes(query) if wanted.matches(change)]
    if not changes:
        complain(_nothing(held))
    return compose(
        changes,
        title=chosen.name if chosen else "",
        since=since,
        until=until,
        window=_judged(held),
        problems=opened.problems(),
        lines=held,
    )


def _judged(held: list[LineSummary]) -> str:
    if not held:
        return ""
    return f"“New” means: no earlier statement in the texts held since {min(line.first_on for line in held)}."


def _nothing(held: list[LineSummary]) -> str:
    if not held:
        return "no change matches; nothing has been compared yet"
    first, last = min(line.first_on for line in held), max(line.last_on for line in held)
    return f"no change matches; the store holds statements from {first} to {last}"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the garbage collector off: tens of thousands of values live until the report is written (-20 %)."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rendered(digest: Digest, written: Written) -> str:
    from reports.render import Format, render

    return render(digest, Format(written.value))


def _rows(digest: Digest) -> None:
    from tracker.rows import change_row

    for change in digest.changes:
        row(change_row(change))


def _written(form: Written | None, output: Path | None) -> Written:
    return form or _SUFFIXES.get(output.suffix.lower() if output else "", Written.TEXT)


def _filter(topics: list[str], labels: list[str]) -> Filter:
    from reports.filters import Filter, label_of

    return Filter(topics=tuple(topics), labels=frozenset(label_of(text, "--label") for text in labels))


def _window(since: str, until: str) -> tuple[date | None, date | None]:
    first, last = _day(since, "--since")[0], _day(until, "--until")[1]
    if first and last and first > last:
        raise ConfigError(f"--since {first} is after --until {last}", mend="swap them")
    return first, last


def _day(text: str, option: str) -> tuple[date | None, date | None]:
    """Return the first and the last day *text* names: a day, a month or a year."""
    if not text:
        return None, None
    wrong = ConfigError(f'{option}: "{text}" is no date', mend="write 2031-03-04, 2031-03 or 2031")
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), re.ASCII)
    if found is None:
        raise wrong
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or "1"), int(day or "1"))
        last = int(month or "12")
        return first, date(int(year), last, int(day) if day else calendar.monthrange(int(year), last)[1])
    except ValueError as error:
        raise wrong from error
