"""What was promised by when, on a screen."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jobs.cli import build_app
from tests.statements import release, take_in
from tests.stores import store_url
from tracker.store import open_store

FUND = "Norvale will contribute 60 million crowns to the Halden Sea Rescue Fund by 30 June 2031."
FERRY = "Norvale will open the ferry line to Estmark by 30 June 2033."

pytestmark = pytest.mark.usefixtures("stored")


def call(folder: Path, *arguments: str, later: str = "") -> str:
    """Return what ``deadlines`` prints of a store with two promises, and what else was said in *later*."""
    folder.mkdir(exist_ok=True)
    with open_store(store_url(folder)) as store:
        if not store.sources():
            rows = [release(1, FUND), release(2, FERRY)]
            rows += [{**release(3, later), "published": "2031-11-01"}] if later else []
            take_in(store, folder, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])
    result = CliRunner().invoke(build_app(), ["deadlines", "--store", store_url(folder), *arguments])
    assert result.exit_code in (0, 2), result.output
    return result.output


def test_what_comes_up_and_what_passed(tmp_path: Path) -> None:
    """The fund was due and nothing was said since, the ferry line is waited for; each with who, words, day and line."""
    shown = call(tmp_path, "--as-of", "2032")
    ahead, over = shown.split("PASSED")
    assert "2033-06-30  Norvale (by 30 June 2033)" in ahead
    assert "2031-06-30  Norvale (by 30 June 2031)" in over


def test_silence_is_told_only_of_who_spoke_since(tmp_path: Path) -> None:
    """Of an issuer whose last text held is older than the deadline nobody can say that nothing was said since."""
    assert "PASSED, NO LATER TEXT HELD" in call(tmp_path / "a", "--as-of", "2032")
    shown = call(tmp_path / "b", "--as-of", "2032", later="Norvale will train the pilots of Estmark.")
    assert "PASSED, NOTHING SAID SINCE" in shown
    assert "NO LATER TEXT" not in shown


def test_days_narrow_it_and_none_says_what_to_try(tmp_path: Path) -> None:
    """A window without a deadline is one line that says what to leave away."""
    assert "fund" not in call(tmp_path, "--since", "2033").lower()
    shown = call(tmp_path, "--since", "2040")
    assert "leave --since and --until away" in shown
    assert len(shown.splitlines()) == 1


def test_a_party_nobody_knows_is_an_error(tmp_path: Path) -> None:
    """It offers a near name."""
    assert "nobody is called" in call(tmp_path, "--party", "Norvall")


def test_rows_have_the_day(tmp_path: Path) -> None:
    """As JSON a deadline is its unit with the day it is due."""
    rows = [json.loads(line) for line in call(tmp_path, "--json", "--limit", "0").splitlines()]
    assert {row["due"] for row in rows} == {"2031-06-30", "2033-06-30"}
    assert all(row["quote"] for row in rows)
