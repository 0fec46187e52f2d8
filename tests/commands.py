"""Commands as users call them: in this process, or at a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence

from click.testing import Result
from typer import Typer
from typer.testing import CliRunner

Call = Callable[..., tuple[int, str, list[str]]]
ROWS, COLUMNS = 24, 80  # of a terminal
PAGED = "sed s/^/paged:/"  # a pager that shows what went through it


def shown_at_terminal(arguments: Sequence[str], given: str, environment: Mapping[str, str]) -> str:
    """Return what a terminal shows of Python with *arguments*, which reads what is *given*, with these variables beside."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    ran = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=theirs,
        env=kept | {"TERM": "xterm"} | environment,
    )
    os.close(theirs)
    assert ran.stdin
    with ran.stdin:
        ran.stdin.write(given.encode())
    shown = b""
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        try:
            while part := terminal.read(65536):
                shown += part
        except OSError:  # how Linux says that the other side is closed
            pass
    assert ran.wait(30) == 0
    return shown.decode().replace("\r\n", "\n")


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
