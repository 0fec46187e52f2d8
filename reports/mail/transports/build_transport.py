"""The way out that [mail] asks for: SMTP or a local one."""

from __future__ import annotations

import sys

from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE, MailSettings
from reports.mail.transports.local_transports import (
    FolderTransport,
    MaildirTransport,
    MboxTransport,
    StreamTransport,
)
from reports.mail.transports.smtp import SmtpTransport
from reports.mail.transports.transport import Transport
from tracker.errors import ConfigError
from tracker.secrets import NO_SECRET, Secret


def build_transport(settings: MailSettings, password: Secret = NO_SECRET) -> Transport:
    """Return the mailer *settings* ask for. It connects when it first sends; close it after the batch.

    Raises:
        ConfigError: A username is set and no password is in the environment.
    """
    if settings.sink == "smtp":
        if settings.username and not password:
            raise ConfigError(
                "[mail] username is set but there is no password",
                remedy=f"set {SMTP_PASSWORD_VARIABLE} in the environment",
            )
        return SmtpTransport(settings, password)
    if settings.sink == "stdout":
        return StreamTransport(sys.stdout.buffer)
    if settings.sink == "mbox":
        assert settings.file is not None, "[mail] sink = mbox is checked to have a file"
        return MboxTransport(settings.file)
    assert settings.folder is not None, "[mail] sink is checked to have its folder"
    return (
        MaildirTransport(settings.folder) if settings.sink == "maildir" else FolderTransport(settings.folder)
    )
