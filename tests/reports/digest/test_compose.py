"""What a digest holds, and in which order."""

from dataclasses import replace
from datetime import date

from reports.digest.compose import compose
from reports.digest.digest import CountedChange
from reports.digest.layout.counts_line import headlines, subject
from reports.view.counts import Count
from reports.view.vocabulary import MOVED_LABELS
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tracker.domain import Cause, Kind, Label, Problem


def position(label, name="call for talks", **overrides):
    said = build_mention(kind=Kind.D_CALL, facets=build_facets(family="D"))
    earlier = replace(said, release=build_release("NV-2030-001"))
    gone = label in (Label.DROPPED, Label.NOT_REPEATED)
    return build_change(
        label,
        line=build_line(name),
        before=None if label is Label.NEW else earlier,
        after=None if gone else said,
        **overrides,
    )


def commitment(label, name="patrol together", **overrides):
    return build_change(label, line=build_line(name), **overrides)


def test_sections_come_in_the_order_of_news_value():
    """What moved, what was edited, what is new, what was not repeated, what continues."""
    digest = compose(commitment(label) for label in Label)
    assert [section.key for section in digest.sections] == ["moved", "edits", "new", "silent", "continues"]
    assert [change.label for change in digest.section("moved").changes] == list(MOVED_LABELS)


def test_a_reversal_comes_before_a_softening_and_a_softening_before_a_hardening():
    """The gravest move is read first."""
    digest = compose([commitment(Label.STRENGTHENED), commitment(Label.WEAKENED), commitment(Label.REVERSED)])
    assert [change.label for change in digest.changes] == [Label.REVERSED, Label.WEAKENED, Label.STRENGTHENED]


def test_emphasis_comes_after_everything_that_binds():
    """A reversal of emphasis alone would still stand below a plain narrowing."""
    digest = compose([commitment(Label.WEAKENED, "a", minor=True), commitment(Label.NARROWED, "b")])
    assert [change.minor for change in digest.changes] == [False, True]


def test_within_a_label_commitments_come_first_and_the_longest_fall_leads():
    """From definite to exploratory is read before from definite to best efforts."""

    def fell(name, to):
        return commitment(Label.WEAKENED, name, after=build_mention(facets=build_facets(level=to)))

    digest = compose([position(Label.WEAKENED), fell("short", 3), fell("long", 1)])
    assert [change.line.name for change in digest.changes] == ["long", "short", "call for talks"]


def test_the_order_does_not_hang_on_the_order_given():
    """The same changes make the same digest, in whatever order the store hands them over."""
    changes = [commitment(label, name) for label in Label for name in ("a", "b")]
    assert compose(changes) == compose(reversed(changes))


def test_commitments_and_positions_are_counted_apart():
    """Two commitments and one position are never three of anything."""
    digest = compose([commitment(Label.NEW, "a"), commitment(Label.NEW, "b"), position(Label.NEW)])
    assert digest.section("new").count == Count(2, 1)
    assert digest.tally == ((Label.NEW, Count(2, 1)),)
    assert not hasattr(digest.tally[0][1], "total")


def test_new_lines_that_are_not_shown_are_counted_like_those_that_are():
    """The counts, the releases, the title and what was recomputed are of all; only the words are missing."""
    other = build_release("V-1", issuer="Veskia", source="veskia")
    unshown = [CountedChange(Label.NEW, Kind.D_CALL, Cause.RECOMPUTED, other)] * 3
    digest = compose([commitment(Label.NEW)], counted_only=unshown)
    assert digest.tally == ((Label.NEW, Count(1, 3)),)
    assert (digest.section("new").count, digest.section("new").omitted) == (Count(1, 3), Count(0, 3))
    assert (digest.releases, digest.recomputed, digest.title) == (2, Count(0, 3), "Veskia and Norvale")
    assert headlines(digest) == ("1 commitment new", "3 positions new")


def test_an_edit_has_a_section_of_its_own_and_is_not_tallied_with_releases():
    """A sentence changed after publication is an edit, not a new statement."""
    digest = compose([commitment(Label.WEAKENED, cause=Cause.EDIT)])
    assert digest.section("edits").count == Count(1, 0)
    assert not digest.section("moved").changes
    assert digest.tally == ()
    assert "; ".join(headlines(digest)) == "1 commitment edited after publication"


def test_an_edit_that_a_new_engine_recorded_is_still_an_edit():
    """Recorded anew, a sentence changed after publication is no statement of another release."""
    release = build_release()
    said = build_mention(release=release)
    again = compose([commitment(Label.WEAKENED, before=said, release=release, cause=Cause.RECOMPUTED)])
    assert again.section("edits").count == Count(1, 0)
    assert not again.section("moved").changes
    assert again.tally == ()


def test_recomputed_changes_are_shown_on_pages_and_kept_out_of_mail():
    """What a new engine says differently is marked on a page and never mailed."""
    changes = [commitment(Label.WEAKENED, cause=Cause.RECOMPUTED), position(Label.NEW)]
    assert compose(changes).recomputed == Count(1, 0)
    mailed = compose(changes, for_mail=True)
    assert [change.label for change in mailed.changes] == [Label.NEW]
    assert mailed.recomputed == Count()


def test_the_headline_names_what_each_number_counts():
    """The first number of commitments and of positions carries its noun."""
    digest = compose(
        [
            commitment(Label.REVERSED, "a"),
            commitment(Label.WEAKENED, "b"),
            commitment(Label.WEAKENED, "c"),
            commitment(Label.REAFFIRMED, "d"),
            position(Label.DROPPED),
        ]
    )
    assert headlines(digest) == ("1 commitment reversed, 2 weakened, 1 continues", "1 position dropped")


def test_a_subject_names_the_gravest_three_and_what_continues():
    """A subject fits a mailbox: of many labels the gravest are named, and how much continues."""
    labels = [Label.REVERSED, Label.WEAKENED, Label.STRENGTHENED, Label.MIXED, Label.REAFFIRMED, Label.NEW]
    digest = compose([commitment(label) for label in labels], title="Norvale\r\nBcc: x@example.org")
    said = "1 commitment reversed, 1 weakened, 1 strengthened, 1 continues: Norvale Bcc: x@example.org"
    assert subject(digest) == said


def test_where_nothing_moved_a_subject_says_what_is_new():
    """News of the day may be that something new was said."""
    assert subject(compose([commitment(Label.NEW)], title="Norvale")) == "1 commitment new: Norvale"


def test_a_digest_is_named_after_who_speaks():
    """Without a title, the issuers are the title."""
    other = build_release("E-1", issuer="Estmark", source="estmark")
    third = build_release("V-1", issuer="Veskia", source="veskia")
    one = commitment(Label.NEW)
    assert compose([one]).title == "Norvale"
    assert compose([one, commitment(Label.NEW, "b", release=other)]).title == "Estmark and Norvale"
    both = [one, commitment(Label.NEW, "b", release=other), commitment(Label.NEW, "c", release=third)]
    assert compose(both).title == "Estmark and 2 others"


def test_problems_and_the_window_are_handed_through():
    """A reader is told which sources failed and what "new" was judged against."""
    problem = Problem("estmark", "answered 503")
    digest = compose([], since=date(2031, 1, 1), window="texts since 2028", problems=[problem])
    assert (digest.problems, digest.window, digest.since) == (
        (problem,),
        "texts since 2028",
        date(2031, 1, 1),
    )
