"""A text with its units marked."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.site.release_text.highlighted_text import DEEPEST, blank_control_characters, highlight_units
from tests.fakes import build_facets, build_unit
from tracker.domain import Block, Document, Kind, Role

TEXT = "Norvale will act. It urges Veskia to talk, and regrets the delay."


def build(text, *spans, blocks=None):
    """Return *text* marked at *spans*; *blocks* are (start, end, role), by default one paragraph."""
    found = [Block(*block) for block in blocks or [(0, len(text), Role.PARAGRAPH)]]
    units = [
        build_unit(text[start:end], revision="r", start=start, end=end, ordinal=at)
        for at, (start, end) in enumerate(spans)
    ]
    return highlight_units(Document(text, tuple(found)), units), units


def shape(marked):
    """Return the pieces of *marked* with brackets where marks begin and end; "+" where one goes on."""
    return "|".join(
        "".join(
            piece.text or (f"[{'' if piece.first else '+'}{piece.begins.number} " if piece.begins else "]")
            for piece in pieces
        )
        for passage in marked.passages
        for pieces in passage.parts
    )


def text_of(marked):
    return "".join(piece.text for passage in marked.passages for pieces in passage.parts for piece in pieces)


def test_every_unit_is_marked_where_it_stands():
    """The mark begins with the first character of the quote and ends with its last."""
    marked, _ = build(TEXT, (8, 16), (21, 41))
    assert shape(marked) == "Norvale [1 will act]. It [2 urges Veskia to talk], and regrets the delay."


def test_a_unit_in_another_is_a_mark_in_a_mark():
    """The item of a list stands in the undertaking that holds the list."""
    marked, _ = build(TEXT, (0, 41), (21, 41), (27, 33))
    assert shape(marked).startswith("[1 Norvale will act. It [2 urges [3 Veskia] to talk]], and")


def test_units_that_cross_are_cut_so_that_marks_nest():
    """What goes on after the cut is marked on, and is not numbered again."""
    marked, _ = build(TEXT, (8, 33), (27, 49))
    assert shape(marked) == "Norvale [1 will act. It urges [2 Veskia]][+2  to talk, and re]grets the delay."


def test_a_unit_over_two_paragraphs_is_marked_in_both():
    """One number, two marks, and the blanks between paragraphs are not marked."""
    text = "Norvale will act:\n\nat once."
    marked, _ = build(text, (8, 27), blocks=[(0, 17, Role.PARAGRAPH), (19, 27, Role.ITEM)])
    assert shape(marked) == "Norvale [1 will act:]|[+1 at once.]"


def test_two_units_in_the_same_words_are_both_marked():
    """Read as an undertaking and as a judgment: both can be jumped to."""
    unit = build_unit(TEXT[:7], revision="r")
    other = replace(unit, id="other", kind=Kind.E_PRAISE, facets=build_facets(family="E"))
    marked = highlight_units(Document(TEXT, (Block(0, len(TEXT), Role.PARAGRAPH),)), [unit, other])
    assert shape(marked).startswith("[1 [2 Norvale]] will")
    assert marked.unplaced == frozenset()
    assert marked.families == {"u", "e"}


def test_what_is_no_statement_is_told_apart():
    """Bylines stand aside, menus around, and a comment without a letter is left out."""
    text = "MENU\nBy the Ministry\n<!-- -->\nNorvale will act.\n- one\n- two\nthree"
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n"), len(text) + 1]
    roles = [Role.FURNITURE, Role.META, Role.META, Role.PARAGRAPH, Role.ITEM, Role.ITEM, Role.ITEM]
    spans = [(start, end - 1) for start, end in pairwise(starts)]
    marked, _ = build(text, blocks=[(*span, role) for span, role in zip(spans, roles, strict=True)])
    assert [(passage.sort, len(passage.parts)) for passage in marked.passages] == [
        ("around", 1),
        ("aside", 1),
        ("prose", 1),
        ("points", 2),
        ("bullets", 1),
    ]


def test_a_unit_that_stands_in_no_block_is_named():
    """Its anchor has to be elsewhere: a link to it must not go astray."""
    marked, units = build(TEXT, (8, 16), (60, 65), blocks=[(0, 41, Role.PARAGRAPH)])
    assert marked.unplaced == {units[1].id}
    assert [mark.number for mark in marked.marks] == [1, 2]


def test_more_marks_than_can_be_told_apart_are_not_nested():
    """Beyond six deep nobody sees anything; such a unit is listed only."""
    marked, units = build(TEXT, *((at, len(TEXT)) for at in range(DEEPEST + 2)))
    assert marked.unplaced == {unit.id for unit in units[DEEPEST:]}


def test_what_is_obeyed_and_not_seen_is_a_blank():
    """A turn of direction must not swap the words of a quote, and offsets must hold: one for one."""
    assert blank_control_characters("\x00a\u202eb\n c ") == " a b\n c "


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12, unique=True),
    st.data(),
)
def test_marks_never_change_the_text(text, spans, data):
    """Whatever units lie how: the text is that of the blocks, character by character, and marks nest."""
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)) | {0, len(text)})
    blocks = [(start, end, Role.PARAGRAPH) for start, end in pairwise(edges)]
    inside = [(start, end) for start, end in spans if start <= end <= len(text)]
    marked, units = build(text, *inside, blocks=blocks or None)
    assert text_of(marked) == blank_control_characters(text)
    begun, quotes = [], {mark.unit: "" for mark in marked.marks}
    for passage in marked.passages:
        for pieces in passage.parts:
            depth = []
            for piece in pieces:
                if piece.text:
                    for mark in depth:
                        quotes[mark.unit] += piece.text
                elif piece.begins:
                    depth.append(piece.begins)
                    begun += [piece.begins.unit] * piece.first
                else:
                    depth.pop()
            assert depth == []
    assert len(begun) == len(set(begun))
    assert set(begun) | marked.unplaced == {unit.id for unit in units}
    for unit in units:
        if unit.id in begun and len(units) <= DEEPEST:
            assert quotes[unit.id] == blank_control_characters(text)[unit.start : unit.end]
