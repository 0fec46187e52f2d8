"""When two releases are one, and when two accounts are of one meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fakes import build_release
from tracker.domain import Release
from tracker.link.witnesses import ReleaseText, WitnessKind, address_key, release_keys, witness_of

DAY = date(2031, 3, 4)
WORDS = "the two ministers agreed on ships harbours timber grain tariffs nets crews storms boats piers lights"
TEXT = " ".join(f"{word} in year {number}" for number, word in enumerate(WORDS.split() * 3))
OTHER = " ".join(f"{word} of rank {number}" for number, word in enumerate(WORDS.split() * 3))


def release(
    source: str, *, url: str = "", title: str = "Statement", issuer: str = "", days: int = 0
) -> Release:
    made = build_release(f"{source}-1", source=source, title=title, published_on=DAY + timedelta(days=days))
    return replace(made, url=url, issuer=issuer)


def test_one_address_is_one_release_however_it_is_written():
    """http or https, www, a slash at the end, what a feed adds to count its readers: one page."""
    first = ReleaseText(release("ministry", url="https://www.mfa.example/news/12/"), TEXT)
    again = ReleaseText(
        release("summit", url="http://mfa.example/news/12?utm_source=rss#top"), TEXT + " printed"
    )
    assert witness_of(again, first) is WitnessKind.ADDRESS
    assert set(release_keys(again)) & set(release_keys(first))


def test_one_address_with_other_words_is_two_releases():
    """A page that is overwritten each month, or a front page, has many releases at one address."""
    first = ReleaseText(release("ministry", url="https://mfa.example/latest"), TEXT)
    assert witness_of(ReleaseText(release("summit", url="https://mfa.example/latest"), OTHER), first) is None
    assert address_key("https://mfa.example/") == ""


def test_nearly_the_same_text_within_days_is_one_release():
    """A second source may date it by its upload and add a line of its own."""
    first = ReleaseText(release("ministry"), TEXT)
    again = ReleaseText(release("summit", days=2), f"For release. {TEXT}")
    assert witness_of(again, first) is WitnessKind.TEXT
    assert len(set(release_keys(again)) & set(release_keys(first))) > 6


def test_the_same_words_a_year_later_are_another_release():
    """A notice renewed in the words of last year is news: the line goes on."""
    first = ReleaseText(release("ministry"), TEXT)
    assert witness_of(ReleaseText(release("summit", days=365), TEXT), first) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "days", "found"),
    [
        (
            "Minister Holt's Meeting with Japanese Minister Abe",
            "Minister Abe's Meeting with Brazil's Minister",
            1,
            True,
        ),
        (
            "Minister Holt's Meeting with Japanese Minister Abe",
            "President Abe's Meeting with Brazil's President",
            1,
            False,
        ),
        (
            "Minister Holt's Meeting with Japanese Minister Abe",
            "Minister Abe's Meeting with Peru's Minister",
            1,
            False,
        ),
        (
            "Minister Holt's Meeting with Japanese Minister Abe",
            "Minister Abe's Meeting with Brazil's Minister",
            9,
            False,
        ),
        ("Minister Holt on Trade with Japan", "Statement by Minister Abe on Brazil", 0, False),
    ],
)
def test_two_sides_of_one_meeting_name_each_other(ours, theirs, days, found):
    """Each names the other as who was met, at one rank and within days; else they are two matters."""
    one = ReleaseText(release("brazil", title=ours, issuer="Brazil"), TEXT)
    two = ReleaseText(release("japan", title=theirs, issuer="Japan", days=days), OTHER)
    assert witness_of(two, one) is (WitnessKind.MEETING if found else None)


ENGLISH = (
    "The two sides agreed to strengthen cooperation on maritime safety in the region. They urged an early end of the blockade and "
    "expressed concern about illegal cyber activities. Both emphasized the importance of sanctions and of international law."
)
KOREAN = (
    "양측은 역내 해상 안전 협력을 강화해 나가기로 하였다. 또한 봉쇄의 조속한 종식을 촉구하고 불법 사이버 활동에 우려를 표명하였다. "
    "양측은 제재와 국제법의 중요성을 강조하였다."
)


@pytest.mark.parametrize(
    ("title", "text", "days", "found"),
    [
        ("한-페루 외교장관회담 결과", KOREAN, -1, WitnessKind.LANGUAGE),
        ("한-칠레 외교장관회담 결과", KOREAN, -1, None),  # another partner
        ("한-페루 외교장관회담 결과", KOREAN, -9, None),  # another week
        ("한-페루 외교장관회담 결과", "양측은 문화 교류와 관광 확대 방안을 논의하였다. " * 3, -1, None),
    ],
)
def test_a_release_in_two_languages_is_one_event(title, text, days, found):
    """One issuer, within three days, the same partners, and mostly the same things said: two witnesses, no copy."""
    english = ReleaseText(
        release(
            "mofa-en", title="Foreign Minister’s Meeting with Minister of Peru", issuer="Republic of Korea"
        ),
        ENGLISH,
    )
    korean = ReleaseText(release("mofa-ko", title=title, issuer="Republic of Korea", days=days), text)
    assert witness_of(english, korean) is found
    if found:
        assert set(release_keys(english)) & set(release_keys(korean))
