"""What a source has said so far."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.link.samples import ENGAGE, RESPOND, SHARE, release, unit
from tracker.domain import Line, Mention
from tracker.link.features import extract_features
from tracker.link.lines.line_history import LineHistory

MAY, JUNE, JULY = date(2031, 5, 3), date(2031, 6, 7), date(2031, 7, 5)
LINE = Line("line-1", "norvale", "engage Lurania")


def test_a_statement_is_not_visible_on_its_own_day():
    """Two statements of one day do not see each other, and none sees itself."""
    standing = LineHistory()
    standing.add(release("may", MAY), [(unit(ENGAGE), LINE)])
    assert standing.as_of(MAY).mention(LINE.id) is None
    held = standing.as_of(JUNE).mention(LINE.id)
    assert held is not None
    assert held.release.ref == "may"


def test_the_latest_mention_stands():
    """A line stands as it was last said, whatever order the statements were added in."""
    standing = LineHistory()
    standing.add(release("june", JUNE), [(unit(ENGAGE, revision="r2"), LINE)])
    standing.add(release("may", MAY), [(unit(ENGAGE, revision="r1"), LINE)])
    held = standing.as_of(JULY).mention(LINE.id)
    assert held is not None
    assert held.release.ref == "june"
    assert [statement.release.ref for statement in standing.statements()] == ["may", "june"]


def test_an_undated_release_is_not_remembered():
    """A release without a date is kept elsewhere but is never compared with."""
    standing = LineHistory()
    undated = release("may", MAY)
    standing.add(type(undated)(*(*[getattr(undated, name) for name in undated.__slots__][:-1], None)), [])
    assert not list(standing.as_of(date.max).statements())


def test_adding_a_release_again_replaces_it():
    """A later revision related on the same day stands for its release, not beside it."""
    standing, other = LineHistory(), Line("line-2", "norvale", "share data")
    standing.add(release("may", MAY), [(unit(ENGAGE), LINE)])
    standing.add(release("may", MAY), [(unit(SHARE), other)])
    standing.as_of(JUNE)
    assert [statement.lines for statement in standing.statements()] == [frozenset({other.id})]
    assert standing.mention(LINE.id) is None


def test_a_dropped_line_stays_dropped_until_it_is_said_again():
    """RESUMED needs to know that the line was dropped, and only until it comes back."""
    standing = LineHistory()
    standing.add(release("may", MAY), [(unit(ENGAGE), LINE)])
    standing.add(release("june", JUNE), [], dropped=[LINE.id])
    assert standing.as_of(JULY).is_dropped(LINE.id)
    standing.add(release("july", JULY), [(unit(ENGAGE, revision="r3"), LINE)])
    assert not standing.as_of(date(2031, 8, 1)).is_dropped(LINE.id)


def test_of_knows_what_it_was_given_at_once():
    """The revision before an edit is compared on the same day."""
    standing = LineHistory.of(release("may", MAY), [(unit(ENGAGE), LINE)])
    assert standing.mention(LINE.id) is not None
    assert len(standing) == 1


def test_candidates_share_telling_words():
    """The line on Lurania comes first for a unit on Lurania; a line with no word in common is no candidate."""
    second = Line("line-2", "norvale", "respond")
    standing = LineHistory.of(release("may", MAY), [(unit(ENGAGE), LINE), (unit(RESPOND, at=100), second)])
    found = standing.find(extract_features(unit("reiterated openness to engage Lurania", revision="r2")))
    assert found[0] == LINE.id
    stranger = unit("a levy on timber", revision="r3", topics=frozenset(), speakers=frozenset())
    assert standing.find(extract_features(stranger)) == []


def test_a_line_that_is_not_held_is_an_error():
    """Asking for a line nobody spoke on is a mistake of the caller."""
    with pytest.raises(KeyError):
        LineHistory().line("line-1")


def test_a_statement_is_looked_at_once_for_all_who_ask():
    """What a statement says is worked out when it is placed, and serves the subject of its line and those who continue it."""
    standing, said, document = LineHistory(), unit(ENGAGE), release("may", MAY)
    look = standing.look_at_hand(Mention(said, document))
    assert standing.look_at_hand(Mention(said, document)) is look
    standing.add(document, [(said, LINE)])
    (held,) = standing.as_of(JUNE).said(LINE.id).values()
    assert standing.look(held) is look


def test_a_statement_read_otherwise_is_looked_at_anew():
    """A reading may be cut otherwise under the same name: nothing that was worked out of the other holds for it."""
    standing, document = LineHistory(), release("may", MAY)
    said = unit(ENGAGE)
    other = replace(said, facets=replace(said.facets, target="Estmark"))
    look = standing.look_at_hand(Mention(said, document))
    assert standing.look_at_hand(Mention(other, document)).target != look.target
    standing.look_at_hand(Mention(said, document))
    standing.add(document, [(other, LINE)])
    (held,) = standing.as_of(JUNE).said(LINE.id).values()
    assert standing.look(held).target != look.target
