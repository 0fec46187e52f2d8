"""Sentences that are gone and new and yet stand for each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.digest.news.redlines import near_pairs
from reports.digest.news.redlines.near_pairs import with_near_pairs
from tests.reports.digest.news.redlines.redline_samples import STANDS, compared, parted

BEFORE = "She called for their immediate and unconditional release and reiterated that Norvale considers their detention to be arbitrary."
AFTER = "She called for their immediate release and repeated Norvale’s position that they are being arbitrarily detained."


def text_of(before: str, after: str):
    """Return two texts whose sentences were not laid beside each other."""
    text = compared([STANDS, before], [STANDS, after], "Statement on Estmark", "NVB", whole=True)
    apart = [
        part
        for pair in text.pairs
        for part in ((replace(pair, after=None), replace(pair, before=None)) if pair.before and pair.after else (pair,))
    ]  # fmt: skip
    return replace(text, pairs=tuple(apart))


def test_a_degree_that_is_gone_is_found_where_the_rest_of_its_sentence_was_written_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who called for an unconditional release and no longer does is told of it, whatever else the sentence says."""
    monkeypatch.setattr(near_pairs, "probability", lambda _: 0.6)
    (pair,) = with_near_pairs(text_of(BEFORE, AFTER)).pairs
    assert pair.before
    assert pair.after
    assert (pair.before.said, pair.after.said) == (BEFORE, AFTER)


def test_sentences_that_are_not_near_or_between_which_nothing_moved_stay_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two sentences are laid beside each other where they are likely on one matter, and a degree, a name or a proviso moved."""
    same = BEFORE.replace(" and unconditional", "")
    monkeypatch.setattr(near_pairs, "probability", lambda _: 0.4)
    assert len(with_near_pairs(text_of(BEFORE, AFTER)).pairs) == 2
    monkeypatch.setattr(near_pairs, "probability", lambda _: 0.6)
    assert len(with_near_pairs(text_of(same, AFTER)).pairs) == 2


LOWER = "Looking ahead, the Board will assess the conditions under which it could consider additional reductions of its rate."
KEEP = "Looking ahead, the Board deems it necessary to keep its rate at the current level for longer than was foreseen."


@pytest.mark.parametrize(
    ("likely", "odds", "worth", "pairs"),
    [
        (0.8, 3.4, 0.55, 1),
        (0.4, 3.4, 0.55, 2),
        (0.8, 2.0, 0.55, 2),
        (0.8, 3.4, 0.45, 2),
        (0.8, -1.2, 0.55, 0),
    ],
    ids=["a move", "not near", "not sure", "worth little", "the same"],
)
def test_guidance_in_other_words_is_one_move_and_what_says_the_same_none(
    monkeypatch: pytest.MonkeyPatch, likely: float, odds: float, worth: float, pairs: int
) -> None:
    """What a board says it will do next stands for what it said of that before, where the network is sure; a paraphrase is neither gone nor new."""
    text = compared([STANDS, LOWER], [STANDS, KEEP], "Decision on the policy rate", whole=True)
    monkeypatch.setattr(near_pairs, "probability", lambda _: likely)
    monkeypatch.setattr(near_pairs, "moved_odds", lambda *_: odds)
    monkeypatch.setattr(near_pairs, "joined_worth", lambda *_: worth)
    found = with_near_pairs(parted(text))
    assert len(found.pairs) == pairs
    assert len(found.joined) == (pairs == 1)


REFUSED = "Norvale will not enter into talks on the joint search for gas in the waters that the Award gives to Norvale."
READY = "Norvale stands ready to discuss how gas may be sought together in these waters, provided that the Award is kept."


@pytest.mark.parametrize(
    ("likely", "odds", "worth", "pairs"),
    [(0.5, 1.6, 0.6, 1), (0.4, 1.6, 0.6, 2), (0.5, 1.4, 0.6, 2), (0.5, 1.6, 0.4, 2), (0.8, -1.0, 0.6, 2)],
    ids=["a move", "not near", "not sure", "worth little", "the same"],
)
def test_what_a_ministry_refused_and_is_ready_for_now_is_one_move(
    monkeypatch: pytest.MonkeyPatch, likely: float, odds: float, worth: float, pairs: int
) -> None:
    """Whoever would not talk and is ready to has turned round, though hardly a word of the sentence stayed: a reader sees both together."""
    text = compared([STANDS, REFUSED], [STANDS, READY], "Statement on the waters", "Norvale", whole=True)
    monkeypatch.setattr(near_pairs, "probability", lambda _: likely)
    monkeypatch.setattr(near_pairs, "moved_odds", lambda *_: odds)
    monkeypatch.setattr(near_pairs, "joined_worth", lambda *_: worth)
    found = with_near_pairs(parted(text))
    assert (len(found.pairs), len(found.joined)) == (pairs, int(pairs == 1))


@pytest.mark.parametrize(("likely", "pairs"), [(0.5, 1), (0.4, 2)])
def test_a_sum_that_moved_in_a_sentence_written_anew_is_one_move(
    monkeypatch: pytest.MonkeyPatch, likely: float, pairs: int
) -> None:
    """A ministry's new sum stands beside its old one where both sentences are likely on one matter, though the network sees nothing in it."""
    before = "Norvale will deliver 24 howitzers to Estmark by the end of September."
    after = "The number of howitzers that go to Estmark from Norvale rises to 36."
    text = compared([STANDS, before], [STANDS, after], "Statement on aid", "Norvale", whole=True)
    monkeypatch.setattr(near_pairs, "probability", lambda _: likely)
    monkeypatch.setattr(near_pairs, "has_moved_in_place", lambda _: False)
    monkeypatch.setattr(near_pairs, "moved_odds", lambda *_: -2.0)
    monkeypatch.setattr(near_pairs, "joined_worth", lambda *_: 0.6)
    assert len(with_near_pairs(parted(text)).pairs) == pairs
