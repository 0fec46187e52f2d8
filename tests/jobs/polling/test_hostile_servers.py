"""A whole pass among servers that mean harm: bounded, one line each, and everything else goes on."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.jobs.pages import RESPOND, build_page
from tests.tracker.extract.pdf.hostile_pdf import nested_forms
from tests.tracker.fetch.conftest import Server
from tests.tracker.fetch.hostile import (
    OK,
    dripping_body,
    endless_body,
    gzip_bomb,
    many_headers,
    one_gigabyte_announced,
    to_a_file,
    to_itself_for_ever,
    to_the_metadata_service,
)

pytestmark = pytest.mark.usefixtures("stored")

CPU_SECONDS, ADDRESS_SPACE = 60, 3 * 2**29  # the operating system ends what needs more

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
XML_BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><item><title>&l9;</title></item></channel></rss>'
FILE_READ = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hosts">]><rss version="2.0"><channel><item>'
    "<title>&x;</title><link>http://127.0.0.1/x</link></item></channel></rss>"
)
NESTED = "<html><body>" + "<div>" * 1_000_000
CROWDED = "<rss><channel>" + "<item><title>a</title></item>" * 200_000
DEEP = '{"results":' + "[" * 200_000
HALF_AN_ADDRESS = "<urlset><url><loc>http://[::1</loc></url></urlset>"
HIDDEN_MARKUP = '<?xml version="1.0" encoding="utf-7"?><rss><channel>' + "+ADw-a b=+ACI-c+ACI-+AD4-" * 100_000
RUNAWAY = f"<ul><a href='http://127.0.0.1/{'a' * 60}!'>a</a></ul>"
WRONG_CHARSET = build_page(RESPOND + " „Halden“", "4 March 2024").body.replace("„".encode(), b"\x84\xff\xfe")

WHOLE = {  # by source: its kind, the media type and body of its index
    "xml_bomb": ("feed", "application/rss+xml", XML_BOMB),
    "file_read": ("feed", "application/rss+xml", FILE_READ),
    "crowded": ("feed", "application/rss+xml", CROWDED),
    "no_feed": ("feed", "application/rss+xml", NESTED),
    "nested": ("pages", "text/html", NESTED),
    "nested_list": ("listing", "text/html", NESTED),
    "deep": ("json", "application/json", DEEP),
    "drawn_for_ever": ("pages", "application/pdf", nested_forms(6).decode("latin-1")),
    "half_an_address": ("sitemap", "application/xml", HALF_AN_ADDRESS),
    "hidden_markup": ("feed", "application/rss+xml", HIDDEN_MARKUP),
    "runaway_pattern": ("listing", "text/html", RUNAWAY),
}
STREAMED: dict[str, Callable[[socket.socket], None]] = {
    "endless": endless_body,
    "gigabyte": one_gigabyte_announced,
    "bomb": gzip_bomb,
    "drip": dripping_body,
    "headers": many_headers,
    "inside": to_the_metadata_service,
    "file": to_a_file,
    "a": to_itself_for_ever,
}
FORM = {
    "listing": 'only_links = "(a|aa)+$"\n[sources.selectors]\nitem = "a"\n',
    "json": '[sources.fields]\nitems = "results"\nlink = "u"\n',
}


def answer(connection: socket.socket, head: bytes) -> None:
    """Answer as the source that is named in the path does."""
    name = head.split()[1].decode().strip("/")
    if name in STREAMED:
        STREAMED[name](connection)
        return
    if name == "fine":
        kind, body = "text/html; charset=utf-8", build_page(RESPOND, "4 March 2024").body
    elif name == "charset":
        kind, body = "text/html; charset=utf-16", WRONG_CHARSET
    else:
        _, kind, text = WHOLE[name]
        body = text.encode()
    said = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(OK + said.encode() + body)


def source_of(name: str, base: str) -> str:
    """Return one source as TOML."""
    kind = WHOLE[name][0] if name in WHOLE else "pages"
    where = f'urls = ["{base}/{name}"]' if kind == "pages" else f'url = "{base}/{name}"'
    return f'[[sources]]\nid = "{name}"\nkind = "{kind}"\nissuer = "Norvale"\n{where}\n{FORM.get(kind, "")}'


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Path]:
    """A config.toml of all of them, a page that is fine among them."""
    server = Server(answer)
    names = [*WHOLE, "fine", *STREAMED, "charset"]
    fetch = (
        '[store]\nurl = "sqlite:///desk.db"\n[fetch]\ndelay_seconds = 0\nper_host = 4\nretries = 0\nrobots = false\n'
        'timeout_seconds = 2\ndeadline_seconds = 3\nallow_hosts = ["127.0.0.1"]\n'
    )
    path = tmp_path / "config.toml"
    path.write_text(fetch + "".join(source_of(name, server.url) for name in names))
    yield path
    server.close()


def limited() -> None:
    """Let the operating system end what goes beyond its bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def test_a_pass_among_hostile_servers_ends_and_has_what_is_fine(config: Path) -> None:
    """Bombs, drips, walls of tags and false redirects each cost one line; the releases among them are read."""
    command = [sys.executable, "-m", "jobs", "run", "fetch", "read", "relate", "--config", str(config)]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=120, preexec_fn=limited, check=False
    )
    lines = [line for line in ended.stderr.splitlines() if line.startswith("http") or " (127.0.0.1" in line]
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    said = Counter(line.split(": ")[0].rpartition("/")[2].partition(" (")[0] for line in lines)
    assert said == dict.fromkeys({*WHOLE, *STREAMED} - {"runaway_pattern"}, 1), lines
    (slow,) = [line for line in ended.stderr.splitlines() if line.startswith("runaway_pattern")]
    assert slow.startswith('runaway_pattern, row 1: only_links = "(a|aa)+$" takes more than 1 s')
    assert "ha" * 20 not in ended.stderr
    assert "read     2 revisions" in ended.stdout
