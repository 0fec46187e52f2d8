"""What surrounds every page."""

import pytest

from reports.view import addresses as at
from tests.reports.site.small_indexes import Told

PAGES = ("topics.html", at.topic("military.alliance"), "parties.html", at.party("Norvale"), "about.html")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_every_room_from_where_it_is(address):
    """The navigation works from a folder below as well, and marks the room the page is in."""
    page = Told().say().page(address)
    rooms = ("index", "changes", "sources", "topics", "parties", "search", "about")
    assert {f"{at.root_of(address)}{room}.html" for room in rooms} <= set(page.hrefs)
    marked = [attributes for tag, attributes in page.elements if tag == "a" and "aria-current" in attributes]
    assert [one["href"] for one in marked] == [
        f"{at.root_of(address)}{address.split('/')[0].split('.')[0]}.html"
    ]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_can_be_used_by_keyboard_and_read_aloud(address):
    """The first link skips to the content; there is one main part, one heading of the first rank, and a language."""
    page = Told().say().page(address)
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("main"), tags.count("h1")) == (1, 1)
    assert page.hrefs[0] == "#main"
    assert "main" in page.ids
    assert page.elements[0] == ("html", {"lang": "en"})


@pytest.mark.parametrize("address", PAGES)
def test_every_page_loads_from_its_own_site_alone(address):
    """The policy forbids everything else, and nothing on the page would need it."""
    page = Told().say().page(address)
    page.assert_harmless()
    policy = next(a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    loaded = [a["href"] for tag, a in page.elements if tag == "link"]
    assert loaded
    assert not [one for one in loaded if "//" in one]


def test_a_server_says_its_policy_in_its_headers_alone():
    """What every answer says in its headers, no page repeats: it was two in a hundred of a short page."""
    named = [
        a.get("name", "") for tag, a in Told().say().page("topics.html", live=True).elements if tag == "meta"
    ]
    assert "viewport" in named
    assert "referrer" not in named
    assert not [a for tag, a in Told().say().page("topics.html", live=True).elements if "http-equiv" in a]


def test_two_accounts_are_compared_by_a_server_only():
    """A file offers no room that it cannot answer in."""
    assert "compare.html" in Told().say().page("topics.html", live=True).hrefs
    assert "compare.html" not in Told().say().page("topics.html").hrefs


def test_a_server_says_as_of_when_it_speaks():
    """The footer names the day of the latest text held; where none is dated it names none.

    Of files the first page says it: on every page it would have each written anew with every text.
    """
    assert "Texts held up to 4 Mar 2031" in Told().say().page("about.html", live=True).words
    assert "Texts held up to" not in Told().page("about.html", live=True).words
    assert "Texts held up to" not in Told().say().page("about.html").words
