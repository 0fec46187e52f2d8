"""The command ``demo``: an invented ministry over two years."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobs.demo.run_demo import run_demo
from tracker.cli.console import exit_with_problems, report_errors


def register(app: typer.Typer) -> None:
    """Add ``demo`` to *app*."""
    app.command(epilog="Example: policy-tracker demo --folder demo-output")(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Where to write.")] = Path("demo-output"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Keep the invented site up, so that links work.")
    ] = False,
) -> None:
    """Follow an invented ministry over two years, without any network, and write the digest."""
    with report_errors():
        problems = run_demo(folder, keep_serving=serve, say=typer.echo)
    exit_with_problems(problems)
