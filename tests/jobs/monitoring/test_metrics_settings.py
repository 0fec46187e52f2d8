"""Where the daemon answers probes: this machine may ask, others where it is said."""

from __future__ import annotations

import pytest

from jobs.monitoring.metrics_settings import ListenAddress, metrics_settings
from tracker.config import Config
from tracker.errors import ConfigError


def settings(**values):
    """Return what [metrics] of *values* means."""
    return metrics_settings(Config(sections={"metrics": values}))


def test_by_default_nothing_listens():
    """No port is opened that nobody asked for."""
    assert metrics_settings(Config()) is None
    assert settings(public=True) is None


@pytest.mark.parametrize(
    ("text", "listen"),
    [
        ("127.0.0.1:9108", ListenAddress("127.0.0.1", 9108)),
        ("localhost:9108", ListenAddress("127.0.0.1", 9108)),
        ("[::1]:9108", ListenAddress("::1", 9108)),
        ("127.0.0.5:0", ListenAddress("127.0.0.5", 0)),
    ],
)
def test_this_machine_may_always_ask(text, listen):
    """Loopback addresses of both families need no further word."""
    assert settings(listen=text) == listen


@pytest.mark.parametrize(
    "text", ["0.0.0.0:9108", "[::]:9108", "192.168.1.5:9108", "203.0.113.7:9108", "[2001:db8::1]:9108"]
)
def test_other_machines_may_ask_only_where_it_is_said(text):
    """Which ministries a desk watches is nobody's affair: an open address needs `public = true`."""
    with pytest.raises(ConfigError, match=r"open to other machines.*public = true"):
        settings(listen=text)
    assert settings(listen=text, public=True) is not None


@pytest.mark.parametrize(
    "text", ["9108", "127.0.0.1", "127.0.0.1:", "desk.example:9108", "127.0.0.1:99999", "::1"]
)
def test_what_is_no_address_and_port_is_refused(text):
    """Names are not resolved: to which address they lead may change."""
    with pytest.raises(ConfigError, match="is no address and port"):
        settings(listen=text, public=True)
