"""The sites that are looked at: made and served by the real commands, each once in a run of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from tests.browser import texts
from tracker.cli.console import EXIT_PROBLEMS

PATIENCE = 600  # seconds a command may take
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "us_state_2021_2022.jsonl"
READER = "halden-desk"
MAIL = f"""[mail]
from = "digest@desk.example"
folder = "outbox"
[[subscribers]]
id = "{READER}"
to = ["{READER}@desk.example"]
max_age_days = 4000
"""
REAL = ("-m", "jobs")
PHRASES = (  # the same command, with units from the table of phrases: as in all tests of what comes after reading
    "-c",
    "import tracker.segment.reader; from tests import phrase_reader; tracker.segment.reader.segment = phrase_reader.segment;"
    "import jobs.reading_pool; jobs.reading_pool.WORTH = 1_000_000;"  # another process would not have the table
    "from jobs.cli import main; main()",
)
LEXICON = ROOT / "jobs" / "demo" / "site" / "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with a configuration and a store."""

    folder: Path

    @property
    def config(self) -> Path:
        """Its configuration."""
        return self.folder / "config.toml"

    @property
    def site(self) -> Path:
        """Where its site is built."""
        return self.folder / "public"


def furnish(folder: Path, *, lexicon: bool) -> Desk:
    """Lay a desk out in *folder*, with one reader, that knows the invented states where *lexicon* says so."""
    desk = Desk(folder)
    known = f'[engine]\nlexicon = ["{LEXICON}"]\n' if lexicon else ""
    desk.config.write_text(f'[store]\nurl = "sqlite:///desk.db"\n{known}{MAIL}', "utf-8")
    return desk


def invented(folder: Path) -> Desk:
    """Lay a desk out that holds the texts of :mod:`tests.browser.texts`."""
    desk = furnish(folder, lexicon=True)
    rows = texts.write([*texts.briefings(), *texts.hostile()], folder / "texts.jsonl")
    # Chinese is held and searched; that it is not read is told, and is a problem of the run.
    command("ingest", rows, "--config", desk.config, folder=folder, run=PHRASES, codes=(EXIT_PROBLEMS,))
    return desk


def build(desk: Desk) -> Path:
    """Build the site of *desk* as files; return where."""
    command("site", "build", desk.site, "--config", desk.config, folder=desk.folder)
    return desk.site


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve the site of *desk* on a port of its own while the block runs, and give its address."""
    words = ("serve", "--listen", "127.0.0.1:0", "--config", desk.config)
    with kept_up(*words, folder=desk.folder, says="serving ") as address:
        yield address.rstrip("/")


def command(
    *words: str | Path, folder: Path, run: tuple[str, ...] = REAL, codes: tuple[int, ...] = (0,)
) -> str:
    """Run the real command in *folder* and return what it printed; fail with what it complained of where it ends otherwise than with *codes*."""
    done = subprocess.run(
        _called(words, run),
        cwd=folder,
        env=_environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode in codes, f"{' '.join(map(str, words))}: {done.stdout[-500:]}{done.stderr[-2000:]}"
    return done.stdout


@contextmanager
def in_background(scripts: Iterable[tuple[str | Path, ...]], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run commands one after the other while others go on; the first that fails ends it."""
    calls = [_called(words) for words in scripts]
    code = f"import subprocess\nfor one in {calls!r}: subprocess.run(one, check=True)"
    with (
        (folder / "errors.txt").open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=folder,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=errors,
            text=True,
            start_new_session=True,
        ) as running,
    ):
        try:
            yield running
        finally:
            if running.poll() is None:
                os.killpg(running.pid, 15)


@contextmanager
def kept_up(*words: str | Path, folder: Path, says: str) -> Iterator[str]:
    """Run a command that stays, and give the rest of the line, after *says*, with which it tells that it is up."""
    with (
        (folder / f"{words[0]}-errors.txt").open("w+") as errors,
        subprocess.Popen(
            _called(words), cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=errors, text=True
        ) as running,
    ):
        try:
            assert running.stdout is not None
            told = next((line for line in running.stdout if says in line), "")
            errors.seek(0)
            assert told, f"{' '.join(map(str, words))} ended: {errors.read()[-2000:]}"
            yield told.split(says, 1)[1].split()[0]
        finally:
            running.terminate()


def _called(words: Iterable[str | Path], run: tuple[str, ...] = REAL) -> list[str]:
    return [sys.executable, "-u", *run, *map(str, words)]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("POLICY_TRACKER_")}


def as_shown(letter: Path, folder: Path) -> Path:
    """Write the HTML of a mail to *folder*, and beside it the pictures it refers to; return where."""
    folder.mkdir()
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    body = message.get_body(("html",))
    assert body is not None
    html = body.get_content()
    for number, part in enumerate(part for part in message.walk() if part["Content-ID"]):
        picture = folder / f"{number}.{part.get_content_subtype()}"
        picture.write_bytes(part.get_content())
        html = html.replace(f"cid:{part['Content-ID'].strip('<>')}", picture.name)
    written = folder / "mail.html"
    written.write_text(html, "utf-8")
    return written
