from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from tracker.segment.network.windows import windows
from tracker.segment.sentences import Sentence

SIZE = 12


def words() -> Tokenizer:
    """Return a tokenizer for which every word is one piece."""
    tokenizer = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


@settings(max_examples=60, deadline=None)
@given(lengths=st.lists(st.integers(min_value=1, max_value=40), max_size=12), first=st.integers(0, SIZE))
def test_every_piece_is_read_once_and_in_order(lengths: list[int], first: int) -> None:
    """A word read twice could be two units, a word left out none."""
    text = ". ".join(" ".join(f"w{number}" for number in range(length)) for length in lengths)
    sentences, at = [], 0
    for length in lengths:
        end = at + len(" ".join(f"w{number}" for number in range(length)))
        sentences.append(Sentence(at, end, 0))
        at = end + 2
    found = list(windows(text, sentences, words(), size=SIZE, first=first))
    pieces = [piece for window in found for piece in window.pieces()]
    assert [text[piece.start : piece.end] for piece in pieces] == [
        f"w{number}" for length in lengths for number in range(length)
    ]
    assert all(len(window) <= SIZE for window in found)


def test_a_sentence_is_cut_only_where_it_is_longer_than_a_window() -> None:
    """A unit stands within a sentence; cut at a window's border it would be two halves."""
    text = "a b c d e f g. h i j k l m n."
    found = list(windows(text, [Sentence(0, 14, 0), Sentence(15, 29, 0)], words(), size=SIZE))
    assert [len(window.stretches) for window in found] == [1, 1]


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    """Where a sentence has to be cut, a comma is less likely inside a unit than any other place."""
    text = "a b c d e f g , h i j k l m n o p q"
    (first, second) = windows(text, [Sentence(0, len(text), 0)], words(), size=SIZE)
    assert text[list(first.pieces())[-1].start] == ","
    assert len(first) + len(second) == 18
