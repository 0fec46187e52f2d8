"""What was found in an earlier text of a release and holds in a later one: said there word for word, on the same line.

A change is recorded with the unit of the text it was found in. When the page is edited
elsewhere, its latest text has that unit anew, and readers look for it there. What an
edit moved is with the text it made.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, FromClause, Select, func, select

from tracker.domain import Cause
from tracker.store.core_tables import CHANGES, MENTIONS, READINGS, REVISIONS, UNITS
from tracker.store.sql_helpers import latest_with

_WAS, _HERE = UNITS.alias("was"), UNITS.alias("here")
_EARLIER, _LATER = REVISIONS.alias("earlier"), REVISIONS.alias("later")
_OLD, _NEW = MENTIONS.alias("old"), MENTIONS.alias("new")


def carried_over(connection: Connection) -> dict[str, str]:
    """Return the units of earlier texts that the latest text read says again, each with the unit there."""
    # the texts first: two of one release are few, and PostgreSQL would lay all quotes of the store beside each other
    texts = _texts().where(latest_with(READINGS, _LATER)).cte("texts").prefix_with("MATERIALIZED")
    return {row.was: row.here for row in connection.execute(_again(texts))}


def label_condition(unit: ColumnElement[Any], label: BindParameter[Any]) -> ColumnElement[bool]:
    """Return the condition that a change called *label* is shown with *unit*; of a silence with what is missed."""
    # sets, made once: asked of each unit alone they take seconds over 100,000 units
    spoken = func.coalesce(CHANGES.c.after_unit, CHANGES.c.before_unit)
    moved = select(spoken).where(CHANGES.c.label == label)
    again = (
        _again(_texts().subquery())
        .join(CHANGES, spoken == _WAS.c.id)
        .where(CHANGES.c.label == label, CHANGES.c.cause != Cause.EDIT.value)
    )
    return unit.in_(moved) | unit.in_(again.with_only_columns(_HERE.c.id))


def _texts() -> Select[Any]:
    """Select pairs of texts of one release: an earlier one *was*, a later one *here*."""
    return select(_EARLIER.c.id.label("was"), _LATER.c.id.label("here")).join(
        _EARLIER, (_EARLIER.c.release_id == _LATER.c.release_id) & (_EARLIER.c.number < _LATER.c.number)
    )


def _again(texts: FromClause) -> Select[Any]:
    """Select pairs of units of *texts*: of an earlier text *was*, of a later one *here*."""
    return (
        select(_WAS.c.id.label("was"), _HERE.c.id.label("here"))
        .select_from(texts)
        .join(_HERE, (_HERE.c.revision_id == texts.c.here) & _HERE.c.current)
        .join(_WAS, (_WAS.c.revision_id == texts.c.was) & (_WAS.c.quote == _HERE.c.quote))
        .join(_NEW, _NEW.c.unit_id == _HERE.c.id)
        .join(_OLD, (_OLD.c.unit_id == _WAS.c.id) & (_OLD.c.line_id == _NEW.c.line_id))
    )
