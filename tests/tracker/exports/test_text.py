"""What is done to words and addresses before any format's own escaping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tracker.exports.text import clean, flat, page

ANY = st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"]))  # halves of characters too


@given(ANY)
def test_what_is_clean_can_be_written_as_utf8_and_as_xml(text):
    """No half of a character, and nothing outside the Char of XML 1.0."""
    element = etree.Element("a")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in (clean(text), None)
    clean(text).encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_and_signs_of_every_script_stay(text):
    """Cleaning takes what cannot be seen, and nothing else."""
    assert clean(text) == text


@given(ANY)
def test_flat_is_one_line(text):
    """Whatever counts as a line end somewhere is a blank."""
    assert len(flat(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "//a.example/",
            "file.txt",
            "",
            "http:///x",
        ),
        *(
            "http://[",
            "https://a.example/\r\nX: y",
            "https://a.example/a b",
            "https://a.example/\u202egpj.exe",
        ),
    ],
)
def test_what_is_no_web_address_is_no_link(url):
    """Other schemes, line ends, blanks and turned directions: no link rather than a mended one."""
    assert page(url) == ""


@given(ANY)
def test_a_link_is_ascii_without_what_ends_one(text):
    """Whatever a site calls its page, the address holds only characters of RFC 3986 and no bare brace or quote."""
    address = page(f"https://a.example/{text}")
    assert address == "" or (address.isascii() and not set(address) & set(' <>"{}|\\^`\r\n'))
