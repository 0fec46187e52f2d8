"""Invented texts, and what a formula does in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.domain import Block, Document, Release, Role
from tracker.formula.uses import Text, Use, uses_in
from tracker.formula.wording import parse_formula
from tracker.hashing import content_id

HALDEN = "peace and stability across the Halden Strait"


def text(
    *paragraphs: str,
    day: date | None = date(2031, 3, 4),
    title: str = "Joint Statement of Norvale and Estmark",
    issuer: str = "Norvale",
    source: str = "norvale",
) -> Text:
    """Return a text of a release; each of *paragraphs* is a paragraph."""
    whole = "\n\n".join(paragraphs)
    release = Release(content_id(source, title, str(day)), source, f"{title} {day}", issuer, "", title, day)
    return Text(release, Document(whole, tuple(_blocks(paragraphs))))


def uses(phrase: str, *texts: Text, telling: float = 0.9) -> list[Use]:
    """Return the uses of *phrase* in *texts*; the words of it that are there tell the rest in so many cases."""
    formula = parse_formula(phrase)
    return [use for one in texts for use in uses_in(formula, one, lambda _: telling)]


def said(phrase: str, sentence: str, telling: float = 0.9) -> list[str]:
    """Return how the uses of *phrase* in *sentence* differ from it."""
    return ["; ".join(map(str, use.edits)) for use in uses(phrase, text(sentence), telling=telling)]


def _blocks(paragraphs: Sequence[str]) -> Iterator[Block]:
    at = 0
    for paragraph in paragraphs:
        yield Block(at, at + len(paragraph), Role.PARAGRAPH)
        at += len(paragraph) + 2
