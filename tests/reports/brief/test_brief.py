"""A brief: what it tells of each party, that it fits two pages, and that all formats say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
import typer
from typer.testing import CliRunner

from reports.brief.brief_query import brief_on
from reports.brief.content import Brief
from reports.brief.docx_file import as_docx
from reports.brief.markdown import as_markdown
from reports.brief.paragraphs import LINES, SIZES, paragraphs
from reports.brief.pdf_file import as_pdf
from reports.cli import brief_command
from tests.statements import release, take_in
from tests.stores import store_url
from tracker.errors import ConfigError
from tracker.store import Store, open_store

pytestmark = pytest.mark.usefixtures("stored")

SAID = (
    "Norvale will contribute 60 million crowns to the Halden Sea Rescue Fund by 30 June 2031.",
    "Norvale will consider contributing to the Halden Sea Rescue Fund.",
)
TODAY = date(2031, 3, 1)


def fill(store: Store, folder: Path) -> None:
    """Put two statements of Norvale on a fund in, the second weaker."""
    rows = [release(number, one) for number, one in enumerate(SAID, start=1)]
    take_in(store, folder, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])


@pytest.fixture
def brief(store: Store, tmp_path: Path) -> Brief:
    """The brief on the fund."""
    fill(store, tmp_path)
    return brief_on(store, "rescue fund", today=TODAY)


def test_a_party_is_quoted_as_it_speaks_now_and_as_it_began(brief: Brief) -> None:
    """Current words are those of the latest text; the first are named apart, with their days."""
    (party,) = brief.parties
    assert party.name == "Norvale"
    assert [one.release.ref for one in party.current] == ["NV-2"]
    assert party.first
    assert party.first.release.ref == "NV-1"
    assert (party.first_on, party.last_on) == (date(2031, 1, 1), date(2031, 2, 1))


def test_every_quote_has_its_citation(brief: Brief) -> None:
    """Each entry with a quote ends in a number, and each number is a source with issuer, title and day."""
    made = paragraphs(brief)
    quoted = [one for one in made if one.style == "entry" and "“" in one.text]
    assert quoted
    assert all(one.runs[-1].mark == "note" for one in quoted)
    numbers = {run.text.strip() for one in made for run in one.runs if run.mark == "note"}
    sources = [one.text for one in made if one.style == "source"]
    assert {one.split()[0] for one in sources} == numbers
    assert all("Norvale" in one for one in sources)


def test_all_formats_say_the_same(brief: Brief) -> None:
    """The words of Markdown, .docx and PDF are those of the paragraphs."""
    made = paragraphs(brief)
    document = docx.Document(BytesIO(as_docx(made)))
    written = [
        "".join(node.text or "" for node in one._p.iter() if node.tag.endswith("}t"))
        for one in document.paragraphs
    ]
    assert written == [one.text for one in made]
    page = pypdfium2.PdfDocument(as_pdf(lambda size: paragraphs(brief, size), len(SIZES)))[0]
    drawn = "".join(page.get_textpage().get_text_range().split())
    for one in made:
        assert "".join(one.text.split()) in drawn
    assert "# rescue fund" in as_markdown(made)


def test_a_long_brief_is_cut_to_two_pages(brief: Brief) -> None:
    """With many parties quotes get shorter, until two pages are enough."""
    many = Brief(brief.subject, None, None, TODAY, brief.texts, brief.parties * 14)
    shorter, longest = paragraphs(many), paragraphs(many, 0)
    assert sum(len(one.text) for one in shorter) <= sum(len(one.text) for one in longest)
    assert LINES > 0
    assert len(pypdfium2.PdfDocument(as_pdf(lambda size: paragraphs(many, size), len(SIZES)))) <= 2


@pytest.mark.parametrize(
    ("subject", "parties", "error"),
    [
        ("marble towers", (), "nothing is held on it; try fewer or other words"),
        ("…", (), "there are no words in it"),
        ("of the", (), "has no word that carries it: every text says it"),
        ("rescue fund", ("Norvalle",), 'did you mean "Norvale"'),
    ],
)
def test_an_empty_brief_says_what_to_try(
    store: Store, tmp_path: Path, subject: str, parties: tuple[str, ...], error: str
) -> None:
    """A subject nobody spoke on, no words, or a party nobody knows: one line that says what to try."""
    fill(store, tmp_path)
    with pytest.raises(ConfigError, match=error):
        brief_on(store, subject, parties, today=TODAY)


def test_a_party_that_says_nothing_is_told(store: Store, tmp_path: Path) -> None:
    """Who was asked for and says nothing on the subject stands there with that."""
    fill(store, tmp_path)
    found = brief_on(store, "rescue fund", ["Norvale", "JPN"], today=TODAY)
    assert [one.texts for one in found.parties] == [2, 0]
    assert "Nothing is held of it on this subject." in as_markdown(paragraphs(found))


def test_what_one_state_says_in_the_text_of_a_body_is_not_the_bodys(store: Store, tmp_path: Path) -> None:
    """A text of two that a body is put down for as issuer says nothing of the body."""
    rows = [{**release(number, one), "issuer": "NATO"} for number, one in enumerate(SAID, start=1)]
    take_in(store, tmp_path, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])
    found = brief_on(store, "rescue fund", ["Norvale", "NATO"], today=TODAY)
    assert [one.texts for one in found.parties] == [2, 0]


def test_a_joint_text_is_quoted_once(brief: Brief) -> None:
    """What two parties said together is quoted under the first; under the other it says where, with the days."""
    (norvale,) = brief.parties
    told = [
        one.text
        for one in paragraphs(replace(brief, parties=(norvale, replace(norvale, name="Estmark"))))
        if one.style == "entry"
    ]
    assert sum("will consider contributing" in one and "Now" in one for one in told) == 1
    (shared,) = [one for one in told if one.startswith("Together with Norvale, quoted there: ")]
    assert "Now, 1 February 2031" in shared
    assert "First found, 1 January 2031" in shared


def test_first_and_latest_are_of_the_texts_that_are_counted(store: Store, tmp_path: Path) -> None:
    """The first use stands in the first of the texts counted, be it talk, which is said."""
    rows = [release(1, SAID[1], title="Press Briefing"), release(2, SAID[0])]
    take_in(store, tmp_path, [(datetime(2031, 12, 1, tzinfo=UTC), rows)])
    (party,) = brief_on(store, "rescue fund", ["Norvale"], today=TODAY).parties
    assert party.first
    assert (party.first.release.published_on, party.texts) == (party.first_on, 2)
    told = as_markdown(paragraphs(brief_on(store, "rescue fund", today=TODAY)))
    assert "First found, 1 January 2031, in talk:" in told


def test_the_command_writes_by_the_name_of_the_file(tmp_path: Path) -> None:
    """A name that ends in .docx gives a document; a PDF is not printed at a terminal."""
    with open_store(store_url(tmp_path)) as opened:
        fill(opened, tmp_path)
    config = tmp_path / "config.toml"
    config.write_text(f'[store]\nurl = "{store_url(tmp_path)}"\n')
    app = typer.Typer()
    brief_command.register(app)
    app.command()(lambda: None)
    call = ["brief", "rescue fund", "--config", str(config)]
    file = tmp_path / "brief.docx"
    assert CliRunner().invoke(app, [*call, "-o", str(file)]).exit_code == 0
    assert docx.Document(str(file)).paragraphs[0].text == "rescue fund"
    html = CliRunner().invoke(app, [*call, "--format", "html"])
    assert "<h1" in html.stdout
    refused = CliRunner().invoke(app, [*call, "--format", "pdf"])
    assert refused.exit_code == 2
    assert "name it: -o brief.pdf" in refused.stderr
