"""The scripts that search a folder of files speak the language of the command: words, queries, places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import reports.site
from reports.site.search.search_form import combined_query
from tests.browser.chromium import Watched
from tracker.domain import Label
from tracker.errors import ConfigError
from tracker.search.analyzer import find_spans, located_words, parse_terms, snippet
from tracker.search.query import FILTERS, format_query, parse_query
from tracker.text.quote_links import quote_link

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTS = Path(reports.site.__file__).parent / "assets"
TEXTS = (
    "Norvale will respond to any further incursion into the Halden Sea.",
    "Ürün’s 2030 plan: 制裁, 대북제재를; Straße, ﬁRM, Ｇ７, ガ, Ёлка, ΤΈΛΟΣ, e\u0301te\u0301 snake_case",
    "ไทย ភាសា עִבְרִית العَرَبِيَّة हिन्दी",
    "They will respond, will they? Will they? 制裁制裁 will",
    "",
    "— … “” 😀 1,000.5 %",
    "w" * 100 + " end",
    "one two three " * 60 + "needle here " + "four five six " * 60,
)
QUERIES = (
    "will respond",
    '"will respond" halden',
    "respond* incurs*",
    "제재 制裁",
    "G-7 2030",
    "strasse firm g7 елка τελος été",
    '"will they" will',
    "needle",
    '"three needle"*',
)
ASKED = (
    'sanctions "halden sea" issuer:Norvale topic:military label:weakened since:2031-03',
    'sanction* issuer:"Harbour Compact" “label:new”',
    "halden since:2031-02 until:2031-02",
    "halden until:2028-02",
    "Statement: halden http://x",
    "halden label:not-repeated",
    "isuer:x halden",
    "halden label:weekend",
    "halden since:2031-13",
    "halden since:2031-02-30",
    "halden since:2032 until:2031",
    "halden issuer:",
    'halden issuer:"Nor',
    "halden issuer:a issuer:b",
    "halden -sea",
    "source：norvale halden",
)
PLACES = (
    "will act, by mid-2027",
    "one two three four five six seven eight nine ten eleven twelve",
    "First paragraph of it.\n\nSecond (and last) one!",
    "it’s *so* ~ 100% _true_",
    "",
)


@pytest.fixture
def page(watched: Watched, tmp_path: Path) -> Any:
    """An empty page that has loaded the scripts which need none."""
    with watched.page() as opened:
        for name in ("words", "query", "hits"):
            opened.add_script_tag(path=str(SCRIPTS / f"{name}.js"))
        yield opened


def told(page: Page, code: str, *given: Any) -> Any:
    """Return what *code* makes of each of *given*."""
    return json.loads(page.evaluate(f"(all) => JSON.stringify(all.map({code}))", list(given)))


def understood(asked: str) -> tuple[str, str]:
    """Return *asked* as the command understands it, or what is wrong with it; labels in small letters."""
    try:
        query = parse_query(asked)
    except ConfigError as error:
        return "", error.message
    said = format_query(query)
    return (said.replace(f"label:{query.label}", f"label:{query.label.lower()}") if query.label else said), ""


def test_words_are_cut_and_folded_alike(page: Page) -> None:
    """A folder of files finds a word wherever a server does: case, accents, width and scripts are treated the same."""
    found = told(page, "(text) => policyWords.words(text).map((word) => word.folded)", *TEXTS)
    assert found == [[word.folded for word in located_words(text)] for text in TEXTS]


def test_a_query_wants_the_same_words(page: Page) -> None:
    """Phrases, beginnings, and what is given without a space but holds several words."""
    found = told(
        page, "(text) => policyWords.terms(text).map(({words, prefix}) => [words, prefix])", *QUERIES
    )
    assert found == [[[list(term.words), term.prefix] for term in parse_terms(query)] for query in QUERIES]


def test_the_same_words_are_marked_in_the_same_stretch(page: Page) -> None:
    """Of a long statement the stretch with most of what was asked is shown, and in it the same is marked."""
    pairs = [(text, query) for text in TEXTS if text.isascii() for query in QUERIES]
    found = told(
        page, "([text, query]) => policyWords.snippet(text, policyWords.terms(query))", *map(list, pairs)
    )
    for (text, query), (cut, marked) in zip(pairs, found, strict=True):
        wanted = parse_terms(query)
        assert (cut, [tuple(span) for span in marked]) == snippet(text, wanted, 240), (text[:40], query)
        assert bool(marked) == bool(find_spans(cut, wanted))


def test_a_query_is_understood_alike_and_refused_alike(page: Page) -> None:
    """Words, filters and days are the same; where the command says what is wrong, so does the page."""
    labels = {label.value.lower(): 1 for label in Label}
    code = f"""(asked) => {{
        try {{ const query = policyQuery.parse(asked, {json.dumps(labels)}); return [policyQuery.written(query), ""]; }}
        catch (error) {{ if (error instanceof policyQuery.Wrong) return ["", error.message]; throw error; }}
    }}"""
    found = told(page, code, *ASKED)
    assert [(query, wrong.split(";")[0]) for query, wrong in found] == [understood(asked) for asked in ASKED]
    ((_, wrong),) = told(page, code, "issuer:Norvale")  # the index of a folder of files is of words
    assert wrong.startswith("there are no words in it")


def test_what_is_typed_and_chosen_is_put_together_alike(page: Page) -> None:
    """The address a folder of files makes is one a server answers with the same."""
    given = {"q": " sea ", "issuer": "Harbour Compact", "topic": " ", "until": "2031"}
    assert set(given) - {"q"} <= set(FILTERS)
    (found,) = told(page, "(given) => policyQuery.asked(new URLSearchParams(given))", given)
    assert found == combined_query(given)


def test_what_is_to_be_checked_says_so(page: Page) -> None:
    """A label in a folder of files carries its tags, in the words and classes of a page from a server."""
    code = """(tags) => {
        const release = {page: "releases/1.html", title: "t", day: "2031-03-04", source: "s", sourcePage: "s.html"};
        const unit = {id: "1", commitment: true, kind: "k", moved: [{label: "weakened", page: "", later: "", tags}]};
        const shown = policyHits.shown({text: "will act", release, unit}, [], {weakened: ["weakened", "↓", "soft"]});
        return [...shown.querySelectorAll(".pill, .tag")].map((one) => [one.className, one.textContent]);
    }"""
    (found,) = told(page, code, ["check", "emphasis only"])
    assert found == [
        ["pill soft", "↓weakened"],
        ["tag check", "same promise? unsure"],
        ["tag emphasis only", "emphasis only"],
    ]


def test_links_jump_to_the_same_words(page: Page) -> None:
    """The original is opened at the quote by the same fragment."""
    at = "https://mfa.norvale.example/releases/1"
    found = told(page, f"(quote) => policyHits.original({json.dumps(at)}, quote)", *PLACES)
    assert found == [quote_link(at, place) for place in PLACES]
