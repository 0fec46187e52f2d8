"""The local ways out: a folder of .eml files, a maildir, an mbox, standard output."""

import io
import mailbox
from contextlib import closing
from datetime import UTC, datetime

import pytest

from reports.mail.transports.local_transports import (
    FolderTransport,
    MaildirTransport,
    MboxTransport,
    StreamTransport,
)
from reports.mail.transports.transport import RecipientResult, SendStatus
from tests.reports.mail.deliveries import build_delivery
from tracker.errors import MailError

TRAP = b"Subject: a\r\n\r\nFrom here on\r\n>From there\r\n.hidden\r\nend\r\n"
LATER = datetime(2031, 3, 5, 19, 0, tzinfo=UTC)


def sent(mailer, delivery):
    """Hand *delivery* over for all its recipients."""
    return mailer.send(delivery, delivery.recipients)


def test_a_folder_gets_the_message_as_frozen_and_no_scraps(tmp_path):
    """One .eml for one delivery; writing it twice leaves one file."""
    mailer, delivery = FolderTransport(tmp_path / "outbox"), build_delivery()
    assert sent(mailer, delivery) == {"desk@example.org": RecipientResult(SendStatus.SENT)}
    sent(mailer, delivery)
    (file,) = (tmp_path / "outbox").iterdir()
    assert file == mailer.path(delivery)
    assert file.name == "2031-03-05-0700-halden-desk-01234567.eml"
    assert file.read_bytes() == delivery.message


def test_windows_are_told_apart_in_a_folder(tmp_path):
    """Two digests of one day do not overwrite each other."""
    mailer = FolderTransport(tmp_path)
    sent(mailer, build_delivery())
    sent(mailer, build_delivery(id="f" * 24, window_end=LATER))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("kind", [FolderTransport, MaildirTransport, MboxTransport])
def test_a_place_that_cannot_be_written_keeps_the_digest(tmp_path, kind):
    """A full disk or a file in the way is mended and tried again; nothing half-written is left."""
    (tmp_path / "outbox").write_text("a file, not a folder")
    with pytest.raises(MailError, match=r"outbox.*: cannot write the digest") as raised:
        sent(kind(tmp_path / "outbox" / "there"), build_delivery())
    assert raised.value.transient
    assert [one.name for one in tmp_path.iterdir()] == ["outbox"]


def test_a_maildir_is_read_by_any_mail_program(tmp_path):
    """The message is in "new" as the standard library reads it, with the line ends of the system."""
    sent(MaildirTransport(tmp_path / "mail"), build_delivery(message=TRAP))
    (message,) = mailbox.Maildir(tmp_path / "mail", create=False)
    assert message.get_subdir() == "new"
    assert message.as_bytes() == TRAP.replace(b"\r\n", b"\n")
    assert list((tmp_path / "mail" / "tmp").iterdir()) == []


@pytest.mark.parametrize("read", [False, True])
def test_a_message_handed_over_again_is_in_the_maildir_once(tmp_path, read):
    """After a crash the same digest is placed again: not beside itself, whether or not it has been read."""
    mailer, folder = MaildirTransport(tmp_path), tmp_path
    sent(mailer, build_delivery())
    if read:
        (file,) = (folder / "new").iterdir()
        file.rename(folder / "cur" / f"{file.name}:2,S")
    sent(mailer, build_delivery())
    assert len([*(folder / "new").iterdir(), *(folder / "cur").iterdir()]) == 1


def test_an_mbox_holds_each_message_whole(tmp_path):
    """Lines that start with "From " are quoted, so that one message is not taken for two."""
    mailer = MboxTransport(tmp_path / "desk.mbox")
    sent(mailer, build_delivery(message=TRAP))
    sent(mailer, build_delivery(id="f" * 24, message=TRAP, window_end=LATER))
    with closing(mailbox.mbox(tmp_path / "desk.mbox", create=False)) as box:
        messages = list(box)
    assert [message["Subject"] for message in messages] == ["a", "a"]
    assert [message.get_payload() for message in messages] == [
        ">From here on\n>>From there\n.hidden\nend\n"
    ] * 2
    assert [one.name for one in tmp_path.iterdir()] == ["desk.mbox"]


def test_an_mbox_another_program_holds_is_left_alone(tmp_path):
    """A mail program that has locked the file is not written over; the digest waits, and the mend is named."""
    box = mailbox.mbox(tmp_path / "desk.mbox")
    box.lock()
    mailer = MboxTransport(tmp_path / "desk.mbox")
    with pytest.raises(MailError, match=r"remove desk\.mbox\.lock") as raised:
        sent(mailer, build_delivery())
    assert raised.value.transient
    box.unlock()
    box.close()
    sent(mailer, build_delivery())
    with closing(mailbox.mbox(tmp_path / "desk.mbox", create=False)) as box:
        assert len(box) == 1


def test_a_write_that_fails_half_way_is_taken_back(tmp_path, monkeypatch):
    """On a full disk the mailbox stays as it was, to the byte, and is not left locked."""
    mailer = MboxTransport(tmp_path / "desk.mbox")
    sent(mailer, build_delivery())
    before = (tmp_path / "desk.mbox").read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.mail.transports.local_transports.os.fsync", full)
    with pytest.raises(MailError, match="No space left"):
        sent(mailer, build_delivery(id="f" * 24))
    assert (tmp_path / "desk.mbox").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["desk.mbox"]


def test_standard_output_gets_each_message_in_turn():
    """A pipe can take them apart at the header of the next."""
    stream = io.BytesIO()
    mailer = StreamTransport(stream)
    sent(mailer, build_delivery())
    sent(mailer, build_delivery())
    mailer.close()
    assert stream.getvalue().count(b"Subject: 1 commitment reversed: Norvale\n\nReversed.\n\n") == 2
