"""A unit in words of its sentence, before offsets and slots."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain import Kind
from tracker.segment.actions import Action
from tracker.segment.anchors import Anchor
from tracker.segment.cast import Cast
from tracker.segment.lexicon import Lexicon
from tracker.segment.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what is needed to read it: its words, who speaks in the document, the lexicon."""

    tokens: Tokens
    cast: Cast
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit in words of the sentence, before offsets and slots."""

    start: int
    end: int
    kind: Kind
    level: int
    speakers: frozenset[str]
    cue: str
    content: int  # where the action or object begins
    action: Action | None
    negative: bool
    addressed: tuple[int, int]  # where the addressee stands
    rules: tuple[str, ...]
    subject: tuple[int, int] = (0, 0)  # the words that name the speakers
    borrowed: bool = False  # they stand at another verb


def one(
    anchor: Anchor,
    end: int,
    kind: Kind,
    level: int,
    cue: str,
    content: int,
    *rules: str,
    negative: bool = False,
    addressed: tuple[int, int] | None = None,
) -> Draft:
    return Draft(
        anchor.start,
        end,
        kind,
        level,
        anchor.speakers,
        cue,
        min(content, end - 1),
        None,
        negative,
        addressed or (content, content),
        rules,
    )


def own_or_joint(anchor: Anchor) -> Kind:
    return Kind.U_JOINT if len(anchor.speakers) > 1 else Kind.U_OWN
