"""Form letters, notices and orders: alike words about two matters are two lines."""

from datetime import date

import pytest

from tests.tracker.link.samples import release, said, unit
from tracker.domain import Label, Mention
from tracker.link.lines.line_history import LineHistory
from tracker.link.pairs.matter_marks import marks_of
from tracker.link.pairs.matters import are_two_matters
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import load_model

NOTICE = "Notice on the Continuation of the State of Alarm With Respect to {}"


def two_matters(before, after, titles=("Statement", "Statement")):
    """Return whether the second quote is about another matter than the first."""
    sides = [
        Mention(unit(quote, revision=f"r{place}"), release(f"r{place}", date(2031, 1 + place, 3), title))
        for place, (quote, title) in enumerate(zip((before, after), titles, strict=True))
    ]
    return are_two_matters(*(look_at(side, load_model().words) for side in sides), titles)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "the state of alarm declared on June 26, 2021, must continue in effect beyond June 26, 2031",
            "the state of alarm declared on 14 July 2022 must continue in effect beyond 14 July 2031",
        ),
        (
            "the duties imposed by Order 114 of 3 May 2030 remain in force",
            "the duties imposed by Order 131 of 9 June 2030 remain in force",
        ),
        ("will carry out Decree No. 40", "will carry out Decree No. 41"),
        ("calls for compliance with Resolutions 12 and 14", "calls for compliance with Resolution 31"),
        ("will appeal the judgment in Norvale v. Hale Shipping", "will appeal the judgment in Norvale v. Lind Timber"),
        ("is bound by the treaty signed on 4 May 2020", "is bound by the treaty signed on 9 May 2024"),
    ],
)  # fmt: skip
def test_the_day_the_number_and_the_case_name_the_matter(before, after):
    """An order of one number is not an order of another, however alike the sentences are."""
    assert two_matters(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "the state of alarm declared on June 26, 2021, must continue in effect beyond June 26, 2031",
            "the state of alarm declared on June 26, 2021, is to continue in effect beyond June 26, 2032",
        ),
        (
            "the duties imposed by Order 114 remain in force",
            "the duties imposed by Order 114, as amended by Order 131 of 9 June 2031, remain in force",
        ),
        ("calls for compliance with Resolutions 12 and 14", "calls for compliance with Resolution 14"),
        ("will protect the ferries by 30 June 2031", "will protect the ferries by 31 December 2031"),
        ("will carry out Decree No. 40", "will carry out the decree on ferries"),
    ],
)
def test_what_is_amended_renewed_or_put_off_is_the_same_matter(before, after):
    """One number or day in common is enough, and by when something is to be done names no matter."""
    assert not two_matters(before, after)


def test_titles_of_one_form_name_the_matter_where_the_quotes_do_not():
    """ "This measure continues for one year" is about what the title of the notice names."""
    quote = "the powers adopted to deal with that threat must continue in effect"
    assert two_matters(quote, quote, (NOTICE.format("the Skerry Islands"), NOTICE.format("Smuggled Timber")))
    assert not two_matters(
        quote, quote, (NOTICE.format("the Skerry Islands"), NOTICE.format("the Skerry Islands"))
    )
    letter = "Letter to the Speaker on the Continuation of the State of Alarm With Respect to {}"
    assert not two_matters(
        quote, quote, (NOTICE.format("the Skerry Islands"), letter.format("the Skerry Islands"))
    )


@pytest.mark.parametrize(
    "titles",
    [
        ("Rate Statement, 3 May 2031", "Rate Statement, 7 June 2031"),
        ("Minister Hale’s Meeting With the Minister of Estmark", "Minister Hale’s Meeting With the Minister of Veskia"),
        ("Statement on the Ferries", "Statement on the Fishing Boats"),
    ],
)  # fmt: skip
def test_days_encounters_and_bare_forms_name_no_matter(titles):
    """A position is held whoever is met and in whatever statement it stands."""
    assert not two_matters("will uphold the law of the sea", "will uphold the law of the sea", titles)


def test_an_object_named_in_both_quotes_is_one_matter_whatever_the_titles_are():
    """What the quotes themselves name counts before what titles do."""
    titles = (NOTICE.format("the Skerry Islands"), NOTICE.format("Smuggled Timber"))
    quote = "the duties under the Halden Compact must continue in effect"
    assert not two_matters(quote, quote, titles)


def test_a_yearly_renewal_finds_its_own_line_among_others_of_the_same_words():
    """Three notices a year, each on its own matter: the next year each continues its own, and no term has moved."""
    standing = LineHistory()
    quote = "the state of alarm declared on {}, must continue in effect beyond {}"
    matters = (("Veskia", "June 26, 2021", "June 26"), ("Lurania", "July 14, 2022", "July 14"))
    lines = []
    for year in (2031, 2032):
        for month, (matter, since, until) in enumerate(matters, 6):
            text = quote.format(since, f"{until}, {year}")
            day = date(year, month, 8)
            one = unit(text, revision=f"{matter}{year}", deadline=f"beyond {until}, {year}")
            links, changes = said([one], release(f"{matter}{year}", day, NOTICE.format(matter)), standing)
            lines.append(links[0].line.id)
            assert changes[0].label is (Label.NEW if year == 2031 else Label.REAFFIRMED), changes[0].rule
    assert lines[:2] == lines[2:]
    assert len(set(lines)) == 2


def test_a_day_by_which_something_is_done_is_no_mark():
    """ "By" and "beyond" say until when, not since when."""
    assert marks_of("will close the port by 30 June 2031, beyond 1 May 2030 if need be") == frozenset()
