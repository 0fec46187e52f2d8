"""Commands as users call them, in this process."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from typer import Typer
from typer.testing import CliRunner

Call = Callable[..., tuple[int, str, list[str]]]


def invoke(app: Typer, *arguments: object) -> Result:
    """Return what came of a call; an error that no user can mend is one of the test."""
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def caller(app: Typer, *before: object) -> Call:
    """Return what calls *app* with *before* and what it is given; gives exit code, standard output, lines of standard error."""

    def call(*arguments: object) -> tuple[int, str, list[str]]:
        result = invoke(app, *before, *arguments)
        return result.exit_code, result.stdout, result.stderr.splitlines()

    return call
