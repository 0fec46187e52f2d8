"""A digest laid out."""

from datetime import date

import pytest

from reports.dates import ISO
from reports.digest import compose
from reports.page import SHOWN, Limits, lay_out
from tests.fakes import build_change, build_facets, build_line, build_mention
from tracker.domain import Kind, Label


def many(label, number, kind=Kind.U_OWN):
    said = build_mention(kind=kind, facets=build_facets(family=kind.family))
    after = None if label is Label.NOT_REPEATED else said
    return [build_change(label, line=build_line(f"{kind} {row}"), after=after) for row in range(number)]


def test_only_sections_with_something_in_them_are_laid_out():
    """An empty heading is no news."""
    assert [part.key for part in lay_out(compose(many(Label.NEW, 1))).parts] == ["new"]


def test_a_long_list_of_what_continues_starts_folded_and_a_short_one_open():
    """Five thousand unchanged lines do not bury the news."""
    (long,) = lay_out(compose(many(Label.REAFFIRMED, 5000))).parts
    assert [(block.open, block.count) for block in long.blocks] == [(False, "5,000 lines")]
    (short,) = lay_out(compose(many(Label.REAFFIRMED, 3))).parts
    assert [block.open for block in short.blocks] == [True]


def test_each_label_shows_its_first_cards_and_folds_the_rest():
    """A quarter with a hundred softenings still lets a reader reach the next label."""
    (part,) = lay_out(compose(many(Label.WEAKENED, SHOWN + 5))).parts
    (block,) = part.blocks
    assert (len(block.cards), len(block.folded)) == (SHOWN, 5)


def test_bars_compare_what_moved_within_one_family():
    """The longest bar is the most frequent move; what continues has none, it would dwarf the rest."""
    digest = compose(many(Label.WEAKENED, 4) + many(Label.REVERSED, 1) + many(Label.REAFFIRMED, 400))
    assert [(row.word, row.commitment_share) for row in lay_out(digest).tally] == [
        ("reversed", 25),
        ("weakened", 100),
        ("continues", 0),
    ]


def test_a_limit_says_what_it_left_out_commitments_and_positions_apart():
    """Whoever gets a cut digest knows how much is missing."""
    digest = compose(many(Label.NEW, 5) + many(Label.NEW, 4, Kind.D_CALL))
    (part,) = lay_out(digest, Limits(new=4)).parts
    assert part.count == "5 commitments, 4 positions"
    assert part.more == "1 commitment, 4 positions"


def test_a_limit_on_what_continues_counts_lines():
    """Of three lines said twice each, a limit of one leaves four statements out."""
    digest = compose(many(Label.REAFFIRMED, 3) * 2)
    (part,) = lay_out(digest, Limits(continues=1)).parts
    assert (len(part.blocks[0].threads), part.more) == (1, "4 commitments")


def test_the_legend_explains_the_labels_that_occur():
    """A reader is told what the words on this page mean, not all twelve."""
    words = [word for word, _, _, _ in lay_out(compose(many(Label.NEW, 1) + many(Label.REVERSED, 1))).legend]
    assert words == ["reversed", "new"]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2031, 1, 1), date(2031, 3, 31), "2031-01-01 to 2031-03-31"),
        (date(2031, 1, 1), date(2031, 1, 1), "2031-01-01"),
        (None, date(2031, 1, 1), "up to 2031-01-01"),
        (None, None, "everything held"),
    ],
)
def test_the_window_is_said_in_days_of_publication(since, until, said):
    """Both ends are inclusive; an open end says so."""
    assert ISO.span(since, until) == said
