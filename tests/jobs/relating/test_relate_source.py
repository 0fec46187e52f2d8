"""Whatever the order of arrival, the history is the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jobs
from jobs import steps
from jobs.polling.body_recording import record_body
from tests.fakes import build_release
from tracker.domain import Cause, Label, Release
from tracker.engine import default_engine
from tracker.exports.json_rows import change_row, unit_row
from tracker.review.decisions import Decision, QuoteLocation, Ruling
from tracker.store import Delivery, Store, open_store

NOW = datetime(2031, 12, 1, 8, 0, tzinfo=UTC)
RESPOND = "Norvale will respond to any further provocation in the Halden Sea."
CONSIDER = "Norvale will consider responding to any further provocation in the Halden Sea."
ENGAGE = "Norvale will continue efforts to engage Estmark."
FUND = "Norvale will contribute 40 million crowns to the Rescue Fund."


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml")])


def build_dated(day: date) -> Release:
    """Return the release of that day in one series of statements."""
    return build_release(f"NV-{day}", published_on=day, title="Statement on the Halden Sea")


SPOKEN = [
    (build_dated(date(2031, 1, 10)), f"{RESPOND}\n\n{ENGAGE}\n\n{FUND}"),
    (build_dated(date(2031, 2, 10)), f"{RESPOND}\n\n{ENGAGE}\n\n{FUND}"),
    (build_dated(date(2031, 3, 10)), f"{CONSIDER}\n\n{FUND}"),
    (build_dated(date(2031, 4, 10)), f"{CONSIDER}\n\n{FUND}"),
    (build_dated(date(2031, 5, 10)), f"{RESPOND}\n\n{ENGAGE}"),
]


def fresh_store(folder: Path) -> Store:
    """Open a new store in *folder*."""
    return open_store(f"sqlite:///{folder}/{len(list(folder.glob('*.db')))}.db")


def arrive(store, engine, release, text, now=NOW):
    """Take in one text and do what follows."""
    record_body(store, release, text.encode(), now, media_type="text/plain", charset="utf-8")
    steps.read(store, engine)
    return steps.relate(store, engine, now)


def history(store):
    """Return everything said and everything that moved, the cause aside."""
    units = [unit_row(*found) for found in store.units()]
    changes = [{**change_row(change), "cause": ""} for change in store.changes()]
    return units, sorted(changes, key=lambda row: row["id"])


def in_order(tmp_path, engine, spoken):
    """Return the history of *spoken* taken in as it was published."""
    with fresh_store(tmp_path) as store:
        for release, text in spoken:
            arrive(store, engine, release, text)
        return history(store)


@pytest.fixture(scope="module")
def four_in_order(tmp_path_factory, engine):
    """The history of the first four statements, taken in as they were published."""
    return in_order(tmp_path_factory.mktemp("four"), engine, SPOKEN[:4])


def test_the_history_of_these_tests_has_something_to_get_wrong(tmp_path, engine):
    """The statements weaken, fall silent, are dropped and come back."""
    _, changes = in_order(tmp_path, engine, SPOKEN)
    labels = Counter(row["label"] for row in changes)
    assert labels["WEAKENED"] == labels["STRENGTHENED"] == 1
    assert labels["NOT_REPEATED"] >= 1
    assert labels["DROPPED"] == labels["RESUMED"] == 1


# Every order in which none of the four arrives in its place: the test of all events further down takes others by lot.
OUT_OF_ORDER = [
    order for order in permutations(range(4)) if all(at != place for place, at in enumerate(order))
]


@pytest.mark.parametrize("order", OUT_OF_ORDER, ids=lambda order: "".join(map(str, order)))
def test_out_of_order_arrival_ends_in_the_same_history(tmp_path, engine, four_in_order, order):
    """However four statements arrive, what stands in the end is as if they had come as published."""
    with fresh_store(tmp_path) as store:
        for position in order:
            arrive(store, engine, *SPOKEN[position])
        assert history(store) == four_in_order


def tell(store):
    """Put all there is to one reader."""
    told = Delivery(
        "d1", "desk", None, NOW, "<d1@norvale.example>", "S", "a@b", ("c@d",), b"m", "sent", 1, NOW, ""
    )
    assert store.freeze(told, [change.id for change in store.changes()])


@pytest.mark.parametrize(("told", "cause"), [(True, Cause.RECOMPUTED), (False, Cause.RELEASE)])
def test_a_late_arrival_is_news_and_what_it_moves_only_where_untold(tmp_path, engine, told, cause):
    """What a back-dated release changes about later ones is recomputed where readers know them, else it is their news."""
    with fresh_store(tmp_path) as store:
        arrive(store, engine, *SPOKEN[2])
        if told:
            tell(store)
        before = {change.id for change in store.changes()}
        arrive(store, engine, *SPOKEN[0])
        fresh = [change for change in store.changes() if change.id not in before]
        causes = {(change.release.id, change.cause) for change in fresh}
    assert causes == {(SPOKEN[0][0].id, Cause.RELEASE), (SPOKEN[2][0].id, cause)}


@pytest.mark.parametrize(("told", "cause"), [(True, Cause.RECOMPUTED), (False, Cause.RELEASE)])
def test_an_edit_moves_what_later_statements_are_compared_with(tmp_path, engine, told, cause):
    """After a silent edit, later statements stand against the text as it now reads; untold, that is their news."""
    first, second = SPOKEN[0][0], SPOKEN[1][0]
    with fresh_store(tmp_path) as store:
        arrive(store, engine, first, RESPOND)
        arrive(store, engine, second, RESPOND)
        if told:
            tell(store)
        arrive(store, engine, first, CONSIDER, NOW + timedelta(days=1))
        found = {
            (change.release.ref, change.cause): change.label
            for change in store.changes()
            if change.label is not Label.NEW
        }
    assert found == {
        (first.ref, Cause.EDIT): Label.WEAKENED,
        (second.ref, cause): Label.STRENGTHENED,
    }


def test_an_edit_told_once_stays_an_edit(tmp_path, engine):
    """When a late arrival replays an edited release, the edit keeps its cause and nothing is news again."""
    with fresh_store(tmp_path) as store:
        arrive(store, engine, SPOKEN[1][0], RESPOND)
        arrive(store, engine, SPOKEN[1][0], CONSIDER)
        arrive(store, engine, SPOKEN[0][0], FUND)
        causes = Counter(change.cause for change in store.changes() if change.release == SPOKEN[1][0])
    assert causes[Cause.EDIT] == 1


@pytest.mark.parametrize(("pages", "edits"), [(2, 1), (3, 0)])
def test_what_three_pages_of_a_site_say_is_no_edit_of_one(tmp_path, engine, pages, edits):
    """A notice put between the paragraphs of a page is news there, unless the site's earlier pages have it too."""
    notice = "Norvale will host 40 apprentices at the ministry."
    patrols = (
        "Norvale and Estmark agreed to organise joint patrols in the Halden Sea from the spring of 2031 on, with two ships each.",
        "The patrols are to protect fishing crews against raids and will be led by the two navies in turn, out of Halvern and Sorne.",
        "They also asked the islands to report every raid within a day, and thanked the harbour masters for what they did last winter.",
    )
    with fresh_store(tmp_path) as store:
        for release, text in SPOKEN[:pages]:
            arrive(store, engine, release, f"{text}\n\n{notice}")
        arrive(store, engine, SPOKEN[4][0], "\n\n".join(patrols))
        arrive(store, engine, SPOKEN[4][0], "\n\n".join((patrols[0], notice, *patrols[1:])))
        told = [change for change in store.changes() if change.cause is Cause.EDIT]
    assert len(told) == edits


def test_relating_twice_adds_nothing(tmp_path, engine):
    """What is related is not related again."""
    with fresh_store(tmp_path) as store:
        for release, text in SPOKEN:
            arrive(store, engine, release, text)
        before = history(store)
        assert steps.relate(store, engine, NOW).counts == {}
        assert history(store) == before


def test_a_replay_cut_short_is_taken_up_again(tmp_path, engine):
    """A process that dies in the middle of a replay leaves it to the next run, which ends the same."""
    with fresh_store(tmp_path) as store:
        for release, text in SPOKEN[1:]:
            arrive(store, engine, release, text)
        record_body(store, SPOKEN[0][0], SPOKEN[0][1].encode(), NOW, media_type="text/plain")
        steps.read(store, engine)
        asked = iter([False, False, False])
        steps.relate(store, engine, NOW, stop=lambda: next(asked, True))
        steps.relate(store, engine, NOW)
        assert history(store) == in_order(tmp_path, engine, SPOKEN)


def test_a_release_first_shown_unreadable_starts_with_its_first_text(tmp_path, engine):
    """Where the first revision is no text, the second is compared with earlier releases, as a release."""
    release = SPOKEN[0][0]
    with fresh_store(tmp_path) as store:
        arrive(store, engine, release, "")
        arrive(store, engine, release, RESPOND)
        assert [(change.label, change.cause) for change in store.changes()] == [(Label.NEW, Cause.RELEASE)]


def spot(position, sentence):
    """Return where *sentence* stands in the first text of a statement."""
    release, text = SPOKEN[position]
    return QuoteLocation(release.ref, text.index(sentence), text.index(sentence) + len(sentence), sentence)


def decided(ruling, at, before=None, value=""):
    """Return a decision of Ana's."""
    return Decision(SPOKEN[0][0].source, ruling, at, before, value, "ana", NOW)


DECISIONS = (
    decided(Ruling.LABEL, spot(2, CONSIDER), spot(1, RESPOND), "QUALIFIED"),
    decided(Ruling.DIFFERENT, spot(3, FUND), spot(2, FUND)),
    decided(Ruling.SAME, spot(4, ENGAGE), spot(0, FUND)),
    decided(Ruling.RENAME, spot(1, RESPOND), value="answer to provocations"),
)
EDITS = ((SPOKEN[1][0], SPOKEN[1][1].replace("40", "30")), (SPOKEN[3][0], f"{RESPOND}\n\n{FUND}\n\n{ENGAGE}"))
EVENTS = (*SPOKEN, *EDITS, *DECISIONS)


def happen(store, engine, event):
    """Let a text arrive, or an analyst decide, and do what follows."""
    if isinstance(event, Decision):
        store.decide([event])
        steps.relate(store, engine, NOW)
    else:
        arrive(store, engine, *event)


def an_edit_after_its_text(order):
    """Return *order* with the two texts of a release as they were shown: an edit is an edit because it came later."""
    seen, events = set(), list(order)
    for at, event in enumerate(events):
        if event in EDITS and event[0] not in seen:
            first = next(
                place for place, other in enumerate(events) if other in SPOKEN and other[0] == event[0]
            )
            events[at], events[first] = events[first], event
        if not isinstance(events[at], Decision):
            seen.add(events[at][0])
    return events


def end_state(store):
    """Return everything a reader can see: units, lines with their names, changes with labels and rules."""
    units, changes = history(store)
    return units, changes, [(summary.line, summary.mentions) for summary in store.lines()]


@pytest.fixture(scope="module")
def settled(tmp_path_factory, engine):
    """The end state of texts, edits and decisions that came in order."""
    with fresh_store(tmp_path_factory.mktemp("settled")) as store:
        for event in EVENTS:
            happen(store, engine, event)
        return end_state(store)


def test_the_end_state_of_these_tests_has_something_to_get_wrong(settled):
    """Every decision shows in it, and so do both edits."""
    units, changes, lines = settled
    assert "answer to provocations" in {line.name for line, _ in lines}
    assert sum("decided by ana" in row["rule"] for row in changes) == 1
    assert (
        sum(
            row["rule"] in ("added to the published text", "deleted from the published text")
            for row in changes
        )
        >= 1
    )
    assert any(row["amount"].startswith("30") for row in units)
    taken = next(
        row for row in changes if row["release"] == SPOKEN[4][0].ref and "engage" in (row["quote"] or "")
    )
    assert "Rescue Fund" in taken["prev_quote"]


@given(order=st.permutations(range(len(EVENTS))))
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_order_of_texts_edits_and_decisions_changes_the_end_state(
    tmp_path_factory, engine, settled, order
):
    """Whatever comes when, the store ends the same: only causes and times tell how it got there."""
    with fresh_store(tmp_path_factory.mktemp("any")) as store:
        for event in an_edit_after_its_text([EVENTS[at] for at in order]):
            happen(store, engine, event)
        assert end_state(store) == settled


def paged(release, *sentences):
    """Return the page of *release*, which bears its title, as bytes."""
    said = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    body = f"<article><h1>{release.title}</h1>{said}</article>"
    return f"<html><head><title>{release.title}</title></head><body>{body}</body></html>".encode()


def show(store, engine, release, *sentences):
    """Take in a page and do what follows; return how many revisions were related."""
    record_body(store, release, paged(release, *sentences), NOW, media_type="text/html", charset="utf-8")
    steps.read(store, engine)
    return steps.relate(store, engine, NOW).counts.get("revisions", 0)


WEATHER = ("The weather in the harbour was mild on that day.", "It rained in the harbour on that day.")
OPEN_LINES = (
    RESPOND,
    CONSIDER,
    ENGAGE,
    FUND,
    FUND.replace("40", "90"),
    FUND.replace("Fund.", "Fund by 30 June 2033."),
    FUND.replace("40", "90").replace("Rescue", "Harbour"),
    "Norvale urges Estmark to end its patrols in the Halden Sea.",
)
TITLES = ("Statement on the Halden Sea", "Notice to mariners", "Joint statement of Norvale and Estmark")
sayings = st.lists(st.sampled_from((*OPEN_LINES, *WEATHER)), min_size=1, max_size=4, unique=True)
# a statement: days after the one before, title, and what it says
statements = st.lists(
    st.tuples(st.sampled_from((0, 1, 30)), st.sampled_from(TITLES), sayings), min_size=3, max_size=7
)
# what befalls one of them: a sentence on the weather in front, another figure, its last sentence gone, another text,
# now and then under another title; rarely a decision on its first words
edits = st.one_of(
    st.sampled_from(WEATHER).map(lambda sentence: lambda text: [sentence, *text]),
    st.sampled_from(("40", "55", "70")).map(
        lambda figure: lambda text: [re.sub(r"\d+ million", f"{figure} million", each) for each in text]
    ),
    st.just(lambda text: text[:-1] or text),
    sayings.map(lambda other: lambda _: other),
)
befallen = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.one_of(st.just(Ruling.SPLIT), *[st.tuples(edits, st.sampled_from((None,) * 6 + TITLES))] * 8),
    ),
    min_size=1,
    max_size=4,
)


def decide_on_first_words(store, engine, release):
    """Decide that the first unit of *release* starts a line of its own, and do what follows."""
    said = next(iter(store.latest_texts(release.source, {release.ref})), None)
    if said and said.placed_units:
        unit = said.placed_units[0][0]
        at = QuoteLocation(release.ref, unit.start, unit.end, unit.quote)
        store.decide([Decision(release.source, Ruling.SPLIT, at, None, "", "ana", NOW)])
        steps.relate(store, engine, NOW)


@given(said=statements, events=befallen)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_is_left_as_it_stands_is_what_would_come_out(tmp_path_factory, engine, said, events):
    """After edits only what they can have touched is related again; the history is that of relating all again."""
    releases, day = [], date(2031, 1, 10)
    for at, (later, title, _) in enumerate(said):
        day += timedelta(days=later)
        releases.append(build_release(f"NV-{at}", published_on=day, title=title))
    texts = [sentences for _, _, sentences in said]
    with fresh_store(tmp_path_factory.mktemp("pages")) as store:
        for release, sentences in zip(releases, texts, strict=True):
            show(store, engine, release, *sentences)
        for place, event in events:
            at = place % len(releases)
            if isinstance(event, Ruling):
                decide_on_first_words(store, engine, releases[at])
                continue
            edit, title = event
            texts[at] = edit(texts[at])
            show(store, engine, replace(releases[at], title=title or releases[at].title), *texts[at])
        left = end_state(store)
        store.mark_unread(None)
        steps.read(store, engine)
        steps.relate(store, engine, NOW)
        assert end_state(store) == left


def test_an_edit_that_touches_no_commitment_relates_no_other_statement_again(tmp_path, engine):
    """A sentence on the weather in an old text leaves a long history alone, but for who continues its lines."""
    notice = "Notice to mariners"
    releases = [
        build_release(f"NV-{at}", published_on=date(2031, 1 + at, 10), title=notice) for at in range(6)
    ]
    with fresh_store(tmp_path) as store:
        for release in releases:
            show(store, engine, release, RESPOND, FUND)
        before = history(store)[1]
        # both texts of the edited release, and the statement that continues it
        assert show(store, engine, releases[0], RESPOND, FUND, WEATHER[0]) == 3
        assert show(store, engine, releases[0], RESPOND, FUND, WEATHER[1]) == 4
        after = history(store)[1]
    assert after
    assert len(after) == len(before)
