"""Text to tracked units."""

from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.network.encoder import Encoder, load_encoder
from tracker.segment.reader import near_misses, segment, unread_languages

__all__ = ["Encoder", "Lexicon", "load_encoder", "load_lexicon", "near_misses", "segment", "unread_languages"]
