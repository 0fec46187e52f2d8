"""Why a change is not mailed, as its rule says it; light, for all who ask."""

from __future__ import annotations

IN_TALK = (
    "not mailed unless asked for: said in talk"  # the link and the label may be right; it answered a question
)
