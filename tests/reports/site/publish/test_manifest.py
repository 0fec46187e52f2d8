"""Which files of a folder are ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.site.publish.manifest import NAME, open_manifest
from tracker.errors import InputError


def test_what_was_noted_is_held_the_next_time(tmp_path: Path) -> None:
    """A file that was finished, and one that was begun, are known however the build ended."""
    with open_manifest(tmp_path / "site") as manifest:
        manifest.record({"index.html": "", "lines/a.html": ""})
        manifest.record({"index.html": "print"})
    with open_manifest(tmp_path / "site") as manifest:
        assert manifest.entries == {"index.html": "print", "lines/a.html": ""}
        manifest.replace_all({"about.html": "other", ":made": "state"})
    with open_manifest(tmp_path / "site") as manifest:
        assert manifest.entries == {"about.html": "other", ":made": "state"}


def test_a_line_cut_short_is_not_believed(tmp_path: Path) -> None:
    """A build that was killed while it wrote its list loses the last line of it, and none that follows."""
    with open_manifest(tmp_path) as manifest:
        manifest.record({"index.html": "print"})
    path = tmp_path / NAME
    path.write_text(path.read_text("utf-8") + "abc lines/a.ht", encoding="utf-8")
    with open_manifest(tmp_path) as manifest:
        assert manifest.entries == {"index.html": "print"}
        manifest.record({"lines/b.html": "print"})
    with open_manifest(tmp_path) as manifest:
        assert manifest.entries == {"index.html": "print", "lines/b.html": "print"}


def test_a_folder_that_was_only_begun_is_ours(tmp_path: Path) -> None:
    """A build killed before it had written a line can be run again."""
    (tmp_path / NAME).write_text("policy-tr", encoding="utf-8")
    with open_manifest(tmp_path) as manifest:
        manifest.record({"index.html": "print"})
    with open_manifest(tmp_path) as manifest:
        assert manifest.entries == {"index.html": "print"}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """A folder with something in it that we did not write is refused in one line, and stays as it is."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with (
        pytest.raises(InputError, match="not empty and holds no site; name an empty one"),
        open_manifest(tmp_path),
    ):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    """What cannot be a folder is said so in one line."""
    (tmp_path / "site").write_text("", encoding="utf-8")
    with (
        pytest.raises(InputError, match="site: cannot be written: File exists"),
        open_manifest(tmp_path / "site"),
    ):
        pass


def test_a_list_of_another_make_is_not_guessed_at(tmp_path: Path) -> None:
    """A list this version does not know may mean anything: nothing is deleted by it."""
    (tmp_path / NAME).write_text("policy-tracker site 99\nprint index.html\n", encoding="utf-8")
    with (
        pytest.raises(InputError, match="no list of a site that this version knows"),
        open_manifest(tmp_path),
    ):
        pass


def test_a_list_names_no_file_outside_of_its_folder(tmp_path: Path) -> None:
    """Whoever can write the list cannot have us delete what is not beside it."""
    listed = ("../secret", "/etc/passwd", "a/../../b.html", ".hidden", "a//b.html", "lines/./a.html", "")
    lines = "".join(f"print {address}\n" for address in listed)
    (tmp_path / NAME).write_text(f"policy-tracker site 1\n{lines}print index.html\n", encoding="utf-8")
    with open_manifest(tmp_path) as manifest:
        assert manifest.entries == {"index.html": "print"}


def test_two_builds_do_not_write_one_folder(tmp_path: Path) -> None:
    """The second is told to wait; it would put older pages over newer ones."""
    with (
        open_manifest(tmp_path),
        pytest.raises(InputError, match="another build is at work here"),
        open_manifest(tmp_path),
    ):
        pass
