"""The two ways out, against servers on loopback that behave well and badly."""

import shutil
import socket
import ssl
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from reports.config import PASSWORD, MailSettings
from reports.mailers import PATIENCE, FolderMailer, SmtpMailer, Uncertain, build_mailer
from tests.reports.deliveries import build_delivery
from tracker.errors import ConfigError, MailError


class Inbox:
    """Keeps what arrives; says what it is told to say; may hang up before (or, politely, after) its answer."""

    def __init__(self, answer="250 OK", recipients=None, hang_up=False, goodbye=False):
        self.answer, self.recipients, self.hang_up, self.goodbye = answer, recipients or {}, hang_up, goodbye
        self.received, self.connections = [], 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: ARG002 - the protocol of aiosmtpd
        self.connections += 1
        session.host_name = hostname
        return responses

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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_message_arrives_as_it_was_frozen():
    """To the byte, with lines that start with a dot."""
    inbox, delivery = Inbox(), build_delivery(message=b"Subject: a\r\n\r\n.hidden\r\n..twice\r\n.\r\nend\r\n")
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        assert mailer.send(delivery) == ""
    (envelope,) = inbox.received
    assert envelope.content == delivery.message
    assert (envelope.mail_from, envelope.rcpt_tos) == ("digest@example.org", ["desk@example.org"])


def test_a_batch_goes_over_one_connection():
    """A hundred digests are one visit, not a hundred."""
    inbox = Inbox()
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        for number in range(3):
            mailer.send(build_delivery(id=f"{number:024}"))
    assert (len(inbox.received), inbox.connections) == (3, 1)


@pytest.mark.parametrize(("answer", "transient"), [("451 try later", True), ("550 no such list", False)])
def test_an_answer_after_the_message_says_whether_to_try_again(answer, transient):
    """4xx asks us to come back; 5xx is no."""
    inbox = Inbox(answer)
    with (
        serving(inbox) as settings,
        SmtpMailer(settings) as mailer,
        pytest.raises(MailError, match=answer) as raised,
    ):
        mailer.send(build_delivery())
    assert raised.value.transient is transient
    assert not isinstance(raised.value, Uncertain)
    assert inbox.received == []


def test_after_a_refusal_the_connection_serves_the_next():
    """One digest that is refused does not cost the others theirs."""
    inbox = Inbox(recipients={"gone@example.org": "550 gone"})
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        with pytest.raises(MailError):
            mailer.send(build_delivery(recipients=("gone@example.org",)))
        mailer.send(build_delivery())
    assert (len(inbox.received), inbox.connections) == (1, 1)


def test_a_connection_lost_after_the_message_is_uncertain():
    """The server has it, we have no answer: nobody can know, so nobody may say "failed"."""
    inbox = Inbox(hang_up=True)
    with serving(inbox) as settings, SmtpMailer(settings) as mailer, pytest.raises(Uncertain):
        mailer.send(build_delivery())
    assert len(inbox.received) == 1


def test_a_server_that_is_not_there_is_asked_again():
    """Nothing was sent, so trying again is safe."""
    settings = MailSettings(sender="digest@example.org", host="127.0.0.1", port=free_port(), security="none")
    with pytest.raises(MailError, match="cannot connect") as raised:
        SmtpMailer(settings).send(build_delivery())
    assert raised.value.transient
    assert not isinstance(raised.value, Uncertain)


def test_a_reader_put_off_holds_the_message_back_at_first():
    """Sent to the others now, it would reach them twice when it is sent again."""
    inbox = Inbox(recipients={"busy@example.org": "451 greylisted"})
    delivery = build_delivery(recipients=("desk@example.org", "busy@example.org"))
    with (
        serving(inbox) as settings,
        SmtpMailer(settings) as mailer,
        pytest.raises(MailError, match="451") as raised,
    ):
        mailer.send(delivery)
    assert raised.value.transient
    assert inbox.received == []


def test_a_reader_put_off_for_good_no_longer_holds_up_the_others():
    """After a few attempts the others get theirs, and the ledger says who did not."""
    inbox = Inbox(recipients={"busy@example.org": "451 greylisted"})
    delivery = build_delivery(recipients=("desk@example.org", "busy@example.org"), attempts=PATIENCE)
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        assert mailer.send(delivery) == "busy@example.org not reached: 451 greylisted"
    assert [envelope.rcpt_tos for envelope in inbox.received] == [["desk@example.org"]]


def test_a_reader_who_is_gone_does_not_cost_the_others_theirs():
    """One address of a desk no longer exists: the rest of the desk is served."""
    inbox = Inbox(recipients={"gone@example.org": "550 no such user"})
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        note = mailer.send(build_delivery(recipients=("desk@example.org", "gone@example.org")))
    assert note == "gone@example.org not reached: 550 no such user"
    assert len(inbox.received) == 1


def test_without_encryption_where_it_is_asked_for_nothing_is_sent():
    """A server that does not offer STARTTLS gets neither the digest nor the password."""
    inbox = Inbox()
    with serving(inbox) as plain:
        settings = MailSettings(sender=plain.sender, host=plain.host, port=plain.port, security="starttls")
        with pytest.raises(MailError, match="does not offer") as raised:
            SmtpMailer(settings).send(build_delivery())
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
        with pytest.raises(MailError, match=PASSWORD) as raised:
            SmtpMailer(settings, "wrong").send(build_delivery())
    assert raised.value.transient
    assert inbox.received == []


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
            SmtpMailer(settings).send(build_delivery())
        trusting = ssl.create_default_context(cafile=str(certificate))
        with SmtpMailer(settings, context=trusting) as mailer:
            mailer.send(build_delivery())
    assert len(inbox.received) == 1


def test_a_folder_gets_the_message_as_frozen_and_no_scraps(tmp_path):
    """One .eml for one delivery; writing it twice leaves one file."""
    mailer, delivery = FolderMailer(tmp_path / "outbox"), build_delivery()
    mailer.send(delivery)
    mailer.send(delivery)
    (file,) = (tmp_path / "outbox").iterdir()
    assert file == mailer.path(delivery)
    assert file.name == "2031-03-05-0700-halden-desk-01234567.eml"
    assert file.read_bytes() == delivery.message


def test_a_folder_that_cannot_be_written_keeps_the_digest(tmp_path):
    """A full disk or a file in the way is mended and tried again; nothing half-written is left."""
    (tmp_path / "outbox").write_text("a file, not a folder")
    with pytest.raises(MailError, match="outbox: cannot write the digest") as raised:
        FolderMailer(tmp_path / "outbox").send(build_delivery())
    assert raised.value.transient


def test_settings_choose_the_mailer(tmp_path):
    """A folder writes files, a host sends mail, and a username without a password is told at once."""
    assert isinstance(build_mailer(MailSettings(sender="a@example.org", folder=tmp_path)), FolderMailer)
    smtp = MailSettings(sender="a@example.org", host="smtp.example.org", username="desk")
    assert isinstance(build_mailer(smtp, "secret"), SmtpMailer)
    with pytest.raises(ConfigError, match=PASSWORD):
        build_mailer(smtp)


def test_windows_are_told_apart_in_a_folder(tmp_path):
    """Two digests of one day do not overwrite each other."""
    mailer = FolderMailer(tmp_path)
    mailer.send(build_delivery())
    mailer.send(build_delivery(id="f" * 24, window_end=datetime(2031, 3, 5, 19, 0, tzinfo=UTC)))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_server_that_closed_in_between_is_called_again():
    """A connection closed for idleness between two digests costs nobody the second."""
    inbox = Inbox(goodbye=True)
    with serving(inbox) as settings, SmtpMailer(settings) as mailer:
        mailer.send(build_delivery())
        mailer.send(build_delivery(id="f" * 24))
    assert (len(inbox.received), inbox.connections) == (2, 2)
