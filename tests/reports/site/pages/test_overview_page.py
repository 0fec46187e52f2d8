"""The first page."""

from datetime import timedelta

from reports.digest.sources_section import sources_section
from reports.site.pages.overview_page import (
    NEWS_ROWS,
    SOURCES,
    lay_out,
    newest_certain,
    newsworthy_changes,
)
from reports.site.status_display import status_displays as faring
from reports.view.counts import Count
from reports.view.dates import SHORT
from tests.fakes import DAY, NOW, build_facets, build_release
from tests.reports.site.page_reader import page_of
from tests.reports.site.small_indexes import Told
from tracker.domain import Cause, Kind, Label, Mention, Slot
from tracker.health_states import HealthState, Trouble
from tracker.store import SourceStatus


def laid_out(told):
    return lay_out(told.atlas(), (), faring(None))


def test_the_figures_count_what_is_held_commitments_and_positions_apart():
    """Releases, commitments, positions and sources are four numbers, and no two of them are added up."""
    told = Told().say("a", 400).say("a", 0, Label.REAFFIRMED).say("b", kind=Kind.D_CALL, source="estmark")
    page = laid_out(told)
    assert [(one.number, one.noun) for one in page.figures] == [
        (3, "releases"),
        (2, "commitments"),
        (1, "positions"),
        (2, "sources"),
    ]
    assert [one.about for one in page.figures[:3]] == [
        f"since {SHORT.day(DAY - timedelta(days=400))}",
        "on 1 line",
        "on 1 line",
    ]


def test_labels_are_tallied_over_thirty_and_ninety_days_of_the_texts_held():
    """A move of 40 days ago counts in the longer window only; one of 100 days ago in neither."""
    told = Told()
    for name, days_ago in (("a", 1), ("b", 40), ("c", 100)):
        told.say(name, 500).say(name, days_ago, Label.WEAKENED)
    told.say("d", 500, kind=Kind.S_SUPPORT).say("d", 0, Label.WEAKENED, kind=Kind.S_SUPPORT)
    page = laid_out(told)
    assert [(row.words.word, row.lately, row.recent) for row in page.tally] == [
        ("weakened", Count(1, 1), Count(2, 1))
    ]
    assert (page.lately, page.recent) == (str(DAY - timedelta(days=29)), str(DAY - timedelta(days=89)))
    assert page.headlines == ("1 commitment weakened", "1 position weakened")


def test_bars_compare_moves_within_a_family_and_what_is_new_has_none():
    """The longest bar of commitments says nothing of positions; what is new would dwarf the news."""
    told = Told()
    for name in ("a", "b", "c", "d"):
        told.say(name)
    for name in ("e", "f"):
        told.say(name, 500).say(name, 0, Label.WEAKENED)
    told.say("g", 500).say("g", 0, Label.REVERSED)
    told.say("h", 500, kind=Kind.E_PRAISE).say("h", 0, Label.DROPPED, kind=Kind.E_PRAISE)
    shares = {row.words.word: (row.commitment_share, row.position_share) for row in laid_out(told).tally}
    assert shares == {"weakened": (100, 0), "reversed": (50, 0), "dropped": (0, 100), "new": (0, 0)}


def test_news_is_what_moved_for_certain_newest_first():
    """Emphasis alone, a recomputation, and what continues are no news; an edit is."""
    told = Told().say("a", 3).say("a", 0, Label.REAFFIRMED)
    told.say("b", 2, Label.WEAKENED).say("c", 1, Label.STRENGTHENED, cause=Cause.EDIT)
    told.say("d", 0, Label.WEAKENED, minor=True).say("e", 0, Label.WEAKENED, cause=Cause.RECOMPUTED)
    assert [move.label for move in newsworthy_changes(told.atlas())] == [Label.STRENGTHENED, Label.WEAKENED]


def test_news_is_chosen_from_what_is_sure_of_the_days_asked_for():
    """A link that is only possible leads nowhere near a headline; what continues may name another sum, and is looked at."""
    told = Told().say("a", 99).say("a", 0, Label.REVERSED, review=True)
    told.say("b", 99).say("b", 3, Label.WEAKENED).say("c", 99).say("c", 60, Label.WEAKENED)
    told.say("d", 99).say("d", 1, Label.REAFFIRMED)
    found = newest_certain(told.atlas(), DAY - timedelta(days=29), DAY)
    assert [move.label for move in found] == [Label.REAFFIRMED, Label.WEAKENED]


def test_where_the_last_weeks_moved_nothing_the_front_page_looks_further_back(desk, store):
    """An empty front page tells nobody anything; the page says in how many days it looked."""
    before = desk.say("A", {"line": "Norvale will act."}, day=DAY - timedelta(days=400))
    desk.say(
        "B",
        {"line": "Norvale may act."},
        day=DAY - timedelta(days=60),
        label=Label.WEAKENED,
        before=Mention(before.units[0], before.release),
    )
    desk.say("C", {"other": "Norvale will wait."}, day=DAY)
    page = page_of(store, "index.html")
    assert page.html.count("news-rows") == 1
    assert "of the 30 days up to 4 Mar 2031" in page.words
    assert "then, where that is little, of the year before" in page.words


def test_a_new_commitment_opens_the_front_page_as_it_opens_a_digest(desk, store):
    """What the speaker undertakes for the first time, with a sum and a day, is news though nothing moved."""
    pledged = build_facets(amount="$400 million", deadline="by June 2032")
    said = {"line": "Norvale will provide $400 million by June 2032."}
    named = (Slot("speakers", 0, 7, "Norvale"),)
    desk.say("A", said, day=DAY, facets=pledged, slots=named, confidence=0.95)
    heading = page_of(store, "index.html").html.partition("<h1>")[2].partition("</h1>")[0]
    assert "Norvale" in heading
    assert "$400 million" in heading


def test_the_last_weeks_come_before_the_weeks_that_moved_more(desk, store):
    """A reader who comes each day finds the latest first, and below it what fills the page."""
    for name, days in (("old", 100), ("new", 2)):
        before = desk.say(f"A{name}", {name: f"Norvale will act {name}."}, day=DAY - timedelta(days=400))
        desk.say(
            f"B{name}",
            {name: f"Norvale may act {name}."},
            day=DAY - timedelta(days=days),
            label=Label.WEAKENED,
            before=Mention(before.units[0], before.release),
        )
    html = page_of(store, "index.html").html
    assert html.count("<li ", html.index("news-rows"), html.index("</ol>", html.index("news-rows"))) == 2
    assert "2\xa0Mar\xa02031" in html.partition("<h1>")[2].partition("</h1>")[0]


def test_the_first_page_opens_with_the_news_and_leads_to_the_rest(desk, store):
    """The first item is the headline, five stand in all, chosen as for a digest, and every room is one step away."""
    for number in range(NEWS_ROWS + 2):
        before = desk.say(
            f"A{number}", {f"line{number}": f"Norvale will act {number}."}, day=DAY - timedelta(days=400)
        )
        desk.say(
            f"B{number}",
            {f"line{number}": f"Norvale may act {number}."},
            day=DAY - timedelta(days=number),
            label=Label.WEAKENED,
            before=Mention(before.units[0], before.release),
        )
    page = page_of(store, "index.html")
    items = page.html[page.html.index("news-rows") :].partition("</ol>")[0].count("<li ")
    assert items == NEWS_ROWS
    heading = page.html.partition("<h1>")[2].partition("</h1>")[0]
    assert "Norvale" in heading
    assert "now “Norvale may act 0.” where it said “Norvale will act 0.”" in heading
    rooms = {"changes", "sources", "topics", "parties", "search", "about"}
    assert {f"{room}.html" for room in rooms} <= set(page.hrefs)
    assert "up to 4 Mar 2031, the day of the latest text held" in page.words


def test_an_empty_store_says_how_it_is_filled(store):
    """Before anything is taken in, the first page names the two commands that do."""
    words = page_of(store, "index.html").words
    assert "Nothing is held yet" in words
    assert "policy-tracker ingest" in words
    assert "policy-tracker run" in words


def test_a_store_of_undated_texts_has_a_first_page(desk, store):
    """Where nothing is dated there is no day to be as of, and nothing lately."""
    desk.record(build_release(published_on=None), "Norvale will wait.")
    page = page_of(store, "index.html")
    assert "No dated text of the last 90 days" in page.words
    assert "the day of the latest text held" not in page.words


def test_how_the_sources_fare_stands_on_the_first_page(desk, store):
    """A reader sees at once whether a source could not be looked at."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    assert "No source is watched" in page_of(store, "index.html").words
    store.pause("norvale-mfa", NOW, "its site is being rebuilt")
    words = page_of(store, "index.html").words
    assert "None of 1 source answered" in words
    assert "paused" in words


def test_of_many_sources_those_that_do_not_answer_come_first():
    """The first page has room for some sources; one that fails is never among those left out."""
    told = Told()
    for number in range(SOURCES + 1):
        told.say(source=f"s{number:02}", issuer=f"S{number:02}")
    last = f"s{SOURCES}"
    watched = {last: SourceStatus(last, HealthState.BROKEN, NOW, NOW, what="404")}
    trouble = Trouble(last, "", HealthState.BROKEN, "gone", "", NOW, NOW, 3)
    page = lay_out(told.atlas(), (), faring(sources_section(watched, [trouble], (), NOW)))
    assert [row.id for row in page.sources][:2] == [last, "s00"]
    assert len(page.sources) == SOURCES


def test_a_recomputation_and_emphasis_alone_are_no_headline():
    """A new engine may find hundreds of moves in old texts at once: none of them is told as news of these days."""
    told = Told().say("a", 500).say("a", 0, Label.WEAKENED)
    told.say("b", 500).say("b", 0, Label.REVERSED, cause=Cause.RECOMPUTED)
    told.say("c", 500).say("c", 0, Label.STRENGTHENED, minor=True)
    page = laid_out(told)
    assert page.headlines == ("1 commitment weakened",)
    assert [row.words.word for row in page.tally] == ["weakened"]


def test_beside_the_headline_stands_how_many_of_its_moves_are_to_be_checked():
    """Of moves of the last 30 days those too close to call are counted, commitments and positions apart."""
    told = Told().say("a", 500).say("a", 0, Label.WEAKENED, review=True)
    told.say("b", 500, kind=Kind.D_CALL).say("b", 1, Label.REVERSED, kind=Kind.D_CALL, review=True)
    told.say("c", 500).say("c", 1, Label.WEAKENED).say("d", 500).say("d", 40, Label.WEAKENED, review=True)
    assert laid_out(told).to_check == "1 commitment, 1 position"
    assert laid_out(Told().say("a", 500).say("a", 0, Label.WEAKENED)).to_check == ""


def test_the_first_page_says_what_to_check(desk, store):
    """A move too close to call is not read as certain beside the headline."""
    before = desk.say("NV-1", {"respond": "Norvale will act."}, day=DAY - timedelta(days=9))
    desk.say(
        "NV-2",
        {"respond": "Norvale may act."},
        label=Label.WEAKENED,
        before=Mention(before.units[0], before.release),
        review=True,
    )
    words = page_of(store, "index.html").words
    assert "Perhaps not the same promise, and not among these: 1 commitment." in words
    assert "1 commitment weakened" not in words


def test_how_many_moved_in_all_counts_what_is_headed():
    """The number over the latest moves is of moves that may stand under it."""
    told = Told().say("a", 9, Label.WEAKENED).say("b", 8, Label.WEAKENED, cause=Cause.EDIT)
    told.say("c", 7, Label.WEAKENED, minor=True).say("d", 6, Label.WEAKENED, cause=Cause.RECOMPUTED)
    assert laid_out(told).moved == "2 commitments"
