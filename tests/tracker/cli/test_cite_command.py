"""``cite`` as a user calls it, on a store of one invented ministry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import typer

from tests import stores
from tests.commands import invoke
from tests.fakes import NOW, build_document, build_release
from tests.statements import release, take_in
from tracker.cli.commands import register
from tracker.hashing import body_hash
from tracker.reading import Reading
from tracker.store import open_store
from tracker.store.records import BodyRecord

pytestmark = pytest.mark.usefixtures("stored")

SAID = "Norvale will respond to any further provocation.\n\nNorvale calls on Veskia to withdraw its vessels."

app = typer.Typer(pretty_exceptions_enable=False)
register(app)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A store of two statements with the same words, and of the second an edit; returns its URL."""
    monkeypatch.chdir(tmp_path)
    url = stores.store_url(tmp_path)
    with open_store(url) as opened:
        take_in(
            opened,
            tmp_path,
            [
                (datetime(2031, 6, day, 8, tzinfo=UTC), [release(1, SAID), release(2, last)])
                for day, last in ((1, SAID), (2, f"{SAID}\n\nNorvale will train the coast guard of Estmark."))
            ],
        )
    return url


@pytest.fixture
def call(desk):
    """Call ``cite`` on that store; returns exit code, output, stderr."""

    def run(*arguments: str):
        result = invoke(app, "cite", *arguments, "--store", desk)
        return result.exit_code, result.stdout, result.stderr

    return run


def ids(desk: str, words: str) -> list[str]:
    """Return the ids of the units of the latest texts that say *words*."""
    with open_store(desk) as opened:
        return [unit.id for _, unit, _ in opened.units() if words in unit.quote]


def test_words_that_stand_in_one_statement_cite_it(call):
    """A footnote with the words, who, when and where; the day that text was seen, and its hash."""
    code, output, _ = call("train the COAST guard")
    body = f"{SAID}\n\nNorvale will train the coast guard of Estmark.".encode()
    assert code == 0
    assert output == (
        "“will train the coast guard of Estmark” Norvale, “Statement”, 2031-02-01, "
        "https://mfa.norvale.example/2#:~:text=will%20train%20the%20coast%20guard%20of%20Estmark, "
        f"as seen 2031-06-02 (revision 2, SHA-256 {body_hash(body)}).\n"
    )


@pytest.mark.parametrize("titles", [5, 250])
def test_titles_with_the_words_do_not_hide_the_statements(call, desk, titles):
    """However many titles stand before them: two statements are named as two, and none is picked or denied."""
    with open_store(desk) as opened:
        arrivals = [
            BodyRecord(
                build_release(f"T-{number}", title="Train the coast guard"),
                f"{number}".encode(),
                "text/plain",
                "utf-8",
                NOW,
            )
            for number in range(titles)
        ]
        revisions = [revision for revision in opened.record_bodies(arrivals) if revision]
        opened.record_readings(
            [Reading(one.id, "s", build_document(str(one.number)), ()) for one in revisions]
        )
    assert call("train the coast guard")[0] == 0
    code, _, errors = call("respond to any further provocation")
    assert (code, "may mean several statements" in errors) == (1, True)


def test_the_start_of_an_id_is_enough(call, desk):
    """As for lines: eight characters tell one statement from another."""
    for identity in ids(desk, "respond"):
        for start in (identity, identity[:8]):
            assert call(start)[1].startswith("“will respond to any further provocation” Norvale, ")


def test_a_text_that_was_edited_since_can_still_be_cited(call, desk):
    """Who noted the id of a statement of the first text gets the first text, its day and its hash."""
    with open_store(desk) as opened:
        (second,) = [one.release.id for one in opened.releases() if one.release.ref == "NV-2"]
        first = opened.revision_texts(second)[0]
        unit = first.units[0][0]
    output = call(unit.id)[1]
    assert f"as seen 2031-06-01 (revision 1, SHA-256 {first.sha256})" in output


@pytest.mark.parametrize(("form", "begins"), [("bibtex", "@misc{halden-2031-"), ("ris", "TY  - ELEC")])
def test_it_is_an_entry_of_a_bibliography_on_demand(call, form, begins):
    """BibTeX and RIS, as `export citations` writes them, with the words."""
    code, output, _ = call("train the coast guard", "--format", form)
    assert (code, output[: len(begins)]) == (0, begins)
    assert "“will train the coast guard of Estmark”" in output


def test_words_that_stand_in_several_are_told_apart(call, desk):
    """Exit 1, and the ids to choose from with their days; nothing is picked for the reader."""
    code, output, error = call("respond to any further")
    assert (code, output) == (1, "")
    for identity in ids(desk, "respond"):
        assert identity[:12] in error
    assert "2031-01-01" in error
    assert "give the id of one, or more of its words" in error


@pytest.mark.parametrize("text", ["never said", "ffffffffffff", "respond any", '"', "*", ""])
def test_what_was_not_said_cannot_be_cited(call, text):
    """Words must follow one another in one statement; an id must be held."""
    code, output, error = call(text)
    assert (code, output) == (1, "")
    assert error.startswith("no statement has this id or these words")
    assert len(error.splitlines()) == 1
