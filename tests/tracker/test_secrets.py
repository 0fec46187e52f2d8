"""Secrets print as dots, and variables of the environment stay names in all that is kept or shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jobs.cli import build_app
from tracker.config import load_config
from tracker.domain import Manners, Problem
from tracker.errors import ConfigError, FetchError
from tracker.fetch import Fetched, FetchSettings
from tracker.fetch.web import RequestsWeb
from tracker.secrets import Secret, fill_variables, name_variables, redact
from tracker.sources.url_templates import fill_days, fill_template, placeholder_names

BARE = """\
[store]
url = "sqlite:///desk.db"
[[sources]]
id = "norvale"
kind = "feed"
url = "https://mfa.norvale.example/feed.xml?api_key=hunter2hunter2"
[sources.manners]
headers = { Authorization = "Bearer hunter2hunter2", "X-Desk" = "norvale" }
"""
NAMED = BARE.replace("api_key=hunter2hunter2", "api_key=${NORVALE_KEY}").replace(
    "Bearer hunter2hunter2", "Bearer ${NORVALE_TOKEN}"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a configuration and call commands on it; gives what they print, stdout and stderr apart."""
    monkeypatch.chdir(tmp_path)

    def call(text: str, *arguments: str) -> tuple[str, str]:
        (tmp_path / "config.toml").write_text(text)
        result = CliRunner().invoke(build_app(), list(arguments))
        return result.stdout, result.stderr

    return call


def test_a_secret_is_dots_in_every_text() -> None:
    """A password that ends up in a message, a traceback or a dump of settings says nothing there."""
    secret = Secret("hunter2")
    assert {str(secret), f"{secret}", f"{secret:>3}"} == {"•••"}
    assert "hunter2" not in repr({"password": secret})
    assert (secret.reveal(), bool(secret), bool(Secret())) == ("hunter2", True, False)


@pytest.mark.parametrize(
    "made",
    [
        FetchError("failed: https://a.example/?token=hunter2", where="https://a.example/?api_key=hunter2"),
        ConfigError("password=hunter2 is wrong"),
        Problem("https://a.example/feed?access_token=hunter2", "the server answered 403"),
        Problem("https://desk:hunter2@a.example/", "the server answered 403"),
    ],
)
def test_errors_are_without_secrets_from_the_start(made: object) -> None:
    """Whoever prints, logs, keeps or shows one need not think of it."""
    assert "hunter2" not in str(made)
    assert "•••" in str(made)


def test_what_names_a_page_is_no_secret() -> None:
    """?key=4711 is how many ministries number their releases; the operator has to see which one failed."""
    for url in ("https://a.example/view?key=4711&page=2", "https://a.example/view?sid=20310304"):
        assert redact(url) == url
    assert redact("https://a.example/?key=${NORVALE_KEY}") == "https://a.example/?key=${NORVALE_KEY}"


@pytest.mark.parametrize(
    "command", ["sources list", "sources show norvale", "sources export", "sources export --format opml"]
)
@pytest.mark.parametrize("form", ["", "--json"])
def test_what_is_shown_of_a_source_is_without_its_secrets(desk, command: str, form: str) -> None:
    """A listing ends up in a ticket, an export on another machine: neither has the key of this one."""
    if "opml" in command and form:
        return
    out, err = desk(BARE, *command.split(), *form.split())
    assert "norvale" in out
    assert "hunter2" not in out + err


def test_what_was_left_out_of_an_export_is_said(desk) -> None:
    """An export that would not work elsewhere says so, and how to write it so that it does."""
    out, err = desk(BARE, "sources", "export")
    assert 'Authorization = "•••"' in out
    assert '"X-Desk" = "norvale"' in out or 'X-Desk = "norvale"' in out
    assert "norvale: a secret in it is not shown" in err
    out, err = desk(NAMED, "sources", "export")
    assert "${NORVALE_KEY}" in out
    assert "Bearer ${NORVALE_TOKEN}" in out
    assert err == ""


def test_an_export_that_names_variables_can_be_read_again(desk, tmp_path: Path) -> None:
    """A source whose secrets are in the environment moves to another desk as it is."""
    out, _ = desk(NAMED, "sources", "export")
    before = load_config(tmp_path / "config.toml").sources
    (tmp_path / "config.toml").write_text(out)
    assert load_config(tmp_path / "config.toml").sources == before


def test_doctor_asks_for_the_variables_that_are_named(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that was started without them would be answered 403 at night."""
    out, _ = desk(NAMED, "doctor", "--json")
    found = {row["check"]: row for row in map(json.loads, out.splitlines())}
    assert not found["sources"]["ok"]
    assert "NORVALE_KEY, NORVALE_TOKEN" in found["sources"]["found"]
    monkeypatch.setenv("NORVALE_KEY", "one")
    monkeypatch.setenv("NORVALE_TOKEN", "two")
    out, _ = desk(NAMED, "doctor", "--json")
    assert {row["check"]: row["ok"] for row in map(json.loads, out.splitlines())}["sources"]
    out, _ = desk(BARE, "doctor")
    assert "a secret stands in the file: norvale" in out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://${HOST}.norvale.example/", "cannot name a host"),
        ("https://norvale.example/?key=${two-words}", "names no variable"),
        ("https://norvale.example/?key=${open", "names no variable"),
    ],
)
def test_a_variable_is_a_name_behind_the_host(tmp_path: Path, url: str, said: str) -> None:
    """Who is asked stands in the file; only what is said to him comes from the environment."""
    path = tmp_path / "config.toml"
    path.write_text(f'[[sources]]\nid = "norvale"\nkind = "feed"\nurl = "{url}"\n')
    with pytest.raises(ConfigError, match=said):
        load_config(path)


def test_templates_leave_variables_alone() -> None:
    """{since} is a day and {key} a release; ${KEY} is neither."""
    template = "https://a.example/${KEY}/{key}?from={since:%Y}"
    assert placeholder_names(template) == {"key"}
    assert fill_template(template, {"key": "7"}.__getitem__).startswith("https://a.example/${KEY}/7")
    from datetime import date

    assert fill_days("${since}{since}", date(2031, 3, 4), date(2031, 3, 4)) == "${since}2031-03-04"


def test_only_known_variables_are_filled_in_and_come_back_as_names() -> None:
    """What is not named in config.toml stays as it stands, whatever the environment has."""
    here = {"KEY": "hunter 2", "HOME": "/root"}
    asked = fill_variables("?a=${KEY}&b=${HOME}&c=%24%7BKEY%7D", ["KEY"], here)
    assert asked == "?a=hunter 2&b=${HOME}&c=hunter 2"
    assert name_variables("hunter 2 or hunter%202", ["KEY"], here) == "${KEY} or ${KEY}"


@pytest.fixture
def server(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def web() -> RequestsWeb:
    return RequestsWeb(FetchSettings(allow_hosts=("127.0.0.1", "localhost"), delay_seconds=0, retries=0))


def test_variables_are_sent_and_come_back_as_names(server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server gets the key; what is kept of its answer has the name, also where it redirects with the key in it."""
    monkeypatch.setenv("NORVALE_KEY", "hunter2hunter2")
    asked = []

    def answer(request):
        from werkzeug.wrappers import Response

        asked.append((request.args.get("key"), request.headers.get("X-Key")))
        if request.path == "/old":
            return Response(status=302, headers={"Location": "/new?key=hunter2hunter2"})
        return Response("text", status=200)

    server.expect_request("/old").respond_with_handler(answer)
    server.expect_request("/new").respond_with_handler(answer)
    manners = Manners(
        headers=(("X-Key", "k ${NORVALE_KEY}"),), variables=frozenset({("localhost", "NORVALE_KEY")})
    )
    with web() as asking:
        page = asking.get(server.url_for("/old?key=${NORVALE_KEY}"), manners=manners)
    assert asked == [("hunter2hunter2", "k hunter2hunter2")] * 2
    assert isinstance(page, Fetched)
    assert "hunter2" not in repr(page)
    assert page.url.endswith("/new?key=${NORVALE_KEY}")


def test_a_link_of_the_web_gets_nothing_out_of_the_environment(
    server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page may link to https://elsewhere.example/?x=${SMTP_PASSWORD}: it stays a name, on every other host."""
    monkeypatch.setenv("NORVALE_KEY", "hunter2hunter2")
    asked: list[str] = []

    def answer(request):
        from werkzeug.wrappers import Response

        asked.append(request.url)
        return Response("text", status=200)

    server.expect_request("/x").respond_with_handler(answer)
    manners = Manners(variables=frozenset({("mfa.norvale.example", "NORVALE_KEY")}))
    with web() as asking:
        asking.get(server.url_for("/x?key=${NORVALE_KEY}&home=${HOME}"), manners=manners)
        asking.get(server.url_for("/x?home=${HOME}"), manners=Manners(
            variables=frozenset({("localhost", "NORVALE_KEY")})
        ))  # fmt: skip
    assert not any("hunter2" in url or "/root" in url for url in asked)


def test_a_variable_that_is_not_set_is_one_line(server) -> None:
    """Nobody is asked with half an address."""
    manners = Manners(variables=frozenset({("localhost", "NORVALE_KEY")}))
    with web() as asking, pytest.raises(FetchError, match="the environment has no NORVALE_KEY"):
        asking.get(server.url_for("/x?key=${NORVALE_KEY}"), manners=manners)
