"""What the search page of a folder of files searches: every statement and every title, as scripts that load data.

A page opened from a folder may load scripts and nothing else, so the index is
scripts: ``search/index.js`` names the others, one for each year of publication or
part of it. Each stands by itself, with its own table of names; so a file that an
old visit left in a browser's cache is old, and not wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from reports.site.entries import ReleaseEntry, line_address
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext
from reports.site.release_text.unit_note import change_entry_tags
from reports.site.search.found_hits import PER_PAGE
from reports.view import addresses
from reports.view.dates import ISO
from reports.view.display_names import release_title
from reports.view.vocabulary import LABEL_ORDER, LABEL_WORDS, kind_words
from tracker.domain import SILENT_LABELS
from tracker.store import UnitSummary
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import clean

INDEX = "search/index.js"
RELEASES = 1000  # of one year in a file

Row = list[Any]


def files(view: PageContext) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the text of every file of the index, the one that names the others last.

    By the units of *view*'s store in this moment; one whose release the atlas does not know is left out.
    """
    said: dict[str, list[UnitSummary]] = defaultdict(list)
    for one in view.store.unit_summaries():
        said[one.release].append(one)
    shards = []
    for address, entries in _parts(view.atlas):
        stated = [one for entry in entries for one in said[entry.release.id]]
        quotes = view.store.quotes([one.unit for one in stated])
        body = _script("add", shard(view.atlas, entries, said, quotes))
        shards.append([address, hashlib.sha256(body).hexdigest()[:12]])
        yield address, body
    yield INDEX, _script("begin", {"shards": shards, "perPage": PER_PAGE, "labels": _labels()})


def shard(
    atlas: SiteIndex,
    entries: Sequence[ReleaseEntry],
    said: Mapping[str, Sequence[UnitSummary]],
    quotes: Mapping[str, str],
) -> dict[str, Any]:
    """Return the data of one file: *entries* with what is *said* in each. Pure.

    ``names`` is a table others point into. A release is: page, title, day, issuer,
    source, page of the source, original. A statement: place of its release, anchor,
    words, whether it is a commitment, kind, topics, line, page of the line, moves;
    a move: label, page, day of the text that is silent, tags.
    """
    names = _Names()
    moved = _moved(atlas, entries, names)
    units = []
    for number, entry in enumerate(entries):
        for stated in said[entry.release.id]:
            if stated.unit not in quotes:  # read anew since it was listed
                continue
            line = atlas.lines.get(stated.line)
            units.append(
                [
                    number,
                    stated.unit,
                    clean(quotes[stated.unit]),
                    int(stated.kind.is_commitment),
                    names.place(kind_words(stated.kind, stated.level)),
                    [names.place(topic) for topic in sorted(stated.topics)],
                    names.place(clean(line.line.name) if line else ""),
                    names.place(line_address(line) if line and line.has_page else ""),
                    moved.get(stated.unit, []),
                ]
            )
    releases = [_release(entry, names) for entry in entries]
    return {"names": names.all, "releases": releases, "units": units}


class _Names:
    """Texts that come again and again, each once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    @property
    def all(self) -> list[str]:
        return list(self._places)

    def place(self, name: str) -> int:
        return self._places.setdefault(name, len(self._places))


def _release(entry: ReleaseEntry, names: _Names) -> Row:
    release = entry.release
    return [
        addresses.release(release.id),
        release_title(release),
        ISO.day(release.published_on) if release.published_on else "",
        names.place(clean(release.issuer)),
        names.place(clean(release.source)),
        names.place(addresses.source(release.source)),
        safe_page_link(release.url),
    ]


def _moved(atlas: SiteIndex, entries: Iterable[ReleaseEntry], names: _Names) -> dict[str, list[Row]]:
    """Return how lines moved with the units of *entries*, by unit."""
    moved: dict[str, list[Row]] = defaultdict(list)
    for line in sorted({line for entry in entries for line in entry.lines}):
        entry = atlas.lines.get(line)
        for move in entry.changes if entry else ():
            later = ISO.day(move.published_on) if move.label in SILENT_LABELS else ""
            page = line_address(entry, move.id) if entry and entry.has_page else ""
            said = [names.place(tag) for tag in change_entry_tags(move)]
            moved[move.unit].append([names.place(move.label.value.lower()), page, later, said])
    return moved


def _parts(atlas: SiteIndex) -> Iterator[tuple[str, list[ReleaseEntry]]]:
    """Yield the files with their releases: by year, oldest first, so that what comes in changes one of them."""
    years: dict[str, list[ReleaseEntry]] = defaultdict(list)
    for entry in sorted(atlas.releases.values(), key=lambda entry: entry.release.published_on or date.min):
        day = entry.release.published_on
        years[str(day.year) if day else "undated"].append(entry)
    for year in sorted(years):
        rest = iter(years[year])
        number = 0
        while part := list(islice(rest, RELEASES)):
            number += 1
            yield f"search/{year}-{number}.js", part


def _labels() -> dict[str, Row]:
    return {
        label.value.lower(): [LABEL_WORDS[label].word, LABEL_WORDS[label].mark, LABEL_WORDS[label].tone]
        for label in LABEL_ORDER
    }


def _script(function: str, data: Any) -> bytes:
    """Return a script that hands *data* over. The two line ends of Unicode were none in older scripts."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f"(self.policySearch??=[]).push([{json.dumps(function)},{text}]);\n".encode()
