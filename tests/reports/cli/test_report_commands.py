"""``report`` and ``diff`` as a reader calls them."""

import json
from datetime import UTC, date, datetime

import pytest
import typer
from typer.testing import CliRunner

import reports.cli.comparison_commands
import reports.cli.report_commands
from tests.fakes import build_change, build_line, build_mention, build_release
from tracker.domain import Kind, Label, Problem
from tracker.health_states import HealthState, Trouble
from tracker.store import LineSpan, LineSummary, NamesUsed, RevisionInfo, SourceStatus, open_store

NOW = datetime(2031, 3, 5, tzinfo=UTC)
TEXTS = (
    "Consultations\n\n1. The two sides decided to respond to any further incursion into the Halden Sea.\n",
    "Consultations\n\n1. The two sides will consider responding to any further incursion into the Halden Sea.\n",
)


class Shelf:
    """A store that holds two changes, asked as the store is asked."""

    def __init__(self, *changes, problems=(), watches=(), troubles=(), withdrawn=()):
        self.stored_releases, self.found_problems, self.asked = changes, problems, []
        self.found = watches, troubles, withdrawn
        self.newest_from = None  # the day from which on a screen is enough

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def sources(self):
        return ["norvale-mfa"] if self.stored_releases else []

    def changes(self, query):
        self.asked.append(query)
        return [
            change
            for change in self.stored_releases
            if (query.since or date.min) <= change.release.published_on <= (query.until or date.max)
            and query.line in (None, change.line.id)
            and (not query.labels or change.label in query.labels)
            and (query.ids is None or change.id in query.ids)
        ]

    def line_spans(self, source=None):
        return [
            LineSpan(change.before.unit.kind, date(2030, 1, 2), change.release.published_on)
            for change in self.stored_releases
            if source in (None, change.line.source)
        ]

    def lines(self, source=None):
        assert source is None
        return [
            LineSummary(
                change.line, 1, date(2030, 1, 2), change.release.published_on, 4, Kind.U_OWN, None, ""
            )
            for change in self.stored_releases
        ]

    def change_summaries(self, since, until, source=None):
        assert source is None or source
        assert since is None or until is None or since <= until
        return []  # nothing new is held

    def releases(self):
        return []

    def sources_of_copies(self, _release_id):
        return ()

    def releases_before(self, *_, **__):
        return ()

    def revision_texts(self, _release_id):
        return ()

    def text_edits(self, **_):
        return []

    def text_as_read(self, _revision_id):
        return ""

    def level_history(self, line_ids):
        return {line: ((date(2030, 1, 2), 4, Kind.U_OWN),) for line in line_ids}

    def revision_infos(self, revision_ids):
        return {one: RevisionInfo(1, NOW, "") for one in revision_ids}

    def line_quotes(self, _line_ids):
        return {}

    def link_scores(self, _unit_ids):
        return {}

    def releases_by_source(self, _since, _until):
        return {"norvale-mfa": len(self.stored_releases)}

    def day_of_newest_change(self, _number, _until):
        return self.newest_from

    def first_statement_on(self):
        return date(2030, 1, 2)

    def names_used(self):
        return NamesUsed(frozenset({"Norvale", "JPN"}), frozenset({"military.alliance"}))

    def count_hits(self, _text, **_filters):
        return 0

    def find_line(self, text):
        return next(change.line for change in self.stored_releases if text in change.line.name)

    def problems(self):
        return list(self.found_problems)

    def source_statuses(self):
        return {watched.source: watched for watched in self.found[0]}

    def troubles(self):
        return list(self.found[1])

    def withdrawn(self):
        return list(self.found[2])


@pytest.fixture
def call(monkeypatch, tmp_path):
    """Run a command in an empty folder; a shelf handed over stands in for the store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_TRACKER_CONFIG", raising=False)
    monkeypatch.delenv("POLICY_TRACKER_STORE_URL", raising=False)
    app = typer.Typer(pretty_exceptions_enable=False)
    reports.cli.report_commands.register(app)
    reports.cli.comparison_commands.register(app)

    def run(*arguments, shelf=None):
        if shelf is not None:
            monkeypatch.setattr("reports.cli.report_commands.open_held_store", lambda _: shelf)
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


def shelf(**options):
    later = build_release("NV-2031-009", published_on=date(2031, 5, 1))
    return Shelf(
        build_change(
            Label.REVERSED,
            line=build_line("engage Lurania"),
            after=build_mention("Norvale will not respond to any further incursion into the Halden Sea."),
        ),
        build_change(
            Label.REAFFIRMED, line=build_line("patrol"), release=later, after=build_mention(release=later)
        ),
        **options,
    )


def test_an_empty_store_says_what_to_do_next(call):
    """A fresh store gives one line of advice, not an empty page."""
    open_store("sqlite:///commitments.db").close()
    result = call("report")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("the store is empty; `policy-tracker ingest PATH…`")
    assert result.stderr.count("\n") == 1


def test_by_default_a_report_is_text_about_everything(call):
    """Without options: the news of all that is held on one screen; with --all everything of it."""
    held = shelf(problems=[Problem("estmark", "answered 503")])
    screen = call("report", shelf=held).stdout
    assert "1. ⇄ REVERSED: Norvale, 2031-03-04: " in screen
    assert "Said again: 1 statement, 1 of them word for word." in screen
    assert "estmark: answered 503" in screen
    assert len(screen.splitlines()) < 24
    result = call("report", "--all", shelf=held)
    assert result.exit_code == 0
    assert "1 commitment reversed, 1 continues." in result.stdout
    assert "REVERSED: engage Lurania" in result.stdout
    assert "estmark: answered 503" in result.stdout
    assert "no earlier statement in the texts held since 2030-01-02" in " ".join(result.stdout.split())


def test_the_last_section_says_which_sources_were_looked_at(call):
    """A reader of a report learns what it could not see, and since when."""
    now = datetime.now(UTC)
    fine = SourceStatus("norvale-mfa", checked_at=now, succeeded_at=now)
    broken = SourceStatus("estmark", HealthState.BROKEN, since=NOW, checked_at=now)
    trouble = Trouble("estmark", "", HealthState.BROKEN, "the server answered 503", "ask later", NOW, now, 3)
    held = shelf(watches=[fine, broken], troubles=[trouble])
    said = " ".join(call("report", "--all", shelf=held).stdout.partition("\nSOURCES\n")[2].split())
    assert "1 of 2 sources answered, last on " in said
    assert "BROKEN: estmark. Fails since 5 March 2031 00:00 UTC (3 checks): the server answered 503" in said
    values = json.loads(call("report", "--format", "json", shelf=held).stdout)
    assert [row["state"] for row in values["sources"]["sources"]] == ["broken", "ok"]


def test_a_report_on_one_source_speaks_of_that_source_alone(call):
    """Who asked for Norvale is not told that Estmark does not answer."""
    held = shelf(watches=[SourceStatus("norvale-mfa", checked_at=NOW), SourceStatus("estmark")])
    assert "estmark" not in call("report", "--source", "norvale-mfa", shelf=held).stdout
    said = call("report", "--all", "--line", "patrol", shelf=held).stdout
    assert "The source answered, last on 5 March 2031 00:00 UTC." in said


def test_a_source_of_the_file_that_was_never_asked_is_named(call, tmp_path):
    """The report holds nothing of it, and says so."""
    (tmp_path / "config.toml").write_text(
        '[[sources]]\nid = "veskia"\nkind = "feed"\nurl = "https://veskia.example/feed"\n'
    )
    said = " ".join(call("report", shelf=shelf()).stdout.split())
    assert "NOT CHECKED: veskia. Not checked yet: nothing of it is in this report." in said


def test_what_was_withdrawn_in_the_window_is_listed(call):
    """A withdrawal is told once: in the report on the days in which it was found."""
    gone = [(build_release("NV-2030-007", title="Joint statement"), datetime(2031, 4, 2, tzinfo=UTC))]
    held = shelf(watches=[SourceStatus("norvale-mfa")], withdrawn=gone)
    assert "found gone 2 April 2031" in " ".join(call("report", "--since", "2031", shelf=held).stdout.split())
    assert "found gone" not in call("report", "--until", "2031-03", shelf=held).stdout


def test_a_screen_of_a_large_archive_is_of_its_latest_stretch(call):
    """Nobody reads ten years on one screen: what was looked at is said, and any day or --all goes further back."""
    for given, first in (((), date(2031, 3, 1)), (("--since", "2030"), date(2030, 1, 1)), (("--all",), None)):
        held = shelf()
        held.newest_from = date(2031, 3, 1)
        result = call("report", *given, shelf=held)
        assert held.asked[0].since == first
        assert ("looked at from 2031-03-01 on" in result.stderr) == (not given)


def test_a_window_is_asked_of_the_store_with_both_ends_in_it(call):
    """A month named as the end counts to its last day."""
    held = shelf()
    result = call("report", "--since", "2031-03", "--until", "2031-04", shelf=held)
    assert (held.asked[0].since, held.asked[0].until) == (date(2031, 3, 1), date(2031, 4, 30))
    assert "REVERSED" in result.stdout
    assert "Said again" not in result.stdout


@pytest.mark.parametrize("text", ["yesterday", "2031-13", "2031-02-30", "31.3.2031", "2031-00"])
def test_a_since_that_is_no_date_is_a_wrong_call(call, text):
    """Exit code 2 and one line that shows how dates are written."""
    result = call("report", "--since", text)
    assert result.exit_code == 2
    assert result.stderr == f'--since: "{text}" is no date; write 2031-03-04, 2031-03 or 2031\n'


def test_a_window_that_ends_before_it_starts_is_a_wrong_call(call):
    """Nothing could be in it."""
    result = call("report", "--since", "2031-04", "--until", "2031-03")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "swap them" in result.stderr


def test_a_label_that_does_not_exist_is_a_wrong_call(call):
    """A slip in a label does not give an empty page."""
    result = call("report", "--label", "weakend")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert 'did you mean "WEAKENED"?' in result.stderr


def test_labels_topics_and_lines_narrow_a_report(call):
    """Each option leaves out what it does not name."""
    assert "patrol" not in call("report", "--label", "reversed", shelf=shelf()).stdout
    assert "engage Lurania" not in call("report", "--line", "patrol", shelf=shelf()).stdout
    asked = call("report", "--topic", "military", "--party", "Japan", "--json", shelf=shelf())
    assert asked.stdout == ""
    assert "the filters leave" not in asked.stderr
    for arguments, mend in (
        (("--topic", "militry"), 'there is no topic "militry"; did you mean "military"?'),
        (("--party", "Norwale"), 'nobody is called "Norwale"; did you mean "Norvale"?'),
    ):
        refused = call("report", *arguments, shelf=shelf())
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert mend in refused.stderr


def test_a_source_of_which_nothing_is_held_is_named_with_those_that_are(call):
    """A slip in a source id does not give an empty page either."""
    result = call("report", "--source", "norvale", shelf=shelf())
    assert result.exit_code == 2
    assert (
        result.stderr
        == '--source: nothing is held of "norvale"; did you mean "norvale-mfa"? There is: norvale-mfa\n'
    )


def test_where_nothing_matches_the_reader_learns_what_is_held(call):
    """The window was empty, not the store."""
    result = call("report", "--since", "2040", shelf=shelf())
    assert result.exit_code == 0
    assert "the store holds statements from 2030-01-02 to 2031-05-01" in result.stderr


def test_the_name_of_the_file_says_how_it_is_written(call, tmp_path):
    """quarter.html is a page, quarter.md is Markdown, unless --format says otherwise."""
    call("report", "-o", "quarter.html", shelf=shelf())
    call("report", "-o", "quarter.md", shelf=shelf())
    call("report", "-o", "quarter.txt", "--format", "json", shelf=shelf())
    assert (tmp_path / "quarter.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "quarter.md").read_text("utf-8").startswith("# Norvale")
    assert json.loads((tmp_path / "quarter.txt").read_text("utf-8"))["title"] == "Norvale"


def test_where_the_site_has_an_address_a_report_links_the_texts_kept(call, tmp_path):
    """[site] url is all it takes: a quote whose page is gone is still a click away."""
    (tmp_path / "config.toml").write_text('[site]\nurl = "https://desk.example/texts/"\n')
    for form in ("html", "md", "text"):
        said = call("report", "--all", "--format", form, shelf=shelf()).stdout
        assert f"https://desk.example/texts/releases/{build_release().id}.html#u-" in said
    (tmp_path / "config.toml").write_text("")
    assert "desk.example" not in call("report", "--format", "html", shelf=shelf()).stdout


def test_json_is_one_change_a_line(call):
    """The rows are those of ``export changes``, in the order of the report."""
    result = call("report", "--json", shelf=shelf())
    assert [json.loads(line)["label"] for line in result.stdout.splitlines()] == ["REVERSED", "REAFFIRMED"]


def test_diff_redlines_two_files_without_a_store(call, tmp_path):
    """In a pipe: [-struck-] and {+added+}, no colour, and no store left behind."""
    for name, text in zip(("a.txt", "b.txt"), TEXTS, strict=True):
        (tmp_path / name).write_text(text)
    result = call("diff", "a.txt", "b.txt")
    assert result.exit_code == 0, result.stderr
    assert "to any further incursion" in " ".join(result.stdout.split())
    assert "WEAKENED" in result.stdout
    assert "undated → undated" in result.stdout
    assert "[-" in result.stdout
    assert "{+" in result.stdout
    assert "\x1b" not in result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_diff_prints_rows_and_pages_too(call, tmp_path):
    """A program gets JSON, a colleague gets HTML."""
    for name, text in zip(("a.txt", "b.txt"), TEXTS, strict=True):
        (tmp_path / name).write_text(text)
    (row,) = call("diff", "a.txt", "b.txt", "--json").stdout.splitlines()
    assert json.loads(row)["label"] == "WEAKENED"
    assert "<ins>" in call("diff", "a.txt", "b.txt", "--format", "html").stdout


def test_diff_of_texts_that_say_nothing_says_so(call, tmp_path):
    """An empty comparison is explained, not left blank."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Consultations\n\nThe weather was fine.\n")
    result = call("diff", "a.txt", "b.txt")
    assert result.exit_code == 0
    assert result.stderr == "no commitment or position was found in either text\n"


def test_diff_takes_the_address_of_a_release(call):
    """Who pastes the address of a page means the release at it, and no file."""
    open_store("sqlite:///commitments.db").close()
    url = "https://norvale.example/statements/1"
    assert f"no release is called '{url}'" in call("diff", url).stderr


def test_diff_of_a_file_that_is_not_there_is_one_line(call):
    """Exit code 1, the name of the file, no traceback."""
    result = call("diff", "a.txt", "b.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "a.txt" in result.stderr


def test_diff_counts_what_is_silent_unless_all_is_asked_for(call, tmp_path):
    """What moved comes first; what only one text says is a number until it is wanted."""
    (tmp_path / "a.txt").write_text(f"{TEXTS[0]}\n2. Norvale will patrol the strait.\n")
    (tmp_path / "b.txt").write_text(TEXTS[1])
    short = " ".join(call("diff", "a.txt", "b.txt").stdout.split())
    assert "WHAT WAS NOT REPEATED (1 commitment)" in short
    assert "--all shows them." in short
    assert "will patrol the strait" not in short
    assert "will patrol the strait" in call("diff", "a.txt", "b.txt", "--all").stdout


def test_redline_shows_two_whole_texts(call, tmp_path):
    """Every paragraph that differs, with its words marked; no store is left behind."""
    for name, text in zip(("a.txt", "b.txt"), TEXTS, strict=True):
        (tmp_path / name).write_text(text)
    shown = call("redline", "a.txt", "b.txt")
    assert shown.exit_code == 0, shown.stderr
    assert "changed" in shown.stdout
    assert "will consider responding" in " ".join(shown.stdout.split())
    assert shown.stdout.startswith("a (undated)\n→ b (undated)\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
