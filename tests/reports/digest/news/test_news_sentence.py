"""One item of news in plain words."""

from dataclasses import replace

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.layout.news_rows import item_words
from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.news_sentence import news_sentence, who_speaks
from reports.digest.news.ranking import choose_news
from reports.digest.news.words.wording import wording_change
from reports.view.dates import ENGLISH
from reports.view.redline import plain_redline
from tests.fakes import build_change, build_facets, build_mention
from tests.reports.digest.news.test_ranking import STEADY, WIDER, moved, said
from tracker.compare.compare_units import FIRST_OF_SOURCE
from tracker.domain import Cause, Delta, Label
from tracker.link.occasions.genre import Genre
from tracker.reading import CAME_BACK_NOTE


def sentence(change, standing=None):
    """Return the sentence of *change*, the only item."""
    (item,) = choose_news([change], standing or Standing(), talk=True).items
    return news_sentence(item, ENGLISH)


def test_words_that_came_are_named_with_how_long_they_were_not_there():
    """Who, when, which words, how often without them, and when last."""
    change = moved("formula", STEADY, WIDER, Label.BROADENED)
    standing = Standing({change.line.id: said(*[STEADY] * 4, last=change)})
    assert sentence(change, standing) == (
        "Norvale, 4 March 2031: “Norvale remains committed to peace and stability …” now also says "
        "“and to the Six Principles”; not in the 4 mentions before, from 6 August 2030 to 4 December 2030."
    )


def test_of_a_figure_that_moved_no_earlier_mention_is_said_to_have_named_it():
    """Purchases of 45, then 40, then 35 billion were not 40 in all the mentions before."""
    before, after = (
        f"Norvale will buy grain at a pace of {number} million crowns a month" for number in (40, 35)
    )
    change = moved("a", before, after, Label.WEAKENED)
    standing = Standing({change.line.id: said(*[before] * 4, last=change)})
    assert "mentions before" not in sentence(change, standing)
    assert "at least" not in sentence(change, standing)


def test_what_went_was_said_so_often_at_least():
    """A reader who counts finds one text more, whose words stand on another line: of what went the number is a least one."""
    change = moved("formula", WIDER, STEADY, Label.NARROWED)
    standing = Standing({change.line.id: said(*[WIDER] * 4, last=change)})
    assert "; said so at least 4 times, from 6 August 2030 to 4 December 2030" in sentence(change, standing)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (WIDER, STEADY, "no longer says “and to the Six Principles”; beside its words of"),
        (
            "Norvale will pay 5 million crowns by May",
            "Norvale will pay 3 million crowns by May",
            "now “Norvale will pay 3 million crowns by May” where it said “Norvale will pay 5 million crowns by May”",
        ),
    ],
)
def test_words_that_went_or_were_replaced_are_quoted(before, after, words):
    """The sentence says what both texts show."""
    assert words in sentence(moved("a", before, after))


def test_a_head_says_what_moved_and_not_the_new_words_alone():
    """Another number or tense of a word that stayed is no news beside it; the redline shows all, a blank apart."""
    change = moved(
        "a",
        "strongly oppose any unilateral attempts to change the borders of the Halden Sea by force",
        "reiterate our opposition to any unilateral attempt to change the borders of the Halden Sea by force",
    )
    assert (
        "now “reiterate our opposition to any unilateral attempt to change the borders of the Halden Sea …” where it said "
        "“strongly oppose any unilateral attempts …”"
    ) in sentence(change)
    (row,) = lay_out_news(compose([change], news=NewsSettings(talk=True))).rows
    assert "[-strongly oppose-] {+reiterate our opposition to+} any" in plain_redline(row.redlines[0])


def test_silence_names_the_two_texts_without_it():
    """Which texts left a line out can be looked up."""
    rule = "stood in One (2030-01-02) and Two (2030-02-02); silent in Three (2030-05-06) and now in Four (2031-03-04)"
    dropped = build_change(Label.DROPPED, rule=rule)
    often = Standing({dropped.line.id: said(*["Norvale will respond"] * 5, last=dropped)})
    assert "left out of the comparable texts of 6 May 2030 and 4 March 2031" in sentence(dropped, often)


def test_of_words_that_moved_far_apart_those_that_tell_most_are_shown():
    """What came at one end of a sentence does not replace what went at the other: the redline shows both, the sentence one."""
    told = sentence(
        moved(
            "a",
            "This covers allocating adequate resources to the fund and to the crews of the lighthouse service of Halden",
            "stressed the urgency of allocating adequate resources to the fund and to the crews",
        )
    )
    assert told.startswith(
        "Norvale, 4 March 2031: now “stressed the urgency of allocating adequate resources to the fund and to the crews” where it "
        "said “This covers allocating adequate resources …”;"
    )


def test_a_decision_on_a_rate_is_told_as_one():
    """Which rate, by how much, to what, and what was decided before: a desk does not read that out of a redline."""
    change = moved(
        "rate",
        "decided to keep its key rate at 2 percent",
        "decided to lower its key rate to 1 percent",
        Label.REVERSED,
        rule="key rate lowered to 1 percent (last at 2 percent); before: held; compared with the last mention",
        deltas=(Delta("rate", "key rate held at 2 percent", "key rate lowered to 1 percent", "opposite"),),
    )
    assert sentence(change) == (
        "Norvale, 4 March 2031: key rate lowered to 1 percent (last at 2 percent); held on 4 December 2030."
    )


def test_two_levels_with_decisions_between_them_are_not_set_beside_each_other():
    """From 3 to 1 percent no step of a quarter leads: what was decided since may not be held, and no redline shows both levels."""
    change = moved(
        "rate",
        "decided to lower its key rate by 25 basis points to 3 percent",
        "decided to lower its key rate by 25 basis points to 1 percent",
        Label.REAFFIRMED,
        rule="key rate lowered by 25 basis points to 1 percent; compared with the last mention",
        deltas=(Delta("rate", "key rate lowered to 3 percent", "key rate lowered to 1 percent", "again"),),
    )
    step = replace(
        change,
        rule="key rate lowered by 25 basis points, a smaller step than before; compared with the last mention",
    )
    assert sentence(step).endswith("a smaller step than before; the step before was on 4 December 2030.")
    apart = replace(
        change,
        rule="key rate lowered by 25 basis points to 1 percent, a smaller step than on 2030-12-04; compared with the last mention",
    )
    assert sentence(apart).endswith("to 1 percent; decisions since 4 December 2030 may be missing.")
    (row,) = lay_out_news(compose([change])).rows
    assert row.sentence.endswith("to 1 percent; decisions since 2030-12-04 may be missing.")
    assert row.redlines == ()


def test_two_sentences_with_nothing_in_common_are_both_quoted():
    """A page that says another thing than it did: no words stayed to hang a redline on."""
    before, after = "Norvale will inspect every ship", "We hope that trade can be resumed one day"
    words = "now “We hope that trade can be resumed one day”, before “Norvale will inspect"
    assert words in sentence(moved("a", before, after, cause=Cause.EDIT))


def test_silence_return_and_edit_are_told_as_what_they_are():
    """Left out is not taken back; a page that was changed is not a later statement."""
    dropped = build_change(Label.DROPPED)
    often = Standing({dropped.line.id: said(*["Norvale will respond"] * 5, last=dropped)})
    assert "no longer says “Norvale will respond" in sentence(dropped, often)
    assert choose_news([dropped]).dropped == 1  # said once or twice, it is not missed
    again = moved("a", "Norvale will pay the crews", "Norvale will pay all the crews", Label.RESUMED)
    assert (
        "says again “Norvale will pay all the crews” after leaving it out; last said on 4 December 2030"
        in (sentence(again))
    )
    edited = moved("b", "Norvale will pay", "Norvale may pay", cause=Cause.EDIT)
    assert "the published page was changed: " in sentence(edited)
    assert "the published page is again as it was: " in sentence(replace(edited, note=CAME_BACK_NOTE))
    gone = build_change(Label.DROPPED, cause=Cause.EDIT)
    assert "was taken out of the published page" in sentence(gone)


def test_a_new_commitment_is_told_with_the_sum_that_its_quote_has_no_room_for():
    """A sum within the statement that is cut off stands beside it; a day of another clause of its sentence does not: it may be the day of something else."""
    ships = ", ".join(["the harbour of Halden Bay"] * 16)
    after = build_mention(
        f"Norvale will repair {ships} with 3 million crowns",
        facets=build_facets(deadline="by the end of 2032", amount="3 million crowns"),
    )
    told = sentence(build_change(Label.NEW, after=after))
    assert told.endswith("…” (3 million crowns).")


def test_a_sum_that_stands_in_the_quote_is_not_named_beside_it():
    """“In 2021-2027” is quoted; “(in 2021; 2027)” behind it would be two years."""
    quote = "Norvale will pay up to 200 million crowns in 2031-2037"
    facets = build_facets(deadline="in 2031; 2037", amount="200 million crowns")
    told = sentence(build_change(Label.NEW, after=build_mention(quote, facets=facets)))
    assert told.endswith(f"new commitment: “{quote}”.")


def test_what_the_first_text_of_a_source_says_is_not_called_new():
    """Nobody can say that a ministry had not promised it before where nothing before is held."""
    facets = build_facets(deadline="in 2031; 2037", amount="200 million crowns")
    after = build_mention("Norvale will pay up to 200 million crowns in 2031-2037", facets=facets)
    first = build_change(Label.NEW, after=after, rule=f"no line passes: {FIRST_OF_SOURCE} 2031-03-04")
    assert "commitment, in the first text held of this source: “" in sentence(first)


def test_nothing_to_tell_is_one_line_with_what_was_read():
    """A quiet day is told as one, not as an empty page; that nothing moved is more than anybody knows."""
    page = lay_out_news(compose([build_change()], releases_read=14))
    assert page.closing == (
        "No sure change: 14 releases read; 1 statement said again, word for word.",
        "Texts read: “Statement on the Halden Sea” (1 statement).",
    )
    assert page.subject == "No sure change: Norvale: Statement on the Halden Sea"


def test_what_is_said_again_with_another_figure_is_not_passed_over():
    """“For an initial period” and “for an additional period” may be no move that is sure; that they differ is."""
    again = moved(
        "truce",
        "commit to take the following actions by 14 May 2031",
        "agree to what the annex of the accord has for all ports by 12 August 2031",
        Label.REAFFIRMED,
        deltas=(Delta("deadline", "by 14 May 2031", "by 12 August 2031", "later"),),
    )
    line, *_ = lay_out_news(compose([again], releases_read=1)).closing
    assert line == (
        "No sure change: 1 release read; 1 statement said again, in other words; 1 with another "
        "figure, date or condition (“by 14 May 2031”, then “by 12 August 2031”)."
    )
    assert "another" not in lay_out_news(compose([replace(again, review=True)])).closing[0]


def test_the_subject_is_the_first_item_and_how_many_follow():
    """A mailbox shows the news itself, and in few characters: no day, which the mail has."""
    changes = [
        moved(str(row), f"Norvale will pay {row} crowns", f"Norvale will pay {row + 9} crowns")
        for row in range(3)
    ]
    page = lay_out_news(compose(changes, news=NewsSettings(most=2)))
    assert page.subject.endswith("(+1)")
    assert page.subject.startswith("Norvale: the published page was changed: now “")
    assert page.closing[-1] == "Not shown: 1 further move."


def test_of_a_long_statement_the_redline_shows_the_words_around_what_moved():
    """Nobody reads half a page to find one word."""
    long = "and also the many other things that were discussed at some length " * 8
    change = moved(
        "a", f"Norvale will pay {long}", f"Norvale will never pay {long}", deltas=(Delta("x", "", "", ""),)
    )
    (row,) = lay_out_news(compose([change])).rows
    assert sum(len(run.text) for run in row.redlines[0]) < 200
    assert [run.text for run in row.redlines[0] if run.op == "insert"] == ["never"]


def test_no_redline_ends_on_struck_words_without_those_in_their_place():
    """ "At least through [-late 2034-] …" leaves out the only thing that anybody asks."""
    long = ", ".join(["the harbours of the north and their crews"] * 12)
    before, after = (
        f"Norvale will {verb} {long}, and expects low dues through {until}"
        for verb, until in (("pay", "late 2034"), ("insure", "mid-2035"))
    )
    change = moved("a", before, after, deltas=(Delta("x", "", "", ""),))
    (row,) = lay_out_news(compose([change])).rows
    shown = plain_redline(row.redlines[0])
    assert "late 2034" not in shown or "mid-2035" in shown


def test_a_text_of_six_under_the_name_of_two_is_not_of_the_two():
    """Where the issuer names fewer than speak, or only that there are partners, two are named and how many others; five are named."""
    six = frozenset({"Japan", "Italy", "India", "Australia", "France", "Canada"})
    unit = build_mention().unit
    unit = replace(unit, facets=replace(unit.facets, speakers=six))
    for issuer, named in (
        ("Japan-Italy", "Australia, Canada and 4 others"),
        ("Japan and partners (joint)", "Australia, Canada and 4 others"),
        ("NATO", "Australia, Canada and 4 others"),  # filed under a group of which others speak
        ("Norvale", "Norvale"),
        ("", "norvale-mfa"),
    ):
        mention = build_mention()
        mention = replace(mention, unit=unit, release=replace(mention.release, issuer=issuer))
        change = build_change(Label.NEW, after=mention, release=mention.release)
        assert who_speaks(NewsItem(change, Genre.STATEMENT, None)) == named


@pytest.mark.parametrize(
    ("issuer", "title", "speakers", "named"),
    [
        ("Pacific Islands Forum", "Communiqué of the Forum, Tarawa, Kiribati", {"PIF", "Kiribati"}, "PIF"),
        (
            "Halden Sea Authority (Japan)",
            "Notice to pilots",
            {"Halden Sea Authority", "Japan"},
            "Halden Sea Authority",
        ),
        ("European Union and United States", "Joint Statement", {"EU", "USA"}, "EU and United States"),
        ("European Union", "Joint Statement of the Summit, Tokyo, Japan", {"EU", "India"}, "EU and India"),
        ("ASEAN", "ASEAN-China Joint Statement, Beijing, China", {"ASEAN", "CHN"}, "ASEAN and China"),
        (
            "Pan American Health Organization (PAHO)",
            "PAHO on fevers",
            {"USA"},
            "Pan American Health Organization (PAHO)",
        ),
        ("World Trade Organization", "China notifies its schedule", {"CHN"}, "China"),
    ],
)
def test_a_body_speaks_for_itself_in_its_own_text(issuer, title, speakers, named):
    """The host of a forum’s meeting, and the state on whose law an authority stands, say nothing in its text; of two who issue one both speak."""
    mention = build_mention()
    unit = replace(mention.unit, facets=replace(mention.unit.facets, speakers=frozenset(speakers)))
    mention = replace(mention, unit=unit, release=replace(mention.release, issuer=issuer, title=title))
    change = build_change(Label.NEW, after=mention, release=mention.release)
    assert who_speaks(NewsItem(change, Genre.STATEMENT, None)) == named


def test_a_state_under_another_of_its_names_is_not_said_to_be_gone():
    """Who reads that a text “no longer says North Korea” takes it for silent on that state, where it says “the DPRK”."""
    change = moved(
        "talks",
        "Norvale holds to the disarmament of North Korea in accordance with the harbour resolutions",
        "Norvale holds to the disarmament of the DPRK",
        Label.NARROWED,
    )
    item = choose_news([change], every_move=True).items[0]
    told = news_sentence(item)
    assert "no longer says" not in told
    assert "now “Norvale holds to the disarmament of the DPRK” where it said “Norvale holds" in told


def test_a_sum_stands_beside_that_of_the_day_it_was_said():
    """ "Before that 100 million" claims that nothing lies between; a day claims only that it was said then."""
    change = moved(
        "aid",
        "Norvale will send grain worth 100 million crowns",
        "Norvale will send grain worth 350 million crowns",
        Label.REAFFIRMED,
        deltas=(Delta("amount", "100 million crowns", "350 million crowns", "raised"),),
    )
    assert "now 350 million crowns, where it said 100 million crowns on 4 December 2030: “" in sentence(
        change
    )


def test_a_year_is_told_with_until_when_it_is_meant():
    """“Now 2014” says neither until nor late: the words of the text do."""
    old, new = (
        "Norvale expects low dues at least through mid-2013",
        "Norvale expects low dues at least through late 2014",
    )
    change = moved(
        "dues", old, new, Label.STRENGTHENED, deltas=(Delta("deadline", "through mid-2013", "2014", "later"),)
    )
    assert "now at least through late 2014, where it said through mid-2013 on 4 December 2030" in sentence(
        change
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "Norvale will build supply chains for grain, including pilot fuel for new ships",
            "Norvale pledges to build supply chains for grain",
            "“build supply chains for grain” no longer says “including pilot fuel for new ships”",
        ),
        (
            "Norvale expects that this exceptionally low rate will stand while two in ten seek work on the coast",
            "Norvale foresees that the exceptionally low rate will stand while two in ten seek work on the coast",
            "now “Norvale foresees that the exceptionally low rate will stand while two in ten seek work …” where it said “Norvale "
            "expects that this exceptionally low rate will stand …”",
        ),
    ],
    ids=["who speaks otherwise is no news beside it", "what both say is not told as gone"],
)
def test_a_sentence_names_the_words_that_matter(before, after, told):
    """A headline has room for one thing: not for “pledges” where fuel went, nor for words that the other text has too."""
    change = moved("a", before, after, Label.STRENGTHENED, title="Decision on the rate")
    assert told in sentence(change)


def test_a_first_decision_that_moves_a_rate_is_told_as_one():
    """Two points more are no "new commitment", though no decision before it is held."""
    after = build_mention("decided to raise the policy rate by 200 basis points to 11.25 percent")
    change = build_change(Label.NEW, after=after, rule=f"no line passes: {FIRST_OF_SOURCE} 2031-03-04")
    item = NewsItem(change, Genre.DECISION, None)
    assert (
        "policy rate raised by 200 basis points to 11.25 percent, with no decision before it held: “"
        in news_sentence(item)
    )
    assert item_words(item).word == "rate raised"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (
            "oppose any change of the borders by force",
            "strongly oppose any change of the borders by force",
            "word moved",
        ),
        ("phase out all fuel subsidies", "phase out all inefficient fuel subsidies", "word moved"),
        (
            "train 300 officers of the harbour police",
            "train 450 officers of the harbour police",
            "word moved",
        ),
        ("ask all to stop supplying arms", "call on all to halt the supply of arms", "reworded"),
    ],
)
def test_a_statement_said_again_is_called_by_whether_a_word_moved(before, after, word):
    """ "Strongly" put in, or another number, is more than other words for the same."""
    item = NewsItem(moved("a", before, after, Label.REAFFIRMED), Genre.STATEMENT, None)
    assert item_words(item).word == word


def test_what_stands_in_the_place_of_words_that_went_is_told_with_them():
    """A later quote that ends before "are weighted toward hunger" drops "are balanced" for nothing; its sentence says what came for it."""
    begins = "sees that in the light of the harvest and of the ice in the northern harbours the risks"
    before, after = f"{begins} are balanced between grain and timber", begins
    whole = f"{begins} are weighted toward hunger on the coast"
    change = moved("a", before, after)
    wording = wording_change(before, after, ())
    item = NewsItem(change, Genre.DECISION, wording)
    assert "no longer says" in news_sentence(item)
    told = news_sentence(replace(item, redline=wording_change(before, whole, ()).runs))
    assert "weighted toward hunger on the coast” where it said “" in told
    assert "balanced between grain and timber" in told
