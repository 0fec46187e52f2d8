"""Edits that a mail may still tell as what a page says now."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reports.mail.standing_edits import standing_edits
from tests.fakes import build_change, build_document, build_mention
from tracker.domain import Cause, Label
from tracker.reading import Return

FIRM, SOFT = "condemns the raid on the port", "regrets the raid on the port"


class Held:
    """As much of a store as is asked: how the texts of a release followed each other, and the last of them."""

    def __init__(self, last, *returns):
        self.last, self.returns = last, returns

    def text_edits(self, **_):
        return [SimpleNamespace(edit=SimpleNamespace(returns=one)) for one in self.returns]

    def revision_texts(self, _release):
        return (SimpleNamespace(document=build_document(f"Norvale {self.last}.")),)


def edit(before, after, label=Label.WEAKENED):
    """Return an edit from one wording to another."""
    sides = {"before": before and build_mention(before), "after": after and build_mention(after)}
    return build_change(label, cause=Cause.EDIT, **sides)


SOFTER, BACK = edit(FIRM, SOFT), edit(SOFT, FIRM, Label.STRENGTHENED)


@pytest.mark.parametrize(
    ("last", "returns", "told"),
    [
        (FIRM, (Return.NO, Return.CAME_BACK), [BACK]),
        (SOFT, (Return.NO, Return.CAME_BACK, Return.FLIPS), [SOFTER]),
        (SOFT, (Return.NO,), [SOFTER, BACK]),
    ],
)
def test_a_page_says_now_what_its_last_text_says(last, returns, told):
    """Of a page that went back, and perhaps forth again, a mail tells only what stands; of one that never did all that was edited."""
    assert list(standing_edits(Held(last, *returns), [SOFTER, BACK])) == told


def test_a_sentence_that_was_taken_out_and_stands_again_is_not_told_as_gone():
    """What a page lost for an hour it has."""
    gone, come = edit(FIRM, None, Label.DROPPED), edit(None, FIRM, Label.NEW)
    held = Held(FIRM, Return.NO, Return.CAME_BACK)
    assert list(standing_edits(held, [gone, come])) == [come]


def test_what_a_new_release_says_is_told_whatever_was_edited():
    """Only edits are undone by an edit."""
    new = build_change(Label.NEW, cause=Cause.RELEASE)
    assert list(standing_edits(Held(FIRM, Return.CAME_BACK), [new])) == [new]
