"""What a search means, for the terminal and for pages: names as they are held, a time, a sum and an issuer among its words, other words where few say it as it was typed, and what says nearly so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from tracker.answering.looser_queries import (
    SAME_START,
    Fullest,
    in_other_words,
    most_of,
    taken_apart,
    together,
    with_fewer_words,
    with_names_kept,
)
from tracker.search.analyzer import parse_terms, words_and_phrases
from tracker.search.asked_bounds import asked_bound
from tracker.search.asked_questions import (
    asks_for_all,
    asks_for_demands,
    asks_on,
    asks_what_changed,
    without_asking,
)
from tracker.search.asked_sorts import AskedSort, asked_sort
from tracker.search.asked_sums import with_numbered_names, with_sums
from tracker.search.asked_time import split_time
from tracker.search.issuer_names import is_nickname
from tracker.search.looser import (
    bare_words,
    in_full,
    with_both_numbers,
    with_close_forms,
    with_other_forms,
    with_state_names,
    words_in_names,
)
from tracker.search.query import Query
from tracker.store import Store
from tracker.store.read.name_resolution import by_part_of_issuer, of_its_issuer, of_its_time, resolve_names
from tracker.store.records import Hit, SearchResult
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import one_line

DEMANDS = "D"  # the kind of what is asked of others
TITLED = 2  # hits of texts whose title has what they lack, before many that have all
NAMED = 4  # issuers
FEW = 2  # hits beside which other forms of the words are looked for
FORMED = 12  # hits from which other forms of the words are not asked for
TWICE = 2  # as many hits whose words stand together
NEARLY = 0.6  # of as many hits: a text of another often names a body that speaks too
PLENTY = 8  # hits from which a word's other number is not asked for

Ask = Callable[..., SearchResult]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a search asks for, *typed* as its words are, a time, a sum and who issued it told from them, and in the words by which it is found.

    *notes*: in what it differs from what was typed, one line each. *without*: words that nothing has beside the others,
    *reworded*: these others have fewer hits as they are typed.
    """

    typed: Query
    found_by: Query
    total: int
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reworded: bool = False
    plain: str = ""  # the words as they were typed, in one number alone
    of_issuer: tuple[Hit, ...] = ()  # what a body that is named says itself, where it is rather spoken of
    sort: AskedSort | None = None  # of answer, that a question asks for
    fullest: Fullest | None = None  # the places with most of the words, where nothing has all of a question's

    @property
    def in_other_words(self) -> bool:
        """Whether it is found by other words than were typed."""
        return self.typed.text != self.found_by.text


def as_named(store: Store, wanted: Query, sources: Collection[str], ask: Ask) -> tuple[Query, SearchResult]:
    """Return *wanted* with source, issuer, topic and parties as they are held, and what is found; *sources* are all that are known.

    Where there are hits, all that was named is known: names are looked up where there are none.

    Raises:
        ConfigError: There is no such source, topic or party.
    """
    if wanted.source is not None and wanted.source not in sources:
        wanted = resolve_names(store, wanted, sources)
    found = ask(wanted.text, **wanted.filters)
    if found.total:
        return wanted, found
    held = by_part_of_issuer(store, resolve_names(store, wanted, sources))
    return held, ask(held.text, **held.filters) if held != wanted else found


def as_meant(store: Store, wanted: Query, found: SearchResult, ask: Ask) -> Meant:
    """Return what *wanted*, of which *found* is any page of hits, means: a time or who issued it among its words, other words where few say it.

    What is meant is chosen by the first page of hits, which *ask* gives, so that all pages are of one query. A time is one of
    publication where texts of it say anything of the words, unless these and the time stand together somewhere. Of a question
    that no text has the frame is left out.
    """
    if (apart := taken_apart(store, wanted.text)) != wanted.text and not found.total:
        wanted = replace(wanted, text=apart)
        found = ask(wanted.text, **wanted.filters)
    every, bare = asks_for_all(wanted.text), without_asking(wanted.text, store.has_hits)
    sort = asked_sort(wanted.text)
    changed = asks_what_changed(wanted.text)
    if asks_for_demands(wanted.text) and not wanted.kind:
        demands = replace(wanted, text=bare, kind=DEMANDS)
        called_for = ask(bare, **demands.filters)
        meant = _meant_of(store, demands, called_for, ask, question=True, every=every, sort=sort)
        if meant.total:
            return replace(meant, notes=("what is demanded and called for: kind:D", *meant.notes))
    question = bare != wanted.text and (asks_on(wanted.text) or not _is_said(wanted, found, ask))
    if question:
        wanted = replace(wanted, text=bare)
        found = ask(wanted.text, **wanted.filters)
    unheld: tuple[str, ...] = ()
    if (bound := asked_bound(wanted.text)) and (bound.words or bound.is_of_things):
        wanted = replace(wanted, text=bound.query)
        found = ask(wanted.text, **wanted.filters)
        unheld = (f"sums are compared with “{one_line(bound.said)}”; in quotes, its words are looked for",)
    if dated := of_its_time(store, wanted, alone=changed):
        time = split_time(wanted.text, store.has_hits, alone=changed)
        words = wanted.text if time is None else time.bare
        of_time = ask(dated.text, **dated.filters)
        texts = store.count_hits("", **dated.filters)
        if not texts and dated.since and dated.until:
            unheld = (*unheld, f"no text held is of {one_line(words)}")
        if of_time.total or (texts and not together(wanted.text, found.hits)):
            as_words = "they are words" if " " in words else "it is a word"
            note = f'published {time.said if time else ""}; in quotes, "{one_line(words)}", {as_words}'
            meant = _meant_of(store, dated, of_time, ask, question=question, every=every, sort=sort)
            if meant.total or not found.total:
                return replace(meant, notes=(*unheld, note, *meant.notes))
    meant = _meant_of(store, wanted, found, ask, question=question, every=every, sort=sort)
    return replace(meant, notes=(*unheld, *meant.notes))


def _is_said(wanted: Query, found: SearchResult, ask: Ask) -> bool:
    """Return whether one of the best hits of *wanted*, of which *found* is any page, is a statement: "did" and "last" stand in many a press briefing."""
    return found.total > 0 and any(hit.unit for hit in ask(wanted.text, **wanted.filters).hits)


def _meant_of(
    store: Store,
    wanted: Query,
    found: SearchResult,
    ask: Ask,
    *,
    question: bool,
    every: bool,
    sort: AskedSort | None,
) -> Meant:
    """Return what *wanted*, whose time was told from its words, means.

    Of a *question* small words are left out, once they have told who issued it; where *every* text is asked for that says it, in any form.
    """
    asked, notes, total = wanted, list[str](), found.total
    # "World Health Organization", not whoever; "Article 5", not 5 of what follows; "50 billion", not 50 of one thing and a billion of another
    for as_one in (in_full, with_numbered_names, with_sums):
        if (text := as_one(asked.text)) != asked.text and (number := ask(text, **asked.filters).total):
            asked, total = replace(asked, text=text), number
    itself: tuple[Hit, ...] = ()
    close = total  # of many hits some stand together
    if total < PLENTY:
        all_here = asked == wanted and len(found.hits) == total
        hits = found.hits if all_here else ask(asked.text, **asked.filters).hits
        close = len(together(asked.text, hits))
    if issued := of_its_issuer(store, asked):
        by_issuer = ask(issued.text, **issued.filters)
        of_issuer = by_issuer.total
        if close <= FEW:
            closer = len(together(issued.text, by_issuer.hits)) > close
            meant = closer or (
                total <= FEW
                and (
                    of_issuer
                    or _is_nickname(asked, issued)
                    or _other_words(store, issued, 0, ask, sort)[0] != issued.text
                )
            )
        else:
            meant = _is_rather_said_by(ask(asked.text, **asked.filters), asked, by_issuer, issued)
            itself = () if meant else together(issued.text, by_issuer.hits)[:TITLED]
        if meant:
            notes.append(f"issued by {_named(issued)}; in quotes the name is words")
            asked, total, close = issued, of_issuer, len(together(issued.text, by_issuer.hits))
    if question and (bare := _without_small_words(asked.text)) != asked.text:
        asked = replace(asked, text=bare)
        total = ask(bare, **asked.filters).total
    plain = asked.text
    if total < PLENTY and (both := with_both_numbers(asked.text)) != asked.text:
        of_both = ask(both, **asked.filters).total  # "ruble" of "rubles"
        if of_both > total:
            notes.append(f"in singular and plural: {one_line(both)}")
            asked, total = replace(asked, text=both), of_both
    if FEW < total < FORMED and close and (formed := _in_other_forms(store, asked, total, ask)):
        words, number = formed
        notes.append(f"{total} say it as it is written; in other forms of its words: {one_line(words)}")
        return Meant(
            asked, replace(asked, text=words), number, tuple(notes), plain=plain, of_issuer=itself, sort=sort
        )
    named = with_close_forms(with_state_names(plain)) if every else with_state_names(asked.text)
    if total > FEW and named != asked.text:
        by_name = ask(named, **asked.filters).total  # who asks for "Myanmar" means what is said of Burma
        if by_name > total or (by_name > FEW and words_in_names(asked.text)):  # a name is a phrase
            notes.append(f"{total} say it as it is written; in all forms and names: {one_line(named)}")
            return Meant(
                asked, replace(asked, text=named), by_name, tuple(notes), plain=plain, of_issuer=itself
            )
    if not asked.text or (total > FEW and (close or not question)):
        return Meant(asked, asked, total, tuple(notes), plain=plain, of_issuer=itself, sort=sort)
    text, number, without, fullest = _other_words(store, asked, total, ask, sort)
    if text != asked.text:
        few = f"{total} say" if total else "nothing says"
        left_out = [word for word in bare_words(asked.text) if word[:SAME_START] not in text.casefold()]
        unsaid = [f"“{one_line(word)}”" for word in left_out if not store.count_hits(word)]
        nowhere = f"; no text has {' or '.join(unsaid)}" if unsaid else ""
        named = " and ".join(f"“{one_line(word)}”" for word in without)
        lacking = f"without {named} " if without else ""
        notes.append(f"{few} it as it is written; {lacking}this is what says: {one_line(text)}{nowhere}")
    reworded = bool(without) and _as_typed(store, asked, without) < number
    found_by = replace(asked, text=text)
    if fullest and (question or sort):
        fullest = _with_its_names(fullest)
        sort = sort if fullest else None
    else:
        fullest = None
    return Meant(asked, found_by, number, tuple(notes), without, reworded, plain, itself, sort, fullest)


def _with_its_names(fullest: Fullest) -> Fullest | None:
    """Return the *fullest* places that have all names; None where none has: with another name it is of somebody else."""
    pairs, places = fullest
    kept = tuple(one for one in places if not one.lacks_name)
    return (pairs, kept) if kept else None


def _is_nickname(asked: Query, issued: Query) -> bool:
    """Return whether who *issued* it is called among the words *asked* as no text calls it."""
    return is_nickname(set(bare_words(asked.text)) - set(bare_words(issued.text)))


def _named(issued: Query) -> str:
    """Return who issued what is asked for: the first of many."""
    names = [issued.issuer] if issued.issuer else issued.issuers
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{one_line(', '.join(names[:NAMED]))}{more}"


def _is_rather_said_by(found: SearchResult, asked: Query, by_issuer: SearchResult, issued: Query) -> bool:
    """Return whether a name among the words *asked* is rather whose words they are than one of them: its own texts have the others about as often, or twice as often together, as texts have all of them.

    A text of the G7 on Taiwan seldom says "G7" beside it; what is said of NATO is seldom a text of NATO's. Both results are first pages.
    """
    close = len(together(asked.text, found.hits))
    by_it = len(together(issued.text, by_issuer.hits))
    return by_it >= TWICE * close or (by_it >= close and by_issuer.total >= NEARLY * found.total)


def _without_small_words(text: str) -> str:
    words = words_and_phrases(text)
    return " ".join(word for word in words if word.casefold() not in STOPWORDS or word.isupper())


def _in_other_forms(store: Store, asked: Query, total: int, ask: Ask) -> tuple[str, int] | None:
    """Return the words of what is *asked* in any form, where more than *total* say several of them so, and how many do; else None."""
    words = " ".join(
        word for word in with_names_kept(store, asked.text).split() if word.casefold() not in STOPWORDS
    )
    formed = with_other_forms(with_state_names(words))
    if len(parse_terms(formed)) < len(bare_words(formed)) or len(words.split()) < 2 or formed == asked.text:
        return None
    found = ask(formed, **asked.filters)
    return (formed, found.total) if found.total > total and together(formed, found.hits) else None


def _as_typed(store: Store, asked: Query, without: tuple[str, ...]) -> int:
    """Return how many hits the words of *asked* have as they are typed, small ones and those *without* left out."""
    left_out = {word.casefold() for words in without for word in words.split()} | STOPWORDS
    kept = " ".join(word for word in asked.text.split() if word.casefold() not in left_out)
    return store.count_hits(kept, exactly=True, **asked.filters)


def _other_words(
    store: Store, asked: Query, total: int, ask: Ask, sort: AskedSort | None
) -> tuple[str, int, tuple[str, ...], Fullest | None]:
    """Return what more than *total* say of what is *asked* in other words, or with a word or two less where nothing does; else its words; and how many say so, the words left out, and the places with most of them, by which that is told.

    Names that texts have stay as they are.
    """
    few: tuple[str, int] | None = None
    apart: tuple[str, int] | None = None
    spelled = islice(in_other_words(store, asked.text), 1)
    for looser in chain(spelled, in_other_words(store, with_names_kept(store, asked.text))):
        found = ask(looser, **asked.filters)
        if found.total > total and together(looser, found.hits):
            if found.total > FEW:
                return looser, found.total, (), None
            few = few or (looser, found.total)  # what texts call it may say more
            continue
        apart = apart or ((looser, found.total) if found.total > total else None)
    if few or apart or total:
        return *(few or apart or (asked.text, total)), (), None
    fullest = most_of(store, asked.text, sort=sort, **asked.filters)
    for fewer in with_fewer_words(store, asked.text, fullest, **asked.filters):
        return fewer.words, ask(fewer.words, **asked.filters).total, fewer.without, fullest
    return asked.text, total, (), fullest


def with_phrase_first(found: SearchResult, asked: Query, ask: Ask) -> SearchResult:
    """Return the first page of *found* with what has the words of *asked* as a phrase before all else, though it may rank lower."""
    words = asked.text.split()
    if found.total <= len(found.hits) or not 1 < len(words) == len(bare_words(asked.text)):
        return found
    exact = ask(f'"{asked.text}"', **asked.filters).hits
    others = (hit for hit in found.hits if not is_among(hit, exact))
    return replace(found, hits=(*exact, *others)[: len(found.hits)])


def is_among(hit: Hit, others: Sequence[Hit]) -> bool:
    """Return whether *hit* is the same statement, or a place in the same text, as one of *others*, of a search for other words."""
    if hit.unit:
        return any(one.unit is not None and one.unit.id == hit.unit.id for one in others)
    return any(one.release.id == hit.release.id and not one.unit for one in others)
