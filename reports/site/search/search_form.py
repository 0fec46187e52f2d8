"""The form of the search page: filters typed into the query or chosen beside it, which mean the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.index import SiteIndex
from reports.site.page_context import QueryParams as Given
from reports.site.pages.change_list_filter import (
    LABEL_KEYS,
    SelectField,
    select_field,
    selectable_topics,
    sorted_by_name,
)
from reports.view.vocabulary import LABEL_WORDS
from tracker.search.query import FILTERS, Query, filter_texts, format_filter, typed_filters
from tracker.text.sanitize import clean

FIELDS = ("issuer", "source", "topic", "kind", "label", "since", "until")  # filters with a field of their own
KINDS = (("U", "commitments"), ("position", "positions"))  # to choose from; one kind alone can be typed
MOST_ISSUERS = 200  # to choose from; others can be typed


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The form as it is printed. *words* are what is searched for, without filters."""

    words: str
    lists: tuple[SelectField, ...]  # topic, kind, label, source
    issuer: str
    issuers: tuple[str, ...]  # to choose from
    since: str
    until: str


def combined_query(given: Given) -> str:
    """Return what was typed with what was chosen beside it, as one query; a filter that was typed stands in place of its field.

    >>> combined_query({"q": "sanctions", "issuer": "Harbour Compact", "topic": ""})
    'sanctions issuer:"Harbour Compact"'
    >>> combined_query({"q": "sanctions issuer:Norvale", "issuer": "Estmark"})
    'sanctions issuer:Norvale'
    """
    asked = given.get("q", "").strip()
    typed = typed_filters(asked)
    chosen = (
        format_filter(name, value)
        for name in FILTERS
        if name not in typed and (value := given.get(name, "").strip())
    )
    return " ".join(filter(None, (asked, *chosen)))


def form_for_query(query: Query, atlas: SiteIndex) -> SearchForm:
    """Return the form that asks for *query*: its words in the one field, its filters in theirs."""
    label = query.label.value.lower() if query.label else ""
    kind = query.kind if query.kind in dict(KINDS) else ""
    typed = [
        format_filter(name, value)
        for name, value in filter_texts(query).items()
        if name not in FIELDS or (name == "kind" and not kind)
    ]
    day = {"since": str(query.since or ""), "until": str(query.until or "")}
    return _form(
        {
            "q": " ".join(filter(None, (query.text, *typed))),
            "source": query.source or "",
            "issuer": query.issuer or "",
            "topic": query.topic or "",
            "kind": kind or "",
            "label": label,
            **day,
        },
        atlas,
    )


def form_as_given(given: Given, atlas: SiteIndex) -> SearchForm:
    """Return the form as it was filled in, where what it says cannot be understood."""
    return _form(given, atlas)


def _form(given: Given, atlas: SiteIndex) -> SearchForm:
    lists = atlas.once("lists of the search form", lambda: tuple(_lists({}, atlas)))
    if any(given.get(one.name) for one in lists):
        lists = tuple(_lists(given, atlas))
    return SearchForm(
        words=clean(given.get("q", "")),
        lists=lists,
        issuer=clean(given.get("issuer", "")),
        issuers=atlas.once("issuers to choose from", lambda: tuple(map(clean, atlas.issuers[:MOST_ISSUERS]))),
        since=clean(given.get("since", "")),
        until=clean(given.get("until", "")),
    )


def _lists(given: Given, atlas: SiteIndex) -> Iterator[SelectField]:
    topics = sorted_by_name(selectable_topics(atlas))
    labels = [(key, LABEL_WORDS[label].word) for key, label in LABEL_KEYS.items()]
    sources = [(source, clean(source)) for source in atlas.sources]
    for name, word, choices in (
        ("topic", "Topic", topics),
        ("kind", "Kind", KINDS),
        ("label", "Label", labels),
        ("source", "Source", sources),
    ):
        yield select_field(name, word, clean(given.get(name, "")), choices)
