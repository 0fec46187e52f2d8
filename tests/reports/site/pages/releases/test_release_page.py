"""The page of a release: its text with marks, what is said in it, and its texts side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reports.digest.news.first_texts.new_texts import NewTextItem
from reports.digest.news.news_item import NewsItem
from reports.digest.news.statements.quotation import Quoted
from reports.digest.news.told_changes import NOTHING_TOLD, ToldChanges
from reports.digest.news.words.wording import wording_change
from reports.render import fill
from reports.site.entries import ChangeEntry, LineEntry, LineMention, ReleaseEntry
from reports.site.index_builder import build_index
from reports.site.page_context import PageFrame, PageNotFoundError
from reports.site.pages.releases.moved_box import lay_told, may_be_told
from reports.site.pages.releases.release_page import MOST_SILENCES, addresses, lay_out
from reports.site.pages.releases.release_redline import ReleaseRedline
from reports.site.release_text.annotations import FOLDED_CHARACTERS
from reports.view import addresses as at
from reports.view.counts import Count
from tests.fakes import (
    DAY,
    NOW,
    QUOTE,
    build_change,
    build_document,
    build_facets,
    build_line,
    build_release,
    build_unit,
)
from tests.reports.site.page_reader import HOSTILE, Page, page_of
from tests.step_count import growth
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Block, Cause, Document, Kind, Label, Mention, Role
from tracker.link.occasions.genre import Genre
from tracker.store import RevisionText, open_store

RELEASE = build_release()
LINE = build_line()
TALKS = "Norvale will hold talks with Veskia in the spring."


@pytest.fixture
def store_of_desk(tmp_path):
    with open_store(store_url(tmp_path)) as store:
        yield store


@pytest.fixture
def desk(store_of_desk):
    return Desk(store_of_desk)


def build_text(text=QUOTE, *spans, number=1, line=LINE, **overrides):
    """Return the text numbered *number* of RELEASE, with the units at *spans*: by default all of it."""
    revision = f"{number:024x}"
    units = tuple(
        (build_unit(text[start:end], revision=revision, start=start, end=end, ordinal=place), line)
        for place, (start, end) in enumerate(spans or [(0, len(text))], start=1)
    )
    seen = NOW + timedelta(days=number)
    made = RevisionText(revision, number, seen, "text/html", len(text), "a" * 64, build_document(text), units)
    return replace(made, **overrides)


def build_entry(*moves, **overrides):
    entry = ReleaseEntry(RELEASE, ("r1",), Count(1, 0), frozenset(), tuple(moves), None)
    return replace(entry, **overrides)


def build_move(unit, label=Label.WEAKENED, *, line=LINE, **overrides):
    move = ChangeEntry(
        f"{label.value}-{unit}",
        line.id,
        RELEASE.id,
        unit,
        label,
        Cause.RELEASE,
        Kind.U_OWN,
        DAY,
        NOW,
        False,
        False,
    )
    return replace(move, **overrides)


def build_line_entry(*days, line=LINE, unit="earlier"):
    said = tuple(LineMention(unit, "elsewhere", day, Kind.U_OWN, 4) for day in days)
    return LineEntry(line, said, (), frozenset(), frozenset(), frozenset())


def build_item(change):
    """Return *change* as an item of news."""
    wording = wording_change(change.before.unit.quote, change.after.unit.quote, ())
    return NewsItem(change, Genre.STATEMENT, wording)


def rendered(page, *, live=False):
    """Return the finished *page* as its template prints it."""
    return Page(
        fill(
            "site/release.html.j2",
            page=page,
            frame=PageFrame("Norvale watch", page.title, "sources", "../", live, ""),
        )
    )


def test_the_text_is_marked_and_stands_verbatim():
    """Jumping to the anchor of a unit shows its words as they were published, to the character."""
    text = f"{TALKS}  {QUOTE}\nIt also “regrets” the delay."
    start = text.index(QUOTE)
    shown = build_text(text, (0, len(TALKS)), (start, start + len(QUOTE)))
    page = rendered(lay_out(build_entry(), [shown], {}, [], {}))
    for unit, _ in shown.units:
        assert page.within(f"u-{unit.id}") == unit.quote
    assert "It also “regrets” the delay." in page.words


def test_every_mark_leads_to_its_remark_and_back():
    """A reader who asks what a number means is one key press away from it."""
    shown = build_text()
    page = rendered(lay_out(build_entry(), [shown], {}, [], {}))
    unit = shown.units[0][0].id
    assert {"#n1-1", f"#u-{unit}"} <= set(page.hrefs)
    assert {"n1-1", f"u-{unit}"} <= page.ids


def test_a_mark_is_told_by_more_than_its_colour():
    """The family is a kind of line under the words and a word in the list beside."""
    shown = build_text()
    praise = replace(shown.units[0][0], kind=Kind.E_PRAISE, facets=build_facets(family="E", level=2))
    page = rendered(lay_out(build_entry(), [replace(shown, units=((praise, LINE),))], {}, [], {}))
    assert ("mark", {"class": "of-e", "id": f"u-{praise.id}"}) in page.elements
    assert "praise ●●○○○" in page.words


def test_commitments_and_positions_are_counted_apart():
    """Two numbers, never their sum."""
    text = f"{QUOTE} {TALKS}"
    shown = build_text(text, (0, len(QUOTE)), (len(QUOTE) + 1, len(text)))
    call = replace(shown.units[1][0], kind=Kind.D_CALL, facets=build_facets(family="D"))
    shown = replace(shown, units=(shown.units[0], (call, LINE)))
    page = lay_out(build_entry(), [shown], {}, [], {})
    assert page.text.count_phrases == ("1 commitment", "1 position")
    assert page.text.families == (("u", "undertaking"), ("d", "demand"))


def test_what_moved_for_certain_stands_above_the_text_against_what_it_is_compared_with():
    """A reader sees in one box what moved, and against which earlier text; what is only possible is folded."""
    shown = build_text()
    unit = shown.units[0][0]
    earlier = build_release(ref="NV-0", title="An earlier statement", published_on=date(2030, 1, 2))
    before = Mention(build_unit("Norvale will act.", revision="e" * 24), earlier)
    change = build_change(label=Label.WEAKENED, before=before, after=Mention(unit, RELEASE))
    doubted = replace(change, id="doubted", review=True)
    moves = [
        build_move(unit.id, id=change.id),
        build_move(unit.id, id="doubted", review=True),
        build_move("other", Label.REAFFIRMED),
    ]
    told = ToldChanges((build_item(change),), {"doubtful": (doubted,)})
    entry = build_entry(*moves)
    page = lay_out(entry, [shown], {}, [], {}, told=lay_told(entry, told, {}, {}))
    assert page.moved.against.title == "An earlier statement"
    assert [card.id for card in page.moved.told] == [change.id]
    assert [card.id for _, cards in page.moved.left for card in cards] == ["doubted"]
    assert page.moved.rest == "1 statement as before"
    html = rendered(page)
    assert "Not told: 1 may not be the same promise" in html.words
    assert "earlier 2 Jan 2030" in html.words.replace("\xa0", " ")
    assert "later" not in html.words, "its own day and place are those of the page"
    beside = ReleaseRedline("A later statement", "releases/other.html", "2030-11-03", "1 gone", (), 0, True)
    assert lay_told(entry, told, {}, {}, sentences=beside).moved.against is None, (
        "one page does not name two texts as the one before"
    )


def test_a_text_of_which_only_sentences_differ_is_headed_by_the_text_it_stands_beside():
    """Where no move is told, the box says at its top which text its sentences are compared with, and says it once."""
    beside = ReleaseRedline(
        "An earlier statement", "releases/other.html", "2030-11-03", "1 gone", (), 0, True
    )
    entry = build_entry()
    told = lay_told(entry, NOTHING_TOLD, {}, {}, sentences=beside)
    words = rendered(lay_out(entry, [build_text()], {}, [], {}, told=told)).words
    assert "Against An earlier statement 3 Nov 2030" in words.replace("\xa0", " ")
    assert "Beside" not in words


def test_the_words_that_are_explained_are_those_on_the_page():
    """A rate that is held is no reversal to its reader, so "reversed" is not explained where the page does not say it."""
    held = build_text("Norvale will keep the policy rate at 3 percent.")
    move = build_move(held.units[0][0].id, Label.REVERSED)
    again = build_move("other", Label.REAFFIRMED)
    page = lay_out(build_entry(move, again), [held], {}, [], {})
    assert [pill.words.word for pill in page.text.annotations[0].badges] == ["rate held"]
    assert [words.word for words in page.legend.labels] == ["continues"]


def test_a_first_text_is_told_above_it_by_its_firmest_statements():
    """Where a mail says "AGREED TEXT" the page does, whole words that lead to where they stand; nothing is said to be missing."""
    shown = build_text()
    unit = shown.units[0][0]
    said = Quoted(unit, unit.quote, unit.start)
    item = NewTextItem(RELEASE, frozenset({"Norvale"}), said, (said,), 12, 1.0)
    entry = build_entry()
    told = lay_told(entry, NOTHING_TOLD, {}, {}, new_text=item)
    page = rendered(lay_out(entry, [shown], {}, [], {}, told=told))
    assert "the text makes 12 statements" in page.words
    assert f"#u-{unit.id}" in page.hrefs
    assert "Nothing in it is certain" not in page.words


def test_an_edit_after_publication_is_no_move_against_an_earlier_text():
    """It has a section of its own; what is new, or was said again, may be told for its words, and a doubtful move is shown folded."""
    moves = [
        build_move("a", Label.WEAKENED),
        build_move("b", Label.REVERSED, review=True),
        build_move("c", Label.WEAKENED, cause=Cause.EDIT),
        build_move("d", Label.WEAKENED, cause=Cause.RECOMPUTED),
        build_move("e", Label.REAFFIRMED),
        build_move("f", Label.NEW),
        build_move("g", Label.NEW, kind=Kind.D_CALL),
        build_move("h", Label.REAFFIRMED, review=True),
        build_move("i", Label.NOT_REPEATED),
    ]
    assert [move.unit for move in may_be_told(build_entry(*moves))] == ["a", "b", "e", "f"]


def test_a_release_leads_to_those_before_and_after_it(desk, store_of_desk):
    """An analyst reads a series text by text, without going back to a list."""
    for days, ref in ((9, "A"), (5, "B"), (1, "C")):
        desk.say(ref, {ref: f"Norvale will act {ref}."}, day=DAY - timedelta(days=days))
    index = build_index(store_of_desk)
    by_ref = {entry.release.ref: identity for identity, entry in index.releases.items()}
    page = page_of(store_of_desk, at.release(by_ref["B"]))
    rel = {
        attributes["rel"]: attributes["href"]
        for tag, attributes in page.elements
        if attributes.get("rel") in ("prev", "next")
    }
    assert rel == {"prev": f"../{at.release(by_ref['A'])}", "next": f"../{at.release(by_ref['C'])}"}


def test_the_notes_on_a_paragraph_stand_beside_it():
    """What is said of the third paragraph is not found at the end of the list of all."""
    text = f"{QUOTE}\n\nNothing here.\n\n{TALKS}"
    blocks = tuple(
        Block(text.index(part), text.index(part) + len(part), Role.PARAGRAPH) for part in text.split("\n\n")
    )
    shown = build_text(text, (0, len(QUOTE)), (text.index(TALKS), len(text)), document=Document(text, blocks))
    noted = [
        block
        for section in lay_out(build_entry(), [shown], {}, [], {}).text.sections
        for group in section.groups
        for block in group.blocks
    ]
    assert [[note.mark.number for note in block.notes] for block in noted] == [[1], [], [2]]


def test_a_long_text_opens_by_heading():
    """A communiqué of forty pages is a list of its headings, each opened where the reader wants it; a short one is read through."""
    parts = [f"Heading {number}\n\n{QUOTE}" for number in range(5)]
    text = "\n\n".join(parts)
    blocks, start = [], 0
    for part in text.split("\n\n"):
        role = Role.HEADING if part.startswith("Heading") else Role.PARAGRAPH
        blocks.append(Block(start, start + len(part), role))
        start += len(part) + 2
    short = build_text(text, document=Document(text, tuple(blocks)), units=())
    long = replace(short, document=Document(text + " " * FOLDED_CHARACTERS, tuple(blocks)))
    assert not lay_out(build_entry(), [short], {}, [], {}).text.folded
    page = lay_out(build_entry(), [long], {}, [], {})
    assert page.text.folded
    assert [
        attributes["class"]
        for tag, attributes in rendered(page).elements
        if tag == "details" and attributes.get("class") == "part"
    ] == ["part"] * 5


def test_what_moved_stands_with_its_line_and_leads_there():
    """Weakened, said three times since: the label opens the line at this change."""
    shown = build_text()
    move = build_move(shown.units[0][0].id, review=True)
    known = {LINE.id: build_line_entry(date(2029, 1, 2), date(2030, 1, 2), DAY)}
    remark = lay_out(build_entry(move), [shown], known, [], {}).text.annotations[0]
    assert (remark.line, remark.line_href) == (LINE.name, at.line(LINE.id))
    assert remark.times == "said 3 times since 2\xa0Jan\xa02029"
    assert [(pill.words.word, pill.href, pill.tags) for pill in remark.badges] == [
        ("weakened", at.line(LINE.id, move.id), ("check",))
    ]


def test_what_goes_on_leads_to_its_line_once():
    """ "Continues" leads nowhere: the name of the line beside it does, and what is said again stands in this very text."""
    shown = build_text()
    move = build_move(shown.units[0][0].id, Label.REAFFIRMED)
    known = {LINE.id: build_line_entry(date(2029, 1, 2), DAY)}
    remark = lay_out(build_entry(move), [shown], known, [], {}).text.annotations[0]
    assert remark.line_href == at.line(LINE.id)
    assert [(pill.words.word, pill.href) for pill in remark.badges] == [("continues", "")]


def test_what_is_said_for_the_first_time_is_counted_and_not_linked():
    """Said once, a line has no page: this release is all there is, and "new" beside each statement would be noise."""
    shown = build_text()
    move = build_move(shown.units[0][0].id, Label.NEW)
    known = {LINE.id: build_line_entry(DAY)}
    remark = lay_out(build_entry(move), [shown], known, [], {}).text.annotations[0]
    assert (remark.line, remark.line_href, remark.times) == (LINE.name, "", "")
    assert remark.badges == ()
    page = lay_out(build_entry(move), [shown], known, [], {})
    assert page.moved.rest == "1 for the first time in the texts held"


def test_a_label_holds_in_a_later_text_that_says_the_same():
    """An edit elsewhere on the page does not make a weakened sentence an unremarkable one."""
    first, second = build_text(), build_text(f"{QUOTE}\n\nEdited.", (0, len(QUOTE)), number=2)
    page = lay_out(build_entry(build_move(first.units[0][0].id)), [first, second], {}, [], {})
    assert [pill.words.word for pill in page.text.annotations[0].badges] == ["weakened"]


def test_an_edit_moved_only_where_it_was_made():
    """The text after the next one has not been weakened by an edit again."""
    texts = [build_text(f"{QUOTE} {number}", (0, len(QUOTE)), number=number) for number in (1, 2, 3)]
    moved = build_move(texts[1].units[0][0].id, cause=Cause.EDIT)
    page = lay_out(build_entry(moved), texts, {}, [], {})
    assert page.text.annotations[0].badges == ()
    assert [pill.tags for pill in page.versions.older[0].annotations[0].badges] == [("edited text",)]


def test_where_the_text_comes_from_can_be_checked():
    """Ref, when it was first seen, how many bytes of what, and their hash."""
    page = lay_out(build_entry(), [build_text(), build_text(number=2)], {}, [], {})
    assert dict(page.facts) == {
        "Called": "NV-2031-001",
        "First seen": "6\xa0Mar\xa02031 08:00 UTC",
        "Texts shown": "2, the latest first seen 7\xa0Mar\xa02031 08:00 UTC",
        "Received as": "text/html, 66 bytes",
        "SHA-256": "a" * 64,
    }
    assert page.original == RELEASE.url


def test_the_hash_is_of_the_text_that_is_shown():
    """Who checks a quote hashes the bytes it was read from: not those of a later text nobody has read, nor of an older."""
    older, read = build_text(sha256="1" * 64), build_text(number=2, sha256="2" * 64)
    unread = build_text(
        number=3, document=None, units=(), sha256="3" * 64, media_type="application/pdf", size=9
    )
    page = lay_out(build_entry(), [older, read, unread], {}, [], {})
    facts = dict(page.facts)
    assert (page.text.number, facts["Received as"], facts["SHA-256"]) == (2, "text/html, 66 bytes", "2" * 64)
    assert facts["Text 3, not read"] == f"application/pdf, 9 bytes, SHA-256 {'3' * 64}"
    shown = rendered(page)
    assert shown.html.index("Text 1 <small>") < shown.html.index(f"SHA-256 {'1' * 64}</small></summary>")


def test_an_older_text_too_long_for_the_page_still_has_its_hash():
    """The store keeps it under that."""
    long = f"{QUOTE} {'word ' * 100_000}"
    texts = [build_text(long, (0, len(QUOTE)), number=number, sha256=str(number) * 64) for number in (1, 2)]
    assert f"under SHA-256 {'1' * 64}" in rendered(lay_out(build_entry(), texts, {}, [], {})).words


def test_a_withdrawn_release_says_so():
    """What was said stays said; that it is gone is news as well."""
    gone = build_entry(withdrawn_at=datetime(2031, 5, 6, 1, 0, tzinfo=UTC))
    page = rendered(lay_out(gone, [build_text()], {}, [], {}))
    assert "found gone" in page.words
    assert "6 May 2031" in page.words


def test_a_text_that_was_not_read_is_said_to_be_missing():
    """Nobody should take an older text for the latest."""
    unread = build_text(number=2, document=None, units=())
    assert lay_out(build_entry(), [build_text(), unread], {}, [], {}).unread == (
        "Text 2 has not been read; below is text 1."
    )
    nothing = lay_out(build_entry(), [unread], {}, [], {})
    assert "SHA-256" not in dict(nothing.facts)
    assert (nothing.unread, nothing.text) == ("No text of this release has been read.", None)
    assert "has been read" in rendered(nothing).words


def test_each_two_texts_stand_side_by_side_the_latest_edit_first():
    """Both dated as we saw them, with the edit marked on either side."""
    texts = [build_text(f"{QUOTE} {word}", (0, 5), number=number) for number, word in enumerate("abc", 1)]
    page = lay_out(build_entry(), texts, {}, [], {})
    assert [(edition.before, edition.after) for edition in page.versions.editions] == [
        ("Text 2, as seen 7\xa0Mar\xa02031 08:00 UTC", "Text 3, as seen 8\xa0Mar\xa02031 08:00 UTC"),
        ("Text 1, as seen 6\xa0Mar\xa02031 08:00 UTC", "Text 2, as seen 7\xa0Mar\xa02031 08:00 UTC"),
    ]
    row = page.versions.editions[0].rows[0]
    assert [run.text for run in row.old if run.op == "delete"] == ["b"]
    assert [run.text for run in row.new if run.op == "insert"] == ["c"]
    assert [text.number for text in page.versions.older] == [2, 1]


def test_an_edit_of_the_menu_is_no_edit_of_the_statement():
    """Two texts that differ around the statement only: said in words, without columns."""
    text = f"Hits: 7\n{QUOTE}"
    blocks = (Block(0, 7, Role.META), Block(8, len(text), Role.PARAGRAPH))
    texts = [
        build_text(words, (8, len(text)), number=number, document=Document(words, blocks))
        for number, words in enumerate((text, text.replace("7", "9")), start=1)
    ]
    edition = lay_out(build_entry(), texts, {}, [], {}).versions.editions[0]
    assert edition.rows == ()
    assert edition.note.startswith("The statement is the same, word for word")


def test_units_of_every_text_can_be_jumped_to():
    """A card quotes the text before the edit: its link must not go astray, however long the text is."""
    long = f"{QUOTE} {'word ' * 100_000}"
    texts = [build_text(long + str(number), (0, len(QUOTE)), number=number) for number in (1, 2, 3)]
    page = lay_out(build_entry(), texts, {}, [], {})
    assert [one.name[:6] for one in page.versions.unshown] == ["Text 2", "Text 1"]
    assert {f"u-{unit.id}" for text in texts for unit, _ in text.units} <= rendered(page).ids


def test_a_unit_outside_of_every_block_has_its_anchor_in_the_list():
    """Coded by hand on words the page does not show as statement: the link still leads somewhere."""
    shown = build_text(QUOTE, (0, 7), document=Document(QUOTE, (Block(8, 20, Role.PARAGRAPH),)))
    page = rendered(lay_out(build_entry(), [shown], {}, [], {}))
    assert f"u-{shown.units[0][0].id}" in page.ids


def test_silences_are_named_with_when_it_was_last_said():
    """Dropped goes before what is missing once; each leads to its line."""
    lines = [build_line(name) for name in ("patrols", "talks")]
    moves = [
        build_move("a", Label.NOT_REPEATED, line=lines[0]),
        build_move("b", Label.DROPPED, line=lines[1]),
    ]
    known = {
        line.id: build_line_entry(date(2029, 1, 2), date(2030, 1, 2), line=line, unit=unit)
        for line, unit in zip(lines, "ab", strict=True)
    }
    page = lay_out(build_entry(*moves), [build_text()], known, [], {})
    assert [(one.words.word, one.line, one.href, one.last) for one in page.silences] == [
        ("dropped", "talks", at.line(lines[1].id, moves[1].id), "2029-01-02"),
        ("not repeated", "patrols", at.line(lines[0].id, moves[0].id), "2029-01-02"),
    ]


def build_edit(text, label, *, cause=Cause.RECOMPUTED, **sides):
    """Return a change between two texts of RELEASE, and the move that stands for it in an atlas."""
    change = build_change(label, cause=cause, line=LINE, release=RELEASE, **sides)
    return change, build_move(text.units[0][0].id, label, id=change.id, cause=cause)


def test_what_an_edit_took_out_is_no_silence_whoever_recorded_it():
    """A new engine records the edit as recomputed; the text said it itself before, so it is not silent on an old line."""
    first, second = build_text(), build_text(TALKS, number=2, line=build_line("talks"))
    before = Mention(first.units[0][0], RELEASE)
    known = {LINE.id: build_line_entry(DAY, unit=before.unit.id)}
    for cause in (Cause.EDIT, Cause.RECOMPUTED):
        change, move = build_edit(first, Label.DROPPED, cause=cause, before=before)
        page = lay_out(build_entry(move), [first, second], known, [change], {})
        assert page.silences == ()
        assert [card.id for card in page.edits] == [change.id]


def test_a_recomputed_edit_moved_only_where_it_was_made():
    """The label of an edit stays with the text the edit made, and says that it is one."""
    texts = [build_text(f"{QUOTE} {number}", (0, len(QUOTE)), number=number) for number in (1, 2, 3)]
    before, after = (Mention(text.units[0][0], RELEASE) for text in texts[:2])
    change, move = build_edit(texts[1], Label.WEAKENED, before=before, after=after)
    page = lay_out(build_entry(move), texts, {}, [change], {})
    assert page.text.annotations[0].badges == ()
    assert [pill.tags for pill in page.versions.older[0].annotations[0].badges] == [
        ("edited text", "recomputed")
    ]


def test_a_silence_too_close_to_call_says_check():
    """Whether the line is missing or put in other words is for an analyst to see before it is quoted."""
    move = build_move("a", Label.DROPPED, review=True)
    page = lay_out(build_entry(move), [build_text()], {LINE.id: build_line_entry(DAY, unit="a")}, [], {})
    assert [one.tags for one in page.silences] == [("check",)]
    assert ("span", {"class": "tag check"}) in rendered(page).elements


def test_more_silences_than_anybody_reads_are_counted():
    """A communiqué after a summit of two hundred points opens all the same; what is left out is counted in two halves."""
    lines = [build_line(str(number)) for number in range(MOST_SILENCES + 7)]
    moves = [build_move("a", Label.NOT_REPEATED, line=line) for line in lines[:-2]]
    moves += [build_move("a", Label.NOT_REPEATED, line=line, kind=Kind.D_CALL) for line in lines[-2:]]
    known = {line.id: build_line_entry(DAY, line=line) for line in lines}
    page = lay_out(build_entry(*moves), [build_text()], known, [], {})
    assert (len(page.silences), page.more_silences) == (MOST_SILENCES, "5 commitments, 2 positions")
    assert "Not named here: 5 commitments, 2 positions." in rendered(page).words
    assert lay_out(build_entry(*moves[:2]), [build_text()], known, [], {}).more_silences == ""


def test_only_a_server_offers_to_compare():
    """A folder of files has no page that compares."""
    for live in (True, False):
        page = rendered(lay_out(build_entry(), [build_text()], {}, [], {}, live=live), live=live)
        assert any(at.COMPARE in href for href in page.hrefs) is live


def test_a_page_of_fifty_thousand_words_takes_no_time():
    """An act of a thousand points is twice the work of one of five hundred."""

    def laid_out(sentences):
        text = "Norvale will act on it. " * sentences
        shown = build_text(text, *((start, start + 22) for start in range(0, len(text) - 24, 240)))
        rendered(lay_out(build_entry(), [shown], {}, [], {}))

    assert growth(laid_out, 5_000) < 3


def test_hostile_texts_are_text():
    """A script, a template, a mark that closes early, a turn of direction: all to be read, none obeyed."""
    release = build_release("<b>ref", title=HOSTILE, issuer=HOSTILE, url="javascript:alert(1)")
    shown = build_text(HOSTILE, (0, 40), (20, 80), line=build_line(HOSTILE))
    edited = build_text(HOSTILE + " edited", (0, 40), number=2, line=build_line(HOSTILE))
    page = lay_out(build_entry(release=release), [shown, edited], {}, [], {}, live=True)
    html = rendered(page)
    html.assert_harmless()
    assert "&lt;script&gt;alert(" in html.html
    assert "{{7*7}}" in html.html
    assert page.original == ""


def test_a_release_of_the_store_with_an_edit(desk):
    """Through the store: both texts, the change as a card, and its quotes linked to the texts we kept."""
    said = desk.say("NV-1", {"talks": TALKS})
    desk.say(
        "NV-2",
        {"talks": TALKS},
        day=date(2031, 4, 5),
        label=Label.REAFFIRMED,
        before=Mention(said.units[0], said.release),
    )
    later = TALKS.replace("will hold", "may hold")
    revision = desk.record(said.release, later, now=NOW + timedelta(days=3))
    reading = desk.reading(revision, later)
    desk.store.record_readings([reading])
    line = build_line("talks")
    change = build_change(
        Label.WEAKENED,
        cause=Cause.EDIT,
        line=line,
        release=said.release,
        before=Mention(said.units[0], said.release),
        after=Mention(reading.units[0], said.release),
    )
    desk.store.record_relations([desk.relation(reading, said.release, [line], change)], NOW)
    page = page_of(desk.store, at.release(said.release.id))
    assert {f"u-{said.units[0].id}", f"u-{reading.units[0].id}", f"c-{change.id}"} <= page.ids
    assert "our copy, 5 Mar 2031" in page.words
    assert f"../{at.line(line.id, change.id)}" in page.hrefs
    assert "What was changed after it was published" in page.words


def test_a_release_that_is_not_held_is_not_here(desk):
    """The page says so, and nothing crashes."""
    with pytest.raises(PageNotFoundError, match="No release with the id 0000000000"):
        page_of(desk.store, at.release("0" * 24))


def test_every_release_has_a_page(desk):
    """A link to a release never has to ask whether there is one."""
    said = [desk.say(ref, {"talks": TALKS}).release.id for ref in ("NV-1", "NV-2")]
    assert set(addresses(build_index(desk.store))) == {at.release(identity) for identity in said}
