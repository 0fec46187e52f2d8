"""Two statements or two whole texts side by side."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import jobs
from reports.comparison.statements import compare_statements
from reports.site import routes
from reports.site.index_builder import build_index
from reports.site.page_context import QueryError, TooLongError
from reports.site.pages.comparison.account_comparer import MOST_UNITS, account_comparer
from reports.site.pages.comparison.on_words import query_said, sentences_on_words
from reports.view import addresses as at
from tests.fakes import build_document, build_facets, build_line, build_mention, build_release, build_unit
from tests.reports.site.page_reader import HOSTILE, page_of
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker import pipeline
from tracker.domain import Kind, Label, Mention
from tracker.engine import default_engine
from tracker.reading import Reading
from tracker.store import open_store

LEXICON = Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml"  # the invented states
WILL = "Norvale will hold talks with Veskia by the end of 2032."
MAY = "Norvale may hold talks with Veskia."
LINE = build_line("talks")
OURS = "The two sides agreed to share radar data on fishing boats by the end of 2032.\n\nThe two sides condemned the seizure of the boats."
THEIRS = "The two sides agreed to share radar data on fishing boats by mid-2033."


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(LEXICON)])


@pytest.fixture
def desk(tmp_path):
    with open_store(store_url(tmp_path)) as store:
        yield Desk(store)


@pytest.fixture
def said(desk):
    """Two statements on one line, a month apart."""
    first = desk.say("NV-1", {"talks": WILL})
    second = desk.say(
        "NV-2", {"talks": MAY}, day=date(2031, 4, 5), label=Label.WEAKENED,
        before=Mention(first.units[0], first.release),
    )  # fmt: skip
    return first, second


def compared(store, a, b, **how):
    return page_of(store, at.COMPARE, {"a": a, "b": b}, live=True, **how)


def facet(found, name):
    return next(row for row in found.facets if row.name == name)


def test_every_facet_stands_on_both_sides_with_what_differs_marked():
    """By a word and a sign, not by colour; a level in the words of its ladder."""
    asked = replace(
        build_mention(WILL), unit=build_unit(WILL, facets=build_facets(deadline="by the end of 2032"))
    )
    softer = build_unit(MAY, kind=Kind.D_CALL, facets=build_facets(family="D", level=2))
    found = compare_statements((asked, LINE, True), (replace(asked, unit=softer), LINE, True))
    assert [
        (row.first, row.second, row.differs) for row in (facet(found, "Kind"), facet(found, "Level"))
    ] == [
        ("undertaking", "demand", True),
        ("definite (4)", "encouraging (2)", True),
    ]
    deadline, amount = facet(found, "Deadline"), facet(found, "Amount")
    assert (deadline.first, deadline.second, deadline.differs) == ("by the end of 2032", "none", True)
    assert (amount.first, amount.second, amount.differs) == ("none", "none", False)
    assert found.differing == 3


def test_praise_is_compared_in_words_of_praise():
    """Its level is no "deep concern"."""
    said = [
        replace(
            build_mention(WILL), unit=build_unit(WILL, kind=kind, facets=build_facets(family="E", level=2))
        )
        for kind in (Kind.E_CONCERN, Kind.E_PRAISE)
    ]
    level = facet(compare_statements((said[0], LINE, True), (said[1], LINE, True)), "Level")
    assert (level.first, level.second) == ("deep concern (2)", "praise (2)")


def test_neither_has_to_be_the_earlier():
    """Which is which is said, and so is where nobody knows."""
    early, late = (
        build_mention(release=build_release(ref, published_on=day))
        for ref, day in (("a", date(2030, 1, 1)), ("b", date(2031, 1, 1)))
    )
    undated = build_mention(release=build_release("c", published_on=None))
    said = {
        (early, late): "A is the earlier.",
        (late, early): "B is the earlier.",
        (early, early): "Both are of one release.",
        (
            early,
            build_mention(release=build_release("d", published_on=date(2030, 1, 1))),
        ): "Both are of the same day.",
        (early, undated): "At least one of them has no date: which is the earlier is not known.",
    }
    for (one, other), words in said.items():
        assert compare_statements((one, None, False), (other, None, False)).order == words


def test_two_lines_are_no_change():
    """Two statements side by side are not therefore a line that moved."""
    one = build_mention(WILL)
    other = build_line("patrols")
    assert compare_statements((one, LINE, True), (one, LINE, True)).lines == "Both are on one line."
    assert compare_statements((one, LINE, True), (one, other, True)).lines == (
        "They are on two lines: nothing here counts as a change."
    )
    assert (
        compare_statements((one, LINE, True), (one, None, False)).lines
        == "At least one of them is on no line."
    )


def test_two_statements_of_the_store(desk, said):
    """Both quotes with day, line and both ways to them, and a redline."""
    first, second = (one.units[0].id for one in said)
    page = compared(desk.store, first, second)
    assert WILL in page.words
    assert "A is the earlier. Both are on one line." in page.words
    assert {at.release(said[0].release.id, first), at.line(LINE.id), at.compare(second, first)} <= set(
        page.hrefs
    )
    assert "None differs." in page.words
    assert ("del", {}) in page.elements


def test_anything_that_names_a_statement_will_do(desk, said):
    """An id, or an address of this site as it is copied: a quote in a text, its remark, a mention, a change, a line."""
    first, second = said
    unit, change = second.units[0].id, second.change.id
    wanted = compared(desk.store, first.units[0].id, unit).within("quotes")
    for typed in (
        f"http://127.0.0.1:8766/releases/{second.release.id}.html#u-{unit}",
        f"{at.release(second.release.id)}#n-{unit}",
        f"../lines/{LINE.id}.html#m-{unit}",
        f"https://desk.example/site/{at.line(LINE.id, change)}",
        f"  {at.line(LINE.id)}  ",
        f"{at.line(LINE.id)}#history",
        LINE.id,
    ):
        assert compared(desk.store, first.units[0].id, typed).within("quotes") == wanted, typed


def read(desk, engine, ref, text, **release):
    """Record *text* as the release *ref* and read it as this version does."""
    issued = build_release(ref, title="Norvale-Estmark consultations", **release)
    revision = desk.record(issued, text)
    desk.store.record_readings([pipeline.read(revision, engine)])
    return issued


def test_two_whole_texts_are_two_accounts_side_by_side(desk, engine):
    """What both say, what one says alone and where they differ, as `policy-tracker compare` shows it."""
    ours, theirs = (
        read(desk, engine, "ours", OURS),
        read(desk, engine, "theirs", THEIRS, source="estmark-mfa"),
    )
    accounts = account_comparer(desk.store)
    pages = [
        compared(desk.store, a, b, accounts=accounts)
        for a, b in (
            (ours.id, theirs.id),
            ("ours", "theirs"),
            (at.release(ours.id), ours.url.replace("ours", "theirs") + "#:~:text=agreed"),
        )
    ]
    for page in pages:
        assert "Two accounts side by side" in page.words  # nobody has said that they are of one event
        assert "of one event" not in page.words
        assert "1 commitment in both, none in A alone, none in B alone" in page.words
        assert "No positions in both, 1 in A alone, none in B alone" in page.words
        assert page.within("differ") == pages[0].within("differ")
        assert {at.release(ours.id), at.release(theirs.id), at.compare(theirs.id, ours.id)} <= set(page.hrefs)


def test_a_text_that_was_not_read_cannot_be_compared(desk, engine):
    """The reader is told which, and not shown an empty account."""
    desk.record(build_release("unread", title="Unread"), "…")
    read(desk, engine, "ours", OURS)
    with pytest.raises(QueryError, match="No text of “Unread” has been read; choose another"):
        compared(desk.store, "ours", "unread", accounts=account_comparer(desk.store))


def test_texts_that_say_too_much_are_shown_as_a_redline(desk):
    """A page answers at once, and says why not as asked: how much that is in two halves, never as one number."""
    release = build_release("long")
    text = "Norvale will act. " * (MOST_UNITS + 1)
    revision = desk.record(release, text)
    units = tuple(
        build_unit(
            text[at:at + 17], revision=revision.id, start=at, ordinal=at, kind=Kind.D_CALL if at < 3600 else Kind.U_OWN
        ) for at in range(0, len(text) - 1, 18)
    )  # fmt: skip
    whole = desk.reading(revision, text)
    desk.store.record_readings([Reading(revision.id, whole.stamp, whole.document, units)])
    page = compared(desk.store, "long", "long", accounts=account_comparer(desk.store))
    assert (
        "too much to be laid side by side here (802 commitments, 400 positions); `policy-tracker"
        in page.words
    )
    assert "Both texts are the same, word for word." in page.words


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("nothing", "NV-1", "A: no release is called 'nothing'; paste the address of a page of this site"),
        ("NV-1", "releases/0000000000000000.html", "B: no release is called '0000000000000000'; paste"),
        ("NV-1", "x" * 3000, "B: that is 3,000 characters; paste"),
        ("NV-1", "NV-2", "Whole texts are not compared here; give two statements."),
        (LINE.id, "NV-2", "A is one statement, B a whole text; give two of a sort: the address of a text at"),
        ("NV-2", LINE.id, "B is one statement, A a whole text; give two of a sort: the address of a text at"),
    ],
)
def test_what_cannot_be_understood_is_mended_in_one_line(desk, said, a, b, words):
    """Which of the two fields, what is wrong, and what to put there."""
    with pytest.raises(QueryError) as error:
        compared(desk.store, a, b)
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)


def test_without_two_there_is_a_form(desk, said):
    """What was chosen on another page is filled in, and what is asked for next is said."""
    page = page_of(desk.store, at.COMPARE, {"a": said[0].units[0].id}, live=True)
    fields = {
        found["name"]: found.get("value")
        for tag, found in page.elements
        if tag == "input" and "name" in found
    }
    assert (fields["a"], fields["b"]) == (said[0].units[0].id, "")
    assert "say what it is compared with" in page.words
    assert "say what it is compared with" not in page_of(desk.store, at.COMPARE, {}, live=True).words


def test_the_form_names_what_is_compared(desk, said):
    """After a comparison A and B are known by quote, title and day; what was typed is folded, and stays what the form asks for."""
    a, b = (one.units[0] for one in said[:2])
    page = compared(desk.store, a.id, b.id)
    sides = page.html.partition('class="choose"')[2].split("<details")[:3]
    for unit, one, named, folded in zip((a, b), said, sides, sides[1:], strict=False):
        assert f"“{unit.quote}”, {one.release.title}" in named
        assert f'value="{unit.id}"' in folded


def test_hostile_texts_are_text(desk):
    """In a quote, in a field and in an error: to be read, not obeyed."""
    said = desk.say("NV-1", {"talks": HOSTILE.strip()})
    unit = said.units[0].id
    page = compared(desk.store, unit, unit)
    page.assert_harmless()
    assert "{{7*7}}" in page.html
    page_of(desk.store, at.COMPARE, {"a": HOSTILE}, live=True).assert_harmless()
    with pytest.raises(QueryError) as error:
        compared(desk.store, "\u202ea\x1b[2J", unit)
    assert str(error.value).isprintable()


def test_nothing_is_compared_in_a_folder_of_files(desk, said):
    """Every two of twenty thousand statements would be two hundred million pages."""
    assert at.COMPARE not in set(routes.addresses(build_index(desk.store)))


def test_an_empty_page_offers_the_latest_text_of_each_source_against_the_one_before(desk, said):
    """Nobody types ids: what a reader wants first, the latest against the one before, is a link."""
    first, second = said
    page = page_of(desk.store, at.COMPARE, live=True)
    assert at.redline(first.release.id, second.release.id) in page.hrefs


def test_one_chosen_statement_is_named_and_offered_its_earlier_wordings(desk, said):
    """A reader who came from a note sees its words, not its id alone, and what else was said on its line."""
    first, second = said
    page = page_of(desk.store, at.COMPARE, {"a": second.units[0].id}, live=True)
    assert f"A “{MAY}”" in page.words
    assert at.compare(first.units[0].id, second.units[0].id) in page.hrefs


def test_two_whole_texts_stand_as_a_redline(desk, said):
    """The way every watcher of a central bank reads a statement: the last one, with what is struck and what is put in."""
    first, second = said
    page = page_of(
        desk.store,
        at.COMPARE,
        {"a": first.release.id, "b": second.release.id, "as": "redline"},
        live=True,
    )
    assert [tag for tag, _ in page.elements if tag in ("del", "ins")] == ["del", "del", "ins"]
    assert "may" in page.words


def test_what_was_understood_is_not_refused(desk, said):
    """Two communiqués too long to pair every statement are shown as a redline, with the reason, and not as an error."""
    first, second = said

    def too_long(*_):
        raise TooLongError("Together they say too much.")

    page = compared(desk.store, first.release.id, second.release.id, accounts=too_long)
    assert "Together they say too much." in page.words
    assert "ins" in {tag for tag, _ in page.elements}


def test_what_two_texts_say_on_some_words_stands_sentence_by_sentence():
    """Between two communiqués a desk reads what became of one matter, of a state by any of its names, and of nothing else."""
    old = "We call on Myanmar to free the prisoners.\n\nWe will keep the herring levy low this winter.\n\nWe condemn the coup in Myanmar of last year."
    new = "We call on Burma to free all the prisoners.\n\nWe will keep the herring levy high this winter.\n\nWe condemn the coup in Myanmar of last year."
    found = sentences_on_words(*(build_document(text) for text in (old, new)), "Myanmar")
    assert [one.fate for one in found.sentences] == ["in other words", "word for word"]
    assert "herring" not in str(found)
    assert found.counts == "1 word for word, 1 in other words"


def test_what_a_search_finds_in_other_words_is_laid_side_by_side_too():
    """The words are those that were typed: where a text says "semiconductor" for "chips" the page finds it as the search does."""
    old = "Norvale will sell semiconductor goods to Estmark until the winter."
    new = "Norvale will sell no semiconductor goods to Estmark until the winter."
    found = sentences_on_words(*(build_document(text) for text in (old, new)), "sale of chips")
    assert [one.fate for one in found.sentences] == ["in other words"]
    assert query_said(build_document(old), "the herring levy") == ""


def test_the_words_of_a_text_stand_beside_the_last_one_of_its_source_that_has_them(desk):
    """Without a text to lay it beside it is the one before in its series, else the last of its source that says anything on the words."""
    desk.read_plain("NV-1", "Norvale will land ten tons of herring in the winter.")
    desk.read_plain(
        "NV-2", "Norvale will land twelve tons of herring in the winter.", published_on=date(2031, 4, 5)
    )
    later = desk.store.find_release("NV-2").id
    page = page_of(desk.store, at.COMPARE, {"b": later, "of": "herring"}, live=True)
    assert "twelve" in page.inside["sentences"]
    assert "ten" in page.inside["sentences"]
