"""The commands of ``policy-tracker sources``, as a user calls them."""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer

from jobs.demo.site_server import serve_folder
from tests.commands import caller
from tests.fake_web import FakeWeb
from tests.stores import postgres, store_url
from tests.tracker.sources.website import Board, posts
from tracker.cli.commands import register
from tracker.config import load_config
from tracker.fetch import FetchSettings, HostNote
from tracker.health_states import HealthState
from tracker.sources.announcements import make_release
from tracker.sources.presets import preset_names
from tracker.store import BodyRecord, open_store

pytestmark = pytest.mark.usefixtures("stored")

ROOT = Path(__file__).parents[4]
LEXICON = ROOT / "jobs" / "demo" / "site" / "lexicon.toml"  # the invented states
LOOPBACK = '[fetch]\ndelay_seconds = 0\nretries = 0\nallow_hosts = ["127.0.0.1"]\n'
MINE = """\
# my desk
[store]
url = "sqlite:///desk.db"   # beside this file

[[sources]]
id = "norvale_mfa"
kind = "listing"
issuer = "Norvale"
url = "https://mfa.norvale.example/news/"
key = 'seq=(\\d+)'

[sources.selectors]
item = "tr"

[[sources]]
id = "estmark"
kind = "feed"
url = "https://estmark.example/feed"
enabled = false

[jobs]
fetch = "*/30 * * * *"
"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="States"><outline type="rss" text="Norvale: press" xmlUrl="https://norvale.example/feed"/>
<outline type="rss" text="Estmark" xmlUrl="https://estmark.example/feed"/></outline>
<outline type="rss" text="Fed" xmlUrl="https://www.federalreserve.gov/feeds/press_monetary.xml"/></body></opml>
"""
COMMANDS = ("list", "presets", "show", "add", "check", "pause", "resume", "import", "export", "refused")

LAST = date(2024, 3, 4)  # a day that is past for whoever runs this

Call = Callable[..., tuple[int, str, list[str]]]

app = typer.Typer(pretty_exceptions_enable=False)
register(app)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call a command of ``sources`` in an empty folder; gives exit code, standard output, lines of standard error."""
    monkeypatch.chdir(tmp_path)
    if not postgres():
        monkeypatch.delenv("POLICY_TRACKER_STORE_URL", raising=False)
    monkeypatch.delenv("POLICY_TRACKER_CONFIG", raising=False)
    return caller(app, "sources")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config.toml of a user's own, with comments."""
    path = tmp_path / "config.toml"
    path.write_text(MINE)
    return path


def rows_of(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(call: Call, name: str) -> None:
    """--help ends with a line that can be copied; each takes a configuration, a store and --json."""
    code, output, _ = call(name, "--help")
    assert code == 0
    assert "Example: policy-tracker sources" in " ".join(output.split())
    assert all(option in output for option in ("--config", "--store", "--json"))


def test_list_prints_what_is_configured(call: Call, config: Path) -> None:
    """Each source with its kind, its issuer and where it is; one that is switched off is shown as off."""
    rows = rows_of(call("list", "--json")[1])
    assert [(row["id"], row["kind"], row["place"], row["state"]) for row in rows] == [
        ("norvale_mfa", "listing", "https://mfa.norvale.example/news/", "new"),
        ("estmark", "feed", "https://estmark.example/feed", "off"),
    ]
    assert "norvale_mfa" in call("list")[1]
    assert not (config.parent / "desk.db").exists()


def test_list_says_how_a_source_fares(call: Call, config: Path) -> None:
    """Where there is a store it is asked; a source that was paused says so whatever it was before."""
    now = datetime(2031, 3, 4, tzinfo=UTC)
    with open_store(store_url(config.parent)) as store:
        from tracker.store import SourceStatus

        watched = SourceStatus("norvale_mfa", HealthState.BROKEN, now, now, what="404")
        store.record_health(watched, (), (), ())
    assert [row["state"] for row in rows_of(call("list", "--json")[1])] == ["broken", "off"]
    assert call("pause", "norvale_mfa", "--why", "moved")[0] == 0
    assert [row["state"] for row in rows_of(call("list", "--json")[1])] == ["paused", "off"]
    with open_store(store_url(config.parent)) as store:
        assert store.source_status("norvale_mfa").paused_why == "moved"
    assert rows_of(call("resume", "norvale_mfa", "--json")[1]) == [{"id": "norvale_mfa", "paused": False}]
    assert [row["state"] for row in rows_of(call("list", "--json")[1])] == ["broken", "off"]
    assert "was not paused" in call("resume", "norvale_mfa")[1]


def test_nothing_configured_is_no_error(call: Call) -> None:
    """Where there is no config.toml there are no sources, and a line says what to do."""
    code, output, _ = call("list")
    assert (code, "sources add" in output) == (0, True)
    assert call("list", "--json")[:2] == (0, "")


def test_presets_are_listed_with_their_grades(call: Call) -> None:
    """All of them; none claims to have been checked."""
    rows = rows_of(call("presets", "--json")[1])
    assert [row["id"] for row in rows] == list(preset_names())
    assert {row["verified_on"] for row in rows} == {""}
    output = call("presets")[1]
    assert all(name in output for name in preset_names())


def test_show_prints_what_can_be_pasted(call: Call, config: Path) -> None:
    """A preset with what is known of it, as comments; a source of the file with its preset worked in."""
    output = call("show", "us_fed_fomc")[1]
    assert output.startswith("# United States, Federal Reserve")
    assert "never checked live" in output
    assert tomllib.loads(output)["sources"][0]["id"] == "us_fed_fomc"
    config.write_text('[[sources]]\nid = "fed"\npreset = "us_fed_fomc"\nselectors.body = "main"\n')
    shown = call("show", "fed")[1]
    assert "grade A" in shown
    pasted = config.with_name("pasted.toml")
    pasted.write_text(shown)
    assert load_config(pasted).sources == load_config(config).sources
    (row,) = rows_of(call("show", "fed", "--json")[1])
    assert (row["id"], row["table"]["selectors"]["body"]) == ("fed", "main")
    code, _, errors = call("show", "us_fed_fmc")
    assert (code, errors) == (2, ['there is no source "us_fed_fmc"; did you mean "us_fed_fomc"?'])


def test_add_leaves_every_byte_of_the_file_as_it_is(call: Call, config: Path) -> None:
    """Comments, order and line ends are the user's; what is new stands at the end and works."""
    config.chmod(0o640)
    code, output, _ = call("add", "de_aa_en", "kr_mofa_en_briefing")
    assert code == 0
    assert "sources check de_aa_en kr_mofa_en_briefing" in output
    assert config.read_text().startswith(MINE)
    assert [source.id for source in load_config(config).sources] == [
        "norvale_mfa",
        "de_aa_en",
        "kr_mofa_en_briefing",
    ]
    assert stat.S_IMODE(config.stat().st_mode) == 0o640
    assert os.listdir(config.parent) == ["config.toml"]  # noqa: PTH208 - names only


def test_add_takes_a_source_of_ones_own(call: Call, config: Path) -> None:
    """By its address; its id is made of it if none is given."""
    assert call("add", "--url", "https://compact.example/press/feed.xml", "--issuer", "Compact")[0] == 0
    index = ("--kind", "listing", "--item", "tr", "--id", "veskia", "--timezone", "Europe/Oslo")
    assert call("add", "--url", "https://veskia.example/news", *index)[0] == 0
    assert (
        call("add", "--url", "https://veskia.example/doctrine", "--kind", "pages", "--id", "doctrine")[0] == 0
    )
    assert call("add", "us_fed_fomc", "--id", "fed")[0] == 0
    compact, veskia, doctrine, fed = load_config(config).sources[1:]
    assert (compact.id, compact.issuer) == ("compact_example_press_feed", "Compact")
    assert (veskia.selectors.item, veskia.timezone) == ("tr", "Europe/Oslo")
    assert doctrine.urls == ("https://veskia.example/doctrine",)
    assert (fed.id, fed.preset) == ("fed", "us_fed_fomc")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("us_fed_fmc",), 'there is no preset "us_fed_fmc", did you mean "us_fed_fomc"?'),
        (("us_fed_fomc", "--id", "estmark"), 'there is a source "estmark" already'),
        (("--url", "https://a.example", "--id", "Nor vale"), '"Nor vale" is not a slug'),
        (("--url", "https://a.example", "--kind", "listing"), "needs selectors.item"),
        (("--url", "https://a.example", "--kind", "atom"), "must be 'feed', 'listing'"),
        (("--url", "ftp://a.example"), "is not an http:// or https:// URL"),
        (("us_fed_fomc", "de_aa_en", "--id", "x"), "add one at a time"),
        ((), "give names of presets, or --url"),
    ],
)
def test_what_would_be_wrong_is_not_written(
    call: Call, config: Path, arguments: tuple[str, ...], expected: str
) -> None:
    """One line says why, exit 2, and the file is as it was."""
    code, _, (error,) = call("add", *arguments)
    assert code == 2
    assert expected in error
    assert config.read_text() == MINE
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_add_needs_a_file_to_add_to(call: Call) -> None:
    """It says how to get one."""
    code, _, (error,) = call("add", "us_fed_fomc")
    assert (code, "policy-tracker init" in error) == (2, True)


@pytest.mark.parametrize("text", ["", "# nothing yet", "[jobs]\r\nfetch = ''\r\n"])
def test_add_to_a_file_of_any_ending(call: Call, config: Path, text: str) -> None:
    """No newline at the end, or those of another system: the result is read, and the old text stays."""
    config.write_bytes(text.encode())
    assert call("add", "us_fed_fomc")[0] == 0
    assert config.read_bytes().startswith(text.encode())
    assert [source.id for source in load_config(config).sources] == ["us_fed_fomc"]
    assert (b"\r\n[[sources]]\r\n" in config.read_bytes()) == ("\r\n" in text)


def test_add_follows_a_link(call: Call, config: Path, tmp_path: Path) -> None:
    """A config.toml that is a link to a file under version control stays a link."""
    real = tmp_path / "desk" / "config.toml"
    real.parent.mkdir()
    config.rename(real)
    config.symlink_to(real)
    assert call("add", "us_fed_fomc")[0] == 0
    assert config.is_symlink()
    assert "us_fed_fomc" in real.read_text()


def test_import_takes_the_feeds_of_a_reader(call: Call, config: Path, tmp_path: Path) -> None:
    """Feeds in folders too; what is there already is passed over, what is shipped comes as its preset."""
    (tmp_path / "reader.opml").write_text(OPML)
    code, output, errors = call("import", "reader.opml", "--dry-run")
    assert (code, config.read_text()) == (0, MINE)
    assert "would add norvale_press" in output
    assert errors == ["reader.opml: 1 of 3 feeds are in config.toml already"]
    rows = rows_of(call("import", "reader.opml", "--json")[1])
    assert [row["id"] for row in rows] == ["norvale_press", "us_fed_fomc"]
    norvale, fed = load_config(config).sources[1:]
    assert (norvale.url, norvale.issuer) == ("https://norvale.example/feed", "Norvale: press")
    assert fed.preset == "us_fed_fomc"
    assert call("import", "reader.opml")[2] == ["reader.opml: 3 of 3 feeds are in config.toml already"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<html/>", "not OPML but <html>"),
        ("<opml", "not OPML: "),
        ("", "not OPML: "),
        ("<opml><body><outline text='x'/></body></opml>", "no feed in it"),
        ("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><outline xmlUrl='https://&a;'/></opml>", "has a DOCTYPE"),
    ],
)
def test_what_is_no_opml_is_one_line(
    call: Call, config: Path, tmp_path: Path, body: str, expected: str
) -> None:
    """Exit 1, nothing is added; entities are not looked at."""
    (tmp_path / "x.opml").write_text(body)
    code, _, (error,) = call("import", "x.opml")
    assert code == 1
    assert error.startswith("x.opml: ")
    assert expected in error
    assert config.read_text() == MINE


def test_a_file_that_is_not_there_is_one_line(call: Call, config: Path) -> None:
    """A typing error is no stack of frames."""
    assert call("import", "absent.opml")[::2] == (
        1,
        ["absent.opml: cannot be read: No such file or directory; check the path"],
    )
    assert call("export", "absent/x.toml")[0] == 1


def test_export_gives_back_the_same_sources(call: Call, config: Path, tmp_path: Path) -> None:
    """As TOML presets are worked in, so the file works elsewhere; feed readers get the feeds."""
    call("add", "kr_mofa_en_press", "uk_fcdo", "in_mea")
    assert call("export", "all.toml")[:2] == (0, "")
    again, here = load_config(tmp_path / "all.toml"), load_config(config)
    assert again.all_sources == here.all_sources
    assert again.sources == here.sources
    assert [row["id"] for row in rows_of(call("export", "--json")[1])] == [s.id for s in here.all_sources]
    code, _, errors = call("export", "feeds.opml")
    assert (code, errors) == (0, ["left out, being no feeds: norvale_mfa, uk_fcdo, in_mea"])
    empty = tmp_path / "empty.toml"
    empty.write_text("")
    call("import", "feeds.opml", "--config", "empty.toml")
    assert [source.id for source in load_config(empty).sources] == ["estmark", "kr_mofa_en_press"]


def test_refused_lists_what_is_held_back(call: Call, config: Path) -> None:
    """Which text, why, how often and what to do; nothing is said to be wrong where nothing is held."""
    open_store(store_url(config.parent)).close()
    assert "nothing is held back" in call("refused")[1]
    release = make_release("norvale_mfa", "4711", title="On the Halden Sea", published_on=date(2031, 3, 4))
    url = "https://mfa.norvale.example/4711"
    now = datetime(2031, 3, 5, tzinfo=UTC)
    with open_store(store_url(config.parent)) as store:
        wall = BodyRecord(release, b"wall", "text/html", "", now)
        store.refuse(wall, url, "a consent wall", "accept it in a browser")
    output = call("refused")[1]
    assert "a consent wall; accept it in a browser" in output
    (row,) = rows_of(call("refused", "norvale_mfa", "--json")[1])
    assert (row["ref"], row["times"]) == ("4711", 1)
    assert call("refused", "estmark", "--json")[1] == ""


@pytest.mark.parametrize("command", ["pause", "resume", "check", "show"])
def test_an_unknown_source_is_a_wrong_call(call: Call, config: Path, command: str) -> None:
    """Exit 2, and the ids there are."""
    code, _, (error,) = call(command, "norvale_mfaa")
    assert (code, error) == (2, 'there is no source "norvale_mfaa"; did you mean "norvale_mfa"?')
    assert 'there is no source "xyzxyz"' in call(command, "xyzxyz")[2][0]
    assert not (config.parent / "desk.db").exists()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and where it is served, with validators that are honoured."""
    folder = tmp_path / "site"
    folder.mkdir()
    paragraph = "<p>Norvale will respond to any further provocation in the Halden Sea.</p>"
    (folder / "sea.html").write_text(
        "<html><head><title>x</title></head><body><h1>On the Halden Sea</h1><time>2031-03-04</time>"
        f"<main>{paragraph}<p>They met in Port Halden on the same day.</p></main></body></html>"
    )
    with serve_folder(folder) as base:
        yield folder, base


def test_check_says_what_came_back_and_why_not(call: Call, tmp_path: Path, site: tuple[Path, str]) -> None:
    """The newest release as read; whether validators are honoured and the text is steady; what is down is one line."""
    base = site[1]
    (tmp_path / "config.toml").write_text(
        f'{LOOPBACK}[engine]\nlexicon = ["{LEXICON}"]\n'
        f'[[sources]]\nid = "good"\nkind = "pages"\nissuer = "Norvale"\nurls = ["{base}/sea.html"]\n'
        'selectors = { title = "h1", date = "time", body = "main", remove = [".share"] }\n'
        f'[[sources]]\nid = "gone"\nkind = "feed"\nurl = "{base}/feed.xml"\n'
        f'[[sources]]\nid = "off"\nkind = "feed"\nurl = "{base}/off.xml"\nenabled = false\n'
    )
    code, output, errors = call("check")
    assert code == 1
    assert "good: 1 items" in output
    assert "2031-03-04  On the Halden Sea" in output
    assert "the same text when fetched again" in output
    assert "robots.txt 127.0.0.1" in output
    assert "U.own" in output
    assert "404  http" in output
    assert "off:" not in output
    assert len(errors) == 1
    assert errors[0].startswith("gone: the server answered 404")
    (one,) = rows_of(call("check", "good", "--json")[1])
    assert (one["title"], one["published"], one["units"]) == ("On the Halden Sea", "2031-03-04", 1)
    assert one["selectors"] == {"title": 1, "date": 1, "body": 1, "remove": 0}
    assert (one["page"]["status"], one["page"]["again"], one["steady"]) == (200, "304", True)
    assert (one["page"]["media_type"], bool(one["page"]["etag"])) == ("text/html", True)
    assert list(one["robots"].values()) == ["there is none"]
    assert one["problems"] == []


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ("body = '.text'", "body = '.text' finds nothing on this page"),
        ("title = '.headline'", "selectors.title of good finds nothing; look at the page"),
        ("date = '.when'", "selectors.date of good finds nothing; look at the page"),
    ],
)
def test_a_selector_that_finds_nothing_is_named(
    call: Call, tmp_path: Path, site: tuple[Path, str], selectors: str, expected: str
) -> None:
    """Though the general rule may find a title or a day, the one that was set does not, and exit is 1."""
    (tmp_path / "config.toml").write_text(
        f'{LOOPBACK}[[sources]]\nid = "good"\nkind = "pages"\nurls = ["{site[1]}/sea.html"]\n'
        f"[sources.selectors]\n{selectors}\n"
    )
    code, _, errors = call("check")
    assert code == 1
    assert any(expected in error for error in errors)


def test_robots_that_forbid_are_kept_to_and_said(call: Call, tmp_path: Path, site: tuple[Path, str]) -> None:
    """The page is not asked for, and the line says what may be done."""
    (site[0] / "robots.txt").write_text("User-agent: *\nDisallow: /sea\n")
    (tmp_path / "config.toml").write_text(
        f'{LOOPBACK}[[sources]]\nid = "good"\nkind = "pages"\nurls = ["{site[1]}/sea.html"]\n'
    )
    code, _, (error,) = call("check")
    assert code == 1
    assert "robots.txt of 127.0.0.1" in error
    assert "does not allow this address" in error


def test_check_follows_a_preset_to_the_newest_text(call: Call, tmp_path: Path) -> None:
    """A ministry's board: unordered feed, a gate that sets a cookie, and no validators anywhere."""
    with Board(posts(last=LAST), site="http://www.mofa.go.kr") as board:
        (tmp_path / "config.toml").write_text(
            f'{LOOPBACK}[[sources]]\npreset = "kr_mofa_en_press"\n[sources.manners]\nmirror = "{board.origin}"\n'
        )
        code, output, errors = call("check", "--json")
        (one,) = rows_of(output)
        board.faults["rss.do"] = "html"
        fallen = call("check")
    assert (code, errors) == (0, [])
    newest = max(board.posts, key=lambda post: post.day)
    assert (one["items"], one["newest"], one["title"]) == (len(board.posts), str(newest.day), newest.title)
    assert (one["index"][0]["media_type"], one["index"][0]["again"]) == ("application/rss+xml", "")
    assert (one["steady"], one["page"]["etag"], one["selectors"]["body"]) == (True, None, 1)
    assert fallen[0] == 1
    assert "its fallback" in fallen[2][0]
    assert newest.title in fallen[1]


def test_a_page_that_changes_from_visit_to_visit_is_said_to(call: Call, tmp_path: Path) -> None:
    """A counter in the text would be an edit at each visit; the line names the selector to set."""

    class Restless(Board):
        def answer(self, target: str, cookies: str) -> tuple[int, list[tuple[str, str]], bytes]:
            if "view.do" in target:
                self.edit(
                    self.posts[0].seq,
                    f"Norvale will keep the sea open. This page was read {len(self.asked)} times.",
                )
            return super().answer(target, cookies)

    with Restless(posts(last=LAST), site="http://www.mofa.go.kr") as board:
        (tmp_path / "config.toml").write_text(
            f'{LOOPBACK}[[sources]]\npreset = "kr_mofa_en_press"\nmin_characters = 0\n[sources.manners]\n'
            f'mirror = "{board.origin}"\n'
        )
        code, output, errors = call("check")
    assert code == 1
    assert "ANOTHER text when fetched again" in output
    assert any(
        "add what changes from visit to visit to selectors.remove of kr_mofa_en_press" in e for e in errors
    )


class Silent(FakeWeb):
    """A web on which nothing answers."""

    def __init__(self, _: FetchSettings) -> None:
        super().__init__({})

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def notes(self) -> tuple[HostNote, ...]:
        """Nothing was learnt of any host."""
        return ()


def test_check_takes_the_name_of_a_preset(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is in config.toml, and without one; here nothing answers, which is a line each and exit 1."""
    monkeypatch.setattr("tracker.fetch.web.RequestsWeb", Silent)
    code, output, errors = call("check", "ru_kremlin", "us_fed_fomc")
    assert code == 1
    assert "us_fed_fomc: 0 items" in output
    assert "404  https://www.federalreserve.gov/feeds/press_monetary.xml" in output
    assert [error.partition(": ")[0] for error in errors] == ["ru_kremlin", "us_fed_fomc"]
