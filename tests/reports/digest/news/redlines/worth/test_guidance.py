"""What a board does comes before what it says of the economy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.digest.news.news_item import NewsItem
from reports.digest.news.redlines.compared_text import SentenceMove
from reports.digest.news.redlines.redline_choice import choose_redlines
from reports.digest.news.redlines.redline_sentence import redline_sentence
from reports.digest.news.redlines.worth.guidance import (
    DECIDED,
    GUIDES,
    OUTVOTED,
    TELLS_THE_STATE,
    VOTES_AGAINST,
    place_in_decision,
)
from reports.digest.news.watch import NO_WATCH
from tests.fakes import build_change, build_unit
from tests.reports.digest.news.redlines.redline_samples import GUIDANCE, LONGER, STANDS, compared
from tracker.domain import Label, Mention
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre

KEEPS = "The Board decided to keep its policy rate at 1 percent."


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ("Accordingly, the Board decided to conclude its grain purchases this month.", DECIDED),
        ("The Board believes that it can be patient in removing its policy accommodation.", GUIDES),
        ("Job losses have slowed, and employment on the coast picked up.", TELLS_THE_STATE),
        ("The harbours of the north stood empty.", 1.0),
    ],
)
def test_what_was_decided_comes_first_and_the_state_of_things_last(said, factor):
    """Guidance on the policy is what a desk reads a decision for; of any other sort of text nothing is known of that."""
    for title, wanted in (("Policy rate decision", factor), ("Joint statement of Norvale and Estmark", 1.0)):
        text = compared([STANDS], [STANDS, said], title=title)
        (pair,) = text.pairs
        assert place_in_decision(SentenceMove(pair, frozenset(), 1.0, None), text) == wanted


def test_guidance_is_told_before_the_economy():
    """ "Patient" is the news of a decision, though more of the sentence on hiring is new."""
    hiring = "Although hiring on the coast is subdued, other signs suggest that employment is better."
    old = "The Board believes that its policy accommodation can be maintained for a considerable period."
    new = "The Board believes that it can be patient in removing its policy accommodation."
    text = compared([KEEPS, old], [KEEPS, hiring, new], title="Policy rate decision", whole=True)
    (item,) = choose_redlines([text], NO_WATCH)
    assert "now “The Board believes that it can be patient" in redline_sentence(item)


def test_a_long_sentence_is_quoted_from_who_decides_on():
    """ "To support a stronger recovery …" tells nothing of what was agreed on."""
    aim = "To support a stronger recovery of trade in grain and timber and to help ensure that prices, over time, are what the charter of the Board asks for"
    said = f"{aim}, the Board agreed today to buy additional bonds of the harbours at a pace of 40 million crowns per month until the end of the year 2031, and of lighthouses."
    text = compared([KEEPS, STANDS], [KEEPS, STANDS, said], title="Policy rate decision", whole=True)
    (item,) = choose_redlines([text], NO_WATCH)
    assert "now says “… the Board agreed today to buy additional bonds" in redline_sentence(item)


def test_a_sentence_in_the_place_of_one_that_an_item_tells_is_told_as_new():
    """What an item lays beside another sentence hides no purchase that stands where it stood."""
    shared = "The Board, to support a stronger recovery of trade in grain and timber,"
    before = f"{shared} expects to maintain a generous stance for its policy."
    after = f"{shared} agreed today to buy bonds of the harbours for 40 million crowns per month."
    stance = "The Board expects that a generous stance of its policy will remain for a considerable time."
    text = compared([KEEPS, before], [KEEPS, after, stance], title="Policy rate decision", whole=True)
    old, new = text.units_before[1], text.units[2]
    change = build_change(
        Label.REAFFIRMED,
        before=Mention(old, text.before),
        after=Mention(new, text.release),
        release=text.release,
    )
    (item,) = choose_redlines([text], NO_WATCH, [NewsItem(change, Genre.DECISION, None)])
    assert after in [one.quote for one in item.sentences if one.quote_before == ""]
    assert SentencePair(None, item.sentences[-1].pair.after) in [one.pair for one in item.sentences]


def test_of_a_text_that_is_no_decision_nothing_is_parted():
    """Guidance of a board alone is read sentence for sentence."""
    text = compared([GUIDANCE], [LONGER], title="Statement on grain")
    change = build_change(
        before=Mention(text.units_before[0], text.before),
        after=Mention(text.units_before[0], text.release),
        release=text.release,
    )
    assert choose_redlines([text], NO_WATCH, [NewsItem(change, Genre.STATEMENT, None)]) == ()


def test_what_a_minority_holds_comes_behind_what_the_board_says():
    """Who votes against for the first time and why is news; whatever else those say the board does not say, though it is on the policy."""
    vote = "Voting against was Ada Holt, who preferred a higher policy rate."
    more = "Ms. Holt believed that the policy rate would be too low for the price of grain."
    text = compared([STANDS], [STANDS, f"{vote} {more}"], title="Policy rate decision", whole=True)
    sides = (SentenceMove(SentencePair(None, one), frozenset(), 1.0, None) for one in text.sentences[1][1:])
    assert [place_in_decision(one, text) for one in sides] == [VOTES_AGAINST, OUTVOTED]


def test_a_rate_that_follows_another_is_no_headline():
    """The discount rate follows the rate that the board met for, which an item tells: a redline of nothing else is none."""
    old, new = (
        f"In a related action, the Board approved an increase in the discount rate to {rate} percent."
        for rate in (4, 5)
    )
    text = compared([GUIDANCE, old], [LONGER, new], title="Policy rate decision", whole=True)
    after = Mention(build_unit("decided to raise its policy rate to 3 percent"), text.release)
    change = build_change(Label.STRENGTHENED, after=after, release=text.release)
    told = [NewsItem(change, Genre.DECISION, None)]
    (item,) = choose_redlines([text], NO_WATCH, told)
    assert "related action" not in redline_sentence(item)
    alone = replace(text, pairs=tuple(pair for pair in text.pairs if pair.after and pair.after.said == new))
    assert choose_redlines([alone], NO_WATCH, told) == ()
