"""Rows as JSON Lines, one JSON document, or CSV for a spreadsheet. Pure; a row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from tracker.text.sanitize import escape_invisible, strip_controls

# A spreadsheet takes what begins so for a formula: OWASP, "CSV Injection"; some take the wide signs of East Asia too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
LOST = ("\t", "\r", "\n")  # what a spreadsheet may drop from a beginning, and then see what follows
# what some programs take for the end of a line
_LINES = str.maketrans(dict.fromkeys("\x85\u2028\u2029", "\n"))
SIGNS = ("+", "-")  # values of polarity; alone, no spreadsheet takes them for a formula
MARK = "\ufeff"  # tells some spreadsheet programs that a file is UTF-8

Row = Mapping[str, Any]


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield each of *rows* as one JSON object on a line of its own."""
    for row in rows:
        yield f"{_json(row)}\n"


def json_array(rows: Iterable[Row]) -> Iterator[str]:
    """Yield *rows* as one JSON array, a row a line.

    >>> "".join(json_array([{"level": 4}, {"level": 2}]))
    '[\\n{"level": 4},\\n{"level": 2}\\n]\\n'
    """
    yield "["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{_json(row)}"
    yield "\n]\n"


def csv_lines(rows: Iterable[Row], columns: Sequence[str], *, mark: bool = False) -> Iterator[str]:
    """Yield *rows* as CSV with a header, by RFC 4180; with *mark*, a byte order mark goes first.

    What is empty is an empty field, a list is JSON. A text that a spreadsheet
    would take for a formula gets an apostrophe in front; what a terminal obeys and
    what turns a line round is left out.

    Raises:
        ValueError: A row has a key that *columns* does not have.
    """
    buffer = StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\r\n")
    buffer.write(MARK if mark else "")
    writer.writeheader()
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow({key: csv_cell(value) for key, value in row.items()})
        yield buffer.getvalue()


def csv_cell(value: object) -> str:
    """Return *value* as it stands in a field of CSV.

    >>> csv_cell("=HYPERLINK(0)"), csv_cell("-"), csv_cell(-1), csv_cell(None), csv_cell(["security"]), csv_cell(True)
    ("'=HYPERLINK(0)", '-', '-1', '', '["security"]', 'true')
    """
    if not isinstance(value, str):
        return "" if value is None else _json(value)
    text = strip_controls(value).translate(_LINES)
    runs = text.startswith(LOST) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if runs and text not in SIGNS else text


def _json(value: object) -> str:
    return escape_invisible(json.dumps(value, ensure_ascii=False, default=str))
