"""[site] of config.toml."""

from pathlib import Path

import pytest

from reports.config.site_settings import SiteSettings, site_settings
from tracker.config import Config
from tracker.errors import ConfigError


def site(**values):
    return site_settings(Config(path=Path("desk/config.toml"), sections={"site": values}))


def test_a_site_needs_no_section():
    """Without [site] there is one all the same: on this machine alone, for whoever sits at it."""
    assert site_settings(Config()) == site() == SiteSettings()
    assert SiteSettings().listen == "127.0.0.1:8766"


def test_what_the_site_section_says_is_taken():
    """Every key has its place."""
    given = {
        "title": "Halden desk",
        "url": "https://desk.example.org/tracker/",
        "listen": "[::1]:80",
        "user": "desk",
        "unsubscribe": True,
        "cache_megabytes": 8,
    }
    assert site(**given) == SiteSettings(**given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "https://desk.example.org"}, 'ends in "/"'),
        ({"url": "https://desk.example.org/?a=b/"}, 'ends in "/"'),
        ({"url": "https://user:secret@desk.example.org/"}, 'ends in "/"'),
        ({"url": "javascript:alert(1)/"}, 'ends in "/"'),
        ({"listen": "8766"}, "no address and port"),
        ({"listen": "desk.example.org:80"}, "no address and port"),
        ({"listen": "127.0.0.1:65536"}, "no address and port"),
        ({"user": "a:b"}, "cannot be asked for by a browser"),
        ({"user": "a\nb"}, "cannot be asked for by a browser"),
        ({"cache_megabytes": 0}, "cache_megabytes"),
        ({"unsubscribe": True}, "https://"),
        ({"unsubscribe": True, "url": "http://desk.example.org/"}, "https://"),
        ({"title": ""}, "title"),
        ({"password": "x"}, "password: unknown key"),
    ],
)
def test_what_is_wrong_with_the_site_section_is_told(given, said):
    """Names are not listened on, since what they lead to changes; a password is never in the file."""
    with pytest.raises(ConfigError, match=r"config\.toml: \[site\]") as caught:
        site(**given)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
