"""Two texts against each other, without a store."""

import re
from datetime import date

import pytest

from reports.comparison.text_diff import compare_files
from tracker.domain import Label
from tracker.engine import default_engine
from tracker.errors import InputError

TODAY = date(2031, 6, 1)
EARLIER = """Norvale and Estmark hold consultations on the Halden Sea

Date 2030-11-03

1. The two sides decided to firmly respond to additional incursions into the Halden Sea.

2. The two sides agreed to continue joint patrols in the northern waters.

3. The two sides agreed to share information on illegal fishing.
"""
LATER = """Norvale and Estmark hold consultations on the Halden Sea

Date 2031-03-04

1. The two sides will consider responding to additional incursions into the Halden Sea.

2. The two sides agreed to continue joint patrols in the northern waters.
"""


@pytest.fixture(scope="module")
def engine():
    return default_engine()


@pytest.fixture
def pair(tmp_path):
    """Write both texts; return their paths."""

    def written(earlier=EARLIER, later=LATER, suffix=".txt"):
        paths = tmp_path / f"earlier{suffix}", tmp_path / f"later{suffix}"
        for path, text in zip(paths, (earlier, later), strict=True):
            path.write_text(text, "utf-8")
        return paths

    return written


def test_a_softer_verb_shows_as_weakened_with_both_quotes(pair, engine):
    """ "Decided to respond" and then "will consider responding" is the news of these two texts."""
    compared = compare_files(*pair(), engine, today=TODAY)
    (weaker,) = [change for change in compared.changes if change.label is Label.WEAKENED]
    assert weaker.before
    assert weaker.after
    assert "decided to firmly respond" in weaker.before.unit.quote
    assert "consider responding" in weaker.after.unit.quote
    assert (weaker.before.release.published_on, weaker.after.release.published_on) == (
        date(2030, 11, 3),
        date(2031, 3, 4),
    )


def test_what_stayed_and_what_is_gone_are_both_told(pair, engine):
    """A sentence said again continues; one that is missing from the later text is not repeated."""
    compared = compare_files(*pair(), engine, today=TODAY)
    labels = {change.label for change in compared.changes}
    assert Label.REAFFIRMED in labels
    (gone,) = [change for change in compared.changes if change.label is Label.NOT_REPEATED]
    assert gone.before
    assert "illegal fishing" in gone.before.unit.quote
    assert gone.release.published_on == date(2031, 3, 4)


def test_texts_without_a_date_are_compared_in_the_order_given(pair, engine):
    """A draft has no date; the earlier one stands the day before, and none is invented on the page."""
    undated = pair(EARLIER.replace("Date 2030-11-03\n", ""), LATER.replace("Date 2031-03-04\n", ""))
    compared = compare_files(*undated, engine, today=TODAY)
    assert Label.WEAKENED in {change.label for change in compared.changes}
    assert {change.release.published_on for change in compared.changes} == {None}


def test_the_order_of_the_call_counts_not_the_dates(pair, engine):
    """Whoever asks for the later text first gets the comparison asked for."""
    earlier, later = pair()
    compared = compare_files(later, earlier, engine, today=TODAY)
    assert Label.STRENGTHENED in {change.label for change in compared.changes}
    assert compared.earlier.published_on == date(2031, 3, 4)


def test_the_same_text_twice_only_continues(pair, engine):
    """A text against itself holds no news."""
    compared = compare_files(*pair(EARLIER, EARLIER), engine, today=TODAY)
    assert {change.label for change in compared.changes} == {Label.REAFFIRMED}


def test_a_file_that_holds_several_releases_is_refused(pair, engine):
    """An archive is not one text: ``ingest`` is for that."""
    row = '{"id": "NV-1", "text": "Norvale will act."}\n{"id": "NV-2", "text": "Norvale will act."}\n'
    with pytest.raises(InputError, match="holds 2 releases; one release is compared with one other"):
        compare_files(*pair(row, row, ".jsonl"), engine, today=TODAY)


def test_a_file_that_is_not_there_is_named(tmp_path, engine):
    """The error says which of the two."""
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        compare_files(tmp_path / "nowhere.txt", tmp_path / "later.txt", engine, today=TODAY)


def test_a_date_that_was_only_assumed_is_never_told(engine, tmp_path):
    """Two texts without dates are compared as if of two days; no reader may take those for days of publication."""
    for name, text in (("a.txt", EARLIER), ("b.txt", LATER)):
        (tmp_path / name).write_text(re.sub(r"Date .*\n", "", text))
    compared = compare_files(tmp_path / "a.txt", tmp_path / "b.txt", engine, today=TODAY)
    said = " ".join(change.rule for change in compared.changes)
    assert "last mention" in said
    assert not re.search(r"\d{4}-\d\d-\d\d", said)
