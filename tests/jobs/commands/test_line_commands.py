"""``line`` as an analyst calls it: what is said of lines as they stand holds, also after all was computed again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobs.cli import build_app
from tests.commands import invoke

pytestmark = pytest.mark.usefixtures("stored")

LEXICON = Path(__file__).parents[3] / "jobs" / "demo" / "site" / "lexicon.toml"
RESPOND = "Norvale will respond to any further provocation in the Halden Sea."
FUND = "Norvale will contribute 40 million crowns to the Rescue Fund."


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command beside a store of two sources; returns exit code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("USER", "ana")
    (tmp_path / "config.toml").write_text(
        f'[store]\nurl = "sqlite:///desk.db"\n[engine]\nlexicon = ["{LEXICON}"]\n'
    )
    rows = [
        {
            "id": f"{source}-{month}",
            "source": source,
            "issuer": source.title(),
            "title": "Statement on the Halden Sea",
            "published": f"2031-0{month}-01",
            "text": text,
        }
        for source, month, text in (
            ("norvale", 1, RESPOND),
            ("norvale", 2, RESPOND),
            ("norvale", 3, RESPOND),
            ("estmark", 2, FUND),
        )
    ]
    (tmp_path / "archive.jsonl").write_text("\n".join(map(json.dumps, rows)))

    def run(*arguments: str) -> tuple[int, str]:
        result = invoke(build_app(), *arguments)
        return result.exit_code, result.output

    assert run("ingest", "archive.jsonl")[0] == 0
    return run


def test_names_and_splits_outlive_a_recomputation(call):
    """A line is found under its new name and its alias, and a split stands, after everything was read again."""
    assert call("line", "alias", "respond", "the sea rule")[0] == 0
    assert call("line", "split", "respond", "2031-02-15")[1].endswith("1 texts related again\n")
    code, said = call("line", "rename", "the sea rule", "answer incursions")
    assert (code, "0 texts related again" in said) == (0, True)
    assert call("recompute")[0] == 0
    assert "also called the sea rule" in call("history", "answer incursions")[1]
    assert call("line", "split", "the sea rule", "2031-02-15")[0] == 1  # nothing is said on it from then on


def test_lines_of_two_sources_are_joined_and_never_merged(call):
    """The other issuer's line comes into the dossier at the word of an analyst; to merge it is refused with the mend."""
    code, said = call("line", "merge", "respond", "contribute")
    assert code == 1
    assert '"join"' in said
    assert call("line", "join", "respond", "contribute")[0] == 0
    assert "Estmark" in call("history", "respond")[1]
    call("line", "leave", "respond", "contribute")
    assert "Estmark" not in call("history", "respond")[1]


def test_a_day_that_is_none_is_told(call):
    """A split needs a day; what is none is told in one line, with the mend."""
    assert call("line", "split", "respond", "spring") == (2, '"spring" is no day; write it as 2031-03-04\n')
