"""What a search means where few texts say it as it was typed, and what to try where none does."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.tracker.store.statement_writer import Desk
from tracker.answering.looser_queries import in_other_words, with_fewer_words
from tracker.answering.meaning import Meant, as_meant, as_named
from tracker.answering.near_places import near_hits
from tracker.answering.proposals import proposals
from tracker.domain import Kind
from tracker.search.query import parse_query
from tracker.store import Hit


def meant(desk: Desk, query: str) -> Meant:
    """Return what *query* means."""
    ask = partial(desk.store.search_page, limit=20)
    wanted, found = as_named(desk.store, parse_query(query), desk.store.sources(), ask)
    return as_meant(desk.store, wanted, found, ask)


def hits(desk: Desk, query: str) -> tuple[Hit, ...]:
    """Return what is found by what *query* means."""
    asked = meant(desk, query).found_by
    return desk.store.search_page(asked.text, **asked.filters).hits


def test_the_rare_word_is_kept_and_the_common_one_left_out(desk: Desk) -> None:
    """Who asks for outbound cargo in harbours by a treaty wants the one text on what is outbound, not the many on harbours."""
    for number in range(6):
        desk.say(f"NV-{number}", {"a": f"Norvale will open harbours to treaty cargo in year {number}."})
    desk.say("NV-9", {"b": "Norvale will inspect outbound cargo in its harbours."})
    found = meant(desk, "outbound cargo harbours treaty")
    assert found.without == ("treaty",)
    assert found.total == 1


def test_a_word_that_no_text_has_is_left_out_first(desk: Desk) -> None:
    """Nothing can be found with it, whatever else is left out."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy."})
    (fewer, *_) = with_fewer_words(desk.store, "herring levy zeppelin")
    assert fewer.without == ("zeppelin",)


def test_a_short_word_is_no_misspelling(desk: Desk) -> None:
    """Where no text has "lady" none is shown that says "lay": of four letters too many words are alike; a longer word is found as texts spell it."""
    desk.say("NV-1", {"a": "Norvale will lay cables to the peninsula."})
    assert meant(desk, "lady").total == 0
    assert meant(desk, "penisula cables").total == 1


def test_one_finds_many_and_many_one(desk: Desk) -> None:
    """Who asks for rubles means a payment in the ruble too, and is told that both are searched."""
    desk.say("NV-1", {"a": "Norvale will pay for gas in the ruble."})
    found = meant(desk, "gas rubles")
    assert (found.total, found.in_other_words, found.notes) == (
        1,
        False,
        ("in singular and plural: gas rubles|ruble",),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("land mines", "Norvale will clear landmines at the border."),
        ("airstrikes", "Norvale will end air strikes at the border."),
        ("speedboats", "Norvale will sell its boats at the border."),
    ],
)
def test_a_compound_is_found_in_one_word_and_in_two(desk: Desk, typed: str, said: str) -> None:
    """Texts write it either way, or say only what it is a kind of."""
    desk.say("NV-1", {"a": said})
    assert any(desk.store.count_hits(query) == 1 for query in in_other_words(desk.store, typed))


def test_a_body_among_the_words_issued_it_where_that_brings_them_together(desk: Desk) -> None:
    """The words "Compact levy" find the Compact's own words on the levy, not texts in which both stand far apart."""
    apart = "\n".join(("The Compact met.", *["Nothing was said of it."] * 60, "The levy stays."))
    for number in range(3):
        desk.read_plain(f"NV-{number}", f"{apart} {number}")
    for number in range(3):
        desk.read_plain(f"HC-{number}", f"We will lower the levy by {number}.", issuer="Harbour Compact")
    found = meant(desk, "Compact levy")
    assert found.typed.issuers == ("Harbour Compact",)
    assert found.typed.text == "levy"


def test_where_nothing_is_found_every_word_is_counted_and_leads_on(desk: Desk) -> None:
    """Of seven words the seventh is counted too; what has hits is a search of its own, what is misspelt is offered as texts have it."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy."})
    desk.say("NV-2", {"a": "Norvale will raise the ferry toll."})
    asked = parse_query("herring toll quorum vellum lorum borum ferri issuer:Norvale since:2031")
    offered = {said: query for one in proposals(desk.store, asked) for said, query in one.parts}
    assert offered["toll alone: 1"] == "toll issuer:Norvale since:2031-01-01"
    assert offered["ferri alone: 0"] == ""
    assert any(said.endswith("for ferri") and query for said, query in offered.items())


@pytest.mark.parametrize(
    ("typed", "said"),
    [("goods", "good"), ("news", "new"), ("arms", "arm"), ("customs", "custom"), ("security", "securities")],
)
def test_what_an_s_makes_another_word_is_not_found(desk: Desk, typed: str, said: str) -> None:
    """Who asks for goods does not mean what is good, whatever else is tried."""
    desk.say("NV-1", {"a": f"Norvale will keep the {typed} for herring."})
    desk.say("NV-2", {"b": f"Norvale will keep the {said} herring."})
    assert meant(desk, typed).total == 1


def test_what_is_left_out_and_what_is_worded_otherwise_are_both_said(desk: Desk) -> None:
    """Who asks for "lowered herring zeppelin" is told which word is left out, and by which words the others are found."""
    desk.say("NV-1", {"a": "Norvale is lowering the herring levy."})
    found = meant(desk, "lowered herring zeppelin")
    assert (found.without, found.reworded) == (("zeppelin",), True)
    assert "without “zeppelin” this is what says: lower*" in found.notes[-1]
    assert not meant(desk, "lowering herring levy zeppelin").reworded


def test_a_text_whose_title_has_the_name_comes_before_many_that_name_it(desk: Desk) -> None:
    """What Minister Quistad said herself stands in her speech, which does not name her; three read-outs that do are no news beside it."""
    for number in range(4):
        desk.say(f"NV-{number}", {"a": f"Minister Quistad decided on the herring levy in call {number}."})
    desk.read_plain("NV-9", "I have decided on the herring levy.", title="Speech by Minister Quistad")
    ask = partial(desk.store.search_page, limit=20)
    asked = meant(desk, "Quistad herring levy")
    near = near_hits(desk.store, asked, ask("Quistad herring levy"))
    assert [hit.release.ref for hit in near.hits] == ["NV-9"]
    assert near.titled == ("Quistad",)


def test_a_verb_in_another_form_is_said_too(desk: Desk) -> None:
    """Three texts will reopen the port and one, later, is reopening it: who asks when that was said last is told of the fourth."""
    for number in range(3):
        desk.say(f"NV-{number}", {"a": f"Norvale will reopen the Halden port in year {number}."})
    desk.say("NV-9", {"b": "Norvale is reopening the Halden port."})
    found = meant(desk, "reopen Halden port")
    assert (found.total, found.notes) == (
        4,
        ("3 say it as it is written; in other forms of its words: reopen* halden|haldens port|ports",),
    )


def test_a_time_stays_one_where_its_texts_have_only_most_of_the_words(desk: Desk) -> None:
    """Who asks for the herring levy and a zeppelin in 2031 wants the text of that year on the levy, not one of 2029 on both."""
    desk.read_plain("NV-1", "The herring levy stays.", published_on=date(2031, 5, 1))
    desk.read_plain(
        "NV-2",
        "The herring levy stays. " + "They met. " * 60 + "A zeppelin came in 2031.",
        published_on=date(2029, 5, 1),
    )
    found = meant(desk, "zeppelin herring levy 2031")
    assert (found.typed.since, found.total, found.without) == (date(2031, 1, 1), 1, ("zeppelin",))


def test_a_rare_word_alone_is_no_answer_where_the_name_is_another(desk: Desk) -> None:
    """Who asks when Zaraport's levy was prolonged learns of Zaraport's levy, not what was prolonged in one text on Maren."""
    for number in range(60):
        desk.read_plain(f"NV-{number}", f"The levy of Zaraport stays at {number}.")
    desk.read_plain("MR-1", "The lease in Maren was prolonged.")
    assert meant(desk, "Zaraport levy prolonged").without == ("prolonged",)


def test_who_issued_it_is_meant_where_its_own_texts_say_the_rest(desk: Desk) -> None:
    """A body seldom names itself where it speaks: what it says on herring is not where others name both."""
    for number in range(5):
        desk.read_plain(f"G7-{number}", f"We will land {number} tons of herring.", issuer="G7")
    for number in range(4):
        desk.read_plain(f"NV-{number}", f"Norvale will sell {number} tons of herring to the G7.")
    assert meant(desk, "G7 herring").found_by.issuer == "G7"


def test_a_body_that_others_speak_of_is_a_word(desk: Desk) -> None:
    """Of a body that issued one text, and of which all others speak, what is said of it is asked for."""
    desk.read_plain("G7-1", "We will land herring.", issuer="G7")
    for number in range(5):
        desk.read_plain(f"NV-{number}", f"Norvale will sell {number} tons of herring to the G7.")
    found = meant(desk, "G7 herring")
    assert found.found_by.issuer is None
    assert [hit.release.issuer for hit in found.of_issuer] == ["G7"]  # and what it says itself stands first


def test_an_issuer_that_said_nothing_of_it_is_a_word(desk: Desk) -> None:
    """Who asks for the Compact's position on a zeppelin is not told "issued by Harbour Compact: nothing", where that body never spoke of one."""
    desk.read_plain("HC-1", "We will lower the levy.", issuer="Harbour Compact")
    desk.say("NV-1", {"a": "Norvale will lease a zeppelin."})
    found = meant(desk, "Compact zeppelin")
    assert (found.typed.issuers, found.notes) == ((), ())


def test_a_state_is_found_by_all_of_its_names(desk: Desk) -> None:
    """Texts write "Burma" and "Myanmar" of one state: who asks how often it was condemned means both, also where many say it as it is typed."""
    for number in range(5):
        desk.read_plain(f"NV-{number}", f"Norvale condemns raid {number} in Myanmar.")
    desk.read_plain("NV-9", "Norvale condemns the raid in Burma.")
    found = meant(desk, "condemns raid Myanmar")
    assert (found.total, found.in_other_words) == (6, True)
    assert found.typed.text == "condemns raid Myanmar"


def test_a_time_of_which_no_text_is_held_is_named(desk: Desk) -> None:
    """Who asks for a month that the archive does not have is told so, whatever other texts say of it."""
    desk.read_plain("NV-1", "Norvale recalled the herring strike of May 2031.")
    assert meant(desk, "herring strike May 2031").notes == ("no text held is of May 2031",)


def test_what_is_wanted_of_somebody_is_what_is_demanded_and_called_for(desk: Desk) -> None:
    """Who asks what Norvale wants from Veskia is not told what Norvale will do there; where nothing is called for, what is said of it."""
    desk.say("NV-1", {"a": "Norvale calls on Veskia to lower the levy."}, kind=Kind.D_CALL)
    desk.say("NV-2", {"b": "Norvale will send Veskia herring."})
    assert [hit.release.ref for hit in hits(desk, "what does Norvale want from Veskia")] == ["NV-1"]
    assert [hit.release.ref for hit in hits(desk, "what does Norvale want of herring")] == ["NV-2"]


def nearest(desk: Desk, query: str) -> tuple[bool, list[str]]:
    """Return whether what is nearest to *query* stands before its hits, and the refs of its texts."""
    found = meant(desk, query)
    asked = found.found_by
    near = near_hits(desk.store, found, desk.store.search_page(asked.text, **asked.filters))
    return near.first, [hit.release.ref for hit in near.hits]


def test_of_a_question_all_words_count_where_no_text_has_all(desk: Desk) -> None:
    """What has a word or two less leads to another subject: what has most of them, and the sum that is asked for, stands before it."""
    desk.say("NV-1", {"a": "Norvale will pay $3 million for the herring ferries of Orrholm."})
    for number in range(6):
        desk.say(f"NV-{number + 2}", {"b": f"Norvale will pay for zeppelins in year {number}."})
    assert nearest(desk, "how much cash did Norvale pay for herring ferries and zeppelins in Orrholm") == (
        True,
        ["NV-1"],
    )


def test_what_lacks_the_name_of_whom_is_asked_for_is_no_answer(desk: Desk) -> None:
    """Where no text names Terras, what another did is not shown as nearest to a question on him."""
    for number in range(12):
        desk.read_plain(f"NV-{number}", f"Holt will lower the levy in year {number}.")
    assert nearest(desk, "on what terms would TRSB agree with Orrholmska")[1] == []


def test_a_compound_that_no_text_has_is_its_words(desk: Desk) -> None:
    """Who asks for the herring-levy talks of Orrholm–Kesh wants those that the text does not write with a dash."""
    desk.say("NV-1", {"a": "Norvale will hold talks on a levy for herring between Orrholm and Kesh."})
    assert meant(desk, "herring-levy talks Orrholm–Kesh").total == 1


def test_of_some_hits_that_with_the_sort_of_answer_is_shown_above_them(desk: Desk) -> None:
    """Who asks for how long the ferry tax is waived is shown the place with the time, though other places have as many of the words."""
    for number in range(4):
        desk.read_plain(f"NV-{number}", f"The ferry tax was waived again in case {number}.")
    desk.read_plain("NV-9", "The ferry tax is waived for 18 months.")
    question = "for how long is the ferry tax waived"
    asked = meant(desk, question)
    found = desk.store.search_page(asked.found_by.text, limit=20, **asked.found_by.filters)
    assert [hit.release.ref for hit in near_hits(desk.store, asked, found).hits] == ["NV-9"]
