"""What is done to words before any format's own escaping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tracker.text.sanitize import single_line, strip_controls

ANY = st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"]))  # halves of characters too


@given(ANY)
def test_what_is_clean_can_be_written_as_utf8_and_as_xml(text):
    """No half of a character, and nothing outside the Char of XML 1.0."""
    element = etree.Element("a")
    element.text = strip_controls(text)
    assert etree.fromstring(etree.tostring(element)).text in (strip_controls(text), None)
    strip_controls(text).encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_and_signs_of_every_script_stay(text):
    """Cleaning takes what cannot be seen, and nothing else."""
    assert strip_controls(text) == text


@given(ANY)
def test_flat_is_one_line(text):
    """Whatever counts as a line end somewhere is a blank."""
    assert len(single_line(text).splitlines()) <= 1
