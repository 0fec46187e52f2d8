"""Digest, or two accounts → HTML, text, Markdown, JSON. The only module that imports jinja2.

Templates are folders under ``reports/templates``: ``report`` is the page,
``digest`` the mail and the text, ``accounts`` two accounts side by side. What they
print is a finished :class:`reports.page.Page` or
:class:`reports.side_by_side.AccountsPage`; they decide nothing.
"""

from __future__ import annotations

import json
import re
import textwrap
from enum import StrEnum
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from reports.accounts import Accounts
from reports.digest import Digest
from reports.page import Limits, Page, lay_out
from reports.redlines import plain_redline
from reports.rows import digest_values
from reports.side_by_side import AccountsPage, accounts_values, lay_side_by_side

TERMINAL_WIDTH = 100
MAIL_WIDTH = 76
MAIL_BYTES = 95_000  # some readers cut HTML off a little above 100 KB
MAIL_LIMITS = Limits(moved=60, edits=20, continues=25, new=20, silent=15)
MAIL_STEP = 0.7


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    TEXT = "text"
    MD = "md"
    JSON = "json"


def render(digest: Digest, form: Format) -> str:
    """Return *digest* as one self-contained HTML page, text for a terminal, Markdown or JSON."""
    if form is Format.JSON:
        return json.dumps(digest_values(digest), ensure_ascii=False, indent=1) + "\n"
    page = lay_out(digest)
    if form is Format.HTML:
        return _fill("report/page.html.j2", page)
    if form is Format.MD:
        return _tidy(_fill("report/page.md.j2", page))
    return _tidy(_fill("digest/body.txt.j2", page, width=TERMINAL_WIDTH))


def render_accounts(accounts: Accounts, form: Format) -> str:
    """Return two accounts side by side, in the same forms as a digest."""
    if form is Format.JSON:
        return json.dumps(accounts_values(accounts), ensure_ascii=False, indent=1) + "\n"
    page = lay_side_by_side(accounts)
    if form is Format.HTML:
        return _fill("accounts/page.html.j2", page)
    if form is Format.MD:
        return _tidy(_fill("accounts/page.md.j2", page))
    return _tidy(_fill("accounts/page.txt.j2", page, width=TERMINAL_WIDTH))


def render_mail(digest: Digest, limits: Limits = MAIL_LIMITS) -> tuple[str, str, str]:
    """Return subject, text and HTML of *digest* as mail.

    Both bodies say the same. They are cut until the HTML stays under 95 KB, and
    say how much was left out.
    """
    page = lay_out(digest, limits)
    html = _fill("digest/body.html.j2", page)
    while len(html.encode()) > MAIL_BYTES and any((limit or 0) > 1 for limit in limits.values()):
        limits = limits.scaled(MAIL_STEP)
        page = lay_out(digest, limits)
        html = _fill("digest/body.html.j2", page)
    subject = " ".join(_fill("digest/subject.txt.j2", page).split())
    return subject, _tidy(_fill("digest/body.txt.j2", page, width=MAIL_WIDTH)), html


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of our templates: HTML is escaped, a missing name is an error."""
    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(wrap=_wrap, md=_md, md_redline=_md_redline, plain_redline=plain_redline)
    return made


def _fill(name: str, page: Page | AccountsPage, **more: Any) -> str:
    return environment().get_template(name).render(page=page, **more)


def _wrap(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    # Addresses stay whole: a broken link is no link.
    return textwrap.fill(
        text,
        width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _md(text: str) -> str:
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", line)


def _md_redline(runs: Any) -> str:
    parts = []
    for run in runs:
        words = run.text.strip()
        if run.op == "equal" or not words:
            parts.append(_keep_edges(run.text, _md(run.text)))
        elif run.op == "delete":
            parts.append(_keep_edges(run.text, f"~~−{_md(words)}~~"))
        else:
            parts.append(_keep_edges(run.text, f"**+{_md(words)}**"))
    return "".join(parts)


def _keep_edges(text: str, inner: str) -> str:
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and text.strip() else "")


def _tidy(text: str) -> str:
    """Return *text* without blanks at line ends and with one empty line at most between paragraphs."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
