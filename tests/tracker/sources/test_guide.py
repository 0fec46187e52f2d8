"""docs/writing-a-source.md: what it shows can be pasted, and what it says comes out is what comes out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.tracker.sources.website import Board, posts
from tracker.cli.commands import register
from tracker.config import load_config
from tracker.domain import SourceKind

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "writing-a-source.md").read_text("utf-8")
TABLES = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
SHOWN = re.findall(
    r"^    \$ policy-tracker sources check norvale_mfa.*\n((?:    .+\n)+)", GUIDE, re.MULTILINE
)
UNIT = re.compile(r"^    \S")  # the engine's business; the guide says what such a line is


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.split('"')[1])
def test_a_table_of_the_guide_can_be_pasted(table: str, tmp_path: Path) -> None:
    """Each is whole: it is a config.toml by itself."""
    path = tmp_path / "config.toml"
    path.write_text(table)
    assert len(load_config(path).all_sources) == 1


def test_every_kind_has_a_table(tmp_path: Path) -> None:
    """A reader finds an example of what he needs."""
    path = tmp_path / "config.toml"
    path.write_text("\n".join(TABLES))
    assert {source.kind for source in load_config(path).all_sources} == set(SourceKind)


@pytest.mark.parametrize("wrong", [False, True], ids=["as shown", "with a wrong title"])
def test_what_sources_check_prints_is_what_the_guide_shows(
    wrong: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of the guide, asked of a replica of such a board, gives the lines of the guide."""
    monkeypatch.chdir(tmp_path)
    table = next(table for table in TABLES if 'id = "norvale_mfa"' in table)
    if wrong:
        table = table.replace('title = ".board_detail h2"', 'title = ".headline"')
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    with Board(posts=posts(last=date(2024, 3, 4))) as board:
        Path("config.toml").write_text(
            f'[fetch]\ndelay_seconds = 0\nretries = 0\nallow_hosts = ["127.0.0.1"]\n{table}'
            f'[sources.manners]\nmirror = "{board.origin}"\n'
        )
        result = CliRunner().invoke(app, ["sources", "check", "norvale_mfa"])
        host = board.origin.removeprefix("http://")
    said = result.stdout.replace(host, "www.mfa.norvale.example").splitlines()
    expected = [line.removeprefix("    ") for line in SHOWN[wrong].splitlines()]
    if wrong:
        assert (result.exit_code, result.stderr.splitlines()) == (1, expected)
        return
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line for line in said if not UNIT.match(line)] == [
        line for line in expected if not UNIT.match(line)
    ]
    assert any(UNIT.match(line) for line in said)
