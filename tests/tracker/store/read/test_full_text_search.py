"""Where words stand: the same on either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from tests.fakes import DAY, STAMP, build_document, build_facets, build_release, build_unit
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Block, Document, Label, Mention, Role
from tracker.link.witnesses import WitnessKind
from tracker.reading import Reading
from tracker.search.analyzer import fold_words
from tracker.store import Hit, SearchResult, Store, search_index
from tracker.store.core_tables import RELEASES
from tracker.store.read import full_text_search

WEEK = timedelta(days=7)


def refs(hits: list[Hit]) -> set[str]:
    """The releases of *hits*."""
    return {hit.release.ref for hit in hits}


def read(desk: Desk, store: Store, ref: str, text: str, **document: object) -> None:
    """Record a release of which nothing is a unit."""
    revision = desk.record(build_release(ref), text)
    assert revision is not None
    store.record_readings([Reading(revision.id, STAMP, build_document(text, **document), ())])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sanctions", {"NV-1"}),
        ("SANCTIONS Erdogan", {"NV-1"}),
        ("sanction*", {"NV-1", "NV-4"}),
        ("erdogan|sanctioned|제재", {"NV-1", "NV-2", "NV-4"}),
        ("against-erdogan|veskia norvale", {"NV-1", "NV-4"}),
        ("| || a|", set()),
        ('"sanctions against"', {"NV-1"}),
        ('"against sanctions"', set()),
        ("sanctions 제재", set()),
        ("제재", {"NV-2"}),
        ("대북 제재", {"NV-2"}),
        ("북제", {"NV-2"}),
        ("재제", set()),
        ("制裁", {"NV-3"}),
        ("維持", {"NV-3"}),
        ("持", {"NV-3"}),
        ("halden", {"NV-1", "NV-2", "NV-3", "NV-4"}),
        ("nothing", set()),
        ("", set()),
        ("; -- ' \" ) OR (", set()),
        ("passage_words: NEAR(a b) a:b", set()),
        ("& | ! <-> :*", set()),
    ],
)
def test_a_word_is_found_where_it_stands(desk: Desk, store: Store, asked: str, found: set[str]) -> None:
    """All words asked for stand in what is found, in any script and of any length; signs are not words."""
    desk.say("NV-1", {"a": "Norvale will keep sanctions against Erdoğan."})
    desk.say("NV-2", {"b": "노르베일은 대북제재를 유지할 것이다."})
    desk.say("NV-3", {"c": "ノルヴェールは制裁を維持する。"})
    desk.say("NV-4", {"d": "Norvale has sanctioned Veskia."})
    hits = store.search(asked)
    assert refs(hits) == found
    assert store.count_hits(asked) == len(hits)


def test_a_hit_is_the_closest_that_has_it_all(desk: Desk, store: Store) -> None:
    """The unit where it says it all, else the paragraphs around, else the title: one hit for one place."""
    said = desk.say("NV-1", {"a": "Norvale will respond.", "b": "Norvale will wait."})
    (hit,) = store.search("respond")
    assert (hit.unit, hit.release, hit.snippet) == (said.units[0], said.release, "Norvale will respond.")
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["respond"]
    assert [hit.unit for hit in store.search("norvale will")] == list(said.units)
    (around,) = store.search("respond wait")
    assert (around.unit, around.snippet) == (None, "Norvale will respond.\nNorvale will wait.")
    (title,) = store.search("statement")
    assert (title.unit, title.snippet) == (None, said.release.title)


def test_a_long_text_shows_the_place(desk: Desk, store: Store) -> None:
    """A snippet is cut from the text as published, around what was found."""
    read(
        desk, store, "NV-1", "Before it much was said. " * 50 + "The Erdoğan letter. " + "After it too. " * 50
    )
    (hit,) = store.search("erdogan")
    assert len(hit.snippet) < 260
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["Erdoğan"]
    assert "The Erdoğan letter." in hit.snippet


def test_navigation_is_not_what_was_said(desk: Desk, store: Store) -> None:
    """A menu that names every topic of a ministry would be found for all of them, on every page."""
    text = "Sanctions Aid Trade\nNorvale will respond."
    blocks = (Block(0, 19, Role.FURNITURE), Block(20, len(text), Role.PARAGRAPH))
    read(desk, store, "NV-1", text, blocks=blocks)
    assert store.search("sanctions") == []
    assert len(store.search("respond")) == 1


def test_the_last_text_is_searched(desk: Desk, store: Store) -> None:
    """What a release no longer says is not found, in whatever order its texts are read again."""
    first = desk.say("NV-1", {"a": "Norvale will respond."})
    desk.say("NV-1", {"a": "Norvale may respond."})
    assert store.search("will") == []
    assert len(store.search("may")) == 1
    store.record_readings([first.reading])
    assert (store.count_hits("will"), store.count_hits("may")) == (0, 1)
    assert store.check() == []


def test_a_text_read_otherwise_is_found_as_it_is_read_now(desk: Desk, store: Store) -> None:
    """Units an earlier engine found are no hits; the index goes with the reading, in one transaction."""
    said = desk.say("NV-1", {"a": "Norvale will respond."})
    store.record_readings([replace(said.reading, units=())])
    (hit,) = store.search("respond")
    assert hit.unit is None
    with pytest.raises(IntegrityError):
        store.record_readings([replace(said.reading, units=()), replace(said.reading, revision="lost")])
    assert store.search("respond") == [hit]


def test_hits_may_be_narrowed(desk: Desk, store: Store) -> None:
    """By source, issuer and days of publication; by topic with those under it, and by how the line moved, which units alone have."""
    aid = build_facets(topics=frozenset({"aid.food"}))
    first = desk.say("NV-1", {"a": "Norvale will pay."}, day=DAY - WEEK, facets=aid)
    before = Mention(first.units[0], first.release)
    desk.say("NV-2", {"a": "Norvale may pay."}, label=Label.WEAKENED, before=before)
    desk.say("EM-1", {"b": "Estmark will pay."}, source="estmark-mfa", day=DAY + WEEK)
    silent = desk.say("NV-3", {"c": "Norvale is silent."}, day=DAY + WEEK)
    desk.silence(silent, Label.NOT_REPEATED, silent.change.line, before)
    asked = lambda **narrowed: refs(store.search("pay", **narrowed))  # noqa: E731
    assert asked() == {"NV-1", "NV-2", "EM-1"}
    assert asked(source="estmark-mfa") == {"EM-1"}
    assert asked(issuer="Norvale") == {"NV-1", "NV-2", "EM-1"}
    assert asked(issuer="Estmark") == set()
    assert asked(since=DAY) == {"NV-2", "EM-1"}
    assert asked(until=DAY) == {"NV-1", "NV-2"}
    assert asked(topic="aid") == asked(topic="aid.food") == {"NV-1"}
    assert asked(topic="aid.foo") == asked(topic="food") == asked(topic="ai") == asked(topic="%") == set()
    assert asked(label=Label.WEAKENED) == {"NV-2"}
    assert asked(label=Label.NOT_REPEATED) == {"NV-1"}
    assert store.count_hits("pay", label=Label.WEAKENED, topic="security") == 1
    assert store.search("statement", topic="aid") == []


def test_hits_come_in_pages_that_do_not_overlap(desk: Desk, store: Store) -> None:
    """Of equally good hits the latest comes first, so a page goes on where the one before ended."""
    for number in range(5):
        desk.say(f"NV-{number}", {"a": "Norvale will pay."}, day=DAY + number * WEEK)
    pages = [[hit.release.ref for hit in store.search("pay", limit=2, offset=at)] for at in (0, 2, 4)]
    assert pages == [["NV-4", "NV-3"], ["NV-2", "NV-1"], ["NV-0"]]


def test_more_of_it_ranks_higher(desk: Desk, store: Store) -> None:
    """A text that speaks of nothing else comes before one that mentions it."""
    read(desk, store, "NV-1", "Norvale will pay for much else, and for roads, and for schools, and for aid.")
    read(desk, store, "NV-2", "Aid, more aid, and aid again.")
    first, second = store.search("aid")
    assert (first.release.ref, second.release.ref) == ("NV-2", "NV-1")
    assert first.rank > second.rank


def test_a_long_text_is_searched_to_its_end(desk: Desk, store: Store) -> None:
    """A word after twenty thousand others is found, alone and in a phrase, in one block or in many."""
    paragraph = "one two three four five six seven eight nine ten. " * 100
    text = "\n".join([paragraph] * 20) + "\nthe Halden clause"
    starts = [at * (len(paragraph) + 1) for at in range(21)]
    blocks = tuple(Block(start, min(start + len(paragraph), len(text)), Role.PARAGRAPH) for start in starts)
    for ref, given in (("NV-1", blocks), ("NV-2", (Block(0, len(text), Role.PARAGRAPH),))):
        read(desk, store, ref, text, blocks=given)
    hits = store.search('"halden clause"')
    assert [hit.snippet[a:b] for hit in hits for a, b in hit.spans] == ["Halden clause"] * 2


def test_the_index_can_be_made_again(desk: Desk, store: Store) -> None:
    """The index is derived: made anew it finds the same."""
    desk.say("NV-1", {"a": "Norvale will respond.", "b": "대북제재를 유지한다."})
    before = [store.search(asked) for asked in ("respond", "제재", "statement")]
    assert store.reindex() == 4
    assert [store.search(asked) for asked in ("respond", "제재", "statement")] == before


def index_bytes(store: Store) -> int:
    """The bytes of the words of the index on SQLite."""
    with store.reading() as connection:
        return int(connection.execute(sql("SELECT sum(length(block)) FROM passage_words_data")).scalar_one())


@pytest.mark.sqlite
def test_what_is_indexed_again_costs_a_search_nothing(desk: Desk, store: Store) -> None:
    """Read again, a text leaves its old words in the index of SQLite; made anew or put together it is as small as at first."""
    for number in range(20):
        desk.say(f"NV-{number}", {"a": f"Norvale will respond to provocation {number} of the Halden League."})
    store.optimize_search()
    first = index_bytes(store)
    for row in store.rows(select(RELEASES.c.id)):
        with store.writing() as connection:
            search_index.index_releases(connection, [row.id])
    assert index_bytes(store) > 1.5 * first
    found = store.search("provocation")
    store.optimize_search()
    assert index_bytes(store) == first
    assert store.search("provocation") == found
    store.reindex()
    assert index_bytes(store) == first


@pytest.mark.parametrize("filters", [{}, {"by_date": True}, {"source": "norvale-mfa"}, {"kind": "U"}])
def test_a_text_that_is_held_twice_is_one_hit(desk: Desk, store: Store, filters: dict[str, Any]) -> None:
    """A release held under another of the same text is not found beside it, however hits are narrowed or put in order."""
    first = desk.say("NV-1", {"a": "Norvale will respond to provocation."})
    second = desk.say("NV-2", {"b": "Norvale will respond to provocation."})
    assert refs(store.search("provocation", **filters)) == {"NV-1", "NV-2"}
    store.record_keys(second.release.id, ["key"], {first.release.id: WitnessKind.TEXT})
    assert refs(store.search("provocation", **filters)) == {"NV-1"}
    assert store.count_hits("provocation") == 1


def test_a_text_that_is_held_twice_is_one_later_text(desk: Desk, store: Store) -> None:
    """How many texts are held, and came after a day, counts what a search can find: of a copy it finds nothing."""
    first = desk.say("NV-1", {"a": "Norvale will respond to provocation."})
    second = desk.say("NV-2", {"b": "Norvale will respond to provocation."})
    issuers = (first.release.issuer, second.release.issuer)
    assert store.texts_after(date.min, issuers, 9)[0] == store.extent().texts == 2
    store.record_keys(second.release.id, ["key"], {first.release.id: WitnessKind.TEXT})
    number, latest = store.texts_after(date.min, issuers, 9)
    assert (number, [release.ref for release in latest]) == (1, ["NV-1"])
    assert store.extent().texts == 1


@pytest.mark.sqlite
def test_a_common_word_is_looked_up_in_no_row(desk: Desk, store: Store) -> None:
    """What is around each of thousands of hits stands in an index: in an index written as one piece no row is read but those shown."""
    for number in range(20):
        desk.say(f"NV-{number}", {"a": f"Norvale will respond to provocation {number} of the Halden League."})
    store.optimize_search()
    asked = _statements(store)
    assert len(store.search("provocation")) == 20
    said, values = next(one for one in asked if "MATCH" in one[0])
    with store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values).all()
    assert any("COVERING INDEX ix_passages_id_within" in str(row) for row in plan)


@pytest.mark.parametrize(("held", "number"), [(3, 3), (4, 3), (9, 3)])
def test_of_a_common_word_so_many_hits_are_counted(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch, held: int, number: int
) -> None:
    """Who only asks whether a word is common is not made to wait for all its places; what is shown, and what is narrowed, is counted to the end."""
    monkeypatch.setattr(full_text_search, "COUNTED", 3)
    for at in range(held):
        desk.say(f"NV-{at}", {"a": f"Norvale will respond to provocation {at}."})
    assert store.count_hits("provocation") == number
    assert store.count_hits("provocation", exactly=True) == held
    assert store.count_hits("provocation", since=date.min) == held
    assert store.search_page("provocation", offset=held).total == held


@pytest.mark.sqlite
def test_what_is_asked_twice_of_one_state_is_looked_for_once(desk: Desk, store: Store) -> None:
    """A command that works out since when, whether still, and what was said nearly so asks the same again and again."""
    desk.say("NV-1", {"a": "Norvale will respond to provocation."})
    asked = _statements(store)
    with store.one_state():
        for words in ("respond provocation", "Respond PROVOCATION"):
            assert store.search_page(words).total == store.count_hits(words, exactly=True) == 1
        assert len([said for said, _ in asked if "MATCH" in said]) == 1
        assert store.count_hits("respond", since=date.max) == 0
        desk.say("NV-2", {"b": "Norvale will respond to provocation."})
    assert store.count_hits("respond provocation", exactly=True) == 2


@pytest.mark.parametrize("looked_at", [2, 20_000])
def test_within_one_state_each_question_is_answered_as_by_itself(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    """PostgreSQL looks once for the places of few words and many questions are about these: ranks, days, lines, filters."""
    for bound in ("LOOKED_AT", "COUNTED"):
        monkeypatch.setattr(full_text_search, bound, looked_at)
    for number in range(4):
        desk.say(
            f"NV-{number}", {"a": "Norvale will respond to provocation.", "b": f"Norvale will act {number}."}
        )

    def answers(words: str) -> tuple[object, ...]:
        return (
            [(hit.release.ref, hit.snippet) for hit in store.search(words)],
            [hit.release.ref for hit in store.search(words, by_date=True, since=DAY)],
            refs(store.search(words, kind="U", party="Veskia")),
            store.search_page(words, ranked=2).total,
            store.count_hits(words),
            store.count_hits(words, level=(4, 5)),
            store.has_hits(words, 2),
            store.count_statements(words, 9),
            store.extent(words),
            store.extent(words, until=DAY),
            store.lines_saying(words),
        )

    for words in ("provocation", '"will respond"', "norvale", "act 3", "nothing"):
        alone = answers(words)
        with store.one_state():
            assert answers(words) == alone


def test_whether_anything_says_it_is_found_without_counting(desk: Desk, store: Store) -> None:
    """To know that words stand somewhere within the filters, or on a few statements, one of them is enough; copies are no texts of their own."""
    first = desk.say("NV-1", {"a": "Norvale will respond to provocation.", "b": "Norvale will respond."})
    day = first.release.published_on
    assert day
    assert store.has_hits("respond", since=day, until=day, issuer=first.release.issuer)
    assert not store.has_hits("respond", since=day + timedelta(days=1))
    assert not store.has_hits("respond", issuer="Estmark")
    assert store.has_hits("respond", kind="U") == (store.count_hits("respond", kind="U") > 0)
    assert [store.count_statements("respond", most) for most in (1, 2, 9)] == [1, 2, 2]
    assert store.count_statements("provocation", 9) == 1
    assert not store.has_hits("")


def test_of_what_stands_nearly_everywhere_it_is_told_that_more_texts_have_it(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In how many texts "the" stands, and since when, nobody is made to wait for: in more than so many."""
    for at in range(5):
        desk.say(f"NV-{at}", {"a": f"Norvale will respond to provocation {at}."})
    every = store.extent("provocation")
    assert (every.texts, every.more) == (5, False)
    monkeypatch.setattr(full_text_search, "LOOKED_AT", 2)
    some = store.extent("provocation")
    assert (some.first, some.last, some.more) == (None, None, True)
    assert 0 < some.texts < 5
    assert store.extent("provocation", since=date.min) == every


@pytest.mark.sqlite
@pytest.mark.parametrize("asked", ["by_date", "count"])
def test_where_hits_stand_by_day_none_is_ranked(desk: Desk, store: Store, asked: str) -> None:
    """A rank counts in how many passages each word stands, through all of them: who asks for hits by day, or for their number, does not wait for it."""
    desk.say("NV-1", {"a": "Norvale will respond to provocation."})
    desk.say("NV-2", {"b": "Norvale will respond to provocation."})
    told = _statements(store)
    if asked == "by_date":
        assert len(store.search("respond provocation", by_date=True)) == 2
    else:
        assert store.count_hits("respond provocation") == 2
    (found,) = [said for said, _ in told if "MATCH" in said]
    assert "bm25" not in found


@pytest.mark.sqlite
def test_whether_later_texts_were_read_is_asked_of_them_alone(desk: Desk, store: Store) -> None:
    """How many texts came after a day is not found by a list of all that were ever read."""
    issuer = desk.say("NV-1", {"a": "Norvale will respond to provocation."}).release.issuer
    desk.record(build_release("NV-2"), "Norvale waits.")  # never read
    told = _statements(store)
    assert store.texts_after(date.min, (issuer,), 9)[0] == 1
    asked = [one for one in told if "FROM releases" in one[0]]
    with store.reading() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values).all() for said, values in asked
        ]
    steps = [str(row[-1]) for plan in plans for row in plan]
    assert any("revisions" in step for step in steps)
    assert not any(step.startswith(("SCAN revisions", "SCAN readings")) for step in steps)


def _statements(store: Store) -> list[tuple[str, Any]]:
    """Return a list that each statement which reads of *store* is added to, with its values."""
    told: list[tuple[str, Any]] = []
    event.listen(
        store._readers, "before_cursor_execute", lambda _c, _k, said, values, *_: told.append((said, values))
    )
    return told


@pytest.mark.parametrize(
    ("name", "others"),
    [("lukashenko", ("lukashenka",)), ("odesa", ("odessa",)), ("odessa", ("odesa",)), ("holten", ())],
)
def test_a_name_is_known_in_its_other_spellings(
    desk: Desk, store: Store, name: str, others: tuple[str, ...]
) -> None:
    """One letter is another, or there is one more or less, beyond the first three: no plural, and no name that begins otherwise."""
    desk.say("NV-1", {"a": "Norvale calls on Lukashenko and the Lukashenkos to leave Odesa."})
    desk.say("NV-2", {"b": "Norvale calls on Lukashenka to leave Odessa and Hulten, Holtener and Horten."})
    assert store.other_spellings(name) == others


def test_each_word_keeps_its_place(desk: Desk, store: Store) -> None:
    """PostgreSQL keeps 255 places of a word: no passage may hold one that often and lose the rest."""
    text = "\n".join(["and so on and on"] * 300)
    lines = [Block(at * 17, at * 17 + 16, Role.PARAGRAPH) for at in range(300)]
    found = list(search_index.paragraph_passages(Document(text, tuple(lines))))
    assert [word for passage in found for word in passage.words] == fold_words(text)
    assert max(len(passage.words) for passage in found) <= search_index.TOGETHER


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("denuclearise", {"NV-1", "NV-2"}),
        ('"the harbor"', {"NV-1", "NV-2"}),
        ("denucleari*", {"NV-1", "NV-2"}),
        ("defence", {"NV-1"}),
        ("four", set()),
    ],
)
def test_british_and_american_spellings_are_one_word(
    desk: Desk, store: Store, asked: str, found: set[str]
) -> None:
    """Who asks for "defence" wants "defense" as well; "for" is not "four"."""
    desk.say("NV-1", {"a": "Norvale will denuclearize the harbour for the defense of all."})
    desk.say("NV-2", {"b": "Norvale wants to denuclearise the harbor."})
    assert refs(store.search(asked)) == found


def test_words_may_be_spread_over_the_sentence_of_a_unit(desk: Desk, store: Store) -> None:
    """Who speaks stands before the quote: name and promise together find the promise, and not the one beside it."""
    text = "Minister Lind said that Norvale will pay the crews. Minister Holt said that Norvale will wait."
    revision = desk.record(build_release("NV-1"), text)
    assert revision is not None
    units = tuple(
        build_unit(quote, revision=revision.id, start=text.index(quote), ordinal=number)
        for number, quote in enumerate(("Norvale will pay the crews", "Norvale will wait"), start=1)
    )
    store.record_readings([Reading(revision.id, STAMP, build_document(text), units)])
    (hit,) = store.search("lind pay")
    assert hit.unit == units[0]
    assert hit.snippet == "Minister Lind said that Norvale will pay the crews."
    assert [found.unit for found in store.search("holt wait")] == [units[1]]


def test_filters_alone_list_what_they_leave_latest_first(desk: Desk, store: Store) -> None:
    """Without words a question still has an answer: who, how firmly, since when."""
    for number, (name, level) in enumerate((("JPN", 4), ("KOR", 2), ("JPN", 3))):
        desk.say(
            f"NV-{number}",
            {str(number): f"We will act, {number}."},
            day=DAY + number * WEEK,
            facets=build_facets(speakers=frozenset({name}), level=level),
        )
    assert [hit.release.ref for hit in store.search("", speaker="Japan", by_date=True)] == ["NV-2", "NV-0"]
    assert [hit.release.ref for hit in store.search("act", party="jpn", level=(4, 5))] == ["NV-0"]
    assert refs(store.search("", kind="U", since=DAY + WEEK)) == {"NV-1", "NV-2"}
    assert refs(store.search("", kind="position")) == set()
    assert refs(store.search("", issuer="Norvale")) == {"NV-0", "NV-1", "NV-2"}
    assert store.count_hits("", speaker="KOR") == 1


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ("KOR", {"of South Korea"}),
        ("PRK", {"of North Korea"}),
        ("IRN", {"of an Iranian ship"}),
        ("OMN", {"of Oman"}),
        ("Halden League", {"of the Halden League"}),
    ],
)
def test_a_party_is_named_by_whole_words(desk: Desk, store: Store, party: str, found: set[str]) -> None:
    """Who asks for Oman does not want "women"; a state is named in its short form as in its long one, and what is Iranian names Iran."""
    for whom in (
        "of South Korea",
        "of North Korea",
        "of an Iranian ship",
        "of Oman",
        "of a woman",
        "of the Halden League",
    ):
        desk.say(whom, {whom: f"We will help the crew {whom}."})
    assert refs(store.search("", party=party)) == found


def test_what_a_bloc_issued_is_the_blocs(desk: Desk, store: Store) -> None:
    """A text of "Quad leaders" names its four members, or "we": asked for the Quad it is the Quad's, and nobody else's is."""
    for ref, issuer in (("Q-1", "Quad leaders"), ("N-1", "Squadron of Norvale")):
        text = f"We will pay the crews, says {ref}."
        revision = desk.record(replace(build_release(ref), issuer=issuer), text)
        assert revision is not None
        store.record_readings([desk.reading(revision, text)])
    assert refs(store.search("crews", party="Quad")) == {"Q-1"}
    assert refs(store.search("crews")) == {"Q-1", "N-1"}


def test_of_what_stands_nearly_everywhere_the_places_read_last_are_ranked(desk: Desk, store: Store) -> None:
    """A word in thousands of places costs as much as all other searches: a page looks at the last of them, and says that there are more."""
    for number in range(5):
        said = f"Norvale will respond{' at length' * number}."
        desk.say(f"NV-{number}", {f"line {number}": said}, day=DAY + timedelta(days=number))
    every = store.search_page("respond")
    assert (len(every.hits), every.total, every.more) == (5, 5, False)
    # of each text the statement and the paragraph around it match
    last = store.search_page("respond", ranked=4)
    assert {hit.release.ref for hit in last.hits} >= {"NV-4", "NV-3"}
    assert (len(last.hits), last.total, last.more) == (len(last.hits), len(last.hits), True)
    assert len(last.hits) < 5
    assert store.search_page("respond", ranked=4, offset=20) == SearchResult((), last.total, more=True)
    assert store.search_page("respond", ranked=100) == every
    dated = store.search_page("respond", ranked=4, since=DAY)
    assert (len(dated.hits), dated.total, dated.more) == (5, 5, False)
    newest = store.search_page("respond", ranked=4, by_date=True)
    assert [hit.release.ref for hit in newest.hits] == [f"NV-{number}" for number in (4, 3, 2, 1, 0)]


def test_the_newest_texts_are_indexed_last(desk: Desk, store: Store) -> None:
    """Whatever the order in which texts came, an index that is made anew ends with the latest day, so that the last places are the newest."""
    for number, day in enumerate((DAY, DAY - timedelta(days=2), DAY - timedelta(days=1))):
        desk.say(f"NV-{number}", {f"line {number}": "Norvale will respond."}, day=day)
    store.reindex()
    last = store.search_page("respond", ranked=1)
    assert {hit.release.ref for hit in last.hits} == {"NV-0"}
    assert last.more
