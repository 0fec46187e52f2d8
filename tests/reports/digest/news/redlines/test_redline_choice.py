"""A text beside the one before it in its series, among the news."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from reports.digest.compose import NewsSettings, compose
from reports.digest.filters import ChangeFilter
from reports.digest.news.evidence import NewsItem, Standing, TextBefore
from reports.digest.news.redlines.compared_text import ComparedText, Fate
from reports.digest.news.redlines.redline_choice import RedlineItem, choose_redlines, moves_of
from reports.digest.news.redlines.redline_sentence import redline_sentence, sentence_runs
from reports.digest.news.watch import NO_WATCH, watch_of
from reports.digest.news_layout import lay_out_news
from reports.render import Format, render, render_news
from reports.view.redline import plain_redline
from tests.fakes import (
    build_change,
    build_facets,
    build_mention,
    build_release,
    build_unit,
)
from tests.reports.digest.news.redlines.redline_samples import (
    ESCORT,
    GRAIN,
    GUIDANCE,
    LONGER,
    MARCH,
    MAY,
    PATIENT,
    STANDS,
)
from tests.tracker.edits.samples import document
from tracker.domain import Kind, Label, Mention
from tracker.edits.sentence_pairs import TextSentences, pair_sentences
from tracker.link.occasions.genre import Genre


def units_of(text, release, kind=Kind.U_OWN, speaker="NVB"):
    """Return each sentence of *text* on the Board as a statement of its speaker."""
    return tuple(
        build_unit(
            sentence,
            start=text.index(sentence),
            revision=release.id,
            kind=kind,
            facets=build_facets(speakers=frozenset({speaker}), addressees=frozenset()),
        )
        for sentence in text.split("\n\n")
        if "The Board" in sentence or "We " in sentence
    )


def compared(before, after, title="Rate statement", speaker="NVB", kind=Kind.U_OWN, *, whole=False):
    """Return a text of May beside that of March; *whole* with all that both say."""
    earlier = build_release("R-3", title=f"{title}, 19 March 2031", published_on=MARCH, issuer="Norvale Bank")
    later = build_release("R-5", title=f"{title}, 7 May 2031", published_on=MAY, issuer="Norvale Bank")
    old, new = ("\n\n".join(sentences) for sentences in (before, after))
    found = pair_sentences(TextSentences(document(*before)), TextSentences(document(*after)))
    text = ComparedText(
        later,
        earlier,
        found.differing,
        units_of(new, later, kind, speaker),
        units_of(old, earlier, kind, speaker),
    )
    return replace(text, whole=(old, new), sentences=found.sentences) if whole else text


def told(text):
    return [(one.fate, one.quote or one.quote_before) for one in moves_of(text)]


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
        "The President of Norvale, who chairs The Board, met envoys in Halvern.",
    ],
)
def test_the_calendar_of_a_board_is_no_guidance(sentence):
    """Who votes, who met, when it meets next and when its minutes appear change every time."""
    assert told(compared([STANDS], [STANDS, sentence])) == []


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
    assert [one.fate for one in item.sentences] == [Fate.NEW]


def test_a_read_out_is_told_of_who_wrote_it():
    """What both ministers are said to have affirmed is the account of one of them."""
    text = compared(
        [GUIDANCE, PATIENT], [LONGER, ESCORT], "Minister Lind’s Call with Minister Holt", "Estmark"
    )
    assert redline_sentence(choose_redlines([text], NO_WATCH)[0]).startswith("Norvale Bank, ")


def test_in_an_agreed_text_a_sentence_on_another_state_weighs_most():
    """Two states that agree on harbours and on the raids of a third are read for the raids."""
    before = [
        "We will open ten harbours to each other.",
        "We are concerned about raids by France on the Halden Sea.",
    ]
    after = [
        "We will open all harbours to each other.",
        "We strongly condemn raids by France on the Halden Sea.",
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


def test_what_an_item_tells_is_not_told_twice():
    """The sentence of a rate that was raised stands in its own item; the redline shows the others."""
    text = compared([GUIDANCE, PATIENT], [LONGER, STANDS])
    shown = next(unit for unit in text.units if unit.quote == LONGER)
    change = build_change(
        Label.STRENGTHENED,
        release=text.release,
        before=build_mention(GUIDANCE, release=text.before),
        after=Mention(shown, text.release),
    )
    items = compose([change], news=NewsSettings()).news.items
    assert len(items) == 1
    (redline,) = choose_redlines([text], NO_WATCH, items)
    assert LONGER not in [one.quote for one in redline.sentences]


@pytest.mark.parametrize(
    ("last", "old_day", "items"),
    [([LONGER, STANDS], 100, 0), ([PATIENT, STANDS], 100, 1), ([LONGER, STANDS], 0, 1)],
    ids=["the last text said it", "the last text did not", "compared with the last text itself"],
)
def test_what_the_last_text_said_already_is_no_news_of_this_one(last, old_day, items):
    """A line that the last statements were not linked to is compared with a text of long ago: its words are months old by now."""
    text = replace(compared(last, [LONGER, STANDS]), whole=("\n\n".join(last), f"{LONGER}\n\n{STANDS}"))
    old = replace(text.before, id="old", published_on=MARCH - timedelta(days=old_day))
    change = build_change(
        Label.STRENGTHENED,
        release=text.release,
        before=build_mention(GUIDANCE, release=old),
        after=Mention(next(unit for unit in text.units if unit.quote == LONGER), text.release),
    )
    said = TextBefore(text.before.published_on, text.whole[0])
    news = compose([change], news=NewsSettings(Standing(text_before=lambda _: said))).news
    assert (len(news.items), news.repeated) == (items, 1 - items)


def test_the_row_says_who_when_and_what():
    """One row: the weightiest in words, beside which text, and each sentence as a redline below; how many differ the page says."""
    digest = compose([], news=NewsSettings(texts=[compared([GUIDANCE, STANDS, PATIENT], [LONGER, STANDS])]))
    (row,) = lay_out_news(digest).rows
    assert row.sentence.endswith(
        "no longer says “The Board can be patient before it raises its policy rate.” in these words; beside the text of 2031-03-19."
    )
    assert [[run.op for run in runs] for runs in row.redlines] == [
        ["equal", "delete", "equal", "insert", "equal"],
        ["delete"],
    ]
    assert "≠ REDLINE" in render_news(digest)
    assert "No change that is sure" not in render_news(digest)


def test_a_sentence_that_points_at_the_one_before_it_is_not_the_first_told():
    """“This can be attributed to” says nothing in a headline: of two new sentences the other one stands there."""
    pointing = "This will keep the Board from lowering rates for grain and timber before June 2032 at least."
    plain = "The Board will send Estmark twelve ships that escort grain until June 2032."
    text = compared([STANDS], [STANDS, pointing, plain], title="Decision on the policy rate")
    (item,) = choose_redlines([text], NO_WATCH)
    assert {one.quote for one in item.sentences} == {pointing, plain}
    assert "now says “The Board will send" in redline_sentence(item)


def test_of_a_decision_only_the_words_are_said_to_be_new():
    """A board says in part in other words what it said before, so "adds" would say too much; of a statement of one state it is borne out."""
    plain = "Norvale will send Estmark twelve ships that escort grain until June 2032."
    texts = (
        compared([STANDS], [STANDS, plain], title=title)
        for title in ("Policy rate decision", "Statement on grain")
    )
    decided, stated = (redline_sentence(RedlineItem(text, moves_of(text), 1.0)) for text in texts)
    assert ": now says “Norvale will send" in decided
    assert ": adds “Norvale will send" in stated


def test_the_row_quotes_the_new_words_and_lays_like_beside_like():
    """Words that stand late in a long sentence are quoted with what is around them; a verb never stands for a name."""
    long = (
        "The Board judges that grain and timber were dear in every harbour of the north through the whole of a long and stormy "
        "winter, and it expects that rates will stay low {}."
    )
    text = compared([long.format("for some time"), STANDS], [long.format("until June 2032 at least"), STANDS])
    (item,) = choose_redlines([text], NO_WATCH)
    assert "“until June 2032 at least” where it said “for some time”" in redline_sentence(item)
    spread = long.replace("judges", "{}")
    text = compared(
        [spread.format("judges", "for some time"), STANDS], [spread.format("sees", "until June 2032"), STANDS]
    )
    (item,) = choose_redlines([text], NO_WATCH)
    assert "now “… " in redline_sentence(item)
    assert "until June 2032" in redline_sentence(item)
    text = compared(
        ["The Board will keep rates low for long.", STANDS],
        ["We welcome that The Board will keep rates low for long.", STANDS],
    )
    assert all("where it said" not in redline_sentence(one) for one in choose_redlines([text], NO_WATCH))


@pytest.mark.parametrize(
    ("decided", "vote", "words"),
    [
        (
            "decided to keep its policy rate at 3 percent",
            "was Ada B. Holt, who preferred to wait.",
            "policy rate held at 3 percent, against: Holt; ",
        ),
        ("decided to keep its policy rate at 3 percent", "were nobody.", "policy rate held at 3 percent; "),
        (
            "decided to raise its policy rate to 3 percent",
            "were: Ada B. Holt, and Mark Lind who disagree.",
            "policy rate raised to 3 percent, against: Holt, Lind; ",
        ),
    ],
)
def test_a_decision_says_what_was_held_and_who_was_against(decided, vote, words):
    """What was decided on a rate is asked first, who was outvoted next; who no longer votes at all did not change sides."""
    later = [f"The Board {decided}.", LONGER, f"Voting against the measure {vote}"]
    text = compared([GUIDANCE], later, speaker="NVB")
    text = replace(text, whole=(GUIDANCE, "\n\n".join(later)))
    (item,) = choose_redlines([text], NO_WATCH)
    assert f"2031-05-07: {words}" in redline_sentence(item)
    dissent = "Voting against was Bo Ilves, who preferred to wait."
    (item,) = choose_redlines([replace(text, whole=(dissent, text.whole[1]))], NO_WATCH)
    assert "Ilves" not in redline_sentence(item)
    namesake = f"{text.whole[1]} Voting for the measure was Bea Ilvesson.\nMr. Ilves retired in May."
    (item,) = choose_redlines([replace(text, whole=(dissent, namesake))], NO_WATCH)
    assert "no longer against" not in redline_sentence(item)
    voting = f"{text.whole[1]} Voting for the measure was Bo Ilves."
    (item,) = choose_redlines([replace(text, whole=(dissent, voting))], NO_WATCH)
    assert "no longer against: Ilves; " in redline_sentence(item)


def test_a_redline_names_no_rate_that_an_item_tells_of():
    """Two rates move in one decision; the redline beside "policy rate raised" does not begin with the lesser one."""
    raised = "The Board decided to raise its policy rate to 3 percent."
    lesser = "The Board raised the discount rate by 25 basis points to 4 percent."
    text = compared([GUIDANCE], [raised, lesser, LONGER], title="Decision on the policy rate")
    unit = text.units[0]
    item = NewsItem(
        build_change(release=text.release, after=Mention(unit, text.release)), Genre.DECISION, None
    )
    (told,) = choose_redlines([text], NO_WATCH, [item])
    assert "2031-05-07: now " in redline_sentence(told) or "2031-05-07: adds " in redline_sentence(told)


def test_what_an_item_says_of_a_rate_is_no_new_sentence_beside_it():
    """“Decided to raise its policy rate” was told above; that the discount rate follows, and what is expected, was not."""
    raised = "Meeting after the harvest of grain the Board decided to raise its policy rate by a further 25 basis points."
    lesser = "The Board raised the discount rate by 25 basis points to 4 percent."
    text = compared([STANDS], [raised, lesser, ESCORT, STANDS], title="Decision on the policy rate")
    sets = "The Board decided to raise its policy rate to 3 percent."
    unit = replace(text.units[0], id="rate", quote=sets)
    item = NewsItem(
        build_change(release=text.release, after=Mention(unit, text.release)), Genre.DECISION, None
    )
    (told,) = choose_redlines([text], NO_WATCH, [item])
    assert raised not in [one.quote for one in told.sentences]
    assert raised in [one.quote for one in choose_redlines([text], NO_WATCH)[0].sentences]


def test_a_rate_that_no_item_tells_of_stands_first_in_what_is_told_of_its_decision():
    """Where a decision in between is not held a turn of the rate is no item; that the rate was raised is said all the same."""
    raised = "The Board decided to raise its policy rate to 3 percent."
    text = compared([GUIDANCE, PATIENT], [raised, LONGER, ESCORT], title="Decision on the policy rate")
    (told,) = choose_redlines([text], NO_WATCH)
    assert "2031-05-07: policy rate raised to 3 percent; " in redline_sentence(told)


def test_a_new_commitment_hides_nothing_of_what_went_for_it():
    """An item that quotes what a board promises now says nothing of the threshold that it dropped for that."""
    before = "The Board will keep rates at zero while fewer than five in a hundred seek work in Norvale."
    after = "The Board will keep rates at zero while it deems that right for Norvale and its ports."
    text = compared([before, STANDS], [after, STANDS])
    new = build_change(
        Label.NEW, release=text.release, before=None, after=Mention(text.units[0], text.release)
    )
    (told,) = choose_redlines([text], NO_WATCH, [NewsItem(new, Genre.DECISION, None)])
    assert [one.fate for one in told.sentences] == [Fate.REWORDED]


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


def test_the_text_part_of_a_mail_shows_the_sentences_that_tell_most():
    """What a board will do stands in a mail before the weather that it mentions first."""
    seen = "The storm of this winter has been severe in the ports of the north coast and inland."
    promised = [f"The Board will {verb} its bonds in April." for verb in ("sell", "lend", "count")]
    (row,) = lay_out_news(
        compose([], news=NewsSettings(texts=[compared([STANDS], [STANDS, seen, *promised])]))
    ).rows
    assert [plain_redline(runs).strip("{+}") for runs in row.weightiest(2)] == promised[:2]


def test_sentences_of_which_one_stands_for_the_other_are_quoted_and_not_marked():
    """Where hardly a word stays, a mark on each would say that all was dropped and all is new, and half of it stands there still."""
    before = "The Board also anticipates that grain prices over the medium term may run below its objective."
    after = (
        "Persistently low prices could harm trade, the Board recognizes, whose objective for grain lies higher in the medium "
        "term, and it anticipates a return."
    )
    text = compared([before, STANDS], [after, STANDS])
    (one,) = moves_of(text)
    assert plain_redline(sentence_runs(one)) == f"before: “{before}”; now: “{after}”"
    (row,) = lay_out_news(compose([], news=NewsSettings(texts=[text]))).rows
    assert [plain_redline(runs) for runs in row.redlines] == [f"before: “{before}”; now: “{after}”"]


def test_a_rate_that_is_held_is_no_new_sentence():
    """A board that held its rate in March too, in a sentence of another cut, has decided nothing else."""
    held = "The Board decided today to keep its policy rate at 3 percent."
    assert told(compared([STANDS], [STANDS, held])) == []
    assert told(
        compared([STANDS], [STANDS, held.replace("keep its policy rate at", "raise its policy rate to")])
    )


def test_a_list_of_names_is_no_sentence():
    """The rest of who voted, cut off behind an initial, tells nothing."""
    roll = "Holt; Ada B. Lind; Moskow Ilves; Mark Olsen; and Robert Terras."
    assert told(compared([STANDS, roll], [STANDS])) == []


def test_the_whole_report_and_its_json_hold_every_sentence_with_its_place():
    """Behind the row stand all sentences that differ, with where they stand in either text."""
    digest = compose([], news=NewsSettings(texts=[compared([GUIDANCE, STANDS], [LONGER, STANDS])]))
    assert "BESIDE THE TEXT OF 2031-03-19" in render(digest, Format.TEXT)
    (text,) = json.loads(render(digest, Format.JSON))["redlines"]
    assert (text["release"], text["earlier_release"]) == ("R-5", "R-3")
    (sentence,) = text["sentences"]
    assert (sentence["fate"], sentence["later"]["quote"], sentence["earlier"]["quote"]) == (
        "reworded",
        LONGER,
        GUIDANCE,
    )
    assert sentence["later"]["end"] - sentence["later"]["start"] == len(LONGER)


def test_who_watches_a_speaker_reads_of_its_texts_first():
    """A desk that watches Norvale gets its texts before others of the same weight."""
    text = compared([GUIDANCE, PATIENT], [LONGER, STANDS], speaker="NOR")
    plain, watched = (choose_redlines([text], watch)[0].value for watch in (NO_WATCH, watch_of(["NOR"])))
    assert watched == 2 * plain


def test_who_asks_for_a_topic_gets_the_sentences_on_it():
    """A label, a line and a level are of statements; whole sentences have none."""
    unit = build_unit(facets=build_facets(topics=frozenset({"military.alliance"})))
    assert ChangeFilter(topics=("military",)).wants_sentence([unit])
    assert not ChangeFilter(topics=("trade",)).wants_sentence([unit])
    assert ChangeFilter().wants_sentence([])
    assert not ChangeFilter(labels=frozenset({Label.WEAKENED})).wants_texts


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


def test_what_another_text_of_late_said_is_no_news_beside_the_last_of_its_series():
    """A state said yesterday what its last call with this minister, of a year ago, did not: it is new beside that one alone. A board is held to its last words."""
    plain = "We will send Estmark twelve ships that escort grain until June 2032."
    texts = {
        title: compared([STANDS], [STANDS, plain], title=title)
        for title in ("Statement on grain", "Policy rate decision")
    }
    again = {title: [unit.id for unit in text.units if unit.quote == plain] for title, text in texts.items()}
    told_of = {
        title: bool(choose_redlines([text], NO_WATCH, said_again=again[title]))
        for title, text in texts.items()
    }
    assert all(again.values())
    assert told_of == {"Statement on grain": False, "Policy rate decision": True}
    fresh = choose_redlines([texts["Statement on grain"]], NO_WATCH)
    assert [one.quote for item in fresh for one in item.sentences] == [plain]


@pytest.mark.parametrize(("day", "is_told"), [("Today’s decision", False), ("The decision", True)])
def test_what_was_of_one_day_is_not_dropped_by_the_next_text(day, is_told):
    """“Today’s decision will bring the total to 40 million” was true on its day: the next text gives nothing up."""
    went = f"{day} of The Board will bring what Estmark has to 40 million crowns."
    text = compared([STANDS, went], [STANDS], title="Statement on grain")
    assert ((Fate.GONE, went) in told(text)) is is_told


def test_a_text_of_another_series_is_named():
    """A reader who is told what a call adds is told that it stands beside a meeting of two others."""
    text = compared([STANDS], [STANDS, GRAIN])
    assert redline_sentence(RedlineItem(text, moves_of(text), 1.0)).endswith(
        "; beside the text of 2031-03-19."
    )
    other = replace(text, before=replace(text.before, title="Call of the Harbour Master with Port Sorne"))
    said = redline_sentence(RedlineItem(other, moves_of(other), 1.0))
    assert said.endswith("; beside “Call of the Harbour Master with Port Sorne” of 2031-03-19.")
