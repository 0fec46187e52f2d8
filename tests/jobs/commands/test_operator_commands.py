"""What an operator does by hand: fetch earlier days, and take a text that was held back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs.cli import build_app
from jobs.demo.site_server import serve_folder
from tests.commands import caller
from tests.jobs.pages import RESPOND, build_page

pytestmark = pytest.mark.usefixtures("stored")

ROWS = "<tr><td><a href='{day}.html'>On the Halden Sea</a></td><td class='date'>{day}</td></tr>"
OLD, LATE = "2024-02-03", "2024-03-04"
CONFIG = """
[store]
url = "sqlite:///desk.db"
[fetch]
delay_seconds = 0
allow_hosts = ["127.0.0.1"]
[[sources]]
id = "norvale"
kind = "listing"
issuer = "Norvale"
url = "{base}/index.html"
[sources.selectors]
item = "tr"
link = "a"
item_date = ".date"
"""
LONG = " ".join(f"{RESPOND} The {number}th patrol leaves in spring." for number in range(20))

Call = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """A folder that is served, and a config.toml beside it that watches it."""
    folder = tmp_path / "site"
    folder.mkdir()
    show(folder, OLD, LONG)
    show(folder, LATE, LONG.replace("spring", "autumn"))
    (folder / "index.html").write_text(
        f"<html><body><table>{''.join(ROWS.format(day=day) for day in (LATE, OLD))}</table></body></html>"
    )
    with serve_folder(folder) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        yield folder


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call a command beside config.toml; returns exit code, standard output and the lines of standard error."""
    monkeypatch.chdir(tmp_path)
    return caller(build_app())


def show(folder: Path, day: str, text: str) -> None:
    """Let the page of that day say *text*."""
    (folder / f"{day}.html").write_bytes(build_page(text, day).body)


def test_a_backfill_takes_the_days_asked_for_and_reads_them(site: Path, call: Call) -> None:
    """Releases of the window are fetched, read and related; those of other days are not asked for."""
    code, output, errors = call(
        "backfill", "norvale", "--since", "2024-02-01", "--until", "2024-02-28", "--json"
    )
    assert (code, errors) == (0, [])
    assert json.loads(output)["new"] == 1
    units = [json.loads(line) for line in call("export", "units")[1].splitlines()]
    assert {unit["published"] for unit in units} == {OLD}
    assert "respond to any further provocation" in units[0]["quote"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("estmark", "--since", "2024-02-01"), 'there is no source "estmark"; one of norvale'),
        (("norvale", "--since", "February"), '--since "February" is not a day; write 2031-03-04'),
    ],
)
def test_a_backfill_of_nothing_known_is_a_wrong_call(
    site: Path, call: Call, arguments: tuple[str, ...], says: str
) -> None:
    """Exit 2 and what would be right; nothing has been fetched."""
    code, _, errors = call("backfill", *arguments)
    assert code == 2
    assert says in errors[0]


def test_a_text_held_back_becomes_an_edit_once_it_is_accepted(site: Path, call: Call) -> None:
    """A page that shrank to one line is a problem with its mend; the mend works, and then it is an edit like any other."""
    assert call("run", "fetch", "read", "relate")[0] == 0
    show(site, LATE, "The ministry has taken back its statement.")
    code, output, errors = call("run", "fetch", "--porcelain")
    assert code == 1
    url = output.split()[1]
    assert output.startswith("ERROR: ")
    assert "CHANGED" not in output
    assert f"policy-tracker accept norvale {url}" in errors[0]
    assert call("accept", "norvale", url)[:2] == (0, f"taken as revision 2 of {url}\n")
    assert call("sources", "refused", "--json")[1] == ""
    code, _, errors = call("accept", "norvale", url)
    assert code == 1
    assert "nothing of" in errors[0]
