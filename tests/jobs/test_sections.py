"""The configuration as a whole: every command and ``doctor`` read all of it, and no value ends one with a traceback."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel
from typer.main import get_command
from typer.testing import CliRunner

from jobs.cli import build_app
from jobs.sections import SECTION_READERS, check_sections
from tests.commands import invoke
from tests.jobs.config_files import BROKEN_SECTIONS, section_models, toml_of, valid_values
from tracker.config import UPPER_SECTIONS, load_config
from tracker.errors import ConfigError

WRONG: tuple[Any, ...] = (
    3, -1, 10**30, 1e400, float("nan"), True, "", "\x00", "(a+", "%", "http://[::1", "javascript:alert(1)",
    "a" * 30_000, "Ünïcode ☂", [], ["\x00"], [3], {}, {"unknown": 1}, [[]], "{since:%Q}", "*",
)  # fmt: skip


def run(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Call a command; returns its exit code and the lines of standard error."""
    result = invoke(build_app(), *arguments, "--config", str(folder / "config.toml"))
    return result.exit_code, result.stderr.splitlines()


def config_with(folder: Path, section: str, keys: tuple[str, ...], value: Any) -> Path:
    """Write a valid configuration in which one key has *value*."""
    whole = valid_values()
    place: Any = whole[section]
    if isinstance(place, list):
        place = place[0]
    for key in keys[:-1]:
        place = place.setdefault(key, {})
    place[keys[-1]] = value
    path = folder / "config.toml"
    path.write_text(toml_of(whole), "utf-8")
    return path


def test_every_section_has_a_reader() -> None:
    """A section that nobody reads could say anything, and its operator would believe it."""
    assert set(SECTION_READERS) == set(UPPER_SECTIONS)
    assert {model for model, _ in section_models()} == {
        *UPPER_SECTIONS, "store", "fetch", "engine", "sources", "series"
    }  # fmt: skip


def test_a_file_without_readers_loads_nothing_of_theirs() -> None:
    """Whoever searches an archive that mails nobody does not wait for what checks mail, times and logs."""
    code = (
        "import sys; from jobs.sections import check_sections; from tracker.config import load_config;"
        "check_sections(load_config(None)); print({'reports.config.mail_settings', 'jobs.logs', 'apscheduler'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(("section", "text"), sorted(BROKEN_SECTIONS.items()))
def test_doctor_reads_every_section(tmp_path: Path, section: str, text: str) -> None:
    """What is wrong in any section is wrong to doctor: it would end a run at night."""
    (tmp_path / "config.toml").write_text(text)
    result = CliRunner().invoke(build_app(), ["doctor", "--config", str(tmp_path / "config.toml")])
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith("WRONG") and section in line]


NEED_NONE = {"demo", "init", "doctor", "sources presets"}  # doctor looks section by section


def commands(group: Any, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each command with the arguments it cannot do without."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
            continue
        needed: list[str] = []
        for one in command.params:
            if one.required:
                kind = one.type_descriptor.annotation
                value = next(iter(kind)).value if isinstance(kind, EnumType) else "2031-01-01"
                value = "desk@norvale.example" if one.opts[0] == "--to" else value
                needed += [one.opts[0], value] if one.opts[0].startswith("-") else [value]
        yield before + name, needed


@pytest.mark.parametrize(
    ("command", "needed"),
    [(name, needed) for name, needed in commands(get_command(build_app())) if name not in NEED_NONE],
)
def test_every_command_reads_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, needed: list[str]
) -> None:
    """Whoever lists lines in the morning learns that the site could not be published at night."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('[site]\nurl = "javascript:alert(1)"\n')
    code, (line,) = run(tmp_path, *command.split(), *needed)
    assert (code, "[site]" in line) == (2, True)


def keys_of(model: type[BaseModel], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the keys of *model* and of the tables in it."""
    for name, info in model.model_fields.items():
        key = (*before, info.alias or name)
        inner = info.annotation
        if get_origin(inner) in (types.UnionType, list):
            inner = next(iter(get_args(inner)))
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys_of(inner, key)
        yield key


KEYS = [(section, keys) for section, model in section_models() for keys in keys_of(model)]


@pytest.mark.parametrize(("section", "keys"), KEYS, ids=lambda part: str(part))
def test_no_value_of_a_key_ends_in_a_traceback(tmp_path: Path, section: str, keys: tuple[str, ...]) -> None:
    """Whatever is written for a key: it is taken, or one line says what is wrong with it."""
    said: list[str] = []
    for value in WRONG:
        path = config_with(tmp_path, section, keys, value)
        try:
            check_sections(load_config(path))
        except ConfigError as error:
            said.append(str(error))
    assert all("\n" not in line and (keys[-1] in line or section in line) for line in said)
    assert len(said) >= 5, "a key that takes nearly anything has no range"


@pytest.mark.parametrize(("section", "keys"), KEYS[::7], ids=lambda part: str(part))
def test_a_wrong_value_is_one_line_and_exit_2(tmp_path: Path, section: str, keys: tuple[str, ...]) -> None:
    """A number where a text or a table is due, as a slip of the keyboard leaves it."""
    config_with(tmp_path, section, keys, [[3]])
    code, lines = run(tmp_path, "run", "fetch")
    assert (code, len(lines)) == (2, 1)
    assert "Traceback" not in lines[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 100_000, "nested too deep"),
        ("[site]\ntitle = " + "1" * 10_000, "correct the TOML"),
        ("jobs = 3", "[jobs]: must be a table"),
        ("subscribers = 5", "two brackets"),
        ("[subscribers]\nid = 'x'", "two brackets"),
        ("mail = []", "must be a table"),
        ("[site]\ntitle = " + "[" * 30 + "]" * 30, "deep"),
    ],
)
def test_a_file_of_another_shape_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    """TOML of any shape, as deep as it may be, is read or refused in a line."""
    (tmp_path / "config.toml").write_text(text)
    code, (line,) = run(tmp_path, "status")
    assert code == 2
    assert said in line


@pytest.mark.parametrize(
    ("section", "keys", "value", "said"),
    [
        ("subscribers", ("max_age_days",), 999_999, "less than or equal to"),
        ("fetch", ("user_agent",), "desk ☂", "printable ASCII"),
        ("sources", ("url",), "http://[::1", "not a URL that can be asked"),
        ("sources", ("url",), "https://desk:hunter2@norvale.example/feed", "user name"),
        ("sources", ("url",), "https://norvale.example/{since:%Q}", "no part of a day"),
        ("sources", ("url",), "https://norvale.example:70000/", "not a URL that can be asked"),
        ("sources", ("recheck_days",), 999_999_999, "less than or equal to"),
        ("fetch", ("allow_hosts",), ["10.0.0.0/8"], "neither a name nor one address"),
        ("fetch", ("allow_hosts",), ["*"], "neither a name nor one address"),
        ("fetch", ("allow_hosts",), ["http://desk.example/"], "neither a name nor one address"),
        ("subscribers", ("sources",), ["norvle_mfa"], 'did you mean "norvale_mfa"'),
        ("subscribers", ("topics",), ["cbrn.nuklear"], 'did you mean "cbrn.nuclear"'),
        ("subscribers", ("to",), ["a@norvale.example, b@norvale.example"], "more than one mail address"),
        ("subscribers", ("to",), ["a@norvale.example; b@norvale.example"], "more than one mail address"),
        ("series", ("sources",), ["norvle_mfa"], 'did you mean "norvale_mfa"'),
        ("mail", ("timeout_seconds",), 1e300, "number"),
        ("retention", ("keep",), "99999y", ""),
        ("site", ("url",), "javascript:alert(1)", "no web address"),
        ("site", ("cache_megabytes",), -1, "greater than or equal to"),
    ],
)
def test_a_value_out_of_range_is_refused(
    tmp_path: Path, section: str, keys: tuple[str, ...], value: Any, said: str
) -> None:
    """Each of these was taken in silence, or ended a run with a traceback."""
    path = config_with(tmp_path, section, keys, value)
    if not said:  # as long as anything is kept
        check_sections(load_config(path))
        return
    code, (line,) = run(tmp_path, "status")
    assert code == 2
    assert said in line


def test_topics_and_sources_that_are_there_are_taken(tmp_path: Path) -> None:
    """A wildcard that fits, a topic with its children, and the one of what fits no other."""
    for keys, value in ((("topics",), ["cbrn", "other", "economic.trade"]), (("sources",), ["norvale_*"])):
        check_sections(load_config(config_with(tmp_path, "subscribers", keys, value)))


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "sqlite://", "sqlite:///", "postgresql://h:x/d", "postgresql://[::1/d", "sqlite+foo:///x"),
        *("sqlite://host/x", "mysql://h/d", "postgresql://u@h:5432:6/d", "sqlite:///x?timeout=abc", "://"),
        f"sqlite:///{'a' * 5000}",
    ],
)
def test_a_malformed_store_address_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """Wherever the address stands: in the file, in the environment, beside the command."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        build_app(), ["doctor"], env={"POLICY_TRACKER_STORE_URL": url or "sqlite:///"}
    )
    assert isinstance(result.exception, SystemExit)
    assert [line for line in result.stdout.splitlines() if line.startswith("WRONG  store")]
    (tmp_path / "config.toml").write_text(f'[store]\nurl = "{url}"\n')
    code, lines = run(tmp_path, "status")
    assert (code in (1, 2), len(lines)) == (True, 1)
