"""What an SVG in a page may hold."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

import reports
from reports.charts import Chart, calendar, find_gaps, heat_map, party_matrices, timeline
from reports.charts.drawing.svg import mark_outline
from reports.render import environment, fill
from reports.view.counts import Count
from tests.reports.charts.svg_reader import DAY, build_mark, marks, tree, words
from tracker.domain import Kind, Label

ELEMENTS = {"svg", "title", "desc", "defs", "g", "a", "path", "use", "text"}
ATTRIBUTES = {
    "aria-describedby", "aria-labelledby", "class", "d", "fill", "font-size", "font-weight", "href", "id", "role",
    "stroke-dasharray", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "y",
}  # fmt: skip
SHEET = (Path(reports.__file__).parent / "site/assets/pictures.css").read_text("utf-8")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "$\\frac{1}{0}$ and $x^2",
    "한국의 약속 中国的承诺",
    "\u202edesrever \u2066x",
    "a\x00b\x1b[31mc\ufffe\uffff",
    "line\nbreak\ttab",
    "x" * 10_000,
    "]]>&amp;<!--",
)
COMMANDS = {
    Outline.MOVETO: "M",
    Outline.LINETO: "L",
    Outline.CURVE4: "C",
    Outline.CLOSEPOLY: "z",
}


def line(name="engage Veskia", href="#m-1"):
    labels = (Label.NEW, Label.REAFFIRMED, Label.WEAKENED, Label.NOT_REPEATED, Label.DROPPED, Label.RESUMED)
    kinds = (Kind.U_OWN,) * 5 + (Kind.D_CALL,)
    return timeline(
        name,
        "U",
        [
            build_mark(40 * n, 4, label, href=href, quote=name, kind=kind)
            for n, (label, kind) in enumerate(zip(labels, kinds, strict=True))
        ],
    )


def pictures(name="name", href="#m-1"):
    """Return one picture of each sort, with *name* wherever a text comes from outside."""
    days = {DAY + timedelta(days=step): 1 for step in (0, 1, 2, 40)}
    return (
        line(name, href),
        heat_map({(name, "2031-03"): Count(1, 2), ("b", "2031-04"): Count(30, 0)}, str),
        party_matrices({(name, "NVL"): 3}, {("NVL", name): Count(1, 2)}, str),
        calendar(days, find_gaps(days)),
        calendar({DAY.replace(year=year): 1 for year in range(2020, 2031)}, find_gaps(days)),
    )


@pytest.mark.parametrize("place", range(5))
def test_a_picture_holds_nothing_that_a_strict_policy_refuses(place):
    """No style, no script, no font of its own, nothing from elsewhere: shapes, words and links within the site."""
    svg = pictures()[place].svg
    root = tree(svg)
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
    assert re.findall(r"https?://[^\"']*|url\(|javascript:", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"style|font-family|<!|<\?", svg)
    assert not re.search(r"#[0-9a-f]{6}\b", re.sub(r'(href|id)="[^"]*"', "", svg)), "colours are classes"


@pytest.mark.parametrize("place", range(5))
def test_every_class_of_a_picture_has_a_rule(place):
    """A shape without a rule would be black in dark mode."""
    named = {
        name for element in tree(pictures()[place].svg).iter() for name in element.get("class", "").split()
    }
    assert [name for name in sorted(named) if not re.search(rf"\.{name}\b", SHEET)] == []


@pytest.mark.parametrize("place", range(5))
def test_a_picture_is_named_and_described_for_who_does_not_see_it(place):
    """A screen reader says what it is and what it shows."""
    picture = pictures()[place]
    root = tree(picture.svg)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert (root[0].tag, root[1].tag) == ("title", "desc")
    assert ids[root.get("aria-labelledby")].text == picture.title
    assert ids[root.get("aria-describedby")].text == picture.description
    assert root.get("width") == "100%"
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", root.get("viewBox"))


def test_what_has_links_is_no_image_and_what_has_none_is_one():
    """Nothing inside an image can be reached by keyboard: ARIA 1.2, children presentational."""
    assert tree(line().svg).get("role") == "group"
    assert tree(line(href="").svg).get("role") == "img"


def test_the_same_input_gives_the_same_bytes_and_ids_of_its_own():
    """A site that is built twice does not change; two pictures on a page do not share an id."""
    assert pictures() == pictures()
    ids = [
        {element.get("id") for element in tree(picture.svg).iter() if element.get("id")}
        for picture in (*pictures(), *pictures("another"))
    ]
    assert len(set().union(*ids[:5])) == sum(map(len, ids[:5]))
    assert not ids[0] & ids[5]


def test_every_reference_leads_to_its_mark():
    """A mark whose outline is missing would not be seen."""
    for picture in pictures():
        root = tree(picture.svg)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert {use.get("href")[1:] for use in root.iter("use")} <= set(ids)


def test_a_server_may_draw_several_at_once():
    """Readers who ask at the same time get what each would get alone."""
    names = [f"line {number}" for number in range(12)]
    alone = [line(name) for name in names]
    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(line, names)) == alone


def test_settings_of_the_user_s_change_nothing():
    """Who draws in a comic style has a matplotlibrc that says so; our pictures stay ours."""
    plain = pictures()
    wild = {
        "path.sketch": (9, 100, 2), "text.usetex": True, "svg.fonttype": "path", "svg.hashsalt": None,
        "figure.dpi": 300, "lines.linewidth": 9, "patch.linewidth": 9, "patch.edgecolor": "red",
        "savefig.bbox": "tight", "savefig.dpi": 20, "font.size": 40, "savefig.transparent": True,
    }  # fmt: skip
    with mpl.rc_context(wild):
        assert pictures() == plain
        assert mpl.rcParams["savefig.dpi"] == 20, "what was set before holds again"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_of_the_web_is_a_text(text):
    """Markup, formulas, templates, other scripts and control characters are shown as what they are, shortened where endless."""
    for picture in pictures(text):
        root = tree(picture.svg)
        assert {element.tag for element in root.iter()} <= ELEMENTS
        for said in (
            *root.itertext(),
            picture.title,
            picture.description,
            *(cell for row in picture.rows for cell in row),
        ):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", said)
            assert len(said) < 1000
    if len(text) < 30 and text.isprintable():
        assert text in words(pictures(text)[1].svg)
    shown = fill("site/_pictures.html.j2") + environment().from_string(
        '{% from "site/_pictures.html.j2" import figure %}{{ figure(picture) }}'
    ).render(picture=line(text))
    assert not re.search(r"<(script|img)", shown)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.text(st.characters(), max_size=60),
    href=st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
)
def test_any_text_gives_a_picture_that_can_be_parsed(name, href):
    """Whatever a page, a feed or a file may hold, as a name and as an address."""
    for picture in pictures(name, href)[:3]:
        etree.fromstring(picture.svg)


def test_words_stay_words():
    """They can be searched and copied, and are written in the font of the page."""
    assert "definite 4" in words(line().svg)
    assert "DejaVu" not in line().svg


def test_a_usual_timeline_is_small():
    """A line said twelve times takes less than 15 KB of its page."""
    said = [
        build_mark(30 * n, 3 + n % 2, Label.WEAKENED, href=f"#m-{'a' * 24}", quote="Norvale will pay. " * 20)
        for n in range(12)
    ]
    picture = timeline("pay", "U", said)
    assert len(marks(picture.svg)) == 12
    assert len(picture.svg.encode()) < 15_000


def test_a_figure_shows_the_picture_with_its_words_and_the_same_as_a_table():
    """Picture, description and table say the same; what slides sideways can be reached by keyboard and has a name."""
    html = environment().from_string(
        '{% from "site/_pictures.html.j2" import figure %}{{ figure(picture) }}{{ figure(empty) }}'
    ).render(picture=line(), empty=Chart("", "Topics", "Nothing yet.", (), ()))  # fmt: skip
    page = etree.fromstring(f"<div>{html}</div>")
    drawn, empty = page.findall("figure")
    assert "Level over time: engage Veskia" in "".join(drawn.find("figcaption").itertext())
    assert [slide.get("tabindex") for slide in drawn.iter("div")] == ["0", "0"]
    assert all(slide.get("aria-label") for slide in drawn.iter("div"))
    assert len(drawn.findall(".//tbody/tr")) == 6
    assert all(row[0].get("scope") == "row" for row in drawn.iterfind(".//tbody/tr"))
    assert "".join(empty.find("figcaption").itertext()) == "TopicsNothing yet."
    assert empty.find(".//table") is None


def test_what_draws_nothing_does_not_wait_for_the_library():
    """``--help`` and a report in text pay nothing for pictures."""
    code = "import sys, reports.charts, reports.mail.mime_message, jobs.cli; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("shape", list("o^v<>Dsx|*pP"))
def test_a_mark_has_one_outline_in_pages_and_in_mails(shape: str) -> None:
    """Who has the picture of a mail beside the page finds the same marks in both, though pages are drawn without matplotlib."""
    style = MarkerStyle(shape)
    outline = style.get_path().transformed(style.get_transform())
    drawn = [
        (COMMANDS[code], () if code == Outline.CLOSEPOLY else numbers)
        for numbers, code in outline.iter_segments(Affine2D().scale(13, -13), simplify=False)
    ]
    written = list(mark_outline(shape, 13))
    assert [command for command, _ in written] == [command for command, _ in drawn]
    for (_, ours), (_, theirs) in zip(written, drawn, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-4)
