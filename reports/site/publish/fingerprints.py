"""What each page of a folder of files is made from, as a fingerprint: while it is the same, so is the page. Pure.

    a release   all that is held of it, and of the lines it speaks or is silent on; the releases before and after it, and
                those it may be compared with: the agreed texts of the same parties, the last of its title or sort
    a line      all that is held of the releases it was said or moved in, and of those where it moved may be compared with:
                what the text before said already its feed does not tell
    a list      all that is held of what it lists; its first page, where figures and pictures are, of the whole list

That is more than a page shows: one that is made again for nothing costs
milliseconds, one that is not made again would be wrong. Nothing is rendered for it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.digest.news.redlines.redline_choice import TEXT
from reports.digest.news.redlines.redline_query import DECISIONS
from reports.site import routes
from reports.site.entries import THAT_MOVED, LineEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import latest_day
from reports.site.page_context import PER_PAGE
from reports.site.pages.topic_pages import lines_under
from reports.site.status_display import SourceStatusDisplays
from reports.view import addresses as at
from tracker.domain import Release
from tracker.link.occasions.genre import Genre, genre_of
from tracker.link.occasions.series import TitleKey, title_key


@dataclass(frozen=True, slots=True)
class _Grounds:
    """The fingerprints of what pages are made from."""

    releases: Mapping[str, str]  # of what is held of a release, by its id
    lines: Mapping[str, str]
    on: Mapping[str, Iterable[str]]  # the lines a release has to do with, by its id
    of: Mapping[str, Iterable[str]]  # the lines of a source
    whole: str


def page_fingerprints(
    atlas: SiteIndex, versions: Mapping[str, str], how: SourceStatusDisplays, made_by: str
) -> dict[str, str]:
    """Return the fingerprint of every page that is written, by its address.

    *versions* are those of :meth:`tracker.store.read.bulk_queries.BulkQueries.release_versions`, taken
    before the atlas; *made_by* is what all pages share: code, templates, settings.
    """
    before = _texts_before(atlas)
    grounds = _grounds(atlas, versions, before)
    sources, topics, parties = (
        {at.slug(name): name for name in names} for names in (atlas.sources, atlas.topics, atlas.parties)
    )
    of_topics, of_parties = _topics(atlas), _parties(atlas)
    on_topics = {topic: lines_under(atlas, topic) for topic in atlas.topics}
    until = str(latest_day(atlas))
    found = {}
    for address in routes.addresses(atlas):
        route, names = routes.find_route(address)
        match route.template:
            case "site/release.html.j2":
                near = (one for one in atlas.nearby(atlas.releases[names["id"]]) if one)
                agreed = atlas.agreed_by_same(atlas.releases[names["id"]].release)
                made_from = fingerprint(
                    _release(names["id"], grounds),
                    *map(repr, near),
                    *(grounds.releases[one.id] for one in agreed),
                    *(grounds.releases[one] for one in before.get(names["id"], ())),
                )
            case "site/line.html.j2":
                made_from = grounds.lines[names["id"]]
            case "site/topic.html.j2":
                topic = topics[names["slug"]]
                made_from = fingerprint(
                    of_topics[topic],
                    _listed(on_topics[topic], names, grounds),
                    "" if "page" in names else until,  # how far its picture goes
                )
            case "site/party.html.j2":
                party = parties[names["slug"]]
                made_from = fingerprint(of_parties[party], _listed(atlas.parties[party], names, grounds))
            case "site/source.html.j2":
                made_from = _source(sources[names["slug"]], atlas, grounds, how)
            case "site/overview.html.j2" | "site/sources.html.j2":
                made_from = fingerprint(grounds.whole, repr(how))
            case "site/about.html.j2":
                made_from = ""
            case _:
                made_from = grounds.whole
        found[address] = fingerprint(made_by, made_from)
    return found | {data: found[page] for data, page in routes.data_addresses(found)}


def _texts_before(atlas: SiteIndex) -> dict[str, tuple[str, ...]]:
    """Return the releases beside which each may be laid sentence by sentence, agreed texts aside."""
    found = {}
    for ids in atlas.sources.values():
        titled: dict[tuple[Genre, TitleKey], list[str]] = defaultdict(list)
        of_genre: dict[Genre, list[str]] = defaultdict(list)
        for identity in reversed(list(ids)):  # oldest first
            release = atlas.releases[identity].release
            genre = genre_of(release.title)
            if genre not in TEXT or genre is Genre.AGREED:
                continue
            same = titled[genre, title_key(release)]
            found[identity] = (*same[-2:], *of_genre[genre][-DECISIONS:])  # the last may be of the same day
            same.append(identity)
            of_genre[genre].append(identity)
    return found


def fingerprint(*parts: str) -> str:
    """Return a short name for *parts*, in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _grounds(atlas: SiteIndex, versions: Mapping[str, str], before: Mapping[str, Iterable[str]]) -> _Grounds:
    releases = {
        identity: fingerprint(repr(entry.release), versions.get(identity, ""), str(entry.withdrawn_at))
        for identity, entry in atlas.releases.items()
    }
    lines = {
        identity: _of_line(entry, releases, _moved_beside(entry, atlas, before))
        for identity, entry in atlas.lines.items()
    }
    on: dict[str, list[str]] = defaultdict(list)
    of: dict[str, list[str]] = defaultdict(list)
    for identity, entry in atlas.lines.items():
        of[entry.line.source].append(identity)
        for release in _releases_of(entry):
            on[release].append(identity)
    return _Grounds(releases, lines, on, of, fingerprint(*releases.values(), *lines.values()))


def _of_line(entry: LineEntry, releases: Mapping[str, str], beside: Iterable[str]) -> str:
    made_from = (*_releases_of(entry), *beside)
    return fingerprint(entry.line.name, entry.line.id, *(releases.get(one, "") for one in made_from))


def _moved_beside(entry: LineEntry, atlas: SiteIndex, before: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """Return the earlier releases that those where a line moved may be laid beside, each once."""
    found: dict[str, None] = {}
    for move in entry.changes:
        if move.label in THAT_MOVED and (held := atlas.releases.get(move.release)):
            agreed = atlas.agreed_by_same(held.release)
            found |= dict.fromkeys(before.get(move.release, ()))
            found |= dict.fromkeys(one.id for one in agreed if _day(one) < _day(held.release))
    return found


def _day(release: Release) -> date:
    return release.published_on or date.min


def _releases_of(entry: LineEntry) -> Iterable[str]:
    """Return the releases a line was said or moved in, each once."""
    return dict.fromkeys(
        [*(point.release for point in entry.mentions), *(move.release for move in entry.changes)]
    )


def _release(identity: str, grounds: _Grounds) -> str:
    return fingerprint(
        grounds.releases[identity], *(grounds.lines[line] for line in grounds.on.get(identity, ()))
    )


def _source(source: str, atlas: SiteIndex, grounds: _Grounds, how: SourceStatusDisplays) -> str:
    return fingerprint(
        *(grounds.releases[release] for release in atlas.sources[source]),
        *(grounds.lines[line] for line in grounds.of.get(source, ())),
        repr(how.for_source(source)),
    )


def _listed(lines: Sequence[str], names: Mapping[str, str], grounds: _Grounds) -> str:
    """Return what one page of a list of lines is made from: those on it, or if it is the first one all."""
    number = int(names.get("page", "1"))
    shown = lines[(number - 1) * PER_PAGE : number * PER_PAGE] if number > 1 else lines
    return fingerprint(str(len(lines)), *(grounds.lines[line] for line in shown))


def _topics(atlas: SiteIndex) -> dict[str, str]:
    """Return by topic what is said of it besides its lines: by month, with those above and under it."""
    months: dict[str, list[str]] = defaultdict(list)
    for (topic, month), count in atlas.topic_month_counts.items():
        months[topic].append(f"{month} {count}")
    said = {topic: fingerprint(topic, *months[topic]) for topic in atlas.topics}
    return {
        topic: fingerprint(topic, *(said[one] for one in atlas.topics if _related(one, topic)))
        for topic in atlas.topics
    }


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _parties(atlas: SiteIndex) -> dict[str, str]:
    """Return by party what is said of it besides its lines: with whom and to whom it speaks, and who has a page."""
    said: dict[str, list[str]] = defaultdict(list)
    for pairs in (atlas.joint_counts, atlas.addressee_counts):
        for pair, count in pairs.items():
            for party in pair:
                said[party].append(f"{pair} {count}")
    return {party: fingerprint(*atlas.parties, *said[party]) for party in atlas.parties}
