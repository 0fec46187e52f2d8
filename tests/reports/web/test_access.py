"""Who may ask a server, and under which name."""

import pytest

from reports.config.site_settings import SITE_PASSWORD_VARIABLE, SiteSettings
from reports.web.access import access_policy
from tests.reports.web.client import basic
from tracker.errors import ConfigError
from tracker.secrets import NO_SECRET, Secret

SECRET = "harbour-light"
KEPT = SiteSettings(user="desk")
OPEN = SiteSettings()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1"])
def test_this_machine_alone_needs_no_password(host):
    """Loopback is the default and asks nobody who they are."""
    assert access_policy(OPEN, host, NO_SECRET, public=False).is_authorized("")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_other_machines_are_let_in_with_a_password_or_on_purpose(host):
    """A server that is open by accident is the fault that is refused, with what mends it."""
    with pytest.raises(
        ConfigError, match=rf"no password; add user and set {SITE_PASSWORD_VARIABLE}, or say --public"
    ):
        access_policy(OPEN, host, NO_SECRET, public=False)
    assert access_policy(OPEN, host, NO_SECRET, public=True).is_authorized("")
    assert not access_policy(KEPT, host, Secret(SECRET), public=False).is_authorized("")


@pytest.mark.parametrize(("settings", "password"), [(KEPT, ""), (OPEN, SECRET)])
def test_half_of_user_and_password_is_neither(settings, password):
    """Whoever set one of them believes the site is closed."""
    with pytest.raises(ConfigError, match=r"has no (password|user)"):
        access_policy(settings, "127.0.0.1", Secret(password), public=True)


@pytest.mark.parametrize(
    ("given", "admitted"),
    [
        (basic("desk", SECRET), True),
        (basic("desk", SECRET).replace("Basic", "basic"), True),
        (basic("desk", SECRET + "x"), False),
        (basic("Desk", SECRET), False),
        (basic("", ""), False),
        ("", False),
        ("Basic", False),
        ("Basic %%%", False),
        ("Basic /w==", False),
        (f"Bearer {SECRET}", False),
    ],
)
def test_only_the_right_user_with_the_right_password_is_admitted(given, admitted):
    """What is no header of that sort is a wrong password, not an error."""
    assert access_policy(KEPT, "127.0.0.1", Secret(SECRET), public=False).is_authorized(given) is admitted


def test_a_password_may_hold_colons_and_letters_of_any_script():
    """RFC 7617: the first colon ends the user, and letters are UTF-8."""
    kept = access_policy(SiteSettings(user="бюро"), "127.0.0.1", Secret("a:b:ö"), public=False)
    assert kept.is_authorized(basic("бюро", "a:b:ö"))
    assert not kept.is_authorized(basic("бюро", "a"))


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8766", True),
        ("LOCALHOST", True),
        ("127.0.0.1:8766", True),
        ("[::1]:8766", True),
        ("192.0.2.7", True),
        ("desk.example.org", True),
        ("Desk.Example.org:443", True),
        ("rebound.example.net", False),
        ("rebound.example.net:8766", False),
        ("desk.example.org.example.net", False),
        ("localhost.example.net", False),
        ("", False),
        ("[::1", True),
        ("desk.example.org:x", False),
    ],
)
def test_a_name_that_was_made_to_lead_here_is_not_ours(host, ours):
    """A page elsewhere reaches loopback by a name of its own (DNS rebinding); addresses and our url are ours."""
    settings = SiteSettings(url="https://desk.example.org/tracker/")
    assert access_policy(settings, "127.0.0.1", NO_SECRET, public=False).is_own_host(host) is ours
