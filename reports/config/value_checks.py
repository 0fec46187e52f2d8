"""Checks of single values of [mail], [[subscribers]] and [site], each with its mend."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.utils import getaddresses, parseaddr
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tracker.config import Config
from tracker.errors import ConfigError, did_you_mean
from tracker.search.known_names import known_names

Sink = Literal["smtp", "folder", "maildir", "mbox", "stdout"]

REQUIRED_KEYS: dict[Sink, str] = {  # the key that says where exactly; "" = none
    "smtp": "host",
    "folder": "folder",
    "maildir": "folder",
    "mbox": "file",
    "stdout": "",
}
TEMPLATES = ("subject.txt.j2", "body.txt.j2", "body.html.j2", "mail.css", "dark.css")
PLACEHOLDERS = ("{subscriber}", "{date}", "{key}")  # in [mail] report_url

_LIKE = {"folder": '"outbox"', "file": '"digests.mbox"', "host": '"smtp.example.org"'}


def resolve_sink(asked: Sink | Literal[""], given: Mapping[str, str], where: str) -> Sink:
    """Return where mail goes: as *asked*, else as the one key of :data:`REQUIRED_KEYS` that is *given* says.

    Raises:
        ConfigError: Nothing, or more than one thing, says where.
    """
    there = {key for key, value in given.items() if value}
    if not asked:
        if len(there) != 1:
            raise ConfigError(
                "give one of folder, file and host" if "file" in there else "give either folder or host",
                where=where,
                remedy='folder = "outbox" writes .eml files, host = "…" sends by SMTP',
            )
        return "folder" if "folder" in there else "mbox" if "file" in there else "smtp"
    needed = {REQUIRED_KEYS[asked]} - {""}
    if there - needed:
        surplus = " and ".join(sorted(there - needed))
        raise ConfigError(
            f'sink = "{asked}" does not go with {surplus}', where=where, remedy=f"take out {surplus}"
        )
    for key in needed - there:
        raise ConfigError(f'sink = "{asked}" needs {key}', where=where, remedy=f"add {key} = {_LIKE[key]}")
    return asked


def parse_zone(name: str, where: str) -> ZoneInfo:
    """Return the zone called *name*.

    Raises:
        ConfigError: There is none; names the nearest.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        mend = did_you_mean(name, sorted(available_timezones()), cutoff=0.6) or 'write it like "Asia/Seoul"'
        raise ConfigError(f'timezone: there is no "{name}"', where=where, remedy=mend) from error


def templates_folder(folder: Path, where: str) -> Path:
    """Return *folder* if it is there and something in it is called as a template is.

    Raises:
        ConfigError: It is not.
    """
    if not folder.is_dir():
        raise ConfigError(
            f'templates: there is no folder "{folder}"',
            where=where,
            remedy=f"it may hold {', '.join(TEMPLATES)}",
        )
    if not any((folder / name).is_file() for name in TEMPLATES):
        raise ConfigError(
            f'templates: nothing in "{folder}" is called as a template is',
            where=where,
            remedy=f"it may hold {', '.join(TEMPLATES)}",
        )
    return folder


def check_report_url(text: str, where: str) -> str:
    """Return *text* if it is "" or a web address, :data:`PLACEHOLDERS` aside.

    Raises:
        ConfigError: It is neither.
    """
    bare = text
    for name in PLACEHOLDERS:
        bare = bare.replace(name, "x")
    if text and not re.fullmatch(r"https?://[^\s<>\"{}]+", bare):
        raise ConfigError(
            f'report_url = "{" ".join(text.split())}" is no web address',
            where=where,
            remedy=f'like "https://desk.example.org/{{subscriber}}-{{date}}.html"; it may hold {", ".join(PLACEHOLDERS)}',
        )
    return text


def parse_listen_address(text: str, where: str, *, example: int = 8766) -> tuple[str, int]:
    """Return the address and the port *text* names. Names are not resolved: what they lead to changes.

    *example* is the port in the line that says how to mend it.

    >>> parse_listen_address("localhost:8766", "[site]"), parse_listen_address("[::1]:0", "[site]")
    (('127.0.0.1', 8766), ('::1', 0))

    Raises:
        ConfigError: It names none.
    """
    host, _, port = text.rpartition(":")
    host = "127.0.0.1" if host == "localhost" else host.removeprefix("[").removesuffix("]")
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        address = ""
    if not address or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise ConfigError(
            f'listen = "{" ".join(text.split())}" is no address and port',
            where=where,
            remedy=f'like "127.0.0.1:{example}" or "[::1]:{example}"',
        )
    return address, int(port)


def check_site_url(text: str, where: str) -> str:
    """Return *text* if it is "" or the web address of a folder.

    Raises:
        ConfigError: It is neither.
    """
    if text and not re.fullmatch(r"https?://[^\s<>\"{}/?#@\\]+(/[^\s<>\"{}?#\\]*)?/", text):
        raise ConfigError(
            f'url = "{" ".join(text.split())}" is no web address that ends in "/"',
            where=where,
            remedy='like "https://desk.example.org/tracker/"',
        )
    return text


def check_known_sources(patterns: Sequence[str], config: Config, where: str) -> None:
    """Raise where one of *patterns* fits no source of *config*. Without any source, files may bring all sorts.

    Raises:
        ConfigError: Names the nearest source.
    """
    known = [source.id for source in config.all_sources]
    for pattern in patterns:
        if known and not any(fnmatchcase(name.casefold(), pattern.casefold()) for name in known):
            near = did_you_mean(pattern, known)
            raise ConfigError(
                f'sources: "{pattern}" fits no source',
                where=where,
                remedy=f"{near} one that only `ingest` fills is declared with enabled = false".lstrip(),
            )


def known_topics(topics: Sequence[str], config: Config, where: str) -> tuple[str, ...]:
    """Return *topics* as codes of the lexicon, or what codes begin with.

    Raises:
        ConfigError: There is no such topic, or several end so; or a file of the lexicon cannot be read.
    """
    if not topics:
        return ()
    known = known_names(lexicon=[str(file) for file in config.lexicon])
    return tuple(known.require_topic(topic, f"{where}: topics") for topic in topics)


def check_address(text: str, where: str, key: str) -> None:
    """Raise where *text* is no mail address we can write to: ASCII, with or without a display name.

    Raises:
        ConfigError: Says which key and what it was.
    """
    address, shown = parseaddr(text)[1], " ".join(text.split())
    wrong = ConfigError(f'{key}: "{shown}" is no mail address', where=where, remedy='like "desk@example.org"')
    if re.search(r"[\x00-\x1f\x7f]", text):
        raise wrong
    if len(getaddresses([text])) > 1 or ";" in text:
        raise ConfigError(
            f'{key}: "{shown}" is more than one mail address',
            where=where,
            remedy='write each as a text of its own: ["desk@example.org", "markets@example.org"]',
        )
    if "@" not in address or not address.isascii():
        raise wrong
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError) as error:  # the parser of the standard library raises either
        raise wrong from error
