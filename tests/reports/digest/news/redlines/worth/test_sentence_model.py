"""What a sentence of a redline is worth, and whether it is what it is told as."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest

from reports.digest.news.redlines.compared_text import SentenceMove
from reports.digest.news.redlines.counterparts import Sayings
from reports.digest.news.redlines.redline_choice import moves_of
from reports.digest.news.redlines.redline_sentence import sentence_runs
from reports.digest.news.redlines.worth import sentence_model
from reports.digest.news.redlines.worth.moved_values import Alone, moved_value
from reports.digest.news.redlines.worth.new_values import promises_new_value
from reports.digest.news.redlines.worth.sentence_model import (
    LEAST_WORTH,
    NEAREST_OF_DECISION,
    NEAREST_OF_MINUTES,
    NEAREST_OF_OTHERS,
    NEAREST_SHOWN,
    PAIRED,
    SURE_OF_DECISION,
    SURE_OF_OTHERS,
    UNSAID,
    VALUE_MOVED,
    WORTH,
    WORTH_A_LINE,
    load_sentence_model,
    read_sentence_model,
)
from reports.view.redline import plain_redline
from tests.fakes import build_facets, build_unit
from tests.reports.digest.news.redlines.redline_samples import (
    ELEVATED,
    ESCORT,
    GRAIN,
    PICKED_UP,
    STANDS,
    compared,
    parted,
)
from tests.tracker.edits.samples import document
from tracker.domain import Kind
from tracker.edits.passages import passages
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.pairs.pair_model import Sum

MODEL = json.loads(
    (resources.files("reports.digest.news.redlines.worth") / "sentences.json").read_text("utf-8")
)

SURE, NEAR = (Sum((), (), 0.0), Sum((), (), 0.0))
TOLLS = "Tolls on ships that carry timber from the northern harbours to Estmark were lifted in May."


def said(*sentences):
    """Return a text of *sentences*, and its passages."""
    text = document(*sentences)
    return Sayings(passages(text), text.text), passages(text)


def test_a_sentence_that_stands_in_the_other_text_is_all_said_there():
    """Word for word the same sentence holds every word, in order, and every name."""
    there, sentences = said(STANDS, ESCORT)
    found = there.of(sentences[1])
    assert found.likest == pytest.approx(1.0)
    assert found.anywhere == pytest.approx(1.0)
    assert found.in_order == pytest.approx(1.0)
    assert found.names == 1.0


def test_a_sentence_on_another_matter_is_said_nowhere():
    """Ships for Estmark stand in no text on the price of grain, though one word is in both."""
    there, _ = said(GRAIN)
    _, (escort,) = said(ESCORT)
    found = there.of(escort)
    assert found.likest < 0.3
    assert found.names == 0.0


def test_what_is_told_as_new_is_said_nowhere_else_in_other_words():
    """Twelve ships for Estmark are new beside a fair in Halvern, and not where two other sentences speak of them."""
    fair = "The fair of Halvern opens its gates to painters and to poets every autumn."
    ships = "Estmark will be sent twelve ships by The Board, and they stay until the end of May."
    strait = "Grain and timber that go through the northern strait are given an escort."
    for before, is_told in (([fair], True), ([fair, ships, strait], False)):
        text = compared(before, [fair, ESCORT], "Norvale-Estmark joint statement", "Norvale", whole=True)
        alone = [one for one in moves_of(text) if one.quote == ESCORT and not one.wording]
        assert any(load_sentence_model().is_told(one, text) for one in alone) == is_told


def test_what_a_sentence_promises_at_length_is_worth_more_than_what_it_only_notes():
    """Twelve ships until May are read before a price that was measured."""
    text = compared([STANDS], [STANDS, GRAIN, ESCORT])
    grain, escort = moves_of(text)
    assert escort.weight > grain.weight


def test_a_model_of_other_evidence_is_refused():
    """Weights that were fitted to other evidence than is collected would say anything."""
    assert read_sentence_model(MODEL).told_alone == MODEL["told alone"]
    for name in ("unsaid", "paired", "worth"):
        less = {
            key: value
            for key, value in MODEL[name]["evidence"].items()
            if key != next(iter(MODEL[name]["evidence"]))
        }
        with pytest.raises(ValueError, match="fit it anew"):
            read_sentence_model({**MODEL, name: {**MODEL[name], "evidence": less}})


def test_more_of_it_said_elsewhere_never_makes_a_sentence_more_likely_new():
    """Each way in which the other text says a sentence speaks against its being gone or new."""
    assert tuple(MODEL["unsaid"]["evidence"]) == UNSAID
    assert all(weight <= 0 for weight, _ in MODEL["unsaid"]["evidence"].values())
    assert tuple(MODEL["paired"]["evidence"]) == PAIRED
    assert tuple(MODEL["worth"]["evidence"]) == WORTH


def test_what_went_stands_beside_what_is_said_now_on_the_same_matter():
    """“Pressures have picked up” was not simply dropped where the text says that they “have stayed elevated”: a reader sees both."""
    text = parted(
        compared([PICKED_UP, STANDS], [ELEVATED, STANDS], title="Decision on the policy rate", whole=True)
    )
    (later,) = (one for one in text.sentences[1] if one.said == ELEVATED)
    near = text.sayings[0].nearest(later)
    assert near is not None
    assert near.sentence.said == PICKED_UP
    assert near.opening == 1.0
    move = SentenceMove(SentencePair(near.sentence, None), frozenset(), 0.9, None)
    beside = replace(move, nearest=load_sentence_model().nearest_of(move, text))
    assert plain_redline(sentence_runs(beside)) == f"before: “{PICKED_UP}”; nearest now: “{ELEVATED}”"


def test_what_still_stands_took_no_place():
    """Beside what is new a sentence that both texts have would read as the one it stands for; but all new it is not, and so it is unmarked."""
    text = compared(
        [PICKED_UP, STANDS], [PICKED_UP, ELEVATED, STANDS], title="Decision on the policy rate", whole=True
    )
    (came,) = (one for one in text.sentences[1] if one.said == ELEVATED)
    new = SentenceMove(SentencePair(None, came), frozenset(), 0.9, None)
    near = text.sayings[0].nearest(came)
    assert near is not None
    assert (near.sentence.said, load_sentence_model().nearest_of(new, text)) == (PICKED_UP, "")
    assert plain_redline(sentence_runs(replace(new, nearest=""))) == f"now: “{ELEVATED}”"


def test_what_nothing_is_near_to_stands_alone():
    """Tolls that were lifted are nowhere in the other text: that both speak of timber makes no two sentences near."""
    text = compared([TOLLS, STANDS], [GRAIN, STANDS], title="Statement on tolls", whole=True)
    there, _ = said(STANDS)
    assert there.nearest(said("Harbours open at dawn.")[1][0]) is None
    gone = SentenceMove(SentencePair(text.sentences[0][0], None), frozenset(), 0.9, None)
    assert (gone.quote_before, load_sentence_model().nearest_of(gone, text)) == (TOLLS, None)


@pytest.mark.parametrize(
    ("went", "near"),
    [
        (
            "Voting against was Bo Ilves, who preferred loans to harbours.",
            "The Board expects loans to harbours to grow.",
        ),
        (
            "The Board established a policy rate for reserves of 3 percent.",
            "The Board decided to keep the policy rate at 3 percent.",
        ),
    ],
)
def test_who_was_against_and_what_was_decided_on_the_rate_are_no_counterparts(went, near):
    """“Voting against was Bo Ilves” is told by name, and the sentence on the rate, which every decision has, stands for no other."""
    text = compared([went], [near], title="Decision on the policy rate", whole=True)
    gone = SentenceMove(SentencePair(text.sentences[0][0], None), frozenset(), 0.9, None)
    assert text.sayings[1].nearest(text.sentences[0][0]) is not None
    assert gone.quote_before == went
    assert not load_sentence_model().nearest_of(gone, text)


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("Decision on the policy rate", NEAREST_OF_DECISION),
        ("Minutes of the policy rate meeting", NEAREST_OF_MINUTES),
        ("Statement on grain", NEAREST_OF_OTHERS),
    ],
)
def test_beside_a_decision_a_less_near_sentence_takes_the_mark_than_beside_minutes_or_a_statement(
    title, mark, monkeypatch
):
    """A board says much in other words; in minutes something is always a little alike, and what a state adds mostly stands nowhere else."""
    assert NEAREST_OF_DECISION < NEAREST_OF_MINUTES < NEAREST_OF_OTHERS
    text = parted(compared([PICKED_UP, STANDS], [ELEVATED, STANDS], title=title, whole=True))
    gone = SentenceMove(SentencePair(text.sentences[0][0], None), frozenset(), 0.9, None)
    model = replace(load_sentence_model(), unsaid=SURE, nearest=NEAR)
    for likely, marked in ((mark, False), (mark - 0.01, True)):
        monkeypatch.setattr(Sum, "of", lambda held, _, likely=likely: likely if held is NEAR else 1.0)
        monkeypatch.setattr(sentence_model, "probability", lambda value: value)
        assert (model.nearest_of(gone, text) is None) is marked


def test_the_nearest_sentence_is_shown_where_it_is_likely_the_counterpart(monkeypatch):
    """A sentence on another matter shown as “nearest now” is taken for what was said in its place: below even odds it is not shown."""
    title = "Decision on the policy rate"
    text = parted(compared([PICKED_UP, STANDS], [ELEVATED, STANDS], title=title, whole=True))
    gone = SentenceMove(SentencePair(text.sentences[0][0], None), frozenset(), 0.9, None)
    for likely, near in ((NEAREST_SHOWN, ELEVATED), (NEAREST_SHOWN - 0.01, "")):
        monkeypatch.setattr(sentence_model, "probability", lambda _, likely=likely: likely)
        assert load_sentence_model().nearest_of(gone, text) == near


@pytest.mark.parametrize(
    ("title", "sure"),
    [("Decision on the policy rate", SURE_OF_DECISION), ("Statement on tolls", SURE_OF_OTHERS)],
)
def test_only_what_is_surely_said_nowhere_else_is_marked_as_gone(title, sure, monkeypatch):
    """A sentence the other text may say in part is quoted without a mark: struck through, it would claim that all of it is gone."""
    text = compared([TOLLS, STANDS], [GRAIN, STANDS], title=title, whole=True)
    gone = SentenceMove(SentencePair(text.sentences[0][0], None), frozenset(), 0.9, None)
    monkeypatch.setattr(sentence_model, "nearest_sentence", lambda *_: None)
    for likely, near in ((sure, None), (sure - 0.01, "")):
        monkeypatch.setattr(sentence_model, "probability", lambda _, likely=likely: likely)
        assert load_sentence_model().nearest_of(gone, text) == near
    assert plain_redline(sentence_runs(replace(gone, nearest=""))) == f"before: “{TOLLS}”"
    assert plain_redline(sentence_runs(replace(gone, nearest=None))) == f"[-{TOLLS}-]"


SHIPS = "The Board will send Estmark and Lurania twelve ships for the northern strait by the end of {}."


def worth(before, after, title="Statement on the strait", speaker="Norvale"):
    """Return what one sentence beside another is worth; what stands behind "by" is a deadline."""
    text = compared([STANDS, before], [STANDS, after], title, speaker, whole=True)
    (move,) = moves_of(replace(text, units=due(text.units), units_before=due(text.units_before)))
    return move.weight


def due(units):
    """Return *units* with their deadlines."""
    return tuple(
        replace(
            unit,
            facets=replace(
                unit.facets, deadline=unit.quote[unit.quote.find(" by the end") + 1 :].rstrip(".")
            ),
        )
        if " by the end" in unit.quote
        else unit
        for unit in units
    )


@pytest.mark.parametrize(
    ("before", "after", "least"),
    [
        (SHIPS.format("March 2033"), SHIPS.format("September 2033"), VALUE_MOVED),
        (
            SHIPS.format("March 2033"),
            SHIPS.format("March 2033").replace(" and Lurania", ""),
            LEAST_WORTH[Alone.PUT_IN],
        ),
    ],
)
def test_a_day_or_a_party_that_moved_in_a_statement_is_worth_a_line(before, after, least):
    """However little of the sentence moved, who waits for the ships hears that they come later, or to one state less."""
    assert worth(before, after) >= least


def test_another_time_at_which_prices_are_back_at_the_target_is_worth_a_line():
    """A board that sees its target reached a year later has told where its rate goes."""
    said = "Inflation is expected to be back at the target {}."
    assert (
        worth(said.format("by mid-2032"), said.format("by the end of 2033"), "Rate statement", "NVB")
        >= VALUE_MOVED
    )
    risks = "The risks to the outlook for prices are {}."
    assert (
        worth(risks.format("roughly balanced"), risks.format("tilted to the upside"), "Rate statement", "NVB")
        >= VALUE_MOVED
    )


def test_this_is_of_what_stands_before_it():
    """ "This step" of another month is another step: its day is not late."""
    said = "This step of The Board will be taken in {}, as was agreed by all of its members."
    texts = [
        compared([STANDS, said.format(month)], [STANDS, said.format("July 2032")], "Statement", "Norvale")
        for month in ("April 2032",)
    ]
    assert not any(moved_value(pair, text) for text in texts for pair in text.pairs)


def pledged(before, said, **facets):
    """Return a text that goes on from one that says *before* and promises what is *said*, with these facets."""
    text = compared([before, STANDS], [before, STANDS, said], "Statement on Estmark", whole=True)
    promised = build_unit(
        said,
        start=text.whole[1].index(said),
        kind=Kind.U_OWN,
        facets=build_facets(speakers=frozenset({"NVB"}), level=4, **facets),
    )
    return replace(text, units=(*(unit for unit in text.units if unit.quote != said), promised))


def test_a_promise_of_a_sum_that_the_text_before_does_not_name_is_told():
    """However much both texts say of aid to Estmark: twelve million that nobody had named is news, and three that stood there are not."""
    before = "The Board has sent 3 million crowns to Lurania so far."
    doubts = replace(load_sentence_model(), unsaid=Sum((), (), -9.0))  # that the text before does not say it
    pledge = "The Board will send further aid of {} million crowns to the harbours of Estmark."
    for sum_named, told in (("12", True), ("3", False)):
        said = pledge.format(sum_named)
        text = pledged(before, said, amount=f"{sum_named} million crowns")
        (pair,) = text.pairs
        assert promises_new_value(pair, text) is told
        move = SentenceMove(pair, frozenset(), 0.7, None)
        assert doubts.is_told(move, text) is told


def test_a_degree_that_is_gone_is_worth_a_line_however_the_rest_was_written():
    """ "Strongly" that is gone from a condemnation moves it, though its sentence names the raiders' ships besides."""
    assert worth(
        "We strongly condemn the raids on the northern ports.",
        "We condemn the raids on the northern ports and the ships that carry the raiders.",
    ) >= LEAST_WORTH[Alone.WORD]  # fmt: skip


@pytest.mark.parametrize(
    ("month", "told"),
    [("September 2033", True), ("March 2033", False)],
)
def test_a_month_that_the_text_before_does_not_name_is_a_new_day(month, told):
    """30 September 2033 is no day of a text that speaks of 30 ships and of the year 2033."""
    said = f"The Board will send further aid to the harbours of Estmark by 30 {month}."
    before = "The Board has sent 30 million crowns to Lurania so far, and expects a bill in March 2033."
    text = pledged(before, said, deadline=f"by 30 {month}")
    (pair,) = text.pairs
    assert promises_new_value(pair, text) is told


def test_a_term_in_words_and_the_end_of_a_year_are_days_too():
    """ "Within six months" and "by the end of 2033" are promised by no text that says neither, though it speaks of 2033."""
    before = "The Board has sent 3 million crowns to Lurania in 2033."
    for term in ("within six months", "by the end of 2033"):
        said = f"The Board will send further aid to the harbours of Estmark {term}."
        text = pledged(before, said, deadline=term)
        assert promises_new_value(text.pairs[0], text)


def test_a_day_that_had_not_come_and_is_another_now_is_worth_a_line():
    """Banks whose deposits are held from October pay in from January, in a sentence that says nothing else."""
    said = "The Board will hold free deposits of all banks of Norvale from 1 {}, whatever their size."
    assert worth(said.format("October 2031"), said.format("January 2032")) >= LEAST_WORTH[Alone.VALUE]
    assert worth(said.format("April 2031"), said.format("June 2031")) < LEAST_WORTH[Alone.VALUE]
    month, day = (said.replace("from 1 {}", one) for one in ("in October 2031", "on 15 October 2031"))
    assert worth(month, day) < LEAST_WORTH[Alone.VALUE]


def test_what_was_cut_from_the_midst_of_a_formula_is_worth_a_line_though_the_text_has_the_word():
    """A board that watches wages no longer says less, whatever its text tells of wages elsewhere."""
    watches = "The Board will go on watching prices, wage growth and the grain harvest."
    less = "The Board will go on watching prices and the grain harvest."
    fared = "Wage growth was 4 percent in March."
    text = compared(
        [watches, fared, STANDS], [less, fared, STANDS], "Statement on the strait", "Norvale", whole=True
    )
    (move,) = moves_of(text)
    assert move.weight >= WORTH_A_LINE


def test_a_day_in_an_item_of_a_list_is_a_day_too():
    """ "Twelve ships, to be delivered in March 2032" is late where they "will be delivered in September 2032"."""
    before = "Twelve ships for the northern strait, to be delivered in March 2032."
    after = (
        "The Board says that the twelve ships for the northern strait will be delivered in September 2032."
    )
    text = compared([before, STANDS], [after, STANDS], "Statement on Estmark", "NVB", whole=True)
    units = tuple(
        replace(unit, facets=replace(unit.facets, deadline="in September 2032"))
        if "twelve" in unit.quote
        else unit
        for unit in text.units
    )
    late, same = (replace(text, units=units), text)
    assert [moved_value(pair, late) for pair in late.pairs] == [True]
    assert not any(moved_value(pair, same) for pair in same.pairs)


def test_what_was_due_by_a_day_that_passed_and_is_due_by_another_is_late():
    """A law that was to be adopted by June and is to be adopted by March was put off; a report that appears each quarter was not."""
    said = "The Board of Norvale undertook to adopt the law on harbour courts {}, and to name their judges in open contests."
    assert worth(said.format("by 30 April 2030"), said.format("by 31 March 2032")) >= LEAST_WORTH[Alone.VALUE]
    report = "The Board of Norvale will publish its report on harbour courts {}, and name their judges in open contests."
    assert (
        worth(report.format("by 30 April 2030"), report.format("by 31 March 2032")) < LEAST_WORTH[Alone.VALUE]
    )


def test_the_same_figure_by_another_year_is_late():
    """A reserve of 400,000 tonnes that is full a year later is late, however else its sentence was written."""
    before = "The grain reserve of The Board stands at 150,000 tonnes and will reach 400,000 tonnes by the end of 2031."
    after = "Purchases for the grain reserve of The Board, which will reach 400,000 tonnes by the end of 2032, were slow."
    assert worth(before, after) >= LEAST_WORTH[Alone.VALUE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("elevated but not increasing", "elevated and increasing"),
        ("building up", "high"),
    ],
)
def test_another_state_of_what_endangers_banks_is_worth_a_line(before, after):
    """A committee for the stability of banks is read for whether vulnerabilities rise, in whatever sentence it says so."""
    said = "Members judged vulnerabilities in the balance sheets of households to be {}."
    assert worth(said.format(before), said.format(after)) >= VALUE_MOVED


def test_another_manner_of_its_steps_is_worth_a_line():
    """A board that will be careful as well as gradual has told how fast it goes."""
    before = "Based on the outlook, a gradual approach to the withdrawal of policy restraint remains appropriate for The Board."
    after = "A gradual and careful approach to the withdrawal of policy restraint is appropriate for The Board in the light of the outlook."
    assert worth(before, after, "Rate statement", "NVB") >= VALUE_MOVED
