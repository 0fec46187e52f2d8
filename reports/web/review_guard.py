"""Who may decide, and that each form counts once: sessions, form tokens, attempts to log in.

What all processes of one server must know of each other (a form that was used, a session that ended, an
attempt that failed) is a file in a private folder, made so that only one can make it. The key is drawn at the
start: a server that is started anew knows no session.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.secrets import Secret

COOKIE = "policy-tracker-review"
SESSION_SECONDS = 8 * 3600  # a working day
FORM_SECONDS = 2 * 3600  # from a page to an answer on it
MOST_FAILURES = 10  # of all who try, within
FAILURES_SECONDS = 600
LONGEST_NAME = 60  # characters of who decides

Clock = Callable[[], float]  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who knew the password."""

    id: str
    by: str  # who decides


@dataclass(frozen=True, slots=True)
class ReviewGuard:
    """What a request that would decide something is held against."""

    password: Secret
    folder: Path  # of this server alone
    clock: Clock
    secure: bool = False  # readers come by https: the cookie travels no other way
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def log_in(self, by: str, password: str) -> str | None:
        """Return the cookie of a new session of *by*; None where the password is wrong or nobody is named."""
        ours, given = (self._sign("password", text) for text in (self.password.reveal(), password))
        if not hmac.compare_digest(ours, given) or not is_name(by):
            self._claim(f"failed-{secrets.token_hex(8)}")
            return None
        ends = int(self.clock()) + SESSION_SECONDS
        said = base64.urlsafe_b64encode(f"{secrets.token_hex(16)} {ends} {by}".encode()).decode()
        return f"{said}.{self._sign('session', said)}"

    def session(self, cookie: str) -> Session | None:
        """Return whose *cookie* is; None where it is not ours, is over, or was ended."""
        said, _, signature = cookie.partition(".")
        if not self._is_signed("session", said, signature):
            return None
        identity, ends, by = base64.urlsafe_b64decode(said).decode().split(" ", 2)
        if float(ends) <= self.clock() or (self.folder / f"ended-{identity}").exists():
            return None
        return Session(identity, by)

    def log_out(self, session: Session) -> None:
        """End *session* for good."""
        self._claim(f"ended-{session.id}")

    def token(self, session: Session) -> str:
        """Return a token for the forms of one page, of which one can be sent, once."""
        said = f"{secrets.token_hex(12)}-{int(self.clock()) + FORM_SECONDS}"
        return f"{said}.{self._sign('form', f'{session.id} {said}')}"

    def accept(self, session: Session, token: str) -> bool:
        """Use *token* up; say whether it was of this session, still good and not used before."""
        said, _, signature = token.partition(".")
        if not self._is_signed("form", f"{session.id} {said}", signature):
            return False
        return int(said.partition("-")[2]) > self.clock() and self._claim(f"used-{said}")

    def too_many_failures(self) -> bool:
        """Say whether so many attempts to log in failed of late that none is looked at."""
        latest = [made for made in self._made("failed-") if made > self.clock() - FAILURES_SECONDS]
        return len(latest) >= MOST_FAILURES

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process of this server at a time do what is in the block."""
        with (self.folder / "lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _claim(self, name: str) -> bool:
        """Make the file *name*; say whether it was not there."""
        with suppress(FileExistsError):
            os.close(os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            os.utime(self.folder / name, (self.clock(), self.clock()))
            return True
        return False

    def _made(self, start: str) -> Iterator[float]:
        for path in self.folder.glob(f"{start}*"):
            with suppress(FileNotFoundError):
                yield path.stat().st_mtime

    def _is_signed(self, purpose: str, said: str, signature: str) -> bool:
        return hmac.compare_digest(self._sign(purpose, said), signature.encode("ascii", "replace").decode())

    def _sign(self, purpose: str, said: str) -> str:
        return hmac.new(self.key, f"{purpose}\0{said}".encode(), hashlib.sha256).hexdigest()


def is_name(by: str) -> bool:
    """Say whether *by* can stand beside a decision as who took it."""
    return 0 < len(by) <= LONGEST_NAME and by.isprintable() and by == by.strip()


@contextmanager
def review_guard(password: Secret, clock: Clock, *, secure: bool) -> Iterator[ReviewGuard | None]:
    """Give a guard with a folder of its own, which goes with it; None without a *password*: nobody decides."""
    if not password:
        yield None
        return
    with TemporaryDirectory(prefix="policy-tracker-review-") as folder:
        yield ReviewGuard(password, Path(folder), clock, secure)
