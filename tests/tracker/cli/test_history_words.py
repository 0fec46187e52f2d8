"""What ``history`` shows where the name of one line is said on others too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.commands import caller
from tests.fakes import STAMP, build_document, build_release
from tests.statements import release, take_in
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.cli import line_commands
from tracker.reading import Reading
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
    """Who asks for the name of a line sees every text that says it, then the lines that do; an id means that line alone."""
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
    assert shown.startswith(f"“{name}”: said in 2 texts of Norvale, 2031-01-01 to 2031-02-01\n")
    assert shown.index("2031-01-01  “") < shown.index("2031-02-01  “") < shown.index("2 mentions on 2 lines")
    assert "should guard the Halden Sea at night" in shown
    assert told(tmp_path, lines[name]).startswith(name)


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
    assert shown.startswith("“ferry crews”: said in 5 texts of Norvale, 2031-01-01 to 2031-05-01\n")


def texts(folder: Path, said: Sequence[tuple[str, str, str]]) -> None:
    """Store texts of which nothing is a statement: of each the day, the issuer and the words."""
    with open_store(store_url(folder)) as store:
        desk = Desk(store)
        for number, (day, issuer, words) in enumerate(said):
            made = build_release(
                f"R-{number}", issuer=issuer, published_on=date.fromisoformat(day), title=f"Text {number}"
            )
            revision = desk.record(made, words)
            assert revision is not None
            store.record_readings([Reading(revision.id, STAMP, build_document(words), ())])


def test_words_are_followed_through_the_texts_that_have_them(tmp_path: Path) -> None:
    """Since when and until when something is said is asked of texts, whether a statement was read in them or not; the same words are told once."""
    texts(
        tmp_path,
        [
            ("2031-01-01", "Norvale", "The crews hope for a lasting calm at sea."),
            ("2031-02-01", "Norvale", "We work for a lasting calm at sea."),
            ("2031-03-01", "Norvale", "We work for a lasting calm at sea."),
            ("2031-04-01", "Norvale", "We pray for a lasting calm in the strait."),
            ("2031-05-01", "Norvale", "It rained."),
        ],
    )
    shown = told(tmp_path, "lasting calm")
    assert shown.startswith("“lasting calm”: said in 4 texts of Norvale, 2031-01-01 to 2031-04-01\n")
    assert "last said 2031-04-01; not in the 1 later text of Norvale: 2031-05-01 Text 4" in shown
    assert "2031-02-01 – 2031-03-01  2×  “We work for a lasting calm at sea.”" in shown
    assert shown.index("crews hope") < shown.index("We work") < shown.index("in the strait")


def test_who_still_says_it_is_told(tmp_path: Path) -> None:
    """A desk asks whether a phrase still stands: the latest text has it."""
    texts(tmp_path, [("2031-01-01", "Norvale", "It rained."), ("2031-02-01", "Norvale", "A lasting calm.")])
    assert "the latest text held of Norvale still says it" in told(tmp_path, "lasting calm")


def test_what_only_a_dissent_says_is_not_said_by_the_issuer(tmp_path: Path) -> None:
    """The board dropped the words; that one member wanted them kept does not make it say them still."""
    kept = "The board of Norvale will keep the harbour rate low for a long while."
    dropped = (
        "The board of Norvale will raise the harbour rate in June.\n\nVoting against the action was Ada Holt, who would "
        "have preferred to keep the harbour rate low for a long while."
    )
    with open_store(store_url(tmp_path)) as opened:
        for month, said in enumerate((kept, kept, dropped), start=1):
            take_in(opened, tmp_path, [(datetime(2031, month, 1, tzinfo=UTC), [release(month, said)])])
    shown = " ".join(told(tmp_path, "a long while").split())
    assert "said in 2 texts of Norvale, 2031-01-01 to 2031-02-01" in shown
    assert "2031-03-01 only in a dissent" in shown
    assert "2031-03-01 in a dissent: “" in shown
    assert "still says it" not in shown


def test_what_took_the_place_of_words_is_told(tmp_path: Path) -> None:
    """A phrase that was rebuilt is not dropped: what has most of its words since then stands below, and marked as near."""
    texts(
        tmp_path,
        [
            ("2031-01-01", "Norvale", "We keep our steady harbour goal."),
            ("2031-02-01", "Norvale", "We keep our steady harbour aim."),
        ],
    )
    assert "2031-02-01  since then, nearly so: “We keep our steady harbour aim.”" in told(
        tmp_path, "steady harbour goal"
    )


@pytest.mark.parametrize(
    ("asked", "said", "later", "verdict"),
    [
        (
            "steady calm",
            "We want a steady calm.",
            "We want a steady and lasting calm.",
            "in these words last on 2031-01-01, nearly so on 2031-02-01; 1 later text of Norvale: 2031-02-01 Text 1",
        ),
        (
            "openly warned",
            "They were openly warned.",
            "We repeat our open warning.",
            "in these words last on 2031-01-01, nearly so on 2031-02-01; 1 later text of Norvale: 2031-02-01 Text 1",
        ),
        (
            "steady calm",
            "We want a steady calm.",
            "The ferry was steady. At sea was calm.",
            "last said 2031-01-01; not in these words in the 1 later text of Norvale: 2031-02-01 Text 1",
        ),
        (
            "calm steady",
            "We want a steady calm.",
            "The ferry was steady. At sea was calm.",
            "close together last on 2031-01-01; further apart or by the press in 1 of the 1 later text of Norvale: 2031-02-01 Text 1",
        ),
        (
            "steady calm",
            "We want a steady calm.",
            "QUESTION: Do you want a steady calm?\n\nMR. LIND: It rained.",
            "last said 2031-01-01; in the 1 later text of Norvale only by the press: 2031-02-01 Text 1",
        ),
        (
            "steady calm until:2031-01",
            "We want a steady calm.",
            "We still want a steady calm.",
            "within the filters last said 2031-01-01; 1 of the 1 later text of Norvale have the words: 2031-02-01 Text 1",
        ),
        (
            "steady calm",
            "We want a steady calm.",
            "It rained.",
            "last said 2031-01-01; not in the 1 later text of Norvale: 2031-02-01 Text 1",
        ),
    ],
)
def test_words_are_gone_only_where_no_later_text_has_them_in_any_way(
    tmp_path: Path, asked: str, said: str, later: str, verdict: str
) -> None:
    """A later text with the words in another form, or with words between, still says nearly so; where it has them apart, asked by the press or beyond the filters, that is said."""
    texts(tmp_path, [("2031-01-01", "Norvale", said), ("2031-02-01", "Norvale", later)])
    assert told(tmp_path, asked).splitlines()[1] == verdict


def test_a_statement_says_its_words_however_far_apart(tmp_path: Path) -> None:
    """Who names a treaty in full between the two words still says both."""
    said = (
        SAID[0],
        "Norvale will guard, with all of its own vessels and with those of its partners, the Halden Sea.",
    )
    with open_store(store_url(tmp_path)) as opened:
        day = datetime(2031, 12, 1, tzinfo=UTC)
        take_in(opened, tmp_path, [(day, [release(1, said[0]), release(2, said[1])])])
    shown = told(tmp_path, "guard Halden")
    assert shown.startswith(
        "“guard Halden”: its words together in 2 texts of Norvale, 2031-01-01 to 2031-02-01\n"
    )
    assert "the latest text held of Norvale still says it" in shown


@pytest.mark.parametrize("name", ["Holmer", "holmer"])
def test_a_word_that_begins_like_a_name_is_not_nearly_it(tmp_path: Path, name: str) -> None:
    """What became of a person is not told by a text about something that begins with the same letters."""
    said = [
        ("2031-01-01", "Norvale", "The holmwood was flooded."),
        ("2031-02-01", "Norvale", "We ask for the release of Holmer."),
        ("2031-03-01", "Norvale", "The holmwood is dry."),
    ]
    texts(tmp_path, said)
    assert "nearly so" not in told(tmp_path, name)


def test_a_name_in_another_spelling_is_near_where_its_own_is_not_there(tmp_path: Path) -> None:
    """A text that writes the name as it was typed has not spelled it otherwise: the other one is somebody else."""
    said = [
        ("2031-01-01", "Norvale", "We thank Haldenka."),
        ("2031-02-01", "Norvale", "We thank Haldenko."),
        ("2031-02-01", "Norvale", "It rained."),
    ]
    texts(tmp_path, said)
    assert "2031-01-01  before, nearly so: “We thank Haldenka.”" in told(tmp_path, "Haldenko")
    other = tmp_path / "other"
    other.mkdir()
    rain = "It rained. " * 200
    both = f"QUESTION: Did you meet Haldenko? {rain}\n\nMR. LIND: {rain} We thank Haldenka."
    texts(other, [("2031-01-01", "Norvale", both), ("2031-02-01", "Norvale", "We thank Haldenko.")])
    assert "nearly so" not in told(other, "Haldenko")


def test_another_subject_with_the_common_words_is_not_nearly_so(tmp_path: Path) -> None:
    """What is near has the word that tells most: of "ferry crews mutinied" no "ferry crews sang"."""
    said = [
        (f"2031-0{month}-01", "Norvale", f"In month {month} the ferry crews sang.") for month in range(2, 6)
    ]
    texts(tmp_path, [("2031-01-01", "Norvale", "Two ferry crews mutinied."), *said])
    shown = told(tmp_path, "ferry crews mutinied")
    assert "last said 2031-01-01; not in the 4 later texts of Norvale" in shown
    assert "nearly so" not in shown


def test_another_number_is_not_nearly_so(tmp_path: Path) -> None:
    """The second pier is not the first: what has all words but the number speaks of something else."""
    said = [
        ("2031-01-01", "Norvale", "We pay for Halden Pier 2."),
        ("2031-02-01", "Norvale", "We mend Halden Pier 1."),
    ]
    texts(tmp_path, said)
    assert "nearly so" not in told(tmp_path, "Halden Pier 2")


def test_one_issuer_is_asked_by_a_part_of_its_name(tmp_path: Path) -> None:
    """As an option, as in a search, or among the words; what others say is not counted, but for texts that name it at their head."""
    texts(
        tmp_path,
        [
            ("2030-12-01", "Compact leaders", "We want a lasting calm."),
            ("2031-01-01", "Compact leaders", "We still want a lasting calm."),
            ("2031-02-01", "Norvale", "Norvale wants a lasting calm."),
            ("2031-03-01", "Norvale-Estmark", "We, leaders of the Compact, want a lasting calm."),
        ],
    )
    asked = (
        told(tmp_path, "lasting calm issuer:compact"),
        told(tmp_path, "Compact lasting calm").partition("\n\n")[2],
    )
    for shown in asked:
        assert shown.startswith(
            "“lasting calm”: said in 2 texts of Compact leaders, 2030-12-01 to 2031-01-01\n"
        )
        below = shown.partition("in texts of others that name ")[2]
        assert "2031-03-01  Norvale-Estmark" in below
        assert "2031-02-01" not in shown
    app = typer.Typer()
    line_commands.register(app)
    call = caller(app, "history")
    store = ("--store", store_url(tmp_path))
    assert call("lasting calm", "--issuer", "compact", *store)[1] == asked[0]
    assert call("lasting calm", "--issuer", "Kompact leaders", *store)[2] == [
        'no issuer is called "Kompact leaders"; did you mean "Compact leaders"?'
    ]
    assert call("rain", "--issuer", "Compact", *store)[2][0].startswith(
        "no text of Compact leaders says “rain”; "
    )


def test_a_question_is_not_what_an_issuer_said(tmp_path: Path) -> None:
    """A reporter's words do not make a ministry say something earlier than it did."""
    rain = "It rained. " * 40
    texts(
        tmp_path,
        [
            ("2031-01-01", "Norvale", f"QUESTION: {rain}Do you want a lasting calm?\n\nMR. LIND: {rain}"),
            ("2031-02-01", "Norvale", f"QUESTION: {rain}\n\nMR. LIND: {rain}We want a lasting calm."),
        ],
    )
    assert told(tmp_path, "lasting calm").startswith(
        "“lasting calm”: said in 1 text of Norvale, of 2031-02-01\n"
    )


def test_an_answer_beside_a_question_is_what_an_issuer_said(tmp_path: Path) -> None:
    """Where a reporter says the words first, and a minister in the answer too, the ministry still says them."""
    answered = "QUESTION: Do you want a lasting calm?\n\nMR. LIND: " + "It rained. " * 40
    texts(
        tmp_path,
        [
            ("2031-01-01", "Norvale", "We want a lasting calm."),
            ("2031-02-01", "Norvale", f"{answered}We do want a lasting calm at sea."),
        ],
    )
    shown = told(tmp_path, "lasting calm")
    assert "said in 2 texts of Norvale, 2031-01-01 to 2031-02-01" in shown
    assert "2031-02-01  “We do want a lasting calm at sea.”" in shown


def test_a_screen_has_room_for_what_many_say(tmp_path: Path) -> None:
    """Where more is said than a screen holds, each issuer is told in one row, from when to when."""
    said = [
        (
            f"20{year}-0{month}-01",
            f"Land {year}",
            f"In {year}, in month {month}, we want {month} years of a lasting calm.",
        )
        for year in range(21, 27)
        for month in range(1, 8)
    ]
    texts(tmp_path, said)
    shown = told(tmp_path, "lasting calm")
    rows = shown.splitlines()
    assert len(rows) <= 22
    assert "2021-01-01 – 2021-07-01  7×  Land 21  " in shown
    assert "2026-01-01 – 2026-07-01  7×  Land 26  " in shown


def test_what_everybody_says_is_dated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a word in more texts than can be told in order, since when it is said is told, and what narrows it; within one issuer it is told in order."""
    monkeypatch.setattr("tracker.answering.said_places.MOST", 2)
    monkeypatch.setattr("tracker.cli.history.history_asked.MOST", 2)
    said = [(f"2031-0{month}-01", f"Land {month}", "It rained on the ferry.") for month in range(1, 5)]
    with open_store(store_url(tmp_path)) as opened:
        take_in(
            opened,
            tmp_path,
            [(datetime(2030, 1, 1, tzinfo=UTC), [release(1, "Norvale will pay for the ferry.")])],
        )
    texts(tmp_path, said)
    assert told(tmp_path, "ferry").startswith(
        "“ferry”: said in 5 texts, 2031-01-01 to 2031-04-01; too many to tell in order"
    )
    assert told(tmp_path, 'ferry issuer:"Land 2"').startswith(
        "“ferry”: said in 1 text of Land 2, of 2031-02-01\n"
    )
    app = typer.Typer()
    line_commands.register(app)
    code, output, errors = caller(app, "history")("ferry since:2031-02", "--store", store_url(tmp_path))
    assert (code, output) == (1, "")  # the line is of January
    assert errors[0].startswith("“ferry”: said in 3 texts, 2031-02-01 to 2031-04-01; too many to tell")


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        (
            "since:2032",
            "no text within since:2032-01-01 says “guard the Halden Sea”; others do: 2 texts, without the filters",
        ),
        (
            "kind:E",
            "no text within kind:E says “guard the Halden Sea”; others do: 2 texts, without the filters",
        ),
        (
            "issuer:Norvale until:2030",
            "no text of Norvale within until:2030-12-31 says “guard the Halden Sea”; `policy-tracker search 'guard the Halden Sea'` finds nearly so",
        ),
        (
            "2030 issuer:Norvale",
            "no text of Norvale within since:2030-01-01 until:2030-12-31 says “guard the Halden Sea”; ",
        ),
        ("source:zzz", 'query: there is no source "zzz"'),
    ],
)
def test_no_line_is_told_beyond_the_filters(tmp_path: Path, filters: str, error: str) -> None:
    """Who asks what was said since a day, and gets the whole line of the year before, takes old words for new ones."""
    with open_store(store_url(tmp_path)) as opened:
        day = datetime(2031, 12, 1, tzinfo=UTC)
        take_in(opened, tmp_path, [(day, [release(1, SAID[0]), release(2, SAID[0])])])
    app = typer.Typer()
    line_commands.register(app)
    call = caller(app, "history")
    store = ("--store", store_url(tmp_path))
    code, output, errors = call(f"guard the Halden Sea {filters}", *store)
    assert code != 0
    assert (output, len(errors)) == ("", 1)
    assert errors[0].startswith(error)


def test_rows_of_a_line_are_narrowed(tmp_path: Path) -> None:
    """A program that asks since a day gets no row of before; what a row cannot be narrowed by is refused."""
    with open_store(store_url(tmp_path)) as opened:
        day = datetime(2031, 12, 1, tzinfo=UTC)
        take_in(opened, tmp_path, [(day, [release(1, SAID[0]), release(2, SAID[0])])])
    app = typer.Typer()
    line_commands.register(app)
    call = caller(app, "history")
    store = ("--json", "--store", store_url(tmp_path))
    rows = [json.loads(row) for row in call("guard the Halden Sea since:2031-02", *store)[1].splitlines()]
    assert {row["published"] for row in rows} == {"2031-02-01"}
    assert call("guard the Halden Sea kind:U", *store)[1:] == (
        "",
        ["the rows of a line are not narrowed by kind:; leave it out, or ask without --json"],
    )


def test_what_is_said_beyond_the_filters_is_not_nearly_so(tmp_path: Path) -> None:
    """A text of March with the words themselves says them, though who asked until February is not shown it."""
    said = [(f"2031-0{month}-01", "Norvale", f"In month {month} we want a steady calm.") for month in (1, 3)]
    texts(tmp_path, said)
    shown = told(tmp_path, "steady calm until:2031-02")
    assert "within the filters last said 2031-01-01" in shown
    assert "nearly so" not in shown


def test_texts_without_a_day_are_dated_by_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No day is better than "None", and of texts without one none is the first."""
    with open_store(store_url(tmp_path)) as opened:
        desk = Desk(opened)
        for number in range(2):
            words = f"It rained on the ferry, time {number}."
            revision = desk.record(build_release(f"R-{number}", published_on=None), words)
            assert revision is not None
            opened.record_readings([Reading(revision.id, STAMP, build_document(words), ())])
    shown = told(tmp_path, "ferry")
    assert "no line says it; texts do: ferry\n\n" in shown
    monkeypatch.setattr("tracker.cli.history.history_asked.MOST", 1)
    assert told(tmp_path, "ferry").startswith("“ferry”: said in 2 texts; too many to tell in order")


def test_a_choice_among_many_lines_says_of_which_it_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for words on thousands of lines is not given figures of some of them as if they were of all."""
    monkeypatch.setattr("tracker.answering.said_places.MOST", 2)
    monkeypatch.setattr("tracker.cli.history.history_asked.MOST", 2)
    with open_store(store_url(tmp_path)) as opened:
        for at in range(4):
            Desk(opened).say(f"NV-{at}", {f"ferry {at}": f"Norvale will pay for ferry {at}."})
    assert "“ferry”: 4 mentions on 4 lines of 1 source" in told(tmp_path, "ferry")
    monkeypatch.setattr("tracker.cli.history.line_search.LINES_READ", 3)
    some = "“ferry”: on 4 lines; of the 3 lines that say it most often: 3 mentions on 3 lines of 1 source"
    assert some in " ".join(told(tmp_path, "ferry").split())
    monkeypatch.setattr("tracker.store.read.full_text_search.COUNTED", 3)
    monkeypatch.setattr("tracker.store.read.line_finding.LAST_READ", 4)
    last = "in more than 3 places, of which the last 4 that were read are looked at; on these: 2 mentions on 2 lines"
    assert last in " ".join(told(tmp_path, "ferry").split())
