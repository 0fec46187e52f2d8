"""Two statements or two whole texts side by side; without two, the form that asks for them. Served only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from reports.comparison.paragraph_alignment import align_paragraphs
from reports.comparison.side_by_side import AccountsPage
from reports.comparison.statements import StatementComparison, StatementOnLine, compare_statements
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext, QueryError, QueryParams, TooLongError
from reports.site.pages.comparison.on_words import OnWords, query_said, sentences_on_words
from reports.site.release_text.revisions import MOST_DIFFERING, RevisionPair, statement_paragraphs
from reports.view import addresses as at
from reports.view.dates import ISO, SHORT
from reports.view.display_names import release_title, title_beside_day
from tracker.domain import Document, Mention, Release
from tracker.errors import StoreError
from tracker.search.looser import with_state_names
from tracker.store import ChangeQuery
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

LONGEST = 2_000  # characters; no address has as many
LONGEST_WORDS = 80
MOST_HITS = 200  # among which earlier texts with some words are looked for
MEND = "paste the address of a page of this site, or the id, ref or address of a release"

# Anchors: u and n are a unit and its remark on the page of a release, m a mention and c a change on that of a line.
_OURS = re.compile(
    r"(?:\S*/)?(?:releases|lines)/(?P<id>[0-9a-f]{8,64})\.html(?:\?[^\s#]*)?"
    r"(?:#(?:(?P<sort>[unmc])-(?P<part>[0-9a-f]{8,64}))?\S*)?"
)


LOOKED_AT = 4  # of the latest texts of a source, each beside those of its series
MOST_CHOICES = 10
MOST_SOURCES = (
    30  # whose latest texts are offered: they are laid beside the ones before once, before anybody asks
)
QUOTED = 90  # characters of a statement that is offered


def resolve_reference(view: PageContext, field: str, text: str) -> Mention | Release:
    """Return the statement or the release that *text*, typed into *field*, means.

    The page of a release means all of it, at a quote the statement there; a line
    means what was last said on it.

    Raises:
        QueryError: It means nothing that is held, or several releases.
    """
    if len(text) > LONGEST:
        raise QueryError(f"{field}: that is {len(text):,} characters; {MEND}.")
    found = _OURS.fullmatch(text)
    wanted = (found["part"] or found["id"]) if found else text
    if found and found["sort"] == "c":
        wanted = _spoken(view, wanted)
    elif found and not found["part"]:
        wanted = (
            view.atlas.lines.ids.whole(wanted) or wanted
        )  # the beginning of the id of a release is found below
    if line := view.atlas.lines.get(wanted):
        wanted = line.mentions[-1].unit if line.mentions else ""
    if mention := view.store.mentions_by_unit([wanted]).get(wanted):
        return mention
    if release := view.atlas.releases.get(wanted):
        return release.release
    try:
        return view.store.find_release(wanted.split("#:~:")[0])
    except StoreError as error:
        raise QueryError(f"{field}: {clean(error.message)}; {MEND}.") from error


def _spoken(view: PageContext, change_id: str) -> str:
    """Return the unit a change is about; "" where no such change is held."""
    found = view.store.changes(ChangeQuery(ids=[change_id]))
    mention = found[0].after or found[0].before if found else None
    return mention.unit.id if mention else ""


@dataclass(frozen=True, slots=True)
class CompareChoice:
    """Two texts that lie near each other, ready to be compared."""

    words: str
    on: str
    href: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What was found; with neither of the two, only the form. *a* and *b* are as they were typed."""

    title: str
    a: str
    b: str
    waiting: str = ""  # what is missing still
    statements: StatementComparison | None = None
    accounts: AccountsPage | None = None
    texts: tuple[tuple[str, str], ...] = ()  # of two accounts: letter, and the text on the site
    swapped: str = ""  # the same the other way round
    redline: RevisionPair | None = None  # two whole texts, paragraph by paragraph
    redline_href: str = ""  # the same two texts as a redline
    accounts_href: str = ""  # the same two texts as what both say
    too_long: str = ""  # why what both say is not laid side by side
    chosen: tuple[str, str] = ("", "")  # what A and B mean, in words; "" where nothing is chosen
    choices: tuple[CompareChoice, ...] = ()  # ready pairs
    of: str = ""  # words that both are asked for
    on_words: OnWords | None = None  # what both say of these


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> ComparePage:  # noqa: ARG001 - as of every page
    """Return the page that compares what *query* calls ``a`` with what it calls ``b``."""
    a, b = (clean(query.get(field, "")) for field in ("a", "b"))
    if not a and not b:
        return ComparePage("Compare", a, b, choices=_ready_pairs(view))
    if b and (words := clean(query.get("of", "")).replace('"', "")[:LONGEST_WORDS].strip()):
        return _on_words(view, a, b, words)
    if not a or not b:
        return _half_chosen(view, a, b)
    first, second = resolve_reference(view, "A", a), resolve_reference(view, "B", b)
    page = ComparePage("Compare", a, b, chosen=(_words(first), _words(second)))
    return _compared(view, first, second, page, query.get("as") == "redline")


def _on_words(view: PageContext, a: str, b: str, words: str) -> ComparePage:
    """Return the page of what text *b* says on *words*, beside text *a*, else beside the one before it in its series, or the last one that has them."""
    later = resolve_reference(view, "B", b)
    if isinstance(later, Mention):
        later = later.release
    text = _latest_text(view, later)
    others = list(_earlier_with(view, later, query_said(text, words) or with_state_names(words)))
    if a:
        first = resolve_reference(view, "A", a)
        earlier = first.release if isinstance(first, Mention) else first
    else:
        in_series = SeriesTexts(view.store).beside(later)
        before = in_series.before if in_series else None
        found = before if before in others or not others else others[0]
        if found is None:
            return ComparePage(
                "Compare", a, b, f"No earlier text of its source has “{words}”.", chosen=("", _words(later))
            )
        earlier = found
    found_words = sentences_on_words(_latest_text(view, earlier), text, words)
    choices = (
        CompareChoice(title_beside_day(one), ISO.day(one.published_on), at.on_words(later.id, words, one.id))
        for one in others
        if one.id != earlier.id
    )
    return ComparePage(
        f"“{words}”: {title_beside_day(later)}, against {title_beside_day(earlier)}",
        earlier.id,
        later.id,
        chosen=(_words(earlier), _words(later)),
        choices=tuple(islice(choices, MOST_CHOICES)),
        texts=(("A", at.release(earlier.id)), ("B", at.release(later.id))),
        swapped=at.on_words(earlier.id, words, later.id),
        redline_href=at.redline(earlier.id, later.id),
        of=words,
        on_words=found_words,
    )


def _earlier_with(view: PageContext, later: Release, query: str) -> Iterator[Release]:
    """Yield the texts of the source of *later* before it that *query* finds, the latest first."""
    until = later.published_on - timedelta(days=1) if later.published_on else None
    found = view.store.search_page(query, by_date=True, limit=MOST_HITS, source=later.source, until=until)
    seen = {hit.release.id: hit.release for hit in found.hits}
    yield from seen.values()


def _compared(
    view: PageContext,
    first: Mention | Release,
    second: Mention | Release,
    page: ComparePage,
    as_redline: bool,
) -> ComparePage:
    if isinstance(first, Mention) and isinstance(second, Mention):
        found = compare_statements(_placed(view, first), _placed(view, second))
        swapped = at.compare(second.unit.id, first.unit.id)
        return replace(page, title="Two statements", statements=found, swapped=swapped)
    if isinstance(first, Mention) or isinstance(second, Mention):
        statement, text = "AB" if isinstance(first, Mention) else "BA"
        raise QueryError(
            f"{statement} is one statement, {text} a whole text; give two of a sort: "
            "the address of a text at a quote (#u-…) is the statement there."
        )
    if as_redline:
        return _redline(view, first, second, page)
    return _accounts(view, first, second, replace(page, title="Two accounts"))


def _accounts(view: PageContext, first: Release, second: Release, page: ComparePage) -> ComparePage:
    if view.compare_accounts is None:
        raise QueryError("Whole texts are not compared here; give two statements.")
    try:
        accounts = view.compare_accounts(first, second)
    except TooLongError as error:  # it was understood: the texts themselves can be shown
        return replace(_redline(view, first, second, page), accounts_href="", too_long=str(error))
    return replace(
        page,
        accounts=accounts,
        texts=(("A", at.release(first.id)), ("B", at.release(second.id))),
        swapped=at.compare(second.id, first.id),
        redline_href=at.redline(first.id, second.id),
    )


def _redline(view: PageContext, first: Release, second: Release, page: ComparePage) -> ComparePage:
    """Return two whole texts, the second as a redline of the first."""
    before, after = (statement_paragraphs(_latest_text(view, release)) for release in (first, second))
    aligned = align_paragraphs(before, after, MOST_DIFFERING)
    note = (
        f"{aligned.left_out:,} more paragraphs differ; they are too much for one page."
        if aligned.left_out
        else ""
        if aligned.differ
        else "Both texts are the same, word for word."
    )
    pair = RevisionPair(_words(first), _words(second), aligned.rows, note)
    return replace(
        page,
        title=f"{release_title(second)}, against {release_title(first)}",
        redline=pair,
        texts=(("A", at.release(first.id)), ("B", at.release(second.id))),
        swapped=at.redline(second.id, first.id),
        accounts_href=at.compare(first.id, second.id),
    )


def _latest_text(view: PageContext, release: Release) -> Document:
    text = view.store.latest_text(release.id)
    if text is None or text.document is None:
        raise QueryError(f"No text of “{release_title(release)}” has been read; choose another.")
    return text.document


def _half_chosen(view: PageContext, a: str, b: str) -> ComparePage:
    """Return the page of which one side is chosen: what it is in words, and what lies near it."""
    field, given = ("A", a) if a else ("B", b)
    try:
        found = resolve_reference(view, field, given)
    except QueryError as error:
        return ComparePage("Compare", a, b, str(error))
    choices = _other_mentions(view, found) if isinstance(found, Mention) else _nearby_texts(view.atlas, found)
    waiting = "One of the two is chosen; say what it is compared with."
    chosen = (_words(found), "") if a else ("", _words(found))
    return ComparePage("Compare", a, b, waiting, chosen=chosen, choices=tuple(islice(choices, MOST_CHOICES)))


def _other_mentions(view: PageContext, mention: Mention) -> Iterator[CompareChoice]:
    """Yield what else was said on the line of *mention*, the newest first."""
    line = {unit.id: line for unit, line in view.store.placed_units(mention.unit.revision)}.get(
        mention.unit.id
    )
    for other in reversed(view.store.history(line.id)[0] if line else []):
        if other.unit.id != mention.unit.id:
            words = f"“{excerpt(other.unit.quote, QUOTED)}”, {title_beside_day(other.release)}"
            day = ISO.day(other.release.published_on)
            yield CompareChoice(words, day, at.compare(other.unit.id, mention.unit.id))


def _nearby_texts(atlas: SiteIndex, release: Release) -> Iterator[CompareChoice]:
    """Yield the texts of the same source, those nearest in time first."""
    row: Sequence[str] = atlas.sources.get(release.source, ())
    place = atlas.place_in_source(release) if release.id in atlas.releases else 0
    for away in range(1, MOST_CHOICES):
        for other in (place + away, place - away):
            if 0 <= other < len(row):
                near = atlas.releases[row[other]].release
                yield CompareChoice(
                    title_beside_day(near), ISO.day(near.published_on), at.compare(near.id, release.id)
                )


def _ready_pairs(view: PageContext) -> tuple[CompareChoice, ...]:
    """Return what is offered before anything is chosen; laid beside each other once, since it stays so until a text is new."""
    return view.atlas.once(
        "ready pairs",
        lambda: tuple(
            sorted(islice(_latest_pairs(view), MOST_SOURCES), key=lambda one: one.on, reverse=True)
        ),
    )


def _latest_pairs(view: PageContext) -> Iterator[CompareChoice]:
    """Yield for each source its latest text that goes on from one of its series, against that one.

    Two texts that only follow each other in time are of two matters as often as not.
    """
    atlas, series = view.atlas, SeriesTexts(view.store)
    rows = sorted(
        (row for row in atlas.sources.values() if row), key=lambda row: _day(atlas, row[0]), reverse=True
    )
    for row in rows:
        latest = (atlas.releases[one].release for one in row[:LOOKED_AT])
        if text := next(filter(None, map(series.beside, latest)), None):
            before = f"{title_beside_day(text.before)}, {SHORT.day(text.before.published_on)}"
            words = f"{title_beside_day(text.release)}, against {before}"
            on = ISO.day(text.release.published_on)
            yield CompareChoice(words, on, at.redline(text.before.id, text.release.id))


def _day(atlas: SiteIndex, release: str) -> date:
    return atlas.releases[release].release.published_on or date.min


def _words(chosen: Mention | Release) -> str:
    """Return what a text, or a statement in it, is called where it is chosen."""
    if isinstance(chosen, Mention):
        return f"“{excerpt(chosen.unit.quote, QUOTED)}”, {_words(chosen.release)}"
    return f"{title_beside_day(chosen)}, {SHORT.day(chosen.published_on)}"


def _placed(view: PageContext, mention: Mention) -> StatementOnLine:
    lines = {unit.id: line for unit, line in view.store.placed_units(mention.unit.revision)}
    line = lines.get(mention.unit.id)
    entry = view.atlas.lines.get(line.id) if line else None
    return mention, line, entry is not None and entry.has_page
