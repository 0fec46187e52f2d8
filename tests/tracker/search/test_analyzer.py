"""Words as a search knows them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.search import analyzer
from tracker.search.analyzer import LONGEST, Term, find_spans, fold_words, located_words, parse_terms, snippet


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ERDOĞAN", "erdogan"),
        ("Việt Nam", "viet nam"),
        ("Ёлкин", "Елкин"),
        ("Ｇ７", "g7"),
        ("Straße", "STRASSE"),
        ("ﬁnal", "final"),
        ("e\u0301te\u0301", "été"),
        ("non-proliferation", "non proliferation"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    """Nobody who looks for a name has to know how a ministry typed it."""
    assert fold_words(one) == fold_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("が", "か"), ("नीति", "नति"), ("제재", "제제"), ("will", "well")]
)
def test_marks_that_make_another_word_count(one: str, other: str) -> None:
    """What is an accent in Latin is another sound in Kana, and a vowel in Devanagari."""
    assert fold_words(one) != fold_words(other)


def test_what_is_written_without_spaces_is_cut_by_character() -> None:
    """A query of any length finds its place in Chinese, Japanese, Thai, and a Korean noun before its particle."""
    assert fold_words("对朝制裁 UN") == ["对", "朝", "制", "裁", "un"]
    assert fold_words("대북제재를") == list("대북제재를")
    assert parse_terms("제재") == [Term(("제", "재"))]


@given(st.text())
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    """A place given for a word holds that word and no other, in any text; both ways of cutting agree."""
    found = list(located_words(text))
    assert [word.folded for word in found] == fold_words(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for word in found:
        assert fold_words(text[word.start : word.end]) == [word.folded]
        assert 0 < len(word.folded) <= LONGEST


@given(st.text(alphabet="ab\"*制 -&|!():'\\"))
def test_no_sign_of_a_query_reaches_a_database(text: str) -> None:
    """Whatever is typed, what is asked for is letters and digits: nothing to escape, nothing to break."""
    for term in parse_terms(text):
        assert term.words
        assert all(word.isalnum() for word in term.words)


def test_a_snippet_shows_words_where_they_stand_together() -> None:
    """Who asks for two words means them together: what stands behind "voting against" is shown, not what was voted for before it."""
    text = f"Voting for the action were: {'; '.join(['Ana Holt, Chair'] * 11)}. Voting against it was Ben Lind, who would wait."
    cut, marked = snippet(text, parse_terms("voting against"), 240)
    assert "Voting against it was Ben Lind, who would wait." in cut
    assert [cut[start:end] for start, end in marked][-2:] == ["Voting", "against"]


@given(st.text(alphabet="abc 제재\n", max_size=400), st.sampled_from(["a", '"a b"', "ab*", "제재", "c 재"]))
def test_a_snippet_shows_what_was_found(text: str, asked: str) -> None:
    """What is marked in a snippet is what was asked for, and the first of it is always in sight."""
    wanted = parse_terms(asked)
    cut, marked = snippet(text, wanted, 60)
    assert len(cut) <= 64
    assert bool(marked) == bool(find_spans(text, wanted))
    for start, end in marked:
        assert find_spans(cut[start:end], wanted) == [(0, end - start)]


def test_a_phrase_is_marked_whole() -> None:
    """Of words that are part of a phrase found there, the phrase is marked; elsewhere the word."""
    text = "They will respond; they will wait."
    assert [text[a:b] for a, b in find_spans(text, parse_terms('will "will respond"'))] == [
        "will respond",
        "will",
    ]


def test_the_beginning_of_a_word_is_asked_for_with_a_star() -> None:
    """sanction* finds sanctions and sanctioned, a phrase may end so, and a star alone asks for nothing."""
    text = "Sanctions on those who sanctioned a joint statement."
    assert [text[a:b] for a, b in find_spans(text, parse_terms("sanction*"))] == ["Sanctions", "sanctioned"]
    assert [text[a:b] for a, b in find_spans(text, parse_terms('"joint state"*'))] == ["joint statement"]
    assert parse_terms("* ** \"\" '' !") == []


@pytest.mark.parametrize(
    "text",
    [
        "Türkiye’s levy – “the Ürün” plan",
        "the ﬁrm levy of 6½ percent",
        "levy\u00a0on crème",
        "le\u0301vy on the plan",
        "制裁 levy plan",
        "the levy of İzmir",
    ],
)
@pytest.mark.parametrize("asked", ["levy", "urun plan", '"turkiye s levy"', "cre*", "6", "制裁", "izmir"])
def test_words_are_found_alike_in_plain_letters(text: str, asked: str) -> None:
    """Most texts are searched as if they had no typographic sign and no accent, which is quicker: what is found, and where, is the same."""
    terms = parse_terms(asked)
    plain = analyzer._in_plain_letters(text)
    assert plain is None or len(plain) == len(text)
    if plain is not None:
        assert set(analyzer._in_ascii(plain, terms)) == set(analyzer._in_any(text, terms))
