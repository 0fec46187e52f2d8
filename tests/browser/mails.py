"""A mail as a mail program shows it."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path


def as_shown(letter: Path, folder: Path) -> Path:
    """Write the HTML of a mail to *folder*, and beside it the pictures it refers to; return where."""
    folder.mkdir()
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    body = message.get_body(("html",))
    assert body is not None
    html = body.get_content()
    for number, part in enumerate(part for part in message.walk() if part["Content-ID"]):
        picture = folder / f"{number}.{part.get_content_subtype()}"
        picture.write_bytes(part.get_content())
        html = html.replace(f"cid:{part['Content-ID'].strip('<>')}", picture.name)
    written = folder / "mail.html"
    written.write_text(html, "utf-8")
    return written
