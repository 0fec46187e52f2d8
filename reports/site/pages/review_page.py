"""Where an analyst decides: what is in doubt, one change or one line, and what was decided. Of a server alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reports.site.page_context import PageContext, PageNotFoundError, QueryParams
from reports.site.pages.changes_page import changes_of
from reports.view import addresses as at
from reports.view.change_card import ChangeCard, change_card
from reports.view.changes import quoted_revisions
from reports.view.dates import ISO, SHORT
from reports.view.vocabulary import LABEL_WORDS
from tracker.domain import Change, Label, Line, Mention
from tracker.review.decision_input import fitting_labels
from tracker.review.decisions import Decision, Ruling
from tracker.review.review_queue import ReviewItem, is_about, review_items, within_minutes
from tracker.store import ChangeQuery, Store
from tracker.text.sanitize import clean

QUERY_KEYS = frozenset({"change", "line", "decisions", "source", "kept"})
MOST_DECISIONS = 200  # listed, the newest first
MOST_CHANGES = 60  # of one line
RULING_WORDS = {
    Ruling.SAME: "same promise",
    Ruling.DIFFERENT: "not the same promise",
    Ruling.LABEL: "label",
    Ruling.RENAME: "line called",
    Ruling.ALIAS: "line also called",
    Ruling.MERGE: "two lines are one",
    Ruling.SPLIT: "a new line from here",
    Ruling.JOIN: "in one dossier",
    Ruling.LEAVE: "not in one dossier",
    Ruling.NOTE: "note",
}


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A decision with who took it and when."""

    id: int
    what: str  # "label weakened"
    quote: str  # the words it is about, or those before where it is about a silence
    before: str  # the earlier words; "" = none
    release: str  # ref
    by: str
    on: str  # "29 Nov 2026, 09:12 UTC"
    undone: str  # "ana, 29 Nov 2026, 09:20 UTC"; "" = it stands


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """A change to decide on."""

    card: ChangeCard
    line: str  # id
    why: str  # in doubt; "" = asked for
    like: int  # others that the answer settles
    pair: bool  # there are two wordings: whether they are one promise can be asked
    labels: tuple[tuple[str, str], ...]  # value and word
    decided: tuple[TakenDecision, ...]


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A line as it stands."""

    id: str
    name: str
    href: str
    days: tuple[tuple[str, str], ...]  # on which a new line could start: value and word
    decided: tuple[TakenDecision, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page. *by* and *token* are those of the session; without one there is only the form to log in."""

    title: str
    by: str
    token: str
    wrong: str  # one line; "" = nothing
    kept: str  # what was decided just now
    questions: tuple[ReviewQuestion, ...] = ()
    left: int = 0  # questions that are not shown
    line: ReviewedLine | None = None
    decisions: tuple[TakenDecision, ...] | None = None  # None = they are not listed
    sources: tuple[tuple[str, bool], ...] = ()  # id, and whether only its questions are asked
    here: str = ""  # the query of this page, to come back to


def gather(
    view: PageContext, query: QueryParams, *, by: str, token: str, wrong: str = "", here: str = ""
) -> ReviewPage:
    """Return the page for what *query* asks: a change, a line, the decisions, or what waits."""
    store, kept = view.store, query.get("kept", "")
    page = partial(ReviewPage, by=by, token=token, wrong=wrong, here=here)
    if "decisions" in query:
        taken = sorted(store.decisions(undone=True), key=lambda one: one.id, reverse=True)
        return page("Decisions", kept=kept, decisions=tuple(map(_decided, taken[:MOST_DECISIONS])))
    if "change" in query:
        change = next(iter(store.changes(ChangeQuery(ids=[query["change"]]))), None)
        if change is None:
            raise PageNotFoundError("There is no such change any more; its line shows what there is.")
        found = _questions(store, [ReviewItem(change, ())], store.decisions())
        return page("One change", kept=kept, questions=found)
    if "line" in query:
        entry = view.atlas.lines.get(query["line"])
        if entry is None:
            raise PageNotFoundError("There is no such line any more.")
        mentions, changes = store.history(entry.line.id)
        standing = store.decisions(entry.line.source)
        asked = [ReviewItem(change, ()) for change in reversed(changes)]
        return page(
            "One line",
            kept=kept,
            questions=_questions(store, asked[:MOST_CHANGES], standing),
            left=max(0, len(asked) - MOST_CHANGES),
            line=_line(entry.line, mentions, standing),
        )
    source = query.get("source") or None
    doubtful = view.atlas.changes.to_review()
    if source is not None:
        doubtful = doubtful.on_lines(view.atlas.lines.of_source(source))
    waiting = review_items(changes_of(store, doubtful), store.decisions(source))
    asked = within_minutes(waiting)
    return page(
        "Same promise?",
        kept=kept,
        questions=_questions(store, asked, ()),
        left=len(waiting) - len(asked),
        sources=tuple((clean(one), one == source) for one in view.atlas.sources),
    )


def _questions(
    store: Store, items: Sequence[ReviewItem], decisions: Collection[Decision]
) -> tuple[ReviewQuestion, ...]:
    kept = store.revision_infos(quoted_revisions([item.change for item in items]))
    card: Callable[[Change], ChangeCard] = partial(change_card, show_issuer=True, kept=kept, site="")
    return tuple(
        ReviewQuestion(
            card(item.change),
            item.change.line.id,
            "; ".join(item.why),
            len(item.like),
            item.change.before is not None and item.change.after is not None,
            tuple((label.value, LABEL_WORDS[label].word) for label in fitting_labels(item.change)),
            tuple(_decided(one) for one in decisions if is_about(item.change, one)),
        )
        for item in items
    )


def _line(line: Line, mentions: Sequence[Mention], decisions: Collection[Decision]) -> ReviewedLine:
    said = {(one.release.ref, one.unit.quote) for one in mentions}
    about: Mapping[int, Decision] = {
        one.id: one for one in decisions if (one.at.release, one.at.quote) in said
    }
    days = dict.fromkeys(one.release.published_on for one in mentions if one.release.published_on)
    return ReviewedLine(
        line.id,
        clean(line.name),
        at.line(line.id),
        tuple((ISO.day(day), SHORT.day(day)) for day in list(days)[1:]),
        tuple(map(_decided, about.values())),
    )


def _decided(decision: Decision) -> TakenDecision:
    undone = decision.undone_at
    value = LABEL_WORDS[Label(decision.value)].word if decision.ruling is Ruling.LABEL else decision.value
    return TakenDecision(
        decision.id,
        f"{RULING_WORDS[decision.ruling]} {clean(value)}".strip(),
        clean(decision.at.quote or (decision.before.quote if decision.before else "")),
        clean(decision.before.quote) if decision.before and decision.at.quote else "",
        clean(decision.at.release),
        clean(decision.by),
        SHORT.instant(decision.decided_at),
        f"{clean(decision.undone_by or '')}, {SHORT.instant(undone)}" if undone else "",
    )
