"""Which statements are comparable."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import build_release
from tests.tracker.link.samples import release
from tracker.errors import SlowPatternError
from tracker.link.idf import IdfWeights
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.series import SeriesIndex, SeriesRule, same_series, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rate statement, 3 May 2031", "Rate statement, 7 June 2031"),
        ("Call with Japanese Foreign Minister Arai", "Call with Japanese Foreign Minister Ueda"),
        (
            "Secretary Holt's meeting with Japanese Foreign Minister Arai",
            "Secretary Holt's call with Japanese Foreign Minister Ueda",
        ),
        ("Third Meeting of the Harbour Compact", "Fourth Meeting of the Harbour Compact"),
        (
            "Joint Statement of Japan, France and Italy",
            "Joint Statement by Italy, Japan and France on the Anniversary",
        ),
    ],
)
def test_statements_of_one_series(one, other):
    """Dates, numbers and names of persons do not make another series; nor does the occasion between the same states."""
    day = date(2031, 5, 3)
    assert same_series(title_key(release("a", day, one)), title_key(release("b", day, other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call with Japanese Foreign Minister Arai", "Call with French Foreign Minister Petit"),
        ("Notice on the emergency with respect to Japan", "Notice on the emergency with respect to Italy"),
        ("Rate statement, 3 May 2031", "Statement on the storm in the Halden Sea"),
        ("Special envoys' call with Japan and France", "Foreign ministers' call with Japan and France"),
        ("", "Rate statement"),
    ],
)
def test_statements_of_different_series(one, other):
    """Another partner, another subject or another rank is another series."""
    day = date(2031, 5, 3)
    assert not same_series(title_key(release("a", day, one)), title_key(release("b", day, other)))


def test_words_on_every_title_do_not_make_a_series():
    """Two statements of one body on two subjects are not comparable though the form of their titles is the same."""
    standing = LineHistory()
    for day, subject in enumerate(("storms", "fisheries", "lighthouses", "tariffs"), start=1):
        standing.add(
            release(subject, date(2031, 5, day), f"Harbour Compact Ministers' Statement on {subject}"), []
        )
    standing.as_of(date(2031, 6, 1))
    assert (
        standing.same_series_statements(
            release("new", date(2031, 6, 1), "Harbour Compact Ministers' Statement on piracy")
        )
        == []
    )


def test_comparable_statements_come_latest_first():
    """Silence is judged against the latest statements of the series."""
    standing = LineHistory()
    for month in (3, 1, 2):
        standing.add(release(f"m{month}", date(2031, month, 1), f"Rate statement, {month} 2031"), [])
    standing.add(release("other", date(2031, 2, 2), "Appointment of a harbour master"), [])
    standing.as_of(date(2031, 4, 1))
    found = standing.same_series_statements(release("m4", date(2031, 4, 1), "Rate statement, April 2031"))
    assert [statement.release.ref for statement in found] == ["m3", "m2", "m1"]


RULE = SeriesRule("dialogue", r"dialogue|consultations", parties=("Estmark",), sources=("norvale",))


@pytest.mark.parametrize(
    ("title", "source", "belongs"),
    [
        ("Second Dialogue with Estmark", "norvale", True),
        ("Consultations with the Foreign Minister of Estmark", "norvale", True),
        ("Second Dialogue with Lurania", "norvale", False),
        ("Call with Estmark", "norvale", False),
        ("Second Dialogue with Estmark", "veskia", False),
    ],
)
def test_a_declared_series_is_pattern_parties_and_sources(title, source, belongs):
    """A release belongs where its source, a phrase of its title and every party named all fit."""
    one = replace(release("a", date(2031, 5, 3), title), source=source)
    assert RULE.matches(one) is belongs


def test_a_declared_series_goes_before_titles():
    """Statements no title would join are comparable where declared, and with nothing else."""
    standing = LineHistory(series=[RULE])
    titles = ["Dialogue with Estmark", "Consultations with Estmark on fish", "Call with Estmark"]
    for month, title in enumerate(titles, start=1):
        standing.add(release(f"m{month}", date(2031, month, 1), title), [])
    standing.as_of(date(2031, 5, 1))
    found = standing.same_series_statements(
        release("new", date(2031, 5, 1), "Storms dialogue, Norvale and Estmark")
    )
    assert [statement.release.ref for statement in found] == ["m2", "m1"]
    assert [
        one.release.ref
        for one in standing.same_series_statements(release("n", date(2031, 5, 1), "Call with Estmark"))
    ] == ["m3"]


words = st.lists(
    st.sampled_from("rate harbour storm call joint statement fleet Japan France Italy 2031".split()),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(words, min_size=1, max_size=8), words)
def test_the_index_finds_what_a_scan_finds(titles, title):
    """Looking only at the rarest words of a title loses no statement of its series."""
    index = SeriesIndex()
    documents = [release(f"m{at}", date(2031, 1, 1), " ".join(words)) for at, words in enumerate(titles)]
    for position, document in enumerate(documents):
        index.add(document, position)
    keys = {title_key(document) for document in documents}
    holders = {word: [key for key in keys if word in key.words] for key in keys for word in key.words}
    rarity = IdfWeights(holders, len(keys))
    wanted = title_key(release("new", date(2031, 2, 1), " ".join(title)))
    scan = [at for at, document in enumerate(documents) if same_series(wanted, title_key(document), rarity)]
    assert index.positions(release("new", date(2031, 2, 1), " ".join(title))) == scan[::-1]


def test_a_declared_pattern_that_backtracks_without_end_is_named():
    """The series is named, so that its source stops and no other one does."""
    runaway = SeriesRule("dialogue", "(a|aa)+$")
    with pytest.raises(SlowPatternError, match=r'\[\[series\]\] "dialogue": title = '):
        runaway.matches(build_release(title="a" * 60 + "!"))
