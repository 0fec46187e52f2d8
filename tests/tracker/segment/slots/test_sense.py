"""Whether what is spoken of is to happen or not."""

from __future__ import annotations

import pytest

from tracker.segment.slots.sense import sense_of


@pytest.mark.parametrize(
    ("quote", "family", "sense"),
    [
        ("the crimes that were committed there must not go unpunished", "D", "-"),
        ("we must not only wait but act", "D", "+"),
        ("Veskia cannot be allowed to redraw the border", "D", "-"),
        ("we can’t agree to a third protocol", "S", "-"),
        ("warned Veskia against further raids", "D", "-"),
        ("such raids are unacceptable", "S", "-"),
        ("we cannot underestimate what the league has done", "S", "+"),
        ("condemned the raids, which must not be repeated", "E", "+"),
        ("refugees who cannot return home must be protected", "D", "+"),
        ("stand with Estmark in the face of an unacceptable war", "S", "+"),
        ("it cannot be overstated that the strait should remain open", "S", "+"),
        ("warned Veskia and stand against terror, which must end", "D", "+"),
        ("should take the path of talks and not of force", "D", "+"),
        ("Neither the harbour tax nor any tax on bread will be raised by the Government", "U", "-"),
        ("no bank may lend above the limit", "D", "-"),
        ("no more than a tenth of the loans may be above the limit", "D", "+"),
    ],
)
def test_the_main_clause_tells_whether_a_thing_is_to_happen(quote: str, family: str, sense: str) -> None:
    """What must not happen is refused; what must not only happen is wanted; and a judgment refuses nothing."""
    assert sense_of(quote, family, negative=False) == sense


def test_an_undertaking_is_refused_by_its_lead_verb_alone() -> None:
    """Who will never forget, will remember; who will not take part, refuses."""
    assert sense_of("will never forget the victims", "U", negative=True) == "+"
    assert sense_of("will not take part in the talks", "U", negative=True) == "-"
