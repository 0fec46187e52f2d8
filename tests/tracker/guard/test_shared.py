"""Real releases, real edits and real pages: none of them is held back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.extract import extract, statement_text
from tracker.guard import CandidatePage, ReleaseHistory, judge_page

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
RELEASES = (
    "fomc_1994_2018 joint_statements_2021_2026 us_state_2021_2022 wh_national_emergency_2021_2025".split()
)


def rows(name: str) -> list[dict[str, str]]:
    file = DATA / f"{name}.jsonl"
    if not file.is_file():
        pytest.skip("../shared is not beside the checkout")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def page(statement: str, title: str, body: bytes = b"") -> CandidatePage:
    url = "https://mfa.norvale.example/news/1"
    return CandidatePage(
        statement, title, body or statement.encode(), "utf-8", url, url, announced_title=title
    )


@pytest.mark.shared
@pytest.mark.parametrize("name", RELEASES)
def test_no_release_is_held_back_at_first_sight(name: str) -> None:
    """With the lengths and the twins of its own source so far, in the order of publication."""
    lengths: list[int] = []
    seen: dict[str, int] = {}
    for row in rows(name):
        same = seen.get(row["text"], 0)
        failure = judge_page(
            page(row["text"], row["title"]),
            ReleaseHistory(lengths=tuple(lengths[-200:]), same_text_elsewhere=same),
        )
        assert failure is None, (row["id"], failure)
        lengths.append(len(row["text"]))
        seen[row["text"]] = same + 1


@pytest.mark.shared
def test_no_edit_is_held_back_either_way_round() -> None:
    """Corrections, additions and cuts of two governments: substantive, copy edits and furniture alike."""
    lengths = tuple(len(row["text"]) for row in rows("us_state_2021_2022")[-200:])
    edits = rows("silent_edits_us")
    assert len(edits) == 209
    for row in edits:
        for before, after in (("text_before", "text_after"), ("text_after", "text_before")):
            history = ReleaseHistory(len(row[before]), row[before], row["title"], lengths)
            failure = judge_page(page(row[after], row["title"]), history)
            assert failure is None, (row["id"], failure)


@pytest.mark.shared
def test_no_page_of_a_central_bank_is_held_back() -> None:
    """Whole pages with their scripts and menus."""
    folder = DATA / "html" / "federalreserve.gov"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    pages = sorted(folder.glob("*.html"))
    assert len(pages) == 63
    for file in pages:
        body = file.read_bytes()
        document = extract(body, "text/html")
        assert judge_page(page(statement_text(document), document.title, body), ReleaseHistory()) is None, (
            file.name
        )
