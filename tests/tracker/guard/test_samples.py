"""Walls in ten languages are held back, and short releases that speak of what walls speak of are not."""

from __future__ import annotations

import pytest

from tests.tracker.guard import samples_check, samples_first, samples_last
from tests.tracker.guard.pages import NORMAL, Sample, held, judged
from tracker.extract import extract, statement_text
from tracker.guard import ReleaseHistory

SETS = {"first": samples_first, "check": samples_check, "last": samples_last}
WALLS = {f"{name} {key}": one for name, made in SETS.items() for key, one in made.WALLS.items()}
GENUINE = {f"{name} {key}": one for name, made in SETS.items() for key, one in made.GENUINE.items()}


@pytest.mark.parametrize("sample", WALLS.values(), ids=WALLS.keys())
def test_a_wall_is_held_back_at_first_sight(sample: Sample) -> None:
    """A page that only a gate, a form or an error says is no release, though nothing is known of its source."""
    failure = judged(sample)
    assert failure is not None
    assert failure.lasting
    assert failure.message
    assert "\n" not in failure.message


@pytest.mark.parametrize("sample", WALLS.values(), ids=WALLS.keys())
def test_a_wall_in_place_of_a_statement_is_no_edit(sample: Sample) -> None:
    """What stands in place of a statement that was held is an error of the source, never a deletion."""
    assert judged(sample, held()) is not None


@pytest.mark.parametrize("sample", WALLS.values(), ids=WALLS.keys())
def test_a_wall_in_place_of_a_short_statement_is_no_edit(sample: Sample) -> None:
    """Nor where the statement was so short that nothing shrank: then its words alone tell."""
    before = "Norvale mourns the crew of the ferry that was lost in the Halden Sea."
    assert judged(sample, held(before, lengths=(69,) * 20)) is not None


@pytest.mark.parametrize("sample", GENUINE.values(), ids=GENUINE.keys())
def test_a_short_release_is_believed_at_first_sight(sample: Sample) -> None:
    """Cyber attacks, cookie laws, inspectors at a gate and reactors under maintenance are what ministries speak of."""
    assert judged(sample) is None


@pytest.mark.parametrize("sample", GENUINE.values(), ids=GENUINE.keys())
def test_a_short_release_is_believed_where_its_source_writes_at_length(sample: Sample) -> None:
    """One sentence is a release: a condolence of a ministry that else publishes pages."""
    assert judged(sample, ReleaseHistory(lengths=NORMAL)) is None


@pytest.mark.parametrize("sample", GENUINE.values(), ids=GENUINE.keys())
def test_a_correction_of_a_short_release_is_believed(sample: Sample) -> None:
    """A third taken off a short release is an edit."""
    document = extract(sample.html(), "text/html")
    said = statement_text(document)
    before = f"{said}\n{said[: len(said) // 2]}"
    assert judged(sample, held(before, lengths=(*NORMAL, len(before)))) is None
