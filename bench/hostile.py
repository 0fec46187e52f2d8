"""500 hostile bodies, ten a pass, beside a healthy source: ``python -m bench.hostile [--daemon] [BODIES] [SEED]``.

Feeds, sitemaps, listings, pages, PDFs, JSON and robots.txt are generated from a seed: each is
a few traps, at sizes from a kilobyte to two megabytes, under whatever media type. One
process makes all passes, as the daemon does, with real children and a real store; the
server is a process of its own. Printed is a line of JSON: passes in which the healthy
source gave its new release, the longest pass, the most memory that the process and
its children had together, and the load of the machine before and after.

With ``--daemon`` a daemon is started on each ten of them and is sent SIGTERM while it is
at them; printed is how long the longest took to end.
"""

from __future__ import annotations

import json
import logging
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jobs.commands.run_command import run_steps_once
from jobs.context import open_context
from jobs.polling.events import ignore_event
from jobs.step_result import no_progress
from tests.jobs.pages import RESPOND, build_page
from tests.test_linear_time import FEEDS, MARKUP, ROBOTS, SAID
from tests.tracker.extract.pdf.hostile_pdf import build_file, build_stream, nested_forms
from tracker import sandbox
from tracker.config import load_config

A_PASS = 10
LINKS = [
    "http://[::1",
    "http://]/",
    "http://mfa.norvale\u2100.example/",
    "https://a@b/",
    "x",
    "//",
    "http://a:9x/",
    "\x00",
]
CODECS = ["utf-8", "utf-7", "unicode_escape", "utf-16", "idna", "euc-kr", "hz", "nothing"]
PATTERN = "(a|aa)+$"

Body = tuple[str, str, bytes]  # the kind of its source, its media type, itself


def sized(chance: random.Random) -> int:
    """Return how long a body is to be: most are short."""
    return int(10 ** chance.uniform(3, 6.3))


def filled(chance: random.Random, units: dict[str, str]) -> str:
    """Return a few traps one after the other."""
    size, parts = sized(chance), chance.choices(list(units.values()), k=chance.randint(1, 3))
    return "".join(unit * (size // len(parts) // len(unit) + 1) for unit in parts)


def feed(chance: random.Random) -> Body:
    codec = chance.choice(CODECS)
    link = chance.choice(LINKS)
    entities = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' if chance.random() < 0.2 else ""
    text = f'<?xml version="1.0" encoding="{codec}"?>{entities}<rss version="2.0"><channel>'
    text += f"<item><title>a</title><link>{link}</link></item>{filled(chance, FEEDS)}</channel></rss>"
    return (
        "feed",
        chance.choice(["text/xml", "application/rss+xml", "text/html"]),
        text.encode("utf-8", "replace"),
    )


def sitemap(chance: random.Random) -> Body:
    links = "".join(f"<url><loc>{chance.choice(LINKS)}</loc></url>" for _ in range(chance.randint(1, 50)))
    units = {
        "url": "<url><loc>https://a.example/{}</loc></url>",
        "deep": "<a>",
        "attributes": "<a " + "b='c' " * 50 + "/>",
    }
    text = f"<urlset>{links}{filled(chance, units)}</urlset>"
    if chance.random() < 0.3:
        text = text.replace("urlset", "sitemapindex").replace("url>", "sitemap>")
    if chance.random() < 0.2:
        text = "<urlset " + " ".join(f"a{number}='x'" for number in range(60_000)) + ">" + links + "</urlset>"
    return "sitemap", "application/xml", text.encode("utf-8", "replace")


def listing(chance: random.Random) -> Body:
    text = f"<ul>{filled(chance, MARKUP)}<li><a href='{chance.choice(LINKS)}'>{'a' * 60}!</a></ul>"
    return "listing", "text/html", text.encode("utf-8", "replace")


def page(chance: random.Random) -> Body:
    text = (
        f"<html><body><main><p>Norvale will act.</p>{filled(chance, {**MARKUP, **SAID})}</main></body></html>"
    )
    return (
        "pages",
        chance.choice(["text/html", "text/plain", "application/octet-stream"]),
        text.encode("utf-8", "replace"),
    )


def pdf(chance: random.Random) -> Body:
    trap = chance.randrange(5)
    if trap < 2:
        body = nested_forms(chance.randint(2, 8), chance.randint(4, 12))
    elif trap == 2:
        body = build_file(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</T 5 0 R>>>>>>",
                build_stream(
                    chance.choice([b"q ", b"[", b"(", b"BT/T 9 Tf(a)Tj ET "]) * (sized(chance) // 2)
                ),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            ]
        )
    else:
        body = bytearray(nested_forms(3))
        for _ in range(chance.randint(1, 40)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        body = bytes(body)
    return "pages", chance.choice(["application/pdf", "text/html"]), bytes(body)


def as_json(chance: random.Random) -> Body:
    units = {
        "rows": '{"u": "http://[::1", "t": "a"},',
        "deep": "[",
        "keys": '{"u":',
        "numbers": "1" * 50 + ",",
        "text": '"\\ud800",',
    }
    return "json", "application/json", ('{"results": [' + filled(chance, units) + "{}]}").encode()


def robots(chance: random.Random) -> Body:
    return "robots", "text/plain", ("User-agent: *\n" + filled(chance, ROBOTS)).encode()


MAKERS: list[tuple[Callable[[random.Random], Body], int]] = [
    (feed, 20), (sitemap, 20), (listing, 10), (page, 20), (pdf, 15), (as_json, 10), (robots, 5),
]  # fmt: skip


def make_bodies(number: int, seed: int) -> list[Body]:
    """Return so many bodies, the same for the same seed."""
    chance = random.Random(seed)
    makers = [maker for maker, share in MAKERS for _ in range(share)]
    return [chance.choice(makers)(chance) for _ in range(number)]


class Handler(BaseHTTPRequestHandler):
    """Answers with the body that an address names, and with a healthy page that is another in each pass."""

    bodies: list[Body]

    def do_GET(self) -> None:
        """Answer; the robots.txt of a host 127.1.x.y is the body of that number."""
        first, _, rest = self.path.strip("/").partition("/")
        parts = self.headers["Host"].partition(":")[0].split(".")
        hostile_robots = self.bodies[250 * int(parts[2]) + int(parts[3]) - 1] if parts[1] == "1" else None
        if self.path == "/robots.txt" and hostile_robots is None:
            self.send_error(404)
            return
        if self.path == "/robots.txt" and hostile_robots is not None:
            kind, body = "text/plain", hostile_robots[2]
        elif first.isdecimal():
            _, kind, body = self.bodies[int(first)]
        else:
            kind, body = "text/html", build_page(f"{RESPOND} It is the {rest}th time.", "4 March 2024").body
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def start_server(number: int, seed: int) -> tuple[int, int, list[str]]:
    """Start a process that serves the bodies; return its id, its port and the kind of each body."""
    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        with os.fdopen(ours) as told:
            kinds = json.loads(told.readline())
        port = server.server_port
        server.server_close()
        return process, port, kinds
    os.close(ours)
    Handler.bodies = make_bodies(number, seed)
    with os.fdopen(theirs, "w") as telling:
        telling.write(json.dumps([body[0] for body in Handler.bodies]) + "\n")
    server.serve_forever()
    os._exit(0)


def config_of(port: int, kinds: list[str], first: int, folder: Path, more: str = "") -> Path:
    """Write the config.toml of one pass."""
    chosen = range(first, min(first + A_PASS, len(kinds)))
    robots_at = {n: f"127.1.{n // 250}.{n % 250 + 1}" for n in chosen if kinds[n] == "robots"}
    allowed = json.dumps(["127.0.0.1", *robots_at.values()])
    text = (
        '[store]\nurl = "sqlite:///desk.db"\n[fetch]\ndelay_seconds = 0\nper_host = 4\nretries = 0\n'
        f"timeout_seconds = 5\ndeadline_seconds = 10\nallow_hosts = {allowed}\n{more}"
        f'[[sources]]\nid = "fine"\nkind = "pages"\nissuer = "Norvale"\nurls = ["http://127.0.0.1:{port}/fine/{first}"]\n'
    )
    form = {
        "listing": f'only_links = "{PATTERN}"\n[sources.selectors]\nitem = "li"\n',
        "json": '[sources.fields]\nitems = "results"\nlink = "u"\n',
    }
    for n in chosen:
        url = (
            f"http://{robots_at[n]}:{port}/{'a' * 300}" if n in robots_at else f"http://127.0.0.1:{port}/{n}"
        )
        kind = "pages" if kinds[n] == "robots" else kinds[n]
        where = f'urls = ["{url}"]' if kind == "pages" else f'url = "{url}"'
        text += (
            f'[[sources]]\nid = "s{n}"\nkind = "{kind}"\nissuer = "Norvale"\n{where}\n{form.get(kind, "")}'
        )
    path = folder / "config.toml"
    path.write_text(text)
    return path


class MemoryWatch(threading.Thread):
    """The most memory that this process and its children, but for the server, have had together."""

    def __init__(self, server: int) -> None:
        super().__init__(daemon=True)
        self.server, self.most = str(server), 0

    def run(self) -> None:
        """Look every twentieth of a second."""
        while True:
            ours = children() - {self.server}
            self.most = max(self.most, held_bytes("self") + sum(map(held_bytes, ours)))
            time.sleep(0.05)


def children() -> set[str]:
    """Return the children of this process."""
    found: set[str] = set()
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has ended meanwhile
            found.update(listed.read_text().split())
    return found


def held_bytes(process: str) -> int:
    """Return the memory of a process, none where it has ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def processor() -> float:
    """Return the seconds of the processor of this process and of its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def make_passes(port: int, kinds: list[str], folder: Path, watch: MemoryWatch) -> dict[str, object]:
    """Make the passes, and say what came of them."""
    sandbox.install()
    passes = []
    for first in range(0, len(kinds), A_PASS):
        config = load_config(config_of(port, kinds, first, folder))
        begun, used, problems = time.monotonic(), processor(), 0
        with open_context(config) as context:
            steps = ["fetch", "read", "relate"]
            for _, result in run_steps_once(context, steps, track=no_progress, on_event=ignore_event):
                problems += len(result.problems) if result else 0
            fine = f"http://127.0.0.1:{port}/fine/{first}" in context.store.stored_releases("fine")
        passes.append((fine, time.monotonic() - begun, processor() - used))
        wall, cpu = passes[-1][1:]
        print(
            f"{first:4} {fine} {wall:6.1f} s, {cpu:5.1f} of the processor, {watch.most / 1e6:5.0f} MB, {problems} problems: {','.join(kinds[first : first + A_PASS])}",
            file=sys.stderr,
            flush=True,
        )
    return {
        "bodies": len(kinds),
        "passes": len(passes),
        "healthy": sum(fine for fine, _, _ in passes),
        "longest_s": round(max(wall for _, wall, _ in passes), 1),
        "median_s": round(sorted(wall for _, wall, _ in passes)[len(passes) // 2], 1),
        "longest_processor_s": round(max(cpu for _, _, cpu in passes), 1),
        "memory_mb": round(watch.most / 1e6),
    }


def stop_daemons(port: int, kinds: list[str], folder: Path, seed: int) -> dict[str, object]:
    """Start a daemon on each ten, send it SIGTERM in their midst, and say how long it took to end."""
    chance, took = random.Random(seed), []
    for first in range(0, len(kinds), A_PASS):
        config = config_of(port, kinds, first, folder, '[jobs]\nfetch = "* * * * *"\n[log]\nlevel = "info"\n')
        (folder / "desk.db").unlink(missing_ok=True)
        command = [sys.executable, "-m", "jobs", "daemon", "--config", str(config)]
        daemon = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert daemon.stderr is not None
        daemon.stderr.readline()  # it says what it will do: it is up, and begins at once
        time.sleep(chance.uniform(0.5, 8))
        begun = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        daemon.stderr.read()
        took.append((time.monotonic() - begun, daemon.wait()))
        print(f"{first:4} {took[-1][0]:5.2f} s, exit {took[-1][1]}", file=sys.stderr, flush=True)
    return {
        "daemons": len(took),
        "longest_s": round(max(took)[0], 2),
        "within_5_s": sum(seconds <= 5 for seconds, _ in took),
        "median_s": round(sorted(took)[len(took) // 2][0], 2),
        "exits": sorted({code for _, code in took}),
    }


def main() -> None:
    """Make the passes, or stop the daemons, and print what came of it."""
    given = [int(text) for text in sys.argv[1:] if text.isdecimal()]
    number, seed = [*given, *(500, 1)[len(given) :]]
    logging.disable(logging.WARNING)
    server, port, kinds = start_server(number, seed)
    watch = MemoryWatch(server)
    watch.start()
    try:
        with tempfile.TemporaryDirectory() as name:
            load = os.getloadavg()[0]
            if "--daemon" in sys.argv:
                found = stop_daemons(port, kinds, Path(name), seed)
            else:
                found = make_passes(port, kinds, Path(name), watch)
            print(json.dumps(found | {"load": [round(load, 1), round(os.getloadavg()[0], 1)]}))
    finally:
        os.kill(server, signal.SIGKILL)


if __name__ == "__main__":
    main()
