"""What ours must beat: three readers anyone could write in an hour.

cue list      every sentence with a lead verb is one unit of the kind and level of that verb
no grammar    every lead verb opens a unit that runs to the next one; whose verb it is does not count
nearest       every unit continues the most alike unit of the release before and is REAFFIRMED
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from tracker.domain import Document
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.sentences import sentences
from tracker.segment.tokens import tokenize

Row = dict[str, Any]
KINDS = {
    "commit": "U.own", "commit_adjective": "U.own", "act": "U.own", "modal": "U.own", "direct": "D.call",
    "frame": "S.principle", "frame_phrase": "S.principle", "stance": "S.support", "condemn": "E.condemn",
    "concern": "E.concern", "concern_adjective": "E.concern", "praise": "E.praise", "praise_adjective": "E.praise",
}  # fmt: skip


def cue_list(name: str, document: Document, lexicon: Lexicon) -> Iterator[Row]:
    """Yield one unit for each sentence of the release *name* that holds a lead verb."""
    for sentence in sentences(document):
        openings = list(_openings(document, sentence.start, sentence.end, lexicon))
        if openings:
            _, kind, level = openings[0]
            yield _row(name, document, sentence.start, sentence.end, kind, level)


def no_grammar(name: str, document: Document, lexicon: Lexicon) -> Iterator[Row]:
    """Yield one unit for each lead verb of the release *name*."""
    for sentence in sentences(document):
        openings = list(_openings(document, sentence.start, sentence.end, lexicon))
        ends = [*(start for start, _, _ in openings[1:]), sentence.end][: len(openings)]
        for (start, kind, level), end in zip(openings, ends, strict=True):
            yield _row(name, document, start, end, kind, level)


def nearest(chain: Sequence[str], units: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Yield a change for each unit of the releases in *chain*, oldest first."""
    for number, name in enumerate(chain):
        before = units[chain[number - 1]] if number else ()
        for unit in units[name]:
            earlier = max(
                before,
                key=lambda row: (fuzz.token_sort_ratio(row["quote"], unit["quote"]), -row["start"]),
                default=None,
            )
            yield {
                "release": name, "start": unit["start"], "end": unit["end"],
                "label": "REAFFIRMED" if earlier else "NEW",
                "prev_release": earlier["release"] if earlier else None,
                "prev_start": earlier["start"] if earlier else None,
                "prev_end": earlier["end"] if earlier else None,
            }  # fmt: skip


def _openings(document: Document, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, str, int]]:
    tokens = tokenize(document.text, start, end)
    for index, word in enumerate(tokens.lower):
        if word in lexicon.modals:
            yield tokens.starts[index], "U.own", lexicon.modals[word]
            continue
        for lead in lexicon.leads.get(word, ()):
            if tokens.lower[index + 1 : index + 1 + len(lead.rest)] == lead.rest:
                yield tokens.starts[index], KINDS[lead.table], max(1, lead.level)
                break


def _row(name: str, document: Document, start: int, end: int, kind: str, level: int) -> Row:
    return {
        "release": name, "start": start, "end": end, "quote": document.text[start:end], "kind": kind, "level": level
    }  # fmt: skip
