"""How many of it two sentences promise."""

from __future__ import annotations

import pytest

from reports.digest.news.words.counted import how_often_moved, moved_count


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "In this context, Norvale will train 300 officers of the harbour police by May.",
            "Norvale will train 450 officers of the harbour police by May, its minister said.",
        ),
        (
            "Norvale will hand over two patrol boats to the coast guard of Estmark.",
            "Three patrol boats will be handed over to the coast guard of Estmark by Norvale.",
        ),
        (
            "Estmark will be admitted to the Compact at the 23rd Summit, once it has met the terms.",
            "Once it has met the terms, Estmark will be admitted to the Compact at the 25th Summit.",
        ),
        (
            "Banks with less than 15 billion crowns of deposits may use the simple rules.",
            "The simple rules may be used by banks with less than 20 billion crowns of deposits.",
        ),
    ],
)
def test_another_number_of_the_same_is_a_move(before, after):
    """Three boats for two, and 450 officers for 300, are more, however the sentence was turned round."""
    assert moved_count(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Some 14,300 persons will cross the border each day to work in Norvale.",
            "Some 14,900 persons will cross the border each day to work in Norvale.",
        ),
        (
            "Norvale will train 1,500 officers of the harbour police.",
            "Norvale will train 1500 officers of the harbour police.",
        ),
        (
            "Norvale will send 1.5 billion crowns of aid to the ports.",
            "Norvale will send 1,500 million crowns of aid to the ports.",
        ),
        (
            "Five members voted to keep the rate, and two would lower it.",
            "Six members voted to keep the rate, and one would lower it.",
        ),
        (
            "We will meet again at the 19th session in Port Halden on 28 October 2031.",
            "We will meet again at the 20th session in Lorn on 20 May 2032.",
        ),
        (
            "Assets held in Norvale (740 million crowns) will remain frozen.",
            "Assets held in Norvale (752 million crowns) will remain frozen.",
        ),
        (
            "The centre has delivered 11 million crowns of aid and will go on.",
            "The centre has delivered 16 million crowns of aid and will go on.",
        ),
    ],
)
def test_figures_of_the_day_votes_numbers_of_meetings_and_other_spellings_are_no_move(before, after):
    """How many crossed, voted, met or were paid by now, and what frozen assets are worth, is promised by nobody; 1.5 billion is 1,500 million."""
    assert not moved_count(before, after)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "The exercise Northern Lantern will be held every year.",
            "The exercise Northern Lantern will be held twice a year.",
            True,
        ),
        (
            "The board will review the cap on fees every six months.",
            "Twice a year the board will review the cap on fees.",
            False,
        ),
        (
            "The commission will meet at least twice a year in Halvern.",
            "At least two meetings of the commission will be held in Halvern each year.",
            False,
        ),
        (
            "A quarterly report on the fund is issued each year in May.",
            "A quarterly report on the fund is issued in May.",
            False,
        ),
        (
            "The review of fees in Halvern is held twice each year.",
            "The review of fees in Halvern is held twice a year.",
            False,
        ),
    ],
)
def test_another_number_of_times_a_year_is_a_move(before, after, moved):
    """ "Every six months" is "twice a year", and two meetings each year are two a year."""
    assert how_often_moved(before, after) is moved
