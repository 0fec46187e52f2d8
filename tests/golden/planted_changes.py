"""What strangers planted in releases that they wrote: how much of it a morning's mail shows.

    python -m tests.golden.planted_changes [--show] [--all] [--pin]

``training/news/planted`` holds the releases and what moved in each, as who wrote them says
(:mod:`training.news.planted_pairs`). They are read and related by the shipped engine, and of each day the mail
of a desk without a filter is rendered. A change is told where the mail has three words in a row of the later sentence, one of
which the earlier has not, or of the earlier one with such a word struck. What only reads differently, and what others say, is
marked where such words stand in a redline. That finds some more than a strict reader does; docs/accuracy.md has both.
Rules were made and sums fitted in sight of these texts; the network of substance says of two sentences what it said where their author was left out. Of the oldest sets, which count least, one in three
is scored: ``--all`` scores each. ``--show`` prints what is missed and what is marked, ``--pin`` writes the figures as floors.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from jobs.import_files import ingest
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.news.redlines.worth import sentence_model
from reports.mail.delivery import render_delivery
from reports.mail.subscriber_digest import digest_for_subscriber
from tests.golden.floors import held_to_floors
from tracker.compare.substance.network import substance_odds
from tracker.engine import default_engine
from tracker.store import Store, open_store
from training.gold import rows
from training.news.fitting import pair_hash
from training.news.planted_pairs import CHANGE, KEY, RELEASES
from training.substance.figures import left_out_odds

Row = dict[str, Any]
NOW = datetime(2040, 1, 1, tzinfo=UTC)  # later than any of the releases
DESK = Subscriber(id="desk", to=("desk@norvale.example",), format="text")
MAIL = MailSettings(sender="desk@norvale.example")
IN_A_ROW = 3  # words
# Sets by when they were written: later ones are of other genres, and fewer rules were made in sight of them.
GROUPS = {
    "sets 3, 6, 9 and 12": range(3, 13, 3),
    "sets 13 to 15": range(13, 16),
    "sets 16 to 18": range(16, 19),
    "sets 19 to 21": range(19, 22),
    "sets 22 and 25": range(22, 26),  # 23 and 24 were of real institutions, and were only scored
    "sets 27 to 31": range(27, 32),  # of real institutions too, with names that were invented afterwards
    "sets 33 and 34": range(33, 35),  # most sentences written anew
    "sets 35 and 36": range(35, 37),  # a third of the sentences kept, as issuers do
}
OLDEST = {"sets 1 to 12": range(1, 13)}  # scored with --all instead of a third of them
MUST_HEAR = 2  # the worth of a change that a desk has to hear of
_WORD = re.compile(r"[\w’'%€$£.-]*\w%?")
_STRUCK, _PUT_IN = re.compile(r"\[-(.*?)-\]"), re.compile(r"\{\+(.*?)\+\}")
# Two sentences one behind the other, of which a word is marked.
_MARKED = re.compile(r"before: “(?=[^”]*[\[{]|[^”]*”; now: “[^”]*[\[{])[^”]*”; now: “[^”]*”")
# What a mail ends with, behind its items; what is due is listed there, and moved or not.
_ENDS = ("\nSaid again:", "\nDeadlines:", "\nNot shown:", "\nThe report attached")


@dataclass(frozen=True)
class Outcome:
    """A row of the key, and whether a mail shows its words as moved."""

    row: Row
    shown: bool


def odds_of_strangers() -> Callable[[str, str], float]:
    """Return what says of two sentences what the network said that had seen nothing of their author, and the one that ships of any other two."""
    known = left_out_odds()

    def odds(before: str, after: str) -> float:
        found = known.get(pair_hash(before, after))
        return substance_odds(before, after) if found is None else found

    return odds


def outcomes(sets: Container[int], workers: int = 2) -> list[Outcome]:
    """Read the releases of *sets* and return what becomes of each row of the key; mails are rendered by as many processes as read."""
    releases = [row for row in rows(RELEASES) if row["set"] in sets]
    with TemporaryDirectory() as folder:
        chosen = Path(folder) / "releases.jsonl"
        chosen.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in releases), "utf-8")
        url = f"sqlite:///{Path(folder) / 'planted.db'}"
        with open_store(url) as store:
            ingest(store, default_engine(), [chosen], NOW, workers=workers)
        parts = [releases[number::workers] for number in range(workers)]
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            return list(chain.from_iterable(pool.map(partial(_outcomes_of, url), parts)))


def _outcomes_of(url: str, releases: Sequence[Row]) -> list[Outcome]:
    """Return what becomes of the rows of the key on some *releases* of the store at *url*."""
    key = defaultdict[str, list[Row]](list)
    for row in rows(KEY):
        key[row["release"]].append(row)
    found = []
    with open_store(url) as store, patch.object(sentence_model, "substance_odds", odds_of_strangers()):
        for release in releases:
            told = key[release["id"]]
            day = date.fromisoformat(release["published"])
            mail = mail_of(store, release["source"], day) if told else ""
            found += [Outcome(row, is_shown(row, mail)) for row in told]
    return found


def mail_of(store: Store, source: str, day: date) -> str:
    """Return what a desk is told on the morning after *day* of what *source* published, without addresses and what ends a mail; "" where that is nothing."""
    reader = replace(DESK, change_filter=replace(DESK.change_filter, sources=(source,)))
    start = datetime.combine(day, time(), UTC)
    told = digest_for_subscriber(
        store, reader, start + timedelta(days=1, seconds=-1), NOW, since=start, allow_empty=True, as_of=day
    )
    if told is None:
        return ""
    part = render_delivery(told, MAIL, NOW).message
    text = str(message_from_bytes(part, policy=default).get_body(("plain",)).get_content())
    for end in _ENDS:
        text = text.partition(end)[0]
    return " ".join(line for line in text.splitlines() if "://" not in line)


def is_shown(row: Row, mail: str) -> bool:
    """Say whether *mail* shows the words of *row* as they moved; of what is no change whether it marks them."""
    before, after = _words(row["before"]), _words(row["after"])
    gone, come = set(before) - set(after), set(after) - set(before)
    now, then = _STRUCK.sub("", mail).replace("{+", "").replace("+}", ""), _PUT_IN.sub("", mail)
    struck, put_in = (set(_words(" ".join(marks.findall(mail)))) for marks in (_STRUCK, _PUT_IN))
    in_place = "no longer says" in mail or "where it said" in mail or "before: " in mail
    told = _has(after, come, _words(now)) or (
        (bool(gone & struck) or in_place)
        and _has(before, gone, _words(then.replace("[-", "").replace("-]", "")))
    )
    if row["sort"] == CHANGE:
        return told
    return told and bool(come & put_in or gone & struck or "now: " in _MARKED.sub("", mail))


def _has(said: Sequence[str], own: set[str], mail: Sequence[str]) -> bool:
    """Say whether *mail* has words of *said* in a row, one of them of its *own*."""
    stretches = {tuple(said[at : at + IN_A_ROW]) for at in range(max(1, len(said) - IN_A_ROW + 1))}
    telling = {one for one in stretches if own.intersection(one)}
    size = min(IN_A_ROW, len(said))
    return any(tuple(mail[at : at + size]) in telling for at in range(len(mail) - size + 1))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text.replace("~", ""))]


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """Return the share of changes to be heard of that a mail shows, and of what only reads differently, and is of others, the share that none marks."""
    shown, of = Counter[str](), Counter[str]()
    for one in found:
        sort = one.row["sort"] if one.row["sort"] != CHANGE or one.row["worth"] == MUST_HEAR else ""
        shown[sort] += one.shown
        of[sort] += 1
    return {
        "told": round(shown[CHANGE] / of[CHANGE], 3),
        "same, quiet": round(1 - shown["same"] / of["same"], 3),
        "trap, quiet": round(1 - shown["trap"] / of["trap"], 3),
    }


def main() -> int:
    """Print the figures beside their floors; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print what is missed and what is marked")
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    parser.add_argument("--all", action="store_true", help="score all sets of the oldest too")
    options = parser.parse_args()
    if options.all and options.pin:
        parser.error("floors are of what the gate scores: pin without --all")
    groups = {**(OLDEST if options.all else {}), **GROUPS}
    found = outcomes(frozenset(chain.from_iterable(groups.values())))
    for one in found if options.show else ():
        if one.shown != (one.row["sort"] == CHANGE):
            print(json.dumps(one.row, ensure_ascii=False))
    set_of = {row["id"]: row["set"] for row in rows(RELEASES)}
    measured = {
        group: figures([one for one in found if set_of[one.row["release"]] in numbers])
        for group, numbers in groups.items()
    }
    for group, values in measured.items():
        print(f"planted, {group}  " + "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
    return 0 if options.all else held_to_floors("planted changes", measured, pin=options.pin)


if __name__ == "__main__":
    sys.exit(main())
