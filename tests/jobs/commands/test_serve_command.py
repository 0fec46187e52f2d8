"""The command ``serve``: what it refuses before it listens."""

from __future__ import annotations

import importlib.util

import pytest
import typer
from typer.testing import CliRunner

from jobs.commands.serve_command import register
from reports.config.site_settings import SITE_PASSWORD_VARIABLE
from reports.web.server import open_listeners
from tracker.store import open_store

app = typer.Typer(pretty_exceptions_enable=False)
app.callback()(lambda: None)
register(app)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call ``serve`` beside a config.toml; gives exit code and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(SITE_PASSWORD_VARIABLE, raising=False)
    config = tmp_path / "config.toml"
    config.write_text('[store]\nurl = "sqlite:///desk.db"\n')

    def run(*arguments, site=""):
        config.write_text(config.read_text() + (f"[site]\n{site}\n" if site else ""))
        result = CliRunner().invoke(app, ["serve", "--config", str(config), *arguments])
        return result.exit_code, result.stderr

    return run


def test_without_the_extra_it_says_what_to_install(call, monkeypatch):
    """One line with the command that mends it, not a traceback."""
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else found(name))
    code, errors = call()
    assert code == 2
    assert errors.splitlines() == [
        "the site is served with uvicorn, which is not installed; "
        'install the extra: pip install "policy-commitment-tracker[web]"'
    ]


@pytest.mark.parametrize(
    ("arguments", "site", "said"),
    [
        (("--listen", "0.0.0.0:0"), "", "open to other machines and there is no password"),
        ((), 'listen = "192.0.2.1:80"', "open to other machines and there is no password"),
        (("--listen", "127.0.0.1:0"), 'user = "desk"', f"set {SITE_PASSWORD_VARIABLE}"),
        (("--listen", "nowhere"), "", '--listen: listen = "nowhere" is no address and port'),
        ((), 'titel = "x"', "titel: unknown key"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_opened(call, tmp_path, arguments, site, said):
    """A mistake in a word must not open a desk's texts to a network, nor make a store."""
    code, errors = call(*arguments, site=site)
    assert code == 2
    assert said in errors
    assert len(errors.splitlines()) == 1
    assert not (tmp_path / "desk.db").exists()


def test_a_port_that_is_taken_is_told(call, tmp_path):
    """With what can be done about it."""
    open_store(f"sqlite:///{tmp_path / 'desk.db'}").close()
    (taken,) = open_listeners("127.0.0.1", 0)
    with taken:
        code, errors = call("--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert code == 2
    assert "choose another port" in errors


@pytest.mark.sqlite
def test_a_store_that_is_not_there_is_not_made(call, tmp_path):
    """A slip of the pen in the name of the store would be an empty site, and a file nobody wanted."""
    code, errors = call("--listen", "127.0.0.1:0")
    assert (code, "there is no store" in errors, "policy-tracker init" in errors) == (2, True, True)
    assert not list(tmp_path.glob("*.db"))
