"""Which uses that lack a word of a formula mean it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.tracker.formula.formula_texts import text, uses
from tracker.formula.partial import told
from tracker.formula.wording import parse_formula

AID = "grain aid to Veskia"
WHOLE = "They promised grain aid to Veskia before the winter, from the harbours of Norvale and by sea."


def meant(phrase: str, *sentences: str) -> list[str]:
    """Return the wordings of *phrase* in *sentences*, one a text, that mean it."""
    texts = [text(one, title=f"Statement {number}") for number, one in enumerate(sentences)]
    documents = {one.release.id: one.document for one in texts}
    found = told(parse_formula(phrase), uses(phrase, *texts), lambda _: documents)
    return [use.wording for use in found if use.there != frozenset(parse_formula(phrase).content)]


def few(times: int, *others: str) -> Sequence[str]:
    """Return *times* texts that have the formula whole, and *others*."""
    return [WHOLE] * times + list(others)


def test_a_word_that_most_places_have_is_meant_without_it() -> None:
    """Where nine texts promise grain aid to Veskia, "aid to Veskia" is that aid."""
    assert meant(AID, *few(9, "They promised aid to Veskia.")) == ["aid to Veskia"]


def test_a_word_that_few_places_have_tells_another_thing() -> None:
    """Where there is as often other aid to Veskia, "aid to Veskia" is not grain aid."""
    others = [f"Minister {name} spoke of aid to Veskia." for name in ("Orr", "Holt", "Lind", "Marr")]
    assert meant(AID, *few(3, *others)) == []


def test_another_word_before_a_noun_names_another_thing_unless_the_paragraph_is_on_it() -> None:
    """Nine times the fishing crisis of the coast is to be addressed; the housing crisis of a town is another one."""
    whole = "They will address the fishing crisis of the coast, as nets, trawlers, herring and catches of the whole coast are in decline."
    of_it = "They will address the herring crisis of the coast, as nets, trawlers and catches of the whole coast are in decline."
    other = "They will address the housing crisis of the coast with rents and loans in every town."
    assert meant("address the fishing crisis of the coast", *[whole] * 9, other) == []
    assert meant("address the fishing crisis of the coast", *[whole] * 9, of_it) == [
        "address the herring crisis of the coast"
    ]


def test_the_thing_alone_is_not_what_is_said_of_it() -> None:
    """“Address the causes of piracy” is said where something addresses them, not where they are named."""
    assert meant("address the causes of piracy", "The causes of piracy are many.") == []


def test_what_is_listed_beside_a_word_does_not_stand_for_it() -> None:
    """Who promises grain and fuel aid knows two sorts of aid: "fuel aid to Veskia" is no grain aid."""
    listed = "They promised grain and fuel aid to Veskia."
    assert (
        meant(
            AID,
            *few(9, listed, "They will send fuel aid to Veskia.", "They promised more fuel aid to Veskia."),
        )
        == []
    )


def test_a_word_of_a_list_may_be_missing() -> None:
    """ "Lasting supply chains" is a shorter "secure and lasting supply chains", however often it is said."""
    whole = ["They want secure and lasting supply chains."] * 3
    short = ["They want lasting supply chains."] * 5
    assert meant("secure and lasting supply chains", *whole, *short) == ["lasting supply chains"] * 5


def test_one_of_two_things_is_another_thing_where_it_is_mostly_named_alone() -> None:
    """ "The people of Halden" is no wording of "the court and people of Halden" where the people is mostly named alone."""
    whole = ["They thank the court and people of Halden."] * 3
    alone = ["They thank the people of Halden."] * 5
    assert meant("court and people of Halden", *whole, *alone) == []
    assert meant("court and people of Halden", *whole * 3, alone[0]) == ["people of Halden"]


def test_another_order_of_a_phrase_that_breaks_off_is_about_something_else() -> None:
    """ "Vital trade" is no wording of "trade in vital", which always goes on with goods or metals."""
    whole = ["They want fair trade in vital goods now."] * 5
    assert meant("fair trade in vital", *whole, "They want vital fair trade.") == []


def test_what_a_noun_belongs_to_is_no_use() -> None:
    """ "Veskia’s raid boats" are not "Veskia’s raid on Halden" without the place."""
    whole = ["They condemn Veskia’s raid on Halden."] * 5
    assert meant("Veskia’s raid on Halden", *whole, "They saw Veskia’s raid boats.") == []


def worded(phrase: str, *sentences: str) -> list[str]:
    """Return the wordings of *phrase* in *sentences*, one a text, that are told and not word for word."""
    texts = [text(one, title=f"Statement {number}") for number, one in enumerate(sentences)]
    documents = {one.release.id: one.document for one in texts}
    found = told(parse_formula(phrase), uses(phrase, *texts), lambda _: documents)
    return [use.wording for use in found if use.edits]


def test_what_a_sentence_lists_beside_the_formula_is_another_thing() -> None:
    """Where one text speaks of breaches of the law, including breaches of the maritime law, the latter are no wording of the former."""
    both = "They condemn breaches of Norvale law, including breaches of Norvale maritime law."
    alone = "They condemn breaches of Norvale maritime law."
    assert worded("breaches of Norvale law", alone) == ["breaches of Norvale maritime law"]
    assert worded("breaches of Norvale law", alone, both) == []


def test_what_goes_on_with_a_noun_is_about_that_noun() -> None:
    """Where "protection of human rights" hardly ever goes on, "protections of human rights defenders" is about defenders."""
    whole = "They want protection of human rights."
    assert worded("protection of human rights", *[whole] * 3, "They want protections of human rights.") != []
    assert (
        worded("protection of human rights", *[whole] * 3, "They want protections of human rights defenders.")
        == []
    )


def test_what_is_to_be_done_is_not_left_out() -> None:
    """Of "reduce harmful gas emissions", which mostly follows "to", "harmful gas emissions" says nothing."""
    whole = "They want to reduce harmful gas emissions."
    assert worded("reduce harmful gas emissions", *[whole] * 9, "They measured harmful gas emissions.") == []


@pytest.mark.parametrize(
    "sentence", ["We show solidarity with the people in Lurania.", "We show solidarity with all people."]
)
def test_other_people_are_not_those_that_are_named(sentence: str) -> None:
    """Solidarity with the people of Norvale is none with those in Lurania, nor with everybody."""
    whole = "We show solidarity with the people of Norvale."
    assert (
        worded("solidarity with the people of Norvale", *[whole] * 9, "We show solidarity with the people.")
        != []
    )
    assert worded("solidarity with the people of Norvale", *[whole] * 9, sentence) == []


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("ties in the Halden Sea", "They discussed ties with Halden Sea partners."),
        ("ties in the Halden Sea", "They discussed ties through the Halden Sea Forum."),
        ("protecting human rights", "They want to protect fishing crews and respect human rights."),
        ("call on the harbours", "They will repeat their calls for help from the harbours."),
        ("call on the harbours", "They will hear the harbours’ call."),
    ],
)
def test_a_longer_name_or_another_deed_is_another_thing(phrase: str, sentence: str) -> None:
    """A forum named after a sea is not that sea, what is done besides is not what the formula does, and whose call it is, is not on whom."""
    whole = f"They will {phrase.replace('protecting', 'go on protecting')}."
    assert worded(phrase, *[whole] * 9, sentence) == []


def test_what_lacks_its_state_is_said_where_the_state_is_named() -> None:
    """ "Sovereignty and territorial integrity" of a text on France is none of Japan; beside Japan's name it is."""
    phrase = "sovereignty and territorial integrity of Japan"
    whole = "They stand for the sovereignty and territorial integrity of Japan."
    other = "For France they want respect for sovereignty and territorial integrity."
    assert worded(phrase, *[whole] * 9, other) == []
    assert worded(phrase, *[whole] * 9, other.replace("France", "Japan")) != []
