"""The command ``serve``, with what relates at once what an analyst decided on a page."""

from __future__ import annotations

from threading import Event

import typer

from jobs.step_result import utc_now
from reports.cli import serve_command
from tracker.config import Config
from tracker.engine import Engine
from tracker.store import Store


def register(app: typer.Typer) -> None:
    """Add ``serve`` to *app*."""
    engines: list[Engine] = []  # loaded by the first decision, kept for the next

    def relate(config: Config, store: Store, over: Event) -> None:
        from jobs import steps
        from tracker.config.configured_engine import engine_for

        if not engines:
            engines.append(engine_for(config))
        steps.relate(store, engines[0], utc_now(), stop=over.is_set)

    serve_command.relate_with(relate)
    serve_command.register(app)
