"""Which lines ``history`` tells for the words of a reader, and what it prints where there are several, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import typer

from tracker.answering.hit_order import nearest_first
from tracker.answering.looser_queries import LOOKED_AT, in_other_words, most_of, together, with_fewer_words
from tracker.answering.said_places import quoted
from tracker.answering.told_places import told_hits
from tracker.cli.rendering.choice_rendering import choice_told, render_line_choice
from tracker.cli.rendering.hit_rendering import names_of, render_hits, render_links
from tracker.cli.rendering.paragraphs import fitted
from tracker.domain import Line
from tracker.errors import StoreError
from tracker.search.asked_time import split_time
from tracker.store import Store
from tracker.store.read import full_text_search, line_finding
from tracker.store.records import Hit
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

PLACES = 3  # shown where lines say little
FEW = 2  # mentions beside which other texts are named, and other words are asked for
DATED = 200  # places among which the first and the latest are looked for
HITS_READ = 50  # places looked at for these
LINES_READ = 1_000  # lines whose quotes are read to choose among them


def lines_meant(store: Store, text: str, *, as_it_is: bool) -> tuple[list[Line], str, int | None]:
    """Return the lines that *text* means, what they say, and the year among its words, if it is none of them.

    Where no line says it, not *as_it_is*, those that say nearly so, else places in texts are printed.

    Raises:
        StoreError: Nothing says it.
    """
    time = split_time(text, store.has_hits)
    dated = (time.words, time.since.year) if time and time.is_year and time.since else None
    try:
        found = find_lines(store, text)
        fuller = None if as_it_is else _said_more(store, text)
        return (*fuller, None) if fuller else (found, text, None)
    except StoreError:
        if dated and (said := store.lines_saying(dated[0])):
            return said, *dated
        if as_it_is:
            raise
        asked, year = dated or (text, None)
        found, meant = _found_looser(store, asked)
        if found and meant != text:
            typer.echo(f"nothing says it as it is written; this is what says: {one_line(meant)}\n")
        if not found and not _show_places(store, meant, year):
            raise
        return found, meant, year


def _said_more(store: Store, text: str) -> tuple[list[Line], str] | None:
    """Return the lines that say *text* in other words, with these, where two statements at most say it as it is; a line that is called so stays."""
    # what stands in a row stands together too, and was asked for before
    if any(store.count_statements(one, FEW + 1) > FEW for one in (quoted(text), text)):
        return None
    if store.lines_called(text):
        return None
    for looser in in_other_words(store, text):
        if store.count_statements(looser, FEW + 1) > FEW:
            typer.echo(f"few say it as it is written; this is what says: {one_line(looser)}\n")
            return store.lines_saying(looser), looser
    return None


def _found_looser(store: Store, text: str) -> tuple[list[Line], str]:
    """Return the lines that say a little less than *text*, which none says, and what they say; none where only texts do."""
    typed = store.search_page(text, limit=LOOKED_AT)
    if together(text, typed.hits):
        return [], text
    held = text if typed.total else ""  # what texts say, its words apart
    fewer = (one.words for one in with_fewer_words(store, text))
    for looser in chain(in_other_words(store, text), fewer):
        if not (found := store.search_page(looser, limit=LOOKED_AT)).total:
            continue
        if lines := store.lines_saying(looser):
            return lines, looser
        if together(looser, found.hits):
            return [], looser
        held = held or looser
    return [], held or text


def _show_places(store: Store, text: str, year: int | None) -> bool:
    """Print where texts, of *year* if it is given, say *text*, on no line; return whether any does."""
    since, until = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    found = store.search_page(text, limit=LOOKED_AT, since=since, until=until)
    if not found.total:
        return False
    by_day = store.search_page(text, limit=DATED, since=since, until=until, by_date=True).hits
    dated = [hit for hit in by_day if hit.release.published_on]
    ends = (dated[-1], dated[0]) if dated and found.total <= DATED else ()  # first and latest
    best = nearest_first(found.hits, text)
    if not together(text, found.hits):  # what a place has most of is nearer than where it is first or last
        best = (*told_hits(most_of(store, text, since=since, until=until)[1][:PLACES]), *best)
        ends = ()
    places = tuple({hit.release.id: hit for hit in (*ends, *best)}.values())[:PLACES]
    typer.echo(f"no line says it; texts do: {one_line(text)}")
    if ends:
        first, last = (hit.release.published_on for hit in ends)
        typer.echo(f"{found.total:,} places, {first} to {last}: the first, the latest, the best between")
    typer.echo(f"\n{_shown(places)}", nl=False)
    typer.echo(f"{found.total:,} in all; `policy-tracker search` shows them")
    return True


def other_texts(store: Store, text: str, line: Line) -> str:
    """Return where else *text* is said than on *line*, which has few mentions: the best places, of each text one; "" = nowhere."""
    others: dict[str, Hit] = {}  # by release
    for hit in store.search(text, limit=HITS_READ):
        if hit.line is None or hit.line.id != line.id:
            others.setdefault(hit.release.id, hit)
    if not others:
        return ""
    shown = _shown(list(others.values())[:PLACES])
    return f"\nThe words stand elsewhere too (`policy-tracker search` shows all):\n\n{shown}"


def _shown(hits: Sequence[Hit]) -> str:
    names = names_of(hits, 0)
    return render_hits(hits, names) + render_links(hits, names)


def choice_of(
    store: Store, text: str, lines: Sequence[Line], year: int | None = None, *, every: bool = False
) -> str:
    """Return what stands on several *lines* that all have *text*, of *year* alone where any was said in it; *every*: these lines are all that is meant.

    Of the first :data:`LINES_READ` of them what they say is read.
    """
    read = lines[:LINES_READ]
    quotes = store.line_quotes([line.id for line in read])
    of_year = {line: [one for one in held if one.on and one.on.year == year] for line, held in quotes.items()}
    told = choice_told(text, read, of_year if any(of_year.values()) else quotes)
    moves = store.line_moves([line.id for line in told.offered])
    among = "" if every else _among(store, text, len(lines))
    return "\n".join(fitted(render_line_choice(told, moves, among)))


def _among(store: Store, text: str, number: int) -> str:
    """Return of what a choice among *number* lines that say *text* tells; "" where it tells of all."""
    of_all = f"of the {LINES_READ:,} lines that say it most often: " if number > LINES_READ else ""
    query = quoted(text) if store.has_hits(quoted(text)) else text
    if not store.stands_everywhere(query):
        return f"on {number:,} lines; {of_all}" if of_all else ""
    return (
        f"in more than {full_text_search.COUNTED:,} places, of which the last {line_finding.LAST_READ:,} "
        f"that were read are looked at; {of_all or 'on these: '}"
    )


def others_on(store: Store, text: str, line: Line) -> str:
    """Return which lines say *text* too, where it is words by which *line* was found and no id; "" = none."""
    if line.id.startswith(text.strip().casefold()):
        return ""
    others = [one for one in store.lines_saying(quoted(text)) if one.id != line.id]
    if not others:
        return ""
    more = "more than " if store.stands_everywhere(quoted(text)) else ""
    said = f"\nThe words are said on {more}{pluralize(len(others), 'other line')}."
    return f"{said}\n{choice_of(store, text, others)}\n"


def find_lines(store: Store, text: str) -> list[Line]:
    """Return the lines *text* means: one by id or name, else those whose name or words have it, most often said first.

    Raises:
        StoreError: Nothing of it stands in any name, quote or text; says what is near.
    """
    if not text.strip():
        raise StoreError("no line is asked for", remedy='give words that were said: history "halden strait"')
    if found := store.lines_called(text) or store.lines_saying(quoted(text)) or store.lines_saying(text):
        return found
    around = store.search(text, limit=3)
    if around:
        places = "; ".join(
            f"{one_line(hit.release.title)[:60]} ({hit.release.published_on or 'undated'})" for hit in around
        )
        raise StoreError(
            f"no line is called {text!r}, but it stands in {places}",
            remedy=f"`policy-tracker search {text!r}` shows where",
        )
    near = store.near_line_names(text)
    remedy = (
        f"near: {', '.join(map(one_line, near))}"
        if near
        else "try fewer words of it or another form; `policy-tracker lines` lists them"
    )
    raise StoreError(f"no line is called {text!r} and no text says it", remedy=remedy)
