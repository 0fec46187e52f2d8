"""Where something was said: what is found, how it is narrowed, and what is said where nothing can be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest

from reports.site import routes
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext, PageNotFoundError, QueryError
from reports.site.search import found_hits, rate_answers
from reports.site.search.found_hits import PER_PAGE
from reports.site.search.search_form import combined_query
from reports.site.search.search_page import MOST_WORDS
from tests.fakes import DAY, NOW, build_change, build_facets, build_line
from tests.reports.site.page_reader import page_of
from tracker.domain import Label, Mention

HALDEN = "Norvale will patrol the Halden Sea."


def days_in(html):
    """Return the days that a page names, in its order."""
    named = re.findall(r"\b\d{1,2}\xa0[A-Z][a-z]{2}\xa0\d{4}\b", html)
    return [str(datetime.strptime(day, "%d\xa0%b\xa0%Y").date()) for day in named]  # noqa: DTZ007 - a day of publication has no zone


def searched(store, q="", **given):
    """Return the page a server gives for *q* and what is chosen beside it."""
    return page_of(store, "search.html", {"q": q, **given}, live=True)


def found(page):
    """Return the titles of the hits of *page*, in order."""
    return [unescape(title) for title in re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page.html)]


def value(page, name):
    """Return what stands in the field *name*, or is chosen in its list."""
    listed = re.search(rf'<select id="{name}".*?</select>', page.html, re.DOTALL)
    if listed:
        chosen = re.search(r'value="([^"]*)" selected', listed[0])
        return unescape(chosen[1]) if chosen else ""
    return next(attributes["value"] for tag, attributes in page.elements if attributes.get("id") == name)


def test_who_is_named_by_a_part_stays_named_on_the_next_page(desk, store):
    """The second page, another order and the form ask for whom the first asked, and not for everybody."""
    for number in range(PER_PAGE + 1):
        desk.read_plain(f"HC-{number}", "The ferries sail.", issuer="Harbour Compact")
    page = searched(store, "ferries issuer:compact")
    assert value(page, "issuer") == "compact"
    assert "search.html?q=ferries+issuer%3Acompact&page=2" in page.hrefs


def test_a_hit_leads_to_the_place_the_line_and_the_original(desk, store):
    """One hit gives the statement in its text, the history of its line, and the publisher's page at the words."""
    before = desk.say("NV-1", {"patrol": HALDEN}, day=DAY - timedelta(days=90))
    earlier = Mention(before.units[0], before.release)
    after = desk.say(
        "NV-2", {"patrol": "Norvale may patrol the Halden Sea."}, label=Label.WEAKENED, before=earlier
    )
    page = searched(store, "may patrol")
    line = f"lines/{build_line('patrol').id}.html"
    assert f"releases/{after.release.id}.html#u-{after.units[0].id}" in page.hrefs
    assert line in page.hrefs
    assert f"{line}#c-{after.change.id}" in page.hrefs
    assert f"{after.release.url}#:~:text=Norvale%20may%20patrol%20the%20Halden%20Sea." in page.hrefs
    assert "<mark>may</mark> <mark>patrol</mark> the Halden Sea." in page.html
    assert "4 Mar 2031 · Norvale" in page.words
    assert "commitment · undertaking, definite ●●●●○" in page.words
    assert "weakened" in page.within("results")


def test_the_day_of_the_text_that_is_silent_stands_beside_what_is_no_longer_said(desk, store):
    """A statement is not dropped where it was said: the later text, which does not have it, is named."""
    said = desk.say("NV-1", {"patrol": HALDEN}, day=DAY - timedelta(days=30))
    silent = desk.say("NV-2", {"other": "Norvale will wait."})
    desk.silence(silent, Label.DROPPED, build_line("patrol"), Mention(said.units[0], said.release))
    assert "dropped in the text of 4 Mar 2031" in searched(store, "patrol").words


def test_what_is_to_be_checked_says_so_among_the_hits(desk, store):
    """A label too close to call, or of emphasis only, is never shown as plain fact; what the tags mean is explained."""
    said = desk.say("NV-1", {"patrol": HALDEN}, day=DAY - timedelta(days=30))
    again = desk.say("NV-2", {"patrol": HALDEN.replace("will", "will firmly")})
    change = build_change(
        Label.STRENGTHENED, line=build_line("patrol"), release=again.release, review=True, minor=True,
        before=Mention(said.units[0], said.release), after=Mention(again.units[0], again.release),
    )  # fmt: skip
    store.record_relations([replace(again.relation, changes=(change,))], NOW)
    page = searched(store, "firmly")
    assert "strengthened same promise? unsure emphasis only" in page.words
    assert ("span", {"class": "tag check"}) in page.elements
    assert "Too close to call that both texts are one line." in page.words


def test_what_is_found_around_a_statement_or_in_a_title_says_so(desk, store):
    """Only a statement has a kind; a hit in the text or in a title has none, and leads to the release."""
    desk.say("NV-1", {"a": "Norvale will respond.", "b": "Norvale will wait."})
    around = searched(store, "respond wait")
    assert "in the text" in around.within("results")
    assert "undertaking" not in around.within("results")
    assert "in the title" in searched(store, "statement").within("results")
    desk.read_plain("NV-2", "They met. Norvale will pay $3 million by May 2032.", title="Readout")
    assert "$3 million" in searched(store, "readout").within("results")


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("patrol issuer:Norvale", {"issuer": "Norvale"}),
        ("patrol source:norvale-mfa", {"source": "norvale-mfa"}),
        ("patrol topic:military", {"topic": "military"}),
        ("patrol label:new", {"label": "new"}),
        (f"patrol since:{DAY} until:2031", {"since": str(DAY), "until": "2031-12-31"}),
        (
            "patrol ISSUER:norvale topic:military.alliance",
            {"issuer": "NORVALE", "topic": "military.alliance"},
        ),
    ],
)
def test_a_filter_means_the_same_typed_or_chosen(desk, store, typed, chosen):
    """Either way the same is found, the words stand in one field and each filter in its own."""
    facets = build_facets(topics=frozenset({"military.alliance"}))
    desk.say("NV-1", {"patrol": HALDEN}, facets=facets)
    desk.say(
        "NV-2", {"patrol west": "Norvale will patrol."}, day=DAY - timedelta(days=400), source="estmark-mfa"
    )
    one, other = searched(store, typed), searched(store, "patrol", **chosen)
    assert found(one) == found(other) != []
    for page in (one, other):
        assert value(page, "q") == "patrol"
        for name, given in chosen.items():
            assert value(page, name).casefold() == given.casefold()


def test_a_filter_leaves_out_what_does_not_fit(desk, store):
    """What another source published, about other things, at another time or with another label is not a hit."""
    desk.say("NV-1", {"patrol": HALDEN})
    desk.say("EM-1", {"other": "Estmark will wait."}, source="estmark-mfa")
    for wrong in ("source:estmark-mfa", "topic:economic", "label:reversed", "until:2030", "issuer:Estmark"):
        assert found(searched(store, f"patrol {wrong}")) == [], wrong


def test_a_filter_that_is_typed_stands_in_place_of_its_field(desk, store):
    """Who mends what the field says by typing it means what was typed last: nothing is asked back."""
    desk.say("NV-1", {"patrol": HALDEN})
    page = searched(store, "patrol issuer:Norvale", issuer="Estmark")
    assert len(found(page)) == 1
    assert value(page, "issuer") == "Norvale"


def test_a_long_list_goes_on_at_an_address_that_says_all(desk, store):
    """The address of the second page has the words, the filters and the number; who opens it sees the same."""
    for number in range(PER_PAGE + 3):
        desk.say(f"NV-{number:02}", {f"line {number}": HALDEN}, day=DAY - timedelta(days=number))
    first = searched(store, "patrol", issuer="Norvale")
    assert f"Hits 1 to {PER_PAGE} of {PER_PAGE + 3}" in first.words
    assert "search.html?q=patrol+issuer%3ANorvale&page=2" in first.hrefs
    second = searched(store, "patrol issuer:Norvale", page="2")
    assert f"Hits {PER_PAGE + 1} to {PER_PAGE + 3} of {PER_PAGE + 3}" in second.words
    listed = "".join(page.html[page.html.index("<ol") : page.html.index("</ol>")] for page in (first, second))
    days = days_in(listed)
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == PER_PAGE + 3
    with pytest.raises(PageNotFoundError, match="The list ends with page 2"):
        searched(store, "patrol", page="3")
    with pytest.raises(QueryError):
        searched(store, "patrol", page="minus one")


def test_where_more_match_than_are_ranked_the_page_says_so(desk, store, monkeypatch):
    """A number that stands for more than was looked at is given as that, above the hits and where the pages are."""
    for number in range(30):
        desk.say(
            f"NV-{number}", {f"line {number}": "Norvale will respond."}, day=DAY + timedelta(days=number)
        )
    monkeypatch.setattr(found_hits, "MOST_RANKED", 50)
    words = searched(store, "respond").words
    assert re.search(rf"Hits 1 to {PER_PAGE} of more than 2\d\b", words)
    assert re.search(rf"\b1 to {PER_PAGE} of more than 2\d hits", words)
    monkeypatch.setattr(found_hits, "MOST_RANKED", 1000)
    assert f"Hits 1 to {PER_PAGE} of 30" in searched(store, "respond").words


def test_hits_come_best_first_by_day_or_by_source(desk, store):
    """Rare and short fits best; what was said first or last, and what each source says, are other questions."""
    desk.say("NV-1", {"one": f"{HALDEN} Again, ships will patrol."}, day=DAY)
    desk.say("VE-1", {"two": HALDEN}, day=DAY - timedelta(days=9), source="veskia-mfa")
    desk.say("NV-2", {"three": HALDEN}, day=DAY - timedelta(days=5))

    def days(**given):
        page = searched(store, "patrol", **given)
        return days_in(page.html[page.html.index("<ol") :])[:3]

    newest = days(sort="newest")
    assert newest == sorted(newest, reverse=True)
    assert days(sort="oldest") == newest[::-1]
    assert days(sort="source")[-1] == str(DAY - timedelta(days=9))
    with pytest.raises(QueryError, match="newest"):
        days(sort="latest")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("patrol isuer:x", 'did you mean "issuer:"?'),
        ("patrol since:yesterday", "write 2031-03-04, 2031-03 or 2031"),
        ("patrol label:weekend", 'did you mean "WEAKENED"?'),
        ("patrol source:norvale-mfb", 'did you mean "norvale-mfa"?'),
        ("– issuer:Norvale", "there are no words in it"),
        ("patrol -sea", "words cannot be left out"),
        (" ".join(["sea"] * (MOST_WORDS + 1)), "leave some of them out"),
        ("s" * 401, "leave some of them out"),
    ],
)
def test_a_question_that_cannot_be_understood_is_answered_in_one_line(desk, store, asked, said):
    """The form is as it was filled in, and beside it stands how to mend it."""
    desk.say("NV-1", {"patrol": HALDEN})
    page = searched(store, asked)
    assert said in page.within("results")
    assert value(page, "q") == asked
    assert found(page) == []


def test_before_anything_is_asked_nothing_is_wrong(desk, store):
    """An empty form is no mistake."""
    desk.say("NV-1", {"patrol": HALDEN})
    for page in (searched(store), searched(store, "  ", issuer="")):
        assert "Nothing asked yet" in page.words
        assert "wrong" not in page.html


def test_the_last_word_may_be_the_beginning_of_one_where_it_is_none(desk, store):
    """While "patr" is typed what begins so is shown, and said to be; a word that stands by itself stays one."""
    desk.say("NV-1", {"patrol": HALDEN})
    page = searched(store, "halden patr", part="results")
    assert len(found(page)) == 1
    assert "Nothing has patr as a word" in page.within("results")
    desk.say("NV-2", {"patr": "Norvale will see the patr."})
    assert "Nothing has" not in searched(store, "patr").within("results")


def test_where_nothing_is_found_there_is_something_to_try(desk, store):
    """A filter that leaves nothing is named with what there would be without it, and with issuers that have it."""
    assert "the store is empty" in searched(store, "patrol").within("results")
    desk.say("NV-1", {"patrol": HALDEN})
    page = searched(store, "patrol issuer:Estmark")
    assert "Nothing found" in page.words
    assert "without issuer: there would be 1" in page.words
    assert "issuers: Norvale" in page.words
    assert "fewer words" in searched(store, "patrol zeppelin").words


def test_what_is_proposed_is_a_link_and_what_has_no_hit_is_none(desk, store):
    """Nothing found is no dead end: each word that has hits leads to them."""
    desk.say("NV-1", {"patrol": HALDEN})
    desk.say("NV-2", {"levy": "Norvale will lower the herring levy."})
    page = searched(store, "zeppelin levy")
    assert "Nothing found" in page.words
    assert "search.html?q=levy" in page.hrefs
    assert "zeppelin alone: 0" in page.words
    assert not any("q=zeppelin" in href and "levy" not in href for href in page.hrefs)


def test_where_nothing_has_all_words_the_nearest_is_shown(desk, store):
    """The hits of all words but one stand on the page at once, and one line says which word they lack."""
    desk.say("NV-1", {"levy": "Norvale will lower the herring levy."})
    page = searched(store, "herring levy zeppelin")
    assert "Nothing has all of these words; without “zeppelin”: 1." in page.words
    assert len(found(page)) == 1


def test_a_month_among_the_words_is_when_it_was_published(desk, store):
    """The page takes a time as the command does, and says so."""
    desk.say("NV-1", {"one": HALDEN}, day=DAY)
    desk.say("NV-2", {"two": HALDEN}, day=DAY - timedelta(days=60))
    page = searched(store, "patrol March 2031")
    assert len(found(page)) == 1
    assert "published in March 2031" in page.words


def test_a_reporters_question_is_said_to_be_one_and_its_answer_stands_beside_it(desk, store):
    """What a reporter asks is nobody's policy; who answered, and what, is shown with it."""
    text = "QUESTION: Will Norvale end the levy on herring?\nMR. LIND: We have not decided on that levy yet, as I said."
    desk.read_plain("NV-1", text)
    words = searched(store, "herring").within("results")
    assert "A reporter asks:" in words
    assert "MR. LIND answers: We have not decided on that levy yet" in words


def test_a_phrase_of_several_texts_leads_to_its_history(desk, store):
    """Who types a set phrase may want who said it first and last: one link; words that stand apart have none."""
    for number in range(3):
        desk.say(f"NV-{number}", {f"line {number}": HALDEN}, day=DAY - timedelta(days=number))
    assert "formulas.html?q=halden+sea" in searched(store, "halden sea").hrefs
    assert not any(href.startswith("formulas.html?") for href in searched(store, "sea halden").hrefs)


def test_a_phrase_may_have_small_words_and_hyphens(desk, store):
    """Set phrases of diplomacy have both: "free and open Halden-Pacific"."""
    for number in range(3):
        said = f"Norvale will uphold a free and open Halden-Pacific in year {number}."
        desk.say(f"NV-{number}", {f"line {number}": said}, day=DAY - timedelta(days=number))
    page = searched(store, "free and open Halden-Pacific")
    assert "formulas.html?q=free+and+open+Halden-Pacific" in page.hrefs


def test_what_an_issuer_says_leads_to_its_last_text_beside_the_one_before(desk, store):
    """After "what does Norvale say on herring" comes "and is it what it said before": one link, on those words."""
    for number in range(2):
        said = f"Norvale will land {number + 2} tons of herring."
        desk.say(f"NV-{number}", {f"line {number}": said}, day=DAY - timedelta(days=number))
    (href,) = (href for href in searched(store, "herring").hrefs if href.startswith("compare.html?"))
    assert href.endswith("&of=herring")


def test_no_comparison_is_offered_that_shows_nothing(desk, store):
    """Words that no sentence of the last text has together, or that no text before it has, are not laid side by side; and no link has operators of a query."""
    for number in range(3):
        said = f"Norvale will land {number + 2} tons of herring.\n\nThe winter lasts for {number + 2} months."
        desk.read_plain(f"NV-{number}", said, published_on=DAY - timedelta(days=number))
    assert not any(href.startswith("compare.html?b") for href in searched(store, "herring winter").hrefs)
    (href,) = (href for href in searched(store, "herring landed").hrefs if href.startswith("compare.html?b"))
    assert href.endswith("&of=herring+landed")


def test_a_question_on_a_rate_is_answered_by_its_last_move(desk, store):
    """Who asks when a rate was last cut gets day and size first, whatever the texts call a cut; a rate of anything else has none."""
    steps = ("raise", "lower", "raise", "raise")
    for number, (step, to) in enumerate(zip(steps, (3, 2, 3, 4), strict=True)):
        said = f"The Board decided to {step} its policy rate by 100 basis points to {to} percent."
        desk.say(f"NV-{number}", {"rate": said}, day=DAY + timedelta(days=30 * number))
    page = searched(store, "when was the rate last cut")
    ends = re.sub(r"<[^>]+>", "", re.search(r'<dl class="ends">.*?</dl>', page.html, re.DOTALL)[0])
    assert re.search(r"Last lowered.*policy rate lowered by 100 basis points to 2 percent", ends, re.DOTALL)
    assert "Last raised" in searched(store, "policy rate").html
    first = searched(store, f"when was the policy rate first raised in {DAY.year}").html
    assert "First raised" in first
    assert "to 3 percent" in first.partition("First raised")[2].partition("</dd>")[0]
    assert "Last lowered" not in searched(store, "tariff rate cut").html
    assert "Last lowered" in searched(store, "Norvale rate cut").html  # whose it is
    assert "Last lowered" not in searched(store, f"rate cut since {DAY.year + 9}").html
    assert "raised" not in searched(store, "at any rate").within("results")


def test_how_long_a_rate_stood_somewhere_is_told_by_its_first_day_and_the_next_move(desk, store):
    """From the decision that took it there until the one that took it away; what was decided before the texts that are read nobody knows."""
    for number, to in enumerate((3, 3, 2, 2, 4)):
        said = (
            f"The Board decided to {'keep' if number in (1, 3) else 'set'} its policy rate at {to} percent."
        )
        desk.say(f"NV-{number}", {"rate": said}, day=date(2031, 1 + number, 1))
    asked = "how long did Norvale keep the policy rate at {} percent"
    words = searched(store, asked.format(2)).words.replace("\xa0", " ")
    assert re.search(r"At 2 percent 1 Mar 2031 · Norvale: policy rate [^,]*, until 1 May 2031", words)
    assert "the first decision that is read, until 1 Mar 2031" in searched(
        store, asked.format(3)
    ).words.replace("\xa0", " ")


def test_a_rate_on_two_lines_moved_last_once(desk, store):
    """What one line has as its last move another may have moved since: the decisions of a board on a rate are one course."""
    for number, (line, to) in enumerate((("a", 2), ("a", 3), ("a", 2), ("b", 3), ("b", 2), ("b", 1))):
        said = f"The Board decided to set its policy rate at {to} percent."
        desk.say(f"NV-{number}", {line: said}, day=date(2031, 1 + number, 1))
    words = searched(store, "when was the policy rate last cut").words.replace("\xa0", " ")
    assert words.count("Last lowered") == 1
    assert "Last lowered 1 Jun 2031" in words


def test_what_changed_between_two_times_leads_to_their_texts_side_by_side(desk, store):
    """Of the texts of one issuer the first and the last of that time; of one month its own, beside the one before it."""
    days = [date(2031, month, 1) for month in (3, 4, 5)]
    texts = [desk.say(f"NV-{day.month}", {"a": "Norvale will patrol."}, day=day).release.id for day in days]
    asked = "what changed between the March and May 2031 statements"
    assert f"compare.html?a={texts[0]}&b={texts[2]}&as=redline" in searched(store, asked).hrefs
    assert (
        f"releases/{texts[1]}.html#sentences"
        in searched(store, "what changed in the April 2031 statement").hrefs
    )
    assert not any(
        "as=redline" in href for href in searched(store, "patrols between March and May 2031").hrefs
    )


def test_the_first_move_of_a_rate_is_looked_for_among_the_oldest_texts(desk, store, monkeypatch):
    """A rate that the latest sixty statements do not name was raised first, long before another."""
    monkeypatch.setattr(rate_answers, "LOOKED_AT", 3)
    for number, rate in enumerate(("discount", "discount", "discount", "policy", "policy", "policy")):
        said = f"The Board decided to raise its {rate} rate by 100 basis points to {number + 1} percent."
        desk.say(f"NV-{number}", {rate: said}, day=DAY + timedelta(days=30 * number))
    page = searched(store, "first rate hike").html
    assert "discount rate" in page.partition("First raised")[2].partition("</dd>")[0]


def test_a_search_for_deadlines_of_a_month_leads_to_them(desk, store):
    """Which promises fall due in a month is a page of its own; where nothing does it is no answer."""
    facets = build_facets(deadline="by 30 June 2031")
    desk.say("NV-1", {"patrol": "Norvale will patrol the sea by 30 June 2031."}, facets=facets)
    assert "deadlines.html?issuer=&due=2031-06" in searched(store, "deadlines June 2031").hrefs
    assert not any("due=" in href for href in searched(store, "deadlines June 2032").hrefs)


@pytest.mark.parametrize(
    "asked",
    [
        "deadlines between March 2031 and June 2031",
        "deadlines since June 2031",
        "deadlines before 2032",
        "deadlines",
        "due diligence June 2031",
        "due process 2031",
    ],
)
def test_no_page_of_deadlines_is_offered_for_another_time(desk, store, asked):
    """The page has one month or one year: it is no answer to what falls due between two, and due diligence is no deadline."""
    facets = build_facets(deadline="by 30 June 2031")
    desk.say("NV-1", {"patrol": "Norvale will patrol the sea by 30 June 2031."}, facets=facets)
    assert not any("due=" in href for href in searched(store, asked).hrefs)
    assert "what falls due" not in searched(store, asked).words


def test_what_falls_due_in_a_year_is_told(desk, store):
    """The words say a time that the page has, and "due" stands behind what is promised."""
    facets = build_facets(deadline="by 30 June 2031")
    desk.say("NV-1", {"patrol": "Norvale will patrol the sea by 30 June 2031."}, facets=facets)
    assert "what falls due in 2031" in searched(store, "what is due in 2031").words
    assert "what falls due in June 2031" in searched(store, "pledges due June 2031").words


def test_the_last_text_is_not_offered_where_another_is_asked_for(desk, store):
    """The last text until a day is not the last one."""
    for number in range(2):
        text = f"We will land {number + 2} tons of herring."
        desk.read_plain(f"G7-{number}", text, issuer="G7", published_on=DAY - timedelta(days=90 * number))
    assert "the last text" in searched(store, "last G7 statement").words
    assert "the last text" not in searched(store, "last G7 statement", until="2031-01").words


def test_what_changed_in_the_last_text_of_an_issuer_leads_to_it(desk, store):
    """Who asks for nothing but an issuer's last statement is answered by its page."""
    for number in range(2):
        text = f"We will land {number + 2} tons of herring."
        desk.read_plain(f"G7-{number}", text, issuer="G7", published_on=DAY - timedelta(days=number))
    last = store.find_release("G7-0").id
    assert any(last[:12] in href for href in searched(store, "what changed in the last G7 statement").hrefs)


def test_how_often_something_was_said_is_counted_in_texts(desk, store):
    """Of more hits than a page has, who asks "how often" is told in how many texts."""
    for number in range(PER_PAGE + 3):
        said = f"Norvale condemns the {number + 2} raids of Veskia."
        desk.say(f"NV-{number}", {f"line {number}": said}, day=DAY - timedelta(days=number))
    assert f"in {PER_PAGE + 3} texts" in searched(store, "how often did Norvale condemn raids").within(
        "results"
    )
    assert "texts" not in searched(store, "raids").within("results")


def test_who_dissented_last_is_told_by_the_last_dissent(desk, store):
    """First and last leave the views of members out, unless it is these that are asked for."""
    for number in range(5):
        text = f"Voting against was Governor Lind{number}, who preferred to raise the levy."
        desk.read_plain(f"NV-{number}", text, published_on=DAY - timedelta(days=number))
    ends = re.search(r'<dl class="ends">.*?</dl>', searched(store, "last dissent").html, re.DOTALL)
    assert ends
    assert "Lind0" in ends[0].partition("<dt>Last")[2]


def test_first_and_last_stand_above_more_hits_than_a_screen_has(desk, store):
    """When it was said first and last is on the first screen, with the words and the way to all in that order."""
    for number in range(8):
        said = f"Norvale will patrol the Halden Sea with {number + 2} ships."
        desk.say(f"NV-{number}", {f"line {number}": said}, day=DAY - timedelta(days=number))
    page = searched(store, "halden patrol")
    ends = re.sub(r"<[^>]+>", "", re.search(r'<dl class="ends">.*?</dl>', page.html, re.DOTALL)[0])
    assert re.search(r"First.*with 9 ships.*Last.*with 2 ships", ends, re.DOTALL)
    assert "search.html?q=halden+patrol&sort=oldest" in page.hrefs


def test_text_without_spaces_between_words_is_found(desk, store):
    """Any part of a line of Chinese or Korean is found, as in the command."""
    desk.read_plain("NV-1", "노르베일은 대북제재를 유지할 것이다.")
    assert "<mark>제재</mark>" in searched(store, "제재").html


def test_a_part_is_only_what_was_found(desk, store):
    """A page that is open already asks for the list alone, and gets exactly what the whole page has."""
    desk.say("NV-1", {"patrol": HALDEN})
    whole, part = (searched(store, "patrol", part=part) for part in ("", "results"))
    assert part.html.strip().startswith('<section class="found" id="results"')
    assert part.html.strip() in whole.html
    assert "<form" not in part.html


def test_a_server_asks_for_all_that_the_forms_send(desk, store):
    """A field that the server did not know of would be filled in for nothing."""
    desk.say("NV-1", {"patrol": HALDEN})
    view = PageContext(store, build_index(store), live=True)
    for address in ("search.html", "changes.html", "compare.html"):
        html = routes.render_page(view, address, site="Norvale watch")
        main = html[html.index("<main") : html.index("</main>")]
        sent = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', main))
        assert sent, address
        assert sent <= routes.find_route(address)[0].query_keys, address


def test_files_are_searched_by_scripts_of_their_own_and_say_what_they_leave_out(desk, store):
    """A page in a folder asks no server; it says that the text around statements is not searched."""
    desk.say("NV-1", {"patrol": HALDEN})
    page = page_of(store, "search.html")
    scripts = [attributes["src"] for tag, attributes in page.elements if tag == "script"]
    assert scripts == [
        "assets/keys.js",
        "search/index.js",
        *(f"assets/{name}.js" for name in ("words", "query", "meaning", "hits", "search")),
    ]
    assert "not the text around them" in page.words
    assert "scripts are off" in page.words


def test_what_is_typed_and_chosen_is_one_query():
    """Empty fields ask for nothing; a value with blanks is kept together."""
    assert combined_query({"q": " sea ", "issuer": "Harbour Compact", "topic": " ", "since": "2031"}) == (
        'sea issuer:"Harbour Compact" since:2031'
    )


def test_all_pages_are_of_one_query(desk, store):
    """Where the last page has one hit it is the last of what the first page began, not of what an issuer among the words said."""
    for number in range(PER_PAGE + 1):
        desk.say(
            f"NV-{number}", {f"line {number}": f"The Compact wants the levy lowered by {number} crowns."}
        )
    for number in range(4):
        desk.read_plain(f"HC-{number}", f"We will lower the levy by {number}.", issuer="Harbour Compact")
    first, last = (searched(store, "Compact levy", page=page) for page in ("1", "2"))
    assert f"Hits 1 to {PER_PAGE} of {PER_PAGE + 1}" in first.words
    assert f"Hits {PER_PAGE + 1} to {PER_PAGE + 1} of {PER_PAGE + 1}" in last.words
    assert len(found(last)) == 1


def test_what_was_typed_stands_first_and_no_hit_twice(desk, store):
    """Over all pages there are as many hits as the first line says, each once, the one with the words as typed first."""
    for number in range(30):
        day = DAY - timedelta(days=number + 1)
        desk.say(f"NV-{number}", {f"line {number}": f"Norvale responds to herring {number}."}, day=day)
    desk.say("NV-99", {"typed": "Norvale, after long and wide talks on all its ports, responded on herring."})
    listed = []
    for page in ("1", "2", "3"):
        html = searched(store, "responded herring", page=page).html
        assert "of 31" in html
        listed.append(re.findall(r"<blockquote>(.*?)</blockquote>", html))
    assert [len(some) for some in listed] == [PER_PAGE, PER_PAGE, 31 - 2 * PER_PAGE]
    assert len({words for some in listed for words in some}) == 31
    assert "talks" in listed[0][0]


def test_a_hit_whose_words_stand_apart_stays_where_its_text_has_others_together(desk, store):
    """The list has every hit that is counted, also of a text of which a place with most of the words stands above."""
    apart = "\n".join(
        ("Herring is scarce.", *["Nothing was said of it."] * 60, "The levy stays in Zaraport.")
    )
    desk.read_plain("NV-1", apart)
    page = searched(store, "herring levy zaraport")
    assert "1 hit" in page.words
    assert "All of it, further apart:" in page.words
    assert page.html.count("<blockquote>") == 2


def test_other_words_are_said_beside_the_word_left_out(desk, store):
    """A hit with "lowering" for "lowered" is not only what was typed without a word: the line says both."""
    desk.say("NV-1", {"levy": "Norvale is lowering the herring levy."})
    assert re.search(
        r"without “zeppelin”, in other words \(lower\*.*\): 1\.",
        searched(store, "lowered herring zeppelin").words,
    )


def test_the_first_line_is_true_of_the_hits_below(desk, store):
    """It counts the texts of all hits; days that are only of those whose words stand together are said to be so."""
    apart = "\n".join(("Herring is scarce.", "Nothing was said of it. " * 30, "The levy stays."))
    desk.read_plain("NV-1", apart, published_on=DAY - timedelta(days=90))
    for number in (1, 2):
        day = DAY - timedelta(days=number)
        desk.say(
            f"NV-{number + 1}", {f"line {number}": f"Norvale will lower the herring levy {number}."}, day=day
        )
    page = searched(store, "herring levy").words
    assert "3 hits in 3 texts · first, words together, 2 Mar 2031 · last, words together, 3 Mar 2031" in page


def test_what_is_only_nearly_so_is_not_counted_and_that_is_said(desk, store):
    """One hit has all words and one most of them: the first line counts the one and names the other."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy in Zaraport."})
    desk.say("NV-2", {"b": "Norvale will lower the herring levy."})
    page = searched(store, "lower herring zaraport")
    assert "1 hit · in the latest text of Norvale · 1 nearly so, not counted" in page.words
    assert page.html.count("<blockquote>") == 2


def test_by_source_says_that_there_are_more(desk, store, monkeypatch):
    """Where not all hits are put together by source their number is said to be of some."""
    monkeypatch.setattr(found_hits, "MOST_BY_SOURCE", PER_PAGE + 1)
    for number in range(PER_PAGE + 1):
        desk.say(f"NV-{number}", {f"line {number}": HALDEN})
    assert f"of {PER_PAGE + 1}" in searched(store, "patrol", sort="source").words
    desk.say("NV-99", {"line 99": HALDEN})
    assert (
        f"Hits 1 to {PER_PAGE} of more than {PER_PAGE + 1}" in searched(store, "patrol", sort="source").words
    )
