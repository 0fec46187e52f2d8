"""Under which condition a unit stands: what sets a condition, and what only has its words."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import Read


@pytest.mark.parametrize(
    ("said", "kind", "condition"),
    [
        ("will send aid if Veskia asks for it", "U.own", "if Veskia asks for it"),
        ("will lower its rate, provided that inflation falls", "U.own", "provided that inflation falls"),
        ("will pay for the tents provided to the camps", "U.own", ""),
        ("will support Estmark for as long as it takes", "U.own", ""),
        ("will keep the patrols as necessary", "U.own", "as necessary"),
        ("will send medicine as well as necessary supplies", "U.own", ""),
        ("will answer as soon as possible", "U.own", ""),
        ("will act where appropriate", "U.own", "where appropriate"),
        ("will meet once a year", "U.own", ""),
        ("will lift the ban once the ceasefire holds", "U.own", "once the ceasefire holds"),
        ("will keep its holdings until it begins to raise the rate", "U.own", "until it begins to raise the rate"),
        ("will keep the swap lines in place until 31 March 2035", "U.own", ""),
        ("will keep the ban until the March elections are held", "U.own", "until the March elections are held"),
        ("will determine if more is needed", "U.own", ""),
        ("will respond should the regime test a bomb", "U.warn", "should the regime test a bomb"),
        ("will answer, should Veskia refuse to talk", "U.own", "should Veskia refuse to talk"),
        ("stressed that Veskia should take the path of talks rather than continue the raids", "D.call", ""),
        ("must change course if we are to live in peace", "D.principle", ""),
        ("warned that any use of such weapons would be met with severe consequences", "U.warn", "any use of such weapons"),
        ("condemned the raids as if they were ours", "E.condemn", ""),
        ("condemned the raids after they began", "E.condemn", ""),
    ],
)  # fmt: skip
def test_a_condition_is_what_the_act_hangs_on(read_as: Read, said: str, kind: str, condition: str) -> None:
    """Words of condition set none where they liken, count, hand over, hurry or wish; and what is judged has happened."""
    (unit,) = read_as(f"Norvale {said}.", (said, kind))
    assert unit.facets.condition == condition


@pytest.mark.parametrize(
    ("front", "condition"),
    [
        ("Once it enters into force, the treaty", "Once it enters into force"),
        ("Once again, Norvale", ""),
        ("When the Board decides to begin, it", "When the Board decides to begin"),
        ("When the ministers met, they agreed that Norvale", ""),
        ("In case of an attack, Norvale", "In case of an attack"),
    ],
)
def test_a_condition_in_front_is_that_of_what_is_promised_behind_it(
    read_as: Read, front: str, condition: str
) -> None:
    """ "When the Board decides to begin, it will take its time" binds from that decision on; what ministers did when they met binds nothing."""
    said = "will protect the northern coast"
    (unit,) = read_as(f"{front} {said}.", (said, "U.own"))
    assert unit.facets.condition == condition
