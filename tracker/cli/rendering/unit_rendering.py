"""Units as ``read`` prints them: with why each is one, and what nearly became one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tracker.config import Config
from tracker.domain import Document, Release, Unit
from tracker.level_names import FAMILY_NAMES, level_name
from tracker.pipeline import Reading
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.encoder import load_encoder
from tracker.segment.network.occlusion import carrying_words
from tracker.segment.reader import near_misses
from tracker.segment.sentences import sentences
from tracker.text.sanitize import one_line


def render_units(
    release: Release,
    units: Sequence[Unit],
    reasons: Mapping[str, Sequence[str]] = MappingProxyType({}),
    language: str = "",
) -> Iterator[str]:
    """Yield lines for people: the release, then each unit with its kind, level and speakers, and its *reasons* by id.

    *language* is that of the text, where it is another than English.
    """
    facts = ", ".join(filter(None, (str(release.published_on or "undated"), language)))
    yield f"{one_line(release.title or release.ref)}  ({facts})"
    for unit in units:
        speakers = ", ".join(sorted(unit.facets.speakers))
        facets = unit.facets
        level = f"{FAMILY_NAMES[facets.family]}, {level_name(facets.family, facets.level)}"
        yield f"  {unit.kind.value:<12} {level}  {one_line(speakers)}".rstrip()
        yield f"      “{one_line(unit.quote)}”"
        slots = [
            f"{name}: {one_line(getattr(unit.facets, name))}"
            for name in ("condition", "deadline", "amount", "instrument", "goal")
            if getattr(unit.facets, name)
        ]
        if slots:
            yield f"      {' · '.join(slots)}"
        yield from (f"        {one_line(line)}" for line in reasons.get(unit.id, ()))
    commitments = sum(unit.kind.is_commitment for unit in units)
    yield f"  {commitments} commitments, {len(units) - commitments} positions"
    yield ""


def explained(reading: Reading) -> dict[str, list[str]]:
    """Return the reasons of every unit of *reading*, by its id."""
    found, text = tuple(sentences(reading.document)), reading.document.text
    return {
        unit.id: list(explain_unit(unit, carrying_words(text, found, unit, load_encoder())))
        for unit in reading.units
    }


def explain_unit(unit: Unit, carried: Sequence[tuple[str, float]] = ()) -> Iterator[str]:
    """Yield the lines that ``read --explain`` prints below a quote; *carried* are the words that carried most."""
    facets = unit.facets
    if unit.confidence is not None:
        yield f"probability {unit.confidence:.2f}" + (
            "; without " + ", without ".join(f"“{word}” {-drop:+.2f}" for word, drop in carried)
            if carried
            else ""
        )
    yield f"kind {unit.kind.value}: {FAMILY_NAMES[facets.family]}, {level_name(facets.family, facets.level)}; cue “{unit.cue}”"
    yield from (f"rule {rule}" for rule in unit.rules)
    if facets.act:
        yield f"action class {facets.act}" + (f", direction {facets.direction}" if facets.direction else "")
    yield f"topics {', '.join(sorted(facets.topics))}"
    for slot in unit.slots:
        yield f"{slot.name} [{slot.start}:{slot.end}] “{slot.text}”" + (
            " (inherited)" if slot.inherited else ""
        )


def near_rows(document: Document, config: Config) -> list[dict[str, Any]]:
    """Return what nearly became a unit of *document*, likeliest first: offsets, quote, kind, level and probability."""
    rows = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "quote": document.text[one.span.start : one.span.end],
            "kind": one.span.kind.value,
            "level": one.span.level,
            "probability": round(one.span.probability, 3),
        }
        for one in near_misses(document, load_lexicon(config.lexicon), load_encoder())
    ]
    return sorted(rows, key=lambda row: (-row["probability"], row["start"]))


def render_near_misses(release: Release, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield lines for people: the release, then each near miss with its probability and what it would be."""
    yield f"{one_line(release.title or release.ref)}  ({release.published_on or 'undated'})"
    for row in rows:
        yield f"  {row['probability']:.2f}  {row['kind']:<12} {row['level']}  “{one_line(row['quote'])}”"
    yield f"  {len(rows)} near the threshold, not read as units"
    yield ""
