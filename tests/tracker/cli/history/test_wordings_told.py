"""What ``history`` tells of texts over time: what a fold may not hide, what a screen has room for, what came before and next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.fakes import STAMP, build_document, build_release
from tests.statements import release, take_in
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.cli import line_commands
from tracker.cli.history.chronology_rendering import SCREEN, rows_of
from tracker.reading import Reading
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")


def texts(folder: Path, said: Sequence[tuple[str, str]], title: str = "Text") -> None:
    """Record texts of Norvale of which nothing is a unit, each with its day, titled by its number."""
    with open_store(store_url(folder)) as store:
        for number, (day, text) in enumerate(said):
            made = build_release(
                f"NV-{number}", title=f"{title} {number}", published_on=date.fromisoformat(day)
            )
            revision = Desk(store).record(made, text)
            assert revision is not None
            store.record_readings([Reading(revision.id, STAMP, build_document(text), ())])


def told(folder: Path, *asked: str) -> str:
    """Return what ``history`` says of what is *asked*."""
    app = typer.Typer()
    line_commands.register(app)
    result = CliRunner().invoke(app, ["history", *asked, "--store", store_url(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_name_that_went_is_a_wording_of_its_own(tmp_path: Path) -> None:
    """A state that is named no longer is news: two texts with the same last words are no "2×" where one names Veskia before them."""
    ending = "that seeks to undermine the longstanding and peaceful administration of the Halden Islands by Norvale"
    texts(
        tmp_path,
        [
            ("2031-01-01", f"Both sides strongly oppose any attempt of Veskia, or any action, {ending}."),
            ("2031-02-01", f"Both sides strongly oppose any action {ending}."),
        ],
    )
    shown = told(tmp_path, "Halden Islands")
    assert "2×" not in shown
    assert shown.index("Veskia") < shown.index("2031-02-01  “")


def test_until_when_it_holds_is_a_wording_of_its_own(tmp_path: Path) -> None:
    """“For some time” is not “for an extended period”: on a screen too short for all, a row of five texts must not give the later words to the first two."""
    bank = "The board of Norvale expects conditions to warrant exceptionally low dues in all ports of the Halden Sea"
    ends = ["for some time"] * 2 + ["for an extended period"] * 5 + ["until the end of 2033"] * 3
    long = "and it said besides that it would look at them once more "
    texts(
        tmp_path,
        [(f"2031-{month:02}-01", f"{bank} {end}.") for month, end in enumerate(ends, 1)]
        + [
            (
                f"2032-{month:02}-01",
                f"Estmark {month} asked for exceptionally low dues {long * 2}, case {month}.",
            )
            for month in range(1, 8)
        ],
    )
    shown = told(tmp_path, "exceptionally low dues")
    first = next(row for row in shown.splitlines() if row.startswith("2031-01-01"))
    assert first.startswith("2031-01-01 – 2031-02-01  2×")
    assert "extended period" in shown
    assert "until the end of 2033" in shown


def test_who_asks_holds_nothing_whoever_a_transcript_names(tmp_path: Path) -> None:
    """A transcript that gives a reporter's question to the minister does not make it the ministry's position."""
    texts(
        tmp_path,
        [
            ("2031-01-01", "SECRETARY LIND: Thank you. Do you still want the lasting calm of Halden?"),
            ("2031-02-01", "SECRETARY LIND: Thank you. We want the lasting calm of Halden."),
        ],
    )
    assert "said in 1 text" in told(tmp_path, "lasting calm")


def test_the_same_words_are_one_wording(tmp_path: Path) -> None:
    """Where a page broke a line is no change of words."""
    texts(
        tmp_path,
        [
            ("2031-01-01", "The Board will keep the levy on herring steady."),
            ("2031-02-01", "The Board will keep the levy\non  herring steady."),
        ],
    )
    assert "2031-01-01 – 2031-02-01  2×" in told(tmp_path, "levy on herring")


def test_each_sentence_of_a_text_is_told(tmp_path: Path) -> None:
    """A text in which no statement was read has the words twice, far apart: the second may be the one that counts."""
    between = "It rained all day. " * 40
    texts(
        tmp_path,
        [("2031-01-01", f"The rate cut was debated. {between}We see room for a rate cut in June 2031.")],
    )
    shown = told(tmp_path, "rate cut")
    assert "was debated" in shown
    assert "room for a rate cut in June 2031" in shown


def test_a_screen_has_what_tells_most_of_each_day(tmp_path: Path) -> None:
    """Where a screen has no room for all, each day keeps what was found or promised, the first and the last whole, and the rest is counted."""
    plain = "It is clear that many people in many towns and harbours spoke of the Halden crews on that day"
    said = [
        (f"2031-{month:02}-01", f"{plain}, number {month}. {plain} again, number {month}.")
        for month in range(1, 10)
    ]
    found = "We have determined that Veskia unlawfully holds the Halden crews since May 2030."
    texts(tmp_path, [*said[:4], ("2031-05-01", f"{said[4][1]} {found}"), *said[5:]])
    shown = told(tmp_path, "Halden crews").split("\n\n")[0].splitlines()
    assert sum(rows_of(row) for row in shown) <= SCREEN
    assert sum("determined that Veskia" in row for row in shown) == 1
    assert all(any(row.startswith(day) for row in shown) for day, _ in said)
    assert "more; --all shows them" in shown[-1]


def test_what_was_said_of_a_name_before_is_told(tmp_path: Path) -> None:
    """Since when somebody is called a hostage is half of an answer: the other half is what was said of her before."""
    texts(
        tmp_path,
        [
            ("2031-01-01", "We have not yet seen Ostrander."),
            ("2031-02-01", "We asked for news of Ostrander."),
            ("2031-03-01", "We consider Ostrander wrongfully held."),
        ],
    )
    shown = told(tmp_path, "Ostrander wrongfully held")
    assert shown.index("2031-01-01  before, “Ostrander” alone: “We have not yet") < shown.index(
        "2031-03-01  “"
    )


def test_how_words_fade_and_what_comes_next_is_told(tmp_path: Path) -> None:
    """A formula that was cut down to one of its words still stands a little; the next text of the series says what took its place."""
    said = (
        *[
            f"The approach to harbour {number} will stay open, and the approach by sea."
            for number in range(5)
        ],
        "We will keep a gradual approach to the levy.",
        "The levy will stay on a gradual path of cuts each spring.",
        "The levy will stay on a steep path of cuts each spring.",
    )
    with open_store(store_url(tmp_path)) as opened:
        for month, words in enumerate(said, start=1):
            take_in(opened, tmp_path, [(datetime(2031, month, 1, tzinfo=UTC), [release(month, words)])])
    shown = told(tmp_path, "gradual approach")
    assert "2031-07-01  since then, “gradual” alone: “" in shown
    assert "2031-08-01  the next text has: “" in shown
    assert "steep path of cuts" in shown


def test_a_word_alone_decides_no_verdict(tmp_path: Path) -> None:
    """That a later text has one of two words does not say that the two are still said."""
    texts(
        tmp_path,
        [("2031-01-01", "We keep a gradual approach."), ("2031-02-01", "A gradual rain fell there.")],
    )
    assert "last said 2031-01-01; not" in told(tmp_path, "gradual approach")


def test_words_joined_by_a_hyphen_are_words(tmp_path: Path) -> None:
    """ "Ferry phase-out" asks for texts that phase out the ferry, also where nobody writes it so."""
    texts(tmp_path, [("2031-01-01", "We will phase out the old ferry by 2032.")])
    assert told(tmp_path, "ferry phase-out").startswith(
        "“ferry phase-out”: its words together in 1 text of Norvale"
    )


def test_a_month_among_the_words_is_when_it_was_said(tmp_path: Path) -> None:
    """Who asks what was said of the ferry in February 2031 is told that month."""
    texts(
        tmp_path,
        [("2031-01-01", "The ferry sails."), ("2031-02-01", "The ferry rests."), ("2031-03-01", "No.")],
    )
    shown = told(tmp_path, "ferry February 2031")
    assert "ferry rests" in shown
    assert "ferry sails" not in shown


def test_what_is_new_on_the_line_since_is_shown(tmp_path: Path) -> None:
    """Of a long statement that goes on without the words asked for a reader wants what stands in their place, however far behind."""
    long = "The board currently expects that conditions, including a low use of the ferries and a quiet season in all ports of the coast"
    with open_store(store_url(tmp_path)) as opened:
        for month, ending in enumerate(("for some while", "at least through mid-2033"), start=1):
            words = f"{long}, will keep the levy low {ending}."
            take_in(opened, tmp_path, [(datetime(2031, month, 1, tzinfo=UTC), [release(month, words)])])
    assert "through mid-2033" in told(tmp_path, "for some while")


def test_most_of_the_words_are_told_over_time_where_no_text_has_all(tmp_path: Path) -> None:
    """Who asks for "zeppelin herring levy" learns when the herring levy was spoken of, and which word no text has beside it."""
    texts(tmp_path, [("2031-01-01", "The herring levy stays."), ("2031-03-01", "The herring levy will go.")])
    shown = told(tmp_path, "zeppelin herring levy")
    assert shown.startswith("nothing says all of it close together; without “zeppelin”:")
    assert "in 2 texts of Norvale, 2031-01-01 to 2031-03-01" in shown
