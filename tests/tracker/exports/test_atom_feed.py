"""The Atom feed, as feedparser and lxml read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.fakes import NOW, build_change, build_line, build_mention, build_release, build_unit
from tracker.domain import Cause, Label, Mention
from tracker.exports.atom_feed import ATOM, FeedText, atom

HOSTILE = [
    "<script>alert(1)</script>",
    "]]></title><entry>",
    "&amp; &lt;b&gt; {{7*7}}",
    "\x1b[2Jgone\x00\x07",
    "\u202egnirts\u202c",
    "half \ud800 a character \uffff",
]


def read(text: str):
    """Return the feed as a reader sees it; markup that is not well formed is an error."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def named(name: str, label: Label = Label.WEAKENED, **overrides):
    """Return a change of a line called *name*."""
    return build_change(label, line=replace(build_line(repr(name)), name=name), **overrides)


def test_an_entry_says_what_moved_with_both_quotes_and_where():
    """Label and line are the title; both quotes with their days are the text; the links jump to the quotes."""
    before = build_mention("Norvale will respond.", release=build_release("NV-1"))
    after = build_mention("Norvale may respond.", release=build_release("NV-2"))
    change = named("respond", before=before, after=after, release=after.release)
    (entry,) = read(atom([(change, NOW)], now=NOW)).entries
    assert entry.title == "WEAKENED: respond"
    assert "Now (2031-03-04): “Norvale may respond.”" in entry.content[0].value
    assert "Before (2031-03-04): “Norvale will respond.”" in entry.content[0].value
    assert entry.content[0].type == "text/plain"
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", f"{after.release.url}#:~:text=Norvale%20may%20respond."),
        ("related", f"{before.release.url}#:~:text=Norvale%20will%20respond."),
    ]
    assert entry.tags[0].term == "WEAKENED"


def test_a_silence_quotes_what_is_not_said_any_more():
    """What was dropped has no words of today; the last ones stand, and the silent page is linked as a whole."""
    change = named("respond", Label.DROPPED)
    (entry,) = read(atom([(change, NOW)], now=NOW)).entries
    assert entry.links[0].href == change.release.url
    assert "#:~:text=Norvale" in entry.links[1].href
    assert "Last said (2030-03-04): “Norvale will respond" in entry.content[0].value
    assert "Now (" not in entry.content[0].value


def test_what_was_recomputed_is_no_news():
    """A feed tells of releases and of edits, and says which is an edit; a new engine is not told."""
    changes = [(named(cause.value, cause=cause), NOW) for cause in Cause]
    entries = read(atom(changes, now=NOW)).entries
    assert {entry.title for entry in entries} == {"WEAKENED: release", "WEAKENED: edit"}
    assert {entry.title[10:] for entry in entries if "was edited" in entry.content[0].value} == {"edit"}


def test_the_newest_come_first_and_the_oldest_are_left_out():
    """A feed is a window: beyond the limit the oldest go; the feed is as new as its newest entry."""
    changes = [(named(f"line {number}"), NOW + timedelta(hours=number)) for number in (3, 1, 4, 2)]
    parsed = read(atom(changes, now=NOW, limit=3))
    assert [entry.title for entry in parsed.entries] == [f"WEAKENED: line {number}" for number in (4, 3, 2)]
    assert parsed.feed.updated == parsed.entries[0].updated == "2031-03-05T12:00:00Z"


def test_what_is_equally_new_is_told_release_by_release_in_the_order_of_the_text():
    """One pass records many changes at one instant: later days first, within a release as it reads, silences last."""
    january = build_release("NV-1", published_on=NOW.date().replace(month=1))
    february = build_release("NV-2", published_on=NOW.date().replace(month=2))
    changes = [
        named("silent", Label.DROPPED, release=february),
        named("second", release=february, after=build_mention(release=february, start=90)),
        named("older", release=january, after=build_mention(release=january, start=0)),
        named("first", release=february, after=build_mention(release=february, start=7)),
    ]
    entries = read(atom([(change, NOW) for change in changes], now=NOW)).entries
    assert [entry.title.split()[-1] for entry in entries] == ["first", "second", "silent", "older"]


def test_times_are_utc():
    """RFC 3339 with Z, wherever the desk is."""
    at = datetime(2031, 3, 5, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    assert read(atom([(named("respond"), at)], now=NOW)).entries[0].updated == "2031-03-05T00:00:00Z"


def test_an_id_stays_while_everything_around_it_changes():
    """A reader that has seen an entry knows it again: a tag URI (RFC 4151) that follows from the change alone."""
    change = named("respond")
    renamed = replace(change, line=replace(change.line, name="react"), rule="another")
    later = NOW + timedelta(days=1)
    ids = {
        read(atom(told, now=later, source=source)).entries[0].id
        for told in (
            [(change, NOW)],
            [(renamed, later)],
            [(renamed, NOW), (named("other"), NOW - timedelta(1))],
        )
        for source in (None, "norvale-mfa")
    }
    assert ids == {f"tag:policy-tracker.invalid,2026:change:{change.id}"}


def test_a_feed_of_nothing_is_a_feed():
    """On a quiet day it has an id, a title, a time and an author, as RFC 4287 section 4.1.1 asks."""
    parsed = read(atom([], now=NOW, source="norvale mfa"))
    assert parsed.entries == []
    assert parsed.feed.id == "tag:policy-tracker.invalid,2026:changes:norvale%20mfa"
    assert (parsed.feed.title, parsed.feed.author) == ("Policy changes of norvale mfa", "policy-tracker")
    assert parsed.feed.updated == "2031-03-05T08:00:00Z"


def test_every_entry_has_what_the_standard_asks_for():
    """RFC 4287 section 4.1.2: exactly one id, title and updated; one content; ids differ."""
    changes = [(named(label.value, label), NOW) for label in Label]
    root = etree.fromstring(atom(changes, now=NOW).encode())
    entries = root.findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(Label)
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{{{ATOM}}}{name}")) == 1
    assert len({entry.findtext(f"{{{ATOM}}}id") for entry in entries}) == len(Label)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "http://[", "https://a.example/\nx"]
)
def test_only_web_addresses_are_links(url):
    """A link that a reader would run is none."""
    release = build_release(url=url)
    change = build_change(Label.NEW, release=release, after=build_mention(release=release))
    (entry,) = read(atom([(change, NOW)], now=NOW)).entries
    assert "links" not in entry


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(text):
    """Markup in a title or a quote is shown, not obeyed; what XML cannot say and what turns a line is gone."""
    assert_words(text)


@given(st.text())
def test_any_words_are_words(text):
    """Whatever a site writes, the feed is well formed and has its two entries."""
    assert_words(text)


def assert_words(text: str) -> None:
    """Check that a change made of *text* gives an entry whose title holds its visible characters and no element."""
    release = build_release(title=text, issuer=text)
    change = named(
        f"x{text}x",
        release=release,
        after=Mention(build_unit(f"a{text}b"), release),
        rule=text,
    )
    root = etree.fromstring(atom([(change, NOW), (named("other"), NOW)], now=NOW).encode())
    assert len(root.findall(f"{{{ATOM}}}entry")) == 2
    titles = [title.text for title in root.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}title")]
    letters = [character for character in text if character.isalnum() or character in "<>&\"']["]
    shown = next(title for title in titles if title != "WEAKENED: other")
    assert [character for character in shown if character.isalnum() or character in "<>&\"']["] == list(
        "WEAKENEDx"
    ) + letters + ["x"]
    assert not any(len(title) for title in root.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}title"))
    written = "".join(root.itertext())
    assert not any(
        character in written for character in "\x00\x07\x1b\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    )


def test_the_same_changes_give_the_same_bytes():
    """Order of asking does not matter."""
    changes = [(named(str(number)), datetime(2031, 1, 1, tzinfo=UTC)) for number in range(5)]
    assert atom(changes, now=NOW) == atom(reversed(changes), now=NOW)


def test_a_redline_is_an_entry_of_its_text():
    """What a text says otherwise than the one before it stands in one entry, known by the text however often it is told."""
    before, release = (build_release(f"NV-{number}", title=f"Statement {number}") for number in (1, 2))
    text = FeedText(
        release, before, NOW, "NVB: “soon” was put in.", ("They will {+soon+} act.",), release.url
    )
    change = named("respond")
    (entry, other) = read(atom([(change, NOW)], now=NOW, texts=[text], limit=2)).entries
    assert (entry.title, entry.tags[0].term) == ("REDLINE: Statement 2", "REDLINE")
    assert entry.content[0].value == "NVB: “soon” was put in.\nThey will {+soon+} act."
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", release.url),
        ("related", before.url),
    ]
    assert other.title == "WEAKENED: respond"
    later = replace(text, sentence="another", recorded_at=NOW + timedelta(days=1))
    assert read(atom([], now=NOW, texts=[later])).entries[0].id == entry.id
    assert [one.title for one in read(atom([(change, NOW)], now=NOW, texts=[text], limit=1)).entries] == [
        entry.title
    ]
