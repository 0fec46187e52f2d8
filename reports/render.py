"""Digest, or two accounts → HTML, text, Markdown, JSON. The only module that imports jinja2.

Templates are folders under ``reports/templates``: ``report`` is the page,
``digest`` the mail and the text, ``accounts`` two accounts side by side. What they
print is a finished :class:`reports.digest.layout.digest_layout.DigestPage` or
:class:`reports.comparison.side_by_side.AccountsPage`; they decide nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from reports.comparison.account_comparison import AccountComparison
from reports.comparison.side_by_side import accounts_values, lay_side_by_side
from reports.digest.digest import Digest
from reports.digest.layout.digest_layout import PAGE_LIMITS, SectionLimits, lay_out_digest
from reports.digest.layout.footer import NO_FOOTER
from reports.digest.layout.news_layout import lay_out_news
from reports.json_values import digest_values
from reports.view.dates import short_day
from reports.view.legend import Legend
from reports.view.redline import plain_redline
from reports.view.vocabulary import tag_words
from tracker.errors import ConfigError
from tracker.text.sanitize import escape_invisible
from tracker.text.shorten import wrap_words

TERMINAL_WIDTH = 100
FOLDED = SectionLimits(silent=0, continues=0)
MEND = "compare it with reports/templates/digest; it may use page and imprint, the HTML picture too"


_ESCAPED = re.compile(r"""[&<>'"]""")  # what HTML takes for its own


class _Printing(CodeGenerator):
    """Writes what a template prints as text, where Jinja has an object of each piece that joining them drops again.

    A page of hits prints 450 pieces, most of which need no escape: a twentieth of what it takes.
    """

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    """An environment whose templates print by :func:`_printed`."""

    code_generator_class = _Printing

    @staticmethod
    def printed(value: object) -> str:
        """Return *value* as HTML: escaped, but for markup."""
        if type(value) is Markup or (type(value) is str and not _ESCAPED.search(value)):
            return value
        return escape(value)


class Pill(Protocol):
    """A label to print, of the values of a page, which do not change."""

    word: str
    mark: str
    tone: str


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    TEXT = "text"
    MD = "md"
    JSON = "json"


def render(digest: Digest, form: Format) -> str:
    """Return *digest* as one self-contained HTML page, text for a terminal, Markdown or JSON."""
    if form is Format.JSON:
        return _json(digest_values(digest))
    if form is Format.HTML:
        return fill("report/page.html.j2", page=lay_out_digest(digest, PAGE_LIMITS))
    page = lay_out_digest(digest)
    if form is Format.MD:
        return tidy(fill("report/page.md.j2", page=page))
    return tidy(fill("report/page.txt.j2", page=page, imprint=NO_FOOTER, width=TERMINAL_WIDTH, whole=True))


def render_news(digest: Digest) -> str:
    """Return the news of *digest* as text for one screen of a terminal."""
    footer = replace(NO_FOOTER, full="`policy-tracker report --all` shows everything.")
    page = lay_out_news(digest)
    return tidy(
        fill("digest/body.txt.j2", page=page, imprint=footer, width=TERMINAL_WIDTH, more=page.leaves_out)
    )


def render_moves(digest: Digest) -> str:
    """Return what moved in *digest* as text; what is silent or continues is counted."""
    page = replace(lay_out_digest(digest, FOLDED), tally=())
    footer = replace(NO_FOOTER, full="--all shows them.")
    return tidy(fill("report/page.txt.j2", page=page, imprint=footer, width=TERMINAL_WIDTH, whole=True))


def render_accounts(accounts: AccountComparison, form: Format, *, whole: bool = True) -> str:
    """Return two accounts side by side, in the same forms as a digest; as text without *whole* what is alike is counted."""
    if form is Format.JSON:
        return _json(accounts_values(accounts))
    page = lay_side_by_side(accounts)
    if form is Format.HTML:
        return fill("accounts/page.html.j2", page=page)
    if form is Format.MD:
        return tidy(fill("accounts/page.md.j2", page=page))
    return tidy(fill("accounts/page.txt.j2", page=page, width=TERMINAL_WIDTH, whole=whole))


def _json(values: object) -> str:
    # what a terminal obeys as escapes: the same data
    lines = json.dumps(values, ensure_ascii=False, indent=1).split("\n")
    return "".join(f"{escape_invisible(line)}\n" for line in lines)


def fill(name: str, templates: Path | None = None, **values: Any) -> str:
    """Return the template called *name*, filled with *values*; *templates* goes before our folder ``digest``.

    Raises:
        ConfigError: A template in *templates* cannot be read or filled.
    """
    try:
        return environment(templates).get_template(name).render(**values)
    except (TemplateError, OSError, ValueError, TypeError, LookupError) as error:
        if templates is None:
            raise
        line = getattr(error, "lineno", None)
        where = f"{templates / name.removeprefix('digest/')}{f':{line}' if line else ''}"
        raise ConfigError(f"the template cannot be filled: {error}", where=where, remedy=MEND) from error


def load_templates(folder: str) -> None:
    """Translate our templates of *folder*, and those that all share: a process does each by itself when it first fills it, 5 to 60 ms."""
    made = environment()
    for name in made.list_templates(filter_func=lambda one: one.split("/")[0] in (folder, "_base")):
        made.get_template(name)


@lru_cache(maxsize=256)
def _options(choices: tuple[Any, ...]) -> Markup:
    """Return *choices*, each with value, word and chosen, as options of a list: hundreds, the same on every page."""
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            one.value, Markup(" selected") if one.chosen else "", one.word
        )
        for one in choices
    )


@lru_cache(maxsize=256)
def _pill(words: Pill) -> Markup:
    """Return a label as the pages of the site have it; a macro would put it together for each hit of a search again."""
    pill = Markup('<span class="pill {}"><span class="mk" aria-hidden="true">{}</span>{}</span>')
    return pill.format(words.tone, words.mark, words.word)


@lru_cache(maxsize=256)
def _explained(words: Legend, root: str) -> Markup:
    """Return the legend of a page of the site, which many pages share."""
    return Markup(fill("site/_legend.html.j2", words=words, root=root))  # noqa: S704 - filled in with escapes


def _masthead(frame: Any) -> Markup:
    """Return what the pages of a room of the site begin with."""
    return _masthead_of(frame.site, frame.section, frame.root, frame.live, frame.review)


@lru_cache(maxsize=64)
def _masthead_of(site: str, section: str, root: str, live: bool, review: bool) -> Markup:
    frame = {"site": site, "section": section, "root": root, "live": live, "review": review}
    return Markup(fill("site/_masthead.html.j2", frame=frame))  # noqa: S704 - filled in with escapes


@lru_cache(maxsize=4)
def environment(templates: Path | None = None) -> Environment:
    """Return the environment of our templates: HTML is escaped, a missing name is an error."""
    ours = PackageLoader("reports", "templates")
    digest = PrefixLoader({"digest": FileSystemLoader(templates)}) if templates else None
    made = _Environment(
        loader=ChoiceLoader([digest, ours]) if digest else ours,
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=templates is not None,  # ours change with an upgrade only; looking costs a page a tenth
    )
    made.filters.update(
        wrap=_wrap,
        md=_md,
        md_redline=_md_redline,
        plain_redline=plain_redline,
        options=_options,
        day=short_day,
        pill=_pill,
        explained=_explained,
        masthead=_masthead,
        short_day=short_day,
        tag_words=tag_words,
    )
    return made


def _wrap(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    first = indent if first is None else first
    return "\n".join(wrap_words(text, width, initial_indent=first, subsequent_indent=indent))


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
        elif run.op == "moved":
            parts.append(_keep_edges(run.text, f"*{_md(words)}*"))
        else:
            parts.append(_keep_edges(run.text, f"**+{_md(words)}**"))
    return "".join(parts)


def _keep_edges(text: str, inner: str) -> str:
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and text.strip() else "")


def tidy(text: str) -> str:
    """Return *text* without blanks at line ends and with one empty line at most between paragraphs."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
