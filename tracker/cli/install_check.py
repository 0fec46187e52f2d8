"""Refuse to run where another distribution owns one of our package names.

Two wheels that both hold ``jobs/__init__.py`` install one after the other
without a word; the second overwrites the first and no tool reports it. So the
command looks once, before anything else. Where one of our packages
lies beside installed distributions, it reads the RECORD of each of these, without ``importlib.metadata``,
which takes longer to load than they to read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracker.errors import InstallError

DISTRIBUTION = "policy-commitment-tracker"
PACKAGES = ("tracker", "jobs", "reports")


def check_package_owner(folders: Iterable[str] | None = None) -> None:
    """Raise where a distribution other than ours has put files into one of our packages.

    *folders* are those it may be installed in, if not given those that modules come from. An editable
    install and a plain checkout own no files under these names, and pass.

    Raises:
        InstallError: Names the other distribution and the package.
    """
    for folder in map(Path, dict.fromkeys(sys.path if folders is None else folders)):
        for name, record in _records(folder):
            if name.lower().replace("_", "-") == DISTRIBUTION:
                continue
            for package in packages_claimed(record):
                raise InstallError(
                    f"the package {package!r} is also installed by {name!r}, which may have overwritten ours",
                    where=DISTRIBUTION,
                    remedy="install this program into an environment of its own (uv tool install, or pipx)",
                )


def _records(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the RECORD of each distribution in *folder*, if any of our packages stands in it.

    It lies in NAME-VERSION.dist-info, without a hyphen in NAME (PyPA, recording installed projects); packages
    of the system itself may have none.
    """
    if not any((folder / name).exists() for one in PACKAGES for name in (one, f"{one}.py")):
        return
    for record in sorted(folder.glob("*.dist-info/RECORD")):
        yield record.parent.name.partition("-")[0], record.read_bytes()


def packages_claimed(record: bytes) -> list[str]:
    """Return which of our package names the RECORD of a wheel lays claim to.

    >>> packages_claimed(b"jobs/__init__.py,sha256=x,0\\nother/__init__.py,,\\n")
    ['jobs']
    """
    lines = b"\n" + record
    return [
        package
        for package in PACKAGES
        if f"\n{package}/".encode() in lines or f"\n{package}.py,".encode() in lines
    ]
