"""Digest → subject, text and HTML of a mail, cut to a size that no reader cuts off. Pure.

The templates are the folder ``digest``; a folder of the user's goes before it, file by
file. The HTML comes with its style sheet put into style attributes, since mail programs
strip sheets, and with the rules for dark mode left beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from css_inline import CSSInliner

from reports.digest.digest import Digest
from reports.digest.layout.footer import NO_FOOTER, Footer, InlineImage
from reports.digest.layout.news_layout import NewsPage, lay_out_news
from reports.render import fill, tidy
from reports.view.dates import ISO, DateStyle
from tracker.compare.redline import RedlineRun

MAIL_WIDTH = 76
MAIL_BYTES = 60_000  # a page of news; some readers cut HTML off a little above 100 KB
LENGTHS = (2000, 1000, 500, 250, 120)  # characters of one text

_INLINER = CSSInliner(load_remote_stylesheets=False, minify_css=True)


@dataclass(frozen=True, slots=True)
class MailBodies:
    """What a mail is made of. *cut*: something was left out of the bodies, and they say so."""

    subject: str
    text: str
    html: str
    cut: bool


def render_mail(
    digest: Digest,
    *,
    imprint: Footer = NO_FOOTER,
    picture: InlineImage | None = None,
    dates: DateStyle = ISO,
    templates: Path | None = None,
) -> MailBodies:
    """Return *digest* as the parts of a mail; the HTML shows *picture*, where there is one.

    Both bodies say the same. Texts are cut until the HTML stays under 60 KB, and say
    that they are.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """
    page = whole = lay_out_news(digest, dates)
    values = {"imprint": imprint, "more": page.leaves_out}

    def body(shown: NewsPage) -> str:
        return _INLINER.inline(fill("digest/body.html.j2", templates, page=shown, picture=picture, **values))

    html, cut = body(page), page.leaves_out
    for length in LENGTHS:
        if len(html.encode()) <= MAIL_BYTES:
            break
        short: NewsPage = shorten_texts(whole, length)
        page, cut = replace(short, closing=(*short.closing, "What ends in “…” is cut.")), True
        html = body(page)
    subject = fill("digest/subject.txt.j2", templates, page=page, imprint=imprint)
    text = fill("digest/body.txt.j2", templates, page=page, width=MAIL_WIDTH, **values)
    return MailBodies(" ".join(subject.split()), tidy(text), html, cut)


def shorten_texts(value: Any, most: int) -> Any:
    """Return a laid-out *value* with every text in it, however deep, cut to *most* characters.

    An address is dropped rather than cut, and a redline ends where its words do.
    """
    if isinstance(value, str):
        return value if len(value) <= most else value[: most - 1].rstrip() + "…"
    if isinstance(value, tuple):
        if value and isinstance(value[0], RedlineRun):
            return tuple(_runs(value, most))
        return tuple(shorten_texts(one, most) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {
            name: "" if name.endswith("href") and len(one) > most else shorten_texts(one, most)
            for name, one in held.items()
            if name != "watched"  # for JSON alone; no template prints it
        }
        return replace(value, **changed)
    return value


def _runs(runs: Iterable[RedlineRun], most: int) -> Iterator[RedlineRun]:
    for run in runs:
        if most <= 0:
            return
        yield RedlineRun(run.op, shorten_texts(run.text, most))
        most -= len(run.text)
