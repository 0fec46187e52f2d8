"""Finding lines by what they share with a unit."""

import gc
import weakref

from tests.tracker.link.samples import ENGAGE, unit
from tracker.link.features import extract_features
from tracker.link.lines.line_index import CANDIDATES, LineIndex

WANTED = extract_features(unit(ENGAGE))


def test_rare_words_find_a_line_among_thousands():
    """Words on every line cost nothing and hide nothing."""
    index = LineIndex()
    lines = {
        f"line-{at:05}": extract_features(unit(f"agreed to continue efforts on harbour {at}"))
        for at in range(3000)
    }
    index.put({**lines, "the-one": WANTED})
    found = index.find(WANTED)
    assert found[0] == "the-one"
    assert len(found) <= CANDIDATES


def test_a_line_is_found_by_its_latest_mention_only():
    """What a line said before is no longer looked for."""
    index = LineIndex()
    index.put({"a": WANTED, "b": extract_features(unit("will light the harbour"))})
    index.put({"a": extract_features(unit("will dredge the bay", speakers=frozenset(), topics=frozenset()))})
    assert (
        index.find(extract_features(unit("engage Lurania", speakers=frozenset(), topics=frozenset()))) == []
    )


def test_what_is_found_does_not_depend_on_the_steps():
    """Lines indexed at once and one after the other are found alike, equals by id."""
    lines = {f"line-{at}": WANTED for at in (3, 1, 2)}
    at_once, stepwise = LineIndex(), LineIndex()
    at_once.put(lines)
    for line_id, held in lines.items():
        stepwise.put({line_id: held})
    assert at_once.find(WANTED) == stepwise.find(WANTED) == ["line-1", "line-2", "line-3"]


def test_what_a_source_said_is_let_go_of_before_the_next_is_read():
    """A pass over many ministries holds the index of one at a time: it is gone without the garbage collector."""
    index = LineIndex()
    index.put({"engage": extract_features(unit(ENGAGE))})
    assert index.find(extract_features(unit(ENGAGE))) == ["engage"]
    held = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert held() is None
    finally:
        gc.enable()
