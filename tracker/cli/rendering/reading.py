"""What ``read`` adds to the units of a text: why each is one, and what nearly became one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracker.cli.rendering.explain import explain_unit
from tracker.domain import Document, Release
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.encoder import load_encoder
from tracker.segment.network.occlusion import carrying_words
from tracker.segment.reader import near_misses
from tracker.segment.sentences import sentences
from tracker.text.sanitize import one_line

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.pipeline import Reading


def explained(reading: Reading) -> dict[str, list[str]]:
    """Return the reasons of every unit of *reading*, by its id."""
    found, text = tuple(sentences(reading.document)), reading.document.text
    return {
        unit.id: list(explain_unit(unit, carrying_words(text, found, unit, load_encoder())))
        for unit in reading.units
    }


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
