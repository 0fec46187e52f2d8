"""What the network of substance reads: both sentences as one redline."""

from __future__ import annotations

import pytest

from tracker.compare.substance.marked_pieces import COMES, GOES, LONGEST, STAYS, marked_pieces
from tracker.compare.substance.network import load_substance_network


@pytest.fixture(scope="module")
def read():
    """Return a function that gives what is read of two sentences: pieces as words, each with its mark."""
    tokenizer = load_substance_network().tokenizer

    def pieces(before, after):
        found = marked_pieces(before, after, tokenizer)
        return [(tokenizer.id_to_token(piece), mark) for piece, mark in zip(*found, strict=True)]

    return pieces


def words(pieces, mark):
    """Return the pieces with a *mark*, without those that only stand around a stretch."""
    return [piece for piece, of_piece in pieces if of_piece == mark and not piece.startswith("[")]


def test_what_goes_stands_before_what_comes_in_its_place(read):
    """“Will” for “may” is a pledge for a possibility: the network must see which of both came."""
    found = read("We may send grain.", "We will send grain.")
    assert (words(found, GOES), words(found, COMES)) == (["may"], ["will"])
    assert words(found, STAYS) == ["we", "send", "grain", "."]
    assert found.index(("may", GOES)) < found.index(("will", COMES))


def test_a_sentence_that_is_not_there_leaves_all_of_the_other_as_come_or_gone(read):
    """A sentence that is new stays in no part."""
    assert words(read("", "We send grain."), STAYS) == []
    assert words(read("We send grain.", ""), GOES) == ["we", "send", "grain", "."]


def test_the_middle_of_a_long_stretch_that_stays_is_not_read(read):
    """What stands word for word in both, far from all that moved, says nothing of it."""
    long = " ".join(["grain", "and", "salt"] * 30)
    found = read(f"We may send {long} to all ports.", f"We will send {long} to some ports.")
    assert len(found) < 60
    assert (words(found, GOES), words(found, COMES)) == (["may", "all"], ["will", "some"])


def test_a_table_without_a_stop_is_read_in_part(read):
    """A page of figures that was taken for one sentence costs no more than a long sentence."""
    assert len(read(" ".join(map(str, range(900))), "We send grain.")) == LONGEST + 1
