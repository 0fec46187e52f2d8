"""A fingerprint of our code: what was made by other code is made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from reports.site.publish.fingerprints import fingerprint

CODE = (".py", ".j2", ".css", ".js", ".svg", ".toml")


@cache
def code_fingerprint() -> str:
    """Return a fingerprint of our code, templates and assets."""
    packages = ("reports", "tracker")
    return fingerprint(
        *(
            f"{name} {hashlib.sha256(body).hexdigest()}"
            for package in packages
            for name, body in _under(files(package), package)
        )
    )


def _under(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for found in sorted(folder.iterdir(), key=lambda one: one.name):
        if found.is_dir():
            yield from _under(found, f"{name}/{found.name}")
        elif found.name.endswith(CODE):
            yield f"{name}/{found.name}", found.read_bytes()
