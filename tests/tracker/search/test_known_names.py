"""Which parties and topics may be asked for."""

from __future__ import annotations

import pytest

from tracker.errors import ConfigError
from tracker.search.known_names import known_names

TOPICS = frozenset({"sea.harbour", "air.harbour", "sea.ferry", "sea_law"})


@pytest.mark.parametrize(
    ("name", "party"),
    [("Taiwan", "TWN"), ("TWN", "TWN"), ("us", "USA"), ("norvale", "Norvale"), ("Chad", "TCD"), ("G7", "G7")],
)
def test_a_party_that_the_lexicon_or_the_store_knows_is_known(name: str, party: str) -> None:
    """A code, a name, in any case, or a name that only the texts have, each mean one party, said by it or not."""
    assert known_names(["Norvale"]).party(name) == party


def test_an_unknown_party_offers_a_near_one() -> None:
    """Who is known to neither is an error that offers a name."""
    with pytest.raises(ConfigError, match=r'--party: nobody is called "Norwale"; did you mean "Norvale"\?'):
        known_names(["Norvale"]).require_party("Norwale", "--party")


@pytest.mark.parametrize(
    ("name", "topic"),
    [("sea", "sea"), ("sea.ferry", "sea.ferry"), ("Ferry", "sea.ferry"), ("sea law", "sea_law")],
)
def test_a_topic_is_known_by_its_end(name: str, topic: str) -> None:
    """A topic is meant by its code, what codes begin with, or the end of one code alone."""
    assert known_names(topics=TOPICS).require_topic(name, "--topic") == topic


def test_where_several_topics_end_so_it_is_asked_which() -> None:
    """ "Harbour" is two topics: neither is guessed; what is none offers a near one."""
    with pytest.raises(ConfigError, match=r"which: air\.harbour, sea\.harbour\?"):
        known_names(topics=TOPICS).require_topic("harbour", "--topic")
    with pytest.raises(ConfigError, match="did you mean"):
        known_names(topics=TOPICS).require_topic("sea.fery", "--topic")
