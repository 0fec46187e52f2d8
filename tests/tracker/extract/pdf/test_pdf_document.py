"""PDF: paragraphs, running heads, hyphens, title and date; what cannot be read says why."""

from __future__ import annotations

import builtins
import itertools
import threading
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.extract.pdf.pdfs import Sheet, pdf, wrapped
from tracker.domain import Document, Role, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.extract.pdf.page_lines import PdfPage, PdfTextRun, body_lines
from tracker.extract.pdf.pdf_paragraphs import find_title, paragraphs_of

TITLE = "Joint Statement on the Harbour Compact"
SAID = (
    "Norvale and Estmark met in Halvern today to review the Harbour Compact. Both sides agreed that the port of"
    " Halvern will open to all ships by the end of May, and that tolls will stay as they are until then.",
    "Norvale will send two survey ships to the Halden Sea this spring. Estmark will lend the crews of both and"
    " will pay for their fuel until the survey is done, which is expected to be in the autumn of the year.",
    "The ministers called on Veskia to stop its drills at once. They will review the matter when they meet again"
    " in June, and they will then decide on further measures if there is need of any.",
)
FULL = [
    "Both sides agreed that the port of Halvern will open to all ships by the end of May",
    "and that all of its tolls and taxes will stay as they are today until another year has begun.",
]
LAYOUTS = {
    "a gap of 12 points": {"gap": 12},
    "an indented first line without gap": {"indent": 18},
    "justified, a gap of 6 points": {"gap": 6, "word_space": 1.5},
}


def read(sheets: list[Sheet], **meta: str) -> Document:
    return extract(pdf(sheets, **meta), "application/pdf", where="compact.pdf")


def said(document: Document) -> list[str]:
    return statement_text(document).split("\n")


def headed(**layout: float) -> Sheet:
    """Return a sheet with title, date and all that was said, twice."""
    sheet = Sheet()
    sheet.lines([TITLE], size=18, leading=22, gap=14)
    sheet.lines(["4 March 2024"], gap=12)
    for paragraph in SAID * 2:
        sheet.lines(wrapped(paragraph), **layout)
    return sheet


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_paragraph_of_a_release_is_found_whole(layout: dict[str, float]) -> None:
    """Paragraphs are parted by white space or by an indent; lines of one paragraph by neither."""
    document = read([headed(**layout)])
    assert said(document) == list(SAID * 2)
    assert (document.title, document.published_on) == (TITLE, date(2024, 3, 4))


def test_blocks_hold_all_text_and_nothing_twice() -> None:
    """A quote is found again by its offsets, as in any other text."""
    document = read([headed(gap=12)])
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert "\n\n".join(texts) == document.text
    assert [block.role for block in document.blocks[:2]] == [Role.TITLE, Role.META]


def paged(*, break_after: int = 2, head: str = "Ministry of Foreign Affairs of Norvale") -> list[Sheet]:
    """Return three sheets with a running head and a page number; each breaks in the middle of a paragraph."""
    sheets = [Sheet()]
    for number, paragraph in enumerate(SAID * 2):
        lines = wrapped(paragraph)
        if number in (1, 3):
            sheets[-1].lines(lines[:break_after])
            sheets.append(Sheet())
            lines = lines[break_after:]
        sheets[-1].lines(lines, gap=12)
    for number, sheet in enumerate(sheets, 1):
        sheet.put(head, 200, 805, size=9)
        sheet.put(f"- {number} -", 290, 40, size=9)
    return sheets


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    """What is said does not end because the sheet does; running heads and page numbers are not said."""
    assert said(read(paged())) == list(SAID * 2)


def test_a_short_line_at_the_foot_of_a_page_ends_its_paragraph() -> None:
    """A last line shorter than 85 % of the width is the end, and so the next page starts anew."""
    first, second = Sheet(), Sheet()
    first.lines(wrapped(SAID[0]))
    second.lines(wrapped(SAID[1]))
    assert said(read([first, second])) == list(SAID[:2])


def test_a_line_that_had_no_room_ends_its_paragraph_at_the_foot_of_a_page_if_it_is_short() -> None:
    """The next word may be too long for the line and still start a paragraph: 85 % of the width decides."""
    first, second = Sheet(), Sheet()
    first.lines([FULL[0], "and that all tolls will stay as they are until the survey ends."])
    second.lines(["Counter-proliferation-related-undertakings-of-both-sides will be reviewed in June."])
    assert len(said(read([first, second]))) == 2


def test_an_indent_starts_a_paragraph_though_the_line_before_is_full() -> None:
    """A last line may happen to fill its width; the indent below it still tells."""
    sheet = Sheet()
    sheet.lines(FULL, indent=18)
    sheet.lines(FULL, indent=18)
    assert said(read([sheet])) == [" ".join(FULL)] * 2


def test_a_head_that_stands_on_one_page_only_is_kept() -> None:
    """The letterhead of the first page is part of the document; only what is repeated is furniture of the print."""
    sheet = headed(gap=12)
    sheet.put("Ministry of Foreign Affairs of Norvale", 200, 805, size=9)
    assert "Ministry of Foreign Affairs" in read([sheet]).text


def test_the_number_on_the_only_page_is_no_text() -> None:
    """ "Page 1 of 1" is said by nobody."""
    sheet = headed(gap=12)
    sheet.put("Page 1 of 1", 290, 40, size=9)
    assert "Page 1" not in read([sheet]).text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["Norvale honours every commitment it made to the port, and renews its com-", "mitment today."],
            "Norvale honours every commitment it made to the port, and renews its commitment today.",
        ),
        (
            ["Both governments will review how the Harbour Compact is put into imple-", "mentation rules."],
            "Both governments will review how the Harbour Compact is put into implementation rules.",
        ),
        (
            [
                "The two governments will work together on the safety of the sea in the long-",
                "term interest.",
            ],
            "The two governments will work together on the safety of the sea in the long-term interest.",
        ),
        (
            ["Norvale values the co-operation of all its neighbours and will deepen its co-", "operation."],
            "Norvale values the co-operation of all its neighbours and will deepen its co-operation.",
        ),
        (
            ["Both governments will meet again at the second summit of the Estmark-", "Norvale Council."],
            "Both governments will meet again at the second summit of the Estmark-Norvale Council.",
        ),
        (
            [
                "Both governments will keep the sea open -",
                "and will say so whenever they are asked about it.",
            ],
            "Both governments will keep the sea open - and will say so whenever they are asked about it.",
        ),
    ],
    ids=[
        "stands elsewhere",
        "an ending",
        "a compound",
        "a compound that stands elsewhere",
        "a name",
        "a dash",
    ],
)
def test_a_hyphen_is_dropped_only_where_the_line_end_put_it_there(lines: list[str], text: str) -> None:
    """A quote must be word for word: "long-term" keeps its hyphen, "imple-mentation" never had one."""
    sheet = Sheet()
    sheet.lines(lines)
    assert said(read([sheet])) == [text]


@pytest.mark.parametrize("order", ["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    """A line of the left column does not go on in the right one, whatever order the file has."""
    sheet = Sheet()
    sheet.put("A Common Plan for the Halden Sea", 150, 800, size=20)
    columns: list[list[tuple[str, int, int]]] = [[], []]
    for column, rows in enumerate(columns):
        height = 760
        for paragraph in SAID:
            for line in wrapped(paragraph, 42):
                rows.append((line, 72 + 240 * column, height))
                height -= 14
            height -= 8
    rows = columns[0] + columns[1]
    if order == "row by row":
        rows = list(itertools.chain.from_iterable(zip(*columns, strict=True)))
    for line, left, height in rows:
        sheet.put(line, left, height, size=10)
    document = read([sheet])
    assert said(document) == list(SAID * 2)
    assert document.title == "A Common Plan for the Halden Sea"


def test_bullets_without_gap_are_items() -> None:
    """Each point of a list is a statement of its own, however closely they are set."""
    sheet = Sheet()
    sheet.lines(["The two governments decided on the following steps for the year to come:"])
    sheet.lines(
        ["\u2022 open the port of Halvern to all ships by the end of May, at no toll, and keep"], left=90
    )
    sheet.lines(["it open through the winter"], left=102)
    sheet.lines(["\u2022 lift the ban on salt"], left=90)
    document = read([sheet])
    assert said(document)[1:] == [
        "• open the port of Halvern to all ships by the end of May, at no toll, and keep it open through the winter",
        "• lift the ban on salt",
    ]
    assert [block.role for block in document.blocks[1:]] == [Role.ITEM, Role.ITEM]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_kept_on_its_side_is_read_as_it_is_shown(turn: int) -> None:
    """A viewer turns such a page before anyone reads it."""
    sheet = Sheet(turn=turn, height=500)
    sheet.drawn.append({90: "0 1 -1 0 595 0 cm", 180: "-1 0 0 -1 595 842 cm", 270: "0 -1 1 0 0 842 cm"}[turn])
    for paragraph in SAID:
        sheet.lines(wrapped(paragraph), gap=12)
    assert said(read([sheet])) == list(SAID)


def test_a_stamp_across_the_page_is_not_said() -> None:
    """ "DRAFT" set askew over the text belongs to no sentence."""
    sheet = headed(gap=12)
    sheet.drawn.insert(3, "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET")
    assert said(read([sheet])) == list(SAID * 2)


def test_the_title_in_the_metadata_counts_if_the_first_page_bears_it_out() -> None:
    """Metadata often holds the name of a template; what the page shows is what was published."""
    assert read([headed(gap=12)], title=TITLE.upper()).title == TITLE.upper()
    assert read([headed(gap=12)], title="Template for press releases 2019").title == TITLE
    assert read([headed(gap=12)], title="Microsoft Word - compact.docx").title == TITLE


def test_metadata_names_a_document_that_shows_no_title() -> None:
    """Where nothing is set larger than the text, the title of the file is better than none."""
    sheet = Sheet()
    sheet.lines(wrapped(SAID[0]))
    assert read([sheet], title="On the Harbour Compact").title == "On the Harbour Compact"
    assert read([sheet], title="compact_final2.docx").title == ""


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    """Servers call attachments what they like."""
    body = pdf([headed(gap=12)])
    assert extract(body, "application/octet-stream").title == TITLE
    assert extract(body, "text/html; charset=utf-8").title == TITLE


def test_blocks_that_a_source_names_are_no_statement() -> None:
    """remove_text holds for PDF as for pages."""
    body = pdf([headed(gap=12)])
    document = extract(body, "application/pdf", selectors=Selectors(remove_text="The ministers called"))
    assert said(document) == [*SAID[:2], *SAID[:2]]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf([Sheet()]), "no text in this PDF"),
        (pdf([headed(gap=12)], encrypted=True), "encrypted PDF"),
        (pdf([headed(gap=12)])[:300], "damaged PDF"),
        (b"%PDF-1.7\n" + b"<<" * 100_000, "damaged PDF"),
        (pdf([Sheet()] * 501), "more than 500 pages"),
    ],
    ids=["images only", "encrypted", "cut short", "junk", "a book"],
)
def test_a_pdf_that_cannot_be_read_says_why(body: bytes, reason: str) -> None:
    """One line says what is wrong and what to do; no empty text passes for a statement."""
    with pytest.raises(UnreadableRevision, match=rf"^compact\.pdf: {reason}.*; ") as caught:
        extract(body, "application/pdf", where="compact.pdf")
    assert "\n" not in str(caught.value)


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF is an extra: a user without it is told the one command that adds it."""
    found = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnreadableRevision, match=r"pip install 'policy-commitment-tracker\[pdf\]'"):
        extract(pdf([headed(gap=12)]), "application/pdf")


def test_threads_read_one_after_the_other() -> None:
    """The library is not made for threads; two that read at once still get their texts."""
    body, texts = pdf(paged()), []
    threads = [
        threading.Thread(target=lambda: texts.append(extract(body, "application/pdf"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [said(text) for text in texts] == [list(SAID * 2)] * 4


def test_a_title_that_is_no_text_is_passed_over() -> None:
    """Metadata is written by anything; half a letter in it costs the title, not the statement."""
    body = pdf([headed(gap=12)], title="xx").replace(b"(xx)", b"<FEFFD800>")
    assert extract(body, "application/pdf").title == TITLE


SIZES = st.one_of(st.sampled_from([0.0, 0.01, 8.0, 10.0, 12.0, 20.0]), st.floats(0, 100))
PLACES = st.floats(-100, 1000)
RUNS = st.builds(
    lambda text, left, width, base, size: PdfTextRun(text, left, left + width, base, size),
    st.text("abcXYZ .,-\u00ad\u200b\uf0b7\ufb01漢", min_size=1, max_size=12).filter(str.strip),
    PLACES,
    st.floats(0, 400),
    PLACES,
    SIZES,
)


@given(st.lists(RUNS, max_size=30))
def test_every_letter_on_a_page_is_in_a_paragraph(runs: list[PdfTextRun]) -> None:
    """However a page is set, nothing of what was said is lost, and nothing is read twice."""
    lines = body_lines([PdfPage(595, 842, tuple(runs))])
    text = " ".join(paragraph for paragraph, _ in paragraphs_of(lines))
    find_title(lines, "A Title of the File")

    def letters(of: str) -> Counter[str]:
        return Counter(
            char for char in of.replace("ﬁ", "fi").replace("\uf0b7", "•") if char.isalnum() or char == "•"
        )

    assert letters(text) == letters(" ".join(run.text for run in runs))
