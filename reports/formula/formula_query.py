"""The history of a formula from a store: which texts to look at, and nothing more of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.domain import Document, Release
from tracker.errors import ConfigError
from tracker.formula.history import FormulaHistory, build_history
from tracker.formula.omissions import Omission, omissions, says_all
from tracker.formula.partial import LEARNED, told
from tracker.formula.phrase_subject import PhraseSubject, learn_subject
from tracker.formula.suggest import Quote, Suggestion, suggest_formulas
from tracker.formula.uses import Text, Use, literal_settings, replaced_in, uses_in
from tracker.formula.wording import MOSTLY, Formula, phrase, runs, suffices
from tracker.link.occasions.genre import is_spoken
from tracker.link.occasions.series import SeriesRule
from tracker.search.analyzer import Term, fold_words
from tracker.store import Store

WHOLE_SOURCE = 600  # releases of a source that are all looked at for silences, whatever their words
BESIDE = 3  # words of the subject in one paragraph, for a release of a larger source to be looked at
MOST_TEXTS = 4000  # texts with the words of a formula; more is no formula but a word of everyday use


class TextReader:
    """Texts of a store by release, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, tuple[Release, Document]] = {}

    def texts(self, ids: Collection[str]) -> Iterator[Text]:
        """Yield the texts of *ids*, those that were read."""
        missing = [identity for identity in ids if identity not in self._held]
        if missing:
            for release, document in self._store.latest_documents(missing):
                self._held[release.id] = (release, document)
        return (Text(*self._held[identity]) for identity in sorted(ids) if identity in self._held)

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """Return the documents of *ids*, by id."""
        return {text.release.id: text.document for text in self.texts(ids)}


class Paragraphs:
    """Which paragraphs of a store hold the words of a formula."""

    def __init__(self, store: Store, formula: Formula) -> None:
        self._store, self.formula = store, formula
        terms = [[Term((formula.words[at].root,), prefix=True)] for at in formula.content]
        self.by_word = dict(zip(formula.content, store.paragraphs_with(terms), strict=True))
        self._phrases: dict[tuple[int, ...], dict[int, str]] = {}
        self._shares: dict[frozenset[int], float] = {}

    def with_all(self, there: frozenset[int]) -> set[int]:
        """Return the paragraphs that have all of *there*: those that follow each other in the formula, as there."""
        found = [self._run(run) for run in runs(self.formula, there)]
        return set.intersection(*(set(one) for one in found))

    def telling(self, there: frozenset[int]) -> float:
        """Return in what share of the paragraphs with *there* the rest of the formula stands too."""
        if there not in self._shares:
            paragraphs = self.with_all(there)
            whole = set.intersection(*(set(one) for one in self.by_word.values()))
            self._shares[there] = len(paragraphs & whole) / len(paragraphs) if paragraphs else 0.0
        return self._shares[there]

    def releases(self) -> set[str]:
        """Return the releases in which the formula may stand."""
        counted = Counter(identity for found in self.by_word.values() for identity in found)
        number = len(self.formula.content)
        enough = number if number < 4 else MOSTLY * number
        release_of = {
            identity: release for found in self.by_word.values() for identity, release in found.items()
        }
        paragraphs = {identity for identity, times in counted.items() if times >= enough}
        noun = max(self.formula.head)
        for there in self._partial(noun):
            if suffices(self.formula, there, self.telling):
                paragraphs |= self.with_all(there)
        return {release_of[identity] for identity in paragraphs}

    def _partial(self, noun: int) -> Iterator[frozenset[int]]:
        """Yield the least a use can have: the noun of the head, alone or with one more word."""
        if len(self.formula.content) > 2:
            yield frozenset({noun})
            for other in self.formula.content:
                if other != noun:
                    yield frozenset({noun, other})

    def _run(self, run: tuple[int, ...]) -> Mapping[int, str]:
        if len(run) == 1:
            return self.by_word[run[0]]
        if run not in self._phrases:
            self._phrases[run] = self._store.paragraphs_with([[Term(phrase(self.formula, run))]])[0]
        return self._phrases[run]


def formula_history(
    store: Store, formula: Formula, rules: Sequence[SeriesRule] = (), *, until: date | None = None
) -> FormulaHistory:
    """Return what became of *formula* in *store*, by its full-text search; lines are not needed.

    *rules* are the declared series. With *until* it is as if nothing later were held.

    Raises:
        ConfigError: Its words stand in so many texts that it is no formula.
    """
    paragraphs = Paragraphs(store, formula)
    ids = paragraphs.releases()
    releases = [
        one
        for one in store.read_releases()
        if until is None or not one.published_on or one.published_on <= until
    ]
    held = {one.id: one for one in releases}
    ids &= held.keys()
    if len(ids) > MOST_TEXTS:
        raise ConfigError(
            f'the words of "{formula.text}" stand in {len(ids):,} texts',
            remedy="give more of the phrase: what stays the same around it",
        )
    reader = TextReader(store)
    found = [use for text in reader.texts(ids) for use in uses_in(formula, text, paragraphs.telling)]
    uses = told(
        formula, sorted(found, key=_in_time), lambda some: reader.documents({use.release.id for use in some})
    )
    if len(formula.content) == 2 and uses:
        uses += _with_one_replaced(formula, uses, paragraphs, reader, held)
    spoken_of = _speaking(paragraphs, held)
    said = [use for use in uses if not use.asked]
    left_out: tuple[Omission, ...] = ()
    if said:
        learned = sorted(said, key=_in_time)[-LEARNED:]
        subject = learn_subject(formula, learned, reader.documents({use.release.id for use in learned}))
        near = _to_compare(store, said, releases, subject, paragraphs)
        left_out = omissions(
            sorted(uses, key=_in_time),
            near,
            reader.documents,
            subject,
            rules,
            whole={use.release.id for use in uses if says_all(formula, use)},
            nearly={use.release.id for use in found if not use.asked},
        )
    sizes = Counter(one.source for one in releases)
    return build_history(formula, uses, left_out, spoken_of, sizes)


def _with_one_replaced(
    formula: Formula,
    uses: Sequence[Use],
    paragraphs: Paragraphs,
    reader: TextReader,
    held: Mapping[str, Release],
) -> list[Use]:
    """Return uses of a formula of two words with one of them replaced, by issuers that use it word for word."""
    documents = reader.documents({use.release.id for use in uses})
    settings = literal_settings(uses, documents.__getitem__)
    issuers = {use.release.issuer for use in uses if not use.edits and not use.asked}
    near = {
        release
        for found in paragraphs.by_word.values()
        for release in found.values()
        if release in held and held[release].issuer in issuers
    }
    known = {(use.release.id, use.start) for use in uses}
    return [
        use
        for text in reader.texts(near)
        for use in replaced_in(formula, text, settings)
        if (use.release.id, use.start) not in known
    ]


def _speaking(paragraphs: Paragraphs, held: Mapping[str, Release]) -> Counter[str]:
    """Return in how many texts each issuer speaks of the subject: of its names, where it has none of its rarest word."""
    formula = paragraphs.formula
    names = [at for at in formula.content if formula.words[at].name]
    if names:
        found = set.intersection(*(set(paragraphs.by_word[at].values()) for at in names))
    else:
        found = set(min(paragraphs.by_word.values(), key=len).values())
    return Counter(held[identity].issuer for identity in found if identity in held and held[identity].issuer)


def _in_time(use: Use) -> tuple[str, str, int]:
    return (str(use.release.published_on), use.release.id, use.start)


def _to_compare(
    store: Store,
    said: Sequence[Use],
    releases: Sequence[Release],
    subject: PhraseSubject,
    paragraphs: Paragraphs,
) -> list[Release]:
    """Return the releases that may leave the formula out: of small sources all, of large ones those on its subject."""
    formula = paragraphs.formula
    sizes = Counter(one.source for one in releases)
    using = {use.release.source for use in said}
    large = {source for source in using if sizes[source] > WHOLE_SOURCE}
    near = {use.release.id for use in said}
    if large:
        near |= _on_subject(store, subject)
        for at in formula.content:
            if formula.words[at].name:
                near |= set(paragraphs.by_word[at].values())
    return [one for one in releases if one.source in using and (one.source not in large or one.id in near)]


def _on_subject(store: Store, subject: PhraseSubject) -> set[str]:
    words = [[Term((word,), prefix=True)] for word in sorted(subject.words) if word.isalnum()]
    counted: Counter[int] = Counter()
    release_of: dict[int, str] = {}
    for found in store.paragraphs_with(words):
        counted.update(found.keys())
        release_of |= found
    return {release_of[identity] for identity, times in counted.items() if times >= BESIDE}


def suggested_formulas(store: Store, limit: int) -> tuple[Suggestion, ...]:
    """Return the steadiest phrases of what *store* holds as said in written texts, and how many texts have them anywhere.

    Talk and texts held twice are left out.
    """
    releases = {one.id: one for one in store.read_releases() if one.published_on and not is_spoken(one.title)}
    stated = {one.unit: one.release for one in store.unit_summaries() if one.release in releases}
    copies: set[tuple[date | None, str]] = set()
    kept: set[str] = set()
    for release in releases.values():
        key = (release.published_on, " ".join(release.title.casefold().split()))
        if key not in copies:
            copies.add(key)
            kept.add(release.id)
    quotes = store.quotes([unit for unit, release in stated.items() if release in kept])
    found = suggest_formulas(
        (
            Quote(release.id, release.issuer, day, text)
            for unit, text in sorted(quotes.items())
            if (release := releases[stated[unit]]) and (day := release.published_on)
        ),
        limit,
    )
    phrases = [[Term(tuple(fold_words(one.text)))] for one in found]
    counted = [
        _counted(one, [releases[identity] for identity in set(places.values()) & kept])
        for one, places in zip(found, store.paragraphs_with(phrases), strict=True)
    ]
    return tuple(sorted(counted, key=lambda one: (-one.issuers, -one.texts, one.text)))


def _counted(suggestion: Suggestion, texts: Sequence[Release]) -> Suggestion:
    """Return *suggestion* with how often and when *texts*, which have it, say it: units are but a part of them."""
    days = [one.published_on for one in texts if one.published_on]
    if not days:
        return suggestion
    issuers = len({one.issuer for one in texts})
    return replace(suggestion, texts=len(texts), issuers=issuers, first=min(days), last=max(days))
