"""Where words stand, as PostgreSQL is asked for it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.tracker.store.statement_writer import Desk
from tracker.search.analyzer import parse_terms
from tracker.store import Store
from tracker.store.read import word_places
from tracker.store.read.word_places import last_places, places, places_among_last

pytestmark = pytest.mark.postgres


def _found(store: Store, asked: str, most: int = 99) -> int:
    with store.reading() as connection:
        return len(places(connection, parse_terms(asked), most))


def test_a_phrase_is_found_in_all_its_spellings_and_nowhere_else(desk: Desk, store: Store) -> None:
    """Words in a row are found by their pairs: British as American, the last one begun, and not where the words stand apart."""
    desk.say("NV-1", {"a": "Norvale will support the defence programme of Estmark."})
    desk.say("NV-2", {"b": "Norvale will support a programme for the defence of Estmark."})
    alone = _found(store, '"Norvale will support the"')
    assert alone > 0
    for asked in ('"the defense program"', '"the defence prog"*', '"support the defense"', '"programme of"'):
        assert _found(store, asked) == alone, asked
    assert _found(store, '"the programme"') == 0
    assert _found(store, '"will support"') > alone
    assert _found(store, '"will support"', most=1) == 1


def test_words_that_share_a_number_are_not_taken_for_each_other(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two bytes there are 65,536: what has the numbers of a phrase is looked at for its words."""
    desk.say("NV-1", {"a": "Norvale will support the programme."})
    with store.writing() as connection:
        connection.execute(text("UPDATE passage_words SET pairs = '{7}'"))
    monkeypatch.setattr(word_places, "pair_number", lambda _word, _following: 7)
    assert _found(store, '"will support"') > 0
    assert _found(store, '"support will"') == 0


def test_what_was_indexed_last_is_found_from_the_end(desk: Desk, store: Store) -> None:
    """Of words that stand in many places those read last are looked at, of others all."""
    for number in range(30):
        said = "will support the fund" if number < 10 or number == 29 else "waits for others"
        desk.say(f"NV-{number}", {"a": f"Norvale {said} {number}."})
    for asked in ("fund", '"support the fund"'):
        terms = parse_terms(asked)
        with store.reading() as connection:
            every = sorted(places(connection, terms, 99), reverse=True)
            assert [list(last_places(connection, terms, most)) for most in (1, 3, 99)] == [
                every[:1],
                every[:3],
                every,
            ]
            late = places_among_last(connection, terms, 3)
        assert late
        assert set(late) <= set(every[:3])


def test_pairs_of_what_was_there_before_are_those_of_what_comes(desk: Desk, store: Store) -> None:
    """An upgrade makes the numbers in the database, what is read later brings them along."""
    desk.say("NV-1", {"a": "Norvale will support Ürün’s programme – and Ürün’s alone, in 2030."})
    numbers = text(
        "SELECT id, (SELECT array_agg(one ORDER BY one) FROM unnest(pairs) AS one) FROM passage_words"
    )
    with store.reading() as connection:
        before = connection.execute(numbers).all()
    store.migrate("0016")
    store.migrate()
    with store.reading() as connection:
        assert sorted(connection.execute(numbers).all()) == sorted(before)
