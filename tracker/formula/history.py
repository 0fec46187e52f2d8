"""What became of a formula: every use by date, its variants, who said it first, who left it out, who never says it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.domain import Release
from tracker.formula.alignment import Edit
from tracker.formula.omissions import Omission
from tracker.formula.uses import Use
from tracker.formula.wording import Formula
from tracker.search.analyzer import fold_words

Key = tuple[tuple[str, str, str], ...]  # of a wording, as Use.key
News = Literal["variant", "omission", "return", "first"]
STEADY_TEXTS = 2  # of an issuer with one wording, before another wording of it is news


@dataclass(frozen=True, slots=True)
class Variant:
    """A way the formula is worded. *uses* are in order of time; questions and dissents of others are not among them."""

    number: int  # 0 = word for word; the rest by how often they are said
    wording: str  # as most often written
    edits: tuple[Edit, ...]
    uses: tuple[Use, ...]

    @property
    def issuers(self) -> tuple[tuple[str, int], ...]:
        """Who says it, and how often; the most frequent first."""
        return tuple(Counter(use.release.issuer for use in self.uses).most_common())


@dataclass(frozen=True, slots=True)
class FormulaEvent:
    """Something new about a formula: another wording, a text without it, its return, or its first use by an issuer."""

    news: News
    day: date
    release: Release
    use: Use | None  # None: the release leaves it out
    before: Use | None  # the last use by the issuer or in the series; None = there was none


@dataclass(frozen=True, slots=True)
class FormulaHistory:
    """All that is known of a formula in an archive."""

    formula: Formula
    uses: tuple[Use, ...]  # of issuers, in order of time, undated last
    asked: tuple[Use, ...]  # by others, in the texts of issuers: questions at a briefing
    variants: tuple[Variant, ...]
    first_by_issuer: tuple[Use, ...]  # the first use of each issuer, earliest first
    never: tuple[tuple[str, int], ...]  # issuers that speak of its subject and never use it, with their texts
    omissions: tuple[Omission, ...]
    copies: int  # texts held twice, of which one is counted

    def variant_of(self, use: Use) -> Variant:
        """Return the variant of *use*."""
        return next(variant for variant in self.variants if variant.uses[0].key == use.key)

    @property
    def texts(self) -> int:
        """How many texts use it."""
        return len({use.release.id for use in self.uses})

    def events(self) -> tuple[FormulaEvent, ...]:
        """Return what was new, in order of time."""
        return tuple(sorted(_events(self), key=lambda event: (event.day, event.release.id)))


def fold_copies(uses: Sequence[Use], texts_by_source: Mapping[str, int]) -> tuple[tuple[Use, ...], int]:
    """Return *uses* without those of copies of a text, and how many copies there are.

    Two releases of one day are copies where they have the same address or the same
    title. Kept is that of the source with fewer texts, which says more exactly who speaks.
    """
    kept: dict[str, Release] = {}  # by a key of address or title
    dropped: set[str] = set()
    releases = {use.release.id: use.release for use in uses}
    for release in sorted(
        releases.values(), key=lambda one: (texts_by_source.get(one.source, 0), one.source, one.id)
    ):
        keys = _copy_keys(release)
        if any(kept.get(key, release).source != release.source for key in keys):
            dropped.add(release.id)
            continue
        for key in keys:
            kept.setdefault(key, release)
    return tuple(use for use in uses if use.release.id not in dropped), len(dropped)


def _copy_keys(release: Release) -> tuple[str, ...]:
    title = " ".join(fold_words(release.title))
    keys = [f"{release.published_on} {title}"] if title else []
    if release.url:
        keys.append(release.url.partition("://")[2].rstrip("/"))
    return tuple(keys)


def build_history(
    formula: Formula,
    uses: Iterable[Use],
    omissions: Sequence[Omission],
    speaking: Mapping[str, int],
    texts_by_source: Mapping[str, int],
) -> FormulaHistory:
    """Return the history of *formula*.

    *uses* come in any order; *speaking* says of each issuer in how many texts it
    speaks of the subject, *texts_by_source* how many texts each source has.
    """
    ordered = sorted(uses, key=lambda use: (use.release.published_on or date.max, use.release.id, use.start))
    folded, copies = fold_copies(ordered, texts_by_source)
    own = tuple(use for use in folded if not use.asked)
    first: dict[str, Use] = {}
    for use in own:
        first.setdefault(use.release.issuer, use)
    used = {use.release.issuer for use in ordered if not use.asked}
    never = sorted(
        ((issuer, texts) for issuer, texts in speaking.items() if issuer not in used),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return FormulaHistory(
        formula,
        own,
        tuple(use for use in folded if use.asked),
        _variants(own),
        tuple(first.values()),
        tuple(never),
        tuple(omissions),
        copies,
    )


def _variants(uses: Sequence[Use]) -> tuple[Variant, ...]:
    by_key: dict[Key, list[Use]] = defaultdict(list)
    for use in uses:
        by_key[use.key].append(use)
    ordered = sorted(by_key.items(), key=lambda item: (bool(item[0]), -len(item[1]), item[0]))
    return tuple(
        Variant(number, *_commonest(of_key), tuple(of_key))
        for number, (_, of_key) in enumerate(ordered, start=0 if ordered and not ordered[0][0] else 1)
    )


def _commonest(uses: Sequence[Use]) -> tuple[str, tuple[Edit, ...]]:
    """Return the wording that *uses* of one variant have most often, and how it differs."""
    wording = Counter(use.wording for use in uses).most_common(1)[0][0]
    return wording, next(use.edits for use in uses if use.wording == wording)


def _events(history: FormulaHistory) -> Iterable[FormulaEvent]:
    said: dict[str, list[Use]] = defaultdict(list)
    returned = {omission.returned.release.id for omission in history.omissions if omission.returned}
    keys_of: dict[str, set[Key]] = defaultdict(set)
    for use in history.uses:
        keys_of[use.release.id].add(use.key)
    for use in history.uses:
        day = use.release.published_on
        if day is None:
            continue
        before = said[use.release.issuer]
        if not before:
            yield FormulaEvent("first", day, use.release, use, None)
        elif use.release.id != before[-1].release.id and use.release.id not in returned and not use.spoken:
            texts = Counter(key for other in {one.release.id for one in before} for key in keys_of[other])
            if max(texts.values()) >= STEADY_TEXTS and texts.keys().isdisjoint(keys_of[use.release.id]):
                yield FormulaEvent("variant", day, use.release, use, before[-1])
        before.append(use)
    for omission in history.omissions:
        day = omission.release.published_on
        if day is not None:
            yield FormulaEvent("omission", day, omission.release, None, omission.last)
        if omission.returned and omission.returned.release.published_on:
            back = omission.returned
            yield FormulaEvent(
                "return", omission.returned.release.published_on, back.release, back, omission.last
            )
