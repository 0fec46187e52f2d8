"""The one place that imports trafilatura."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import trafilatura

if TYPE_CHECKING:
    from tracker.extract.html.element_tree import Element

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read we report in one line


def main_body(tree: Element) -> Element | None:
    """Return the main text of a page as trafilatura writes it, or ``None``; takes *tree* apart."""
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, favor_recall=True)
    body: Element | None = getattr(found, "body", None)
    return body
