"""What a unit is about. Norvale and Estmark are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tracker.segment.conftest import Read
from tracker.domain import Unit
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.lexicon.topic_weights import load_topic_weights, read_topic_weights, starts
from tracker.segment.lexicon.topics import TopicSetting


def topics_of(text: str, setting: TopicSetting | None = None) -> frozenset[str]:
    return load_lexicon().topics.of(text.lower().split(), setting or TopicSetting())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("will impose sanctions on the entities that arm Veskia", "sanctions"),
        ("decided to maintain the policy rate at 4 percent", "economic.finance"),
        ("will send 25 million vaccines to the islands", "health"),
        ("condemned the launch of a ballistic missile", "cbrn.missile_space"),
        ("called for unhindered humanitarian access to the valley", "human_security.humanitarian"),
        ("will cut greenhouse gas emissions by half", "environment.climate"),
        ("condemned the crackdown and the repression of dissent", "repression"),
        ("reaffirmed that the strait is governed by the law of the sea", "territory.maritime"),
        ("will fight trafficking in persons", "trafficking"),
    ],
)
def test_a_statement_has_the_topic_that_its_words_name(text: str, code: str) -> None:
    """A desk that follows sanctions is told of a statement that speaks of sanctions."""
    assert code in topics_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("agreed to strengthen coordination between their central banks on inflation", "military"),
        ("will deepen cooperation on vaccines", "territory"),
        ("joined forces to fight climate change", "military"),
        ("will deepen economic engagement across the border", "territory"),
    ],
)
def test_a_word_of_two_meanings_alone_gives_no_topic(text: str, code: str) -> None:
    """ "Joined forces" is no posture of forces, and a border crossed by trade is no claim to land."""
    assert not any(topic.split(".")[0] == code for topic in topics_of(text))


def test_the_rest_of_the_sentence_says_what_a_vague_statement_is_about() -> None:
    """ "Will respond to this" beside "the launch of a missile" is about the missile."""
    vague = "called on it to refrain from this"
    named = TopicSetting(sentence=frozenset({"cbrn.missile_space"}), before=frozenset({"cbrn.missile_space"}))
    assert "cbrn.missile_space" in topics_of(vague, named)
    assert "cbrn.missile_space" not in topics_of(vague)


def test_the_title_says_what_a_vague_statement_is_about() -> None:
    """Under "Statement on the Pandemic", "this must end" is about health."""
    assert "health" in topics_of("this must end", TopicSetting(title=frozenset({"health"})))


def test_a_central_bank_that_decides_speaks_of_finance() -> None:
    """ "Kept it at 4 percent", said by a bank, is about money whatever else it does not say."""
    assert "economic.finance" in topics_of("kept it at 4 percent", TopicSetting(bank=True))


def test_a_unit_has_one_to_three_topics_and_other_stands_alone() -> None:
    """Coders give 1.4 codes a unit: four would tell nobody anything, and "other" beside a code is no code."""
    crowded = "nuclear missile sanctions trade climate health refugees cyber women election terrorism drugs"
    assert len(topics_of(crowded)) == 3
    assert 1 <= len(topics_of("so be it")) <= 3


def test_of_a_topic_and_the_part_of_it_that_is_meant_only_the_part_is_told() -> None:
    """ "environment.climate" says "environment" already."""
    found = topics_of("will protect the environment and the climate by cutting emissions")
    assert "environment.climate" in found
    assert "environment" not in found


def test_what_an_analysts_file_names_is_always_among_the_topics(tmp_path: Path) -> None:
    """A term that an analyst gives a topic to has it wherever it stands, and a topic of his own is known."""
    terms = tmp_path / "terms.toml"
    terms.write_text('[topics]\n"cyber" = ["blue lantern"]\n"harbours" = ["quay*"]\n', "utf-8")
    topics = load_lexicon([terms]).topics
    words = "will impose nuclear sanctions over blue lantern and the quays".split()
    assert {"cyber", "harbours"} <= topics.of(words)
    assert {"cyber", "harbours"} <= topics.named(words)
    assert "cyber" not in load_lexicon().topics.of(words)


def test_the_order_of_words_does_not_decide() -> None:
    """Topics are a sum over words: the same words have the same topics, each word once."""
    words = "will impose sanctions on banks that evade the embargo".split()
    topics = load_lexicon().topics
    assert topics.of(words) == topics.of([*words, *words])


def test_every_weight_is_of_a_topic_of_the_table() -> None:
    """A code that no table has could not be subscribed to."""
    weights, topics = load_topic_weights(), load_lexicon().topics
    assert set(weights.codes) == set(topics.order)


def test_odds_are_the_sum_of_what_is_in_the_file() -> None:
    """Whoever disputes a topic can add it up by hand: constant, words, finds, bank."""
    places = {place: {"a": 0.5} for place in ("unit", "sentence", "before", "title")}
    weights = read_topic_weights(
        {"constants": {"a": -2, "b": -1}, "words": {"sancti": {"a": 3}}, "finds": places, "bank": {"b": 1}}
    )
    found = weights.log_odds(["sanctions", "sanctioned"], ({"a"}, set(), set(), {"a"}), bank=True)
    assert found == {"a": -2 + 3 + 0.5 + 0.5, "b": 0}
    assert starts(["sanctions", "sanctioned", "of"]) == ["sancti", "of"]


def test_a_unit_that_is_read_knows_its_title(read_as: Read) -> None:
    """The reader hands on what stands around a unit: here the title of the release."""
    text = "The two sides will end this."

    def topics(title: str) -> frozenset[str]:
        (unit,) = read_as(text, ("will end this", "U.joint"), title=title)
        assert isinstance(unit, Unit)
        return unit.facets.topics

    assert "health" in topics("Norvale-Estmark Joint Statement on the Pandemic")
    assert "health" not in topics("Norvale-Estmark Joint Statement")
