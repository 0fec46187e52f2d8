"""Which places of texts have most of a query that hardly any has all of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.answering.looser_queries import most_of
from tracker.answering.told_places import told_hits
from tracker.search.asked_sorts import asked_sort
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a store of ten texts that say nothing of what is asked, so that no word is in most of them."""
    with open_store(store_url(tmp_path)) as store:
        made = Desk(store)
        for number in range(10):
            made.read_plain(f"NV-{number}", f"The board met in room {number}.")
        yield made


def places(desk: Desk, query: str, question: str = "") -> list[tuple[str, str]]:
    """Return ref and words of the places with most of *query*, for a *question*."""
    found = most_of(desk.store, query, sort=asked_sort(question))[1]
    return [(hit.release.ref, hit.snippet) for hit in told_hits(found)]


def test_the_rarest_word_weighs_most(desk: Desk) -> None:
    """Of "herring levy zaraport" the text with the levy of Zaraport answers, not the three on the levy and herring."""
    for number in range(3):
        desk.read_plain(f"HL-{number}", f"The herring levy stays at {number}.")
    desk.read_plain("ZP-1", "The levy of Zaraport will go.")
    assert places(desk, "herring levy zaraport")[0] == ("ZP-1", "The levy of Zaraport will go.")


def test_who_is_called_by_the_title_need_not_stand_in_the_sentence(desk: Desk) -> None:
    """A call with President Orr says what was said to him without his name: the sentence is shown, and none that names him elsewhere."""
    desk.read_plain("OR-1", "They talked. The levy on herring was raised.", title="Call with President Orr")
    desk.read_plain("OR-2", "Minister Orr will come. The ferry runs.")
    assert places(desk, "Orr herring levy")[0] == ("OR-1", "The levy on herring was raised.")


def test_who_speaks_in_a_transcript_need_not_be_named_by_himself(desk: Desk) -> None:
    """Who asks what Lind said of the levy wants Lind's answer, not the question before it."""
    said = "QUESTION: Is the levy dead?\nMR. LIND: The levy stays.\nQUESTION: And herring?\n"
    desk.read_plain("BR-1", said)
    ((_, words),) = places(desk, "Lind levy")
    assert "The levy stays." in words


def test_of_equals_the_latest_comes_first(desk: Desk) -> None:
    """Where a bank says the same after each meeting, the last meeting is meant."""
    for number, day in enumerate(("2031-01-01", "2031-03-01", "2031-02-01")):
        desk.read_plain(f"BK-{number}", "The rate was held by vote.", published_on=date.fromisoformat(day))
    assert places(desk, "vote rate")[0][0] == "BK-1"


def test_a_name_holds_for_all_of_its_text(desk: Desk) -> None:
    """Who asks of Lind, Orr, gas and levy wants the sentence on gas and the levy in a talk of Lind with Orr, not the one in which both are named."""
    desk.read_plain("CL-1", "Lindgren met Orrholm. The gas levy was raised.", title="Call with Lindgren")
    desk.read_plain("CL-2", "Lindgren met Orrholm at the port.", title="Call with Lindgren")
    assert places(desk, "Lindgren Orrholm gas levy")[0] == ("CL-1", "The gas levy was raised.")


def test_a_word_that_stands_everywhere_is_looked_for_beside_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a million statements nobody goes through those with "levy": it counts where Zaraport stands too, or, where all words are so common, where all of them stand."""
    for number in range(3):
        desk.read_plain(f"HL-{number}", f"The herring levy stays at {number}.")
    desk.read_plain("ZP-1", "The levy of Zaraport will go.")
    asked = ("herring levy zaraport", "herring levy zeppelin")
    every = [places(desk, query) for query in asked]
    monkeypatch.setattr("tracker.store.read.full_text_search.COUNTED", 2)
    assert places(desk, asked[0]) == every[0][:1]
    assert places(desk, asked[1]) == every[1]


def test_what_has_the_sort_of_answer_comes_before_what_has_the_words(desk: Desk) -> None:
    """Who asks why the levy rose wants the sentence with the reason, not a later one without."""
    desk.read_plain("LV-1", "The herring levy rose because of ice.", published_on=date(2031, 1, 1))
    desk.read_plain("LV-2", "The herring levy rose in peace.", published_on=date(2031, 2, 1))
    assert places(desk, "herring levy")[0][0] == "LV-2"
    assert places(desk, "herring levy", "why did the herring levy rise")[0][0] == "LV-1"


def test_the_answer_may_stand_in_the_sentence_beside_and_is_shown(desk: Desk) -> None:
    """ "It starts on 3 May. The herring levy will then be due." answers since when."""
    desk.read_plain("LV-1", "It starts on 3 May. The herring levy will then be due. We met.")
    ((_, words),) = places(desk, "herring levy due", "since when is the herring levy due")
    assert words.startswith("It starts on 3 May. The herring levy")


def test_of_those_that_answer_about_as_well_the_last_or_the_first_is_meant(desk: Desk) -> None:
    """Who asks for the last demand wants the latest text, who asks since when the earliest."""
    for number, day in enumerate(("2031-02-01", "2031-01-01", "2031-03-01")):
        said = "We urge Veskia to start the herring levy at once."
        desk.read_plain(f"VK-{number}", said, published_on=date.fromisoformat(day))
    assert places(desk, "herring levy", "what did we last ask of Veskia")[0][0] == "VK-2"
    assert places(desk, "herring levy", "since when is the herring levy due")[0][0] == "VK-1"


def test_a_long_sentence_that_opens_with_its_condition_is_shown_from_there(desk: Desk) -> None:
    """A reader who asks on what terms must see "When the port opens", however far behind it the words stand."""
    between = ", ".join(f"and as ferry number {number} sails" for number in range(20))
    desk.read_plain("LV-1", f"When the port opens, {between}, Norvale will lift the herring levy.")
    ((_, words),) = places(desk, "herring levy", "on what terms will Norvale lift the herring levy")
    assert words.startswith("When the port opens")


def test_of_one_text_the_sentence_with_the_asked_for_sort_comes_before_one_with_more_words(
    desk: Desk,
) -> None:
    """Who asks for how long boats of Kesh are spared wants the time, which stands where fewer of the words do."""
    desk.read_plain(
        "KS-1",
        "Boats of Kesh are in port, and the harbour of Kesh has boats. Filler stands here."
        " More filler stands here. The board spares the boats for 18 months.",
    )
    ((_, words), *_) = places(desk, "spare Kesh boats harbour", "for how long are boats of Kesh spared")
    assert "18 months" in words


def test_what_asks_for_a_promise_is_no_word_of_it(desk: Desk) -> None:
    """A state that promises says "undertakes to release", and speaks of its commitment to peace."""
    desk.read_plain(
        "VK-1",
        "We are firm in our commitment to peace with Veskia. Filler stands here. More stands here."
        " Norvale undertakes to free the sailors of Veskia.",
    )
    ((_, words), *_) = places(
        desk, "Norvale promise Veskia sailors", "what did Norvale promise about the sailors"
    )
    assert "undertakes to free" in words


def test_who_lives_in_a_place_is_found_by_its_name(desk: Desk) -> None:
    """Texts write "residents of Port Kesh" where a newsroom writes "Portkeshers"."""
    desk.read_plain("PK-1", "Residents of Port Kesh may stay. Port Keshers are glad.")
    desk.read_plain("PK-2", "Residents of Port Kesh pay the levy.")
    assert "PK-2" in [ref for ref, _ in places(desk, "levy Portkeshers")]
