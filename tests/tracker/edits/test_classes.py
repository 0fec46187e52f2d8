"""What sort of difference it is: only words that say something else are told."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import ENGAGE, document, stretches
from tracker.edits.edit_reading import classed_stretches
from tracker.reading import EditClass

SAID = "Norvale will organise joint patrols with Estmark in the Halden Sea in 2031."


@pytest.mark.parametrize(
    ("before", "after", "edit_class"),
    [
        (SAID, SAID.replace("2031", "2032"), EditClass.WORDS),
        (SAID, SAID.replace("will", "will not"), EditClass.WORDS),
        (SAID, SAID.replace("will", "may"), EditClass.WORDS),
        (SAID, SAID.replace("Halden Sea", "Halden sea,"), EditClass.TYPOGRAPHY),
        ("Norvale’s ships “will stay”.", "Norvale's ships \"will stay\".", EditClass.TYPOGRAPHY),
        (SAID, SAID.replace("joint patrols", "jointpatrols"), EditClass.EXTRACTION),
        (SAID.replace("patrols", "patrolls"), SAID, EditClass.TYPO),
        (SAID, SAID.replace("organise", "organize"), EditClass.TYPO),
        (SAID, SAID.replace("with Estmark", "with Estmark with Estmark"), EditClass.TYPO),
        (SAID, SAID.replace("the Halden", "a Halden"), EditClass.GRAMMAR),
        (
            "More information on the fund can be found at the town hall.",
            "More information on grants can be found at every mill.",
            EditClass.LINK,
        ),
        ("Crews may call 800-555-0147 at sea.", "Crews and owners may call 800-555-0199.", EditClass.LINK),
        ("Minister Orr will visit Estmark.", "Minister Johan Orr will visit Estmark.", EditClass.NAME),
        ("The Department of Health and Mills will act.", "The Department of Health will act.", EditClass.NAME),
        ("Norvale will work with Estmark and Lurania.", "Norvale will work with Estmark.", EditClass.WORDS),
        (
            "Norvale will help the crews, the ports and the mills.",
            "Norvale will help the mills, the ports and the crews.",
            EditClass.ORDER,
        ),
        ("Read the plan at https://mfa.norvale.example/plan today.", "Read the plan at the plan page today.", EditClass.LINK),
    ],
)  # fmt: skip
def test_a_difference_has_its_class(before, after, edit_class):
    """A number, a negation and a modal are words; quotes, spelling, names in full and addresses are not."""
    assert [one.edit_class for one in stretches(before, after)] == [edit_class]


def test_the_title_put_into_the_page_is_furniture():
    """A way to the page that ends in its title says nothing."""
    title = "Statement on the Halden Sea"
    found = classed_stretches(
        document(ENGAGE), document(f"1. Home\n2. News\n3. {title}", ENGAGE), title=title
    )
    assert {one.edit_class for one in found} == {EditClass.FURNITURE}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Last updated: 14 March 2031", "Last updated on 16 March 2031 at 14:05"),
        ("Posted On: 14 MAR 2031 6:35PM by Press Office Halvern", ""),
        ("We use cookies. You can change your settings at any time.", ""),
        ("Subscribe to our newsletter and we will send you the news every week.", ""),
        ("The Ministry is not responsible for the content of external links.", ""),
        ("This is an unofficial translation. The Norvalian text must prevail.", ""),
        ("Previous: Norvale welcomes the ceasefire", "Next: Minister Dahl will travel to Estmark"),
        ("Recent posts\nNorvale will close its embassy in Veskia", ""),
        ("", "You may also be interested in\nNorvale urges all sides to return to talks"),
        ("File 1 : Agreed minutes.hwp [124KB]", "Joint_Statement.pdf (2 MB)"),
        ("Press release No. 114/2031", "Press release No. 115/2031"),
        (
            "Visa desk: +49 30 555 0140, Monday to Friday, 8:00 to 12:00",
            "Visa desk: +49 30 555 0188, Monday to Thursday, 9:00 to 12:00",
        ),
        (SAID, f"2 {SAID}"),
        (SAID, f"{SAID}[3]"),
        (SAID.replace("2031.", "the spring."), SAID.replace("2031.", "the spring.3")),
        (SAID, SAID.replace("Sea in", "Sea3 in")),
        (SAID, f"2.4 {SAID}"),
        (SAID, SAID.replace("in the", "in\nHalden Communiqué, page 2 of 3\nthe")),
    ],
)
def test_what_a_page_says_of_itself_is_no_change_of_words(before, after):
    """Days of update, cookies, newsletters, headlines of other releases, names of files, numbers of paragraphs and notes say nothing of policy."""
    assert EditClass.WORDS not in {one.edit_class for one in stretches(before, after)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Published reports on 12 ports and harbours in 2031.", ""),
        (SAID, SAID.replace("in 2031", "at 12 sites in 2031")),
        ("12 states will join the patrols.", "30 states will join the patrols."),
        ("Lenders add 15 billion crowns by 2033.", "Lenders add nothing."),
    ],
)
def test_a_number_of_the_statement_is_no_number_of_the_page(before, after):
    """A count of reports, sites or states is what is said, where it opens a line too."""
    assert EditClass.WORDS in {one.edit_class for one in stretches(before, after)}


FRAME = "Read the accord (PDF, 2 MB)"
BELOW = [
    ("Top stories\n\nNorvale will close its embassy in Veskia", True),
    ("If you find a fault, please let us know.", True),
    (f"{FRAME}\n\nReporters must register by noon.", True),
    ("Norvale will close its embassy in Veskia.", False),
    ("Norvale will close its embassy in Veskia and will open two consulates in Estmark by 2033.", False),
]


@pytest.mark.parametrize(("said", "of_the_page"), BELOW)
@pytest.mark.parametrize("numbered", [False, True])
def test_what_came_below_the_text_is_of_the_page_where_it_looks_so(said, of_the_page, numbered):
    """Lines without a stop, words to "you" and what stands below a file are the page's; a sentence that was added at the end is the text's.

    That its paragraphs were numbered on the way changes nothing.
    """
    paragraphs = [
        SAID,
        "The patrols will be led by the two navies in turn, from the ports of Halvern and Sorne.",
    ]
    after = [f"{number}. {one}" if numbered else one for number, one in enumerate(paragraphs, 1)]
    found = classed_stretches(document(*paragraphs), document(*after, said))
    words = EditClass.WORDS in {one.edit_class for one in found}
    assert words is not of_the_page


def test_a_paragraph_that_a_page_had_twice_is_not_gone():
    """What was taken out below and stands above word for word is said still."""
    once, twice = document(SAID, ENGAGE), document(SAID, ENGAGE, SAID)
    assert [one.edit_class for one in classed_stretches(twice, once)] == [EditClass.MOVED]


def test_marks_of_points_are_no_words():
    """A list numbered anew, or with letters in place of bullets, says the same."""
    assert not [
        one
        for one in stretches("- Norvale will pay in June.", "(b) Norvale will pay in June.")
        if one.edit_class is EditClass.WORDS
    ]
