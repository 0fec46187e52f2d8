"""An edit adds words that were not there and takes out words that were; how a text is cut is neither."""

from __future__ import annotations

from tests.fakes import build_change, build_mention
from tracker.compare.edit_filter import drop_resegmented
from tracker.domain import Label

STOOD = "Norvale will respond. Norvale will “engage” Estmark,\nas appropriate."


def added(quote):
    """Return that *quote* is new in the later reading."""
    return build_change(Label.NEW, after=build_mention(quote))


def deleted(quote):
    """Return that *quote* is gone from the later reading."""
    return build_change(Label.DROPPED, before=build_mention(quote))


def test_words_that_stood_there_before_were_not_added():
    """A sentence that was not read before, and is now, was there all the same; line breaks and quotes aside."""
    found = added("will engage Estmark, as appropriate"), added("will send ships")
    assert drop_resegmented(found, STOOD, f"{STOOD} Norvale will send ships.") == found[1:]


def test_words_that_still_stand_there_were_not_deleted():
    """A unit that is cut another way is not a promise withdrawn."""
    found = deleted("will respond"), deleted("will send ships")
    assert drop_resegmented(found, f"{STOOD} Norvale will send ships.", STOOD) == found[1:]


def test_what_moved_is_told_whatever_stands_elsewhere():
    """A commitment that was weakened is told as such."""
    found = (
        build_change(Label.WEAKENED, before=build_mention("will act"), after=build_mention("will respond")),
    )
    assert drop_resegmented(found, STOOD, STOOD) == found
