"""Where a report goes."""

import pytest

from reports.output import write
from tracker.errors import InputError


def test_a_file_is_written_whole_and_leaves_no_scraps(tmp_path):
    """A reader of the file never sees half a report."""
    target = tmp_path / "quarter.html"
    target.write_text("old")
    write("new – neu", target)
    assert target.read_text("utf-8") == "new – neu"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """The error says which file could not be written, and why."""
    with pytest.raises(InputError, match=r"quarter\.html: cannot be written: No such file"):
        write("text", tmp_path / "missing" / "quarter.html")


def test_a_pipe_gets_plain_text(capsys):
    """No colour codes where a program reads."""
    write("will [-act-] {+talk+}\n", None)
    assert capsys.readouterr().out == "will [-act-] {+talk+}\n"
