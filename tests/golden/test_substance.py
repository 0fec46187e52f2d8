"""What the network of substance is trained and scored with."""

from __future__ import annotations

from pathlib import Path

from tracker.compare.substance.marked_pieces import marked_pieces
from tracker.stamp import MODEL
from training.gold import rows
from training.news.planted_pairs import moved_grade
from training.substance.figures import LEFT_OUT, figures
from training.substance.pairs import JUDGEMENTS, MADE, MOVED, fold_of, made_pairs
from training.substance.vocabulary import trimmed


def test_any_word_can_be_spelled_with_the_trimmed_vocabulary():
    """A name that no text of the training had is read letter by letter, never as one unknown piece."""
    tokenizer, kept = trimmed(Path(str(MODEL)), ["The Board will hold its rate."] * 3)
    found = tokenizer.encode("Zlurkvania holds", add_special_tokens=False).tokens
    assert "[UNK]" not in found
    assert "".join(piece.removeprefix("##") for piece in found) == "zlurkvaniaholds"
    assert len(kept) == tokenizer.get_vocab_size() < 6000


def test_the_marks_around_what_moved_are_in_the_trimmed_vocabulary():
    """Without them the network could not tell where what goes ends."""
    tokenizer, _ = trimmed(Path(str(MODEL)), [])
    assert len(marked_pieces("We may go.", "We will go.", tokenizer).pieces) > 8


def test_a_pair_that_moved_a_little_counts_on_the_side_of_the_moved_alone():
    """“Must be heard” leaves what moved a little out of both sides: readers differ on it."""
    scored = [("planted", 2.0, 1.0), ("planted", -1.0, 0.6), ("planted", 0.0, 0.0)]
    found = figures([{"sort": sort, "odds": odds, "moved": moved} for sort, odds, moved in scored])
    assert (found["planted"], found["planted, must be heard"]) == (0.5, 1.0)


def test_two_archives_of_one_committee_are_left_out_together():
    """The FOMC stands in two archives: a fit that saw one would know the words of the other."""
    assert fold_of("fomc") == fold_of("fomc-2008")


def test_a_paraphrase_beside_a_change_leaves_the_change():
    """A sentence of which the key says both moved."""
    said = [{"sort": "same", "worth": 0}, {"sort": "change", "worth": 2}]
    assert (moved_grade(said), moved_grade(said[:1]), moved_grade([])) == (2, 0, 0)


def test_every_pair_that_was_written_moves_by_a_known_grade_and_none_stands_twice():
    """A pair with a slip in its grade would teach the contrary of what its author saw."""
    pairs = list(made_pairs())
    assert {pair.moved for pair in pairs} == set(MOVED.values())
    assert len({(pair.before, pair.after) for pair in pairs}) == len(pairs) == len(rows(MADE))


def test_judgements_and_predictions_hold_no_words_of_real_texts():
    """Texts of others stay where they are: places, hashes and verdicts alone are kept."""
    assert {frozenset(row) for row in rows(JUDGEMENTS)} == {
        frozenset(("earlier", "later", "before", "after", "verdict"))
    }
    assert {frozenset(row) for row in rows(LEFT_OUT)} == {frozenset(("pair", "sort", "odds", "moved"))}
