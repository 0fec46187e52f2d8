"""Releases of invented states for a store that is large enough to turn pages in, and one that means harm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2030, 1, 7)
EVERY = timedelta(days=3)
MANY = 120  # releases, of two publishers by turns; three changes in most of them
PUBLISHERS = (("norvale-mfa", "Norvale"), ("estmark-mfa", "Estmark"))
VERBS = ("will", "should", "will consider whether to", "intends to")
ACTS = (
    "reopen the lighthouse at Skerry",
    "fund the rescue station of Port Halden",
    "inspect foreign tankers in the Kestrel Strait",
    "protect the cod fishery of the Outer Banks",
    "publish the charts of the northern shoals",
    "lift the tariff on timber from Ostmere",
    "train coast guards of Lurania",
    "return the archives of Sarn",
    "support a ceasefire in the eastern valleys",
    "extend the visa waiver for students",
    "join the treaty on nuclear waste at sea",
    "condemn cyber attacks by Veskia",
)
TITLE = "Weekly briefing on the Halden Sea"

CHINESE = "外交部发言人在例行记者会上介绍了渔业谈判的进展。"
CHINESE_WORD = "渔业谈判"

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = "<img src=x onerror=window.pwned=1>"
TEMPLATE = "{{7*7}}"
OVERRIDE = "\u202e"  # turns the direction of all that follows
ENDLESS = "W" * 10_000
HOSTILE_DAYS = (date(2031, 2, 4), date(2031, 3, 4), date(2031, 4, 4))
HOSTILE_ISSUER = f"Ostmere {SCRIPT}"

Row = dict[str, str]


def write(rows: Iterable[Row], path: Path) -> Path:
    """Write *rows* as a file that ``policy-tracker ingest`` takes; return its path."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def briefings() -> Iterator[Row]:
    """Yield many plain releases, the oldest first; the last one has some Chinese in its text and its title."""
    for number in range(MANY):
        source, issuer = PUBLISHERS[number % 2]
        acts = [ACTS[(number // 2 + step) % len(ACTS)] for step in range(4)]
        said = [f"{issuer} {VERBS[(number + step) % len(VERBS)]} {act}." for step, act in enumerate(acts)]
        if number == MANY - 1:
            said.append(CHINESE)
        yield {
            "id": f"{source}-{number}",
            "source": source,
            "issuer": issuer,
            "url": f"https://mfa.{issuer.lower()}.example/briefings/{number}",
            "published": str(FIRST + number * EVERY),
            "title": f"{TITLE}, number {number}" + (f" ({CHINESE_WORD})" if number == MANY - 1 else ""),
            "text": "\n\n".join(said),
        }


def hostile() -> Iterator[Row]:
    """Yield releases whose every part is made to break out of where it is shown."""
    for number, (day, verb) in enumerate(zip(HOSTILE_DAYS, ("will", "should", "will"), strict=True)):
        yield {
            "id": f'{TEMPLATE}-{number}"><svg onload=window.pwned=1>',
            "source": "ostmere-mfa",
            "issuer": HOSTILE_ISSUER,
            "url": f'https://mfa.ostmere.example/{number}"onmouseover="window.pwned=1'
            if number
            else "javascript:window.pwned=1",
            "published": str(day),
            "title": f"{IMAGE} {TEMPLATE} {{% raw %}} {OVERRIDE}title {ENDLESS if number == 1 else ''}",
            "text": "\n\n".join(
                (
                    f"{SCRIPT} {IMAGE} {TEMPLATE}",
                    f"Ostmere {verb} respond to {SCRIPT} any further {IMAGE} {TEMPLATE} {OVERRIDE}provocation by Veskia.",
                    f"Ostmere will support {ENDLESS} in the Halden Sea.",
                    "</main></body>\x1b[31mred <a href=javascript:window.pwned=1>link</a>",
                )
            ),
        }
