"""Which moves are not mailed though their link is told."""

from dataclasses import replace
from datetime import date

from tests.tracker.link.samples import release, said, unit
from tracker.compare.labels.classify import classify
from tracker.compare.labels.label_gate import label_evidence, load_gate
from tracker.compare.labels.withheld import why_withheld
from tracker.domain import Kind, Label, Mention
from tracker.doubts import NOT_MAILED
from tracker.link.lines.line_history import LineHistory

WRITTEN = release("a", date(2031, 5, 3), "Joint Statement of Norvale and Estmark")
LATER = release("b", date(2032, 5, 3), "Joint Statement of Norvale and Estmark")
TALK = release("c", date(2031, 5, 4), "Department Press Briefing")
SAME = (
    "protect the ferries, the fishing boats and the crews of the Halden Sea from pirates of the outer islands"
)
OTHER = "share the costs of the new border stations in the northern hills with the farmers who live there"

SURE = 0.95  # how likely both are of one line


def moved(before, after, first=WRITTEN, second=LATER):
    """Return a move between two quotes that were read, with its two mentions."""
    old = replace(unit(before, level=2), confidence=0.9)
    new = replace(unit(after, revision="r2", level=4), confidence=0.9)
    sides = Mention(old, first), Mention(new, second)
    return *sides, classify(old, new)


def test_a_level_that_moved_in_words_that_are_the_same_is_told():
    """Where nearly all of both statements is the same, a word of force says something."""
    before, after, verdict = moved(f"intend to {SAME}", f"will {SAME}")
    assert verdict.label is Label.STRENGTHENED
    assert why_withheld(verdict, before, after, SURE) == ""


def test_a_label_that_is_not_likely_enough_is_withheld_and_says_why():
    """Where little stands in both, the label is wrong more often than right; the page shows how often and for what reason."""
    before, after, verdict = moved(f"intend to {SAME}", f"will {OTHER}")
    verdict = replace(verdict, label=Label.WEAKENED)
    assert load_gate().probability(label_evidence(before, after, verdict, SURE)) < 0.5
    told = why_withheld(verdict, before, after, SURE)
    assert told.startswith(f"{NOT_MAILED}: the label is right in ")
    assert "much is put otherwise" in told


def test_a_label_is_doubted_where_the_line_is():
    """Of two statements that are one line as likely as not what differs is more often another matter than a move."""
    before, after, verdict = moved(f"intend to {SAME}", f"will {SAME}")
    gate = load_gate()
    sure, even = (gate.probability(label_evidence(before, after, verdict, score)) for score in (0.95, 0.5))
    assert sure - even > 0.1


def test_a_label_that_too_few_cases_speak_for_is_never_mailed():
    """Of a list that came or went the label was right in half: however much stands in both, it is on the page alone."""
    gate = load_gate()
    surest = tuple(float(weight > 0) for weight in gate.sum.weights)
    assert gate.doubt(Label.STRENGTHENED, surest) == ""
    assert gate.doubt(Label.BROADENED, surest) == "of such labels too few are known to be right"


def test_what_moved_in_talk_is_told_on_request_alone():
    """A briefing answers what is asked: what moved there, on either side, is kept for review."""
    before, after, verdict = moved(f"intend to {SAME}", f"will {SAME}")
    assert "talk" in why_withheld(verdict, replace(before, release=TALK), after, SURE)
    assert "talk" in why_withheld(verdict, before, replace(after, release=TALK), SURE)


def test_a_decision_on_a_rate_is_compared_as_values_and_always_told():
    """A hold that becomes a cut needs no likelihood."""
    before, after, verdict = moved(
        "decided to hold the key rate at 4 percent",
        "decided to cut the key rate by 50 basis points to 3-1/2 percent",
    )
    assert (verdict.label, verdict.by) == (Label.REVERSED, ("rate_moved",))
    assert why_withheld(verdict, before, after, SURE) == ""


def test_a_second_rate_that_went_the_same_way_is_not_told_twice():
    """One decision cuts two rates: the second is on the page, the first in the mail."""
    standing = LineHistory()
    decided = [
        ("decided to {} its target for the key rate by 50 basis points to {} percent", "4", "3-1/2"),
        ("approved a decision to {} the discount rate by 50 basis points to {} percent", "5", "4-1/2"),
    ]
    for month, word, level in ((1, "raise", 1), (2, "lower", 2)):
        units = [
            unit(text[0].format(word, text[level]), at=200 * n, revision=f"m{month}", kind=Kind.U_OWN)
            for n, text in enumerate(decided)
        ]
        _, changes = said(units, release(f"m{month}", date(2031, month, 3), "Rate Decision"), standing)
    assert [change.label for change in changes] == [Label.REVERSED] * 2
    assert [change.review for change in changes] == [False, True]
    assert "it went with the key rate" in changes[1].rule


def test_what_a_member_prefers_is_no_statement_of_the_whole():
    """A dissent is shown and mailed to nobody as a move of the committee."""
    before, after, verdict = moved(f"intend to {SAME}", f"disagreed that they will {SAME}")
    verdict = replace(verdict, label=Label.STRENGTHENED)
    assert "what a member prefers" in why_withheld(verdict, before, after, SURE)
