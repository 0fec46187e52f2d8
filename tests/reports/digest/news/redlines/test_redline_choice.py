"""A text beside the one before it in its series, among the news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.filters import ChangeFilter
from reports.digest.layout.news_rows import redline_row
from reports.digest.news.news_item import NewsItem, Standing, TextBefore
from reports.digest.news.redlines.compared_text import Fate, SentenceMove
from reports.digest.news.redlines.redline_choice import (
    SHOWN,
    SHOWN_OF_SEVERAL,
    SURELY_WORTH,
    beside_nearest,
    choose_redlines,
)
from reports.digest.news.redlines.redline_sentence import redline_sentence
from reports.digest.news.redlines.worth.sentence_model import SentenceModel
from reports.digest.news.watch import NO_WATCH, watch_of
from reports.digest.news.words.moved_words import sentence_wording
from reports.view.dates import ISO
from tests.fakes import (
    build_change,
    build_facets,
    build_mention,
    build_unit,
)
from tests.reports.digest.news.redlines.redline_samples import (
    ELEVATED,
    ESCORT,
    GUIDANCE,
    LONGER,
    MARCH,
    PATIENT,
    PICKED_UP,
    STANDS,
    compared,
    parted,
    told,
)
from tracker.domain import Label, Mention
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre

NAMES = ("Estmark", "Lurania", "Veskia", "Ostmere", "Skerry", "Halvern", "Sarn", "Kestrel")


def test_what_an_item_tells_is_not_told_twice():
    """The sentence of a rate that was raised stands in its own item; the redline shows the others."""
    text = compared([GUIDANCE, PATIENT], [LONGER, STANDS])
    shown = next(unit for unit in text.units if unit.quote == LONGER)
    change = build_change(
        Label.STRENGTHENED,
        release=text.release,
        before=build_mention(GUIDANCE, release=text.before),
        after=Mention(shown, text.release),
    )
    items = compose([change], news=NewsSettings()).news.items
    assert len(items) == 1
    (redline,) = choose_redlines([text], NO_WATCH, items)
    assert LONGER not in [one.quote for one in redline.sentences]


@pytest.mark.parametrize(
    ("last", "old_day", "items"),
    [([LONGER, STANDS], 100, 0), ([PATIENT, STANDS], 100, 1), ([LONGER, STANDS], 0, 1)],
    ids=["the last text said it", "the last text did not", "compared with the last text itself"],
)
def test_what_the_last_text_said_already_is_no_news_of_this_one(last, old_day, items):
    """A line that the last statements were not linked to is compared with a text of long ago: its words are months old by now."""
    text = replace(compared(last, [LONGER, STANDS]), whole=("\n\n".join(last), f"{LONGER}\n\n{STANDS}"))
    old = replace(text.before, id="old", published_on=MARCH - timedelta(days=old_day))
    change = build_change(
        Label.STRENGTHENED,
        release=text.release,
        before=build_mention(GUIDANCE, release=old),
        after=Mention(next(unit for unit in text.units if unit.quote == LONGER), text.release),
    )
    said = TextBefore(text.before.published_on, text.whole[0])
    news = compose([change], news=NewsSettings(Standing(text_before=lambda _: said))).news
    assert (len(news.items), news.repeated) == (items, 1 - items)


def told_across(label, first, between, last):
    """Return how many items tell the move from *first*, half a year ago, to *last*, where the text before has *between*."""
    text = compared([between, STANDS], [last, STANDS])
    old = replace(text.before, id="old", published_on=MARCH - timedelta(days=200))
    change = build_change(
        label,
        release=text.release,
        before=build_mention(first, release=old),
        after=Mention(next(unit for unit in text.units if unit.quote == last), text.release),
    )
    said = TextBefore(text.before.published_on, f"{between}\n\n{STANDS}")
    return len(compose([change], news=NewsSettings(Standing(text_before=lambda _: said))).news.items)


@pytest.mark.parametrize(
    ("between", "items"),
    [
        ("The Board expects to hold the rate of Norvale at zero at least through late 2014.", 0),
        ("The Board expects to hold the rate of Norvale at zero at least through mid-2013.", 1),
        ("The Board thanks the staff of its branch in Port Halden for their work this year.", 1),
    ],
    ids=["said otherwise", "said the same", "silent"],
)
def test_a_day_that_a_text_in_between_had_put_off_is_not_the_day_before(between, items):
    """Who reads "through mid-2015, previously through mid-2013" takes the step for two years, where the last text said late 2014."""
    first = "The Board expects to hold the rate of Norvale at zero at least through mid-2013."
    last = first.replace("mid-2013", "mid-2015")
    assert told_across(Label.STRENGTHENED, first, between, last) == items


def test_a_part_that_a_text_in_between_had_dropped_does_not_hide_the_rest():
    """Where “fully” went last month and “aircraft” goes now, a mail says that aircraft went."""
    first = (
        "The Board will fully provide ships and aircraft to the ports of Estmark in the Halden Sea this year."
    )
    between = first.replace("fully ", "")
    last = between.replace(" and aircraft", "")
    assert told_across(Label.WEAKENED, first, between, last) == 1


def test_what_an_item_says_of_a_rate_is_no_new_sentence_beside_it():
    """“Decided to raise its policy rate” was told above; that the discount rate follows, and what is expected, was not."""
    raised = "Meeting after the harvest of grain the Board decided to raise its policy rate by a further 25 basis points."
    lesser = "The Board raised the discount rate by 25 basis points to 4 percent."
    text = compared([STANDS], [raised, lesser, ESCORT, STANDS], title="Decision on the policy rate")
    sets = "The Board decided to raise its policy rate to 3 percent."
    unit = replace(text.units[0], id="rate", quote=sets)
    item = NewsItem(
        build_change(release=text.release, after=Mention(unit, text.release)), Genre.DECISION, None
    )
    (told,) = choose_redlines([text], NO_WATCH, [item])
    assert raised not in [one.quote for one in told.sentences]
    assert raised in [one.quote for one in choose_redlines([text], NO_WATCH)[0].sentences]


def test_a_new_commitment_hides_nothing_of_what_went_for_it():
    """An item that quotes what a board promises now says nothing of the threshold that it dropped for that."""
    before = "The Board will keep rates at zero while fewer than five in a hundred seek work in Norvale."
    after = "The Board will keep rates at zero while it deems that right for Norvale and its ports."
    text = compared([before, STANDS], [after, STANDS])
    new = build_change(
        Label.NEW, release=text.release, before=None, after=Mention(text.units[0], text.release)
    )
    (told,) = choose_redlines([text], NO_WATCH, [NewsItem(new, Genre.DECISION, None)])
    assert [one.fate for one in told.sentences] == [Fate.REWORDED]


def test_a_rate_that_is_held_is_no_new_sentence():
    """A board that held its rate in March too, in a sentence of another cut, has decided nothing else."""
    held = "The Board decided today to keep its policy rate at 3 percent."
    assert told(compared([STANDS], [STANDS, held])) == []
    assert told(
        compared([STANDS], [STANDS, held.replace("keep its policy rate at", "raise its policy rate to")])
    )


def test_who_watches_a_speaker_reads_of_its_texts_first():
    """A desk that watches Norvale gets its texts before others of the same weight."""
    text = compared([GUIDANCE, PATIENT], [LONGER, STANDS], speaker="NOR")
    plain, watched = (choose_redlines([text], watch)[0].value for watch in (NO_WATCH, watch_of(["NOR"])))
    assert watched == 2 * plain


def test_who_asks_for_a_topic_gets_the_sentences_on_it():
    """A label, a line and a level are of statements; whole sentences have none."""
    unit = build_unit(facets=build_facets(topics=frozenset({"military.alliance"})))
    assert ChangeFilter(topics=("military",)).wants_sentence([unit])
    assert not ChangeFilter(topics=("trade",)).wants_sentence([unit])
    assert ChangeFilter().wants_sentence([])
    assert not ChangeFilter(labels=frozenset({Label.WEAKENED})).wants_texts


def test_what_another_text_of_late_said_is_no_news_beside_the_last_of_its_series():
    """A state said yesterday what its last call with this minister, of a year ago, did not: it is new beside that one alone. A board is held to its last words."""
    plain = "We will send Estmark twelve ships that escort grain until June 2032."
    texts = {
        title: compared([STANDS], [STANDS, plain], title=title)
        for title in ("Statement on grain", "Policy rate decision")
    }
    again = {
        title: frozenset(unit.id for unit in text.units if unit.quote == plain)
        for title, text in texts.items()
    }
    told_of = {
        title: bool(choose_redlines([text], NO_WATCH, said_again=again[title]))
        for title, text in texts.items()
    }
    assert all(again.values())
    assert told_of == {"Statement on grain": False, "Policy rate decision": True}
    fresh = choose_redlines([texts["Statement on grain"]], NO_WATCH)
    assert [one.quote for item in fresh for one in item.sentences] == [plain]


ISLANDS = "Pressures on the price of grain have stayed elevated in the islands."


def on_pressures():
    """Return a text in which one sentence went and two came, each near to it, and the three."""
    said = [PICKED_UP, STANDS], [ELEVATED, ISLANDS, STANDS]
    text = parted(compared(*said, title="Decision on the policy rate", whole=True))
    (went, _), (came, later, _) = text.sentences
    return text, went, came, later


def test_two_sentences_stand_beside_each_other_once():
    """What went and what came are each the nearest to the other: shown from both sides they read like four sentences."""
    text, went, came, later = on_pressures()
    new = [SentenceMove(SentencePair(None, one), frozenset(), 0.9, None) for one in (came, later)]
    gone = SentenceMove(SentencePair(went, None), frozenset(), 0.9, None)
    shown = beside_nearest([new[0], gone, new[1]], text)
    assert [(one.quote, one.nearest) for one in shown] == [(ELEVATED, PICKED_UP), (ISLANDS, "")]


def test_what_stands_in_a_row_is_beside_no_other():
    """A sentence that is put otherwise has its place, and what is gone is named with the statements of its row."""
    text, went, came, later = on_pressures()
    wording = sentence_wording(PICKED_UP, ELEVATED, text.whole)
    put_otherwise = SentenceMove(SentencePair(went, came), frozenset({"a"}), 0.9, wording)
    new = SentenceMove(SentencePair(None, later), frozenset({"n"}), 0.9, None)
    assert [one.nearest for one in beside_nearest([put_otherwise, new], text)] == [None, ""]
    gone = SentenceMove(SentencePair(went, None), frozenset({"g"}), 0.9, None)
    assert [(one.nearest, one.units) for one in beside_nearest([gone, new], text)] == [
        (PICKED_UP, {"g", "n"})
    ]


def test_a_decision_that_held_its_rate_is_always_told():
    """A desk that reads "no change that is sure" on the day of a meeting asks what became of the rate; what moved beside it is shown, however slight."""
    keeps = "The Board decided to keep its policy rate at 1 percent."
    mixed, fell = (f"Grain prices {word} in April while timber was cheap." for word in ("were mixed", "fell"))
    sides = [([keeps, mixed, STANDS], [keeps, fell, STANDS]), ([keeps, STANDS], [keeps, STANDS])]
    for before, after in sides:
        text = compared(before, after, title="Policy rate decision", whole=True)
        (item,) = choose_redlines([text], NO_WATCH)
        assert "policy rate held at 1 percent" in redline_sentence(item)
        assert redline_row(item, ISO, None).word == "rate held"
    minutes = compared(*sides[1], title="Minutes of the policy rate decision", whole=True)
    assert choose_redlines([minutes], NO_WATCH) == ()


@pytest.mark.parametrize(("worth", "shown"), [(SURELY_WORTH, SHOWN), (SURELY_WORTH - 0.1, SHOWN_OF_SEVERAL)])
def test_a_long_redline_is_of_what_surely_moved(worth, shown, monkeypatch):
    """Three sentences of a text are shown where they are worth a line; more only where they surely are."""
    monkeypatch.setattr(SentenceModel, "is_told", lambda *_: True)
    monkeypatch.setattr(SentenceModel, "worth_of", lambda *_: worth)
    before = [f"The Board will send {name} boats to the northern strait." for name in NAMES]
    after = [f"The Board may send {name} boats to the northern strait." for name in NAMES]
    (item,) = choose_redlines([compared(before, after, "Statement", whole=True)], NO_WATCH)
    assert len(item.sentences) == shown
