"""HTML: main text by selectors or by the general rule."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import Document, Role, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text

SHARED = Path(__file__).resolve().parents[5] / "shared"

FIRST = "Norvale and Estmark met in Halvern today and reviewed the state of the Harbour Compact in full."
SECOND = "The two sides agreed to keep the Halden Sea open, and decided to meet twice a year from now on."
PAGE = f"""<!doctype html>
<html><head><meta charset="utf-8"><title>Norvale Ministry | Joint Statement on the Halden Sea</title>
<style>p {{ color: red }}</style><script>var statement = "We will act";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><h1>Joint Statement on the Halden Sea</h1><p class="when">4 March 2024</p>
<div class="text"><p>{FIRST}</p><p>{SECOND[:40]}
  {SECOND[40:]}</p><ul><li>open the port of Halvern in May, whatever the weather may be</li>
<li>lift the ban on salt by the end of the year in all of the harbours</li></ul>
<h2>Next Steps</h2><p>Norvale will send two ships to the Halden Sea this spring.</p></div></main>
<footer>© 2024 Ministry of Foreign Affairs of Norvale. All rights reserved.</footer></body></html>"""
SELECTORS = Selectors(title="h1", date="p.when", body="div.text")


def page(text: str, selectors: Selectors | None = None) -> Document:
    return extract(text.encode(), "text/html", selectors=selectors, where="https://norvale.example/1")


def parts(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("selectors", [SELECTORS, None], ids=["selectors", "general rule"])
def test_title_date_and_text_are_found(selectors: Selectors | None) -> None:
    """With selectors or without, a plain page gives its title, its day and what is said, and no more."""
    document = page(PAGE, selectors)
    assert document.title == "Joint Statement on the Halden Sea"
    assert document.published_on == date(2024, 3, 4)
    said = statement_text(document)
    assert said.startswith(FIRST)
    assert said.endswith("this spring.")
    assert "We will act" not in document.text
    assert "rights reserved" not in said
    assert "Home" not in said


def test_paragraphs_items_and_headings_keep_their_roles() -> None:
    """<p>, <li> and <h2> say what they are; white space inside them is one space."""
    assert [role.value for role, _ in parts(page(PAGE, SELECTORS))] == [
        "paragraph",
        "paragraph",
        "item",
        "item",
        "heading",
        "paragraph",
    ]
    assert parts(page(PAGE, SELECTORS))[1][1] == " ".join(SECOND.split())
    assert page(PAGE, SELECTORS).text.count("\n\n") == 5


def test_a_body_selector_that_finds_nothing_is_an_error_that_names_it() -> None:
    """A redesigned page must never look like a ministry that took its statement back."""
    with pytest.raises(UnreadableRevision, match=r"div\.article"):
        page(PAGE, Selectors(body="div.article"))


def test_a_body_selector_that_finds_an_empty_element_is_an_error() -> None:
    """The same holds for a page whose text is filled in by a script."""
    with pytest.raises(UnreadableRevision, match="without text"):
        page(
            '<html><body><div class="text"> <script>load()</script></div></body></html>',
            Selectors(body=".text"),
        )


def test_what_is_to_be_removed_is_removed() -> None:
    """Share buttons inside the body are taken out by name."""
    inside = PAGE.replace("<h2>", '<div class="share">Share this on every network you know.</div><h2>')
    assert "network" not in page(inside, Selectors(body=".text", remove=(".share",))).text


def test_title_and_date_may_stand_in_what_is_removed() -> None:
    """The heading of an article is no part of its text, but it is where title and day are."""
    selectors = Selectors(title="h1", date=".when", body="main", remove=("h1", ".when"))
    document = page(PAGE, selectors)
    assert (document.title, document.published_on) == ("Joint Statement on the Halden Sea", date(2024, 3, 4))
    assert document.text.startswith(FIRST)


def test_selectors_for_title_and_date_fall_back_on_the_general_rule() -> None:
    """A title selector that fails costs nothing: the title is nice to have, the text is not."""
    document = page(PAGE, Selectors(title=".headline", date=".day", body=".text"))
    assert document.title == "Joint Statement on the Halden Sea"
    assert document.published_on == date(2024, 3, 4)


def test_a_date_format_is_used_for_the_date_selector() -> None:
    """04/03/2024 is read only because the configuration says which number is the day."""
    numeric = PAGE.replace("4 March 2024", "04/03/2024")
    assert page(numeric, SELECTORS).published_on is None
    assert page(numeric, Selectors(date=".when", date_format="%d/%m/%Y", body=".text")).published_on == date(
        2024, 3, 4
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-03-04T10:00:00+09:00">',
        '<meta name="DC.date.issued" content="2024-03-04">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-03-04"}]}</script>',
    ],
)
def test_metadata_of_the_page_dates_it(head: str) -> None:
    """What a page says in its metadata goes before any date in its text."""
    dated = PAGE.replace("<title>", f"{head}<title>").replace("4 March 2024", "")
    assert page(dated).published_on == date(2024, 3, 4)


def test_a_label_above_the_text_dates_the_page() -> None:
    """Boards of ministries put Date and the day in cells of their own, outside the body."""
    labelled = PAGE.replace('<p class="when">4 March 2024</p>', "<dl><dt>Date</dt><dd>2024-03-04</dd></dl>")
    assert page(labelled, Selectors(body=".text")).published_on == date(2024, 3, 4)


def test_the_date_of_the_footer_is_not_the_date_of_the_page() -> None:
    """ "Last updated" below the text says nothing about when it was published."""
    undated = PAGE.replace("4 March 2024", "").replace("All rights", "Last updated 2025-11-01. All rights")
    assert page(undated).published_on is None


@pytest.mark.parametrize(
    ("declared", "meta", "encoding"),
    [("euc-kr", "", "euc-kr"), ("", "euc-kr", "euc-kr"), ("", "iso-8859-1", "cp1252"), ("", "", "utf-8")],
)
def test_the_charset_is_the_declared_one_then_meta_then_utf8(declared: str, meta: str, encoding: str) -> None:
    """Bytes are read as the server says, else as the page says; latin-1 means what browsers take it for."""
    word = (
        "외교부는 노르발레와 협력을 계속하기로 했다."
        if encoding == "euc-kr"
        else "Norvale’s café will stay open."
    )
    text = f'<html><head><meta charset="{meta}"></head><body><p>{word}</p></body></html>'
    if not meta:
        text = text.replace('<meta charset="">', "")
    document = extract(text.encode(encoding), "text/html", charset=declared, selectors=Selectors(body="p"))
    assert document.text == word


def test_a_wrong_charset_of_the_server_gives_way_to_one_that_fits() -> None:
    """A server that declares UTF-8 for a page in another charset is corrected by the page."""
    text = '<html><head><meta charset="euc-kr"></head><body><p>협력을 계속하기로 했다.</p></body></html>'
    document = extract(text.encode("euc-kr"), "text/html", charset="utf-8", selectors=Selectors(body="p"))
    assert document.text == "협력을 계속하기로 했다."


def test_a_fragment_is_main_text_as_a_whole() -> None:
    """The item of a feed has no furniture: nothing of it is left out for being short."""
    document = page("<p>Office of the Spokesperson</p><p>Estmark will pay.</p><p>So will Norvale.</p>")
    assert statement_text(document) == "Estmark will pay.\nSo will Norvale."
    assert parts(document)[0] == (Role.META, "Office of the Spokesperson")


def test_text_without_tags_is_read_as_text() -> None:
    """A feed may carry bare text: its paragraphs count, its entities are characters."""
    document = page("Norvale &amp; Estmark agreed to meet again.\n\nThey will meet in May.")
    assert [text for _, text in parts(document)] == [
        "Norvale & Estmark agreed to meet again.",
        "They will meet in May.",
    ]


def test_line_breaks_part_lines_but_not_sentences() -> None:
    """<br> before a bullet or a capital starts a line; before a small letter it is a wrap."""
    document = page("<p>The two sides agreed<br>to meet:<br>- in May<br>- in June</p>")
    assert [text for _, text in parts(document)] == ["The two sides agreed to meet:", "- in May", "- in June"]


def test_hidden_text_is_not_read() -> None:
    """What a reader cannot see was not said."""
    document = page(
        '<p>Norvale will pay.</p><p style="display: none">Norvale will attack.</p><p hidden>Never.</p>'
    )
    assert document.text == "Norvale will pay."


def test_a_sentence_set_as_a_heading_is_a_paragraph() -> None:
    """Some pages print their lead in <h3>; a whole sentence is said, whatever its type."""
    document = page("<h3>Norvale will send two ships to the Halden Sea.</h3><p>More will follow in May.</p>")
    assert parts(document)[0][0] is Role.PARAGRAPH


@pytest.mark.parametrize(
    "body", ["<html><body></body></html>", "<p></p>", "<!-- -->", "<html><script>x()</script></html>"]
)
def test_a_page_without_text_is_unreadable(body: str) -> None:
    """An empty page is an error, never an empty statement."""
    with pytest.raises(UnreadableRevision):
        page(body)


def test_a_page_nested_very_deep_is_read() -> None:
    """Neither the parser nor we run out of stack."""
    deep = "<html><body>" + "<div>" * 1000 + "<p>Norvale will pay.</p>" + "</div>" * 1000 + "</body></html>"
    assert page(deep, Selectors(body="body")).text == "Norvale will pay."


FRAGMENTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br>",
                "<li>",
                "<ul>",
                "</div>",
                "<h2>",
                "<td>",
                "<!--",
                "&nbsp;",
                "<pre>\n\n",
                "\x00",
            ]
        ),
    ),
    max_size=30,
).map("".join)


@given(FRAGMENTS)
def test_blocks_hold_all_text_of_any_html(text: str) -> None:
    """Whatever the markup, every character of the extracted text that is not blank stands in a block."""
    try:
        document = extract(text.encode("utf-8", "replace"), "text/html")
    except UnreadableRevision:
        return
    outside = list(document.text)
    for block in document.blocks:
        assert block.start < block.end
        outside[block.start : block.end] = " " * (block.end - block.start)
    assert not re.sub(r"[\s\ufeff\u200b\u200e\u200f\u2060]", "", "".join(outside))


@pytest.mark.shared
@pytest.mark.parametrize(
    "selectors",
    [
        None,
        Selectors(
            title="h3.title",
            date="p.article__time",
            body="#article",
            remove=("ul.list-unstyled", ".panel, .panel-related"),
        ),
    ],
    ids=["general rule", "selectors"],
)
def test_sixty_three_pages_of_a_central_bank_are_read(selectors: Selectors | None) -> None:
    """Title and date are those of the manifest, the text opens with the first sentence and holds the vote."""
    folder = SHARED / "data" / "html" / "federalreserve.gov"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    rows = [json.loads(row) for row in (folder / "manifest.jsonl").read_text().splitlines()]
    assert len(rows) == 63
    for row in rows:
        document = extract((folder / row["file"]).read_bytes(), "text/html", selectors=selectors)
        assert document.title
        assert document.title in row["title"]
        assert str(document.published_on) == row["date"]
        said = statement_text(document)
        assert re.match(r"(?:Information received|The Federal Open Market)", said), row["file"]
        assert "Voting for the FOMC monetary policy action" in said
        assert not re.search(
            r"Skip to main|Share|Stay Connected|For (?:immediate )?release|Board of Governors of", said
        )
