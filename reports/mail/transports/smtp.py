"""Mail handed to a server by SMTP.

What a server says is told without the login, which some repeat in their refusal. No
exchange (to connect and log in; one message) takes longer than :data:`PATIENCE` times
``[mail] timeout_seconds``, and the time its bytes may need, however slowly an answer drips.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Self

from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE, MailSettings
from reports.mail.transports.exchange_deadline import ExchangeDeadline
from reports.mail.transports.transport import RecipientResult, RecipientResults, SendStatus, ServerUnreachable
from tracker.errors import MailError
from tracker.secrets import NO_SECRET, Secret, redact, secret_spellings
from tracker.store import Delivery

PATIENCE = 3  # times timeout_seconds, for a whole exchange: greeting, envelope, confirmation
BYTES_A_SECOND = 20_000  # a line slower than that is no line for mail with pictures


class SmtpTransport:
    """Sends by SMTP, one connection a batch. Use as a context manager, or close it."""

    def __init__(
        self, settings: MailSettings, password: Secret = NO_SECRET, *, context: ssl.SSLContext | None = None
    ) -> None:
        self.settings, self.password = settings, password
        self._deadline = ExchangeDeadline()
        self._secrets = _as_sent(settings.username, password)
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
            with (
                self._deadline.running(self.settings.timeout_seconds),
                suppress(smtplib.SMTPException, OSError),
            ):
                self._server.quit()
            self._server.close()
        self._server = None
        self._deadline.close()

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Send *delivery* to *recipients* in one transaction, and return what the server said of each.

        Raises:
            ServerUnreachable: There is no connection.
            MailError: The connection ended before the message was out; nobody has it.
        """
        server = self._ready()
        seconds = PATIENCE * self.settings.timeout_seconds + len(delivery.message) / BYTES_A_SECOND
        with self._deadline.running(seconds):
            return self._sent(server, delivery, recipients, seconds)

    def _sent(
        self, server: smtplib.SMTP, delivery: Delivery, recipients: Sequence[str], seconds: float
    ) -> RecipientResults:
        try:
            answers = self._envelope(server, delivery, recipients)
            taken = [recipient for recipient, answer in answers.items() if answer.status is SendStatus.SENT]
            if not taken:
                self._reset(server)
                return answers
            code, reply = server.docmd("DATA")
            if code != 354:
                self._reset(server)
                return answers | dict.fromkeys(taken, self._answer(code, reply))
            # without its end no server may deliver it (RFC 5321, section 4.1.1.4)
            server.send(_dot_stuffed(delivery.message))
        except (smtplib.SMTPException, OSError) as error:
            slow = self._deadline.expired
            self.close()
            if slow:  # the next would fare no better
                raise ServerUnreachable(self._slow(seconds), where=self.where, transient=True) from error
            said = self._hidden(f"the connection was lost: {error}")
            raise MailError(said, where=self.where, transient=True) from error
        try:
            server.send(b".\r\n")
            code, reply = server.getreply()
        except (smtplib.SMTPException, OSError):
            said = f"{self.where}: the connection was lost before the server confirmed"
            if self._deadline.expired:
                said = f"{self.where}: the server did not confirm within {seconds:.0f} s"
            self.close()
            return answers | dict.fromkeys(taken, RecipientResult(SendStatus.UNCERTAIN, said))
        if code != 250:
            self._reset(server)
            return answers | dict.fromkeys(taken, self._answer(code, reply))
        return answers

    def _envelope(
        self, server: smtplib.SMTP, delivery: Delivery, recipients: Sequence[str]
    ) -> dict[str, RecipientResult]:
        code, reply = server.mail(delivery.sender)
        if code != 250:
            return dict.fromkeys(recipients, self._answer(code, reply))
        answers = {}
        for recipient in recipients:
            code, reply = server.rcpt(recipient)
            taken = code in (250, 251)
            answers[recipient] = RecipientResult(SendStatus.SENT) if taken else self._answer(code, reply)
        return answers

    def _ready(self) -> smtplib.SMTP:
        seconds = PATIENCE * self.settings.timeout_seconds
        if self._server is not None:
            try:
                with self._deadline.running(seconds):
                    if self._server.noop()[0] == 250:
                        return self._server
            except (smtplib.SMTPException, OSError):
                pass  # it closed while we were composing; open another
            self.close()
        try:
            with self._deadline.running(seconds):
                self._server = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            self._deadline.close()
            raise self._unreachable(error, seconds) from error
        return self._server

    def _unreachable(self, error: Exception, seconds: float) -> ServerUnreachable:
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return ServerUnreachable(
                f"the server does not accept the login: {self._said(error.smtp_code, error.smtp_error)}",
                where=self.where,
                remedy=f"check [mail] username and {SMTP_PASSWORD_VARIABLE}",
                transient=True,
            )
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return ServerUnreachable(
                self._hidden(f"the server does not offer what [mail] asks for: {error}"),
                where=self.where,
                remedy='check [mail] security: "starttls", "tls" or "none"',
                transient=True,
            )
        return ServerUnreachable(
            self._slow(seconds) if self._deadline.expired else self._hidden(f"cannot connect: {error}"),
            where=self.where,
            remedy="check [mail] host, port and security",
            transient=True,
        )

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        context = self.context or ssl.create_default_context()
        server: smtplib.SMTP
        if settings.security == "tls":
            server = _TlsServer(self._deadline, settings, context)
        else:
            server = _PlainServer(self._deadline, settings)
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if settings.username:
                server.login(settings.username, self.password.reveal())
        except BaseException:
            server.close()
            raise
        return server

    def _answer(self, code: int, reply: bytes) -> RecipientResult:
        # 4xx asks us to come back; anything else, even an answer out of turn, is no.
        if code == 530:  # about us, not about the message
            mend = f"set [mail] username and {SMTP_PASSWORD_VARIABLE}"
            said = f"{self.where}: the server wants a login: {self._said(code, reply)}; {mend}"
            return RecipientResult(SendStatus.LATER, said)
        state = SendStatus.LATER if code // 100 == 4 else SendStatus.REFUSED
        return RecipientResult(state, f"{self.where}: the server said {self._said(code, reply)}")

    def _said(self, code: int, reply: bytes | str) -> str:
        words = reply if isinstance(reply, str) else reply.decode("utf-8", "replace")
        return self._hidden(f"{code} {' '.join(words.split())}")

    def _hidden(self, text: str) -> str:
        """Return what a server said without our login, in whatever form it sends that back."""
        return redact(text, self._secrets)

    def _slow(self, seconds: float) -> str:
        return f"the server was not done within {seconds:.0f} s"

    def _reset(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


def _dot_stuffed(message: bytes) -> bytes:
    end = b"" if message.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", message) + end


class _Watched(smtplib.SMTP):
    """A connection that is watched from its first byte on."""

    _watch: Callable[[socket.socket], None]

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect; smtplib calls this, and wraps what it gets in TLS where that comes first."""
        connection = socket.create_connection((host, port), timeout, self.source_address)
        self._watch(connection)
        return connection


class _PlainServer(_Watched):
    """A server that is spoken to in the clear, or in TLS after STARTTLS."""

    def __init__(self, deadline: ExchangeDeadline, settings: MailSettings) -> None:
        self._watch = deadline.watch
        super().__init__(settings.host, settings.port, timeout=settings.timeout_seconds)


class _TlsServer(smtplib.SMTP_SSL, _Watched):
    """A server that is spoken to in TLS from the first byte on; the handshake is watched as well."""

    def __init__(self, deadline: ExchangeDeadline, settings: MailSettings, context: ssl.SSLContext) -> None:
        self._watch = deadline.watch
        super().__init__(settings.host, settings.port, timeout=settings.timeout_seconds, context=context)


def _as_sent(username: str, password: Secret) -> tuple[str, ...]:
    """Return *password* in the forms in which a login sends it: as it is, alone, and with the name (RFC 4616)."""
    if not password:
        return ()
    said = password.reveal()
    packed = [base64.b64encode(text.encode()).decode() for text in (said, f"\0{username}\0{said}")]
    return secret_spellings([said, *packed])
