"""What a reader and `doctor` are told of parties nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from reports.mail.unknown_parties import unknown_parties
from tracker.store import Store
from tracker.store.records import NamesUsed


@dataclass
class Shelf:
    """A store that has statements by Norvale, in which Veskia is named."""

    def names_used(self) -> NamesUsed:
        """Return who spoke."""
        return NamesUsed(frozenset({"Norvale"}), frozenset())

    def count_hits(self, _text: str, *, party: str) -> int:
        """Return how often a statement names the party."""
        return int(party == "Veskia")


def test_a_party_nobody_knows_is_said_in_a_line() -> None:
    """A slip is told with a near name; who is in the lexicon, speaks, is named in a text or stands for many is not."""
    store = cast(Store, Shelf())
    (line,) = unknown_parties(store, ["Norwale", "Norvale", "Veskia", "JPN", "Taiwan", "Nor*"])
    assert (
        line == 'parties: nobody held is called "Norwale", so nothing is told for it; did you mean "Norvale"?'
    )
    assert list(unknown_parties(None, ["Japan"])) == []
