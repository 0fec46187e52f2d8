"""The demo: what was planted in two years of an invented ministry, and what is found."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from lxml import etree

from jobs.demo.run_demo import STORE, run_demo
from reports.digest.compose import compose
from reports.digest.layout.news_rows import item_words
from reports.digest.news_settings import news_settings
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.page_data import render_data
from reports.site.pages.overview_page import first_news
from reports.site.pages.releases import release_page
from tracker.domain import Cause, Change, Label
from tracker.errors import InputError
from tracker.store import ChangeQuery, open_store

STILL = (Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED)
PLANTED = {
    # the Strategic Dialogue of Norvale and Estmark
    ("2024-07-10", Label.WEAKENED, "consider responding to any further provocation"),
    ("2024-07-10", Label.WEAKENED, "condemned Veskia’s missile launches"),
    ("2024-07-10", Label.STRENGTHENED, "60 million crowns"),
    ("2024-11-20", Label.QUALIFIED, "subject to progress in the talks"),
    ("2024-11-20", Label.BROADENED, "and mine clearance"),
    ("2025-03-19", Label.NARROWED, "called on Veskia to halt all transfers"),
    ("2025-03-19", Label.WEAKENED, "60 million crowns to the Halden Sea Rescue Fund"),
    ("2025-03-19", Label.DROPPED, "reject Veskia’s claim to the Skerry Islands"),
    ("2025-07-09", Label.REVERSED, "suspend exchanges with Ostmere"),
    ("2025-07-09", Label.WEAKENED, "agreed to consider publishing the findings"),
    ("2025-10-08", Label.STRENGTHENED, "decided to firmly respond"),
    ("2025-10-08", Label.STRENGTHENED, "condemned in the strongest terms"),
    ("2025-10-08", Label.RESUMED, "reject Veskia’s claim to the Skerry Islands"),
    # statements of the spokesperson
    ("2025-01-15", Label.STRENGTHENED, "condemns the detention"),
    ("2025-01-15", Label.STRENGTHENED, "release the fishermen by 1 March 2025"),
    # summits of the Harbour Compact
    ("2024-06-12", Label.STRENGTHENED, "demand that Veskia withdraw its vessels"),
    ("2024-06-12", Label.STRENGTHENED, "3 billion crowns"),
    ("2025-05-14", Label.WEAKENED, "by 2035"),
    ("2025-10-09", Label.WEAKENED, "intend to mobilise 3 billion crowns"),
    ("2025-10-09", Label.WEAKENED, "recognise Estmark’s proposal"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory, trained_reader):
    """Run the demo twice into one folder; return the folder, what was said the second time, and the problems."""
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder, say=lambda _: None)
    said: list[str] = []
    problems = run_demo(folder, say=said.append)
    return folder, said, problems


@pytest.fixture(scope="module")
def changes(demo):
    """Every change recorded."""
    with open_store(f"sqlite:///{demo[0] / STORE}") as store:
        return store.changes()


def quote_of(change: Change) -> str:
    """Return what is said now, or what is no longer said."""
    mention = change.after or change.before
    assert mention is not None
    return mention.unit.quote


def test_nothing_goes_wrong(demo):
    """The site is fetched and read without a single problem."""
    assert demo[2] == ()


def test_what_was_planted_is_found_and_nothing_else_has_moved(changes):
    """Every planted change is found with its label, and no line is said to have moved that has not."""
    moved = [change for change in changes if change.label not in STILL]
    for day, label, words in sorted(PLANTED):
        hits = [
            change
            for change in moved
            if (str(change.release.published_on), change.label) == (day, label) and words in quote_of(change)
        ]
        assert len(hits) == 1, (day, label, words, [quote_of(change) for change in hits])
    assert len(moved) == len(PLANTED)


def test_one_page_was_edited_after_publication(changes):
    """The silent edit is found as one; the page on which only the counter moved is not."""
    (edit,) = [change for change in changes if change.cause is Cause.EDIT]
    assert edit.label is Label.WEAKENED
    assert edit.before is not None
    assert edit.after is not None
    assert "by 30 September 2025" in edit.before.unit.quote
    assert "agreed to consider publishing" in edit.after.unit.quote


def test_nothing_is_recomputed(changes):
    """All came in order, so nothing had to be related again."""
    assert Counter(change.cause for change in changes)[Cause.RECOMPUTED] == 0


def test_every_line_that_is_said_again_is_linked(changes):
    """A line is new once: seventeen lines in two years, and no sentence starts a second one."""
    new = [change.line.id for change in changes if change.label is Label.NEW]
    assert len(new) == len(set(new)) == 17


def test_the_digest_shows_every_planted_change(demo):
    """The page and the text hold the words of each change that moved."""
    folder = demo[0]
    text = " ".join((folder / "digest.txt").read_text().split())
    page = (folder / "digest.html").read_text()
    for _, label, words in PLANTED:
        assert words in text, words
        assert label.value.lower() in page.lower()
    assert "<script" not in page


def test_the_second_pass_is_mailed_once(demo):
    """One mail: what the second pass moved, three rungs of one's own pen among it, and nothing of the years before."""
    (mail,) = (demo[0] / "outbox").glob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "decided to firmly respond" in text
    assert "agreed to [-publish-] {+consider publishing+}" in text
    assert "suspend exchanges with Ostmere" not in text.split("WHAT WAS NOT REPEATED")[0]


def test_page_front_page_feed_and_digest_tell_the_same(demo, changes):
    """No text has a move on its page, on the front page or in a feed that a digest of its day drops, nor by another name."""
    whole = {change.id: change for change in changes}
    with open_store(f"sqlite:///{demo[0] / STORE}") as store:
        view = PageContext(store, build_index(store), True)
        told: dict[str, str] = {}
        for identity, entry in view.atlas.releases.items():
            page = release_page.gather(view, {"id": identity}, {})
            shown = {card.id: card.word for card in page.moved.told}
            here = [change for change in changes if change.release.id == identity]
            news = news_settings(store, here, entry.release.published_on, most=len(here))
            items = {item.change.id: item_words(item).word for item in compose(here, news=news).news.items}
            assert {
                one: word for one, word in items.items() if whole[one].cause is Cause.RELEASE
            }.items() <= (shown.items())
            marked = {note.mark.unit for note in page.text.annotations if note.moved}
            spoken = [whole[one].after for one in shown if whole[one].label is not Label.NEW]
            assert {mention.unit.id for mention in spoken if mention} <= marked
            told |= items | shown
        fed = feed_titles(render_data(view, "changes.atom", {}))
        assert fed == {one: word for one, word in told.items() if whole[one].label not in STILL}
        front = {row.href.partition("#c-")[2]: row.word for row in first_news(view) if "#c-" in row.href}
    assert front.items() <= told.items()
    assert len(fed) >= 10


def feed_titles(feed: str) -> dict[str, str]:
    """Return what a feed calls each change, by its id; redlines, which are of whole texts, aside."""
    entries = etree.fromstring(feed.encode()).findall("{*}entry")
    called = {
        str(one.findtext("{*}id")).rpartition(":")[2]: str(one.findtext("{*}title")).partition(":")[0]
        for one in entries
    }
    return {one: word for one, word in called.items() if word != "REDLINE"}


def test_the_terminal_tells_what_moved_and_where_to_look(demo):
    """The summary has each label with both quotes, and the files that were written."""
    folder, said, _ = demo
    told = " ".join(" ".join(said).split())
    assert "13 releases of 2 invented publishers" in told
    for _, label, words in PLANTED:
        assert label.value in told
        assert words in told, words
    for path in (folder / "digest.html", folder / "digest.txt"):
        assert str(path) in told
        assert path.exists()


def test_the_demo_is_a_config_and_a_site_that_run_takes_too(demo):
    """What the demo leaves is a folder the other commands work on."""
    from tracker.config import load_config

    config = load_config(demo[0] / "config.toml")
    assert [source.kind.value for source in config.sources] == ["listing", "feed"]
    with open_store(config.store_url) as store:
        assert store.counts()["releases"] == 13
        assert store.changes(ChangeQuery(causes=(Cause.EDIT,)))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    """Where the folder is a file, the demo says so."""
    taken = tmp_path / "taken"
    taken.write_text("")
    with pytest.raises(InputError, match=r"taken|cannot be written"):
        run_demo(Path(taken), say=lambda _: None)
