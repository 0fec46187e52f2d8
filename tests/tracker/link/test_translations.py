"""Statements of a Korean release beside those of the English one: one to one, in either order."""

from __future__ import annotations

from tests.fakes import build_facets, build_unit
from tracker.domain import Kind
from tracker.link.translations import same_statements

SAID = (
    (
        "D",
        "called on North Korea to stop its illegal cyber activities",
        "북한이 불법 사이버 활동을 중단할 것을 촉구하였다",
    ),
    ("U", "agreed to expand people-to-people exchanges", "인적 교류를 확대해 나가기로 하였다"),
    ("U", "agreed to build a supply chain for semiconductors", "반도체 공급망을 구축해 나가기로 하였다"),
)
ALONE = "독도 해양 조사선을 파견할 예정이다"


def units(texts: list[tuple[str, str]]):
    """Return units of *texts* (family and quote), one behind the other."""
    kinds = {"U": Kind.U_JOINT, "D": Kind.D_CALL}
    return [
        build_unit(
            quote,
            start=number * 100,
            kind=kinds[family],
            facets=build_facets(family=family, topics=frozenset({"other"})),
        )
        for number, (family, quote) in enumerate(texts)
    ]


def test_each_statement_finds_its_translation_and_what_one_text_adds_stays_alone():
    """Pairs are told by what they name, family and place; what only the Korean says has no pair."""
    english = units([(family, quote) for family, quote, _ in SAID])
    korean = units([*((family, quote) for family, _, quote in SAID), ("U", ALONE)])
    pairs = {(one.quote, other.quote) for one, other, _ in same_statements(korean, english)}
    assert pairs == {(korean, english) for _, english, korean in SAID}
    turned = {(other.quote, one.quote) for one, other, _ in same_statements(english, korean)}
    assert turned == pairs
