"""The site as a folder of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.stores import make_store
from reports.config.site_settings import SiteSettings
from reports.site.page_context import PageContext
from reports.site.publish.build import BuildResult, build_site
from reports.site.publish.manifest import NAME
from reports.site.routes import render_page
from reports.site.search import search_index
from reports.view import addresses
from tests.fakes import DAY, NOW, build_facets, build_line, build_release
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Cause, Kind, Label, Mention
from tracker.errors import InputError, StoreError
from tracker.health_states import HealthState, Notice, Trouble
from tracker.store import SourceStatus, open_store

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
SETTINGS = SiteSettings(title="Norvale watch")
SOURCE = "norvale-mfa"
FIRST = {"respond": "Norvale will respond.", "pay": "Norvale will pay the fund."}


def files(folder: Path) -> dict[str, bytes]:
    """Everything in *folder* that a web server would show."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


def stamped(folder: Path) -> dict[str, int]:
    """When each of :func:`files` was written."""
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def before(said: Said, place: int = 0) -> Mention:
    """What *said* said there."""
    return Mention(said.units[place], said.release)


class Story:
    """A year of two sources, to be gone on with."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.store = desk, desk.store
        self.first = desk.say("NV-1", FIRST, day=DAY - 52 * WEEK, facets=self.facets())
        self.second = desk.say(
            "NV-2",
            {"respond": "Norvale may respond."},
            day=DAY - WEEK,
            label=Label.WEAKENED,
            before=before(self.first),
            facets=self.facets(level=2),
        )
        desk.silence(self.second, Label.NOT_REPEATED, build_line("pay"), before(self.first, 1))
        call = self.facets(family="D", speakers=frozenset({"Estmark"}), topics=frozenset({"trade"}))
        self.other = desk.say(
            "EM-1", {"call": "Estmark calls."}, source="estmark-mfa", kind=Kind.D_CALL, facets=call
        )
        desk.record(build_release("undated", published_on=None, title=""), "Norvale will wait.")
        self.read("NV-5", speakers=frozenset({"Norvale"}), addressees=frozenset({"Ostmere"}))

    @staticmethod
    def facets(**overrides: object):
        """Norvale towards Veskia, on an alliance."""
        ours = {"addressees": frozenset({"Veskia"}), "topics": frozenset({"military.alliance"})}
        return build_facets(**ours | overrides)

    def read(self, ref: str, **unit: object) -> None:
        """Take in and read a text that is not related yet: it counts, and is on no line."""
        revision = self.desk.record(build_release(ref, published_on=DAY), f"{ref} will hold.")
        assert revision is not None
        facets = self.facets(**unit)
        self.store.record_readings([self.desk.reading(revision, f"{ref} will hold.", facets=facets)])

    def again(self, said: Said, **unit: object) -> None:
        """Read and relate *said* anew, by another engine that finds *unit* otherwise."""
        units = tuple(replace(one, facets=replace(one.facets, **unit)) for one in said.units)
        self.store.record_readings([replace(said.reading, stamp="rules.v2", units=units)])
        self.store.record_relations([replace(said.relation, stamp="rules.v2")], NOW + HOUR)


@pytest.fixture
def story(desk: Desk) -> Story:
    return Story(desk)


def a_release(story: Story) -> None:
    story.desk.say(
        "NV-3",
        {"respond": "Norvale shall respond.", "new": "Norvale will build."},
        label=Label.STRENGTHENED,
        before=before(story.second),
        facets=story.facets(level=5),
    )


def an_edit(story: Story) -> None:
    """The text of NV-2 says something else, and nothing of what it said."""
    edited = story.desk.say("NV-2", {"go": "Norvale will go."}, day=DAY - WEEK, now=NOW + HOUR)
    gone = replace(edited.change, cause=Cause.EDIT)
    story.store.record_relations([replace(edited.relation, changes=(gone,))], NOW + HOUR)


def a_silence(story: Story) -> None:
    late = story.desk.say("NV-4", {"other": "Norvale will help."}, day=DAY + WEEK)
    story.desk.silence(late, Label.DROPPED, build_line("respond"), before(story.second))


def a_silence_that_moves(story: Story) -> None:
    """An earlier release turns up that is silent as well: the silence is its own now."""
    found = story.desk.say("NV-0", {"help": "Norvale will help."}, day=DAY - 9 * WEEK, now=NOW + HOUR)
    story.desk.silence(found, Label.NOT_REPEATED, build_line("pay"), before(story.first, 1))


def an_undated_release(story: Story) -> None:
    revision = story.desk.record(build_release("undated 2", published_on=None), "Norvale will hold.")
    assert revision is not None
    story.store.record_readings([story.desk.reading(revision, "Norvale will hold.")])


def units_coded_anew(story: Story) -> None:
    """What people coded in a text without a date is corrected; nothing is related for it."""
    revision = story.desk.record(build_release("undated 3", published_on=None), "Norvale will hold.")
    assert revision is not None
    reading = story.desk.reading(revision, "Norvale will hold.", stamp="gold.v1")
    for kind in (Kind.U_OWN, Kind.U_WARN):
        units = tuple(replace(unit, kind=kind) for unit in reading.units)
        story.store.record_readings([replace(reading, units=units)])


ACTS: dict[str, Callable[[Story], object]] = {
    "nothing": lambda story: story.store.counts(),
    "a release": a_release,
    "a release long ago": lambda story: story.desk.say(
        "NV-0", {"respond": "Norvale can respond."}, day=DAY - 80 * WEEK
    ),
    "a release of a new source": lambda story: story.desk.say(
        "LU-1", {"join": "Lurania will join."}, source="lurania-mfa"
    ),
    "a later text than any on another topic": lambda story: story.desk.say(
        "LU-2",
        {"aid": "Lurania will help."},
        source="lurania-mfa",
        day=DAY + WEEK,
        facets=story.facets(speakers=frozenset({"Lurania"}), topics=frozenset({"aid"})),
    ),
    "a text on a topic under another": lambda story: story.desk.say(
        "EM-3",
        {"duty": "Estmark will levy."},
        source="estmark-mfa",
        facets=story.facets(topics=frozenset({"trade.tariffs"})),
    ),
    "an edit": an_edit,
    "a silence": a_silence,
    "a silence that moves": a_silence_that_moves,
    "a text nobody has read yet": lambda story: story.desk.record(story.first.release, "Norvale might."),
    "a text not related yet": lambda story: story.read("NV-6", topics=frozenset({"military.alliance"})),
    "another party has a page": lambda story: story.desk.say(
        "EM-2",
        {"join": "Estmark will join."},
        source="estmark-mfa",
        facets=story.facets(speakers=frozenset({"Estmark"}), addressees=frozenset({"Ostmere"})),
    ),
    "a release without a date": an_undated_release,
    "units coded anew": units_coded_anew,
    "a title that was not known": lambda story: story.desk.record(
        build_release("undated", published_on=None, title="On patience"), "Norvale will wait."
    ),
    "a withdrawal": lambda story: story.store.withdraw(story.first.release.id, NOW),
    "another level": lambda story: story.again(story.second, level=1),
    "other parties and topics": lambda story: story.again(
        story.other, speakers=frozenset({"Ostmere"}), topics=frozenset({"aid"})
    ),
    "a line that ends": lambda story: story.store.record_relations(
        [replace(story.first.relation, links=story.first.relation.links[:1], changes=())], NOW + HOUR
    ),
    "a name": lambda story: story.store.rename_lines(SOURCE, {build_line("pay").id: "fund the Compact"}),
    "a text that cannot be read": lambda story: story.store.record_problem(
        story.first.revision.id, "rules.v2", "damaged"
    ),
    "trouble": lambda story: story.store.record_health(
        SourceStatus(SOURCE, HealthState.BROKEN, NOW, NOW, what="404"),
        [Trouble(SOURCE, "", HealthState.BROKEN, "404", "", NOW, NOW)],
        [],
        [Notice(SOURCE, "", HealthState.BROKEN, "404", NOW)],
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_is_brought_up_to_date_is_what_is_built_anew(
    story: Story, tmp_path: Path, act: Callable[[Story], object]
) -> None:
    """Whatever has happened, no file is left as it was that would be written otherwise now, and none too many."""
    build_site(story.store.url, tmp_path / "kept", SETTINGS)
    act(story)
    build_site(story.store.url, tmp_path / "kept", SETTINGS)
    build_site(story.store.url, tmp_path / "anew", SETTINGS)
    kept, anew = files(tmp_path / "kept"), files(tmp_path / "anew")
    assert [name for name in anew if kept.get(name) != anew[name]] == []
    assert set(kept) == set(anew)


def test_a_long_list_is_brought_up_to_date_on_every_page(desk: Desk, tmp_path: Path) -> None:
    """What comes in at the end of a list makes it longer, and the pages before say so."""
    for number in range(3):
        quotes = {f"line {number} {place}": f"Norvale will do {number} {place}." for place in range(35)}
        desk.say(f"NV-{number}", quotes, day=DAY - number * WEEK)
    build_site(desk.store.url, tmp_path / "kept", SETTINGS)
    quotes = {f"early {place}": f"Norvale will do it early, {place}." for place in range(50)}
    last = desk.say("NV-9", quotes, day=DAY - 50 * WEEK)
    build_site(desk.store.url, tmp_path / "kept", SETTINGS)
    build_site(desk.store.url, tmp_path / "anew", SETTINGS)
    assert (tmp_path / "anew" / addresses.topic("security", 4)).is_file()
    assert files(tmp_path / "kept") == files(tmp_path / "anew")
    # what is counted on the first page stands on the last
    calls = tuple(replace(unit, kind=Kind.D_CALL) for unit in last.units)
    desk.store.record_readings([replace(last.reading, stamp="rules.v2", units=calls)])
    build_site(desk.store.url, tmp_path / "kept", SETTINGS)
    build_site(desk.store.url, tmp_path / "anew again", SETTINGS)
    assert files(tmp_path / "kept") == files(tmp_path / "anew again")


def test_a_page_that_shows_the_text_before_is_written_again_when_that_is_edited(
    desk: Desk, tmp_path: Path
) -> None:
    """The page of a release shows it beside the text before it in its series, whatever becomes of that one."""
    stays = "Norvale will keep every harbour of the north open."
    for number, day in ((1, DAY - 4 * WEEK), (2, DAY)):
        desk.say(
            f"NV-{number}",
            {f"keep {number}": stays, f"pay {number}": f"Norvale will pay {number} crowns a day for pilots."},
            day=day,
        )
    build_site(desk.store.url, tmp_path / "kept", SETTINGS)
    shown = {name for name, body in files(tmp_path / "kept").items() if b"1 in other words" in body}
    desk.say("NV-1", {"keep 1": stays}, day=DAY - 4 * WEEK, now=NOW + HOUR)
    build_site(desk.store.url, tmp_path / "kept", SETTINGS)
    build_site(desk.store.url, tmp_path / "anew", SETTINGS)
    assert len(shown) == 1
    assert files(tmp_path / "kept") == files(tmp_path / "anew")


def test_a_line_of_a_topic_under_another_is_brought_up_to_date_on_both_pages(
    story: Story, tmp_path: Path
) -> None:
    """The page of a topic lists the lines of the topics under it: what becomes of one of these shows there too."""
    tariffs = story.facets(topics=frozenset({"trade.tariffs"}))
    story.desk.say("EM-3", {"duty": "Estmark will levy."}, source="estmark-mfa", facets=tariffs)
    build_site(story.store.url, tmp_path / "kept", SETTINGS)
    line = build_line("duty", source="estmark-mfa")
    story.store.rename_lines("estmark-mfa", {line.id: "levy a duty on reed"})
    build_site(story.store.url, tmp_path / "kept", SETTINGS)
    for topic in ("trade", "trade.tariffs"):
        assert "levy a duty on reed" in (tmp_path / "kept" / addresses.topic(topic)).read_text("utf-8")


def test_an_act_upon_one_source_leaves_the_pages_of_another(story: Story, tmp_path: Path) -> None:
    """A new release has written what it touches: its own page, those of its lines, lists it is in; no other."""
    folder = tmp_path / "site"
    build_site(story.store.url, folder, SETTINGS)
    held = files(folder)
    stamps = stamped(folder)
    a_release(story)
    build_site(story.store.url, folder, SETTINGS)
    written = {name for name, stamp in stamped(folder).items() if stamps.get(name) != stamp}
    assert {name for name, body in files(folder).items() if held.get(name) != body} == written
    for untouched in (
        f"releases/{story.other.release.id}.html",
        addresses.source("estmark-mfa"),
        addresses.topic("trade"),
        "about.html",
    ):
        assert untouched in held
        assert untouched not in written
    assert f"lines/{build_line('respond').id}.html" in written


def test_where_nothing_has_changed_nothing_is_written(story: Story, tmp_path: Path) -> None:
    """The second run says that all is as it was, and no file is another one."""
    folder = tmp_path / "site"
    first = build_site(story.store.url, folder, SETTINGS)
    assert first.written == len(list(folder.rglob("*.html")))
    assert (first.unchanged, first.removed) == (0, 0)
    stamps = stamped(folder)
    assert build_site(story.store.url, folder, SETTINGS) == BuildResult(0, first.written, 0)
    assert stamped(folder) == stamps


def test_another_title_has_every_page_written(story: Story, tmp_path: Path) -> None:
    """What all pages print comes from the settings: they are made anew with them."""
    first = build_site(story.store.url, tmp_path / "site", SETTINGS)
    again = build_site(
        story.store.url, tmp_path / "site", SETTINGS.model_copy(update={"title": "Norvale desk"})
    )
    assert again == BuildResult(first.written, 0, 0)


def test_a_page_somebody_deleted_comes_back(story: Story, tmp_path: Path) -> None:
    """A folder that lost a file is mended, though nothing has changed in the store."""
    folder = tmp_path / "site"
    first = build_site(story.store.url, folder, SETTINGS)
    (folder / "topics.html").unlink()
    (folder / "assets/site.css").unlink()
    assert build_site(story.store.url, folder, SETTINGS) == BuildResult(1, first.written - 1, 0)
    assert (folder / "assets/site.css").is_file()


def test_only_what_is_listed_is_removed(story: Story, tmp_path: Path) -> None:
    """A page that is gone is removed; what somebody else has put into the folder stays."""
    folder = tmp_path / "site"
    build_site(story.store.url, folder, SETTINGS)
    (folder / "lines" / "notes.html").write_text("mine", encoding="utf-8")
    (folder / "CNAME").write_text("norvale.example", encoding="utf-8")
    gone = folder / f"lines/{build_line('pay').id}.html"
    assert gone.is_file()
    story.store.record_relations([replace(story.second.relation, changes=())], NOW + HOUR)
    lists = {folder / "changes-weakened.html", folder / "changes-not_repeated.html"}
    there = set(folder.rglob("*.html"))
    assert build_site(story.store.url, folder, SETTINGS).removed == 3
    assert there - set(folder.rglob("*.html")) == {gone, *lists}
    assert (folder / "lines" / "notes.html").read_text("utf-8") == "mine"
    assert (folder / "CNAME").is_file()


def test_a_file_in_the_way_is_not_written_over(story: Story, tmp_path: Path) -> None:
    """A file of somebody else where a page belongs stops the build in one line, and stays as it is."""
    folder = tmp_path / "site"
    build_site(story.store.url, folder, SETTINGS)
    wanted = f"releases/{build_release('NV-3').id}.html"
    (folder / wanted).write_text("mine", encoding="utf-8")
    a_release(story)
    with pytest.raises(InputError, match="a file that is not of the site is in the way") as caught:
        build_site(story.store.url, folder, SETTINGS)
    assert str(caught.value).startswith(str(folder / wanted))
    assert (folder / wanted).read_text("utf-8") == "mine"


class Killed(BaseException):
    """What ends a build half way."""


def test_a_build_that_was_killed_goes_on(tmp_path: Path) -> None:
    """What was written stays, what was begun is finished, and in the end all is as in one go."""
    url, folder = store_url(tmp_path), tmp_path / "site"
    make_store(url, 100)

    def kill(steps, pages):
        yield next(iter(steps))
        raise Killed

    with pytest.raises(Killed):
        build_site(url, folder, SETTINGS, follow=kill)
    there = len(list(folder.rglob("*.html")))
    assert there > 0
    done = build_site(url, folder, SETTINGS)
    assert done.written + done.unchanged == len(list(folder.rglob("*.html"))) > there
    assert done.unchanged == there
    build_site(url, tmp_path / "anew", SETTINGS)
    assert files(folder) == files(tmp_path / "anew")


def test_the_index_of_a_killed_build_is_made_again(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the search page searches is of the same state as the pages, also where a build ended in between."""
    folder = tmp_path / "site"
    build_site(story.store.url, folder, SETTINGS)
    a_release(story)

    def kill(view):
        yield next(iter(files_of(view)))
        raise Killed

    files_of = search_index.files
    with monkeypatch.context() as patched:
        patched.setattr(search_index, "files", kill)
        with pytest.raises(Killed):
            build_site(story.store.url, folder, SETTINGS)
    build_site(story.store.url, folder, SETTINGS)
    build_site(story.store.url, tmp_path / "anew", SETTINGS)
    assert files(folder) == files(tmp_path / "anew")


def test_what_a_killed_build_began_is_removed_where_it_is_gone(story: Story, tmp_path: Path) -> None:
    """A page that was only begun, of a line that is no longer there, leaves nothing behind."""
    folder = tmp_path / "site"
    build_site(story.store.url, folder, SETTINGS)
    half = folder / "lines" / f".{build_line('pay').id}.html.part"
    half.write_text("<!doct", encoding="utf-8")
    story.store.record_relations([replace(story.second.relation, changes=())], NOW + HOUR)
    build_site(story.store.url, folder, SETTINGS)
    assert not half.exists()


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_two_processes_write_what_one_writes(tmp_path: Path, start: str) -> None:
    """However many write, and however they are begun, the files are the same."""
    url = store_url(tmp_path)
    make_store(url, 100)
    one = build_site(url, tmp_path / "one", SETTINGS, processes=1)
    two = build_site(url, tmp_path / "two", SETTINGS, processes=2, start=start)
    assert one == two
    assert one.written > 50
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_worker_that_cannot_write_is_told_of_in_one_line(tmp_path: Path) -> None:
    """An error in another process ends the build as one in this process does, and the next run goes on."""
    url = store_url(tmp_path)
    make_store(url, 100)
    folder = tmp_path / "site"
    folder.mkdir()
    build_site(url, folder, SETTINGS, processes=2)
    page = next((folder / "releases").iterdir())
    page.unlink()
    page.mkdir()  # nothing can be put in its place
    with pytest.raises(InputError, match="cannot be written: Is a directory"):
        build_site(url, folder, SETTINGS.model_copy(update={"title": "Another"}), processes=2)
    page.rmdir()
    build_site(url, folder, SETTINGS.model_copy(update={"title": "Another"}), processes=2)
    build_site(url, tmp_path / "anew", SETTINGS.model_copy(update={"title": "Another"}), processes=1)
    assert files(folder) == files(tmp_path / "anew")


def test_a_store_that_is_none_is_said_so(tmp_path: Path) -> None:
    """A folder is not filled from a file that is no store."""
    (tmp_path / "desk.db").write_text("no database" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        build_site(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path / "site", SETTINGS)


def test_an_empty_store_has_a_site(tmp_path: Path) -> None:
    """Before anything is fetched there is a first page that says so, and the pages that list nothing."""
    with open_store(store_url(tmp_path)) as store:
        done = build_site(store.url, tmp_path / "site", SETTINGS)
    assert (tmp_path / "site" / "index.html").is_file()
    assert done.written == len(list((tmp_path / "site").rglob("*.html"))) >= 7


def test_a_page_that_cannot_be_made_costs_itself_alone(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug in one sort of page must not leave a desk without its site; the page is named, and tried again."""

    def broken(view: PageContext, address: str, *, site: str) -> str:
        if address == "topics.html":
            raise KeyError("a bug")
        return render_page(view, address, site=site)

    folder = tmp_path / "site"
    with monkeypatch.context() as patch:
        patch.setattr("reports.site.routes.render_page", broken)
        first = build_site(story.store.url, folder, SETTINGS, processes=1)
    assert first.failed == ("topics.html",)
    assert not (folder / "topics.html").exists()
    assert (folder / "index.html").exists()
    again = build_site(story.store.url, folder, SETTINGS, processes=1)
    assert (again.written, again.failed) == (1, ())
