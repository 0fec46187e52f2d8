"""Versioned content hashes: the identities of everything stored.

The version byte changes when the recipe does, so old and new ids can never be
taken for each other.
"""

from __future__ import annotations

import hashlib

VERSION = "1"


def content_id(*parts: str | bytes | int | None) -> str:
    """Return a 24-character id of *parts*, the same in every process and on every machine.

    >>> content_id("norvale", "a") == content_id("norvale", "a")
    True
    >>> content_id("norvale", "a") == content_id("norvalea", "")
    False
    """
    digest = hashlib.blake2b(digest_size=12, person=b"policytracker" + VERSION.encode())
    for part in parts:
        raw = b"b" + part if isinstance(part, bytes) else f"{type(part).__name__[0]}{part}".encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def body_hash(body: bytes) -> str:
    """Return the hex SHA-256 of *body*: the name under which raw bytes are kept."""
    return hashlib.sha256(body).hexdigest()
