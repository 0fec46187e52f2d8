"""Lines of a PDF to paragraphs, and the title among them.

A paragraph starts where the gap above is more than 1.3 times the usual one, where a
line is indented more than 8 points and the one before was not, and after a page or
column whose last line was short. Besides, markers of lists and a change of size part
paragraphs, and so does a line that had room for the next word; but a line that starts
in lower case goes on with an open sentence, whatever its place.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tracker.extract.blocks import boilerplate
from tracker.extract.blocks.line_shapes import is_day_line
from tracker.extract.blocks.pieces import alphanumeric, ends_sentence, list_marker
from tracker.extract.html.text_blocks import Part
from tracker.extract.pdf.hyphenation import WordEvidence, join_broken_lines, replace_ligatures, word_evidence
from tracker.extract.pdf.page_lines import PdfLine, left_margins

_GAP = 1.3  # times the usual gap between lines
_INDENT = 8.0  # points
_FULL = 0.85  # of the text width
_OTHER_SIZE = 1.1  # times: another size is another kind of text
_WIDE = 0.9  # of the lines are no wider than the text is set
_SLACK = 1.3  # letters of a word may be wider than those of its line
_LARGE = 1.15  # times the size of most letters: set as a title
_FILE = re.compile(
    r"\.(?:docx?|hwpx?|pdf|indd|odt|rtf|pptx?|xlsx?|tmp)\b|[\\/]|^microsoft |^untitled|^slide ", re.I
)


@dataclass(frozen=True, slots=True)
class _LineMeasure:
    """How the text of a document is set."""

    margins: dict[int, float]  # left, of each column
    width: float
    gap: float  # from line to line
    size: float  # of most letters

    def gap_at(self, size: float) -> float:
        """Return the usual gap between lines of *size*."""
        return self.gap * max(1.0, size / self.size if self.size else 1.0)

    def is_indented(self, line: PdfLine) -> bool:
        """Return whether *line* starts right of its margin."""
        return line.left > self.margins[line.column] + _INDENT

    def reach(self, line: PdfLine) -> float:
        """Return how far *line* goes from its margin."""
        return line.right - self.margins[line.column]

    def has_room(self, line: PdfLine, following: str) -> bool:
        """Return whether the next word would have stood on *line*, so that it was ended on purpose."""
        word = following.split(maxsplit=1)[0]
        letter = (line.right - line.left) / len(line.text)
        return self.reach(line) + (len(word) + 1) * letter * _SLACK < self.width


def paragraphs_of(lines: Sequence[PdfLine]) -> list[Part]:
    """Return the paragraphs of *lines*, each on one line; no role is known from the page."""
    spelling = word_evidence([line.text for line in lines])
    texts = (join_broken_lines([line.text for line in group], spelling) for group in _groups(lines))
    return [(text, None) for text in texts if text]


def find_title(lines: Sequence[PdfLine], named: str) -> str:
    """Return the title: the one in the metadata if the first page bears it out, else what is set largest.

    Metadata often names a template or a file; alone it is used only where nothing is
    set larger than the text, and it reads like a title.
    """
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    named = " ".join(named.split())
    if _FILE.search(named) or len(named) > 300:
        named = ""
    if len(alphanumeric(named)) >= 8 and alphanumeric(named) in alphanumeric(
        " ".join(line.text for line in first)
    ):
        return named
    usual = _usual_size(lines)
    large = [
        (group[0].size, join_broken_lines([line.text for line in group], WordEvidence()))
        for group in _groups(first)
        if group[0].size >= _LARGE * usual
    ]
    fit = [(size, text) for size, text in large if _is_title(text)]
    if fit:
        return max(fit, key=lambda found: found[0])[1]
    return named if len(named.split()) >= 3 else ""


def _is_title(text: str) -> bool:
    known = (boilerplate.RELEASE_LINE, boilerplate.BYLINE, boilerplate.NAVIGATION, boilerplate.RULE)
    return (
        2 <= len(text.split()) <= 50
        and not is_day_line(text)
        and not any(pattern.fullmatch(text) for pattern in known)
    )


def _groups(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the lines of each paragraph."""
    measure = _measure(lines)
    group: list[PdfLine] = []
    for line in lines:
        if group and _starts(group, line, measure):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _measure(lines: Sequence[PdfLine]) -> _LineMeasure:
    margins = left_margins(lines)
    widths = sorted(line.right - margins[line.column] for line in lines)
    width = widths[int(_WIDE * len(widths))] if widths else 0.0
    return _LineMeasure(margins, width, _usual_gap(lines), _usual_size(lines))


def _starts(group: list[PdfLine], line: PdfLine, measure: _LineMeasure) -> bool:
    """Return whether *line* starts a paragraph after the lines of *group*."""
    before = group[-1]
    if max(line.size, before.size) > _OTHER_SIZE * min(line.size, before.size):
        return True
    text = replace_ligatures(line.text)
    marker = list_marker(text)
    if marker and (text[0] in "•◦▪●○■□" or ends_sentence(before.text) or before.text[-1] in ":;,"):
        return True
    if line.column == before.column and before.base - line.base > _GAP * measure.gap_at(line.size):
        return True
    if line.text[0].islower() and not ends_sentence(before.text) and before.text[-1] not in ":;":
        return False
    if measure.is_indented(line) and not measure.is_indented(before) and not list_marker(group[0].text):
        return True
    if line.column != before.column and measure.reach(before) < _FULL * measure.width:
        return True
    return line.size < _LARGE * measure.size and measure.has_room(before, line.text)


def _usual_gap(lines: Sequence[PdfLine]) -> float:
    gaps = [
        before.base - line.base
        for before, line in itertools.pairwise(lines)
        if line.column == before.column and 0 < before.base - line.base < 4 * line.size
    ]
    return median(gaps) if gaps else 1.2 * _usual_size(lines)


def _usual_size(lines: Sequence[PdfLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
