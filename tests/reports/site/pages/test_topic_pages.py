"""The topics, and one of them."""

from datetime import timedelta

import pytest

from reports.site.page_context import PER_PAGE, PageNotFoundError
from reports.site.pages.topic_pages import addresses, lay_out, lay_out_all, months_of
from reports.site.routes import data_addresses
from reports.view import addresses as at
from reports.view.counts import Count
from tests.fakes import DAY
from tests.reports.site.page_reader import HOSTILE, page_of
from tests.reports.site.small_indexes import Told
from tracker.domain import Kind, Label


def several():
    """Two topics of one family and one of another: nuclear moved lately, missiles long ago."""
    return (
        Told()
        .say("inspect", 400, topics=("cbrn.nuclear",))
        .say("inspect", 3, Label.WEAKENED, topics=("cbrn.nuclear",))
        .say("condemn", 300, kind=Kind.E_CONDEMN, topics=("cbrn.missile_space",))
        .say("condemn", 200, Label.STRENGTHENED, kind=Kind.E_CONDEMN, topics=("cbrn.missile_space",))
        .say("trade", 30, topics=("economic",))
    )


def test_each_topic_says_how_much_was_said_and_what_moved_lately():
    """Figures of a topic are of commitments and of positions, side by side; what moved long ago is not lately."""
    rows = {row.name: row for group in lay_out_all(several().atlas()).groups for row in group.rows}
    nuclear, missiles = rows["CBRN: nuclear"], rows["CBRN: missiles and space"]
    assert (nuclear.said, nuclear.moved) == (Count(2, 0), Count(1, 0))
    assert (missiles.said, missiles.moved) == (Count(0, 2), Count())
    assert nuclear.last == str(DAY - timedelta(days=3))


def test_topics_stand_by_what_they_are_under_what_moved_last_first_and_what_is_on_none_last():
    """A reader looks for what moves; a wall in alphabet hides it, and "other" is no topic."""
    told = several().say("thank", 1, Label.STRENGTHENED, topics=("other",))
    groups = lay_out_all(told.atlas()).groups
    assert [(group.calm, len(group.rows)) for group in groups] == [(False, 2), (False, 1), (True, 1)]
    assert [row.moved_on for row in groups[0].rows] == [str(DAY - timedelta(days=ago)) for ago in (3, 200)]


def test_a_topic_lists_its_lines_last_said_first_and_leads_to_what_is_near():
    """The page of a topic names the others under the same parent only where it is that parent or child."""
    told = several().say("test", 1, topics=("cbrn.nuclear",)).say("ban", 90, topics=("cbrn",))
    page = lay_out(told.atlas(), "cbrn.nuclear", 1)
    assert [row.name for row in page.lines] == ["test", "inspect"]
    assert page.near == (("CBRN", at.topic("cbrn")),)
    assert page.facts == "Lines on record: 2 commitments. Said in dated texts: 3 commitments."
    parent = lay_out(told.atlas(), "cbrn", 1)
    assert {name for name, _ in parent.near} == {"CBRN: missiles and space", "CBRN: nuclear"}


def test_the_months_of_a_topic_end_when_it_was_last_spoken_on():
    """A topic nobody speaks on any longer is drawn in its own time, not in empty months."""
    atlas = several().atlas()
    months = months_of(atlas, {"cbrn.missile_space"}, 2)
    assert {month for _, month in months} == {f"{DAY - timedelta(days=200):%Y-%m}"}
    assert months_of(atlas, {"cyber"}, 12) == {}
    assert len(months_of(atlas, {"cbrn.missile_space"}, 12)) == 2


def test_a_long_topic_goes_on_over_pages_and_a_topic_not_held_is_not_there():
    """Page 2 has the rest and no pictures; what is not held is an error of one line."""
    told = Told()
    for number in range(PER_PAGE + 1):
        told.say(f"line{number}")
    first, second = (lay_out(told.atlas(), "military.alliance", number) for number in (1, 2))
    assert (len(first.lines), len(second.lines)) == (PER_PAGE, 1)
    assert second.picture is None
    assert (first.picture is not None, first.pager.older) == (True, at.topic("military.alliance", 2))
    with pytest.raises(PageNotFoundError):
        told.page(at.topic("military.alliance", 3))
    with pytest.raises(PageNotFoundError, match="No topic of this name"):
        told.page(at.topic("cyber"))


def test_every_address_that_is_written_can_be_rendered_and_leads_only_to_such():
    """No list of a topic leads to a list that was not written."""
    told = several()
    for number in range(PER_PAGE):
        told.say(f"line{number}", topics=("economic",))
    written = set(addresses(told.atlas()))
    assert at.topic("economic", 2) in written
    held = written | dict(data_addresses(written)).keys()
    for address in written:
        led = {href.removeprefix("../") for href in told.page(address).hrefs}
        assert {one for one in led if one.startswith("topics")} <= held, address


def test_a_server_leads_from_a_topic_to_how_its_lines_moved():
    """A file cannot filter, so only a server offers it."""
    told = several()
    assert "../changes.html?topic=cbrn.nuclear" in told.page(at.topic("cbrn.nuclear"), live=True).hrefs
    assert "../changes.html?topic=cbrn.nuclear" not in told.page(at.topic("cbrn.nuclear")).hrefs


def test_an_empty_store_says_how_it_is_filled():
    """Before anything is taken in, the page names the command that does; later it does not."""
    assert "policy-tracker ingest" in Told().page("topics.html").words
    held = Told().hold(published_on=None).page("topics.html").words
    assert "policy-tracker ingest" not in held
    assert "nothing of this sort" in held


def test_hostile_words_stay_words():
    """The name of a line, a topic and an issuer full of markup are text."""
    told = Told().say(HOSTILE, 9, topics=(HOSTILE,), issuer=HOSTILE).say(HOSTILE, topics=(HOSTILE,))
    for address in addresses(told.atlas()):
        told.page(address, live=True).assert_harmless()


def test_a_topic_was_last_said_when_a_text_last_spoke_on_it():
    """A line that has moved on to another topic does not make the first one of today."""
    told = Told().say("a", 90, topics=("economic",)).say("a", 0, Label.REAFFIRMED, topics=("cyber",))
    rows = {row.href: row.last for group in lay_out_all(told.atlas()).groups for row in group.rows}
    assert rows == {at.topic("economic"): str(DAY - timedelta(days=90)), at.topic("cyber"): str(DAY)}
    assert "has the topics of all its texts" in told.page(at.topic("economic")).words


def test_the_page_of_a_topic_lists_the_lines_of_the_topics_under_it_too():
    """What the picture and the list of moves cover is listed, each line once, last said first; figures say which."""
    told = several().say("ban", 90, topics=("cbrn",)).say("both", 2, topics=("cbrn", "cbrn.nuclear"))
    page = lay_out(told.atlas(), "cbrn", 1)
    assert [row.name for row in page.lines] == ["both", "inspect", "ban", "condemn"]
    assert page.facts == (
        "Lines on record, with the topics under it: 3 commitments, 1 position. "
        "Of the topic itself, lines: 2 commitments; said in dated texts: 2 commitments."
    )
    assert "with those of the topics under it" in told.page(at.topic("cbrn")).words
    assert "with those of the topics under it" not in told.page(at.topic("cbrn.nuclear")).words


def test_the_list_of_a_topic_goes_on_for_as_long_as_that_of_the_topics_under_it():
    """Every page that the lines of the topics under it fill is written."""
    told = Told().say("ban", topics=("cbrn",))
    for number in range(PER_PAGE):
        told.say(f"line{number}", topics=("cbrn.nuclear",))
    assert at.topic("cbrn", 2) in set(addresses(told.atlas()))
    assert len(lay_out(told.atlas(), "cbrn", 2).lines) == 1


def test_a_long_picture_begins_where_a_quarter_does():
    """The first column of a picture by quarter has all of its months, so it is not low for want of them."""
    told = Told()
    for month in range(100):
        told.say(f"line{month}", month * 30, topics=("economic",))
    for cut_back in range(3):
        months = {month for _, month in months_of(told.atlas(), {"economic"}, 72 - cut_back)}
        assert min(months)[5:] in {"01", "04", "07", "10"}
    assert len({month for _, month in months_of(told.atlas(), {"economic"}, 24)}) == 24


def test_a_picture_of_topics_says_up_to_when_texts_are_held():
    """The last column is not over yet, and is not read as a fall; pages after the first have no picture."""
    told = Told()
    for number in range(PER_PAGE + 1):
        told.say(f"line{number}")
    for address in (at.topic("military.alliance"), "topics.html"):
        said = told.page(address).within("months")
        assert "Texts are held up to 4\xa0Mar\xa02031: the column of that day may be incomplete." in said
        assert "over time" in said.lower()
    assert "Texts are held up to" not in told.page(at.topic("military.alliance", 2)).words


def test_a_line_whose_name_says_nothing_is_listed_by_the_words_said_last(desk, store):
    """ "needs" may be any line's; a name of four words or more stands as it is."""
    desk.say("A", {"needs": "Norvale will meet the winter needs of the Halden Sea ports."})
    desk.say("B", {"respond to any further incursion": "Norvale will respond."})
    words = page_of(store, "topics/security.html").words
    assert "“Norvale will meet the winter needs of the Halden Sea ports.”" in words
    assert "respond to any further incursion" in words
    assert "“Norvale will respond.”" not in words
