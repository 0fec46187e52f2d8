"""Finished pages, compressed once and kept as long as there is room."""

import random

from hypothesis import given
from hypothesis import strategies as st

from reports.web.cache import OVERHEAD, PageCache, compress_page


def incompressible(size, seed=1):
    """Return a text of about *size* bytes that gzip makes no smaller."""
    return random.Random(seed).randbytes(size).hex()[:size]


def test_a_page_is_what_was_rendered_and_named_after_it():
    """Compressed or not it says the same; another text has another tag."""
    page = compress_page("<p>Norvale “will” respond</p>")
    assert page.text.decode() == "<p>Norvale “will” respond</p>"
    assert page.tag == compress_page("<p>Norvale “will” respond</p>").tag
    assert page.tag != compress_page("<p>Norvale “may” respond</p>").tag


def test_the_page_that_was_not_asked_for_longest_goes_first():
    """What readers come back to stays."""
    pages = {name: compress_page(incompressible(4000, seed)) for seed, name in enumerate("abc")}
    room = sum(len(pages[name].packed) + OVERHEAD for name in "ab")
    cache = PageCache(room)
    cache.put("a", pages["a"])
    cache.put("b", pages["b"])
    assert cache.get("a") is pages["a"]
    cache.put("c", pages["c"])
    assert cache.get("b") is None
    assert cache.get("a") is pages["a"]
    assert cache.get("c") is pages["c"]


def test_a_page_larger_than_all_the_room_is_not_kept_and_drives_nothing_out():
    """One huge page costs one rendering a time, not all the others."""
    small, huge = compress_page("small"), compress_page(incompressible(100_000))
    cache = PageCache(10_000)
    cache.put("small", small)
    cache.put("huge", huge)
    assert cache.get("huge") is None
    assert cache.get("small") is small


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000)), max_size=40))
def test_there_is_never_more_than_the_room_and_the_size_is_that_of_what_is_held(puts):
    """However pages come, come again and are replaced."""
    cache = PageCache(6000)
    for key, size in puts:
        cache.put(key, compress_page(incompressible(size, key)))
        held = [page for other in range(6) if (page := cache.get(other))]
        assert cache.size == sum(len(page.packed) + OVERHEAD for page in held) <= 6000
    cache.clear()
    assert cache.size == 0
    assert cache.get(0) is None
