"""What answers a question above the hits: who voted against, which sums stand beside the words, what moved, whether and when something was said."""

from __future__ import annotations

from tracker.answering.meaning import Meant
from tracker.answering.rows.answer_parts import AnswerRow
from tracker.answering.rows.changed_answers import changed_rows
from tracker.answering.rows.dissent_answers import dissent_rows
from tracker.answering.rows.passage_answers import passage_rows
from tracker.answering.rows.sum_answers import sum_rows
from tracker.answering.rows.whether_answers import whether_rows
from tracker.store import Store


def answer_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return what answers the question *typed*, which *meant* says the meaning of; () where it is none of these."""
    ways = (dissent_rows, sum_rows, changed_rows, passage_rows, whether_rows)
    return next(filter(None, (rows(store, meant, typed) for rows in ways)), ())
