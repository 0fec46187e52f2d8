"""The nouns, frozen. Imports the standard library and what hides secrets; holds types and nothing else.

    Source ── announces ──► Release ── has shown ──► Revision ── is read into ──► Unit
                                                                                  │ sits on
                                                        Change ◄── says how ──── Line

Offsets are code points into the text of one revision, start inclusive, end
exclusive. Dates of publication are dates in the publisher's own zone; instants
are aware UTC datetimes. Definitions of kinds, levels and labels are those of
docs/glossary.md and docs/change-labels.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.doubts import is_withheld
from tracker.secrets import redact


class SourceKind(StrEnum):
    """Where a source announces its releases."""

    FEED = "feed"  # RSS or Atom
    LISTING = "listing"  # an HTML index page
    JSON = "json"  # a JSON endpoint
    SITEMAP = "sitemap"  # sitemap.xml, or an index of such
    PAGES = "pages"  # a list of URLs
    FILES = "files"  # a folder


class Kind(StrEnum):
    """What a unit does. Only the U kinds are commitments; the rest are positions."""

    U_OWN = "U.own"
    U_JOINT = "U.joint"
    U_WARN = "U.warn"
    D_DEMAND = "D.demand"
    D_CALL = "D.call"
    D_PRINCIPLE = "D.principle"
    S_PRINCIPLE = "S.principle"
    S_LINKAGE = "S.linkage"
    S_SUPPORT = "S.support"
    E_CONDEMN = "E.condemn"
    E_CONCERN = "E.concern"
    E_PRAISE = "E.praise"

    @property
    def family(self) -> str:
        """The ladder this kind is measured on: U, D, S or E."""
        return self.value[0]

    @property
    def is_commitment(self) -> bool:
        """Whether the speaker binds itself."""
        return self.family == "U"


class Label(StrEnum):
    """How a line moved."""

    NEW = "NEW"
    REAFFIRMED = "REAFFIRMED"
    STRENGTHENED = "STRENGTHENED"
    WEAKENED = "WEAKENED"
    QUALIFIED = "QUALIFIED"
    BROADENED = "BROADENED"
    NARROWED = "NARROWED"
    REVERSED = "REVERSED"
    RESUMED = "RESUMED"
    MIXED = "MIXED"
    NOT_REPEATED = "NOT_REPEATED"
    DROPPED = "DROPPED"


SILENT_LABELS = frozenset({Label.NOT_REPEATED, Label.DROPPED})  # of a text by what it does not say


class LinkState(StrEnum):
    """How sure it is that a statement continues an earlier one."""

    TOLD = "told"  # the same line: compared, and mailed where it moved
    POSSIBLE = "possible"  # shown as "perhaps earlier" and asked in review; never mailed as a change
    NEW = "new"  # it continues nothing held


class Cause(StrEnum):
    """Why a change was recorded. Only RELEASE and EDIT are ever mailed."""

    RELEASE = "release"  # first relation of a release
    EDIT = "edit"  # a later revision of the same release
    RECOMPUTED = "recomputed"  # new engine, late arrival, correction


class Role(StrEnum):
    """What a stretch of a page is. Only HEADING, PARAGRAPH and ITEM are read as statement."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a bullet or a numbered point
    TITLE = "title"
    META = "meta"  # date lines, hit counters, bylines
    FURNITURE = "furniture"  # navigation, footers


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors and patterns of one site; empty means the general rule."""

    item: str = ""  # listing: one row of the index
    link: str = "a"  # listing: the link inside a row
    link_pattern: str = ""  # listing: regex over href or onclick; its groups fill link_template
    link_template: str = ""  # listing: a URL with {1}, {2} … for the groups of link_pattern
    item_date: str = ""  # listing: the date inside a row
    title: str = ""  # page
    date: str = ""  # page
    date_format: str = ""  # strptime format, where the date is not ISO or written out in English
    body: str = ""  # page
    remove: tuple[str, ...] = ()  # page: what to take out of the body
    remove_text: str = ""  # page: regex; a block that begins so is no statement
    attachments: str = ""  # page: links to documents (PDF) that are releases of their own


@dataclass(frozen=True, slots=True)
class Paging:
    """How an index goes on after its first page, and how it is asked for a window of days."""

    parameter: str = ""  # of the query: the number of the page, or an offset
    template: str = ""  # or a URL with {n}
    start: int = 1  # the number of the first page
    step: int = 1  # added for the next one; more where the parameter is an offset
    pages: int = 1  # read at each visit; more only for a backfill
    since: str = ""  # query parameter of the first day wanted
    until: str = ""  # query parameter of the last day wanted
    day_format: str = "%Y-%m-%d"  # strftime, of both


@dataclass(frozen=True, slots=True)
class Fields:
    """Where things stand in JSON: dotted paths such as "details.body"; empty = not there."""

    items: str = ""  # the list; empty = the document itself
    key: str = ""  # what a release is called
    link: str = ""
    title: tuple[str, ...] = ()  # joined by a space
    date: str = ""
    body: str = ""  # HTML, or text
    html: str = ""  # a fragment of HTML that holds the rows: they are then read by selectors, as a listing
    attachments: str = ""  # a list of URLs, or of objects with a "url"
    withdrawn: str = ""  # not empty where the publisher has withdrawn the document


@dataclass(frozen=True, slots=True)
class Detail:
    """Where the text of an announced release is, if not at its link: a JSON document, or another page."""

    template: str = ""  # a URL with {key} (what Source.key finds), {link} or {path} (the link's path)
    fields: Fields | None = None  # None: an HTML page


@dataclass(frozen=True, slots=True)
class Manners:
    """How one site is asked, where it differs from [fetch]."""

    headers: tuple[tuple[str, str], ...] = ()
    delay_seconds: float | None = None
    timeout_seconds: float | None = None
    max_bytes: int | None = None
    expect: tuple[str, ...] = ()  # media types an index may come as; another is an error of the source
    mirror: str = ""  # scheme://host[:port] asked instead of the site's own; links stay as they are
    variables: frozenset[tuple[str, str]] = frozenset()  # (host, variable) that config.toml lets be filled in


@dataclass(frozen=True, slots=True)
class Source:
    """A place that publishes. Identity: its slug in config.toml."""

    id: str
    kind: SourceKind
    issuer: str = ""  # the principal, as a reader would name it
    url: str = ""  # feed, listing, json, sitemap
    urls: tuple[str, ...] = ()  # pages; further addresses of the same kind for the others
    path: str = ""  # files: a folder or one file
    timezone: str = "UTC"
    language: str = "en"
    preset: str = ""  # what it was made from
    follow: bool = True  # feed: fetch each item's page; false = read the text in the feed
    recheck_days: int = 30  # how long a release already held is asked for again
    key: str = ""  # regex over the link; group 1 is what the release is called
    rewrite: tuple[tuple[str, str], ...] = ()  # what links begin with, and what it becomes
    only_links: str = ""  # regex; other links are not taken
    skip_titles: str = ""  # regex; such titles are not taken
    date_formats: tuple[str, ...] = ()  # strptime, tried in order on what the index says
    title_date: str = ""  # regex; group 1 of the title is the date, and goes before the index
    link_date: str = ""  # regex; group 1 of the link is the date
    drop_parameters: tuple[str, ...] = ()  # of the query, taken out of links
    in_order: bool = False  # newest first, for certain: a backfill may stop at the first row that is older
    may_be_empty: bool = False  # nothing announced is no error
    min_characters: int = 0  # a shorter statement is an error of the source
    selectors: Selectors = field(default_factory=Selectors)
    paging: Paging = field(default_factory=Paging)
    fields: Fields = field(default_factory=Fields)
    detail: Detail = field(default_factory=Detail)
    manners: Manners = field(default_factory=Manners)
    fallback: Source | None = None  # asked for its index where this one fails; same id

    @property
    def formats(self) -> tuple[str, ...]:
        """How its days are written (strptime), in the order they are tried."""
        return tuple(filter(None, (self.selectors.date_format, *self.date_formats)))


@dataclass(frozen=True, slots=True)
class Release:
    """One published item. Identity: hash(source, ref)."""

    id: str
    source: str
    ref: str  # archive id, guid or canonical URL: what exports call "release"
    issuer: str
    url: str
    title: str
    published_on: date | None  # None: kept and read, but not compared until it is dated


@dataclass(frozen=True, slots=True)
class Revision:
    """One text a release has shown; never changed or deleted. Identity: hash(release, body)."""

    id: str
    release: Release
    number: int  # 1 = as first seen
    body: bytes  # exactly as received
    media_type: str  # text/plain, text/html, text/markdown, application/pdf
    charset: str  # as declared by the server or the file reader; empty = find out
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of a document's text, with what it is."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its parts marked. For text input, *text* is the input itself, code point for code point."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A verbatim part of a unit: document.text[start:end]."""

    name: str  # condition, deadline, amount, instrument, goal, scope_item, target, basis, action
    start: int
    end: int
    text: str
    inherited: bool = False  # taken from elsewhere in the sentence or through an anaphor


@dataclass(frozen=True, slots=True)
class Facets:
    """What is compared between two units of one line. Every field is always present; empty is a value."""

    family: str  # U, D, S, E
    speakers: frozenset[str]  # ISO-3 codes or short names of bodies; {"unresolved"} where the text hides them
    addressees: frozenset[str]  # who is asked or judged, where named
    act: str  # action class, from the lexicon: respond, engage, deter …; "" unknown
    action: str  # normal form, lower case: "respond to additional provocations"
    target: str  # towards whom or what it goes, as written, without article
    topics: frozenset[str]  # coding-guide section 5
    level: int  # 1..5 on the ladder of its family
    intensity: int  # -1, 0, +1
    polarity: str  # "+" the action is to happen, "-" it is not to happen
    direction: str  # start, increase, maintain, decrease, stop, ""
    condition: str  # verbatim, as are the next four
    deadline: str
    amount: str
    instrument: str
    goal: str
    scope_items: frozenset[str]
    scope_examples: bool  # the items came after "including" or "such as": examples, not limits
    reaffirm_claimed: bool  # the text says it repeats
    after_verb: str = (
        ""  # the words behind the verb up to the first adjunct, as written; for links and lists alone
    )

    link_topics: frozenset[str] = frozenset()  # codes for links and silences alone

    @property
    def compared_topics(self) -> frozenset[str]:
        """The codes that links and silences are judged by, whose weights are fitted to them; the topics where none were looked for."""
        return self.link_topics or self.topics

    @property
    def object(self) -> str:
        """What links and lists are judged by, whose weights are fitted to it; the target where no verb was looked for."""
        return self.after_verb or self.target


@dataclass(frozen=True, slots=True)
class Unit:
    """One tracked unit: a verbatim quote with a kind and facets. Identity: hash(revision, start, end)."""

    id: str
    revision: str
    ordinal: int  # 1.. in order of the text
    start: int
    end: int
    quote: str
    kind: Kind
    facets: Facets
    slots: tuple[Slot, ...] = ()
    cue: str = ""  # the words that made it a unit
    rules: tuple[str, ...] = ()  # why this kind and level, one step each
    parent: str | None = None  # an item of another unit's list, outside strict counts
    confidence: float | None = None  # 0..1, that it is a unit as coded; None: nothing to weigh it by


@dataclass(frozen=True, slots=True)
class Line:
    """A thread of statements: "engage China" over years. Identity: hash of its first unit."""

    id: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about, whoever says it: what joins lines of many issuers to a dossier."""

    # weights of "=prk" states, "nuclear" stems, "human right" neighbours, "~deter", "#cbrn"
    tokens: Mapping[str, int]
    states: frozenset[str]  # codes, of those named in the quote; the speakers are none

    @property
    def whole(self) -> int:
        """What its tokens weigh together, neighbours left out: those only ever speak for a likeness."""
        return sum(weight for token, weight in self.tokens.items() if " " not in token)

    @property
    def keys(self) -> tuple[str, ...]:
        """The tokens it is found by: its words, the most telling first; no concepts and no topics."""
        words = [token for token in self.tokens if token[0] not in "~#"]
        return tuple(sorted(words, key=lambda token: (-self.tokens[token], token)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit where it was said."""

    unit: Unit
    release: Release


@dataclass(frozen=True, slots=True)
class Link:
    """A unit placed on a line, with the reasons."""

    unit: str  # unit id
    line: Line
    before: str | None  # id of the unit it continues; None = the first on its line
    score: float  # 0..1; 1.0 for a line that starts here
    reasons: tuple[str, ...] = ()
    review: bool = False  # too close to call: an analyst should look


@dataclass(frozen=True, slots=True)
class Delta:
    """One facet that differs. *verdict* says how: raised, lowered, earlier,
    later, set, cleared, wider, narrower, opposite, reworded."""

    facet: str
    before: str  # for display; "" = empty
    after: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Change:
    """How a line moved, with both quotes and the rule that fired. Identity: hash(line, before, after, label).

    NEW has no *before*. NOT_REPEATED and DROPPED have no *after*: *release* is
    the document that is silent.
    """

    id: str
    line: Line
    label: Label
    cause: Cause
    release: Release  # where it happened
    before: Mention | None
    after: Mention | None
    also: tuple[Label, ...] = ()  # every other label that fired
    deltas: tuple[Delta, ...] = ()
    rule: str = ""  # one sentence: which rule fired and on what
    minor: bool = False  # intensity alone moved
    note: str = ""  # "claims continuity; no earlier text held"
    review: bool = False

    @property
    def link(self) -> LinkState:
        """How sure it is that both statements are of one line; a silence is told, as it links nothing."""
        if self.before is None:
            return LinkState.NEW
        return LinkState.POSSIBLE if self.review and not is_withheld(self.rule) else LinkState.TOLD


@dataclass(frozen=True, slots=True)
class Statement:
    """A release as it stands in the history: which lines it spoke on."""

    release: Release
    lines: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with an input or a source. Printed as one line; the rest goes on."""

    where: str  # file:line, source id or URL
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return redact(f"{self.where}: {self.message}") + (f"; {self.remedy}" if self.remedy else "")
