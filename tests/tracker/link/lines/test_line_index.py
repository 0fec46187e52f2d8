"""Finding lines by what they share with a unit."""

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
