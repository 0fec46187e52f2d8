"""What a redline says in one sentence: who, when, what became of a rate, and which sentence tells most."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.layout.news_rows import redline_row, row_of
from reports.digest.news.news_item import NewsItem
from reports.digest.news.redlines.compared_text import SentenceMove
from reports.digest.news.redlines.decided_rates import decided_rates
from reports.digest.news.redlines.redline_choice import RedlineItem, choose_redlines, moves_of
from reports.digest.news.redlines.redline_sentence import (
    around_new,
    redline_sentence,
    sentence_runs,
    told_first,
)
from reports.digest.news.watch import NO_WATCH
from reports.render import Format, render, render_news
from reports.view.dates import ISO
from reports.view.redline import plain_redline
from tests.fakes import (
    build_change,
)
from tests.reports.digest.news.redlines.redline_samples import (
    ESCORT,
    GRAIN,
    GUIDANCE,
    LONGER,
    PATIENT,
    STANDS,
    compared,
)
from tests.tracker.link.samples import unit
from tracker.domain import Mention
from tracker.link.occasions.genre import Genre


def test_a_read_out_is_told_of_who_wrote_it():
    """What both ministers are said to have affirmed is the account of one of them."""
    text = compared(
        [GUIDANCE, PATIENT], [LONGER, ESCORT], "Minister Lind’s Call with Minister Holt", "Estmark"
    )
    assert redline_sentence(choose_redlines([text], NO_WATCH)[0]).startswith("Norvale Bank, ")


def test_the_row_says_who_when_and_what():
    """One row: the weightiest in words, beside which text, and each sentence as a redline below; how many differ the page says."""
    digest = compose([], news=NewsSettings(texts=[compared([GUIDANCE, STANDS, PATIENT], [LONGER, STANDS])]))
    (row,) = lay_out_news(digest).rows
    assert row.sentence.endswith(
        "now “Board expects that low rates will be warranted for an extended period” where it said “Board expects that low rates will be warranted for some time”; beside the text of 2031-03-19."
    )
    assert [[run.op for run in runs] for runs in row.redlines] == [
        ["equal", "delete", "equal", "insert", "equal"],
        ["delete"],
    ]
    assert "≠ REDLINE" in render_news(digest)
    assert "No sure change" not in render_news(digest)


def test_a_sentence_that_points_at_the_one_before_it_is_not_the_first_told():
    """“This can be attributed to” says nothing in a headline: of two new sentences the other one stands there."""
    pointing = "This will keep the Board from lowering rates for grain and timber before June 2032 at least."
    plain = "The Board will send Estmark twelve ships that escort grain until June 2032."
    text = compared([STANDS], [STANDS, pointing, plain], title="Decision on the policy rate")
    (item,) = choose_redlines([text], NO_WATCH)
    assert {one.quote for one in item.sentences} == {pointing, plain}
    assert "now says “The Board will send" in redline_sentence(item)


def test_a_sentence_of_others_is_not_the_first_told():
    """What another government advised stands in the text, and the headline names what the issuer itself says."""
    advised = "Veskia has advised its citizens against all travel to the northern strait until June 2032."
    text = compared([STANDS], [STANDS, advised, ESCORT], title="Statement on grain", whole=True)
    others, own = (
        SentenceMove(pair, frozenset(), worth, None)
        for pair, worth in zip(text.pairs, (0.9, 0.6), strict=True)
    )
    assert [others.quote, own.quote] == [advised, ESCORT]
    assert told_first(RedlineItem(text, (others, own), 1.0))[0].quote == ESCORT


def test_what_ministers_heard_is_not_the_first_told():
    """That ministers heard a report is no act of theirs: the headline tells what they will do, though both stand for the first time."""
    heard = "The Board heard a presentation of Veskia, which will send Estmark pilots by June 2032."
    text = compared([STANDS], [STANDS, heard, ESCORT], title="Statement on grain", whole=True)
    known, done = (SentenceMove(pair, frozenset(), 0.9, None) for pair in text.pairs)
    assert [known.quote, done.quote] == [heard, ESCORT]
    assert told_first(RedlineItem(text, (known, done), 1.0))[0].quote == ESCORT


def test_a_sentence_that_is_only_put_otherwise_is_not_the_first_told():
    """Of two sentences that are worth a line the headline tells the one in which something moved, however long the other one is."""
    before = [
        "Norvale will send Estmark grain until the end of June 2032, as it announced in March, in order to keep bread cheap in all harbours.",
        "Norvale will support the harbours of Estmark for as long as it takes.",
    ]
    after = [
        "Grain will be sent to Estmark by Norvale, as announced in March, until the end of June 2032 so that bread stays cheap in all harbours.",
        "Norvale may support the harbours of Estmark for some time.",
    ]
    text = compared([*before, STANDS], [*after, STANDS], title="Statement on grain")
    item = RedlineItem(text, moves_of(text), 1.0)
    assert told_first(item)[0].quote == after[1]


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
    assert (
        "now “expects that rates will stay low until June 2032 at least” where it said “expects that rates will stay low for "
        "some time”"
    ) in redline_sentence(item)
    spread = long.replace("judges", "{}")
    text = compared(
        [spread.format("judges", "for some time"), STANDS], [spread.format("sees", "until June 2032"), STANDS]
    )
    (item,) = choose_redlines([text], NO_WATCH)
    assert "and it expects that rates will stay low until June 2032" in redline_sentence(item)
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


def test_a_rate_that_no_item_tells_of_stands_first_in_what_is_told_of_its_decision():
    """Where a decision in between is not held a turn of the rate is no item; that the rate was raised is said all the same."""
    raised = "The Board decided to raise its policy rate to 3 percent."
    text = compared([GUIDANCE, PATIENT], [raised, LONGER, ESCORT], title="Decision on the policy rate")
    (told,) = choose_redlines([text], NO_WATCH)
    assert "2031-05-07: policy rate raised to 3 percent; " in redline_sentence(told)


def test_a_text_of_another_series_is_named():
    """A reader who is told what a call adds is told that it stands beside a meeting of two others."""
    text = compared([STANDS], [STANDS, GRAIN])
    assert redline_sentence(RedlineItem(text, moves_of(text), 1.0)).endswith(
        "; beside the text of 2031-03-19."
    )
    other = replace(text, before=replace(text.before, title="Call of the Harbour Master with Port Sorne"))
    said = redline_sentence(RedlineItem(other, moves_of(other), 1.0))
    assert said.endswith("; beside “Call of the Harbour Master with Port Sorne” of 2031-03-19.")


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
        "Persistently low prices could harm trade, as The Board recognizes, whose objective for grain lies higher in the medium "
        "term, and it anticipates a return."
    )
    text = compared([before, STANDS], [after, STANDS])
    (one,) = moves_of(text)
    assert plain_redline(sentence_runs(one)) == f"before: “{before}”; now: “{after}”"
    row = redline_row(RedlineItem(text, (one,), 1.0), ISO, None)
    assert [plain_redline(runs) for runs in row.redlines] == [f"before: “{before}”; now: “{after}”"]


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


def test_minutes_decide_nothing_on_their_day():
    """They come out weeks after the meeting: "22 December: rate held" would be the wrong day."""
    held = "The Board decided to keep its policy rate at 3 percent."
    text = compared([STANDS], [STANDS, GRAIN, held], title="Policy rate decision")
    minutes = replace(text, release=replace(text.release, title="Minutes of the policy rate meeting"))
    said = (redline_sentence(RedlineItem(one, moves_of(one), 1.0)) for one in (text, minutes))
    assert ["policy rate held at 3 percent" in words for words in said] == [True, False]


def rated(*later, before="The Board decided to keep its policy rate at 1 percent."):
    """Return what is told of a decision in sentences *later* beside the text *before*."""
    text = compared([before], [*later, LONGER], speaker="NVB", title="Policy rate decision")
    text = replace(text, whole=(before, "\n\n".join((*later, LONGER))))
    (item,) = choose_redlines([text], NO_WATCH)
    return item


def test_a_rate_that_moved_is_what_a_redline_is_called():
    """A desk looks for "rate raised" and not for the sign of a redline; a rate that was held is called so too."""
    for decided, word, words in (
        ("raise its policy rate by 50 basis points to 1.5 percent", "rate raised", "raised by 50 basis points to 1.5 percent (last at 1 percent)"),
        ("raise its policy rate by 50 basis points to 4 percent", "rate raised", "raised by 50 basis points to 4 percent (1 percent in the text before)"),
        ("keep its policy rate at 1 percent", "rate held", "held at 1 percent"),
    ):  # fmt: skip
        item = rated(f"The Board decided to {decided}.")
        assert row_of(item, ISO, None).word == word
        assert f"policy rate {words}; " in redline_sentence(item)


def test_how_many_voted_is_told_with_what_they_decided():
    """Six to three is news of a board that names nobody."""
    item = rated("The Board voted by a majority of 6–3 to maintain its policy rate at 1 percent.")
    assert "policy rate held at 1 percent, by 6 to 3; " in redline_sentence(item)


def test_a_vote_that_was_otherwise_before_is_told_with_that_one():
    """Two members who turned are the news of a rate that stays; that all agree is told where they had not."""
    one_mind, parted = (
        "The Board voted unanimously.",
        "Five members voted in favour, and two members voted for lowering it.",
    )
    held = "The Board decided to keep its policy rate at 1 percent."
    for before, now, words in (
        (one_mind, parted, ", by 5 to 2 (unanimously before); "),
        (parted, one_mind, ", unanimously (by 5 to 2 before); "),
        (parted, parted, ", by 5 to 2; "),
        (one_mind, one_mind, "at 1 percent; "),
    ):
        text = compared(
            [held, before, GUIDANCE], [held, now, LONGER], title="Policy rate decision", whole=True
        )
        (item,) = choose_redlines([text], NO_WATCH)
        assert words in redline_sentence(item)


def test_a_rate_whose_verb_stands_before_the_statement_is_decided_on():
    """ "Is raising the policy rate and the interest rate on deposits to 1%" is one decision, wherever the statement was cut."""
    text = "The Board is raising the policy rate and the interest rate on deposits by half a percentage point to 1%."
    cut = "the interest rate on deposits by half a percentage point to 1%"
    (found,) = decided_rates([unit(cut, at=text.index(cut))], text, "NVB")
    assert str(found.decision) == "policy rate raised by 50 basis points to 1 percent"
    assert decided_rates([unit(cut, at=text.index(cut))], "", "NVB") == ()
    said = "The Board raised the policy rate to 2% in March and will watch prices."
    assert decided_rates([unit("will watch prices", at=said.index("will watch"))], said, "NVB") == ()


@pytest.mark.parametrize(
    "said",
    [
        "The Board has raised its policy rate by 300 basis points to 5 percent since March 2030.",
        "The Board notes that the Federal Reserve decided to raise the federal funds rate to 5.5 percent.",
        "The Board decided to reduce its holdings of bonds and to keep the policy rate at 1 percent.",
    ],
    ids=["what was done before", "another bank", "the act of another thing"],
)
def test_no_rate_is_told_as_moved_that_was_not_moved_today(said):
    """A held rate that is called raised is the worst line that a mail to a bank watcher can hold."""
    for decision in decided_rates([unit(said, at=0)], said, "Norvale Bank"):
        assert decision.decision.direction == "held"


def test_figures_of_a_rate_are_no_votes():
    """ "Voted to lower its policy rate to 2-3/4 percent" was not decided by 2 to 3."""
    item = rated(
        "The Board voted to lower its policy rate to 2-3/4 percent.",
        before="The Board decided to keep its policy rate at 3 percent.",
    )
    assert ", by " not in redline_sentence(item)
    item = rated(
        "In March one group voted 5-4 for a cut. The Board decided to keep its policy rate at 1 percent."
    )
    assert ", by " not in redline_sentence(item)


def test_what_only_went_is_told_as_gone():
    """A sentence that lost its first clause is not told by the words that stayed, as if they were new; where other words stand in its place both are quoted."""
    stays = "that trade in grain and timber will grow at a moderate pace in the northern harbours."
    lost = "Although output of the mills and employment on the coast slowed during the winter"
    before, after = f"{lost}, the Board continues to expect {stays}", f"The Board expects {stays}"
    (gone,) = choose_redlines([compared([before], [after])], NO_WATCH)
    assert f"no longer says “{lost}”" in redline_sentence(gone)


@pytest.mark.parametrize(
    ("before", "after", "untold"),
    [
        (
            "In accordance with the harbour treaty of Halden, The Board will immediately release the crews of the vessels, open the ports at least to inspectors, and pay the levy to the fund of the coast.",
            "The Board will release the crews of the vessels, open the ports to inspectors, and pay the levy to the fund of the coast in accordance with the harbour treaty of Halden.",
            "no longer says “In accordance",
        ),
        (
            "In the coming months of winter The Board will support the fleets of Halden and sanction raiders on the coast, and will firmly report to the assembly of the islands.",
            "The Board will support the fleets of Halden, and will report to the assembly of the islands in the coming months of winter.",
            "no longer says “In the coming months of winter”",
        ),
    ],
    ids=["moved on both sides", "moved to the end"],
)
def test_words_that_moved_within_a_sentence_are_not_told_as_gone(before, after, untold):
    """What stands at the end of a sentence now was not dropped, and a redline that cannot be drawn stops no digest."""
    for item in choose_redlines([compared([STANDS, before], [STANDS, after], whole=True)], NO_WATCH):
        assert untold not in redline_sentence(item)


def test_a_headline_begins_with_no_middle_of_a_name():
    """“… Scale Asset Purchase bonds” names nothing that anybody has heard of."""
    long = "The Board, which met in the harbour of Skerry with all of its members, will sell its Large Scale Asset Purchase bonds to the harbours of the coast each year"
    text = compared([f"{long}.", STANDS], [f"{long}, all of them by the end of 2034.", STANDS])
    (item,) = choose_redlines([text], NO_WATCH)
    quoted = redline_sentence(item).partition("“")[2]
    assert "2034" in quoted
    assert not quoted.startswith(("… Scale", "… Asset", "… Purchase"))


@pytest.mark.parametrize(
    ("quote", "added", "never"),
    [
        (
            "President Holt and President Lind oppose all tolls that burden, divert or delay the trade of the harbours of the coast and stand together with the shippers in condemning raids on grain.",
            "stand together with the shippers in condemning raids on grain",
            "… Lind",
        ),
        (
            "In accordance with this provision, the notice that the order of May 15, 2029, with respect to the harbours and the ships of the northern coast is to stay is enclosed, until the spring of 2034.",
            "until the spring of 2034",
            "… 2029",
        ),
    ],
)  # fmt: skip
def test_a_headline_is_cut_neither_within_who_speaks_nor_within_a_date(quote, added, never):
    """One of two presidents alone opposes nothing that both do, and “15, 2029” is no beginning."""
    said = around_new(quote, (added,))
    assert not said.startswith(never)
