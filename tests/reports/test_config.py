"""[mail] and [[subscribers]] of config.toml."""

import re
from pathlib import Path

import pytest

from reports.config import (
    SITE_PASSWORD_VARIABLE,
    SMTP_PASSWORD_VARIABLE,
    SiteSettings,
    mail_settings,
    site_password,
    site_settings,
    smtp_password,
    subscribers,
)
from tracker.config import Config
from tracker.domain import Cause, Label
from tracker.errors import ConfigError

MAIL = {"from": "Policy desk <digest@example.org>", "folder": "outbox"}
READER = {"id": "halden-desk", "to": ["desk@example.org"], "when": "0 7 * * mon-fri"}


def config(mail=MAIL, *readers):
    return Config(path=Path("desk/config.toml"), sections={"mail": mail, "subscribers": list(readers)})


def test_a_folder_is_beside_the_file():
    """Paths in a config file are relative to that file, wherever the command is run."""
    settings = mail_settings(config())
    assert settings is not None
    assert (settings.sender, settings.folder) == ("Policy desk <digest@example.org>", Path("desk/outbox"))
    assert settings.on_uncertain == "hold"


@pytest.mark.parametrize(
    ("given", "sink"),
    [
        ({"folder": "outbox"}, "folder"),
        ({"folder": "outbox", "sink": "folder"}, "folder"),
        ({"folder": "Maildir", "sink": "maildir"}, "maildir"),
        ({"file": "desk.mbox"}, "mbox"),
        ({"file": "desk.mbox", "sink": "mbox"}, "mbox"),
        ({"host": "smtp.example.org"}, "smtp"),
        ({"sink": "stdout"}, "stdout"),
    ],
)
def test_where_mail_goes_follows_from_the_one_key_that_says_so(given, sink):
    """A folder, a file or a host says it; a maildir and standard output are named."""
    settings = mail_settings(config({"from": "digest@example.org"} | given))
    assert settings is not None
    assert settings.sink == sink


def test_a_folder_of_templates_is_beside_the_file_and_holds_some(tmp_path):
    """A folder with nothing of the right name would change nothing, so it is told at once."""
    (tmp_path / "mail").mkdir()
    given = Config(
        path=tmp_path / "config.toml",
        sections={"mail": {"from": "a@example.org", "sink": "stdout", "templates": "mail"}},
    )
    with pytest.raises(ConfigError, match=r"it may hold subject\.txt\.j2"):
        mail_settings(given)
    (tmp_path / "mail" / "subject.txt.j2").write_text("News")
    settings = mail_settings(given)
    assert settings is not None
    assert settings.templates == tmp_path / "mail"


def test_a_mail_has_pictures_unless_the_operator_says_otherwise():
    """A desk whose mail programs block images turns them off."""
    usual, without = mail_settings(config()), mail_settings(config(MAIL | {"pictures": False}))
    assert usual is not None
    assert without is not None
    assert (usual.pictures, without.pictures) == (True, False)


def test_without_mail_there_is_none():
    """Who only reads reports need not configure mail."""
    assert mail_settings(Config()) is None
    assert subscribers(Config()) == ()


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(security, port):
    """The usual port of each is taken unless another is given."""
    given = {"from": "digest@example.org", "host": "smtp.example.org", "security": security}
    settings = mail_settings(config(given))
    assert settings is not None
    assert settings.port == port
    named = mail_settings(config(given | {"port": 2525}))
    assert named is not None
    assert named.port == 2525


@pytest.mark.parametrize(
    ("given", "security", "port"),
    [
        ({"tls": False}, "none", 25),
        ({"tls": False, "port": 2526}, "none", 2526),
        ({"tls": True}, "starttls", 587),
        ({"tls": True, "port": 465}, "tls", 465),
        ({"tls": True, "port": 2525}, "starttls", 2525),
    ],
)
def test_tls_is_the_short_way_to_say_how_mail_is_kept_secret(given, security, port):
    """tls = true is TLS from the first byte on port 465, where nothing else is spoken, and STARTTLS elsewhere."""
    settings = mail_settings(config({"from": "digest@example.org", "host": "127.0.0.1"} | given))
    assert settings is not None
    assert (settings.security, settings.port) == (security, port)


def test_a_reader_who_names_no_time_wants_news_at_once():
    """Without *when* a subscriber is complete: it is served whenever there is something to tell."""
    (reader,) = subscribers(config(MAIL, {"id": "analyst", "to": ["analyst@example.org"]}))
    assert reader.when == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tls": True, "security": "tls"}, "tls and security are both given; keep one"),
        ({"folder": "", "host": "smtp.example.org", "tls": False, "username": "x"}, "tls = false would send"),
        ({"tls": "yes"}, "tls: must be a valid boolean"),
        ({"from": "digest"}, '"digest" is no mail address'),
        ({"from": "a@b.example\r\nBcc: x@y.example"}, "is no mail address"),
        ({"from": "a@example.org", "folder": ""}, "give either folder or host"),
        ({"host": "smtp.example.org"}, "give either folder or host"),
        ({"folder": "", "host": "smtp.example.org", "security": "none", "username": "x"}, "in clear"),
        ({"security": "ssl"}, "security"),
        ({"sink": "pigeon"}, "sink"),
        ({"sink": "smtp"}, 'sink = "smtp" does not go with folder; take out folder'),
        ({"sink": "mbox", "folder": ""}, 'sink = "mbox" needs file; add file = "digests.mbox"'),
        ({"sink": "stdout"}, 'sink = "stdout" does not go with folder'),
        ({"file": "desk.mbox"}, "give one of folder, file and host"),
        ({"templates": "nowhere"}, 'templates: there is no folder "desk/nowhere"'),
        ({"report_url": "ftp://desk.example.org"}, "is no web address"),
        ({"report_url": "https://desk.example.org/{name}"}, "is no web address"),
        ({"port": 0}, "port"),
        ({"pictures": "no"}, "pictures"),
        ({"password": "secret"}, "password"),
    ],
)
def test_a_wrong_mail_section_is_one_line_that_says_how_to_mend_it(wrong, said):
    """A slip in config.toml is told before anything is sent, with the place."""
    with pytest.raises(ConfigError, match=said) as raised:
        mail_settings(config(MAIL | wrong))
    assert str(raised.value).startswith("config.toml: [mail]: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("variable", "password"),
    [(SMTP_PASSWORD_VARIABLE, smtp_password), (SITE_PASSWORD_VARIABLE, site_password)],
)
def test_passwords_come_from_the_environment_alone(variable, password, monkeypatch):
    """Behaviour from the file, secrets from the environment; where one is not set there is none."""
    monkeypatch.delenv(variable, raising=False)
    assert not password()
    monkeypatch.setenv(variable, "harbour-light")
    assert password().reveal() == "harbour-light"


def test_a_subscriber_says_what_it_wants_and_how_old_news_may_be():
    """Every key of [[subscribers]] narrows what is mailed."""
    given = READER | {
        "sources": ["norvale-*"],
        "topics": ["cbrn"],
        "kinds": ["U", "D.call"],
        "labels": ["weakened", "not repeated"],
        "minor": False,
        "edits": False,
        "max_age_days": 3,
        "format": "text",
    }
    (reader,) = subscribers(config(MAIL, given))
    assert reader.change_filter.labels == {Label.WEAKENED, Label.NOT_REPEATED}
    assert reader.change_filter.causes == {Cause.RELEASE}
    assert (reader.change_filter.kinds, reader.change_filter.topics, reader.change_filter.minor) == (
        ("U", "D.call"),
        ("cbrn",),
        False,
    )
    assert (reader.max_age_days, reader.format) == (3, "text")


def test_a_subscriber_has_its_own_zone_and_language():
    """Without a zone of its own it has that of [jobs], and else UTC; dates are English unless it says."""
    seoul = READER | {"timezone": "Asia/Seoul", "language": "ko"}
    jobs = {"timezone": "Europe/Berlin"}
    given = Config(sections={"mail": MAIL, "jobs": jobs, "subscribers": [seoul, READER | {"id": "second"}]})
    first, second = subscribers(given)
    assert (str(first.timezone), first.language) == ("Asia/Seoul", "ko")
    assert (str(second.timezone), second.language) == ("Europe/Berlin", "en")
    (third,) = subscribers(config(MAIL, READER))
    assert str(third.timezone) == "UTC"


def test_a_wrong_zone_of_the_jobs_is_told_where_it_stands():
    """The mend is in [jobs], not in the subscriber that takes it over."""
    given = Config(sections={"mail": MAIL, "jobs": {"timezone": "Seoul"}, "subscribers": [READER]})
    with pytest.raises(ConfigError, match=r"\[jobs\]: timezone"):
        subscribers(given)


def test_a_subscriber_says_what_is_urgent_and_what_a_quiet_day_is_worth():
    """Edits and reversals can go out at once; a week without news can give a sign of life."""
    given = READER | {
        "immediate": ["edits", "reversals"],
        "empty": "heartbeat",
        "parties": ["PRK"],
        "level_move": 2,
    }
    (reader,) = subscribers(config(MAIL, given))
    assert (reader.immediate, reader.empty) == ({"edits", "reversals"}, "heartbeat")
    assert (reader.change_filter.parties, reader.change_filter.level_move) == (("PRK",), 2)


def test_by_default_a_subscriber_gets_everything_but_recomputed():
    """Releases and edits are news; a new engine is not, and cannot be asked for."""
    (reader,) = subscribers(config(MAIL, READER))
    assert reader.change_filter.causes == {Cause.RELEASE, Cause.EDIT}
    assert (reader.max_age_days, reader.format) == (7, "html")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "Halden Desk"}, "is no slug"),
        ({"to": []}, "to"),
        ({"to": ["desk"]}, '"desk" is no mail address'),
        ({"when": "daily"}, "is no cron text"),
        ({"when": " "}, "is no cron text"),
        ({"labels": ["softened"]}, 'there is no label "softened"; one of NEW'),
        ({"kinds": ["X"]}, 'there is no kind "X"'),
        ({"format": "pdf"}, "format"),
        ({"topic": ["cbrn"]}, "topics"),
        ({"timezone": "Asia/Soul"}, 'timezone: there is no "Asia/Soul"; did you mean "Asia/Seoul"?'),
        ({"language": "kr"}, 'there is no language "kr"'),
        ({"empty": "weekly"}, "empty"),
        ({"immediate": ["edit"]}, "immediate"),
        ({"level_move": 5}, "level_move"),
        ({"when": "", "empty": "send"}, 'empty = "send" without when would mail at every pass'),
        ({"max_age_days": 0}, "max_age_days"),
    ],
)
def test_a_wrong_subscriber_is_one_line_that_says_which(wrong, said):
    """The second table of a file with many is named as the second."""
    with pytest.raises(ConfigError, match=re.escape(said)) as raised:
        subscribers(config(MAIL, READER, READER | {"id": "second"} | wrong))
    assert str(raised.value).startswith("config.toml: [[subscribers]] 2")


def test_two_subscribers_may_not_share_an_id():
    """The ledger tells readers apart by their id."""
    with pytest.raises(ConfigError, match='id "halden-desk" is taken'):
        subscribers(config(MAIL, READER, READER))


def test_subscribers_need_a_way_out():
    """Readers without [mail] would wait for ever."""
    with pytest.raises(ConfigError, match=r"no \[mail\]"):
        subscribers(Config(sections={"subscribers": [READER]}))


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
