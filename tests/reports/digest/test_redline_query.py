"""Texts beside the ones before them, asked of a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest

from reports.digest.news.redlines.compared_text import Fate
from reports.digest.news.redlines.redline_choice import moves_of
from reports.digest.news.redlines.redline_query import (
    FIRST,
    SeriesTexts,
    _continued,
    _latest,
    texts_of_changes,
)
from tests.fakes import (
    STAMP,
    build_change,
    build_facets,
    build_line,
    build_mention,
    build_release,
    build_unit,
)
from tests.reports.digest.news.redlines.redline_samples import (
    ELEVATED,
    GRAIN,
    GUIDANCE,
    LONGER,
    MARCH,
    MAY,
    PATIENT,
    STANDS,
)
from tests.tracker.edits.samples import document
from tests.tracker.edits.test_sentence_pairs import WEATHER
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Label, Mention
from tracker.link.witnesses import WitnessKind
from tracker.pipeline import Reading
from tracker.store import Store


def record(desk: Desk, ref, title, day, *sentences):
    """Record and read a text, of a release or of the title that one has; return a change in it."""
    release = build_release(ref, title=title, published_on=day) if isinstance(title, str) else title
    revision = desk.record(release, "\n\n".join(sentences))
    text = document(*sentences)
    units = tuple(
        build_unit(sentence, revision=revision.id, start=text.text.index(sentence), ordinal=at)
        for at, sentence in enumerate(sentences, 1)
    )
    desk.store.record_readings([Reading(revision.id, STAMP, text, units)])
    return build_change(
        Label.NEW,
        line=build_line("rates"),
        release=release,
        after=build_mention(sentences[0], release=release),
    )


def test_the_text_before_is_the_last_of_the_same_title(store: Store):
    """May stands beside March, not beside a speech of April or another paper's decision, and not beside itself."""
    desk = Desk(store)
    record(desk, "m", "Rate statement, 19 March 2031", MARCH, STANDS, GUIDANCE)
    record(desk, "w", "Notice on banknotes, 2 April 2031", date(2031, 4, 2), STANDS, PATIENT)
    change = record(desk, "n", "Rate statement, 7 May 2031", MAY, STANDS, LONGER)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert (text.before.ref, [(one.fate, one.quote) for one in moves_of(text)]) == (
        "m",
        [(Fate.REWORDED, LONGER)],
    )
    assert texts_of_changes(SeriesTexts(store), [change], lambda _: False)[0].pairs == ()


def test_the_text_before_may_stand_in_any_source_that_published_this_one(store: Store):
    """A statement that is held through a ministry and a joint archive goes on from the last of either: which of them was read first is chance."""
    desk = Desk(store)
    partner = replace(
        build_release("p", title="Rate statement, 19 March 2031", published_on=MARCH), source="partner"
    )
    copy = replace(build_release("c", title="Rate statement, 7 May 2031", published_on=MAY), source="partner")
    record(desk, "p", partner, MARCH, STANDS, GUIDANCE)
    record(desk, "c", copy, MAY, STANDS, LONGER)
    change = record(desk, "n", "Rate statement, 7 May 2031", MAY, STANDS, LONGER)
    assert SeriesTexts(store).earlier(change.release) == []
    store.record_keys(copy.id, ["key"], {change.release.id: WitnessKind.TEXT})
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.source == "partner"
    assert text.before.ref == "p"


def test_a_busy_ministry_is_held_to_a_call_of_two_months_ago(store: Store):
    """However many texts of other matters came between, the last read-out of the same call is the text before."""
    desk = Desk(store)
    record(desk, "first", "Rate statement, 19 March 2031", MARCH, STANDS, GUIDANCE)
    for at in range(FIRST + 3):
        desk.record(
            build_release(f"o{at}", title=f"Notice {at} on banknotes", published_on=date(2031, 4, 2)), STANDS
        )
    change = record(desk, "n", "Rate statement, 7 May 2031", MAY, STANDS, LONGER)
    assert [one.ref for one in SeriesTexts(store).earlier(change.release)] == ["first"]


@pytest.mark.parametrize("title", ["Estmark National Day", "Estmark Day", "Envoy Holt’s Travel to Estmark"])
def test_who_is_wished_a_good_day_and_who_travels_are_told_nothing_new(store: Store, title):
    """A greeting goes on from that of last year, and what it adds is courtesy; so does the notice of a journey."""
    desk = Desk(store)
    record(desk, "a", title, MARCH, STANDS, GUIDANCE)
    change = record(desk, "n", title, MAY, STANDS, LONGER)
    assert SeriesTexts(store).earlier(change.release) == ()


@pytest.mark.parametrize(
    ("title", "earlier"), [("The Electoral Calendar of Lurania", ["a"]), ("Public Schedule", [])]
)
def test_a_list_of_what_is_to_be_done_today_is_no_text_of_a_series(store: Store, title, earlier):
    """A minister's schedule is another one every day; what a ministry says of an electoral calendar is policy."""
    desk = Desk(store)
    record(desk, "a", title, MARCH, STANDS, GUIDANCE)
    change = record(desk, "n", title, MAY, STANDS, LONGER)
    assert [one.ref for one in SeriesTexts(store).earlier(change.release)] == earlier


def test_a_dialogue_goes_on_from_the_last_wherever_that_was_held(store: Store):
    """The twelfth dialogue, held in Kestrel again, stands beside the eleventh in Sarn and not beside the tenth in Kestrel."""
    desk = Desk(store)
    held = "{} Norvale-Estmark Dialogue Held in {}"
    record(desk, "j", held.format("Tenth", "Kestrel"), date(2031, 1, 8), STANDS, PATIENT)
    record(desk, "k", held.format("Eleventh", "Port Sarn"), MARCH, STANDS, GUIDANCE)
    change = record(desk, "l", held.format("Twelfth", "Kestrel"), MAY, STANDS, LONGER)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.ref == "k"


@pytest.mark.parametrize(
    ("titles", "before"),
    [
        (
            ("Statement of the Harbour Committee, Kestrel, 8 January 2031", "Statement of the Harbour Committee, Port Sarn, 19 March 2031", "Statement of the Harbour Committee, Kestrel, 7 May 2031"),
            "k",
        ),
        (
            ("Statement of the Leaders of the Harbour Compact, Kestrel, 8 January 2031", "Statement of the Leaders of the Harbour Compact, Port Sarn, 19 March 2031", "Statement of the Leaders of the Harbour Compact, Kestrel, 7 May 2031"),
            "k",
        ),
        (("Sudan – Raids on Kassala", "Sudan – The harbours of the coast", "Sudan – Truce (7 May 2031)"), "k"),
        (("Prizes – For boats", "Prizes – For nets", "Prizes – For ropes (7 May 2031)"), None),
    ],
    ids=["wherever it met", "leaders wherever they met", "on one state", "no state"],
)  # fmt: skip
def test_a_statement_goes_on_from_the_last_on_its_matter(store: Store, titles, before):
    """Of a committee that meets here and there, and of a ministry that names the state first, the last text counts."""
    desk = Desk(store)
    record(desk, "j", titles[0], date(2031, 1, 8), STANDS, WEATHER, PATIENT)
    record(desk, "k", titles[1], MARCH, STANDS, WEATHER, GUIDANCE)
    change = record(desk, "l", titles[2], MAY, STANDS, WEATHER, LONGER)
    found = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert [text.before.ref for text in found] == ([before] if before else [])


@pytest.mark.parametrize(
    ("titles", "stands", "before"),
    [
        (("The Office keeps the Harbour Capital Buffer at 3.5%", "The Office lowers the Harbour Capital Buffer"), 10, ["k"]),
        (("The Office keeps the Harbour Capital Buffer at 3.5%", "The Office lowers the Harbour Capital Buffer"), 8, []),
        (("The Office keeps the Harbour Capital Buffer at 3.5%", "The Office writes to all pilots of the coast"), 10, []),
    ],
    ids=["its next text", "another text of its form", "on another matter"],
)  # fmt: skip
def test_a_text_goes_on_from_one_titled_much_like_it_where_most_of_it_stood_there(
    store: Store, titles, stands, before
):
    """A regulator says in each title what it did; notices of one form and ten sentences are of ten matters."""
    desk = Desk(store)
    sentences = [
        f"The Office will inspect the books of harbour {number} and its {number} pilots."
        for number in range(stands)
    ]
    record(desk, "k", titles[0], MARCH, *sentences, GUIDANCE)
    later = record(desk, "l", titles[1], MAY, *sentences, LONGER).release
    assert [one.ref for one in SeriesTexts(store).earlier(later)] == before


MEASURES = tuple(
    f"The Cabinet freezes the {what} of the harbour company of {town} until {month} 2031."
    for what, town, month in zip(
        ("accounts", "licences", "vessels", "cranes", "depots", "pensions", "patents", "quays", "leases", "tolls", "loans"),
        ("Arlen", "Brae", "Cask", "Dorn", "Ester", "Fenn", "Garl", "Holm", "Iven", "Jarn", "Kell"),
        ("May June July August September October November December April March May").split(),
        strict=True,
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("written_anew", "before"), [(True, ["k"]), (False, [])], ids=["in other words", "notices of one form"]
)
def test_a_text_goes_on_from_one_on_the_same_matters_whatever_both_are_called(
    store: Store, written_anew, before
):
    """A cabinet amends its measures under a title of its own and in other words; of notices of one form, word for word the same, each is on its own matter."""
    desk = Desk(store)
    record(desk, "k", "Cabinet notice 41 on the coast", MARCH, *MEASURES)
    later = [
        f"Until {one.rsplit(' until ', 1)[1][:-1]} {one[4:].rsplit(' until ', 1)[0]}, as was decided."
        for one in MEASURES
    ]
    said = later if written_anew else [*MEASURES, GUIDANCE]
    found = record(desk, "l", "Eighth package of the Government", MAY, *said).release
    assert [one.ref for one in SeriesTexts(store).earlier(found)] == before


FRONT = "Our Envoy Arlind met the Harrow Front at Brae, and asks the Lowland Council to let the Ister Column and the Cask Brigade pass to Fort Ister and Port Cask"
TALKS = (
    f"{FRONT}.",
    "Norvale calls on both parties to cease all raids on the harbours of the coast at once.",
    "There is no other way out of this dispute than talks among the people of the coast.",
    "Relief may pass at all hours, and whoever flees the raids is received at the quays.",
)
CALLED = (
    "Press statement on the raids of the north",
    "The Spokesperson’s weekly media briefing on the coast",
)


@pytest.mark.parametrize(
    ("titles", "sentences", "before"),
    [
        (CALLED, TALKS, ["k"]),
        (CALLED[::-1], (*TALKS, GRAIN), ["k"]),
        (CALLED[::-1], TALKS[:3], []),
        (CALLED, TALKS[1:], []),
        (("Notice to pilots", CALLED[1]), TALKS[:2], []),
        (("Minister’s Opening Remarks to the Harbour Committee", "Minister’s Opening Remarks to the Grain Committee"), TALKS, []),
        (("Address of the President to the North", "Address of the President to the Coast"), (*TALKS, GRAIN), []),
    ],
    ids=[
        "a briefing on the matter",
        "a statement after a briefing",
        "little of it stood",
        "without the names",
        "hardly a word of it",
        "what opens two hearings",
        "two addresses",
    ],
)  # fmt: skip
def test_what_a_ministry_says_on_one_matter_goes_on_from_what_it_said_before_in_whatever_form(
    store: Store, titles, sentences, before
):
    """A ministry writes on a crisis, answers for it and writes again: the names of the crisis and what stands again tie the texts, not what each is called."""
    desk = Desk(store)
    record(desk, "k", titles[0], MARCH, *sentences, GUIDANCE)
    later = record(desk, "l", titles[1], MAY, *sentences, LONGER).release
    series = SeriesTexts(store)
    assert [one.ref for one in series.earlier(later)] == before
    assert (series.beside(later) is not None) is bool(before)


@pytest.mark.parametrize(("stands", "before"), [(12, ["k"]), (6, [])])
def test_a_press_conference_of_the_same_title_that_says_much_again_is_compared(
    store: Store, stands: int, before: list[str]
):
    """Two press conferences of one minister are compared where ten sentences and four in ten of the later stood in the earlier; else each answers what it was asked."""
    desk = Desk(store)
    said = [
        f"The Minister holds {number} ships ready in the harbours of the coast." for number in range(stands)
    ]
    asked = [
        f"On the price of wool in town {number} nothing can be said today." for number in range(12 - stands)
    ]
    title = "Press Conference by the Minister of Harbours (Excerpt), {} 2031"
    record(desk, "k", title.format("4 March"), MARCH, *said, GUIDANCE)
    later = record(desk, "l", title.format("6 May"), MAY, *said, *asked, LONGER).release
    series = SeriesTexts(store)
    assert [one.ref for one in series.earlier(later)] == before
    assert (series.beside(later) is not None) is bool(before)


def test_a_briefing_leaves_nothing_out_that_nobody_asked_for(store: Store):
    """What a statement says and the next briefing does not was not taken back: nobody asked."""
    desk = Desk(store)
    record(desk, "k", CALLED[0], MARCH, *TALKS, GUIDANCE)
    later = record(desk, "l", CALLED[1], MAY, *TALKS, PATIENT).release
    text = SeriesTexts(store).beside(later)
    assert text is not None
    assert all(one.fate is not Fate.GONE for one in moves_of(text))


def test_a_board_is_held_to_its_last_full_decision_however_much_of_it_is_new(store: Store):
    """A decision that returns to the words of half a year ago moved from those of last time."""
    desk = Desk(store)
    record(desk, "a", "Rate statement", date(2031, 1, 8), STANDS, WEATHER, GUIDANCE, PATIENT)
    record(desk, "b", "Rate statement", MARCH, STANDS, GRAIN, TOLLS, LIGHTS)
    change = record(desk, "c", "Rate statement", MAY, STANDS, WEATHER, GUIDANCE, RAISED)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.ref == "b"


def test_a_decision_goes_on_from_the_last_whatever_its_title_says_of_it(store: Store):
    """ "Leaves its rate unchanged" in May goes on from "lowers its rate" in March, and not from "leaves" in January."""
    desk = Desk(store)
    stays, moves = (
        "Policy assessment: Board leaves its rate unchanged",
        "Policy assessment: Board lowers its rate",
    )
    record(desk, "a", stays, date(2031, 1, 8), STANDS, WEATHER, GUIDANCE, RAISED)
    record(desk, "b", moves, MARCH, STANDS, WEATHER, PATIENT, RAISED)
    change = record(desk, "c", stays, MAY, STANDS, WEATHER, LONGER, RAISED)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.ref == "b"


@pytest.mark.parametrize(("made", "before"), [(5, ["k"]), (4, []), (6, ["k"])])
def test_a_statement_goes_on_from_the_one_whose_statements_it_makes_again(made, before):
    """A mission at the Council titles each speech anew: five of its statements in an earlier one, three in ten, and it goes on from that."""
    earlier = build_release("k", title="The people cannot wait: statement to the Council", published_on=MARCH)
    later = build_release("l", title="Look at the coast: statement to the Council", published_on=MAY)
    told = [
        build_change(
            Label.REAFFIRMED if at < made else Label.NEW,
            line=build_line(f"line {at}"),
            release=later,
            before=build_mention(f"We call for {at} ships", release=earlier) if at < made else None,
            after=build_mention(f"We call for {at} boats", release=later),
        )
        for at in range(15)
    ]
    assert [one.ref for one in _continued(later, lambda _: told, lambda _: None)] == before


@pytest.mark.parametrize(("more", "before"), [((STANDS, WEATHER), ["k"]), ((), [])])
def test_a_round_of_sanctions_goes_on_from_the_last_where_much_of_it_stands(store: Store, more, before):
    """A ministry titles each round anew: it goes on from the one whose statements it makes again, where two fifths of it stand in both, and two matters share their form alone."""
    desk = Desk(store)
    record(desk, "k", "Norvale sanctions shipyards of Veskia", MARCH, *more, GUIDANCE, GRAIN)
    later = record(
        desk, "l", "Norvale hits the shadow fleet of Veskia", MAY, *more, PATIENT, ELEVATED
    ).release
    earlier = build_release("k", title="Norvale sanctions shipyards of Veskia", published_on=MARCH)
    told = [
        build_change(
            Label.REAFFIRMED,
            line=build_line(f"line {at}"),
            release=later,
            before=build_mention(f"We call for {at} ships", release=earlier),
            after=build_mention(f"We call for {at} boats", release=later),
        )
        for at in range(5)
    ]
    latest = partial(_latest, store.revision_texts)
    assert [one.ref for one in _continued(later, lambda _: told, latest)] == before


def test_a_communique_goes_on_from_the_last_wherever_each_forum_met():
    """The 42nd communiqué of a forum, in another town, goes on from the 41st, whose statements it makes again."""
    told = "FORUM COMMUNIQUÉ – {} Halden Forum Leaders Meeting, {}"
    body = frozenset({"Halden Forum"})
    said = [f"The Forum will open {name} harbours to all." for name in ("ten", "old", "new", "small", "far")]
    texts = [
        agreed(
            "a",
            date(2031, 3, 5),
            *said,
            "We thank Sarn.",
            title=told.format("41st", "Sarn, Kesh"),
            speakers=body,
        ),
        agreed(
            "b",
            date(2032, 3, 4),
            *said,
            "We thank Tarn.",
            title=told.format("42nd", "Tarn, Veld"),
            speakers=body,
        ),
    ]
    changes = [
        build_change(
            Label.REAFFIRMED,
            line=build_line(one),
            release=texts[1].release,
            before=build_mention(one, release=texts[0].release),
            after=build_mention(one, release=texts[1].release),
        )
        for one in said
    ]
    for related_, before in ((changes, ["a"]), ([], [])):
        series = SeriesTexts(Agreed(related_, *texts))
        assert [one.ref for one in series.earlier(texts[1].release)] == before


def test_notices_on_two_orders_are_of_two_matters(store: Store):
    """Two emergencies with respect to Veskia are prolonged every year, one in spring and one in autumn: each goes on from its own."""
    desk = Desk(store)
    title, stays = "Notice on the Emergency with Respect to Veskia", (STANDS, WEATHER, GRAIN)
    first, other = (f"Executive Order {number} declared an emergency." for number in (12170, 12957))
    record(desk, "a", title, date(2030, 11, 12), first, *stays)
    record(desk, "s", title, MARCH, other, *stays)
    change = record(desk, "n", title, MAY, first, *stays, PATIENT)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.ref == "a"


def test_a_text_written_anew_is_compared_with_nothing(store: Store):
    """Two notices of one title that share no sentence are two notices."""
    desk = Desk(store)
    record(desk, "a", "Notice to mariners, 19 March 2031", MARCH, STANDS, GUIDANCE)
    change = record(desk, "b", "Notice to mariners, 7 May 2031", MAY, GRAIN, PATIENT)
    assert texts_of_changes(SeriesTexts(store), [change], lambda _: True) == ()


TOLLS = "Tolls on timber from the northern harbours will be lifted for a year."
PILOTS = "Pilots of the harbours are to be paid from the reserve."
CRANES = "Cranes of the western quay will be sold to whoever bids most."
LIGHTS = "Lights on the southern islands will be lit again before the winter."
RAISED = "The Board decided to raise its policy rate by 25 basis points to 3 percent."


@pytest.mark.parametrize(
    ("title", "between", "before"),
    [
        ("Rate statement", (GRAIN,), "a"),
        ("Rate statement", (STANDS, WEATHER), "b"),
        ("Notice on the Emergency with Respect to Veskia", (STANDS, WEATHER), "a"),
        ("Minister Lind’s Call with Minister Holt", (GRAIN,), None),
    ],
    ids=["a board that met out of turn", "the last decision", "a notice on another matter", "a talk between"],
)
def test_a_text_goes_on_from_the_last_that_says_as_much_of_it(store: Store, title, between, before):
    """A board's statement on one event says nothing of its outlook, and a state may be under two emergencies; of talks the last counts."""
    desk = Desk(store)
    record(desk, "a", title, MARCH, STANDS, WEATHER, GUIDANCE)
    record(desk, "b", title, date(2031, 4, 2), *between)
    decided = [RAISED] if title.startswith("Rate") else []
    change = record(desk, "c", title, MAY, STANDS, WEATHER, LONGER, *decided)
    found = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert [text.before.ref for text in found] == ([before] if before else [])


def test_what_a_board_said_or_left_out_in_between_is_no_news_of_its_next_text(store: Store):
    """The short text of a board that met out of turn is laid beside nothing, but what it said is not new in May, and what it had dropped not gone."""
    desk = Desk(store)
    record(desk, "a", "Rate statement", MARCH, STANDS, WEATHER, GRAIN, CRANES, PILOTS)
    record(desk, "b", "Rate statement", date(2031, 4, 2), TOLLS, CRANES)
    change = record(desk, "c", "Rate statement", MAY, STANDS, WEATHER, GRAIN, TOLLS, LIGHTS, RAISED)
    (text,) = texts_of_changes(SeriesTexts(store), [change], lambda _: True)
    assert text.before.ref == "a"
    told = {(one.before or one.after).said for one in text.pairs}
    assert told - {RAISED} == {CRANES, LIGHTS}


class Agreed:
    """As much of a store as two agreed texts need, with what was related of the later one."""

    def __init__(self, changes, *texts):
        self.related, self.texts = changes, {text.release: text for text in texts}
        self.held = sorted(self.texts, key=lambda one: str(one.published_on), reverse=True)

    def sources_of_copies(self, _release_id):
        return ()

    def releases_before(self, source, day, **_):
        return tuple(one for one in self.held if one.source == source and one.published_on < day)

    def revision_texts(self, release_id):
        return tuple(text for one, text in self.texts.items() if one.id == release_id)

    def changes(self, query):
        return [one for one in self.related if one.release.id == query.release]


def agreed(
    ref, day, *sentences, title="Norvale-Estmark joint statement", speakers=frozenset({"Norvale", "Estmark"})
):
    """Return an agreed text of Norvale and Estmark, if of no others, as it was read."""
    release = build_release(ref, title=title, published_on=day)
    text = document(*sentences)
    facets = build_facets(level=4, speakers=speakers)
    units = tuple(
        (build_unit(one, revision=ref, start=text.text.index(one), facets=facets), None) for one in sentences
    )
    return SimpleNamespace(release=release, document=text, units=units)


def related(label, before, after, *, review=False):
    """Return a change between the statement at one place of a text and at one of another; None is silence."""
    sides = [
        Mention(text.units[at][0], text.release) if at is not None else None for text, at in (before, after)
    ]
    return build_change(label, release=after[0].release, before=sides[0], after=sides[1], review=review)


RAIDS = "Norvale and Estmark will answer raids on the Halden Sea together."
HARBOURS = "They open all their harbours to the fishers of both coasts from June on."
FISHERS = "Fishers of either coast are free to land in each harbour, and pilots too."
SCHOOL = "They will found a joint school of pilots in Halvern."
TOWERS = "Both will build light towers on the isles of the north."


def test_statements_that_are_linked_stand_beside_each_other_in_whatever_words():
    """Leaders put the same undertaking in another sentence: sure links pair what no likeness of words does, possible ones do not."""
    for review, found in ((False, [(HARBOURS, FISHERS)]), (True, [])):
        old, new = agreed("a", MARCH, RAIDS, HARBOURS), agreed("b", MAY, RAIDS, FISHERS)
        store = Agreed([related(Label.REAFFIRMED, (old, 1), (new, 1), review=review)], old, new)
        text = SeriesTexts(store).beside(new.release)
        assert [(one.quote_before, one.quote) for one in moves_of(text)] == found


def test_a_statement_that_is_quoted_to_less_of_it_lost_nothing():
    """A reader that quotes a sentence up to "grants", where it quoted all of it before, drops no "for the period 2030 to 2034"."""
    whole = "The Union makes available 2 billion crowns in grants for the period 2030 to 2034."
    old, new = agreed("a", MARCH, RAIDS, whole), agreed("b", MAY, RAIDS, f"Once more: {whole}")
    cut = replace(
        new.units[1][0],
        quote=whole.removesuffix(" for the period 2030 to 2034."),
        start=new.document.text.index("The Union makes"),
        end=new.document.text.index(" for the period"),
    )
    new = SimpleNamespace(
        release=new.release, document=new.document, units=(new.units[0], (cut, *new.units[1][1:]))
    )
    store = Agreed([related(Label.REAFFIRMED, (old, 1), (new, 1))], old, new)
    text = SeriesTexts(store).beside(new.release)
    assert "for the period 2030 to 2034" not in str(
        [one.wording and one.wording.lost for one in moves_of(text)]
    )


def test_new_in_an_agreed_text_is_what_nobody_said_before_and_gone_what_was_looked_for():
    """The school is new since no earlier text has it; the towers are gone since they were looked for in vain."""
    old, new = agreed("a", MARCH, RAIDS, TOWERS), agreed("b", MAY, RAIDS, SCHOOL)
    changes = [related(Label.NEW, (old, None), (new, 1)), related(Label.NOT_REPEATED, (old, 1), (new, None))]
    for held, fates in ((changes, {SCHOOL: Fate.NEW, TOWERS: Fate.GONE}), ([], {})):
        text = SeriesTexts(Agreed(held, old, new)).beside(new.release)
        assert {one.quote or one.quote_before: one.fate for one in moves_of(text)} == fates


def test_a_text_on_less_leaves_nothing_out():
    """A statement of one sentence does not drop the nine others of the communiqué before it."""
    old, new = agreed("a", MARCH, RAIDS, TOWERS, SCHOOL, HARBOURS), agreed("b", MAY, RAIDS)
    gone = [related(Label.NOT_REPEATED, (old, at), (new, None)) for at in (1, 2, 3)]
    assert moves_of(SeriesTexts(Agreed(gone, old, new)).beside(new.release)) == ()


def test_an_agreed_text_goes_on_from_the_last_unless_that_is_on_less():
    """The communiqué of May stands beside that of March, and not beside the statement of April that shares one sentence."""
    short = agreed("b", date(2031, 4, 2), RAIDS)
    old, new = agreed("a", MARCH, RAIDS, TOWERS, SCHOOL), agreed("c", MAY, RAIDS, TOWERS, SCHOOL, HARBOURS)
    text = SeriesTexts(Agreed([], old, short, new)).beside(new.release)
    assert text.before == old.release
    nearly = agreed("b", date(2031, 4, 2), RAIDS, TOWERS)
    text = SeriesTexts(Agreed([], old, nearly, new)).beside(new.release)
    assert text.before == nearly.release


def test_a_statement_is_not_laid_beside_the_communique_of_a_summit():
    """Beside a text ten times as long a statement of one matter would add each of its sentences: it goes on from none."""
    chapters = [
        f"They will repair the light tower of isle {number} by the end of that year." for number in range(40)
    ]
    summit, short = agreed("a", MARCH, RAIDS, *chapters), agreed("b", MAY, RAIDS, HARBOURS)
    longer = agreed("c", MAY, RAIDS, *chapters[:9])
    assert SeriesTexts(Agreed([], summit, short)).beside(short.release) is None
    assert SeriesTexts(Agreed([], summit, longer)).beside(longer.release) is not None


SEA = "Joint Statement on the Halden Sea Pilots Forum"


def test_an_agreed_text_whose_title_names_no_state_goes_on_from_the_last_of_its_title():
    """A standing meeting that titles its papers by its name goes on from its last paper, in which the same states spoke."""
    old, new = agreed("a", MARCH, RAIDS, TOWERS, title=SEA), agreed("b", MAY, RAIDS, SCHOOL, title=SEA)
    assert SeriesTexts(Agreed([], old, new)).beside(new.release).before == old.release
    joined = agreed("b", MAY, RAIDS, SCHOOL, title=SEA, speakers=frozenset({"Norvale", "Estmark", "Veskia"}))
    assert SeriesTexts(Agreed([], old, joined)).beside(joined.release).before == old.release


FORUM = (
    "Joint Declaration of the 60th Halden Sea Pilots Forum, Brae, Kalven",
    "Joint Declaration of the 61st Halden Sea Pilots Forum, Sarn, Veskia",
)


@pytest.mark.parametrize(("stand", "goes_on"), [(10, True), (4, False)])
def test_the_communiques_of_a_forum_go_on_from_each_other_whoever_was_host(stand, goes_on):
    """A forum meets in another state each year, which speaks in its text and stands in its title: half of what it says stands in the last one."""
    sentences = [f"The Forum will mark shoal {number} and its {number} wrecks." for number in range(stand)]
    old = agreed("a", MARCH, *sentences, title=FORUM[0], speakers=frozenset({"Pilots Forum", "Kalven"}))
    new = agreed("b", MAY, *sentences, title=FORUM[1], speakers=frozenset({"Pilots Forum", "Veskia"}))
    assert (SeriesTexts(Agreed([], old, new)).beside(new.release) is not None) is goes_on


COUNCIL = "Communiqué of the {} meeting of the Council on the Halden Sea"


@pytest.mark.parametrize(("body", "goes_on"), [("AU", True), ("Norvale", False)])
def test_the_communiques_of_one_body_go_on_from_each_other_whoever_acts_in_them(body, goes_on):
    """A council of the African Union numbers its meetings: in the first text the Union speaks alone, in the next its member too."""
    old = agreed("a", MARCH, RAIDS, TOWERS, title=COUNCIL.format("1502nd"), speakers=frozenset({body}))
    both = frozenset({body, "Estmark"})
    new = agreed("b", MAY, RAIDS, SCHOOL, title=COUNCIL.format("1517th"), speakers=both)
    assert (SeriesTexts(Agreed([], old, new)).beside(new.release) is not None) is goes_on


@pytest.mark.parametrize(
    ("sentences", "title", "speakers"),
    [
        ((RAIDS, TOWERS), SEA, {"Norvale", "Veskia"}),
        ((RAIDS, TOWERS), SEA, {"Norvale"}),
        ((SCHOOL, HARBOURS), SEA, {"Norvale", "Estmark"}),
        ((RAIDS, TOWERS), "Joint Statement on the Price of Grain", {"Norvale", "Estmark"}),
    ],
    ids=["of others", "of one state", "written anew", "on another matter"],
)
def test_a_title_alone_makes_no_series_of_agreed_texts(sentences, title, speakers):
    """Two declarations of one town are two where other states agreed on them, or none of the words of one is in the other."""
    old = agreed("a", MARCH, *sentences, title=title, speakers=frozenset(speakers))
    new = agreed("b", MAY, RAIDS, TOWERS, title=SEA)
    assert SeriesTexts(Agreed([], old, new)).beside(new.release) is None
