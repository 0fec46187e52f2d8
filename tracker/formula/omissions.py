"""Comparable texts that leave a formula out, and those with which it comes back. Pure.

Silence counts only within a series: texts of one source with like titles, or of one form
between the same states, as :mod:`tracker.link.occasions.series` finds them. Talk is silent on nothing.
A text is comparable where it speaks on the subject: it has a name the formula has, or
several of the words that usually stand beside it, or a sentence like the last ones that had
it. Left out is what stood in all its words and in their order in at least two of the three comparable texts
before, the latest among them (coding guide, section 8) and one of the last three of its series, in some wording in
each of the three, and what the issuer says in no other text of that week.
When it was said last and when it is back is asked of all texts of the issuer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from tracker.domain import Document, Release
from tracker.formula.phrase_subject import PhraseSubject, sentence_on_subject, sentences_of, speaks_on
from tracker.formula.uses import Use
from tracker.formula.wording import Formula
from tracker.link.occasions.genre import is_spoken
from tracker.link.occasions.series import SeriesIndex, SeriesRule, is_about_form
from tracker.link.pairs.matters import names_matter
from tracker.text.content_words import content_stems, replace_party_names, split_words, stem

STEADY, OF_LAST = 2, 3  # it stood in so many of so many comparable texts before
ALIKE = 0.5  # share of the words of a sentence that had the formula, in one that stands for it
LITTLE = 0.3  # the same of one that has no word of the formula but its names
NEARLY = 0.75  # share of the words of the formula in one sentence: it is worded otherwise, not left out
FEW = 6  # words of a sentence, those of its title aside, by which another can be known to stand for it
SHORT = 0.3  # of the shortest of the texts before: a shorter one is not comparable
MATTER = 2  # words of a title that name a matter of its own
SAYING_WHEN = frozenset({stem("today")})  # who decides without it has left out nothing
LONGEST_AGO = timedelta(days=2 * 366)  # what was said last before is not missed now
_PRESENT = {
    stem(past): stem(present)
    for past, present in (
        ("kept", "keep"), ("held", "hold"), ("brought", "bring"), ("taken", "take"), ("took", "take"),
        ("made", "make"), ("met", "meet"), ("stood", "stand"), ("led", "lead"), ("sought", "seek"),
        ("given", "give"), ("built", "build"), ("fought", "fight"), ("undertaken", "undertake"),
        ("undertook", "undertake"), ("risen", "rise"), ("rose", "rise"), ("fallen", "fall"), ("fell", "fall"),
        ("begun", "begin"), ("began", "begin"), ("grown", "grow"), ("grew", "grow"), ("shown", "show"),
    )
}  # fmt: skip
WEEK = timedelta(days=7)  # what the issuer says elsewhere so near is not left out


@dataclass(frozen=True, slots=True)
class Omission:
    """A text that leaves the formula out. *stood* are the comparable texts before that had it.

    *last* is the issuer's last use in any text before, *in_series* that in a comparable one;
    *returned* is its next in any text.
    """

    release: Release
    last: Use
    in_series: Use
    stood: tuple[Release, ...]  # latest first
    instead: str  # the sentence nearest to the subject; "" = none
    without: tuple[Release, ...] = ()  # comparable texts since that leave it out too, oldest first
    returned: Use | None = None


@dataclass(slots=True)
class _Open:
    omission: Omission
    without: list[Release] = field(default_factory=list)


def says_all(formula: Formula, use: Use) -> bool:
    """Return whether *use* has all words of *formula* in their order: another order is often another thing by chance."""
    return len(use.there) == len(formula.content) and all(edit.operation != "order" for edit in use.edits)


def omissions(
    uses: Sequence[Use],
    releases: Sequence[Release],
    documents: Callable[[Collection[str]], Mapping[str, Document]],
    subject: PhraseSubject,
    rules: Sequence[SeriesRule] = (),
    *,
    whole: Collection[str],
    nearly: Collection[str],
) -> tuple[Omission, ...]:
    """Return where texts of *releases* leave the formula out that their series used, in order of time.

    *uses* are all of them, *releases* every release of the archive, oldest first;
    *documents* gives texts by release id, of those asked for; *subject* is that of the formula. Texts among
    *whole*, by id, say all of it (:func:`says_all`); those among *nearly* say something so like it that they leave nothing out.
    """
    said = [use for use in uses if not use.asked and not use.spoken and use.release.published_on]
    used = {use.release.id: use for use in reversed(said)}
    # in a dissent alone, the text leaves it out
    anywhere = {use.release.id for use in uses if not use.asked}.union(nearly)
    sources = Counter(use.release.source for use in used.values())
    found: list[Omission] = []
    for source in sorted(one for one, times in sources.items() if times >= STEADY):
        written = [
            one for one in releases if one.source == source and one.published_on and not is_spoken(one.title)
        ]
        index = SeriesIndex(rules)
        for position, release in enumerate(written):
            index.add(release, position)
        near = {at for at, one in enumerate(written) if one.id in used for at in (at, *index.positions(one))}
        silent = [written[at].id for at in near if written[at].id not in anywhere]
        texts = documents([*silent, *(written[at].id for at in near if written[at].id in used)])
        kept = [written[at] for at in sorted(near) if written[at].id in used or written[at].id in texts]
        found += _of_series(kept, written, index, used, texts, subject, whole, set(nearly).difference(used))
    own = _by_issuer(uses)
    told = [one for omission in found if (one := _of_issuer(omission, own[omission.release.issuer]))]
    return tuple(sorted(told, key=lambda one: (str(one.release.published_on), one.release.id)))


def _by_issuer(uses: Iterable[Use]) -> Mapping[str, list[tuple[date, Use]]]:
    """Return the dated *uses* of each issuer with their days, in order of time."""
    found: dict[str, list[tuple[date, Use]]] = defaultdict(list)
    for use in uses:
        if not use.asked and use.release.published_on:
            found[use.release.issuer].append((use.release.published_on, use))
    return {issuer: sorted(said, key=lambda one: one[0]) for issuer, said in found.items()}


def _of_issuer(omission: Omission, said: Sequence[tuple[date, Use]]) -> Omission | None:
    """Return *omission* with when its issuer *said* it last and next in whatever text; None where it did in that week."""
    on = omission.release.published_on
    if on is None or any(abs(day - on) <= WEEK for day, _ in said):
        return None
    back = next((use for day, use in said if day > on), None)
    until = str(back.release.published_on) if back else "9999"
    return replace(
        omission,
        last=[use for day, use in said if day < on][-1],
        returned=back,
        without=tuple(one for one in omission.without if str(one.published_on) < until),
    )


def _of_series(
    near: Sequence[Release],
    written: Sequence[Release],
    index: SeriesIndex,
    used: Mapping[str, Use],
    texts: Mapping[str, Document],
    subject: PhraseSubject,
    whole: Collection[str],
    nearly: Collection[str],
) -> Iterator[Omission]:
    comparable: set[str] = set()
    otherwise = set(
        nearly
    )  # texts that word it otherwise: what follows them leaves out nothing that they still had
    opened: dict[str, _Open] = {}  # by the release of the last use
    for release in near:
        earlier = [
            other
            for at in index.positions(release)
            if str((other := written[at]).published_on) < str(release.published_on)
        ]
        before = [one for one in earlier if one.id in comparable]
        if release.id in used:
            comparable.add(release.id)
            for key in [one.id for one in before if one.id in opened]:
                done = opened.pop(key)
                yield replace(done.omission, without=tuple(done.without), returned=used[release.id])
            continue
        stood = tuple(one for one in before[:OF_LAST] if one.id in whole and one.id in used)
        since = next((one.id for one in before if one.id in opened), "")
        said = [used[one.id] for one in stood] or ([opened[since].omission.in_series] if since else [])
        if not said:
            continue
        instead = _instead(texts[release.id], said, subject)
        if not instead:
            if instead is None or _has_most(subject, texts[release.id].text):
                otherwise.add(release.id)
            continue
        comparable.add(release.id)
        if since:
            opened[since].without.append(release)
        elif (
            before[0] in stood
            and before[0] in earlier[:OF_LAST]
            and not any(
                one.id in otherwise or (_words_of_title(one.title) == _words_of_title(release.title))
                for one in earlier[: earlier.index(before[0])]
            )
            and _is_recent(before[0], release)
            and len(stood) >= STEADY
            and all(one.id in used for one in before[:OF_LAST])
            and _long_enough(release, stood, texts)
            and not _is_of_its_own(release, stood)
        ):
            latest = used[before[0].id]
            opened[before[0].id] = _Open(Omission(release, latest, latest, stood, instead))
    for left in opened.values():
        yield replace(left.omission, without=tuple(left.without))


def _is_recent(before: Release, release: Release) -> bool:
    days = before.published_on, release.published_on
    return days[0] is not None and days[1] is not None and days[1] - days[0] <= LONGEST_AGO


def _instead(document: Document, said: Sequence[Use], subject: PhraseSubject) -> str | None:
    """Return the sentence of *document* that stands for those *said* before, or is most on the subject; "" = none.

    None where one has nearly all words of the formula, however far apart; another figure in their midst is another value.
    """
    words_of_it = {word for word in _present(subject.own - SAYING_WHEN) if not word[0].isdigit()}
    alike, best = 0.0, ""
    wanted = [
        words
        for use in said
        if len(words := frozenset(content_stems(use.quote)) - set(content_stems(use.release.title))) >= FEW
    ]
    for start, end in sentences_of(document):
        stems = content_stems(document.text[start:end])
        part = frozenset(stems)
        there = words_of_it & _present(part)
        of_its_state = any(
            word[0] == "=" for word in there
        )  # "Veskia's government … reforms" of "Veskia's reform agenda"
        if len(there) >= min(NEARLY * len(words_of_it), len(words_of_it) - of_its_state):
            return None
        if not subject.cut_short.isdisjoint(pairwise(stems)):
            return None  # "the stance of policy" of "the stance of monetary policy"
        share = max((len(part & words) / len(words) for words in wanted), default=0.0)
        if share > alike:
            alike, best = share, " ".join(document.text[start:end].split())
    if alike >= ALIKE:
        return best
    place = speaks_on(subject, document)
    nearest = sentence_on_subject(document, place, subject) if place else ""
    part = frozenset(content_stems(nearest))
    stands_for_it = not subject.matter.isdisjoint(part) or any(
        len(part & words) >= LITTLE * len(words) for words in wanted
    )
    return nearest if stands_for_it or not subject.matter else ""


def _present(stems: Collection[str]) -> frozenset[str]:
    """Return *stems* with irregular pasts as the stem of their present: "kept" and "keep" are one word."""
    return frozenset(_PRESENT.get(one, one) for one in stems)


def _has_most(subject: PhraseSubject, text: str) -> bool:
    """Return whether *text* has nearly all words of the formula, wherever they stand."""
    return len(subject.own.intersection(content_stems(text))) >= NEARLY * len(subject.own)


def _is_of_its_own(release: Release, stood: Sequence[Release]) -> bool:
    """Return whether the title of *release* names a matter that no title of *stood* names: a committee, an anniversary, a list of acts."""
    named = _matter(release.title)
    return all(len(named - _matter(one.title)) >= MATTER for one in stood)


def _words_of_title(title: str) -> frozenset[str]:
    return frozenset(word for word in content_stems(title) if not word[0].isdigit())


def _matter(title: str) -> frozenset[str]:
    """Return the stems of *title* but for parties and the words for a form of text."""
    words = replace_party_names(split_words(title))
    return frozenset(
        stem(word) for word in words if names_matter(word) and word[0] != "=" and not is_about_form(word)
    )


def _long_enough(release: Release, stood: Iterable[Release], texts: Mapping[str, Document]) -> bool:
    usual = min(len(texts[one.id].text) for one in stood if one.id in texts)
    return len(texts[release.id].text) >= SHORT * usual
