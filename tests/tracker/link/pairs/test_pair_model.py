"""How likely two statements are one line."""

import json
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from tests.tracker.link.samples import ENGAGE, RESPOND, release, unit
from tracker.domain import Kind, Mention, Slot
from tracker.errors import InstallError
from tracker.link.pairs.pair_features import GROUPS, NAMES, pair_evidence
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import FILE, State, load_model, load_sum, read_model

MAY, JUNE = release("may", date(2031, 5, 3)), release("june", date(2031, 6, 7))


def look(one, document=MAY):
    return look_at(Mention(one, document), load_model().words)


def likely(one, other, *, within=True):
    """Return how likely a unit of May and one of June are one line."""
    return load_model().judge(look(one), look(other, JUNE), within=within).same


def test_every_piece_of_evidence_is_in_one_group():
    """What moved a probability can be said in words: no evidence is outside the groups that are named."""
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(NAMES)
    assert len(pair_evidence(look(unit(ENGAGE)), look(unit(RESPOND)))) == len(NAMES)


def test_a_repetition_is_told():
    """The same sentence in the next statement of a series is the same line, and what agrees is said."""
    verdict = load_model().judge(look(unit(ENGAGE)), look(unit(ENGAGE), JUNE), within=True)
    assert verdict.state is State.TOLD
    reasons = load_model().reasons(look(unit(ENGAGE)), look(unit(ENGAGE), JUNE))
    assert reasons
    assert all(reason.rsplit(" ", 1)[0] in GROUPS for reason in reasons)


def test_another_undertaking_is_new():
    """Engaging and responding have nothing in common but who says so."""
    verdict = load_model().judge(look(unit(ENGAGE)), look(unit(RESPOND), JUNE), within=True)
    assert verdict.state is State.NEW


def test_the_same_words_about_another_state_are_less_likely():
    """Engaging Japan does not continue engaging France, though every other word is the same."""
    one = unit("agreed to continue to engage Japan")
    assert likely(one, unit("agreed to continue to engage France")) < likely(one, one) - 0.3


def test_a_judgment_is_less_likely_to_become_an_undertaking():
    """Condemning incursions and deterring them are further apart than condemning them twice."""
    one = unit("condemned the incursions in the Halden Sea", kind=Kind.E_CONDEMN)
    again = unit("denounced the incursions in the Halden Sea", kind=Kind.E_CONDEMN)
    assert likely(one, unit("will deter incursions in the Halden Sea")) < likely(one, again)


def test_a_line_elsewhere_needs_more_than_one_in_the_series():
    """Words that are alike within a series are alike by chance more often outside it."""
    assert likely(unit(ENGAGE), unit(ENGAGE), within=False) < likely(unit(ENGAGE), unit(ENGAGE))


def test_like_words_in_talk_say_less():
    """At a lectern the same phrases serve one matter after the other: "we will continue to work with them"."""
    briefing = release("may", date(2031, 5, 3), title="Department Press Briefing – May 3, 2031")
    one = unit("will continue to work with them on that")
    talked = load_model().judge(look(one, briefing), look(one, JUNE), within=False).same
    assert talked < likely(one, one, within=False)


def test_what_may_be_no_statement_continues_nothing_for_certain():
    """A stretch the reader itself takes for half a sentence is less likely the same line, word for word."""
    doubtful = replace(unit(ENGAGE), confidence=0.4)
    assert likely(doubtful, doubtful) < likely(unit(ENGAGE), unit(ENGAGE))


def test_the_order_of_a_set_does_not_show():
    """Weights of words are whole numbers, so that sums are exact."""
    told = look(unit(ENGAGE)).words
    assert all(isinstance(weight, int) for weight in told.values())


def test_a_look_does_not_depend_on_the_lines_held():
    """How rare a word is comes with the model: the first day and the ten thousandth judge alike."""
    assert look(unit(ENGAGE)) == look(unit(ENGAGE))


def test_marks_are_in_order():
    """What is told is possible."""
    model = load_model()
    assert 0 < model.possible < model.told < 1
    assert (model.state(model.told), model.state(model.possible)) == (State.TOLD, State.POSSIBLE)
    assert model.state(model.possible - 0.01) is State.NEW


def test_a_model_of_other_evidence_is_refused():
    """Weights are never laid on evidence they were not fitted to."""
    made = json.loads((resources.files("tracker") / "link" / "pairs" / FILE).read_text("utf-8"))
    made["same"]["evidence"].pop("words")
    with pytest.raises(ValueError, match="fit it anew"):
        read_model(made)


def test_a_sum_of_other_evidence_is_a_broken_installation():
    """What says which statements a mail tells is fitted too: its file goes with the version it was installed with."""
    with pytest.raises(InstallError, match=r"own_acts\.json.*fit it anew"):
        load_sum("reports.digest.news.statements", "own_acts.json", ("nobody", "thing"))


def test_dates_and_numbers_are_no_content():
    """A sentence repeated next year with next year's figures has the same words, and other numbers."""
    one = look(unit("will provide 20 million crowns in relief for Veskia by 30 June 2031"))
    other = look(unit("will provide 35 million crowns in relief for Veskia by 1 May 2032"))
    assert (one.words, one.wording) == (other.words, other.wording)
    assert one.numbers != other.numbers


def test_what_members_vote_for_is_no_decision_on_a_rate():
    """ "Holt, Lind and Terras voted to lower the rate": the board, which the text names as who speaks, decided otherwise."""
    vote = unit("voted to lower the key rate to 4 percent")
    named = replace(vote, slots=(Slot("speakers", 0, 3, "the MPC"),))
    assert look(replace(vote, slots=())).rate is None
    assert str(look(named).rate) == "key rate lowered to 4 percent"
