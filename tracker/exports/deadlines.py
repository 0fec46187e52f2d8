"""The days by which what was promised is due, as an iCalendar, RFC 5545. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.compare.facets.value_parsing import parse_deadline
from tracker.domain import Line, Release, Unit
from tracker.segment.speakers.participants import UNRESOLVED
from tracker.text.content_words import party_code, party_codes
from tracker.text.quote_links import quote_link, to_ascii_uri
from tracker.text.sanitize import ID_AUTHORITY, single_line, strip_controls
from tracker.text.shorten import shorten

SUMMARY = 90  # characters of the words in the title of an event
OCTETS = 75  # of a line at most, its end not counted: RFC 5545 section 3.1
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})  # section 3.3.11

YEAR = re.compile(r"(?:early |late |mid-)?\d{4}")  # without "by" or "in" it is part of a name or a list
PART_OF_YEAR = re.compile(r"\bin (?:early|late|mid)-?$", re.IGNORECASE)
HELD = re.compile(  # a meeting with a name is what is promised, where one promises to hold it
    r"\b(?:host|hold|conven|launch|conduct|organi[sz]|open)(?:e|ing)?\b(?! (?:of|year|nation|country)\b)[^,;]*$",
    re.IGNORECASE,
)
BY_OTHERS = re.compile(r"\b(?:to be|will be|be) (?:held|hosted)$|\bhosted$|\bas host$", re.IGNORECASE)
START = re.compile(
    r"\b(?:beginning|starting|commencing|starts?|begins?|effective|tak(?:es?|ing) effect|beyond|as early as|from|since)(?: \w+)?$",
    re.I,
)
LOOKED_FORWARD = re.compile(r"\blook(?:s|ed|ing)? forward\b|\b(?:projections?|forecasts?)\b", re.I)
PROMISE_OF = re.compile(
    r"((?:[A-Z][\w.]*\s){0,3}[A-Z][\w.]*)['’]s? (?:\w+ ){0,2}(?:commitment|target|goal|pledge)s?\b"
)
# "begin … and finish it": the second verb has the date; "and training", "and the works" are no verbs
SECOND_VERB = (
    r"\band (?:then |\w+ly )?(?:(?:will|shall|complete|finish|conclude|end|close)s?\b"
    r"|(?!(?:all|both|in|on|at|of|for|with|by|from|to|under|across|between|within|through|\w{3,}ing)\b)\w+ "
    r"(?:it|them|the|its|their|our|all|every|each|this|these|those|an?)\b)"
)
BEGINS = re.compile(  # in a period it starts; it is not done by its end
    rf"\b(?:begin|start|commence)s?\b(?:(?!{SECOND_VERB})[^,;])*$", re.I
)
# "the next scheduled date for announcing the rate is 18 March", "the meeting is due to be held on 18 March": what a diary says.
# Between the meeting, what is said of it and the date stands no other verb, and nothing that another verb may go with.
_NO_OTHER = r"(?:(?!\b(?:and|is|are|was|were|will|shall|has|have|that|which|what|who|when)\b)[^;,])*?"
_MEETING = r"(?:dates?|announcements?|publications?|releases?|decisions?|meetings?|conferences?)\b"
_HELD = r"(?:held|convened|published|released|issued|announced)"
DIARY = re.compile(
    rf"\b(?:next|scheduled|following) (?:\w+ )?{_MEETING}{_NO_OTHER}\b(?:is|are|will be)"
    rf"(?: (?:(?:scheduled|due|set|planned)\b(?: to be {_HELD}\b)?|(?:to be )?{_HELD}\b){_NO_OTHER})?$"
    rf"|\b{_MEETING}{_NO_OTHER}\b(?:is|are) (?:scheduled|due) (?:for|on|to be {_HELD}\b){_NO_OTHER}$",
    re.I,
)
BEFORE_A_DAY = re.compile(r"(?: (?:on|for|in))?(?: [a-z]+day,?)?(?: \d+ ?(?:[–-]|and|to))?$", re.I)
AT_LATEST = re.compile(r"(?:by|before|until|within|no later than)\b", re.I)
ENSURES = re.compile(r"\b(?:ensur|guarante|commit|make sure\b|see to it\b)", re.I)
SPAN_OF_YEARS = re.compile(r"\s?[/–-]\s?\d\d")
PERIOD = re.compile(r"(?:later )?(?:in|during) ", re.I)
PLACES = (
    re.compile(  # where: "in Washington", "around Japan", "of the G7"; what stands before it has the date
        r"(?:,? (?:in|at|around|near|of|to|for)(?: the)?(?: [A-Z][\w.'’-]*)+,?)+$"
    )
)

PlacedUnit = tuple[Release, Unit, Line | None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A commitment that stands and names when it is due. *day*: the last one of that period; None = not one day."""

    line: Line
    release: Release
    unit: Unit
    day: date | None

    @property
    def past(self) -> bool:
        """Whether the day was over when it was named: a date that is told of, and no deadline."""
        return bool(self.day and self.release.published_on and self.day < self.release.published_on)

    @property
    def due(self) -> date | None:
        """The day, where it is one to wait for."""
        return None if self.past else self.day


def deadlines(said: Iterable[PlacedUnit]) -> list[Deadline]:
    """Return the deadlines that what stands names, one a line, by day and line; those that are due on none last.

    What stands is what the latest release on a line says. Where that release names
    several deadlines on one line, the last in its text counts. What nobody is known to say who takes part in the text is
    nobody's deadline: a release may report what a guest pledged.
    """
    latest: dict[str, tuple[Line, Release, list[Unit]]] = {}
    for release, unit, line in said:
        if line is None:
            continue
        held = latest.get(line.id)
        if held is None or _order(release) > _order(held[1]):
            latest[line.id] = held = (line, release, [])
        if (
            held[1].id == release.id
            and unit.kind.is_commitment
            and unit.facets.deadline
            and unit.facets.speakers != UNRESOLVED
        ):
            held[2].append(unit)
    found = []
    for line, release, units in latest.values():
        if units:
            unit = max(units, key=lambda one: (one.start, one.end))
            found.append(Deadline(line, release, unit, due_day(unit)))
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.line.id))


def due_day(unit: Unit) -> date | None:
    """Return the last day by which *unit* is to be kept, or None where the time it names is none of that.

    None for what is looked forward to or projected, for the entry of a diary, for the promise of a state that does not speak, for a start ("beginning in 2026", "in effect beyond 4 May"), and for the year
    of a name ("Agenda 2030", "the Mars Missions in 2026", "2031/32").
    """
    words = " ".join(unit.quote.split())
    phrases = [" ".join(phrase.split()) for phrase in unit.facets.deadline.split("; ")]
    if (
        any(_is_of_diary(words, phrase) for phrase in phrases)
        or _is_of_another(words, unit.facets.speakers)
        or not all(_is_due(words, phrase) for phrase in phrases)
    ):
        return None
    return deadline_day("; ".join(_with_part(words, phrase) for phrase in phrases))


def _is_of_diary(words: str, phrase: str) -> bool:
    """Return whether *phrase* is when a meeting or publication is, and no day by which one promises to hold it."""
    before = words.partition(phrase)[0].rstrip()
    # where it is held is set aside where nothing else stands between "will be" and the day
    places = (before, PLACES.sub("", BEFORE_A_DAY.sub("", before)))
    found = next((entry for one in places if (entry := DIARY.search(one))), None)
    return bool(found and not AT_LATEST.match(phrase) and not ENSURES.search(before[: found.start()]))


def _is_of_another(words: str, speakers: Collection[str]) -> bool:
    """Return whether *words* speak of the promise of a state that is none of *speakers*: "Veskia's target is impressive"."""
    found = PROMISE_OF.search(words)
    named = party_codes(found[1]) if found else frozenset()
    return bool(named) and named.isdisjoint(party_code(name) for name in speakers)


def _with_part(words: str, phrase: str) -> str:
    """Return *phrase*, a bare year with the part of it that stands before: "early 2031"."""
    before = words.partition(phrase)[0].rstrip()
    part = PART_OF_YEAR.search(before) if YEAR.fullmatch(phrase) else None
    return f"{part[0]} {phrase}" if part else phrase


def _is_due(words: str, phrase: str) -> bool:
    before, _, after = words.partition(phrase)
    before = before.rstrip()
    part = PART_OF_YEAR.search(before) if YEAR.fullmatch(phrase) else None
    if SPAN_OF_YEARS.match(after):
        return False
    if LOOKED_FORWARD.search(before) or START.search(before) or (YEAR.fullmatch(phrase) and not part):
        return False
    if not part and not PERIOD.match(phrase):
        return True
    of_what = PLACES.sub("", before[: part.start()].rstrip() if part else before)
    if BY_OTHERS.search(of_what) or BEGINS.search(before):
        return False
    last = of_what.rpartition(" ")[2]
    return not last[:1].isupper() or " " not in of_what or bool(HELD.search(of_what))


def deadline_day(words: str) -> date | None:
    """Return the last day of the period *words* name, as :func:`tracker.compare.facets.value_parsing.parse_deadline` reads them.

    A sentence with several phrases of time has them joined by "; ": they name a
    day only where all name the same.

    >>> deadline_day("by June 2031"), deadline_day("March 3; 2022"), deadline_day("August 5, 2031; 18 months")
    (datetime.date(2031, 6, 30), None, None)
    """
    days = {parse_deadline(phrase) for phrase in words.split("; ")}
    return days.pop() if len(days) == 1 else None


def may_be_due(words: str, first: date, last: date) -> bool:
    """Return whether a commitment whose deadline is *words* may be due from *first* to *last*; False is certain.

    A bare year is another day with the words that stand before it, "early 2031".
    """
    phrases = [" ".join(phrase.split()) for phrase in words.split("; ")]
    if any(YEAR.fullmatch(phrase) for phrase in phrases):
        return True
    day = deadline_day("; ".join(phrases))
    return day is not None and first <= day <= last


def coming(found: Iterable[Deadline], day: date) -> list[Deadline]:
    """Return those of *found* that are due on *day* or later, the next first."""
    waiting = [one for one in found if one.due and one.due >= day]
    return sorted(waiting, key=lambda one: (one.due or day, one.line.id))


def passed(found: Iterable[Deadline], day: date) -> list[Deadline]:
    """Return those of *found* whose day is over on *day* and on whose line nothing was said since, the latest first."""
    over = [one for one in found if one.due and one.due < day]
    return sorted(over, key=lambda one: (one.due or day, one.line.id), reverse=True)


def icalendar(found: Iterable[Deadline]) -> str:
    """Return *found* as a calendar of all-day events; those that are due on none are left out.

    The UID follows from the line alone, so a deadline that moves is the same
    event on another day. The stamp is the day of the statement: the same store
    gives the same bytes.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policy-tracker//deadlines//EN",
        "CALSCALE:GREGORIAN",
        *(line for deadline in found if deadline.due for line in _event(deadline, deadline.due)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def fold_line(line: str) -> str:
    r"""Return a content line folded to 75 octets, never within a character: RFC 5545 section 3.1.

    >>> fold_line("SUMMARY:" + "a" * 70)[70:]
    'aaaaa\r\n aaa'
    """
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            parts.append(part)
            part, size = "", 1  # the blank that marks a fold counts
        part += character
        size += octets
    return "\r\n ".join([*parts, part])


def escape_text(text: str) -> str:
    r"""Return *text* as a value of type TEXT: RFC 5545 section 3.3.11.

    >>> escape_text("a, b; c\\d\r\ne")
    'a\\, b\\; c\\\\d\\ne'
    """
    lines = strip_controls(text).replace("\x85", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return lines.translate(_ESCAPES)


def _event(deadline: Deadline, day: date) -> Iterator[str]:
    release, unit = deadline.release, deadline.unit
    issuer = single_line(release.issuer or release.source)
    published = release.published_on
    address = to_ascii_uri(quote_link(release.url, unit.quote))
    described = [
        f"“{single_line(unit.quote)}”",
        f"Due: {single_line(unit.facets.deadline)}",
        f"{issuer}, {published or 'undated'}: {single_line(release.title)}",
        *([address] if address else []),
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.line.id}@{ID_AUTHORITY}"
    yield f"DTSTAMP:{published or day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{escape_text(f'{issuer}: {shorten(single_line(unit.quote), SUMMARY)}')}"
    yield "DESCRIPTION:" + escape_text("\n".join(described))
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"  # a deadline keeps nobody busy
    yield "END:VEVENT"


def _order(release: Release) -> tuple[date, str, str]:
    return release.published_on or date.min, release.ref, release.id
