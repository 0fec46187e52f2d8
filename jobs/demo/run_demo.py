"""Two years of an invented ministry, followed over HTTP in two passes.

There is no special path through the program here: a folder with a site, a
config.toml and a lexicon is laid out, the site is served from a loopback port,
and the steps of ``run`` do the rest. Between the passes the site moves on: new
releases appear, and one page that was published before now reads differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from textwrap import fill
from time import sleep as wait

from jobs.context import open_context, run_step
from jobs.demo.site_server import serve_folder
from jobs.step_result import STEPS, StepResult, total
from reports.digest.compose import compose
from reports.digest.digest import Digest
from reports.digest.layout.counts_line import headlines
from reports.digest.report_query import digest_context, novelty_note
from reports.render import Format, render
from reports.view.changes import is_edit
from tracker.config import load_config, store_url
from tracker.domain import Change, Problem
from tracker.errors import writing_to
from tracker.store import Store, open_store

Say = Callable[[str], object]

PORT = 8765  # the same each time, so that links in an old digest work again; another if it is taken
PASSES = (  # the days on which the invented desk looks; its site knows no other clock
    ("first", datetime(2025, 9, 22, 7, tzinfo=UTC)),
    ("second", datetime(2025, 10, 13, 7, tzinfo=UTC)),
)
STORE = "demo.db"
TEMPLATES = (".toml", ".xml")  # files in which $base stands for the address of the site
WIDTH = 100


def run_demo(folder: Path, *, keep_serving: bool = False, say: Say) -> tuple[Problem, ...]:
    """Lay the demo out in *folder*, run both passes, write the digests, and tell what moved through *say*.

    A store that an earlier demo left in *folder* is replaced; nothing else is deleted.

    Raises:
        InputError: The folder cannot be written.
    """
    site = folder / "site"
    with writing_to(folder):
        site.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{STORE}*"):
            left.unlink()
        with serve_folder(site, PORT) as base:
            results = [run_pass(folder, part, now, base) for part, now in PASSES]
            with open_store(store_url(str(folder / STORE))) as store:
                written = write_digests(store, folder)
                for line in summary_lines(store, folder, written):
                    say(line)
            if keep_serving:
                say(f"\nThe site is at {base}/ until you press Ctrl-C.")
                wait_for_interrupt()
    return total(results).problems


def run_pass(folder: Path, part: str, now: datetime, base: str) -> StepResult:
    """Bring the site to the state of *part* and do all steps once, as ``policy-tracker run`` does."""
    shipped = files("jobs.demo") / "site"
    for name in ("config.toml", "lexicon.toml"):
        copy_site(shipped / name, folder / name, base)
    copy_site(shipped / part, folder / "site", base)
    with open_context(load_config(folder / "config.toml")) as context:
        return total([run_step(context, name, now) for name in STEPS])


def copy_site(shipped: Traversable, target: Path, base: str) -> None:
    """Copy a file or a folder of the package over *target*, with $base filled in."""
    if shipped.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        for inner in shipped.iterdir():
            copy_site(inner, target / inner.name, base)
        return
    body = shipped.read_bytes()
    if target.suffix in TEMPLATES:
        body = Template(body.decode()).safe_substitute(base=base).encode()
    target.write_bytes(body)


def write_digests(store: Store, folder: Path) -> Digest:
    """Write the digest of both years as HTML and text; return it."""
    changes = store.changes()
    digest = compose(
        changes,
        title="The Halden Sea",
        window=novelty_note(store.first_statement_on()),
        lines=store.lines(),
        background=digest_context(store, changes),
    )
    for name, form in (("digest.html", Format.HTML), ("digest.txt", Format.TEXT)):
        (folder / name).write_text(render(digest, form), "utf-8")
    return digest


def summary_lines(store: Store, folder: Path, digest: Digest) -> Iterator[str]:
    """Yield the lines of the summary: what was read, what moved, and where the digests are."""
    counts = store.counts()
    yield (
        f"{counts['releases']} releases of 2 invented publishers, fetched in two passes; "
        f"{counts['units']} units on {counts['lines']} lines"
    )
    yield from headlines(digest)
    for key in ("moved", "edits"):
        section = digest.section(key)
        if section.changes:
            yield f"\n{section.title}"
        for change in section.changes:
            yield from change_lines(change)
    yield "\nWritten:"
    mails = sorted((folder / "outbox").glob("*.eml"))
    yield from (f"  {path}" for path in (folder / "digest.html", folder / "digest.txt", *mails))


def change_lines(change: Change) -> Iterator[str]:
    """Yield one change for a terminal: its label, both quotes with their dates, and why."""
    also = f" (also {', '.join(label.value for label in change.also)})" if change.also else ""
    edited = "  edited after publication" if is_edit(change) else ""
    yield f"\n  {change.label.value}{also}  {change.line.name}{edited}"
    for mark, mention in (("−", change.before), ("+", change.after)):
        if mention is not None:
            quote = " ".join(mention.unit.quote.split())
            yield wrapped(f"{mark} {mention.release.published_on}  “{quote}”")
    if change.after is None:
        yield wrapped(f"+ {change.release.published_on}  (silent)")
    yield wrapped(f"why: {change.rule}")


def wrapped(text: str) -> str:
    """Wrap *text* under its label."""
    return fill(text, WIDTH, initial_indent="    ", subsequent_indent="                  ")


def wait_for_interrupt() -> None:
    """Wait until Ctrl-C."""
    try:
        while True:
            wait(3600)
    except KeyboardInterrupt:
        return
