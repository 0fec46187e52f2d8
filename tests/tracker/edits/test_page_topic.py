"""What a site says of itself is known by what it shares with the text, in whatever words it says it."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import document
from tracker.edits.edit_reading import classed_stretches
from tracker.edits.page_topic import lines_of_site
from tracker.reading import EditClass

PATROLS = (
    "Norvale and Estmark will organise joint patrols in the Halden Sea from the spring of 2031 on, with two ships each.",
    "The patrols are to protect fishing crews against raids and will be led by the two navies in turn, from Halvern and Sorne.",
    "Minister Dahl condemned the raids of last winter and called on Veskia to release the crews that it still holds in Port Amsel.",
)
HOLIDAY = "Because of the public holiday the visa section must remain closed on Friday."
EMBASSY = "Norvale will close its embassy in Lurania."


def is_words(before: tuple[str, ...], after: tuple[str, ...], site: frozenset[str] = frozenset()) -> bool:
    """Tell whether anything that differs is words."""
    found = classed_stretches(document(*before), document(*after), site=site)
    return EditClass.WORDS in {one.edit_class for one in found}


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_paragraph_that_shares_nothing_with_the_text_is_of_the_site(at):
    """A holiday of the visa section is no news of the patrols, wherever it was put on the page, in whichever words."""
    assert not is_words(PATROLS, (*PATROLS[:at], HOLIDAY, *PATROLS[at:]))
    assert not is_words((*PATROLS[:at], HOLIDAY, *PATROLS[at:]), PATROLS)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_paragraph_that_takes_up_words_of_the_text_is_of_the_text(at):
    """What is said of the patrols and crews was added to the statement, though it stands behind its end."""
    added = "Crews must report raids to the navies at once."
    assert is_words(PATROLS, (*PATROLS[:at], added, *PATROLS[at:]))


def test_other_words_of_the_site_are_no_edit():
    """A rule of the visa section that was loosened is none of the statement's, and none of its own changes is."""
    loosened = HOLIDAY.replace("must remain", "can be")
    assert not is_words((*PATROLS, HOLIDAY), (*PATROLS, loosened))


def test_a_decision_is_of_the_text_though_it_shares_only_names():
    """The first paragraph of a text, and one between others, is the issuer's where it names those whom the text names."""
    assert is_words(PATROLS, (EMBASSY, *PATROLS))
    assert is_words(PATROLS, (PATROLS[0], EMBASSY, *PATROLS[1:]))
    assert is_words((PATROLS[0], EMBASSY, PATROLS[1]), (PATROLS[0], EMBASSY.replace("will", "will not"), PATROLS[1]))  # fmt: skip


def test_what_several_pages_of_a_site_say_is_of_the_site():
    """Three pages have the announcement, whatever its numbers; two may by chance."""
    texts = [f"Statement {number}.\n{EMBASSY}\nPage {number}" for number in range(4)]
    assert lines_of_site(texts) == {"Statement 0.", EMBASSY, "Page 0"}
    assert not lines_of_site(texts[:2])
    after = (PATROLS[0], EMBASSY, *PATROLS[1:])
    assert not is_words(PATROLS, after, lines_of_site(texts))
    assert is_words(PATROLS, after, lines_of_site(texts[:2]))


def test_a_repeated_sentence_that_the_text_speaks_of_stays_its_own():
    """A formula is said on many pages: taken out of one it is gone, as is a decision that opens the text."""
    formula = "Norvale condemned all raids on fishing crews."
    assert is_words((*PATROLS, formula), PATROLS, frozenset({formula}))
    assert is_words((EMBASSY, *PATROLS), PATROLS, frozenset({EMBASSY}))


def test_of_a_short_text_nobody_knows_what_it_is_about():
    """Beside one paragraph anything may be of the text."""
    assert is_words(PATROLS[:1], (PATROLS[0], HOLIDAY))


def test_a_paragraph_of_several_sentences_is_of_the_text():
    """A site says a sentence or two of itself between the paragraphs of a text; what says more there is the issuer's, of whatever it speaks."""
    loans = "Banks must keep no deposits of mills. Owners pay no fees. All loans end after ten years."
    shortened = loans.replace("ten", "five")
    assert is_words((PATROLS[0], loans, *PATROLS[1:]), (PATROLS[0], shortened, *PATROLS[1:]))
    assert is_words(
        (PATROLS[0], loans, *PATROLS[1:]),
        (PATROLS[0], loans.replace(" Owners pay no fees.", ""), *PATROLS[1:]),
    )
