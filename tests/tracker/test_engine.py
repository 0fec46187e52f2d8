"""What the stamp of an engine says: everything that can change what is found."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fakes import build_release
from tracker.domain import Selectors
from tracker.engine import default_engine
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.series import SeriesRule

CONSULTATIONS = SeriesRule("consultations", "consultation|dialogue", sources=("norvale-mfa",))
ANYWHERE = SeriesRule("consultations", "consultation|dialogue")


def test_the_stamp_of_a_source_names_what_is_its_own() -> None:
    """Selectors and a declared series make another stamp for their source, and leave the others' alone."""
    plain = default_engine()
    engine = default_engine(selectors={"norvale-mfa": Selectors(body=".text")}, series=[CONSULTATIONS])
    assert engine.stamp_for("estmark") == plain.stamp.components == engine.stamp.components
    assert engine.stamp_for("norvale-mfa").startswith(f"{plain.stamp.components} selectors:")
    assert " series:" in engine.stamp_for("norvale-mfa")


def test_a_series_of_no_source_is_everyones() -> None:
    """A series that names no source may hold releases of any, so all are related again when it changes."""
    stamps = {
        default_engine(series=rules).stamp_for("estmark") for rules in ((), (ANYWHERE,), (CONSULTATIONS,))
    }
    assert len(stamps) == 2


@pytest.mark.parametrize(("series", "comparable"), [((), 0), ((ANYWHERE,), 1)])
def test_a_declared_series_is_what_a_statement_is_compared_with(
    series: tuple[SeriesRule, ...], comparable: int
) -> None:
    """Two titles with nothing in common are one series where config.toml says so, and only there."""
    first = build_release("NV-1", title="Norvale holds a strategic dialogue", published_on=date(2031, 1, 1))
    second = build_release("NV-2", title="Consultation in Lantern City", published_on=date(2031, 2, 1))
    standing = default_engine(series=series).empty_history()
    assert isinstance(standing, LineHistory)
    standing.add(first, ())
    assert len(standing.as_of(date(2031, 2, 1)).same_series_statements(second)) == comparable
