"""SMTP, against servers on loopback that behave well and badly; and which way out settings choose."""

import shutil
import socket
import ssl
import struct
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE, MailSettings
from reports.mail.transports.build_transport import build_transport
from reports.mail.transports.local_transports import (
    FolderTransport,
    MaildirTransport,
    MboxTransport,
    StreamTransport,
)
from reports.mail.transports.smtp import SmtpTransport
from reports.mail.transports.transport import RecipientResult, SendStatus, ServerUnreachable
from tests.reports.mail.deliveries import build_delivery
from tracker.errors import ConfigError, MailError
from tracker.secrets import Secret


class Inbox:
    """Keeps what arrives; says what it is told to say; may hang up before (or, politely, after) its answer."""

    def __init__(self, answer="250 OK", recipients=None, hang_up=False, goodbye=False, welcome="250 OK"):
        self.answer, self.recipients, self.hang_up, self.goodbye = answer, recipients or {}, hang_up, goodbye
        self.received, self.connections, self.welcome = [], 0, welcome

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: ARG002 - the protocol of aiosmtpd
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002 - the protocol of aiosmtpd
        envelope.mail_from = address
        return self.welcome

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002 - the protocol of aiosmtpd
        answer = self.recipients.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002 - the protocol of aiosmtpd
        if self.answer.startswith("250"):
            self.received.append(envelope)
        if self.hang_up:
            server.transport.close()
        return self.answer

    async def handle_NOOP(self, server, session, envelope, arg):  # noqa: ARG002 - the protocol of aiosmtpd
        if self.goodbye:
            server.transport.close()
        return "250 OK"


@contextmanager
def serving(inbox, **options):
    """Serve *inbox* on a free port of loopback; yield settings that point at it."""
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield MailSettings(
            sender="digest@example.org",
            host="127.0.0.1",
            port=controller.port,
            security="none",
            timeout_seconds=5,
        )
    finally:
        controller.stop()


@contextmanager
def hanging_up_at(word):
    """Serve SMTP until *word* comes ("DATA": until some of the message has), then close without an answer."""

    def talk():
        peer, _ = listener.accept()
        with peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 here\r\n")
            for line in lines:
                if line.upper().startswith(word.encode()):
                    if word == "DATA":
                        peer.sendall(b"354 go on\r\n")
                        lines.readline()
                        # unread bytes make the close a reset, which the sender hears while it writes
                        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                peer.sendall(b"250 yes\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talk)
        thread.start()
        yield MailSettings(
            sender="digest@example.org", host="127.0.0.1", port=listener.getsockname()[1], security="none"
        )
        thread.join(10)


def sent(mailer, delivery):
    """Send *delivery* to all its recipients."""
    return mailer.send(delivery, delivery.recipients)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_message_arrives_as_it_was_frozen():
    """To the byte, with lines that start with a dot."""
    inbox, delivery = Inbox(), build_delivery(message=b"Subject: a\r\n\r\n.hidden\r\n..twice\r\n.\r\nend\r\n")
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        assert sent(mailer, delivery) == {"desk@example.org": RecipientResult(SendStatus.SENT)}
    (envelope,) = inbox.received
    assert envelope.content == delivery.message
    assert (envelope.mail_from, envelope.rcpt_tos) == ("digest@example.org", ["desk@example.org"])


def test_a_batch_goes_over_one_connection():
    """A hundred digests are one visit, not a hundred."""
    inbox = Inbox()
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        for number in range(3):
            sent(mailer, build_delivery(id=f"{number:024}"))
    assert (len(inbox.received), inbox.connections) == (3, 1)


@pytest.mark.parametrize(
    ("answer", "state"), [("451 try later", SendStatus.LATER), ("550 no such list", SendStatus.REFUSED)]
)
def test_an_answer_after_the_message_says_whether_to_try_again(answer, state):
    """4xx asks us to come back; 5xx is no. The server's words are kept."""
    inbox = Inbox(answer)
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        (answered,) = sent(mailer, build_delivery()).values()
    assert answered.status is state
    assert answered.message.endswith(f"the server said {answer}")
    assert inbox.received == []


def test_after_a_refusal_the_connection_serves_the_next():
    """One digest that is refused does not cost the others theirs."""
    inbox = Inbox(recipients={"gone@example.org": "550 gone"})
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        (refused,) = sent(mailer, build_delivery(recipients=("gone@example.org",))).values()
        sent(mailer, build_delivery())
    assert refused.status is SendStatus.REFUSED
    assert (len(inbox.received), inbox.connections) == (1, 1)


def test_a_connection_lost_after_the_message_is_uncertain():
    """The server has it, we have no answer: nobody can know, so nobody may say "failed"."""
    inbox = Inbox(hang_up=True)
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        (answered,) = sent(mailer, build_delivery()).values()
    assert answered.status is SendStatus.UNCERTAIN
    assert len(inbox.received) == 1


LONG = b"Subject: a\r\n\r\n" + (b"b" * 70 + b"\r\n") * 200_000  # more than the kernel takes off our hands


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_end_of_the_message_has_delivered_nothing(word):
    """Whatever the server heard, without the final dot it may not deliver it: trying again is safe."""
    with hanging_up_at(word) as settings:
        mailer = SmtpTransport(settings)
        with pytest.raises(MailError, match="the connection was lost") as raised:
            sent(mailer, build_delivery(message=LONG))
    assert raised.value.transient
    assert not isinstance(raised.value, ServerUnreachable)


def test_a_server_that_is_not_there_is_asked_again():
    """Nothing was sent, so trying again is safe; and no other digest would fare better now."""
    settings = MailSettings(sender="digest@example.org", host="127.0.0.1", port=free_port(), security="none")
    with pytest.raises(ServerUnreachable, match="cannot connect") as raised:
        sent(SmtpTransport(settings), build_delivery())
    assert raised.value.transient


def test_a_reader_put_off_does_not_hold_up_the_others():
    """The rest of the desk has the digest; the one who was put off is told apart, to be sent it alone."""
    inbox = Inbox(recipients={"busy@example.org": "451 greylisted", "gone@example.org": "550 no such user"})
    delivery = build_delivery(recipients=("desk@example.org", "busy@example.org", "gone@example.org"))
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        answers = sent(mailer, delivery)
        again = mailer.send(delivery, ["busy@example.org"])
    assert [answer.status.value for answer in answers.values()] == ["sent", "later", "refused"]
    assert answers["gone@example.org"].message.endswith("the server said 550 no such user")
    assert [answer.status for answer in again.values()] == [SendStatus.LATER]
    assert [envelope.rcpt_tos for envelope in inbox.received] == [["desk@example.org"]]


def test_without_encryption_where_it_is_asked_for_nothing_is_sent():
    """A server that does not offer STARTTLS gets neither the digest nor the password."""
    inbox = Inbox()
    with serving(inbox) as plain:
        settings = MailSettings(sender=plain.sender, host=plain.host, port=plain.port, security="starttls")
        with pytest.raises(MailError, match="does not offer") as raised:
            sent(SmtpTransport(settings), build_delivery())
    assert raised.value.transient
    assert inbox.received == []


def test_a_login_that_fails_keeps_the_digest():
    """A wrong password is for the operator to mend; the digest waits and the message names the variable."""
    inbox = Inbox()
    options = {
        "authenticator": lambda *_: AuthResult(success=False, handled=False),
        "auth_require_tls": False,
    }
    with serving(inbox, **options) as plain:
        settings = MailSettings(
            sender=plain.sender, host=plain.host, port=plain.port, security="none", username="desk"
        )
        with pytest.raises(MailError, match=SMTP_PASSWORD_VARIABLE) as raised:
            sent(SmtpTransport(settings, Secret("wrong")), build_delivery())
    assert raised.value.transient
    assert inbox.received == []


def test_what_a_server_repeats_of_the_login_is_not_told():
    """Some servers quote the login in their refusal: it reaches stderr, status, the store and its backups as dots."""
    spoken = []

    def talk():
        peer, _ = listener.accept()
        with peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 here\r\n")
            for line in lines:
                if line.upper().startswith(b"EHLO"):
                    peer.sendall(b"250-here\r\n250 AUTH PLAIN\r\n")
                elif line.startswith(b"AUTH"):
                    spoken.append(line.split()[-1].decode())
                    peer.sendall(b"535 5.7.8 no: " + line.strip() + b" is harbour-light of desk\r\n")
                else:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talk)
        thread.start()
        settings = MailSettings(
            sender="digest@example.org",
            host="127.0.0.1",
            port=listener.getsockname()[1],
            security="none",
            username="desk",
        )
        mailer = SmtpTransport(settings, Secret("harbour-light"))
        with pytest.raises(ServerUnreachable) as raised:
            sent(mailer, build_delivery())
        thread.join(10)
    assert "535 5.7.8 no" in str(raised.value)
    assert not any(secret in str(raised.value) for secret in ("harbour-light", *spoken))
    assert "harbour-light" not in repr(mailer.password)


@contextmanager
def dripping(after):
    """Serve SMTP; from the command *after* on, send a byte now and then that ends no line, until nobody listens."""
    over = threading.Event()

    def drip(peer):
        with suppress(OSError):
            peer.sendall(b"250-")
            while not over.wait(0.02):
                peer.sendall(b"x")

    def talk():
        peer, _ = listener.accept()
        with peer, peer.makefile("rb") as lines, suppress(OSError):
            if not after:
                drip(peer)
                return
            peer.sendall(b"220 here\r\n")
            told = False
            for line in lines:
                if line.upper().startswith(after):
                    drip(peer)
                    return
                if not told:
                    told = line.upper().startswith(b"DATA")
                    peer.sendall(b"354 go on\r\n" if told else b"250 yes\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talk)
        thread.start()
        yield MailSettings(
            sender="digest@example.org",
            host="127.0.0.1",
            port=listener.getsockname()[1],
            security="none",
            timeout_seconds=0.3,
        )
        over.set()
        thread.join(10)


@pytest.mark.parametrize("after", [b"", b"EHLO", b"MAIL", b"RCPT", b"DATA"])
def test_a_server_that_drips_is_left_after_a_while(after):
    """Each byte comes in time and the answer never: the exchange has an end of its own, and the digest waits."""
    with dripping(after) as settings, SmtpTransport(settings) as mailer:
        with pytest.raises(ServerUnreachable, match="was not done within") as raised:
            sent(mailer, build_delivery())
        assert raised.value.transient


def test_a_confirmation_that_drips_leaves_it_open_whether_the_message_is_out():
    """After the end of the message nobody can know: it is neither lost nor sent twice by itself."""
    with dripping(b".") as settings, SmtpTransport(settings) as mailer:
        (answer,) = sent(mailer, build_delivery()).values()
    assert (answer.status, "did not confirm" in answer.message) == (SendStatus.UNCERTAIN, True)


def test_with_a_login_the_server_takes_the_message():
    """The password of the environment opens the door, once for the batch."""
    inbox, asked = Inbox(), []

    def check(server, session, envelope, mechanism, given):
        asked.append((given.login, given.password))
        return AuthResult(success=asked[-1] == (b"desk", b"secret"), handled=True)

    options = {"authenticator": check, "auth_require_tls": False}
    with (
        serving(inbox, **options) as plain,
        SmtpTransport(replace(plain, username="desk"), Secret("secret")) as mailer,
    ):
        sent(mailer, build_delivery())
        sent(mailer, build_delivery(id="f" * 24))
    assert (len(inbox.received), asked) == (2, [(b"desk", b"secret")])


def test_a_server_that_wants_a_login_keeps_the_digest_waiting():
    """530 is about us, not about the message: the operator is told which key and variable to set."""
    inbox = Inbox(welcome="530 5.7.0 Authentication required")
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        (answer,) = sent(mailer, build_delivery()).values()
    assert answer.status is SendStatus.LATER
    assert "set [mail] username" in answer.message
    assert SMTP_PASSWORD_VARIABLE in answer.message


@pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl makes the certificate of this test; it is not here"
)
def test_with_starttls_the_message_goes_over_an_encrypted_line(tmp_path):
    """The certificate is checked, and a server we do not trust gets nothing."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *names], check=True, capture_output=True)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    inbox = Inbox()
    with serving(inbox, tls_context=server_side, require_starttls=True) as plain:
        settings = MailSettings(sender=plain.sender, host=plain.host, port=plain.port, security="starttls")
        with pytest.raises(MailError, match="cannot connect"):
            sent(SmtpTransport(settings), build_delivery())
        trusting = ssl.create_default_context(cafile=str(certificate))
        with SmtpTransport(settings, context=trusting) as mailer:
            sent(mailer, build_delivery())
    assert len(inbox.received) == 1


def test_settings_choose_the_mailer(tmp_path):
    """A folder writes files, a host sends mail, and a username without a password is told at once."""
    ways = {
        FolderTransport: {"sink": "folder", "folder": tmp_path},
        MaildirTransport: {"sink": "maildir", "folder": tmp_path},
        MboxTransport: {"sink": "mbox", "file": tmp_path / "digests.mbox"},
        StreamTransport: {"sink": "stdout"},
    }
    for kind, given in ways.items():
        assert type(build_transport(MailSettings(sender="a@example.org", **given))) is kind
    smtp = MailSettings(sender="a@example.org", host="smtp.example.org", username="desk")
    assert isinstance(build_transport(smtp, Secret("secret")), SmtpTransport)
    with pytest.raises(ConfigError, match=SMTP_PASSWORD_VARIABLE):
        build_transport(smtp)


def test_a_server_that_closed_in_between_is_called_again():
    """A connection closed for idleness between two digests costs nobody the second."""
    inbox = Inbox(goodbye=True)
    with serving(inbox) as settings, SmtpTransport(settings) as mailer:
        sent(mailer, build_delivery())
        sent(mailer, build_delivery(id="f" * 24))
    assert (len(inbox.received), inbox.connections) == (2, 2)
