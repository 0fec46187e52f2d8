"""``site build`` as an operator calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from reports.cli.site_commands import register
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.store import open_store


@pytest.fixture
def cli():
    app = typer.Typer()
    register(app)
    return lambda *arguments: CliRunner().invoke(app, ["site", "build", *map(str, arguments)])


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    """A config.toml with a store that holds one release."""
    url = store_url(tmp_path)
    with open_store(url) as store:
        Desk(store).say("NV-1", {"respond": "Norvale will respond."})
    path = tmp_path / "config.toml"
    path.write_text(f'[store]\nurl = "{url}"\n[site]\ntitle = "Norvale watch"\n', encoding="utf-8")
    return path


def test_a_build_says_what_it_did_and_where_to_look(cli, configured: Path, tmp_path: Path) -> None:
    """One line: pages written, left as they were, removed, and the file to open."""
    folder = tmp_path / "site"
    first = cli(folder, "--config", configured)
    pages = len(list(folder.rglob("*.html")))
    assert first.exit_code == 0, first.output
    assert first.stdout == f"{pages} pages written, 0 unchanged, 0 removed; open {folder / 'index.html'}\n"
    again = cli(folder, "--config", configured)
    assert again.stdout.startswith(f"0 pages written, {pages} unchanged, 0 removed;")
    assert "Norvale watch</title>" in (folder / "index.html").read_text("utf-8")


def test_a_folder_that_is_not_ours_is_refused_in_one_line(cli, configured: Path, tmp_path: Path) -> None:
    """A slip of the hand does not mix a site with somebody's papers."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    done = cli(folder, "--config", configured)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert done.output.startswith(f"{folder}: this folder is not empty and holds no site; name an empty one")
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
