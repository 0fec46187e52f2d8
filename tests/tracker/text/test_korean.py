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


def test_what_is_not_known_stays_without_its_particle():
    """A name that no table has is still the same word in two sentences."""
    assert korean_words("누리마을은") == korean_words("누리마을에서") == ("누리마을",)


def test_another_language_than_english_is_named():
    """Who reads a release is told that it is Korean; English needs no mention, whatever names stand in it."""
    assert language_name("양측은 Halden 해역 조사에 합의하였다.") == "Korean"
    assert language_name("Minister Hale (헤일) met the press.") == ""
