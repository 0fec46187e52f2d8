"""What analysts answered, as judged pairs."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import NOW
from tracker.review.decisions import Decision, QuoteLocation, Ruling
from tracker.review.training_pairs import pair_rows

EARLIER, LATER = QuoteLocation("NV-1", 0, 9, "will send"), QuoteLocation("NV-2", 4, 12, "may send")


def answer(ruling: Ruling, value: str = "", **values: object) -> Decision:
    return replace(Decision("norvale", ruling, LATER, EARLIER, value, "ana", NOW), **values)


def test_an_answer_is_a_judged_pair() -> None:
    """Both quotes with release and offsets, and whether they are one line; a label says that they are."""
    (row,) = pair_rows([answer(Ruling.LABEL, "WEAKENED")])
    assert (row["relation"], row["label"]) == ("same", "WEAKENED")
    assert row["earlier"] == {"release": "NV-1", "start": 0, "end": 9, "quote": "will send"}
    assert row["later"]["quote"] == "may send"


def test_the_last_answer_counts_and_what_was_undone_says_nothing() -> None:
    """A pair is one row, by its last answer; names, notes and silences are no judgments."""
    (row,) = pair_rows([answer(Ruling.SAME), answer(Ruling.LABEL, "WEAKENED"), answer(Ruling.DIFFERENT)])
    assert (row["relation"], row["label"]) == ("different", "")
    undone = answer(Ruling.SAME, undone_by="ana", undone_at=NOW)
    silence = answer(Ruling.LABEL, "DROPPED", at=QuoteLocation("NV-2"))
    assert (
        list(pair_rows([undone, silence, answer(Ruling.NOTE, "known"), answer(Ruling.RENAME, "ships")])) == []
    )
