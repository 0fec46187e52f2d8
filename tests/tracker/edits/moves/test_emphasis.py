"""Words of emphasis that went or came by themselves."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label


@pytest.fixture(scope="module")
def reader():
    """The engine of this version."""
    return engine()


def told(before, after, reader):
    """Return label and weight of what is told where *before* became *after*."""
    changes = edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes
    return [(one.label, one.minor) for one in changes]


@pytest.mark.parametrize(
    ("firm", "plain"),
    [
        ("Norvale will firmly respond to raids on Estmark.", "Norvale will respond to raids on Estmark."),
        ("Norvale will strongly oppose raids on Estmark.", "Norvale will oppose raids on Estmark."),
        ("Norvale condemns the raid and will actively protect Estmark.", "Norvale condemns the raid and will protect Estmark."),
        ("Norvale reaffirms its firm commitment to Estmark.", "Norvale reaffirms its commitment to Estmark."),
    ],
)  # fmt: skip
def test_emphasis_alone_is_a_minor_move(reader, firm, plain):
    """Who will firmly respond and will respond has promised the same less firmly: weaker, and minor (guide, section 8)."""
    assert told(firm, plain, reader) == [(Label.WEAKENED, True)]
    assert told(plain, firm, reader) == [(Label.STRENGTHENED, True)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Norvale will lend Estmark strong nets.", "Norvale will lend Estmark nets."),
        ("Norvale will lend Estmark maps of highly flooded fields.", "Norvale will lend Estmark maps of flooded fields."),
        ("Norvale firmly opposes raids on Estmark.", "Norvale strongly opposes raids on Estmark."),
    ],
)  # fmt: skip
def test_what_a_thing_is_like_is_no_emphasis(reader, before, after):
    """Strong nets are a sort of nets, and one word of emphasis is as firm as another."""
    assert told(before, after, reader) == []


def test_emphasis_says_nothing_beside_what_weighs_more(reader):
    """Where an amount moved too, that is the change, and no minor one."""
    before = "Norvale will actively lend Estmark 40 million crowns."
    after = "Norvale will lend Estmark 30 million crowns."
    assert told(before, after, reader) == [(Label.WEAKENED, False)]


@pytest.mark.parametrize("firmly", ["strongly ", ""])
def test_a_denial_in_the_place_of_emphasis_is_the_opposite(reader, firmly):
    """Who will strongly support a ban and then will not support it has turned."""
    before, after = (
        f"Norvale will {firmly}support the ban on raids.",
        "Norvale will not support the ban on raids.",
    )
    assert told(before, after, reader) == [(Label.REVERSED, False)]


def test_emphasis_that_is_denied_says_how_little(reader):
    """ "Will not actively help" is more than "will not help", so the emphasis that went is no less firm."""
    assert told("Norvale will not actively help Estmark.", "Norvale will not help Estmark.", reader) in (
        [],
        [(Label.STRENGTHENED, False)],
    )
