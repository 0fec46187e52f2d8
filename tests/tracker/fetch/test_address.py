"""Addresses: one form for guard, robots.txt, pacing and socket."""

from __future__ import annotations

import pytest

from tracker.fetch.address import UnfetchableUrl, parse_url, resolve_redirect


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://Norvale.example/a", "norvale.example"),
        ("https://norvale.example:443/a", "norvale.example"),
        ("http://norvale.example:443/a", "norvale.example:443"),
        ("http://norvale.example:8080", "norvale.example:8080"),
        ("http://[2001:DB8::1]:8080/a", "[2001:db8::1]:8080"),
        ("http://nörvale.example/", "xn--nrvale-wxa.example"),
        ("http://norvale.example\\@127.0.0.1/", "norvale.example"),
    ],
)
def test_a_host_has_one_name(url, key):
    """Case, the usual port and the alphabet do not make it another host."""
    assert parse_url(url).key == key


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b", "https://norvale.example/b"),
        ("b?x=1", "https://norvale.example/a/b?x=1"),
        ("?x=1", "https://norvale.example/a/?x=1"),
        ("//estmark.example/b", "https://estmark.example/b"),
        ("HTTPS://Estmark.example/b c", "https://estmark.example/b%20c"),
        (" /b ", "https://norvale.example/b"),
        ("/é", "https://norvale.example/%C3%A9"),
        ("", "https://norvale.example/a/"),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(location, leads_to):
    """Relative, without a scheme, with spaces: as servers write them."""
    assert resolve_redirect("https://norvale.example/a/", location).url == leads_to


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/hosts",
        "gopher://norvale.example/",
        "javascript:1",
        "http://desk@norvale.example/",
        "http://[",
    ],
)
def test_a_redirect_to_what_is_not_the_web_leads_nowhere(location):
    """Only http and https, and nobody's password."""
    with pytest.raises(UnfetchableUrl):
        resolve_redirect("https://norvale.example/a/", location)


@pytest.mark.parametrize(("port", "odd"), [(25, True), (22, True), (80, False), (443, False), (8080, False)])
def test_a_port_of_another_service_is_odd(port, odd):
    """A link must not have us speak to a mail server."""
    assert parse_url(f"http://norvale.example:{port}/").is_privileged_port is odd
