"""Deciding on a page: what is refused, what is kept, and by whom."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlencode

import httpx
import pytest

from reports.config.site_settings import SiteSettings
from reports.web.access import access_policy
from reports.web.app import build_app
from reports.web.live_index import LiveIndex
from reports.web.review_app import ReviewApp
from reports.web.review_guard import COOKIE, FORM_SECONDS, MOST_FAILURES, SESSION_SECONDS, ReviewGuard
from tests.reports.web.client import served
from tracker.domain import Label, Mention
from tracker.secrets import NO_SECRET, Secret

SECRET = "harbour-light-at-dusk"
FORM = {"content-type": "application/x-www-form-urlencoded"}
BEFORE, AFTER = "Norvale will patrol the Halden Sea.", "Norvale intends to patrol the Halden Sea."


class Browser:
    """Somebody who asks, with the cookies of their own."""

    def __init__(self, app):
        self.app, self.cookies, self.last = app, {}, None

    def send(self, method, path="/review.html", fields=None, **headers):
        """Return the answer; a redirect is not followed."""

        async def one():
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost", cookies=self.cookies
            ) as client:
                body = urlencode(fields or {}).encode()
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, path, content=body, headers=FORM | named)

        answer = asyncio.run(one())
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        return answer

    def log_in(self, by="ana", password=SECRET):
        """Return the answer to the form."""
        return self.send("POST", fields={"do": "login", "by": by, "password": password})

    def token(self, path="/review.html"):
        """Return the token of the forms of a page."""
        return re.search(r'name="token" value="([^"]+)"', self.send("GET", path).text)[1]


class Site:
    """A site where analysts decide; *now* is its clock."""

    def __init__(self, store, folder, pool):
        self.store, self.now, self.related = store, 1_000_000.0, []
        current = LiveIndex(store, review=True)
        settings = SiteSettings(title="Norvale watch")
        guard = ReviewGuard(Secret(SECRET), folder, lambda: self.now)
        review = ReviewApp(current, guard, pool, settings.title, self.related.append, pool)
        access = access_policy(settings, "127.0.0.1", NO_SECRET, public=False)
        self.app = build_app(current, access, pool, settings, lambda: 0.0, review)

    def browser(self):
        """Return somebody new."""
        return Browser(self.app)

    @property
    def decisions(self):
        """All there are."""
        return self.store.decisions(undone=True)


@pytest.fixture
def site(desk, store, tmp_path):
    """A site of one line that moved."""
    first = desk.say("NV-1", {"patrol": BEFORE}, day=date(2031, 1, 5))
    before = Mention(first.units[0], first.release)
    day = date(2031, 2, 5)
    desk.say("NV-2", {"patrol": AFTER}, day=day, label=Label.WEAKENED, before=before, review=True)
    with ThreadPoolExecutor(1) as pool:
        yield Site(store, tmp_path, pool)


@pytest.fixture
def moved(site, store):
    """The change of the second text."""
    return next(one for one in store.changes() if one.before)


def answer_to(moved, **more):
    """Return the fields of an answer about *moved*."""
    return {"do": "decide", "change": moved.id, "ruling": "different"} | more


def test_nobody_decides_where_no_password_is_set(desk, store):
    """Off by default: no page, no form is taken, nothing leads there."""
    desk.say("NV-1", {"patrol": BEFORE})
    with served(store) as plain:
        assert plain.ask("/review.html").status_code == 404
        assert plain.ask("/review.html", "POST").status_code == 405
        assert "review.html" not in plain.ask("/changes.html").text


def test_anonymous_requests_decide_nothing(site, moved):
    """Without a session there is a form to log in; a form sent all the same, or with a made-up cookie, is refused."""
    anyone = site.browser()
    assert 'name="password"' in anyone.send("GET").text
    for cookie in ("", "x", "e30.00", "ÿ"):
        anyone.cookies[COOKIE] = cookie.encode("ascii", "ignore").decode()
        assert anyone.send("POST", fields=answer_to(moved, token="x")).status_code == 403
    assert site.decisions == []


def test_forged_requests_decide_nothing(site, moved):
    """A form of another page, without a token, with another session's token, or that a browser says is of another site."""
    ana, eve = site.browser(), site.browser()
    assert (ana.log_in().status_code, eve.log_in("eve").status_code) == (303, 303)
    assert ana.send("POST", fields=answer_to(moved)).status_code == 409
    assert ana.send("POST", fields=answer_to(moved, token=eve.token())).status_code == 409
    forged = ana.token()
    for said in ({"sec_fetch_site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        assert ana.send("POST", fields=answer_to(moved, token=forged), **said).status_code == 403
    changed = ana.token()[:-1] + "0"
    assert ana.send("POST", fields=answer_to(moved, token=changed + "0")).status_code == 409
    assert ana.send("POST", fields=answer_to(moved, value="x" * 5_000, token=ana.token())).status_code == 403
    assert (
        ana.send("GET", f"/review.html?{urlencode(answer_to(moved, token=ana.token()))}").status_code == 200
    )
    assert site.decisions == []


def test_a_form_counts_once(site, moved):
    """Sent again, also after it was undone, or after its time, it changes nothing."""
    ana = site.browser()
    ana.log_in()
    fields = answer_to(moved, token=ana.token())
    assert ana.send("POST", fields=fields).status_code == 303
    assert ana.send("POST", fields=fields).status_code == 409
    number = site.decisions[0].id
    undo = {"do": "undo", "decision": str(number), "token": ana.token()}
    assert ana.send("POST", fields=undo).status_code == 303
    assert ana.send("POST", fields=fields).status_code == 409
    assert [one.stands for one in site.decisions] == [False]
    old = ana.token()
    site.now += FORM_SECONDS + 1
    assert ana.send("POST", fields=answer_to(moved, token=old)).status_code == 409
    assert len(site.decisions) == 1


def test_every_decision_shows_who_and_when(site, moved):
    """What was decided, and what was undone, stands on a page with a name and a time; it is related again at once."""
    ana = site.browser()
    ana.log_in("Ana Brandt")
    fields = answer_to(moved, ruling="label", value=Label.REAFFIRMED.value, token=ana.token())
    assert ana.send("POST", fields=fields).status_code == 303
    (kept,) = site.decisions
    assert (kept.by, kept.value) == ("Ana Brandt", "REAFFIRMED")
    page = ana.send("GET", "/review.html?decisions=all").text
    assert re.search(r"label continues</b> · Ana Brandt, \d+\s\w+\s\d{4} \d\d:\d\d", page)
    assert site.related == [site.store]
    assert "Ana Brandt" in ana.send("GET", f"/review.html?change={moved.id}").text
    ana.send("POST", fields={"do": "undo", "decision": str(kept.id), "token": ana.token()})
    assert "undone by Ana Brandt" in ana.send("GET", "/review.html?decisions=all").text


@pytest.mark.parametrize(
    ("ruling", "value", "said"),
    [("rename", "sea rule", 303), ("split", "2031-03-01", 422), ("split", "spring", 422), ("merge", "", 422)],
)
def test_lines_are_decided_about_by_the_rules_of_the_command(site, moved, ruling, value, said):
    """What `line` would refuse is refused in the same words, and nothing is kept."""
    ana = site.browser()
    ana.log_in()
    fields = {"do": "decide", "line": moved.line.id, "ruling": ruling, "value": value, "token": ana.token()}
    assert ana.send("POST", fields=fields).status_code == said
    assert [one.ruling.value for one in site.decisions] == ([ruling] if said == 303 else [])


def test_attempts_to_log_in_are_limited(site):
    """After so many wrong passwords the right one is not looked at either, until some time has passed."""
    eve = site.browser()
    for _ in range(MOST_FAILURES):
        assert eve.log_in(password="guess").status_code == 403
    assert (eve.log_in().status_code, eve.cookies) == (429, {})
    site.now += 601
    assert eve.log_in().status_code == 303


def test_a_session_ends(site, moved):
    """Logging out ends it for good, for whoever copied the cookie too; so does a working day."""
    ana = site.browser()
    ana.log_in()
    copied, token = dict(ana.cookies), ana.token()
    assert ana.send("POST", fields={"do": "logout", "token": token}).status_code == 303
    ana.cookies = copied
    assert 'name="password"' in ana.send("GET").text
    ana.log_in()
    site.now += SESSION_SECONDS
    assert ana.send("POST", fields=answer_to(moved, token="x")).status_code == 403


def test_the_cookie_is_for_this_server_alone(site):
    """No script reads it and no other site has it sent along; the policy of pages stays as strict."""
    answer = site.browser().log_in()
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
