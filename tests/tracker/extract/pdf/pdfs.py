"""PDF files made by hand: Helvetica, one text object for every line, and a cross-reference table."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDE, HIGH = 595, 842  # points: A4
LEFT, TOP = 72, 770
SIZE, LEADING = 11, 14


@dataclass
class Sheet:
    """What is drawn on one page."""

    drawn: list[str] = field(default_factory=list)
    turn: int = 0
    height: float = TOP  # of the next line

    def put(
        self, text: str, x: float, y: float, *, size: float = SIZE, word_space: float = 0, font: str = "F1"
    ) -> None:
        """Set *text* at a place."""
        safe = text.encode("cp1252").decode("latin-1")
        for sign in "\\()":
            safe = safe.replace(sign, f"\\{sign}")
        self.drawn.append(f"BT /{font} {size} Tf {word_space} Tw 1 0 0 1 {x} {y} Tm ({safe}) Tj ET")

    def lines(
        self,
        lines: Sequence[str],
        *,
        indent: float = 0,
        gap: float = 0,
        size: float = SIZE,
        left: float = LEFT,
        word_space: float = 0,
        leading: float = LEADING,
    ) -> None:
        """Set lines one below the other: the first indented, *gap* points of white below the last."""
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            self.put(
                line,
                left + (0 if number else indent),
                self.height,
                size=size,
                word_space=0 if last else word_space,
            )
            self.height -= leading
        self.height -= gap


def wrapped(text: str, width: int = 84) -> list[str]:
    """Return the lines of *text*, none broken at a hyphen."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def pdf(sheets: Sequence[Sheet], *, title: str = "", encrypted: bool = False) -> bytes:
    """Return a PDF file of *sheets*."""
    count = len(sheets)
    pages = " ".join(f"{5 + 2 * index} 0 R" for index in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{pages}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>",
    ]
    for index, sheet in enumerate(sheets):
        stream = "\n".join(sheet.drawn)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Rotate {sheet.turn}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if encrypted:
        secret = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >>")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    extra = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]" if encrypted else ""
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return body + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R{extra} >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")
