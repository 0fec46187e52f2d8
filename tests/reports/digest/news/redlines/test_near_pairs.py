"""Sentences that are gone and new and yet stand for each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.digest.news.redlines import near_pairs
from reports.digest.news.redlines.near_pairs import with_near_pairs
from tests.reports.digest.news.redlines.redline_samples import STANDS, compared

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
