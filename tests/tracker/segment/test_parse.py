from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.tracker.segment.conftest import TITLE
from tracker.domain import Release, Revision, Unit
from tracker.engine import default_engine
from tracker.errors import ConfigError
from tracker.extract import extract
from tracker.scoring import match
from tracker.segment import load_lexicon, segment
from tracker.segment.parse import find_model, load_parse
from tracker.segment.union import (
    BOTH,
    PARSE_ONLY,
    RULES_ONLY,
    combine,
    second_opinion,
    second_units,
    segment_twice,
)

SHARED = Path(__file__).parents[4] / "shared"
REASON = "the extra [parse] is not installed: make test-parse"
Read = Callable[[str], tuple[Unit, ...]]


def revision_of(
    text: str, *, title: str = TITLE, issuer: str = "Ministry of Foreign Affairs of Norvale"
) -> Revision:
    release = Release("r", "norvale", "r", issuer, "", title, date(2025, 1, 2))
    return Revision("v", release, 1, text.encode(), "text/plain", "utf-8", datetime(2025, 1, 2, tzinfo=UTC))


@pytest.fixture
def twice(lexicon_file: Path) -> Read:
    """Return the units of a text, read twice."""
    pytest.importorskip("spacy", reason=REASON)
    lexicon, parse = load_lexicon([lexicon_file]), load_parse(find_model())

    def read_text(text: str) -> tuple[Unit, ...]:
        revision = revision_of(text)
        document = extract(revision.body, "text/plain", charset="utf-8")
        return segment_twice(revision, document, lexicon, parse)

    return read_text


@pytest.fixture
def alone(lexicon_file: Path) -> Read:
    """Return what the parse alone finds in a text."""
    pytest.importorskip("spacy", reason=REASON)
    lexicon, parse = load_lexicon([lexicon_file]), load_parse(find_model())

    def read_text(text: str) -> tuple[Unit, ...]:
        revision = revision_of(text)
        document = extract(revision.body, "text/plain", charset="utf-8")
        return second_units(revision, document, lexicon, parse, ())

    return read_text


def quoted(start: int, end: int, text: str = "x" * 200, level: int = 4) -> Unit:
    """Return a unit of the default reading with these offsets."""
    revision = revision_of("The two sides agreed to strengthen joint patrols in the Halden Sea.")
    document = extract(revision.body, "text/plain", charset="utf-8")
    (unit,) = segment(revision, document, load_lexicon())
    facets = replace(unit.facets, level=level)
    return replace(unit, start=start, end=end, quote=text[start:end], facets=facets)


def test_parse_without_the_extra_is_a_fault_of_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for and not installed, the second opinion stops in one line that says how to mend it."""
    monkeypatch.setattr("tracker.segment.parse.util.find_spec", lambda _: None)
    with pytest.raises(ConfigError) as caught:
        default_engine(parse=True)
    assert "parse" in str(caught.value)
    assert "pip install" in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_parse_without_a_model_names_the_models_it_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """SpaCy without a model is the same fault, and names what is missing."""
    monkeypatch.setattr(
        "tracker.segment.parse.util.find_spec", lambda name: object() if name == "spacy" else None
    )
    with pytest.raises(ConfigError, match="en_core_web_sm"):
        find_model()


def test_a_unit_both_readings_found_is_trusted_most() -> None:
    """Agreement is worth more than either reading alone; where they agree, the default reading's offsets stand."""
    both, missed, added = quoted(0, 50), quoted(60, 90), quoted(100, 150)
    units = combine([both, missed], [quoted(5, 55), added])
    assert [(unit.start, unit.end, unit.confidence) for unit in units] == [
        (0, 50, BOTH),
        (60, 90, RULES_ONLY),
        (100, 150, PARSE_ONLY),
    ]
    assert RULES_ONLY < PARSE_ONLY < BOTH


def test_the_default_reading_says_what_a_unit_is() -> None:
    """Where both found a unit, kind, level and slots are those of the default reading."""
    (unit,) = combine([quoted(0, 50, level=4)], [quoted(0, 50, level=2)])
    assert unit.facets.level == 4


def test_a_second_finding_inside_a_unit_is_not_another_unit() -> None:
    """Half a unit found again is no new statement: units never overlap."""
    units = combine([quoted(0, 50)], [quoted(0, 30), quoted(32, 50)])
    assert [(unit.start, unit.end) for unit in units] == [(0, 50)]


def test_two_readings_without_units_make_none() -> None:
    """Silence twice is silence."""
    assert combine([], []) == ()


@pytest.mark.parametrize(
    ("text", "start", "kind"),
    [
        ("We continue to urge all parties to return to the talks.", "continue to urge", "D.call"),
        ("The two jointly condemned the seizure of the boats.", "condemned", "E.condemn"),
        (
            "Norvale continues to support the work of the Harbour Compact.",
            "continues to support",
            "S.support",
        ),
    ],
)
def test_the_second_opinion_finds_what_the_default_reading_misses(
    alone: Read, text: str, start: str, kind: str
) -> None:
    """A lead verb carried by another, or with a subject of an unforeseen form, still opens a unit."""
    units = alone(text)
    assert [unit.kind.value for unit in units] == [kind]
    assert units[0].quote.startswith(start)


def test_the_subject_of_and_agreed_is_that_of_the_main_clause(alone: Read) -> None:
    """In "stressed that Veskia should …, and agreed to …" it is not Veskia that agreed."""
    units = alone(
        "The two sides stressed that Veskia should not fire on fishing boats, and agreed to continue efforts to "
        "engage Lurania."
    )
    assert [(unit.kind.value, unit.quote.split()[0]) for unit in units] == [
        ("D.call", "stressed"),
        ("U.joint", "agreed"),
    ]
    assert units[1].facets.speakers == {"Norvale", "Estmark"}


def test_what_others_do_is_not_the_issuers_unit(alone: Read) -> None:
    """Veskia is spoken about: its decisions, and what it said it would do, are no units."""
    assert not alone("Veskia decided to expand its fleet. Its president said that he will close the strait.")


def test_a_condition_is_not_an_undertaking(alone: Read) -> None:
    """What stands after "when" or "if" is not asserted."""
    assert not alone("When the two sides agree to reopen the strait, trade may recover.")


def test_an_undertaking_joined_by_and_to_is_cut(twice: Read) -> None:
    """Two infinitives with an object each are two units; both were found by both readings."""
    units = twice(
        "Norvale and Estmark are committed to promoting peace in the Halden Sea and to building the capacity of "
        "small harbours."
    )
    assert [unit.quote.split()[0] for unit in units] == ["committed", "building"]
    assert {unit.confidence for unit in units} == {BOTH}


def test_offsets_are_exact_and_order_is_that_of_the_text(twice: Read) -> None:
    """A unit quotes the text, code point for code point; line breaks and numbers of paragraphs do not move it."""
    text = (
        "Joint statement\n\n3. The two sides agreed to\nstrengthen joint patrols – in the “Halden Sea” – and urged\n"
        "Veskia to release the crews.\n\n4. We continue to support the Compact."
    )
    units = twice(text)
    assert len(units) == 3
    assert all(text[unit.start : unit.end] == unit.quote for unit in units)
    assert [unit.ordinal for unit in units] == [1, 2, 3]
    assert all(earlier.end <= later.start for earlier, later in pairwise(units))


def test_a_document_read_twice_again_is_read_the_same(twice: Read) -> None:
    """The same text always gives the same units."""
    text = (
        "The two sides agreed to strengthen joint patrols. We continue to urge Veskia to return to the talks."
    )
    assert twice(text) == twice(text)


def test_an_endless_sentence_is_read_by_the_rules_alone(twice: Read) -> None:
    """A list of thousands of names costs neither the reading nor the units the rules find in it."""
    text = "The two sides agreed to invite " + ", ".join(["Norvale"] * 2000) + " to the talks."
    assert [unit.confidence for unit in twice(text)] == [RULES_ONLY]


def test_the_stamp_names_the_model_and_its_weights(lexicon_file: Path) -> None:
    """Other weights are another engine: what was read with them can be told apart."""
    pytest.importorskip("spacy", reason=REASON)
    _, stamp = second_opinion(load_lexicon([lexicon_file]))
    model = find_model()
    assert stamp == f" parse.v1+{model.stamp}"
    assert len(model.stamp.rpartition(":")[2]) == 12
    with_parse = default_engine(lexicon_files=[str(lexicon_file)], parse=True).stamp
    assert with_parse.replace(stamp, "") == default_engine(lexicon_files=[str(lexicon_file)]).stamp


@pytest.mark.shared
@pytest.mark.parametrize("name", ["dev", "dev2"])
def test_reading_twice_finds_no_less_and_confidence_is_what_was_counted(name: str) -> None:
    """On the coded sets F1 is never below the default's, and agreement is right more often than one reading alone."""
    pytest.importorskip("spacy", reason=REASON)
    folder = SHARED / "gold" / name
    if not folder.is_dir():
        pytest.skip("../shared/gold is not beside this checkout")
    lexicon, parse = load_lexicon(), load_parse(find_model())
    gold: dict[str, list[tuple[int, int]]] = {}
    for row in map(json.loads, (folder / "units.jsonl").read_text("utf-8").splitlines()):
        if row.get("parent") is None:
            gold.setdefault(row["doc"], []).append((row["start"], row["end"]))
    hits: Counter[float | None] = Counter()
    found: Counter[float | None] = Counter()
    for row in map(json.loads, (folder / "releases.jsonl").read_text("utf-8").splitlines()):
        revision = revision_of(row["text"], title=row["title"], issuer=row.get("issuer", ""))
        document = extract(revision.body, "text/plain", charset="utf-8")
        coded = gold.get(row["id"], [])
        once = segment(revision, document, lexicon)
        both = segment_twice(revision, document, lexicon, parse)
        hits[None] += len(match(coded, [(unit.start, unit.end) for unit in once]))
        found[None] += len(once)
        right = set(match(coded, [(unit.start, unit.end) for unit in both]).values())
        for number, unit in enumerate(both):
            hits[unit.confidence] += number in right
            found[unit.confidence] += 1
    total = sum(map(len, gold.values()))
    twice_hits, twice_found = (sum(c[k] for k in (BOTH, RULES_ONLY, PARSE_ONLY)) for c in (hits, found))
    assert 2 * twice_hits / (twice_found + total) > 2 * hits[None] / (found[None] + total)
    assert hits[BOTH] / found[BOTH] == pytest.approx(BOTH, abs=0.05)
    assert hits[RULES_ONLY] / found[RULES_ONLY] < hits[BOTH] / found[BOTH]
