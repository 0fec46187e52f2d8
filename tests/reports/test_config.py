"""[mail] and [[subscribers]] of config.toml."""

import re
from pathlib import Path

import pytest

from reports.config import PASSWORD, mail_settings, password, subscribers
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
    ("wrong", "said"),
    [
        ({"from": "digest"}, '"digest" is no mail address'),
        ({"from": "a@b.example\r\nBcc: x@y.example"}, "is no mail address"),
        ({"from": "a@example.org", "folder": ""}, "give either folder or host"),
        ({"host": "smtp.example.org"}, "give either folder or host"),
        ({"folder": "", "host": "smtp.example.org", "security": "none", "username": "x"}, "in clear"),
        ({"security": "ssl"}, "security"),
        ({"port": 0}, "port"),
        ({"password": "secret"}, "password"),
    ],
)
def test_a_wrong_mail_section_is_one_line_that_says_how_to_mend_it(wrong, said):
    """A slip in config.toml is told before anything is sent, with the place."""
    with pytest.raises(ConfigError, match=said) as raised:
        mail_settings(config(MAIL | wrong))
    assert str(raised.value).startswith("config.toml: [mail]: ")
    assert "\n" not in str(raised.value)


def test_the_password_comes_from_the_environment_alone():
    """Behaviour from the file, secrets from the environment."""
    assert password({PASSWORD: "secret"}) == "secret"
    assert password({}) == ""


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
    assert reader.wanted.labels == {Label.WEAKENED, Label.NOT_REPEATED}
    assert reader.wanted.causes == {Cause.RELEASE}
    assert (reader.wanted.kinds, reader.wanted.topics, reader.wanted.minor) == (
        ("U", "D.call"),
        ("cbrn",),
        False,
    )
    assert (reader.max_age_days, reader.format) == (3, "text")


def test_by_default_a_subscriber_gets_everything_but_recomputed():
    """Releases and edits are news; a new engine is not, and cannot be asked for."""
    (reader,) = subscribers(config(MAIL, READER))
    assert reader.wanted.causes == {Cause.RELEASE, Cause.EDIT}
    assert (reader.max_age_days, reader.format) == (7, "html")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "Halden Desk"}, "is no slug"),
        ({"to": []}, "to"),
        ({"to": ["desk"]}, '"desk" is no mail address'),
        ({"when": "daily"}, "is no cron text"),
        ({"labels": ["softened"]}, 'there is no label "softened"; one of NEW'),
        ({"kinds": ["X"]}, 'there is no kind "X"'),
        ({"format": "pdf"}, "format"),
        ({"topic": ["cbrn"]}, "topics"),
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
