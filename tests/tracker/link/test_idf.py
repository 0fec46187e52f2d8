"""How telling a word is."""

from tracker.link.idf import SCALE, UNIFORM_WEIGHTS, IdfWeights


def test_rare_words_weigh_more():
    """A word on one line of ten tells more than one on all of them, and an unknown one most."""
    rarity = IdfWeights({"rare": ["a"], "common": list("abcdefghij")}, 10)
    assert rarity.word("unknown") > rarity.word("rare") > rarity.word("common") > SCALE / 2
    assert rarity.of(frozenset({"rare", "common"})) == rarity.word("rare") + rarity.word("common")


def test_a_flat_rarity_tells_nothing_apart():
    """Without lines every word weighs the same."""
    assert UNIFORM_WEIGHTS.word("rare") == UNIFORM_WEIGHTS.word("common")
