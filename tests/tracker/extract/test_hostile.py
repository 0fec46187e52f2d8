"""Bodies made to exhaust a reader: each gives its text, or one clear line, in bounded time and memory.

No test measures time: each is built so that the trap, if it is open, costs minutes.
"""

from __future__ import annotations

import resource
import zlib
from pathlib import Path

import pytest

from tests.tracker.extract.pdf.pdfs import Sheet, pdf
from tracker.domain import Document, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text

MILLION = 1_000_000
SAID = "Norvale will open the port of Halvern to all ships by the end of May, whatever the weather. "
OPEN = "<html><body>"
BODY = Selectors(title="h1", date="p", body="body", remove=("i", "b b"))

REFUSED = {
    "a million nested <div>": (OPEN + "<div>" * MILLION + SAID, "characters"),
    "180,000 nested <div>": (OPEN + "<div>" * 180_000 + SAID + "</div>" * 10_000, "nested too deep"),
    "180,000 nested <b>": (OPEN + "<b>" * 180_000 + SAID, "nested too deep"),
    "mixed and unclosed": (OPEN + "<div><b><span><i>" * 45_000 + SAID, "nested too deep"),
    "a fragment, nested": ("<div>" * 180_000 + SAID, "nested too deep"),
    "a million elements beside each other": (OPEN + "<p>x" * MILLION, "tags"),
    "a million <": (OPEN + "<" * MILLION, "tags"),
    "200,000 attributes": (
        OPEN + "<p " + " ".join(f"a{i}" for i in range(200_000)) + f">{SAID}",
        "attributes",
    ),
    "200,000 attributes that hold a >": (
        OPEN + "<p " + " ".join(f"a{i}='>'" for i in range(200_000)) + f">{SAID}",
        "attributes",
    ),
    "attributes hidden behind a script": (
        OPEN + '<script>a<b c="</script><p ' + " ".join(f"a{i}" for i in range(200_000)) + f">{SAID}",
        "attributes",
    ),
    "many tags of many attributes": (
        OPEN + ("<p " + " ".join(f"a{i}" for i in range(900)) + f">{SAID}</p>") * 300,
        "attributes",
    ),
    "20 MB in one line": (OPEN + "<p>" + SAID * 220_000, "characters"),
    "20 MB without a tag": (SAID * 220_000, "characters"),
    "150,000 lines": ((SAID[:20] + "\n") * 150_000, "paragraphs or lines"),
}


@pytest.fixture(autouse=True)
def _little_memory() -> object:
    """A gigabyte more than the process has now, and no more, while a test runs."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (int(status["VmData"].split()[0]) * 1024 + 2**30, hard))
    yield None
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def read(text: str, selectors: Selectors | None = None, media_type: str = "text/html") -> Document:
    return extract(text.encode(), media_type, selectors=selectors, where="https://norvale.example/1")


@pytest.mark.parametrize(("text", "bound"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("selectors", [None, BODY], ids=["general rule", "selectors"])
def test_what_is_too_much_is_refused_in_one_line(text: str, bound: str, selectors: Selectors | None) -> None:
    """Whoever watches the source is told which page it is and what is wrong with it; everything else goes on."""
    with pytest.raises(UnreadableRevision, match=bound) as caught:
        read(text, selectors)
    assert str(caught.value).startswith("https://norvale.example/1: ")
    assert len(str(caught.value).splitlines()) == 1


READ = {
    "900 nested <div>": OPEN + "<div>" * 900 + f"<p>{SAID}</p>",
    "30,000 unclosed <p>": OPEN + "<p>x" * 30_000 + f"<p>{SAID}",
    "100,000 line breaks": OPEN + "x<br>" * 100_000 + f"<p>{SAID}",
    "100,000 end tags": OPEN + "</b>" * 100_000 + f"<p>{SAID}",
    "150,000 <": OPEN + "< " * 150_000 + f"<p>{SAID}",
    "150,000 open comments": OPEN + "<!-- " * 150_000 + f"--><p>{SAID}",
    "a wide table": OPEN + "<table>" + ("<tr>" + "<td>x" * 20) * 1_000 + f"</table><p>{SAID}",
    "deep tables": OPEN + "<table><tr><td>" * 250 + f"<p>{SAID}",
    "a million entities": OPEN + "<p>" + "&amp;" * 900_000 + f"<p>{SAID}",
    "entities that grow": "<!DOCTYPE html [<!ENTITY a '&#120;'><!ENTITY b '&a;&a;&a;&a;'>]>"
    + OPEN
    + f"&b;<p>{SAID}",
    "a script of 4 MB": OPEN + "<script>" + "x = y > z; " * 350_000 + f"</script><p>{SAID}",
    "an attribute of 4 MB": OPEN + "<p style='" + "display " * 500_000 + f"'>{SAID}",
    "8,000 headings": f"<title>{SAID * 40}</title>" + OPEN + f"<h1>{SAID[:40]}</h1>" * 8_000 + f"<p>{SAID}",
    "25,000 elements called a date": OPEN + "<p class=date>soon" * 25_000 + f"<p>{SAID}",
    "nested JSON": OPEN + f"<script type='application/ld+json'>{'[' * MILLION}</script><p>{SAID}",
    "a title of 4 MB": f"<title>{'a - ' * MILLION}</title>" + OPEN + f"<p>{SAID}",
    "marks without width": OPEN + "\u200b" * 4_000_000 + f"<p>{SAID}",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_trap_beside_the_text_does_not_hide_it(text: str) -> None:
    """What is within the bounds is read to its end; a statement is never cut short without a word."""
    assert SAID.strip() in read(text, Selectors(body="body")).text


@pytest.mark.parametrize("deep", [200, 300])
def test_no_text_is_lost_in_nested_markup(deep: int) -> None:
    """The general rule loses what is nested very deep, so such a page needs a selector: never half a text."""
    text = OPEN + "".join(f"<span>{SAID}" for _ in range(deep))
    assert read(text, Selectors(body="body")).text.count("Halvern") == deep
    if deep == 200:
        assert read(text).text.count("Halvern") == deep
    else:
        with pytest.raises(UnreadableRevision, match=r"\[sources\.selectors\] body"):
            read(text)


LONG = 150_000
PARAGRAPHS = {
    "who to ask": "For all " + "media " * LONG,
    "follow us": "follow us " * LONG,
    "the way to the page": "Home > " * LONG,
    "the way to the page, blanks": "Home" + " " * 1_000_000 + "x",
    "a rule": "-" * 1_000_000 + "x",
    "an end mark": "*" * 1_000_000 + "end",
    "a byline": "By the Office of the " + "Aa " * LONG,
    "names": "A-" * LONG + ", x",
    "capitals": "A. " * LONG,
    "an attribution": "The following statement is attributable to " + "x " * LONG,
    "an address": "For media contact " + "1" * 1_000_000,
    "years": "2020-" * LONG,
    "a year and blanks": ("2020" + " " * 4_000) * 1_000,
    "days": "12 " * LONG + "2020",
    "months": ("march" + " " * 4_000) * 900 + "2020",
    "numbers": "1.1.1.1 " * LONG,
    "a bullet": "*" + " " * 1_000_000 + "x",
    "rights": "x all rights reserved " * 60_000,
    "cookies": "we use cookies " * 60_000,
    "quotation marks": "”" * 1_000_000,
    "stops": "." * 1_000_000,
    "a label": "Date:" + " " * 1_000_000 + "x",
    "twice encoded": "â€™" * LONG,
}


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "text/markdown"])
@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_one_endless_line_is_read_like_any_other(paragraph: str, media_type: str) -> None:
    """No pattern by which lines are known looks at the same letters again and again."""
    text = f"{OPEN}<p>{paragraph}</p><p>{SAID}</p>" if media_type == "text/html" else f"{paragraph}\n\n{SAID}"
    assert statement_text(read(text, Selectors(remove_text="Follow"), media_type)).endswith(SAID.strip())


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "unicode_escape", "utf-7", "base64", "utf-16", "x" * 1000]
)
def test_a_charset_no_browser_has_is_passed_over(name: str) -> None:
    """Some codecs of Python take the square of the length; none of them is a charset of pages."""
    body = f"{OPEN}<p>{'x' * 300_000} café</p><p>{SAID}</p>".encode()
    assert "café" in extract(body, "text/html", charset=name, selectors=Selectors(body="body")).text


def test_a_page_of_letters_all_over_the_place_is_read() -> None:
    """PDF: thousands of words without any order still make a text, if a strange one."""
    sheet = Sheet()
    for number in range(3_000):
        sheet.put(f"w{number}", number * 37 % 500, number * 91 % 800)
    assert len(extract(pdf([sheet]), "application/pdf").text.split()) > 2_000


@pytest.mark.parametrize(
    "content", ["q " * MILLION, "[" * MILLION, "(" * MILLION], ids=["states", "arrays", "strings"]
)
def test_a_pdf_that_nests_without_end_is_refused(content: str) -> None:
    """Such a file draws nothing, and says so."""
    sheet = Sheet()
    sheet.drawn.append(content)
    with pytest.raises(UnreadableRevision, match="PDF"):
        extract(pdf([sheet]), "application/pdf", where="x.pdf")


def test_a_pdf_that_unpacks_to_a_hundred_times_its_size_is_refused() -> None:
    """A small file can draw a letter millions of times; no release does."""
    packed = zlib.compress(b"BT /F1 11 Tf " + b"(a) Tj " * 3_000_000 + b"ET", 9).decode("latin-1")
    body = pdf([Sheet()]).decode("latin-1")
    bomb = body.replace(
        "<< /Length 0 >>\nstream\n", f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}"
    )
    with pytest.raises(UnreadableRevision, match="instructions in one stream"):
        extract(bomb.encode("latin-1"), "application/pdf", where="x.pdf")
