"""The one command: the table of its commands, each loaded from its module when it is called."""

from __future__ import annotations

import gc
import os

import typer

from tracker import sandbox
from tracker.cli import install_check
from tracker.cli.console import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, print_error
from tracker.cli.lazy_app import LazyCommand, lazy_app
from tracker.cli.section_checks import check_sections_with
from tracker.errors import TrackerError
from tracker.memory import collect_rarely

ABOUT = """What did they commit to, and what has changed since they last said it?

Reads official statements, follows each commitment from one to the next,
and reports what continues and what moved.

Start with: policy-tracker demo
"""

COMMANDS = {
    "demo": LazyCommand(
        "jobs.commands.demo_command",
        "Follow an invented ministry over two years, without any network, and write the digest.",
    ),
    "ingest": LazyCommand(
        "jobs.commands.ingest_command",
        "Take releases from files, read them, and relate them to what was said before.",
    ),
    "run": LazyCommand("jobs.commands.run_command", "Do the steps once, in order."),
    "daemon": LazyCommand(
        "jobs.commands.daemon_command", "Do the jobs of [jobs] at their times until SIGTERM or Ctrl-C."
    ),
    "init": LazyCommand("tracker.cli.commands", "Write a commented config.toml and make the store it names."),
    "read": LazyCommand("tracker.cli.commands", "Print the commitments and positions in files."),
    "lines": LazyCommand(
        "tracker.cli.line_commands", "List the lines: what has been said, how often, when last."
    ),
    "history": LazyCommand("tracker.cli.line_commands", "Print how one matter was said."),
    "export": LazyCommand(
        "reports.cli.export_command",
        "Print units, changes, edits, a feed, a calendar of deadlines, citations or metadata for Datasette.",
    ),
    "cite": LazyCommand("tracker.cli.cite_command", "Print one statement as it can be cited."),
    "search": LazyCommand(
        "tracker.cli.search_command",
        "Find where something was said, in units, the text around them and titles.",
    ),
    "doctor": LazyCommand(
        "jobs.commands.doctor_command", "Look at everything a run needs, without the network."
    ),
    "report": LazyCommand("reports.cli.report_commands", "Report what moved."),
    "diff": LazyCommand(
        "reports.cli.comparison_commands", "Print what moved between two texts, as redlines."
    ),
    "redline": LazyCommand("reports.cli.comparison_commands", "Show text B against text A, whole."),
    "compare": LazyCommand("reports.cli.comparison_commands", "Compare two accounts of one event."),
    "formula": LazyCommand("reports.cli.formula_command", "Follow a set phrase."),
    "deadlines": LazyCommand("reports.cli.deadlines_command", "List what was promised by when."),
    "brief": LazyCommand("reports.cli.brief_command", "Write two pages on a subject."),
    "serve": LazyCommand(
        "jobs.commands.serve_command",
        "Serve the pages of the site with live search, until SIGTERM or Ctrl-C.",
    ),
    "recompute": LazyCommand(
        "jobs.commands.review_commands", "Read and relate everything again, or one source."
    ),
    "status": LazyCommand(
        "jobs.commands.operator_commands",
        "Show how each source fares, what runs when, what ran last and what waits to be sent.",
    ),
    "backfill": LazyCommand(
        "jobs.commands.operator_commands",
        "Take in what a source published in a window of days, page by page of its index.",
    ),
    "accept": LazyCommand(
        "jobs.commands.operator_commands", "Take a text that was held back as what its publisher says now."
    ),
    "health": LazyCommand("jobs.commands.database_commands", "Say whether all is well, for a probe."),
    "metrics": LazyCommand(
        "jobs.commands.database_commands", "Print how all fares in the text format of Prometheus."
    ),
    "backup": LazyCommand("jobs.commands.database_commands", "Copy the store, checked, while it is in use."),
    "restore": LazyCommand(
        "jobs.commands.database_commands",
        "Put a backup where the store of config.toml is, in either database.",
    ),
    "sources": LazyCommand(
        "tracker.cli.sources.sources_commands", "What is shipped, what is configured, and whether it answers."
    ),
    "digest": LazyCommand("reports.cli.digest_commands", "What a subscriber is mailed."),
    "site": LazyCommand("reports.cli.site_commands", "Pages to browse."),
    "review": LazyCommand(
        "jobs.commands.review_commands",
        "List doubtful links and labels, moves first, and take decisions.",
    ),
    "line": LazyCommand(
        "jobs.commands.line_commands",
        "Name lines, make one of two or two of one, and say which are on one subject.",
    ),
    "db": LazyCommand("jobs.commands.database_commands", "Look after the store."),
}


def build_app() -> typer.Typer:
    """Return the whole command."""
    check_sections_with("jobs.sections")
    return lazy_app(COMMANDS, ABOUT)


def main() -> None:
    """Check the installation, then do what the command line says."""
    collect_rarely()
    # pydantic would look through every installed distribution for plugins of its own, 20 ms of a command; we have none
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        install_check.check_package_owner()
        sandbox.install()
        build_app()(prog_name="policy-tracker")
    except TrackerError as error:
        print_error(str(error))
        raise SystemExit(EXIT_USAGE) from error
    except KeyboardInterrupt:
        raise SystemExit(EXIT_PROBLEMS) from None
    finally:
        # the interpreter looks through all that is held once more as it ends, for cycles it then need not free: 80 ms of a search
        gc.freeze()
    raise SystemExit(EXIT_OK)
