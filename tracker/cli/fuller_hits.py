"""How much of each hit a screen shows: what is left of it tells the best ones on."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.answering.fuller_excerpts import told_more
from tracker.answering.hit_order import FIRST, is_titled
from tracker.cli.rendering.hit_rendering import BREAK, INDENT, ROWS, behind_words
from tracker.search.analyzer import fold_words, parse_terms
from tracker.store import Store
from tracker.store.records import Hit

SCREEN = 23  # rows of a screen of 24: the prompt takes one
MOST = 9  # rows of a hit
SHARED_BY = 3  # hits that share what is left of the screen
FIRST_ROWS = 8  # of the first hit where its title has what was asked for, or few texts have it at all
FEW = 2  # texts


def fuller_hits(
    store: Store, hits: Sequence[Hit], text: str, *, above: int, width: int
) -> tuple[tuple[Hit, ...], list[int]]:
    """Return *hits* of the query *text*, the first with what else their texts tell where there is room, and how many rows each may take; *above* rows are taken, of *width* columns."""
    shown, rest = hits[:FIRST], hits[FIRST:]
    texts = {
        release.id: document.text
        for release, document in store.latest_documents([hit.release.id for hit in shown])
    }
    terms = parse_terms(text)
    a_row = width - INDENT - BREAK
    spare = SCREEN - above - ROWS * len(shown) - _heads(shown)
    fuller: list[Hit] = []
    rows: list[int] = []
    for at, hit in enumerate(shown):
        if _is_told(hit, fuller):
            spare += ROWS
            continue
        share = -(-max(0, spare) // min(SHARED_BY, len(shown) - at))
        titled = at == 0 and is_titled(hit.release, text)
        least = FIRST_ROWS if titled or (at == 0 and len(texts) <= FEW) else ROWS
        most = min(MOST, max(ROWS + share, least))
        before = " ".join(one.snippet for one in fuller if one.release.id == hit.release.id)
        text_of_it = texts.get(hit.release.id, "")
        told = told_more(hit, text_of_it, terms, most * a_row - _taken(hit), whole=titled, before=before)
        used = -(-(len(told.snippet) + _taken(told)) // a_row)
        spare -= used - ROWS
        fuller.append(told)
        rows.append(max(ROWS, min(used, most)))
    return (*fuller, *rest), [*rows, *([ROWS] * len(rest))]


def _is_told(hit: Hit, before: Sequence[Hit]) -> bool:
    """Return whether what is told of the same text *before* has all words of *hit*."""
    words = f" {' '.join(fold_words(hit.snippet))} "
    return any(
        one.release.id == hit.release.id and words in f" {' '.join(fold_words(one.snippet))} "
        for one in before
    )


def _heads(hits: Sequence[Hit]) -> int:
    """Return how many rows of day and title stand above *hits*."""
    return sum(
        at == 0 or not hit.unit or hit.release.id != hits[at - 1].release.id for at, hit in enumerate(hits)
    )


def _taken(hit: Hit) -> int:
    """Return how many characters stand before and behind the words of *hit*."""
    return len(behind_words(hit)) if hit.unit else len(hit.turn) + 2
