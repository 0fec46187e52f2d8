"""What joins lines of many issuers: the same subject, whoever speaks and however strongly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import DAY, build_line, build_mention, build_release
from tests.tracker.link.samples import unit
from tracker.domain import Kind, Mention, Subject
from tracker.link.dossiers import SAME_SUBJECT, DossierLine, dossier_of, likeness, nearest_lines, subject_of
from tracker.link.pairs.pair_model import load_model

SPEAKERS = frozenset({"Norvale"})


def about(quote: str, **facets: object) -> Subject:
    """Return what a statement that says *quote* is about."""
    said = unit(quote, **{"speakers": SPEAKERS, **facets})
    return subject_of(Mention(said, build_release()), load_model().words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "will work for the complete denuclearization of the Halden Peninsula",
            "urged all sides to return to talks on denuclearization of the Halden Peninsula",
        ),
        (
            "will respond firmly to further provocations by Japan in the northern sea",
            "we will respond to the provocations that we have seen from Japan",
        ),
        (
            "agreed to improve the human rights situation in Brazil",
            "express grave concern over the human rights situation in Brazil",
        ),
        ("agreed to improve the human rights situation in Brazil", "브라질 인권 상황 개선을 촉구하였다"),
    ],
)
def test_a_subject_is_one_whoever_speaks_and_however_strongly(one, other):
    """An undertaking, a demand and a worry about one matter belong in one dossier, in whatever language that is read."""
    assert likeness(about(one), about(other, kind=Kind.D_CALL)) >= SAME_SUBJECT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supports the territorial integrity of Brazil", "supports the territorial integrity of Peru"),
        (
            "will work closely with its allies and partners",
            "will deter the missile threats of its neighbours",
        ),
        ("agreed to improve the human rights situation in Brazil", "페루 인권 상황 개선을 촉구하였다"),
        ("remains committed to its close friends in Peru", "will lower tariffs on timber from Peru"),
    ],
)
def test_like_words_about_another_state_or_matter_are_another_subject(one, other):
    """Another state in the same formula, courtesy alone, or a state alone make no dossier."""
    assert likeness(about(one), about(other)) < SAME_SUBJECT


def test_a_dossier_is_seen_from_a_line_and_joins_nothing_further():
    """A line between two others has both in its dossier; these do not have each other: nothing grows by chains."""
    middle = Subject({"harbour": 6000, "tariff": 6000}, frozenset())
    held = {
        "left": Subject({"harbour": 6000, "tariff": 4000, "ship": 3000}, frozenset()),
        "right": Subject({"tariff": 9000, "harbour": 2000, "timber": 3000}, frozenset()),
        "far": Subject({"timber": 9000, "forest": 9000}, frozenset()),
    }
    assert set(nearest_lines("middle", middle, held, {})) == {"left", "right"}
    assert "right" not in nearest_lines("far", held["far"], held, {})


def test_what_an_analyst_decided_goes_before_likeness():
    """Two lines an analyst joined are in one dossier, and two kept apart are not, whatever their words."""
    own = Subject({"harbour": 9000}, frozenset())
    held = {"alike": own, "unlike": Subject({"forest": 9000}, frozenset())}
    assert nearest_lines("mine", own, held, {}) == {"alike": 1.0}
    assert nearest_lines("mine", own, held, {"alike": False, "unlike": True}) == {"unlike": 1.0}


def test_a_dossier_has_a_row_for_each_issuer():
    """Own words first, then issuers by how near their nearest line is; within one, what was said last."""
    lines = {name: build_line(name, source=name) for name in ("mine", "near", "older", "far")}
    issuers = {"mine": "Norvale", "near": "Estmark", "older": "Estmark", "far": "Veskia"}
    alike = {"mine": 1.0, "near": 0.9, "older": 0.6, "far": 0.5}
    held = [
        DossierLine(
            line, issuers[name], 1, DAY, build_mention(name, release=build_release(name)), alike[name]
        )
        for name, line in lines.items()
    ]
    found = dossier_of(lines["mine"], held)
    assert found is not None
    assert [row.issuer for row in found.rows] == ["Norvale", "Estmark", "Veskia"]
    assert [row.issuer for row in found.others] == ["Estmark", "Veskia"]
    assert dossier_of(lines["mine"], [replace(held[0])]) is None
