"""How a sentence differs from the one it continues, without what only moved within its text."""

from __future__ import annotations

import pytest

from reports.digest.news.words.moved_words import sentence_wording, within_sentences
from reports.digest.news.words.wording import wording_change
from reports.view.redline import plain_redline

ATTENTIVE = "The Board is attentive to grain prices"
AIM = "its aim is that inflation returns to the target range in the long run"


@pytest.mark.parametrize(
    ("before", "after", "beside", "shown", "is_struck"),
    [
        (
            f"{ATTENTIVE}, so that inflation returns to the target range.",
            f"{ATTENTIVE}.",
            f"To that end {AIM}.",
            f"{ATTENTIVE}~, so that inflation returns to the target range~.",
            False,
        ),
        (
            f"{ATTENTIVE}, so that inflation returns to the target range.",
            f"{ATTENTIVE}.",
            "Harbours stay open all night.",
            f"{ATTENTIVE}[-, so that inflation returns to the target range-].",
            True,
        ),
        (
            f"{ATTENTIVE}, and will publish for harbours the outcome of its review by 2032.",
            f"{ATTENTIVE}.",
            "The outcome of its review will be published for harbours by 2032.",
            f"{ATTENTIVE}~, and will publish for harbours the outcome of its review by 2032~.",
            False,
        ),
        (
            f"{ATTENTIVE}, and will publish for harbours the outcome of its review by 2032.",
            f"{ATTENTIVE}.",
            "The outcome of its review will be published for harbours by 2033.",
            f"{ATTENTIVE}[-, and will publish for harbours the outcome of its review by 2032-].",
            True,
        ),
        (
            f"{ATTENTIVE}, and will publish for harbours the outcome of its review by 2032.",
            f"{ATTENTIVE}.",
            "The outcome of its review may be published for harbours by 2032.",
            f"{ATTENTIVE}[-, and will publish for harbours the outcome of its review by 2032-].",
            True,
        ),
        (
            f"{ATTENTIVE}, and will lift its sanctions in 2032.",
            f"{ATTENTIVE}.",
            "It won’t lift its sanctions in 2032.",
            f"{ATTENTIVE}[-, and will lift its sanctions in 2032-].",
            True,
        ),
        (
            f"{ATTENTIVE}, and will cut its tolls on steel from 25 to 10 percent.",
            f"{ATTENTIVE}.",
            "It will cut its tolls on steel from 10 to 25 percent.",
            f"{ATTENTIVE}[-, and will cut its tolls on steel from 25 to 10 percent-].",
            True,
        ),
        (
            f"{ATTENTIVE} and must act.",
            f"{ATTENTIVE} and should act.",
            "The Board must act on grain prices.",
            f"{ATTENTIVE} and [-must-] {{+should+}} act.",
            True,
        ),
    ],
    ids=[
        "moved one sentence on",
        "gone",
        "a sentence of its own",
        "of another day",
        "no longer promised",
        "denied",
        "the other way round",
        "one word for another",
    ],
)
def test_words_are_struck_only_where_the_text_says_them_no_more(before, after, beside, shown, is_struck):
    """An aim that a board now states in its next sentence was not dropped; “should” for “must” is, whatever stands elsewhere."""
    wording = sentence_wording(before, after, (before, f"{after} {beside}"))
    assert plain_redline(wording.runs) == shown
    assert bool(wording.lost) is is_struck


def test_words_are_new_only_where_the_text_before_did_not_say_them():
    """A clause taken over from the sentence beside it has moved there, and what is new beside it is marked as new."""
    before, after = f"{ATTENTIVE}.", f"{ATTENTIVE}, so that inflation returns to the target range."
    wording = sentence_wording(before, after, (f"{before} For the Board {AIM}.", after))
    shown = f"{ATTENTIVE}~, so that inflation returns to the target range~."
    assert (plain_redline(wording.runs), wording.added, wording.moved) == (shown, (), frozenset())
    wording = sentence_wording(
        before,
        f"{ATTENTIVE} this month, so that inflation returns to the target range.",
        (f"{before} For the Board {AIM}.", after),
    )
    beside = " {+this month+}~, so that inflation returns to the target range~."
    assert plain_redline(wording.runs) == f"{ATTENTIVE}{beside}"


def test_what_a_sentence_hangs_on_did_not_only_move():
    """“If the harvest of grain fails” was struck, though the next sentence speaks of the harvest of grain without an “if”."""
    kept = "the Board will lower its rate in spring"
    before, after = f"If the harvest of grain fails, {kept}.", f"{kept}."
    wording = sentence_wording(before, after, (before, f"{after} The harvest of grain fails."))
    assert wording.lost == ("If the harvest of grain fails,",)


def test_where_words_moved_on_both_sides_the_two_sentences_stand_beside_each_other():
    """Of words marked as moved nobody could tell which of both sentences they are of: then neither is marked."""
    first, second = "through the old council of harbour masters", "after the long winter of northern storms"
    before, after = f"{ATTENTIVE} {first}.", f"{ATTENTIVE} {second}."
    beside = (f"{before} Ships return {second}.", f"{after} Ships are counted {first}.")
    wording = sentence_wording(before, after, beside)
    assert (wording.runs, wording.lost, wording.added) == ((), (), ())


@pytest.mark.parametrize(
    ("words", "beside", "shown"),
    [
        ("to the grain reserve settings", "Other boards adjust their grain reserve settings", "{+to the grain reserve settings+}"),
        ("and Prime Minister Ada Holm", "Prime Minister Ada Holm spoke", "{+and Prime Minister Ada Holm+}"),
    ],
    ids=["three words on other boards", "a name"],
)  # fmt: skip
def test_a_term_or_a_name_that_the_other_text_has_did_not_move(words, beside, shown):
    """A clause on one's own settings is new, though the text before spoke of the settings of others; a person is named in many sentences."""
    before, after = f"{ATTENTIVE}.", f"{ATTENTIVE} {words}."
    assert shown in plain_redline(sentence_wording(before, after, (f"{before} {beside}.", after)).runs)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("a 25-basis-point increase", "a 25 basis point increase", True),
        ("at 5-1/4 percent", "at 5 1/4 percent", True),
        ("the “Halden” fund", "the Halden fund", True),
        ("at 2.5 percent", "at 25 percent", False),
    ],
)
def test_a_hyphen_or_a_quotation_mark_is_no_change(before, after, same):
    """A page breaks a line where it likes: "basis-point" says what "basis point" says, and a decimal point is a point."""
    runs = sentence_wording(before, after, (before, after)).runs
    assert all(run.op == "equal" for run in runs) is same
    assert " ".join("".join(run.text for run in runs if run.op != "delete").split()) == after


@pytest.mark.parametrize(
    ("sentences", "quotes", "shown"),
    [
        (
            ("The Board will sell 5 ships a year.", "The Board will sell 3 ships a year."),
            ("will sell 5 ships a year", "The Board will sell 3 ships a year"),
            "The Board will sell [-5-] {+3+} ships a year.",
        ),
        (
            (
                "We wholeheartedly uphold the pilots of Norvale and our support for the old harbour code.",
                "We uphold our support for the pilots of Norvale and for the old harbour code.",
            ),
            (
                "our support for the old harbour code",
                "uphold our support for the pilots of Norvale and for the old harbour code",
            ),
            "uphold {+our support for+} the pilots of Norvale and [-our support-] for the old harbour code.",
        ),
    ],
    ids=["who speaks, quoted once", "other order"],
)
def test_what_one_quote_leaves_out_of_its_sentence_did_not_come(sentences, quotes, shown):
    """Two units are seldom cut alike: a reader who is told that "The Board" came, or "the pilots of Norvale", looks it up and finds it in both texts."""
    found = within_sentences(wording_change(*quotes, ()), quotes, sentences, sentences)
    assert found is not None
    assert plain_redline(found.runs).strip() == shown


def test_sentences_of_two_matters_are_not_laid_against_each_other():
    """Where the sentences have little in common the quotes alone are compared."""
    sentences = (
        "Norvale met with Estmark on grain and will pay.",
        "On the ports, the council of pilots asks all to pay.",
    )
    quotes = "will pay", "asks all to pay"
    assert within_sentences(wording_change(*quotes, ()), quotes, sentences, sentences) is None
