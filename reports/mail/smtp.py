"""Mail handed to a server by SMTP."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from reports.config import SMTP_PASSWORD_VARIABLE, MailSettings
from reports.mail.transport import RecipientResult, RecipientResults, SendStatus, ServerUnreachable
from tracker.errors import MailError
from tracker.store import Delivery


class SmtpTransport:
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

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Send *delivery* to *recipients* in one transaction, and return what the server said of each.

        Raises:
            ServerUnreachable: There is no connection.
            MailError: The connection ended before the message was out; nobody has it.
        """
        server = self._ready()
        try:
            answers = self._envelope(server, delivery, recipients)
            taken = [recipient for recipient, answer in answers.items() if answer.status is SendStatus.SENT]
            if not taken:
                self._reset(server)
                return answers
            code, reply = server.docmd("DATA")
            if code != 354:
                self._reset(server)
                return answers | dict.fromkeys(taken, _answer(code, reply, self.where))
            # without its end no server may deliver it (RFC 5321, section 4.1.1.4)
            server.send(_dot_stuffed(delivery.message))
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailError(f"the connection was lost: {error}", where=self.where, transient=True) from error
        try:
            server.send(b".\r\n")
            code, reply = server.getreply()
        except (smtplib.SMTPException, OSError):
            self.close()
            said = f"{self.where}: the connection was lost before the server confirmed"
            return answers | dict.fromkeys(taken, RecipientResult(SendStatus.UNCERTAIN, said))
        if code != 250:
            self._reset(server)
            return answers | dict.fromkeys(taken, _answer(code, reply, self.where))
        return answers

    def _envelope(
        self, server: smtplib.SMTP, delivery: Delivery, recipients: Sequence[str]
    ) -> dict[str, RecipientResult]:
        code, reply = server.mail(delivery.sender)
        if code != 250:
            return dict.fromkeys(recipients, _answer(code, reply, self.where))
        answers = {}
        for recipient in recipients:
            code, reply = server.rcpt(recipient)
            taken = code in (250, 251)
            answers[recipient] = (
                RecipientResult(SendStatus.SENT) if taken else _answer(code, reply, self.where)
            )
        return answers

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
            raise ServerUnreachable(
                f"the server does not accept the login: {_said(error.smtp_code, error.smtp_error)}",
                where=self.where,
                remedy=f"check [mail] username and {SMTP_PASSWORD_VARIABLE}",
                transient=True,
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise ServerUnreachable(
                f"the server does not offer what [mail] asks for: {error}",
                where=self.where,
                remedy='check [mail] security: "starttls", "tls" or "none"',
                transient=True,
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ServerUnreachable(
                f"cannot connect: {error}",
                where=self.where,
                remedy="check [mail] host, port and security",
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


def _answer(code: int, reply: bytes, where: str) -> RecipientResult:
    # 4xx asks us to come back; anything else, even an answer out of turn, is no.
    if code == 530:  # about us, not about the message
        mend = f"set [mail] username and {SMTP_PASSWORD_VARIABLE}"
        return RecipientResult(
            SendStatus.LATER, f"{where}: the server wants a login: {_said(code, reply)}; {mend}"
        )
    state = SendStatus.LATER if code // 100 == 4 else SendStatus.REFUSED
    return RecipientResult(state, f"{where}: the server said {_said(code, reply)}")


def _said(code: int, reply: bytes | str) -> str:
    words = reply if isinstance(reply, str) else reply.decode("utf-8", "replace")
    return f"{code} {' '.join(words.split())}"


def _dot_stuffed(message: bytes) -> bytes:
    end = b"" if message.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", message) + end
