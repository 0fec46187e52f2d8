"""One item of news as a sentence in plain words: who, when, which words moved, and how long they had stood. Pure.

The sentence says what the two texts show and no more: words that came, words that went. The label
stands before it as a mark, and the rule behind its link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reports.digest.news.evidence import BY_LEVEL, value_moved
from reports.digest.news.news_item import NewsItem
from reports.digest.news.words.as_quoted import as_quoted
from reports.digest.news.words.moved_words import ALIKE, is_marked_within
from reports.digest.news.words.moves_in_words import moved_in_words
from reports.digest.news.words.negations import begin_with_negation
from reports.digest.news.words.wording import IDLE, LONGEST_NAME, STEADY, WordingChange, telling_stems
from reports.view.change_card import release_speaker
from reports.view.changes import is_edit, subject_unit
from reports.view.dates import ISO, UNDATED, DateStyle
from reports.view.display_names import NOT_NAMED, party_name, without_hosts
from reports.view.rate_words import decision_words, is_gapped, rate_first_decided, rate_moved
from tracker.compare.compare_units import FIRST_OF_SOURCE
from tracker.compare.facets.value_parsing import parse_amounts
from tracker.compare.silences.agreed_series import agreed_by
from tracker.domain import Change, Delta, Label, Mention, Release
from tracker.link.occasions.genre import is_agreed
from tracker.link.occasions.title_subject import before_subject
from tracker.reading import CAME_BACK_NOTE
from tracker.segment.speakers.authors import GROUPS, MEMBERS
from tracker.text.content_words import BLOCS, is_state, party_code, party_codes
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

HEAD = 60  # characters of the words that name the matter
PIECE = 120  # of words that went or came
QUOTE = 150  # of a whole statement
BEFORE_VALUE = 60  # of one, before the sum or day that moved
BESIDE = 260  # of one that stands beside another, without marks
SPEAKERS = 5  # named; of more, the issuer
# Said of two decisions between which one may be missing: then nobody can say which step was smaller than the last.
_STEP_BEFORE = re.compile(r", a (?:larger|smaller) step than on [\d-]+")
_UNTIL = r"(?:at least )?(?:through|until|by) (?:the end of |late |early |mid-?)?{}\b"
_YEAR = re.compile(r"(?:19|20)\d\d")
VALUES = 3  # days and sums beside a quote
LONGEST_STAYED = (
    200  # words that stayed and are looked for at the end of a stretch: a quote without end takes no minute
)
_ORGANISATION = re.compile(r"\bOrgani[sz]ation\b")
# "Pan American Health Organization": of no one state.
_OF_A_CONTINENT = re.compile(r"\b(?:Pan|Inter|Latin|Central|South|North)[\s-]American\b", re.IGNORECASE)
# They speak for the Union in a title.
_OF_EU = re.compile(r"(?<!at the )\bEuropean (?:Commission|Council)\b(?![’']s)")


def news_sentence(item: NewsItem, dates: DateStyle = ISO) -> str:
    """Return *item* in one sentence, its days as *dates* writes them.

    It names who speaks and the day, then what the words do now that they did not.
    """
    change = item.change
    lead = f"{who_speaks(item)}, {dates.day(change.release.published_on)}: "
    return lead + _body(item, dates) + "."


def who_speaks(item: NewsItem) -> str:
    """Return whose words an item is, as a reader would name them: a group by its name, up to four speakers, of more the issuer.

    Where the issuer names fewer than speak (a text of four under the name of two), two of them and how many others.
    """
    return speakers_in_words(subject_unit(item.change).facets.speakers, item.change.release)


def titled_parties(release: Release) -> frozenset[str]:
    """Return the codes of those whom the title of an agreed text names; none where one of them is no state or bloc that is known."""
    titled = agreed_by(release)
    if titled and _OF_EU.search(before_subject(release.title)):
        titled |= {"eu"}
    known = all(is_state(name) or name in BLOCS for name in titled)
    return frozenset(name.upper() for name in titled) if known else frozenset()


def codes_of(names: Iterable[str]) -> frozenset[str]:
    """Return the codes of *names*, as :func:`titled_parties` writes them, so that they can be compared."""
    return frozenset(party_code(name).upper() for name in names)


def speakers_in_words(codes: frozenset[str], release: Release) -> str:
    """Return the speakers *codes* of *release* as a reader would name them, as :func:`who_speaks` says."""
    codes = next((frozenset({group}) for group, members in GROUPS.items() if members == codes), codes)
    codes = without_hosts(codes, release.issuer, release.title)
    names = [name for name in sorted(party_name(code) for code in codes) if name != NOT_NAMED]
    if not names or (len(names) == 1 and not is_agreed(release.title) and _is_where_it_sits(codes, release)):
        return release_speaker(release)
    if len(names) <= SPEAKERS:
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    issuers, speaking = codes_of(party_codes(release.issuer)), codes_of(codes)
    whole = re.search(r"\bpartners\b|\bjoint\b", release.issuer, re.IGNORECASE)
    # a group under whose name a text is filed, of which others speak than its members
    group = frozenset[str]().union(*((GROUPS | MEMBERS).get(code, {code}) for code in issuers))
    apart = bool(issuers) and not (speaking <= group or group <= speaking)
    fewer = whole or apart or (issuers and issuers < speaking)
    return f"{', '.join(names[:2])} and {len(names) - 2} others" if fewer else release_speaker(release)


def _is_where_it_sits(codes: frozenset[str], release: Release) -> bool:
    """Say whether the speakers read are states and the issuer of the *release* is an organisation of none: it writes the town it sits in before its words."""
    if not _ORGANISATION.search(release.issuer) or party_codes(_OF_A_CONTINENT.sub(" ", release.issuer)):
        return False
    states = frozenset(map(party_code, codes))
    return all(map(is_state, states)) and not states & party_codes(release.title)


def is_comparable(wording: WordingChange) -> bool:
    """Say whether two texts have enough in common to be shown word against word."""
    return wording.shared >= ALIKE and is_marked_within(wording)


def _body(item: NewsItem, dates: DateStyle) -> str:
    change = item.change
    before, after = change.before, change.after
    if after is None:
        assert before is not None, "a change has one side at least"
        said = f"“{excerpt(before.unit.quote, QUOTE)}”"
        if is_edit(change):
            return f"{said} was taken out of the published page"
        return f"no longer says {said}, left out of {_silent_texts(change, dates)}{_last_said(before, dates)}"
    if before is None or item.wording is None:
        return _new(item, after)
    if item.again:
        return f"“{item.words}”; on {dates.day(before.release.published_on)}: “{excerpt(before.unit.quote, QUOTE)}”"
    if rate := rate_moved(change):
        return rate_sentence(change, rate, before, dates)
    number = _number(change, before, after, dates)
    by_level = bool(BY_LEVEL.search(change.rule))
    lost, added = _stretches(item.wording, before, after, by_level=by_level)
    went = bool(lost)
    wording, lost, added = _in_its_place(item, item.wording, lost, added)
    text = number or as_quoted(_moved(wording, lost, added, before, after, by_level=by_level), before, after)
    if is_edit(change):
        came_back = change.note.startswith(CAME_BACK_NOTE)
        return f"the published page {'is again as it was' if came_back else 'was changed'}: {text}"
    if change.label is Label.RESUMED:
        return (
            f"says again “{excerpt(after.unit.quote, QUOTE)}” after leaving it out{_last_said(before, dates)}"
        )
    return number or text + _stood(item.wording, before, dates, went=went)


def rate_sentence(change: Change, rate: Delta, before: Mention, dates: DateStyle) -> str:
    """Return what was decided on a rate as the rule has it: which, by how much, to what, and what was decided before."""
    turned = re.search(r"before: ([\w ]+)", change.rule) if change.label is Label.REVERSED else None
    last = dates.day(before.release.published_on)
    if is_gapped(change, rate):
        decided = _STEP_BEFORE.sub("", decision_words(change, rate))
        return decided + (f"; decisions since {last} may be missing" if last != UNDATED else "")
    since = f"; {turned[1]} on {last}" if turned else f"; the step before was on {last}"
    return decision_words(change, rate) + (since if last != UNDATED else "")


def _new(item: NewsItem, after: Mention) -> str:
    facets = after.unit.facets
    said = f"“{item.words or excerpt(after.unit.quote, QUOTE)}”"
    if is_edit(item.change):
        return f"{said} was added to the published page"
    if decision := rate_first_decided(item.change):
        alone = ", with no decision before it held" if FIRST_OF_SOURCE in item.change.rule else ""
        return f"{decision}{alone}: {said}"
    first = [party_name(name) for name in item.first]
    is_first = FIRST_OF_SOURCE in item.change.rule
    new = "commitment, in the first text held of this source: " if is_first else "new commitment: "
    why = f"names {' and '.join(first[:2])} for the first time: " if first else new
    values = (
        facets.deadline,
        "" if parse_amounts(said) else facets.amount,
    )  # a rate a month is no second sum
    told = (part for value in values for part in value.split("; "))
    # what stands outside of the statement itself may be the day of something else
    cut_off = (value for value in told if _stands_in(value, after.unit.quote))
    number = [excerpt(value, 40) for value in cut_off if not _stands_in(value, said)]
    return why + said + (f" ({', '.join(number[:VALUES])})" if number else "")


def _stands_in(value: str, said: str) -> bool:
    """Return whether all words and figures of *value* stand in what is quoted: "in 2021" in "in 2021-2027"."""
    return set(re.findall(r"\w+", value.casefold())) <= set(re.findall(r"\w+", said.casefold()))


def _number(change: Change, before: Mention, after: Mention, dates: DateStyle) -> str:
    """Return the sum or the day that moved, both values beside each other, the earlier one with its day; "" where none did.

    Of acts of their own, like tranches, those in between may not be held: the day says which one is meant.
    """
    moved = value_moved(change)
    if moved is None:
        return ""
    new, old = (
        _as_said(clean(value).replace("; ", " and "), side.unit.quote)
        for value, side in ((moved.after, after), (moved.before, before))
    )
    last = dates.day(before.release.published_on)
    then = "before" if is_edit(change) or last == UNDATED else f"on {last}"
    return f"now {new}, where it said {old} {then}: “{_around(moved.after.split('; ')[0], after.unit.quote)}”"


def _around(value: str, quote: str) -> str:
    """Return the words of *quote* with *value* among them: its first words where these have it."""
    said = " ".join(clean(quote).split())
    begun, at = excerpt(said, QUOTE), said.find(value)
    if at < 0 or value in begun:
        return begun
    first = begin_with_negation(said, said.rfind(" ", 0, max(0, at - BEFORE_VALUE)) + 1)
    return f"… {excerpt(said[first:], QUOTE)}" if first else begun


def _as_said(value: str, quote: str) -> str:
    """Return a year as *quote* has it, "at least through late 2014" for "2014"; any other *value* as it is."""
    found = re.search(_UNTIL.format(value), quote) if _YEAR.fullmatch(value) else None
    return found[0] if found else value


def _silent_texts(change: Change, dates: DateStyle) -> str:
    """Return the two texts that leave out what was said, by their days, which the rule names."""
    _, _, silent = change.rule.partition("silent in ")
    days = [dates.day(date.fromisoformat(day)) for day in re.findall(r"\((\d{4}-\d\d-\d\d)\)", silent)]
    return (
        f"the comparable texts of {days[0]} and {days[-1]}"
        if len(days) > 1
        else "two comparable texts in a row"
    )


def _moved(
    wording: WordingChange,
    lost: tuple[str, ...],
    added: tuple[str, ...],
    before: Mention,
    after: Mention,
    *,
    by_level: bool,
) -> str:
    if not is_comparable(wording) or not (lost or added):
        return f"now “{excerpt(after.unit.quote, BESIDE)}”, before “{excerpt(before.unit.quote, BESIDE)}”"
    if told := moved_in_words(wording.runs, lost, added, first=by_level):
        return told
    now, then = (excerpt(one.unit.quote, PIECE) for one in (after, before))
    if now == then:  # what moved stands behind the cut
        now, then = (f"… {_last_words(one.unit.quote)}" for one in (after, before))
    return f"now “{now}” where it said “{then}”"


def _last_words(quote: str) -> str:
    """Return the end of *quote*, from a word on."""
    kept = " ".join(quote.split())[-PIECE:]
    return kept if len(kept) < PIECE else kept.partition(" ")[2]


def _stretches(
    wording: WordingChange, before: Mention, after: Mention, *, by_level: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stretches that went, and those that came, which a sentence names: of a move *by_level* each."""
    lost, added = _told(wording.lost, wording.gone), _told(wording.added, wording.come)
    lost = tuple(_without_stayed(words, after.unit.quote) for words in lost)
    added = tuple(_without_stayed(words, before.unit.quote) for words in added)
    lost = tuple(filter(None, (_without_name(words, after.unit.quote) for words in lost)))
    added = tuple(filter(None, (_without_name(words, before.unit.quote) for words in added)))
    return (lost, added) if by_level else _without_idle(wording, lost, added)


def _in_its_place(
    item: NewsItem, wording: WordingChange, lost: tuple[str, ...], added: tuple[str, ...]
) -> tuple[WordingChange, tuple[str, ...], tuple[str, ...]]:
    """Return how *item* is worded, with what its sentences have in the place of the only stretch that went, or came, where a quote ends before that.

    "The risks are balanced" did not go alone where the sentence goes on with "are weighted toward weakness".
    """
    if len(lost) + len(added) != 1:
        return wording, lost, added
    (told,), op = (lost or added), "delete" if lost else "insert"
    runs = [run for run in item.redline if run.text.strip()]
    stems = telling_stems(told)
    at = next((at for at, run in enumerate(runs) if run.op == op and stems <= telling_stems(run.text)), None)
    if at is None:
        return wording, lost, added
    beside = runs[at - 1 : at] if added else runs[at + 1 : at + 2]
    placed = next((run for run in beside if run.op in ("delete", "insert") and run.op != op), None)
    if placed is None or not telling_stems(placed.text) - IDLE:
        return wording, lost, added
    here, there = (" ".join(run.text.split()) for run in (runs[at], placed))
    went, came = (here, there) if lost else (there, here)
    return replace(wording, runs=item.redline), (went,), (came,)


def _without_idle(
    wording: WordingChange, lost: tuple[str, ...], added: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stretches without those that tell nothing beside longer ones that do, unless one stands in the place of one of these.

    Where "uranium fuel" went, nobody asks for "pledge" in the place of "concurred".
    """
    telling = wording.moved - IDLE
    main = {*_told(lost, telling), *_told(added, telling)}
    runs = [
        " ".join(run.text.split()) if run.op != "equal" else "" for run in wording.runs if run.text.strip()
    ]
    beside = {
        side
        for at, run in enumerate(runs)
        if any(one in run for one in main)
        for side in runs[max(0, at - 1) : at + 2]
    }
    kept = [tuple(one for one in side if any(one in run for run in beside)) for side in (lost, added)]
    told, left = (sum(len(one) for side in sides for one in side) for sides in (kept, (lost, added)))
    return (kept[0], kept[1]) if 2 * told > left else (lost, added)


def _without_name(words: str, quote: str) -> str:
    """Return *words* without the state they begin with, where *quote* has it by whatever name: "North Korea", then "the DPRK"."""
    said, named = words.split(), party_codes(quote)
    for size in range(min(LONGEST_NAME, len(said)), 0, -1):
        is_name = all(word[:1].isupper() or word in ("the", "of") for word in said[:size])
        codes = party_codes(" ".join(said[:size])) if is_name else frozenset()
        if codes and codes <= named:
            return " ".join(said[size:])
    return words


def _told(stretches: tuple[str, ...], moved: frozenset[str]) -> tuple[str, ...]:
    """Return the *stretches* with a word that *moved*: "attempts" for "attempt" is none."""
    return tuple(words for words in stretches if telling_stems(words) & moved)


def _without_stayed(words: str, quote: str) -> str:
    """Return *words* without those at either end, two and more, that *quote* of the other text has one behind the other: "exceptionally low"."""
    said, others = words.split(), quote.split()
    other = f" {' '.join(others)} "
    for size in range(min(len(said) - 1, len(others), LONGEST_STAYED), 1, -1):
        if f" {' '.join(said[-size:])} " in other and telling_stems(" ".join(said[-size:])):
            return " ".join(said[:-size])
        if f" {' '.join(said[:size])} " in other and telling_stems(" ".join(said[:size])):
            return " ".join(said[size:])
    return words


def _stood(wording: WordingChange, before: Mention, dates: DateStyle, *, went: bool) -> str:
    last = dates.day(before.release.published_on)
    # a run counts words: which of the mentions named another figure, it does not know
    if wording.run >= STEADY and not re.search(r"\d", " ".join((*wording.lost, *wording.added))):
        span = f"from {dates.day(wording.since)} to {last}" if wording.since else f"last on {last}"
        # a text may have said so in words that are on another line
        counted = (
            f"said so at least {wording.run:,} times"
            if went
            else f"not in the {wording.run:,} mentions before"
        )
        return f"; {counted}, {span}"
    return f"; beside its words of {last}" if last != UNDATED else ""


def _last_said(before: Mention, dates: DateStyle) -> str:
    day = dates.day(before.release.published_on)
    return f"; last said on {day}" if day != UNDATED else ""
