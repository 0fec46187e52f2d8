"""The topics, and one of them: when it was spoken on, and every line, last said first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from reports.charts import Chart, heat_map
from reports.charts.topic_heat_map import BINS, COLUMNS
from reports.site import pagination
from reports.site.columns.rows import Rows
from reports.site.entries import ChangeEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import (
    RECENT_DAYS,
    LineListRow,
    count_recent_moves,
    day_or_blank,
    latest_day,
    line_list_row,
    list_legend,
    sum_counts,
    with_words,
)
from reports.site.page_context import PageContext, Pager, QueryParams, held_by_slug
from reports.view import addresses as at
from reports.view.counts import Count, count_in_words
from reports.view.display_names import topic_name
from reports.view.legend import Legend

OTHER = "other"  # the topic of what is on none
MONTHS = 24  # of the picture of one topic
MONTHS_OF_ALL = 72


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic at a glance. Figures of commitments and positions stand apart."""

    name: str
    href: str
    said: Count  # units of dated texts
    moved: Count  # in the last RECENT_DAYS days of the texts held
    last: str  # day of the latest text that speaks on it
    moved_on: str  # day a line on it last moved, for certain; "" = none did


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A topic with those under it, what moved last first."""

    name: str
    calm: bool  # what is on no topic: last, and grey
    rows: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """All topics."""

    title: str
    recent: str  # what "moved lately" means
    groups: tuple[TopicGroup, ...]
    held: bool  # any release is
    until: str  # day of the latest text held; "" = none is dated
    picture: Chart


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic. What comes before the list stands on its first page only."""

    title: str
    facts: str
    near: tuple[tuple[str, str], ...]  # its parent and its children: name, address
    picture: Chart | None
    until: str  # day of the latest text held, where there is a picture; "" = none is dated
    above: bool  # there are topics under it, whose lines are listed too
    lines: tuple[LineListRow, ...]
    pager: Pager
    changes: str  # all that moved on its lines, where a server answers
    legend: Legend


def gather_all(view: PageContext, names: Mapping[str, str], query: QueryParams) -> TopicsPage:  # noqa: ARG001 - as every page
    """Return the page of all topics."""
    return lay_out_all(view.atlas)


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> TopicPage:
    """Return the page of one topic."""
    topic = held_by_slug(names, view.atlas.topics, "topic")
    page = lay_out(view.atlas, topic, pagination.requested_page(names, query))
    lines = with_words(view.store, page.lines)
    return replace(page, lines=lines, legend=list_legend(lines))


def lay_out_all(atlas: SiteIndex) -> TopicsPage:
    """Lay all topics out by what they are under; the group, and in it the topic, that moved last comes first."""
    said = _said(atlas)

    def topics_of(move: ChangeEntry) -> Iterable[str]:
        return atlas.lines[move.line].topics if move.line in atlas.lines else ()

    moved = count_recent_moves(atlas, topics_of)
    latest = atlas.topic_moves
    found: dict[str, list[str]] = {}
    for topic in sorted(atlas.topics, key=lambda one: latest.get(one, date.min), reverse=True):
        found.setdefault(topic.partition(".")[0], []).append(topic)

    def row(topic: str) -> TopicRow:
        return TopicRow(
            name=topic_name(topic),
            href=at.topic(topic),
            said=said.get(topic, Count()),
            moved=moved.get(topic, Count()),
            last=day_or_blank(atlas.topic_days.get(topic)),
            moved_on=day_or_blank(latest.get(topic)),
        )

    groups = [
        TopicGroup(topic_name(head), head == OTHER, tuple(map(row, topics))) for head, topics in found.items()
    ]
    return TopicsPage(
        "Topics",
        f"in the last {RECENT_DAYS} days of the texts held",
        tuple(sorted(groups, key=lambda group: group.calm)),
        bool(atlas.releases),
        day_or_blank(latest_day(atlas)),
        _picture(atlas, named_topics(atlas), MONTHS_OF_ALL),
    )


def named_topics(atlas: SiteIndex) -> tuple[str, ...]:
    """Return the topics that pictures of all of them show: not what is on none, which would lead every one."""
    return tuple(topic for topic in atlas.topics if topic != OTHER)


def lay_out(atlas: SiteIndex, topic: str, number: int) -> TopicPage:
    """Lay page *number* of one topic out."""
    lines = lines_under(atlas, topic)
    shown, pager = pagination.paginate(lines, number, lambda other: at.topic(topic, other))
    rows = tuple(line_list_row(atlas, atlas.lines[line], issuer=True) for line in shown)
    first = number == 1
    return TopicPage(
        title=topic_name(topic),
        facts=_facts(atlas, topic, lines) if first else "",
        near=tuple(
            (topic_name(one), at.topic(one))
            for one in atlas.topics
            if (one.rpartition(".")[0] == topic or topic.rpartition(".")[0] == one)
        ),
        picture=_picture(atlas, topic_and_children(atlas, topic), MONTHS) if first else None,
        until=day_or_blank(latest_day(atlas)) if first else "",
        above=topic_and_children(atlas, topic) != (topic,),
        lines=rows,
        pager=pager,
        changes=pagination.query_address(at.CHANGES, {"topic": topic})(1),
        legend=list_legend(rows),
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of topics that a folder of files has."""
    yield at.TOPICS
    for topic in atlas.topics:
        for number in pagination.page_numbers(len(lines_under(atlas, topic))):
            yield at.topic(topic, number)


def lines_under(atlas: SiteIndex, topic: str) -> Rows[str]:
    """Return the lines on *topic* and on the topics under it, each once, last said first."""
    topics = topic_and_children(atlas, topic)
    if topics == (topic,):
        return atlas.topics[topic]
    # places are in the order of lists
    return atlas.lines.rows(np.unique(np.concatenate([atlas.topics[one].places for one in topics])))


def topic_and_children(atlas: SiteIndex, topic: str) -> tuple[str, ...]:
    """Return *topic* and the topics under it, those there are lines on, by name."""
    return tuple(one for one in atlas.topics if one == topic or one.startswith(f"{topic}."))


def months_of(atlas: SiteIndex, topics: Collection[str], most: int) -> dict[tuple[str, str], Count]:
    """Return what was said on *topics* by month, some *most* months back from when they were last spoken on.

    So many may be drawn in columns longer than a month: then it begins where a column does, so that the first one
    is not short.
    """
    held = {key: count for key, count in atlas.topic_month_counts.items() if key[0] in topics}
    if not held:
        return {}
    year, number = (int(part) for part in max(month for _, month in held).split("-"))
    column = next(months for months, _ in BINS if most <= months * COLUMNS)
    first = (year * 12 + number - most) // column * column  # months since the year 0
    since = f"{first // 12:04}-{first % 12 + 1:02}"
    return {key: count for key, count in held.items() if key[1] >= since}


def _said(atlas: SiteIndex) -> dict[str, Count]:
    by_topic: dict[str, list[Count]] = {}
    for (topic, _), count in atlas.topic_month_counts.items():
        by_topic.setdefault(topic, []).append(count)
    return {topic: sum_counts(counts) for topic, counts in by_topic.items()}


def _facts(atlas: SiteIndex, topic: str, lines: Rows[str]) -> str:
    counts = [count for (one, _), count in atlas.topic_month_counts.items() if one == topic]
    said = count_in_words(sum_counts(counts))
    own = count_in_words(atlas.lines.count_kinds(atlas.topics[topic].places))
    if len(lines) == len(atlas.topics[topic]):
        return f"Lines on record: {own}. Said in dated texts: {said}."
    under = count_in_words(atlas.lines.count_kinds(lines.places))
    return f"Lines on record, with the topics under it: {under}. Of the topic itself, lines: {own}; said in dated texts: {said}."


def _picture(atlas: SiteIndex, topics: Collection[str], most: int) -> Chart:
    return heat_map(months_of(atlas, topics, most), topic_name)
