"""Saved searches: what is mailed, once, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from jobs.steps import deliver, queue_alerts
from reports.config.mail_settings import MailSettings
from reports.mail.alert_config import Alert, configured_alerts
from reports.mail.transports.local_transports import FolderTransport
from tests.statements import release, take_in
from tracker.config import Config
from tracker.errors import ConfigError
from tracker.store import Store

NOW = datetime(2031, 2, 3, 8, 0, tzinfo=UTC)
MAIL = MailSettings(sender="digest@norvale.example")
FUND = "Norvale will contribute 60 million crowns to the Halden Sea Rescue Fund."
OTHER = "Norvale will keep the price of herring low."


def alerts(**values: object) -> tuple[Alert, ...]:
    """Return one alert as config.toml gives it."""
    table = {"id": "fund", "query": '"rescue fund"', "to": ["desk@norvale.example"], **values}
    return configured_alerts(Config(sections={"alerts": [table], "mail": {"from": "x@y.example"}}))


def mails(store: Store, now: datetime = NOW) -> list[str]:
    """Return the texts of what waits to be sent, with their subjects."""
    return [
        f"{message['Subject']}\n{message.get_content()}"
        for queued in store.queued(now)
        for message in [message_from_bytes(queued.message, policy=policy.default)]
    ]


def test_a_release_that_answers_is_mailed_once(store: Store, tmp_path: Path) -> None:
    """The words, who said them and where are in the mail; a second pass has nothing to tell, a new release has."""
    rows = [release(1, FUND), release(2, FUND), release(3, OTHER)]
    take_in(store, tmp_path, [(NOW, rows)])
    assert queue_alerts(store, alerts(), NOW, MAIL).counts == {"alerts": 1}
    (mail,) = mails(store)
    assert mail.startswith('"rescue fund": Norvale, Statement\n')
    assert "60 million crowns to the Halden Sea" in mail
    assert "1 new place in 1 release" in mail  # January is older than a week
    assert queue_alerts(store, alerts(), NOW + timedelta(hours=1), MAIL).counts == {}


def test_a_release_that_does_not_answer_is_no_mail(store: Store, tmp_path: Path) -> None:
    """Where nothing answers there is no mail."""
    take_in(store, tmp_path, [(NOW, [release(2, OTHER)])])
    assert queue_alerts(store, alerts(), NOW, MAIL).counts == {}
    assert mails(store) == []


def test_an_alert_without_words_says_what_is_wrong() -> None:
    """A query that cannot be asked is a fault of the configuration, named with its place."""
    with pytest.raises(ConfigError, match=r"\[\[alerts\]\] 1: query"):
        alerts(query="lable:weakened sanctions")


@pytest.mark.parametrize("values", [{"id": "Not A Slug"}, {"to": ["nobody"]}, {"to": []}, {"language": "xx"}])
def test_a_wrong_alert_is_refused(values: dict[str, object]) -> None:
    """An id that is no slug, an address that is none, or an unknown language is said before anything runs."""
    with pytest.raises(ConfigError):
        alerts(**values)


def test_alerts_need_a_mail_section() -> None:
    """Without [mail] there is nothing to send from."""
    with pytest.raises(ConfigError, match=r"alerts but no \[mail\]"):
        configured_alerts(Config(sections={"alerts": [{"id": "a", "query": "fund", "to": ["a@b.example"]}]}))


def test_an_alert_reaches_a_folder(store: Store, tmp_path: Path) -> None:
    """A mail of an alert is written as a file like any other, under a name that any file system takes."""
    take_in(store, tmp_path, [(NOW, [release(2, FUND)])])
    queue_alerts(store, alerts(), NOW, MAIL)
    transport = FolderTransport(tmp_path / "outbox")
    assert deliver(store, transport, NOW).counts["sent"] == 1
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name.endswith(".eml")
