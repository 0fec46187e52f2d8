"""Pairs that are ruled out before all their evidence is looked at."""

import random
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, SHARE, release, unit
from tracker.domain import Kind, Mention
from tracker.link.pairs.pair_bound import may_reach
from tracker.link.pairs.pair_features import NAMES, pair_evidence
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import Sum, load_model

SAID = (
    unit(ENGAGE),
    unit(ENGAGE + " and Veskia", topics=frozenset({"diplomatic", "trade.fisheries"}), target="Lurania and Veskia"),
    unit(RESPOND, target="incursions in the Halden Sea", level=5),
    unit("condemned the incursions in the Halden Sea", kind=Kind.E_CONDEMN, addressees=frozenset({"VSK"})),
    unit("calls on Veskia to return to Resolution 14 by 30 June 2031", kind=Kind.D_CALL, speakers=frozenset({"Norvale"})),
    unit("calls on Veskia to carry out Resolution 15 by 1 July 2031", kind=Kind.D_CALL, polarity="-"),
    unit("will provide 60 million crowns to the Halden Sea Rescue Fund", direction="+"),
    unit("will provide 80 million crowns to our Halden Sea Rescue Fund", speakers=frozenset({"Estmark"})),
    replace(unit(RECOGNISE), confidence=0.4),
    unit("will do so again"),
    unit(SHARE),
)  # fmt: skip
RELEASES = (
    release("may", date(2031, 5, 3)),
    release("june", date(2031, 6, 7), "Call with Foreign Minister Marrand of Japan"),
    release("july", date(2036, 7, 7), "Department Press Briefing – July 7, 2036"),
)
LOOKS = [look_at(Mention(one, document), load_model().words) for one in SAID for document in RELEASES]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_ruled_out_is_so_by_all_evidence(seed: int):
    """Whatever evidence is worth, no pair whose evidence sums up to what is asked is ruled out by a part of it."""
    drawn = random.Random(seed)
    weights = tuple(drawn.uniform(-2, 2) for _ in NAMES)
    total = Sum(weights, weights, drawn.uniform(-3, 3))
    for earlier, later in product(LOOKS, LOOKS):
        least = total.of(pair_evidence(earlier, later))
        assert may_reach(weights, total.start, least)(earlier, later)


def test_most_pairs_are_ruled_out():
    """Of most pairs on two matters not all evidence is looked at, and none that may be one line is left out."""
    model = load_model()
    pairs = [(one, other, within) for one, other in product(LOOKS, LOOKS) for within in (True, False)]
    left = [pair for pair in pairs if model.may_be_one(*pair[:2], within=pair[2])]
    possible = [pair for pair in pairs if model.likelihood(*pair[:2], within=pair[2]) >= model.possible]
    assert possible
    assert all(pair in left for pair in possible)
    assert len(left) - len(possible) < (len(pairs) - len(possible)) / 2
