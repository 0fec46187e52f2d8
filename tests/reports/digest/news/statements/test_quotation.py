"""A statement is shown in its sentence."""

from __future__ import annotations

import pytest

from reports.digest.news.statements.quotation import WHOLE, quoted
from tests.fakes import build_facets, build_unit
from tracker.domain import Slot

OTHERS = "They met on Monday. "


def shown(text: str, said: str, slots=()) -> str:
    return quoted(build_unit(said, start=text.index(said), slots=slots), text).words


def test_the_day_and_the_condition_of_a_promise_are_quoted_with_it():
    """Who reads “will pay 3 million” on the 19th has to see that it was said “on 8 April” and “if the strait opens”."""
    said = "Norvale pledged 3 million crowns"
    sentence = f"On April 8, {said}, if the strait opens"
    assert shown(f"{OTHERS}{sentence}. It rained.", said) == sentence


def test_a_sentence_ends_neither_behind_an_initial_nor_at_a_bullet():
    """“The U.S.” is within a sentence, “September 1.”, “in Q4.” and “by NATO.” end one, and a bullet is no part of what is quoted."""
    said = "will train pilots by September 1"
    assert shown(f"• The U.S. Navy {said}. Estmark will wait.\n", said) == f"The U.S. Navy {said}"
    assert shown(f"That was in Q4. Norvale {said}. It rained.", said) == f"Norvale {said}"
    assert (
        shown(f"They were asked by NATO. Norvale {said} for NATO. It rained.", said)
        == f"Norvale {said} for NATO"
    )


def test_words_that_are_left_out_of_a_sentence_are_marked():
    """Of a long sentence what stands behind the statement is left out first, then what stands before it, each with an ellipsis."""
    said = "Norvale will train four hundred harbour pilots"
    behind = f"{said} " + "and every captain of the coast " * 14
    assert shown(f"{behind}.", said).startswith(said)
    assert shown(f"{behind}.", said).endswith(" …")
    before = "Mindful of " + "the storms of the winter and " * 13 + said
    assert shown(f"{before}.", said) == f"… {said}"
    assert all(len(shown(text, said)) <= WHOLE for text in (behind, before))


def test_who_speaks_is_quoted_though_much_stands_between():
    """A demand whose sentence is too long is shown with the words that name who makes it."""
    who, said = "the two governments", "call on Veskia to open the strait"
    text = "Mindful of " + "the storms of the winter and " * 12 + f"{who} therefore {said}."
    slot = Slot("speakers", text.index(who), text.index(who) + len(who), who)
    assert shown(text, said, (slot,)) == f"… {who} therefore {said}"


def test_who_speaks_is_quoted_with_those_who_speak_too():
    """ "Norvale and the Republic of Estmark will …" is not cut to "… the Republic of Estmark will …", as though one acted alone."""
    who, said = "the Republic of Estmark", "will send pilots to the strait"
    speaking = build_facets(speakers=frozenset({"Norvale", "Lurania", "Estmark"}))
    for before, together in (
        ("", "Norvale and "),
        ("", "Lurania, Norvale, and "),
        ("after talks in Paris, ", "Norvale and "),
    ):
        text = (
            "Mindful of " + "the storms of the winter, " * 13 + f"{before}{together}{who} therefore {said}."
        )
        slot = Slot("speakers", text.index(who), text.index(who) + len(who), who)
        unit = build_unit(said, start=text.index(said), slots=(slot,), facets=speaking)
        assert quoted(unit, text).words == f"… {together}{who} therefore {said}"


def test_a_long_statement_is_shown_from_the_first_of_those_who_make_it():
    """Found from the last of its speakers on, a statement too long for its sentence is still shown with all of them, and its end is cut."""
    who = "Norvale and the Republic of Estmark"
    said = "the Republic of Estmark will send pilots " + "and captains of the coast " * 16
    text = f"They met. {who.removesuffix('the Republic of Estmark')}{said.strip()}."
    slot = Slot("speakers", text.index(who), text.index(who) + len(who), who)
    words = shown(text, said.strip(), (slot,))
    assert words.startswith(f"{who} will send pilots")
    assert words.endswith(" …")
    assert len(words) <= WHOLE


def test_without_the_text_the_statement_itself_is_shown():
    """What is not at hand is not guessed at."""
    assert quoted(build_unit("Norvale will pay"), "").words == "Norvale will pay"


def test_a_clause_of_a_list_is_shown_with_an_ellipsis_behind_it():
    """Behind “to train pilots;” the list goes on: who reads the clause has to see that it is not the whole sentence."""
    assert (
        shown("The leaders agreed: to train pilots; to buy tugs. It rained.", "to train pilots")
        == "The leaders agreed: to train pilots …"
    )


@pytest.mark.parametrize(
    ("text", "said", "words"),
    [
        (
            "12 frigates will be delivered by Norvale.",
            "will be delivered",
            "12 frigates will be delivered by Norvale",
        ),
        ("It rained. $400 million will be given.", "will be given", "$400 million will be given"),
        ("(a) Norvale will wait.", "will wait", "Norvale will wait"),
        ("He said: “We act.” Norvale will wait.", "will wait", "Norvale will wait"),
        ("On Nov. 30, Norvale will wait. It rained.", "will wait", "On Nov. 30, Norvale will wait"),
        ("정부는 유감이다. 정부는 단호히 대응할 것이다. 끝.", "대응할 것이다", "정부는 단호히 대응할 것이다"),
        ("word " * 99 + "Norvale will wait.", "will wait", "… will wait"),
    ],
)
def test_a_sentence_begins_behind_the_one_before_it_and_with_its_figures(text, said, words):
    """“12 frigates” is no point twelve, “Nov.” ends nothing, a quotation ends with its mark; what begins farther away than can be seen begins with an ellipsis."""
    assert shown(text, said) == words


def test_what_does_not_stand_in_the_text_is_shown_by_itself():
    """A statement of another revision is quoted as it is, not as the words that stand at its place here."""
    assert quoted(build_unit("Norvale will pay", start=500), "short text").words == "Norvale will pay"


@pytest.mark.parametrize(
    ("begins", "shown"),
    [
        ("To advance these aims, both sides", "… both sides"),
        ("As part of this effort, both sides", "… both sides"),
        ("To advance the aims of the fund, both sides", "To advance the aims of the fund, both sides"),
    ],
)
def test_aims_that_another_sentence_names_are_left_out(begins, shown):
    """ "To advance these aims" tells nobody which; an ellipsis stands for it, and a statement that begins there keeps it."""
    text = f"They met at Port Halden. {begins} will open the railways to grain. It rained."
    said = "will open the railways to grain"
    unit = build_unit(said, start=text.index(said))
    assert quoted(unit, text).words == f"{shown} will open the railways to grain"


def test_of_a_long_sentence_its_first_words_are_shown_where_they_may_be_who_speaks():
    """“… intend to provide” does not say that Estmark gives and Norvale receives."""
    givers = "The harbours of Estmark, subject to the consent of their assembly and of the two chambers of it, and Lurania, "
    said = "intend to provide eight million crowns for " + ", ".join(
        f"the pilots of harbour {number}" for number in range(14)
    )
    text = f"{givers}{said}."
    found = quoted(build_unit(said, start=len(givers), facets=build_facets(deadline="")), text)
    assert found.words.startswith("The harbours of Estmark, subject to the consent of their assembly")
    assert " … intend to provide eight million crowns" in found.words


def test_no_blank_is_put_into_a_quotation():
    """What stands right behind a bracket or a quotation mark is quoted so."""
    said = "continue to keep the harbours of the coast open for " + ", ".join(
        f"the ships of port {number}" for number in range(16)
    )
    text = f"The Board said that it would “{said}."
    assert (
        "it would “continue to keep"
        in quoted(build_unit(said, start=text.index(said), facets=build_facets(deadline="")), text).words
    )
