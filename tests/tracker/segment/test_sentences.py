from __future__ import annotations

import pytest

from tracker.extract import extract
from tracker.segment.sentences import LONGEST, sentences, split, unread_characters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Amb. Reed met Gen. Orr in Port Halden. They agreed to meet again.", 2),
        ("They enhanced Norvale-U.S. coordination on fisheries. It works.", 2),
        ("He spoke in the U.S. He then left.", 2),
        ("Resolution No. 2397 remains in force.", 1),
        ("J. R. Hale signed the paper.", 1),
        ("Growth was 4.5 percent. Prices rose 2 percent.", 2),
        ("“We will act.” The minister left.", 2),
        ("See Art. 5 of the Compact, para. 2(b).", 1),
        ("It applies under the treaty.Minister Hale also agreed.", 2),
        ("The form is at norvale.example.", 1),
    ],
)
def test_abbreviations_initials_and_numbers_do_not_end_a_sentence(text: str, count: int) -> None:
    """A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number."""
    assert len(list(split(text, 0, len(text)))) == count


def test_paragraph_numbers_are_not_part_of_the_sentence() -> None:
    """ "3. In addition, …" begins at "In": the number is the page's, not the statement's."""
    text = "Statement\n\n3. In addition, we will act.\n\n4. We agree to wait."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    found = [text[sentence.start : sentence.end] for sentence in sentences(document)]
    assert found == ["In addition, we will act.", "We agree to wait."]


def test_what_a_journalist_says_in_a_transcript_is_not_read() -> None:
    """All of a question is the journalist's, a claim in it too; the paragraph behind it is the issuer's again."""
    text = "Question (Daily Post): The chamber wants nine million. Will it be paid?\n\nSpokesperson: We will pay half."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    found = [text[sentence.start : sentence.end] for sentence in sentences(document)]
    assert found == ["Spokesperson: We will pay half."]


def test_a_sentence_broken_by_a_blank_line_is_one() -> None:
    """Archives break lines in mid-sentence; a paragraph that goes on in lower case is the same sentence."""
    text = "The Board decided to keep its target for\n\nthe policy rate at 1 percent. It will wait."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    assert len(list(sentences(document))) == 2


def test_lines_of_one_width_with_blank_lines_between_are_one_sentence_also_before_a_name() -> None:
    """A page that breaks "the Central | Bank" decides nothing in the first line: the next break, in lower case, shows how it is set."""
    text = (
        "In its meeting today, the Monetary Committee decided to keep the Central\n\n"
        "Bank of Norvale’s overnight deposit rate, its lending rate and the rate of the\n\n"
        "main operation unchanged at 11 percent.\n\n"
        "Prices have risen " + "and risen again " * 8 + "in all the ports."
    )
    document = extract(text.encode(), "text/plain", charset="utf-8")
    assert [text[one.start : one.end][-11:] for one in sentences(document)] == ["11 percent.", " the ports."]


@pytest.mark.parametrize(
    "text", ["They joined the Mekong-U.S. Partnership today.", "They act under E.O. 14024 of the same day."]
)
def test_initials_in_a_name_end_no_sentence(text: str) -> None:
    """ "The Mekong-U.S. Partnership" is one name: cut behind "U.S." it would name another."""
    assert [text[start:end] for start, end in split(text, 0, len(text))] == [text]


def test_of_what_is_longer_than_any_sentence_the_beginning_is_read() -> None:
    """A list of names without a stop is no sentence: its first 12,000 characters are read, behind a word, and the rest is counted."""
    names = "Norvale will act with Estmark, " * 2_000
    text = f"{names}\n\nNorvale will contribute sixty crowns."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    first, last = sentences(document)
    assert LONGEST - 80 <= first.end - first.start <= LONGEST
    assert text[first.end] == " "
    assert text[last.start : last.end] == "Norvale will contribute sixty crowns."
    assert unread_characters(document) == len(names.rstrip()) - (first.end - first.start)
    assert unread_characters(extract(b"Norvale will act. " * 9_000, "text/plain", charset="utf-8")) == 0


def test_a_sentence_goes_on_in_lower_case_however_many_blank_lines_part_it() -> None:
    """Blanks are looked at once: thousands of empty lines in mid-sentence are one break, which is none."""
    text = "The Board decided to keep its target for" + "\n" * 50_000 + "the policy rate at 1 percent."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    assert len(list(sentences(document))) == 1
