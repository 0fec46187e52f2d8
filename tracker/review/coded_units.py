"""Units that people coded, in the gold file format, as readings: what ``ingest --units`` takes instead of reading.

The format is that of docs/commands.md, one unit a line. What it does not say
(action class, direction, addressees) is looked up in the lexicon, where the quote
shows it. A reading made so is stamped ``gold.v1`` with a hash of its rows: it is
never read again, and coded anew it is related anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tracker.domain import Document, Facets, Kind, Problem, Revision, Slot, Unit
from tracker.errors import InputError
from tracker.hashing import content_id
from tracker.reading import CODED_STAMP_PREFIX, Reading
from tracker.segment.lexicon.lexicon import Lexicon, Verb
from tracker.segment.slots.slot_rules import SCOPE
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.tokens import tokenize
from tracker.text.content_words import content_stems, stem

NAME = f"{CODED_STAMP_PREFIX}v1"
VERBATIM = ("condition", "deadline", "amount", "instrument")
VERB_WITHIN = 6  # words of the action in which its verb is looked for

Text = Annotated[str, Field(min_length=1)]


class _Row(BaseModel):
    """One line of units.jsonl. Further keys are let pass."""

    model_config = ConfigDict(extra="ignore", strict=True)

    doc: Text
    n: int
    start: Annotated[int, Field(ge=0)]
    end: int
    quote: Text
    kind: Literal[tuple(kind.value for kind in Kind)]  # type: ignore[valid-type]
    level: Annotated[int, Field(ge=1, le=5)]
    intensity: Literal[-1, 0, 1] = 0
    polarity: Literal["+", "-"] = "+"
    speakers: list[str] = []
    action: str = ""
    target: str = ""
    topic: list[str] = []
    condition: str = ""
    deadline: str = ""
    amount: str = ""
    instrument: str = ""
    scope_items: list[str] = []
    reaffirm_claimed: bool = False
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """One coded unit, and where it is written."""

    where: str  # file:line
    row: Any  # a checked row

    @property
    def doc(self) -> str:
        """The release it is a unit of: its ref."""
        return str(self.row.doc)


def read_coded_units(path: Path) -> tuple[dict[str, list[CodedUnit]], list[Problem]]:
    """Return the units of a file by release, and a problem for each line that is none.

    Raises:
        InputError: The file cannot be read.
    """
    found: dict[str, list[CodedUnit]] = defaultdict(list)
    problems: list[Problem] = []
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid UTF-8 at byte {error.start}", where=path.as_posix(), remedy="save it as UTF-8"
        ) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.as_posix()) from error
    for number, line in enumerate(lines, start=1):
        where = f"{path.as_posix()}:{number}"
        if not line.strip():
            continue
        try:
            coded = CodedUnit(where, _Row.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(
                Problem(where, f"not valid JSON at column {error.colno}: {error.msg}", "correct this line")
            )
        except ValidationError as error:
            problems.append(Problem(where, _faults(error), "docs/commands.md, ingest, has the format"))
        else:
            found[coded.doc].append(coded)
    return dict(found), problems


def reading_of_coded_units(
    revision: Revision, document: Document, coded: Sequence[CodedUnit], lexicon: Lexicon
) -> tuple[Reading, list[Problem]]:
    """Return the reading that *coded* makes of *revision*, and a problem for each unit that does not fit its text.

    A unit whose quote is not the text between its offsets is left out, as is a
    second one of the same number or span; the others stand.
    """
    problems: list[Problem] = []
    fitting: dict[int, CodedUnit] = {}
    spans: set[tuple[int, int]] = set()
    for one in coded:
        row = one.row
        if wrong := _misfit(row, document.text):
            problems.append(Problem(one.where, *wrong))
        elif row.n in fitting or (row.start, row.end) in spans:
            problems.append(
                Problem(
                    one.where, f"unit {row.n} of {row.doc} is there twice", "give each its own n and span"
                )
            )
        else:
            fitting[row.n] = one
            spans.add((row.start, row.end))
    ids = {n: content_id("unit", revision.id, one.row.start, one.row.end) for n, one in fitting.items()}
    units: list[Unit] = []
    lexicon = lexicon.knowing(revision.release.issuer, revision.release.title)
    for ordinal, one in enumerate(
        sorted(fitting.values(), key=lambda one: (one.row.start, one.row.end)), start=1
    ):
        row, parent = one.row, None
        if row.parent is not None:
            parent = ids.get(row.parent)
            if parent is None:
                problems.append(
                    Problem(
                        one.where, f"parent {row.parent} is no unit of {row.doc}", "correct it, or write null"
                    )
                )
        unit = _unit(row, ids[row.n], ordinal, revision, document.text, lexicon)
        units.append(replace(unit, parent=parent))
    mark = content_id(*(one.row.model_dump_json() for one in fitting.values()))[:8]
    return Reading(revision.id, f"{NAME}+{mark}", document, tuple(units)), problems


def _misfit(row: Any, text: str) -> tuple[str, str] | None:
    """Return what is wrong with the place of a unit, and the mend."""
    if text[row.start : row.end] == row.quote:
        return None
    place = f"the quote of unit {row.n} does not stand at {row.start}–{row.end} of {row.doc}"
    at = text.find(row.quote)
    if at < 0:
        return f"{place}, nor anywhere else in it", "quote the text as it is, code point for code point"
    return place, f"it stands at {at}–{at + len(row.quote)}"


def _unit(row: Any, identity: str, ordinal: int, revision: Revision, text: str, lexicon: Lexicon) -> Unit:
    kind, quote = Kind(row.kind), row.quote
    tokens = tokenize(quote, 0, len(quote))
    verb = _verb(row.action, quote, lexicon) if kind.family in "UD" else None
    named = {code for _, _, code in parties_in(tokens, lexicon)}
    aimed = tokenize(row.target, 0, len(row.target))
    addressed = {code for _, _, code in parties_in(aimed, lexicon)} & named if kind.family in "DE" else set()
    facets = Facets(
        family=kind.family,
        speakers=frozenset(row.speakers),
        addressees=frozenset(addressed),
        act=verb.act if verb else "",
        action=row.action,
        target=row.target,
        topics=frozenset(row.topic),
        level=row.level,
        intensity=row.intensity,
        polarity=row.polarity,
        direction=verb.direction if verb else "",
        condition=row.condition,
        deadline=row.deadline,
        amount=row.amount,
        instrument=row.instrument,
        goal="",
        scope_items=frozenset(row.scope_items),
        scope_examples=bool(row.scope_items and SCOPE.search(quote)),
        reaffirm_claimed=row.reaffirm_claimed,
    )
    slots = tuple(_slots(row, text))
    return Unit(
        identity,
        revision.id,
        ordinal,
        row.start,
        row.end,
        quote,
        kind,
        facets,
        slots,
        rules=("coded by hand",),
    )


def _verb(action: str, quote: str, lexicon: Lexicon) -> Verb | None:
    """Return the verb the action is about, where the quote has it in some form: "make efforts to engage" is engage."""
    shown, words = set(content_stems(quote)), action.lower().split()
    verb = None
    for at, word in enumerate(words[:VERB_WITHIN]):
        found = lexicon.verbs.get(word) or lexicon.gerunds.get(word)
        aim = at > 1 and words[at - 1] == "to" and words[at - 2] in ("effort", "efforts")
        if found and stem(word) in shown and (verb is None or aim):
            verb = found
    return verb


def _slots(row: Any, text: str) -> Iterator[Slot]:
    """Yield the verbatim slots with their offsets, where they stand within the quote."""
    named = [(name, getattr(row, name)) for name in VERBATIM] + [
        ("scope_item", item) for item in row.scope_items
    ]
    for name, said in named:
        at = text.find(said, row.start, row.end) if said else -1
        if at >= 0:
            yield Slot(name, at, at + len(said), said)


def _faults(error: ValidationError) -> str:
    said = (
        f'"{".".join(map(str, fault["loc"]))}" '
        + ("is missing" if fault["type"] == "missing" else fault["msg"].replace("Input should be", "must be"))
        for fault in error.errors(include_url=False)
    )
    return "; ".join(said)
