"""An analyst corrects what the engine made of the statements, and it stays corrected."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import jobs
from jobs import steps
from jobs.commands import review_session
from jobs.import_files import ingest
from jobs.polling.body_recording import record_body
from tests.fakes import build_release
from tests.stores import store_url
from tracker.domain import Cause, Label
from tracker.engine import default_engine
from tracker.errors import ConfigError, InputError, StoreError
from tracker.exports.gold import write_gold
from tracker.exports.json_rows import change_row, unit_row
from tracker.review.decision_input import decision_on
from tracker.review.decisions import Ruling
from tracker.review.spreadsheet import write_sheet
from tracker.store import ChangeQuery, open_store

NOW = datetime(2031, 12, 1, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
RESPOND = "Norvale will respond to any further provocation in the Halden Sea."
CONSIDER = "Norvale will consider responding to any further provocation in the Halden Sea."
FUND = "Norvale will contribute 40 million crowns to the Rescue Fund."
SHIPS = "Norvale will send two ships to the Lantern Strait."
TEXTS = {1: f"{RESPOND}\n\n{FUND}", 2: f"{CONSIDER}\n\n{SHIPS}", 3: f"{RESPOND}\n\n{SHIPS}"}


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml")])


def arrive(store, month, text):
    """Take in what is said in a month, without reading it."""
    release = build_release(
        f"NV-{month}", published_on=date(2031, month, 10), title="Statement on the Halden Sea"
    )
    record_body(store, release, text.encode(), NOW, media_type="text/plain", charset="utf-8")


@pytest.fixture
def store(tmp_path, engine):
    """Three statements, read and related."""
    with open_store(store_url(tmp_path)) as opened:
        for month, text in TEXTS.items():
            arrive(opened, month, text)
        steps.read(opened, engine)
        steps.relate(opened, engine, NOW)
        yield opened


def change_on(store, month, words):
    """Return the change of the unit in the statement of *month* that holds *words*."""
    return next(
        change
        for change in store.changes()
        if change.release.ref == f"NV-{month}" and change.after and words in change.after.unit.quote
    )


def decide(store, engine, month, words, ruling, value=""):
    """Decide on one unit and relate again; return the decision."""
    decision = decision_on(
        change_on(store, month, words),
        ruling,
        value,
        find=store.find_line_history,
        by="ana",
        now=LATER,
    )
    (kept,) = store.decide([decision])
    steps.relate(store, engine, LATER)
    return kept


def history(store):
    """Return everything said and everything that moved, the cause aside."""
    units = [unit_row(*found) for found in store.units()]
    changes = [{**change_row(change), "cause": ""} for change in store.changes()]
    return units, sorted(changes, key=lambda row: row["id"])


def test_a_label_is_corrected_and_the_correction_is_no_policy_change(store, engine):
    """The label an analyst gives replaces that of the rules, as recomputed."""
    assert change_on(store, 2, "respond").label is Label.WEAKENED
    decide(store, engine, 2, "respond", "label", "qualified")
    change = change_on(store, 2, "respond")
    assert (change.label, change.cause) == (Label.QUALIFIED, Cause.RECOMPUTED)
    assert change.rule.startswith("decided by ana, 2031-12-01; the rules gave WEAKENED")


def test_a_corrected_change_that_was_not_sent_yet_is_sent_corrected(store, engine):
    """A correction before the digest goes out is in the digest."""
    decide(store, engine, 2, "respond", "label", "qualified")
    news = store.changes(ChangeQuery(news=[Cause.RELEASE], labels=[Label.QUALIFIED]))
    assert [change.release.ref for change in news] == ["NV-2"]


def test_a_wrong_link_is_cut_and_what_follows_follows(store, engine):
    """ "Not the same" starts a line; the next statement is compared along the lines as they now are."""
    decide(store, engine, 2, "respond", "different")
    cut, after = change_on(store, 2, "respond"), change_on(store, 3, "respond")
    assert (cut.label, cut.before) == (Label.NEW, None)
    assert cut.line.id != change_on(store, 1, "respond").line.id
    assert after.before is not None


def test_a_missed_link_is_made(store, engine):
    """A unit put on another line is compared with what was last said there."""
    fund = change_on(store, 1, "contribute").line
    assert change_on(store, 2, "ships").label is Label.NEW
    decide(store, engine, 2, "ships", "same", fund.id)
    change = change_on(store, 2, "ships")
    assert change.line == fund
    assert change.before is not None
    assert "contribute" in change.before.unit.quote


def test_lines_are_merged(store, engine):
    """The line that starts later goes on as part of the other."""
    ships, fund = change_on(store, 2, "ships").line, change_on(store, 1, "contribute").line
    decide(store, engine, 2, "ships", "merge", fund.id)
    assert {change_on(store, month, "ships").line.id for month in (2, 3)} == {fund.id}
    assert ships.id not in {summary.line.id for summary in store.lines()}


def test_a_line_is_split(store, engine):
    """From the unit on, it is another line."""
    before = change_on(store, 2, "ships").line
    decide(store, engine, 3, "ships", "split")
    assert change_on(store, 3, "ships").line.id != before.id


def test_a_line_is_renamed_wherever_it_is_named(store, engine):
    """The name an analyst gives is that of the line, before and after the mention it was given at."""
    decide(store, engine, 3, "respond", "rename", "answer to Veskia")
    assert {change_on(store, month, "respond").line.name for month in (1, 2, 3)} == {"answer to Veskia"}
    assert store.find_line("answer to").name == "answer to Veskia"


def test_a_note_is_shown_with_the_change(store, engine):
    """What an analyst adds is signed."""
    decide(store, engine, 2, "respond", "note", "translated anew")
    assert "translated anew (ana, 2031-12-01)" in change_on(store, 2, "respond").note


@pytest.mark.parametrize(
    ("words", "ruling", "value"),
    [
        ("respond", "label", "qualified"),
        ("respond", "different", ""),
        ("respond", "rename", "answer"),
        ("ships", "note", "x"),
    ],
)
def test_undoing_a_decision_leaves_the_history_as_it_was(store, engine, words, ruling, value):
    """After undo every unit, line, name and label is as before the decision."""
    before = history(store)
    kept = decide(store, engine, 2, words, ruling, value)
    assert history(store) != before
    store.undo(kept.id, "ben", LATER)
    steps.relate(store, engine, LATER)
    assert history(store) == before


@pytest.mark.parametrize(
    ("ruling", "value"), [("label", "qualified"), ("different", ""), ("rename", "answer")]
)
def test_decisions_outlive_a_recomputation(store, engine, ruling, value):
    """Everything read and related again stands as decided."""
    decide(store, engine, 2, "respond", ruling, value)
    before = history(store)
    store.mark_unread()
    steps.read(store, engine)
    steps.relate(store, engine, LATER)
    assert history(store) == before


def test_decisions_outlive_another_cut_of_the_units(store, engine, tmp_path):
    """A reading that quotes otherwise, with other ids, is decided on by its words all the same."""
    decide(store, engine, 2, "respond", "label", "qualified")
    decide(store, engine, 2, "respond", "rename", "answer")
    old = change_on(store, 2, "respond").after.unit
    releases, units = tmp_path / "releases.jsonl", tmp_path / "units.jsonl"
    rows, coded = [], []
    for month, text in TEXTS.items():
        ref = f"NV-{month}"
        rows.append(
            {
                "id": ref,
                "source": "norvale-mfa",
                "published": f"2031-{month:02}-10",
                "text": text,
                "title": "Statement on the Halden Sea",
            }
        )
        first = text.split("\n")[0]
        quote = first[: -len(" in the Halden Sea.")]
        coded.append(
            {
                "doc": ref,
                "n": 1,
                "start": 0,
                "end": len(quote),
                "quote": quote,
                "kind": "U.own",
                "level": 1 if month == 2 else 4,
            }
            | {"speakers": ["NOR"], "action": "respond to provocation", "target": "provocation"}
        )
    releases.write_text("\n".join(map(json.dumps, rows)))
    units.write_text("\n".join(map(json.dumps, coded)))
    ingest(store, engine, [releases], LATER, units=units)
    change = change_on(store, 2, "respond")
    assert change.after.unit.id != old.id
    assert (change.label, change.line.name) == (Label.QUALIFIED, "answer")


def test_an_answer_holds_where_the_same_wordings_meet_again(store, engine):
    """Earlier, later and to come: what was said of two wordings once is not asked twice, and undone nowhere holds."""
    arrive(store, 4, CONSIDER)
    arrive(store, 5, RESPOND)
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    assert change_on(store, 4, "respond").label is Label.WEAKENED
    decision = decide(store, engine, 2, "respond", "label", "reaffirmed")
    later = change_on(store, 4, "respond")
    assert later.label is Label.REAFFIRMED
    assert f"as in a like case: decided by ana, 2031-12-01 (decision {decision.id})" in later.rule
    assert change_on(store, 3, "respond").label is not Label.REAFFIRMED  # the other way round is another case
    arrive(store, 6, CONSIDER)
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    assert change_on(store, 6, "respond").label is Label.REAFFIRMED
    store.undo(decision.id, "ana", LATER)
    steps.relate(store, engine, LATER)
    assert {change_on(store, month, "respond").label for month in (2, 4, 6)} == {Label.WEAKENED}


def test_two_wordings_that_are_two_lines_are_so_everywhere(store, engine):
    """A link that an analyst refused is refused wherever the two wordings meet."""
    arrive(store, 4, CONSIDER)
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    decide(store, engine, 4, "respond", "different")
    found = {month: change_on(store, month, "respond") for month in (1, 2, 3, 4)}
    assert found[2].label is Label.NEW
    assert found[3].line == found[1].line
    assert found[4].line == found[2].line


def test_doubts_go_when_decided(store, engine):
    """What is asked is what nobody has decided on; a note decides nothing."""
    everything = review_session.doubts_to_review(store, line=change_on(store, 1, "respond").line.id)
    assert [doubt.change.release.ref for doubt in everything] == ["NV-1", "NV-2", "NV-3"]
    arrive(store, 4, "Norvale reaffirmed its commitment to the Lighthouse Accord.")
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    assert "NV-4" not in {one.change.release.ref for one in review_session.doubts_to_review(store)}
    asked = review_session.doubts_to_review(store, claims=True)
    doubt = next(doubt for doubt in asked if doubt.change.release.ref == "NV-4")
    assert doubt.why == ("it says it repeats, and no earlier statement was found",)
    decide(store, engine, 4, "Lighthouse", "note", "known from speeches")
    assert doubt.change.id in {one.change.id for one in review_session.doubts_to_review(store, claims=True)}
    decide(store, engine, 4, "Lighthouse", "label", "new")
    assert "NV-4" not in {
        one.change.release.ref for one in review_session.doubts_to_review(store, claims=True)
    }


def test_a_session_at_the_terminal(store, engine):
    """Keys take decisions, a wrong one is told and asked again, enter skips, and q ends; each is kept at once."""
    line = change_on(store, 1, "respond").line.id
    waiting = review_session.doubts_to_review(store, line=line)
    typed = iter(["", "x", "l", "softer", "l", "qualified", "n", "later", "q"])
    said = []
    kept = review_session.run_session(
        store, waiting, by="ana", now=LATER, ask=lambda _prompt: next(typed), say=said.append
    )
    assert [decision.ruling for decision in kept] == [Ruling.LABEL, Ruling.NOTE]
    assert [decision.at.release for decision in kept] == ["NV-2", "NV-3"]
    assert any(text.startswith('"softer" is no label; one of NEW') for text in said)
    assert store.decisions() == kept


def test_a_session_cut_off_keeps_what_was_decided(store, engine):
    """Ctrl-D in the middle of an answer loses that answer only."""
    waiting = review_session.doubts_to_review(store, line=change_on(store, 1, "respond").line.id)
    typed = iter(["n", "first"])

    def ask(_prompt):
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    kept = review_session.run_session(store, waiting, by="ana", now=LATER, ask=ask, say=lambda _text: None)
    assert [decision.value for decision in kept] == ["first"]


def filled(path, answers):
    """Fill *answers* (release → decision, value) into the sheet at *path*."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["decision"], row["value"] = answers.get(row["release"], ("", ""))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_a_sheet_goes_out_and_comes_back(store, engine, tmp_path):
    """What is filled into a sheet is decided; rows left open are not; taken in twice, it adds nothing."""
    sheet = tmp_path / "doubts.csv"
    line = change_on(store, 1, "respond").line.id
    assert write_sheet(review_session.doubts_to_review(store, line=line), sheet) == 3
    filled(sheet, {"NV-2": ("label", "Qualified"), "NV-3": ("note", "as in January")})
    kept, problems = review_session.import_sheet(store, sheet, by="ana", now=LATER)
    assert problems == []
    assert [(one.ruling, one.value) for one in kept] == [
        (Ruling.LABEL, "QUALIFIED"),
        (Ruling.NOTE, "as in January"),
    ]
    assert review_session.import_sheet(store, sheet, by="ben", now=LATER) == ([], [])


def test_a_sheet_outlives_a_recomputation(store, engine, tmp_path):
    """Rows are known by their words: other ids since then do not matter."""
    sheet = tmp_path / "doubts.csv"
    write_sheet(review_session.doubts_to_review(store, line=change_on(store, 1, "respond").line.id), sheet)
    sheet.write_text(
        sheet.read_text("utf-8-sig").replace(change_on(store, 2, "respond").id, "gone"), "utf-8-sig"
    )
    filled(sheet, {"NV-2": ("label", "qualified")})
    kept, problems = review_session.import_sheet(store, sheet, by="ana", now=LATER)
    assert (len(kept), problems) == (1, [])


def test_a_row_that_cannot_be_decided_is_told_with_its_line(store, tmp_path):
    """One bad row costs that row."""
    sheet = tmp_path / "doubts.csv"
    write_sheet(review_session.doubts_to_review(store, line=change_on(store, 1, "respond").line.id), sheet)
    filled(sheet, {"NV-1": ("maybe", ""), "NV-2": ("label", "dropped"), "NV-3": ("note", "kept")})
    kept, problems = review_session.import_sheet(store, sheet, by="ana", now=LATER)
    assert [one.value for one in kept] == ["kept"]
    assert [str(problem).split("doubts.csv:")[1] for problem in problems] == [
        '2: "maybe" is no decision; one of same, different, label, rename, merge, split, alias, join, leave, note',
        "3: DROPPED does not fit WEAKENED; one of BROADENED, MIXED, NARROWED, NEW, QUALIFIED, REAFFIRMED, "
        "RESUMED, REVERSED, STRENGTHENED, WEAKENED",
    ]


def test_a_file_that_is_no_sheet_is_told(store, tmp_path):
    """A list of something else is not taken for decisions."""
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n")
    with pytest.raises(InputError, match="no column decision"):
        review_session.import_sheet(store, other, by="ana", now=LATER)


@pytest.mark.parametrize(
    ("month", "words", "ruling", "value", "said"),
    [
        (1, "respond", "different", "", "needs a unit with an earlier one"),
        (1, "respond", "same", "", "needs the line it is the same as"),
        (1, "respond", "label", "weakened", "does not fit a unit without an earlier one"),
        (2, "respond", "label", "new", "does not fit a unit with an earlier one"),
        (2, "respond", "rename", " ", "needs a value"),
        (2, "respond", "rename", "x" * 81, "at most 80 characters"),
        (2, "respond", "merge", "respond to any", "that is the same line"),
        (1, "respond", "merge", "contribute", "start on the same day"),
        (1, "contribute", "same", "send two ships", "was not said before 2031-01-10"),
    ],
)
def test_what_cannot_be_decided_is_told(store, month, words, ruling, value, said):
    """Each refusal is one line that says why."""
    with pytest.raises(InputError, match=said):
        decision_on(
            change_on(store, month, words),
            ruling,
            value,
            find=store.find_line_history,
            by="ana",
            now=LATER,
        )


def test_an_unknown_line_is_told(store):
    """A line nobody knows is named as such."""
    with pytest.raises(StoreError, match="no line is called"):
        decision_on(
            change_on(store, 2, "ships"),
            "same",
            "zebra",
            find=store.find_line_history,
            by="ana",
            now=LATER,
        )


def test_somebody_decides(monkeypatch):
    """A decision is signed: by --by, else by the user of the session, else it is not taken."""
    monkeypatch.setenv("USER", "ana")
    assert (review_session.decider(""), review_session.decider("ben")) == ("ana", "ben")
    monkeypatch.delenv("USER")
    monkeypatch.delenv("USERNAME", raising=False)
    with pytest.raises(ConfigError, match="--by NAME"):
        review_session.decider("")


def test_what_stands_is_exported_as_gold_and_says_what_was_decided(store, engine, tmp_path):
    """Releases, units and links in the gold format; a link somebody decided on is signed."""
    decide(store, engine, 2, "respond", "label", "qualified")
    counts = write_gold(store, tmp_path / "gold")
    rows = {
        name: [json.loads(line) for line in (tmp_path / "gold" / f"{name}.jsonl").read_text().splitlines()]
        for name in ("releases", "units", "links")
    }
    assert (
        counts
        == {name: len(found) for name, found in rows.items()}
        == {"releases": 3, "units": 6, "links": 4}
    )
    text = {row["id"]: row["text"] for row in rows["releases"]}
    assert all(text[row["doc"]][row["start"] : row["end"]] == row["quote"] for row in rows["units"])
    first = {key: rows["links"][0][key] for key in ("doc", "n", "prev_doc", "prev_n", "label")}
    assert first == {"doc": "NV-2", "n": 1, "prev_doc": "NV-1", "prev_n": 1, "label": "QUALIFIED"}
    assert [row.get("decided") for row in rows["links"]] == ["ana, 2031-12-01", None, None, None]


def test_gold_taken_in_again_gives_the_same_units(store, engine, tmp_path):
    """The export is what ``ingest --units`` takes."""
    write_gold(store, tmp_path / "gold")
    with open_store(store_url(tmp_path, "second.db")) as second:
        folder = tmp_path / "gold"
        result = ingest(second, engine, [folder / "releases.jsonl"], NOW, units=folder / "units.jsonl")
        assert result.problems == ()
        mine, theirs = (
            [(release.ref, unit.quote, unit.kind) for release, unit, _ in one.units()]
            for one in (store, second)
        )
    assert mine == theirs
