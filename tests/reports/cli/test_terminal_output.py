"""Where a report goes."""

import pytest

from reports.cli.terminal_output import write_output
from tests.commands import COLUMNS, PAGED, ROWS, shown_at_terminal
from tracker.errors import InputError

SHORT = "WEAKENED: talks\n\n    will [-act-] {+talk+}\n"
LONG = SHORT + "a line\n" * ROWS


def at_terminal(text, **environment):
    """Return what a terminal of 24 rows shows when *text* is written to it, with the variables given."""
    code = "import sys; from reports.cli.terminal_output import write_output; write_output(sys.stdin.read(), None, pager=sys.argv[1] == 'y')"
    pager = environment.pop("pager", "y")
    return shown_at_terminal(["-c", code, pager], text, {"PAGER": PAGED} | environment)


def test_a_file_is_written_whole_and_leaves_no_scraps(tmp_path):
    """A reader of the file never sees half a report."""
    target = tmp_path / "quarter.html"
    target.write_text("old")
    write_output("new – neu", target)
    assert target.read_text("utf-8") == "new – neu"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """The error says which file could not be written, and why."""
    with pytest.raises(InputError, match=r"quarter\.html: cannot be written: No such file"):
        write_output("text", tmp_path / "missing" / "quarter.html")


def test_a_pipe_gets_plain_text(capsys):
    """No colour codes where a program reads."""
    write_output("will [-act-] {+talk+}\n", None)
    assert capsys.readouterr().out == "will [-act-] {+talk+}\n"


def test_a_terminal_gets_colour_and_a_short_text_no_pager():
    """What was struck is red there, and what fits on the screen is simply printed."""
    shown = at_terminal(SHORT)
    assert "\x1b[" in shown
    assert "paged:" not in shown
    assert "will" in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_the_text_as_a_pipe_would(environment):
    """NO_COLOR is a wish, and a dumb terminal would print escapes as letters."""
    assert at_terminal(SHORT, **environment) == SHORT


def test_what_is_longer_than_the_screen_goes_through_the_pager():
    """A report over a year does not scroll away; a pager that may print escapes as letters gets none."""
    shown = at_terminal(LONG)
    assert shown == "".join(f"paged:{line}\n" for line in LONG.splitlines())


def test_lines_that_wrap_count_as_what_they_take():
    """Ten paragraphs of ten rows each are longer than the screen."""
    assert at_terminal(("x" * COLUMNS * 10 + "\n") * 3).startswith("paged:")


@pytest.mark.parametrize(
    "environment",
    [{"pager": "n"}, {"PAGER": "cat"}, {"PAGER": ""}, {"PAGER": "no-such-pager"}, {"TERM": "dumb"}],
)
def test_a_pager_can_be_declined(environment):
    """With --no-pager, PAGER=cat or where there is none the text is printed at once."""
    shown = at_terminal(LONG, **environment)
    assert "paged:" not in shown
    assert shown.count("a line") == ROWS


def test_less_is_told_to_show_colours(tmp_path):
    """less prints escapes as letters unless it is asked not to."""
    less = tmp_path / "less"
    less.write_text('#!/bin/sh\necho "options: $LESS"\ncat\n')
    less.chmod(0o755)
    shown = at_terminal(LONG, PAGER=str(less))
    assert shown.startswith("options: -FX -R\n")
    assert "\x1b[" in shown
    assert at_terminal(LONG, PAGER=str(less), LESS="-S").startswith("options: -S -R\n")


def test_a_pager_that_is_left_early_is_no_error():
    """Whoever has seen enough after one screen gets no traceback."""
    assert at_terminal("a line\n" * 200_000, PAGER="head -1") == "a line\n"
