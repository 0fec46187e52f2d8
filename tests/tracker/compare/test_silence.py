"""What a statement does not say."""

from datetime import date

import pytest

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, SHARE, release, said, unit
from tracker.compare.compare_units import compare
from tracker.domain import Cause, Label
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link

TITLE = "Norvale-Estmark joint statement"
ALL = (ENGAGE, RESPOND, RECOGNISE, SHARE)


def history(*months, titles=None):
    """Relate one statement a month, each a list of sentences, and return the changes of the last."""
    standing, changes = LineHistory(), ()
    for month, quotes in enumerate(months, start=1):
        title = titles[month - 1] if titles else TITLE
        document = release(f"m{month}", date(2031, month, 3), title)
        units = [unit(quote, at=100 * place, revision=f"m{month}") for place, quote in enumerate(quotes)]
        _, changes = said(units, document, standing)
    return changes


def silent(changes):
    return [(change.label, change.before.unit.quote) for change in changes if change.after is None]


def test_the_first_silence_is_not_repeated():
    """The line stood in the statement before and this one is silent."""
    changes = history(ALL, ALL[1:])
    assert silent(changes) == [(Label.NOT_REPEATED, ENGAGE)]
    assert "2031-01-03" in changes[-1].rule
    assert "2031-02-03" in changes[-1].rule


def test_the_second_silence_drops_a_line_that_used_to_stand():
    """Two comparable silences in a row, after two of the three before: DROPPED, once."""
    assert silent(history(ALL, ALL, ALL[1:], ALL[1:])) == [(Label.DROPPED, ENGAGE)]
    assert silent(history(ALL, ALL, ALL[1:], ALL[1:], ALL[1:])) == []


def test_a_line_said_once_is_never_dropped():
    """One mention is no habit: its second silence is no news."""
    assert silent(history(ALL[1:], ALL, ALL[1:], ALL[1:])) == []


def test_a_line_that_returns_after_one_silence_is_only_reaffirmed():
    """NOT_REPEATED is taken back without a word when the line is said again."""
    changes = history(ALL, ALL, ALL[1:], ALL)
    assert changes[0].label is Label.REAFFIRMED


def test_a_line_that_returns_after_it_was_dropped_is_resumed():
    """RESUMED needs a DROPPED before it."""
    changes = history(ALL, ALL, ALL[1:], ALL[1:], ALL)
    assert changes[0].label is Label.RESUMED


def test_another_document_is_not_silent():
    """A statement on something else does not drop what a joint statement says."""
    titles = ["Norvale-Estmark joint statement", "Appointment of a harbour master"]
    assert silent(history(ALL, [SHARE], titles=titles)) == []


def test_a_statement_in_which_nothing_was_read_is_silent_on_nothing():
    """More likely it was not read than that everything was dropped."""
    assert silent(history(ALL, ())) == []


@pytest.mark.parametrize("label", [Label.NOT_REPEATED, Label.DROPPED])
def test_silence_names_the_silent_document(label):
    """The change happened where it was not said; what it was silent about is kept with its date."""
    months = (ALL, ALL[1:]) if label is Label.NOT_REPEATED else (ALL, ALL, ALL[1:], ALL[1:])
    change = history(*months)[-1]
    assert change.label is label
    assert change.release.ref == f"m{len(months)}"
    assert change.before.unit.quote == ENGAGE


def test_a_line_said_elsewhere_since_is_not_silent():
    """A line repeated in another document between two statements was not dropped by the second."""
    titles = ["Norvale-Estmark joint statement", "Note on Lurania", "Norvale-Estmark joint statement"]
    changes = history(ALL, [ENGAGE], ALL[1:], titles=titles)
    assert silent(changes) == []


TALK = ["Press Briefing, May 2031", "Press Briefing, June 2031", "Press Briefing, July 2031"]


def test_talk_is_silent_on_nothing():
    """What is said at a briefing depends on what is asked: what did not come up was not left out."""
    assert silent(history(ALL, ALL, ALL[1:], titles=TALK)) == []


def test_an_act_done_once_need_not_be_said_again():
    """Thanks, a judgment of one day's act and a decision carried out are not missed in the next statement."""
    once = ("announced 5 million crowns for the harbour", "will open a consulate today")
    assert silent(history((*ALL, *once), ALL)) == []


def test_another_sort_of_text_is_not_silent():
    """What stood in a joint statement of two is not left out by the call of their ministers."""
    titles = [
        "Norvale-Estmark joint statement",
        "Call of Norvale and Estmark: read-out of the call with Estmark",
    ]
    assert silent(history(ALL, ALL[1:], titles=titles)) == []


def test_a_dropped_line_said_elsewhere_has_not_returned():
    """RESUMED is said of the series that dropped the line; elsewhere it is only said."""
    titles = ["Norvale-Estmark joint statement"] * 4 + ["Note on Lurania"]
    changes = history(ALL, ALL, ALL[1:], ALL[1:], [ENGAGE], titles=titles)
    assert changes[0].label is Label.REAFFIRMED


def test_what_stands_in_the_text_is_said_though_it_was_not_read():
    """A sentence that the reader missed, or quoted otherwise, is not left out: the text has its words."""
    standing = LineHistory()
    rhetoric = "reiterate that the reckless rhetoric of Veskia is unacceptable, and will answer any attack on the strait"
    said([unit(ENGAGE), unit(rhetoric, at=200)], release("m1", date(2031, 1, 3), TITLE), standing)
    units = [unit(ENGAGE, revision="m2")]
    later = release("m2", date(2031, 2, 3), TITLE)
    links = link(units, later, standing.as_of(later.published_on))

    def silences_in(text):
        return silent(compare(units, links, later, standing.as_of(later.published_on), Cause.RELEASE, text))

    assert silences_in("They met in Halden.") == [(Label.NOT_REPEATED, rhetoric)]
    stands = "The reckless rhetoric of Veskia, its drills and its boats are unacceptable."
    assert silences_in(f"They met in Halden. {stands}") == []


def test_a_text_on_another_matter_is_silent_on_nothing():
    """A trade framework says nothing again of what the leaders' statements say, and leaves nothing of it out."""
    trade = [f"will lower the tariff on {goods} to 5 percent" for goods in ("pumps", "ropes", "lamps")]
    assert silent(history(ALL, ALL, trade)) == []
    assert silent(history(ALL, ALL, [*trade, RESPOND])) != []
