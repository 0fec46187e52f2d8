"""The atlas that stays in a file: who makes it, who reads it, and when it is no use."""

from __future__ import annotations

import threading

import pytest

from reports.formula.configured import WatchedFormulas
from reports.site import kept_index as kept_module
from reports.site.kept_index import KeptIndex, kept_index
from reports.site.pages.comparison import compare_page
from reports.site.pages.comparison.compare_page import CompareChoice
from reports.web import live_index
from reports.web.live_index import LiveIndex
from tracker.formula.wording import parse_formula


@pytest.fixture
def builds(monkeypatch):
    """What was read of the store to build an atlas: one entry each time."""
    done, build = [], live_index.build_index

    def counted(store, held, watched):
        made = build(store, held, watched)
        if held is None or made.lines is not held.lines:
            done.append(made.generation)
        return made

    monkeypatch.setattr(live_index, "build_index", counted)
    return done


@pytest.fixture
def path(tmp_path):
    """Where the atlas is kept."""
    return tmp_path / "site.columns"


def lines_of(index):
    return list(index.page_context.atlas.lines.values())


def test_a_server_that_starts_again_reads_nothing_anew(desk, store, path, builds):
    """What was said is as it was: releases, lines and changes are those of the file, and the store is not gone through."""
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    first = LiveIndex(store, kept=KeptIndex(path))
    again = LiveIndex(store, kept=KeptIndex(path))
    assert len(builds) == 1
    assert lines_of(again) == lines_of(first) != []
    assert again.page_context.atlas.generation == store.generation()


def test_what_takes_seconds_is_found_in_the_file_too(desk, store, path, monkeypatch):
    """The news of the first page, the deadlines and the pairs ready to compare were looked for by who wrote the file: the next process goes through nothing for them."""
    pair = CompareChoice(
        "Thirteenth Dialogue, against Twelfth Dialogue", "2031-03-04", "compare.html?a=1&b=2"
    )
    monkeypatch.setattr(compare_page, "_latest_pairs", lambda _view: iter([pair]))
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    first = LiveIndex(store, kept=KeptIndex(path)).page_context.atlas
    again = LiveIndex(store, kept=KeptIndex(path)).page_context.atlas
    assert again.kept.keys() == {"news", "deadlines", "ready pairs"}
    assert again.kept["ready pairs"] == (pair,)
    assert again.kept == {name: first.kept[name] for name in again.kept}


def test_one_of_several_processes_goes_through_the_store_for_all(desk, store, path, builds):
    """The others read the file it wrote, at the start and when something is new."""
    one, other = (LiveIndex(store, kept=KeptIndex(path)) for _ in range(2))
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    assert one.refresh()
    assert other.refresh()
    assert len(builds) == 2
    assert lines_of(other) == lines_of(one) != []


def test_while_another_process_is_at_it_pages_stay_as_they_are(desk, store, path, builds):
    """A server does not go through the store a second time at once; it looks again later, and whoever starts waits."""
    kept = KeptIndex(path)
    followed = LiveIndex(store, kept=kept)
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    started: list[LiveIndex] = []
    starting = threading.Thread(target=lambda: started.append(LiveIndex(store, kept=KeptIndex(path))))
    with kept.turn(wait=True) as ours:
        assert ours
        assert not followed.refresh()
        assert lines_of(followed) == []
        starting.start()
        starting.join(0.2)
        assert not started
    starting.join(60)
    assert followed.refresh()
    assert lines_of(followed) == lines_of(started[0]) != []
    assert len(builds) == 2


@pytest.mark.parametrize(("slow", "lines"), [(0.0, 1), (60.0, 2)])
def test_an_earlier_state_answers_where_another_takes_long_to_make(
    desk, store, path, monkeypatch, slow, lines
):
    """A large store is served as it was when the server last ran, until it was gone through; a small one is gone through first."""
    monkeypatch.setattr(kept_module, "SLOW", slow)
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    LiveIndex(store, kept=KeptIndex(path))
    desk.say("NV-2", {"trade": "Norvale will cut tariffs."})
    followed = LiveIndex(store, kept=KeptIndex(path))
    assert len(lines_of(followed)) == lines
    assert followed.refresh() == (lines == 1)
    assert len(lines_of(followed)) == 2


def test_what_other_code_made_is_made_anew(desk, store, path, builds, monkeypatch):
    """After an upgrade columns may mean something else."""
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    LiveIndex(store, kept=KeptIndex(path))
    monkeypatch.setattr(kept_module, "code_fingerprint", lambda: "of the next version")
    LiveIndex(store, kept=KeptIndex(path))
    assert len(builds) == 2


def test_formulas_are_those_of_the_configuration_of_today(store, path):
    """Which formulas have pages is no part of the store: a restart takes up what was written into config.toml since."""
    LiveIndex(store, kept=KeptIndex(path))
    watched = WatchedFormulas((parse_formula("patrol the sea", "Patrols"),))
    assert LiveIndex(store, watched=watched, kept=KeptIndex(path)).page_context.atlas.watched == watched


def test_a_damaged_file_is_made_anew(desk, store, path, builds, caplog):
    """It is told in the log, and costs the time it saves."""
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    LiveIndex(store, kept=KeptIndex(path))
    path.write_bytes(path.read_bytes()[:-40])
    assert len(lines_of(LiveIndex(store, kept=KeptIndex(path)))) == 1
    assert len(builds) == 2
    assert "made anew" in caplog.text


def test_without_room_in_its_folder_every_process_has_its_own(desk, store, path, monkeypatch, caplog):
    """Pages are served all the same, and the log says that the next start takes as long."""

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_module, "put_in_place", full)
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    assert len(lines_of(LiveIndex(store, kept=KeptIndex(path)))) == 1
    assert not path.exists()
    assert "not kept for the next start" in caplog.text


def test_nobody_else_reads_what_is_kept(store, path):
    """It says what the store says."""
    LiveIndex(store, kept=KeptIndex(path))
    assert path.stat().st_mode & 0o077 == 0


def test_the_folder_is_that_of_the_service_else_of_the_user(tmp_path):
    """CACHE_DIRECTORY is systemd's, XDG_CACHE_HOME the user's; a store that took another's place has another file."""
    file = tmp_path / "desk.db"
    file.touch()
    url, service, user = f"sqlite:///{file}", str(tmp_path / "service"), str(tmp_path / "user")
    given = {"CACHE_DIRECTORY": f"{service}:/elsewhere", "XDG_CACHE_HOME": user}
    assert kept_index(url, given).path.parent == tmp_path / "service"
    mine = kept_index(url, {"XDG_CACHE_HOME": user}).path
    assert mine.parent == tmp_path / "user" / "policy-tracker"
    (tmp_path / "other.db").touch()
    (tmp_path / "other.db").replace(file)
    assert kept_index(url, {"XDG_CACHE_HOME": user}).path != mine


def test_without_a_folder_of_its_own_nothing_is_kept(tmp_path, caplog):
    """A user without a home, as of a service, is served as before."""
    (tmp_path / "file").touch()
    assert kept_index("sqlite:///desk.db", {"XDG_CACHE_HOME": str(tmp_path / "file")}).path is None
    assert "not kept for the next start" in caplog.text
