"""How to read the site."""

from reports.site.pages.about_page import gather
from reports.view.vocabulary import FACET_MEANINGS, KIND_MEANINGS, LABEL_WORDS, LEVEL_EXAMPLES, TAG_MEANINGS
from tests.reports.site.small_indexes import Told
from tracker.domain import Kind
from tracker.level_names import FAMILY_NAMES, LEVEL_NAMES


def test_every_word_that_can_occur_is_explained():
    """Each label, kind, level, facet and tag stands on the page with what it means."""
    words = Told().page("about.html").html.replace("&#39;", "'")
    for label in LABEL_WORDS.values():
        assert f"{label.mark}</span>{label.word}</span></dt><dd>{label.meaning}" in words, label.word
    for meaning in (*KIND_MEANINGS.values(), *FACET_MEANINGS.values(), *TAG_MEANINGS.values()):
        assert meaning in words, meaning
    for family, levels in LEVEL_NAMES.items():
        for word, example in zip(levels, LEVEL_EXAMPLES[family], strict=True):
            assert f"{word}</th><td>{example}" in words, word


def test_only_undertakings_are_called_commitments():
    """The page says of each family which of the two it is, as the kinds do."""
    page = gather(Told().view(), {}, {})
    assert {family.ladder.family: family.is_commitment for family in page.families} == {
        FAMILY_NAMES[kind.family]: kind.is_commitment for kind in Kind
    }


def test_each_part_can_be_led_to():
    """The list at the top leads to every part of the page."""
    page = Told().page("about.html")
    led = {href[1:] for href in page.hrefs if href.startswith("#")} - {"main"}
    assert led == {"binds", "labels", "ladders", "facets", "redline", "silence", "tags", "links", "numbers"}
    assert led <= page.ids
