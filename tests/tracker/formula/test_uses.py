"""Where a text uses a formula, and how its wording differs."""

from __future__ import annotations

import pytest

from tests.tracker.formula.formula_texts import HALDEN, said, text, uses
from tracker.formula.uses import literal_settings, replaced_in
from tracker.formula.wording import parse_formula

DISARM = "complete disarmament of the Halden Isles"
OPEN = "free and open Halden-Estmark"
GOODS = "clean energy chains"
FACE = "face-to-face ties"
AS_LONG = "as long as it takes"


@pytest.mark.parametrize(
    "sentence",
    [
        "They underscored the importance of peace and stability across the Halden Strait.",
        "They underscored the importance of the peace and stability across Halden Strait.",
        "PEACE AND STABILITY ACROSS THE HALDEN STRAIT matter.",
    ],
)
def test_articles_and_capitals_are_no_variant(sentence: str) -> None:
    """Articles and capitals do not make another wording."""
    assert said(HALDEN, sentence) == [""]


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("We seek peace and stability in the Halden Strait.", "“across” → “in”"),
        ("We seek peace and security across the Halden Strait.", "“stability” → “security”"),
        ("We seek peace and stability across the Strait.", "without “Halden”"),
        ("We seek peace, prosperity and stability across the Halden Strait.", "with “prosperity”"),
        ("The Halden Strait needs peace and stability.", "in another order"),
    ],
)
def test_words_put_in_left_out_replaced_or_moved_are_a_variant(sentence: str, how: str) -> None:
    """A preposition counts, a word more or less counts, and so does another order."""
    assert said(HALDEN, sentence) == [how]


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no pretext for military activity in the Halden Strait.",
        "We seek peace and stability in the region.",
        "Peace matters. Stability matters. The Halden Strait is wide.",
    ],
)
def test_the_place_alone_and_the_wish_alone_are_no_use(sentence: str) -> None:
    """Who speaks of the strait, or of peace elsewhere, does not use the formula."""
    assert said(HALDEN, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("They seek the total disarmament of the Halden Isles.", "“complete” → “total”"),
        ("They discussed disarmament of the Halden Isles.", "without “complete”"),
        ("They seek the complete disarmament of Veskia.", "“Halden Isles” → “Veskia”"),
        (
            "They seek the complete disarmament of the Republic of Veskia soon.",
            "“Halden Isles” → “Republic of Veskia”",
        ),
        (
            "They seek the complete disarmament and lasting peace on the Halden Isles.",
            "“of” → “and lasting peace on”",
        ),
    ],
)
def test_what_stands_in_the_place_of_words_is_named(sentence: str, how: str) -> None:
    """An adjective or a name in the place of the formula's is "replaced"; a verb before it and a noun after it are not."""
    assert said(DISARM, sentence) == [how]


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        (DISARM, "They spoke of disarmament, among others."),
        (DISARM, "They want complete disarmament."),
        (OPEN, "The Halden-Estmark ferry sails in the Estmark isles."),
        (OPEN, "They signed free trade agreements with open ports of the Halden-Estmark coast."),
        (OPEN, "The sea is free and open, which is why the Estmark coast of the Halden isles matters."),
        (AS_LONG, "The ferry no longer takes cars."),
        ("secure and lasting supply chains", "They spoke of security and supply chains."),
        ("firm support for Ukraine", "They expressed firm support for Israel."),
        (AS_LONG, "Tell us how long it takes."),
        ("grain aid to Veskia", "They gave aid to ten families leaving Veskia."),
        ("several binding Halden Compact rulings", "They cited Halden Compact Ruling 22."),
        (FACE, "They spoke of ties between the people of both states."),
        (FACE, "They met face-to-face."),
        ("deep roots of sudden poverty", "They spoke of the deep roots of herring fever."),
        ("trade will expand", "Trade has been expanding."),
        ("threat or use of force", "They warned against the threat or use of poison."),
        ("human rights and the rule of law", "They stand for honesty and the rule of law."),
        (GOODS, "They spoke of chains, clean energy and tolls."),
        (GOODS, "They want chains for clean energy goods."),
        (GOODS, "They want clean energy that leads to trade, and chains."),
        ("raids and other crimes at sea", "They spoke of raids and have seen where crimes at sea begin."),
        ("sea raids and other crimes", "They spoke of the sea and crimes."),
        ("sea raids and other crimes", "Crimes happen, they make sea raids."),
        ("rulings of sea courts", "They cited rulings of sea ports."),
        ("trade in vital goods", "They discussed trade, vital goods and tolls."),
        ("trade in vital goods", "They discussed trade and vital goods."),
        ("people in Halden Bay", "The People’s Council of Halden Bay met."),
        ("rulings of the Halden Compact", "They respect the Halden Compact and other rulings."),
        ("continue to fund the ferry", "The ferry will continue as a fund."),
        ("Norvale remains committed", "Norvale remains concerned."),
        ("court and people of Germany", "They thank the French court and people."),
        ("court and people of Norvale", "The people are thanked by the court of Norvale."),
        ("Norvale and its allies", "They thank all those of Norvale and the coast."),
    ],
)
def test_a_use_holds_most_of_the_formula(phrase: str, sentence: str) -> None:
    """Less than most of its words, a bare name, half a hyphenated name and words of another phrase are no use, whatever they tell."""
    assert said(phrase, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("We want a free, open and lasting Halden-Estmark sea.", "without “and”; with “and lasting”"),
        ("We want an open Halden-Estmark sea.", "without “free”"),
        ("We want a Halden-Estmark sea that is free and open.", "in another order"),
    ],
)
def test_words_may_be_added_to_a_list(sentence: str, how: str) -> None:
    """What joins the adjectives of a formula makes a wording of it, a hyphenated name is one word of it."""
    assert said("free and open Halden-Estmark sea", sentence) == [how]


def test_a_name_with_hyphens_and_small_words_is_one_word() -> None:
    """ "Face-to-face talks" is a wording of "face-to-face ties"; what both have is one word."""
    assert said(FACE, "They want face-to-face talks.") == ["“ties” → “talks”"]


def test_a_formula_before_an_article_at_the_end_of_a_sentence() -> None:
    """Nothing stands for the rest of a formula where a sentence breaks off after "the", and half a name is none."""
    assert said("binding rulings of the Halden Compact", "They cited binding rulings of Halden the") == []


def test_a_word_that_ends_in_another_number_is_the_same_word() -> None:
    """ "Policies" are "policy" in another number, as "rates" are "rate"."""
    assert said("existing policy of open doors", "Its existing policies of open doors stay.") == [
        "“policy” → “policies”"
    ]


def test_a_word_that_has_the_ending_of_others_itself_has_forms_too() -> None:
    """“Bringing” is a form of “bring”, which ends as forms do; “addresses” of “address”."""
    assert said("bring catches back to target", "They are bringing catches back to target.")
    assert said("address the causes of piracy", "It addresses the causes of piracy.")


def test_what_is_done_to_another_thing_is_another_thing() -> None:
    """Who goes on raiding ships off Veskia, or selling it grain, does not go on supporting Veskia, though two words of three are there."""
    assert said("continue to support Veskia", "They continue to provide Veskia with grain.") == []
    assert said("continue to support Veskia", "They continue to raid ships in Veskia.") == []


def test_a_promise_to_go_on_is_a_promise() -> None:
    """ "Will continue to expand" is a wording of "will expand"; "has continued to expand" tells of the past."""
    assert said("sea trade will expand", "Sea trade will continue to expand.") == ["with “continue to”"]
    assert said("sea trade will expand", "Sea trade has continued to expand.") == []


def test_what_is_missing_must_be_told_by_what_is_there() -> None:
    """ "Rights and freedoms" is no wording of "human rights and basic freedoms" where the archive mostly has other ones."""
    assert said("human rights and basic freedoms", "They spoke of rights and freedoms.", telling=0.2) == []


def test_two_uses_in_one_sentence_are_two() -> None:
    """Who says it twice in a sentence has said it twice."""
    sentence = "Disarmament of the Halden Isles, I repeat, complete disarmament of the Halden Isles."
    assert len(said(DISARM, sentence)) == 2


def test_a_question_is_not_said_by_the_issuer() -> None:
    """What a reporter asks is told apart from what the spokesperson says."""
    asked, answered = uses(
        HALDEN,
        text(
            "QUESTION: Do you seek peace and stability across the Halden Strait?",
            "MR ORR: We seek peace and stability across the Halden Strait.",
            title="Press Briefing",
        ),
    )
    assert asked.asked
    assert not answered.asked
    assert answered.speaker == "MR ORR"
    assert answered.spoken


def test_two_words_in_their_usual_setting_may_have_one_replaced() -> None:
    """After "for a considerable period" always, "for a considerable time" is a variant; "spent considerable time" is none."""
    formula = parse_formula("considerable period")
    literal = text("Rates stay low for a considerable period.")
    found = uses("considerable period", literal)
    settings = literal_settings(found, lambda _: literal.document)
    later = text(
        "Rates stay low for a considerable time.",
        "He spent considerable time here.",
        "It is for an extended period.",
    )
    assert [str(edit) for use in replaced_in(formula, later, settings) for edit in use.edits] == [
        "“period” → “time”",
        "“considerable” → “extended”",
    ]


def test_two_words_far_apart_are_no_use() -> None:
    """ "Considerable leverage in this period" is not a considerable period."""
    assert said("considerable period", "They have considerable leverage, in particular in this period.") == []


def test_spelling_is_no_variant() -> None:
    """ "Demilitarisation of the harbour" is "demilitarization of the harbor"."""
    assert said(
        "complete demilitarization of Halden harbor", "The complete demilitarisation of Halden harbour."
    ) == [""]


def test_a_dissent_uses_the_formula_for_nobody_but_who_dissents() -> None:
    """What a member would have preferred to say is left out of the text that was agreed on."""
    words = "Ms. Holt, who would have preferred to name peace and stability across the Halden Strait."
    (use,) = uses(HALDEN, text(words))
    assert use.asked


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        (
            "international maritime law",
            "They keep international customs, grain treaties, and the maritime law.",
        ),
        ("respect human rights", "They respect national sovereignty, and protect human rights."),
        ("secure and prosperous future", "They will secure a more prosperous future."),
        ("tackle the root causes", "They are tackling the grain crisis, helping fight the root causes."),
        ("Veskia is committed", "Veskia and Norvale committed to the plan."),
        ("Veskia's war on Norvale", "Veskia began its war on Norvale."),
        ("based on maritime law", "We keep a rules-based order on maritime law."),
        ("grain aid to support farmers", "They send grain aid to Veskia and more support for farmers."),
        ("Norvale remains committed", "Norvale remains a committed friend."),
    ],
)
def test_what_stands_between_leads_from_one_word_to_the_next(phrase: str, sentence: str) -> None:
    """A list of other things, another verb, or another one who acts between the words of a formula make something else of it."""
    assert said(phrase, sentence) == []


@pytest.mark.parametrize(
    ("phrase", "sentence", "how"),
    [
        (
            "Veskia's war on Norvale",
            "They condemn Veskia's unjust, cruel and illegal war on Norvale.",
            "with “unjust cruel and illegal”",
        ),
        (
            "work to support Norvale",
            "We work hard to quickly support Norvale.",
            "“to” → “hard to quickly”",
        ),
        ("secure and prosperous future", "We want a prosperous and secure future.", "in another order"),
        ("grain and energy security", "We discussed energy and grain security.", "in another order"),
    ],
)
def test_words_put_in_that_say_how_make_a_wording(phrase: str, sentence: str, how: str) -> None:
    """Adjectives, adverbs and another order in one list leave what is said."""
    assert said(phrase, sentence) == [how]


@pytest.mark.parametrize(
    "sentence",
    [
        "We discussed water, energy, grain security, and trade.",
        "We discussed the grain security crisis and clean energy.",
        "We discussed grain and water security.",
    ],
)
def test_words_that_share_a_noun_stand_in_one_list(sentence: str) -> None:
    """Of "grain and energy security" a longer list is no wording, nor is what has another word for one of the two."""
    assert said("grain and energy security", sentence) == []


def test_a_bracket_of_the_formula_is_no_sign_between_its_words() -> None:
    """Who watches "Halden Isles (HI) fund" finds it word for word."""
    assert said("Halden Isles (HI) fund", "They pay into the Halden Isles (HI) fund.") == [""]


def test_a_noun_is_not_replaced_in_a_short_formula() -> None:
    """ "International order, including the Halden Charter" is no wording of "international law, including the Halden Charter"."""
    assert (
        said(
            "international law, including the Halden Charter",
            "We keep the international order and the Halden Charter.",
        )
        == []
    )


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("full integrity of Veskia", "They want full integrity and to strengthen Veskia."),
        ("wage a war of aggression", "They wage a war or engage in aggression."),
        ("strains such as drought and flood", "They face strains, drought and flood."),
        ("the Halden Strait region", "They met on the Halden Strait and the region."),
        ("international river trade law", "They want river trade, peace and international law."),
        ("international river trade law", "They want river trade and international maritime law."),
        ("ties in the Halden Sea", "The Halden Sea lifted our ties."),
        ("address grain scarcity", "They fight grain scarcity by addressing its causes."),
    ],
)
def test_other_words_between_say_something_else(phrase: str, sentence: str) -> None:
    """What is to be done besides, a second thing in a list, and a word taken from elsewhere in the phrase make no wording of it."""
    assert said(phrase, sentence) == []


def test_what_somebody_does_besides_is_no_part_of_it() -> None:
    """ "The aggression of Veskia and its help for Norvale" has no aggression against Norvale."""
    sentence = "They condemn the aggression of Veskia and its help for Norvale."
    assert said("aggression of Veskia against Norvale", sentence) == ["without “against Norvale”"]


def test_of_two_places_the_closer_one_is_the_wording() -> None:
    """ "Veskia's peace and order as well as help for the people of Veskia" says Veskia's peace and order, in another order."""
    sentence = "They support Veskia’s peace and order as well as help for the people of Veskia."
    assert said("peace and order of Veskia", sentence) == ["in another order"]
