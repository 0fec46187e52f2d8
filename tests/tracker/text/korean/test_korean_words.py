"""Korean words come out as the English ones that releases have for them: for finding and comparing only."""

from __future__ import annotations

import pytest

from tracker.text.content_words import content_stems, party_codes
from tracker.text.korean import korean_words, language_name


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("북한의 미사일 위협", "North Korean missile threats"),
        ("대북제재를 이행", "implement sanctions on the DPRK"),
        ("안보협력을 강화", "strengthen security cooperation"),
        ("정보공유와 대응조치", "information sharing and response measures"),
    ],
)
def test_both_languages_have_the_same_telling_words(korean, english):
    """Particles, endings and compounds fall away, so a statement is found by the same words in either language."""
    assert set(content_stems(korean)) == set(content_stems(english))


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("한미일 외교장관 통화", {"kor", "usa", "jpn"}),
        ("한-핀란드 외교장관회담 개최", {"fin"}),
        ("한·중 국장급 협의", {"kor", "chn"}),
        ("페루 홍수 피해 지원", {"per"}),
        ("방한 일정 안내", set()),
    ],
)
def test_parties_are_named_together_and_by_one_letter(title, codes):
    """한미일 names three, 한·중 two, and every state of ISO 3166 is known by its Korean name; 한 alone is no party."""
    assert party_codes(title) == codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("항만을", "항만"),  # a port: 만 is no particle there
        ("북극항로를", "북극항로"),
        ("누리마을은", "누리마을에서"),
        ("나포한", "나포하였으며"),
        ("훼손되고", "훼손에"),
        ("즉각적인", "즉각"),
        ("정례화하기로", "정례화"),
        ("건설적으로", "건설적인"),
    ],
)
def test_what_is_not_known_is_one_word_whatever_stands_behind_it(one, other):
    """A word that no table has is the same in two sentences: particles and the endings of its light verb fall away."""
    assert korean_words(one) == korean_words(other) != ()


@pytest.mark.parametrize("word", ["이러한", "있다고", "않을", "것임을", "불구하고", "하였으며"])
def test_words_that_only_hold_a_sentence_together_tell_nothing(word):
    """ "Such", "is said", "in spite of" stand in any statement, so that two share them is no sign."""
    assert korean_words(word) == ()


def test_another_language_than_english_is_named():
    """Who reads a release is told that it is Korean; English needs no mention, whatever names stand in it."""
    assert language_name("양측은 Halden 해역 조사에 합의하였다.") == "Korean"
    assert language_name("Minister Hale (헤일) met the press.") == ""
