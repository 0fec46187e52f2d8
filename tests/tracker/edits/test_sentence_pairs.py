"""Two texts of a series, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.edits.samples import document
from tracker.domain import Block, Role
from tracker.edits.sentence_pairs import TextSentences, pair_sentences

STANDS = "The Board will watch the price of grain and of timber closely."
WEATHER = "Ships were late in March, and the harbours of the north stood empty."


def paired(before, after):
    """Return two texts sentence by sentence."""
    return pair_sentences(TextSentences(before), TextSentences(after))


def differing(before, after):
    """Return what differs between two texts: the words before and after, "" where there are none."""
    pairs = paired(document(*before), document(*after)).differing
    return [(one.before.said if one.before else "", one.after.said if one.after else "") for one in pairs]


def test_a_sentence_in_other_words_is_paired_wherever_it_stands():
    """A board that moves its guidance from the fourth paragraph to the second still gives the same guidance."""
    old = "The Board expects that low rates will be warranted for some time."
    new = (
        "The Board decided to buy bonds and expects that low rates will be warranted for an extended period."
    )
    assert differing([STANDS, WEATHER, old], [new, STANDS, WEATHER]) == [(old, new)]


def test_a_sentence_is_gone_where_no_other_says_most_of_it():
    """“Patient” that no sentence of the new text takes up is gone, and is told where it stood."""
    gone = "The Board judges that it can be patient in raising its rate."
    new = "An increase remains unlikely at the meeting of April."
    assert differing([STANDS, gone, WEATHER], [STANDS, WEATHER, new]) == [(gone, ""), ("", new)]


def test_a_sentence_of_the_same_matter_in_another_order_is_its_counterpart():
    """A board that turned "may run below its objective" into "below its objective could pose risks" is told, not passed over."""
    old = "The Board also anticipates that grain prices over the medium term may run below its objective."
    new = (
        "The Board recognizes that grain prices persistently below its objective could harm trade, though it anticipates a return "
        "to them over the medium term."
    )
    assert differing([STANDS, old], [STANDS, new]) == [(old, new)]


def test_what_says_much_besides_is_no_other_wording():
    """“The time has come to conclude the release deal” is not said otherwise by a report on two days of talks that names the deal."""
    call = "The time has come to conclude the truce and release deal for the pilots."
    report = (
        "Over two days in Halvern senior officials of our ministries held intensive talks as mediators with harbour masters, "
        "insurers and crews, which aim to conclude the truce and a release deal for pilots."
    )
    pairs = paired(document(call, STANDS), document(report, STANDS)).differing
    assert not any(pair.before and pair.after for pair in pairs)


def test_half_a_sentence_that_was_kept_is_neither_gone_nor_new():
    """What a board says of pressures word for word again stands beside it, however the rest was written anew."""
    old = "Pressures on the price of grain seem likely to moderate over time, reflecting cheap timber and calm seas."
    new = "Harvests improved a little of late, and pressures on the price of grain seem likely to moderate over time."
    assert differing([STANDS, old], [STANDS, new]) == [(old, new)]


def test_a_stock_phrase_makes_no_pair():
    """Two long sentences that share "in line with the law of the sea" and nothing else are on two matters."""
    phrase = "in line with international maritime law and the Halden Charter"
    old = f"Norvale may defend its harbours and regain all isles that Veskia took from it by force, burning barns and mills of peaceful farmers, {phrase}."
    new = f"Coal ships that sail under Estmark colours without papers break every rule of honest trade, cheating buyers, insurers and crews alike, {phrase}."
    assert differing([STANDS, old], [STANDS, new]) == [("", new), (old, "")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([f"{STANDS} {WEATHER}"], [STANDS, WEATHER]),
        (
            ["The Board will raise its rate in June, and it will sell its bonds in July."],
            ["The Board will raise its rate in June.", "It will sell its bonds in July."],
        ),
    ],
    ids=["other paragraphs", "one sentence parted in two"],
)
def test_what_is_only_parted_otherwise_is_neither_gone_nor_new(before, after):
    """Who puts a full stop where a comma stood has said nothing new."""
    assert not [pair for pair in differing(before, after) if "" in pair]


def test_what_two_sentences_together_said_before_is_not_new():
    """A board that joins its outlook for the harvest and its resolve on prices into one sentence says neither for the first time."""
    first = "The Board sees the harvest of Estmark recover through the coming summer months."
    second = (
        "Prices of grain and timber remain elevated, and the Board resolves to restore stability to markets on every coast "
        "and isle."
    )
    joined = (
        "Elevated timber prices persist while the recover in harvest proceeds, which stability demands the Board restore "
        "by summer."
    )
    assert ("", joined) not in differing([STANDS, first, second], [STANDS, WEATHER, joined])
    assert ("", joined) in differing([STANDS, first, WEATHER, WEATHER, second], [STANDS, WEATHER, joined])


def test_what_a_heading_said_before_is_not_new():
    """A decision that stood as the title of the last text, and is a sentence of this one, is the same decision."""
    said = "Board decides to keep its main rate unchanged"
    old = document(said, STANDS)
    blocks = (replace(old.blocks[0], role=Role.HEADING), *old.blocks[1:])
    assert not paired(replace(old, blocks=blocks), document(STANDS, said)).differing


def test_how_much_of_a_text_stood_before_is_known():
    """Two of three sentences stand word for word or nearly: the text is of the series, and not written anew."""
    other = "The envoys of Estmark opened a garden of roses at the old castle."
    reworded = "The Board will watch the price of grain closely."
    pairs = paired(document(STANDS, WEATHER), document(reworded, WEATHER, other))
    assert (pairs.standing, pairs.of, round(pairs.likeness, 2)) == (2, 3, 0.67)
    assert paired(document(STANDS), document(other)).likeness == 0


def test_headings_and_empty_texts_have_no_sentences():
    """A heading of two words is no sentence, and a text without one differs in nothing."""
    assert differing(["Outlook"], ["Prospects"]) == []
    assert paired(document("Outlook"), document("Outlook")).likeness == 0


def test_a_sentence_that_a_page_breaks_in_two_is_one():
    """A page that breaks "will be released at | 2 p.m. …" makes two paragraphs of one sentence: its rest would stand as news without its verb."""
    first, rest = (
        "The first minutes of this kind will be released at",
        "2 p.m. in Port Halden on 4 January 2031.",
    )
    assert differing([STANDS], [STANDS, first, rest]) == [("", f"{first} {rest}")]
    assert differing([STANDS], [STANDS, first, WEATHER]) == [("", first), ("", WEATHER)]
    broken = replace(
        document(first),
        text=f"{first}\n\n{rest}",
        blocks=(Block(0, len(first) + 2 + len(rest), Role.PARAGRAPH),),
    )
    assert [one.said for one in TextSentences(broken).paired] == [f"{first} {rest}"]
    item = "The Board will buy grain, timber and bonds of the harbours; and"
    assert differing([STANDS], [STANDS, item, WEATHER]) == [("", item), ("", WEATHER)]


def test_what_was_decided_is_not_said_by_a_sentence_that_decides_on_another_act():
    """ "Decided to conclude its purchases" has most words of "decided to slow its purchases", and says the opposite of going on."""
    slower = "Accordingly, the Board decided to slow its programme of timber purchases this month."
    ended = "Accordingly, the Board decided to conclude its programme of timber purchases this month."
    slowed = "The Board will slow its programme of timber purchases this month."
    assert differing([STANDS, slower], [STANDS, slower, ended]) == [("", ended)]
    assert differing([STANDS, slower], [STANDS, slower, slowed]) == []
