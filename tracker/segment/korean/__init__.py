"""Korean: who speaks and what the slots hold, inside what the network found."""

from tracker.segment.korean.korean_units import build_korean_units

__all__ = ["build_korean_units"]
