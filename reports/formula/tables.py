"""The history of a formula as rows, for CSV and JSON: uses and omissions in order of time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.exports.json_rows import published_day
from tracker.formula.alignment import Edit
from tracker.formula.history import FormulaHistory
from tracker.formula.uses import Use
from tracker.text.quote_links import quote_link

COLUMNS = (
    "what", "date", "issuer", "source", "release", "title", "url", "variant", "wording", "differs",
    "speaker", "spoken", "quote", "last_with", "returned",
)  # fmt: skip


def formula_rows(history: FormulaHistory) -> Iterator[dict[str, Any]]:
    """Yield a row for each use, question of others and omission. *what* is "use", "asked" or "omission"."""
    rows = [
        *(_use_row("use", use, history.variant_of(use).number) for use in history.uses),
        *(_use_row("asked", use, None) for use in history.asked),
        *_omission_rows(history),
    ]
    yield from sorted(rows, key=lambda row: (row["date"] or "9999", row["release"], row["what"]))


def wording_differences(edits: tuple[Edit, ...]) -> str:
    """Say how a wording differs from the formula; "word for word" where it does not."""
    return "; ".join(map(str, edits)) or "word for word"


def _use_row(what: str, use: Use, variant: int | None) -> dict[str, Any]:
    return _row(
        what,
        use,
        variant=variant,
        wording=use.wording,
        differs=wording_differences(use.edits),
        speaker=use.speaker,
        spoken=use.spoken,
        quote=use.quote,
        url=quote_link(use.release.url, use.wording),
    )


def _omission_rows(history: FormulaHistory) -> Iterator[dict[str, Any]]:
    for omission in history.omissions:
        release, back = omission.release, omission.returned
        yield {
            **dict.fromkeys(COLUMNS),
            "what": "omission",
            "date": published_day(release),
            "issuer": release.issuer,
            "source": release.source,
            "release": release.ref,
            "title": release.title,
            "url": release.url,
            "quote": omission.instead,
            "last_with": omission.last.release.published_on,
            "returned": back.release.published_on if back else None,
        }


def _row(what: str, use: Use, **values: Any) -> dict[str, Any]:
    release = use.release
    return {
        **dict.fromkeys(COLUMNS),
        "what": what,
        "date": published_day(release),
        "issuer": release.issuer,
        "source": release.source,
        "release": release.ref,
        "title": release.title,
        **values,
    }
