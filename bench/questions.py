"""Ten questions of an analyst, from the front page to the answer: ``python -m bench.questions JOINT FOMC``.

JOINT and FOMC are the addresses of two sites that ``serve`` shows: of joint statements 2021 to 2026, and of FOMC
statements 1994 to 2018. A click is a link or button; a query typed and sent is one too. A question is answered where
the words it asks for stand on the first screen (1280 × 900) after at most three. Prints one line a question, and the tally.
"""

from __future__ import annotations

import argparse
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1280, 900
MOST_CLICKS = 3
SEEN = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.height && box.bottom > 0 && box.top < window.innerHeight && node.parentElement.checkVisibility()) words.push(node.data);
  }
  return words.join(" ").replace(/\\s+/g, " ");
}"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the way to the answer, and words that are one. A step that begins with "?" is a query, with "=" a choice."""

    asked: str
    fomc: bool
    steps: tuple[str, ...]  # CSS or text selectors of what is clicked
    answer: str  # a regular expression


QUESTIONS = (
    Question(
        "What is the latest news, and in which words?",
        False,
        (),
        r"6 Feb 2026: .{0,20}“India intends to purchase",
    ),
    Question(
        "Does the ROK still say extended deterrence, and when last?",
        False,
        ('?"extended deterrence" source:joint-us-rok', "=#sort newest"),
        r"hits.*?11\sJul\s2024 .*?extended deterrence",
    ),
    Question(
        "Of whom is complete denuclearization asked, in the words of each speaker?",
        False,
        ('?"complete denuclearization"', ".hits a[href^='lines/']", "a[href*='dossiers/']"),
        r"issuers.*denuclearization",
    ),
    Question(
        "What moved in the G7's Apulia communiqué, and against what?",
        False,
        ("nav >> text=Sources", "text=joint-g7 >> xpath=ancestor::tr >> a >> nth=0", "text=G7 Apulia"),
        r"Against G7 Hiroshima Leaders’ Communiqué.*(weakened|strengthened)",
    ),
    Question("Which topics moved last?", False, ("nav >> text=Topics",), r"Last moved.*\d+ \w+ 2026"),
    Question("What is due next, or passed?", False, ("nav >> text=Deadlines",), r"\d+ \w+ 20\d\d"),
    Question(
        "On which topics and parties is the newest India statement, and what stood before it?",
        False,
        (
            "nav >> text=Sources",
            "text=joint-us-india >> xpath=ancestor::tr >> a >> nth=0",
            ".release-list h3 a",
        ),
        r"13\sFeb\s2025 .*On .*Who .*India",
    ),
    Question(
        "What did the Fed do in December 2008?",
        True,
        ('?"federal funds rate" since:2008-12-01 until:2008-12-31',),
        r"16 Dec 2008.*0 to 1/4 percent",
    ),
    Question(
        "How did the funds rate go, in percent, over the years?",
        True,
        ('?"decided to maintain the target range" since:2018', ".hits a[href^='lines/']:not([href*='#'])"),
        r"in percent",
    ),
    Question(
        "What is new in the last FOMC statement held against the one before?",
        True,
        ("nav >> text=Sources", ".index th a", ".release-list h3 a"),
        r"Against .*2018",
    ),
)


def main() -> None:
    """Ask all, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("joint")
    options.add_argument("fomc")
    options.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = options.parse_args()
    from playwright.sync_api import sync_playwright

    right = 0
    with sync_playwright() as opened:
        browser = opened.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox"])
        for question in QUESTIONS:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(chosen.fomc if question.fomc else chosen.joint)
            started = time.monotonic()
            try:
                for step in question.steps:
                    _step(page, step)
                found = re.search(question.answer, page.evaluate(SEEN))
            except Exception as error:  # noqa: BLE001 - a way that is not there is an answer not found
                found, step = None, str(error).splitlines()[0]
            seconds = time.monotonic() - started
            answered = found is not None and len(question.steps) <= MOST_CLICKS
            right += answered
            words = found[0][:70] if found else "not on the first screen"
            print(
                f"{'yes' if answered else 'NO '} {len(question.steps)} clicks {seconds:5.2f} s  {question.asked}  {words}"
            )
            page.close()
        browser.close()
    print(f"{right} of {len(QUESTIONS)}")


def _step(page: Page, step: str) -> None:
    """Click, or ask."""
    if step.startswith("?"):
        page.fill("input[name=q]", step[1:])
        page.press("input[name=q]", "Enter")
        page.wait_for_url("**/search.html**")
    elif step.startswith("="):
        field, value = step[1:].split()
        with page.expect_response("**/search.html**"):
            page.select_option(field, value)
        page.wait_for_timeout(300)
    else:
        page.locator(step).first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main()
