"""What a statement does not say."""

from datetime import date

import pytest

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, SHARE, release, said, unit
from tracker.compare.compare_units import compare
from tracker.domain import Cause, Kind, Label
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


def after_two_silences(quote, *texts, kind=Kind.U_JOINT, titles=None, days=(1, 2, 3, 4)):
    """Return the labels of what is silent in the last of four texts: *quote* stood in two, then came *texts*, its words."""
    standing, changes = LineHistory(), ()
    dated = dict(zip(("m1", "m2", "m3", "m4"), days, strict=True))
    for number, (ref, month) in enumerate(dated.items()):
        title = titles[number] if titles else TITLE
        document = release(ref, date(2030 + (month - 1) // 12, (month - 1) % 12 + 1, 3), title)
        units = [unit(one, at=100 * at, revision=ref) for at, one in enumerate(ALL)]
        if number < 2:
            units.append(unit(quote, at=900, revision=ref, kind=kind))
        elif texts[number - 2]:
            units.append(unit(texts[number - 2], at=900, revision=ref, kind=Kind.S_PRINCIPLE))
        _, changes = said(units, document, standing)
    return [label for label, _ in silent(changes)]


ACCOUNT = "will bring those responsible for the piracy in the strait to account"


def test_what_is_never_said_again_is_dropped():
    """Neither of two texts says anything like it: DROPPED."""
    assert after_two_silences(ACCOUNT, "", "") == [Label.DROPPED]


@pytest.mark.parametrize(
    "texts",
    [
        ("", "underlined that pirates in the strait are held accountable"),
        ("underlined that pirates in the strait are held accountable", ""),
    ],
)
def test_what_either_text_says_in_other_words_is_not_dropped(texts):
    """“Responsible to account” and “held accountable” are one thing: neither the first nor the second text is silent on it."""
    assert Label.DROPPED not in after_two_silences(ACCOUNT, *texts)


def test_a_judgment_of_the_day_is_never_dropped():
    """What was condemned when it happened need not be condemned for ever."""
    assert after_two_silences("condemn the burning of the boats in Halden", "", "", kind=Kind.E_CONDEMN) == []


def test_a_clause_that_hangs_on_words_before_it_is_not_dropped():
    """“Building on the measures taken” is half a sentence, and no statement whose silence means anything."""
    assert after_two_silences("building on the tariffs taken against pumps and ropes", "", "") == []


def test_office_hours_are_never_missed():
    """That a decision will be published at half past nine is in every calendar."""
    assert after_two_silences("will publish the minutes of this meeting at 09:30", "", "") == []


def test_what_was_last_said_years_ago_is_not_dropped_now():
    """An archive with a gap of five years shows no silence of five years."""
    assert after_two_silences(ACCOUNT, "", "", days=(1, 2, 62, 63)) == []


def test_a_text_on_a_subject_of_its_own_is_silent_on_nothing_else():
    """The launch of an energy partnership says nothing of pirates, and leaves nothing out."""
    of_its_own = "Norvale-Estmark joint statement on the launch of the Halden energy partnership"
    titles = [TITLE, TITLE, of_its_own, TITLE]
    assert Label.DROPPED not in after_two_silences(ACCOUNT, "", "", titles=titles)


def test_a_thing_the_text_calls_by_its_name_is_not_left_out():
    """Who inaugurates the Halden Fellowship in May and opens it for applications in June has not left it out."""
    inaugurate = "will begin a new chapter of learning with the Halden Fellowship"
    applications = "noted that the Halden Fellowship takes applications of students every spring from now on"
    assert Label.DROPPED not in after_two_silences(inaugurate, applications, "")
    assert after_two_silences(inaugurate, "", "") == [Label.DROPPED]
