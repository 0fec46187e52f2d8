"""The subject of the mail of a digest."""

from dataclasses import replace

import pytest

from reports.digest.compose import compose
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.layout.news_rows import NewsRow
from reports.digest.layout.subject_line import subject_line
from reports.digest.news.first_texts.firmest import FirmStatement
from reports.digest.news.window_news import News
from tests.fakes import build_change, build_facets, build_mention, build_release
from tracker.domain import Kind, Label


def row_saying(sentence):
    """Return a row that tells *sentence*."""
    return NewsRow("+", "new", "calm", sentence, (), "Statement", "", "", ())


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("the Republic will launch a fund of 300 million crowns", "“… the Republic will launch a fund"),
        (
            "Norvale, Estmark, and Lurania announced a fund of 300 million crowns",
            "Norvale, Estmark, and Lurania announced",
        ),
        ("and not for trade alone, the Republic will launch a fund of 300 million crowns", "“To support"),
    ],
)
def test_a_subject_begins_with_who_acts_where_much_stands_before_it(said, begins):
    """ "To support human rights defenders, watchdogs, …" tells a telephone nothing; what is denied before is never cut off, and of three who act none acts alone."""
    before = "To support the defenders of rights, the watchdogs of the harbours and all other members of civil society in the Halden Sea,"
    sentence = f"Norvale: new commitment: “{before} {said}”."
    assert begins in subject_line(compose([]), [row_saying(sentence)])


def test_a_subject_never_gives_the_words_of_the_text_before_as_those_of_now():
    """Where the act stands in the second quote, what it said before, the first one is shown."""
    now = "stands ready to contain the risks that come from the heightened tensions in the straits of the northern coast and in the Halden Sea"
    sentence = f"Norvale: now “{now}” where it said “Norvale will launch the containment of all risks”."
    assert "now “stands ready" in subject_line(compose([]), [row_saying(sentence)])


def test_where_nothing_is_told_the_subject_says_what_was_said_most_firmly():
    """A desk sees in its list of mails that nothing surely moved, and what the texts of the day say nevertheless."""
    said = "call on Estmark to withdraw all missiles and troops from the Halden Strait by the end of May 2031"
    mention = build_mention(said, kind=Kind.D_CALL, facets=build_facets(family="D", level=4))
    release = build_release("R-9", title="Statement on the strait")
    subject = lay_out_news(compose([build_change(Label.NEW, after=mention, release=release)])).subject
    assert subject.startswith("No sure change: Norvale: “call on Estmark to withdraw all missiles")


def test_where_nothing_can_be_quoted_the_subject_names_the_text():
    """The title of what was read tells more than that something was."""
    assert (
        lay_out_news(compose([build_change()])).subject
        == "No sure change: Norvale: Statement on the Halden Sea"
    )
    assert lay_out_news(compose([], releases_read=2)).subject == "No sure change: 2 releases read"
    assert lay_out_news(compose([], title="Norvale")).subject == "No sure change: Norvale"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Japan and the Republic of Korea agreed to inspect every ship", "“… agreed to inspect every ship”"),
        (
            "Today, we the governments of Japan and the Republic of Korea are pleased to open the port",
            "“We … are pleased to open the port”",
        ),
        ("Japan agreed to inspect every ship", "“Japan agreed to inspect every ship”"),
        (
            "Japan and the Republic of Korea troops left the port",
            "“Japan and the Republic of Korea troops left the port”",
        ),
    ],
)
def test_a_subject_names_nobody_twice(said, shown):
    """Who agreed stands before the quote; a name that says less, or is part of another thing's, stays in it."""
    row = row_saying(f"Japan and Republic of Korea, 4 March 2031: “{said}”; the text makes 5 statements.")
    assert subject_line(compose([]), [row]) == f"Japan and Republic of Korea: {shown}"


@pytest.mark.parametrize(("worth", "leads"), [(0.5, True), (0.2, False)])
def test_what_is_said_firmly_elsewhere_leads_before_a_readout(worth, leads):
    """Whom the minister called is no subject on the day on which her ministry condemned an attack."""
    firm = FirmStatement("Norvale", "We condemn the attack on the harbour of Halden", worth)
    digest = replace(compose([]), news=News(firmest=(firm,)))
    row = row_saying("Norvale, 4 March 2031: adds “The Minister spoke with her colleague of Estmark.”.")
    assert subject_line(digest, [row]).startswith("Norvale: “We condemn the attack") is leads


@pytest.mark.parametrize(
    "said",
    [
        "Japan supported forces must leave the valley",
        "The Minister of Defence of Japan will step down",
        "Japan and affected states will end the talks",
    ],
)
def test_what_only_begins_with_a_name_keeps_it(said):
    """Forces that a state supports are not that state, nor is its minister."""
    assert subject_line(compose([]), [row_saying(f"Japan, 4 March 2031: “{said}”.")]) == f"Japan: “{said}”"
