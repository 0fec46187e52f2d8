"""Which facets of one line differ."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tracker.link.samples import PLAIN
from tracker.compare.facets.facet_diff import facet_deltas


def test_equal_facets_have_no_deltas():
    """A sentence said twice differs in nothing."""
    assert facet_deltas(PLAIN, PLAIN) == ()


@pytest.mark.parametrize(
    ("facet", "before", "after", "verdict"),
    [
        ("level", 4, 2, "lowered"),
        ("level", 2, 4, "raised"),
        ("intensity", 0, 1, "raised"),
        ("deadline", "by the end of 2026", "by mid-2027", "later"),
        ("deadline", "by mid-2027", "by the end of 2026", "earlier"),
        ("deadline", "", "this month", "set"),
        ("deadline", "this month", "", "cleared"),
        ("deadline", "for some time", "for a considerable time", "reworded"),
        ("amount", "$500 million", "$1 billion", "raised"),
        ("amount", "2,000 troops", "1,500 troops", "lowered"),
        ("amount", "", "$1 billion", "set"),
        ("amount", "dozens of ships", "hundreds of ships", "reworded"),
        ("condition", "", "subject to agreement", "set"),
        ("condition", "subject to agreement", "", "cleared"),
        ("instrument", "through the Compact", "through the Council", "reworded"),
        ("speakers", frozenset({"Norvale", "Estmark"}), frozenset({"Norvale"}), "narrower"),
        ("speakers", frozenset({"Norvale"}), frozenset({"Norvale", "Estmark"}), "wider"),
        ("speakers", frozenset({"Norvale"}), frozenset({"Estmark"}), "reworded"),
        ("speakers", frozenset({"unresolved"}), frozenset({"unresolved", "Norvale"}), "reworded"),
        ("speakers", frozenset({"G7"}), frozenset({"G7", "EU"}), "reworded"),
        ("addressees", frozenset(), frozenset({"Veskia"}), "set"),
        ("scope_items", frozenset({"radar", "sonar"}), frozenset({"the radar"}), "narrower"),
        ("polarity", "+", "-", "opposite"),
        ("direction", "increase", "stop", "opposite"),
        ("direction", "maintain", "increase", "reworded"),
        ("family", "U", "S", "reworded"),
        ("reaffirm_claimed", False, True, "set"),
        ("topics", frozenset({"cyber"}), frozenset({"cyber", "military"}), "wider"),
    ],
)
def test_every_facet_has_its_verdict(facet, before, after, verdict):
    """Each facet is compared on its own terms and alone."""
    (delta,) = facet_deltas(replace(PLAIN, **{facet: before}), replace(PLAIN, **{facet: after}))
    assert (delta.facet, delta.verdict) == (facet, verdict)


@pytest.mark.parametrize(
    ("facet", "before", "after"),
    [
        ("target", "the missile launches", "missile launch"),
        ("condition", "if the Council’s rules allow,", "if the Council's rules allow"),
        ("deadline", "by 2026", "by the end of 2026"),
        ("speakers", frozenset({"USA"}), frozenset({"US"})),
        ("speakers", frozenset({"QUAD"}), frozenset({"AUS", "IND", "JPN", "USA"})),
        ("scope_items", frozenset({"the radars"}), frozenset({"radar"})),
    ],
)
def test_what_is_the_same_is_not_a_delta(facet, before, after):
    """Articles, plurals, quotation marks and other names of one party are not differences in substance."""
    found = facet_deltas(replace(PLAIN, **{facet: before}), replace(PLAIN, **{facet: after}))
    assert [delta.verdict for delta in found] in ([], ["reworded"])
    assert facet == "deadline" or not found


def test_deltas_are_sorted_and_shown_as_text():
    """Deltas come in the order of the alphabet, sets in order too, so that nothing moves between two runs."""
    after = replace(PLAIN, level=2, deadline="by 2031", speakers=frozenset({"Norvale"}))
    deltas = facet_deltas(PLAIN, after)
    assert [delta.facet for delta in deltas] == ["deadline", "level", "speakers"]
    assert deltas[2].before == "Estmark, Norvale"


def test_the_hash_seed_does_not_matter():
    """Two processes with different hash seeds find the same deltas in the same order."""
    program = (
        "from dataclasses import replace\n"
        "from tests.tracker.link.samples import PLAIN\n"
        "from tracker.compare.facets.facet_diff import facet_deltas\n"
        "after = replace(PLAIN, level=1, amount='$5', topics=frozenset('abcdef'), speakers=frozenset('xyz'))\n"
        "print(facet_deltas(PLAIN, after))\n"
    )
    root = Path(__file__).parents[4]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "2")
    }
    assert len(outputs) == 1
