"""The link of a mail takes its reader off, and nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from reports.config.mail_settings import MailSettings
from reports.digest.compose import compose
from reports.mail.delivery import queue_delivery
from reports.mail.leave import with_link_key
from reports.view import addresses
from reports.web.unsubscribe import VALID, answer_link
from tests.reports.mail.test_mime_message import READER, build_edition
from tests.reports.web.client import served

SITE = "https://desk.example.org/tracker/"
SETTINGS = MailSettings(sender="digest@example.org", site=SITE, unsubscribe=True)
NOW = datetime.now(UTC)
ONE, OTHER = "desk@example.org", "ana@example.org"
ONE_CLICK = b"List-Unsubscribe=One-Click"


@pytest.fixture
def site(store):
    """A server that asks pages for a password, and is open to the links of mails."""
    with served(store, password="harbour-light", user="desk", url=SITE, unsubscribe=True) as given:
        yield given


def mailed(store, to=(ONE,), now=NOW, digest=None):
    """Queue a mail to *to* made at *now*; return its link as a path of the server, and its headers."""
    edition = replace(build_edition(digest, replace(READER, to=to)), window_end=now)
    queued = queue_delivery(store, edition, with_link_key(SETTINGS, store, now), now)
    message = message_from_bytes(queued.message, policy=default)
    link = re.search(rf"<{SITE}([^>]+)>", message["List-Unsubscribe"])[1]
    return f"/{link}", message


def test_one_click_takes_the_reader_off_and_is_noted(site, store):
    """RFC 8058: a mail program posts, without a question or a login; the page says so, and the store when and how."""
    link, message = mailed(store)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = site.ask(link, "POST", ONE_CLICK, host="desk.example.org")
    assert (answer.status_code, "You are off" in answer.text, ONE in answer.text) == (200, True, True)
    (left,) = store.unsubscriptions()
    assert (left.subscriber, left.address, left.how, left.undone_at) == (READER.id, ONE, "link", None)
    assert abs(left.at - NOW) < timedelta(hours=1)
    again = site.ask(link, "POST", ONE_CLICK)
    assert (again.status_code, store.unsubscriptions()) == (200, [left])


def test_opening_a_link_asks_and_takes_nobody_off(site, store):
    """Scanners of mail open every link."""
    link, _ = mailed(store)
    for method in ("GET", "HEAD"):
        assert site.ask(link, method).status_code == 200
    assert "<button>Leave</button>" in site.ask(link).text
    assert store.unsubscriptions() == []


def test_a_mail_that_several_share_asks_who_leaves(site, store):
    """No link can know whose click it is: one reader may not take the others off."""
    link, message = mailed(store, (ONE, f"Ana <{OTHER}>"))
    assert message["List-Unsubscribe-Post"] is None
    for form in (ONE_CLICK, b"", b"address=stranger%40example.org", b"&".join([b"a=1"] * 11)):
        assert site.ask(link, "POST", form).status_code == 400
    assert store.unsubscriptions() == []
    assert site.ask(link, "POST", b"address=ANA%40example.org").status_code == 200
    assert store.addresses_left(READER.id) == {OTHER}


def test_a_forged_link_takes_nobody_off(site, store):
    """Another mail, another letter, a part of it, or none of it signed."""
    link, _ = mailed(store)
    folder, identity, signature = link.strip("/").split("/")
    wrong = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    for forged in (
        f"{identity}/{wrong}", f"{'0' * 24}/{signature}", identity, f"{identity}/", f"{identity}/{signature}/x",
        f"{identity}/\N{SNOWMAN}", "../index.html", "..%2findex.html", "", "x" * 200,
    ):  # fmt: skip
        for method in ("GET", "POST"):
            assert site.ask(f"/{folder}/{forged}", method, ONE_CLICK).status_code in (401, 404, 405), forged
    assert store.unsubscriptions() == []


def test_an_old_link_is_refused(store):
    """Mails are forwarded and archived; what lies in an archive for a season does nothing any more."""
    link, _ = mailed(store)
    asked = link.removeprefix(f"/{addresses.UNSUBSCRIBE}")
    assert answer_link(store, asked, NOW + VALID + timedelta(days=1), ONE_CLICK).status == 410
    assert answer_link(store, asked, NOW + VALID - timedelta(days=1)).status == 200
    assert store.unsubscriptions() == []


def test_a_link_that_was_used_is_spent_when_the_operator_undoes_it(site, store):
    """Whoever was put back stays, however often the old link is posted again; the next mail has a link that works."""
    link, _ = mailed(store)
    site.ask(link, "POST", ONE_CLICK)
    put_back = datetime.now(UTC)
    assert store.resubscribe(READER.id, ONE, put_back)
    assert site.ask(link, "POST", ONE_CLICK).status_code == 410
    assert store.addresses_left(READER.id) == frozenset()
    later, _ = mailed(store, now=put_back + timedelta(seconds=1), digest=compose([]))
    assert site.ask(later, "POST", ONE_CLICK).status_code == 200
    assert len(store.unsubscriptions()) == 2


def test_only_links_of_mails_may_be_posted_to_and_are_open(site):
    """The pages ask for the password as before, take no POST, and a body has an end."""
    assert site.ask("/index.html").status_code == 401
    assert site.ask("/index.html", "POST").status_code == 405
    assert site.ask("/unsubscribe/x/y", "POST", b"a" * 5_000).status_code == 413


def test_a_server_that_was_not_asked_to_answers_no_link(store):
    """Without [site] unsubscribe there is no such page, and nothing may be posted."""
    link, _ = mailed(store)
    with served(store) as closed:
        assert [closed.ask(link, method).status_code for method in ("GET", "POST")] == [404, 405]
