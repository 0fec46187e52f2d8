"""Where a Korean sentence begins a statement of its own. Invented sentences."""

from __future__ import annotations

import pytest

from tracker.segment.network.korean_clauses import SURE, begins_clause


def clauses(marked: str) -> tuple[list[int], list[int]]:
    """Return where the sentence without its bars surely begins a clause, and where the bars stand."""
    said = marked.replace("|", "")
    words = [at for at in range(1, len(said)) if said[at - 1] == " "]
    bars = [at - number for number, at in enumerate(at for at, sign in enumerate(marked) if sign == "|")]
    return [at for at in words if begins_clause(said, at, len(said)) == SURE], bars


@pytest.mark.parametrize(
    "said",
    [
        "양측은 어선 나포를 규탄하고 |조속한 선원 석방을 촉구하였다.",
        "양측은 해협 재개방을 환영하며, |등대 복구를 요청하였다.",
        "양측은 베스키아가 나포를 즉각 중단하고 |협상에 복귀할 것을 촉구하였다.",
        "양측은 베스키아가 항만을 봉쇄하고 어선을 위협하는 행위를 중단하고 |조속히 협상으로 복귀할 것을 거듭 촉구하였다.",
        "양측은 모든 나포 중단 및 |억류 선원의 조속한 석방을 촉구하였다.",
        "양측은 나포가 협정을 위반한 것으로 |베스키아가 이를 계속하고 있는 것을 규탄하였다.",
    ],
)
def test_two_statements_of_one_sentence_are_two(said):
    """What is condemned and what is asked for, and two things asked for, are statements each with a line of its own."""
    found, bars = clauses(said)
    assert found == bars


@pytest.mark.parametrize(
    "said",
    [
        "양측은 거듭된 경고에도 불구하고 베스키아가 어선을 나포한 것을 규탄하였다.",
        "양측은 해협 통항을 위협하고 있는 행위를 중단할 것을 촉구하였다.",
        "양측은 국제사회의 단합되고 단호한 대응을 요청하였다.",
        "양측은 긴장을 조성하고 항만을 봉쇄하는 행위를 중단할 것을 촉구하였다.",
        "양측은 어민의 참여 및 관심을 요청하였다.",
        "양측은 항로를 조사하고 등대를 복구해 나가기로 하였다.",
    ],
)
def test_what_goes_with_the_next_words_is_no_statement_of_its_own(said):
    """A concession, a verb in its course, two words for one noun, and what describes the act that is to end stay in one unit."""
    assert clauses(said) == ([], [])
