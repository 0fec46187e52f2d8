"""Korean units: who speaks, level by ending and verb, sense, deadline and amount. Invented sentences of invented ministers."""

from __future__ import annotations

import pytest

from tracker.errors import ConfigError
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.encoder import load_encoder
from tracker.segment.sentences import split

ISSUER = "Republic of Korea"
TITLE = "한-핀란드 외교장관회담 결과"
OPENING = (
    "□ 강하늘 외교장관은 3.5.(수) 서울에서 마티 할로넨(Matti Halonen) 핀란드 외교장관과 회담을 가졌다.\n\n"
)


@pytest.fixture
def korean(read_as):
    """Return the unit that the end of a sentence makes after an opening that introduces two ministers."""

    def build(said: str, quote: str, kind: str = "U.joint", **more):
        (unit,) = read_as(OPENING + said, (quote, kind), **{"title": TITLE, "issuer": ISSUER, **more})
        return unit

    return build


@pytest.mark.parametrize(
    ("subject", "speakers"),
    [
        ("양측은", {"KOR", "FIN"}),
        ("두 장관은", {"KOR", "FIN"}),
        ("한-핀란드 양국은", {"KOR", "FIN"}),
        ("강 장관은", {"KOR"}),
        ("우리 정부는", {"KOR"}),
        ("할로넨 장관은", {"FIN"}),
        ("핀란드측은", {"FIN"}),
        ("강 장관은 양국이 이웃이라고 하고", {"KOR"}),
        ("강 장관과 할로넨 장관은", {"KOR", "FIN"}),
    ],
)
def test_the_subject_of_a_korean_sentence_speaks(korean, subject, speakers):
    """양측 is everybody who met, a surname with an office its party, and who is spoken of within is no subject."""
    quote = "북극 항로 협력을 강화해 나가기로 하였다"
    assert korean(f"ㅇ {subject} {quote}.", quote).facets.speakers == speakers


def test_a_sentence_without_subject_goes_on_with_the_speaker_before(read_as):
    """ "또한" and "아울러" continue what the two sides say."""
    said = "ㅇ 양측은 항만 안전을 위해 협력하기로 하였다.\n\nㅇ 아울러, 해적 행위의 즉각 중단을 촉구하였다."
    units = read_as(
        OPENING + said,
        ("항만 안전을 위해 협력하기로 하였다", "U.joint"),
        ("해적 행위의 즉각 중단을 촉구하였다", "D.call"),
        title=TITLE,
        issuer=ISSUER,
    )
    assert [unit.facets.speakers for unit in units] == [{"KOR", "FIN"}] * 2


@pytest.mark.parametrize(
    ("kind", "quote", "level"),
    [
        ("U.joint", "항로 조사를 공동으로 실시하기로 하였다", 4),
        ("U.joint", "항로를 열기 위한 노력을 배가해 나가기로 하였다", 3),
        ("U.own", "조사선을 파견할 예정이다", 2),
        ("U.own", "조사선 파견을 검토하기로 하였다", 1),
        ("D.call", "부두 봉쇄를 풀 것을 촉구하였다", 3),
        ("D.call", "부두 개방에 협조해 줄 것을 당부하였다", 2),
        ("S.principle", "항행의 자유가 중요함을 강조하였다", 2),
        ("S.principle", "부두 봉쇄를 결코 용납할 수 없음을 강조하였다", 4),
        ("E.condemn", "부두 봉쇄를 강력히 규탄하였다", 4),
        ("E.concern", "부두 봉쇄에 깊은 우려를 표명하였다", 2),
    ],
)
def test_ending_and_verb_say_the_level(korean, kind, quote, level):
    """Agreeing is definite, what is undertaken weighs no more than efforts, a plan is an intention, a look at it the least."""
    assert korean(f"ㅇ 양측은 {quote}.", quote, kind).facets.level == level


@pytest.mark.parametrize(
    ("subject", "quote", "thought", "kind"),
    [
        ("양측은", "북극 항로를 함께 지켜 나가자고 하였다", "D.call", "U.joint"),
        ("강 장관은", "북극 항로를 함께 지켜 나가자고 하였다", "U.joint", "D.call"),
        ("양측은", "부두 개방을 촉구하였다", "S.principle", "D.call"),
        ("양측은", "부두 개방을 환영하였다", "E.praise", "E.praise"),
    ],
)
def test_the_last_verb_makes_the_kind(korean, subject, quote, thought, kind):
    """ "Let us" said together is an undertaking, said by one a request; a verb that demands makes no stance."""
    assert korean(f"ㅇ {subject} {quote}.", quote, thought).kind.value == kind


def test_an_analyst_changes_the_level_of_an_ending(tmp_path):
    """The table is a file: an entry of the same words counts instead, and a wrong one is refused with its line."""
    mine = tmp_path / "mine.toml"
    mine.write_text('[ko_undertaking]\n"방침" = 3\n', "utf-8")
    assert {rung.words: rung.level for rung in load_lexicon([mine]).korean.rungs["U"]}["방침"] == 3
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[ko_undertaking]\n"방침" = 9\n', "utf-8")
    with pytest.raises(ConfigError, match="wrong"):
        load_lexicon([wrong])


def test_what_is_not_to_happen_deadline_and_amount(korean):
    """A prohibition has the sense "-"; dates and sums are kept as written."""
    ban = "부두를 다시 봉쇄해서는 안 될 것이라고 강조하였다"
    assert korean(f"ㅇ 양측은 {ban}.", ban, "D.principle").facets.polarity == "-"
    grant = "내년 6월까지 미화 300만불을 지원하기로 하였다"
    facets = korean(f"ㅇ 양측은 {grant}.", grant).facets
    assert (facets.deadline, facets.amount, facets.polarity) == ("내년 6월까지", "미화 300만불", "+")
    warned = "부두를 다시 봉쇄할 경우 단호히 대응해 나가기로 하였다"
    assert korean(f"ㅇ 양측은 {warned}.", warned, "U.warn").facets.condition == "부두를 다시 봉쇄할 경우"


def test_what_is_to_be_prevented_is_to_happen(korean):
    """ "So that it does not recur" is no refusal, nor is "not kept" before a noun; to decide not to is one."""
    for said in ("사고가 재발하지 않도록 협력하기로 하였다", "규정을 지키지 않는 선박을 조사하기로 하였다"):
        assert korean(f"ㅇ 양측은 {said}.", said).facets.polarity == "+"
    refused = "부두를 다시 열지 않기로 하였다"
    assert korean(f"ㅇ 양측은 {refused}.", refused).facets.polarity == "-"


def test_our_government_is_that_of_the_issuer(read_as):
    """우리 정부 is Norvale's where Norvale publishes; who 양측 are cannot be said where the other side is no known state."""
    ours, both = "등대를 복구할 예정이다", "항로를 조사하기로 하였다"
    units = read_as(
        f"ㅇ 우리 정부는 {ours}.\n\nㅇ 양측은 {both}.",
        (ours, "U.own"),
        (both, "U.joint"),
        title="노르베일-에스트마르 협의",
        issuer="노르베일",
    )
    assert [unit.facets.speakers for unit in units] == [{"노르베일"}, {"unresolved"}]


def test_who_is_asked_stands_behind_what_for(korean):
    """ "So that Peru returns to the talks, Finland was asked": Finland is asked."""
    asked = "페루가 협상에 복귀할 수 있도록 핀란드의 건설적 역할을 당부하였다"
    assert korean(f"ㅇ 강 장관은 {asked}.", asked, "D.call").facets.addressees == {"FIN"}


def test_a_korean_date_ends_no_sentence():
    """ "2031. 5. 21." stands within a sentence, "하였다." ends one, and bullets are no part of it."""
    said = "양측은 2031. 5. 21. 할덴에서 만나기로 하였다. 끝."
    assert [said[first:last] for first, last in split(said, 0, len(said))] == [
        "양측은 2031. 5. 21. 할덴에서 만나기로 하였다.",
        "끝.",
    ]


@pytest.mark.skipif("ko" not in load_encoder().others, reason="the Korean network is not installed")
def test_the_network_finds_what_two_sides_agreed(read):
    """An agreement and a demand are units with offsets by code point; what was discussed is none."""
    said = (
        f"{OPENING}ㅇ 양측은 북극 정세에 대한 의견을 교환하고, 북극 항로 안전을 위한 협력을 강화해 나가기로 하였다.\n\n"
        "ㅇ 아울러, 양측은 모든 선박이 유엔 안보리 결의를 준수할 것을 촉구하였다. 끝."
    )
    units = read(said, title=TITLE, issuer=ISSUER)
    assert [unit.kind.family for unit in units] == ["U", "D"]
    assert all(said[unit.start : unit.end] == unit.quote for unit in units)
    assert [unit.facets.speakers for unit in units] == [{"KOR", "FIN"}] * 2
