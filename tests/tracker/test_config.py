"""config.toml: strict, and every fault of a file is named at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from tracker.config import Config, find_config, load_config
from tracker.config.config_file import toml_line_of
from tracker.config.section import validate_section
from tracker.domain import Selectors, Source, SourceKind
from tracker.errors import ConfigError
from tracker.fetch import FetchSettings
from tracker.link.occasions.series import SeriesRule

WHOLE = """\
[store]
url = "sqlite:///data/desk.db"

[fetch]
user_agent = "Mozilla/5.0 (compatible; desk/1.0; +mailto:desk@norvale.example)"
timeout_seconds = 10
deadline_seconds = 60
max_megabytes = 0.5
delay_seconds = 1.5
per_host = 2
parallel = 8
allow_hosts = ["127.0.0.1"]
robots = false
retries = 0
patience_seconds = 30

[engine]
lexicon = ["words.toml"]

[[sources]]
id = "norvale-mfa"
kind = "listing"
issuer = "Norvale"
url = "https://mfa.norvale.example/press"
timezone = "Europe/Oslo"
recheck_days = 7

[sources.selectors]
item = "table tbody tr"
link = "a[onclick*='f_view']"
link_pattern = 'f_view\\((\\d+)\\)'
link_template = "/press/view?seq={1}"
date_format = "%d/%m/%Y"
body = ".text"
remove = [".share", "script"]

[[sources]]
id = "estmark"
kind = "files"
path = "estmark"

[[series]]
name = "consultations"
title = "consultation|dialogue"
sources = ["norvale-mfa"]
parties = ["Norvale", "Estmark"]

[[series]]
name = "statements"
title = "^Statement"

[jobs]
fetch = "*/30 * * * *"

[[subscribers]]
id = "desk"
"""


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICY_TRACKER_STORE_URL", raising=False)
    monkeypatch.delenv("POLICY_TRACKER_CONFIG", raising=False)


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as raised:
        load_config(written(folder, text))
    message = str(raised.value)
    assert "\n" not in message
    assert message.startswith(str(folder / "config.toml"))
    return message


def test_without_a_file_everything_is_as_by_default() -> None:
    """The product runs without any configuration."""
    config = load_config(None)
    assert config == Config()
    assert config.store_url == "sqlite:///commitments.db"


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    """Every section arrives as frozen values; paths are relative to the file, not to the shell."""
    (tmp_path / "words.toml").write_text("")
    config = load_config(written(tmp_path, WHOLE))
    assert config.store_url == f"sqlite:///{tmp_path}/data/desk.db"
    assert config.fetch == FetchSettings(
        user_agent="Mozilla/5.0 (compatible; desk/1.0; +mailto:desk@norvale.example)",
        timeout_seconds=10,
        deadline_seconds=60,
        max_bytes=500_000,
        delay_seconds=1.5,
        per_host=2,
        parallel=8,
        allow_hosts=("127.0.0.1",),
        robots=False,
        retries=0,
        patience_seconds=30,
    )
    assert config.lexicon == (str(tmp_path / "words.toml"),)
    assert config.all_sources == config.sources
    first, second = config.sources
    assert first.selectors == Selectors(
        item="table tbody tr",
        link="a[onclick*='f_view']",
        link_pattern=r"f_view\((\d+)\)",
        link_template="/press/view?seq={1}",
        date_format="%d/%m/%Y",
        body=".text",
        remove=(".share", "script"),
    )
    assert (first.timezone, first.recheck_days) == ("Europe/Oslo", 7)
    assert second == Source("estmark", SourceKind.FILES, path=str(tmp_path / "estmark"))
    assert config.sections == {"jobs": {"fetch": "*/30 * * * *"}, "subscribers": [{"id": "desk"}]}


def test_a_source_that_is_switched_off_is_known_and_not_asked(tmp_path: Path) -> None:
    """It keeps its id and its place in the file, so that nothing that is held of it loses its source."""
    config = load_config(
        written(
            tmp_path, f"[[sources]]\nenabled = false\n{GOOD}[[sources]]\n{GOOD.replace('norvale', 'estmark')}"
        )
    )
    assert [source.id for source in config.sources] == ["estmark"]
    assert [source.id for source in config.all_sources] == ["norvale", "estmark"]
    assert config.source_tables["norvale"]["enabled"] is False
    assert "must be a valid boolean" in complaint(tmp_path, f"[[sources]]\n{GOOD}enabled = 'no'\n")


def test_a_list_of_a_thousand_pages_is_read_as_it_stands(tmp_path: Path) -> None:
    """Pages by their addresses and one selector: what scripts write, with the loopback allowed by name."""
    urls = "".join(f'  "http://127.0.0.1:8931/p/{number:04d}",\n' for number in range(1000))
    config = load_config(
        written(
            tmp_path,
            "[store]\nurl = 'sqlite:////var/ours.db'\n[fetch]\ndelay_seconds = 0\nper_host = 16\n"
            'allow_hosts = ["127.0.0.1"]\n[[sources]]\nid = "bench"\nkind = "pages"\n'
            f'select = "article.press-release"\nurls = [\n{urls}]\n'
            '[mail]\nfrom = "tracker@example.org"\nhost = "127.0.0.1"\nport = 2525\ntls = false\n'
            '[[subscribers]]\nid = "analyst"\nto = ["analyst@example.org"]\n',
        )
    )
    (source,) = config.sources
    assert (len(source.urls), source.selectors.body) == (1000, "article.press-release")
    assert (config.fetch.delay_seconds, config.fetch.per_host) == (0, 16)
    assert config.sections["mail"]["port"] == 2525


def test_reading_a_plain_file_loads_nothing_heavy(tmp_path: Path) -> None:
    """A pass in which nothing changed reads this file and must stay quick: no HTML, no CSS, no linking of lines."""
    path = written(
        tmp_path,
        '[[sources]]\nid = "a"\nkind = "pages"\nselect = "article.x"\nurls = ["https://a.example/1"]\n',
    )
    code = (
        "import sys; from pathlib import Path; from tracker.config import load_config; load_config(Path(sys.argv[1]));"
        "print(*{'cssselect', 'lxml', 'trafilatura', 'feedparser', 'scipy', 'sqlmodel', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store URL with a password stays out of the file."""
    monkeypatch.setenv("POLICY_TRACKER_STORE_URL", "postgresql+psycopg://desk@localhost/desk")
    assert load_config(written(tmp_path, "[store]\nurl = 'sqlite:///x.db'\n")).store_url.startswith(
        "postgresql"
    )
    assert load_config(None).store_url.startswith("postgresql")


@pytest.mark.parametrize(
    "url", ["sqlite:////var/desk.db", "sqlite:///:memory:", "postgresql://desk@localhost/desk"]
)
def test_a_store_that_is_not_relative_is_left_alone(tmp_path: Path, url: str) -> None:
    """Only a relative SQLite path depends on where the file is."""
    assert load_config(written(tmp_path, f'[store]\nurl = "{url}"\n')).store_url == url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[stor]\nurl = 'x'\n", 'line 1, [stor]: unknown section, did you mean "store"?'),
        (
            "\n[fetch]\ndelay_second = 1\n",
            'line 3, [fetch] delay_second: unknown key, did you mean "delay_seconds"?',
        ),
        ("[fetch]\ntimeout_seconds = 0\n", "line 2, [fetch] timeout_seconds: must be greater than 0"),
        ("[fetch]\nmax_megabytes = '8'\n", "line 2, [fetch] max_megabytes: must be a valid number"),
        ("[fetch]\nper_host = 33\n", "line 2, [fetch] per_host: must be less than or equal to 32"),
        ("[fetch]\nparallel = 0\n", "line 2, [fetch] parallel: must be greater than or equal to 1"),
        ("[fetch]\nallow_host = []\n", 'unknown key, did you mean "allow_hosts"?'),
        ("[fetch]\nretries = 11\n", "[fetch] retries: must be less than or equal to 10"),
        ("[fetch]\nrobots = 0\n", "[fetch] robots: must be a valid boolean"),
        ("store = 3\n", "line 1, [store]: must be a table"),
        ("sources = 3\n", "write [[sources]], with two brackets"),
        (
            "[engine]\nworkers = '10.0.0.5'\n",
            "[engine] workers: is neither a number up to 64 nor the address",
        ),
        ("[engine]\nlexicon = ['absent.toml']\n", "line 2, [engine] lexicon: no file "),
    ],
)
def test_a_wrong_key_is_named_with_its_line_and_its_mend(tmp_path: Path, text: str, expected: str) -> None:
    """An error says which line, which key, and what to write."""
    assert expected in complaint(tmp_path, text)


GOOD = 'id = "norvale"\nkind = "feed"\nurl = "https://norvale.example/feed"\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (GOOD + "flow = true\n", 'line 5, [[sources]] 1 flow: unknown key, did you mean "follow"?'),
        (GOOD + "selectors.boddy = '.a'\n", 'selectors.boddy: unknown key, did you mean "body"?'),
        ('kind = "feed"\nurl = "https://a.example"\n', "line 1, [[sources]] 1 id: is missing"),
        (GOOD.replace("feed", "rss"), "must be 'feed', 'listing', 'json', 'sitemap', 'pages' or 'files'"),
        ('id = "a"\nkind = "feed"\n', 'kind = "feed" needs url'),
        ('id = "a"\nkind = "listing"\nurl = "https://a.example"\n', 'kind = "listing" needs selectors.item'),
        ('id = "a"\nkind = "pages"\n', 'kind = "pages" needs urls'),
        ('id = "a"\nkind = "files"\n', 'kind = "files" needs path'),
        (GOOD + 'path = "x"\n', 'line 5, [[sources]] 1 path: kind = "feed" does not use path; it needs url'),
        (GOOD.replace("https://norvale.example/feed", "file:///etc"), "is not an http:// or https:// URL"),
        (GOOD.replace('"norvale"', '"Nor vale"'), '"Nor vale" is not a slug'),
        (GOOD + 'timezone = "Asia/Soul"\n', 'line 5, [[sources]] 1 timezone: "Asia/Soul" is not a time zone'),
        (GOOD + "selectors.body = 'p['\n", 'selectors.body: "p[" is not a CSS selector'),
        (GOOD + "selectors.remove = ['..a']\n", 'selectors.remove: "..a" is not a CSS selector'),
        (GOOD + "selectors.link_pattern = '('\n", "selectors.link_pattern: not a regular expression"),
        (
            GOOD + "selectors.link_template = '/{1}'\n",
            "selectors.link_template: {1} has no group in link_pattern",
        ),
        (
            GOOD + "selectors.date_format = '%Y-%m'\n",
            "selectors.date_format: does not give a year, a month and a day",
        ),
        (GOOD + "[[sources]]\n" + GOOD, 'line 6, [[sources]] 2 id: "norvale" is taken'),
    ],
)
def test_a_wrong_source_is_refused(tmp_path: Path, source: str, expected: str) -> None:
    """A source that could not work is refused when it is read, not when it is due."""
    assert expected in complaint(tmp_path, "[[sources]]\n" + source)


def test_all_faults_of_a_file_are_in_one_message(tmp_path: Path) -> None:
    """Mending a file takes one round, not one round a fault."""
    message = complaint(
        tmp_path, "[stor]\n[fetch]\ndelay = 1\ntimeout_seconds = -1\n[[sources]]\n" + GOOD + "x = 1\n"
    )
    assert message.count("; line ") == 3


def test_broken_toml_is_named_by_line_and_column(tmp_path: Path) -> None:
    """A missing quote is found by its place."""
    assert "line 2, column 7: " in complaint(tmp_path, "[store]\nurl = \n")


def test_a_file_that_is_not_there_or_not_text_is_said_to_be_so(tmp_path: Path) -> None:
    """The message names the file and the way out."""
    with pytest.raises(ConfigError, match="there is no such file"):
        load_config(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b'[store]\nurl = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="not valid UTF-8 at byte 18"):
        load_config(tmp_path / "latin.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_the_config_file_is_the_option_then_the_environment_then_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed goes before what is set, and that before what lies there."""
    monkeypatch.chdir(tmp_path)
    assert find_config(None) is None
    written(tmp_path, "")
    assert find_config(None) == Path("config.toml")
    monkeypatch.setenv("POLICY_TRACKER_CONFIG", "desk.toml")
    assert find_config(None) == Path("desk.toml")
    assert find_config(Path("other.toml")) == Path("other.toml")


class Mail(BaseModel):
    """A section of an upper package."""

    model_config = ConfigDict(extra="forbid", strict=True)

    sender: str = Field(alias="from")
    port: int = 587


def test_upper_packages_check_their_sections_alike() -> None:
    """An unknown key of [mail] is answered like one of [fetch], by the name that is written in the file."""
    assert validate_section(Mail, {"from": "desk@norvale.example"}, "config.toml: [mail]").port == 587
    with pytest.raises(ConfigError) as raised:
        validate_section(Mail, {"form": "desk@norvale.example", "port": "x"}, "config.toml: [mail]")
    message = str(raised.value)
    assert message.startswith("config.toml: [mail]: ")
    assert 'form: unknown key, did you mean "from"?' in message
    assert "from: is missing" in message
    assert "port: must be a valid integer" in message


def test_a_key_is_found_in_the_table_it_belongs_to() -> None:
    """Two sources have a url each; the line named is that of the one that is wrong."""
    lines = WHOLE.splitlines()

    def found(*keys: str) -> str:
        line = toml_line_of(WHOLE, keys)
        return lines[line - 1] if line else ""

    assert found("sources", "0", "url") == 'url = "https://mfa.norvale.example/press"'
    assert found("sources", "0", "id") == 'id = "norvale-mfa"'
    assert found("sources", "1", "id") == 'id = "estmark"'
    assert found("sources", "0", "selectors", "body") == 'body = ".text"'
    assert found("sources", "0", "selectors", "absent") == "[sources.selectors]"
    assert found("jobs", "fetch") == 'fetch = "*/30 * * * *"'
    assert found("mail", "from") == ""


def test_declared_series_are_read(tmp_path: Path) -> None:
    """A series has a name and a pattern for titles, and may ask for sources and parties."""
    (tmp_path / "words.toml").touch()
    assert load_config(written(tmp_path, WHOLE)).series == (
        SeriesRule("consultations", "consultation|dialogue", ("Norvale", "Estmark"), ("norvale-mfa",)),
        SeriesRule("statements", "^Statement"),
    )


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ('name = "a"\n', "line 1, [[series]] 1 title: is missing"),
        ('name = "a"\ntitle = "("\n', "line 3, [[series]] 1 title: not a regular expression"),
        (
            'name = "a"\ntitle = "b"\nparty = []\n',
            'line 4, [[series]] 1 party: unknown key, did you mean "parties"?',
        ),
        (
            'name = "a"\ntitle = "b"\n[[series]]\nname = "a"\ntitle = "c"\n',
            'line 5, [[series]] 2 name: "a" is taken',
        ),
    ],
)
def test_a_wrong_series_is_told_with_its_line(tmp_path: Path, series: str, expected: str) -> None:
    """A missing pattern, one that is none, an unknown key, a name used twice: each is named where it stands."""
    assert expected in complaint(tmp_path, "[[series]]\n" + series)


def test_series_needs_two_brackets(tmp_path: Path) -> None:
    """[series] is one table where a list of them is meant."""
    assert "write [[series]], with two brackets" in complaint(tmp_path, "series = 3\n")
