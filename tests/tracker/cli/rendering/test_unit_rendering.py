from __future__ import annotations

from tests.fakes import build_unit
from tracker.cli.rendering.unit_rendering import explain_unit
from tracker.domain import Slot


def test_every_decision_is_told_with_its_reason() -> None:
    """An analyst who doubts a level must see cue, rule and ladder step, and where each slot stands."""
    slot = Slot("deadline", 20, 34, "by end of 2031", inherited=True)
    unit = build_unit(cue="will", rules=("U 4: will", "content rule: consider weighs 1"), slots=(slot,))
    told = list(explain_unit(unit))
    assert told[0].endswith("cue “will”")
    assert "rule content rule: consider weighs 1" in told
    assert told[-1] == "deadline [20:34] “by end of 2031” (inherited)"
