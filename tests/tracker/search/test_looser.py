"""What is asked for where a query finds nothing that says its words together."""

from __future__ import annotations

import pytest

from tracker.search.analyzer import parse_terms, snippet
from tracker.search.desk_words import other_words
from tracker.search.looser import (
    stand_together,
    with_both_numbers,
    with_close_forms,
    with_other_words,
    with_state_names,
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("rate hike", "rate|rates hike|hikes|hiked|hiking|rais*|increas*|higher"),
        ("talks in Burma", "talk*|negotiat*|dialogue|consult* burma*|myanmar|burmese|mmr"),
        ("extra forces", "extra|additional* forc*"),
        (
            "ban in Saudi Arabia",
            "ban|prohibit*|restrict*|embargo* saudi-arabia|sau|saudi|kingdom-of-saudi-arabia|saudi-arabian",
        ),
        ("US visit", "united-states|u-s|american* visit*|travel*|trip|met"),
        ("who paid the levy", "paid|pay|pays|paying levy|levies"),
        ("latest statement on herring", "herr*"),
        ('"rate hike" levy', '"rate hike" levy|levies'),
        ("hik* levy", "hik* levy|levies"),
        ("herring supply", "herr* suppl*"),
        ("sea mines", "sea mines|min|mins|mine|mined|mining"),
    ],
)
def test_small_words_go_and_others_are_asked_for_as_texts_have_them(asked: str, meant: str) -> None:
    """A desk's short word is asked for with the words of official texts, a state by each name; what is in quotes or ends in a star stays as it is."""
    assert with_other_words(asked) == meant


def test_a_desk_word_is_known_in_its_forms() -> None:
    """Who types "tapering" or "hikes" means what "taper" and "hike" mean."""
    assert other_words(("tapering",)) == other_words(("taper",)) != ()
    assert other_words(("hikes",)) == other_words(("hike",)) != ()
    assert other_words(("chips",)) == other_words(("chip",)) != ()
    assert other_words(("us",)) == ()  # a word as well as a state


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("ruble payments", "ruble|rubles payments|payment"),
        ("countries", "countries|country"),
        ("who will pay", "who will pay"),
        ('"the levy" harb*', '"the levy" harb*'),
    ],
)
def test_one_and_many_find_each_other(asked: str, meant: str) -> None:
    """Who asks for rubles means a payment in the ruble too; small words, phrases and beginnings stay as they are typed."""
    assert with_both_numbers(asked) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("housing levy", "housing|housings levy"),
        ("first thing", "first thing|things"),
        ("using string", "using|usings string|strings"),
        ("Halden Times", "Halden Times"),
        ("the houses", "the houses|house|housed"),
        ("announced", "announced|announce|announces|announcing"),
        ("discussed", "discussed|discuss|discusses|discussing"),
        ("launches", "launches|launch|launched|launching"),
        ("supplied", "supplied|supply|supplies|supplying"),
        ("process", "process"),
    ],
)
def test_a_form_is_an_inflection_of_the_word_itself(asked: str, meant: str) -> None:
    """Who asks how often something was announced counts "announces"; housing is no house, a thing no "the", and a name has no forms."""
    assert with_close_forms(asked) == meant


@pytest.mark.parametrize("asked", ["Washington", "talks Moscow", "America first"])
def test_where_a_government_sits_is_a_word(asked: str) -> None:
    """What was agreed in Washington is not all that was ever said of the United States."""
    assert with_state_names(asked) == asked
    assert "washington" not in with_state_names("United States").split("|")


def test_any_of_several_words_will_do() -> None:
    """Either word of one|other is found, and marked; of a phrase among them all words follow each other."""
    terms = parse_terms("levy|harbour-due*")
    assert snippet("The harbour dues rise.", terms, 80) == ("The harbour dues rise.", [(4, 16)])
    assert stand_together("levy|harbour-due* rise", "The levy will rise.")
    assert not stand_together("levy|harbour-due* rise", "The harbour is due to rise.")


def test_a_snippet_shows_where_most_of_the_words_stand() -> None:
    """One word three times is less than two words of the query once."""
    text = (
        f"Herring here, herring there, herring again. {'Nothing is said. ' * 20}The levy on herring will end."
    )
    shown, spans = snippet(text, parse_terms("herring levy"), 60)
    assert "levy on herring" in shown
    assert [shown[start:end] for start, end in spans] == ["levy", "herring"]


def test_a_capital_is_asked_for_with_its_state_and_not_the_other_way_round() -> None:
    """Who says Lisbon may mean Portugal; who says Portugal does not mean a town."""
    assert "portugal" in with_other_words("Lisbon levy").split()[0].split("|")
    assert "lisbon" not in with_other_words("Portugal levy")


def test_a_number_in_words_is_one_in_figures() -> None:
    """ "Over five years" is what a text has as "over the next 5 years"; "one" is mostly no number."""
    assert with_other_words("five ferries one levy").split()[::3] == ["five|5", "levy|levies"]


def test_a_form_of_a_verb_has_its_other_words() -> None:
    """Who asks what was given means what was provided as well, and duties are tariffs."""
    assert "provid*" in with_other_words("gave ferries").split()[0]
    assert "tariff*" in with_other_words("duties").split("|")
