"""Finished pages, compressed once, kept as long as there is room. Pure but for what it holds."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

LEVEL = 6  # of gzip: 7 % less than level 4 for twice its time, 45 ms for a page of 800 KB; level 9 saves 1.5 % more
OVERHEAD = 600  # bytes of objects around a page and its key, by tracemalloc

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A finished page. *tag*: of what it says; as long as it is the same, so is the page."""

    packed: bytes  # gzip
    tag: str

    @property
    def text(self) -> bytes:
        """The page for a client that takes no gzip, as few are."""
        return gzip.decompress(self.packed)


def compress_page(html: str) -> CachedPage:
    """Return *html* compressed, with its tag."""
    body = html.encode("utf-8", "backslashreplace")  # half a character, which UTF-8 cannot say
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return CachedPage(gzip.compress(body, LEVEL, mtime=0), digest)


class PageCache(Generic[Key]):
    """At most so many bytes of pages; the one that was not asked for longest goes first. For one thread."""

    def __init__(self, most: int) -> None:
        self._most, self.size = most, 0
        self._held: OrderedDict[Key, CachedPage] = OrderedDict()

    def get(self, key: Key) -> CachedPage | None:
        """Return the page of *key*, None where it is not held."""
        if (page := self._held.get(key)) is not None:
            self._held.move_to_end(key)
        return page

    def put(self, key: Key, page: CachedPage) -> None:
        """Hold *page*; what is larger than all the room there is, is not."""
        self._drop(key)
        if _cost(page) > self._most:
            return
        self._held[key] = page
        self.size += _cost(page)
        while self.size > self._most:
            self._drop(next(iter(self._held)))

    def clear(self) -> None:
        """Let go of everything."""
        self._held.clear()
        self.size = 0

    def _drop(self, key: Key) -> None:
        if (page := self._held.pop(key, None)) is not None:
            self.size -= _cost(page)


def _cost(page: CachedPage) -> int:
    return len(page.packed) + OVERHEAD
