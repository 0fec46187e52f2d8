"""Whether an answer is what its source says, or a wall, an error page, a torn text. Pure.

    page ──► charset ──► length ──► redirect ──► words and markup ──► what was held before ──► believed
                └───────────┴───────────┴───────────────┴─────────────────────┴─► held back, with rule and evidence

What is held back is kept apart and told to the operator, who may accept it. The
rules and the figures behind them are in docs/decisions/0014-extraction-guard.md.
"""

from __future__ import annotations

from tracker.guard.checks import CandidatePage, ReleaseHistory, judge_page, unreadable_failure

__all__ = ["ReleaseHistory", "CandidatePage", "judge_page", "unreadable_failure"]
