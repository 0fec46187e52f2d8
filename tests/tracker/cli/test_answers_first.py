"""What of the hits of a search a screen shows first, and how much of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import DAY
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.answering.hit_order import each_once, nearest_first
from tracker.answering.looser_queries import with_fewer_words
from tracker.cli.fuller_hits import SCREEN, fuller_hits
from tracker.domain import Kind
from tracker.search.asked_sorts import asked_sort
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

WEEK = timedelta(days=7)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at an empty store."""
    with open_store(store_url(tmp_path)) as store:
        yield Desk(store)


def refs(desk: Desk, query: str) -> list[str]:
    """Return the refs of the hits of *query* as a screen has them."""
    return [hit.release.ref for hit in nearest_first(each_once(desk.store.search(query)), query)]


def told(desk: Desk, query: str, above: int = 0) -> list[str]:
    """Return the words of the hits of *query* that a screen has, of which so many rows are taken."""
    hits = nearest_first(desk.store.search(query), query)
    return [hit.snippet for hit in fuller_hits(desk.store, hits, query, above=above, width=80)[0]]


def test_a_text_about_it_comes_before_texts_that_mention_it(desk: Desk) -> None:
    """Who asks for a name wants the text whose title has it, with what was found, before ten calls in which it came up."""
    for number in range(5):
        desk.say(f"NV-{number}", {"a": f"Minister Lind raised the death of Mara Oster in call {number}."})
    desk.read_plain(
        "NV-9", "The board found no reason to believe that Mara Oster fell.", title="On Mara Oster"
    )
    assert refs(desk, "Mara Oster")[0] == "NV-9"


def test_a_commitment_comes_before_praise(desk: Desk) -> None:
    """Of two texts with the words in one statement, that of whoever promises comes before that of whoever welcomes what others do."""
    desk.say("NV-1", {"a": "Norvale welcomes the fund of 50 million for Halden."}, kind=Kind.E_PRAISE)
    desk.say("NV-2", {"b": "Norvale will pay 50 million for Halden this year, the ministry said."})
    assert refs(desk, "50-million Halden") == ["NV-2", "NV-1"]


def test_a_text_held_twice_is_one_row(desk: Desk) -> None:
    """A release that was filed under two addresses, its title misspelt in one, is one hit; another text with the same words is another."""
    same = {"a": "Norvale will keep the levy at 19 percent."}
    desk.say("NV-1", same, title="Statement on the Levy Agreement with Estmark")
    desk.say("NV-2", same, title="Statement on the Levy Agreemnet with Estmark")
    desk.say("NV-3", same, title="Statement on Norvale and Veskia")
    assert sorted(refs(desk, "levy")) in (["NV-1", "NV-3"], ["NV-2", "NV-3"])


def test_an_empty_screen_tells_the_sum_and_the_day_that_follow(desk: Desk) -> None:
    """One hit leaves most of a screen empty: how much and until when stand two sentences on, and are the answer; the weather is not."""
    text = (
        "Norvale opened a credit line with Estmark. It rained in the port. The harbour was calm. "
        "Estmark may draw up to $30 million under it. It ends in January 2032."
    )
    desk.read_plain("NV-1", text)
    (words,) = told(desk, '"credit line"')
    assert "$30 million" in words
    assert "January 2032" in words
    assert "rained" not in words


def test_a_full_screen_tells_no_more_than_two_rows_each(desk: Desk) -> None:
    """Eight texts fill a screen: none pushes another off it."""
    for number in range(8):
        desk.read_plain(
            f"NV-{number}",
            f"Norvale keeps fund {number}. It holds $30 million for the crews of Halden. " * 9,
            title=f"Text {number}",
        )
    hits = nearest_first(desk.store.search("fund"), "fund")
    _, rows = fuller_hits(desk.store, hits, "fund", above=2, width=80)
    assert sum(rows) <= SCREEN
    assert set(rows) == {2}


def test_what_was_told_of_a_text_is_no_second_hit(desk: Desk) -> None:
    """Where the first hit of a text shows the sentence of the second with it, that is not shown again."""
    desk.say(
        "NV-1",
        {"a": "Norvale will pay a reward of $5 million.", "b": "Estmark will pay a reward of $3 million."},
    )
    assert len(told(desk, "reward")) == 1


def test_another_speaker_is_not_told_on(desk: Desk) -> None:
    """In a transcript the question that follows an answer is not shown as its next sentence, though it has a sum."""
    desk.read_plain(
        "NV-1", "MR. LIND: We keep the fund for the crews.\nQUESTION: Is it $30 million? By May 2032?\n"
    )
    (words,) = told(desk, "fund crews")
    assert "30 million" not in words


def test_days_of_texts_decide_nothing_of_the_order(desk: Desk) -> None:
    """Of hits that say the same with the same force the later text comes first, as the search has it."""
    desk.say("NV-1", {"a": "Norvale will pay the ferry."}, day=DAY - WEEK, title="First")
    desk.say("NV-2", {"a": "Norvale will pay the ferry."}, day=DAY, title="Second")
    assert refs(desk, "ferry") == ["NV-2", "NV-1"]


def test_in_two_rows_what_goes_on_is_told_and_no_sum_of_another_matter(desk: Desk) -> None:
    """Who dissented, and why, stands in two sentences that follow one another; the sum bought is another matter, and fills no row on a full screen."""
    for number in range(7):
        desk.read_plain(
            f"NV-{number}",
            f"The board will buy $600 billion of bonds by May 2032. Against voted Mara Oster ({number}). "
            "Ms. Oster saw more harm in it than good.",
            title=f"Text {number}",
        )
    words = told(desk, "voted Oster", above=2)
    assert all("more harm" in one for one in words)
    assert "600 billion" not in words[0]


def test_a_month_alone_is_answered_by_what_its_texts_decided(desk: Desk) -> None:
    """Who asks for "May 2031" wants what was decided then; a day and a title answer nothing, nor does the name of who signed."""
    text = "Anna Lind, Secretary. They met in the port. The board decided to lend $30 million to Estmark. It rained."
    desk.read_plain("NV-1", text)
    desk.read_plain("NV-2", "Anna Lind, Secretary.", title="Port Day")
    hits = desk.store.search("", since=DAY)
    shown, _ = fuller_hits(desk.store, hits, "", above=0, width=80)
    by_ref = {hit.release.ref: hit.snippet for hit in shown}
    assert "decided to lend $30 million to Estmark" in by_ref["NV-1"]
    assert by_ref["NV-2"] == "Port Day"


def test_with_a_word_less_a_title_comes_before_what_is_said_most_often(desk: Desk) -> None:
    """No text has all of "long-range missiles Estmark": the one that is about long-range fires in Estmark answers, ten that name missiles and Estmark do not."""
    for number in range(4):
        desk.say(f"NV-{number}", {"a": f"Norvale and Estmark discussed missiles of Veskia in call {number}."})
    desk.read_plain("NV-9", "The units come in 2033.", title="Statement on Long-Range Fires in Estmark")
    assert "range" in next(with_fewer_words(desk.store, "long-range missiles Estmark")).words


def test_what_has_the_sum_that_is_asked_for_comes_first(desk: Desk) -> None:
    """Who asks how much the levy brings wants the sentence with a sum before a firmer one without."""
    desk.say("NV-1", {"a": "Norvale will always keep the herring levy."})
    desk.read_plain("NV-2", "The herring levy brings $3 million.")
    hits = desk.store.search("herring levy")
    sort = asked_sort("how much does the herring levy bring")
    assert [hit.release.ref for hit in nearest_first(hits, "herring levy", sort)] == ["NV-2", "NV-1"]
