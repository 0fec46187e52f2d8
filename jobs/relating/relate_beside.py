"""Relate while others read: what is complete by the order of publication, a release at a time.

    read, recorded ─► a source up to the day of what was read last ─► related, one step between two texts

Reading goes source by source as published, so all that was published before the day of the
text read last is there. Relating it then gives what relating it after the pass would give,
unless a text that is still to come may hold one of it as its copy (:mod:`jobs.relating.find_witnesses`);
such sources are left to the step that follows, as is what fails here.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from jobs.bulkhead import SHARED, contained
from jobs.relating.find_witnesses import find_witnesses
from jobs.relating.relate_source import SourceRelating
from tracker.domain import Problem, Revision
from tracker.engine import Engine
from tracker.store import Store


class RelatingBeside:
    """Relates what was read, in steps of one release."""

    def __init__(self, store: Store, engine: Engine, now: datetime) -> None:
        """Begin with nothing read."""
        self.counts: Counter[str] = Counter()
        self._store, self._engine, self._now = store, engine, now
        self._source = ""
        self._is_alone = False  # no other source can have brought what it says
        self._last = ""  # the release that came last: another text of it may follow
        self._relating: SourceRelating | None = None
        self._steps: deque[tuple[SourceRelating, Iterator[None]]] = deque()

    def recorded(self, revisions: Sequence[Revision], read: Collection[str]) -> None:
        """Take up *revisions*, in the order in which all come, of which those called *read* could be read."""
        for source, several in groupby(revisions, key=lambda revision: revision.release.source):
            if source != self._source:
                self._end_source()
                self._source = source
                self._is_alone = self._store.sources() == [source]
                if self._is_alone or not self._store.has_unsought(source):
                    self._relating = SourceRelating(
                        self._store, self._engine, source, self._now, self.counts, _left_to_the_next_step
                    )
            texts = list(several)
            if self._is_alone:
                self._find_witnesses([one.release.id for one in texts])
            dated = [one for one in texts if one.release.published_on]
            if self._relating and dated:
                self._relating.take_up(one.id for one in dated if one.id in read)
                day = dated[-1].release.published_on
                self._steps.append((self._relating, self._relating.relate(day)))

    def step(self) -> bool:
        """Relate one release more; return whether there was one."""
        while self._steps:
            relating, steps = self._steps[0]
            try:
                next(steps)
            except StopIteration:
                self._steps.popleft()
            except Exception as error:
                if isinstance(error, SHARED):
                    raise
                self._give_up(relating)
            else:
                return True
        return False

    def end(self) -> None:
        """Relate all that is left; nothing more will be read."""
        self._end_source()
        while self.step():
            pass

    def _find_witnesses(self, releases: Sequence[str]) -> None:
        """Note by what *releases*, complete but for the last, will be found; what fails is left to the next step."""
        complete = {self._last, *releases} - {releases[-1]}
        self._last = releases[-1]
        with contained("releases of two sources", _left_to_the_next_step):
            find_witnesses(self._store, complete)

    def _end_source(self) -> None:
        if self._relating:
            self._steps.append((self._relating, self._relating.relate()))
        self._relating = None

    def _give_up(self, relating: SourceRelating) -> None:
        """Leave what *relating* has not done to the next step."""
        self._steps = deque(step for step in self._steps if step[0] is not relating)
        if self._relating is relating:
            self._relating = None


def _left_to_the_next_step(problem: Problem) -> None:
    """Say nothing of *problem*: the release stays as it is, the next step tries it again and tells."""
