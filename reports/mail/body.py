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

from reports.digest.compose import Digest
from reports.digest.footer import NO_FOOTER, Footer, InlineImage
from reports.digest.layout import DigestPage, SectionLimits, lay_out_digest
from reports.render import fill, tidy
from reports.view.dates import ISO, DateStyle
from tracker.compare.redline import RedlineRun

MAIL_WIDTH = 76
MAIL_BYTES = 95_000  # some readers cut HTML off a little above 100 KB
MAIL_LIMITS = SectionLimits(moved=60, edits=20, continues=25, new=20, silent=15, sources=12)
MAIL_STEP = 0.7
LENGTHS = (4000, 2000, 1000, 500, 250, 120)  # characters of one text; the first is longer than any statement

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
    limits: SectionLimits = MAIL_LIMITS,
) -> MailBodies:
    """Return *digest* as the parts of a mail; the HTML shows *picture*, where there is one.

    Both bodies say the same. They are cut until the HTML stays under 95 KB, and say
    that they are.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """

    def body(page: DigestPage) -> str:
        return _INLINER.inline(
            fill("digest/body.html.j2", templates, page=page, imprint=imprint, picture=picture)
        )

    shorter = _ever_shorter(digest, limits, dates, imprint)
    page, cut = next(shorter)
    html = body(page)
    while len(html.encode()) > MAIL_BYTES and (following := next(shorter, None)):
        page, cut = following
        html = body(page)
    subject = fill("digest/subject.txt.j2", templates, page=page, imprint=imprint)
    text = fill("digest/body.txt.j2", templates, page=page, imprint=imprint, width=MAIL_WIDTH, whole=False)
    return MailBodies(" ".join(subject.split()), tidy(text), html, cut)


def _ever_shorter(
    digest: Digest, limits: SectionLimits, dates: DateStyle, imprint: Footer
) -> Iterator[tuple[DigestPage, bool]]:
    """Yield pages, each shorter than the one before, and whether something was left out of it.

    First texts that no statement is as long as are cut, then there are fewer cards,
    then shorter texts: one endless quote costs no other its place.
    """
    page = lay_out_digest(digest, limits, dates)
    yield page, _leaves_out(page)
    yield _cut(page, LENGTHS[0], imprint)
    while any((limit or 0) > 1 for limit in limits.values()):
        limits = limits.scaled(MAIL_STEP)
        page = lay_out_digest(digest, limits, dates)
        yield _cut(page, LENGTHS[0], imprint)
    for length in LENGTHS[1:]:
        yield _cut(page, length, imprint)


def _cut(page: DigestPage, length: int, imprint: Footer) -> tuple[DigestPage, bool]:
    """Return *page* with texts of *length* at most, and whether something is left out of it."""
    short: DigestPage = shorten_texts(page, length)
    if short == page:
        return page, _leaves_out(page)
    return replace(short, window=f"{short.window} What ends in “…” is cut. {imprint.full}".strip()), True


def _leaves_out(page: DigestPage) -> bool:
    sources = page.sources
    more = bool(sources and (sources.more_looked or sources.more_withdrawn))
    return more or any(part.more for part in page.parts)


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
