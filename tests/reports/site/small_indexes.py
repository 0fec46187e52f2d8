"""Small atlases of invented states: lines with when they were said and how they moved."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from reports.site.index_builder import index_from_rows
from reports.site.page_context import PageContext
from reports.site.routes import render_page
from tests.fakes import DAY, NOW, SOURCE, build_line, build_release
from tests.reports.site.page_reader import Page
from tracker.domain import Cause, Kind, Label
from tracker.hashing import content_id
from tracker.store import ChangeSummary, ReleaseSummary, UnitSummary

WITHOUT_WORDS = SimpleNamespace(quotes=lambda _: {}, one_state=nullcontext)


class Told:
    """Collects what a store would give, and makes the atlas of it."""

    def __init__(self):
        self.summaries, self.stated, self.lines, self.moved = {}, [], {}, []

    def say(
        self,
        name="respond to incursions",
        days_ago=0,
        label=Label.NEW,
        *,
        kind=Kind.U_OWN,
        level=4,
        source=SOURCE,
        cause=Cause.RELEASE,
        minor=False,
        review=False,
        topics=("military.alliance",),
        speakers=("Norvale",),
        addressees=(),
        ref="",
        issuer="Norvale",
    ):
        """Add a statement on the line called *name*, so many days before DAY, and the change that came of it."""
        day = DAY - timedelta(days=days_ago)
        release = build_release(ref or f"NV-{day}", source=source, published_on=day, issuer=issuer)
        line = build_line(name, source=source)
        unit = content_id("unit", release.id, name)
        self.lines[line.id] = line
        self.summaries[release.id] = ReleaseSummary(release, (f"{release.id[:8]}1",), None)
        silent = label in (Label.NOT_REPEATED, Label.DROPPED)
        if not silent:
            self.stated.append(
                UnitSummary(
                    unit,
                    release.id,
                    line.id,
                    0,
                    kind,
                    level,
                    frozenset(topics),
                    frozenset(speakers),
                    frozenset(addressees),
                )
            )
        change = content_id("change", unit, label.value)
        self.moved.append(
            ChangeSummary(change, line.id, release.id, unit, label, cause, kind, day, NOW, minor, review)
        )
        return self

    def hold(self, **overrides: Any):
        """Add a release that says nothing."""
        release = build_release(**overrides)
        self.summaries[release.id] = ReleaseSummary(release, ("r1",), None)
        return self

    def atlas(self):
        """Return the atlas of all that was said."""

        def newest(summary):
            day = summary.release.published_on
            return (day is None, -(day.toordinal() if day else 0))

        moved = sorted(self.moved, key=lambda one: one.published_on)
        return index_from_rows(
            "g1", sorted(self.summaries.values(), key=newest), self.stated, self.lines.values(), moved
        )

    def view(self, *, live=False):
        """Return what a page may ask, of pages that ask a store for no more than words, of which it has none."""
        return PageContext(WITHOUT_WORDS, self.atlas(), live)

    def page(self, address, query=None, *, live=False):
        """Return the page at *address* of a site of all that was said."""
        return Page(render_page(self.view(live=live), address, query or {}, site="Norvale watch"))
