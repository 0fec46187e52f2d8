"""[[subscribers]] of config.toml."""

import re

import pytest

from reports.config.subscriber_settings import subscribers
from tests.reports.config.samples import MAIL, READER, config
from tracker.config import Config
from tracker.domain import Cause, Label
from tracker.errors import ConfigError


def test_a_reader_who_names_no_time_wants_news_at_once():
    """Without *when* a subscriber is complete: it is served whenever there is something to tell."""
    (reader,) = subscribers(config(MAIL, {"id": "analyst", "to": ["analyst@example.org"]}))
    assert reader.when == ""


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
