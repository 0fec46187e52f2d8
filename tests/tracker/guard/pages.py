"""Pages as sites serve them, through the real extractor: bare walls, and error pages in a ministry's own design."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.guard import CandidatePage, ReleaseHistory, judge_page, unreadable_failure
from tracker.health_states import Failure

URL = "https://mfa.norvale.example/news/2031/statement-4711.html"
HELD = "\n".join(
    f"Norvale will keep port number {number} of the Halden Sea open to the ships of Estmark until the year {2030 + number}."
    for number in range(1, 16)
)
NORMAL = tuple(900 + 37 * number for number in range(40))  # lengths of the statements of a source


@dataclass(frozen=True, slots=True)
class Sample:
    """One page: its title, its paragraphs ("# " makes a heading, "- " a list item), markup beside them."""

    title: str
    text: tuple[str, ...]
    extra: str = ""
    bare: bool = False  # without the menu and the foot of a ministry's page
    language: str = "en"

    def html(self) -> bytes:
        """Return it as a page."""
        parts = "\n".join(map(_element, self.text)) + self.extra
        top = (
            ""
            if self.bare
            else '<nav><ul><li><a href="/">MFA</a></li><li><a href="/n">News</a></li></ul></nav>'
        )
        foot = "" if self.bare else "<footer><p>© 2031 MFA</p></footer>"
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{self.title}</title></head>'
            f"<body>{top}<main>{parts}</main>{foot}</body></html>"
        ).encode()


def _element(line: str) -> str:
    if line.startswith("# "):
        return f"<h1>{line[2:]}</h1>"
    if line.startswith("- "):
        return f"<ul><li>{line[2:]}</li></ul>"
    return f"<p>{line}</p>"


def wall(title: str, *text: str, extra: str = "", language: str = "en") -> Sample:
    """Return a page that is nothing but what a gate says."""
    return Sample(title, text, extra, bare=True, language=language)


def site(title: str, *text: str, extra: str = "", language: str = "en") -> Sample:
    """Return a page in a ministry's own design."""
    return Sample(title, text, extra, language=language)


def judged(
    sample: Sample,
    history: ReleaseHistory | None = None,
    *,
    asked: str = URL,
    answered: str = "",
    announced: str = "",
) -> Failure | None:
    """Extract a page as a pass does, and judge it."""
    body = sample.html()
    try:
        document = extract(body, "text/html", charset="utf-8", where=asked)
    except UnreadableRevision as error:
        return unreadable_failure(error)
    page = CandidatePage(
        statement_text(document),
        document.title,
        body,
        "utf-8",
        asked,
        answered or asked,
        announced_title=announced,
    )
    return judge_page(page, history or ReleaseHistory())


def held(text: str = HELD, lengths: tuple[int, ...] = NORMAL, elsewhere: int = 0) -> ReleaseHistory:
    """Return the history of a release that said *text* before."""
    return ReleaseHistory(len(text), text, "Statement on the Halden Sea", lengths, elsewhere)
