"""One change per unit, and what an edit moved."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, SHARE, release, said, unit
from tracker.compare.compare_units import CLAIMS_CONTINUITY
from tracker.domain import Cause, Label
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link

MAY, JUNE = date(2031, 5, 3), date(2031, 6, 7)
QUOTES = [
    ENGAGE,
    RESPOND,
    RECOGNISE,
    SHARE,
    "will contribute 20 million crowns to relief in Veskia by 30 June 2031",
    "called for the release of the crew of the trawler Ansa",
]


@settings(deadline=None)  # the first example imports scipy
@given(st.lists(st.sampled_from(QUOTES), min_size=1, unique=True))
def test_an_unchanged_statement_is_only_reaffirmed(quotes):
    """The same statement a month later moves nothing and is silent on nothing."""
    standing = LineHistory()
    for month in (5, 6):
        units = [unit(q, at=100 * n, revision=f"m{month}") for n, q in enumerate(quotes)]
        _, changes = said(units, release(f"m{month}", date(2031, month, 3)), standing)
    assert [change.label for change in changes] == [Label.REAFFIRMED] * len(quotes)


def test_the_first_mention_is_new_and_names_the_window():
    """NEW says in which window no earlier text was found."""
    standing = LineHistory()
    said([unit(SHARE)], release("may", MAY), standing)
    _, changes = said([unit(ENGAGE, revision="r2")], release("june", JUNE), standing)
    assert changes[0].label is Label.NEW
    assert "2031-05-03 to 2031-05-03, 1 documents" in changes[0].rule
    assert (changes[0].before, changes[0].note) == (None, "")


def test_a_claim_of_continuity_without_earlier_text_is_noted():
    """ "Reaffirmed" with nothing held is new to us, and says so."""
    _, changes = said([unit(ENGAGE, reaffirm_claimed=True)], release("may", MAY), LineHistory())
    assert changes[0].note == CLAIMS_CONTINUITY


def test_a_change_is_named_by_its_content():
    """Relating the same statement twice gives the same ids."""
    runs = [
        said([unit(ENGAGE), unit(SHARE, at=100)], release("may", MAY), LineHistory())[1] for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len({change.id for change in runs[0]}) == 2


def test_a_link_to_review_makes_a_change_to_review():
    """Who doubts the link must doubt the change."""
    standing = LineHistory()
    links, _ = said([unit(ENGAGE)], release("may", MAY), standing)
    standing.as_of(JUNE)
    again = unit(ENGAGE, revision="r2", level=2)
    placed = replace(link([again], release("june", JUNE), standing)[0], review=True)
    from tracker.compare.compare_units import compare

    (change,) = compare([again], [placed], release("june", JUNE), standing, Cause.RELEASE)
    assert change.review
    assert links[0].line == change.line


def test_a_line_is_compared_with_its_last_mention_in_the_same_company():
    """A call with Japan is compared with the last call with Japan, not with the call with France in between."""
    standing = LineHistory()
    for month, state in ((1, "Japanese"), (2, "French")):
        title = f"Minister Holt's Call with {state} Foreign Minister"
        said(
            [unit(ENGAGE, revision=f"m{month}", speakers=frozenset({"Norvale"}))],
            release(f"m{month}", date(2031, month, 3), title),
            standing,
        )
    again = unit(ENGAGE, revision="m3", speakers=frozenset({"Norvale"}))
    title = "Minister Holt's Meeting with Japanese Foreign Minister"
    (link_,), (change,) = said([again], release("m3", date(2031, 3, 3), title), standing)
    assert change.before.release.ref == "m1"
    assert change.rule.endswith("compared with the last mention with the same partners, 2031-01-03")
    assert link_.before == change.before.unit.id
    assert link_.reasons[-1] == "compared with the last mention with the same partners, 2031-01-03"


def test_without_like_company_the_last_mention_stands():
    """With no earlier call with Italy the last mention is taken, and the change says that it was with others."""
    standing = LineHistory()
    said([unit(ENGAGE)], release("m1", date(2031, 1, 3), "Call with Japanese Foreign Minister"), standing)
    _, (change,) = said(
        [unit(ENGAGE, revision="m2")],
        release("m2", date(2031, 2, 3), "Call with Italian Foreign Minister"),
        standing,
    )
    assert change.rule.endswith("compared with the last mention with other partners, 2031-01-03")
