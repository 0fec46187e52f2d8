"""The last section of a report: what a digest could look at, and what it could not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from reports.digest.compose import compose
from reports.digest.layout.counts_line import headlines, subject
from reports.digest.sources_section import sources_section
from reports.mail.body import MAIL_BYTES, render_mail
from reports.render import Format, render
from reports.view.dates import ENGLISH
from tests.fakes import build_change, build_release
from tracker.domain import Label
from tracker.health_states import HealthState, Trouble
from tracker.store import SourceStatus

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATELY = NOW - HOUR
PAGES = [Format.HTML, Format.MD, Format.TEXT]


def build_watched(source, **overrides):
    """Return a source that answered an hour ago and had nothing wrong for a month."""
    usual = {"state": HealthState.OK, "since": NOW - 30 * DAY, "checked_at": LATELY, "succeeded_at": LATELY}
    return SourceStatus(source, **(usual | overrides))


def build_trouble(source, place="", **overrides):
    """Return a failure that began yesterday."""
    given = {
        "state": HealthState.BROKEN,
        "what": "the server answered 503",
        "mend": "ask again later",
        "since": NOW - DAY,
        "last_at": LATELY,
        "times": 24,
    } | overrides
    return Trouble(source, place, **given)


def section(*watched, troubles=(), withdrawn=(), **options):
    """Return the section on *watched*."""
    return sources_section({one.source: one for one in watched}, troubles, withdrawn, NOW, **options)


def said(found):
    """Return what is said of the first source, as one text."""
    return " ".join(found.looked[0].said)


def everything():
    """One source of each sort, one withdrawn release."""
    return section(
        build_watched("norvale-mfa"),
        build_watched("estmark-mfa", state=HealthState.BROKEN, succeeded_at=NOW - 2 * DAY),
        build_watched("veskia-mfa", state=HealthState.SUSPECT),
        build_watched("ostmere-gov", quiet_since=datetime(2030, 12, 30, tzinfo=UTC)),
        build_watched("ostmere-bank", state=HealthState.RECOVERED, since=LATELY),
        build_watched("lurania-mfa", checked_at=NOW - 5 * DAY),
        build_watched("lurania-court", paused_at=NOW - 3 * DAY, paused_why="its site is being rebuilt"),
        troubles=[
            build_trouble("estmark-mfa"),
            *(
                build_trouble("veskia-mfa", f"https://mfa.veskia.example/news/{number}", what="answered 404")
                for number in range(5)
            ),
        ],
        withdrawn=[(build_release("NV-2030-009", title="Joint statement"), NOW - DAY)],
        configured=(
            "compact",
            "estmark-mfa",
            "lurania-court",
            "lurania-mfa",
            "norvale-mfa",
            "ostmere-bank",
            "ostmere-gov",
            "veskia-mfa",
        ),
    )


def test_where_all_is_well_it_is_one_line():
    """Nobody reads a list of what works: how many answered, and when last."""
    four = section(*(build_watched(name) for name in ("norvale", "estmark", "veskia", "lurania")))
    assert four.headline == "All 4 sources answered, last on 5 March 2031 07:00 UTC."
    assert four.looked == ()
    for form in (Format.TEXT, Format.MD):
        shown = render(compose([], sources=four), form)
        assert shown.rstrip().splitlines()[-1] == four.headline
    assert (
        section(build_watched("norvale")).headline == "The source answered, last on 5 March 2031 07:00 UTC."
    )


def test_a_source_that_fails_is_named_with_since_when_why_and_the_mend():
    """The reader learns what may be missing, the operator what to do."""
    found = section(
        build_watched("norvale-mfa"),
        build_watched("estmark-mfa", state=HealthState.BROKEN, succeeded_at=NOW - 2 * DAY),
        troubles=[build_trouble("estmark-mfa")],
    )
    assert found.headline == "1 of 2 sources answered, last on 5 March 2031 07:00 UTC."
    assert (found.looked[0].source, found.looked[0].word) == ("estmark-mfa", "broken")
    assert said(found) == (
        "Fails since 4 March 2031 08:00 UTC (24 checks): the server answered 503; ask again later. "
        "Last answered on 3 March 2031 08:00 UTC: what it published since may be missing here."
    )


def test_a_source_that_never_answered_has_nothing_in_the_report():
    """There is no time to say since when something may be missing: all of it is."""
    found = section(
        build_watched("estmark", state=HealthState.SUSPECT, succeeded_at=None),
        troubles=[build_trouble("estmark", state=HealthState.SUSPECT, times=1)],
    )
    assert found.headline == "None of 1 source answered."
    assert "(1 check)" in said(found)
    assert said(found).endswith("It has never answered: nothing of it is in this report.")


def test_a_source_that_was_not_looked_at_is_said_to_be_so():
    """After a day without a check, silence of a source is no news of it."""
    found = section(build_watched("norvale", checked_at=NOW - DAY - HOUR))
    assert (found.looked[0].word, said(found)) == ("not checked", "Not checked since 4 March 2031 07:00 UTC.")
    assert found.headline == "None of 1 source answered."
    assert section(build_watched("norvale", checked_at=NOW - DAY)).looked == ()


def test_a_source_that_was_never_looked_at_is_named():
    """Who wrote it into config.toml yesterday must not take its absence for silence."""
    found = section(configured=["norvale"])
    assert said(found) == "Not checked yet: nothing of it is in this report."


def test_a_paused_source_says_since_when_and_why():
    """A source an operator took out is not forgotten."""
    found = section(build_watched("norvale", paused_at=NOW - 3 * DAY, paused_why="being rebuilt"))
    assert said(found) == (
        "Paused since 2 March 2031 08:00 UTC: being rebuilt. Not checked since 5 March 2031 07:00 UTC."
    )
    never = section(SourceStatus("norvale", paused_at=NOW - 3 * DAY))
    assert (
        said(never)
        == "Paused since 2 March 2031 08:00 UTC. Not checked yet: nothing of it is in this report."
    )


def test_a_source_that_recovered_and_one_that_is_quiet_count_as_answered():
    """Both gave what they were asked for; what is odd about them is said all the same."""
    found = section(
        build_watched("ostmere-bank", state=HealthState.RECOVERED, since=LATELY),
        build_watched("ostmere-gov", quiet_since=datetime(2030, 12, 30, tzinfo=UTC)),
    )
    assert found.headline == "Both sources answered, last on 5 March 2031 07:00 UTC."
    assert [one.word for one in found.looked] == ["quiet", "recovered"]
    assert said(found).startswith("Has published nothing since 30 December 2030, far longer than usual")


def test_of_many_addresses_that_fail_three_are_named_and_all_are_counted():
    """The index answers, so the source did; what stands at the addresses may be out of date."""
    found = everything()
    (one,) = [looked for looked in found.looked if looked.source == "veskia-mfa"]
    assert one.said == ("5 of its addresses fail: what is new or edited there is not in this report.",)
    assert (len(one.addresses), one.more, one.answered) == (3, 2, True)
    assert found.headline.endswith("; addresses of 1 fail.")


def test_the_worst_comes_first():
    """Broken before suspect, both before what is quiet or was not checked, what is over last."""
    words = [one.word for one in everything().looked]
    assert words == ["broken", "suspect", "quiet", "not checked", "not checked", "paused", "recovered"]


def test_only_the_sources_a_reader_asked_for_are_spoken_of():
    """A subscriber to Norvale is told of no other source, nor of what another withdrew."""
    found = section(
        build_watched("norvale-mfa"),
        build_watched("estmark-mfa", state=HealthState.BROKEN),
        troubles=[build_trouble("estmark-mfa")],
        withdrawn=[(build_release("EM-1", source="estmark-mfa"), NOW)],
        wanted=lambda source: source.startswith("norvale"),
    )
    assert found.headline == "The source answered, last on 5 March 2031 07:00 UTC."
    assert (found.looked, found.withdrawn) == ((), ())


def test_a_source_that_left_the_file_is_not_missed():
    """What config.toml no longer names is nobody's worry any more."""
    found = section(
        build_watched("old", checked_at=NOW - 90 * DAY), build_watched("norvale"), configured=["norvale"]
    )
    assert [watched.source for watched, _ in found.watched] == ["norvale"]


def test_without_sources_there_is_no_section():
    """A desk that reads files alone is not told of sources."""
    assert section() is None
    for form in PAGES:
        assert "Sources" not in render(compose([], sources=None), form)
    assert json.loads(render(compose([]), Format.JSON))["sources"] is None


@pytest.mark.parametrize("form", PAGES)
def test_every_form_of_a_report_ends_with_the_sources(form):
    """It is the last section, after everything that was said."""
    shown = render(compose([build_change(Label.REVERSED)], sources=everything()), form)
    heading = {Format.HTML: "<h2>Sources</h2>", Format.MD: "## Sources", Format.TEXT: "\nSOURCES\n"}[form]
    before, _, after = shown.partition(heading)
    assert "reversed" in before.casefold()
    assert "reversed" not in after.casefold()
    for words in (
        "estmark-mfa",
        "the server answered 503",
        "mfa.veskia.example/news/0",
        "and 2 more",
        "Not checked since 28 February 2031 08:00 UTC.",
        "its site is being rebuilt",
        "Joint statement",
        "found gone 4 March 2031 08:00 UTC",
        "norvale-mfa",
    ):
        assert words in " ".join(after.split()), words


def test_a_mail_has_it_too_and_shorter():
    """Both parts name each source in trouble and what was withdrawn, without the single addresses."""
    parts = render_mail(compose([build_change(Label.REVERSED)], sources=everything()))
    text, html = parts.text, parts.html
    for part in (" ".join(text.split()), html):
        for words in ("estmark-mfa", "5 of its addresses fail", "Joint statement", "4 of 8 sources answered"):
            assert words in part, words
        assert "news/0" not in part


def test_a_mail_of_many_broken_sources_stays_short():
    """When a whole network is down the digest is not buried: four are named, the rest is counted."""
    names = [f"source-{number:03}" for number in range(300)]
    found = section(
        *(build_watched(name, state=HealthState.BROKEN) for name in names),
        troubles=[build_trouble(name) for name in names],
        withdrawn=[(build_release(name), NOW) for name in names],
    )
    parts = render_mail(compose([build_change(Label.REVERSED)], sources=found))
    text, html = parts.text, parts.html
    assert len(html.encode()) < MAIL_BYTES / 5
    assert (html.count("BROKEN"), text.count("BROKEN")) == (4, 4)
    for part in (html, text):
        assert "296 more." in part
        assert "296 more withdrawn." in part
    assert render(compose([], sources=found), Format.TEXT).count("BROKEN") == 300


def test_how_a_source_fares_is_never_counted_with_what_was_said():
    """Subject, headlines and counts are the same whether all sources answered or none."""
    change = build_change(Label.REVERSED)
    with_it, without = compose([change], sources=everything()), compose([change])
    assert (subject(with_it), headlines(with_it)) == (subject(without), headlines(without))
    values = [json.loads(render(digest, Format.JSON)) for digest in (with_it, without)]
    assert values[0].pop("sources")
    assert not values[1].pop("sources")
    assert values[0] == values[1]


def test_json_holds_every_source_with_all_that_fails():
    """A program gets instants in ISO, every address and every withdrawn release."""
    values = json.loads(render(compose([], sources=everything()), Format.JSON))["sources"]
    rows = {row["source"]: row for row in values["sources"]}
    assert len(rows) == 8
    assert rows["estmark-mfa"]["state"] == "broken"
    assert rows["estmark-mfa"]["troubles"][0] == {
        "url": "",
        "state": "broken",
        "since": "2031-03-04T08:00:00+00:00",
        "last": "2031-03-05T07:00:00+00:00",
        "times": 24,
        "what": "the server answered 503",
        "mend": "ask again later",
    }
    assert len(rows["veskia-mfa"]["troubles"]) == 5
    assert rows["compact"]["checked"] is None
    assert [row["release"] for row in values["withdrawn"]] == ["NV-2030-009"]


def test_the_same_health_gives_the_same_bytes():
    """Neither the order of what is handed over nor the minute of the report goes into it."""
    watched = [build_watched(name, state=HealthState.BROKEN) for name in ("a", "b", "c")]
    troubles = [
        build_trouble(name, place) for name in ("a", "b", "c") for place in ("", "https://x.example/1")
    ]
    one = section(*watched, troubles=troubles)
    later = sources_section(
        {watched.source: watched for watched in reversed(watched)},
        troubles[::-1],
        [],
        NOW + timedelta(minutes=5),
    )
    for form in Format:
        assert render(compose([], sources=one), form) == render(compose([], sources=later), form)


@pytest.mark.parametrize("form", PAGES)
def test_what_a_server_says_does_no_harm(form):
    """A reason or a title from the web is words, on one line, without control characters."""
    evil = '<script>alert("1")</script>\r\nBcc: x@example.org\x1b[2J'
    found = section(
        build_watched("norvale", state=HealthState.BROKEN),
        troubles=[build_trouble("norvale", place, what=evil) for place in ("", "javascript:alert(1)")],
        withdrawn=[(build_release(title=evil, url="javascript:alert(1)"), NOW)],
    )
    shown = render(compose([], sources=found), form)
    assert "\x1b" not in shown
    assert not [line for line in shown.splitlines() if line.startswith("Bcc:")]
    if form is not Format.TEXT:
        assert "<script>" not in shown
    assert 'href="javascript:' not in shown
    assert "](<javascript:" not in shown


def test_an_instant_is_said_in_utc():
    """Sources stand in many zones; the report has one."""
    seoul = datetime.fromisoformat("2031-03-04T17:05:59+09:00")
    assert ENGLISH.instant(seoul) == "4 March 2031 08:05 UTC"
