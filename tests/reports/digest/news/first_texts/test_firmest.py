"""What is said most firmly where nothing is told."""

import pytest

from reports.digest.compose import compose
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.news.first_texts.firmest import firmest_statements
from tests.fakes import build_change, build_facets, build_mention, build_release
from tracker.compare.compare_units import FIRST_OF_SOURCE
from tracker.domain import Kind, Label

FIRM = (
    "will launch a joint fund of 300 million crowns to build military harbours in Estmark by June 2032",
    "will establish the Halden Strait Agency with Estmark to export missiles and grain by 2033",
    "call on Veskia to withdraw all missiles and troops from the Halden Strait by the end of May",
)


def new(
    quote, *, ref="R-9", kind=Kind.U_OWN, title="Statement on the strait", level=4, rule="", issuer="Norvale"
):
    """Return a statement that no earlier text made."""
    facets = build_facets(family=kind.family, level=level)
    mention = build_mention(quote, kind=kind, facets=facets)
    release = build_release(ref, title=title, issuer=issuer)
    return build_change(Label.NEW, after=mention, release=release, rule=rule)


def test_where_nothing_is_told_the_firmest_statements_are_quoted():
    """ "No sure change" tells whoever has no older text nothing: what the texts promise and demand does, of each text one first."""
    kinds = (Kind.U_OWN, Kind.U_OWN, Kind.D_CALL)
    changes = [
        new(quote, ref=f"R-{at % 2}", kind=kind)
        for at, (quote, kind) in enumerate(zip(FIRM, kinds, strict=True))
    ]
    found = firmest_statements(changes)
    assert {one.words for one in found} == set(FIRM)
    assert all(one.who == "Norvale" for one in found)
    closing = lay_out_news(compose([new(FIRM[2], kind=Kind.D_CALL)])).closing
    assert "The firmest of 1 statement not met before:" in closing
    assert f"Norvale: “{FIRM[2]}”" in closing


def test_views_talk_and_what_points_back_are_not_quoted():
    """A view binds nobody, a briefing is asked for, and “these” of a sentence that is not shown says nothing."""
    assert firmest_statements([new(FIRM[0], kind=Kind.S_PRINCIPLE)]) == ()
    assert firmest_statements([new(FIRM[0], title="Press briefing")]) == ()
    assert firmest_statements([new(FIRM[0], title="Press briefing")], talk=True)
    assert firmest_statements([new(f"These ships {FIRM[0]}")]) == ()


def test_the_first_text_of_a_source_is_said_to_be_the_first():
    """Nothing can have moved where there is nothing to compare with."""
    first = new(
        FIRM[2],
        kind=Kind.D_CALL,
        rule=f"no line passes identity in the window held: {FIRST_OF_SOURCE} 2031-03-04",
    )
    page = lay_out_news(compose([first]))
    assert any("No earlier text is held" in line for line in page.closing)
    assert page.subject.startswith("First text held: Norvale: “call on Veskia")
    later = new(FIRM[2], kind=Kind.D_CALL, rule="no line passes identity in the window held")
    page = lay_out_news(compose([later]))
    assert not any("No earlier text" in line for line in page.closing)
    assert page.subject.startswith("No sure change: Norvale")


def test_of_a_first_text_the_rate_that_was_decided_leads():
    """A board met for its rate: whatever else its first text promises, the subject says what became of that."""
    decided = "decided to lower its policy rate by 25 basis points to 3.50 percent"
    rule = f"no line passes identity in the window held: {FIRST_OF_SOURCE} 2031-03-04"
    said = [new(quote, level=5, rule=rule, issuer="Bank of Norvale") for quote in (FIRM[0], decided)]
    assert firmest_statements(said)[0].decided == "policy rate lowered by 25 basis points to 3.50 percent"
    page = lay_out_news(compose(said))
    assert page.subject.endswith(": policy rate lowered by 25 basis points to 3.50 percent")


@pytest.mark.parametrize(
    ("quote", "issuer"),
    [
        ("Mr. Hale voted to lower the policy rate by 25 basis points to 3.75 percent", "Bank of Norvale"),
        ("The Board did not decide to raise the policy rate to 5.25 percent", "Bank of Norvale"),
        ("At its March meeting the Board decided to lower the policy rate to 3.50 percent", "Bank of Norvale"),
        ("At its meeting on 5 November, the Board decided to lower the policy rate to 3.50 percent", "Bank of Norvale"),
        ("The Ministry will lower the interest rate on student loans to 5 percent", "Ministry of Education of Norvale"),
        ("Estmark’s central bank decided to raise its policy rate to 12 percent", "Bank of Norvale"),
        ("may lower its policy rate to 3.50 percent", "Bank of Norvale"),
    ],
)  # fmt: skip
def test_no_rate_leads_that_the_board_itself_did_not_decide_that_day(quote, issuer):
    """What a member voted for, was not decided, was decided in March, by a ministry or by another bank is no rate of the day."""
    assert not any(
        one.decided for one in firmest_statements([new(quote, level=5, issuer=issuer)], first=True)
    )


def test_a_first_text_that_was_spoken_is_quoted_too():
    """What moved in talk is told on request; a mail on the first briefing of a source has nothing else to tell."""
    spoken = new(FIRM[0], title="Press briefing")
    assert firmest_statements([spoken]) == ()
    assert [one.words for one in firmest_statements([spoken], first=True)] == [FIRM[0]]


def test_what_an_office_writes_above_a_statement_is_not_quoted():
    """That a member “released the following statement” is the words of an office on what follows."""
    lead = "Today Ada Holt released the following statement demanding that the northern harbours be opened to all ships at once"
    assert firmest_statements([new(lead, kind=Kind.D_CALL, level=5)], first=True) == ()
    assert firmest_statements([new(FIRM[2], kind=Kind.D_CALL, level=5)], first=True) != ()


def test_what_another_body_plans_is_not_quoted_as_the_issuers():
    """A cabinet that tells what the World Bank will lend has promised nothing itself."""
    facets = build_facets(family="U", level=4, speakers=frozenset({"WB"}))
    mention = build_mention(FIRM[0], kind=Kind.U_OWN, facets=facets)
    told = [
        build_change(Label.NEW, after=mention, release=build_release(title="Decisions", issuer=issuer))
        for issuer in ("Cabinet of Sri Lanka", "World Bank")
    ]
    assert [len(firmest_statements([one])) for one in told] == [0, 1]


def test_of_a_first_text_more_is_quoted_and_views_too():
    """Nothing else is told of a first text: what it is concerned about and up to five statements say what it holds."""
    matters = (
        "We are gravely concerned about the missiles that Estmark keeps at the northern harbour of Tarn",
        "We express serious concern at the seizure of twelve grain ships by Veskia on 3 March 2032",
        "We are alarmed by the flight of 40,000 families from the valley of Corrow into Lurania",
        "We note with concern that no inspector has seen the reactor of Halvern since June 2031",
        "We voice concern over the trial of three fishermen before a military court in Sundholm",
        "We remain concerned about the price of copper cables that Kestria alone is able to make",
    )
    said = [new(quote, kind=Kind.E_CONCERN) for quote in matters]
    assert firmest_statements(said) == ()
    assert 3 < len(firmest_statements(said, first=True)) <= 5
    assert firmest_statements([new(FIRM[0], kind=Kind.E_PRAISE)], first=True) == ()


@pytest.mark.parametrize(
    "said",
    [
        "The delegation of Kalven, for its part, called for the straits to be closed to all ships of the Estmark navy",
        "The Riksbank of Estmark has raised its policy rate and holds that the buffer of Norvale should be higher",
        "The manufacturer of the vaccine stated that 400,000 doses for Estmark could be delivered by December",
    ],
)
def test_what_somebody_outside_a_text_says_is_not_quoted_as_its_firmest(said):
    """A delegation, another bank and a manufacturer speak for themselves, whatever the reader takes for the speaker."""
    assert firmest_statements([new(said, kind=Kind.D_CALL, level=5)], first=True) == ()
