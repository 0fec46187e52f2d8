"""Links that jump to a quote."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.quote_links import LONGEST, comparable, quote_link, safe_page_link, to_ascii_uri

PAGE = "https://mfa.norvale.example/releases/17"


def test_a_short_quote_is_the_whole_fragment():
    """A quote of a few words is looked for as it stands."""
    assert quote_link(PAGE, "Norvale will respond") == f"{PAGE}#:~:text=Norvale%20will%20respond"


def test_a_long_quote_is_found_by_its_first_and_last_words():
    """A long quote is a range, so that a change in its middle does not break the link."""
    link = quote_link(
        PAGE, "Norvale will respond to any further incursion into the waters of the Halden Sea."
    )
    start, end = link.partition(":~:text=")[2].split(",")
    assert unquote(start) == "Norvale will respond to any"
    assert unquote(end) == "waters of the Halden Sea."


@pytest.mark.parametrize("sign", [",", "-", "&"])
def test_what_means_something_in_a_fragment_is_encoded(sign):
    """A comma ends a term, a dash marks a prefix and "&" ends the directive: in a quote each is only a sign."""
    fragment = quote_link(PAGE, f"long{sign}term aid").partition(":~:text=")[2]
    assert fragment == f"long%{ord(sign):02X}term%20aid"


def test_letters_beyond_ascii_and_line_breaks_survive():
    """A quote that runs over two lines, or is not in English, is found all the same."""
    assert unquote(quote_link(PAGE, "Die Küste\n wird geschützt")).endswith("text=Die Küste wird geschützt")


def test_a_quote_over_two_paragraphs_is_a_range():
    """A term cannot run from one paragraph into the next; a range can."""
    fragment = quote_link(PAGE, "We agreed:\n\nto patrol").partition(":~:text=")[2]
    assert fragment == "We%20agreed%3A,to%20patrol"


def test_an_anchor_of_the_page_is_kept():
    """A release that is a part of a page keeps its own anchor."""
    assert quote_link(f"{PAGE}#s2", "will act") == f"{PAGE}#s2:~:text=will%20act"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "archive/17.txt",
        'https://x.example/"onclick="',
        "https:///a",
        "http://[x",
        "JaVaScRiPt:x",
        "//a.example/",
        "https://a.example/\r\nX: y",
        "https://a.example/a b",
        "https://a.example/\u202egpj.exe",
        "https://a.example/\x1b[2J",
        "https://a.example/\ud800",
    ],
)
def test_only_web_addresses_are_linked(url):
    """What is no plain web address gets no link at all."""
    assert safe_page_link(url) == ""
    assert quote_link(url, "will act") == ""


def test_a_page_without_a_quote_is_linked_plainly():
    """A document that is silent is linked as a page."""
    assert quote_link(PAGE, "  ") == PAGE


def test_words_too_long_for_an_address_are_not_jumped_to():
    """Programs cut what is longer than some thousand characters, and a link cut short leads nowhere."""
    assert quote_link(PAGE, "x" * LONGEST) == f"{PAGE}#:~:text={'x' * LONGEST}"
    assert quote_link(PAGE, "x" * (LONGEST + 1)) == PAGE


def test_a_fragment_that_came_with_an_address_is_not_the_jump():
    """What a site put behind ":~:" would jump to words of its own choice."""
    assert quote_link(f"{PAGE}#:~:text=other", "will act") == f"{PAGE}#:~:text=will%20act"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"])), st.text())
def test_a_link_in_ascii_holds_nothing_that_ends_one(text, words):
    """Whatever a site calls its page, the address holds only characters of RFC 3986 and no bare brace or quote."""
    address = to_ascii_uri(quote_link(f"https://a.example/{text}", words))
    assert address == "" or (address.isascii() and not set(address) & set(' <>"{}|\\^`\r\n'))


def test_every_sign_but_letters_digits_and_three_others_is_encoded():
    """A dash, a comma or an ampersand means something in a text fragment, so none stands in one as it is."""
    signs = "".join(map(chr, range(33, 127)))
    fragment = quote_link("https://example.org/a", f"will {signs}").partition(":~:text=")[2]
    assert unquote(fragment) == f"will {signs}"
    assert {one for one in fragment if not one.isalnum()} == set("%._~")


def test_in_a_known_text_as_many_words_as_tell_the_place_are_enough():
    """Where two statements begin with the same five words, a browser shall jump to the second, and three words do where none other begins so."""
    same = "Norvale will keep the levy"
    text = f"{same} in spring and the toll for the crews of the port. {same} at sea and mend the quay of Halden with its own crews."
    end = f"{same} at sea and mend the quay of Halden with its own crews"
    link = quote_link(PAGE, end, comparable(text))
    assert unquote(link.partition(":~:text=")[2]) == "Norvale will keep the levy at,crews"
    short = quote_link(PAGE, text.partition(".")[0], comparable(text))
    assert unquote(short.partition(":~:text=")[2]) == "Norvale will keep,port"
