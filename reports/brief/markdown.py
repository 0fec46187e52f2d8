"""A brief as Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.brief.paragraphs import BriefParagraph, TextRun


def as_markdown(made: Sequence[BriefParagraph]) -> str:
    """Return *made* as Markdown; what is gone is struck, what came is bold."""
    before = {"title": "# ", "party": "## ", "facts": "", "entry": "- ", "source": ""}
    after = {"entry": "\n", "source": "  \n"}
    return "".join(
        f"{'' if one.style in after else chr(10) if one.style != 'title' else ''}{before[one.style]}"
        f"{''.join(map(_run, one.runs)).strip()}{after.get(one.style, chr(10) * 2)}"
        for one in made
    )


def _run(run: TextRun) -> str:
    words = re.sub(r"([\\`*_<>|~#])", r"\\\1", run.text)
    inner = words.strip()
    if not inner:
        return words
    match run.mark:
        case "bold":
            inner = f"**{inner}**"
        case "gone":
            inner = f"~~{inner}~~"
        case "come":
            inner = f"**+{inner}**"
        case "note":
            number = inner.strip("[]")
            inner = f"[\\[{number}\\]]({run.href})" if run.href else f"\\[{number}\\]"
        case _:
            inner = f"[{inner}]({run.href})" if run.href else inner
    return f"{' ' if words[:1] == ' ' else ''}{inner}{' ' if words[-1:] == ' ' else ''}"
