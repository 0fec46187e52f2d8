"""[mail] of config.toml."""

from pathlib import Path

import pytest

from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE, mail_settings, smtp_password
from reports.config.site_settings import SITE_PASSWORD_VARIABLE, site_password
from reports.config.subscriber_settings import subscribers
from tests.reports.config.samples import MAIL, config
from tracker.config import Config
from tracker.errors import ConfigError


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
