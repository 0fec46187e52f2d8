"""Blocks that a source says are no statement: remove_text."""

from __future__ import annotations

import pytest

from tracker.domain import Role, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text

SAID = "Norvale will open the port of Halvern to all ships by the end of May."
ASK = "For media inquiries, write to the press office of the ministry in Halvern, which will answer within a day."
LATER = "The ministry will answer for media inquiries about the port of Halvern until the end of the year."
BODIES = {
    "text/html": f"<html><body><p>{SAID}</p><p>{ASK}</p><p>{LATER}</p></body></html>",
    "text/plain": f"{SAID}\n\n{ASK}\n\n{LATER}\n",
    "text/markdown": f"{SAID}\n\n{ASK}\n\n{LATER}\n",
}


@pytest.mark.parametrize(("media_type", "body"), BODIES.items(), ids=BODIES)
@pytest.mark.parametrize("pattern", ["For media inquiries", "^(For media inquiries|Implementation Note)"])
def test_a_block_that_begins_so_is_no_statement(media_type: str, body: str, pattern: str) -> None:
    """Notes to the press are the same under every release: none of them is said by the issuer."""
    selectors = Selectors(body="body" if media_type == "text/html" else "", remove_text=pattern)
    document = extract(body.encode(), media_type, selectors=selectors)
    assert statement_text(document) == f"{SAID}\n{LATER}"
    assert [block.role for block in document.blocks] == [Role.PARAGRAPH, Role.FURNITURE, Role.PARAGRAPH]


@pytest.mark.parametrize(("media_type", "body"), BODIES.items(), ids=BODIES)
def test_the_text_and_its_offsets_stay(media_type: str, body: str) -> None:
    """Only the role changes, so a quote stands where it stood before the pattern was configured."""
    before = extract(body.encode(), media_type)
    after = extract(body.encode(), media_type, selectors=Selectors(remove_text="For media"))
    assert after.text == before.text
    assert [(block.start, block.end) for block in after.blocks] == [
        (block.start, block.end) for block in before.blocks
    ]


def test_a_pattern_looks_at_the_beginning_only() -> None:
    """A pattern that could match anywhere would take out sentences that only mention the words."""
    far = "The ministers met in Halvern. " * 40 + "For media inquiries, write."
    assert statement_text(
        extract(far.encode(), "text/plain", selectors=Selectors(remove_text=".* For media inquiries"))
    )


def test_an_ill_pattern_costs_little() -> None:
    """A pattern that looks back and forth sees the first letters of a block, however long it is."""
    body = "a" * 1_000_000 + " b"
    selectors = Selectors(remove_text="a*a*a*c")
    assert statement_text(extract(body.encode(), "text/plain", selectors=selectors)) == body


def test_what_is_no_pattern_is_named() -> None:
    """One line says which setting of the source is wrong."""
    with pytest.raises(UnreadableRevision, match=r'remove_text = "\(" is no regular expression'):
        extract(SAID.encode(), "text/plain", selectors=Selectors(remove_text="("), where="norvale")
