"""Rows and the nouns of the domain, each way."""

from __future__ import annotations

import json
from datetime import date

from tests.fakes import build_facets
from tracker.domain import Block, Document, Role
from tracker.store.row_mapping import document_of, document_packed, facets_of, facets_values


def test_facets_survive_a_row() -> None:
    """What is compared between two units is, after storing, exactly what was read."""
    facets = build_facets(
        speakers=frozenset({"Norvale", "Estmark"}),
        topics=frozenset(),
        scope_items=frozenset({"straits", "ports"}),
        intensity=-1,
        condition="if the Harbour Compact is breached",
        reaffirm_claimed=True,
    )
    assert facets_of(json.loads(json.dumps(facets_values(facets)))) == facets


def test_equal_facets_give_equal_rows() -> None:
    """The order in which a set was built is not a difference between two statements."""
    one = build_facets(speakers=frozenset(["Norvale", "Estmark", "Lurania"]))
    other = build_facets(speakers=frozenset(["Lurania", "Estmark", "Norvale"]))
    assert json.dumps(facets_values(one)) == json.dumps(facets_values(other))


def test_a_facet_younger_than_the_row_is_empty() -> None:
    """A unit stored before a facet existed can be read, and has nothing in that facet."""
    values = facets_values(build_facets(goal="peace", topics=frozenset({"security"}), scope_examples=True))
    older = {
        name: value for name, value in values.items() if name not in ("goal", "topics", "scope_examples")
    }
    read = facets_of(older | {"a facet we gave up": 1})
    assert (read.goal, read.topics, read.scope_examples) == ("", frozenset(), False)
    assert read.action == "respond to any further incursion"


def test_a_document_survives_code_point_for_code_point() -> None:
    """No character of a text is lost or changed by storing it, be it rare, invisible or half of a pair."""
    text = "Norvale\u00a0‑ “will” 🜨\r\n\x00\ufeff\ud800"
    document = Document(
        text, (Block(0, 7, Role.TITLE), Block(8, len(text), Role.ITEM)), "T", date(2031, 3, 4)
    )
    assert document_of(document_packed(document)) == document
