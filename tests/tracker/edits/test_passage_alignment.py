"""Every change of words is found, in its place, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.edits.samples import ENGAGE, FUND, WEATHER, document
from tracker.edits.passage_alignment import align_passages
from tracker.edits.passages import passages

WORDS = st.sampled_from("norvale will contribute forty crowns to the fund and ships by june".split())
SENTENCE = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=8)


def aligned(before, after):
    """Return the stretches between two lists of paragraphs."""
    return align_passages(passages(document(*before)), passages(document(*after)))


@given(TEXT)
def test_a_text_against_itself_differs_nowhere(text):
    """What did not change is in no redline."""
    assert aligned(text, text) == ()


@given(TEXT, TEXT)
def test_every_word_that_went_or_came_is_in_a_stretch(before, after):
    """Nothing disappears because no rule fits: words of the text before, less what went, plus what came, are those after."""
    sides = [
        sorted(form for passage in passages(document(*text)) for form in passage.forms)
        for text in (before, after)
    ]
    for stretch in aligned(before, after):
        for word in stretch.old:
            sides[0].remove(word.form)
        for word in stretch.new:
            sides[1].remove(word.form)
    assert sides[0] == sides[1]


def test_a_sentence_that_was_changed_is_one_stretch():
    """The sentence before and the sentence after belong together: only the number differs."""
    (stretch,) = aligned([WEATHER, FUND, ENGAGE], [WEATHER, FUND.replace("40", "30"), ENGAGE])
    (run,) = [run for run in stretch.runs if run.op != "equal"]
    assert stretch.old[run.first].form == "40"
    assert stretch.new[run.into].form == "30"


def test_a_sentence_cut_in_two_is_one_stretch():
    """A paragraph parted by hand did not change its words."""
    (stretch,) = aligned(
        ["Norvale will pay; Estmark will build."], ["Norvale will pay.", "Estmark will build."]
    )
    assert [run.op for run in stretch.runs] == ["equal"]


def test_a_paragraph_that_stands_elsewhere_has_moved():
    """A point that was put first was not deleted and written again."""
    (stretch,) = aligned([FUND, WEATHER, ENGAGE], [WEATHER, ENGAGE, FUND])
    assert stretch.moved


def test_another_sentence_in_its_place_is_gone_and_come():
    """Two sentences that share no words are not one that was changed."""
    gone, come = aligned([ENGAGE], [WEATHER])
    assert (gone.after, come.before) == ((), ())
