"""Text to tracked units."""

from tracker.segment.lexicon import Lexicon, load_lexicon
from tracker.segment.rules import segment

NAME = "rules.v1"

__all__ = ["NAME", "Lexicon", "load_lexicon", "segment"]
