"""Debian's Chromium, driven by Playwright; every page is watched for what a reader would not see."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]

VARIABLE = "POLICY_TRACKER_TEST_BROWSER"  # set: these tests run, and a missing Chromium is a failure
ARGS = (  # as root in a container, and nothing that Chromium does by itself on the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-quic",
)
HEIGHT = 900
PATIENCE = 10_000  # milliseconds for anything to appear


def program() -> str:
    """Return the path of Chromium; "" where there is none."""
    return shutil.which("chromium") or ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give one browser while the block runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(ARGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watched:
    """Opens pages and notes each error, warning, failed answer, dialog, and request that leaves this machine."""

    browser: Browser
    files: Path  # the only folder whose files a page may ask for
    others: str = "no others"  # what addresses begin with whose pages are not ours to judge
    troubles: list[str] = field(default_factory=list)

    @contextmanager
    def page(
        self,
        url: str = "",
        *,
        width: int = 1280,
        height: int = HEIGHT,
        scheme: Scheme = "light",
        script: bool = True,
        **more: Any,
    ) -> Iterator[Page]:
        """Give a page in a context of its own, at *url* where given; *more* goes to the context.

        What happens until the context is closed is noted, so no request that a page
        makes late is lost.
        """
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            service_workers="block",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        try:
            page = context.new_page()
            self.watch(page)
            if url:
                page.goto(url)
            yield page
        finally:
            context.close()

    def watch(self, page: Page) -> None:
        """Note from now on what goes wrong on *page*."""
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.note(page.url, error))
        page.on("request", self.on_request)
        page.on("requestfailed", self.on_failure)
        page.on("response", self.on_response)
        page.on("dialog", self.on_dialog)
        page.on("popup", lambda other: self.note(page.url, f"opened {other.url}"))

    def on_console(self, message: ConsoleMessage) -> None:
        """Note an error or a warning; a policy that forbids what a page wants is one."""
        if message.type in ("error", "warning"):
            self.note(message.location.get("url", ""), f"{message.type}: {message.text}")

    def on_request(self, request: Request) -> None:
        """Note a request that leaves this machine, or the folder of the files."""
        parts = urlsplit(request.url)
        own = Path(parts.path).is_relative_to(self.files) if parts.scheme == "file" else False
        if not (own or parts.hostname == "127.0.0.1" or parts.scheme in ("data", "about")):
            self.troubles.append(f"a request to {request.url}")

    def on_failure(self, request: Request) -> None:
        """Note a request that had no answer; one given up because its page was left is none of these."""
        if request.failure != "net::ERR_ABORTED":
            self.note(request.url, request.failure)

    def on_response(self, response: Response) -> None:
        """Note an answer that says no."""
        if response.status >= 400:
            self.note(response.url, response.status)

    def note(self, url: str, what: object) -> None:
        """Note that *what* went wrong at *url*, where that is ours."""
        if not url.startswith(self.others):
            self.troubles.append(f"{url}: {what}")

    def on_dialog(self, dialog: Any) -> None:
        """Note a dialog, and close it."""
        self.troubles.append(f"a dialog: {dialog.message}")
        dialog.dismiss()


def wanted() -> bool:
    """Say whether somebody asked for these tests by name of the variable."""
    return bool(os.environ.get(VARIABLE))
