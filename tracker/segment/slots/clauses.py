"""How far a clause goes: what the patterns of slots share."""

from __future__ import annotations

# What goes on to the next stop that ends a clause: the stops of "U.S." and "2.5" end none.
CLAUSE = r"(?:[^,;.]|\.(?=\w)|(?<=[.\s][A-Z])\.)"
STRETCH = r"(?:[^;.]|\.(?=\w)|(?<=[.\s][A-Z])\.)"
