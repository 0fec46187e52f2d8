"""A digest laid out."""

from datetime import date

import pytest

from reports.digest.compose import compose
from reports.digest.digest import CountedChange
from reports.digest.layout.digest_layout import SectionLimits, lay_out_digest
from reports.digest.layout.section_layout import SHORT, SHOWN
from reports.view.dates import ISO
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tracker.domain import Cause, Kind, Label


def many(label, number, kind=Kind.U_OWN):
    said = build_mention(kind=kind, facets=build_facets(family=kind.family))
    after = None if label is Label.NOT_REPEATED else said
    return [build_change(label, line=build_line(f"{kind} {row}"), after=after) for row in range(number)]


def test_only_sections_with_something_in_them_are_laid_out():
    """An empty heading is no news."""
    assert [part.key for part in lay_out_digest(compose(many(Label.NEW, 1))).parts] == ["new"]


def test_a_long_list_shows_its_first_rows_and_folds_the_rest():
    """Five thousand unchanged lines do not bury the legend, and their first dozen needs no click."""
    (part,) = lay_out_digest(compose(many(Label.REAFFIRMED, 5000))).parts
    assert [(block.shown, block.count, len(block.threads)) for block in part.blocks] == [
        (SHORT, "5,000 lines", 5000)
    ]


def test_the_sections_stand_in_the_order_of_news_value():
    """What moved comes first, what merely continues last."""
    digest = compose(
        [build_change(label, line=build_line(label.value)) for label in Label]
        + [build_change(Label.WEAKENED, line=build_line("edited"), cause=Cause.EDIT)]
    )
    assert [part.key for part in lay_out_digest(digest).parts] == [
        "moved",
        "edits",
        "new",
        "silent",
        "continues",
    ]


def test_each_label_shows_its_first_cards_and_folds_the_rest():
    """A quarter with a hundred softenings still lets a reader reach the next label."""
    (part,) = lay_out_digest(compose(many(Label.WEAKENED, SHOWN + 5))).parts
    (block,) = part.blocks
    assert (len(block.cards), len(block.folded)) == (SHOWN, 5)


def test_bars_compare_what_moved_within_one_family():
    """The longest bar is the most frequent move; what continues has none, it would dwarf the rest."""
    digest = compose(many(Label.WEAKENED, 4) + many(Label.REVERSED, 1) + many(Label.REAFFIRMED, 400))
    assert [(row.word, row.commitment_share) for row in lay_out_digest(digest).tally] == [
        ("reversed", 25),
        ("weakened", 100),
        ("continues", 0),
    ]


def test_a_limit_says_what_it_left_out_commitments_and_positions_apart():
    """Whoever gets a cut digest knows how much is missing, of either family."""
    digest = compose(many(Label.NEW, 5) + many(Label.NEW, 4, Kind.D_CALL))
    (part,) = lay_out_digest(digest, SectionLimits(new=4)).parts
    assert part.count == "5 commitments, 4 positions"
    assert [block.count for block in part.blocks] == ["2 of 5", "2 of 4"]
    assert part.more == "3 commitments, 2 positions"


@pytest.mark.parametrize(
    ("commitments", "positions", "shown"), [(9, 1, [3, 1]), (1, 9, [1, 3]), (9, 0, [4]), (0, 9, [4])]
)
def test_in_a_cut_list_neither_family_crowds_out_the_other(commitments, positions, shown):
    """Half of the room is for either; what one does not need goes to the other."""
    digest = compose(many(Label.NEW, commitments) + many(Label.NEW, positions, Kind.D_CALL))
    (part,) = lay_out_digest(digest, SectionLimits(new=4)).parts
    assert [len(block.cards) for block in part.blocks] == shown


def test_what_is_counted_and_not_handed_over_is_said_to_be_missing():
    """A page over many years reads the latest new lines only; its counts are of all."""
    unshown = [CountedChange(Label.NEW, Kind.U_OWN, Cause.RELEASE, build_release())] * 7
    page = lay_out_digest(compose(many(Label.NEW, 2) + many(Label.NEW, 1, Kind.D_CALL), counted_only=unshown))
    (part,) = page.parts
    assert (part.count, part.more) == ("9 commitments, 1 position", "7 commitments")
    assert [block.count for block in part.blocks] == ["2 of 9", "1"]
    assert [(row.word, row.commitments, row.positions) for row in page.tally] == [("new", 9, 1)]


def test_every_label_says_what_it_means_where_it_stands():
    """A reader need not turn to the legend to know what "qualified" is."""
    (part,) = lay_out_digest(compose(many(Label.QUALIFIED, 1))).parts
    assert part.blocks[0].about.startswith("A condition or a way out was added")


def test_a_limit_on_what_continues_counts_lines():
    """Of three lines said twice each, a limit of one leaves four statements out."""
    digest = compose(many(Label.REAFFIRMED, 3) * 2)
    (part,) = lay_out_digest(digest, SectionLimits(continues=1)).parts
    assert (len(part.blocks[0].threads), part.more) == (1, "4 commitments")


def test_the_legend_explains_what_is_laid_out():
    """What a limit leaves out need not be explained: the legend is about this page."""
    digest = compose(many(Label.NEW, 1) + many(Label.REVERSED, 1) + many(Label.REVERSED, 1, Kind.S_PRINCIPLE))
    legend = lay_out_digest(digest).legend
    assert [one.word for one in legend.labels] == ["reversed", "new"]
    assert [word for word, _ in legend.kinds] == ["undertaking", "stance"]
    assert [word for word, _ in lay_out_digest(digest, SectionLimits(moved=1)).legend.kinds] == [
        "undertaking"
    ]


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
