"""What one reader is to be told at the end of a window."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.filters import MAILED_CAUSES, ChangeFilter
from reports.digest.layout.news_layout import lay_out_news
from reports.mail.delivery import queue_delivery
from reports.mail.subscriber_digest import (
    digest_for_subscriber,
    empty_digest_is_due,
    is_immediate,
    unsent_changes,
)
from tests.fakes import build_change, build_facets, build_mention, build_release
from tests.reports.digest.news.redlines.redline_samples import GUIDANCE, LONGER, PATIENT, STANDS
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Kind, Label
from tracker.health_states import HealthState, Notice

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
END = datetime(2031, 3, 5, 7, 0, tzinfo=UTC)
DESK = Subscriber("halden-desk", ("desk@example.org",), change_filter=ChangeFilter(causes=MAILED_CAUSES))
MAIL = MailSettings(sender="digest@example.org")


class Held:
    """As much of a store as telling a reader needs: changes with the time they were recorded, and what was told."""

    def __init__(self, *recorded):
        self.recorded, self.frozen = list(recorded), []

    def sources_of_copies(self, _release_id):
        return ()

    def releases_before(self, *_, **__):
        return ()

    def revision_texts(self, _release_id):
        return ()

    def said_before(self, *_):
        return False

    def changes(self, query):
        return [
            change
            for change, at in self.recorded
            if change.cause in query.news
            and (query.recorded_until is None or at <= query.recorded_until)
            and (query.recorded_after is None or at > query.recorded_after)
            and (query.since is None or (change.release.published_on or END.date()) >= query.since)
        ]

    def delivered_changes(self, subscriber):
        return {one for delivery, ids in self.frozen if delivery.subscriber == subscriber for one in ids}

    def last_window(self, subscriber, kind="digest"):
        ends = [one.window_end for one, _ in self.frozen if (one.subscriber, one.kind) == (subscriber, kind)]
        return max(ends, default=None)

    def freeze(self, delivery, change_ids):
        self.frozen.append((delivery, list(change_ids)))
        return True

    def text_edits(self, **_):
        return []

    def text_as_read(self, _revision_id):
        return ""

    def notices(self, _limit):
        return []

    def line_quotes(self, _line_ids):
        return {}

    def link_scores(self, _unit_ids):
        return {}

    def releases_by_source(self, _since, _until):
        return {"norvale-mfa": 3}

    def standing_units_with_deadline(self, **_):
        return iter(())

    def count_news_before(self, day):
        return sum((change.release.published_on or day) < day for change, _ in self.recorded)

    def first_statement_on(self):
        return None

    def level_history(self, line_ids):
        return {line: ((END.date(), 4, Kind.U_OWN),) for line in line_ids}

    def revision_infos(self, _revision_ids):
        return {}

    def source_statuses(self):
        return {}

    def troubles(self):
        return []

    def withdrawn(self):
        return []


REVERSED = build_change(
    Label.REVERSED,
    before=build_mention(
        "Norvale will keep the northern light of the Halden Sea burning for the ships of every state",
        release=build_release("NV-2030-001", published_on=date(2030, 3, 4)),
    ),
    after=build_mention(
        "Norvale will no longer keep the northern light of the Halden Sea burning for the ships of every state"
    ),
)
SAME_WORDS = build_change(Label.REVERSED)  # nothing in the two texts bears it out
NEW = build_change(Label.NEW)
EDITED = build_change(
    Label.WEAKENED, cause=Cause.EDIT, release=build_release("NV-2029-001", published_on=None)
)


def told(store, subscriber, end, **options):
    """Compose and freeze; return the edition."""
    found = digest_for_subscriber(store, subscriber, end, end, **options)
    if found is not None:
        queue_delivery(store, found, MAIL, end)
    return found


def test_a_digest_tells_what_has_not_been_told():
    """Next morning there is nothing left, and so no mail."""
    store = Held((REVERSED, END - HOUR), (NEW, END - HOUR))
    first = told(store, DESK, END)
    assert first is not None
    assert (first.kind, len(first.digest.changes)) == ("digest", 2)
    assert told(store, DESK, END + DAY) is None


def test_a_window_that_has_been_told_is_not_told_again():
    """A daemon that wakes up late composes no digest for a time before the last one."""
    store = Held((REVERSED, END - HOUR))
    told(store, DESK, END)
    store.recorded.append((NEW, END - 2 * HOUR))
    assert told(store, DESK, END) is None
    assert told(store, DESK, END - HOUR) is None
    assert told(store, DESK, END + DAY) is not None


def test_reversals_and_edits_need_not_wait():
    """Who asked for it gets a reversal the hour it is found, alone; the digest then leaves it out."""
    reader = replace(DESK, when="0 7 * * mon-fri", immediate=frozenset({"reversals"}))
    store = Held((REVERSED, END - 3 * HOUR), (NEW, END - 3 * HOUR), (EDITED, END - 3 * HOUR))
    alert = told(store, reader, END - 2 * HOUR, immediate=True)
    assert alert is not None
    assert (alert.kind, alert.digest.changes) == ("immediate", (REVERSED,))
    assert alert.digest.period == "found by 5 March 2031 05:00 UTC"
    assert told(store, reader, END - HOUR, immediate=True) is None
    digest = told(store, reader, END)
    assert digest is not None
    assert {change.id for change in digest.digest.changes} == {NEW.id, EDITED.id}


def test_a_reversal_that_no_item_tells_disturbs_nobody():
    """ "No sure change" is no mail to send at once; the next digest counts what was found."""
    reader = replace(DESK, immediate=frozenset({"reversals"}))
    store = Held((SAME_WORDS, END - 3 * HOUR), (NEW, END - 3 * HOUR))
    assert told(store, reader, END - 2 * HOUR, immediate=True) is None
    digest = told(store, reader, END)
    assert digest is not None
    assert {change.id for change in digest.digest.changes} == {SAME_WORDS.id, NEW.id}


def test_an_alert_does_not_move_the_window_of_the_digest():
    """An alert at one minute past seven, and the digest of seven o'clock composed a moment later: both go out."""
    reader = replace(DESK, immediate=frozenset({"reversals"}))
    store = Held((REVERSED, END - HOUR), (NEW, END - HOUR))
    told(store, reader, END + timedelta(minutes=1), immediate=True)
    assert told(store, reader, END) is not None


@pytest.mark.parametrize(
    ("change", "edits", "reversals"),
    [
        (EDITED, True, False),
        (REVERSED, False, True),
        (build_change(Label.MIXED, also=(Label.REVERSED,)), False, True),
        (build_change(Label.REVERSED, cause=Cause.EDIT), True, False),
        (NEW, False, False),
    ],
)
def test_what_counts_as_an_edit_and_what_as_a_reversal(change, edits, reversals):
    """An edit is an edit whatever it did; a reversal is one also where it is one of several labels."""
    assert is_immediate(change, replace(DESK, immediate=frozenset({"edits"}))) is edits
    assert is_immediate(change, replace(DESK, immediate=frozenset({"reversals"}))) is reversals
    assert is_immediate(change, DESK) is False


def test_who_wants_no_edits_gets_none_at_once_either():
    """The filter goes before the hurry."""
    reader = replace(
        DESK, change_filter=ChangeFilter(causes=frozenset({Cause.RELEASE})), immediate=frozenset({"edits"})
    )
    assert told(Held((EDITED, END - HOUR)), reader, END, immediate=True) is None


@pytest.mark.parametrize(("empty", "mails"), [("skip", 0), ("send", 28), ("heartbeat", 4)])
def test_a_quiet_month_gives_as_many_mails_as_asked_for(empty, mails):
    """Every morning for four weeks: none, one each, or one a week."""
    store, reader = Held(), replace(DESK, when="0 7 * * *", empty=empty)
    editions = [told(store, reader, END + number * DAY) for number in range(28)]
    assert sum(one is not None for one in editions) == mails
    assert {one.kind for one in editions if one} <= {"heartbeat"}


def test_a_digest_with_news_is_a_sign_of_life_too():
    """The week until a heartbeat is counted from the last mail, whatever it said."""
    reader = replace(DESK, empty="heartbeat")
    store = Held((REVERSED, END - HOUR))
    assert told(store, reader, END).kind == "digest"
    assert [told(store, reader, END + number * DAY) is not None for number in range(1, 9)] == [
        *[False] * 6,
        True,
        False,
    ]


def test_summer_time_does_not_skip_a_heartbeat():
    """From Sunday before the change to Sunday after it are seven days, though an hour is missing."""
    berlin = ZoneInfo("Europe/Berlin")
    reader = replace(DESK, empty="heartbeat", timezone=berlin)
    last = datetime(2031, 3, 23, 7, 0, tzinfo=berlin)
    spring = datetime(2031, 3, 30, 7, 0, tzinfo=berlin)
    assert spring.astimezone(UTC) - last.astimezone(UTC) < timedelta(days=7)
    assert empty_digest_is_due(reader, last.astimezone(UTC), spring.astimezone(UTC))


def test_the_days_of_a_digest_are_those_of_the_reader():
    """At seven in Seoul it is still the evening before in UTC; the digest is dated as the reader counts."""
    reader = replace(DESK, timezone=ZoneInfo("Asia/Seoul"))
    evening = datetime(2031, 3, 4, 22, 0, tzinfo=UTC)
    found = told(Held((REVERSED, evening - HOUR)), reader, evening)
    assert found is not None
    assert str(found.digest.until) == "2031-03-05"


def test_a_preview_since_a_day_shows_what_was_told_as_well():
    """It is as if the last digest had ended then; what is older than that, or than the reader wants, is left out."""
    store = Held((REVERSED, END - HOUR))
    told(store, DESK, END)
    assert unsent_changes(store, DESK, END + HOUR) == ()
    assert unsent_changes(store, DESK, END + HOUR, since=END - 3 * DAY) == (REVERSED,)
    assert unsent_changes(store, DESK, END + HOUR, since=END) == ()


def test_a_preview_may_look_back_further_than_the_reader_does():
    """Who sets up a subscription asks for a quarter, though its digests hold a week."""
    assert unsent_changes(Held((REVERSED, END)), DESK, END + 30 * DAY) == ()
    assert unsent_changes(Held((REVERSED, END)), DESK, END + 30 * DAY, since=END - 30 * DAY) == (REVERSED,)


def test_even_an_empty_edition_can_be_asked_for():
    """A test has to reach the mailbox also on a quiet day."""
    assert digest_for_subscriber(Held(), DESK, END, END) is None
    found = digest_for_subscriber(Held(), DESK, END, END, allow_empty=True)
    assert found is not None
    assert found.digest.changes == ()


def test_an_archive_is_told_as_it_would_have_been():
    """Taken in years later, a release is news of the day it was published; what came after that day is not known yet."""
    store = Held((REVERSED, END + 365 * DAY), (NEW, END + 365 * DAY))
    since = END - 7 * DAY
    assert unsent_changes(store, DESK, END, since=since) == ()
    assert set(unsent_changes(store, DESK, END, since=since, as_of=END.date())) == {REVERSED, NEW}


def test_what_age_and_filters_hold_back_is_said_with_its_number():
    """Who sets up a subscription learns why a change is not in it."""
    old = build_change(Label.MIXED, release=build_release("NV-2", published_on=END.date() - 90 * DAY))
    reader = replace(DESK, change_filter=ChangeFilter(labels=frozenset({Label.NEW})))
    store = Held((REVERSED, END - HOUR), (NEW, END - HOUR), (old, END - HOUR))
    edition = digest_for_subscriber(store, reader, END, END, since=END - 7 * DAY)
    filtered, aged = edition.held_back
    assert filtered == "Held back by filters: 1 of 2 changes of this window."
    assert aged == "Held back by age: 1 changes of releases before 26 February 2031 (max_age_days = 7)."


def decisions(store):
    """Record what the Board decided in February, and in March: in other words, and no longer patient."""
    desk = Desk(store)
    board = {"facets": build_facets(speakers=frozenset({"NVB"}), addressees=frozenset()), "kind": Kind.U_OWN}
    february, march = END.date() - 30 * DAY, END.date() - DAY
    title = "Rate statement, {}"
    desk.say(
        "F",
        {"watch": STANDS, "rates": GUIDANCE, "calm": PATIENT},
        day=february,
        title=title.format("3 February 2031"),
        now=END - 30 * DAY,
        **board,
    )
    desk.say(
        "M",
        {"watch": STANDS, "rates": LONGER},
        day=march,
        title=title.format("4 March 2031"),
        now=END - 3 * HOUR,
        **board,
    )


def rows_of(edition):
    """Return what a mail shows of *edition*: each sentence with what stands under it."""
    return [(row.word, row.sentence, row.redlines, row.href) for row in lay_out_news(edition.digest).rows]


def test_a_redline_that_need_not_wait_is_told_once_in_the_words_of_the_digest(store):
    """Who asked for it gets a text beside the one before it the hour it is read; no later mail tells that text again."""
    decisions(store)
    plain, hasty = DESK, replace(DESK, id="hasty", when="0 7 * * *", immediate=frozenset({"redlines"}))
    at_once = told(store, hasty, END - 2 * HOUR, immediate=True)
    assert at_once is not None
    assert (at_once.kind, at_once.digest.changes, at_once.digest.releases) == ("immediate", (), 1)
    assert rows_of(at_once) == rows_of(digest_for_subscriber(store, plain, END, END))
    assert [word for word, *_ in rows_of(at_once)] == ["redline"]
    assert told(store, hasty, END - HOUR, immediate=True) is None
    morning = told(store, hasty, END)
    assert morning is not None
    assert (len(morning.digest.changes), rows_of(morning)) == (2, [])
    assert told(store, hasty, END + DAY) is None


def test_what_an_item_of_the_digest_will_tell_no_redline_tells_before_it(store):
    """A reversal that waits for the morning stands in no redline of the hour; one that went out at once stands beside none of its own words."""
    decisions(store)
    hasty = replace(DESK, when="0 7 * * *", immediate=frozenset({"redlines"}))
    digest = digest_for_subscriber(store, DESK, END, END)
    at_once = digest_for_subscriber(store, hasty, END - HOUR, END, immediate=True)
    shown = {unit for item in at_once.digest.news.redlines for unit in item.units}
    assert shown.isdisjoint(item.change.after.unit.id for item in digest.digest.news.items)


def test_a_reader_of_labels_or_of_another_party_is_told_no_redline_at_once(store):
    """A whole text has no label; and of a party only sentences that speak of it are told."""
    decisions(store)
    for wanted in ({"labels": frozenset({Label.REVERSED})}, {"parties": ("Lurania",)}):
        narrow = replace(
            DESK, change_filter=replace(DESK.change_filter, **wanted), immediate=frozenset({"redlines"})
        )
        assert digest_for_subscriber(store, narrow, END, END, immediate=True) is None


def test_a_page_that_was_withdrawn_is_news_by_itself():
    """A statement that its publisher took away is told on the morning after, whether anything else was said or not."""
    held = Held()
    gone = Notice(
        "norvale-mfa", "https://norvale.example/1", HealthState.WITHDRAWN, "counted as withdrawn", END - HOUR
    )
    queue_delivery(held, digest_for_subscriber(held, DESK, END - DAY, END, allow_empty=True), MAIL, END)
    assert digest_for_subscriber(held, DESK, END, END) is None
    held.notices = lambda _limit: [gone]
    told = digest_for_subscriber(held, DESK, END, END)
    assert any(
        "Withdrawn: https://norvale.example/1, counted as withdrawn" in line
        for note in told.digest.notes
        for line in note.lines
    )
