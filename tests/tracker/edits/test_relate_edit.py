"""What an edit moved is told with a label; what counts outside of units as words changed; the rest is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import phrase_reader
from tests.tracker.edits.samples import ENGAGE, FUND, WEATHER, edited, engine
from tracker.compare.compare_units import CLAIMS_CONTINUITY
from tracker.domain import Cause, Label
from tracker.reading import EditClass, Return


@pytest.fixture(scope="module")
def reader():
    """The engine of this version."""
    return engine()


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (FUND, FUND.replace("40", "30"), Label.WEAKENED),
        (FUND, FUND.replace("40", "up to 40"), Label.WEAKENED),
        (FUND, FUND.replace(" by 30 June 2031", ""), Label.WEAKENED),
        (FUND, FUND.replace("will", "intends to"), Label.WEAKENED),
        (ENGAGE.replace("will continue", "intends to continue"), ENGAGE, Label.STRENGTHENED),
        (
            "Norvale will protect the ports, the crews and the mills of Estmark.",
            "Norvale will protect the ports and the mills of Estmark.",
            Label.NARROWED,
        ),
        (
            "Norvale will protect the ports and the mills of Estmark.",
            "Norvale will protect the ports, the crews and the mills of Estmark.",
            Label.BROADENED,
        ),
        (
            "Norvale will protect the ports of Estmark.",
            "Norvale will protect the ports of Estmark, subject to the consent of Lurania.",
            Label.QUALIFIED,
        ),
        (
            "Norvale will protect the ports of Estmark.",
            "Norvale will protect the ports of Estmark, where applicable.",
            Label.QUALIFIED,
        ),
        (
            "Norvale will open the ports of Estmark.",
            "Norvale will not open the ports of Estmark.",
            Label.REVERSED,
        ),
        (
            "Norvale will open the ports of Estmark next summer.",
            "Norvale will open the ports of Estmark.",
            Label.WEAKENED,
        ),
        (
            "Norvale will apply Article 5 of the treaty on Estmark.",
            "Norvale will apply Article 6 of the treaty on Estmark.",
            Label.MIXED,
        ),
        (
            "Norvale will protect the ports of Estmark.",
            "Norvale will protect the ports of Estmark and the mills and yards of Lurania under part 12 of the code.",
            Label.BROADENED,
        ),
        (
            "More than 30 states have agreed to protect the ports of Estmark.",
            "More than 40 states have agreed to protect the ports of Estmark.",
            Label.BROADENED,
        ),
        (
            "Norvale will lend Estmark boats, with a further $85 million for mills.",
            "Norvale will lend Estmark boats, and looks at the needs of mills.",
            Label.WEAKENED,
        ),
        (
            "Norvale will protect the rights of crews who report their losses.",
            "Norvale will protect the rights of crews under inspection at sea.",
            Label.MIXED,
        ),
    ],
)
def test_an_edit_has_the_label_of_the_words_that_changed(reader, before, after, label):
    """60 days that became 30, a name struck from a list, a softer verb, a term that is gone: each has its label."""
    (change,) = edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes
    assert (change.label, change.cause) == (label, Cause.EDIT)


@pytest.mark.parametrize(
    "after",
    [
        FUND.replace(" ", "  "),
        FUND.replace("Norvale", "NORVALE"),
        FUND.replace("contribute", "contribut"),
        FUND.replace("the Halden", "a Halden"),
        FUND.replace("will contribute", "contributes"),
        FUND.replace("will contribute", "pledges to contribute"),
        FUND.replace("the Halden", "the well known and very old Halden"),
    ],
)
def test_a_copy_edit_moves_nothing(reader, after):
    """White space, capitals, a misspelling, an article, a tense, a verb of the same rung and what only describes are no change of policy."""
    assert edited(FUND, after, reader).changes == ()


@pytest.mark.parametrize(
    "said",
    [
        "Lurania has a bill, which supports the mills of the north.",
        "In the year behind us Norvale pledged the following:",
    ],
)
def test_a_clause_on_a_name_and_a_line_over_a_list_are_no_statements(reader, said):
    """What a relative clause says of something is no pledge of it, and what leads on to a list is told by its items."""
    assert edited(FUND, f"{FUND}\n\n{said}", reader).changes == ()


def test_what_was_pointed_at_and_is_named_moves_nothing(reader):
    """ "These boats" that became "cutters and old trawlers" say what they said."""
    said = "Norvale will protect the crews of {} in the Halden Sea."
    after = said.format("cutters and old trawlers")
    assert edited(said.format("these boats"), after, reader).changes == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [("The council supports further work at sea.", 0), ("The council supports what can be done at sea.", 1)],
)
def test_what_only_describes_is_no_statement(monkeypatch, reader, said, told):
    """A stance with no verb that opens one, nothing ahead and no certain reading describes: put in whole it is not told."""

    def doubting(*given):
        found = phrase_reader.segment(*given)
        return tuple(
            replace(one, confidence=0.6, cue="") if one.facets.family == "S" else one for one in found
        )

    monkeypatch.setattr("tracker.segment.reader.segment", doubting)
    assert len(edited(FUND, f"{FUND}\n\n{said}", reader).changes) == told


@pytest.mark.parametrize(("alone", "told"), [(0.1, 0), (0.6, 1)])
def test_a_sentence_put_in_must_be_a_statement_by_itself(monkeypatch, reader, alone, told):
    """What its neighbours lend to a sentence is no reason to tell it: it is read without them too, and the mean counts."""
    said = "It is the view of the crews that Norvale will protect the ports."

    def doubting(*given):
        return tuple(replace(one, confidence=0.6) for one in phrase_reader.segment(*given))

    monkeypatch.setattr("tracker.segment.reader.segment", doubting)
    at = phrase_reader.units_at

    def by_itself(*given):
        return tuple(one and replace(one, confidence=alone) for one in at(*given))

    monkeypatch.setattr("tracker.edits.moves.near_units.units_at", by_itself)
    assert len(edited(FUND, f"{FUND}\n\n{said}", reader).changes) == told


@pytest.mark.parametrize(("doubt", "told"), [(0.1, 0), (0.6, 1)])
def test_other_words_in_a_doubted_statement_say_nothing(monkeypatch, reader, doubt, told):
    """A number or a negation counts by itself; that other words stand there counts only where both texts hold a statement."""
    said = "Norvale will protect the rights of crews {}."
    at = phrase_reader.units_at

    def doubting(*given):
        return tuple(one and replace(one, confidence=doubt) for one in at(*given))

    monkeypatch.setattr("tracker.edits.moves.near_units.units_at", doubting)
    found = edited(said.format("who report their losses"), said.format("under inspection at sea"), reader)
    assert len(found.changes) == told


def test_a_sentence_added_and_a_sentence_deleted(reader):
    """What was put in by hand is NEW, what was taken out is DROPPED; both say so, and the line is the old one."""
    found = edited(f"{ENGAGE}\n\n{WEATHER}", f"{WEATHER}\n\n{FUND}", reader)
    told = {change.label: change for change in found.changes}
    assert told[Label.NEW].rule == "added to the published text"
    assert told[Label.DROPPED].rule == "deleted from the published text"
    assert "engage Estmark" in told[Label.DROPPED].before.unit.quote


def test_a_statement_that_stands_elsewhere_is_not_told(reader):
    """A paragraph that moved up says what it said."""
    found = edited(f"{WEATHER}\n\n{FUND}\n\n{ENGAGE}", f"{ENGAGE}\n\n{WEATHER}\n\n{FUND}", reader)
    assert found.changes == ()
    assert dict(found.edit.counts) == {EditClass.MOVED: 1}


def test_units_stand_on_the_lines_they_stood_on(reader):
    """An edit starts no line where there was one: the sentence that was changed is the same statement."""
    before = edited(f"{ENGAGE}\n\n{FUND}", f"{ENGAGE}\n\n{FUND.replace('40', '30')}", reader)
    assert all(link.before for link in before.links)
    assert before.changes[0].line in [link.line for link in before.links]


def test_words_outside_of_units_are_told_without_a_label(reader):
    """A number in a sentence that commits nobody is told as words changed; another adjective there is not."""
    fact = "Norvale and Estmark counted 12 boats in the strait in the winter."
    found = edited(f"{FUND}\n\n{fact}", f"{FUND}\n\n{fact.replace('12', '30')}", reader)
    assert found.changes == ()
    assert [words.signals for words in found.edit.words] == [("number",)]
    assert edited(WEATHER, WEATHER.replace("cold", "warm"), reader).edit.words == ()


def test_what_is_told_with_a_unit_is_not_told_again(reader):
    """The number that made a promise weaker is no change of words beside it."""
    assert edited(FUND, FUND.replace("40", "30"), reader).edit.words == ()


def test_a_page_that_flips_is_told_once(reader):
    """The second time a page goes the same way between two texts, nobody is told; it is kept that it did."""
    found = edited(FUND, FUND.replace("40", "30"), reader, Return.FLIPS)
    assert (found.changes, found.edit.words) == ((), ())
    assert found.edit.returns is Return.FLIPS


def test_a_text_that_came_back_says_so(reader):
    """An edit that was taken back is told as such."""
    (change,) = edited(FUND, FUND.replace("40", "30"), reader, Return.CAME_BACK).changes
    assert change.note == "the text is again as it was before"


def test_a_claim_of_continuity_added_by_hand_is_noted(reader):
    """ "Reaffirmed", put in after publication with nothing before it, claims what is not held."""
    added = "Norvale reaffirmed its commitment to protect the crews of Estmark."
    (change,) = edited(WEATHER, f"{WEATHER}\n\n{added}", reader).changes
    assert (change.label, change.note) == (Label.NEW, CLAIMS_CONTINUITY)


def test_what_a_company_announces_is_no_undertaking_of_the_issuer(reader):
    """A factory that a company will build, put into a fact sheet, is not a promise of the ministry."""
    added = "Halden Steel, a company of Estmark, will build a mill for 20 million crowns."
    assert edited(WEATHER, f"{WEATHER}\n\n{added}", reader).changes == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The winter exercise will build on what the crews of the mills know.", 0),
        ("The minister will build on what the crews of the mills know.", 1),
        ("Norvale will build on what the crews of the mills know.", 1),
        ("The programme will build on what the crews of the mills know.", 1),
        ("The winter toll will be lowered for the crews of the mills.", 1),
    ],
)
def test_what_undertakes_nothing_is_told_only_where_the_reading_is_sure(monkeypatch, reader, said, told):
    """An exercise or a price promises nothing; an office, a name, a measure and what is to be done do. Only a doubted reading is asked."""

    def doubting(*given):
        return tuple(replace(one, confidence=0.55) for one in phrase_reader.segment(*given))

    monkeypatch.setattr("tracker.segment.reader.segment", doubting)
    assert len(edited(FUND, f"{FUND}\n\n{said}", reader).changes) == told


def test_what_follows_a_unit_is_told_with_it(reader):
    """A term at the end of the sentence belongs to the promise before it, in whichever text the promise was read."""
    found = edited(f"{WEATHER}\n\n{FUND}", f"{WEATHER}\n\n{FUND.replace(' by 30 June 2031', '')}", reader)
    assert [change.label for change in found.changes] == [Label.WEAKENED]
    assert found.edit.words == ()


def test_a_fix_of_a_title_moves_nothing(reader):
    """A heading that was put right on the day it went up is counted as a heading; nobody is told."""
    before, after = (f"# Statement on the Halden {word}\n\n{FUND}\n\n{WEATHER}" for word in ("See", "Sea"))
    relation = edited(before, after, reader)
    assert not relation.changes
    assert relation.edit is not None
    assert not relation.edit.words


def test_headlines_of_other_pages_are_no_statements(reader):
    """What a page lists under "Related news" changes every day and says what other releases said."""
    page = f"{FUND}\n\n{WEATHER}\n\nRelated news\n\nNorvale will {{}}\n\nMinister Dahl calls on Veskia to release the crews"
    relation = edited(
        page.format("send 40 boats to Estmark"), page.format("close its ports to trawlers"), reader
    )
    assert not relation.changes
    assert set(relation.edit.counts) == {EditClass.LINK}


def test_the_month_of_what_is_condemned_is_no_label(reader):
    """The day of an incident that was put right is told as words changed: nothing is condemned more or less."""
    said = "Norvale condemns the attack of {} March on the ports of Estmark."
    relation = edited(f"{WEATHER}\n\n{said.format(4)}", f"{WEATHER}\n\n{said.format(5)}", reader)
    assert not relation.changes
    assert [change.signals for change in relation.edit.words] == [("number",)]


def test_a_page_shown_in_another_language_moved_nothing(reader):
    """Who switched the language of a page withdrew nothing and promised nothing new."""
    german = "Norwalien wird 40 Millionen Kronen an den Rettungsfonds in Halden zahlen. Das hat der Minister nach den Gesprächen erklärt, die am Morgen in Halvern geführt wurden und die er als offen bezeichnete."
    english = f"{FUND} {WEATHER} {FUND.replace('40', '30').replace('Rescue', 'Harbour')}"
    for before, after in ((english, german), (german, english)):
        assert not edited(before, after, reader).changes
