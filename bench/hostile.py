"""500 hostile bodies, ten a pass, beside a healthy source: ``python -m bench.hostile [BODIES] [SEED]``.

Feeds, sitemaps, listings, pages, PDFs, JSON and robots.txt are generated from a seed: each is
a few traps, at sizes from a kilobyte to two megabytes, under whatever media type. One
process makes all passes, as the daemon does, with real children and a real store. Printed
is a line of JSON: passes in which the healthy source gave its new release, the longest
pass, and the most memory that the process and its children had together.
"""

from __future__ import annotations

import json
import logging
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jobs.context import open_context
from jobs.polling.events import ignore_event
from jobs.scheduling.run_once import run_steps_once
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


class Site:
    """A server of hostile bodies and of one healthy page, which is another in each pass."""

    def __init__(self, bodies: list[Body]) -> None:
        self.bodies, self.number = bodies, 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.strip("/").partition("/")
                if name[0] == "fine":
                    kind, body = (
                        "text/html",
                        build_page(f"{RESPOND} It is the {name[2]}th time.", "4 March 2024").body,
                    )
                elif name[2] == "robots.txt" or not name[0].isdecimal():
                    self.send_error(404)
                    return
                else:
                    _, kind, body = site.bodies[int(name[0])]
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


def config_of(site: Site, bodies: list[Body], first: int, folder: Path, robots_at: dict[int, str]) -> Path:
    """Write the config.toml of one pass."""
    text = (
        '[store]\nurl = "sqlite:///desk.db"\n[fetch]\ndelay_seconds = 0\nper_host = 4\nretries = 0\n'
        'timeout_seconds = 5\ndeadline_seconds = 10\nallow_hosts = ["127.0.0.1"]\n'
        f'[[sources]]\nid = "fine"\nkind = "pages"\nissuer = "Norvale"\nurls = ["{site.url}/fine/{first}"]\n'
    )
    form = {
        "listing": f'only_links = "{PATTERN}"\n[sources.selectors]\nitem = "li"\n',
        "json": '[sources.fields]\nitems = "results"\nlink = "u"\n',
    }
    for number in range(first, min(first + A_PASS, len(bodies))):
        kind = bodies[number][0]
        url = robots_at.get(number, f"{site.url}/{number}")
        kind = "pages" if kind == "robots" else kind
        where = f'urls = ["{url}"]' if kind == "pages" else f'url = "{url}"'
        text += f'[[sources]]\nid = "s{number}"\nkind = "{kind}"\nissuer = "Norvale"\n{where}\n{form.get(kind, "")}'
    path = folder / "config.toml"
    path.write_text(text)
    return path


class MemoryWatch(threading.Thread):
    """The most memory that this process and its children have had together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        """Look every twentieth of a second."""
        while True:
            self.most = max(self.most, held_bytes("self") + sum(map(held_bytes, children())))
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


def main() -> None:
    """Make the passes and print what came of them."""
    given = [int(text) for text in sys.argv[1:3]]
    number, seed = [*given, *(500, 1)[len(given) :]]
    logging.disable(logging.WARNING)
    bodies = make_bodies(number, seed)
    sandbox.install()
    watch = MemoryWatch()
    watch.start()
    passes = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Site(bodies)
        for first in range(0, number, A_PASS):
            hosts = {}
            for one in range(first, min(first + A_PASS, number)):
                if bodies[one][0] == "robots":
                    hosts[one] = robots_host(bodies[one][2])
            config = load_config(config_of(site, bodies, first, folder, hosts))
            begun, used = time.monotonic(), processor()
            with open_context(config) as context:
                problems = 0
                for _, result in run_steps_once(
                    context, ["fetch", "read", "relate"], track=no_progress, on_event=ignore_event
                ):
                    problems += len(result.problems) if result else 0
                found = set(context.store.stored_releases("fine"))
            fine = f"{site.url}/fine/{first}" in found
            passes.append((fine, time.monotonic() - begun, processor() - used))
            kinds = ",".join(body[0] for body in bodies[first : first + A_PASS])
            print(
                f"{first:4} {fine} {passes[-1][1]:6.1f} s {passes[-1][2]:6.1f} s of the processor {watch.most / 1e6:6.0f} MB {problems} problems  {kinds}",
                file=sys.stderr,
                flush=True,
            )
    print(
        json.dumps(
            {
                "bodies": number,
                "passes": len(passes),
                "healthy": sum(fine for fine, _, _ in passes),
                "longest_s": round(max(wall for _, wall, _ in passes), 1),
                "longest_processor_s": round(max(cpu for _, _, cpu in passes), 1),
                "memory_mb": round(watch.most / 1e6),
            }
        )
    )


def robots_host(body: bytes) -> str:
    """Start a host with that robots.txt, and return the address of a page on it."""
    page = build_page(RESPOND, "4 March 2024").body

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = body if self.path == "/robots.txt" else page
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/{'a' * 300}"


def processor() -> float:
    """Return the seconds of the processor of this process and of its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


if __name__ == "__main__":
    main()
