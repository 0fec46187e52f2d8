"""Checks of single values of config.toml that every package makes alike: each returns what is wrong, or "".

A value that passes here may be used without a further guard: a number is finite and
in reach of dates and sizes, a text has no control character, an address can be parsed.
"""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.secrets import reference_fault
from tracker.text.quote_links import split_url

LARGEST_NUMBER = 10**12  # of any unit we count in: bytes, seconds, days
LONGEST_TEXT = 20_000  # characters of one value; a pattern or a template is a few hundred
DEEPEST = 12  # tables within tables; our own go four deep
MOST_DAYS = 36_500  # a hundred years: dates reach back to year 1, and a day less is an error of Python's
MOST_PROCESSES = 64  # that read on one machine
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HOST = re.compile(
    r"(?=.{1,253}\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\.?"
)
_PLACE = re.compile(r"\$?\{[^{}]*\}")  # {since}, ${NORVALE_KEY}
_SCHEME = re.compile(r"(?i)https?://")
_DASK = re.compile(r"dask(?:\+tls)?://[^\s/@?#]+")
_STORE = re.compile(r"sqlite(?:\+pysqlite)?:///|postgresql(?:\+psycopg)?://")
ConfigFault = tuple[tuple[str, ...], str]  # the keys that lead to the value, and what is wrong with it


def raw_value_faults(value: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what no section takes anywhere in *value*, as TOML gave it: (keys that lead there, what is wrong)."""
    if len(keys) > DEEPEST:
        yield keys[:2], f"tables or lists are nested more than {DEEPEST} deep"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if _CONTROL.search(key) or len(key) > LONGEST_TEXT:
                yield (*keys, "?"), "a key has a control character, or no end"
            else:
                yield from raw_value_faults(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from raw_value_faults(inner, (*keys, str(number)))
    elif isinstance(value, str):
        if found := _CONTROL.search(value):
            yield keys, f"has a control character (U+{ord(found[0]):04X})"
        elif len(value) > LONGEST_TEXT:
            yield keys, f"is longer than {LONGEST_TEXT:,} characters"
    elif isinstance(value, (int, float)) and not (math.isfinite(value) and abs(value) <= LARGEST_NUMBER):
        yield keys, "is no number that anything is measured in"


def host_of(url: str) -> str:
    """Return the host of *url* as requests are made to it: lower case, an IPv6 address in brackets; "" where it has none."""
    parts = split_url(_PLACE.sub("0", url))
    host = (parts.hostname if parts else "") or ""
    try:
        spelt = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
    return f"[{spelt}]" if ":" in spelt else spelt


def web_url_fault(url: str) -> str:
    """Say what keeps *url* from being asked; places such as ``{since}`` may stand in it, variables behind its host.

    >>> web_url_fault("https://mfa.norvale.example/news?from={since:%Y}&key=${NORVALE_KEY}")
    ''
    >>> web_url_fault("http://[::1")
    '"http://[::1" is not a URL that can be asked; look at its host and port'
    """
    if wrong := reference_fault(url):
        return wrong
    if "${" in url.partition("://")[2].partition("/")[0]:
        return "a variable cannot name a host; put it behind: https://norvale.example/feed?key=${NORVALE_KEY}"
    parts = split_url(_PLACE.sub("0", url))
    if (
        parts is None
        or not _SCHEME.match(url)
        or parts.port == 0
        or re.search(r"[\s\\<>\"]", url)
        or not (":" in (parts.hostname or "") or _is_host(parts.hostname or ""))
    ):
        return f'"{" ".join(url.split())}" is not a URL that can be asked; look at its host and port'
    return ""


def host_fault(name: str) -> str:
    """Say why *name* can be no host of ``allow_hosts``, which are compared whole: a name or one address.

    >>> host_fault("desk.norvale.example"), host_fault("::1"), host_fault("[::1]")
    ('', '', '')
    >>> host_fault("10.0.0.0/8")
    '"10.0.0.0/8" is neither a name nor one address; write each host alone: no "*", network, scheme, port or path'
    """
    bare = name.removeprefix("[").removesuffix("]")
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        if not _HOST.fullmatch(name) or re.fullmatch(r"[\d.]+", name):
            return (
                f'"{" ".join(name.split())}" is neither a name nor one address; '
                'write each host alone: no "*", network, scheme, port or path'
            )
    return ""


def header_value_fault(text: str) -> str:
    """Say why *text* cannot be the value of a request header: only printable ASCII is read alike everywhere.

    RFC 9110, section 5.5, names the rest obsolete.
    """
    if wrong := reference_fault(text):
        return wrong
    if text.isascii() and text.isprintable() and text == text.strip():
        return ""
    return "cannot be sent as a header: printable ASCII only, and no white space around it"


def store_url_fault(url: str) -> str:
    """Say why *url* can be no store; whether one is there is for whoever opens it to say."""
    wrong = "is no store URL; write sqlite:///commitments.db or postgresql+psycopg://user@host/database"
    if not (found := _STORE.match(url)):
        return wrong
    if url.startswith("sqlite"):
        file = url[found.end() :].partition("?")[0]
        return wrong if file in ("", "/") else ""
    return "" if split_url(url) else wrong


def workers_fault(workers: int | str) -> str:
    """Say why *workers* can read nothing.

    >>> workers_fault("dask://10.0.0.5:8786"), workers_fault(2)
    ('', '')
    >>> workers_fault("10.0.0.5")
    'is neither a number up to 64 nor the address of a Dask scheduler; write 2 or dask://host:8786'
    """
    if isinstance(workers, int):
        fits = 0 <= workers <= MOST_PROCESSES
    else:
        parts = split_url(workers)
        fits = bool(_DASK.fullmatch(workers) and parts and parts.hostname and parts.port)
    wrong = f"is neither a number up to {MOST_PROCESSES} nor the address of a Dask scheduler; write 2 or dask://host:8786"
    return "" if fits else wrong


def _is_host(host: str) -> bool:
    """Say whether *host* is a name that can be looked up; one in other letters is spelt in ASCII first."""
    try:
        spelt = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return False
    return _HOST.fullmatch(spelt) is not None
