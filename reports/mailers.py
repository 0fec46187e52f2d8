"""Two ways out: SMTP, and a folder of .eml files."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

from reports.config import PASSWORD, MailSettings
from tracker.errors import ConfigError, MailError
from tracker.store import Delivery

PATIENCE = 3  # attempts after which one reader put off no longer holds up the others


class Uncertain(MailError):  # noqa: N818 - named as the outcome it leads to
    """The connection ended after the message went out and before the server said yes."""


class Mailer(Protocol):
    """Hands one delivery over.

    ``send`` returns a note ("" as a rule; else which readers were refused) and
    raises MailError where nothing was delivered, Uncertain where that cannot be
    known.
    """

    def send(self, delivery: Delivery) -> str: ...

    def close(self) -> None: ...


def build_mailer(settings: MailSettings, password: str = "") -> Mailer:
    """Return the mailer *settings* ask for. It connects when it first sends; close it after the batch.

    Raises:
        ConfigError: A username is set and no password is in the environment.
    """
    if settings.folder is not None:
        return FolderMailer(settings.folder)
    if settings.username and not password:
        raise ConfigError(
            "[mail] username is set but there is no password", mend=f"set {PASSWORD} in the environment"
        )
    return SmtpMailer(settings, password)


class FolderMailer:
    """Writes each delivery as one .eml file; a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, delivery: Delivery) -> Path:
        """Return where *delivery* is written."""
        return (
            self.folder / f"{delivery.window_end:%Y-%m-%d-%H%M}-{delivery.subscriber}-{delivery.id[:8]}.eml"
        )

    def send(self, delivery: Delivery) -> str:
        """Write *delivery* under a temporary name, then rename it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(delivery.message)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path(delivery))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise MailError(
                f"cannot write the digest: {error.strerror or error}", where=str(self.folder), transient=True
            ) from error
        return ""

    def close(self) -> None:
        """Nothing is held open."""


class SmtpMailer:
    """Sends by SMTP, one connection a batch. Use as a context manager, or close it."""

    def __init__(
        self, settings: MailSettings, password: str = "", *, context: ssl.SSLContext | None = None
    ) -> None:
        self.settings, self.password = settings, password
        self.context = context
        self.where = f"{settings.host}:{settings.port}"
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye, if there is a connection."""
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
        self._server = None

    def send(self, delivery: Delivery) -> str:
        """Send *delivery* to all its recipients in one transaction.

        A recipient that is put off holds the whole message back for the first
        attempts, since sending it to the others now would mean sending it to
        them twice later.

        Raises:
            MailError: Nothing was delivered; *transient* says whether to try again.
            Uncertain: The connection ended after the message went out.
        """
        server = self._ready()
        try:
            note = self._envelope(server, delivery)
            code, reply = server.docmd("DATA")
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailError(f"the connection was lost: {error}", where=self.where, transient=True) from error
        except MailError:
            self._reset(server)
            raise
        if code != 354:
            self._reset(server)
            raise _answer(code, reply, self.where)
        try:
            server.send(_dot_stuffed(delivery.message))
            code, reply = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Uncertain(
                "the connection was lost before the server confirmed", where=self.where
            ) from error
        if code != 250:
            self._reset(server)
            raise _answer(code, reply, self.where)
        return note

    def _envelope(self, server: smtplib.SMTP, delivery: Delivery) -> str:
        code, reply = server.mail(delivery.sender)
        if code != 250:
            raise _answer(code, reply, self.where)
        answers = {recipient: server.rcpt(recipient) for recipient in delivery.recipients}
        refused = {recipient: answer for recipient, answer in answers.items() if answer[0] not in (250, 251)}
        put_off = [answer for answer in refused.values() if answer[0] // 100 == 4]
        if len(refused) == len(answers) or (put_off and delivery.attempts < PATIENCE):
            code, reply = put_off[0] if put_off else next(iter(refused.values()))
            raise _answer(code, reply, self.where)
        return "; ".join(
            f"{recipient} not reached: {_said(*answer)}" for recipient, answer in refused.items()
        )

    def _ready(self) -> smtplib.SMTP:
        if self._server is not None:
            try:
                if self._server.noop()[0] == 250:
                    return self._server
            except (smtplib.SMTPException, OSError):
                pass  # it closed while we were composing; open another
            self.close()
        try:
            self._server = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise MailError(
                f"the server does not accept the login: {_said(error.smtp_code, error.smtp_error)}",
                where=self.where,
                mend=f"check [mail] username and {PASSWORD}",
                transient=True,
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailError(
                f"the server does not offer what [mail] asks for: {error}",
                where=self.where,
                mend='check [mail] security: "starttls", "tls" or "none"',
                transient=True,
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(
                f"cannot connect: {error}",
                where=self.where,
                mend="check [mail] host, port and security",
                transient=True,
            ) from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        context = self.context or ssl.create_default_context()
        server: smtplib.SMTP
        if settings.security == "tls":
            server = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=settings.timeout_seconds, context=context
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_seconds)
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if settings.username:
                server.login(settings.username, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _reset(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


def _answer(code: int, reply: bytes, where: str) -> MailError:
    # 4xx asks us to come back; anything else, even an answer out of turn, is no.
    if code == 530:  # about us, not about the message
        return MailError(
            f"the server wants a login: {_said(code, reply)}",
            where=where,
            mend=f"set [mail] username and {PASSWORD}",
            transient=True,
        )
    return MailError(f"the server said {_said(code, reply)}", where=where, transient=code // 100 == 4)


def _said(code: int, reply: bytes | str) -> str:
    words = reply if isinstance(reply, str) else reply.decode("utf-8", "replace")
    return f"{code} {' '.join(words.split())}"


def _dot_stuffed(message: bytes) -> bytes:
    end = b"" if message.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", message) + end + b".\r\n"
