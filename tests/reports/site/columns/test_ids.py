"""Ids in columns, and rows found by them."""

from __future__ import annotations

import numpy as np
import pytest

from reports.site.columns.ids import NOWHERE, WIDTH, IdCodec, IdColumn, IdIndex, TextColumn
from tracker.hashing import content_id

IDS = [content_id("line", number) for number in range(9)]
OTHERS = [
    "coded by hand",
    "",
    "ABCDEF0123456789ABCDEF01",
    "ff" * 12,
    "한국",
]  # as another program may name a line


@pytest.mark.parametrize("identity", [*IDS, *OTHERS])
def test_every_id_comes_back_as_it_was(identity):
    """Ids of ours take twelve bytes; one that somebody else gave is held as well."""
    codec = IdCodec()
    packed = codec.pack(identity)
    assert (codec.unpack(packed), len(packed), codec.find(identity)) == (identity, WIDTH, packed)


def test_a_row_is_found_by_its_id_and_nothing_else():
    """What is not held is nowhere, whether it looks like an id of ours or not."""
    codec = IdCodec()
    held = IdIndex(codec, b"".join(map(codec.pack, [*IDS, *OTHERS])))
    assert [held.place(one) for one in [*IDS, *OTHERS]] == list(range(len(held)))
    assert [held.place(one) for one in (content_id("another"), "another")] == [NOWHERE, NOWHERE]
    wanted = b"".join(map(codec.pack, [IDS[3], content_id("another"), OTHERS[0]]))
    assert held.places(wanted).tolist() == [3, NOWHERE, len(IDS)]


def test_a_beginning_means_the_one_id_that_begins_so():
    """Where two begin alike, or none, it means nothing."""
    codec = IdCodec()
    alike = ["ab" * 12, "ab" * 11 + "cd"]
    held = IdIndex(codec, b"".join(map(codec.pack, [*IDS, *alike])))
    assert [held.whole(one[:12]) for one in IDS] == IDS
    assert [held.whole(start) for start in ("ab" * 6, "ab" * 11 + "c", "0" * 12)] == ["", alike[1], ""]


def test_rows_of_one_id_are_found_among_others():
    """Of a hundred changes of a line a page of hits wants those of one statement; an id nobody has has none."""
    codec = IdCodec()
    names = [f"{number:024x}" for number in (1, 2, 1, 3)]
    column = IdColumn(codec, b"".join(map(codec.pack, names)))
    assert column.among(np.array([0, 1, 2], np.int32), names[0]) == [0, 2]
    assert column.among(np.array([1, 3], np.int32), names[0]) == []
    assert column.among(np.array([0, 1], np.int32), "of nobody") == []


def test_names_come_in_the_order_of_their_characters():
    """Sorted as they are held, names come as Python sorts them: half a character and characters beyond the first plane too."""
    names = ["b", "", "ä", "\ud800", "\ue000", "𝔭", "a"]
    column = TextColumn(name.encode("utf-8", "surrogatepass") for name in names)
    assert [column[place] for place in range(len(names))] == names
    assert sorted(range(len(names)), key=column.packed) == sorted(range(len(names)), key=names.__getitem__)
