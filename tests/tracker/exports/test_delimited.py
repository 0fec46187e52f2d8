"""Rows as JSON and CSV, read back by the standard library."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import build_change, build_line, build_release, build_unit
from tracker.domain import Label
from tracker.exports.delimited import (
    FORMULA,
    LOST,
    MARK,
    csv_lines,
    json_array,
    json_lines,
)
from tracker.exports.json_rows import CHANGES, UNITS, change_row, unit_row
from tracker.text.sanitize import strip_controls


def read_back(text: str) -> list[dict[str, str]]:
    """Return the records of *text* as the csv module reads them; a comma or a quote out of place is an error."""
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_the_columns_are_the_keys_of_the_rows():
    """A key that is added to the rows is added to the table, in the same order."""
    assert tuple(unit_row(build_release(), build_unit(), build_line())) == tuple(
        column.name for column in UNITS
    )
    assert tuple(change_row(build_change())) == tuple(column.name for column in CHANGES)


def test_a_table_without_rows_has_its_header():
    """Who reads a table by its columns finds them on a quiet day too."""
    assert "".join(csv_lines([], ["a", "b"])) == "a,b\r\n"


def test_a_row_with_a_key_the_table_has_not_is_a_bug():
    """Nothing is left out of a table in silence."""
    with pytest.raises(ValueError, match="b"):
        list(csv_lines([{"a": 1, "b": 2}], ["a"]))


def test_records_end_in_cr_lf_and_what_has_a_line_end_is_quoted():
    """RFC 4180 section 2: CR LF between records; quotes around fields with line ends, commas and quotes."""
    text = "".join(csv_lines([{"a": 'one\n"two"', "b": "x,y"}], ["a", "b"]))
    assert text == 'a,b\r\n"one\n""two""","x,y"\r\n'


def test_a_change_reads_back_with_its_lists_as_json():
    """Nested values are JSON; nothing is an empty field; a truth value is JSON's."""
    change = change_row(build_change(Label.NEW))
    (row,) = read_back("".join(csv_lines([change], list(change))))
    assert (row["label"], row["prev_quote"], row["minor"]) == ("NEW", "", "false")
    assert json.loads(row["also"]) == json.loads(row["deltas"]) == []


def test_the_mark_comes_first_and_once_and_only_when_asked():
    """A byte order mark is the first character of the file or nowhere."""
    marked = "".join(csv_lines([{"a": 1}], ["a"], mark=True))
    assert marked == f"{MARK}a\r\n1\r\n"
    assert MARK not in "".join(csv_lines([{"a": 1}], ["a"]))


@given(st.text() | st.builds(str.__add__, st.sampled_from(FORMULA + LOST), st.text()))
def test_no_text_is_a_formula_and_every_text_comes_back(text):
    """An apostrophe in front of a formula, no control characters, one sort of line end within, and nothing else changes."""
    (row,) = read_back("".join(csv_lines([{"a": text, "b": "end"}], ["a", "b"])))
    lines = re.sub("[\x85\u2028\u2029]", "\n", strip_controls(text))
    assert row["a"].removeprefix("'") == lines.removeprefix("'")
    assert row["a"] in ("+", "-") or not row["a"].startswith(FORMULA + LOST)
    assert row["b"] == "end"


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "－1", "=cmd|' /C calc'!A0"],
)
def test_what_a_spreadsheet_would_run_is_text(formula):
    """The beginnings OWASP names get an apostrophe; the number -1 is a number and stays one."""
    (row,) = read_back("".join(csv_lines([{"a": formula, "b": -1}], ["a", "b"])))
    assert (row["a"], row["b"]) == (f"'{formula}", "-1")


def test_a_formula_behind_what_is_not_seen_is_a_formula():
    """What is left out is left out before the beginning is looked at."""
    (row,) = read_back("".join(csv_lines([{"a": "\x00\u202e=1+1"}], ["a"])))
    assert row["a"] == "'=1+1"


@pytest.mark.parametrize("form", [json_lines, json_array])
def test_json_holds_nothing_a_terminal_obeys(form):
    """The same data, with what is not seen written as JSON's escapes: it may be printed."""
    rows = [{"a": "\x1b]0;x\x07 \x9b31m \u202e \u2066 \u2028 é 한"}]
    text = "".join(form(rows))
    assert json.loads(text) in (rows, rows[0])
    assert "é 한" in text
    assert all(letter.isprintable() or letter == "\n" for letter in text)


@pytest.mark.parametrize("sign", ["+", "-"])
def test_a_sign_alone_is_no_formula(sign):
    """Polarity is written as it is: a spreadsheet shows a sign without anything behind it."""
    (row,) = read_back("".join(csv_lines([{"polarity": sign}], ["polarity"])))
    assert row["polarity"] == sign


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none())))
def test_json_reads_back_as_an_array_and_line_by_line(rows):
    """One array, or one object a line: both give the rows again, whatever is in them."""
    assert json.loads("".join(json_array(rows))) == rows
    assert [json.loads(line) for line in json_lines(rows)] == rows
    assert all(line.count("\n") == 1 for line in json_lines(rows))
