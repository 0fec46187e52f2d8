"""Local ways out: a folder of .eml files, a maildir, an mbox, standard output.

A message is there whole or not at all, and one handed over again after a crash is
there once where the form allows it (folder, maildir): it is named after its delivery.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reports.mail.transports.transport import RecipientResult, RecipientResults, SendStatus
from tracker.errors import MailError
from tracker.private_files import create_file, make_folder, partial_file, put_in_place
from tracker.store import Delivery


class _Local:
    def __init__(self, place: Path) -> None:
        self.place = place

    def close(self) -> None:
        """Nothing is held open."""


class FolderTransport(_Local):
    """Writes each delivery as one .eml file."""

    def path(self, delivery: Delivery) -> Path:
        """Return where *delivery* is written."""
        window = f"{delivery.window_end:%Y-%m-%d-%H%M}"
        return self.place / f"{window}-{delivery.subscriber}-{delivery.id[:8]}.eml"

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Write *delivery* under a temporary name, then rename it."""
        with _told_as_mail_errors(self.place):
            make_folder(self.place)
            _place(delivery.message, self.place, self.path(delivery))
        return _all(recipients)


class MaildirTransport(_Local):
    """Delivers into the folder ``new`` of a maildir, as its specification has it: write in ``tmp``, then rename."""

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Place *delivery*, unless it is there, read or unread."""
        name = f"{int(delivery.window_end.timestamp())}.{delivery.id}.policy-tracker"
        with _told_as_mail_errors(self.place):
            for part in ("tmp", "new", "cur"):
                make_folder(self.place / part)
            read = any(one.name.split(":")[0] == name for one in (self.place / "cur").iterdir())
            if not read:
                local = delivery.message.replace(b"\r\n", b"\n")
                _place(local, self.place / "tmp", self.place / "new" / name)
        return _all(recipients)


class MboxTransport(_Local):
    """Appends to one mbox file (mboxrd), locked as mail programs lock it: a dot file and the kernel's lock."""

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Append *delivery*; a write that fails half-way is taken back."""
        local = re.sub(rb"(?m)^(>*From )", rb">\1", delivery.message.replace(b"\r\n", b"\n"))
        first = f"From {delivery.sender} {delivery.window_end:%a %b %d %H:%M:%S %Y}\n".encode()
        with _told_as_mail_errors(self.place):
            make_folder(self.place.parent)
            create_file(self.place)
            with self._locked(), self.place.open("ab", buffering=0) as mbox:
                fcntl.lockf(mbox, fcntl.LOCK_EX | fcntl.LOCK_NB)
                size = mbox.seek(0, os.SEEK_END)
                try:
                    rest = memoryview(first + local.rstrip(b"\n") + b"\n\n")
                    while rest:
                        rest = rest[mbox.write(rest) :]
                    os.fsync(mbox.fileno())
                except BaseException:
                    os.ftruncate(mbox.fileno(), size)
                    raise
        return _all(recipients)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = self.place.with_name(self.place.name + ".lock")
        try:
            lock.touch(exist_ok=False)
        except FileExistsError as error:
            raise MailError(
                "another program holds the mailbox",
                where=str(self.place),
                remedy=f"if none does, remove {lock.name}",
                transient=True,
            ) from error
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


class StreamTransport:
    """Prints each delivery, one after the other, with an empty line between."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Print *delivery*."""
        with _told_as_mail_errors(Path("standard output")):
            self.stream.write(delivery.message.replace(b"\r\n", b"\n") + b"\n")
            self.stream.flush()
        return _all(recipients)

    def close(self) -> None:
        """Standard output is not ours to close."""


@contextmanager
def _told_as_mail_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MailError(
            f"cannot write the digest: {error.strerror or error}", where=str(place), transient=True
        ) from error


def _place(message: bytes, scratch: Path, target: Path) -> None:
    """Write *message* in *scratch* and rename it to *target*, so that it is never seen half-written."""
    with partial_file(scratch / target.name) as half:
        with half.open("r+b") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(half, target)


def _all(recipients: Sequence[str]) -> RecipientResults:
    return dict.fromkeys(recipients, RecipientResult(SendStatus.SENT))
