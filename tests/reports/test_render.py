"""A digest as HTML, text, Markdown, JSON and the two bodies of a mail."""

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

import reports.render
from reports.digest.compose import compose
from reports.digest.digest import CountedChange, DigestContext
from reports.digest.news.watch import ITEMS
from reports.mail.body import MAIL_BYTES, render_mail, shorten_texts
from reports.render import Format, render
from reports.view.change_card import change_card
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tests.step_count import growth
from tracker.domain import Cause, Delta, Kind, Label, Problem

EVIL = '<script>alert("1")</script>\r\nBcc: x@example.org\x1b[2J & "quoted" <img src=//x>'
EARLIER = build_release("NV-2030-001", published_on=date(2030, 11, 3), title="Fourth consultations")


def weakened(
    before="Norvale decided to respond firmly.", after="Norvale will consider responding.", **overrides
):
    return build_change(
        Label.WEAKENED,
        before=build_mention(before, release=EARLIER),
        after=build_mention(after, facets=build_facets(level=1)),
        deltas=(Delta("level", "4", "1", "lowered"),),
        **overrides,
    )


def one_of_each():
    return [
        *(
            build_change(label, line=build_line(label.value))
            for label in Label
            if label is not Label.WEAKENED
        ),
        weakened(),
        weakened(line=build_line("edited"), cause=Cause.EDIT),
    ]


class Page(HTMLParser):
    """What a browser would see: tags, attributes, text; and whether every element is closed."""

    VOID = frozenset({"meta", "img", "br", "link"})

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words, self.stack, self.elements = [], [], [], [], []
        self.feed(html)
        assert not self.stack, self.stack

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.elements.append((tag, attrs))
        self.attributes += attrs
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if "style" not in self.stack:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT, Format.MD])
def test_every_form_carries_both_quotes_dates_why_and_link(form):
    """Whoever reads text or Markdown learns what a reader of HTML learns."""
    written = render(compose([weakened(rule="Level fell from 4 to 1")]), form)
    said = " ".join(written.split())
    for words in (
        "Norvale decided to respond firmly.",
        "Norvale will consider responding.",
        *(("3 Nov 2030", "4 Mar 2031") if form is Format.HTML else ("2030-11-03", "2031-03-04")),
        "Fourth consultations",
        "undertaking, exploratory ●○○○○",
        "Level fell from 4 to 1.",
        "Compared with the last mention",
        "https://mfa.norvale.example/releases/NV-2031-001#:~:text=Norvale%20will%20consider%20responding.",
    ):
        assert words in said, words


def test_a_redline_is_marked_twice_over_in_html():
    """Struck and underlined for the eye, with a minus and a plus for whoever sees no colour."""
    html = render(compose([weakened()]), Format.HTML)
    assert "<b>−</b><del>decided to respond firmly</del>" in html
    assert "<b>+</b><ins>will consider responding</ins>" in html


def test_a_redline_is_marked_in_text_and_markdown():
    """A terminal without colour and a Markdown source both show what went and what came."""
    digest = compose([weakened()])
    assert "Norvale [-decided to respond firmly-] {+will consider responding+}." in render(
        digest, Format.TEXT
    )
    assert "Norvale ~~−decided to respond firmly~~ **+will consider responding**" in render(digest, Format.MD)
    assert "Level: definite (4) → exploratory (1)" in render(digest, Format.TEXT)


def test_the_page_is_one_file_that_asks_for_nothing():
    """No script, no image, no font, no style sheet from elsewhere: it opens on a plane."""
    page = Page(render(compose(one_of_each()), Format.HTML))
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert not [
        value for name, value in page.attributes if name in {"src", "srcset"} or name.startswith("on")
    ]
    assert all(value.startswith(("https://", "#")) for name, value in page.attributes if name == "href")


def test_headings_descend_one_step_at_a_time():
    """A screen reader walks the page by its headings: one h1, then sections, labels, lines."""
    tags = Page(render(compose(one_of_each()), Format.HTML)).tags
    levels = [int(tag[1]) for tag in tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels.count(1) == 1
    edits = [after - before for before, after in pairwise(levels) if after > before]
    assert max(edits) == 1


def test_every_label_is_named_in_words():
    """Colour and mark repeat what a word says; they never say it alone."""
    text = Page(render(compose(one_of_each()), Format.HTML)).text
    for word in ("reversed", "weakened", "qualified", "mixed", "dropped", "continues", "not repeated"):
        assert word in text


@pytest.mark.parametrize("place", ["title", "quote", "line", "issuer", "rule", "note", "problem"])
def test_what_comes_from_the_web_does_no_harm_in_html(place):
    """A script in a title, a quote or anywhere else is words on the page, not a script."""
    release = build_release(
        title=EVIL if place == "title" else "a", issuer=EVIL if place == "issuer" else "a"
    )
    quote = f"Norvale will consider responding {EVIL}" if place == "quote" else "a quote"
    change = weakened(
        before=f"Norvale will respond {EVIL}" if place == "quote" else "another quote",
        after=quote,
        release=release,
        line=build_line(EVIL if place == "line" else "a"),
        rule=EVIL if place == "rule" else "a",
        note=EVIL if place == "note" else "",
    )
    other = build_change(
        Label.NEW, release=build_release("b", issuer="b"), after=build_mention(quote, release=release)
    )
    digest = compose([change, other], problems=[Problem("x", EVIL)] if place == "problem" else [])
    mailed = render_mail(digest).html
    for html in (render(digest, Format.HTML), mailed):
        page = Page(html)
        assert not {"script", "img"} & set(page.tags)
        assert "\x1b" not in html
        if place in {"quote", "problem"} or (place in {"line", "rule"} and html is not mailed):
            assert '<script>alert("1")</script>' in page.text


def test_what_comes_from_the_web_does_no_harm_in_text_or_markdown():
    """No form lets a title start a line of its own, colour a terminal, or become a tag or a link."""
    change = weakened(after="[click](javascript:alert(1)) *now*", release=build_release(title=EVIL))
    digest = compose([change], title=EVIL)
    text, markdown = render(digest, Format.TEXT), render(digest, Format.MD)
    assert "\x1b" not in text + markdown
    assert not [line for line in (text + markdown).splitlines() if line.startswith("Bcc:")]
    assert "<script>" not in markdown
    assert "[click](" not in markdown
    assert "\n" not in render_mail(digest).subject


HOSTILE = "<b onclick=alert(1)>{{7*7}} {% raw %} javascript:alert(1) \u202edrow\u202c \x1b[31mred"
WORD = "Ü" * 10_000


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT, Format.MD])
def test_hostile_words_are_words_in_every_place(form):
    """Markup, templates, links of scripts, turned directions and endless words are printed as what they are: text."""
    evil = f"{HOSTILE} {WORD}"
    release = build_release("NV-9", title=evil, issuer=evil, url="javascript:alert(1)")
    said = build_mention(evil, release=release)
    changes = [
        build_change(
            label,
            line=build_line(f"{label} {evil}"),
            release=release,
            before=None if label is Label.NEW else said,
            after=None if label in {Label.DROPPED, Label.NOT_REPEATED} else said,
            deltas=(Delta("condition", evil, WORD, "wider"), Delta("speakers", evil, "USA", "narrower")),
            rule=evil,
            note=evil,
        )
        for label in Label
    ]
    levels = {
        change.line.id: [(date(2030, 3, 4), 4, Kind.U_OWN), (date(2031, 3, 4), 4, Kind.U_OWN)]
        for change in changes
    }
    digest = compose(
        changes, title=evil, window=evil, problems=[Problem(evil, evil)], background=DigestContext(levels)
    )
    written = render(digest, form)
    assert not {"\x1b", "\u202e", "\u202c"} & set(written)
    assert "49 {% raw" not in written
    if form is Format.HTML:
        page = Page(written)
        assert "{{7*7}} {% raw %} javascript:alert(1)" in page.text
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert not [value for name, value in page.attributes if name == "href" and value[:1] != "#"]


def test_what_continues_is_a_table_with_a_picture_of_each_line():
    """One row a line: its name, kind and level, how often and since when, the level over time, the latest words."""
    change = build_change()
    levels = {
        change.line.id: [
            (date(2028, 1, 5), 3, Kind.U_OWN),
            (date(2030, 3, 4), 4, Kind.U_OWN),
            (date(2031, 3, 4), 4, Kind.U_OWN),
        ]
    }
    digest = compose([change], background=DigestContext(levels))
    page = Page(render(digest, Format.HTML))
    assert {"table", "th", "svg", "title"} <= set(page.tags)
    for words in (
        "respond to incursions",
        "undertaking, definite ●●●●○",
        "1 time here, 3 in all 5 Jan 2028 to 4 Mar 2031",
        "level over time: best efforts (3) 2028-01-05, definite (4) 2030-03-04 to 2031-03-04",
        "Norvale will respond to any further incursion into the Halden Sea.",
    ):
        assert words in page.text, words
    (row,) = [line for line in render(digest, Format.MD).splitlines() if line.startswith("| respond")]
    assert row.split(" | ")[1:5] == ["undertaking, definite\xa0●●●●○", "3", "2028-01-05", "2031-03-04"]


def test_a_bar_in_a_title_or_an_address_does_not_break_the_table():
    """A cell of Markdown ends at a bar, so none may stand in what comes from outside."""
    release = build_release(title="a | b", url="https://mfa.norvale.example/a|b")
    change = build_change(
        line=build_line("x | y"), release=release, after=build_mention("one | two", release=release)
    )
    (row,) = [line for line in render(compose([change]), Format.MD).splitlines() if line.startswith("| x")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7


def test_the_page_says_what_was_counted_and_is_not_on_it():
    """A page over many years leaves new lines out, says how many of either family, and how to see them."""
    unshown = [CountedChange(Label.NEW, Kind.D_CALL, Cause.RELEASE, build_release())] * 1234
    said = Page(render(compose([build_change(Label.NEW)], counted_only=unshown), Format.HTML)).text
    assert "Counted and not on this page: 1,234 positions. A shorter window (--since, --until)" in said


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT, Format.MD])
def test_every_form_explains_its_words(form):
    """Labels, kinds, levels, facets and marks that occur are explained in plain words, wherever the reader is."""
    written = render(compose([weakened(review=True)]), form)
    said = " ".join((Page(written).text if form is Format.HTML else written).split())
    for words in (
        "Binds less than before",
        "The speaker alone will act, or refrain.",
        "best efforts",
        "how firmly it is said",
        "Read both before you quote it.",
        "about nine in ten of the clear links were right",
    ):
        assert words in said, words


def test_a_link_that_is_no_web_address_is_not_a_link():
    """A release whose address is a script is shown by its reference."""
    release = build_release(url="javascript:alert(1)")
    html = render(
        compose([build_change(Label.NEW, release=release, after=build_mention(release=release))]), Format.HTML
    )
    assert "javascript:" not in html
    assert "NV-2031-001" in html


def test_an_empty_window_says_so():
    """Nothing moved is an answer, not an empty page."""
    for form in (Format.HTML, Format.TEXT):
        assert "Nothing was said, dropped or edited in this window." in render(compose([]), form)


def test_recomputed_and_doubtful_changes_are_marked_on_the_page():
    """A page shows what a new engine says differently, and says that this is why."""
    html = render(compose([weakened(cause=Cause.RECOMPUTED, review=True)]), Format.HTML)
    assert '<span class="tag recomputed">recomputed</span>' in html
    assert '<span class="tag check">same promise? unsure</span>' in html
    assert "recorded by a new engine or a late arrival, not by a new release" in html


def test_a_claim_of_continuity_without_an_earlier_text_is_shown():
    """ "Reaffirmed" with nothing before it is new to us, and is shown as a claim."""
    note = "claims continuity; no earlier text held"
    digest = compose([build_change(Label.NEW, note=note)])
    for form in (Format.HTML, Format.TEXT, Format.MD):
        assert note in " ".join(render(digest, form).split())


def test_text_keeps_to_a_hundred_columns():
    """Nothing but an address runs past the edge of a terminal."""
    quote = "Norvale will respond to any further incursion into the Halden Sea, " * 8
    text = render(compose([weakened(after=quote), *one_of_each()]), Format.TEXT)
    assert [line for line in text.splitlines() if len(line) > 100 and "https://" not in line] == []


def test_json_holds_counts_and_every_change_as_exported():
    """A program gets the rows of ``export changes``, in the order of the page, counted apart."""
    values = json.loads(render(compose(one_of_each(), title="Norvale"), Format.JSON))
    assert values["counts"]["REVERSED"] == {"commitments": 1, "positions": 0}
    moved = next(section for section in values["sections"] if section["key"] == "moved")
    assert [row["label"] for row in moved["changes"]][:2] == ["REVERSED", "WEAKENED"]
    assert moved["changes"][1]["prev_quote"] == "Norvale decided to respond firmly."
    assert sum(len(section["changes"]) for section in values["sections"]) == len(one_of_each())


def test_the_same_digest_renders_to_the_same_bytes():
    """Nothing of the hour or the machine goes into a report."""
    for form in Format:
        assert render(compose(one_of_each()), form) == render(compose(reversed(one_of_each())), form)


def busy_quarter(number):
    """Invented changes in the proportions of a busy ministry."""
    labels = [Label.NEW] * 5 + [Label.REAFFIRMED] * 3 + [Label.WEAKENED, Label.NARROWED]
    changes = []
    for row in range(number):
        day = date(2031, 1, 1) + timedelta(days=row % 90)
        release = build_release(
            f"NV-{row:05}", published_on=day, title=f"Statement on the Halden Sea, part {row}"
        )
        quote = f"Norvale will respond to incursion {row} into the Halden Sea, with its partners, by {2031 + row % 7}."
        kind = Kind.U_OWN if row % 3 else Kind.D_CALL
        after = build_mention(quote, release=release, kind=kind, facets=build_facets(family=kind.family))
        before = build_mention(quote.replace("will", "shall now"), release=EARLIER)
        label = labels[row % len(labels)]
        changes.append(
            build_change(
                label,
                line=build_line(f"respond {row // 2}"),
                release=release,
                before=None if label is Label.NEW else before,
                after=after,
                rule="Level fell from 4 to 3.",
                deltas=(Delta("level", "4", "3", "lowered"),) if label is Label.WEAKENED else (),
            )
        )
    return changes


def test_a_busy_quarter_is_written_in_step_with_its_changes():
    """Twice the changes are no more than twice the work, and what a page shows has an end."""
    assert growth(lambda number: render(compose(busy_quarter(number)), Format.HTML), 300) < 3
    html = render(compose(busy_quarter(4000)), Format.HTML)
    assert html.count("<article") == 800
    assert "<details><summary>" in html


def test_a_mail_of_the_busiest_day_is_a_page():
    """However much moved there are seven items, the HTML stays below 60 KB and both parts say how much was left out."""
    parts = render_mail(compose(busy_quarter(4000)))
    assert parts.cut
    assert len(parts.html.encode()) <= MAIL_BYTES
    assert parts.html.count("<h2") == ITEMS
    assert len(parts.text.splitlines()) <= 90
    for part in (parts.html, " ".join(parts.text.split())):
        assert "further moves" in part
        assert "The full report has everything." in part


@pytest.mark.parametrize("place", ["quote", "title"])
def test_one_endless_text_costs_no_other_its_place(place):
    """A quote or a title without end is cut, and every other item stays in the mail."""
    endless = "Norvale & <partners> will respond. " * 10_000
    release = build_release(title=endless if place == "title" else "Statement")
    change = build_change(
        Label.WEAKENED,
        before=build_mention("Norvale will respond.", release=EARLIER),
        after=build_mention(endless if place == "quote" else "Norvale may respond.", release=release),
    )
    parts = render_mail(
        compose([change, weakened(), weakened("Norvale will pay.", "Norvale may pay.", line=build_line("d"))])
    )
    assert len(parts.html.encode()) <= MAIL_BYTES
    assert parts.html.count("<h2") == 3
    Page(parts.html)


def test_not_even_endless_addresses_make_a_mail_too_large():
    """The size holds whatever is published; what is cut is said to be, and an address is left out rather than cut."""
    changes = [
        build_change(
            Label.WEAKENED,
            line=build_line(str(row)),
            before=build_mention(f"Norvale will respond to {row}.", release=EARLIER),
            after=build_mention(
                f"Norvale may respond to {row}.",
                release=build_release(str(row), url=f"https://norvale.example/{'a' * 30_000}"),
            ),
            release=build_release(str(row), url=f"https://norvale.example/{'a' * 30_000}"),
        )
        for row in range(6)
    ]
    parts = render_mail(compose(changes))
    assert parts.cut
    assert 2_000 < len(parts.html.encode()) <= MAIL_BYTES
    assert "What ends in “…” is cut." in parts.html
    assert "aaaa" not in parts.html
    Page(parts.html)


def test_mail_html_has_no_table_and_no_image_and_asks_for_nothing():
    """It reads the same with images off, and opening it tells nobody."""
    html = render_mail(compose(one_of_each())).html
    page = Page(html)
    assert not {"table", "script", "img", "link", "svg", "iframe", "object"} & set(page.tags)
    assert not [value for name, value in page.attributes if name in {"src", "srcset", "background"}]
    assert "url(" not in html
    assert "@import" not in html


def test_the_styles_of_a_mail_are_inline_and_its_sheet_is_for_the_dark_alone():
    """Mail programs strip sheets: without the sheet nothing changes in the light, with it the dark has its own colours."""
    html = render_mail(compose(one_of_each())).html
    (sheet,) = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    rules = sheet.strip()
    assert rules.startswith("@media (prefers-color-scheme:dark){")
    assert rules.count("{") == rules.count("}")
    depth = list(accumulate((char == "{") - (char == "}") for char in rules))
    assert depth.index(0, 40) == len(rules) - 1  # nothing stands outside that one rule
    assert '<meta name="color-scheme" content="light dark">' in html
    styled = [dict(attrs) for tag, attrs in Page(html).elements if tag in {"h1", "h2", "h4", "del", "ins"}]
    assert styled
    assert all(attrs.get("style") for attrs in styled)


def luminance(colour):
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("sheet", "paper"), [("mail.css", "#fcfbf8"), ("dark.css", "#14161a")])
def test_every_word_of_a_mail_can_be_read_on_its_paper(sheet, paper):
    """Every colour of text has a contrast of 4.5 to 1 (WCAG 2.1, AA) in the light and in the dark."""
    css = (Path(reports.render.__file__).parent / "templates" / "digest" / sheet).read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    checked = 0
    for _, body in rules:
        back = re.search(r"background:(#\w{6})", body)
        ink = re.search(r"(?:^|;)color:(#\w{6})", body)
        if ink:
            light, dark = sorted((luminance(ink[1]), luminance(back[1] if back else paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, body
            checked += 1
    assert checked >= 10


def test_an_item_has_one_link_to_its_line_where_there_is_a_site():
    """Slots, rule and ladder are behind it; without a site it leads to the words on the publisher's page."""
    change = weakened()
    parts = render_mail(compose([change], background=DigestContext({}, {}, "https://desk.example/")))
    link = f"https://desk.example/lines/{change.line.id}.html#c-{change.id}"
    for part in (parts.text, parts.html):
        assert part.count(link) == 1
    plain = render_mail(compose([change]))
    for part in (plain.text, plain.html):
        assert "desk.example" not in part
        assert part.count("#:~:text=Norvale%20will%20consider%20responding.") == 1


def test_an_address_that_does_not_fit_is_left_out_rather_than_cut():
    """A mail that has to cut its texts may not cut a link: it would lead elsewhere."""
    site = f"https://desk.example/{'a' * 130}/"
    cut = shorten_texts(change_card(weakened(), site=site), 120)
    assert (cut.line_href, cut.before.archived_href) == ("", "")
    assert shorten_texts(change_card(weakened(), site=site), 400).line_href.startswith(site)


def test_both_parts_of_a_mail_say_the_same():
    """Whoever reads the text part misses nothing of the HTML part: who, when, which words, since when, where."""
    parts = render_mail(compose([weakened(), build_change()]))
    flat, page = " ".join(parts.text.split()), Page(parts.html).text
    for word in ("WEAKENED", "Norvale, 2031-03-04", "will consider responding", "2030-11-03", "Said again"):
        assert word in flat
        assert word in page


@pytest.mark.parametrize("form", [Format.HTML, Format.MD, Format.TEXT])
def test_an_edit_that_a_new_engine_recorded_is_not_told_as_a_later_statement(form):
    """A sentence taken out of a page is gone from it, whoever recorded that; the document is not silent on it."""
    release = build_release()
    said = build_mention(release=release)
    gone = build_change(Label.DROPPED, before=said, release=release, cause=Cause.RECOMPUTED)
    written = render(compose([gone]), form)
    assert "Gone from" in written
    assert "Silent" not in written
    assert "Compared with the text this page showed before" in " ".join(written.split())


@pytest.mark.parametrize("form", [Format.HTML, Format.MD, Format.TEXT])
def test_where_only_praise_is_shown_no_ladder_is_announced(form):
    """Praise has its number alone: words about a list of ladders that is not there would be a loose end."""
    praise = build_mention(kind=Kind.E_PRAISE, facets=build_facets(family="E", level=2))
    written = render(compose([build_change(Label.NEW, after=praise)]), form)
    assert "praise\xa0●●○○○" in written
    assert "concern" not in written
    assert "of its own:" not in written
