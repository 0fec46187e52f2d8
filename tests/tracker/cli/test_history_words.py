"""What ``history`` shows where the name of one line is said on others too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.statements import release, take_in
from tests.stores import store_url
from tracker.cli import line_commands
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

SAID = (
    "Norvale will guard the Halden Sea.",
    "Norvale condemns the murder of three fishermen by those who should guard the Halden Sea at night.",
)


def told(folder: Path, text: str) -> str:
    """Return what ``history`` says of *text*."""
    app = typer.Typer()
    line_commands.register(app)
    result = CliRunner().invoke(app, ["history", text, "--store", store_url(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_name_does_not_hide_the_words(tmp_path: Path) -> None:
    """The line that is called so comes first, then the other lines that say the words, counted; an id means that line alone."""
    with open_store(store_url(tmp_path)) as opened:
        take_in(
            opened,
            tmp_path,
            [(datetime(2031, 12, 1, tzinfo=UTC), [release(1, SAID[0]), release(2, SAID[1])])],
        )
        lines = {one.line.name: one.line.id for one in opened.lines()}
        name = min(lines, key=len)
    assert len(lines) == 2
    shown = told(tmp_path, name)
    assert shown.startswith(name)
    assert "The words are said on 1 other line." in shown
    assert "should guard the Halden Sea at night" in shown
    assert "other line" not in told(tmp_path, lines[name])


def test_a_year_and_a_desk_word_lead_to_the_line(tmp_path: Path) -> None:
    """ "Sea warships 2031" finds what was said of vessels at sea, though neither the year nor the word stands in it."""
    said = "Norvale will send a vessel to the Halden Sea."
    with open_store(store_url(tmp_path)) as opened:
        take_in(opened, tmp_path, [(datetime(2031, 12, 1, tzinfo=UTC), [release(1, said)])])
    shown = told(tmp_path, "Halden sea warships 2031")
    assert shown.startswith(
        "nothing says it as it is written; this is what says: halden* sea warship*|vessel*"
    )
    assert "send a vessel to the Halden Sea" in shown


def test_words_of_some_mentions_are_dated(tmp_path: Path) -> None:
    """Who asks for words that a line took up later learns since when it has them."""
    said = ("firm support for the Halden Sea crews", "firm and lasting support for the Halden Sea crews")
    with open_store(store_url(tmp_path)) as opened:
        for month, words in enumerate((said[0], said[1], said[1]), start=1):
            day = datetime(2031, month, 1, tzinfo=UTC)
            take_in(opened, tmp_path, [(day, [release(month, f"Norvale will keep its {words}.")])])
    shown = told(tmp_path, "crews lasting")
    assert "3 mentions" in shown
    assert "“crews lasting” in 2 of them, 2031-02-01 to 2031-03-01" in shown


def test_a_state_is_asked_for_by_its_other_names_where_few_say_it(tmp_path: Path) -> None:
    """ "Since when" is wrong where one text of four writes the name that was typed."""
    states = ("North Korea", "the DPRK", "the DPRK", "the DPRK")
    with open_store(store_url(tmp_path)) as opened:
        for month, state in enumerate(states, start=1):
            said = f"Norvale will support talks of envoys with {state}."
            take_in(opened, tmp_path, [(datetime(2031, month, 1, tzinfo=UTC), [release(month, said)])])
    shown = told(tmp_path, "North Korea envoys")
    assert shown.startswith("few say it as it is written; this is what says: north-korea|")
    assert "2031-04-01" in shown


def test_a_line_said_once_is_quoted_once(tmp_path: Path) -> None:
    """Its only change is that it is new, and its words stand above: the screen is for where else they are said."""
    with open_store(store_url(tmp_path)) as opened:
        take_in(opened, tmp_path, [(datetime(2031, 1, 1, tzinfo=UTC), [release(1, SAID[0])])])
    assert told(tmp_path, "Halden Sea").count("guard the Halden Sea”") == 1


def test_what_texts_alone_say_is_shown_from_its_first_to_its_latest(tmp_path: Path) -> None:
    """Who asks how a matter went over the years, on which no line sits, sees both ends of it."""
    with open_store(store_url(tmp_path)) as opened:
        for month in range(1, 6):
            said = f"It rained on the ferry in month {month}. Ferry crews sang."
            take_in(opened, tmp_path, [(datetime(2031, month, 1, tzinfo=UTC), [release(month, said)])])
    shown = told(tmp_path, "ferry crews")
    assert shown.startswith("no line says it; texts do: ferry crews\n5 places, 2031-01-01 to 2031-05-01: ")
    assert shown.index("mfa.norvale.example/1") < shown.index("mfa.norvale.example/5")
