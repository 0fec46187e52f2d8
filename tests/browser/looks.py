"""What is asked of every page, at every width, in light and dark: laid out whole, in order, and for everyone.

The questions are asked in the page, by the scripts beside this module and by
axe-core; the policy of the page forbids scripts of others, the debugger's way in
does not go through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.chromium import HEIGHT, Scheme

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAPER = 718  # CSS px across A4 inside of margins of 10 mm
CLEAR = ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")  # nothing to print under the words
GRAVE = ("serious", "critical")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPINION = "best-practice"  # of some people; no criterion of WCAG
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def unroll(page: Page) -> None:
    """Have all of *page* laid out, also what is far below: a browser only guesses its size until it is scrolled to.

    A sheet made by the debugger; what the policy of the page forbids is not touched.
    """
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("*{content-visibility:visible!important}");
            document.adoptedStyleSheets = [sheet];
        }"""
    )


def look(page: Page) -> list[str]:
    """Return what is wrong with *page*: its outline, and how it is laid out at each width."""
    return _ask(page, "order.js") + look_laid_out(page)


def look_laid_out(page: Page, widths: Iterable[int] = WIDTHS) -> list[str]:
    """Return what is cut off, hidden or lies on something else at each of *widths*."""
    unroll(page)
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wrong += _ask(page, "look.js")
    return wrong


def look_printed(page: Page) -> list[str]:
    """Return what is wrong with *page* on paper, though its reader is used to the dark.

    Paper shows every word that a window of its width does, dark on light, and cuts nothing off.
    """
    unroll(page)
    page.set_viewport_size({"width": PAPER, "height": HEIGHT})
    on_screen = shown(page)
    page.emulate_media(media="print", color_scheme="dark")
    wrong = [f"“{words}” is not there" for words in missing(on_screen, shown(page))] + _ask(page, "look.js")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if ground not in CLEAR:
        wrong.append(f"its ground is {ground}")
    page.emulate_media(media="screen", color_scheme="light")
    return [f"printed: {one}" for one in wrong]


def look_small(page: Page) -> list[str]:
    """Return what a desk shows of *page* and a phone does not; nothing said may depend on the width.

    Notes that stand beside a paragraph are folded under it on a phone, a tap away: they count once unfolded.
    """
    unroll(page)
    page.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
    wide = shown(page)
    page.set_viewport_size({"width": min(WIDTHS), "height": HEIGHT})
    page.evaluate("document.querySelectorAll('details.notes').forEach((notes) => { notes.open = true; })")
    return [f"on a phone: “{words}” is not there" for words in missing(wide, shown(page))]


def shown(page: Page) -> list[tuple[str, bool]]:
    """Return the words of *page* in order, each with whether they are seen as it is laid out now."""
    return [(words, seen) for words, seen in page.evaluate(_script("shown.js"))]


def missing(there: list[tuple[str, bool]], here: list[tuple[str, bool]]) -> list[str]:
    """Return the words that are seen *there* and not *here*, of two layouts of one page."""
    return [words for (words, seen), (_, still) in zip(there, here, strict=True) if seen and not still]


def look_for_all(page: Page, schemes: Iterable[Scheme] = SCHEMES) -> list[str]:
    """Return the grave violations of WCAG 2.2 AA that axe-core finds on *page*, in each of *schemes*.

    The others, and what is only held to be good practice, are printed: ``pytest -rP`` lists them.
    """
    grave = []
    for scheme in schemes:
        for found in violations(page, scheme):
            told = f"{scheme}: {found['id']} ({found['impact']}): {found['help']}: {_where(found)}"
            if found["impact"] in GRAVE and OPINION not in found["tags"]:
                grave.append(told)
            else:
                print(told)
    return grave


def violations(page: Page, scheme: Scheme) -> list[dict[str, Any]]:
    """Return everything axe-core finds on *page* in *scheme*, opinions among it; in the dark only what colours do."""
    unroll(page)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_axe())
    found = page.evaluate(
        """(only) => axe.run(document, { resultTypes: ["violations"], runOnly: only, preload: false })""",
        {"type": "tag", "values": AXE_TAGS}
        if scheme == "light"
        else {"type": "rule", "values": COLOUR_RULES},
    )
    return list(found["violations"])


def nothing(wrong: list[str]) -> None:
    """Fail with all that is *wrong*, a line each."""
    assert not wrong, "\n".join(wrong)


def _where(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    shown = "; ".join(f"{' '.join(map(str, node['target']))} {node['html'][:120]}" for node in nodes[:3])
    return f"{len(nodes)} × {shown}"


def _ask(page: Page, script: str) -> list[str]:
    return list(page.evaluate(_script(script)))


@cache
def _script(name: str) -> str:
    return (HERE / "scripts" / name).read_text("utf-8")


@cache
def _axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)
