"""Find which releases are one, before they are related: what a second source brings again is held under the first."""

from __future__ import annotations

from collections.abc import Collection

from tracker.link.witnesses import COPIES, WitnessKind, release_keys, witness_of
from tracker.store import Store


def find_witnesses(store: Store, among: Collection[str] | None = None) -> int:
    """Look for each release that was read since among those of other sources; return how many are held under another.

    Where *among* is given, ids, no other release is looked for.
    Whatever came first stands; a text that came later never takes its place, so
    nothing is related otherwise because of it.
    """
    copies = 0
    for said in store.texts_without_keys(among):
        keys = release_keys(said)
        held_under: dict[str, WitnessKind] = {}
        for earlier in store.texts_sharing(keys, said.release.source) if keys else ():
            how = witness_of(said, earlier)
            if how in COPIES:
                held_under = {earlier.release.id: how}
                copies += 1
                break
            if how is not None:
                held_under[earlier.release.id] = how
        store.record_keys(said.release.id, keys, held_under)
    return copies
