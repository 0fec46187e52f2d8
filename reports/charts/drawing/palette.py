"""The colours of pictures, by what they mean.

``INKS`` are those of light mode, ``DARK_INKS`` those of dark mode, for pixels alone: in a page they are
classes, and ``reports/site/assets/pictures.css`` says what each is there, light and
dark. They are those of ``reports/templates/_base/page.css``, so a label has one
colour everywhere.

*heat1* to *heat6* are one blue that only darkens: whoever sees no colours sees the
same order (tests measure their luminance).
"""

from __future__ import annotations

from typing import Literal

Ink = Literal[
    "paper", "panel", "hair", "rule", "muted", "ink",
    "hard", "soft", "firm", "mixed", "calm", "rate", "gap",
    "heat1", "heat2", "heat3", "heat4", "heat5", "heat6",
    "onlow", "onhigh",
]  # fmt: skip

INKS: dict[Ink, str] = {
    "paper": "#fcfbf8",
    "panel": "#f5f2eb",
    "hair": "#ebe6dc",
    "rule": "#ddd7cb",
    "muted": "#5d5951",
    "ink": "#1b1a18",
    "hard": "#9a1b1b",
    "soft": "#8a4a00",
    "firm": "#0b5f4e",
    "mixed": "#5a3a92",
    "calm": "#4c545c",
    "rate": "#1f4e79",
    "gap": "#fcefdc",
    "heat1": "#cbdae6",
    "heat2": "#a6c1d6",
    "heat3": "#7fa5c2",
    "heat4": "#41729a",
    "heat5": "#285579",
    "heat6": "#0f3453",
    "onlow": "#1b1a18",  # figures on heat1 to heat3
    "onhigh": "#ffffff",  # on heat4 to heat6
}

# As reports/templates/_base/page.css and reports/site/assets/pictures.css have them for dark mode.
DARK_INKS: dict[Ink, str] = {
    "paper": "#14161a",
    "panel": "#1e2127",
    "hair": "#2a2e35",
    "rule": "#363a42",
    "muted": "#a9a59c",
    "ink": "#e8e5de",
    "hard": "#ff9d93",
    "soft": "#f2b869",
    "firm": "#7fd6bd",
    "mixed": "#c6aef5",
    "calm": "#b4bcc5",
    "rate": "#9cc4ee",
    "gap": "#37290f",
    "heat1": "#2a4256",
    "heat2": "#355a77",
    "heat3": "#426f8f",
    "heat4": "#86b0cf",
    "heat5": "#b0cee3",
    "heat6": "#dcebf5",
    "onlow": "#f4f1ea",
    "onhigh": "#14161a",
}

HEAT: tuple[Ink, ...] = ("heat1", "heat2", "heat3", "heat4", "heat5", "heat6")
ON_HEAT: tuple[Ink, ...] = ("onlow", "onlow", "onlow", "onhigh", "onhigh", "onhigh")
