"""The errors, drawn.

    TrackerError                 one plain line: what, where, how to mend it
    ├── ConfigError              config.toml or a lexicon file does not say what we can do
    ├── InputError               a file or a row cannot be read
    ├── UnreadableRevision       no text could be extracted from stored bytes
    ├── FetchError               a URL did not give what was asked; *transient* says whether to try again
    ├── SlowPatternError         a regular expression of config.toml takes too long on a text of the web
    ├── StoreError               the store cannot be opened or is of a later version
    │   └── LeaseLost            another process has taken over what this one was writing
    ├── ClusterError             the machines that read cannot be reached, or cannot read
    ├── MailError                a digest could not be handed over
    └── InstallError             another distribution owns our package names

Operational errors become ``Problem`` rows and the rest goes on. Anything else is
a bug and crashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from tracker.secrets import redact


class TrackerError(Exception):
    """Base of every error a user can mend."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        # an address may be what something is known by, so *where* stays; it is without secrets as text
        self.message, self.where, self.remedy = redact(message), where, remedy
        super().__init__(self.message)

    def __str__(self) -> str:
        place = f"{redact(self.where)}: " if self.where else ""
        return f"{place}{self.message}" + (f"; {self.remedy}" if self.remedy else "")


class ConfigError(TrackerError):
    """A configuration or lexicon file is wrong."""


class InputError(TrackerError):
    """A file or one row of it cannot be read."""


class UnreadableRevision(TrackerError):  # noqa: N818 - named as in the architecture
    """No text could be extracted from the bytes of a revision. *costly*: trying took all that a parser may take."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "", costly: bool = False) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.costly = costly


class FetchError(TrackerError):
    """A URL did not give what was asked."""

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        remedy: str = "",
        transient: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.transient, self.status = transient, status


class SlowPatternError(TrackerError):
    """A regular expression of config.toml takes too long, or is none to the library that watches the time."""


class StoreError(TrackerError):
    """The store cannot be opened, or belongs to a later version."""


class LeaseLost(StoreError):  # noqa: N818 - named as what it says
    """Another process has taken over; nothing more may be written."""


class MailError(TrackerError):
    """A message could not be handed over. *transient* says whether to try again."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "", transient: bool = False) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.transient = transient


class ClusterError(TrackerError):
    """The cluster that is to read cannot be reached, or has no worker that can."""


class InstallError(TrackerError):
    """Another distribution owns one of our package names."""


@contextmanager
def writing_to(place: object, kind: type[TrackerError] = InputError) -> Iterator[None]:
    """Say in one line why *place*, a file or a folder, cannot be written.

    Raises:
        TrackerError: Of this *kind*, where the system refuses.
    """
    try:
        yield
    except OSError as error:
        raise kind(f"cannot be written: {error.strerror or error}", where=str(place)) from error


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """Return the question whether the nearest of the *known* names is meant, for a remedy; "" where none is so near.

    *cutoff* is how like *name* it must be, 0 to 1, as difflib has it.

    >>> did_you_mean("norvael", ["estmark", "norvale"]), did_you_mean("x", ["norvale"])
    ('did you mean "norvale"?', '')
    """
    near = get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f'did you mean "{near[0]}"?' if near else ""
