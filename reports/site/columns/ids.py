"""Ids in twelve bytes each, and rows found by them."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pickle import PickleBuffer
from typing import Any, Self, SupportsIndex, TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.site.columns.rows import Places

WIDTH = 12  # bytes of an id of tracker.hashing
PICKLES_ASIDE = 5  # protocol of pickle that can leave a body to whoever pickles
NOWHERE = -1  # place of what is not there
_OTHER = b"\xff" * (WIDTH - 4)  # begins what is no such id; its number follows
HEADS = 1 << 16  # ids are found by their first two bytes: of a million lines some fifteen begin alike

Packed = NDArray[np.bytes_]
Entry = TypeVar("Entry", covariant=True)


class IdCodec:
    """Packs ids into :data:`WIDTH` bytes: those of :mod:`tracker.hashing` as what they spell, any other by number."""

    def __init__(self) -> None:
        self._others: dict[str, int] = {}
        self._texts: list[str] = []

    def pack(self, identity: str) -> bytes:
        """Return *identity* packed."""
        packed = _spelt(identity)
        if packed is not None:
            return packed
        if identity not in self._others:
            self._others[identity] = len(self._texts)
            self._texts.append(identity)
        return _OTHER + self._others[identity].to_bytes(4, "big")

    def find(self, identity: str) -> bytes | None:
        """Return *identity* packed; None where nothing of that name was ever packed."""
        packed = _spelt(identity)
        if packed is None and identity in self._others:
            return self.pack(identity)
        return packed

    def unpack(self, packed: bytes) -> str:
        """Return the id that was packed."""
        if self._texts and packed.startswith(_OTHER):
            return self._texts[int.from_bytes(packed[-4:], "big")]
        return packed.hex()


class _InFile:
    """Rows one after the other in one body, which :func:`reports.site.columns.mapped.mapped` leaves out of what it pickles."""

    _body: memoryview

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        aside = protocol.__index__() >= PICKLES_ASIDE
        body = PickleBuffer(self._body) if aside else bytes(self._body)
        return object.__new__, (type(self),), {**self.__dict__, "_body": body}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _body=memoryview(state["_body"]))

    def _piece(self, start: int, end: int) -> bytes:
        return bytes(self._body[start:end])


class IdColumn(_InFile):
    """One id a row."""

    def __init__(self, codec: IdCodec, packed: bytes | bytearray) -> None:
        """Hold *packed*, which nobody changes any more."""
        self._codec, self._body = codec, memoryview(packed)

    def __len__(self) -> int:
        return len(self._body) // WIDTH

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> str:
        return self._codec.unpack(self._row(place))

    def _row(self, place: int) -> bytes:
        return self._piece(place * WIDTH, (place + 1) * WIDTH)

    @property
    def values(self) -> Packed:
        """All of them packed."""
        return np.frombuffer(self._body, dtype=f"S{WIDTH}")

    def among(self, places: Places, identity: str) -> list[int]:
        """Return those of *places* whose id is *identity*, without unpacking the others."""
        wanted = self._codec.find(identity)
        return [place for place in places.tolist() if self._row(place) == wanted]

    def at(self, places: Places) -> Self:
        """Return the ids of other rows, in that order."""
        return type(self)(self._codec, self.values[places].tobytes())


class IdIndex(IdColumn):
    """One id a row, and the row of an id."""

    def __init__(self, codec: IdCodec, packed: bytes | bytearray) -> None:
        super().__init__(codec, packed)
        self._order: Places = np.argsort(self.values, kind="stable").astype(np.int32)
        heads = np.frombuffer(self._body, dtype=">u2")[:: WIDTH // 2]
        self._heads = np.zeros(HEADS + 1, np.int32)
        np.cumsum(np.bincount(heads, minlength=HEADS), out=self._heads[1:])

    def place(self, identity: str) -> int:
        """Return the row of *identity*; NOWHERE where there is none."""
        wanted, order = self._codec.find(identity), self._order
        if wanted is None:
            return NOWHERE
        head = int.from_bytes(wanted[:2], "big")
        alike = order[self._heads[head] : self._heads[head + 1]].tolist()
        found = bisect_left(alike, wanted, key=self._row)
        return alike[found] if found < len(alike) and self._row(alike[found]) == wanted else NOWHERE

    def whole(self, start: str) -> str:
        """Return the one id that begins with *start*, four hexadecimal digits or more; "" where none does, or several."""
        head = int(start[:4], 16)
        alike = self._order[self._heads[head] : self._heads[head + 1]].tolist()
        found = [row for row in map(self._row, alike) if row.hex().startswith(start)]
        return self._codec.unpack(found[0]) if len(found) == 1 else ""

    def places(self, packed: bytes | bytearray) -> Places:
        """Return the row of each id in *packed*, NOWHERE where there is none."""
        wanted, ids = np.frombuffer(packed, dtype=f"S{WIDTH}"), self.values
        if not len(ids):
            return np.full(len(wanted), NOWHERE, np.int32)
        near = np.searchsorted(ids[self._order], wanted)
        near[near == len(ids)] = 0
        found = self._order[near]
        found[ids[found] != wanted] = NOWHERE
        return found

    def ranks(self) -> Places:
        """Return of each row where its id stands among all, in their order."""
        ranks = np.empty(len(self), np.int32)
        ranks[self._order] = np.arange(len(self), dtype=np.int32)
        return ranks


class TextColumn(_InFile):
    """One text a row, in UTF-8 one after the other."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        body, ends = bytearray(), array("q", [0])
        for text in texts:
            body += text
            ends.append(len(body))
        self._body, self._ends = memoryview(body), np.frombuffer(ends, np.int64)

    def __getitem__(self, place: int) -> str:
        return self.packed(place).decode("utf-8", "surrogatepass")

    def packed(self, place: int) -> bytes:
        """Return a text as it is held: such come in the order of their characters."""
        start, end = self._ends[place : place + 2].tolist()
        return self._piece(start, end)

    def at(self, places: Places) -> TextColumn:
        """Return the texts of other rows, in that order."""
        return TextColumn(map(self.packed, places.tolist()))


def _spelt(identity: str) -> bytes | None:
    """Return what an id of :mod:`tracker.hashing` spells in hexadecimal; None of any other."""
    if len(identity) != 2 * WIDTH:
        return None
    try:
        packed = bytes.fromhex(identity)
    except ValueError:
        return None
    return packed if packed.hex() == identity and not packed.startswith(_OTHER) else None


class ById(Mapping[str, Entry]):
    """The entries of a table by id, in the order of its rows."""

    ids: IdIndex

    @abstractmethod
    def entry(self, place: int) -> Entry:
        """Return the entry at *place*."""

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and self.ids.place(identity) != NOWHERE

    def __getitem__(self, identity: str) -> Entry:
        place = self.ids.place(identity)
        if place == NOWHERE:
            raise KeyError(identity)
        return self.entry(place)
