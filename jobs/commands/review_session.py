"""An analyst's session: doubts in, decisions out, and what they move related again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.domain import Change, LinkState, Problem
from tracker.errors import ConfigError, TrackerError
from tracker.review.decision_input import decision_on
from tracker.review.decisions import Decision, Ruling
from tracker.review.review_queue import SETTLES_NOTHING, ReviewItem, review_items
from tracker.review.spreadsheet import FilledRow, read_sheet, row_key
from tracker.store import ChangeQuery, Store
from tracker.text.sanitize import one_line

Ask = Callable[[str], str]  # a prompt → what was typed; EOFError where nobody types any more
Say = Callable[[str], None]
RULING_KEYS = {
    "s": Ruling.SAME,
    "d": Ruling.DIFFERENT,
    "l": Ruling.LABEL,
    "r": Ruling.RENAME,
    "m": Ruling.MERGE,
    "p": Ruling.SPLIT,
    "a": Ruling.ALIAS,
    "j": Ruling.JOIN,
    "v": Ruling.LEAVE,
    "n": Ruling.NOTE,
}
PROMPT = (
    "[s]ame line  [d]ifferent  [l]abel  [n]ote  [enter] skip  [q]uit\n"
    "its line: [r]ename  [a]lias  [m]erge  s[p]lit  dossier: [j]oin  lea[v]e"
)
VALUE_PROMPTS = {
    Ruling.SAME: "the same line as (id or name; enter = the earlier words shown)",
    Ruling.LABEL: "label",
    Ruling.RENAME: "name of the line",
    Ruling.ALIAS: "also called",
    Ruling.MERGE: "the other line (id or name)",
    Ruling.JOIN: "in one dossier with (id or name)",
    Ruling.LEAVE: "not in the dossier of (id or name)",
    Ruling.NOTE: "note",
}


def decider(by: str) -> str:
    """Return who decides: *by*, or the user of this session.

    Raises:
        ConfigError: Nobody is named.
    """
    name = by or os.environ.get("USER", "") or os.environ.get("USERNAME", "")
    if not name.strip():
        raise ConfigError("who decides?", remedy="give --by NAME")
    return name.strip()


def doubts_to_review(
    store: Store, *, source: str | None = None, line: str | None = None, claims: bool = False
) -> list[ReviewItem]:
    """Return what waits for a decision, in the order to ask it; with *line* (id or name), every change of that line.

    With *claims*, also what says it repeats where no earlier statement was found.

    Raises:
        StoreError: There is no such line.
    """
    if line is not None:
        changes = store.changes(ChangeQuery(source=source, line=store.find_line(line).id))
        return [ReviewItem(change, ("asked for",)) for change in changes]
    return review_items(store.changes(ChangeQuery(source=source)), store.decisions(source), claims=claims)


def run_session(
    store: Store, waiting: Sequence[ReviewItem], *, by: str, now: datetime, ask: Ask, say: Say
) -> list[Decision]:
    """Show one doubt after the other and take decisions on it; return those that were kept.

    Each is stored at once, so that an interrupted session loses nothing.
    """
    kept: list[Decision] = []
    find = store.find_line_history
    for number, doubt in enumerate(waiting, start=1):
        say(f"\n{number} of {len(waiting)}")
        for line in doubt_lines(doubt):
            say(line)
        while True:
            try:
                typed = ask(PROMPT).strip().lower()
            except EOFError:
                return kept
            if typed in ("q", "quit"):
                return kept
            if not typed:
                break
            ruling = RULING_KEYS.get(typed) or next((one for one in Ruling if one == typed), None)
            if ruling is None:
                say(f"{typed}: one of {', '.join(RULING_KEYS)}, or q")
                continue
            try:
                value = ask(VALUE_PROMPTS[ruling]) if ruling in VALUE_PROMPTS else ""
                decision = decision_on(doubt.change, ruling, value, find=find, by=by, now=now)
                kept += store.decide([decision])
            except EOFError:
                return kept
            except TrackerError as error:
                say(str(error))
                continue
            if ruling not in SETTLES_NOTHING:
                break
    return kept


def import_sheet(store: Store, path: Path, *, by: str, now: datetime) -> tuple[list[Decision], list[Problem]]:
    """Keep the decisions of a filled-in sheet; a row that cannot be decided is a problem and the rest is kept.

    Raises:
        InputError: The file cannot be read, or is no sheet of ours.
    """
    taken: list[Decision] = []
    problems: list[Problem] = []
    changes = store.changes()
    by_words: dict[tuple[str, ...], Change] = {row_key(change): change for change in changes}
    by_start = {key[:5]: change for key, change in by_words.items() if key[4]}
    by_id = {change.id: change for change in changes}
    find = store.find_line_history
    for filled in read_sheet(path):
        if isinstance(filled, Problem):
            problems.append(filled)
            continue
        change = _change_of_row(filled, by_id, by_words, by_start)
        if change is None:
            problems.append(
                Problem(filled.where, "no change is about these words any more", "export the sheet again")
            )
            continue
        try:
            taken.append(decision_on(change, filled.decision, filled.value, find=find, by=by, now=now))
        except TrackerError as error:
            problems.append(Problem(filled.where, error.message, error.remedy))
    return store.decide(taken), problems


def _change_of_row(
    filled: FilledRow,
    by_id: dict[str, Change],
    by_words: dict[tuple[str, ...], Change],
    by_start: dict[tuple[str, ...], Change],
) -> Change | None:
    """Return the change a row is about: by its words, whatever its id is by now."""
    held = by_id.get(filled.change)
    if held is not None and row_key(held)[:5] == filled.known_by[:5]:
        return held
    return by_words.get(filled.known_by) or by_start.get(filled.known_by[:5])


def doubt_lines(doubt: ReviewItem) -> Iterator[str]:
    """Yield lines for people: what moved, both quotes, and why it is in doubt."""
    change = doubt.change
    name = one_line(change.line.name)
    yield f"{change.release.published_on}  {change.label}  {name}  [{change.line.source}]  {change.line.id[:8]}"
    yield f"  {one_line(change.release.title or change.release.ref)}"
    if change.after:
        yield f"  “{one_line(change.after.unit.quote)}”"
    else:
        yield "  (silent)"
    if change.before:
        earlier = "perhaps earlier" if change.link is LinkState.POSSIBLE else "before"
        yield f"  {earlier}, {change.before.release.published_on}: “{one_line(change.before.unit.quote)}”"
    yield f"  {one_line(change.rule)}"
    yield f"  in doubt: {one_line('; '.join(doubt.why))}"
    if doubt.like:
        yield f"  the answer settles {len(doubt.like)} like it as well"


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return a row of ``review --decisions --json``."""
    at, before = decision.at, decision.before
    return {
        "id": decision.id,
        "source": decision.source,
        "decision": decision.ruling.value,
        "value": decision.value,
        "release": at.release,
        "start": at.start,
        "end": at.end,
        "quote": at.quote,
        "prev_source": decision.before_source or None,
        "prev_release": before.release if before else None,
        "prev_quote": before.quote if before else None,
        "by": decision.by,
        "at": decision.decided_at.isoformat(),
        "undone_by": decision.undone_by,
        "undone_at": decision.undone_at.isoformat() if decision.undone_at else None,
    }


def decision_line(decision: Decision) -> str:
    """Return a decision as a line for people."""
    quote = one_line(decision.at.quote or (decision.before.quote if decision.before else ""))
    undone = f"  (undone by {decision.undone_by})" if not decision.stands else ""
    what = one_line(f"{decision.ruling} {decision.value}")
    at = one_line(decision.at.release)
    return f"{decision.id:>4}  {decision.signed}  {what}  {at}  “{quote[:80]}”{undone}"
