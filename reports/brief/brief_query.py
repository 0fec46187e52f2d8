"""What the store has on a subject, by party: full-text search over units, then the lines they are on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from reports.brief.content import Brief, PartyBrief, Said
from reports.view.display_names import UNRESOLVED, party_name
from reports.view.vocabulary import MOVED_LABELS
from tracker.domain import SILENT_LABELS, Cause, Change, Line, Release, Unit
from tracker.errors import ConfigError
from tracker.exports.deadlines import Deadline, coming, deadlines
from tracker.link.occasions.genre import is_spoken
from tracker.search.analyzer import parse_terms
from tracker.search.known_names import known_names
from tracker.store import ChangeQuery, Store
from tracker.text.content_words import BLOCS, MEMBERS, STOPWORDS, content_stems, party_code, party_codes
from tracker.text.points_back import PRONOUN_OF_CLAUSE

HITS = 4000  # units on a subject; a word with more is no subject
PARTIES = 4  # where none are named: those that say most
CURRENT = 3  # units of the latest text
LINES = 30  # of a party, last said first, whose changes are looked at
SILENCES, DUE = 2, 3
TELLING = 3  # content words of what is quoted, where the text has such: "are jointly committed" says nothing

Placed = tuple[Release, Unit, Line | None]


def brief_on(
    store: Store,
    subject: str,
    parties: Sequence[str] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> Brief:
    """Return the brief on *subject*, words as a search takes them, for *parties*, codes or names; none = who says most.

    *since* and *until*, inclusive, are days of publication.

    Raises:
        ConfigError: There are no words, nothing was said on them, or a party is not known.
    """
    where = f'brief "{subject}"'
    words = [word for term in parse_terms(subject) for word in term.words]
    if STOPWORDS.issuperset(words):
        what = "has no word that carries it: every text says it" if words else "there are no words in it"
        raise ConfigError(what, where=where, remedy='give a subject: brief "halden strait"')
    hits = store.search(subject, limit=HITS, since=since, until=until)
    said: list[Placed] = [
        (hit.release, hit.unit, hit.line) for hit in hits if hit.unit and hit.release.published_on
    ]
    if not said:
        raise ConfigError(
            "nothing is held on it" + (" in these days" if since or until else ""),
            where=where,
            remedy="try fewer or other words, begin* of a word, or a longer time; `policy-tracker search` shows what is there",
        )
    said = _once(said)
    spoken = Counter(name for _, unit, _ in said for name in unit.facets.speakers if name != UNRESOLVED)
    wanted = [_known(name, spoken, said, where) for name in parties] or [
        name for name, _ in spoken.most_common(PARTIES)
    ]
    due = deadlines(store.standing_units_with_deadline())
    day = until or today
    return Brief(
        " ".join(subject.split()),
        since,
        until,
        day,
        len({release.id for release, _, _ in said}),
        tuple(_party(store, subject, name, said, due, day) for name in dict.fromkeys(wanted)),
    )


def _known(name: str, spoken: Collection[str], said: Sequence[Placed], where: str) -> str:
    """Return the speaker *name* means: a code, a name, or an issuer; one that says nothing on it is kept as it is."""
    plain = " ".join(name.split())
    codes = {party_code(one): one for one in spoken}
    if party_code(plain) in codes:
        return codes[party_code(plain)]
    issuers = {release.issuer.casefold(): release.issuer for release, _, _ in said}
    if plain.casefold() in issuers:
        return issuers[plain.casefold()]
    return known_names([*spoken, *issuers.values()]).require_party(plain, f"{where}: --parties")


def _once(said: Iterable[Placed]) -> list[Placed]:
    """Return *said* without what two sources hold of one text: the same quote on the same day."""
    seen: set[tuple[date | None, str]] = set()
    kept: list[Placed] = []
    for release, unit, line in sorted(said, key=lambda one: (one[0].source, one[0].id, one[1].start)):
        key = (release.published_on, " ".join(unit.quote.split()).casefold())
        if key not in seen:
            seen.add(key)
            kept.append((release, unit, line))
    return kept


def _party(
    store: Store, subject: str, name: str, said: Sequence[Placed], due: Sequence[Deadline], day: date
) -> PartyBrief:
    own = [one for one in said if _speaks(name, one[0], one[1])]
    own.sort(key=lambda one: (one[0].published_on or date.min, one[0].id, one[1].start))
    if not own:
        return PartyBrief(party_name(name), 0, None, None, (), None, None, (), ())
    latest = _latest(own)
    told = [one for one in latest if len(content_stems(one[1].quote)) >= TELLING] or latest
    current = tuple(
        Said(unit, release) for release, unit, _ in _with_neighbours(store, told, subject)[:CURRENT]
    )
    first = own[0]
    lines: dict[str, None] = {}
    for _, _, line in reversed(own):
        if line is not None:
            lines.setdefault(line.id)
    changes = _changes(store, list(lines)[:LINES])
    moved = [
        one
        for one in changes
        if one.label in MOVED_LABELS
        and one.label not in SILENT_LABELS
        and all(said and _speaks(name, said.release, said.unit) for said in (one.before, one.after))
    ]
    now = latest[0][0].published_on or date.min  # what was said since is not silent
    silent = [
        one
        for one in changes
        if one.label in SILENT_LABELS and one.before and (one.release.published_on or date.min) >= now
    ]
    open_ones = [
        one
        for one in coming(due, day)
        if one.line.id in lines
        and _speaks(name, one.release, one.unit)
        and not is_of_something_else(one.unit.quote)
    ]
    return PartyBrief(
        party_name(name),
        len({release.id for release, _, _ in own}),
        own[0][0].published_on,
        own[-1][0].published_on,
        current,
        Said(first[1], first[0]) if first[0].id != latest[0][0].id else None,
        moved[-1] if moved else None,
        tuple(silent[-SILENCES:][::-1]),
        tuple(open_ones[:DUE]),
    )


def _speaks(name: str, release: Release, unit: Unit) -> bool:
    """Return whether the party speaks: a line it once stood on may have been said by others alone since.

    What stands in a text that a body issued is the body's where its members speak, not where two of them do.
    """
    speakers = unit.facets.speakers
    if name in speakers or release.issuer != name:
        return name in speakers
    codes = {party_code(speaker) for speaker in speakers}
    return not codes or party_code(name) not in BLOCS or MEMBERS.get(party_code(name), {""}) <= codes | BLOCS


def is_of_something_else(quote: str) -> bool:
    """Return whether a statement goes on about what was named before, which is not who speaks.

    >>> is_of_something_else("It will provide support until 2031"), is_of_something_else("We will provide support")
    (True, False)
    """
    return bool(PRONOUN_OF_CLAUSE.match(quote))


def _latest(own: Sequence[Placed]) -> list[Placed]:
    """Return the units of the latest text, strongest commitments first; of two of one day what was written, then the one that says more."""
    day = own[-1][0].published_on
    by_release: dict[str, list[Placed]] = defaultdict(list)
    for one in own:
        if one[0].published_on == day:
            by_release[one[0].id].append(one)
    most = max(
        by_release.values(),
        key=lambda units: (not is_spoken(units[0][0].title), len(units), units[0][0].id),
    )
    return sorted(most, key=lambda one: (not one[1].kind.is_commitment, -one[1].facets.level, one[1].start))


def _with_neighbours(store: Store, latest: Sequence[Placed], subject: str) -> list[Placed]:
    """Return *latest*, units of one text, each followed by what its paragraph says of the same in other words.

    "Encouraged the peaceful resolution of cross-strait issues" stands beside what names the island:
    one topic, a telling word in common that is none of *subject*, and no party that is another subject.
    """
    release = latest[0][0]
    held = {unit.id for _, unit, _ in latest}
    found = list(latest)
    for _, document in store.latest_documents([release.id]):
        others = [unit for unit in store.units_of(release.id) if unit.id not in held]
        for place in reversed(range(len(latest))):
            unit = latest[place][1]
            beside = [
                one
                for one in others
                if one.id not in held
                and _of_one_matter(one, unit, subject)
                and "\n" not in document.text[min(one.end, unit.end) : max(one.start, unit.start)]
            ]
            held |= {one.id for one in beside}
            found[place + 1 : place + 1] = [(release, one, None) for one in beside]
    return found


def _of_one_matter(one: Unit, unit: Unit, subject: str) -> bool:
    if (
        not one.facets.topics & unit.facets.topics - {"other"}
        or not one.facets.speakers & unit.facets.speakers
    ):
        return False
    words, others = (set(content_stems(each.quote.partition(" ")[2])) for each in (one, unit))
    return bool(words & others - set(content_stems(subject))) and party_codes(one.quote) <= party_codes(
        unit.quote
    )


def _changes(store: Store, line_ids: Sequence[str]) -> list[Change]:
    """Return what happened on the lines by releases and is not doubted, as published."""
    found = [
        change
        for line in line_ids
        for change in store.changes(ChangeQuery(line=line))
        if not change.review and not change.minor and change.cause is not Cause.EDIT
        if not is_spoken(change.release.title)
    ]
    return sorted(found, key=lambda one: (one.release.published_on or date.min, one.id))
