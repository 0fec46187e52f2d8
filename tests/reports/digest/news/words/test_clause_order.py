"""Clauses that changed places within a sentence."""

from __future__ import annotations

import pytest

from reports.digest.news.redlines.worth.differences import difference
from reports.digest.news.words.clause_order import WORD, reordered, words_in_order
from reports.digest.news.words.moved_words import sentence_redline, sentence_wording
from reports.digest.news.words.qualifiers import only_qualified
from reports.view.redline import plain_redline

BEFORE = "In line with the Halden Accord, Norvale urges all armies to refrain from military or financial support to the raiders."
AFTER = "Norvale urges all armies to refrain from military support to the raiders, in line with the Halden Accord."


def test_one_word_lost_while_clauses_changed_places_is_all_that_is_marked() -> None:
    """A clause that stands in another place went nowhere: what went is the word that no clause of the later sentence has."""
    found = sentence_wording(BEFORE, AFTER, (BEFORE, AFTER))
    assert (found.lost, found.added) == (("or financial",), ())
    assert plain_redline(sentence_redline((BEFORE, AFTER), (BEFORE, AFTER))) == (
        f"before: “{BEFORE.replace('or financial', '[-or financial-]')}”; now: “{AFTER}”"
    )


def test_clauses_that_only_changed_places_tell_nothing() -> None:
    """Who begins with the occasion and who ends with it say the same."""
    whole = BEFORE.replace(" or financial", "")
    found = sentence_wording(whole, AFTER, (whole, AFTER))
    assert not found.moved
    assert difference(whole, AFTER, None).alike == 1.0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Norvale supports the talks and will send an envoy to the port of Halden.",
            "Norvale supports the talks, and it will send two envoys to the port of Halden.",
        ),
        (
            "The Board calls on Estmark to leave the port of Halden and on Lurania to open it.",
            "The Board calls on Lurania to leave the port of Halden and on Estmark to open it.",
        ),
        (
            "The Board will lift its embargo on the ports before Estmark withdraws its ships from the isles.",
            "Estmark withdraws its ships from the isles before The Board will lift its embargo on the ports.",
        ),
    ],
)
def test_words_that_trade_places_within_clauses_are_no_clauses(before: str, after: str) -> None:
    """Who is to leave a port and who is to open it is no matter of order."""
    assert reordered(before, after) is None
    assert words_in_order(before, after)[1] == WORD.findall(after)


def test_a_word_of_force_that_came_in_another_order_qualifies() -> None:
    """ "Will" became "will endeavour to", wherever the sentence says on what occasion."""
    assert only_qualified(
        "Taking account of the weather, the ports will phase out coal by 2045.",
        "The ports will endeavour to phase out coal by 2045, taking account of the weather.",
    )
