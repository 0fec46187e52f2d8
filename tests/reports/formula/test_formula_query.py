"""The history of a formula from a store, on screen, as rows and as a page."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
import typer

from reports.cli import formula_command
from reports.formula.configured import configured_formulas
from reports.formula.formula_query import formula_history
from reports.formula.page import lay_out, render_formulas
from tests.commands import invoke
from tests.statements import release, take_in
from tests.stores import store_url
from tracker.config import Config
from tracker.errors import ConfigError
from tracker.formula.wording import parse_formula
from tracker.store import Store, open_store

pytestmark = pytest.mark.usefixtures("stored")

PHRASE = "peace and stability across the Halden Strait"
WITH = "Norvale will uphold peace and stability across the Halden Strait."
IN = "Norvale will uphold peace and stability in the Halden Strait."
WITHOUT = (
    "Norvale will keep the Halden Strait open to ferries, and the price of herring low in the coming winter."
)
NOW = datetime(2031, 12, 1, tzinfo=UTC)


def fill(store: Store, folder: Path) -> None:
    """Put six statements of Norvale in: with it, with it, in other words, without it, without it, back."""
    said = (WITH, WITH, IN, WITHOUT, WITHOUT, WITH)
    take_in(store, folder, [(NOW, [release(number, one) for number, one in enumerate(said, start=1)])])


def test_history_from_a_store(store: Store, tmp_path: Path) -> None:
    """Every use is found by the full-text search, the omission and the return with it."""
    fill(store, tmp_path)
    found = formula_history(store, parse_formula(PHRASE))
    assert [use.release.ref for use in found.uses] == ["NV-1", "NV-2", "NV-3", "NV-6"]
    (omission,) = found.omissions
    assert omission.release.ref == "NV-4"
    assert omission.returned
    assert omission.returned.release.ref == "NV-6"
    assert [event.news for event in found.events()] == ["first", "variant", "omission", "return"]


def test_as_if_nothing_later_were_held(store: Store, tmp_path: Path) -> None:
    """With a day, what was published after it is not known."""
    fill(store, tmp_path)
    found = formula_history(store, parse_formula(PHRASE), until=date(2031, 4, 30))
    assert len(found.uses) == 3
    assert found.omissions[0].returned is None


def test_a_page_says_what_the_history_says(store: Store, tmp_path: Path) -> None:
    """The page has the picture with a row for the issuer, the wordings and the text that leaves it out, and no script."""
    fill(store, tmp_path)
    history = formula_history(store, parse_formula(PHRASE))
    page = lay_out(history)
    assert page.picture.rows == (("Norvale", "4", "2031-01-01", "2031-06-01", "1"),)
    assert [row.differs for row in page.wordings] == ["word for word", "“across” → “in”"]
    assert page.omissions[0].instead == WITHOUT
    html = render_formulas([history])
    assert "<svg" in html
    assert "<script" not in html


def call(folder: Path, *arguments: str, config: str = "") -> tuple[int, str, str]:
    """Call ``formula`` on the store of *folder*; return exit code, output, errors."""
    app = typer.Typer()
    formula_command.register(app)
    app.command()(lambda: None)  # so that the name of the command is wanted
    file = folder / "config.toml"
    file.write_text(f'[store]\nurl = "{store_url(folder)}"\n{config}')
    result = invoke(app, "formula", *arguments, "--config", str(file))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of six statements."""
    with open_store(store_url(tmp_path)) as opened:
        fill(opened, tmp_path)
    return tmp_path


def test_on_a_screen(folder: Path) -> None:
    """The command says how often, how it is worded, what was left out, and of each issuer when it said so first and last."""
    code, said, _ = call(folder, PHRASE)
    assert code == 0
    assert "4 uses in 4 texts by 1 issuer, 2031-01-01 to 2031-06-01; 3 word for word." in said
    assert "“across” → “in”" in said
    assert "last with it 2031-03-01" in said
    assert "  2031-01-01  Norvale, last 2031-06-01: “" in said


def test_as_json_and_csv(folder: Path) -> None:
    """Uses and omissions are rows, one object a line or a table with a header."""
    rows = [json.loads(line) for line in call(folder, PHRASE, "--json")[1].splitlines()]
    assert [row["what"] for row in rows] == ["use", "use", "use", "omission", "use"]
    assert call(folder, PHRASE, "-o", str(folder / "uses.csv"))[0] == 0
    table = list(csv.DictReader(StringIO((folder / "uses.csv").read_text("utf-8-sig"))))
    assert [row["date"] for row in table] == [str(row["date"]) for row in rows]


def test_a_common_word_is_refused(folder: Path) -> None:
    """One common word is no formula: one line says what to try."""
    code, _, error = call(folder, "peace")
    assert code == 2
    assert error.count("\n") == 1
    assert "give the phrase around it" in error


def test_a_phrase_nobody_uses(folder: Path) -> None:
    """A phrase that is not there says so, and what to try, in one line; one without a word is an error."""
    code, said, _ = call(folder, "green marble towers of Ostmere")
    assert code == 0
    assert said.startswith("“green marble towers of Ostmere”: no text held uses it; try ")
    assert said.count("\n") == 1
    assert "--suggest" in said
    assert call(folder, " ")[2].startswith('formula "": there are no words in it; ')


def test_no_phrase_and_none_configured(folder: Path) -> None:
    """Without a phrase and without [[formulas]] the command says how to get one."""
    code, _, error = call(folder)
    assert code == 2
    assert "--suggest" in error


def test_configured_formulas_are_followed(folder: Path) -> None:
    """Without a phrase those of [[formulas]] are shown."""
    said = call(folder, config=f'[[formulas]]\ntext = "{PHRASE}"\nname = "the strait"\n')[1]
    assert f"“{PHRASE}”: the strait" in said


def test_a_formula_that_comes_twice_is_an_error() -> None:
    """Two entries of one name cannot be told apart on the site."""
    sections = {"formulas": [{"text": PHRASE}, {"text": PHRASE}]}
    with pytest.raises(ConfigError, match="comes twice"):
        configured_formulas(Config(sections=sections))


def test_suggestions_need_an_archive(folder: Path) -> None:
    """What --suggest prints is phrases of the archive, or that none is steady enough."""
    code, said, _ = call(folder, "--suggest")
    assert code == 0
    assert said.strip()
