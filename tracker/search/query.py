"""A query as it is typed into a search: words, "phrases" and begin* of words, with filters among them. Pure.

    sanctions "halden sea" issuer:Norvale topic:military label:weakened since:2031-03

What are words is up to :mod:`tracker.search.analyzer`; here filters are told from them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from tracker.domain import Kind, Label
from tracker.errors import ConfigError
from tracker.text.dates import HOW_TO_TYPE, typed_days
from tracker.text.sanitize import CONTROL_CHARACTERS, one_line

FILTERS = ("issuer", "source", "party", "speaker", "topic", "kind", "level", "label", "since", "until")
OF_UNITS = frozenset({"party", "speaker", "topic", "kind", "level", "label"})  # what only a unit has
KIND_WORDS = {"commitment": "U", "demand": "D", "stance": "S", "judgment": "E", "position": "position"}
NAMED = 12  # names in an error, where none is near
OPERATORS = frozenset({"AND", "OR", "NOT"})  # elsewhere; here words like any other

# Typographic and wide quotation marks, as keyboards and word processors put them in.
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟＂", '"'))
_BLANKS = re.compile(r"\s{2,}|[^\S ]")  # that are not one space already
_QUESTION_MARK = re.compile(r"(?<=\w)\s*\?+\s*$|(?<=\")\s*\?+\s*$")  # says nothing that the words do not
_TOKEN = re.compile(
    r'(?P<phrase>"[^"]*"\*?)|(?P<name>[A-Za-z]+)[:：](?:"(?P<quoted>[^"]*)"|(?P<bare>\S*))|(?P<word>\S+)'
)


class SearchFilters(TypedDict, total=False):
    """The filters, as the keyword arguments of ``Store.search_page``, ``search`` and ``count_hits``; None is none."""

    source: str | None
    issuer: str | None
    issuers: Sequence[str] | None
    topic: str | None
    label: str | None
    since: date | None
    until: date | None
    party: str | None
    speaker: str | None
    kind: str | None
    level: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. *since* and *until* are days of publication, *level* its bounds, all inclusive."""

    text: str  # the words, as the store takes them; "" = what the filters alone find
    source: str | None = None
    issuer: str | None = None
    topic: str | None = None
    label: Label | None = None
    since: date | None = None
    until: date | None = None
    party: str | None = None  # who speaks, is spoken to or is named: a code or a name
    speaker: str | None = None
    kind: str | None = None  # a kind, a family (U, D, S, E), or "position": all but U
    level: tuple[int, int] | None = None
    issuers: tuple[str, ...] = ()  # whoever is meant by a part of their names

    @property
    def every_issuer(self) -> tuple[str, ...]:
        """Whose texts are asked for; () = everybody's."""
        return self.issuers or ((self.issuer,) if self.issuer else ())

    @property
    def filters(self) -> SearchFilters:
        """The filters, None where there is none."""
        return {
            "source": self.source,
            "issuer": self.issuer,
            "issuers": self.issuers or None,
            "topic": self.topic,
            "label": self.label,
            "since": self.since,
            "until": self.until,
            "party": self.party,
            "speaker": self.speaker,
            "kind": self.kind,
            "level": self.level,
        }


def parse_query(asked: str) -> Query:
    """Return *asked* as words and filters.

    A filter is a name, a colon and a value without blank, or one in quotes. In
    quotes nothing is a filter.

    >>> parse_query('sanction* issuer:"Harbour Compact" "label:new"').issuer
    'Harbour Compact'
    >>> parse_query("halden since:2031-02 until:2031-02").until
    datetime.date(2031, 2, 28)

    Raises:
        ConfigError: There is no such filter, label or date (names the nearest); a
            filter has no value or comes twice; a word is to be left out, which no
            search here can do; there are neither words nor filters.
    """
    words: list[str] = []
    given: dict[str, str] = {}
    for token in _TOKEN.finditer(_QUESTION_MARK.sub("", asked.translate(_STRAIGHT))):
        name = (token["name"] or "").lower()
        value = token["bare"] if token["quoted"] is None else token["quoted"]
        if not name or (name not in FILTERS and not value):  # "Statement:" is a word
            words.append(_wanted(token[0]))
            continue
        if name not in FILTERS:
            mend = (
                f'{suggest_nearest(name, FILTERS, ":")}; in quotes, "{token[0]}", it is searched for as words'
            )
            raise _wrong(f'there is no filter "{name}:"', mend)
        if name in given:
            raise _wrong(f"{name}: is given twice", "leave one of them out")
        given[name] = _value(name, value.strip(), quoted=token["quoted"] is not None)
    text = " ".join(words)
    if not any(letter.isalnum() for letter in text):
        if words or not given:
            raise _wrong("there are no words in it", "write what was said, or a filter: party:JPN since:2031")
        text = ""
    since, until = _day("since", given), _day("until", given)
    if since and until and since > until:
        raise _wrong(f"since:{given['since']} is after until:{given['until']}", "swap them")
    label = _label(given["label"]) if "label" in given else None
    return Query(
        text,
        given.get("source"),
        given.get("issuer"),
        given.get("topic"),
        label,
        since,
        until,
        given.get("party"),
        given.get("speaker"),
        _kind(given["kind"]) if "kind" in given else None,
        _level(given["level"]) if "level" in given else None,
    )


def typed_filters(asked: str) -> frozenset[str]:
    """Return the names of the filters in *asked*.

    >>> typed_filters('"since: 2031" issuer:Norvale')
    frozenset({'issuer'})
    """
    names = (token["name"] for token in _TOKEN.finditer(asked.translate(_STRAIGHT)) if token["name"])
    return frozenset(name.lower() for name in names).intersection(FILTERS)


def format_query(query: Query) -> str:
    """Return *query* as it could have been typed: the words, then the filters.

    >>> format_query(parse_query('issuer:"Harbour Compact" until:2031-02 "halden sea"'))
    '"halden sea" issuer:"Harbour Compact" until:2031-02-28'
    """
    found = (format_filter(name, value) for name, value in filter_texts(query).items())
    return " ".join(filter(None, [query.text, *found]))


def filter_texts(query: Query) -> dict[str, str]:
    """Return the filters of *query* as they are typed, by name, in order.

    >>> filter_texts(parse_query("level:3+ kind:U.own party:JPN"))
    {'party': 'JPN', 'kind': 'U.own', 'level': '3-5'}
    """
    given = {name: value for name, value in query.filters.items() if value is not None}
    if query.level is not None:
        low, high = query.level
        given["level"] = str(low) if low == high else f"{low}-{high}"
    return {name: str(given[name]) for name in FILTERS if name in given}


def format_filter(name: str, value: str) -> str:
    """Return a filter as it is typed.

    >>> format_filter("issuer", "Norvale"), format_filter("issuer", "Harbour Compact")
    ('issuer:Norvale', 'issuer:"Harbour Compact"')
    """
    bare = value.replace('"', "")
    return f"{name}:{bare}" if re.fullmatch(r"\S+", bare) and bare == value else f'{name}:"{bare}"'


def suggest_nearest(name: str, known: Iterable[str], after: str = "") -> str:
    """Return a question with the nearest of the *known* names, else all of them, or the first :data:`NAMED`. *after* is put after each.

    >>> suggest_nearest("isuer", FILTERS, ":")
    'did you mean "issuer:"?'
    """
    by_folded = {one.casefold(): one_line(one) for one in known}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    if found:
        return f'did you mean "{by_folded[found[0]]}{after}"?'
    names = [f"{one}{after}" for one in by_folded.values()]
    return f"there are {', '.join(names[:NAMED]) or 'none'}{' …' if len(names) > NAMED else ''}"


def split_at_spans(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return *text* on one line in parts, each with whether it is one of *spans*, which are in order.

    Nothing a terminal obeys, or that turns the direction of what follows, is left.

    >>> split_at_spans("They\\n will\\x1b[2J respond.", [(6, 10)])
    [('They ', False), ('will', True), ('[2J respond.', False)]
    """
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    cleaned = [(_BLANKS.sub(" ", CONTROL_CHARACTERS.sub("", part)), marked) for part, marked in parts]
    return [(part, marked) for part, marked in cleaned if part]


def _wanted(word: str) -> str:
    if re.match(r'-["\w]', word):
        raise _wrong(
            f"{one_line(word)}: words cannot be left out",
            "without the sign it is searched for",
        )
    return word


def _value(name: str, value: str, *, quoted: bool) -> str:
    if not value:
        raise _wrong(f"{name}: has no value", f"write {name}:VALUE without a blank between them")
    if not quoted and value.startswith('"'):
        raise _wrong(f"the quotes after {name}: are not closed", f'write {name}:"…"')
    return value


def _label(value: str) -> Label:
    name = re.sub(r"[\s_-]+", "_", value).upper()
    if name not in Label.__members__:
        raise _wrong(f'label: "{one_line(value)}" is no label', suggest_nearest(name, Label))
    return Label(name)


def _kind(value: str) -> str:
    """Return the kind, the family or "position" that *value* means."""
    known = {kind.value.casefold(): kind.value for kind in Kind} | {
        kind.family.casefold(): kind.family for kind in Kind
    }
    known |= KIND_WORDS
    found = known.get(value.casefold()) or known.get(value.casefold().removesuffix("s"))
    if found is None:
        raise _wrong(f'kind: "{one_line(value)}" is no kind', suggest_nearest(value, known))
    return found


def _level(value: str) -> tuple[int, int]:
    """Return the bounds of "4", "3-5", "3+" or ">=3"."""
    found = re.fullmatch(r"(?P<over>>=)?(?P<low>[1-5])(?:(?P<more>\+)|[-–](?P<high>[1-5]))?", value)
    if found is None:
        raise _wrong(f'level: "{one_line(value)}" is no level', "write level:4, level:3-5 or level:3+")
    low = int(found["low"])
    high = 5 if found["over"] or found["more"] else int(found["high"] or low)
    if low > high:
        raise _wrong(f"level:{value} is the wrong way round", "swap the two")
    return low, high


def _day(name: str, given: dict[str, str]) -> date | None:
    """Return the first day of what stands after since:, the last day of what stands after until:."""
    if name not in given:
        return None
    days = typed_days(given[name])
    if days is None:
        raise _wrong(f'{name}: "{one_line(given[name])}" is no date', HOW_TO_TYPE)
    return days[0] if name == "since" else days[1]


def _wrong(what: str, mend: str) -> ConfigError:
    return ConfigError(one_line(what), where="query", remedy=one_line(mend))
