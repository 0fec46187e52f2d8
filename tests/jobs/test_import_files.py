"""Coded units go into the store instead of read ones, and stay."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import jobs
from jobs import steps
from jobs.import_files import ingest
from tracker.domain import Label
from tracker.engine import default_engine
from tracker.exports.json_rows import change_row, unit_row
from tracker.review.coded_units import NAME
from training.scoring import score

NOW = datetime(2031, 12, 1, 8, 0, tzinfo=UTC)
SAID = "Norvale will respond to any further provocation in the Halden Sea. Norvale met Estmark."
CODED = "respond to any further provocation"  # cut shorter than the reader would


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml")])


@pytest.fixture
def files(tmp_path):
    """Two releases a month apart, and the unit of each coded by hand."""
    releases, units = tmp_path / "releases.jsonl", tmp_path / "units.jsonl"
    rows, coded = [], []
    for month, level in ((1, 4), (2, 1)):
        ref = f"NV-{month}"
        rows.append(
            {
                "id": ref,
                "source": "norvale",
                "title": "Statement",
                "published": str(date(2031, month, 1)),
                "text": SAID,
            }
        )
        start = SAID.index(CODED)
        coded.append(
            {"doc": ref, "n": 1, "start": start, "end": start + len(CODED), "quote": CODED, "kind": "U.own"}
            | {"level": level, "action": CODED, "target": "provocation", "speakers": ["Norvale"]}
        )
    releases.write_text("\n".join(map(json.dumps, rows)))
    units.write_text("\n".join(map(json.dumps, coded)))
    return releases, units


def held(store):
    """Return the units in the store by release: quote and level."""
    return [(release.ref, unit.quote, unit.facets.level) for release, unit, _ in store.units()]


def test_coded_units_stand_in_for_reading(store, engine, files):
    """What is stored is the coding, linked and compared like anything read."""
    releases, units = files
    result = ingest(store, engine, [releases], NOW, units=units)
    assert result.problems == ()
    assert held(store) == [("NV-1", CODED, 4), ("NV-2", CODED, 1)]
    assert [change.label for change in store.changes()] == [Label.NEW, Label.WEAKENED]


def test_what_is_coded_is_never_read_over(store, engine, files):
    """Neither a later run, nor the same file without its coding, nor a recomputation puts read units in its place."""
    releases, units = files
    ingest(store, engine, [releases], NOW, units=units)
    before = held(store)
    ingest(store, engine, [releases], NOW)
    store.mark_unread()
    assert store.count_pending(engine.stamp_for) == 0
    steps.relate(store, engine, NOW)
    assert held(store) == before
    assert all(
        stood.reading.stamp.startswith(NAME)
        for stood in store.read_revisions_from("norvale", date(2031, 1, 1))
    )


def test_coding_replaces_what_was_read_of_the_same_text(store, engine, files):
    """Where the release was read before, its read units go and its coded ones are related in their place."""
    releases, units = files
    ingest(store, engine, [releases], NOW)
    assert CODED not in [quote for _, quote, _ in held(store)]
    ingest(store, engine, [releases], NOW, units=units)
    assert held(store) == [("NV-1", CODED, 4), ("NV-2", CODED, 1)]


def test_a_corrected_coding_is_taken_and_the_same_one_changes_nothing(store, engine, files):
    """The file may be ingested again after a correction; without one nothing is done twice."""
    releases, units = files
    ingest(store, engine, [releases], NOW, units=units)
    again = ingest(store, engine, [releases], NOW, units=units)
    assert again.counts["unchanged"] == 2
    assert "related changes" not in again.counts
    units.write_text(units.read_text().replace('"level": 1', '"level": 4'))
    ingest(store, engine, [releases], NOW, units=units)
    assert [change.label for change in store.changes()] == [Label.NEW, Label.REAFFIRMED]


def test_a_unit_of_no_release_given_is_told(store, engine, files):
    """A coding whose doc is not among the releases is not passed over in silence."""
    releases, units = files
    releases.write_text(releases.read_text().splitlines()[0])
    (problem,) = ingest(store, engine, [releases], NOW, units=units).problems
    assert str(problem).endswith('units.jsonl:2: "NV-2" is none of the releases given; correct its doc')


GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"


@pytest.mark.shared
def test_given_the_coded_units_the_links_and_moves_are_those_of_the_coders(store):
    """With coded units as input, the linker alone is judged: links 0.85 and moved-or-not 0.68 at the least (0.70 before labels asked for evidence)."""
    if not GOLD.is_dir():
        pytest.skip("../shared is not beside the checkout")
    ingest(store, default_engine(), [GOLD / "releases.jsonl"], NOW, units=GOLD / "units.jsonl")
    gold = {
        name: [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("releases", "units", "links")
    }
    units = [unit_row(*found) for found in store.units()]
    changes = [change_row(change) for change in store.changes()]
    report = score(gold["releases"], gold["units"], gold["links"], units, changes)
    assert report.detect.f1 == 1.0
    assert report.link.f1 >= 0.85
    assert report.moved.f1 >= 0.68
