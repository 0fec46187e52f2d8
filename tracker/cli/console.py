"""What every command prints alike: one-line errors, JSON rows, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import typer

from tracker.domain import Problem
from tracker.errors import ConfigError, InstallError, TrackerError
from tracker.text.sanitize import escape_invisible

Item = TypeVar("Item")

LEFT_OUT_OF_EXPORT = (
    "{}: a secret in it is not shown; let config.toml name a variable of the environment instead: ${{NAME}}"
)
EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE = 0, 1, 2


@contextmanager
def report_errors() -> Iterator[None]:
    """Turn an error a user can mend into one line on stderr and an exit code: 1 data or sources, 2 the call."""
    try:
        yield
    except (ConfigError, InstallError) as error:
        print_error(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    except TrackerError as error:
        print_error(str(error))
        raise typer.Exit(EXIT_PROBLEMS) from error
    except BrokenPipeError:  # the reader of our pipe has seen enough
        sys.stderr.close()
        raise typer.Exit(EXIT_OK) from None


def print_error(message: str | Problem) -> None:
    """Print one line on stderr."""
    typer.echo(" ".join(str(message).split()), err=True)


def exit_with_problems(problems: Iterable[Problem]) -> None:
    """Print each problem as one line; exit 1 where there were any."""
    found = list(problems)
    for problem in found:
        print_error(problem)
    if found:
        raise typer.Exit(EXIT_PROBLEMS)


def print_json(values: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own."""
    typer.echo(escape_invisible(json.dumps(values, ensure_ascii=False, default=str)))


def print_result(values: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print what came of a command: *values* as one JSON object, or *text*."""
    if as_json:
        print_json(values)
    else:
        typer.echo(text)


def progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """Yield *items*, with a bar on stderr where that is a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich import console  # 70 ms, for a terminal alone
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console.Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=label)
