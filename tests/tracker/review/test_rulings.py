"""Decisions applied to links and labels: pure, and without effect where their words are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.fakes import build_change, build_facets, build_line, build_mention, build_release, build_unit
from tracker.domain import Label, Link, Mention
from tracker.link.lines.line_history import LineHistory
from tracker.review.decisions import Decision, QuoteLocation, Ruling, quote_location
from tracker.review.rulings import Rulings, lines_at, rule_changes, rule_links

NOW = datetime(2031, 6, 1, tzinfo=UTC)
TEXT = "Norvale will respond firmly. Norvale will engage Estmark."
EARLIER = build_release("NV-1", published_on=date(2031, 1, 1))
RELEASE = build_release("NV-2", published_on=date(2031, 2, 1))
RESPOND, ENGAGE = build_line("respond"), build_line("engage")


def build_said(quote, text=TEXT):
    """Return a unit that quotes part of *text*."""
    return build_unit(quote, revision="r2", start=text.index(quote), facets=build_facets(action=quote))


FIRM, TALK = build_said("will respond firmly"), build_said("will engage Estmark")
WAS_RESPOND = build_unit("will respond", revision="r1", start=0)
WAS_ENGAGE = build_unit("will engage", revision="r1", start=20)
HELD = {
    QuoteLocation("NV-1", 0, 12, "will respond"): RESPOND.id,
    QuoteLocation("NV-1", 20, 31, "will engage"): ENGAGE.id,
}
TO_RESPOND, TO_ENGAGE = HELD


@pytest.fixture
def standing():
    """What stands: two lines, each said once in January."""
    return LineHistory.of(EARLIER, [(WAS_RESPOND, RESPOND), (WAS_ENGAGE, ENGAGE)])


def decided(ruling, unit=FIRM, before=None, value="", by="ana"):
    """Return a decision about *unit*."""
    at = quote_location(Mention(unit, RELEASE)) if unit else QuoteLocation("NV-2")
    return Decision(RELEASE.source, ruling, at, before, value, by, NOW)


def ruled(standing, links, *decisions, kept=()):
    """Return the links of the two units with *decisions* applied."""
    rulings = Rulings(decisions, HELD)
    return rule_links(links, (FIRM, TALK), TEXT, RELEASE, standing, rulings, kept)


def linked(unit, line, before, *, review=True):
    """Return the link the linker made."""
    return Link(unit.id, line, before.id if before else None, 0.4, ("thin",), review)


def test_without_decisions_nothing_changes(standing):
    """What nobody decided on stays as the linker left it."""
    links = (linked(FIRM, RESPOND, WAS_RESPOND), linked(TALK, ENGAGE, WAS_ENGAGE))
    assert ruled(standing, links) == links


def test_a_confirmed_link_is_no_longer_in_doubt(standing):
    """ "Same line" on what the linker chose keeps the choice and takes the mark away."""
    links = (linked(FIRM, RESPOND, WAS_RESPOND), linked(TALK, ENGAGE, WAS_ENGAGE))
    first, second = ruled(standing, links, decided(Ruling.SAME, before=TO_RESPOND))
    assert (first.line, first.before, first.review) == (RESPOND, WAS_RESPOND.id, False)
    assert "ana, 2031-06-01" in first.reasons[0]
    assert second == links[1]


def test_a_unit_goes_to_the_line_an_analyst_names(standing):
    """A missed link is made, and compared with the last mention of that line."""
    fresh = build_line("respond firmly")
    links = (linked(FIRM, fresh, None), linked(TALK, ENGAGE, WAS_ENGAGE))
    first, _ = ruled(standing, links, decided(Ruling.SAME, before=TO_RESPOND))
    assert (first.line, first.before) == (RESPOND, WAS_RESPOND.id)


def test_who_loses_a_line_to_a_decision_starts_one_and_is_in_doubt(standing):
    """Two units that were swapped: the one nobody decided on is not left on the line of the other."""
    links = (linked(FIRM, ENGAGE, WAS_ENGAGE), linked(TALK, RESPOND, WAS_RESPOND))
    first, second = ruled(standing, links, decided(Ruling.SAME, before=TO_RESPOND))
    assert first.line == RESPOND
    assert (second.before, second.review) == (None, True)
    assert second.line not in (RESPOND, ENGAGE)


def test_both_stand_where_both_are_decided(standing):
    """Decisions on two units of one release are all kept."""
    links = (linked(FIRM, ENGAGE, WAS_ENGAGE), linked(TALK, RESPOND, WAS_RESPOND))
    both = (
        decided(Ruling.SAME, before=TO_RESPOND),
        decided(Ruling.SAME, unit=TALK, before=TO_ENGAGE),
    )
    assert [link.line for link in ruled(standing, links, *both)] == [RESPOND, ENGAGE]


@pytest.mark.parametrize("ruling", [Ruling.DIFFERENT, Ruling.SPLIT])
def test_a_wrong_link_is_cut(standing, ruling):
    """ "Not the same" and "split" make the unit start a line of its own."""
    links = (linked(FIRM, RESPOND, WAS_RESPOND), linked(TALK, ENGAGE, WAS_ENGAGE))
    first, _ = ruled(standing, links, decided(ruling, before=TO_RESPOND))
    assert (first.before, first.review) == (None, False)
    assert first.line.id != RESPOND.id


def test_not_the_same_says_nothing_about_another_line(standing):
    """Where a new engine has put the unit elsewhere already, there is nothing to cut."""
    links = (linked(FIRM, ENGAGE, WAS_ENGAGE), linked(TALK, build_line("x"), None))
    assert ruled(standing, links, decided(Ruling.DIFFERENT, before=TO_RESPOND)) == links


def test_a_merged_line_takes_nothing_from_who_sits_there(standing):
    """Two units of one release may be on a merged line: a line that was split had two."""
    links = (linked(FIRM, build_line("respond firmly"), None), linked(TALK, RESPOND, WAS_RESPOND))
    merged = ruled(standing, links, decided(Ruling.MERGE, before=TO_RESPOND))
    assert [link.line for link in merged] == [RESPOND, RESPOND]


def test_the_last_word_counts(standing):
    """Of two decisions on one unit the later holds."""
    links = (linked(FIRM, RESPOND, WAS_RESPOND), linked(TALK, build_line("x"), None))
    both = (decided(Ruling.DIFFERENT, before=TO_RESPOND), decided(Ruling.SAME, before=TO_RESPOND))
    assert ruled(standing, links, *both)[0].line == RESPOND
    assert ruled(standing, links, *reversed(both))[0].before is None


def test_an_earlier_line_that_is_not_held_is_passed_over(standing):
    """A decision whose earlier words are not in the store has no effect."""
    links = (linked(FIRM, RESPOND, WAS_RESPOND), linked(TALK, ENGAGE, WAS_ENGAGE))
    assert ruled(standing, links, decided(Ruling.SAME, before=QuoteLocation("NV-0", 0, 4, "gone"))) == links


def test_in_an_edit_only_the_line_changes(standing):
    """An edited unit is still compared with the text it replaced."""
    old = build_unit("will respond", revision="r2-before", start=8)
    links = (linked(FIRM, build_line("x"), old), linked(TALK, ENGAGE, WAS_ENGAGE))
    first, _ = ruled(standing, links, decided(Ruling.SAME, before=TO_RESPOND), kept={FIRM.id})
    assert (first.line, first.before) == (RESPOND, old.id)


def moved(label=Label.REAFFIRMED, **overrides):
    """Return how the line of FIRM moved."""
    overrides.setdefault("before", Mention(WAS_RESPOND, EARLIER))
    return build_change(label, line=RESPOND, release=RELEASE, after=Mention(FIRM, RELEASE), **overrides)


def relabelled(change, *decisions):
    """Return *change* with *decisions* applied."""
    (ruled_change,) = rule_changes([change], (FIRM, TALK), TEXT, RELEASE, Rulings(decisions, HELD))
    return ruled_change


def test_a_label_of_an_analyst_goes_before_the_rules():
    """The label, and what the rules gave, are both told; the id is that of the new label."""
    change = moved(also=(Label.NARROWED,), minor=True, review=True)
    found = relabelled(change, decided(Ruling.LABEL, before=TO_RESPOND, value="STRENGTHENED"))
    assert (found.label, found.also, found.minor, found.review) == (Label.STRENGTHENED, (), False, False)
    assert found.rule.startswith("decided by ana, 2031-06-01; the rules gave REAFFIRMED: ")
    assert found.id == moved(Label.STRENGTHENED).id


def test_a_confirmed_label_keeps_its_rule():
    """To agree with the rules only takes the doubt away."""
    change = moved(review=True)
    agreed = relabelled(change, decided(Ruling.LABEL, before=TO_RESPOND, value="REAFFIRMED"))
    assert agreed == replace(change, review=False)


def test_a_label_holds_for_the_comparison_it_was_given_to():
    """Once an earlier statement that arrived late is what the unit is compared with, the rules decide again."""
    between = build_release("NV-1b", published_on=date(2031, 1, 20))
    change = moved(before=build_mention("will respond", release=between))
    assert relabelled(change, decided(Ruling.LABEL, before=TO_RESPOND, value="STRENGTHENED")) == change


def test_a_silence_can_be_relabelled():
    """What was called dropped may be called not repeated, by the words that are missing."""
    was = Mention(WAS_RESPOND, EARLIER)
    change = build_change(Label.DROPPED, line=RESPOND, release=RELEASE, before=was)
    other = build_change(Label.DROPPED, line=ENGAGE, release=RELEASE, before=Mention(WAS_ENGAGE, EARLIER))
    decision = decided(Ruling.LABEL, unit=None, before=quote_location(was), value="NOT_REPEATED")
    found = rule_changes([change, other], (FIRM, TALK), TEXT, RELEASE, Rulings((decision,), HELD))
    assert [one.label for one in found] == [Label.NOT_REPEATED, Label.DROPPED]


def test_a_note_stands_beside_what_the_rules_say():
    """A note adds to the change, signed; label and rule stay."""
    change = moved(note="claims continuity; no earlier text held")
    noted = relabelled(change, decided(Ruling.NOTE, value="translated anew"))
    assert noted == replace(
        change, note="claims continuity; no earlier text held; translated anew (ana, 2031-06-01)"
    )


def test_where_words_stand_gives_their_line():
    """The line of a spot is that of the unit which holds its words now."""
    placed = [(FIRM, RESPOND), (TALK, ENGAGE)]
    spot, gone = QuoteLocation("NV-2", TALK.start, TALK.end, TALK.quote), QuoteLocation("NV-2", 0, 4, "gone")
    assert lines_at([spot, gone], TEXT, placed) == {spot: ENGAGE.id}
