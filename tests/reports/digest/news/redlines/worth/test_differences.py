"""How two sentences that stand for each other differ, and what that says on whether something moved."""

from __future__ import annotations

from reports.digest.news.redlines.worth.differences import difference
from reports.digest.news.redlines.worth.moved_values import Alone
from reports.digest.news.redlines.worth.sentence_model import WORTH, load_sentence_model, moved_evidence

PLEDGE = "Norvale will send the harbours of Estmark all the grain that they need before winter."


def moved(before, after, alone=None):
    """Return how likely something moved in substance, by how they differ alone."""
    model = load_sentence_model()
    return model.moved.of(moved_evidence(difference(before, after, alone), 0.0, [0.5] * len(WORTH)))


def test_words_of_one_family_did_not_move():
    """“Its determination to” and “is determined to” promise the same."""
    found = difference("The Board is determined to hold.", "The determination of the Board is to hold.", None)
    assert found.telling_gone == found.telling_come == found.qualifier_gone == 0


def test_a_word_in_the_place_of_another_is_replaced_and_one_in_no_place_is_put_in():
    """“Ports” for “harbours” stands in its place; “and Lurania” has nothing in its place."""
    replaced = difference(PLEDGE, PLEDGE.replace("harbours", "ports"), None)
    put_in = difference(PLEDGE, PLEDGE.replace("Estmark", "Estmark and Lurania"), None)
    assert (replaced.replaced > 0, replaced.put_in, replaced.one_sided) == (True, 0.0, 0.0)
    assert (put_in.put_in > 0, put_in.replaced, put_in.one_sided) == (True, 0.0, 1.0)


def test_the_same_words_in_another_order_are_no_move():
    """A list that is given the other way round says what it said."""
    found = difference("We support grain and timber.", "We support timber and grain.", None)
    assert (found.order, found.telling_gone, found.telling_come) == (1.0, 0.0, 0.0)


def test_a_word_lost_from_a_promise_moves_more_than_a_paraphrase_of_all_of_it():
    """“All” gone is a smaller promise; the passive voice of the same promise is the same one."""
    passive = (
        "All the grain needed by the harbours of Estmark is going to be sent by Norvale ahead of winter."
    )
    assert moved(PLEDGE, PLEDGE.replace("all the", "the"), Alone.WORD) > moved(PLEDGE, passive)
