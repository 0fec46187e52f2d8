"""The documentation says what the code does: commands, keys, labels, kinds, errors, links."""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel
from typer.testing import CliRunner

import jobs.logs
import jobs.maintenance
import jobs.monitoring.metrics_settings
import jobs.scheduling.schedule
import reports.config.mail_settings
import reports.config.site_settings
import reports.config.subscriber_settings
import reports.formula.configured
import reports.mail.alert_config
import tracker.config
import tracker.config.declared_sources
import tracker.sources.declaration.source_table
from jobs.cli import build_app
from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE
from tracker import errors, pipeline
from tracker.config import CONFIG_VARIABLE, STORE_VARIABLE
from tracker.domain import Cause, Kind, Label, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link as link_units
from tracker.pipeline import Reading

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
SECTIONS = {  # the model of a section, by its name → its heading in configuration.md
    "store": "`[store]`",
    "fetch": "`[fetch]`",
    "engine": "`[engine]`",
    "sourcetable": "`[[sources]]`",
    "selectors": "`[sources.selectors]`",
    "paging": "`[sources.paging]`",
    "fields": "`[sources.fields]`",
    "detail": "`[sources.detail]`",
    "manners": "`[sources.manners]`",
    "fallback": "`[sources.fallback]`",
    "series": "`[[series]]`",
    "jobs": "`[jobs]`",
    "mail": "`[mail]`",
    "sitesettings": "`[site]`",
    "metrics": "`[metrics]`",
    "logsettings": "`[log]`",
    "retention": "`[retention]`",
    "subscriber": "`[[subscribers]]`",
    "formula": "`[[formulas]]`",
    "alert": "`[[alerts]]`",
}
WORKED = 2  # examples of each label
PARTIES = """[parties]
Norvale = ["Norvale"]
Estmark = ["Estmark"]
Lurania = ["Lurania"]
Ostmere = ["Ostmere"]
Veskia = ["Veskia"]
"""
EXAMPLE = re.compile(r"^- “([^”]+)” → “([^”]+)”(?:: \*(.+?)\*)?\.", re.MULTILINE)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine that is shipped, told of the invented states."""
    lexicon = tmp_path_factory.mktemp("lexicon") / "states.toml"
    lexicon.write_text(PARTIES)
    return default_engine(lexicon_files=[str(lexicon)])


def read_text(engine: Engine, text: str, day: date, title: str = "Statement") -> tuple[Release, Reading]:
    """Read *text* as a release of Norvale on *day*."""
    release = Release(content_id(str(day)), "norvale", str(day), "Norvale", "", title, day)
    body = text.encode()
    seen = datetime(2031, 12, 31, tzinfo=UTC)
    revision = Revision(content_id(str(day), body), release, 1, body, "text/plain", "utf-8", seen)
    return release, pipeline.read(revision, engine)


def worked() -> Iterator[Any]:
    """Yield the examples of docs/change-labels.md that are two sentences: label, before, after, rule."""
    for label in Label:
        said = re.sub(r"\n +", " ", section(text_of("change-labels.md"), label.value))
        for before, after, rule in EXAMPLE.findall(said):
            yield pytest.param(label, before, after, rule, id=f"{label}: {after[:40]}")


def text_of(name: str) -> str:
    """Return a page of docs/."""
    return (DOCS / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """Return what stands under *heading*, up to the next heading of any depth."""
    found = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command of the app with the words that call it."""
    group = group or typer.main.get_command(build_app())
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield (*path, name), command


COMMANDS = [pytest.param(path, command, id=" ".join(path)) for path, command in commands()]


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_and_option_is_documented(path, command):
    """Who looks up a command in docs/commands.md finds it, each of its options, and the example of --help."""
    said = section(text_of("commands.md"), f"`policy-tracker {' '.join(path)}`")
    options = [name for parameter in command.params for name in parameter.opts if name.startswith("-")]
    assert [name for name in options if f"`{name}`" not in said] == []
    assert command.epilog.removeprefix("Example: ") in said


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_help_holds_an_example(path, command):
    """Help without an example helps those who know already."""
    shown = CliRunner().invoke(build_app(), [*path, "--help"])
    assert shown.exit_code == 0
    assert "Example: policy-tracker" in " ".join(shown.output.split())


def test_no_command_is_documented_that_is_not_there():
    """A command that was taken out leaves the documentation with it."""
    said = set(re.findall(r"^## `policy-tracker ([\w ]+)`$", text_of("commands.md"), re.MULTILINE))
    assert said == {" ".join(path) for path, _ in commands()}


def models() -> dict[str, type[BaseModel]]:
    """Return the models of config.toml that have keys, by section."""
    homes = (
        tracker.config,
        tracker.config.declared_sources,
        tracker.sources.declaration.source_table,
        jobs.scheduling.schedule,
        reports.config.mail_settings,
        reports.config.subscriber_settings,
        reports.config.site_settings,
        reports.formula.configured,
        reports.mail.alert_config,
        jobs.monitoring.metrics_settings,
        jobs.logs,
        jobs.maintenance,
    )
    return {
        name.strip("_").lower(): value
        for home in homes
        for name, value in vars(home).items()
        if inspect.isclass(value) and issubclass(value, BaseModel) and value.model_fields
    }


def keys_of(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of *model* that are no section of their own, with their defaults as TOML writes them."""
    return {
        info.alias or name: "required"
        if info.is_required()
        else toml(info.get_default(call_default_factory=True))
        for name, info in model.model_fields.items()
        if not (inspect.isclass(info.annotation) and issubclass(info.annotation, BaseModel))
    }


def toml(value: object) -> str:
    """Return *value* as TOML writes it; "" for None, which TOML does not know."""
    if value is None:
        return ""
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f'"{value}"'
        if isinstance(value, str)
        else str(value)
    )


def test_every_section_of_the_configuration_has_its_heading():
    """A new section of config.toml is documented before it is shipped."""
    assert models().keys() == SECTIONS.keys()


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_is_documented_with_its_default(name):
    """docs/configuration.md lists exactly the keys a section takes, each with its true default."""
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+?) \|", section(text_of("configuration.md"), SECTIONS[name]), re.MULTILINE
    )
    said, true = dict(rows), keys_of(models()[name])
    assert said.keys() == true.keys()
    wrong = {key: said[key] for key, default in true.items() if default and said[key].strip("`") != default}
    assert wrong == {}


@pytest.mark.parametrize("variable", [CONFIG_VARIABLE, STORE_VARIABLE, SMTP_PASSWORD_VARIABLE])
def test_every_environment_variable_is_documented(variable):
    """What the program reads from its environment is written down."""
    assert f"`{variable}`" in section(text_of("configuration.md"), "Environment")


@pytest.mark.parametrize("label", Label)
def test_every_label_is_documented_with_two_examples(label):
    """A reader who disputes a label finds its rule and two worked examples."""
    said = section(text_of("change-labels.md"), label.value)
    assert len(re.findall(r"^- ", said, re.MULTILINE)) >= WORKED
    assert said.strip().split("\n- ")[0].strip(), "no rule"


@pytest.mark.parametrize(("label", "before", "after", "rule"), list(worked()))
def test_a_worked_example_gets_its_label(engine, label, before, after, rule):
    """What docs/change-labels.md shows of a label is what the engine says of these two sentences."""
    earlier, first = read_text(engine, f"Norvale {before}.", date(2031, 1, 10))
    later, second = read_text(engine, f"Norvale {after}.", date(2031, 2, 10))
    started = link_units(first.units, earlier, LineHistory())
    standing = LineHistory.of(
        earlier, [(unit, link.line) for unit, link in zip(first.units, started, strict=True)]
    )
    (change,) = pipeline.relate(second, later, standing, engine, Cause.RELEASE).changes
    assert (change.label, change.before is None) == (label, False)
    assert change.rule.startswith(rule)


@pytest.mark.usefixtures("trained_reader")
@pytest.mark.parametrize("kind", Kind)
def test_the_example_of_a_kind_is_read_on_its_ladder(engine, kind):
    """What docs/glossary.md shows of a kind is read as one unit of that family; kinds within it are closer calls."""
    row = re.search(
        rf"^\| `{re.escape(kind.value)}` \| .+? \| “(.+?)” \|$", text_of("glossary.md"), re.MULTILINE
    )
    assert row
    speaker = "The two sides" if kind is Kind.U_JOINT else "Norvale"
    title = "Norvale-Estmark Strategic Dialogue" if kind is Kind.U_JOINT else "Statement"
    _, reading = read_text(engine, f"{speaker} {row[1]}.", date(2031, 1, 10), title)
    assert [unit.kind.family for unit in reading.units] == [kind.family]


def test_no_label_is_documented_that_is_not_there():
    """A label that was taken out leaves the documentation with it."""
    said = re.findall(r"^### ([A-Z_]+)$", text_of("change-labels.md"), re.MULTILINE)
    assert sorted(said) == sorted(label.value for label in Label)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_documented(kind):
    """The glossary says of each kind what it does, with an example."""
    row = re.search(
        rf"^\| `{re.escape(kind.value)}` \| (.+?) \| “.+?” \|$", text_of("glossary.md"), re.MULTILINE
    )
    assert row


def test_every_error_is_drawn():
    """The tree at the top of tracker/errors.py is the tree of the classes below it."""
    drawn = set(re.findall(r"^ {4}(?:[├└]── )?(\w+)\s{2,}\S", errors.__doc__ or "", re.MULTILINE))
    drawn |= set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    classes = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.TrackerError)
    }
    assert drawn == classes


def links() -> Iterator[tuple[Path, str]]:
    """Yield every relative link of every page."""
    for page in PAGES:
        prose = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            if not re.match(r"[a-z]+:", target):
                yield page, target


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of *page*, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere():
    """A link in README, CONTRIBUTING or docs/ leads to a file that is there, and to a heading in it."""
    broken = []
    for page, target in links():
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


@pytest.mark.parametrize("page", ["journey.md", "first-day.md"])
def test_every_name_of_ours_in_a_page_about_the_code_exists(page):
    """docs/journey.md follows a release by names of functions, docs/first-day.md says where to look: names must be true."""
    names = set(re.findall(r"`((?:tracker|jobs|reports)(?:\.\w+)+)`", text_of(page)))
    assert names
    missing = [name for name in sorted(names) if not exists(name)]
    assert missing == []


def test_every_folder_named_on_the_first_day_exists():
    """docs/first-day.md names folders and files by their paths."""
    paths = set(re.findall(r"`((?:tracker|jobs|reports|tests|training)/[\w/.-]+)`", text_of("first-day.md")))
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def exists(name: str) -> bool:
    """Return whether *name* is a module, or an attribute of one, however deep."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_decision_has_its_four_parts():
    """A decision says what it was decided on, what was given up and what would change our mind."""
    parts = ("Context", "Decision", "What we gave up", "What would change our mind")
    for page in sorted((DOCS / "decisions").glob("*.md")):
        text = page.read_text("utf-8")
        assert [part for part in parts if f"## {part}\n" not in text] == [], page.name


def test_every_runtime_dependency_has_its_reason():
    """What a user installs because of us is named in decision 0010, with why."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[<>=\[ ]", line, maxsplit=1)[0] for line in project["dependencies"]}
    said = set(re.findall(r"^\| `([\w-]+)` \|", text_of("decisions/0010-dependencies.md"), re.MULTILINE))
    assert said == names
