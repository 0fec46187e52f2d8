"""Plain text: furniture, title, labels and paragraphs by general rules, offsets exact."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import Document, Role
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text

SHARED = Path(__file__).resolve().parents[4] / "shared"

PAGE = """\
Skip to main content
Main menu
Open search
ENG

Press Releases

Minister Oranda Vel's Meeting with the Foreign Minister of Estmark (3 March)

Date
2024-03-04
hit
1204

1. Minister Vel met her colleague of Estmark in Halvern on the morning of 3 March.


2. The two sides agreed to keep the Halden Sea open, and decided to meet twice a year.

Previous
List
Next
"""


def plain(text: str) -> Document:
    return extract(text.encode(), "text/plain")


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


def texts(document: Document, role: Role) -> list[str]:
    return [text for found, text in parts(document) if found is role]


def test_a_page_saved_as_text_has_its_title_and_its_date() -> None:
    """The title is the long line above the date label, the date the value below it."""
    document = plain(PAGE)
    assert document.title == "Minister Oranda Vel's Meeting with the Foreign Minister of Estmark (3 March)"
    assert document.published_on == date(2024, 3, 4)


def test_menus_and_sections_are_furniture() -> None:
    """What stands above the title or links away below the text is not said by anyone."""
    assert texts(plain(PAGE), Role.FURNITURE) == [
        "Skip to main content",
        "Main menu",
        "Open search",
        "ENG",
        "Press Releases",
        "Previous",
        "List",
        "Next",
    ]


def test_labels_and_their_values_are_meta() -> None:
    """A date label, a hit counter and what stands below them are about the page, not of it."""
    assert texts(plain(PAGE), Role.META) == ["Date", "2024-03-04", "hit", "1204"]


def test_numbered_paragraphs_are_paragraphs() -> None:
    """A number before a paragraph that stands alone does not make it a point of a list."""
    found = texts(plain(PAGE), Role.PARAGRAPH)
    assert [text[:2] for text in found] == ["1.", "2."]


def test_only_what_is_said_makes_the_fingerprint() -> None:
    """A hit counter that ticks or a new menu entry leaves the statement as it was."""
    busier = PAGE.replace("1204", "1205").replace("ENG\n", "ENG\nRSS\n")
    assert statement_text(plain(busier)) == statement_text(plain(PAGE))
    assert "Press Releases" not in statement_text(plain(PAGE))


@pytest.mark.parametrize(
    "byline",
    [
        "Office of the Spokesperson",
        "Oranda M. Vel, Minister of Foreign Affairs",
        "The following is attributable to Spokesperson Tam Rusk:",
        "Begin Text",
        "FOR IMMEDIATE RELEASE",
        "For release at 2:00 p.m. EST",
        "Halvern, 3 March 2024",
        "3 March 2024",
    ],
)
def test_bylines_above_the_text_are_meta(byline: str) -> None:
    """Who speaks, from where and since when stands above a statement without being part of it."""
    document = plain(f"{byline}\n\nNorvale will send two ships to the Halden Sea this spring.")
    assert parts(document)[0] == (Role.META, byline)
    assert parts(document)[1][0] is Role.PARAGRAPH


@pytest.mark.parametrize("mark", ["###", "# # #", "End Text", "-30-", "* * *"])
def test_end_marks_are_meta(mark: str) -> None:
    """The signs by which press offices end a text are not text."""
    document = plain(f"Norvale will send two ships to the Halden Sea this spring.\n\n{mark}")
    assert parts(document)[-1] == (Role.META, mark)


@pytest.mark.parametrize(
    "sentence",
    [
        "Voting for the policy action were: Oranda Vel, Chair; Tam Rusk, Vice Chair; and Ilse Brandt.",
        "We call on all parties to respect the Harbour Compact",
        "For more information on these measures, see the decree that Estmark issued on 3 March.",
        "The date of the next meeting will be announced by Norvale: we shall be there.",
        "Norvale will not share intelligence with Lurania.",
        "Home rule for the islands remains our aim, and we will defend it.",
        "the two sides agreed to meet again",
    ],
)
def test_a_real_sentence_is_never_dropped(sentence: str) -> None:
    """In doubt a line is read: a sentence lost is worse than a menu kept."""
    document = plain(f"The two sides met in Halvern and spoke for three hours.\n\n{sentence}")
    assert (Role.PARAGRAPH, sentence) in parts(document)


def test_a_lone_line_is_a_paragraph() -> None:
    """A text of one line has no title: the line is what it says."""
    assert parts(plain("We will respond to provocations")) == [
        (Role.PARAGRAPH, "We will respond to provocations")
    ]


def test_bullets_are_items() -> None:
    """Lines that open with a bullet, a dash or a letter in brackets are points of a list."""
    text = "The two sides agreed to:\n- open the port of Halvern;\n• lift the ban on salt;\n(a) meet again."
    assert [role for role, _ in parts(plain(text))] == [Role.PARAGRAPH, Role.ITEM, Role.ITEM, Role.ITEM]


def test_numbered_points_after_a_colon_are_items() -> None:
    """Numbers that continue a sentence ending in a colon count its points, even with blank lines between."""
    text = "The ministers decided the following:\n\n1. Ports reopen in May.\n\n2. Salt may be traded."
    assert [role for role, _ in parts(plain(text))] == [Role.PARAGRAPH, Role.ITEM, Role.ITEM]


def test_a_short_line_in_capitals_is_a_heading() -> None:
    """A short line in title case without a stop heads what follows."""
    text = "The two sides met in Halvern.\n\nRegional Security\n\nThey will meet again soon."
    assert texts(plain(text), Role.HEADING) == ["Regional Security"]


@pytest.mark.parametrize(
    "line",
    [
        "Fostering partnerships with the islands",
        "Support for recovery and reconstruction",
        "6. Reform of the courts",
    ],
)
def test_a_line_without_a_stop_over_prose_is_a_heading_in_sentence_case_too(line: str) -> None:
    """A gerund, a noun with what it is for, or a numbered line names what the prose below is about: nobody says it."""
    below = "We will continue to work with all of our partners on the recovery of the Halden islands and their ports."
    assert line in texts(plain(f"The two sides met in Halvern.\n\n{line}\n\n{below}"), Role.HEADING)


def test_an_item_of_a_list_is_no_heading() -> None:
    """An item opens with its verb in the plain form, or has others of its kind beside it."""
    items = [
        "Support ports that use low emission fuels",
        "Building ferries for the islands",
        "Building ports on the coast",
    ]
    assert texts(plain("The two sides agreed to:\n\n" + "\n\n".join(items)), Role.HEADING) == []


def test_a_line_with_a_finite_verb_is_no_heading() -> None:
    """Capitals do not make a heading of a line that says something: "Norvale Will" may, "will" may not."""
    text = "The two sides met in Halvern today.\n\nNorvale and Estmark will Defend the Halden Sea"
    assert texts(plain(text), Role.HEADING) == []


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    """Lines cut at a width are put together: a sentence must not be parted at the margin."""
    text = (
        "The Council decided today to keep its target for the rate at three\n"
        "percent. It perceives that the risks to growth are balanced for the\n"
        "next few quarters, and will act as needed.\n"
    )
    assert len(plain(text).blocks) == 1


def test_a_wrapped_text_with_an_empty_line_after_every_line_is_put_together() -> None:
    """Double-spaced text is wrapped text: an empty line in mid-sentence parts nothing."""
    text = (
        "The Council decided today to keep its target for the rate\n\n"
        "at three percent, since growth has slowed in the ports and\n\n"
        "the risks are balanced for the next few quarters."
    )
    assert len(plain(text).blocks) == 1


def test_a_breadcrumb_list_is_furniture() -> None:
    """A list in the head that opens with Home is the way to the page."""
    document = plain(
        "1. Home\n2. News\n3. Statements\n\nNorvale will send two ships to the Halden Sea this spring."
    )
    assert [role for role, _ in parts(document)] == [Role.FURNITURE] * 3 + [Role.PARAGRAPH]


@pytest.mark.parametrize(
    ("body", "place"),
    [(b"Norvale \xff will act.", "byte 8"), (b"Estmark agreed" + b"\xc3", "byte 14")],
)
def test_invalid_utf8_is_named_by_its_byte(body: bytes, place: str) -> None:
    """A text that is not UTF-8 is not guessed at; the error says where it breaks."""
    with pytest.raises(UnreadableRevision, match=place):
        extract(body, "text/plain", where="a.txt")


def test_a_declared_charset_is_used() -> None:
    """What the server or the reader of the file declares is believed."""
    assert (
        extract("Señor Vel met the café owners.".encode("cp1252"), "text/plain", charset="windows-1252").text[
            2
        ]
        == "ñ"
    )


@pytest.mark.parametrize("body", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_a_blank_text_is_unreadable(body: bytes) -> None:
    """Nothing is never taken for a statement that says nothing."""
    with pytest.raises(UnreadableRevision, match="no text"):
        extract(body, "text/plain")


def test_an_unknown_media_type_is_unreadable() -> None:
    """A PDF is refused by name, not read as if it were text."""
    with pytest.raises(UnreadableRevision, match="application/zip"):
        extract(b"PK", "application/zip")


LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *PAGE.splitlines(),
            "- a point",
            "(a) another",
            "###",
            "© 2024 Norvale",
            "\ufeff",
            "Date: 3 May 2024",
        ]
    ),
)


@given(
    st.one_of(st.text(), st.lists(LINES, max_size=30).map("\n".join)), st.sampled_from(["plain", "markdown"])
)
def test_blocks_hold_every_character_that_is_not_blank(text: str, kind: str) -> None:
    """Whatever the text, all of it stands in blocks that do not overlap, and the text is the input."""
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return  # half a surrogate pair is no text in any file
    blank = "\ufeff\u200b\u200e\u200f\u2060"
    try:
        document = extract(body, f"text/{kind}")
    except UnreadableRevision:
        assert all(char.isspace() or char in blank for char in text)
        return
    assert document.text == text
    covered = 0
    for block in document.blocks:
        assert covered <= block.start < block.end <= len(text)
        assert all(char.isspace() or char in blank for char in text[covered : block.start])
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        covered = block.end
    assert all(char.isspace() or char in blank for char in text[covered:])


def test_markdown_headings_and_lists_are_known_by_their_marks() -> None:
    """The first heading of the first level is the title; the others are headings."""
    text = (
        "# The Harbour Compact\n\nNorvale will pay.\n\n## Next steps\n\n* open the port\n* meet again\n\n"
        "Deadlines\n---------\n"
    )
    document = extract(text.encode(), "text/markdown")
    assert document.title == "The Harbour Compact"
    assert texts(document, Role.TITLE) == ["# The Harbour Compact"]
    assert texts(document, Role.HEADING) == ["## Next steps", "Deadlines"]
    assert texts(document, Role.ITEM) == ["* open the port", "* meet again"]


def test_front_matter_gives_title_and_date() -> None:
    """A Markdown file may say about itself what a page says in its labels."""
    text = '---\ntitle: "The Harbour Compact"\ndate: 2024-03-04\n---\n\nNorvale will pay.\n'
    document = extract(text.encode(), "text/markdown")
    assert (document.title, document.published_on) == ("The Harbour Compact", date(2024, 3, 4))
    assert statement_text(document) == "Norvale will pay."


@pytest.mark.shared
def test_the_sample_release_has_title_date_and_six_paragraphs() -> None:
    """The user's own sample: a foreign-ministry page as text, menu in Korean on top."""
    seed = SHARED / "data" / "seed.txt"
    if not seed.is_file():
        pytest.skip("../shared is not beside the checkout")
    document = extract(seed.read_bytes(), "text/plain")
    assert document.published_on == date(2023, 10, 17)
    assert document.title.startswith("Special Representative for Korean Peninsula Peace")
    assert len(texts(document, Role.PARAGRAPH)) == 6
    assert len(texts(document, Role.FURNITURE)) == 6
    assert statement_text(document).startswith("1. Amb.")


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["dev", "dev2"])
def test_no_coded_unit_stands_in_what_is_not_read(folder: str) -> None:
    """Every unit that coders found lies within one block that is read."""
    gold = SHARED / "gold" / folder
    if not gold.is_dir():
        pytest.skip("../shared is not beside the checkout")
    rows = map(json.loads, (gold / "releases.jsonl").read_text().splitlines())
    documents = {row["id"]: plain(row["text"]) for row in rows}
    outside = []
    for unit in map(json.loads, (gold / "units.jsonl").read_text().splitlines()):
        homes = [
            block.role
            for block in documents[unit["doc"]].blocks
            if block.start <= unit["start"] and unit["end"] <= block.end
        ]
        if homes not in ([Role.PARAGRAPH], [Role.ITEM]):
            outside.append((unit["doc"], unit["quote"], homes))
    assert outside == []
