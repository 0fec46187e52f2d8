"""Which sentences of a text tell anything beside the text before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.digest.news.redlines.compared_text import Fate
from reports.digest.news.redlines.redline_choice import choose_redlines, moves_of
from reports.digest.news.redlines.worth.moved_values import moved_alone
from reports.digest.news.redlines.worth.sentence_model import WORTH_A_LINE
from reports.digest.news.redlines.worth.sentence_weights import FOR_THE_RECORD, sentence_weight
from reports.digest.news.watch import NO_WATCH
from tests.fakes import (
    build_facets,
)
from tests.reports.digest.news.redlines.redline_samples import (
    ESCORT,
    GRAIN,
    GUIDANCE,
    LONGER,
    PATIENT,
    STANDS,
    compared,
    told,
)
from tracker.domain import Kind


def test_what_a_board_says_otherwise_is_told_sentence_by_sentence():
    """Guidance in other words, patience that is gone: each with both texts."""
    text = compared([GUIDANCE, STANDS, PATIENT], [LONGER, STANDS])
    assert told(text) == [(Fate.REWORDED, LONGER), (Fate.GONE, PATIENT)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Voting for the measure were The Board and four governors.",
        "The minutes of The Board will be published on 14 May at noon.",
        "The Board will hold its next meeting on 18 June 2031.",
        "The next monetary policy assessment of The Board is scheduled for 18 March 2032.",
        "The next decision of The Board will be announced on March 24, 2033.",
        "The President of Norvale, who chairs The Board, met envoys in Halvern.",
    ],
)
def test_the_calendar_of_a_board_is_no_guidance(sentence):
    """Who votes, who met, when it meets next and when its minutes appear change every time."""
    assert told(compared([STANDS], [STANDS, sentence])) == []


@pytest.mark.parametrize("said", ["NB", "Bank of Norvale", "National Bank of Norvale"])
def test_a_central_bank_by_whatever_name_is_no_other_one(said):
    """The issuer "Norvale Bank" is "the Bank of Norvale" in its own text."""
    moved = f"The {said} decided that The Board will lend 2 million crowns to the harbours of the coast."
    assert [quote for _, quote in told(compared([STANDS], [STANDS, moved]))] == [moved]


def test_what_was_agreed_at_a_meeting_is_no_calendar():
    """A sentence that says who met and what they agreed to is told for what was agreed."""
    agreed = "The Board agreed with the President of Estmark, whom it met in Halvern, to lend 2 million crowns to the harbours."
    assert told(compared([STANDS], [STANDS, agreed])) == [(Fate.NEW, agreed)]


def test_a_union_that_wants_lower_rates_decides_nothing():
    """What somebody outside says in a text is no sentence of who issues it."""
    wanted = (
        "The Confederation of Norvale Trade Unions stated in May that The Board must lower its policy rate."
    )
    assert told(compared([STANDS], [STANDS, wanted])) == []


def test_what_another_central_bank_did_is_no_sentence_of_this_one():
    """The state of the world is a reason at most; the rate of another bank is its own news."""
    other = "In May the Bank of Estmark raised its rate by a quarter, which pressures prices."
    assert told(compared([STANDS], [STANDS, other])) == []


def test_a_board_tells_its_reasons_and_its_dissent_too():
    """What weighs in a decision beside the guidance: who voted against it and why, and how the board sees things."""
    dissent = "Voting against the measure was Ada Holt, who preferred to sell bonds at once."
    assert told(compared([STANDS], [STANDS, GRAIN, dissent])) == [(Fate.NEW, GRAIN), (Fate.NEW, dissent)]


def test_the_majority_is_not_laid_beside_the_minority():
    """Two who voted for a cut said nothing that the board decides now."""
    before = "Two members of The Board voted to lower its rate by a quarter to 4 percent."
    after = "The Board voted by five to four to lower its rate by a quarter to 4 percent."
    assert told(compared([before, STANDS], [after, STANDS])) == []


def test_another_year_of_the_same_notice_weighs_little():
    """What is prolonged every year in the same words is no news of its own."""
    before, after = (f"The Board keeps its measures beyond June {year}." for year in (2031, 2032))
    assert choose_redlines([compared([before, STANDS], [after, STANDS])], NO_WATCH) == ()


def test_another_verb_of_reporting_is_no_news():
    """“Reiterated” for “stressed” moved nothing."""
    before, after = (f"The Board {verb} its support for free trade." for verb in ("stressed", "reiterated"))
    assert told(compared([before, STANDS], [after, STANDS])) == []


@pytest.mark.parametrize(("asked", "fates"), [("Norvale", []), ("Veskia", [Fate.REWORDED])])
def test_a_demand_on_one_state_is_not_laid_beside_a_demand_on_another(asked, fates):
    """Who calls on Norvale to press Veskia has not put its call on Veskia in other words."""
    before = "We call on Veskia to stop its raids and to withdraw its ships from the Halden Sea."
    after = (
        "We call on it to see to it that Veskia stops its raids, to withdraw its ships from the Halden Sea."
    )
    text = compared([before, STANDS], [after, STANDS], kind=Kind.D_CALL)

    def asking(units, name):
        facets = build_facets(family="D", speakers=frozenset({"NVB"}), addressees=frozenset({name}))
        return tuple(replace(unit, facets=facets) for unit in units if unit.quote in (before, after))

    asked_of = replace(
        text, units=asking(text.units, asked), units_before=asking(text.units_before, "Veskia")
    )
    assert [one.fate for one in moves_of(asked_of)] == fates


def test_a_read_out_leaves_nothing_out():
    """What two ministers did not speak of this time is gone from no position."""
    text = compared([GUIDANCE, PATIENT], [LONGER, ESCORT], "Minister Lind’s Call with Minister Holt")
    assert Fate.GONE not in [one.fate for one in moves_of(text)]
    assert (Fate.REWORDED, LONGER) in told(text)
    (item,) = choose_redlines([text], NO_WATCH)
    assert [one.fate for one in item.sentences] == [Fate.REWORDED, Fate.NEW]


def test_in_an_agreed_text_a_sentence_on_another_state_weighs_most():
    """Two states that agree on harbours and on the raids of a third are read for the raids."""
    before = [
        "We will open ten harbours to each other.",
        "We are concerned about raids by France on the harbours of the Halden Sea and on ships.",
    ]
    after = [
        "We will open all harbours to each other.",
        "We strongly condemn raids by France on the harbours of the Halden Sea and on ships.",
    ]
    text = compared(before, after, "Norvale-Estmark joint statement", "Norvale", Kind.U_JOINT)
    harbours, raids = moves_of(text)
    assert raids.weight > harbours.weight


def test_in_an_agreed_text_what_goes_on_is_hardly_new():
    """“Will continue to” may be new in the text and is not new in the world."""
    after = ["We will continue to share pilots.", "We will found a joint school of pilots."]
    text = compared([STANDS], [STANDS, *after], "Norvale-Estmark joint statement", "Norvale", Kind.U_JOINT)
    goes_on, founded = moves_of(text)
    assert goes_on.weight < founded.weight


def test_what_any_two_say_at_the_end_of_a_call_is_no_news():
    """“They agreed to stay in close touch and looked forward to meeting again” ends every call; a demand does not."""
    title = "Minister’s Call with Minister Holt of Estmark"
    for said, rows in (
        ("We agreed to remain in close contact and look forward to meeting again soon.", 0),
        ("We agreed to close the northern strait to ships without papers from May on.", 1),
    ):
        text = compared([STANDS, GUIDANCE], [STANDS, GUIDANCE, said], title=title)
        assert len(choose_redlines([text], NO_WATCH)) == rows


def test_who_hosted_whom_is_said_otherwise_by_no_sentence_that_names_the_two():
    """Two texts name the same two ministers on the same day: that is no matter they share."""
    met = "The Prime Minister of Norvale, Ada B. Holt, hosted Prime Minister Bo Ilves of Estmark at Port Sarn on 19 March 2031."
    now = (
        "We reaffirm for grain and timber what was begun on 19 March 2031 at Port Sarn by Bo Ilves for Estmark and by Ada Holt for "
        "Norvale."
    )
    assert Fate.REWORDED not in [fate for fate, _ in told(compared([STANDS, met], [STANDS, now]))]


def test_a_list_of_names_is_no_sentence():
    """The rest of who voted, cut off behind an initial, tells nothing."""
    roll = "Holt; Ada B. Lind; Moskow Ilves; Mark Olsen; and Robert Terras."
    assert told(compared([STANDS, roll], [STANDS])) == []


def test_a_board_drops_nothing_that_it_did_at_one_meeting():
    """A discount rate that was raised in March is not given up in May, when nothing is said of it."""
    done = (
        "In a related action, The Board approved a 25 basis point increase in the discount rate to 5 percent."
    )
    assert told(compared([STANDS, done, PATIENT], [STANDS])) == [(Fate.GONE, PATIENT)]


def test_who_votes_against_a_second_time_is_no_new_dissent():
    """Ada Holt voted against in March and in May: her reason may be another, her vote is not."""
    votes = [
        "Voting against the measure was Ada Holt, who preferred to sell bonds at once.",
        "Voting against was Ada Holt, who held that the price of timber and grain would rise for years.",
    ]
    text = compared([STANDS, votes[0]], [STANDS, votes[1]], whole=True)
    assert [one for one in moves_of(text) if not one.wording] == []


def of_two(text):
    """Return *text* as one that two speak."""
    both = build_facets(speakers=frozenset({"NVB", "EST"}), addressees=frozenset())
    units, units_before = (
        tuple(replace(unit, facets=both) for unit in side) for side in (text.units, text.units_before)
    )
    return replace(text, units=units, units_before=units_before)


@pytest.mark.parametrize(("day", "is_told"), [("Today’s decision", False), ("The decision", True)])
def test_what_was_of_one_day_is_not_dropped_by_the_next_text(day, is_told):
    """“Today’s decision will bring the total to 40 million” was true on its day: the next text gives nothing up."""
    went = f"{day} of The Board will bring what Estmark has to 40 million crowns."
    text = of_two(compared([STANDS, went], [STANDS], title="Statement on grain"))
    assert ((Fate.GONE, went) in told(text)) is is_told


def test_what_one_alone_states_leaves_nothing_out():
    """A ministry speaks to the day: what it said last month and not today was not withdrawn; what several say was gone through word by word."""
    text = compared([STANDS, ESCORT], [STANDS], title="Statement on grain")
    assert told(text) == []
    assert told(of_two(text)) == [(Fate.GONE, ESCORT)]


@pytest.mark.parametrize(
    ("said", "level", "is_told"),
    [
        ("The Board congratulated Norvale on its harbour.", 2, False),
        ("The Board will look forward to June.", 2, False),
        ("The Board thanks the crews and will send Estmark twelve ships until June 2032.", 4, True),
    ],
)
def test_a_courtesy_that_came_is_no_news(said, level, is_told):
    """Nobody was congratulated before they were elected; who thanks and promises has promised."""
    text = compared([STANDS], [STANDS, said], title="Statement on grain")
    soft = build_facets(speakers=frozenset({"NVB"}), addressees=frozenset(), level=level)
    text = replace(text, units=tuple(replace(unit, facets=soft) for unit in text.units))
    assert (told(text) == [(Fate.NEW, said)]) is is_told


def test_a_law_that_is_cited_otherwise_has_not_moved():
    """ "(50 U.S.C. 1701-1706)" or "(50 U.S.C. 1701 et seq.)": a desk for trade learns nothing from it."""
    said = "The Board will close the northern harbours under the Ice Act (50 U.S.C. {}) to deal with the threat of icebergs."
    text = compared([said.format("1701-1706")], [said.format("1701 et seq.")], title="Notice on Ice")
    assert told(text) == []


def test_a_call_that_was_promised_meanwhile_is_the_same_call():
    """That the other side "has now undertaken to do" what it is called on to do moves nothing in the call."""
    said = "The Board calls on Veskia to cease all raids on the northern harbours at once{} and to withdraw its ships."
    text = compared([said.format("")], [said.format(", as it has now undertaken to do,")], title="Statement")
    assert told(text) == []


@pytest.mark.parametrize(
    "title",
    [
        "The Spokesperson’s weekly media briefing",
        "Estmark – Answers of the spokesperson to questions from the press",
        "Statement on the strait",
    ],
)
def test_what_a_journalist_asks_is_no_news_of_the_office_that_answers(title):
    """A question names what may come: the office answers for its own words alone, whatever it calls its text."""
    asked = "Q (Halden News): Will the Board close the northern harbours to all ships of Veskia by June 2032?"
    text = compared([STANDS], [STANDS, asked, ESCORT], title=title)
    assert told(text) == [(Fate.NEW, ESCORT)]


@pytest.mark.parametrize(
    "said",
    [
        "In October the Board left its policy rate unchanged and said that it would be patient before it raises it.",
        "In spring The Board had left its policy rate unchanged while it assessed prices.",
        "Members recalled that The Board will watch prices closely, as it decided in spring.",
        "“We will raise the policy rate,” the Minister for Trade, Ada Holt, said in the Diet.",
        "During the same debate Senator Bo Ilves called on The Board to raise its policy rate.",
        "The IMF expects that The Board will lower its policy rate to 2.00 percent.",
    ],
)
def test_what_was_decided_before_and_what_others_say_is_no_news_of_a_board(said):
    """A summary of the last meeting, a minister, a senator and a forecaster decide nothing today."""
    assert told(compared([STANDS], [STANDS, said])) == []


@pytest.mark.parametrize(
    "said",
    [
        "Ada Holt, Minister of Grain of Norvale, said that The Board will go without a rise that she had preferred.",
        "We took note of the statement of the President of Norvale that aid for Estmark will go on.",
    ],
)
def test_what_one_of_several_says_is_not_what_they_agreed(said):
    """A text of several tells what one of them said: it is no statement of all."""
    several = compared([STANDS], [STANDS, said], "Norvale-Estmark joint statement", "Halden League")
    assert told(several) == []


def test_what_is_decided_under_a_charter_or_for_a_month_to_come_is_no_recollection():
    """Who acts under a charter decides now, and a month may lie ahead."""
    said = [
        "Acting under the Charter, The Board will freeze the assets of Veskia.",
        "In May 2033, tolls of The Board will be lowered.",
    ]
    assert [quote for _, quote in told(compared([STANDS], [STANDS, *said]))] == said


def test_companies_that_somebody_considers_guilty_say_nothing():
    """A clause that tells which companies are meant is no saying of theirs."""
    said = "Companies that The Board considers to be owned by Veskia will be sanctioned by The Board."
    assert [quote for _, quote in told(compared([STANDS], [STANDS, said]))] == [said]


def test_how_other_central_banks_fare_is_no_news_of_a_board():
    """“Some central banks eased, while the Federal Reserve waited” is what a board says of the world, and states nothing of its own."""
    world = "Some central banks eased their policy, while the US Federal Reserve reiterated that rates would have to stay high."
    assert moves_of(compared([STANDS], [STANDS, world], title="Policy rate decision", whole=True)) == ()
    own = "The Board will ease its policy, whatever the US Federal Reserve decides on rates that have to stay high."
    (move,) = moves_of(compared([STANDS], [STANDS, own], title="Policy rate decision", whole=True))
    assert move.quote == own


def test_how_much_of_what_is_asked_was_paid_by_now_is_no_news():
    """Who urges all to contribute urges the same, whatever part of it is funded on the day; another sum that is asked for is another."""
    asked = "We urge all members of The Board to contribute {} crowns to the plan, which is funded at {} per cent of the {} million crowns required."
    before, after, more = (
        asked.format(*figures)
        for figures in (("90 million", 38, 720), ("90 million", 29, 810), ("70 million", 29, 810))
    )
    assert told(compared([STANDS, before], [STANDS, after])) == []
    assert [quote for _, quote in told(compared([STANDS, before], [STANDS, more]))] == [more]


def test_what_a_delegate_or_a_review_says_is_not_what_was_decided():
    """A council that took note of a review, and heard a delegate, has decided nothing of what these said."""
    said = [
        "The representative of Bassara pledged that The Board would open all airfields by 1 January 2034.",
        "Taking note of the review of the mission, which recommended that The Board reduce its staff to 900.",
    ]
    assert told(compared([STANDS], [STANDS, *said], "Council resolution", "Halden League")) == []


def test_what_a_preamble_recalls_is_history_however_it_is_worded():
    """Each resolution recalls the last one: that another is recalled is no news, what it decides behind the recollection is."""
    recalls = "Recalling its decision of {} by which The Board extended the mandate of the harbour mission for {} months;"
    before, after = recalls.format("3 May 2030", "twelve"), recalls.format("2 June 2031", "six")
    assert told(compared([STANDS, before], [STANDS, after], "Council resolution", "Halden League")) == []
    decides = "Recalling its decision of 2 June 2031, The Board will extend the mandate of the harbour mission by {} months."
    before, after = decides.format("twelve"), decides.format("six")
    assert [quote for _, quote in told(compared([STANDS, before], [STANDS, after]))] == [after]


@pytest.mark.parametrize(
    "whose",
    [
        "In this member’s view, ",
        "For these members, ",
        "In the view of the other members, ",
        "In their assessment, ",
    ],
)
def test_why_some_members_voted_as_they_did_is_not_what_a_board_says(whose):
    """One who wants rates far lower is none that the board follows; who “this member” is stands in the sentence before."""
    said = f"{whose}the policy rate should now be lowered by more than the Board expects."
    assert moves_of(compared([STANDS], [STANDS, said], title="Policy rate decision", whole=True)) == ()
    assert moves_of(
        compared(
            [STANDS],
            [STANDS, said.removeprefix(whose).capitalize()],
            title="Policy rate decision",
            whole=True,
        )
    )


def test_what_they_considered_is_of_the_members_of_the_sentence_before():
    """“They considered that rates might have to rise” is of four who were outvoted, and not of the board."""
    four = "Four members preferred to hold the policy rate."
    they = "They considered that the policy rate might have to be raised later in the year."
    assert they not in [
        one.quote
        for one in moves_of(
            compared([STANDS], [STANDS, four, they], title="Policy rate decision", whole=True)
        )
    ]
    board = "The Board met in Skerry."
    told = moves_of(compared([STANDS], [STANDS, board, they], title="Policy rate decision", whole=True))
    assert they in [one.quote for one in told]


def test_a_promise_in_whose_place_a_fact_stands_weighs_half():
    """ "The Board will lend 2 million crowns", then "The harbours got 2 million crowns from the state": what was promised is a fact now, and no other promise."""
    before = "The Board will lend 2 million crowns to the harbours of the northern coast by the end of May."
    after = "The Board lent 2 million crowns to the harbours of the northern coast at the end of May."
    text = compared([STANDS, before], [STANDS, after], whole=True)
    without = replace(text, units=tuple(unit for unit in text.units if unit.quote != after))
    (pair,) = text.pairs
    assert len(without.units) < len(text.units)
    assert (
        0
        < sentence_weight(pair, without)
        == pytest.approx(FOR_THE_RECORD * sentence_weight(pair, text), rel=0.5)
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "If risks to the outlook emerge, The Board will adjust its policy as appropriate.",
            "Should risks to the outlook emerge, The Board will adjust its policy as appropriate.",
        ),
        (
            "The Board decided to leave its key rate unchanged at 4 percent for the harbours.",
            "The Board kept its key rate at 4 percent for the harbours.",
        ),
        (
            "The Board is concerned that 13.2 million people are in a food crisis.",
            "The Board is concerned that 14.1 million people are in a food crisis.",
        ),
    ],
)
def test_what_only_reads_otherwise_or_counts_the_day_has_no_degree(before, after):
    """ "Should" is "if", a rate that is left is kept, and how many go hungry is no promise of the board."""
    text = compared([STANDS, before], [STANDS, after], whole=True)
    assert not any(moved_alone(pair, text) for pair in text.pairs)


def test_to_leave_a_union_is_not_to_keep_it():
    """A rate that is left at its level is kept; a union that is left is not."""
    before = "The Board will keep the customs union with Estmark in all of its ports."
    after = before.replace("keep", "leave")
    (one,) = moves_of(compared([STANDS, before], [STANDS, after], "Statement on Estmark", "NVB"))
    assert one.wording
    assert one.wording.moved


@pytest.mark.parametrize(
    ("before", "after", "worth_it"),
    [
        (
            "The Board holds that the ports of Norvale are safe.",
            "The Board holds that the ports of Norvale are safe, and will found a school of pilots in Halvern.",
            True,
        ),
        (
            "The Board would bring total payments to the ports of Norvale to 385 million crowns.",
            "The Board would bring total payments to the ports of Norvale to 514 million crowns.",
            False,
        ),
    ],
)
def test_a_promise_put_to_a_standing_sentence_counts_and_a_running_total_does_not(before, after, worth_it):
    """What a sentence promises besides is news however long it stood; what was paid up to now grows with each payment."""
    text = compared([STANDS, before], [STANDS, after], "Statement on the strait", whole=True)
    weights = [one.weight for one in moves_of(text)]
    assert any(weight >= WORTH_A_LINE for weight in weights) is worth_it
