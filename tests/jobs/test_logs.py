"""[log]: which run a line belongs to, and that no secret is in it."""

from __future__ import annotations

import io
import json
import logging
import threading
from contextvars import copy_context
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.logs import (
    LOGGER,
    LogFormatter,
    LogSettings,
    configure_logging,
    log_context,
    log_settings,
    redact,
    secrets_in,
    tracebacks_shown,
)
from tracker.config import Config
from tracker.errors import ConfigError

log = logging.getLogger("policy_tracker")


@pytest.fixture
def written(monkeypatch):
    """Start logging into a buffer as asked; put everything back afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("policy_tracker")
    before = (root.handlers[:], root.level, ours.level)

    def begin(settings=LogSettings(), **options):  # noqa: B008 - frozen
        stream = io.StringIO()
        configure_logging(settings, stream, **options)
        return stream

    yield begin
    root.handlers[:], level, own = before
    root.setLevel(level)
    ours.setLevel(own)


def test_a_line_names_its_run(written):
    """Lines of two jobs at the same time are told apart by the id the ledger has for each run."""
    said = written()
    log.info("before")
    with log_context(17):
        log.info("fetch: %d new", 3)
        with log_context(18):
            log.info("inside")
        log.info("after")
    lines = said.getvalue().splitlines()
    assert [line.split("INFO ")[1] for line in lines] == [
        "before",
        "run 17: fetch: 3 new",
        "run 18: inside",
        "run 17: after",
    ]


def test_json_is_one_object_a_line(written):
    """A log collector reads each line by itself: time with zone, level, logger, run, message."""
    said = written(LogSettings(format="json"))
    with log_context(17):
        log.warning("norvale: answered 503\nnot found")
    (line,) = said.getvalue().splitlines()
    values = json.loads(line)
    assert datetime.fromisoformat(values.pop("at")).utcoffset() is not None
    assert values == {
        "level": "warning",
        "logger": "policy_tracker",
        "run": 17,
        "message": "norvale: answered 503 not found",
    }


def test_a_thread_in_a_copy_of_the_context_names_the_run(written):
    """Steps fetch in threads; what these log belongs to the run as well."""
    said = written()
    with log_context(17):
        thread = threading.Thread(target=copy_context().run, args=(log.info, "in a thread"))
        thread.start()
        thread.join()
    assert "run 17: in a thread" in said.getvalue()


def test_a_bug_keeps_its_traceback_and_its_secrets_do_not_stand_in_it(written):
    """A traceback quotes the arguments of exceptions; JSON keeps it within its line."""
    said = written(LogSettings(format="json"))
    error = OSError("cannot reach https://desk:hunter2@norvale.example/")
    log.error("a step failed", exc_info=error)
    values = json.loads(said.getvalue())
    assert "OSError: cannot reach" in values["traceback"]
    assert "hunter2" not in said.getvalue()


def test_what_a_server_says_is_one_line_without_control_characters(written):
    """A title with a line break and a colour code can neither forge a line nor repaint a terminal."""
    said = written()
    log.info("title %s", "Statement\n2031-03-05 08:00:00Z ERROR forged\x1b[31m")
    assert len(said.getvalue().splitlines()) == 1
    assert "\x1b" not in said.getvalue()


def test_levels_hold_for_us_and_libraries_keep_to_warnings(written):
    """[log] level = "debug" shows our own details, not those of urllib3, which logs whole addresses."""
    said = written(LogSettings(level="debug"))
    log.debug("ours")
    logging.getLogger("urllib3.connectionpool").debug("theirs")
    logging.getLogger("urllib3.connectionpool").warning("theirs, serious")
    assert "ours" in said.getvalue()
    assert said.getvalue().count("theirs") == 1


def test_starting_again_replaces_and_does_not_double(written):
    """After SIGHUP every line is written once, as the file now says."""
    first = written()
    second = written(LogSettings(format="json"))
    log.info("once")
    assert first.getvalue() == ""
    assert json.loads(second.getvalue())["message"] == "once"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("GET https://desk:hunter2@norvale.example/feed", "hunter2"),
        ("GET https://desk:p@ss:w@rd@norvale.example/feed", "p@ss:w@rd"),
        ("postgresql+psycopg://policy:hunter2@db.example/desk", "hunter2"),
        ("https://ghp_0123456789@norvale.example/x", "ghp_0123456789"),
        ("https://norvale.example/?token=hunter2&page=2", "hunter2"),
        ("https://norvale.example/?page=2&amp;api_key=hunter2", "hunter2"),
        ("https://norvale.example/?X-Amz-Signature=hunter2", "hunter2"),
        ("https://norvale.example/#access_token=hunter2", "hunter2"),
        ("{'Authorization': 'Bearer hunter2hunter2'}", "hunter2hunter2"),
        ("header ('Authorization', 'Basic ZGVzazpodW50ZXIy')", "ZGVzazpodW50ZXIy"),
        ("Authorization: Token hunter2", "hunter2"),
        ("proxy-authorization: Basic ZGVzazpodW50ZXIy", "ZGVzazpodW50ZXIy"),
        ("Set-Cookie: session=hunter2; HttpOnly", "hunter2"),
        ("Cookie: sid=hunter2", "hunter2"),
        ("sent Bearer abcdef0123456789", "abcdef0123456789"),
        ("AUTH PLAIN AGRlc2sAaHVudGVyMg==", "AGRlc2sAaHVudGVyMg=="),
        ("auth login aHVudGVyMg==", "aHVudGVyMg=="),
        ("connection failed: host=db.example password='hunter 2' user=policy", "hunter 2"),
        ('settings {"smtp_password": "hunter2"}', "hunter2"),
    ],
)
def test_a_secret_is_known_by_its_place(text, secret):
    """Passwords in URLs, parameters, headers, SMTP logins and connection strings are hidden; the rest stays."""
    hidden = redact(text)
    assert secret not in hidden
    assert "•••" in hidden


@pytest.mark.parametrize(
    "text",
    [
        "GET https://norvale.example/feed?page=2&seq=4711",
        "https://norvale.example:8443/news@2031",
        "digest for korea-desk: sent to desk@example.org",
        "basic principles of the partnership",
        "postgresql+psycopg://policy@db.example/desk",
        "fetch: 3 new, 12 unchanged",
    ],
)
def test_what_is_no_secret_stays(text):
    """An operator needs the address that failed, whole."""
    assert redact(text) == text


def test_known_secrets_are_hidden_wherever_they_stand(written, monkeypatch):
    """The SMTP password is hidden by itself, also as a URL spells it, whatever sentence it is in."""
    monkeypatch.setenv("POLICY_TRACKER_SMTP_PASSWORD", "correct horse/battery")
    monkeypatch.setenv("POLICY_TRACKER_STORE_URL", "postgresql+psycopg://policy:st%40ple@db.example/desk")
    said = written()
    log.warning("said correct horse/battery and correct%20horse%2Fbattery and st@ple and st%40ple")
    assert said.getvalue().rstrip().endswith("said ••• and ••• and ••• and •••")


def test_a_short_secret_is_not_looked_for_everywhere():
    """A password of three letters would turn half of the words into stars."""
    assert secrets_in({"POLICY_TRACKER_SMTP_PASSWORD": "the"}) == ()


@given(st.text(max_size=200), st.text(alphabet="abcdefXYZ0123456789", min_size=8, max_size=20))
def test_no_text_around_a_known_secret_saves_it(text, secret):
    """Whatever stands before and after it, a secret we know of is not in the line."""
    assert secret not in LogFormatter("text", (secret,)).format(
        logging.makeLogRecord({"msg": "%s", "args": (f"{text}{secret}{text}",), "levelno": 30})
    )


def test_the_section_is_strict():
    """A level that does not exist is named before anything runs."""
    assert log_settings(Config()) == LogSettings(format="text", level="info")
    assert log_settings(Config(sections={"log": {"format": "json"}})).format == "json"
    with pytest.raises(ConfigError, match=r"\[log\].*level"):
        log_settings(Config(sections={"log": {"level": "loud"}}))


def test_a_command_that_prints_its_problems_shows_tracebacks_and_nothing_else(capsys):
    """`run` prints a line for each problem itself; the log adds the traceback of a bug, so that it can be reported."""
    logger = logging.getLogger(LOGGER)
    with tracebacks_shown():
        logger.warning("norvale: the server answered 404")
        try:
            raise ZeroDivisionError("of nothing")  # noqa: TRY301 - a bug, as it would come up
        except ZeroDivisionError as error:
            logger.error("norvale: an error of this program", exc_info=error)  # noqa: TRY400
    logger.error("not any more")
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "404" not in said
    assert "not any more" not in said
