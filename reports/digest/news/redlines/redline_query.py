"""The texts of a window beside the ones before them in their series, asked of the store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial
from heapq import merge
from itertools import islice
from typing import NamedTuple

from reports.digest.news.news_item import TextBefore
from reports.digest.news.redlines.agreed_pairs import (
    are_of_the_same,
    certain_pairs,
    in_order,
    linked_pairs,
    share_a_body,
)
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.counterparts import Sayings
from reports.digest.news.redlines.near_pairs import with_near_pairs
from reports.digest.news.redlines.one_matter import are_on_one_matter
from reports.digest.news.redlines.redline_choice import TEXT
from reports.digest.news.subject_query import TextsOf
from tracker.compare.silences.agreed_series import agreed_by, earlier_agreed, latest_first
from tracker.domain import Cause, Change, Release, Unit
from tracker.edits.sentence_pairs import SentencePairs, TextSentences, pair_sentences
from tracker.link.occasions.genre import Genre, are_of_one_meeting, genre_of, is_minutes
from tracker.link.occasions.series import TITLES, TitleKey, key_of_title, same_series, title_key
from tracker.link.occasions.title_subject import are_on_one_subject, title_subject, without_place
from tracker.store import ChangeQuery, RevisionText, Store
from tracker.store.records import last_read
from tracker.text.content_words import is_state, party_codes
from tracker.text.rates import rate_decision

TEXTS = 12  # of a window that are compared, the newest: some 20 ms each
TRIED = 2  # times as many are looked at: where a source writes each of its texts anew, none is like the one before
LOOKED_BACK = timedelta(days=500)  # a text that was last issued longer ago has no series
AGREED_BACK = timedelta(days=800)  # the same of texts that leaders agree on: some meet every two years
# Releases of one source that are looked at for the text before: a ministry that publishes seven a day calls one person every two months.
EARLIER = 4_000
FIRST = 40  # of these, asked for by themselves: 2,000 of a large source take six times as long
DAYS_HELD = 8  # of a source, whose releases before are in memory: those of a window
# The same of two texts that decide on a rate: on its guidance a board is held to its last words, however much was written anew.
LIKE_DECISION = 0.08
# The least that stood in the one before of any other: below it was written anew. Read-outs of one call after another share
# a formula or two, those of one dialogue after another are of one form; briefings are asked for other things each day.
LIKE = {Genre.DECISION: 0.25, Genre.STATEMENT: 0.25, Genre.READOUT: 0.4, Genre.TALK: 0.4}
# Texts of the same parties that are looked at: a communiqué stands in that of last year, not in a statement between. The
# last one is taken that has half of what any of them has. So it is of decisions: a board that met out of turn says little.
# Notices are one form, and two on one state in a year may be of two matters: there it takes three quarters.
TRIED_BACK, AS_MUCH, AS_MUCH_OF_NOTICE = 3, 0.5, 0.75
# Of agreed texts whose titles do not name the same parties: the least that stood in the one before, and the words of a subject
# that both titles name. Of 45 pairs of the joint archive 14 have both and the same speakers, all of one series.
LIKE_AGREED, SUBJECT = 0.1, 3
# The same of titles of one side's own texts that are no series, and the least of the shorter title: "The Office lowers the buffer to 3 %" goes on
# from "The Office keeps the buffer at 3.5 % and widens its range", where enough of its sentences stood there.
OF_TITLE, OF_TITLE_SHARE = 3, 0.6
# The least of its sentences that stood there, and their share: of 2,031 releases of the State Department 33 have such a title, all of a
# form of ten sentences on two matters ("Designation of …"); of the rest the five that have so many are the next of their series.
STOOD, STOOD_SHARE = 10, 0.4
# Times that one of two agreed texts is as long as the other, at most, where they are laid beside each other: beside the communiqué of a
# summit a statement in time of war adds every sentence. Of 59 pairs of the joint archive three have 9 to 11, the next 5.
AS_LONG = 6
# Statements of a text that one earlier text made too, and the share of its statements, from which it goes on from that one.
CONTINUED, CONTINUED_SHARE = 5, 0.3
CONTINUED_LATER = 3  # the least of these in a text between that one and this
CONTINUING = frozenset({Genre.STATEMENT, Genre.READOUT, Genre.DECISION})
# What is said on one matter, in whatever form, and the least of its sentences that stood in the earlier text: whatever the titles say. Of 2,031
# releases of the State Department and 580 of other issuers none is so laid beside another, of 325 joint statements one.
ON_ONE_MATTER = frozenset({Genre.AGREED, Genre.STATEMENT, Genre.READOUT, Genre.TALK})
STOOD_ON_MATTER, STOOD_ON_MATTER_SHARE = 5, 0.2
LATELY = 20  # texts whose names are looked at
# How like a sentence of an earlier text one has to be to be on its matter, how many of a text are, and what share of them, where no title and no sentence
# that stands says that it goes on from there. Of 543 planted texts nineteen in twenty have that of the one before them; of 4,500 pairs of
# texts of the State Department, each with one of the twenty before it, one has it, on one war.
ON_MATTER_LIKE, ON_MATTER, ON_MATTER_SHARE = 0.4, 10, 0.4
STOOD_IN_TALK, STOOD_IN_TALK_SHARE = 4, 0.1  # the same of a briefing, where what is asked is new each time
_ADDRESS = re.compile(r"\b(?:address|speech)\b", re.IGNORECASE)
_BRIEFING = re.compile(
    r"\b(?:briefing|press conference|answers?|(?:media|press) queries)\b|브리핑", re.IGNORECASE
)
LIKE_CONTINUED = 0.4  # the least of a text that stood in the one whose statements it makes again, where one of them is no statement
AS_FULL = 0.5  # times as long as a decision, from which the one before is the one it goes on from, however much was written anew
DECISIONS = 4  # texts that decide on a rate and are of no series by their titles, that are looked at
PAIRED = 8  # texts beside others that are remembered
HELD = 64  # texts in memory: those of one window, which are the ones before one another, and of each up to three before

# "Twelfth Dialogue Held in Port Halden": the thirteenth is held elsewhere.
_HELD = re.compile(r"\b(?:[Hh]eld|[Cc]onvened) (?:in|at) (?:[A-Z][\w’'-]+\s?)+")
# "Minister Lind meets with the Minister of Estmark in Port Halden": the next time one calls the other.
_MEETS, _ON_MATTER = re.compile(r"\b(?:meets|met|speaks|spoke) with\b"), re.compile(r"\bon\b")
_WHERE = re.compile(r"(?<=\w) (?:in|at) (?:[A-Z][\w’'-]+\s?){1,3}$")
_ORDER = re.compile(
    r"\b(?:Executive Order|Proclamation|Decree|Regulation|Order) (?:No\. ?|\(EU\) )?(\d[\d/]*)"
)
# "Sudan – Attacks on the harbours": a state on which a ministry writes again and again.
_ON = re.compile(r"^([A-Z][\w’'. ]{2,30}?)(?::|\s+[–—-])\s+(?=\S)")
# What somebody will do on a day is another list every day, and who is wished a good one is told what every state is.
_OF_ITS_DAY = re.compile(
    r"\b(?:public|daily|weekly|ministerial|media|press|[’']s) (?:schedule|diary|agenda|calendar)\b|^(?:schedule|diary|agenda|calendar)\b|\bweek ahead\b|\b(?:National|Independence|Republic|Constitution|Liberation|Unity|Statehood|Freedom|Restoration) Day\b"
    r"|^[A-Z]\w+ Day$|\bOfficial Birthday\b|\bNotice of Meeting\b|[’']s Travel to\b",
    re.IGNORECASE,
)


class _Text(NamedTuple):
    """The latest text of a release that was read."""

    said: RevisionText
    sentences: TextSentences


# Whether a text goes on from another is asked before both are laid beside each other.
_paired = lru_cache(maxsize=PAIRED)(pair_sentences)


@lru_cache(maxsize=LATELY)
def _sayings(sentences: TextSentences) -> Sayings:
    return Sayings(sentences.paired, "")


Latest = Callable[[Release], _Text | None]
Before = Callable[[str, date, int], Sequence[Release]]  # of a source before a day, so many at most
ChangesOf = Callable[[Release], Sequence[Change]]  # those of a release, by whatever cause


class SeriesTexts:
    """Texts beside the ones before them in their series, each laid beside it once, however often it is asked for.

    *texts_of* gives the texts of a release, *changes_of* its changes, where some are at hand: else the store is asked.
    """

    def __init__(
        self, store: Store, texts_of: TextsOf | None = None, changes_of: ChangesOf | None = None
    ) -> None:
        self._store = store
        self._changes_of = changes_of or partial(_changes_of, store)
        self._latest: Latest = lru_cache(maxsize=HELD)(partial(_latest, texts_of or store.revision_texts))
        self._before: Before = lru_cache(maxsize=DAYS_HELD)(partial(_releases_before, store))
        self._earlier: dict[str, Sequence[Release]] = {}
        self._made: dict[str, ComparedText | None] = {}

    def earlier(self, release: Release) -> Sequence[Release]:
        """Return the releases that may be the one before *release*, the latest first."""
        if release.id not in self._earlier:
            self._earlier[release.id] = _earlier(
                self._store, release, self._latest, self._before, self._changes_of
            )
        return self._earlier[release.id]

    def beside(self, release: Release) -> ComparedText | None:
        """Return *release* beside the one before it; None where none is held, or it was written anew."""
        if release.id not in self._made:
            earlier = self.earlier(release)
            found = _beside(release, earlier, self._latest, self._changes_of) if earlier else None
            self._made[release.id] = with_near_pairs(found) if found else None
        return self._made[release.id]

    def text_before(self, release: Release) -> TextBefore | None:
        """Return what the text before *release* said; None as of :meth:`beside`."""
        text = self.beside(release)
        return TextBefore(text.before.published_on, text.whole[0]) if text else None


def texts_of_changes(
    series: SeriesTexts, changes: Iterable[Change], wanted: Callable[[Iterable[Unit]], bool]
) -> tuple[ComparedText, ...]:
    """Return the most recent texts of *changes*, each beside the one before it in its *series*; what was only edited is left out.

    Of sentences those are kept whose statements, in both texts, are *wanted*.
    """
    releases = {change.release.id: change.release for change in changes if change.cause is not Cause.EDIT}
    newest = sorted(releases.values(), key=lambda one: (str(one.published_on), one.id), reverse=True)
    beside = map(series.beside, islice(filter(series.earlier, newest), TRIED * TEXTS))
    return tuple(text.narrowed(wanted) for text in islice(filter(None, beside), TEXTS))


def _beside(
    release: Release, earlier: Sequence[Release], latest: Latest, changes_of: ChangesOf
) -> ComparedText | None:
    """Return *release* beside that of *earlier*, the latest first, that it goes on from; None where it was written anew."""
    now = latest(release)
    if now is None:
        return None
    agreed = genre_of(release.title) is Genre.AGREED
    linked = changes_of(release) if agreed else ()
    is_notice = _is_notice(release, now)
    share = AS_MUCH_OF_NOTICE if is_notice else AS_MUCH
    compared: list[tuple[float, ComparedText]] = []
    for before in earlier:
        then = latest(before)
        if is_notice and then and _ground(then) != _ground(now):
            continue  # two notices on one state, of two emergencies
        found = _against((before, then), (release, now), linked) if then else None
        if found:
            alike, text = found
            compared.append((alike, text))
            if alike >= share:
                break  # in no other text stands so much more
    most = max((alike for alike, _ in compared), default=0)
    chosen = next((text for alike, text in compared if alike >= share * most), None)
    if genre_of(release.title) is Genre.DECISION and not is_notice:
        last = (text for _, text in compared if text.before == earlier[0] and _is_as_full(text))
        chosen = next(last, chosen)
    if chosen is None or agreed or chosen.before == earlier[0]:
        return chosen
    first, *between = reversed([latest(one) for one in earlier[: earlier.index(chosen.before) + 1]])
    return _since(chosen, first, [one.sentences for one in between if one], now) if first else chosen


def _is_as_full(text: ComparedText) -> bool:
    """Say whether the text before is no short one of a board that met out of turn: such a board is held to its last words."""
    return len(text.whole[0]) >= AS_FULL * len(text.whole[1])


def _since(text: ComparedText, first: _Text, between: Iterable[TextSentences], last: _Text) -> ComparedText:
    """Return *text* with those of its sentences that the texts *between* the *first* and the *last* leave to be told.

    What is new must stand in none of them, and what is gone in each: a board that met in between had said it, or dropped it, by then.
    """
    then, now, pairs = first.sentences, last.sentences, text.pairs
    for one in between:
        new = {pair.after for pair in pair_sentences(one, now).differing}
        gone = {pair.before for pair in pair_sentences(then, one).differing if pair.after is None}
        pairs = tuple(
            pair for pair in pairs if (pair.after in new if pair.after else pair.before not in gone)
        )
    return replace(text, pairs=pairs)


def _against(
    earlier: tuple[Release, _Text], later: tuple[Release, _Text], linked: Sequence[Change]
) -> tuple[float, ComparedText] | None:
    """Return the *later* text beside the *earlier*, with the share of it that stood there; None where it was written anew."""
    (before, then), (release, now) = earlier, later
    if then.said.document is None or now.said.document is None:
        return None
    found = _paired(then.sentences, now.sentences)
    units, units_before = (tuple(unit for unit, _ in text.said.units) for text in (now, then))
    agreed = genre_of(release.title) is Genre.AGREED
    if not agreed:
        least = LIKE_DECISION if _decides_on_rate(now) else LIKE[genre_of(release.title)]
        if not found.standing:
            return None
        named = found.likeness >= least or (_name_one_matter(earlier, later) and _stood_on(then, later))
        if not named and not _is_on_matters_of(then, now):
            return None
    else:
        parties = agreed_by(release)
        named = bool(parties) and agreed_by(before) == parties
        of_one_body = found.likeness >= LIKE_AGREED and are_of_the_same(units_before, units)
        # "Communiqué of the 17th meeting of the Council on Lurania": whoever else acts in its sentences, and whoever was its host
        stood = found.standing >= STOOD and found.likeness >= STOOD_SHARE
        of_form = found.likeness >= LIKE[Genre.STATEMENT] and same_series(
            title_key(before), title_key(release)
        )
        of_one_series = (stood or of_form) and share_a_body(units_before, units)
        if not (named or of_one_body or of_one_series or (stood and _name_one_matter(earlier, later))):
            return None
    whole = then.said.document.text, now.said.document.text
    if agreed and max(map(len, whole)) > AS_LONG * min(map(len, whole)):
        return None
    text = ComparedText(
        release, before, found.differing, units, units_before, whole, sentences=found.sentences
    )
    if not agreed:
        return found.likeness, text
    text = replace(text, pairs=certain_pairs(linked, text, found.of))
    more = linked_pairs(linked, text)
    alike = found.standing + len(more)
    return (alike / found.of, replace(text, pairs=in_order((*text.pairs, *more)))) if alike else None


def _earlier(
    store: Store, release: Release, latest: Latest, before: Before, changes_of: ChangesOf
) -> Sequence[Release]:
    """Return the releases that may be the one before *release* in its series, the latest first: of its source, and of each that published its text too.

    An agreed text follows one of the same parties, or where a title names none, one of the same title or subject; any other
    the last of its source and genre whose title says the same, days, places of meeting and persons aside, or begins with the same state, or
    where a board gives each decision a title of its own, the last one on its rate; minutes are none. Where there is none, the last on its matter.
    """
    day, genre = release.published_on, genre_of(release.title)
    if day is None or genre not in TEXT or _OF_ITS_DAY.search(release.title):
        return ()
    back = AGREED_BACK if genre is Genre.AGREED else LOOKED_BACK
    sources = dict.fromkeys((release.source, *store.sources_of_copies(release.id)))
    held = _Held(before, tuple(sources), day, day - back)
    if genre is Genre.AGREED:
        parties = agreed_by(release)
        on_one = (
            one
            for one in held
            if agreed_by(one) == parties
            and are_on_one_subject(one, release)
            and title_key(one).parties <= title_key(release).parties
        )
        of_parties = earlier_agreed(release, latest_first(held)) or tuple(on_one if parties else ())
        of_parties = of_parties or tuple(one for one in held if _are_named_alike(one, release))
        found = of_parties or _continued(release, changes_of, latest) or _on_one_matter(release, held, latest)
        return found[:TRIED_BACK]
    key, tried = _key(release.title), TRIED_BACK if genre is Genre.DECISION else 1

    def latest_of_genre(is_wanted: Callable[[Release], bool], most: int = 1) -> list[Release]:
        of_genre = (one for one in held if genre_of(one.title) is genre)
        return list(islice(filter(is_wanted, of_genre), most))

    if genre is Genre.TALK:
        on_matter = _on_one_matter(release, held, latest)
        if on_matter or not _may_be_on_a_matter(release):
            return on_matter
        # of two briefings of one title much of the later one seldom stood in the earlier
        again = latest_of_genre(lambda one: _key(one.title) == key)
        return [one for one in again if _stands_there(one, release, latest)]
    named = latest_of_genre(lambda one: _key(one.title) == key, tried)
    on = _ON.match(release.title)
    if not named and on and genre is Genre.STATEMENT and party_codes(on[1]):
        named = latest_of_genre(partial(_is_on, matter=on[1]))
    if not named and genre in (Genre.STATEMENT, Genre.DECISION):
        titled = latest_of_genre(partial(_are_titled_alike, other=release))
        named = [one for one in titled if _stands_there(one, release, latest)]
        named = named or _matched(release, held, latest)
    if not _decides_on_rate(latest(release)):
        continued = _continued(release, changes_of, latest) if genre in CONTINUING else []
        # the texts of a ministry on one matter, though each other one has a title of its own
        found = [*(one for one in continued if not named or _published(one) > _published(named[0])), *named]
        return found or _on_one_matter(release, held, latest)
    decisions = islice(
        (one for one in held if genre_of(one.title) is genre and not is_minutes(one.title)), DECISIONS
    )
    last = list(islice((one for one in decisions if _decides_on_rate(latest(one))), 1))
    since = named[0].published_on if named else None
    later = [one for one in last if since is None or (one.published_on and one.published_on > since)]
    return [*later, *named]  # "… leaves its rate unchanged" goes on from "… lowers its rate"


def _on_one_matter(release: Release, held: _Held, latest: Latest) -> list[Release]:
    """Return the last of the releases *held* that are on the matter of *release*, the latest first, in whatever form either says it; none where none of them has enough of it.

    What an agreed text in between said is no news of the next call.
    """
    now = latest(release)
    if now is None or not _may_be_on_a_matter(release):
        return []
    agreed = genre_of(release.title) is Genre.AGREED
    wanted = (
        one
        for one in held.lately()
        if _may_be_on_a_matter(one) and (not agreed or genre_of(one.title) is Genre.AGREED)
    )
    lately = islice(wanted, LATELY)
    texts = ((one, latest(one)) for one in lately)
    later = release, now
    named = ((one, then) for one, then in texts if then and _name_one_matter((one, then), later))
    found = list(islice(named, TRIED_BACK))
    return [one for one, _ in found] if any(_stood_on(then, later) for _, then in found) else []


def _matched(release: Release, held: _Held, latest: Latest) -> list[Release]:
    """Return the last of the releases *held* whose sentences are on the matters of most of *release*, whatever either is called; none where none of them is."""
    now = latest(release)
    if now is None or is_minutes(release.title):
        return []
    wanted = (one for one in held.lately() if genre_of(one.title) in (Genre.STATEMENT, Genre.DECISION))
    texts = ((one, latest(one)) for one in islice(wanted, LATELY) if not is_minutes(one.title))
    found = (one for one, then in texts if then and _is_on_matters_of(then, now))
    return list(islice(found, 1))


def _is_on_matters_of(then: _Text, now: _Text) -> bool:
    """Say whether enough sentences of a text are each on the matter of one of an earlier text, in other words: notices of one form stand there word for word but for what they are on."""
    standing = {one.forms for one in then.sentences.paired}
    others = [one for one in now.sentences.paired if one.forms not in standing]
    sayings = _sayings(then.sentences)
    like = sum(sayings.likest(one) >= ON_MATTER_LIKE for one in others)
    return like >= ON_MATTER and like >= ON_MATTER_SHARE * len(others)


def _may_be_on_a_matter(release: Release) -> bool:
    """Say whether a text may be one of several on a matter: no minutes, and of what is said aloud a briefing alone, since who reads out an address or opens a hearing names the same hosts each time."""
    genre = genre_of(release.title)
    if genre is Genre.TALK:
        return bool(_BRIEFING.search(release.title))
    return genre in ON_ONE_MATTER and not is_minutes(release.title) and not _ADDRESS.search(release.title)


def _name_one_matter(one: tuple[Release, _Text], other: tuple[Release, _Text]) -> bool:
    """Say whether two texts are on one matter by their names, and their titles on no two states."""
    states = [_states_of_title(release) for release, _ in (one, other)]
    if all(states) and not states[0] & states[1]:
        return False
    texts = [said.said.document.text for _, said in (one, other) if said.said.document]
    return len(texts) == len((one, other)) and are_on_one_matter(*texts)


def _states_of_title(release: Release) -> frozenset[str]:
    """Return the states that a title names, its issuer aside."""
    return frozenset(filter(is_state, party_codes(release.title))) - party_codes(release.issuer)


def _stood_on(then: _Text, later: tuple[Release, _Text]) -> bool:
    """Say whether enough of the *later* text stood in an earlier one on its matter."""
    release, now = later
    found = _paired(then.sentences, now.sentences)
    least, share = STOOD_ON_MATTER, STOOD_ON_MATTER_SHARE
    if _BRIEFING.search(release.title):
        least, share = STOOD_IN_TALK, STOOD_IN_TALK_SHARE
    return found.standing >= least and found.likeness >= share


def _continued(release: Release, changes_of: ChangesOf, latest: Latest) -> list[Release]:
    """Return the releases whose statements *release* continues, the latest first, whatever they are called: a ministry on one crisis, a round of sanctions.

    None where it continues no one of them for the most part. Of two that are not both statements much must stand in both texts: packages of
    sanctions on two matters share what every package says.
    """
    linked = [change for change in changes_of(release) if change.cause is not Cause.EDIT]
    earlier = {change.before.release.id: change.before.release for change in linked if change.before}
    of = Counter(change.before.release.id for change in linked if change.before)
    if not of:
        return []
    most, times = max(of.items(), key=lambda one: (one[1], _published(earlier[one[0]])))
    if times < max(CONTINUED, CONTINUED_SHARE * len(linked)):
        return []
    since = _published(earlier[most])
    found = [
        one
        for one in latest_first(earlier.values())
        if one.id == most or (_published(one) > since and of[one.id] >= CONTINUED_LATER)
    ]
    return [one for one in found if one.id != release.id and _may_continue(one, release, latest)]


def _may_continue(one: Release, release: Release, latest: Latest) -> bool:
    """Say whether *release* may go on from *one*, whose statements it makes again."""
    genres = {genre_of(one.title), genre_of(release.title)}
    if (
        not (genres <= CONTINUING or genres == {Genre.AGREED})
        or is_minutes(one.title)
        or is_minutes(release.title)
    ):
        return False
    if genres == {Genre.STATEMENT}:
        return True
    found = _pairs_of(one, release, latest)
    return found is not None and found.likeness >= LIKE_CONTINUED


def _changes_of(store: Store, release: Release) -> Sequence[Change]:
    return store.changes(ChangeQuery(release=release.id))


def _is_on(release: Release, matter: str) -> bool:
    """Say whether a release begins its title with *matter*, the state it is on."""
    found = _ON.match(release.title)
    return found is not None and found[1] == matter


class _Held:
    """The releases of sources from a day on and before another, newest first, the first of them asked for by themselves: as a rule one of these is the one."""

    def __init__(self, before: Before, sources: Sequence[str], day: date, since: date) -> None:
        self._before, self._sources, self._day, self._since = before, sources, day, str(since)

    def lately(self) -> list[Release]:
        """Return the first of them."""
        return self._asked(FIRST)

    def __iter__(self) -> Iterator[Release]:
        first = self.lately()
        yield from first
        if len(first) == FIRST:
            yield from self._asked(EARLIER)[FIRST:]

    def _asked(self, most: int) -> list[Release]:
        """Return up to *most* releases, the latest first."""
        of_each = (self._before(one, self._day, most) for one in self._sources)
        held = islice(merge(*of_each, key=_published, reverse=True), most)
        return [one for one in held if _published(one) >= self._since]


def _releases_before(store: Store, source: str, day: date, most: int) -> tuple[Release, ...]:
    return store.releases_before(source, day, since=day - AGREED_BACK, most=most)


def _published(release: Release) -> str:
    return str(release.published_on)


@lru_cache(maxsize=TITLES)
def _key(title: str) -> TitleKey:
    """Return what *title* shares with those of the rest of its series, wherever they met, an office by its short name."""
    titled = _WHERE.sub("", title) if _MEETS.search(title) and not _ON_MATTER.search(title) else title
    return key_of_title(without_place(_HELD.sub("", titled)).replace("Secretary of State", "Secretary"))


def _are_named_alike(one: Release, other: Release) -> bool:
    """Say whether the titles of two agreed texts are of one series, or on one subject, wherever each was agreed."""
    if genre_of(one.title) is not Genre.AGREED or are_of_one_meeting(one, other):
        return False
    one, other = (replace(each, title=without_place(each.title)) for each in (one, other))
    shared = title_subject(one) & title_subject(other)
    return len(shared) >= SUBJECT or same_series(title_key(one), title_key(other))


def _are_titled_alike(one: Release, other: Release) -> bool:
    """Say whether the titles of two texts of one side have most words of the shorter in common, and are on the same states."""
    old, new = _key(one.title), _key(other.title)
    shared = len(old.words & new.words)
    return (
        old.parties == new.parties
        and shared >= OF_TITLE
        and shared >= OF_TITLE_SHARE * min(len(old.words), len(new.words))
    )


def _stands_there(one: Release, release: Release, latest: Latest) -> bool:
    """Say whether so much of *release* stood in *one* that it goes on from there, and is more than another text of its form."""
    found = _pairs_of(one, release, latest)
    return found is not None and found.standing >= STOOD and found.likeness >= STOOD_SHARE


def _pairs_of(one: Release, release: Release, latest: Latest) -> SentencePairs | None:
    """Return the sentences of *release* beside those of *one*; None where either was not read."""
    then, now = latest(one), latest(release)
    return _paired(then.sentences, now.sentences) if then and now else None


def _is_notice(release: Release, text: _Text) -> bool:
    return genre_of(release.title) is Genre.DECISION and not _decides_on_rate(text)


def _ground(text: _Text) -> str:
    """Return the number of the first order that a notice names, on which it stands; "" of one that names none."""
    found = _ORDER.search(text.said.document.text if text.said.document else "")
    return found[1] if found else ""


def _decides_on_rate(text: _Text | None) -> bool:
    return text is not None and any(rate_decision(unit.quote) for unit, _ in text.said.units)


def _latest(texts_of: TextsOf, release: Release) -> _Text | None:
    """Return the latest text of *release* that was read."""
    said = last_read(texts_of(release.id))
    return _Text(said, TextSentences(said.document)) if said and said.document else None
