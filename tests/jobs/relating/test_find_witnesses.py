"""A release that comes through two sources: held once, with both witnesses."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import NOW
from tests.statements import Row, take_in
from tests.stores import store_url
from tracker.store import Store, open_store

SAID = (
    "Norvale will respond to any further provocation in the Halden Sea.",
    "Norvale calls on Veskia to release the crews of the boats seized in spring.",
    *(
        f"In harbour {number} the crews heard of nets, piers and lights of sort {number}."
        for number in range(12)
    ),
)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(store_url(tmp_path)) as opened:
        yield opened


def row(source: str, number: int = 1, text: str = "\n\n".join(SAID)) -> Row:
    return {
        "id": f"{source}-{number}",
        "source": source,
        "issuer": "Norvale",
        "url": f"https://mfa.norvale.example/{number}",
        "published": f"2031-0{number}-01",
        "title": "Statement on the Halden Sea",
        "text": text,
    }


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def sources_of_changes(store: Store) -> set[str]:
    return {change.release.source for change in store.changes()}


def test_a_release_through_two_sources_is_related_once(store: Store, tmp_path: Path):
    """What the second source brings again makes no line, no change and no hit, and both are witnesses of it."""
    take_in(store, tmp_path, [(NOW, [row("ministry")]), (later(1), [row("summit")])])
    assert sources_of_changes(store) == {"ministry"}
    (first,) = [held.release for held in store.releases()]
    assert [(other.source, how) for other, how in store.witnesses(first.id)] == [("summit", "address")]
    assert {hit.release.source for hit in store.search("provocation")} == {"ministry"}
    assert {one.release.source for one in store.releases()} == {"ministry"}


def test_what_came_first_stands_when_more_comes(store: Store, tmp_path: Path):
    """A third source of it changes nothing, and what is news of the second source is told as ever."""
    rows = (
        [row("ministry")],
        [row("summit"), row("summit", 2, "Norvale will buy ten boats.")],
        [row("archive")],
    )
    take_in(store, tmp_path, [(later(day), given) for day, given in enumerate(rows)])
    assert {(one.release.source, one.release.ref) for one in store.releases()} == {
        ("ministry", "ministry-1"),
        ("summit", "summit-2"),
    }
    (first,) = [held.release for held in store.releases() if held.release.source == "ministry"]
    assert {other.source for other, _ in store.witnesses(first.id)} == {"summit", "archive"}
