"""Which texts leave a formula out, and when it is back."""

from __future__ import annotations

from datetime import date

from tests.tracker.formula.formula_texts import HALDEN, Text, text, uses
from tracker.formula.omissions import Omission, omissions, says_all
from tracker.formula.phrase_subject import learn_subject
from tracker.formula.wording import parse_formula

WITH = "Both sides reaffirmed peace and stability across the Halden Strait and the ferry link."
WITHOUT = (
    "Both sides discussed the Halden Strait, the ferry link and the price of herring in the coming winter."
)
ELSEWHERE = "Both sides discussed the price of herring and of timber in the coming winter and after it."


def statements(*said: str, title: str = "Joint Statement of Norvale and Estmark") -> list[Text]:
    """Return a statement a month that says so."""
    return [text(one, day=date(2031, month, 1), title=title) for month, one in enumerate(said, start=1)]


def left_out(texts: list[Text]) -> tuple[Omission, ...]:
    """Return which of *texts* leave the formula out."""
    documents = {one.release.id: one.document for one in texts}
    found = uses(HALDEN, *texts)
    return omissions(
        found,
        [one.release for one in texts],
        lambda ids: {identity: documents[identity] for identity in ids if identity in documents},
        learn_subject(parse_formula(HALDEN), found, documents),
        whole={use.release.id for use in found if says_all(parse_formula(HALDEN), use)},
        nearly=(),
    )


def test_a_steady_formula_that_is_missing_is_an_omission() -> None:
    """After two texts of the series with it, a third on the subject without it is told, with what it says instead."""
    (omission,) = left_out(statements(WITH, WITH, WITHOUT))
    assert omission.release.published_on == date(2031, 3, 1)
    assert omission.last.release.published_on == date(2031, 2, 1)
    assert omission.instead == WITHOUT
    assert omission.returned is None


def test_a_name_alone_stands_for_nothing() -> None:
    """A text that only met beside the strait, and says nothing like what was said of it, leaves nothing out."""
    met = "The ministers met for the first time this year in a town on the shore of the Halden Strait."
    assert left_out(statements(WITH, WITH, met)) == ()


def test_one_use_is_not_steady() -> None:
    """What was said once is not left out the next time."""
    assert left_out(statements(WITH, WITHOUT)) == ()


def test_a_part_of_the_formula_is_not_expected_whole() -> None:
    """Where the texts before had "peace and security across the strait", the formula is not left out."""
    part = WITH.replace("stability", "security")
    assert left_out(statements(part, part, WITHOUT)) == ()


def test_what_was_last_said_years_ago_is_not_missed() -> None:
    """Where a series is held with gaps, its last text with the formula may be older than any reader's memory."""
    late = text(WITHOUT, day=date(2034, 1, 1), title="Joint Statement of Norvale and Estmark")
    assert left_out([*statements(WITH, WITH), late]) == ()


def test_what_has_nearly_all_words_is_worded_otherwise_and_not_left_out() -> None:
    """Five words of a formula of six in one sentence are another wording, and another figure is another value."""
    said = "The board approved a 50 basis point reduction of the ferry levy in the Halden Strait."
    texts = statements(said, said, said.replace("50", "25"))
    formula = parse_formula("approved a 50 basis point reduction of the ferry levy")
    documents = {one.release.id: one.document for one in texts}
    found = uses(formula.text, *texts[:2])
    subject = learn_subject(formula, found, documents)
    whole = {one.release.id for one in texts[:2]}
    releases = [one.release for one in texts]
    assert omissions(found, releases, lambda _: documents, subject, whole=whole, nearly=()) == ()


def test_what_was_last_said_four_texts_ago_is_not_expected() -> None:
    """After three texts of the series on another matter, a fourth leaves nothing out."""
    on_herring = [
        text(ELSEWHERE, day=date(2031, 3, day), title="Joint Statement of Norvale and Estmark on Herring")
        for day in (1, 2, 3)
    ]
    last = text(WITHOUT, day=date(2031, 3, 9))
    assert left_out([*statements(WITH, WITH), *on_herring, last]) == ()
    assert len(left_out([*statements(WITH, WITH), *on_herring[:2], last])) == 1


def test_what_a_text_of_the_same_title_had_not_is_not_left_out_by_the_next() -> None:
    """Each monthly statement could have said it: where May did not come to the strait, June leaves out nothing that May still had."""
    assert left_out(statements(WITH, WITH, ELSEWHERE, WITHOUT)) == ()


def left_out_of(phrase: str, said: str, last: str) -> tuple[Omission, ...]:
    """Return which texts leave *phrase* out where two of a series said *said* and the next says *last*."""
    formula = parse_formula(phrase)
    texts = statements(said, said, last)
    documents = {one.release.id: one.document for one in texts}
    found = uses(phrase, *texts[:2])
    return omissions(
        found,
        [one.release for one in texts],
        lambda _: documents,
        learn_subject(formula, found, documents),
        whole={use.release.id for use in found if says_all(formula, use)},
        nearly=(),
    )


def test_two_words_of_three_side_by_side_word_it_otherwise() -> None:
    """Who speaks of "the course of policy" has not left out "the course of ferry policy"; who speaks of its level has."""
    said = "The board sees the course of ferry policy as right for the winter and for the harbours."
    for last, number in (("course of policy", 0), ("level of ferry policy", 1)):
        found = left_out_of("course of ferry policy", said, said.replace("course of ferry policy", last))
        assert len(found) == number


def test_another_verb_before_the_two_words_it_governs_words_it_otherwise() -> None:
    """Who now restrains harbour fares has not left out "dampen harbour fares", nor who raises "fares" of "harbour fares"; a name is not enough."""
    said = "The empty berths will dampen harbour fares for the winter and for the spring after it."
    assert left_out_of("dampen harbour fares", said, said.replace("dampen", "restrain")) == ()
    assert len(left_out_of("dampen harbour fares", said, said.replace("harbour fares", "demand"))) == 1
    named = "The ministers will hold President Anders to account for the winter and for the spring after it."
    assert len(left_out_of("hold President Anders", named, named.replace("hold", "invite"))) == 1


def test_a_present_for_its_past_and_a_decision_without_today_leave_nothing_out() -> None:
    """ "To keep fares equal" says "fares should be kept roughly equal", and a decision is the same without its "today"."""
    said = "The board decided today that fares should be kept roughly equal in all harbours of the coast."
    now = "The board thinks it right to keep the fares equal in all harbours of the coast this winter."
    assert left_out_of("fares should be kept roughly equal", said, now) == ()
    assert left_out_of("decided today that fares", said, said.replace(" today", "")) == ()


def test_what_stood_in_another_order_was_not_said_in_these_words() -> None:
    """Where all texts before spoke of "the Halden Strait, its stability and peace", none had the formula to leave out."""
    other = WITH.replace(HALDEN, "stability and peace across the Halden Strait")
    assert left_out(statements(other, other, WITHOUT)) == ()


def test_what_comes_and_goes_is_not_left_out() -> None:
    """A formula of every other text of a series, as minutes with and without a forecast, is missing by turns."""
    assert left_out(statements(WITH, WITHOUT, WITH, WITHOUT)) == ()
    assert len(left_out(statements(WITH, WITHOUT, WITH, WITH, WITH, WITHOUT))) == 1


def test_a_sentence_with_all_its_words_leaves_nothing_out() -> None:
    """Who says "peace in the strait of Halden, and stability of prices across it" has not dropped the subject for all to see."""
    apart = "Peace in the Strait matters to Norvale and Estmark, so both discussed herring, and Halden had its stability too."
    assert left_out(statements(WITH, WITH, apart)) == ()


def test_another_subject_leaves_nothing_out() -> None:
    """A text of the series that does not speak of the strait is silent on nothing."""
    assert left_out(statements(WITH, WITH, ELSEWHERE)) == ()


def test_talk_leaves_nothing_out() -> None:
    """What is said at a briefing depends on what is asked."""
    assert left_out(statements(WITH, WITH, WITHOUT, title="Press Briefing")) == ()


def test_a_second_silence_belongs_to_the_first() -> None:
    """Two texts without it are one omission that goes on, and its return ends it."""
    (omission,) = left_out(statements(WITH, WITH, WITHOUT, WITHOUT, WITH))
    assert len(omission.without) == 1
    assert omission.returned
    assert omission.returned.release.published_on == date(2031, 5, 1)


def test_when_it_was_said_last_is_asked_of_all_texts_of_the_issuer() -> None:
    """The last use before, and the return, may stand in a text of another series; the comparable one is named beside it."""
    elsewhere = [
        text(WITH, day=day, title="Address to the Harbour Masters")
        for day in (date(2031, 2, 20), date(2031, 3, 20))
    ]
    (omission,) = left_out([*statements(WITH, WITH, WITHOUT, WITHOUT, WITH), *elsewhere])
    assert omission.last.release.published_on == date(2031, 2, 20)
    assert omission.in_series.release.published_on == date(2031, 2, 1)
    assert omission.returned
    assert omission.returned.release.published_on == date(2031, 3, 20)
    assert omission.without == ()


def test_what_the_issuer_says_elsewhere_that_week_is_not_left_out() -> None:
    """A read-out without it, three days after an address with it, drops nothing."""
    address = text(WITH, day=date(2031, 2, 26), title="Address to the Harbour Masters")
    assert left_out([*statements(WITH, WITH, WITHOUT), address]) == ()


def test_a_text_on_a_matter_of_its_own_leaves_nothing_out() -> None:
    """A statement of a committee on fares is not what two general statements were, whoever makes it."""
    own = "Joint Statement of the Norvale-Estmark Ferry Committee: Fares and Timetables"
    last = text(WITHOUT, day=date(2031, 3, 1), title=own)
    assert left_out([*statements(WITH, WITH), last]) == ()


def test_another_wording_is_no_omission() -> None:
    """A text that words the formula otherwise does not leave it out."""
    other = WITH.replace("across", "in")
    assert left_out(statements(WITH, WITH, other)) == ()
