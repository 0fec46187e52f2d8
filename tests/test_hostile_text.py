"""A ministry that writes markup, formulas and what terminals obey: everywhere it is words, and the words are there.

Seven invented releases say fifteen hostile things, in body, title, issuer, address
and name. They come in through ``ingest``, one of them as HTML, and one is edited. Then
all that shows text is asked, and what it gives is read as its readers would: HTML by
lxml, a feed by feedparser, mail by the email package, tables by csv.
"""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pyarrow.parquet
import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from jobs.cli import build_app
from reports.site import routes
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext, PageNotFoundError, QueryError
from reports.view import addresses
from reports.web.middleware import POLICY
from tests import stores
from tracker.health_states import HealthState, Notice, Trouble
from tracker.store import SourceStatus, open_store

LONG = "w" * 10_000
PRODUCT = str(7 * 777)  # what a template engine would make of what is said
POISON = {
    "script": '<script>alert("hx-script")</script>',
    "image": '<img src=hx onerror=alert("hx-image")>',
    "link": "<a href=\"javascript:alert('hx')\" onclick=hx>hx-link</a>",
    "raw": "</style></title></textarea><svg onload=hx-raw>",
    "attribute": '"\' onmouseover="hx-attribute" hx="',
    "template": "{{7*777}} ${7*777} {% raw %} {#hx-template#} <%=7*777%>",
    "entity": "]]> <!--hx-comment--> &lt;hx-entity&gt; &#xD800;",
    "direction": "abc\u202ehx-override\u202c \u2066hx-isolate\u2069 \u200fhx-mark",
    "terminal": "hx-nul\x00 \x1b]0;hx-escape\x07 \x9b31m\x7f",
    "separators": "hx-one\u2028two\u2029three\x85four",
    "long": LONG,
    "formula": "=cmd|' /C hx-formula'!A0",
    "calendar": "END:VEVENT,;\\n hx-calendar",
    "bibtex": "}} @misc{hx-bibtex, title={x}} \\input{hx}",
    "ris": "ER  - hx-ris TY  - JOUR",
}
HEADLINE = "=" + " ".join(text for name, text in POISON.items() if name != "long")
ISSUER = f"Norvale {POISON['script']} {POISON['raw']} {POISON['direction']} {POISON['terminal']}"
BETWEEN = " if <i onclick=hx>hx-between</i> boats come back"  # said in one release, so it comes and goes in a redline
GONE = f"Norvale will open its hospital on the eastern islands to wounded {POISON['script']} fishermen."  # said no more
DECODED = "<script>alert('hx-decoded')</script> <img src=hx onerror=hx-decoded>"  # of the release in HTML
TITLE = "</title><b onclick=hx>hx-page {{7*777}}"
PAGE = """<!doctype html><html><head><title>{title}</title></head><body>
<h1>{title}</h1><script>document.write("hx-run")</script>
<p>Norvale will respond to provocations by {words} &#xD800; vessels by June 2032.</p></body></html>"""
ADDRESSES = (
    "javascript:alert('hx-address')",
    'https://mfa.norvale.example/2"onclick="hx\'><script>hx</script>',
    "https://mfa.norvale.example/3?a=1&b={c}",
    "ftp://mfa.norvale.example/4",
    "//mfa.norvale.example/5",
)
AT = datetime(2021, 6, 2, 8, tzinfo=UTC)
SAFE_SCHEMES = {"", "http", "https"}
CARRIES_ADDRESS = {"href", "src", "action", "formaction", "poster", "cite", "data", "background", "srcset"}
NO_TEXT = "script", "style", "template", "noscript"
CONFIG = """[store]
url = "{url}"
[engine]
lexicon = ["lexicon.toml"]
[mail]
from = "digest@desk.example"
folder = "outbox"
[[subscribers]]
id = "halden-desk"
to = ["halden-desk@desk.example"]
when = "0 7 * * mon-fri"
[[subscribers]]
id = "one-line-desk"
to = ["one-line-desk@desk.example"]
when = "0 7 * * mon-fri"
lines = ["*hx-formula*"]
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A store of hostile releases, and the one command to ask it with."""

    folder: Path
    url: str

    def call(self, *arguments: str, code: int = 0) -> str:
        """Return what the command prints; it must end with *code*."""
        return self.bytes(*arguments, code=code).decode("utf-8")

    def bytes(self, *arguments: str, code: int = 0) -> bytes:
        result = self.run(*arguments)
        assert result.exit_code == code, (arguments, result.stderr)
        return result.stdout_bytes

    def run(self, *arguments: str) -> Result:
        """Return what came of the command, which did not crash."""
        result = CliRunner().invoke(build_app(), [*arguments, "--config", str(self.folder / "config.toml")])
        assert isinstance(result.exception, SystemExit | None), (arguments, result.exception)
        return result


def said(verb: str, more: str = "", left_out: Sequence[str] = ()) -> str:
    """Return a text that says every hostile thing but those *left_out*, one a paragraph, each with *more*."""
    return "\n\n".join(
        f"Norvale {verb} respond to provocations by {words} vessels{more} by June 2032."
        for name, words in POISON.items()
        if name not in left_out
    )


def archive(last: str) -> str:
    """Return five releases as an archive; the third says *last*, and the others after it repeat some of that."""
    repeated = said("intends to", left_out=("script", "bibtex", "ris"))
    texts = (
        f"{said('will')}\n\n{GONE}",
        said("may consider whether to", BETWEEN),
        f"{last}\n\n{GONE}",
        repeated,
        repeated,
    )
    rows = [
        {
            "id": f"hx-ref-{number} {POISON['script']} {POISON['raw']}",
            "source": "halden",
            "issuer": ISSUER,
            "url": address,
            "published": f"2021-0{number}-01",
            "title": HEADLINE,
            "text": text,
        }
        for number, (address, text) in enumerate(zip(ADDRESSES, texts, strict=True), start=1)
    ]
    return "\n".join(json.dumps(row) for row in rows)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """What all was taken in: five releases of an archive, the third edited a pass later; one in HTML; one without a date."""
    folder = tmp_path_factory.mktemp("hostile")
    made = Desk(folder, stores.store_url(folder))
    (folder / "config.toml").write_text(CONFIG.format(url=made.url))
    (folder / "lexicon.toml").write_text('[parties]\nNorvale = ["Norvale"]\n')
    page, rows = folder / "2021-06-01-hx.html", folder / "archive.jsonl"
    page.write_text(PAGE.format(title=html.escape(TITLE), words=html.escape(DECODED)))
    for last in (said("will"), said("intends to")):
        rows.write_text(archive(last))
        made.call("ingest", str(rows))
    made.call("ingest", str(page), "--source", "halden")
    undated = {"id": f"hx-undated {HEADLINE}", "source": "halden", "text": said("will")}
    rows.write_text(json.dumps(undated))
    made.call("ingest", str(rows), code=1)  # it is told, and kept
    with open_store(made.url) as store:
        place, told = f"https://mfa.norvale.example/{POISON['raw']}", f"answers {HEADLINE}"
        trouble = Trouble("halden", place, HealthState.BROKEN, told, told, AT, AT)
        notice = Notice("halden", place, HealthState.BROKEN, told, AT, told)
        fares = SourceStatus("halden", HealthState.BROKEN, AT, checked_at=AT, what=told, mend=told)
        store.record_health(fares, [trouble], [], [notice])
        store.withdraw(next(iter(store.stored_releases("halden").values())).release.id, AT)
    return made


@pytest.fixture(scope="module")
def site(desk: Desk) -> Mapping[str, str]:
    """Every page of the site by its address, as files and, marked so, from a server."""
    with open_store(desk.url) as store:
        atlas = build_index(store)
        found = {
            f"{'live ' if live else ''}{address}": routes.render_page(
                PageContext(store, atlas, live), address, site="Desk"
            )
            for live in (False, True)
            for address in [*routes.addresses(atlas), *([addresses.COMPARE] if live else [])]
        }
        live = PageContext(store, atlas, live=True)
        for words in ("provocations", f'"{POISON["script"]}"', POISON["direction"], "issuer:hx since:2021"):
            found[f"search {words}"] = routes.render_page(live, addresses.SEARCH, {"q": words}, site="Desk")
        said_at = {
            name: unit.id
            for _, unit, _ in store.units()
            for name in POISON
            if not missing(unit.quote, [name])
        }
        for name, unit in said_at.items():
            asked = {"a": unit, "b": said_at["formula"]}
            found[f"compare {name}"] = routes.render_page(live, addresses.COMPARE, asked, site="Desk")
        return found


def visible(text: str) -> str:
    """Return *text* as it can be compared: without blanks, what no reader sees, and what stands for it."""
    return "".join(
        letter
        for letter in text
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf") and letter != "\ufffd"
    )


def missing(text: str, names: Iterator[str] | None = None) -> list[str]:
    """Return which of the hostile things *text* does not show as words, all of each."""
    shown = visible(text)
    return [name for name in names or POISON if visible(POISON[name]) not in shown]


def obeyed(text: str) -> set[str]:
    """Return what is in *text* that a terminal obeys, that ends a line where none ends, or that turns one round."""
    unseen = {letter for letter in set(text) - {"\n"} if unicodedata.category(letter) in ("Cc", "Zl", "Zp")}
    return {hex(ord(letter)) for letter in unseen | (set(text) & set("\u202a\u202b\u202c\u202d\u202e"))} | {
        hex(ord(letter)) for letter in set(text) & set("\u2066\u2067\u2068\u2069")
    }


def harmless(page: str, *, schemes: set[str] = SAFE_SCHEMES) -> str:
    """Check that nothing in *page* came from a text but text; return the words a reader sees."""
    assert obeyed(page) == set()
    root = lxml.html.document_fromstring(page)
    for element in root.iter():
        if isinstance(element, etree._Comment | etree._ProcessingInstruction):
            assert "hx" not in element.text
            continue
        assert "hx" not in element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert "hx" not in name, (element.tag, name)
            if name.rpartition(":")[2] in CARRIES_ADDRESS:
                drawn = element.tag == "img" and value.startswith("data:image/png;base64,")  # by us
                assert drawn or urlsplit(value).scheme in schemes, value[:200]
                assert not re.search(r"[<>\"'\s]", value), value
                # what was asked may stand in the query of a link, percent-encoded: there it is no scheme
                assert "javascript" not in value.partition("?")[0].lower(), value
        if element.tag in NO_TEXT:
            assert "hx" not in (element.text or "")
            assert element.tag != "script" or (element.get("src") and not (element.text or "").strip())
        assert element.tag not in ("iframe", "object", "embed", "base", "applet", "marquee", "textarea")
        assert not (element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh")
    for element in root.xpath("|".join(f"//{name}" for name in NO_TEXT)):
        element.clear()
    return str(root.text_content())


def policy_of(page: str) -> str:
    """Return the Content-Security-Policy *page* sets for itself."""
    (said_so,) = lxml.html.document_fromstring(page).xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content"
    )
    return str(said_so)


def test_a_report_shows_hostile_words_as_words(desk):
    """The page of a report holds every hostile thing in full, runs none of it, and forbids scripts as well."""
    page = desk.call("report", "--format", "html")
    words = harmless(page)
    assert missing(words) == []
    assert visible(DECODED) in visible(words)
    assert visible(BETWEEN) in visible(words)
    assert visible(f"answers {HEADLINE}") in visible(words)
    assert PRODUCT not in words
    assert "default-src 'none'" in policy_of(page)
    assert "script-src" not in policy_of(page)


def test_a_page_links_only_addresses_of_the_web(desk):
    """Of seven releases one has an address that is safe to link; the others are shown and not linked."""
    root = lxml.html.document_fromstring(desk.call("report", "--format", "html"))
    outside = {url.partition("#")[0] for url in root.xpath("//a/@href") if not url.startswith("#")}
    assert outside == {ADDRESSES[2]}


@pytest.mark.parametrize("form", ["text", "md"])
def test_a_report_as_text_shows_the_words_and_moves_no_terminal(desk, form):
    """No escape sequence, no turned line, no line end of the text's own; a screen of text shortens an endless word."""
    text = desk.call("report", "--format", form)
    assert obeyed(text) == set()
    if form == "md":  # as a renderer of Markdown would: escapes and entities are signs again
        text = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))
    words = re.sub(r"~~|\*\*|\[-|-\]|\{\+|\+\}", "", text)
    assert missing(words, [name for name in POISON if form == "md" or name != "long"]) == []


def test_a_report_in_markdown_is_no_markup(desk):
    """Markdown lets HTML through: not one tag, entity or link of a text is left as it was."""
    text = desk.call("report", "--format", "md")
    assert set(re.findall(r"<(.{0,30})", text)) == {ADDRESSES[2][:30]}  # <…> around an address of ours
    assert "hx-link" in text
    assert {where[:30] for where in re.findall(r"\]\((.*)", text)} == {f"<{ADDRESSES[2]}"[:30]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("lines",),
        ("history", "hx-escape"),
        ("search", "provocations", "--limit", "100"),
        ("report", "--format", "json"),
        ("report", "--json"),
        ("lines", "--json"),
        ("history", "hx-escape", "--json"),
        ("search", "provocations", "--json"),
        ("export", "units"),
        ("export", "changes", "--format", "json"),
        ("export", "units", "--format", "csv"),
        ("export", "feed"),
        ("export", "citations"),
        ("export", "datasette", "--store", "halden.db"),
        ("digest", "preview", "halden-desk", "--format", "text"),
        ("status",),
        ("review", "--line", "hx-escape"),
        ("review", "--line", "hx-escape", "--json"),
    ],
    ids=" ".join,
)
def test_no_command_moves_a_terminal(desk, arguments):
    """Whatever is printed: no escape sequence, no turned line; and it is about these texts."""
    result = desk.run(*arguments)
    assert result.exit_code in (0, 1), result.exception
    printed = result.stdout_bytes.decode().replace("\r\n", "\n") + result.stderr
    assert obeyed(printed) == set()
    assert "hx" in printed or "halden" in printed
    assert PRODUCT not in printed


def test_reading_a_file_moves_no_terminal(desk, tmp_path):
    """`read` prints a file as it is given: the words, and nothing else of it."""
    file = tmp_path / "2021-05-01-hx.txt"
    file.write_text(said("will").replace("\x00", ""))
    printed = desk.call("read", str(file), "--explain")
    assert obeyed(printed) == set()
    assert missing(printed) == []


def test_two_accounts_show_hostile_words_as_words(desk, tmp_path):
    """`compare` and `diff` print what files say, and what they are called, as pages and as text."""
    one, other = tmp_path / "2021-05-01-a.html", tmp_path / "2021-05-02-b.html"
    for file, verb, more in ((one, "will", ""), (other, "may consider whether to", BETWEEN)):
        paragraphs = said(verb, more).replace("\x00", "").split("\n\n")
        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        file.write_text(f"<html><head><title>{html.escape(TITLE)}</title></head><body>{body}</body></html>")
    for command in ("compare", "diff"):
        words = harmless(desk.call(command, str(one), str(other), "--format", "html"))
        assert missing(words) == []
        assert TITLE in words
        for form in ("text", "md", "json"):
            assert obeyed(desk.call(command, str(one), str(other), "--format", form)) == set()


def test_a_mail_shows_hostile_words_as_words(desk):
    """The HTML part runs nothing and stays under 60 KB; the text part moves nothing; an item quotes the beginning of a statement."""
    message = message_from_bytes(
        desk.bytes("digest", "preview", "halden-desk", "--format", "eml"), policy=policy.default
    )
    page = message.get_body(("html",)).get_content()
    assert len(page.encode()) < 60_000
    words = harmless(page.replace("\r\n", "\n"), schemes={*SAFE_SCHEMES, "mailto", "cid"})
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert obeyed(text) == set()
    for shown in (words, text):
        plain = re.sub(r"\[-|-\]|\{\+|\+\}", "", shown)
        assert missing(plain, ["script"]) == []


def test_a_mail_shows_how_sources_fare_as_words(desk):
    """Items, counts, a broken source and a withdrawn page: all of it words, and no template is filled twice."""
    page = desk.call("digest", "preview", "halden-desk", "--since", "2021-04-01", "--format", "html")
    words = harmless(page, schemes={*SAFE_SCHEMES, "mailto", "cid"})
    assert missing(words, ["script", "raw"]) == []
    assert "broken" in words.lower()
    assert PRODUCT not in words


def test_a_report_shows_what_exactly_moved_as_words(desk):
    """The facets of a change, before and after: a condition is somebody else's words too."""
    words = visible(harmless(desk.call("report", "--format", "html"), schemes=SAFE_SCHEMES))
    assert visible(BETWEEN) in words


def test_a_mail_has_its_own_headers_and_no_others(desk):
    """No line of a text becomes a header, and none moves a terminal."""
    raw = desk.bytes("digest", "preview", "halden-desk", "--format", "eml")
    message = message_from_bytes(raw, policy=policy.default)
    assert not message.defects
    names = [name.lower() for name in message.keys()]  # noqa: SIM118 - a header may come twice
    assert len(names) == len(set(names))
    assert set(names) <= {
        *("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "list-id"),
        *("list-unsubscribe", "auto-submitted", "mime-version", "content-type", "content-transfer-encoding"),
    }
    assert message["To"] == "halden-desk@desk.example"
    assert obeyed("\n".join(str(value) for value in message.values())) == set()
    assert all(len(line) <= 998 for line in raw.splitlines())


def test_every_page_of_the_site_shows_words_and_runs_none(site):
    """All pages, as files and from a server: a strict policy, no element, attribute or address that a text made."""
    assert len(site) > 60
    for address, page in site.items():
        words = harmless(page)
        # a server sends the policy as a header with every answer (tests/reports/web/test_app.py); a file has to say it itself
        is_served = address.startswith(("live ", "search ", "compare "))
        rules = POLICY if is_served else policy_of(page)
        assert "default-src 'none'" in rules, address
        assert "unsafe" not in rules, address
        assert PRODUCT not in words, address


def test_the_pages_of_releases_and_lines_show_every_word(site):
    """A release shows its whole text and a line each of its quotes: nothing hostile is left out of either."""
    for kind in ("releases/", "lines/", "live releases/", "live lines/"):
        words = "".join(harmless(page) for address, page in site.items() if address.startswith(kind))
        assert missing(words) == []
        assert visible(DECODED) in visible(words)


def test_two_statements_side_by_side_are_words(site):
    """Each hostile thing beside another: both quotes and what differs."""
    compared = {address: harmless(page) for address, page in site.items() if address.startswith("compare ")}
    assert len(compared) == len(POISON)
    for address, words in compared.items():
        assert missing(words, [address.removeprefix("compare "), "formula"]) == []


@pytest.mark.parametrize("address", [addresses.CHANGES, "search provocations", addresses.source("halden")])
def test_lists_show_titles_and_quotes_as_words(site, address):
    """Where many are listed, what is shown of each is words."""
    assert "hx-" in harmless(site[address])


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (addresses.SEARCH, ("q", "issuer", "source", "topic", "label", "since", "until", "page")),
        (addresses.CHANGES, ("label", "topic", "source", "since", "until", "page")),
        (addresses.COMPARE, ("a", "b")),
    ],
)
def test_a_hostile_question_is_answered_with_words(desk, address, names):
    """What a link puts into the address of a page is shown as words, or refused in one plain line."""
    with open_store(desk.url) as store:
        view = PageContext(store, build_index(store), live=True)
        answers = []
        for name in names:
            for words in POISON.values():
                try:
                    answers.append(harmless(routes.render_page(view, address, {name: words}, site="Desk")))
                except (QueryError, PageNotFoundError) as refusal:
                    answers.append(str(refusal))
    assert len(answers) == len(names) * len(POISON)
    assert all(PRODUCT not in answer for answer in answers)


def test_the_site_as_files_is_what_was_checked(desk, site, tmp_path):
    """`site build` writes those pages and no other HTML."""
    desk.call("site", "build", str(tmp_path / "out"))
    written = {
        path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.html")
    }
    assert {
        address for address in site if not address.startswith(("live ", "search ", "compare "))
    } == written.keys()
    for path in written.values():
        harmless(path.read_text("utf-8"))


def test_a_feed_shows_hostile_words_as_words(desk):
    """Well-formed XML of Atom's own elements; titles and contents hold the words; links are safe."""
    feed = desk.bytes("export", "feed")
    root = etree.fromstring(feed)
    names = {etree.QName(element).localname for element in root.iter()}
    assert names <= {
        *(
            "feed",
            "id",
            "title",
            "updated",
            "author",
            "name",
            "generator",
            "entry",
            "link",
            "category",
            "content",
        )
    }
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert len(parsed.entries) > len(POISON)
    assert missing(" ".join(entry.content[0].value for entry in parsed.entries)) == []
    links = [link.href for entry in parsed.entries for link in entry.get("links", ())]
    assert links
    assert all(link.startswith("https://mfa.norvale.example/3?a=1&b=%7Bc%7D") for link in links)


def test_a_calendar_holds_its_events_and_no_others(desk):
    """Lines end in CR LF and are 75 octets; no text ends an event or begins a property; the words are there."""
    raw = desk.bytes("export", "deadlines").decode()
    lines = raw.split("\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = raw.replace("\r\n ", "").split("\r\n")
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in unfolded if line)
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == raw.count("UID:") > 0
    assert obeyed(raw.replace("\r\n", "\n")) == set()
    described = [line.removeprefix("DESCRIPTION:") for line in unfolded if line.startswith("DESCRIPTION:")]
    shown = " ".join(
        re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), one) for one in described
    )
    assert missing(shown, [name for name in POISON if name not in ("script", "long")]) == []


def test_a_table_runs_no_formula(desk):
    """No cell begins as a formula does; every row has its columns; the words come back."""
    text = desk.call("export", "units", "--format", "csv")
    rows = list(csv.DictReader(StringIO(text, newline=""), strict=True))
    assert len(rows) > 3 * len(POISON)
    assert all(None not in row and None not in row.values() for row in rows)
    cells = [cell for row in rows for cell in row.values() if not re.fullmatch(r"-?\d+", cell)]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@")) and cell not in "+-"]
    assert {row["title"][:2] for row in rows if row["title"].startswith("'")} == {"'="}
    assert missing(" ".join(row["quote"] for row in rows)) == []


def test_bibliographies_hold_their_entries_and_no_others(desk):
    """One entry a release: no text closes one or begins another; titles hold the words."""
    bibtex = desk.call("export", "citations")
    assert len(re.findall(r"^@", bibtex, re.MULTILINE)) == bibtex.count("\n\n") == 7
    assert "hx-bibtex" in bibtex
    ris = desk.bytes("export", "citations", "--format", "ris").decode()
    tags = [line[:6] for line in ris.split("\r\n") if line]
    assert set(tags) <= {f"{tag}  - " for tag in ("TY", "ID", "AU", "TI", "PY", "DA", "UR", "Y2", "N1", "ER")}
    assert tags.count("TY  - ") == tags.count("ER  - ") == 7
    assert "hx-ris" in ris
    assert missing(ris, [name for name in POISON if name != "long"]) == []


def test_a_statement_is_cited_with_hostile_words_as_words(desk):
    """One footnote, one entry: the words of one statement, with what LaTeX would obey as signs."""
    with open_store(desk.url) as store:
        unit = next(unit for _, unit, _ in store.units() if "hx-bibtex" in unit.quote)
    footnote = desk.call("cite", unit.id)
    assert len(footnote.splitlines()) == 1
    assert obeyed(footnote) == set()
    assert missing(footnote, ["bibtex"]) == []
    entry = desk.call("cite", unit.id, "--format", "bibtex")
    assert len(re.findall(r"^@", entry, re.MULTILINE)) == 1
    assert r"\textbackslash{}input\textbraceleft{}hx" in entry


def test_data_keep_every_word_as_it_was_said(desk, tmp_path):
    """JSON and Parquet are for programs: the quotes come back code point for code point, whatever is in them."""
    rows = [json.loads(line) for line in desk.call("export", "units").splitlines()]
    with open_store(desk.url) as store:
        assert store.problems()  # of the release that has no date
        quotes = [unit.quote for _, unit, _ in store.units()]
    assert [row["quote"] for row in rows] == quotes
    assert any("\u202e" in quote for quote in quotes)
    desk.call("export", "units", str(tmp_path / "units.parquet"), "--format", "parquet")
    table = pyarrow.parquet.read_table(tmp_path / "units.parquet")
    assert table["quote"].to_pylist() == quotes
    found = json.loads(desk.call("report", "--format", "json"))
    assert POISON["direction"] in json.dumps(found, ensure_ascii=False)


def test_every_part_of_a_report_has_hostile_words(desk):
    """What moved, edits, what continues, what is new and what is silent; a rule too: none is checked on an empty list."""
    found = json.loads(desk.call("report", "--format", "json"))
    for section in found["sections"]:
        assert section["changes"], section["key"]
        assert "hx-" in json.dumps(section["changes"]), section["key"]
    moved = found["sections"][0]["changes"]
    assert {"MIXED", "STRENGTHENED", "DROPPED"} <= {change["label"] for change in moved}
    assert any("hx-" in change["rule"] for change in moved)
    assert any("hx-between" in json.dumps(change["deltas"]) for change in moved)
